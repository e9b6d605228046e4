/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the kernel knows of a page frame: include/linux/mmzone.h (pfn_valid) and
 * arch/arm64/mm/init.c (pfn_is_map_memory); and where the linear map has it.
 */
#include "linux/include/io.h"
#include "linux/include/setup.h"
#include "linux/mm/vmalloc.h"

enum { BOGUS, SECTION_THERE, SECTION_EMPTY, ASK_PAGE, MAP_MEMORY, NO_MAP_MEMORY };

static const struct sentence says[] = {
	[BOGUS] = { STEP_DECIDE, LEVEL_STEP, 1, "p",
	            N_("{0} is no page frame number: its address would not fit.") },
	[SECTION_THERE] = { STEP_DECIDE, LEVEL_STEP, 2, "rs",
	                    N_("The section {0}, {1}, has memory, so all of its page frames have a "
	                       "struct page, holes and no-map pages too.") },
	[SECTION_EMPTY] = { STEP_DECIDE, LEVEL_STEP, 2, "rs",
	                    N_("The section {0}, {1}, has no memory, so there is no struct page.") },
	[ASK_PAGE] = { STEP_DECIDE, LEVEL_STEP, 3, "pb",
	               N_("memblock has page frame {0} as memory of the linear map: {1}.") },
	[MAP_MEMORY] = { STEP_DECIDE, LEVEL_STEP, 2, "a",
	                 N_("memblock has {0} as memory, and not as no-map.") },
	[NO_MAP_MEMORY] = { STEP_DECIDE, LEVEL_STEP, 2, "a",
	                    N_("memblock does not have {0} as memory, or has it as no-map.") },
};

static const struct outline outline_valid = {
	"pfn_valid",
	"include/linux/mmzone.h",
	"p",
	'b',
	N_("Says whether a page frame has a struct page."),
	N_("It does not say that there is memory: sections are valid whole."),
	{ N_("the number must be one of an address"), N_("find the section: has it memory?"),
	  N_("some kernels then ask memblock for the very page") }
};

/* Is any of START to END (inclusive) memory, no-map or not? */
static bool any_memory(const struct kernel *k, phys_addr_t start, phys_addr_t end)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (r->size && r->base <= end && r->base + (r->size - 1) >= start)
			return true;
	}
	return false;
}

/* What has its struct pages together; 32-bit Arm has no sections, but blocks of 4 MiB. */
static uint64_t section_size(const struct kernel *k)
{
	return k->profile->sizes.section ? k->profile->sizes.section : 4ull << 20;
}

bool pfn_valid(struct kernel *k, uint64_t pfn)
{
	uint64_t section = section_size(k), start = PFN_PHYS(k, pfn) & ~(section - 1);
	bool valid;

	ENTER(k, &outline_valid, pfn);
	if (PFN_DOWN(k, PFN_PHYS(k, pfn)) != pfn || PFN_PHYS(k, pfn) >> k->profile->pa_bits) {
		TELL(k, &says[BOGUS], pfn);
		return leave_bool(k, false);
	}
	valid = any_memory(k, start, start + (section - 1));
	TELL(k, &says[valid ? SECTION_THERE : SECTION_EMPTY], SPAN(start, section), section);
	if (valid && profile_has(k->profile, FEATURE_PFN_VALID_IS_MEMORY)) {
		valid = memblock_is_map_memory(k, PFN_PHYS(k, pfn));
		TELL(k, &says[ASK_PAGE], pfn, valid);
	}
	return leave_bool(k, valid);
}

static const struct outline outline_map_memory = {
	"pfn_is_map_memory",
	"arch/arm64/mm/init.c",
	"p",
	'b',
	N_("Says whether a page frame is memory that the linear map has."),
	N_("The answer comes from memblock's lists, not from /proc/iomem."),
	{ N_("the number must be one of an address"),
	  N_("memblock must have its address as memory that is not no-map") }
};

bool pfn_is_map_memory(struct kernel *k, uint64_t pfn)
{
	bool memory;

	ENTER(k, &outline_map_memory, pfn);
	if (PFN_DOWN(k, PFN_PHYS(k, pfn)) != pfn) {
		TELL(k, &says[BOGUS], pfn);
		return leave_bool(k, false);
	}
	memory = memblock_is_map_memory(k, PFN_PHYS(k, pfn));
	TELL(k, &says[memory ? MAP_MEMORY : NO_MAP_MEMORY], PFN_PHYS(k, pfn));
	return leave_bool(k, memory);
}

/*
 * The physical address at which the linear map begins; where no boot has chosen it, at
 * the first memory there is.
 */
static phys_addr_t linear_start(const struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	uint64_t align = k->profile->memstart_align;

	if (k->setup && k->setup->memstart_addr != PHYS_ADDR_MAX)
		return k->setup->memstart_addr;
	if (align)
		return round_down_to(memory->regions[0].base, align);
	return k->mapping->way == WAY_FRAME_AND_DOMAIN ? memory->regions[0].base : 0;
}

uint64_t phys_to_virt(const struct kernel *k, phys_addr_t phys)
{
	if (k->mapping->way == WAY_CAST)
		return phys;
	return phys - linear_start(k) + k->mapping->linear;
}

bool virt_to_phys(const struct kernel *k, uint64_t addr, phys_addr_t *phys)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	if (k->mapping->way == WAY_CAST) {
		*phys = addr;
		return addr != 0;
	}
	*phys = addr - k->mapping->linear + linear_start(k);
	if (!memory->total_size) /* no memory was ever added: only kmalloc() knows of any */
		return addr >= k->mapping->linear && !is_vmalloc_addr(k, addr);
	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (r->size && *phys >= r->base && *phys - r->base < r->size &&
		    addr >= k->mapping->linear)
			return !(r->flags & MEMBLOCK_NOMAP);
	}
	return false;
}
