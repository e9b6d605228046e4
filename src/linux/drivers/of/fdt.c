/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/fdt.c: what the kernel takes from the blob before it has any
 * memory to unpack it into: how many cells a number has, what /chosen says,
 * which ranges are memory.
 */
#include "linux/drivers/of/fdt.h"
#include "linux/arch/arch.h"

#include <inttypes.h>
#include <string.h>

#include "linux/include/setup.h"

#define PREFIX            "OF: fdt: "
#define MAX_USABLE_RANGES 2

enum {
	BAD_HEADER,
	BLOB_GOOD,
	SIZE_CELLS,
	SIZE_CELLS_DEFAULT,
	ADDR_CELLS,
	ADDR_CELLS_DEFAULT,
	NO_CHOSEN,
	CHOSEN,
	NO_INITRD,
	INITRD_NO_END,
	INITRD_BACKWARDS,
	INITRD_FOUND,
	INITRD_EMPTY,
	NO_ELFCOREHDR,
	ELFCOREHDR,
	NO_BOOTARGS,
	BOOTARGS,
	BOOTARGS_CUT,
	NO_USABLE,
	USABLE_ODD,
	USABLE_ONLY,
	USABLE_MORE,
	NOT_MEMORY,
	MEMORY_OFF,
	MEMORY_USABLE,
	MEMORY_REG,
	MEMORY_NO_REG,
	BANK_EMPTY,
	BANK_TINY,
	BANK_ROUNDED,
	BANK_ADDED,
	BANK_WRAPS,
	BANK_OUTSIDE,
	BANK_CUT,
	BANK_HOTPLUG,
	BANK_REST,
};

