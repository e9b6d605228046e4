/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/riscv/mm/init.c, second part: memblock gets its final shape, and what depends on that
 * is taken.  Unlike on arm64 the blob is reserved last, after what it asks for.
 */
#include "linux/arch/riscv/mm/mm.h"

#include <inttypes.h>

#include "linux/drivers/of/fdt.h"
#include "linux/include/asm-generic/numa.h"
#include "linux/include/crash_reserve.h"
#include "linux/init/initramfs.h"
#include "linux/kernel/dma/contiguous.h"
#include "linux/lib/cmdline.h"
#include "linux/mm/page_alloc.h"
#include "linux/mm/sparse.h"

enum {
	LIMIT_EMPTY,
	LIMIT_NOTED,
	LIMIT_STAYS,
	STAGE_MEMBLOCK,
	LIMIT_APPLIED,
	LIMIT_FAR,
	IMAGE_RESERVED,
	RAM_BASE,
	LINEAR_LIMIT,
	PFNS,
	DMA_LIMIT,
	FDT_RESERVED,
	STAGE_PAGING,
	MAY_GROW,
	STAGE_BOOTMEM,
};

static const struct sentence says[] = {
	[LIMIT_EMPTY] = { STEP_REFUSE, LEVEL_STOP, 1, "", N_("mem= without a size is malformed.") },
	[LIMIT_NOTED] = { STEP_SET, LEVEL_STOP, 2, "s",
	                  N_("mem= limits memory to {0}; it is cut when all banks are known.") },
	[LIMIT_STAYS] = { STEP_DECIDE, LEVEL_STOP, 2, "ss",
	                  N_("mem={0} is no less than the limit that holds anyway, {1}.") },
	[STAGE_MEMBLOCK] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                     N_("{0}: what the tree calls memory is cut to what this kernel can "
	                        "use, and what is taken already is reserved.") },
	[LIMIT_APPLIED] = { STEP_RESIZE, LEVEL_STOP, 1, "s",
	                    N_("mem= is obeyed: all memory behind the first {0} is dropped, and "
	                       "what was reserved there too.") },
	[LIMIT_FAR] = { STEP_DECIDE, LEVEL_CALL, 1, "ss",
	                N_("The machine has {0}, which is within the limit of {1}: nothing is "
	                   "dropped.") },
	[IMAGE_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 2, "rs",
	                     N_("The running kernel, {0}, {1}, is reserved. It is rounded up to 2 "
	                        "MiB, since its last block of the linear map becomes read-only.") },
	[RAM_BASE] = { STEP_SET, LEVEL_STOP, 3, "aa",
	               N_("Memory begins at {0}; the linear map begins with {1}, that address "
	                  "rounded down to 2 MiB.") },
	[LINEAR_LIMIT] = { STEP_RESIZE, LEVEL_STOP, 4, "as",
	                   N_("The linear map can hold {1} from {0} on; memory beyond that would be "
	                      "dropped.") },
	[PFNS] = { STEP_SET, LEVEL_CALL, 5, "pp",
	           N_("Memory goes from page frame {0} up to, but not with, {1}.") },
	[DMA_LIMIT] = { STEP_SET, LEVEL_STOP, 5, "a",
	                N_("Memory for devices that know 32 address bits ends at {0}: at 4 GiB, or "
	                   "where memory ends.") },
	[FDT_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 8, "rs",
	                   N_("The blob itself, {0}, {1}, is reserved last of all; on arm64 it comes "
	                      "first.") },
	[STAGE_PAGING] = { STEP_STAGE, LEVEL_STAGE, 2, "n",
	                   N_("{0}: the kernel makes its final page tables and switches to them.") },
	[MAY_GROW] = { STEP_SET, LEVEL_CALL, 3, "",
	               N_("All memory is mapped now, so memblock may move its arrays to bigger "
	                  "places when they fill up.") },
	[STAGE_BOOTMEM] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                    N_("{0}: memory gets its nodes and zones, and areas that depend on "
	                       "them are taken.") },
};

static const struct outline outline_early_mem = {
	"early_mem",
	RISCV_INIT_FILE,
	"n",
	'e',
	N_("Reads mem=SIZE from the command line."),
	N_("It limits the amount of memory, not the highest address; the image is not added back."),
	{ N_("no size: malformed"),
	  N_("round the size down to pages, and note it if it is less than the limit so far") }
};

int riscv_early_mem(struct kernel *k, const char *value)
{
	uint64_t size;

	ENTER(k, &outline_early_mem, NAME(k, value ? value : ""));
	if (!value) {
		TELL(k, &says[LIMIT_EMPTY]);
		return leave_int(k, 1);
	}
	size = memparse(value, NULL) & PAGE_MASK(k);
	if (size < k->setup->memory_limit) {
		SET(k, k->setup->memory_limit, size);
		TELL(k, &says[LIMIT_NOTED], size);
	} else {
		TELL(k, &says[LIMIT_STAYS], size, k->setup->memory_limit);
	}
	printk(k, "Memory limited to %" PRId64 "MB", (int64_t)(k->setup->memory_limit >> 20));
	return leave_int(k, 0);
}

