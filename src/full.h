/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The subcommands that need more libraries than libfdt: the terminal interface,
 * lessons, the trace.
 *
 * There are two programs.  `bootwalk` does without those libraries, which take longer to
 * load than most of its answers; for these subcommands it becomes `bootwalk-full`, which is
 * the same program with them.  So each of these functions is there twice: in full_*.c for real, and
 * in become.c, where it only returns when the other program cannot be run.
 */
#ifndef BOOTWALK_FULL_H
#define BOOTWALK_FULL_H

#include "job.h"

/* The terminal interface on the machine that the first word names; without one its start screen. */
int full_terminal(struct job *job);
/* The same on the lesson in the file PATH, from where the reader left it. */
int full_take_lesson(struct job *job, const char *path);

/* The subcommands of these names. */
int full_play(struct job *job);
int full_lesson(struct job *job);
int full_lessons(struct job *job);
int full_trace(struct job *job);

/* Only in bootwalk-full: *LEVEL is that of --level, if it was given.  False with job->err. */
bool full_level(struct job *job, enum level *level);

#endif
