/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/arch/reserved_regions.h"

#include "linux/include/setup.h"

enum {
	NOTHING_RESERVED,
	RESERVED_PIECE,
	RESERVED_SHOWN,
};

static const struct sentence says[] = {
	[NOTHING_RESERVED] = { STEP_DECIDE, LEVEL_CALL, 1, "R",
	                       N_("Nothing inside {0} is reserved.") },
	[RESERVED_PIECE] = { STEP_DECIDE, LEVEL_CALL, 2, "rRn",
	                     N_("memblock holds {0} inside {1} as reserved, whole pages counted; "
	                        "each gap in it becomes a child called {2}.") },
	[RESERVED_SHOWN] = { STEP_DECIDE, LEVEL_STOP, 3, "dRn",
	                     N_("{0} reservations of memblock lie inside {1}. Rounded out to pages "
	                        "they are children of it now, called {2}, wherever no child was "
	                        "before.") },
};

/* The reservations that meet MEM become its children. */
static void show_in(struct kernel *k, struct resource *mem, const char *name)
{
	const struct memblock_type *reserved = &k->mm_memblock.memblock.reserved;
	uint64_t count = 0;

	for (uint64_t i = 0; i < reserved->cnt; i++) {
		const struct memblock_region *r = &reserved->regions[i];
		uint64_t first = PFN_PHYS(k, PFN_DOWN(k, r->base));
		uint64_t last = PFN_PHYS(k, PFN_UP(k, r->base + r->size)) - 1;

		first = max64(first, mem->start);
		last = min64(last, mem->end);
		if (first > mem->end || last < mem->start)
			continue;
		TELL(k, &says[RESERVED_PIECE], first, last, RES(mem), NAME(k, name));
		reserve_region_with_split(k, mem, first, last, sim_name(k->sim, name));
		count++;
	}
	TELL(k, &says[RESERVED_SHOWN], count, RES(mem), NAME(k, name));
}

void show_reserved_regions(struct kernel *k, const char *name)
{
	const struct setup_state *setup = k->setup;

	for (uint64_t i = 0; i < setup->num_standard_resources; i++) {
		struct resource *mem = &setup->standard_resources[i];

		if (memblock_is_region_reserved(k, mem->start, resource_size(mem)))
			show_in(k, mem, name);
		else
			TELL(k, &says[NOTHING_RESERVED], RES(mem));
	}
}
