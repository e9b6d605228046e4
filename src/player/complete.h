/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Completion of a line of the command language: which words fit where it ends, by what the
 * command takes there, and as the state is where the reader stands.
 *
 * What a command takes is its row's `args`; where these leave it open ("WHAT..."), the
 * table of forms in complete.c says what may stand there.
 */
#ifndef BOOTWALK_PLAYER_COMPLETE_H
#define BOOTWALK_PLAYER_COMPLETE_H

#include "player/player.h"

/* A word that fits, and what it is or "". */
struct completion {
	const char *word, *note;
};

struct completions {
	struct completion *all; /* in the order in which they are to be shown; none twice */
	size_t count, cap;
	struct names strings; /* that they lie in */
	bool files;           /* names of the reader's own files fit too */
	bool goes_on;         /* more may follow a word without a blank: a moment, flags */
};

/*
 * What fits behind BEFORE, a line up to where a word begins, when WORD is typed of that
 * already.  A quote that is open at the end of BEFORE belongs to the word.  The caller ends
 * OUT with completions_done().
 */
void player_complete(const struct player *p, const char *before, const char *word,
                     struct completions *out);
void completions_done(struct completions *c);
/* Bytes at the beginning that all words share, whole characters only; there is one at least. */
size_t completions_shared(const struct completions *c);
/* The note of WORD; "" when it has none. */
const char *completions_note(const struct completions *c, const char *word);

/*
 * What the command takes that LINE (LEN bytes of it, up to the cursor) is about, as lines of
 * args ("START SIZE NAME"), with what is in hand marked: from *FROM on, *TO is behind it.
 */
struct hint {
	const struct command *command; /* NULL: the line is about none yet */
	struct text forms;             /* parted by " | " */
	size_t from, to;               /* in forms; equal for nothing */
	const char *wants;             /* what must stand there, translated; NULL: not said */
};

/* False when there is nothing to tell.  The caller frees hint->forms. */
bool player_hint(const struct vocabulary *v, const char *line, size_t len, struct hint *hint);

#endif
