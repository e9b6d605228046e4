/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which keys stand for which rows of the key table: at first those that the rows name, then
 * as the reader's file of settings says.
 */
#ifndef BOOTWALK_TUI_BINDINGS_H
#define BOOTWALK_TUI_BINDINGS_H

#include "sim/error.h"
#include "tui/screen.h"

#define ROWS_MAX      128
#define ROW_CODES_MAX 10

struct bindings {
	key_code codes[ROWS_MAX][ROW_CODES_MAX]; /* for each row of key_rows[]; 0 ends them */
};

void bindings_init(struct bindings *b);

/*
 * Let the key called NAME stand for REQUEST, before its other keys, and for nothing else;
 * ERR when there is no such key or request.  Rows that hold only in a lesson or in one pane
 * and those that always hold may share a key.
 */
bool bindings_bind(struct bindings *b, const char *name, const char *request, struct error *err);
/* Let the key called NAME stand for nothing. */
bool bindings_unbind(struct bindings *b, const char *name, struct error *err);

/* Does the key with that CODE stand for ROW of key_rows[]? */
bool bindings_has(const struct bindings *b, size_t row, key_code code);
/* The name of ROW's first key, "" for none; and of all, as help shows them. */
void bindings_first(const struct bindings *b, size_t row, struct text *out);
void bindings_all(const struct bindings *b, size_t row, struct text *out);

#endif
