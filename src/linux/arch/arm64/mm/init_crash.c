/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm64/mm/init.c, second part: memory for the kernel that takes over after
 * a crash, and what such a kernel is told by the one that crashed.
 */
#include <inttypes.h>

#include "linux/arch/arm64/kernel/setup.h"
#include "linux/drivers/of/fdt.h"
#include "linux/include/crash_core.h"

#define INIT_FILE "arch/arm64/mm/init.c"

enum {
	NOT_ASKED,
	NO_SIZE,
	ASKED_HIGH,
	ASKED,
	ASKED_AT,
	ROUNDED,
	NO_ROOM,
	NO_LOW_ROOM,
	LOW_TAKEN,
	TAKEN,
	RESOURCE_LATER,
	NO_RANGE,
	ENFORCED,
	ELF_OVERLAPS,
	ELF_RESERVED
};

static const struct sentence says[] = {
	[NOT_ASKED] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	                N_("The command line has no crashkernel=, so no memory is kept for a "
	                   "kernel that would run after a crash.") },
	[NO_SIZE] = { STEP_REFUSE, LEVEL_STOP, 1, "e",
	              N_("crashkernel= gives no size that can be used ({0}), so nothing is "
	                 "kept.") },
	[ASKED_HIGH] = { STEP_DECIDE, LEVEL_STOP, 2, "ss",
	                 N_("crashkernel= asks for {0} at any address, and for {1} below the DMA "
	                    "limit in addition.") },
	[ASKED] = { STEP_DECIDE, LEVEL_STOP, 1, "sa",
	            N_("crashkernel= asks for {0}; it has to lie below {1}, where DMA ends.") },
	[ASKED_AT] = { STEP_DECIDE, LEVEL_STOP, 3, "sa",
	               N_("crashkernel= asks for {0} at {1}, there or not at all.") },
	[ROUNDED] = { STEP_RESIZE, LEVEL_STOP, 3, "ss",
	              N_("The crash kernel's {0} become {1}, whole pages.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 4, "saa",
	              N_("No free place of {0} lies between {1} and {2}: nothing is kept for a "
	                 "crash kernel.") },
	[NO_LOW_ROOM] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	                  N_("No free place of {0} lies below the DMA limit, so the crash kernel's "
	                     "high memory is given back too.") },
	[LOW_TAKEN] = { STEP_ALLOCATE, LEVEL_STOP, 2, "rs",
	                N_("{0}, {1}, is kept for the crash kernel's DMA.") },
	[TAKEN] = { STEP_ALLOCATE, LEVEL_STOP, 6, "rs",
	            N_("{0}, {1}, is kept for the crash kernel: reserved, and a resource of its "
	               "own.") },
	[RESOURCE_LATER] = { STEP_DECIDE, LEVEL_STEP, 6, "",
	                     N_("It becomes a resource when the System RAM that holds it does.") },
	[NO_RANGE] = { STEP_DECIDE, LEVEL_STEP, 1, "",
	               N_("/chosen has no linux,usable-memory-range, so all memory may be used.") },
	[ENFORCED] = { STEP_RESIZE, LEVEL_STOP, 2, "as",
	               N_("Only {1} from {0} may be used: all other memory, and all that was "
	                  "reserved in it, is dropped.") },
	[ELF_OVERLAPS] = { STEP_CONFLICT, LEVEL_STOP, 2, "r",
	                   N_("The ELF core header at {0} meets something reserved already, so it "
	                      "is not reserved again.") },
	[ELF_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 3, "rs",
	                   N_("The ELF core header of the crashed kernel, {0}, {1}, is "
	                      "reserved.") },
};

static void fill_resource(struct kernel *k, struct resource *res, phys_addr_t base, uint64_t size)
{
	struct resource new = {
		.start = base,
		.end = base + size - 1,
		.name = sim_name(k->sim, "Crash kernel"),
		.flags = IORESOURCE_BUSY | IORESOURCE_MEM,
		.desc = IORES_DESC_CRASH_KERNEL,
	};

	SET(k, *res, new);
}

