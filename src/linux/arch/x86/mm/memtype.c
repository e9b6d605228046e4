/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/x86/mm/pat/memtype.c: which memory type is in force where. */
#include "linux/arch/x86/mm/memtype.h"

#include "linux/mm/vmalloc.h"

#define MEMTYPE_FILE "arch/x86/mm/pat/memtype.c"

enum { ISA, SOME_RAM, ALL_RAM, TAKEN_OVER, RESERVED, FREED, ALLOWED, FORBIDDEN };

static const struct sentence says[] = {
	[ISA] = { STEP_DECIDE, LEVEL_STEP, 1, "r",
	          N_("{0} lies in the ISA range, where types are not kept: write-back.") },
	[SOME_RAM] = { STEP_REFUSE, LEVEL_STEP, 2, "r",
	               N_("{0} is RAM in part: one memory type cannot be kept for it. -EINVAL.") },
	[ALL_RAM] = { STEP_DECIDE, LEVEL_STEP, 2, "rn",
	              N_("{0} is RAM; the type {1} is noted page by page.") },
	[TAKEN_OVER] = { STEP_DECIDE, LEVEL_STEP, 3, "rn",
	                 N_("{0} is in force already as {1}, and the new mapping takes that over.") },
	[RESERVED] = { STEP_SET, LEVEL_STEP, 4, "rn", N_("{0} is {1} from now on.") },
	[FREED] = { STEP_SET, LEVEL_STEP, 1, "r", N_("The type of {0} is free again.") },
	[ALLOWED] = { STEP_DECIDE, LEVEL_STEP, 2, "nn",
	              N_("Asked for {0}, got {1}: that is good enough.") },
	[FORBIDDEN] = { STEP_REFUSE, LEVEL_STEP, 1, "nn",
	                N_("Asked for {0}, got {1}: a device would see writes too late, so it is "
	                   "refused.") },
};

static uint64_t type_id(struct kernel *k, enum page_cache_mode type)
{
	static const char *const names[] = { "write-back", "write-combining", "uncached-minus",
		                             "uncached", "write-through" };

	return name_id(sim_name(k->sim, names[type]));
}

bool page_reserved(const struct kernel *k, uint64_t pfn)
{
	const struct memblock_type *reserved = &k->mm_memblock.memblock.reserved;
	uint64_t start = PFN_PHYS(k, pfn), last = start + (PAGE_SIZE(k) - 1);

	for (uint64_t i = 0; i < reserved->cnt; i++) {
		const struct memblock_region *r = &reserved->regions[i];

		if (r->size && r->base <= last && r->base + (r->size - 1) >= start)
			return true;
	}
	return false;
}

/* What a walk over System RAM finds of a range. */
struct ram_found {
	uint64_t pages;
};

static int count_pages(uint64_t pfn, uint64_t nr_pages, void *arg)
{
	struct ram_found *found = arg;

	(void)pfn;
	found->pages += nr_pages;
	return 0;
}

static const struct outline outline_reserve = {
	"memtype_reserve",
	MEMTYPE_FILE,
	"r",
	'e',
	N_("Notes with which memory type a range is mapped, so that all mappings of it agree."),
	N_("A second mapping gets the type of the first, whatever it asked for."),
	{ N_("the ISA range keeps no types"),
	  N_("RAM has its types page by page; RAM in part: -EINVAL"),
	  N_("where a type is in force, take it over"), N_("note the type for the range") }
};

int memtype_reserve(struct kernel *k, uint64_t start, uint64_t end, enum page_cache_mode wanted,
                    enum page_cache_mode *got)
{
	uint64_t first = max64(start, 0x100000), pages = (end - start) >> PAGE_SHIFT(k);
	struct memtype *entry, **link = &k->vmalloc->memtypes;
	struct ram_found found = { 0 };

	*got = wanted;
	ENTER(k, &outline_reserve, start, end - 1);
	if (is_isa_range(start, end - 1)) {
		TELL(k, &says[ISA], start, end - 1);
		*got = PCM_WB;
		return leave_int(k, 0);
	}
	if (end > first)
		walk_system_ram_range(k, PFN_DOWN(k, first), PFN_DOWN(k, end) - PFN_DOWN(k, first),
		                      &found, count_pages);
	if (found.pages && found.pages < pages) {
		TELL(k, &says[SOME_RAM], start, end - 1);
		return leave_int(k, -EINVAL);
	}
	if (found.pages)
		TELL(k, &says[ALL_RAM], start, end - 1, type_id(k, wanted));
	for (; *link; link = &(*link)->next) {
		if ((*link)->start >= end || (*link)->end <= start || *got != wanted)
			continue;
		*got = (*link)->type;
		TELL(k, &says[TAKEN_OVER], SPAN((*link)->start, (*link)->end - (*link)->start),
		     type_id(k, *got));
	}
	entry = sim_alloc(k->sim, sizeof(*entry));
	SET(k, entry->start, start);
	SET(k, entry->end, end);
	SET(k, entry->type, *got);
	SET(k, *link, entry);
	TELL(k, &says[RESERVED], start, end - 1, type_id(k, *got));
	return leave_int(k, 0);
}

static const struct outline outline_allowed = {
	"is_new_memtype_allowed",
	"arch/x86/include/asm/pgtable.h",
	"rn",
	'b',
	N_("Says whether a mapping may get another memory type than it asked for."),
	NULL,
	{ N_("never write-back for one that must see its writes arrive"), N_("anything else may") }
};

bool is_new_memtype_allowed(struct kernel *k, uint64_t start, uint64_t end,
                            enum page_cache_mode wanted, enum page_cache_mode got)
{
	bool cached =
		got == PCM_WB && (wanted == PCM_UC_MINUS || wanted == PCM_WC || wanted == PCM_WT);
	bool forbidden = cached || (wanted == PCM_WT && got == PCM_WC);

	ENTER(k, &outline_allowed, start, end - 1, type_id(k, wanted));
	/* in the ISA range types are not kept, so that there is nothing to disagree with */
	forbidden = forbidden && !is_isa_range(start, end - 1);
	TELL(k, &says[forbidden ? FORBIDDEN : ALLOWED], type_id(k, wanted), type_id(k, got));
	return leave_bool(k, !forbidden);
}

static const struct outline outline_free = {
	"memtype_free",
	MEMTYPE_FILE,
	"r",
	'v',
	N_("Forgets the memory type of a mapping that is gone."),
	NULL,
	{ N_("take the range off the list") }
};

void memtype_free(struct kernel *k, uint64_t start, uint64_t end)
{
	ENTER(k, &outline_free, start, end - 1);
	for (struct memtype **link = &k->vmalloc->memtypes; *link; link = &(*link)->next) {
		if ((*link)->start != start || (*link)->end != end)
			continue;
		SET(k, *link, (*link)->next);
		TELL(k, &says[FREED], start, end - 1);
		break;
	}
	leave(k);
}
