/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The boards and kernel profiles that ship with the program: one
 * flattened tree, `boards.dtb`, made when the program is built, so that a
 * start parses none of them.
 *
 *   / { boards  { qemu-virt { dtb = [...]; about = "..."; pci = "..."; }; };
 *       kernels { linux-6.1-arm64 { dtb = [...]; }; };
 *       drivers { packed = [...]; }; };
 *
 * It is mapped read-only once and stays mapped.
 */
#ifndef BOOTWALK_MACHINE_STORE_H
#define BOOTWALK_MACHINE_STORE_H

#include <stddef.h>

#include "sim/error.h"

struct store;

/* What the store knows of one board or kernel; the pointers live as long as the store. */
struct store_entry {
	const char *name;
	const void *dtb; /* a whole blob, aligned to 8 */
	size_t dtb_len;
	const char *about;   /* text of about.md, or NULL */
	const char *summary; /* what /bootwalk in its tree says it is, in a line; or NULL */
	const char *pci;     /* text of its cards file, or NULL */
};

/*
 * Find and map boards.dtb: in $BOOTWALK_DATADIR, else beside the running
 * program's build folder (boards/boards.dtb), else in ../share/bootwalk as seen
 * from the program's folder, else in the folder chosen by configure.
 */
bool store_open(struct store **store, struct error *err);
void store_close(struct store *store);

/* GROUP is "boards" or "kernels".  Returns false when there is no such NAME. */
bool store_find(const struct store *store, const char *group, const char *name,
                struct store_entry *entry);
/* The drivers that ship, as drivers_pack() made them; false when there are none. */
bool store_drivers(const struct store *store, const void **packed, size_t *len);

/* The Nth entry of GROUP in the order of the names; false past the last. */
bool store_at(const struct store *store, const char *group, unsigned n, struct store_entry *entry);

#endif
