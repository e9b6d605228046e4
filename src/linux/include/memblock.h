/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * memblock, as include/linux/memblock.h has it: two sorted lists of regions,
 * what is memory and what of it is taken, before any other allocator lives.
 * Bases are physical addresses, sizes are bytes, ends are exclusive unless a
 * remark says otherwise.
 */
#ifndef BOOTWALK_LINUX_MEMBLOCK_H
#define BOOTWALK_LINUX_MEMBLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "linux/include/ioport.h"

struct text;

#define PHYS_ADDR_MAX              UINT64_MAX
#define NUMA_NO_NODE               (-1)
#define MEMBLOCK_ALLOC_ANYWHERE    PHYS_ADDR_MAX
#define MEMBLOCK_ALLOC_ACCESSIBLE  0
#define MEMBLOCK_ALLOC_NOLEAKTRACE 1

enum {
	MEMBLOCK_NONE = 0,
	MEMBLOCK_HOTPLUG = 1,
	MEMBLOCK_MIRROR = 2,
	MEMBLOCK_NOMAP = 4,
	MEMBLOCK_DRIVER_MANAGED = 8,
	MEMBLOCK_RSRV_NOINIT = 16, /* of reserved regions: nobody fills in its pages' records */
};

struct memblock_region {
	phys_addr_t base, size;
	uint32_t flags;
	int32_t nid; /* the profile's number of nodes, or -1, stands for "none" */
};

struct memblock_type {
	uint64_t cnt; /* regions in use; an empty list has one of size 0 */
	uint64_t max; /* room in the array */
	phys_addr_t total_size;
	struct memblock_region *regions;
	phys_addr_t array; /* where the array itself lies; 0 for the static one */
	const char *name;  /* "memory" or "reserved" */
};

struct memblock {
	bool bottom_up;
	phys_addr_t current_limit; /* exclusive */
	struct memblock_type memory, reserved;
};

/* The static variables of mm/memblock.c. */
struct memblock_state {
	struct memblock memblock;
	bool debug; /* memblock=debug */
	bool can_resize;
	bool has_some_mirror;
	bool mirrored_kernelcore; /* kernelcore=mirror */
	bool movable_node;
};

/* Both lists empty, as before the first instruction. */
void memblock_init(struct kernel *k);

