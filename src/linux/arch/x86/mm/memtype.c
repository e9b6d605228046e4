/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/x86/mm/pat/memtype.c: which memory type is in force where. */
#include "linux/arch/x86/mm/memtype.h"

#include <inttypes.h>

#include "linux/mm/vmalloc.h"

#define MEMTYPE_FILE "arch/x86/mm/pat/memtype.c"

enum {
	ISA,
	SOME_RAM,
	ALL_RAM,
	RAM_TAKEN,
	BY_MTRR,
	TAKEN_OVER,
	SEVERAL,
	RESERVED,
	FREED,
	ALLOWED,
	FORBIDDEN,
};

static const struct sentence says[] = {
	[ISA] = { STEP_DECIDE, LEVEL_STEP, 1, "r",
	          N_("{0} lies in the ISA range, where types are not kept: write-back.") },
	[SOME_RAM] = { STEP_REFUSE, LEVEL_STEP, 2, "r",
	               N_("{0} has RAM behind something else: one memory type cannot be kept for "
	                  "it. -EINVAL.") },
	[RAM_TAKEN] = { STEP_REFUSE, LEVEL_STEP, 2, "rn",
	                N_("{0} is RAM, and some page of it is {1} already: -EBUSY.") },
	[ALL_RAM] = { STEP_DECIDE, LEVEL_STEP, 2, "rn",
	              N_("{0} begins with RAM; the type {1} is noted in its pages.") },
	[BY_MTRR] = { STEP_DECIDE, LEVEL_STEP, 3, "rn",
	              N_("The firmware's MTRRs say that {0} is uncached, which wins over write-back: it "
	                 "becomes {1}.") },
	[SEVERAL] = { STEP_REFUSE, LEVEL_STEP, 3, "rnn",
	              N_("In {0} more than one type is in force, {1} and {2}: no mapping can have "
	                 "both. -EBUSY.") },
	[TAKEN_OVER] = { STEP_DECIDE, LEVEL_STEP, 3, "rn",
	                 N_("{0} is in force already as {1}, and the new mapping takes that over.") },
	[RESERVED] = { STEP_SET, LEVEL_STEP, 4, "rn", N_("{0} is {1} from now on.") },
	[FREED] = { STEP_SET, LEVEL_STEP, 1, "r", N_("The type of {0} is free again.") },
	[ALLOWED] = { STEP_DECIDE, LEVEL_STEP, 2, "nn",
	              N_("Asked for {0}, got {1}: that is good enough.") },
	[FORBIDDEN] = { STEP_REFUSE, LEVEL_STOP, 1, "rnn",
	                N_("{0} is in force as {2} already, and {1} is asked for: a device would see "
	                   "writes too late, so it is refused.") },
};

static const char *cattr_name(enum page_cache_mode type)
{
	static const char *const names[] = { "write-back", "write-combining", "uncached-minus",
		                             "uncached", "write-through" };

	return names[type];
}

static uint64_t type_id(struct kernel *k, enum page_cache_mode type)
{
	return name_id(sim_name(k->sim, cattr_name(type)));
}

bool page_reserved(const struct kernel *k, uint64_t pfn)
{
	const struct memblock_type *reserved = &k->mm_memblock.memblock.reserved;
	uint64_t start = PFN_PHYS(k, pfn), last = start + (PAGE_SIZE(k) - 1);

	if (x86_page_freed(k, pfn))
		return false;
	for (uint64_t i = 0; i < reserved->cnt; i++) {
		const struct memblock_region *r = &reserved->regions[i];

		if (r->size && r->base <= last && r->base + (r->size - 1) >= start)
			return true;
	}
	return false;
}

/* What a walk over System RAM finds of a range. */
struct ram_found {
	uint64_t next; /* the page frame behind the last piece */
	bool ram, hole;
};

/* RAM behind something else ends the walk; something else behind RAM is never seen. */
static int find_ram(uint64_t pfn, uint64_t nr_pages, void *arg)
{
	struct ram_found *found = arg;

	found->hole = found->hole || pfn > found->next;
	found->ram = found->ram || nr_pages;
	found->next = pfn + nr_pages;
	return found->ram && found->hole;
}

/* The range that begins first of those in force from START to END, behind LAST unless that is NULL. */
static const struct memtype *next_in_force(const struct kernel *k, uint64_t start, uint64_t end,
                                           const struct memtype *last)
{
	const struct memtype *next = NULL;
	bool behind = !last;

	/* of two that begin at the same address the one that was noted first comes first */
	for (const struct memtype *m = k->vmalloc->memtypes; m; m = m->next) {
		bool later = !last || m->start > last->start || (behind && m->start == last->start);

		behind = behind || m == last;
		if (!m->ram && m->start < end && m->end > start && later &&
		    (!next || m->start < next->start))
			next = m;
	}
	return next;
}

/* The first page of RAM from START to END that is not of the usual type. */
static const struct memtype *ram_in_force(const struct kernel *k, uint64_t start, uint64_t end)
{
	const struct memtype *first = NULL;

	for (const struct memtype *m = k->vmalloc->memtypes; m; m = m->next)
		if (m->ram && m->type != PCM_WB && m->start < end && m->end > start &&
		    (!first || m->start < first->start))
			first = m;
	return first;
}

