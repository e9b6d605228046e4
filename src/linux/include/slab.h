/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kmalloc() and kfree(), as include/linux/slab.h has them.
 *
 * What they hand out are addresses in the linear map; 0 is NULL.  The pages below
 * them are taken from what memblock handed over, the highest first, so that the same
 * calls get the same addresses.  In a real kernel they depend on all that ran before.
 */
#ifndef BOOTWALK_LINUX_SLAB_H
#define BOOTWALK_LINUX_SLAB_H

#include "linux/linux.h"

/* What kmalloc() of no bytes gives: no memory, but not NULL either. */
#define ZERO_SIZE_PTR 16

/* SIZE bytes of the linear map, or 0 when there is no memory for them. */
uint64_t kmalloc(struct kernel *k, uint64_t size);
/* ADDR may be 0.  An oops for what kmalloc() did not give, or what is free already. */
void kfree(struct kernel *k, uint64_t addr);

/* Pages that kmalloc() took so far, and those below objects in caches among them. */
uint64_t slab_pages(const struct kernel *k);
uint64_t slab_cache_pages(const struct kernel *k);
/* Does any of them lie in BASE..BASE + SIZE? */
bool slab_uses(const struct kernel *k, phys_addr_t base, uint64_t size);
/* Pages that memblock handed over: memory of the linear map that nobody had reserved. */
uint64_t free_pages_at_hand_over(const struct kernel *k);

/* mm/slab_common.c: the initcall that makes /proc/slabinfo appear. */
void slab_proc_init(struct kernel *k);
/* The whole of /proc/slabinfo. */
void slabinfo_show(const struct kernel *k, struct text *out);

#endif
