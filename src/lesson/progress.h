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

/* Blocks of LESSON that are done, over all pages. */
size_t progress_count(const struct progress *p, const char *lesson);

/* Write it.  False with ERR when the file cannot be written; the old one is then untouched. */
bool progress_save(struct progress *p, struct error *err);

#endif
