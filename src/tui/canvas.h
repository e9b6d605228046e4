/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cells of the screen: what is to be shown, what is shown, and the bytes that lead from
 * one to the other.  No terminal in here: what its sequences are, the owner says.
 *
 * Why ncurses does not do this: it scrolls blocks of lines that have moved, so that panes
 * beside them flicker, and it repeats and erases by what many terminals do wrongly though
 * they say that they can; neither can be told to it.
 */
#ifndef BOOTWALK_TUI_CANVAS_H
#define BOOTWALK_TUI_CANVAS_H

#include "view/view.h"

/* How a style is switched to. */
struct pen {
	struct text whole;   /* from whatever the terminal writes in now */
	struct text colour;  /* from a pen with the same SHAPE and GROUND; empty: only by WHOLE */
	unsigned char shape; /* its attributes */
	unsigned ground;     /* equal where blanks look the same */
};

/* The terminal that the bytes are for. */
struct canvas_terminal {
	struct pen pens[STYLE_COUNT];
	struct text reset; /* to what it writes in by itself */
	/* Add to OUT what moves the cursor to X, Y; SAME_LINE: it is on that line. */
	void (*move)(struct text *out, unsigned x, unsigned y, bool same_line);
	/* Add what makes the next N cells blank, the cursor staying; NULL: it cannot. */
	void (*erase)(struct text *out, unsigned n);
	bool utf8;      /* else one byte is one character, as the locale has it */
	bool last_cell; /* the lower right one may be written without scrolling */
	bool ground;    /* a cleared screen looks like blanks of STYLE_PLAIN */
};

struct cell {
	unsigned char len, style;
	unsigned char cells; /* 1, 2, or 0 for the right half of the one before */
	char bytes[13];      /* a character and those that combine with it */
};

struct canvas {
	unsigned cols, rows;
	struct cell *cells, *shown; /* owned */
	bool clean;                 /* the screen was cleared, nothing is shown */
};

/* The screen has that size now, and was cleared. */
void canvas_reset(struct canvas *c, unsigned cols, unsigned rows);
void canvas_free(struct canvas *c);
/* Begin an empty picture. */
void canvas_clear(struct canvas *c);
/* Put clean text of LEN bytes at X, Y; returns the cells it took, at most WIDTH. */
unsigned canvas_put(struct canvas *c, const struct canvas_terminal *t, unsigned x, unsigned y,
                    unsigned width, enum style style, const char *text, size_t len);
/* What stands in WIDTH cells from X, Y on gets STYLE. */
void canvas_mark(struct canvas *c, unsigned x, unsigned y, unsigned width, enum style style);
/* Add to OUT the bytes that show the picture; the cursor is anywhere then, the pen reset. */
void canvas_show(struct canvas *c, const struct canvas_terminal *t, struct text *out);

#endif
