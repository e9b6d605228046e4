/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line of keys at the bottom, and the rows of the help: what both screens make of their tables. */
#ifndef BOOTWALK_TUI_KEY_LINE_H
#define BOOTWALK_TUI_KEY_LINE_H

#include "view/view.h"

/* What the line of keys may say of a row of a table of keys. */
struct key_item {
	struct text key;  /* its name; key_line_free() gives it back */
	const char *word; /* translated; NULL: the row is not in the line now */
	unsigned rank;    /* in a narrow line the lowest stay */
};

/* Add the line of those of COUNT items that fit into WIDTH cells, in their order. */
void key_line_add(const struct key_item *items, size_t count, unsigned width, struct lines *out);
/* The item whose words stand at CELL of that line; COUNT for none. */
size_t key_line_at(const struct key_item *items, size_t count, unsigned width, unsigned cell);
void key_line_free(struct key_item *items, size_t count);

/* Add a row of the help: KEYS ("": there is none), and from cell INDENT on what they do. */
void key_help_row(const char *keys, const char *help, unsigned width, unsigned indent,
                  struct lines *out);

#endif
