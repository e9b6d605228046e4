/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm/mm/mmu.c: how much memory the kernel can have mapped all the time.
 *
 * Addresses are scarce with 32 bits: the kernel has the last gigabyte of them, the
 * area for ioremap() takes its part, and what RAM is left over is highmem.
 */
#include <inttypes.h>

#include "linux/arch/arm/mm/mm.h"
#include "linux/lib/cmdline.h"

#define MMU_FILE "arch/arm/mm/mmu.c"

#define PAGE_OFFSET    UINT64_C(0xc0000000)
#define VMALLOC_END    UINT64_C(0xff800000)
#define VMALLOC_OFFSET ((uint64_t)8 << 20)
#define VMALLOC_LEAST  ((uint64_t)16 << 20)
#define LOWMEM_LEAST   ((uint64_t)32 << 20)

enum {
	VMALLOC_SET,
	VMALLOC_RAISED,
	VMALLOC_LIMITED,
	FIRST_ODD,
	LOWMEM,
	HIGHMEM,
	ALLOC_LIMIT,
};

static const struct sentence says[] = {
	[VMALLOC_SET] = { STEP_SET, LEVEL_STOP, 2, "s",
	                  N_("vmalloc= keeps {0} of addresses for mappings; so much less RAM is "
	                     "mapped all the time.") },
	[VMALLOC_RAISED] = { STEP_RESIZE, LEVEL_STEP, 1, "s",
	                     N_("The area for mappings is too small and gets {0}.") },
	[VMALLOC_LIMITED] = { STEP_RESIZE, LEVEL_STEP, 1, "s",
	                      N_("The area for mappings is too big and gets {0}: some RAM must stay "
	                         "mapped.") },
	[FIRST_ODD] = { STEP_SET, LEVEL_STOP, 2, "r",
	                N_("Memory begins at no multiple of 2 MiB, so {0} is marked no-map: the "
	                   "first table maps nothing smaller.") },
	[LOWMEM] = { STEP_SET, LEVEL_STOP, 3, "a",
	             N_("All RAM is low memory: it ends at {0}, and all of it gets an address of "
	                "the kernel for good.") },
	[HIGHMEM] = { STEP_SET, LEVEL_STOP, 3, "aa",
	              N_("Low memory ends at {0}, where the kernel's addresses run out; RAM from "
	                 "there to {1} is highmem, which is mapped only while it is used.") },
	[ALLOC_LIMIT] = { STEP_SET, LEVEL_STEP, 4, "a",
	                  N_("Until the page tables are done, memblock allocates below {0} only.") },
};

static const struct outline outline_early_vmalloc = {
	"early_vmalloc",
	MMU_FILE,
	"n",
	'e',
	N_("Reads vmalloc=SIZE from the command line."),
	N_("It decides how much RAM is low memory, too."),
	{ N_("at least 16 MiB, and at most what leaves 32 MiB for RAM"), N_("note the size") }
};

int early_vmalloc(struct kernel *k, const char *value)
{
	const uint64_t most = VMALLOC_END - (PAGE_OFFSET + LOWMEM_LEAST + VMALLOC_OFFSET);
	uint64_t size = value ? memparse(value, NULL) : 0;

	ENTER(k, &outline_early_vmalloc, NAME(k, value ? value : ""));
	if (size < VMALLOC_LEAST) {
		size = VMALLOC_LEAST;
		printk(k, "vmalloc area too small, limiting to %" PRIu64 "MB", size >> 20);
		TELL(k, &says[VMALLOC_RAISED], size);
	}
	if (size > most) {
		size = most;
		printk(k, "vmalloc area is too big, limiting to %" PRIu64 "MB", size >> 20);
		TELL(k, &says[VMALLOC_LIMITED], size);
	}
	SET(k, k->setup->vmalloc_size, size);
	TELL(k, &says[VMALLOC_SET], size);
	return leave_int(k, 0);
}

static const struct outline outline_adjust = {
	"adjust_lowmem_bounds",
	MMU_FILE,
	"",
	'v',
	N_("Finds out how much RAM the kernel can have mapped all the time."),
	N_("RAM above the limit is not lost: it is highmem, and /proc/iomem shows it as System "
	   "RAM like the rest."),
	{ N_("the kernel's addresses, less the area for mappings"),
	  N_("the first 2 MiB must be whole, or be left out"),
	  N_("low memory ends there or where RAM ends"),
	  N_("page tables for what is not a whole 2 MiB come later: allocate below") }
};

static bool is_mapped(const struct memblock_region *r)
{
	return !(r->flags & MEMBLOCK_NOMAP);
}

/* The first bank that is mapped must begin at a whole entry of the first table. */
static void leave_out_broken_start(struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		phys_addr_t base = memory->regions[i].base;
		uint64_t len = round_up_to(base, ARM_PMD_SIZE) - base;

		if (!is_mapped(&memory->regions[i]) || !memory->regions[i].size)
			continue;
		if (base % ARM_PMD_SIZE) {
			memblock_mark_nomap(k, base, len);
			TELL(k, &says[FIRST_ODD], SPAN(base, len));
		}
		return;
	}
}

/* Where low memory ends below LIMIT, and up to where memblock may allocate. */
static phys_addr_t find_lowmem(struct kernel *k, phys_addr_t limit, phys_addr_t *alloc)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	phys_addr_t lowmem = 0;

	*alloc = 0;
	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];
		phys_addr_t end = r->base + r->size;

		if (!is_mapped(r) || r->base >= limit)
			continue;
		if (end > lowmem)
			lowmem = min64(limit, end);
		if (*alloc)
			continue;
		if (r->base % ARM_PMD_SIZE)
			*alloc = r->base;
		else if (end % ARM_PMD_SIZE)
			*alloc = lowmem;
	}
	if (!*alloc)
		*alloc = lowmem;
	return lowmem;
}

void adjust_lowmem_bounds(struct kernel *k)
{
	uint64_t limit = VMALLOC_END - k->setup->vmalloc_size - VMALLOC_OFFSET - PAGE_OFFSET +
	                 arm_phys_offset(k);
	phys_addr_t lowmem, alloc, end;

	ENTER(k, &outline_adjust);
	leave_out_broken_start(k);
	lowmem = find_lowmem(k, limit, &alloc);
	end = memblock_end_of_DRAM(k);
	SET(k, k->setup->arm_lowmem_limit, lowmem);
	SET(k, k->setup->high_memory, lowmem);
	if (end > lowmem)
		TELL(k, &says[HIGHMEM], lowmem, end);
	else
		TELL(k, &says[LOWMEM], lowmem);
	alloc = round_down_to(alloc, ARM_PMD_SIZE);
	memblock_set_current_limit(k, alloc);
	TELL(k, &says[ALLOC_LIMIT], alloc);
	leave(k);
}

static const struct outline outline_reserve_tables = {
	"arm_mm_memblock_reserve",
	MMU_FILE,
	"",
	'v',
	N_("Reserves the first table, which lies directly below the image."),
	NULL,
	{ N_("16 KiB that the very first instructions filled in") }
};

void arm_mm_memblock_reserve(struct kernel *k)
{
	ENTER(k, &outline_reserve_tables);
	memblock_reserve(k, pa_symbol(k, 0) - SWAPPER_PG_DIR_SIZE, SWAPPER_PG_DIR_SIZE);
	leave(k);
}
