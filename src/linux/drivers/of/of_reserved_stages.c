/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/of_reserved_mem.c, second part: /reserved-memory in stages, as newer kernels
 * read it.
 *
 * Nodes with an address are reserved first; then those without are placed and at once
 * become rows of a small table.  When the tree is unpacked memblock gives room for a
 * table of the right size, and the nodes with an address become rows too.
 */
#include <inttypes.h>

#include "linux/drivers/of/of_reserved.h"

enum {
	NO_NODE,
	NODE_OFF,
	NODE_DYNAMIC,
	NODE_EMPTY,
	TOO_MANY,
	NEXT_TO,
	TABLE,
	NO_TABLE,
	NO_ROWS,
	BAD_REG,
	ONE_ONLY,
	NO_SIZE,
};

static const struct sentence says[] = {
	[NO_NODE] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	              N_("There is no /reserved-memory node: no device wants memory of its own.") },
	[NODE_OFF] = { STEP_DECIDE, LEVEL_STOP, 3, "n",
	               N_("The status of {0} is neither \"ok\" nor \"okay\": nothing is reserved "
	                  "for it.") },
	[NODE_DYNAMIC] = { STEP_DECIDE, LEVEL_STOP, 5, "n",
	                   N_("{0} has a size but no reg: the kernel will choose its place when "
	                      "all fixed ranges are known.") },
	[NODE_EMPTY] = { STEP_DECIDE, LEVEL_STOP, 5, "n",
	                 N_("{0} has neither reg nor size, so it asks for nothing.") },
	[TOO_MANY] = { STEP_REFUSE, LEVEL_STOP, 5, "nd",
	               N_("{0} has no address, and no more than {1} such nodes get one: it gets "
	                  "nothing.") },
	[NEXT_TO] = { STEP_DECIDE, LEVEL_CALL, 1, "b",
	              N_("The range borders on what was placed before, so the place is looked for "
	                 "from that side: upwards {0}.") },
	[TABLE] = { STEP_ALLOCATE, LEVEL_STOP, 2, "rd",
	            N_("A table of {1} rows for the reserved-memory nodes lies at {0}, as many as "
	               "the tree has use for.") },
	[NO_TABLE] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	               N_("There is no memory for the table of reserved-memory nodes, {0}: no node "
	                  "becomes a pool.") },
	[NO_ROWS] = { STEP_DECIDE, LEVEL_CALL, 2, "",
	              N_("No node was reserved, so no table is needed.") },
	[BAD_REG] = { STEP_REFUSE, LEVEL_STOP, 3, "nd",
	              N_("The reg of {0} has {1} bytes, which is no whole number of entries: the "
	                 "node is skipped.") },
	[ONE_ONLY] = { STEP_DECIDE, LEVEL_STOP, 3, "nd",
	               N_("{0} has {1} ranges more than one. All are reserved, but only the first "
	                  "can become a pool.") },
	[NO_SIZE] = { STEP_DECIDE, LEVEL_CALL, 3, "n", N_("{0} has no byte, so it gets no row.") },
};

/* ---- the first stage: what is reserved ---- */

static const struct outline outline_scan = {
	"fdt_scan_reserved_mem",
	RMEM_FILE,
	"",
	'e',
	N_("Reserves what the children of /reserved-memory ask for."),
	N_("A child with a size but no reg is placed when all the others are known, yet before "
	   "the blob's reservation block is."),
	{ N_("no /reserved-memory: done"), N_("it must have the root's cells and ranges"),
	  N_("pass over a child that is not available"), N_("reserve the ranges of its reg"),
	  N_("no reg but a size: note it"), N_("place those that were noted, in their order") }
};

/* The nodes that wait for a place, by their order in the tree. */
struct waiting {
	int *nodes;
	unsigned count;
};