/* mm/memblock.c: 0, or -ENOMEM when an array is full and may not grow. */
int memblock_add(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_add_node(struct kernel *k, phys_addr_t base, phys_addr_t size, int nid,
                      uint32_t flags);
int memblock_remove(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_reserve(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_phys_free(struct kernel *k, phys_addr_t base, phys_addr_t size);
/* reserve_mem= of the command line; 1 when it was obeyed, else an errno. */
int reserve_mem(struct kernel *k, const char *value);
/* The same of what was allocated; a function of its own only where the build has kept it. */
int memblock_free(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_mark_hotplug(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_clear_hotplug(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_mark_mirror(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_mark_nomap(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_clear_nomap(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_reserved_mark_noinit(struct kernel *k, phys_addr_t base, phys_addr_t size);
int memblock_set_node(struct kernel *k, phys_addr_t base, phys_addr_t size,
                      struct memblock_type *type, int nid);
void memblock_allow_resize(struct kernel *k);

/* Allocations: the address, or 0.  END is exclusive; 0 and 1 mean the current limit. */
/* The one below them all; it says nothing in the log. */
phys_addr_t memblock_alloc_range_nid(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                     phys_addr_t start, phys_addr_t end, int nid);
phys_addr_t memblock_phys_alloc_range(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                      phys_addr_t start, phys_addr_t end);
phys_addr_t memblock_phys_alloc_try_nid(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                        int nid);
phys_addr_t memblock_phys_alloc(struct kernel *k, phys_addr_t size, phys_addr_t align);
/* memblock_phys_alloc_range() of single pages, COUNT times; the last of them, or 0. */
phys_addr_t memblock_phys_alloc_pages(struct kernel *k, uint64_t count);
/*
 * For the kernel's own use: told in the log; above MIN and below MAX (exclusive) if there is
 * room, anywhere below MAX if there is not.
 */
phys_addr_t memblock_alloc_try_nid(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                   phys_addr_t min, phys_addr_t max, int nid);
phys_addr_t memblock_alloc_try_nid_raw(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                       phys_addr_t min, phys_addr_t max, int nid);
phys_addr_t memblock_alloc_exact_nid_raw(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                         phys_addr_t min, phys_addr_t max, int nid);
/* memblock_alloc_try_nid() without limits and on any node. */
phys_addr_t memblock_alloc(struct kernel *k, phys_addr_t size, phys_addr_t align);

/* Allocations are over: the page allocator has what is free. */
void memblock_free_all(struct kernel *k);

/* Limits. */
void memblock_enforce_memory_limit(struct kernel *k, phys_addr_t limit);
void memblock_cap_memory_range(struct kernel *k, phys_addr_t base, phys_addr_t size);
void memblock_mem_limit_remove_map(struct kernel *k, phys_addr_t limit);
void memblock_trim_memory(struct kernel *k, phys_addr_t align);
void memblock_set_current_limit(struct kernel *k, phys_addr_t limit);
phys_addr_t memblock_get_current_limit(struct kernel *k);
void memblock_set_bottom_up(struct kernel *k, bool enable);
bool memblock_bottom_up(struct kernel *k);

/* Questions. */
bool memblock_is_reserved(struct kernel *k, phys_addr_t addr);
bool memblock_is_memory(struct kernel *k, phys_addr_t addr);
bool memblock_is_map_memory(struct kernel *k, phys_addr_t addr);
/* The node of the memory at ADDR, -1 for none; says nothing. */
int memblock_search_nid(const struct kernel *k, phys_addr_t addr);
bool memblock_is_region_memory(struct kernel *k, phys_addr_t base, phys_addr_t size);
bool memblock_is_region_reserved(struct kernel *k, phys_addr_t base, phys_addr_t size);
bool memblock_overlaps_region(struct kernel *k, const struct memblock_type *type, phys_addr_t base,
                              phys_addr_t size);
phys_addr_t memblock_phys_mem_size(struct kernel *k);
phys_addr_t memblock_reserved_size(struct kernel *k);
/* Whole pages of memory that are neither reserved nor no-map. */
uint64_t memblock_free_pages(const struct kernel *k);
phys_addr_t memblock_start_of_DRAM(struct kernel *k);
phys_addr_t memblock_end_of_DRAM(struct kernel *k); /* exclusive */

/* memblock_dump_all(): line by line to PRINT, whether memblock=debug or not. */
void memblock_dump(const struct kernel *k, void (*print)(const char *line, void *arg), void *arg);
/* The kernel's: into the log, with memblock=debug only. */
void memblock_dump_all(struct kernel *k);
/* The whole of /sys/kernel/debug/memblock/memory or reserved. */
void memblock_debug_show(const struct kernel *k, struct text *out,
                         const struct memblock_type *type);

/* What the files of the retold mm/memblock.c share. */
int memblock_remove_range(struct kernel *k, struct memblock_type *type, phys_addr_t base,
                          phys_addr_t size);
int memblock_isolate_range(struct kernel *k, struct memblock_type *type, phys_addr_t base,
                           phys_addr_t size, uint64_t *start_rgn, uint64_t *end_rgn);
void memblock_remove_region(struct kernel *k, struct memblock_type *type, uint64_t r);
/* Free room of SIZE bytes in START..END (exclusive), or 0. */
phys_addr_t memblock_find_in_range(struct kernel *k, phys_addr_t start, phys_addr_t end,
                                   phys_addr_t size, phys_addr_t align);

/* SIZE cut so that BASE + SIZE does not pass the last address of a phys_addr_t. */
phys_addr_t memblock_cap_size(const struct kernel *k, phys_addr_t base, phys_addr_t size);

#define memblock_dbg(k, ...)                                                                       \
	do {                                                                                       \
		if ((k)->mm_memblock.debug)                                                        \
			printk((k), __VA_ARGS__);                                                  \
	} while (0)

#endif
