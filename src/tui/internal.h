/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the terminal interface share. */
#ifndef BOOTWALK_TUI_INTERNAL_H
#define BOOTWALK_TUI_INTERNAL_H

#include "tui/screen.h"
#include "tui/tui.h"

#define VIEWS_MAX 16

/* The views by their place in views[]. */
enum { PANE_BOOT, PANE_TREE, PANE_MEMBLOCK, PANE_MAP, PANE_LOG, PANE_SOURCE };
/* As long as the reader has not chosen: what there is most to see in. */
#define PANE_BY_STATE VIEWS_MAX

struct tui;

/* A one-line question; DONE is called with the answer when it was given with Enter. */
struct prompt {
	const char *ask; /* N_() */
	void (*done)(struct tui *t, const char *answer);
	struct text answer;
	size_t at; /* bytes before the cursor */
};

struct tui {
	struct player *player;
	unsigned cols, rows;
	size_t focus;  /* the pane that keys scroll */
	size_t chosen; /* the pane in the free place of the layout, or PANE_BY_STATE */
	bool zoom;
	long scroll[VIEWS_MAX]; /* lines that the reader went down from where a pane stands */
	bool help;
	long help_scroll;
	struct prompt prompt; /* open when .ask is set */
	struct text query;    /* searched for last */
	struct text flash;    /* shown once, before the sentence */
	bool quit;
};

/* A pane as a layout places it: its contents, inside the frame lines. */
struct pane {
	size_t view;
	unsigned x, y, width, height;
	unsigned title_x, title_y;
	unsigned x0, y0, x1, y1; /* the frame, its corners inclusive */
};

struct plan {
	struct pane panes[VIEWS_MAX];
	unsigned count;
	bool tiny; /* no room for panes: only the sentence */
	unsigned sentence_y, sentence_rows;
	unsigned keys_y;
	unsigned left, width; /* of these two */
};

/* layout.c: where everything goes. */
void layout_plan(const struct tui *t, struct plan *plan);
/* Give VIEW the focus, and the free place if it is not on the screen. */
void layout_focus(struct tui *t, size_t view);

/* panes.c: draw everything. */
void panes_draw(struct tui *t);
/* Scroll the pane that has the focus by so many lines, or pages. */
void panes_scroll(struct tui *t, long by_lines, long by_pages);

/* keys.c: do what KEY says. */
void keys_press(struct tui *t, key_code key);
/* The line of keys for WIDTH cells. */
void keys_footer(unsigned width, bool unicode, struct lines *out);
/* Everything that keys do, for WIDTH cells. */
void keys_help(unsigned width, bool unicode, struct lines *out);

/* prompt.c */
void prompt_open(struct tui *t, const char *ask, void (*done)(struct tui *t, const char *answer));
void prompt_close(struct tui *t);
void prompt_press(struct tui *t, key_code key);
void prompt_draw(const struct tui *t, unsigned x, unsigned y, unsigned width);

/* search.c: to the next (or previous) step whose sentence holds t->query. */
void search_go(struct tui *t, bool backwards);

/* Say TEXT (translated) before the sentence until the next key. */
void tui_flash(struct tui *t, const char *text);

#endif
