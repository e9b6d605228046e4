/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is drawn in the panes, and what of its lines each shows. */
#ifndef BOOTWALK_TUI_PANES_H
#define BOOTWALK_TUI_PANES_H

#include "view/view.h"

struct tui;

/* What is told before the sentence; true when it is a question that stands in its place. */
bool panes_told(const struct tui *t, struct lines *said);
/* All of SAID in lines of WIDTH cells. */
void panes_wrap(const struct lines *said, unsigned width, struct lines *wrapped);
/* Draw everything. */
void panes_draw(struct tui *t);
/* Scroll the pane that has the focus by so many lines, or pages. */
void panes_scroll(struct tui *t, long by_lines, long by_pages);

/* What of its lines a pane shows, of how many. */
struct page_shown {
	size_t top, height, count;
};
/* Something other than the place in the run may have changed: views draw anew. */
void panes_forget(struct tui *t);
/* Make the LINES of VIEW for its pane; false when it is not on the screen. */
bool panes_lines(struct tui *t, size_t view, struct lines *lines, struct page_shown *shown);
/* False when the pane is not on the screen.  ENDS is view_lesson()'s. */
bool panes_page_shown(struct tui *t, struct page_shown *shown, size_t *ends);

#endif
