/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/fdt.c, second part: what the blob wants to be left alone.
 *
 * Three things say so, in this order: the reservation block in front of the
 * tree (/memreserve/ in source text), the children of /reserved-memory that have
 * a `reg`, and the ELF core header of a crashed kernel.  Nodes that only have a
 * `size` are placed after all of them, by of_reserved_mem.c.  Newer kernels take
 * these in another order, and keep what is about nodes in of_reserved_mem.c.
 */
#include "linux/drivers/of/of_reserved.h"

#include <inttypes.h>

#define PREFIX "OF: fdt: "

enum {
	STAGE,
	RESERVE_ENTRY,
	RESERVE_END,
	RESERVE_NONE,
	NO_NODE,
	BAD_ROOT,
	GOOD_ROOT,
	NODE_OFF,
	NODE_DYNAMIC,
	NODE_EMPTY,
	BAD_REG,
	REG_RESERVED,
	REG_NOMAP,
	REG_ZERO,
	REG_REFUSED,
	REG_FAILED,
	ELF_NONE,
	ELF_OVERLAPS,
	ELF_RESERVED,
};

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: the blob names ranges that the kernel must not hand out.") },
	[RESERVE_ENTRY] = { STEP_DECIDE, LEVEL_STOP, 2, "rs",
	                    N_("The blob's reservation block (/memreserve/) asks for {0}, {1}; it "
	                       "is reserved as written, not rounded to pages.") },
	[RESERVE_END] = { STEP_READ, LEVEL_STEP, 2, "d",
	                  N_("The reservation block ends after {0} entries.") },
	[RESERVE_NONE] = { STEP_READ, LEVEL_STOP, 2, "",
	                   N_("The blob's reservation block is empty.") },
	[NO_NODE] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	              N_("There is no /reserved-memory node: no device wants memory of its own.") },
	[BAD_ROOT] = { STEP_REFUSE, LEVEL_STOP, 4, "n",
	               N_("/reserved-memory is ignored with all its children: its {0} does not "
	                  "match the root's, or is missing.") },
	[GOOD_ROOT] = { STEP_READ, LEVEL_CALL, 3, "",
	                N_("/reserved-memory has the root's cells and a ranges property, so its "
	                   "children are read.") },
	[NODE_OFF] = { STEP_DECIDE, LEVEL_STOP, 3, "n",
	               N_("The status of {0} is neither \"ok\" nor \"okay\": nothing is reserved "
	                  "for it.") },
	[NODE_DYNAMIC] = { STEP_DECIDE, LEVEL_STOP, 5, "n",
	                   N_("{0} has a size but no reg: the kernel will choose its place when "
	                      "all fixed ranges are known.") },
	[NODE_EMPTY] = { STEP_DECIDE, LEVEL_STOP, 5, "n",
	                 N_("{0} has neither reg nor size, so it asks for nothing.") },
	[BAD_REG] = { STEP_REFUSE, LEVEL_STOP, 1, "nd",
	              N_("The reg of {0} has {1} bytes, which is no whole number of entries: the "
	                 "node is skipped.") },
	[REG_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 3, "nrs",
	                   N_("{0} keeps {1}, {2}: reserved, so nobody allocates it, but it stays "
	                      "System RAM and mapped.") },
	[REG_NOMAP] = { STEP_DECIDE, LEVEL_STOP, 3, "nrs",
	                N_("{0} says no-map for {1}, {2}: memory there gets the mark, and the "
	                   "kernel will not even map it.") },
	[REG_ZERO] = { STEP_REFUSE, LEVEL_STOP, 4, "na",
	               N_("{0} asks for 0 bytes at {1}, which cannot be reserved.") },
	[REG_REFUSED] = { STEP_CONFLICT, LEVEL_STOP, 4, "nr",
	                  N_("{0} says no-map for {1}, but some of it is reserved already: that "
	                     "must stay mapped, so the node is refused.") },
	[REG_FAILED] = { STEP_REFUSE, LEVEL_STOP, 4, "nr",
	                 N_("memblock has no room to note {1} for {0}.") },
	[ELF_NONE] = { STEP_DECIDE, LEVEL_STEP, 1, "",
	               N_("No crashed kernel left an ELF core header to keep.") },
	[ELF_OVERLAPS] = { STEP_CONFLICT, LEVEL_STOP, 2, "r",
	                   N_("The ELF core header at {0} meets something reserved already, so it "
	                      "is not reserved again.") },
	[ELF_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 3, "rs",
	                   N_("The ELF core header of the crashed kernel, {0}, {1}, is "
	                      "reserved.") },
};

