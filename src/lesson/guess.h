/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Predict first: before a step that decides something the reader says what will happen.
 *
 * A question is asked at a call, with the state as it is there; its answers are made from that
 * state, and which of them is right from what the run recorded.  A question knows what is to come,
 * so whoever shows it must hide what lies ahead in the run as long as it is open
 * (player->veiled).
 */
#ifndef BOOTWALK_LESSON_GUESS_H
#define BOOTWALK_LESSON_GUESS_H

#include "lesson/lesson_run.h"

struct guess {
	bool open;             /* asked, and not answered yet */
	const struct run *run; /* of which; of another one it asks nothing */
	uint32_t from, to;     /* the step of the call, and the one that answers it */
	const char *question;  /* what lies below is in `strings` */
	struct choice choices[ANSWERS_MAX];
	size_t choice_count;
	size_t chosen;
	const char *rule; /* that decided: a line of the outline of `function` */
	const char *function;
	unsigned rule_line;
	struct names strings;
	size_t memblock_stop; /* the last stop behind which memblock was asked about, and one; 0 */
};

void guess_init(struct guess *g);
void guess_done(struct guess *g);

/*
 * Is there something to ask between where P stands and the next stop, or the end?  Then P stands at that call,
 * veiled, and the question is open.  Else P is where it was.
 */
bool guess_find(struct guess *g, struct player *p);

/* Is the question still that of where P stands?  One that is not is dropped: true when it was. */
bool guess_check(struct guess *g, struct player *p);

/* CHOICE (from 0) is what the reader says: P goes to the step that answers.  Was it right? */
bool guess_answer(struct guess *g, struct player *p, size_t choice);

/* Ask it no more; it does not count. */
void guess_drop(struct guess *g, struct player *p);

/* How many were right, and asked, of NAME, a board or a lesson; one more. */
void guess_count(struct progress *progress, const char *name, bool right);

#endif
