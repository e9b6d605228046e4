/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the drivers share: a set while it is made.  Private to this room. */
#ifndef BOOTWALK_MACHINE_DRIVERS_INTERNAL_H
#define BOOTWALK_MACHINE_DRIVERS_INTERNAL_H

#include "machine/drivers.h"

/* Who claims a string: a chain of a hash over all strings of one kind. */
struct driver_claim {
	const char *text;
	const struct driver *driver;
	const struct driver_id *id;
	unsigned next; /* in claims, one up; 0 ends the chain */
};

struct claim_table {
	struct driver_claim *claims;
	unsigned *slots; /* the first of each chain in claims, one up; 0 for none */
	unsigned slot_count, count;
};

struct driver_table {
	struct driver **made; /* as they were added; each is malloc()ed on its own */
	size_t made_count, made_cap;
	void **blocks; /* what their strings lie in */
	size_t block_count, block_cap;
	struct claim_table compatibles, names;
};

/* Room that lives as long as the set. */
void *drivers_alloc(struct driver_set *set, size_t size);
/* A new driver of the set, all zero. */
struct driver *drivers_new_driver(struct driver_set *set);

#endif