/* Where functions about nodes stand: here, or in newer kernels in of_reserved_mem.c. */
static unsigned staged(const struct kernel *k)
{
	return profile_has(k->profile, FEATURE_RESERVED_MEM_STAGES) ? 1 : 0;
}

/* A function about nodes in either file: what it is, by staged(). */
/* clang-format off */
#define OUTLINES(name, ...) { name, FDT_FILE, __VA_ARGS__ }, { name, RMEM_FILE, __VA_ARGS__ }
/* clang-format on */

/* What their lines in the log begin with. */
static const char *prefix(const struct kernel *k)
{
	return staged(k) ? RMEM_PREFIX : PREFIX;
}

static const struct outline outline_reserve[] = { OUTLINES(
	"early_init_dt_reserve_memory", "asb", 'e', N_("Reserves a range, or marks it no-map."),
	N_("A no-map range is not reserved: it is memory that has lost its right to be mapped."),
	{ N_("not no-map: memblock_reserve()"),
	  N_("no-map over memory that is reserved already: refuse with -EBUSY"),
	  N_("no-map: memblock_mark_nomap()") }) };

static int early_init_dt_reserve_memory(struct kernel *k, phys_addr_t base, phys_addr_t size,
                                        bool nomap)
{
	ENTER(k, &outline_reserve[staged(k)], base, size, nomap);
	if (!nomap)
		return leave_int(k, memblock_reserve(k, base, size));
	if (memblock_overlaps_region(k, &k->mm_memblock.memblock.memory, base, size) &&
	    memblock_is_region_reserved(k, base, size))
		return leave_int(k, -EBUSY);
	return leave_int(k, memblock_mark_nomap(k, base, size));
}

static const struct outline outline_reserve_reg[] = { OUTLINES(
	"__reserved_mem_reserve_reg", "n", 'e',
	N_("Reserves all ranges in the reg of one child of /reserved-memory."),
	N_("Only the first range gets into the kernel's table of reserved memory."),
	{ N_("no reg: -ENOENT; a reg with a rest: -EINVAL"), N_("does the node say no-map?"),
	  N_("entry by entry: reserve it or mark it"), N_("complain about one that fails"),
	  N_("note the node with its first range") }) };

/* One entry of a reg: reserve it and say how that went. */
static void reserve_entry(struct kernel *k, const char *uname, phys_addr_t base, phys_addr_t size,
                          bool nomap)
{
	int err = size ? early_init_dt_reserve_memory(k, base, size, nomap) : -EINVAL;

	if (!size)
		TELL(k, &says[REG_ZERO], name_id(uname), base);
	else if (err == -EBUSY)
		TELL(k, &says[REG_REFUSED], name_id(uname), SPAN(base, size));
	else if (err)
		TELL(k, &says[REG_FAILED], name_id(uname), SPAN(base, size));
	else
		TELL(k, &says[nomap ? REG_NOMAP : REG_RESERVED], name_id(uname), SPAN(base, size),
		     size);
	if (err)
		printk(k,
		       "%sReserved memory: failed to reserve memory for node '%s': base " PRIpa
		       ", size %" PRIu64 " MiB",
		       prefix(k), uname, PA(k, base), size >> 20);
}

