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

/* The node number that means "no node". */
static inline int no_node(const struct kernel *k)
{
	return (int)k->profile->nodes;
}

#endif