static const struct sentence says[] = {
	[BAD_HEADER] = { STEP_REFUSE, LEVEL_STOP, 1, "a",
	                 N_("What lies at {0} is no device tree blob: its header is not sound.") },
	[BLOB_GOOD] = { STEP_DECIDE, LEVEL_STOP, 2, "d",
	                N_("The blob's header is sound (format version {0}), so the kernel will "
	                   "believe what it says.") },
	[SIZE_CELLS] = { STEP_READ, LEVEL_STOP, 2, "d",
	                 N_("The root says #size-cells = {0}: a size takes that many 32-bit "
	                    "cells.") },
	[SIZE_CELLS_DEFAULT] = { STEP_DECIDE, LEVEL_STOP, 1, "d",
	                         N_("The root has no #size-cells, so a size takes {0} cell.") },
	[ADDR_CELLS] = { STEP_READ, LEVEL_STOP, 3, "d",
	                 N_("The root says #address-cells = {0}: an address takes that many "
	                    "cells.") },
	[ADDR_CELLS_DEFAULT] = { STEP_DECIDE, LEVEL_STOP, 1, "d",
	                         N_("The root has no #address-cells, so an address takes {0} "
	                            "cell.") },
	[NO_CHOSEN] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                N_("There is no /chosen node: no initrd and no boot arguments.") },
	[CHOSEN] = { STEP_READ, LEVEL_STOP, 1, "n",
	             N_("The node {0} holds what the bootloader has to say to the kernel.") },
	[NO_INITRD] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                N_("/chosen has no linux,initrd-start: the bootloader loaded no initrd.") },
	[INITRD_NO_END] = { STEP_DECIDE, LEVEL_STOP, 2, "a",
	                    N_("The initrd would start at {0}, but /chosen does not say where it "
	                       "ends, so it is forgotten.") },
	[INITRD_BACKWARDS] = { STEP_DECIDE, LEVEL_STOP, 3, "aa",
	                       N_("The initrd would start at {0} and end before it at {1}, so it "
	                          "is forgotten.") },
	[INITRD_FOUND] = { STEP_SET, LEVEL_STOP, 4, "rs",
	                   N_("/chosen says that the initrd lies at {0}, {1}; it is only noted now "
	                      "and reserved later.") },
	[INITRD_EMPTY] = { STEP_SET, LEVEL_STOP, 4, "a",
	                   N_("/chosen says that the initrd at {0} has no bytes: as good as "
	                      "none.") },
	[NO_ELFCOREHDR] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	                    N_("/chosen has no linux,elfcorehdr: this is no kernel that was "
	                       "started after a crash.") },
	[ELFCOREHDR] = { STEP_SET, LEVEL_STOP, 2, "as",
	                 N_("The kernel that crashed left its ELF core header at {0}, {1}.") },
	[NO_BOOTARGS] = { STEP_DECIDE, LEVEL_STOP, 4, "",
	                  N_("/chosen has no bootargs: the command line is empty.") },
	[BOOTARGS] = { STEP_SET, LEVEL_STOP, 4, "n",
	               N_("The command line is what bootargs says: {0}") },
	[BOOTARGS_CUT] = { STEP_SET, LEVEL_STOP, 4, "ds",
	                   N_("bootargs has {0} bytes, and the kernel keeps at most {1} of "
	                      "them.") },
	[NO_USABLE] = { STEP_DECIDE, LEVEL_CALL, 2, "",
	                N_("/chosen has no linux,usable-memory-range, so all memory may be "
	                   "used.") },
	[USABLE_ODD] = { STEP_DECIDE, LEVEL_STOP, 2, "d",
	                 N_("linux,usable-memory-range has {0} bytes, which is no whole number of "
	                    "entries, so it is not obeyed.") },
	[USABLE_ONLY] = { STEP_RESIZE, LEVEL_STOP, 4, "as",
	                  N_("Only {1} from {0} may be used: all other memory, and all that was "
	                     "reserved in it, is dropped.") },
	[USABLE_MORE] = { STEP_RESIZE, LEVEL_STOP, 5, "as",
	                  N_("A second usable range, {1} from {0}, is put back.") },
	[NOT_MEMORY] = { STEP_COMPARE, LEVEL_STEP, 1, "n",
	                 N_("{0} has no device_type \"memory\", whatever its name is.") },
	[MEMORY_OFF] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	                 N_("The status of {0} is neither \"ok\" nor \"okay\", so its banks do not "
	                    "count.") },
	[MEMORY_USABLE] = { STEP_READ, LEVEL_STOP, 3, "nd",
	                    N_("{0} is memory; linux,usable-memory takes the place of reg and "
	                       "holds {1} cells.") },
	[MEMORY_REG] = { STEP_READ, LEVEL_STOP, 3, "nd",
	                 N_("{0} is memory, by its device_type; its reg holds {1} cells.") },
	[MEMORY_NO_REG] = { STEP_DECIDE, LEVEL_STOP, 3, "n",
	                    N_("{0} is memory but has no reg, so there is nothing to add.") },
	[BANK_EMPTY] = { STEP_DECIDE, LEVEL_STOP, 5, "a",
	                 N_("The entry at {0} has size 0 and is passed over.") },
	[BANK_TINY] = { STEP_REFUSE, LEVEL_STOP, 1, "as",
	                N_("The bank at {0} with {1} holds no whole page and is ignored.") },
	[BANK_ROUNDED] = { STEP_RESIZE, LEVEL_STOP, 2, "rr",
	                   N_("The bank {0} is cut to whole pages: {1}.") },
	[BANK_ADDED] = { STEP_DECIDE, LEVEL_STOP, 3, "rs",
	                 N_("The bank {0}, {1}, is RAM as far as the tree says, so memblock gets "
	                    "it.") },
	[BANK_WRAPS] = { STEP_DECIDE, LEVEL_STOP, 3, "as",
	                 N_("The bank at {0} with {1} would pass the last address; memblock takes "
	                    "what comes before it.") },
	[BANK_OUTSIDE] = { STEP_REFUSE, LEVEL_STOP, 3, "as",
	                   N_("The bank at {0} with {1} lies where this kernel can have no "
	                      "memory: it is ignored.") },
	[BANK_CUT] = { STEP_RESIZE, LEVEL_STOP, 3, "r",
	               N_("A part of the bank {0} lies where this kernel can have no memory: it "
	                  "is cut off.") },
	[BANK_HOTPLUG] = { STEP_SET, LEVEL_STOP, 6, "a",
	                   N_("The node says hotpluggable, so the bank at {0} is marked: the "
	                      "kernel must not settle there if it shall stay removable.") },
	[BANK_REST] = { STEP_DECIDE, LEVEL_STOP, 4, "d",
	                N_("{0} cells are left over, too few for an address and a size; they are "
	                   "not read.") },
};

void fdt_state_init(struct kernel *k)
{
	struct fdt_state *fdt = sim_alloc(k->sim, sizeof(*fdt));

	SET(k, fdt->chosen_node_offset, -FDT_ERR_NOTFOUND);
	SET(k, fdt->reserved_mem,
	    sim_alloc(k->sim, k->profile->reserved_mem_nodes * sizeof(struct reserved_mem)));
	SET(k, fdt->reserved_mem_room, k->profile->reserved_mem_nodes);
	SET(k, fdt->node_flags, sim_alloc(k->sim, k->machine->nodes->count));
	SET(k, k->fdt, fdt);
}