/* Free room between two addresses (END exclusive), reserved: in one call or, before, in two. */
static phys_addr_t take_crash_range(struct kernel *k, uint64_t size, phys_addr_t start,
                                    phys_addr_t end)
{
	phys_addr_t align = k->profile->crash_align, base;

	if (profile_logs(k->profile, LOG_PHYS_NAMES))
		return memblock_phys_alloc_range(k, size, align, start, end);
	base = memblock_find_in_range(k, start, end, size, align);
	if (base)
		memblock_reserve(k, base, size);
	return base;
}

static const struct outline outline_crash_low = {
	"reserve_crashkernel_low",
	INIT_FILE,
	"s",
	'e',
	N_("Takes low memory for a crash kernel whose main part lies high."),
	N_("It is only called when ,low was given too."),
	{ N_("the highest free place below the DMA limit, or -ENOMEM"),
	  N_("make it a resource called Crash kernel") }
};

static int reserve_crashkernel_low(struct kernel *k, uint64_t size)
{
	struct setup_state *setup = k->setup;
	phys_addr_t base;

	ENTER(k, &outline_crash_low, size);
	base = take_crash_range(k, size, 0, setup->arm64_dma_phys_limit);
	if (!base) {
		TELL(k, &says[NO_LOW_ROOM], size);
		printk(k, "cannot allocate crashkernel low memory (size:0x%" PRIx64 ").", size);
		return leave_int(k, -ENOMEM);
	}
	printk(k,
	       "crashkernel low memory reserved: 0x%08" PRIx64 " - 0x%08" PRIx64 " (%" PRIu64
	       " MB)",
	       base, base + size, size >> 20);
	fill_resource(k, &setup->crashk_low_res, base, size);
	TELL(k, &says[LOW_TAKEN], RANGE(&setup->crashk_low_res), size);
	if (profile_has(k->profile, FEATURE_KERNEL_IMAGE_ADOPTED))
		insert_resource(k, &k->iomem_resource, &setup->crashk_low_res);
	return leave_int(k, 0);
}

/* What crashkernel= asks for. */
struct crash_wish {
	uint64_t size, low, base;
	phys_addr_t max; /* exclusive */
};

/* Read crashkernel= in all its forms; false when nothing is to be kept. */
static bool read_wish(struct kernel *k, struct crash_wish *w)
{
	int err = parse_crashkernel(k, memblock_phys_mem_size(k), &w->size, &w->base);

	w->max = k->setup->arm64_dma_phys_limit;
	if (err == -ENOENT) {
		err = parse_crashkernel_high(k, &w->size);
		if (err == -ENOENT) {
			TELL(k, &says[NOT_ASKED]);
			return false;
		}
		if (!err && w->size) {
			err = parse_crashkernel_low(k, &w->low);
			if (err == -ENOENT)
				err = 0;
		}
		w->max = (phys_addr_t)1 << k->profile->pa_bits;
	}
	if (err || !w->size) {
		TELL(k, &says[NO_SIZE], WORD((int64_t)err));
		return false;
	}
	if (w->max != k->setup->arm64_dma_phys_limit)
		TELL(k, &says[ASKED_HIGH], w->size, w->low);
	else if (w->base)
		TELL(k, &says[ASKED_AT], w->size, w->base);
	else
		TELL(k, &says[ASKED], w->size, w->max);
	return true;
}

static const struct outline outline_reserve_crashkernel = {
	"reserve_crashkernel",
	INIT_FILE,
	"",
	'v',
	N_("Keeps memory for the kernel that takes over when this one crashes."),
	N_("crashkernel= is no early parameter: it is searched for in the whole command line "
	   "here."),
	{ N_("crashkernel=SIZE[@BASE], or by ranges of memory sizes: below the DMA limit"),
	  N_("else crashkernel=SIZE,high: anywhere, and SIZE,low in addition"),
	  N_("round the size up to pages; a given base fixes the place"),
	  N_("take the highest free place"),
	  N_("high memory and ,low: take low memory too, or give all back"),
	  N_("make it a resource called Crash kernel") }
};