int __reserved_mem_reserve_reg(struct kernel *k, int node, const char *uname)
{
	const struct fdt_state *fdt = k->fdt;
	int entry = fdt->dt_root_addr_cells + fdt->dt_root_size_cells;
	struct dt_cells reg = of_get_cells(k, node, "reg");
	bool nomap, first = true;
	int len = 0;

	ENTER(k, &outline_reserve_reg[staged(k)], name_id(uname));
	if (!reg.at)
		return leave_int(k, -ENOENT);
	of_get_flat_dt_prop(k, node, "reg", &len);
	if (entry <= 0 || len % (entry * 4)) {
		TELL(k, &says[BAD_REG], name_id(uname), WORD(len));
		printk(k, "%sReserved memory: invalid reg property in '%s', skipping node.",
		       prefix(k), uname);
		return leave_int(k, -EINVAL);
	}
	nomap = of_flat_dt_has(k, node, "no-map");
	while (reg.left >= entry) {
		phys_addr_t base = dt_mem_next_cell(fdt->dt_root_addr_cells, &reg);
		phys_addr_t size = dt_mem_next_cell(fdt->dt_root_size_cells, &reg);

		reserve_entry(k, uname, base, size, nomap);
		if (first && !staged(k))
			fdt_reserved_mem_save_node(k, node, uname, base, size);
		first = false;
	}
	return leave_int(k, 0);
}

static const struct outline outline_check_root[] = { OUTLINES(
	"__reserved_mem_check_root", "", 'e',
	N_("Makes sure that the children can be read with the root's cells."),
	N_("Without a ranges property all of /reserved-memory is passed over."),
	{ N_("#size-cells must be the root's"), N_("#address-cells must be the root's"),
	  N_("there must be a ranges property, if only an empty one"),
	  N_("what does not match: -EINVAL") }) };

int __reserved_mem_check_root(struct kernel *k, int node)
{
	const char *wrong = NULL;
	uint32_t cells;

	ENTER(k, &outline_check_root[staged(k)]);
	if (!of_flat_dt_u32(k, node, "#size-cells", &cells) ||
	    (int)cells != k->fdt->dt_root_size_cells)
		wrong = "#size-cells";
	else if (!of_flat_dt_u32(k, node, "#address-cells", &cells) ||
	         (int)cells != k->fdt->dt_root_addr_cells)
		wrong = "#address-cells";
	else if (!of_flat_dt_has(k, node, "ranges"))
		wrong = "ranges";
	if (wrong)
		TELL(k, &says[BAD_ROOT], NAME(k, wrong));
	else
		TELL(k, &says[GOOD_ROOT]);
	return leave_int(k, wrong ? -EINVAL : 0);
}

static const struct outline outline_scan_reserved = {
	"fdt_scan_reserved_mem",
	FDT_FILE,
	"",
	'e',
	N_("Reserves what the children of /reserved-memory ask for."),
	N_("A child with a size but no reg is only noted: its place is found last."),
	{ N_("no /reserved-memory: done"), N_("it must have the root's cells and ranges"),
	  N_("pass over a child that is not available"), N_("reserve the ranges of its reg"),
	  N_("no reg but a size: note it for later") }
};

static int fdt_scan_reserved_mem(struct kernel *k)
{
	int node = nodes_subnode(k->machine->nodes, 0, "reserved-memory");
	int child;

	ENTER(k, &outline_scan_reserved);
	if (node < 0) {
		TELL(k, &says[NO_NODE]);
		return leave_int(k, -ENODEV);
	}
	if (__reserved_mem_check_root(k, node)) {
		printk(k, PREFIX "Reserved memory: unsupported node format, ignoring");
		return leave_int(k, -EINVAL);
	}
	of_for_each_child(k, child, node)
	{
		const char *uname = of_flat_dt_name(k, child);

		if (!of_fdt_device_is_available(k, child)) {
			TELL(k, &says[NODE_OFF], name_id(uname));
			continue;
		}
		if (__reserved_mem_reserve_reg(k, child, uname) != -ENOENT)
			continue;
		if (of_flat_dt_has(k, child, "size")) {
			TELL(k, &says[NODE_DYNAMIC], name_id(uname));
			fdt_reserved_mem_save_node(k, child, uname, 0, 0);
		} else {
			TELL(k, &says[NODE_EMPTY], name_id(uname));
		}
	}
	return leave_int(k, 0);
}

