/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the start screen share. */
#ifndef BOOTWALK_TUI_START_H
#define BOOTWALK_TUI_START_H

#include "tui/line_edit.h"
#include "tui/screen.h"
#include "tui/tui.h"

/* What the reader is typing in the last line. */
enum start_asks { ASKS_NOTHING, ASKS_SEARCH, ASKS_FILE };

struct start {
	const struct start_screen *screen;
	size_t at; /* the entry in hand */
	unsigned cols, rows;
	size_t top;         /* the first line of the list that is shown */
	bool in_text;       /* keys scroll the text beside the list */
	long text_scroll;   /* lines that the reader went down in it */
	unsigned page;      /* lines that the list has on the screen */
	unsigned text_page; /* the same of the text; 0: there is none */
	size_t note;        /* lines of what is told on the screen; the mouse is pressed there */
	enum start_asks asks;
	struct line_edit edit;
	enum start_asks edit_of; /* what the line in it answers */
	size_t before;           /* where the reader stood when the search began */
	struct text query;       /* searched for last */
	struct text matches;     /* names that fit what is being typed */
	struct text message;     /* shown until the next key */
	bool is_error;           /* of it */
	bool help;
	long help_scroll;
	bool taken, quit;
};

/*
 * start.c: to ENTRY, or on from it to the next one that can be taken; by so many entries;
 * take the one in hand, PATH for a file whose name was typed; say something in a line.
 */
void start_go(struct start *s, size_t entry, bool forwards);
void start_move(struct start *s, long by);
void start_take(struct start *s, const char *path);
void start_tell(struct start *s, bool is_error, const char *text);

/* start_keys.c: do what KEY says; the line of keys, and the help, for WIDTH cells. */
void start_press(struct start *s, key_code key);
void start_footer(const struct start *s, unsigned width, struct lines *out);
void start_help(unsigned width, struct lines *out);

/*
 * start_ask.c: let the reader type; a key while he does; what stands before his line, and
 * what is said above it.
 */
void start_ask(struct start *s, enum start_asks what);
void start_press_asked(struct start *s, key_code key);
const char *start_question(const struct start *s);
const char *start_advice(const struct start *s);
/* To the next entry that says what was searched for, or the one before. */
void start_search_again(struct start *s, bool backwards);

/* start_list.c: the list for WIDTH cells, its focus the entry in hand; AIRY with empty lines. */
void start_list(const struct start *s, unsigned width, bool airy, struct lines *out);
/* The entry in line LINE of that list; COUNT for a heading. */
size_t start_list_entry(const struct start *s, bool airy, size_t line);
/* What there is to read about the entry in hand, and what its pane is called. */
void start_text(const struct start *s, const struct view_room *room, struct lines *out);
const char *start_text_name(const struct start *s);

/* start_draw.c: draw everything. */
void start_draw(struct start *s);
/* Is the cell X, Y in the text about the entry in hand?  The entry there; COUNT for none. */
bool start_text_at(const struct start *s, unsigned x, unsigned y);
size_t start_entry_at(const struct start *s, unsigned x, unsigned y);

#endif
