/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that make questions about the next step share, and nobody else. */
#ifndef BOOTWALK_LESSON_GUESS_INTERNAL_H
#define BOOTWALK_LESSON_GUESS_INTERNAL_H

#include "lesson/guess.h"
#include "linux/linux.h"

/* A tree that is damaged may lead in a circle. */
#define NODES_MAX 65536

/* A call that may be asked about, from its step to that of its return. */
struct guess_call {
	struct player *p;
	uint32_t from, to;
	const char *function;
};

/* A range and whose it is, copied out of the state; NAME is one of the run. */
struct guess_range {
	uint64_t start, end;
	const char *name;
};

/*
 * These make the question about a call.  P stands at the call before, and may stand anywhere
 * behind it.  False: there is nothing to ask.
 */
bool guess_resource(struct guess *g, const struct guess_call *call);
bool guess_memblock(struct guess *g, const struct guess_call *call);
bool guess_ioremap(struct guess *g, const struct guess_call *call);
bool guess_memremap(struct guess *g, const struct guess_call *call);
bool guess_read(struct guess *g, const struct guess_call *call);

/* Words of the argument number N of STEP that has the LETTER (from 0 among those), or NULL. */
const uint64_t *guess_words(const struct sim *sim, const struct step *step, char letter,
                            unsigned n);
/* A resource among them. */
struct guess_range guess_resource_at(const struct sim *sim, const uint64_t *words);

/* Keep TEXT for as long as the question, and empty it. */
const char *guess_keep(struct guess *g, struct text *text);

/* One more answer; TEXT and BECAUSE are emptied.  One that is there already is not added again. */
void guess_add(struct guess *g, bool right, struct text *text, struct text *because);

/* What R is called: its range and its name. */
void guess_name(struct text *out, const struct guess_range *r);

static inline bool guess_overlap(const struct guess_range *a, const struct guess_range *b)
{
	return a->start <= b->end && b->start <= a->end;
}

static inline bool guess_holds(const struct guess_range *outer, const struct guess_range *inner)
{
	return outer->start <= inner->start && inner->end <= outer->end;
}

static inline struct guess_range guess_of(const struct resource *r)
{
	return (struct guess_range){ r->start, r->end, r->name };
}

#endif
