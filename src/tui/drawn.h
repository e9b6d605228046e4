/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the views have drawn, kept as long as nothing can have changed: a key asks a pane for
 * its lines several times, and a view of thousands of lines takes its time.
 */
#ifndef BOOTWALK_TUI_DRAWN_H
#define BOOTWALK_TUI_DRAWN_H

#include "view/view.h"

/* The lines of one view, and what they were drawn from. */
struct drawn {
	bool valid;
	const struct player *player;
	struct spot place;
	bool veiled;
	struct view_room room;
	struct lines lines;
};

/* Add the lines of VIEW to OUT, which is empty: those of D, or drawn anew and kept there. */
void drawn_lines(struct drawn *d, const struct view *view, const struct player *p,
                 const struct view_room *room, struct lines *out);
/* Something may have changed that D does not see; and give back what it holds. */
void drawn_forget(struct drawn *d);
void drawn_free(struct drawn *d);

#endif
