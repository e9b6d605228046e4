/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command language under the reader's hand: typed, completed, pasted, and what it printed. */
#ifndef BOOTWALK_TUI_COMMAND_LINE_H
#define BOOTWALK_TUI_COMMAND_LINE_H

#include "tui/screen.h"

struct tui;

/* A command that was typed, and what it printed. */
struct output_entry {
	struct text line, printed;
};

struct outputs {
	struct output_entry *all;
	size_t count, cap;
	size_t bytes;
	bool gone; /* earlier ones are not kept any more */
};

/* Bytes that a line has at most. */
#define COMMAND_LINE_MAX 4000

/*
 * command_line.c: the line of the command language, edited by readline.
 * _begin and _end surround all use of it, and read and write the history.
 */
void command_line_begin(void);
void command_line_end(void);
void command_line_open(struct tui *t);
void command_line_press(struct tui *t, key_code key);
void command_line_draw(const struct tui *t, unsigned x, unsigned y, unsigned width);
/* Do what is typed; false when it cannot be done, which t->flash says. */
bool command_line_enter(struct tui *t);
/* Does KEY, with Alt, mean something while a line is typed? */
bool command_line_takes(key_code key);
/* Do LINE; what it prints is in t->output then.  False when it cannot be done, or is not so. */
bool command_line_do(struct tui *t, const char *line);

/* command_complete.c: what readline asks when a word is to be completed; _begin and _end surround a key. */
void complete_init(void);
void complete_begin(struct tui *t);
void complete_end(void);
/* What the command takes that is being typed; false when there is nothing to tell. */
bool complete_hint(const struct tui *t, struct lines *out);

/* paste.c: is KEY a part of pasted text?  It is done when it is whole. */
bool paste_press(struct tui *t, key_code key);

/* output.c: the pane of what the last commands printed. */
/* LINE was done: t->output and t->flash are what it printed. */
void output_keep(struct tui *t, const char *line);
void output_free(struct tui *t);
/* Is the pane on the screen? */
bool output_is_seen(const struct tui *t);
/* Add the lines of S, wrapped. */
void output_add_text(const char *s, unsigned width, struct lines *out);
void output_draw(const struct tui *t, const struct view_room *room, struct lines *out);

#endif
