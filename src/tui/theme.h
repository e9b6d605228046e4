/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Themes: how each style looks, by how many colours a terminal has.  Only tables;
 * screen.c makes ncurses' attributes of them.
 *
 * No theme says anything by colour alone: the views put a sign or a word beside it.
 */
#ifndef BOOTWALK_TUI_THEME_H
#define BOOTWALK_TUI_THEME_H

#include "view/view.h"

enum { LOOK_BOLD = 1, LOOK_UNDERLINE = 2, LOOK_REVERSE = 4, LOOK_DIM = 8 };

/* Colours are the terminal's numbers; -1 is its own foreground or background. */
struct look {
	unsigned char attrs; /* LOOK_* */
	short fg, bg;
};

/* What a look is chosen by: the colours that the terminal has. */
enum depth { DEPTH_NONE, DEPTH_8, DEPTH_16, DEPTH_256, DEPTH_COUNT };

struct theme {
	const char *name; /* in the file of settings */
	const char *says; /* N_() */
	struct look looks[STYLE_COUNT][DEPTH_COUNT];
};

extern const struct theme themes[];
extern const size_t theme_count;

/* The place of the theme called NAME in themes[], theme_count when there is none. */
size_t theme_named(const char *name);

/* How STYLE looks at DEPTH; a look that leaves a colour open has that of STYLE_PLAIN. */
struct look theme_look(const struct theme *theme, enum style style, enum depth depth);

#endif
