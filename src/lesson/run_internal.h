/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a lesson under way share, and nobody else. */
#ifndef BOOTWALK_LESSON_RUN_INTERNAL_H
#define BOOTWALK_LESSON_RUN_INTERNAL_H

#include "lesson/lesson_run.h"

/* The page that is open. */
const struct page *run_page(const struct lesson_run *run);

/* Refuse because of block B, or of the Nth line in it; returns false. */
bool run_refuse(const struct block *b, unsigned n, struct error *err, const char *reason);

/* lesson_run_new() on BOARD in place of the lesson's first. */
struct lesson_run *run_new_on(const struct lesson *lesson, const char *board,
                              const struct vocabulary *vocabulary, struct progress *progress,
                              struct error *err);

/* A clean boot of PAGE and its live blocks, in place of what the run stands on now. */
bool run_renew(struct lesson_run *run, const struct page *page, struct error *err);

/*
 * May CALL stand in a lesson?  What reads or writes files of the reader's may not: a lesson comes
 * from anywhere.
 */
bool run_may_do(const struct call *call, struct error *err);

/* player_call(), but an `expect` that does not hold fills in ERR for sure. */
bool run_do_call(struct player *player, const struct call *call, struct text *out, bool *failed,
                 struct error *err);

/* Fill in the choices of block B, when it is a quiz or a prediction. */
bool run_make_choices(struct lesson_run *run, size_t b, struct error *err);

/*
 * Does task B hold as the run now is?  ERR is filled in, and *BROKEN set, when one of its
 * checks does not parse or names a moment that is none.
 */
bool run_task_holds(struct lesson_run *run, size_t b, bool *broken, struct error *err);

#endif
