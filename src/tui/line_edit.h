/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of UTF-8 that the reader types, edited where the cursor stands. */
#ifndef BOOTWALK_TUI_LINE_EDIT_H
#define BOOTWALK_TUI_LINE_EDIT_H

#include "tui/screen.h"

/* All zero is an empty line; line_edit_free() gives it back. */
struct line_edit {
	struct text text;
	size_t at; /* bytes before the cursor */
};

void line_edit_free(struct line_edit *e);
/* TEXT in the place of what it holds, the cursor at its end. */
void line_edit_set(struct line_edit *e, const char *text);
/* Do what KEY says; false when it is none that edits. */
bool line_edit_press(struct line_edit *e, key_code key);
/* Does KEY say that the line is done?  Or that it is given up: Esc, an empty one erased? */
bool line_edit_enters(key_code key);
bool line_edit_gives_up(const struct line_edit *e, key_code key);

/*
 * TEXT behind the question ASK (translated; left out where there is no room for it) in
 * WIDTH cells from X, Y on, the cursor AT bytes into it.  Shows the screen.
 */
void line_edit_draw(const char *ask, const char *text, size_t at, unsigned x, unsigned y,
                    unsigned width);

#endif
