/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text from outside: is a name fit to be shown, and what number does a word say.
 */
#ifndef BOOTWALK_MACHINE_INPUT_H
#define BOOTWALK_MACHINE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What keeps a text from being shown. */
enum input_fault {
	INPUT_GOOD,
	INPUT_CONTROL,  /* a control character, C0 or C1 */
	INPUT_NOT_UTF8, /* bytes that are no well-formed UTF-8 */
};

/*
 * Look at the LEN bytes of TEXT.  With a fault, *AT is the offset of its first
 * byte; AT may be NULL.
 */
enum input_fault input_check(const char *text, size_t len, size_t *at);

/* Copy TEXT into DST of SIZE bytes with every byte that must not be shown as '?'.  Returns DST. */
const char *input_printable(char *dst, size_t size, const char *text);

/*
 * Read the whole of WORD as an unsigned number: decimal or 0x..., with one of
 * K, M, G, T (powers of 1024) behind it.  False when it is none or is above 2^64 - 1.
 */
bool input_number(const char *word, uint64_t *value);

/*
 * Read START-END, both inclusive, from WORD; it ends at a comma or at the end,
 * and *REST points there.  False when it is no range or END is below START.
 */
bool input_range(const char *word, uint64_t *start, uint64_t *end, const char **rest);

#endif
