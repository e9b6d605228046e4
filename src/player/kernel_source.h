/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The kernel's own source, where the reader has it: the lines of one function, read when
 * they are wanted and kept no longer than until the next.
 */
#ifndef BOOTWALK_PLAYER_KERNEL_SOURCE_H
#define BOOTWALK_PLAYER_KERNEL_SOURCE_H

#include "sim/error.h"
#include "sim/text.h"

struct kernel_source;

/* The lines of a function, or why there are none. */
struct kernel_function {
	const char *release; /* of the source: "6.1.170", "5.10" */
	const char *file;    /* below the source's directory */
	const char *name;    /* of the function */
	const char
		*missing; /* N_(), a sentence with %s for the file or the function; NULL: found */
	const char *missing_what;
	const char *text; /* LEN bytes, whole lines; may hold anything that is in the file */
	size_t len;
	unsigned line; /* the number of the first */
};

/* NULL, with ERR, when DIR is not the source of a kernel: its Makefile tells the release. */
struct kernel_source *kernel_source_open(const char *dir, struct error *err);
void kernel_source_close(struct kernel_source *source);
const char *kernel_source_release(const struct kernel_source *source);

/* FUNCTION of FILE; valid until the next call.  The same one again reads nothing. */
const struct kernel_function *kernel_source_find(struct kernel_source *source, const char *file,
                                                 const char *function);

#endif