static const struct outline outline_setup_bootmem = {
	"setup_bootmem",
	RISCV_INIT_FILE,
	"",
	'v',
	N_("Cuts memory to what this kernel can use, and reserves what is in use."),
	N_("The firmware keeps its memory by a node of /reserved-memory; nothing else protects it."),
	{ N_("obey mem=, or the size of the linear map"), N_("reserve the image, up to 2 MiB"),
	  N_("the linear map begins at RAM, rounded down to 2 MiB"),
	  N_("drop what the linear map cannot reach"),
	  N_("the last page frame; how far devices with 32 bits reach"),
	  N_("reserve the initrd, if it lies in memory and nothing else does there"),
	  N_("reserve what the device tree asks for, the firmware's region too"),
	  N_("reserve the blob"), N_("a default CMA area, where the kernel has such") }
};

static void setup_bootmem(struct kernel *k)
{
	struct setup_state *setup = k->setup;
	uint64_t pmd = riscv_pmd_size(k), size, total,
		 reach = (uint64_t)1 << (k->mapping->va_bits - 2);
	phys_addr_t image = pa_symbol(k, 0), ram, fdt = k->machine->fdt_base;

	ENTER(k, &outline_setup_bootmem);
	TELL(k, &says[STAGE_MEMBLOCK], NAME(k, "memblock"));
	total = memblock_phys_mem_size(k);
	memblock_enforce_memory_limit(k, setup->memory_limit);
	if (total > setup->memory_limit)
		TELL(k, &says[LIMIT_APPLIED], setup->memory_limit);
	else
		TELL(k, &says[LIMIT_FAR], total, setup->memory_limit);
	size = round_up_to(image + k->profile->image.end, pmd) - image;
	memblock_reserve(k, image, size);
	TELL(k, &says[IMAGE_RESERVED], SPAN(image, size), size);
	ram = memblock_start_of_DRAM(k);
	SET(k, setup->memstart_addr, round_down_to(ram, pmd));
	TELL(k, &says[RAM_BASE], ram, setup->memstart_addr);
	memblock_cap_memory_range(k, setup->memstart_addr, reach);
	TELL(k, &says[LINEAR_LIMIT], setup->memstart_addr, reach);
	SET(k, setup->min_low_pfn, PFN_UP(k, setup->memstart_addr));
	SET(k, setup->max_pfn, PFN_DOWN(k, memblock_end_of_DRAM(k)));
	SET(k, setup->high_memory, PFN_PHYS(k, setup->max_pfn));
	TELL(k, &says[PFNS], setup->min_low_pfn, setup->max_pfn);
	SET(k, setup->arm64_dma_phys_limit, min64(4ull << 30, PFN_PHYS(k, setup->max_pfn)));
	TELL(k, &says[DMA_LIMIT], setup->arm64_dma_phys_limit);
	reserve_initrd_mem(k);
	early_init_fdt_scan_reserved_mem(k);
	memblock_reserve(k, fdt, k->machine->fdt_size);
	TELL(k, &says[FDT_RESERVED], SPAN(fdt, k->machine->fdt_size), k->machine->fdt_size);
	if (profile_has(k->profile, FEATURE_CMA))
		dma_contiguous_reserve(k, setup->arm64_dma_phys_limit);
	leave(k);
}

static const struct outline outline_paging_init = {
	"paging_init",
	RISCV_INIT_FILE,
	"",
	'v',
	N_("Finds out what memory can be used, then maps all of it."),
	N_("On arm64 these are two functions; here the first allocation follows right behind the "
	   "last reservation."),
	{ N_("cut memory, and reserve what is in use"),
	  N_("the final page tables: all memory, then the image"),
	  N_("from now on memblock's arrays may grow") }
};

void riscv_paging_init(struct kernel *k)
{
	ENTER(k, &outline_paging_init);
	setup_bootmem(k);
	kernel_boundary(k);
	TELL(k, &says[STAGE_PAGING], NAME(k, "paging"));
	riscv_setup_vm_final(k);
	memblock_allow_resize(k);
	TELL(k, &says[MAY_GROW]);
	leave(k);
}

static const struct outline outline_zone_sizes_init = {
	"zone_sizes_init",
	RISCV_INIT_FILE,
	"",
	'v',
	N_("Tells where the zones end: DMA32 at 4 GiB, Normal where memory does."),
	NULL,
	{ N_("the two ends"), N_("count the pages of the zones") }
};

static void zone_sizes_init(struct kernel *k)
{
	const uint64_t ends[] = { PFN_DOWN(k, k->setup->arm64_dma_phys_limit), k->setup->max_pfn };

	ENTER(k, &outline_zone_sizes_init);
	if (profile_allocates(k->profile))
		free_area_init(k, ends, 2, 0);
	leave(k);
}

static const struct outline outline_misc_mem_init = {
	"misc_mem_init",
	RISCV_INIT_FILE,
	"",
	'v',
	N_("Sorts memory into nodes and zones and takes what depends on that."),
	N_("The crash kernel's memory is reserved here; it becomes a resource much later."),
	{ N_("which node each range belongs to"), N_("a record of every page: the memmap"),
	  N_("the zones"), N_("memory for a crash kernel"),
	  N_("with memblock=debug: print both lists") }
};

void riscv_misc_mem_init(struct kernel *k)
{
	ENTER(k, &outline_misc_mem_init);
	TELL(k, &says[STAGE_BOOTMEM], NAME(k, "bootmem"));
	if (profile_has(k->profile, FEATURE_NUMA))
		arch_numa_init(k);
	sparse_init(k);
	zone_sizes_init(k);
	reserve_crashkernel_generic(k, k->setup->arm64_dma_phys_limit, memblock_end_of_DRAM(k));
	memblock_dump_all(k);
	leave(k);
}
