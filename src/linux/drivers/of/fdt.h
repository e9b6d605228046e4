/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The flattened device tree as the booting kernel reads it: drivers/of/fdt.c,
 * of_reserved_mem.c and of_numa.c.
 *
 * The blob is machine->fdt and never changes.  Nodes are offsets into it, as
 * libfdt has them.  What the kernel keeps of it in static variables is
 * struct fdt_state, in the arena.
 */
#ifndef BOOTWALK_LINUX_DRIVERS_OF_FDT_H
#define BOOTWALK_LINUX_DRIVERS_OF_FDT_H

#include <libfdt.h>

#include "linux/linux.h"

#define FDT_FILE                        "drivers/of/fdt.c"
#define FDT_MAX_DEPTH                   64 /* nodes deeper than this are not unflattened */
#define OF_ROOT_NODE_ADDR_CELLS_DEFAULT 1
#define OF_ROOT_NODE_SIZE_CELLS_DEFAULT 1

/* One row of the kernel's table of reserved-memory nodes. */
struct reserved_mem {
	const char *name; /* the node's, with its unit address */
	int fdt_node;
	uint32_t phandle;
	phys_addr_t base, size; /* bytes */
	const char *pool;       /* what was made of it: "cma", "dma" or NULL */
};

struct irq_mapping;

struct fdt_state {
	bool verified; /* initial_boot_params is set */
	int dt_root_addr_cells;
	int dt_root_size_cells;
	int chosen_node_offset; /* negative: there is no /chosen */
	phys_addr_t phys_initrd_start;
	phys_addr_t phys_initrd_size; /* bytes; 0: there is no initrd */
	phys_addr_t elfcorehdr_addr;
	phys_addr_t elfcorehdr_size;       /* bytes; 0: there is none */
	struct reserved_mem *reserved_mem; /* profile->reserved_mem_nodes of them */
	unsigned reserved_mem_count;
	unsigned reserved_mem_room; /* rows that it has */
	unsigned char *node_flags;  /* OF_POPULATED and its like, one for each node of the index */
	struct irq_mapping *irq_mappings; /* drivers/of/irq.c: in the order of their numbers */
	bool warned_pcie;                 /* a pr_warn_once() has spoken */
};

/* Before the first instruction: nothing of the blob was looked at.  Sets k->fdt. */
void fdt_state_init(struct kernel *k);

/* A run of cells of one property, and of what follows it in the blob. */
struct dt_cells {
	const fdt32_t *at;
	int left; /* cells of the property not read yet; below 0 once reading has passed its end */
	int beyond; /* whole cells of the blob behind the property */
};

/* Where a walk over all nodes stands: path[0] is the root, path[depth] the node. */
struct of_walk {
	int node, depth;
	int path[FDT_MAX_DEPTH];
};

/* Properties.  *LEN is in bytes and may be NULL; NULL when there is none. */
const void *of_get_flat_dt_prop(const struct kernel *k, int node, const char *name, int *len);
bool of_flat_dt_has(const struct kernel *k, int node, const char *name);
/* A property as a string of the simulation (up to its first NUL), or NULL. */
const char *of_flat_dt_string(struct kernel *k, int node, const char *name);
bool of_flat_dt_string_is(const struct kernel *k, int node, const char *name, const char *value);
/* The first cell of a property; false when there is none. */
bool of_flat_dt_u32(const struct kernel *k, int node, const char *name, uint32_t *value);
bool of_flat_dt_is_compatible(const struct kernel *k, int node, const char *compat);
/* No status, or one of "ok" and "okay". */
bool of_fdt_device_is_available(const struct kernel *k, int node);
/* The node's name with its unit address, a name of the simulation. */
const char *of_flat_dt_name(struct kernel *k, int node);

/* All cells of the property; none when it is missing. */
struct dt_cells of_get_cells(const struct kernel *k, int node, const char *name);
/*
 * The number that the first N cells make.  Like the kernel this does not stop at the
 * property's end but takes what follows in the blob; behind the blob there are zeros.
 */
uint64_t of_read_number(const struct dt_cells *cells, int n);
/* The same, and go on behind them; dt_mem_next_cell() of drivers/of/fdt.c. */
uint64_t dt_mem_next_cell(int n, struct dt_cells *cells);

/* Each subnode of NODE in turn; none of them when NODE is negative. */
#define of_for_each_child(k, child, node)                                                          \
	for ((child) = nodes_first_subnode((k)->machine->nodes, (node)); (child) >= 0;             \
	     (child) = nodes_next_subnode((k)->machine->nodes, (child)))

/* Every node in the blob's order; begin with { .node = -1 }. */
bool of_next_node(const struct kernel *k, struct of_walk *walk);

/* drivers/of/fdt.c */
bool early_init_dt_scan(struct kernel *k);
const char *of_flat_dt_get_machine_name(struct kernel *k);
void early_init_dt_scan_chosen(struct kernel *k);
void early_init_dt_check_for_elfcorehdr(struct kernel *k, int node);
void early_init_dt_check_for_usable_mem_range(struct kernel *k);

/* drivers/of/fdt.c, third part: the memory of the tree that the blob becomes */
void unflatten_device_tree(struct kernel *k);

/* drivers/of/fdt.c, second part: what the blob reserves */
void early_init_fdt_scan_reserved_mem(struct kernel *k);

/* drivers/of/of_reserved_mem.c */
void fdt_reserved_mem_save_node(struct kernel *k, int node, const char *uname, phys_addr_t base,
                                phys_addr_t size);
void fdt_init_reserved_mem(struct kernel *k);
/* with the feature reserved-mem-stages: when the tree is unpacked */
void fdt_scan_reserved_mem_reg_nodes(struct kernel *k);

/* drivers/of/of_numa.c: 0, or -EINVAL for a tree that says nonsense. */
int of_numa_init(struct kernel *k);

#endif
