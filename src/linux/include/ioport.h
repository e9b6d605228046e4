/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Resources, as include/linux/ioport.h has them, and what kernel/resource.c
 * answers.  A tree is made of pointers; whoever brings a resource owns it.
 * Ranges are inclusive.
 */
#ifndef BOOTWALK_LINUX_IOPORT_H
#define BOOTWALK_LINUX_IOPORT_H

#include <stdbool.h>
#include <stdint.h>

typedef uint64_t resource_size_t;
typedef uint64_t phys_addr_t;

struct kernel;

struct resource {
	resource_size_t start, end;
	const char *name; /* a name of the simulation, or NULL */
	uint64_t flags;   /* IORESOURCE_* */
	uint64_t desc;    /* IORES_DESC_* */
	struct resource *parent, *sibling, *child;
	uint32_t by_step; /* the step that put it into the tree, for telling who did */
};

#define IORESOURCE_BITS                  0x000000ff
#define IORESOURCE_MEM_NONPOSTED         0x00000080 /* a bit of memory's own */
#define IORESOURCE_TYPE_BITS             0x00001f00
#define IORESOURCE_IO                    0x00000100
#define IORESOURCE_MEM                   0x00000200
#define IORESOURCE_REG                   0x00000300
#define IORESOURCE_IRQ                   0x00000400
#define IORESOURCE_DMA                   0x00000800
#define IORESOURCE_BUS                   0x00001000
#define IORESOURCE_PREFETCH              0x00002000
#define IORESOURCE_READONLY              0x00004000
#define IORESOURCE_CACHEABLE             0x00008000
#define IORESOURCE_RANGELENGTH           0x00010000
#define IORESOURCE_SHADOWABLE            0x00020000
#define IORESOURCE_SIZEALIGN             0x00040000
#define IORESOURCE_STARTALIGN            0x00080000
#define IORESOURCE_MEM_64                0x00100000
#define IORESOURCE_WINDOW                0x00200000
#define IORESOURCE_MUXED                 0x00400000
#define IORESOURCE_EXT_TYPE_BITS         0x01000000
#define IORESOURCE_SYSRAM                0x01000000
#define IORESOURCE_SYSRAM_DRIVER_MANAGED 0x02000000
#define IORESOURCE_SYSRAM_MERGEABLE      0x04000000
#define IORESOURCE_EXCLUSIVE             0x08000000
#define IORESOURCE_DISABLED              0x10000000
#define IORESOURCE_UNSET                 0x20000000
#define IORESOURCE_AUTO                  0x40000000
#define IORESOURCE_BUSY                  0x80000000
#define IORESOURCE_SYSTEM_RAM            (IORESOURCE_MEM | IORESOURCE_SYSRAM)

enum {
	IORES_DESC_NONE,
	IORES_DESC_CRASH_KERNEL,
	IORES_DESC_ACPI_TABLES,
	IORES_DESC_ACPI_NV_STORAGE,
	IORES_DESC_PERSISTENT_MEMORY,
	IORES_DESC_PERSISTENT_MEMORY_LEGACY,
	IORES_DESC_DEVICE_PRIVATE_MEMORY,
	IORES_DESC_RESERVED,
	IORES_DESC_SOFT_RESERVED,
	IORES_DESC_CXL,
};

enum { REGION_INTERSECTS, REGION_DISJOINT, REGION_MIXED };

/* Bytes in RES; wraps to 0 for the whole address space, as the kernel's does. */
static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
}

/* A new resource in the arena, all zero but what is given. */
struct resource *resource_new(struct kernel *k, resource_size_t start, resource_size_t end,
                              const char *name, uint64_t flags, uint64_t desc);

/* kernel/resource.c: reserve= of the command line; gives 1, as __setup() has it. */
int reserve_setup(struct kernel *k, const char *value);

/* kernel/resource.c: the tree.  -EBUSY when something is in the way. */
int request_resource(struct kernel *k, struct resource *root, struct resource *new);
struct resource *request_resource_conflict(struct kernel *k, struct resource *root,
                                           struct resource *new);
