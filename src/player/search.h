/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Search in what the steps of a run say: sentences with their names, functions, addresses and
 * lines of the log; and a moment.  It goes on in slices, so that whoever reads keys stays quick.
 *
 * A query that is an address or a range (0x9000000, 09000000, 09000000-09000fff) finds the steps
 * that speak of any of it; other text is found as it is written, in either case unless it
 * has a capital.
 */
#ifndef BOOTWALK_PLAYER_SEARCH_H
#define BOOTWALK_PLAYER_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/text.h"

struct player;

/* Steps in order. */
struct step_list {
	uint32_t *steps;
	size_t count, cap;
};

/* Lives in its player; only search.c looks inside. */
struct search {
	struct text query;
	bool as_text, exact_case, as_range;
	uint64_t first, last;  /* as a range */
	uint32_t moment;       /* the step that the query names; NO_STEP for none */
	struct text said;      /* a step's sentence while it is looked at */
	struct step_list hits; /* of the first COUNTED steps */
	size_t counted;
	bool busy, backwards; /* the search that is under way: */
	uint32_t from;        /* it began there, */
	size_t looked;        /* and has looked at so many steps */
};

enum search_state { SEARCH_BUSY, SEARCH_FOUND, SEARCH_NONE };

/* What is searched for from now on; the same query as before keeps what is known of it. */
void search_set(struct player *p, const char *query);
/* Begin to look for the nearest hit behind (or before) step FROM, and around. */
void search_begin(struct player *p, uint32_t from, bool backwards);
/* Look at STEPS more steps, or fewer.  *FOUND is the hit; the reader is not moved. */
enum search_state search_on(struct player *p, size_t steps, uint32_t *found);
/* Count the hits of the run, STEPS more steps of it; false when all are counted. */
bool search_count(struct player *p, size_t steps);
/* Which hit STEP is, from 1, and of how many; 0 while not all are counted, or when it is none. */
size_t search_rank(const struct player *p, uint32_t step, size_t *of);

/* There is another run: what was counted is not true of it. */
void search_forget(struct player *p);
void search_done(struct player *p);

#endif
