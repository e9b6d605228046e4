/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/vmalloc.c: the kernel's area for mappings, and the page tables of what is in it.
 *
 * All of it lies in the arena.  Ends are exclusive, as in the kernel; sizes of areas
 * include the guard page that follows each mapping.
 */
#ifndef BOOTWALK_LINUX_MM_VMALLOC_H
#define BOOTWALK_LINUX_MM_VMALLOC_H

#include "linux/linux.h"

#define VM_IOREMAP  0x00000001u
#define VM_ALLOC    0x00000002u
#define VM_MAP      0x00000004u
#define VM_NO_GUARD 0x00000040u

/* A mapping, or a piece of the area that is set aside for one. */
struct vm_struct {
	struct vm_struct *next, *prev; /* by address */
	uint64_t addr;
	uint64_t size;          /* bytes, the guard page included */
	phys_addr_t phys_addr;  /* of its first page; 0: not known */
	uint32_t flags;         /* VM_* */
	const char *caller;     /* who asked: a name of the simulation */
	uint64_t prot;          /* of its page table entries */
	struct vm_struct *lazy; /* unmapped, but not free yet: the next one of those */
};

/* Bytes of AREA that can be mapped: all but the guard page behind them. */
static inline uint64_t get_vm_area_size(const struct kernel *k, const struct vm_struct *area)
{
	uint64_t guard = area->flags & VM_NO_GUARD ? 0 : PAGE_SIZE(k);

	return area->size > guard ? area->size - guard : area->size;
}

/* Addresses that nobody has. */
struct vmap_free {
	struct vmap_free *next; /* by address */
	uint64_t start, end;
	struct vm_struct *before; /* the last area below it; NULL for none */
};

/*
 * Entries of one table that follow each other: each leads to a table, or each maps
 * what follows the one before.
 */
struct pt_run {
	struct pt_run *next;
	unsigned first, count;    /* of the table's slots */
	struct page_table *table; /* leads there; NULL: maps */
	uint64_t entry;           /* maps: what the first of them holds */
	struct vm_struct *area;   /* maps: for whom; NULL in a process */
};

enum { LEVEL_PTE, LEVEL_PMD, LEVEL_PUD, LEVEL_P4D, LEVEL_PGD, PT_LEVELS };

struct page_table {
	unsigned level; /* LEVEL_PTE ..., the topmost is called PGD whatever its number */
	struct pt_run *runs, *last;
};

struct memtype;
struct phys_store;

struct vmalloc_state {
	struct vm_struct *first, *last;
	struct vmap_free *free;
	struct vm_struct *lazy;   /* unmapped since the last purge */
	uint64_t lazy_pages;      /* in those */
	uint64_t tables;          /* page tables made */
	struct page_table *pgd;   /* swapper_pg_dir, as far as the area goes */
	struct phys_store *phys;  /* what was written to memory and registers */
	struct memtype *memtypes; /* x86: which type is in force where */
	unsigned failures;        /* messages about a full area: printk_ratelimit() */
	unsigned memremap_warned; /* kernel/iomem.c: which WARN_ONCE()s have spoken */
	unsigned ioremap_warned;  /* the same for arch/x86/mm/ioremap.c */
	bool uncached_ram_warned; /* and for arch/x86/mm/pat/memtype.c */
};

/* What is not mapped yet is free. */
void vmalloc_init(struct kernel *k);
/* The same where nothing boots: it is so before the first step. */
void vmalloc_free_space(struct kernel *k);

/* The kernel's own image is mapped in the same area; before vmalloc_init(). */
void vm_area_add_early(struct kernel *k, uint64_t addr, uint64_t size, phys_addr_t phys,
                       uint32_t flags, const char *caller);

/* An area for SIZE bytes; NULL when there is no room. */
struct vm_struct *get_vm_area_caller(struct kernel *k, uint64_t size, uint32_t flags,
                                     const char *caller);
/* Give an area back that is not mapped. */
void free_vm_area(struct kernel *k, struct vm_struct *area);
/* Unmap and give back the area that begins at ADDR; a wrong address is told in the log. */
void vunmap(struct kernel *k, uint64_t addr);

/* Is ADDR in the area for mappings? */
bool is_vmalloc_addr(const struct kernel *k, uint64_t addr);
/* The area that begins at ADDR, or the one that ADDR lies in; NULL for none. */
struct vm_struct *find_vm_area(const struct kernel *k, uint64_t addr);
struct vm_struct *find_vm_area_around(const struct kernel *k, uint64_t addr);

/*
 * Map START .. START + SIZE to PHYS on, by entries whose low and high bits are PROT.
 * 0 or -ENOMEM.
 */
int ioremap_page_range(struct kernel *k, struct vm_struct *area, uint64_t start, uint64_t size,
                       phys_addr_t phys, uint64_t prot);
/* Clear the entries of AREA; the tables stay. */
void vunmap_range(struct kernel *k, struct vm_struct *area, uint64_t start, uint64_t size);

/* What an address leads to. */
struct pt_walk {
	unsigned levels; /* tables looked at */
	struct {
		unsigned level, index;
		uint64_t entry;                 /* 0: nothing there */
		const struct page_table *table; /* that it leads to, or NULL */
	} step[PT_LEVELS];
	unsigned shift; /* of the page or block: 12, 21, 30 */
	phys_addr_t phys;
	uint64_t prot; /* the entry without its address */
	struct vm_struct *area;
};

/* Follow the tables; false when they do not lead anywhere. */
bool pt_walk(const struct kernel *k, uint64_t addr, struct pt_walk *walk);

/* How many entries map AREA at each level, from PTE up. */
void pt_count(const struct kernel *k, const struct vm_struct *area, uint64_t count[PT_LEVELS]);

/* Which entry of a table of LEVEL is for ADDR. */
unsigned pt_index(const struct kernel *k, unsigned level, uint64_t addr);
/* What entry INDEX of TABLE belongs to; NULL when it is empty. */
struct pt_run *pt_run_at(const struct page_table *table, unsigned index);

/* "PTE", "PMD" ...: the name of a level in this kernel's tables. */
const char *pt_level_name(const struct kernel *k, unsigned level);
/* Bytes that one entry of a level covers, as a power of two. */
unsigned pt_level_shift(const struct kernel *k, unsigned level);
/* The address in an entry that maps. */
phys_addr_t pt_entry_phys(const struct kernel *k, uint64_t entry);

/* The whole of /proc/vmallocinfo, as far as mappings of registers and of the kernel go. */
void vmallocinfo_show(const struct kernel *k, struct text *out);
/* What `bootwalk mappings` prints: the ioremap areas without their addresses. */
void vmallocinfo_show_ioremap(const struct kernel *k, struct text *out);
void proc_vmalloc_init(struct kernel *k);

#endif
