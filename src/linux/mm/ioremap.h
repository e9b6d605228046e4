/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What mm/ioremap.c shares with the files of the architectures: how each decides, and
 * the mapping itself.
 */
#ifndef BOOTWALK_LINUX_MM_IOREMAP_H
#define BOOTWALK_LINUX_MM_IOREMAP_H

#include "linux/include/io.h"
#include "linux/linux.h"
#include "linux/mm/vmalloc.h"

/* One call of ioremap() and its like. */
struct ioremap_request {
	enum ioremap_kind kind;
	phys_addr_t phys;
	uint64_t size;      /* bytes, as asked for */
	uint64_t prot;      /* bits of the entries */
	const char *caller; /* who called ioremap() */
};

/* mm/ioremap.c: refuse, then map whole pages. */
uint64_t ioremap_prot(struct kernel *k, const struct ioremap_request *req);
/* The area and its page tables, for PHYS and SIZE in whole pages; the address or 0. */
uint64_t ioremap_make(struct kernel *k, const struct ioremap_request *req, phys_addr_t phys,
                      uint64_t size);

/* arch/arm64/mm/ioremap.c */
bool ioremap_allowed(struct kernel *k, phys_addr_t phys, uint64_t size);
uint64_t arm64_ioremap_caller(struct kernel *k, const struct ioremap_request *req);
/* The linear map's address for memory, which has a cached mapping already; 0 for others. */
uint64_t arm64_ioremap_cache_linear(struct kernel *k, phys_addr_t phys);

/* arch/x86/mm/ioremap.c: as 3.10 and as 6.1 decide */
uint64_t x86_ioremap_loop(struct kernel *k, const struct ioremap_request *req);
uint64_t x86_ioremap_walk(struct kernel *k, const struct ioremap_request *req);

/* arch/arm/mm/ioremap.c */
uint64_t arm_ioremap_caller(struct kernel *k, const struct ioremap_request *req);

#endif
