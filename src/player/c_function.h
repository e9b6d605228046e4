/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a function stands in a C file of the kernel's style: found by its shape, since
 * no compiler is at hand and the file is not preprocessed.
 */
#ifndef BOOTWALK_PLAYER_C_FUNCTION_H
#define BOOTWALK_PLAYER_C_FUNCTION_H

#include <stdbool.h>
#include <stddef.h>

struct c_function {
	size_t start, end; /* bytes of the text, whole lines: from its head to behind its last */
	unsigned line;     /* the number of the first, from 1 */
};

/*
 * Find the definition of NAME in the LEN bytes of TEXT: a head (static, inline, attributes,
 * over several lines, or SYSCALL_DEFINEn(NAME, ...) and its like) and a body in braces.  Of several, under
 * #if and #else, the longest.  False when there is none.
 */
bool c_function_find(const char *text, size_t len, const char *name, struct c_function *found);

#endif
