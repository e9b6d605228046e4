/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of words that is asked often: a hash over a list that never changes. */
#ifndef BOOTWALK_MACHINE_WORD_SET_H
#define BOOTWALK_MACHINE_WORD_SET_H

#include <stdbool.h>
#include <stddef.h>

struct word_set {
	const char **slots; /* lent words; NULL where empty */
	size_t count;       /* a power of two, or 0 for no words */
};

/* LIST is words that end in NUL each, one after the other; an empty one ends it.  It is lent. */
void word_set_init(struct word_set *set, const char *list);
void word_set_done(struct word_set *set);
bool word_set_has(const struct word_set *set, const char *word);

#endif
