/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk as plain lines, with or without a reader who answers. */
#ifndef BOOTWALK_PLAIN_H
#define BOOTWALK_PLAIN_H

#include "job.h"

/*
 * Walk job->player's run from where it stands, by the steps of LEVEL and coarser ones.  At a
 * terminal it goes on at each Enter; else it does the lines of standard input as if they were
 * typed, or runs to the end when there are none.  The result is an exit status.
 */
int plain_walk(struct job *job, enum level level);

#endif