static const struct outline outline_reserve_elfcorehdr = {
	"fdt_reserve_elfcorehdr",
	FDT_FILE,
	"",
	'v',
	N_("Keeps the description of a crashed kernel's memory from being overwritten."),
	NULL,
	{ N_("no ELF core header: done"), N_("it meets something reserved: only complain"),
	  N_("reserve it") }
};

static void fdt_reserve_elfcorehdr(struct kernel *k)
{
	const struct fdt_state *fdt = k->fdt;
	phys_addr_t base = fdt->elfcorehdr_addr, size = fdt->elfcorehdr_size;

	ENTER(k, &outline_reserve_elfcorehdr);
	if (!size) {
		TELL(k, &says[ELF_NONE]);
	} else if (memblock_is_region_reserved(k, base, size)) {
		TELL(k, &says[ELF_OVERLAPS], SPAN(base, size));
		printk(k, PREFIX "elfcorehdr is overlapped");
	} else {
		memblock_reserve(k, base, size);
		TELL(k, &says[ELF_RESERVED], SPAN(base, size), size);
		printk(k,
		       PREFIX "Reserving %" PRIu64 " KiB of memory at 0x%" PRIx64 " for elfcorehdr",
		       size >> 10, base);
	}
	leave(k);
}

/* The reservation block of the blob, up to its first entry of size 0. */
static void reserve_block(struct kernel *k)
{
	uint64_t base = 0, size = 0, entries = 0;

	for (int n = 0; !fdt_get_mem_rsv(k->machine->fdt, n, &base, &size) && size; n++) {
		/* the two ways end in the same; only the log shows which it was */
		if (profile_logs(k->profile, LOG_PHYS_NAMES))
			memblock_reserve(k, base, size);
		else
			early_init_dt_reserve_memory(k, base, size, false);
		TELL(k, &says[RESERVE_ENTRY], base, base + memblock_cap_size(k, base, size) - 1,
		     size);
		entries++;
	}
	if (entries)
		TELL(k, &says[RESERVE_END], entries);
	else
		TELL(k, &says[RESERVE_NONE]);
}

static const struct outline outline_scan_reserved_mem = {
	"early_init_fdt_scan_reserved_mem",
	FDT_FILE,
	"",
	'v',
	N_("Reserves everything that the device tree wants to be left alone."),
	N_("It comes after image and initrd, so that those are seen as taken by dynamic nodes."),
	{ N_("no blob: done"), N_("each entry of the reservation block"),
	  N_("the children of /reserved-memory"), N_("the ELF core header"),
	  N_("place and set up the nodes that were noted") }
};

void early_init_fdt_scan_reserved_mem(struct kernel *k)
{
	ENTER(k, &outline_scan_reserved_mem);
	TELL(k, &says[STAGE], NAME(k, "reserved-memory"));
	if (k->fdt->verified && staged(k)) {
		fdt_reserve_elfcorehdr(k);
		fdt_scan_reserved_mem_stages(k);
		reserve_block(k);
	} else if (k->fdt->verified) {
		reserve_block(k);
		fdt_scan_reserved_mem(k);
		if (profile_has(k->profile, FEATURE_FDT_CRASH_DUMP))
			fdt_reserve_elfcorehdr(k);
		fdt_init_reserved_mem(k);
	}
	leave(k);
}
