/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was refused in a run, and why: who asked, who has it since when and by which
 * call, who has it mapped, and what the log got.  Read off the steps up to where the player stands; nothing
 * is written to the simulated state.
 */
#ifndef BOOTWALK_PLAYER_REFUSAL_H
#define BOOTWALK_PLAYER_REFUSAL_H

#include "player/player.h"

/* One call that was refused, or warned about, with all that followed from it inside. */
struct refusal {
	uint32_t call;        /* the call that a driver or a reader made; or the step itself */
	uint32_t step;        /* where it was decided */
	uint32_t end;         /* the last step that belongs to it */
	uint64_t first, last; /* what was asked for; first > last when that is no range */
};

/*
 * The next refusal at or behind step *FROM, which then stands behind it.  PROBE is a call that
 * it must lie in, or NO_STEP.  FINE takes in those that are no stops.
 */
bool refusal_next(const struct player *p, uint32_t *from, uint32_t probe, bool fine,
                  struct refusal *r);

/* Tell all that was refused of FIRST to LAST, both inclusive; how many there were. */
unsigned refusals_about(const struct player *p, uint64_t first, uint64_t last, struct text *out);
/* Tell what was refused in the last probe of DEV; how many there were. */
unsigned refusals_of(const struct player *p, const struct device *dev, struct text *out);

/* The call of the last probe of DEV; NO_STEP when it had none. */
uint32_t refusal_probe_of(const struct player *p, const struct device *dev);

/* Tell who has some of FIRST to LAST mapped, whoever claimed it: a line each. */
void add_mappings(const struct player *p, uint64_t first, uint64_t last, struct text *out);

/* Add who made STEP, as a moment, and which stop that is, with a newline. */
void add_doer(const struct player *p, uint32_t step, struct text *out);

/*
 * The first range among the arguments LETTERS, words at WORDS, inclusive: a page counts, and
 * an address, with the size behind it if there is one.
 */
bool step_range(const struct player *p, const char *letters, const uint64_t *words, uint64_t *first,
                uint64_t *last);

#endif
