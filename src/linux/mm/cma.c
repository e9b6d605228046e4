/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/cma.c: the contiguous memory allocator, as far as it takes memory while
 * the kernel boots.
 */
#include "linux/mm/cma.h"

#include <inttypes.h>

#include "linux/include/setup.h"

#define CMA_FILE "mm/cma.c"
#define PREFIX   "cma: "
#define FOUR_GIB ((phys_addr_t)1 << 32)

enum {
	NO_SLOT,
	NOT_RESERVED,
	NOT_ALIGNED,
	AREA,
	ROUNDED,
	LIMIT_END,
	PAST_LIMIT,
	ON_BOUNDARY,
	TAKEN,
	HIGHMEM_FIRST,
	UPWARDS,
	NO_ROOM,
	FIXED_AT,
	FOUND
};

static const struct sentence says[] = {
	[NO_SLOT] = { STEP_REFUSE, LEVEL_STOP, 1, "d",
	              N_("There are {0} CMA areas already, and the kernel keeps no more.") },
	[NOT_RESERVED] = { STEP_REFUSE, LEVEL_STOP, 2, "as",
	                   N_("Nothing of {1} at {0} is reserved, so it can be no CMA area.") },
	[NOT_ALIGNED] = { STEP_REFUSE, LEVEL_STOP, 3, "ass",
	                  N_("{1} at {0} is not made of whole pieces of {2}, so it can be no CMA "
	                     "area.") },
	[AREA] = { STEP_SET, LEVEL_STEP, 4, "rd", N_("{0} is now one of {1} CMA areas.") },
	[ROUNDED] = { STEP_RESIZE, LEVEL_STOP, 1, "sss",
	              N_("A CMA area is made of whole pieces of {2}, so {0} become {1}.") },
	[LIMIT_END] = { STEP_DECIDE, LEVEL_STEP, 2, "aa",
	                N_("The area must end below {0}; memory ends at {1}.") },
	[PAST_LIMIT] = { STEP_REFUSE, LEVEL_STOP, 3, "sa", N_("{0} of CMA do not fit below {1}.") },
	[ON_BOUNDARY] = { STEP_REFUSE, LEVEL_STOP, 3, "ra",
	                  N_("The CMA area was to be at {0}, but memory ends inside of it at "
	                     "{1}.") },
	[TAKEN] = { STEP_CONFLICT, LEVEL_STOP, 4, "r",
	            N_("The CMA area was to be at {0}, but that is reserved already.") },
	[HIGHMEM_FIRST] = { STEP_DECIDE, LEVEL_STEP, 5, "a",
	                    N_("Memory above {0} is highmem; the area is searched there first, for "
	                       "it must not lie partly in low memory.") },
	[UPWARDS] = { STEP_DECIDE, LEVEL_STOP, 5, "a",
	              N_("There is plenty of memory above {0}, so the search goes upwards from "
	                 "there first and spares the low zones.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 6, "sa",
	              N_("No free place of {0} lies below {1}: there will be no such CMA area.") },
	[FIXED_AT] = { STEP_ALLOCATE, LEVEL_STOP, 4, "rs",
	               N_("The CMA area lies exactly where it was asked for: {0}, {1}.") },
	[FOUND] = { STEP_ALLOCATE, LEVEL_STOP, 6, "rs",
	            N_("The CMA area gets {0}, {1}: reserved now, later lent out for pages that "
	               "can be moved away.") },
};

/* Is the table of areas full?  Then the kernel complains. */
static bool no_slot(struct kernel *k)
{
	if (k->setup->cma_area_count < MAX_CMA_AREAS)
		return false;
	TELL(k, &says[NO_SLOT], k->setup->cma_area_count);
	printk(k, PREFIX "Not enough slots for CMA reserved regions!");
	return true;
}

static const struct outline outline_init_reserved = {
	"cma_init_reserved_mem",
	CMA_FILE,
	"as",
	'e',
	N_("Notes an area of memory that is reserved already."),
	NULL,
	{ N_("the table of areas is full: -ENOSPC"), N_("empty, or not reserved: -EINVAL"),
	  N_("start or size not aligned: -EINVAL"), N_("one area more") }
};

int cma_init_reserved_mem(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	phys_addr_t align = k->profile->sizes.cma_alignment;
	struct setup_state *setup = k->setup;

	ENTER(k, &outline_init_reserved, base, size);
	if (no_slot(k))
		return leave_int(k, -ENOSPC);
	if (!size || !memblock_is_region_reserved(k, base, size)) {
		TELL(k, &says[NOT_RESERVED], base, size);
		return leave_int(k, -EINVAL);
	}
	if ((base | size) & (align - 1)) {
		TELL(k, &says[NOT_ALIGNED], base, size, align);
		return leave_int(k, -EINVAL);
	}
	SET(k, setup->cma_areas[setup->cma_area_count], ((struct cma_area){ base, size }));
	SET(k, setup->cma_area_count, setup->cma_area_count + 1);
	TELL(k, &says[AREA], SPAN(base, size), setup->cma_area_count);
	return leave_int(k, 0);
}

static const struct outline outline_declare = {
	"cma_declare_contiguous_nid",
	CMA_FILE,
	"asa",
	'e',
	N_("Finds memory for a CMA area and reserves it."),
	N_("When there is no room the kernel goes on without the area."),
	{ N_("the table of areas is full: -ENOSPC"),
	  N_("round start and size up and the limit down to the alignment"),
	  N_("a fixed place over the end of memory: -EINVAL"),
	  N_("a limit of 0, or above all memory, is the end of memory"),
	  N_("too big for that limit: -EINVAL"),
	  N_("a fixed place: reserve it, or -EBUSY if it is taken"),
	  N_("first in highmem; or with much memory above 4 GiB, upwards from there"),
	  N_("else the highest free place below the limit; -ENOMEM without one"),
	  N_("make it an area") }
};

/* A free place for the area, reserved; 0 when there is none. */
static phys_addr_t search_place(struct kernel *k, phys_addr_t base, phys_addr_t size,
                                phys_addr_t align, phys_addr_t limit)
{
	phys_addr_t end = memblock_end_of_DRAM(k), high = k->setup->high_memory, addr = 0;
	bool upwards = profile_has(k->profile, FEATURE_CMA_UPWARDS_FIRST);

	if (!upwards && base < high && limit > high) {
		TELL(k, &says[HIGHMEM_FIRST], high);
		addr = memblock_alloc_range_nid(k, size, align, high, limit, NUMA_NO_NODE);
		limit = high;
	}
	if (k->profile->phys_addr_bits > 32 && !memblock_bottom_up(k) && size <= end &&
	    end - size >= FOUR_GIB) {
		TELL(k, &says[UPWARDS], FOUR_GIB);
		memblock_set_bottom_up(k, true);
		addr = memblock_alloc_range_nid(k, size, align, FOUR_GIB, limit, NUMA_NO_NODE);
		memblock_set_bottom_up(k, false);
	}
	if (upwards && !addr && base < high && limit > high) {
		TELL(k, &says[HIGHMEM_FIRST], high);
		addr = memblock_alloc_range_nid(k, size, align, high, limit, NUMA_NO_NODE);
		limit = high;
	}
	if (!addr)
		addr = memblock_alloc_range_nid(k, size, align, base, limit, NUMA_NO_NODE);
	return addr;
}

/* Where the area comes to lie, reserved; an errno when it cannot. */
static int take_place(struct kernel *k, phys_addr_t *base, phys_addr_t size, phys_addr_t align,
                      phys_addr_t limit, bool fixed)
{
	phys_addr_t addr, high = k->setup->high_memory;

	/* like the kernel's, these sums may wrap: then a size beyond all bounds gets through */
	if (fixed && high > *base && high < *base + size) {
		TELL(k, &says[ON_BOUNDARY], SPAN(*base, size), high);
		printk(k,
		       PREFIX "Region at " PRIpa " defined on low/high memory boundary (" PRIpa ")",
		       PA(k, *base), PA(k, high));
		return -EINVAL;
	}
	if (*base + size > limit) {
		TELL(k, &says[PAST_LIMIT], size, limit);
		printk(k,
		       PREFIX "Size (" PRIpa ") of region at " PRIpa " exceeds limit (" PRIpa ")",
		       PA(k, size), PA(k, *base), PA(k, limit));
		return -EINVAL;
	}
	if (fixed) {
		if (memblock_is_region_reserved(k, *base, size) ||
		    memblock_reserve(k, *base, size) < 0) {
			TELL(k, &says[TAKEN], SPAN(*base, size));
			return -EBUSY;
		}
		TELL(k, &says[FIXED_AT], SPAN(*base, size), size);
		return 0;
	}
	addr = search_place(k, *base, size, align, limit);
	if (!addr) {
		TELL(k, &says[NO_ROOM], size, limit);
		return -ENOMEM;
	}
	TELL(k, &says[FOUND], SPAN(addr, size), size);
	*base = addr;
	return 0;
}

int cma_declare_contiguous(struct kernel *k, phys_addr_t base, phys_addr_t size, phys_addr_t limit,
                           bool fixed)
{
	phys_addr_t align = k->profile->sizes.cma_alignment, asked = size;
	phys_addr_t end = memblock_end_of_DRAM(k);
	const char *node = profile_logs(k->profile, LOG_CMA_NODE) ? " on node -1" : "";
	int ret = 0;

	ENTER(k, &outline_declare, base, size, limit);
	if (no_slot(k))
		return leave_int(k, -ENOSPC);
	if (!size)
		return leave_int(k, -EINVAL);
	if (fixed && base & (align - 1)) {
		printk(k, PREFIX "Region at " PRIpa " must be aligned to " PRIpa " bytes",
		       PA(k, base), PA(k, align));
		ret = -EINVAL;
	} else {
		base = round_up_to(base, align);
		if (!base)
			fixed = false;
		size = (size + align - 1) & ~(align - 1);
		limit = round_down_to(limit, align);
		if (size != asked)
			TELL(k, &says[ROUNDED], asked, size, align);
		if (!limit || limit > end)
			limit = end;
		TELL(k, &says[LIMIT_END], limit, end);
		ret = take_place(k, &base, size, align, limit, fixed);
		if (!ret && (ret = cma_init_reserved_mem(k, base, size)))
			memblock_phys_free(k, base, size);
	}
	if (ret)
		printk(k, PREFIX "Failed to reserve %" PRIu64 " MiB%s", size >> 20, node);
	else
		printk(k, PREFIX "Reserved %" PRIu64 " MiB at " PRIpa "%s", size >> 20, PA(k, base),
		       node);
	return leave_int(k, ret);
}
