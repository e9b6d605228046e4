/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names: strings that are kept once each, for as long as a run lives.
 *
 * A name is a `const char *` like any other, and two names are the same string
 * exactly when they are the same pointer.  Each also has a number, which is
 * what a step keeps.  Names are no simulated state: they never change, so
 * nothing of them needs to be undone.
 */
#ifndef BOOTWALK_SIM_NAMES_H
#define BOOTWALK_SIM_NAMES_H

#include <stddef.h>
#include <stdint.h>

struct names {
	const char **all; /* by number; all[0] is NULL */
	size_t count, cap;
	uint32_t *slots;   /* hash table of numbers, 0 where empty */
	size_t slot_count; /* a power of two */
	char *chunk;       /* where the next string goes */
	size_t chunk_left;
	char **chunks; /* all of them, to be freed */
	size_t chunk_count, chunk_cap;
};

void names_init(struct names *names);
void names_done(struct names *names);

/* The one copy of the LEN bytes at S (no NUL among them). */
const char *names_intern_n(struct names *names, const char *s, size_t len);
const char *names_intern(struct names *names, const char *s);

/* The number of a name that came from names_intern(); 0 for NULL. */
static inline uint32_t name_id(const char *name)
{
	return name ? ((const uint32_t *)(const void *)name)[-1] : 0;
}

/* The name of that number, NULL for 0. */
static inline const char *names_get(const struct names *names, uint64_t id)
{
	return id < names->count ? names->all[id] : NULL;
}

#endif