void reserve_crashkernel(struct kernel *k)
{
	struct setup_state *setup = k->setup;
	struct crash_wish w = { 0 };
	uint64_t size;
	phys_addr_t base;

	if (!profile_has(k->profile, FEATURE_KEXEC_CORE))
		return;
	ENTER(k, &outline_reserve_crashkernel);
	if (!read_wish(k, &w)) {
		leave(k);
		return;
	}
	size = PAGE_ALIGN(k, w.size);
	if (size != w.size)
		TELL(k, &says[ROUNDED], w.size, size);
	if (w.base)
		w.max = w.base + size;
	base = take_crash_range(k, size, w.base, w.max);
	if (!base) {
		TELL(k, &says[NO_ROOM], size, w.base, w.max);
		printk(k, "cannot allocate crashkernel (size:0x%" PRIx64 ")", size);
	} else if (base >= setup->arm64_dma_phys_limit && w.low &&
	           reserve_crashkernel_low(k, w.low)) {
		memblock_phys_free(k, base, size);
	} else {
		printk(k,
		       "crashkernel reserved: 0x%016" PRIx64 " - 0x%016" PRIx64 " (%" PRIu64 " MB)",
		       base, base + size, size >> 20);
		fill_resource(k, &setup->crashk_res, base, size);
		TELL(k, &says[TAKEN], RANGE(&setup->crashk_res), size);
		if (profile_has(k->profile, FEATURE_KERNEL_IMAGE_ADOPTED))
			insert_resource(k, &k->iomem_resource, &setup->crashk_res);
		else
			TELL(k, &says[RESOURCE_LATER]);
	}
	leave(k);
}

static const struct outline outline_enforce = {
	"fdt_enforce_memory_region",
	INIT_FILE,
	"",
	'v',
	N_("Keeps a kernel that was started after a crash inside the memory set aside for it."),
	N_("Later releases do this where they read the rest of /chosen."),
	{ N_("no linux,usable-memory-range in /chosen: done"), N_("cap memory to its first range") }
};

void fdt_enforce_memory_region(struct kernel *k)
{
	const struct fdt_state *fdt = k->fdt;
	struct dt_cells cells = { .at = NULL };
	uint64_t base, size;
	int len = 0, node = fdt->chosen_node_offset;

	ENTER(k, &outline_enforce);
	/* bytes are compared with cells here, so a short property passes */
	if (node >= 0 && of_get_flat_dt_prop(k, node, "linux,usable-memory-range", &len) &&
	    len >= (int64_t)fdt->dt_root_addr_cells + fdt->dt_root_size_cells)
		cells = of_get_cells(k, node, "linux,usable-memory-range");
	base = dt_mem_next_cell(fdt->dt_root_addr_cells, &cells);
	size = dt_mem_next_cell(fdt->dt_root_size_cells, &cells);
	if (!size) {
		TELL(k, &says[NO_RANGE]);
	} else {
		memblock_cap_memory_range(k, base, size);
		TELL(k, &says[ENFORCED], base, size);
	}
	leave(k);
}

static const struct outline outline_elfcorehdr = {
	"reserve_elfcorehdr",
	INIT_FILE,
	"",
	'v',
	N_("Keeps the description of a crashed kernel's memory from being overwritten."),
	N_("Later releases do this where they read the rest of the blob."),
	{ N_("look for linux,elfcorehdr in /chosen"),
	  N_("it meets something reserved: only complain"), N_("reserve it") }
};

void reserve_elfcorehdr(struct kernel *k)
{
	const struct fdt_state *fdt = k->fdt;
	phys_addr_t base, size;

	ENTER(k, &outline_elfcorehdr);
	if (fdt->chosen_node_offset >= 0)
		early_init_dt_check_for_elfcorehdr(k, fdt->chosen_node_offset);
	base = fdt->elfcorehdr_addr;
	size = fdt->elfcorehdr_size;
	if (size && memblock_is_region_reserved(k, base, size)) {
		printk(k, "elfcorehdr is overlapped");
		TELL(k, &says[ELF_OVERLAPS], SPAN(base, size));
	} else if (size) {
		memblock_reserve(k, base, size);
		printk(k, "Reserving %" PRIu64 "KB of memory at 0x%" PRIx64 " for elfcorehdr",
		       size >> 10, base);
		TELL(k, &says[ELF_RESERVED], SPAN(base, size), size);
	}
	leave(k);
}
