/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mapping device registers and reading them, as include/linux/io.h and
 * asm-generic/io.h have it.
 *
 * A virtual address is a plain number; 0 is NULL.  Sizes are bytes.  A function that
 * cannot map returns 0.  What lies behind an address is found through the page tables
 * (linux/mm/pgtable.h): an access that they do not lead anywhere is an oops.
 */
#ifndef BOOTWALK_LINUX_IO_H
#define BOOTWALK_LINUX_IO_H

#include "linux/include/ioport.h"

/* The kinds of mapping that a caller may ask for, each a function of that name. */
enum ioremap_kind {
	IOREMAP,
	IOREMAP_WC,
	IOREMAP_WT,
	IOREMAP_UC,
	IOREMAP_CACHE,
	IOREMAP_NP,
	IOREMAP_NOCACHE,
	IOREMAP_MEMORY, /* what memremap() does for WB where that is no ioremap_cache() */
	IOREMAP_KINDS
};

/* arch/<arch>/mm/ioremap.c, mm/ioremap.c.  0 when this kernel has no such function. */
uint64_t ioremap_as(struct kernel *k, enum ioremap_kind kind, phys_addr_t phys, uint64_t size);
/* Does this kernel have the function? */
bool ioremap_has(const struct kernel *k, enum ioremap_kind kind);

/*
 * The kind that maps with PROT, the bits of entries without their address; the first where
 * several do alike.  IOREMAP_KINDS when none does.
 */
enum ioremap_kind ioremap_kind_of(const struct kernel *k, uint64_t prot);
/* The memory type that PROT stands for, as the architecture calls it ("Device-nGnRE", "WC"); or NULL. */
const char *ioremap_memory_type(const struct kernel *k, uint64_t prot);

static inline uint64_t ioremap(struct kernel *k, phys_addr_t phys, uint64_t size)
{
	return ioremap_as(k, IOREMAP, phys, size);
}

static inline uint64_t ioremap_wc(struct kernel *k, phys_addr_t phys, uint64_t size)
{
	return ioremap_as(k, IOREMAP_WC, phys, size);
}

static inline uint64_t ioremap_np(struct kernel *k, phys_addr_t phys, uint64_t size)
{
	return ioremap_as(k, IOREMAP_NP, phys, size);
}

/* ADDR may be 0, or lie anywhere in the mapping's first page. */
void iounmap(struct kernel *k, uint64_t addr);

#define MEMREMAP_WB  0x01u
#define MEMREMAP_WT  0x02u
#define MEMREMAP_WC  0x04u
#define MEMREMAP_ENC 0x08u
#define MEMREMAP_DEC 0x10u

/* kernel/iomem.c.  FLAGS are MEMREMAP_*, or-ed. */
uint64_t memremap(struct kernel *k, phys_addr_t phys, uint64_t size, uint64_t flags);
void memunmap(struct kernel *k, uint64_t addr);

/* Is there a struct page for the frame?  And is it memory of the linear map? */
bool pfn_valid(struct kernel *k, uint64_t pfn);
bool pfn_is_map_memory(struct kernel *k, uint64_t pfn);

/* An accessor: readl(), iowrite32be() ...; the table of all is in lib/iomap.c. */
struct accessor {
	const char *name;
	uint8_t width;   /* bytes: 1, 2, 4, 8 */
	bool write;      /* it takes a value */
	bool relaxed;    /* without the barrier */
	bool big_endian; /* the device's bytes are the other way round */
	bool repeated;   /* it takes a count, and does not care for endianness */
};

const struct accessor *accessor_find(const char *name);
const struct accessor *accessor_at(unsigned n); /* NULL past the last */

/* What the accessor returns; an oops when nothing is mapped at ADDR. */
uint64_t io_read(struct kernel *k, const struct accessor *how, uint64_t addr);
void io_write(struct kernel *k, const struct accessor *how, uint64_t value, uint64_t addr);

/*
 * What is in physical memory and in registers, for whoever looks at it: 0 until it is
 * written, or what the board says.  Bytes in the order of addresses.
 */
void phys_read(const struct kernel *k, phys_addr_t phys, uint8_t *to, uint64_t len);
void phys_write(struct kernel *k, phys_addr_t phys, const uint8_t *from, uint64_t len);

/* The address of physical memory in the linear map, and back; is ADDR in it? */
uint64_t phys_to_virt(const struct kernel *k, phys_addr_t phys);
bool virt_to_phys(const struct kernel *k, uint64_t addr, phys_addr_t *phys);

#endif