static void add_type(struct kernel *k, uint64_t start, uint64_t end, enum page_cache_mode type,
                     bool ram)
{
	struct memtype *entry = sim_alloc(k->sim, sizeof(*entry)), **link = &k->vmalloc->memtypes;

	while (*link)
		link = &(*link)->next;
	SET(k, entry->start, start);
	SET(k, entry->end, end);
	SET(k, entry->type, type);
	SET(k, entry->ram, ram);
	SET(k, *link, entry);
}

/* RAM has its type in its pages: only pages of the usual type can get another. */
static int reserve_ram_pages_type(struct kernel *k, uint64_t start, uint64_t end,
                                  enum page_cache_mode *type)
{
	const struct memtype *m = ram_in_force(k, start, end);

	if (*type == PCM_UC) {
		*type = PCM_UC_MINUS;
		if (!k->vmalloc->uncached_ram_warned)
			kernel_warn(k, "arch/x86/mm/pat/memtype.c:515", "memtype_reserve", NULL);
		SET(k, k->vmalloc->uncached_ram_warned, true);
	}
	if (m) {
		TELL(k, &says[RAM_TAKEN], start, end - 1, type_id(k, m->type));
		printk(k,
		       "x86/PAT: reserve_ram_pages_type failed [mem 0x%08" PRIx64 "-0x%08" PRIx64
		       "], track 0x%x, req 0x%x",
		       start, end - 1, m->type, *type);
		return -EBUSY;
	}
	add_type(k, start, end, *type, true);
	TELL(k, &says[ALL_RAM], start, end - 1, type_id(k, *type));
	return 0;
}

/* pat_x_mtrr_type(): what the firmware's MTRRs call uncached cannot be write-back. */
static enum page_cache_mode mtrr_type(struct kernel *k, uint64_t start, uint64_t end,
                                      enum page_cache_mode wanted)
{
	const struct firmware *fw = k->machine ? k->machine->firmware : NULL;

	for (size_t i = 0; wanted == PCM_WB && fw && i < fw->uncached.count; i++) {
		const struct firmware_range *r = &fw->uncached.items[i].ranges[0];

		if (start > r->end || end <= r->start)
			continue;
		TELL(k, &says[BY_MTRR], start, end - 1, type_id(k, PCM_UC_MINUS));
		return PCM_UC_MINUS;
	}
	return wanted;
}

/* memtype_check_conflict(): the type of all that is in force there; 0, or -EBUSY when they differ. */
static int check_conflict(struct kernel *k, uint64_t start, uint64_t end,
                          enum page_cache_mode wanted, enum page_cache_mode *got)
{
	const struct memtype *m = next_in_force(k, start, end, NULL), *other = m;

	if (!m)
		return 0;
	if (m->type != *got) {
		*got = m->type;
		TELL(k, &says[TAKEN_OVER], SPAN(m->start, m->end - m->start), type_id(k, *got));
	}
	while ((other = next_in_force(k, start, end, other))) {
		if (other->type == m->type)
			continue;
		TELL(k, &says[SEVERAL], start, end - 1, type_id(k, m->type),
		     type_id(k, other->type));
		printk(k, "x86/PAT: %s:%u conflicting memory types %" PRIx64 "-%" PRIx64 " %s<->%s",
		       "init", 1, start, end, cattr_name(m->type), cattr_name(other->type));
		printk(k,
		       "x86/PAT: memtype_reserve failed [mem 0x%08" PRIx64 "-0x%08" PRIx64
		       "], track %s, req %s",
		       start, end - 1, cattr_name(mtrr_type(k, start, end, wanted)),
		       cattr_name(wanted));
		return -EBUSY;
	}
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
	  N_("RAM has its types page by page; RAM behind a hole: -EINVAL"),
	  N_("where a type is in force, take it over"), N_("note the type for the range") }
};

int memtype_reserve(struct kernel *k, uint64_t start, uint64_t end, enum page_cache_mode wanted,
                    enum page_cache_mode *got)
{
	uint64_t first = PFN_DOWN(k, max64(start, 0x100000)), behind = PFN_UP(k, end);
	struct ram_found found = { .next = PFN_DOWN(k, start) };
	int ret = 0;

	*got = wanted;
	ENTER(k, &outline_reserve, start, end - 1);
	if (is_isa_range(start, end - 1)) {
		TELL(k, &says[ISA], start, end - 1);
		*got = PCM_WB;
		return leave_int(k, 0);
	}
	if (first < behind)
		ret = walk_system_ram_range(k, first, behind - first, &found, find_ram);
	if (ret > 0) {
		TELL(k, &says[SOME_RAM], start, end - 1);
		return leave_int(k, -EINVAL);
	}
	if (found.ram)
		return leave_int(k, reserve_ram_pages_type(k, start, end, got));
	*got = mtrr_type(k, start, end, wanted);
	ret = check_conflict(k, start, end, wanted, got);
	if (ret)
		return leave_int(k, ret);
	add_type(k, start, end, *got, false);
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
	if (forbidden)
		TELL(k, &says[FORBIDDEN], start, end - 1, type_id(k, wanted), type_id(k, got));
	else
		TELL(k, &says[ALLOWED], type_id(k, wanted), type_id(k, got));
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
