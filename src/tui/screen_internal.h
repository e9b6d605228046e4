/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What screen.c, which has the terminal, and screen_draw.c, which draws on it, share. */
#ifndef BOOTWALK_TUI_SCREEN_INTERNAL_H
#define BOOTWALK_TUI_SCREEN_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

/* The terminal was set up; UNICODE: it takes UTF-8, COLOURS: they may be shown if it has some. */
void draw_open(bool unicode, bool colours);
void draw_close(void);
/* endwin(), with nothing left of what was drawn in between. */
void draw_leave(void);
/* Bytes to the terminal at once. */
void draw_write(const char *bytes, size_t len);

#endif
