/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What opens the terminal interface.
 *
 * There are two programs.  `bootwalk` does without the terminal's libraries, which
 * take longer to load than most of its answers; where the interface is wanted it becomes
 * `bootwalk-tui`, which is the same program with them.  So each of these functions is
 * there twice: in terminal.c for real, and in become.c, where it only returns when the other
 * program cannot be run.
 */
#ifndef BOOTWALK_TERMINAL_H
#define BOOTWALK_TERMINAL_H

#include "job.h"

/* The interface on SPEC, a machine, booted as the command line says. */
int terminal_board(struct job *job, const char *spec);
/* The start screen, and what is chosen there. */
int terminal_start(struct job *job);
/* The lesson in the file PATH, from where the reader left it. */
int terminal_lesson(struct job *job, const char *path);

#endif