/* One child: true when it counts as reserved. */
static bool scan_child(struct kernel *k, int child, struct waiting *w)
{
	const char *uname = of_flat_dt_name(k, child);
	unsigned room = k->profile->reserved_mem_nodes;
	int err;

	if (!of_fdt_device_is_available(k, child)) {
		TELL(k, &says[NODE_OFF], name_id(uname));
		return false;
	}
	err = __reserved_mem_reserve_reg(k, child, uname);
	if (err != -ENOENT)
		return !err;
	if (!of_flat_dt_has(k, child, "size")) {
		TELL(k, &says[NODE_EMPTY], name_id(uname));
	} else if (w->count == room) {
		TELL(k, &says[TOO_MANY], name_id(uname), room);
		printk(k, RMEM_PREFIX "too many defined dynamic regions, skip '%s'", uname);
	} else {
		TELL(k, &says[NODE_DYNAMIC], name_id(uname));
		SET(k, w->nodes[w->count], child);
		w->count++;
	}
	return false;
}

int fdt_scan_reserved_mem_stages(struct kernel *k)
{
	int node = nodes_subnode(k->machine->nodes, 0, "reserved-memory"), child;
	struct waiting w = { .count = 0 };
	struct reserved_mem *rmem;
	unsigned count = 0;

	ENTER(k, &outline_scan);
	if (node < 0) {
		TELL(k, &says[NO_NODE]);
		return leave_int(k, -ENODEV);
	}
	if (__reserved_mem_check_root(k, node)) {
		printk(k, RMEM_PREFIX "Reserved memory: unsupported node format, ignoring");
		return leave_int(k, -EINVAL);
	}
	w.nodes = sim_alloc(k->sim, k->profile->reserved_mem_nodes * sizeof(*w.nodes));
	of_for_each_child(k, child, node)
	{
		count += scan_child(k, child, &w);
	}
	rmem = sim_alloc(k->sim, sizeof(*rmem));
	for (unsigned i = 0; i < w.count; i++) {
		SET(k, rmem->name, of_flat_dt_name(k, w.nodes[i]));
		if (__reserved_mem_alloc_size(k, w.nodes[i], rmem))
			continue;
		fdt_reserved_mem_save_node(k, w.nodes[i], rmem->name, rmem->base, rmem->size);
		count++;
	}
	SET(k, k->fdt->reserved_mem_room, count);
	return leave_int(k, 0);
}

static const struct outline outline_in_range = {
	"__reserved_mem_alloc_in_range",
	RMEM_FILE,
	"saaab",
	'e',
	N_("Looks for a node's place in one of its alloc-ranges, beside what was placed before."),
	N_("Only nodes without an address count here: those with one are not in the table yet."),
	{ N_("the range begins at the end of such a node, or in it: look upwards"),
	  N_("it ends at the start of one, or in it: look downwards, as always"),
	  N_("both or neither: as always"), N_("find free memory there and take it") }
};

int __reserved_mem_alloc_in_range(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                  phys_addr_t start, phys_addr_t end, bool nomap, phys_addr_t *base)
{
	const struct fdt_state *fdt = k->fdt;
	bool before = memblock_bottom_up(k), upwards = false, downwards = false;
	int err;

	ENTER(k, &outline_in_range, size, align, start, end, nomap);
	for (unsigned i = 0; i < fdt->reserved_mem_count; i++) {
		const struct reserved_mem *row = &fdt->reserved_mem[i];

		if (!row->size)
			continue;
		upwards |= start >= row->base && start <= row->base + row->size;
		downwards |= end >= row->base && end <= row->base + row->size;
	}
	if (upwards != downwards) {
		TELL(k, &says[NEXT_TO], upwards);
		memblock_set_bottom_up(k, upwards);
	}
	err = early_init_dt_alloc_reserved_memory_arch(k, size, align, start, end, nomap, base);
	if (upwards != downwards)
		memblock_set_bottom_up(k, before);
	return leave_int(k, err);
}

/* ---- the second stage: the table ---- */

