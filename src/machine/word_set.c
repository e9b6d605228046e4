/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/word_set.h"

#include <stdlib.h>
#include <string.h>

#include "sim/memory.h"

static size_t hash(const char *s)
{
	size_t h = 5381;

	while (*s)
		h = h * 33 + (unsigned char)*s++;
	return h;
}

/* Where WORD is, or where it would go. */
static const char **slot_of(const struct word_set *set, const char *word)
{
	size_t h = hash(word) & (set->count - 1);

	while (set->slots[h] && strcmp(set->slots[h], word) != 0)
		h = (h + 1) & (set->count - 1);
	return &set->slots[h];
}

void word_set_init(struct word_set *set, const char *list)
{
	size_t words = 0;

	*set = (struct word_set){ 0 };
	for (const char *s = list; *s; s += strlen(s) + 1)
		words++;
	if (!words)
		return;
	for (set->count = 4; set->count < 2 * words;)
		set->count *= 2;
	set->slots = xzalloc(set->count * sizeof(*set->slots));
	for (const char *s = list; *s; s += strlen(s) + 1)
		*slot_of(set, s) = s;
}

void word_set_done(struct word_set *set)
{
	free(set->slots);
	*set = (struct word_set){ 0 };
}

bool word_set_has(const struct word_set *set, const char *word)
{
	return set->count && *slot_of(set, word);
}
