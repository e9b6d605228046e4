/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lib/cmdline.c and the splitting of kernel/params.c: words of the command line. */
#ifndef BOOTWALK_LINUX_LIB_CMDLINE_H
#define BOOTWALK_LINUX_LIB_CMDLINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * A number with an optional suffix K, M, G, T, P or E (powers of 1024): decimal,
 * 0x... or octal with a leading 0.  What does not fit into 64 bits wraps.  *END, unless NULL,
 * is the first character behind it; P itself when there is no digit.
 */
uint64_t memparse(const char *p, const char **end);
/* The same without suffixes; simple_strtoull() with a base of 0. */
uint64_t simple_strtoull(const char *p, const char **end);

/*
 * Cut the next word off *ARGS, which is written to: NUL characters are put in.
 * *VALUE is NULL for a word without '='.  Quotes hold blanks together.  Returns
 * false at the end, and at a word "--".
 */
bool next_arg(char **args, char **param, char **value);

/* Are A and B the same name?  '-' and '_' are alike. */
bool parameq(const char *a, const char *b);

#endif
