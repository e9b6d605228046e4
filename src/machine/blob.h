/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is a blob sound, and what does it say about RAM and CPUs.
 *
 * Everything behind machine_load() trusts a blob that went through here: tags
 * and lengths fit, names can be shown, the tree is not too deep, cell counts
 * are whole.  A FDT argument is aligned to 8.  Nothing here allocates.
 */
#ifndef BOOTWALK_MACHINE_BLOB_H
#define BOOTWALK_MACHINE_BLOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "machine/nodes.h"
#include "sim/error.h"

/* Levels of nodes, the root being the first. */
#define BLOB_DEPTH_MAX 64
/* FDT_MAX_NCELLS: an address or a size of the root has no more cells. */
#define BLOB_CELLS_MAX 4

/* What libfdt's error CODE (negative) means, a translated sentence part. */
const char *blob_reason(int code);

/*
 * Check LEN bytes of FDT as a whole blob.  NAME is for errors, which name the
 * offset in the blob or the path of the node.
 */
bool blob_check(const void *fdt, size_t len, const char *name, struct error *err);

/* Write the path of NODE (an offset) into PATH; "?" when it is too long. */
void blob_path(const void *fdt, int node, char *path, size_t size);

/* The value in COUNT cells at P, its low 64 bits, as dt_mem_next_cell() has it. */
uint64_t blob_cells(const void *p, unsigned count);

/* Whether a property NAME of NODE is the string VALUE. */
bool blob_says(const struct nodes *nodes, int node, const char *name, const char *value);

/*
 * Whether START to END, inclusive, lies in one entry of a memory node that is available,
 * as early_init_dt_scan_memory() finds them.
 */
bool blob_in_ram(const struct nodes *nodes, uint64_t start, uint64_t end);

/* The end, exclusive, of the RAM that begins at or around BASE without a hole; BASE if none does. */
uint64_t blob_ram_end(const struct nodes *nodes, uint64_t base);

/*
 * The lowest address of RAM, rounded up to a page as memblock gets it.  When
 * no memory node can be used, ERR names the node and says why.
 */
bool blob_first_ram(const struct nodes *nodes, const char *name, uint64_t page, uint64_t *base,
                    struct error *err);

/* CPU nodes as for_each_of_cpu_node() counts them. */
unsigned blob_cpus(const struct nodes *nodes);

/*
 * Of which kind the CPUs are: "arm64", "arm", "arm-m" (no MMU), "riscv64", ..., by their nodes
 * or by what stands beside them; NULL when neither tells.  SEEN gets what they are
 * called, for a message; it is empty when they are not called anything.
 */
const char *blob_cpu_kind(const struct nodes *nodes, char *seen, size_t size);

#endif
