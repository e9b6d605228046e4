/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/memory.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/intl.h"

static void __attribute__((noreturn)) out_of_memory(void)
{
	fprintf(stderr, "bootwalk: %s\n", _("this machine has no memory left"));
	exit(2);
}

void *xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *xrealloc(void *old, size_t size)
{
	void *p = realloc(old, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

void *xzalloc(size_t size)
{
	void *p = calloc(1, size ? size : 1);

	if (!p)
		out_of_memory();
	return p;
}

char *xstrdup(const char *s)
{
	size_t len = strlen(s) + 1;

	return memcpy(xmalloc(len), s, len);
}

enum { FIRST_BYTES = 1024 };

void *xgrow(void *vector, size_t *cap, size_t needed, size_t size)
{
	/* about as much as the allocator takes trouble for, in few elements when they are big */
	size_t want = *cap ? *cap : size > FIRST_BYTES / 4 ? 4 : FIRST_BYTES / size;

	if (needed <= *cap)
		return vector;
	while (want < needed)
		want *= 2;
	if (want > SIZE_MAX / size)
		out_of_memory();
	*cap = want;
	return xrealloc(vector, want * size);
}
