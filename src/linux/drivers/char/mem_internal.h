/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files of the retold drivers/char/mem.c share, and nobody else. */
#ifndef BOOTWALK_LINUX_DRIVERS_CHAR_MEM_INTERNAL_H
#define BOOTWALK_LINUX_DRIVERS_CHAR_MEM_INTERNAL_H

#include "linux/drivers/char/mem.h"

/* valid_phys_addr_range(): may read() and write() reach COUNT bytes at ADDR? */
bool devmem_valid(struct kernel *k, phys_addr_t addr, uint64_t count);
/* valid_mmap_phys_addr_range(): does BASE + SIZE fit into a physical address? */
bool devmem_fits(const struct kernel *k, uint64_t base, uint64_t size);
/* range_is_allowed(): may all SIZE bytes from the frame PFN on be mapped? */
bool devmem_range_is_allowed(struct kernel *k, uint64_t pfn, uint64_t size);
/* Does the linear map lead to ADDR, or is it mapped for the copy? */
bool devmem_linear(struct kernel *k, phys_addr_t addr);
/*
 * Pages from PFN on, up to END (exclusive), of which devmem_is_allowed() says the same:
 * its answer can only change in a page in which a resource begins or behind one ends.
 */
uint64_t devmem_pages_alike(const struct kernel *k, uint64_t pfn, uint64_t end);

#endif
