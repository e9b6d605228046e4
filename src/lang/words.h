/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines into words, and words into numbers, ranges and flags. */
#ifndef BOOTWALK_LANG_WORDS_H
#define BOOTWALK_LANG_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"
#include "sim/text.h"

#define WORDS_MAX 32

/* The words of one line; the strings lie in STORE. */
struct words {
	char store[16384];
	const char *word[WORDS_MAX];
	bool quoted[WORDS_MAX]; /* some of the word stood in quotes */
	size_t at[WORDS_MAX];   /* where it begins in the line */
	unsigned count;
};

/*
 * Split LINE (LEN bytes, no newline) as a POSIX shell splits words: blanks
 * separate, '' and "" and \ hold together, an unquoted # at the start of a word begins a comment.
 * 'a at the end of the line, with one letter behind the quote, is the name of a bookmark.
 * False with err->reason filled in when a quote is not closed or the line is too long.
 */
bool words_split(struct words *words, const char *line, size_t len, struct error *err);

/* Add WORD so that words_split() makes the same one word of it; in quotes if need be. */
void word_add(struct text *out, const char *word);

/* A number without sign, up to 64 bits: 0x..., decimal, with K, M or G behind it. */
bool word_number(const char *word, uint64_t *value);
/* An inclusive range, START-END; END may be below START. */
bool word_range(const char *word, uint64_t *start, uint64_t *end);
/*
 * PROT_* and PGPROT_* bits (linux/include/mm.h) and MAP_* bits: lower case without the
 * prefix, joined by commas; a prefix in upper case and a | between them are taken too.
 */
bool word_prot(const char *word, uint64_t *prot);
bool word_map_flags(const char *word, uint64_t *flags);
/* MEMBLOCK_* bits, lower case, joined by commas. */
bool word_memblock_flags(const char *word, uint64_t *flags);
/* MEMREMAP_* bits, lower case, joined by commas, or 0. */
bool word_memremap_flags(const char *word, uint64_t *flags);

/*
 * The nearest of COUNT names to WORD, by the fewest letters changed, or NULL when none is near.
 * NAME_AT(i, arg) is the Ith name.
 */
const char *word_nearest(const char *word, const char *(*name_at)(size_t i, const void *arg),
                         const void *arg, size_t count);

#endif
