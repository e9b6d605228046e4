/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signals while the terminal is ours: who ends us, who stops us, and what is left behind. */
#ifndef BOOTWALK_TUI_SIGNALS_H
#define BOOTWALK_TUI_SIGNALS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/*
 * From now on signals are only taken in signals_wait().  To be called before
 * ncurses starts, which leaves alone what is taken already.
 */
void signals_take(void);
/* A crash writes RESTORE (LEN bytes, copied) to the terminal and gives it MODES back. */
void signals_on_crash(const char *restore, size_t len, const struct termios *modes);
/* As it was before signals_take(). */
void signals_give_back(void);

/*
 * Wait for input, MS milliseconds at most (-1: as long as it takes): 1 there is
 * some, 0 a signal came or the time is over, -1 the terminal is gone.
 */
int signals_wait(int ms);
/* The signal that asked for the end, or 0. */
int signals_ended(void);
/* Was it SIGINT?  Asking forgets it. */
bool signals_interrupted(void);
/* Was a stop asked for (Ctrl-Z), did we come back from one?  Asking forgets it. */
bool signals_stop_wanted(void);
bool signals_continued(void);
/* Stop here, as the shell expects it; returns when we are continued. */
void signals_stop(void);

#endif
