/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What has changed in the resource trees and in memblock's lists since somebody last
 * looked, as lines of text.
 *
 * A look costs what was written since the last one; the lists are gone through again only
 * when something of theirs was.
 */
#ifndef BOOTWALK_REPORT_CHANGES_H
#define BOOTWALK_REPORT_CHANGES_H

#include "player/player.h"

struct changes;

/* Nothing has been seen yet: all lists are empty. */
struct changes *changes_new(void);
void changes_free(struct changes *c);

/*
 * Look at the state where P stands.  A line for each entry that was added, removed, changed
 * or moved since the last look goes to OUT, which may be NULL; nothing of P is kept but what
 * changes_let_go() forgets.
 */
void changes_look(struct changes *c, const struct player *p, struct text *out);

/* The run of the player may be made anew, or added to, before the next look. */
void changes_let_go(struct changes *c);

#endif