/* alloc_reserved_mem_array(); false when there is no memory for it. */
static bool alloc_table(struct kernel *k)
{
	struct fdt_state *fdt = k->fdt;
	uint64_t bytes = fdt->reserved_mem_room * k->profile->sizes.reserved_mem;
	struct reserved_mem *rows;
	phys_addr_t at;

	if (!fdt->reserved_mem_room || !bytes || !profile_allocates(k->profile)) {
		TELL(k, &says[NO_ROWS]);
		return true;
	}
	at = memblock_alloc(k, bytes, k->profile->cache_line);
	if (!at) {
		TELL(k, &says[NO_TABLE], bytes);
		printk(k,
		       RMEM_PREFIX "Failed to allocate memory for reserved_mem array with err: %d",
		       -ENOMEM);
		SET(k, fdt->reserved_mem_count, 0);
		return false;
	}
	rows = sim_alloc(k->sim, fdt->reserved_mem_room * sizeof(*rows));
	for (unsigned i = 0; i < fdt->reserved_mem_count; i++) {
		struct reserved_mem row = fdt->reserved_mem[i];

		SET(k, rows[i], row);
	}
	SET(k, fdt->reserved_mem, rows);
	TELL(k, &says[TABLE], SPAN(at, bytes), fdt->reserved_mem_room);
	return true;
}

static const struct outline outline_reg_nodes = {
	"fdt_scan_reserved_mem_reg_nodes",
	RMEM_FILE,
	"",
	'v',
	N_("Gives the nodes with an address their rows, and makes pools of them."),
	N_("They were reserved long before; a pool that is refused gives its memory back only "
	   "now."),
	{ N_("no /reserved-memory: done"),
	  N_("memory for a table of as many rows as nodes were reserved"),
	  N_("each available child with a reg: a row with its first range, and the pool it asks "
	     "for"),
	  N_("complain about overlaps") }
};

static void save_reg_node(struct kernel *k, int child)
{
	const struct fdt_state *fdt = k->fdt;
	int entry = (fdt->dt_root_addr_cells + fdt->dt_root_size_cells) * 4, len = 0;
	struct dt_cells reg = of_get_cells(k, child, "reg");
	const char *uname;
	phys_addr_t base, size;

	if (!reg.at || !of_fdt_device_is_available(k, child))
		return;
	uname = of_flat_dt_name(k, child);
	of_get_flat_dt_prop(k, child, "reg", &len);
	if (entry <= 0 || len % entry) {
		TELL(k, &says[BAD_REG], name_id(uname), WORD(len));
		printk(k,
		       RMEM_PREFIX "Reserved memory: invalid reg property in '%s', skipping node.",
		       uname);
		return;
	}
	if (len > entry) {
		TELL(k, &says[ONE_ONLY], name_id(uname), WORD(len / entry - 1));
		printk(k, RMEM_PREFIX "%s() ignores %d regions in node '%s'",
		       outline_reg_nodes.function, len / entry - 1, uname);
	}
	base = dt_mem_next_cell(fdt->dt_root_addr_cells, &reg);
	size = dt_mem_next_cell(fdt->dt_root_size_cells, &reg);
	if (size)
		fdt_reserved_mem_save_node(k, child, uname, base, size);
	else
		TELL(k, &says[NO_SIZE], name_id(uname));
}

void fdt_scan_reserved_mem_reg_nodes(struct kernel *k)
{
	int node = nodes_subnode(k->machine->nodes, 0, "reserved-memory"), child;

	ENTER(k, &outline_reg_nodes);
	if (node < 0) {
		TELL(k, &says[NO_NODE]);
		printk(k, RMEM_PREFIX "Reserved memory: No reserved-memory node in the DT");
	} else if (alloc_table(k)) {
		if (__reserved_mem_check_root(k, node)) {
			printk(k, RMEM_PREFIX "Reserved memory: unsupported node format, ignoring");
		} else {
			of_for_each_child(k, child, node)
			{
				save_reg_node(k, child);
			}
			__rmem_check_for_overlap(k);
		}
	}
	leave(k);
}
