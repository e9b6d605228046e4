/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the retold mm/memblock.c share, and nobody else. */
#ifndef BOOTWALK_LINUX_MM_MEMBLOCK_INTERNAL_H
#define BOOTWALK_LINUX_MM_MEMBLOCK_INTERNAL_H

#include "linux/linux.h"

#define MEMBLOCK_FILE "mm/memblock.c"

static inline phys_addr_t region_end(const struct memblock_region *r)
{
	return r->base + r->size; /* exclusive; never passes the last address */
}

/* The words of a region: letter r. */
#define REGION(r) SPAN((r)->base, (r)->size)

/* numa_valid_node(): is NID the number of a node, and not one that means none? */
static inline bool valid_node(const struct kernel *k, int nid)
{
	return nid >= 0 && nid < (int)k->profile->nodes;
}

/* Regions in use as the kernel counts them: where an empty list has none, none of size 0. */
static inline uint64_t shown_count(const struct kernel *k, const struct memblock_type *type)
{
	return profile_has(k->profile, FEATURE_MEMBLOCK_NO_DUMMY) && !type->regions[0].size
	               ? 0
	               : type->cnt;
}

/* The node number that means "no node". */
static inline int no_node(const struct kernel *k)
{
	return (int)k->profile->nodes;
}

/* Makes one region of neighbours that touch and agree in flags and node. */
void memblock_merge_regions(struct kernel *k, struct memblock_type *type);

#endif
