/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names of keys, as the reader reads and writes them: one table for both.
 *
 * A name is a character, a word of the table (`space`, `PgDn`), `F1` to `F12`, `Ctrl-` and a
 * letter, or `Alt-` and any of these.  Words are the same in capitals.
 */
#ifndef BOOTWALK_TUI_KEY_NAMES_H
#define BOOTWALK_TUI_KEY_NAMES_H

#include "tui/screen.h"

/* A key may come as several codes, by the terminal: Enter, backspace. */
#define KEY_CODES_MAX 3

/* The codes of the key called NAME; returns how many, 0 when there is no such key. */
unsigned key_parse(const char *name, key_code codes[KEY_CODES_MAX]);

/* Add the name of the key with that CODE to OUT; "?" for one without a name. */
void key_add_name(struct text *out, key_code code);

#endif
