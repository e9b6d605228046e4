/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files below $XDG_STATE_HOME/bootwalk in which something of the reader's is remembered.
 *
 * Each is lines of text, the first of them `bootwalk-NAME 1`.  One is written by a
 * temporary file and rename; what is damaged, or of a newer version, is kept aside when
 * the file is written, never thrown away.  Without a home nothing is read, and writing fails.
 */
#ifndef BOOTWALK_MACHINE_STATE_FILE_H
#define BOOTWALK_MACHINE_STATE_FILE_H

#include "sim/error.h"
#include "sim/text.h"

struct state_file {
	const char *name; /* lent */
	char *path;       /* NULL: there is no home; owned */
	/* what was read cannot be written over: the ending of the name it is kept under */
	const char *aside;
};

/* The path of the file called NAME, its folders made if MAKE; NULL without a home.  To be freed. */
char *state_path(const char *name, bool make);

/* Begin with the file called NAME, a literal; nothing is read yet. */
void state_file_init(struct state_file *f, const char *name);
void state_file_done(struct state_file *f);

/*
 * Give each line but the first to LINE, which says whether it can be read.  False when
 * something is there and is not all read: what LINE has taken is to be forgotten then.
 */
bool state_file_read(struct state_file *f, bool (*line)(void *arg, const char *line), void *arg);

/* Put LINES, behind a first line, in the place of the file; ERR, and the old one stays untouched. */
bool state_file_write(struct state_file *f, const struct text *lines, struct error *err);

/* WORD as one word of a line: blanks, % and controls as %20. */
void state_add_word(struct text *out, const char *word);
/* The word at *S, which then stands behind it; false for what state_add_word() never writes. */
bool state_read_word(const char **s, struct text *word);

#endif