int insert_resource(struct kernel *k, struct resource *parent, struct resource *new);
struct resource *insert_resource_conflict(struct kernel *k, struct resource *parent,
                                          struct resource *new);
void insert_resource_expand_to_fit(struct kernel *k, struct resource *root, struct resource *new);
int release_resource(struct kernel *k, struct resource *old);
int remove_resource(struct kernel *k, struct resource *old);
/* All that lies below RES leaves the tree. */
void release_child_resources(struct kernel *k, struct resource *res);
int adjust_resource(struct kernel *k, struct resource *res, resource_size_t start,
                    resource_size_t size);
/* First fit of SIZE bytes within MIN..MAX (inclusive), aligned to ALIGN. */
int allocate_resource(struct kernel *k, struct resource *root, struct resource *new,
                      resource_size_t size, resource_size_t min, resource_size_t max,
                      resource_size_t align);
/*
 * The same for what may not begin everywhere: where in a room, whose start is aligned already, it
 * may begin; NULL: at the room's start.
 */
typedef resource_size_t (*resource_alignf)(const struct resource *room, resource_size_t align);
int allocate_resource_alignf(struct kernel *k, struct resource *root, struct resource *new,
                             resource_size_t size, resource_size_t min, resource_size_t max,
                             resource_size_t align, resource_alignf alignf);
/* Fill the gaps of START..END with busy resources called NAME. */
void reserve_region_with_split(struct kernel *k, struct resource *root, resource_size_t start,
                               resource_size_t end, const char *name);
struct resource *lookup_resource(struct kernel *k, struct resource *root, resource_size_t start);

/* kernel/resource.c: busy regions.  N is a count of bytes. */
struct resource *__request_region(struct kernel *k, struct resource *parent, resource_size_t start,
                                  resource_size_t n, const char *name, uint64_t flags);
void __release_region(struct kernel *k, struct resource *parent, resource_size_t start,
                      resource_size_t n);
void release_mem_region_adjustable(struct kernel *k, resource_size_t start, resource_size_t size);

/* kernel/resource.c: searches.  A walk calls FUNC until that returns other than 0. */
int walk_iomem_res_desc(struct kernel *k, uint64_t desc, uint64_t flags, uint64_t start,
                        uint64_t end, void *arg, int (*func)(struct resource *, void *));
int walk_system_ram_res(struct kernel *k, uint64_t start, uint64_t end, void *arg,
                        int (*func)(struct resource *, void *));
int walk_mem_res(struct kernel *k, uint64_t start, uint64_t end, void *arg,
                 int (*func)(struct resource *, void *));
int walk_system_ram_range(struct kernel *k, uint64_t start_pfn, uint64_t nr_pages, void *arg,
                          int (*func)(uint64_t pfn, uint64_t nr_pages, void *));
bool page_is_ram(struct kernel *k, uint64_t pfn);
int region_intersects(struct kernel *k, resource_size_t start, uint64_t size, uint64_t flags,
                      uint64_t desc);
int iomem_map_sanity_check(struct kernel *k, resource_size_t addr, uint64_t size);
bool resource_is_exclusive(struct kernel *k, struct resource *root, uint64_t addr,
                           resource_size_t size);
bool iomem_is_exclusive(struct kernel *k, uint64_t addr);

/* The next resource in the order of /proc/iomem, and the one after P's children. */
struct resource *next_resource(const struct resource *p);
struct resource *next_resource_skip_children(const struct resource *p);

/* `%pR`, and `%pr` when RAW: a resource as log lines show it.  Returns BUF. */
#define RESOURCE_STRING 96
char *resource_string(char buf[RESOURCE_STRING], const struct resource *res, bool raw);

/* What separates the halves of kernel/resource.c that lie in several files here. */
struct resource *resource_request_locked(struct kernel *k, struct resource *root,
                                         struct resource *new);
/* The same for one of many pieces that are alike: no stop of its own. */
struct resource *resource_request_piece(struct kernel *k, struct resource *root,
                                        struct resource *new);
int resource_release_locked(struct kernel *k, struct resource *old, bool release_child);
int resource_adjust_locked(struct kernel *k, struct resource *res, resource_size_t start,
                           resource_size_t size);

#endif
