/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which panes there are, and where each stands on the screen. */
#ifndef BOOTWALK_TUI_LAYOUT_H
#define BOOTWALK_TUI_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

struct tui;

#define VIEWS_MAX 16

/* The views by their place in views[]; behind them the page of a lesson, which is drawn otherwise. */
enum {
	PANE_BOOT,
	PANE_TREE,
	PANE_MEMBLOCK,
	PANE_MAP,
	PANE_LOG,
	PANE_SOURCE,
	PANE_DEVICES,
	PANE_MAPPINGS,
	PANE_DTB,
	PANE_PROC,
	PANE_BREAKS,
	PANE_CALLS,
	PANE_LESSON,
	PANE_OUTPUT,
	PANE_NOTES /* the teacher's, in presenter mode */
};
/* As long as the reader has not chosen: what there is most to see in. */
#define PANE_BY_STATE VIEWS_MAX

/* A pane as a layout places it: its contents, inside the frame lines. */
struct pane {
	size_t view;
	unsigned x, y, width, height;
	unsigned title_x, title_y;
	unsigned x0, y0, x1, y1; /* the frame, its corners inclusive */
	unsigned spacing;        /* rows from one line to the next */
};

struct plan {
	struct pane panes[VIEWS_MAX];
	unsigned count;
	bool tiny; /* no room for panes: only the sentence */
	unsigned sentence_y, sentence_rows, sentence_spacing;
	unsigned keys_y;
	unsigned left, width; /* of these two */
};

/* Where everything goes, by the size of the terminal and what the reader has chosen. */
void layout_plan(const struct tui *t, struct plan *plan);
/* The pane that keys scroll and point at: the one with the focus, or the first of PLAN. */
size_t layout_focused(const struct tui *t, const struct plan *plan);
/* Give VIEW the focus, and the free place if it is not on the screen. */
void layout_focus(struct tui *t, size_t view);

#endif