const char *of_flat_dt_get_machine_name(struct kernel *k)
{
	const char *name = of_flat_dt_string(k, 0, "model");

	return name ? name : of_flat_dt_string(k, 0, "compatible");
}

static const struct outline outline_scan_root = {
	"early_init_dt_scan_root",
	FDT_FILE,
	"",
	'v',
	N_("Finds out how many 32-bit cells make an address and a size."),
	N_("A reg cannot be read without this; each bus may have other numbers for its children."),
	{ N_("begin with the default, one cell each"),
	  N_("#size-cells of the root, if it is there"),
	  N_("#address-cells of the root, if it is there") }
};

static void early_init_dt_scan_root(struct kernel *k)
{
	struct fdt_state *fdt = k->fdt;
	uint32_t cells;

	ENTER(k, &outline_scan_root);
	SET(k, fdt->dt_root_size_cells, OF_ROOT_NODE_SIZE_CELLS_DEFAULT);
	if (of_flat_dt_u32(k, 0, "#size-cells", &cells)) {
		SET(k, fdt->dt_root_size_cells, (int)cells);
		TELL(k, &says[SIZE_CELLS], cells);
	} else {
		TELL(k, &says[SIZE_CELLS_DEFAULT], OF_ROOT_NODE_SIZE_CELLS_DEFAULT);
	}
	SET(k, fdt->dt_root_addr_cells, OF_ROOT_NODE_ADDR_CELLS_DEFAULT);
	if (of_flat_dt_u32(k, 0, "#address-cells", &cells)) {
		SET(k, fdt->dt_root_addr_cells, (int)cells);
		TELL(k, &says[ADDR_CELLS], cells);
	} else {
		TELL(k, &says[ADDR_CELLS_DEFAULT], OF_ROOT_NODE_ADDR_CELLS_DEFAULT);
	}
	leave(k);
}

static const struct outline outline_initrd = {
	"early_init_dt_check_for_initrd",
	FDT_FILE,
	"",
	'v',
	N_("Notes where the bootloader put the initial RAM disk."),
	N_("Nothing is reserved yet; initrdmem= on the command line may still say otherwise."),
	{ N_("no linux,initrd-start: there is none"), N_("no linux,initrd-end: there is none"),
	  N_("an end before the start: there is none"), N_("note start and size") }
};

static void early_init_dt_check_for_initrd(struct kernel *k, int node)
{
	struct dt_cells first = of_get_cells(k, node, "linux,initrd-start");
	struct dt_cells behind = of_get_cells(k, node, "linux,initrd-end");
	uint64_t start = of_read_number(&first, first.left);
	uint64_t end = of_read_number(&behind, behind.left);

	ENTER(k, &outline_initrd);
	if (!first.at) {
		TELL(k, &says[NO_INITRD]);
	} else if (!behind.at) {
		TELL(k, &says[INITRD_NO_END], start);
	} else if (start > end) {
		TELL(k, &says[INITRD_BACKWARDS], start, end);
	} else {
		SET(k, k->fdt->phys_initrd_start, start);
		SET(k, k->fdt->phys_initrd_size, end - start);
		if (start == end)
			TELL(k, &says[INITRD_EMPTY], start);
		else
			TELL(k, &says[INITRD_FOUND], start, end - 1, end - start);
	}
	leave(k);
}

static const struct outline outline_elfcorehdr = {
	"early_init_dt_check_for_elfcorehdr",
	FDT_FILE,
	"",
	'v',
	N_("Notes where a crashed kernel left the description of its memory."),
	N_("Only a kernel that kexec started after a panic finds this property."),
	{ N_("no linux,elfcorehdr, or hardly any bytes in it: done"),
	  N_("note its address and its size") }
};

