/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/page_alloc.c: how many pages the zones have, and hash tables sized by them. */
#ifndef BOOTWALK_LINUX_MM_PAGE_ALLOC_H
#define BOOTWALK_LINUX_MM_PAGE_ALLOC_H

#include "linux/linux.h"

/* Parameters of the command line; each gives 1 when it was obeyed. */
int set_dhash_entries(struct kernel *k, const char *value);
int set_ihash_entries(struct kernel *k, const char *value);
int set_hashdist(struct kernel *k, const char *value);

/*
 * Count the pages of zones that end at the COUNT page frames ENDS (exclusive, ascending).
 * The last HIGHMEM of them hold what is not always mapped.
 */
void free_area_init(struct kernel *k, const uint64_t *ends, unsigned count, unsigned highmem);

/*
 * What of a flat memmap stands for holes between memory is given back, where that makes whole
 * pages.  Nothing to do where the memmap is kept by section.
 */
void free_unused_memmap(struct kernel *k);

/* fs/dcache.c: the two hash tables that every path needs. */
void vfs_caches_init_early(struct kernel *k);

/* mm/kfence/core.c: nothing where there is no pool for it */
void kfence_alloc_pool_and_metadata(struct kernel *k);

#endif
