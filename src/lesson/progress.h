/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a reader has done, in $XDG_STATE_HOME/bootwalk/progress.
 *
 * Lines of text: a version, then for each lesson its page, the place in it, and
 * which blocks of which pages are done.  Written by a temporary file and rename;
 * a damaged or newer file is kept aside, never thrown away.  A home that cannot
 * be written does not stop a lesson.
 */
#ifndef BOOTWALK_LESSON_PROGRESS_H
#define BOOTWALK_LESSON_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

struct progress;

/* Read it; never fails: what cannot be read is as if nothing had been done. */
struct progress *progress_open(void);
void progress_close(struct progress *p);

/* The page that LESSON was left at, and the stop in it; false when it was never begun. */
bool progress_place(const struct progress *p, const char *lesson, size_t *page, uint32_t *stop);
void progress_set_place(struct progress *p, const char *lesson, size_t page, uint32_t stop);

bool progress_done(const struct progress *p, const char *lesson, size_t page, size_t block);
void progress_set_done(struct progress *p, const char *lesson, size_t page, size_t block);

/*
 * The answers that were chosen of a question, bit N for answer N, and whether that was RIGHT
 * without a wrong one; a task is right when it was solved without its solution.
 */
uint64_t progress_chosen(const struct progress *p, const char *lesson, size_t page, size_t block,
                         bool *right);
void progress_set_chosen(struct progress *p, const char *lesson, size_t page, size_t block,
                         uint64_t chosen, bool right);

/* Blocks of LESSON that are done, and those that were right, over all pages. */
size_t progress_count(const struct progress *p, const char *lesson);
size_t progress_right(const struct progress *p, const char *lesson);

/* Forget what was chosen and done of a block, a page (BLOCK is ALL) or a lesson (both are). */
#define ALL SIZE_MAX
void progress_forget(struct progress *p, const char *lesson, size_t page, size_t block);

/* How many of how many: of an exam that is over; of what was foretold, by board or lesson. */
enum score_kind { SCORE_EXAM, SCORE_FORETOLD };
/* False, and 0 of 0, when there is none. */
bool progress_score(const struct progress *p, enum score_kind kind, const char *name, size_t *right,
                    size_t *of);
void progress_set_score(struct progress *p, enum score_kind kind, const char *name, size_t right,
                        size_t of);
void progress_drop_score(struct progress *p, enum score_kind kind, const char *name);

/* Write it.  False with ERR when the file cannot be written; the old one is then untouched. */
bool progress_save(struct progress *p, struct error *err);

/* Write it to the file PATH; one that is there is only written over if OVER. */
bool progress_export(const struct progress *p, const char *path, bool over, struct error *err);
/*
 * Take what the file PATH has and P has not, or has less well, and save P.  A file that is not
 * wholly one of progress leaves P as it is.
 */
bool progress_import(struct progress *p, const char *path, struct error *err);

#endif
