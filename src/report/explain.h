/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of `bootwalk explain` share. */
#ifndef BOOTWALK_REPORT_EXPLAIN_H
#define BOOTWALK_REPORT_EXPLAIN_H

#include "linux/linux.h"
#include "player/player.h"
#include "sim/sim.h"

struct question {
	const struct player *p;
	const struct sim *sim;
	const struct kernel *k;
	const char *asked;    /* the word */
	uint64_t first, last; /* what it stands for, inclusive */
	struct text *out;
};

/* One call that was refused, or warned about, with all that followed from it inside. */
struct refusal {
	uint32_t call;        /* the call that a driver or a reader made; or the step itself */
	uint32_t step;        /* where it was decided */
	uint32_t end;         /* the last step that belongs to it */
	uint64_t first, last; /* what was asked for; first > last when that is no range */
};

/*
 * The next refusal at or behind step *FROM, which then stands behind it.  IN is a call that
 * it must lie in, or NO_STEP.  FINE takes in those that are no stops.
 */
bool explain_next_refusal(const struct question *q, uint32_t *from, uint32_t in, bool fine,
                          struct refusal *found);

/* Tell all that was refused for what was asked about; how many there were. */
unsigned explain_refusals(const struct question *q);
/* Tell what was refused in the last probe of DEV, with its state before it. */
unsigned explain_refusals_of(const struct question *q, const struct device *dev);
/* The call of the last probe of DEV; NO_STEP when it had none. */
uint32_t explain_probe_of(const struct question *q, const struct device *dev);

/* Who has what was asked about mapped. */
void explain_mappings(const struct question *q);

/* Who made STEP, as a moment, and which stop that is. */
void explain_doer(const struct question *q, uint32_t step);

/* The first range among the arguments LETTERS, words at WORDS: a page or an address counts. */
bool explain_range_of(const struct question *q, const char *letters, const uint64_t *words,
                      uint64_t *first, uint64_t *last);

#endif
