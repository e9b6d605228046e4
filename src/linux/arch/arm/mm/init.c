/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/arm/mm/init.c: what is in use is reserved before anybody may allocate. */
#include <inttypes.h>

#include "linux/arch/arm/mm/mm.h"
#include "linux/drivers/of/fdt.h"
#include "linux/init/initramfs.h"
#include "linux/kernel/dma/contiguous.h"
#include "linux/mm/page_alloc.h"

enum { STAGE, IMAGE_RESERVED, ZONES };

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: what is taken already is reserved.") },
	[IMAGE_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 1, "rs",
	                     N_("The running kernel itself, {0}, {1} from _stext to _end, is "
	                        "reserved.") },
	[ZONES] = { STEP_SET, LEVEL_CALL, 2, "dd",
	            N_("Low memory ends at page frame {0}; from there to {1} it is highmem.") },
};

const struct arm_mm *arm_mm_of(const struct kernel *k)
{
	static const struct arm_mm with = { adjust_lowmem_bounds, arm_mm_memblock_reserve,
		                            arm_paging_init };
	static const struct arm_mm without = { nommu_adjust_lowmem_bounds, nommu_memblock_reserve,
		                               nommu_paging_init };

	return profile_has(k->profile, FEATURE_NO_MMU) ? &without : &with;
}

static const struct outline outline_memblock_init = {
	"arm_memblock_init",
	"arch/arm/mm/init.c",
	"",
	'v',
	N_("Reserves what is in use: image, initrd, page tables, and what the tree asks for."),
	N_("The CMA area is taken here too, long before zones are known."),
	{ N_("the image"), N_("the initrd"),
	  N_("the first page table, or address 0 without an MMU"),
	  N_("what the device tree asks for"), N_("the default CMA area"),
	  N_("with memblock=debug: print both lists") }
};

void arm_memblock_init(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	phys_addr_t start = pa_symbol(k, image->reserved_from);
	uint64_t size = image->end - image->reserved_from;

	ENTER(k, &outline_memblock_init);
	TELL(k, &says[STAGE], NAME(k, "memblock"));
	memblock_reserve(k, start, size);
	TELL(k, &says[IMAGE_RESERVED], SPAN(start, size), size);
	reserve_initrd_mem(k);
	arm_mm_of(k)->memblock_reserve(k);
	early_init_fdt_scan_reserved_mem(k);
	if (profile_has(k->profile, FEATURE_CMA))
		dma_contiguous_reserve(k, UINT32_MAX);
	memblock_dump_all(k);
	leave(k);
}

static const struct outline outline_bootmem = {
	"bootmem_init",
	"arch/arm/mm/init.c",
	"",
	'v',
	N_("Sorts memory into zones and takes the records of its pages."),
	N_("With 32 bits all that is always mapped is one zone, and the rest another: highmem."),
	{ N_("the first and the last page frame, and the last of low memory"),
	  N_("count the pages of the zones, and take the memmap") }
};

void arm_bootmem_init(struct kernel *k)
{
	struct setup_state *setup = k->setup;
	uint64_t low = PFN_DOWN(k, k->mm_memblock.memblock.current_limit), ends[2];

	ENTER(k, &outline_bootmem);
	memblock_allow_resize(k);
	SET(k, setup->min_low_pfn, PFN_UP(k, memblock_start_of_DRAM(k)));
	SET(k, setup->max_pfn, PFN_DOWN(k, memblock_end_of_DRAM(k)));
	ends[0] = low;
	ends[1] = max64(low, setup->max_pfn);
	TELL(k, &says[ZONES], ends[0], ends[1]);
	free_area_init(k, ends, 2, 1);
	leave(k);
}
