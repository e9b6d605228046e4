/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The walk as lines of text, for a pipe, a screen reader, or a terminal that cannot move its
 * cursor: where the player stands, and what has changed since the reader was last told.
 *
 * Each line is whole, whatever its length, and holds nothing that a terminal would act on.
 */
#ifndef BOOTWALK_REPORT_PLAY_H
#define BOOTWALK_REPORT_PLAY_H

#include "player/player.h"

struct play;

/*
 * A walk over P (lent) by the steps of LEVEL and coarser ones, from where P stands.  Adds to
 * OUT what is walked through, and the place.
 */
struct play *play_new(struct player *p, enum level level, struct text *out);
void play_free(struct play *play);

/*
 * Go on to the next step of the walk, or behind the last of them to the end of the run.
 * False, with nothing moved, when P stands there.
 */
bool play_on(struct play *play);

/*
 * Add where P stands to OUT, and what has changed since that was done last.  With JUMPED,
 * which may be over much, only the first of many changes and of many lines of the log.
 */
void play_tell(struct play *play, bool jumped, struct text *out);

/* A call is going to be made: the run may be made anew before the next play_tell(). */
void play_let_go(struct play *play);

#endif
