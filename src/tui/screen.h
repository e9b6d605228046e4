/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal: set up, drawn on, and given back whole.  Only screen.c
 * calls ncurses; who reads keys knows its names of them.
 */
#ifndef BOOTWALK_TUI_SCREEN_H
#define BOOTWALK_TUI_SCREEN_H

#include "tui/mouse_report.h"
#include "tui/theme.h"
#include "view/view.h"

/* Is there a terminal that can be used?  False with ERR. */
bool screen_possible(struct error *err);

/* Whether colours are shown where the terminal has some: AUTO says no when NO_COLOR is set. */
enum colour_wish { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* False, with ERR and the terminal untouched, when it cannot be used.  The theme is the first. */
bool screen_open(enum colour_wish colour, struct error *err);
/* Give it back; does nothing when it is not open. */
void screen_close(void);
bool screen_unicode(void);
void screen_size(unsigned *cols, unsigned *rows);
/* From the next screen_show() on all looks as THEME says. */
void screen_theme(const struct theme *theme);
/* Are there colours?  Without them a theme only has bold, underlined and reversed text. */
bool screen_colours(void);

/* A key as the key table names it: a character, or a key of ncurses made with SPECIAL_KEY(). */
typedef int64_t key_code;
#define SPECIAL_KEY(code) ((key_code)(code) | (key_code)1 << 40)
#define NO_KEY            ((key_code)-1)
#define ESC_KEY           27
#define CTRL_KEY(letter)  ((letter)&31)
/* KEY together with Alt, which terminals send as Escape and KEY at once. */
#define ALT_KEY(key)   ((key_code)(key) | (key_code)1 << 41)
#define IS_ALT_KEY(k)  ((k) > 0 && ((k) & (key_code)1 << 41))
#define WITHOUT_ALT(k) ((k) & ~((key_code)1 << 41))
/* Something of the mouse: screen_mouse() tells what. */
#define MOUSE_KEY ((key_code)1 << 42)
/* What comes between these two is pasted text. */
#define PASTE_BEGIN_KEY ((key_code)1 << 43)
#define PASTE_END_KEY   ((key_code)1 << 43 | 1)

/*
 * Wait until there is a key, or for MS milliseconds (-1: as long as it takes);
 * false when the program is to end (screen_ended() says by what).
 */
bool screen_wait(int ms);
/* The next key that is there already, or NO_KEY. */
key_code screen_key(void);
/* What the last MOUSE_KEY of screen_key() was: the cell, from 0, 0 at the upper left on. */
void screen_mouse(unsigned *x, unsigned *y, enum mouse_button *what);
/* Let the terminal report its mouse, or not; false when it does not afterwards. */
bool screen_mouse_enable(bool on);
/* Put KEY back, to be read next. */
void screen_unread(key_code key);
/* The signal that asked for the end, or 0. */
int screen_ended(void);
/* Draw everything anew with the next screen_show(). */
void screen_redraw(void);

/* Begin an empty picture; put things on it; show it, with the cursor at X, Y or hidden. */
void screen_begin(void);
void screen_put(unsigned x, unsigned y, unsigned width, enum style style, const char *text);
/* Line LINE of LINES in at most WIDTH cells from X, Y on. */
void screen_put_line(unsigned x, unsigned y, unsigned width, const struct lines *lines,
                     size_t line);
/* Mark what stands in WIDTH cells from X, Y on, for the pointer. */
void screen_mark(unsigned x, unsigned y, unsigned width);
/* Blanks in WIDTH times HEIGHT cells. */
void screen_blank(unsigned x, unsigned y, unsigned width, unsigned height);
void screen_show(void);
void screen_show_cursor(unsigned x, unsigned y);

/*
 * Frames that share their lines: each call adds one (its corners inclusive),
 * screen_frames_draw() draws them all with the right joints and forgets them.
 */
void screen_frame(unsigned x0, unsigned y0, unsigned x1, unsigned y1);
void screen_frames_draw(void);

#endif