void early_init_dt_check_for_elfcorehdr(struct kernel *k, int node)
{
	struct fdt_state *fdt = k->fdt;
	struct dt_cells cells = of_get_cells(k, node, "linux,elfcorehdr");
	int len = 0;

	ENTER(k, &outline_elfcorehdr);
	of_get_flat_dt_prop(k, node, "linux,elfcorehdr", &len);
	/* the kernel compares bytes with cells here, so a short property passes */
	if (!cells.at || len < (int64_t)fdt->dt_root_addr_cells + fdt->dt_root_size_cells) {
		TELL(k, &says[NO_ELFCOREHDR]);
	} else {
		SET(k, fdt->elfcorehdr_addr, dt_mem_next_cell(fdt->dt_root_addr_cells, &cells));
		SET(k, fdt->elfcorehdr_size, dt_mem_next_cell(fdt->dt_root_size_cells, &cells));
		TELL(k, &says[ELFCOREHDR], fdt->elfcorehdr_addr, fdt->elfcorehdr_size);
	}
	leave(k);
}

/* bootargs into boot_command_line, which has room for COMMAND_LINE_SIZE bytes with the NUL. */
static void take_bootargs(struct kernel *k, int node)
{
	size_t room = k->profile->command_line;
	int len;
	const char *args = of_get_flat_dt_prop(k, node, "bootargs", &len);
	size_t used;

	if (!args || len <= 0) {
		TELL(k, &says[NO_BOOTARGS]);
		return;
	}
	used = strnlen(args, (size_t)len);
	if (used >= room) {
		TELL(k, &says[BOOTARGS_CUT], WORD(len), room - 1);
		used = room - 1;
	} else if (used == (size_t)len) {
		used--; /* without its NUL, the last byte has to make room for one */
	}
	SET(k, k->setup->boot_command_line, names_intern_n(&k->sim->names, args, used));
	TELL(k, &says[BOOTARGS], name_id(k->setup->boot_command_line));
}

static const struct outline outline_chosen = {
	"early_init_dt_scan_chosen",
	FDT_FILE,
	"",
	'v',
	N_("Reads what the bootloader wrote into /chosen."),
	N_("/chosen stands for no device; it is a letter from the bootloader."),
	{ N_("find /chosen, or else /chosen@0"), N_("where the initrd lies"),
	  N_("where the memory of a crashed kernel is described"),
	  N_("the command line, cut to what the kernel has room for") }
};

void early_init_dt_scan_chosen(struct kernel *k)
{
	int node;

	ENTER(k, &outline_chosen);
	node = nodes_subnode(k->machine->nodes, 0, "chosen");
	if (node < 0)
		node = nodes_subnode(k->machine->nodes, 0, "chosen@0");
	if (node < 0) {
		TELL(k, &says[NO_CHOSEN]);
		leave(k);
		return;
	}
	SET(k, k->fdt->chosen_node_offset, node);
	TELL(k, &says[CHOSEN], name_id(of_flat_dt_name(k, node)));
	early_init_dt_check_for_initrd(k, node);
	if (profile_has(k->profile, FEATURE_FDT_CRASH_DUMP))
		early_init_dt_check_for_elfcorehdr(k, node);
	take_bootargs(k, node);
	leave(k);
}

static const struct outline outline_add_memory = {
	"early_init_dt_add_memory_arch",
	FDT_FILE,
	"as",
	'v',
	N_("Gives one bank of RAM to memblock, in whole pages."),
	N_("A bank is rounded inwards: half a page at either end is lost."),
	{ N_("too small to hold a whole page: ignore it"),
	  N_("round the start up and the end down to a page"),
	  N_("memblock_add(): nothing is too high yet, limits come later") }
};

/* What a phys_addr_t cannot hold, and what lies below the kernel's map, is left out. */
static bool cut_to_bounds(struct kernel *k, uint64_t *base, uint64_t *size)
{
	phys_addr_t min = arch_of(k)->min_memblock_addr(k), max = phys_addr_max(k);
	uint64_t end = *base + *size;

	if (*base > max || end < min) {
		printk(k, PREFIX "Ignoring memory block 0x%" PRIx64 " - 0x%" PRIx64, *base, end);
		TELL(k, &says[BANK_OUTSIDE], *base, *size);
		return false;
	}
	if (end - 1 > max) {
		printk(k, PREFIX "Ignoring memory range 0x%" PRIx64 " - 0x%" PRIx64, max + 1, end);
		TELL(k, &says[BANK_CUT], SPAN(*base, *size));
		*size = max - *base + 1;
	}
	if (*base < min) {
		printk(k, PREFIX "Ignoring memory range 0x%" PRIx64 " - 0x%" PRIx64, *base, min);
		TELL(k, &says[BANK_CUT], SPAN(*base, *size));
		*size -= min - *base;
		*base = min;
	}
	return true;
}

