/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key table: a row for all that a key can ask for.  Dispatch, the line of keys,
 * the help and the manual are made from it or held to it, so none of them can lie.
 */
#ifndef BOOTWALK_TUI_KEYS_H
#define BOOTWALK_TUI_KEYS_H

#include "tui/internal.h"

struct key_row {
	const char *request;           /* its name */
	const char *keys;              /* as help shows them */
	const char *help;              /* N_() */
	const char *footer;            /* one word for the line of keys, N_(), or NULL */
	unsigned rank;                 /* in a narrow line of keys the lowest stay */
	key_code codes[ROW_CODES_MAX]; /* 0 ends them */
	/* one of the two */
	bool (*move)(struct player *p, unsigned count, bool backwards);
	void (*act)(struct tui *t, long arg);
	bool backwards;
	long arg;
	bool (*when)(struct tui *t); /* NULL: always; a row above goes before one below */
};

extern const struct key_row key_rows[];
extern const size_t key_row_count;
/* Does ROW do something only in a lesson? */
bool key_of_lesson(const struct key_row *row);

/* What rows do that keys.c must know by name. */
void act_line(struct tui *t, long by);
void act_page(struct tui *t, long by);
void act_help(struct tui *t, long arg);
void act_escape(struct tui *t, long arg);
void act_quit(struct tui *t, long arg);
void act_redraw(struct tui *t, long arg);
void act_speed(struct tui *t, long arg);
void act_search_again(struct tui *t, long backwards);

/* keys.c: the last move or search again; from now on that is the search. */
void act_repeat(struct tui *t, long arg);
void keys_repeat_search(struct tui *t);

/* move_keys.c */
void act_break(struct tui *t, long arg);
void act_watch(struct tui *t, long arg);
bool on_breaks(struct tui *t);
void act_delete(struct tui *t, long arg);
void act_mark(struct tui *t, long arg);
void act_go_mark(struct tui *t, long arg);
void act_undo(struct tui *t, long redo);
void act_play(struct tui *t, long arg);
void act_node(struct tui *t, long arg);

#endif
