/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An error as a value: what it is about, where in it, and the reason.
 *
 * Functions that can fail take a `struct error *` and return false (or NULL)
 * after filling it in.  Only main.c prints one, as `bootwalk: WHAT:WHERE: reason`.
 * The strings are copied: the caller owns nothing.
 */
#ifndef BOOTWALK_SIM_ERROR_H
#define BOOTWALK_SIM_ERROR_H

#include <stdbool.h>

struct error {
	char what[256];   /* a file's name, a board, an option; may be empty */
	char where[128];  /* a line number, a node's path, an offset; may be empty */
	char reason[512]; /* one plain sentence without a full stop, translated */
};

/*
 * Fill in ERR and return false, so that a function can `return error_set(...)`.
 * WHAT and WHERE may be NULL or "".  Control characters and broken UTF-8 that
 * come in with the arguments are replaced by '?', so that an error can always be
 * shown.  The arguments may point into ERR.
 */
bool error_set(struct error *err, const char *what, const char *where, const char *reason, ...)
	__attribute__((format(printf, 4, 5)));

#endif
