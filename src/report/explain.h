/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of `bootwalk explain` share. */
#ifndef BOOTWALK_REPORT_EXPLAIN_H
#define BOOTWALK_REPORT_EXPLAIN_H

#include "linux/linux.h"
#include "player/player.h"

/* Of a long history the beginning and, longer, the end are told; the trace has all. */
#define HISTORY_FIRST 4
#define HISTORY_LAST  12

struct question {
	const struct player *p;
	const struct sim *sim;
	const struct kernel *k;
	const char *asked;    /* the word */
	uint64_t first, last; /* what it stands for, inclusive */
	struct text *out;
};

/* Add a range as wide as ROOT's file prints one. */
void explain_add_range(struct text *out, const struct resource *root, uint64_t first,
                       uint64_t last);
/* Add the sentence of STEP as a line, with BEFORE in front. */
void explain_add_step(const struct question *q, uint32_t step, const char *before);
/* Add what became of DEV. */
void explain_state(const struct question *q, const struct device *dev);

/*
 * Tell who has Q's range in ROOT's tree, who uses it and what became of it, under the
 * title WHAT.  BUT is a device that is not told, or NULL; refusals are told before.
 */
void explain_range(const struct question *q, const struct resource *root, const char *what,
                   const struct device *but);

#endif