static void early_init_dt_add_memory_arch(struct kernel *k, uint64_t base, uint64_t size)
{
	uint64_t old_base = base, old_size = size;
	uint64_t lost = base & ~PAGE_MASK(k);

	ENTER(k, &outline_add_memory, base, size);
	if (size < PAGE_SIZE(k) - lost) {
		TELL(k, &says[BANK_TINY], base, size);
		printk(k, PREFIX "Ignoring memory block 0x%" PRIx64 " - 0x%" PRIx64, base,
		       base + size);
		leave(k);
		return;
	}
	if (lost) {
		size -= PAGE_SIZE(k) - lost;
		base = PAGE_ALIGN(k, base);
	}
	size &= PAGE_MASK(k);
	if (size && !cut_to_bounds(k, &base, &size)) {
		leave(k);
		return;
	}
	if (!size) {
		TELL(k, &says[BANK_TINY], old_base, old_size);
	} else if (base != old_base || size != old_size) {
		TELL(k, &says[BANK_ROUNDED], old_base, old_base + old_size - 1, SPAN(base, size));
	}
	memblock_add(k, base, size);
	if (size > UINT64_MAX - base)
		TELL(k, &says[BANK_WRAPS], base, size);
	else if (size)
		TELL(k, &says[BANK_ADDED], SPAN(base, size), size);
	leave(k);
}

/* The entries of one memory node; false when they can never come to an end. */
static bool scan_banks(struct kernel *k, int node, struct dt_cells reg)
{
	const struct fdt_state *fdt = k->fdt;
	bool hotpluggable = of_flat_dt_has(k, node, "hotpluggable");
	int64_t entry = (int64_t)fdt->dt_root_addr_cells + fdt->dt_root_size_cells;

	if (entry <= 0)
		return false;
	while (reg.left >= entry) {
		uint64_t base = dt_mem_next_cell(fdt->dt_root_addr_cells, &reg);
		uint64_t size = dt_mem_next_cell(fdt->dt_root_size_cells, &reg);

		if (!size) {
			TELL(k, &says[BANK_EMPTY], base);
			continue;
		}
		early_init_dt_add_memory_arch(k, base, size);
		if (!hotpluggable)
			continue;
		if (memblock_mark_hotplug(k, base, size))
			printk(k, PREFIX "failed to mark hotplug range 0x%" PRIx64 " - 0x%" PRIx64,
			       base, base + size);
		else
			TELL(k, &says[BANK_HOTPLUG], base);
	}
	if (reg.left)
		TELL(k, &says[BANK_REST], WORD(reg.left));
	return true;
}

static const struct outline outline_scan_memory = {
	"early_init_dt_scan_memory",
	FDT_FILE,
	"",
	'v',
	N_("Finds the nodes that describe RAM and gives their banks to memblock."),
	N_("The device_type makes a node memory, not its name, and only below the root."),
	{ N_("look at each child of the root with device_type \"memory\""),
	  N_("pass over one that is not available"),
	  N_("linux,usable-memory wins over reg; without either there is nothing"),
	  N_("take entry by entry, an address and a size each"),
	  N_("an empty entry does not count"), N_("mark the bank if the node is hotpluggable") }
};

static void scan_memory_node(struct kernel *k, int node, const char *name)
{
	struct dt_cells reg;

	if (!of_fdt_device_is_available(k, node)) {
		TELL(k, &says[MEMORY_OFF], name_id(name));
		return;
	}
	reg = of_get_cells(k, node, "linux,usable-memory");
	if (reg.at) {
		TELL(k, &says[MEMORY_USABLE], name_id(name), WORD(reg.left));
	} else {
		reg = of_get_cells(k, node, "reg");
		if (!reg.at) {
			TELL(k, &says[MEMORY_NO_REG], name_id(name));
			return;
		}
		TELL(k, &says[MEMORY_REG], name_id(name), WORD(reg.left));
	}
	if (!scan_banks(k, node, reg))
		kernel_panic(k, _("the root's cells make entries of no size, so the kernel would "
		                  "read the memory node for ever"));
}

static void early_init_dt_scan_memory(struct kernel *k)
{
	int node;

	ENTER(k, &outline_scan_memory);
	of_for_each_child(k, node, 0)
	{
		const char *name = of_flat_dt_name(k, node);

		if (of_flat_dt_string_is(k, node, "device_type", "memory"))
			scan_memory_node(k, node, name);
		else
			TELL(k, &says[NOT_MEMORY], name_id(name));
	}
	leave(k);
}

static const struct outline outline_usable_range = {
	"early_init_dt_check_for_usable_mem_range",
	FDT_FILE,
	"",
	'v',
	N_("Keeps a kernel that was started after a crash inside the memory set aside for it."),
	N_("What was reserved outside is forgotten too, the blob itself among it."),
	{ N_("without /chosen there is nothing to obey"),
	  N_("no linux,usable-memory-range, or a length that makes no sense: done"),
	  N_("read at most two ranges"), N_("cap memory to the first"),
	  N_("add the second, if there is one") }
};

void early_init_dt_check_for_usable_mem_range(struct kernel *k)
{
	const struct fdt_state *fdt = k->fdt;
	uint64_t base[MAX_USABLE_RANGES] = { 0 }, size[MAX_USABLE_RANGES] = { 0 };
	int64_t entry = (int64_t)fdt->dt_root_addr_cells + fdt->dt_root_size_cells;
	struct dt_cells cells = { .at = NULL };
	int len = 0;

	ENTER(k, &outline_usable_range);
	if (fdt->chosen_node_offset >= 0)
		cells = of_get_cells(k, fdt->chosen_node_offset, "linux,usable-memory-range");
	if (cells.at)
		of_get_flat_dt_prop(k, fdt->chosen_node_offset, "linux,usable-memory-range", &len);
	if (!cells.at || entry <= 0) {
		TELL(k, &says[NO_USABLE]);
	} else if (len % entry) {
		TELL(k, &says[USABLE_ODD], WORD(len));
	} else {
		for (int i = 0; i < MAX_USABLE_RANGES && cells.left > 0; i++) {
			base[i] = dt_mem_next_cell(fdt->dt_root_addr_cells, &cells);
			size[i] = dt_mem_next_cell(fdt->dt_root_size_cells, &cells);
		}
		memblock_cap_memory_range(k, base[0], size[0]);
		TELL(k, &says[USABLE_ONLY], base[0], size[0]);
		if (size[1]) {
			memblock_add(k, base[1], size[1]);
			TELL(k, &says[USABLE_MORE], base[1], size[1]);
		}
	}
	leave(k);
}

static const struct outline outline_verify = { "early_init_dt_verify",
	                                       FDT_FILE,
	                                       "a",
	                                       'b',
	                                       N_("Makes sure that there is a device tree at all."),
	                                       NULL,
	                                       { N_("wrong magic number or sizes: this is no blob"),
	                                         N_("remember it as the tree of this machine") } };

static bool early_init_dt_verify(struct kernel *k)
{
	ENTER(k, &outline_verify, k->machine->fdt_base);
	if (fdt_check_header(k->machine->fdt)) {
		TELL(k, &says[BAD_HEADER], k->machine->fdt_base);
		return leave_bool(k, false);
	}
	SET(k, k->fdt->verified, true);
	TELL(k, &says[BLOB_GOOD], fdt_version(k->machine->fdt));
	return leave_bool(k, true);
}

static const struct outline outline_scan_nodes = {
	"early_init_dt_scan_nodes",
	FDT_FILE,
	"",
	'v',
	N_("Takes from the blob all that the kernel needs before it has memory."),
	N_("The tree is not unpacked here; the kernel runs over the flat blob."),
	{ N_("the root's cell counts"), N_("/chosen"), N_("the memory nodes"),
	  N_("linux,usable-memory-range, which may take memory away again") }
};

static void early_init_dt_scan_nodes(struct kernel *k)
{
	ENTER(k, &outline_scan_nodes);
	early_init_dt_scan_root(k);
	early_init_dt_scan_chosen(k);
	early_init_dt_scan_memory(k);
	if (profile_has(k->profile, FEATURE_FDT_CRASH_DUMP))
		early_init_dt_check_for_usable_mem_range(k);
	leave(k);
}

static const struct outline outline_scan = {
	"early_init_dt_scan",
	FDT_FILE,
	"",
	'b',
	N_("Checks the blob and takes from it what is needed early."),
	NULL,
	{ N_("check it; a bad one ends the boot"), N_("scan its nodes") }
};

bool early_init_dt_scan(struct kernel *k)
{
	bool good;

	ENTER(k, &outline_scan);
	good = early_init_dt_verify(k);
	if (good)
		early_init_dt_scan_nodes(k);
	return leave_bool(k, good);
}
