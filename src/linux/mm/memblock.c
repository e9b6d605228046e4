/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/memblock.c, first part: how the two lists change.
 *
 * Flags and nodes are in memblock_flags.c, allocations in memblock_alloc.c, limits and
 * questions in memblock_limits.c and memblock_query.c.
 */
#include "linux/mm/memblock_internal.h"

enum {
	FIRST,
	COVERED,
	PLACED,
	MERGED,
	DOUBLED,
	FULL,
	CUT_BELOW,
	CUT_ABOVE,
	TAKEN_OUT,
	EMPTY_AGAIN,
	RESIZE_ALLOWED,
	FULL_TOO_EARLY,
};

static const struct sentence says[] = {
	[FIRST] = { STEP_LINK, LEVEL_STEP, 2, "nr",
	            N_("The list {0} was empty: {1} becomes its first region.") },
	[COVERED] = { STEP_DECIDE, LEVEL_STEP, 4, "rn",
	              N_("{0} adds nothing: the list {1} covers it already.") },
	[PLACED] = { STEP_LINK, LEVEL_STEP, 5, "rnd",
	             N_("{0} goes into the list {1} as region {2}.") },
	[MERGED] = { STEP_RESIZE, LEVEL_STEP, 2, "rr",
	             N_("{0} and {1} touch and agree in flags and node, so they become one.") },
	[DOUBLED] = { STEP_RESIZE, LEVEL_STEP, 4, "ndr",
	              N_("The array of the list {0} is full: it doubles to {1} regions and moves "
	                 "to {2}.") },
	[FULL] = { STEP_REFUSE, LEVEL_STEP, 1, "nd",
	           N_("The array of the list {0} is full at {1} regions and may not grow.") },
	[CUT_BELOW] = { STEP_RESIZE, LEVEL_STEP, 3, "ra",
	                N_("{0} begins below the range and is cut in two at {1}.") },
	[CUT_ABOVE] = { STEP_RESIZE, LEVEL_STEP, 4, "ra",
	                N_("{0} ends above the range and is cut in two at {1}.") },
	[TAKEN_OUT] = { STEP_UNLINK, LEVEL_STEP, 1, "rn", N_("{0} leaves the list {1}.") },
	[EMPTY_AGAIN] = { STEP_SET, LEVEL_STEP, 3, "n",
	                  N_("The list {0} is empty: one region of size 0 stands for that.") },
	[FULL_TOO_EARLY] = { STEP_REFUSE, LEVEL_STOP, 1, "nd",
	                     N_("The array of the list {0} is full at {1} regions and may not grow "
	                        "yet: the kernel stops rather than forget a range.") },
	[RESIZE_ALLOWED] = { STEP_SET, LEVEL_STEP, 1, "",
	                     N_("From here on a full array of regions may be doubled.") },
};

void memblock_init(struct kernel *k)
{
	struct memblock *m = &k->mm_memblock.memblock;
	struct memblock_type *types[] = { &m->memory, &m->reserved };
	const char *names[] = { "memory", "reserved" };
	uint64_t room[] = { k->profile->memory_regions, k->profile->reserved_regions };

	for (unsigned i = 0; i < 2; i++) {
		/* one more than its room: insertion shifts the tail by one */
		SET(k, types[i]->regions,
		    sim_alloc(k->sim, (room[i] + 1) * sizeof(struct memblock_region)));
		SET(k, types[i]->cnt, 1);
		SET(k, types[i]->max, room[i]);
		SET(k, types[i]->name, sim_name(k->sim, names[i]));
	}
	SET(k, m->current_limit, MEMBLOCK_ALLOC_ANYWHERE);
}

static void write_region(struct kernel *k, struct memblock_region *to, phys_addr_t base,
                         phys_addr_t size, uint32_t flags, int nid)
{
	struct memblock_region r = { base, size, flags, nid };

	SET(k, *to, r);
}

static const struct outline outline_remove_region = {
	"memblock_remove_region",
	MEMBLOCK_FILE,
	"nd",
	'v',
	N_("Takes one region out of a list."),
	NULL,
	{ N_("subtract its size from the list's total"),
	  N_("move the regions behind it one place down"),
	  N_("if none is left, put in the dummy region of size 0") }
};

void memblock_remove_region(struct kernel *k, struct memblock_type *type, uint64_t r)
{
	struct memblock_region gone = type->regions[r];

	ENTER(k, &outline_remove_region, name_id(type->name), r);
	SET(k, type->total_size, type->total_size - gone.size);
	journal_move(&k->sim->journal, &type->regions[r + 1],
	             (size_t)(type->cnt - (r + 1)) * sizeof(gone), -(ptrdiff_t)sizeof(gone));
	SET(k, type->cnt, type->cnt - 1);
	TELL(k, &says[TAKEN_OUT], REGION(&gone), name_id(type->name));
	if (!type->cnt) {
		SET(k, type->cnt, 1);
		write_region(k, &type->regions[0], 0, 0, 0, no_node(k));
		TELL(k, &says[EMPTY_AGAIN], name_id(type->name));
	}
	leave(k);
}

static const struct outline outline_double_array = {
	"memblock_double_array",
	MEMBLOCK_FILE,
	"nr",
	'e',
	N_("Gives a list an array of twice the size."),
	N_("The new array comes from memblock itself, so growing a list changes the lists."),
	{ N_("refuse while resizing is not allowed yet"),
	  N_("look for free memory, not inside the range that is about to be reserved"),
	  N_("none: complain and refuse"), N_("copy the regions over and use the new array"),
	  N_("give the old array back, unless it is the one the kernel was linked with"),
	  N_("reserve the memory of the new array") }
};

/* Where the new array may lie: beside what the caller is about to reserve. */
static phys_addr_t place_for_array(struct kernel *k, const struct memblock_type *type,
                                   phys_addr_t busy_start, phys_addr_t busy_size, uint64_t bytes)
{
	const struct memblock *m = &k->mm_memblock.memblock;
	phys_addr_t addr;

	if (type != &m->reserved)
		busy_start = busy_size = 0;
	addr = memblock_find_in_range(k, busy_start + busy_size, m->current_limit, bytes,
	                              PAGE_SIZE(k));
	if (!addr && busy_size)
		addr = memblock_find_in_range(k, 0, min64(busy_start, m->current_limit), bytes,
		                              PAGE_SIZE(k));
	return addr;
}

static int memblock_double_array(struct kernel *k, struct memblock_type *type,
                                 phys_addr_t new_area_start, phys_addr_t new_area_size)
{
	uint64_t region = k->profile->sizes.memblock_region;
	uint64_t old_bytes = PAGE_ALIGN(k, type->max * region);
	uint64_t new_bytes = PAGE_ALIGN(k, type->max * 2 * region);
	phys_addr_t addr, old_array = type->array;
	struct memblock_region *regions;

	ENTER(k, &outline_double_array, name_id(type->name), SPAN(new_area_start, new_area_size));
	if (!k->mm_memblock.can_resize && profile_has(k->profile, FEATURE_MEMBLOCK_FULL_PANICS)) {
		TELL(k, &says[FULL_TOO_EARLY], name_id(type->name), type->max);
		printk(k, "Kernel panic - not syncing: memblock: cannot resize %s array",
		       type->name);
		kernel_panic(k, _("an array of memblock is full before it may grow"));
	}
	if (!k->mm_memblock.can_resize) {
		TELL(k, &says[FULL], name_id(type->name), type->max);
		return leave_int(k, -1);
	}
	addr = place_for_array(k, type, new_area_start, new_area_size, new_bytes);
	if (!addr) {
		printk(k, "memblock: Failed to double %s array from %ld to %ld entries !",
		       type->name, (long)type->max, (long)type->max * 2);
		TELL(k, &says[FULL], name_id(type->name), type->max);
		return leave_int(k, -1);
	}
	memblock_dbg(k, "memblock: %s is doubled to %ld at [" PRIpa "-" PRIpa "]", type->name,
	             (long)type->max * 2, PA(k, addr), PA(k, addr + type->max * 2 * region - 1));

	regions = sim_alloc(k->sim, (type->max * 2 + 1) * sizeof(*regions));
	journal_write(&k->sim->journal, regions, type->regions, type->cnt * sizeof(*regions));
	SET(k, type->regions, regions);
	SET(k, type->array, addr);
	SET(k, type->max, type->max * 2);
	TELL(k, &says[DOUBLED], name_id(type->name), type->max, SPAN(addr, new_bytes));
	if (old_array)
		memblock_phys_free(k, old_array, old_bytes);
	memblock_reserve(k, addr, new_bytes);
	return leave_int(k, 0);
}

static const struct outline outline_merge_regions = {
	"memblock_merge_regions",
	MEMBLOCK_FILE,
	"n",
	'v',
	N_("Makes one region of neighbours that touch and agree."),
	N_("Neighbours with other flags or on another node stay apart, though no gap is between."),
	{ N_("take each region with the one behind it"),
	  N_("if they touch and agree in node and flags: the first takes the second in"),
	  N_("else go on to the next") }
};

void memblock_merge_regions(struct kernel *k, struct memblock_type *type)
{
	uint64_t i = 0;

	ENTER(k, &outline_merge_regions, name_id(type->name));
	while (i + 1 < type->cnt) {
		struct memblock_region *a = &type->regions[i], *b = a + 1;
		struct memblock_region first = *a, second = *b;

		if (region_end(a) != b->base || a->nid != b->nid || a->flags != b->flags) {
			i++;
			continue;
		}
		SET(k, a->size, a->size + second.size);
		journal_move(&k->sim->journal, b + 1, (size_t)(type->cnt - (i + 2)) * sizeof(*b),
		             -(ptrdiff_t)sizeof(*b));
		SET(k, type->cnt, type->cnt - 1);
		TELL(k, &says[MERGED], REGION(&first), REGION(&second));
	}
	leave(k);
}

/* memblock_insert_region(): there is room; the regions from IDX on move one place up. */
static void memblock_insert_region(struct kernel *k, struct memblock_type *type, uint64_t idx,
                                   phys_addr_t base, phys_addr_t size, int nid, uint32_t flags)
{
	struct memblock_region *r = &type->regions[idx];

	journal_move(&k->sim->journal, r, (size_t)(type->cnt - idx) * sizeof(*r), sizeof(*r));
	write_region(k, r, base, size, flags, nid);
	SET(k, type->cnt, type->cnt + 1);
	SET(k, type->total_size, type->total_size + size);
}

static const struct outline outline_add_range = {
	"memblock_add_range",
	MEMBLOCK_FILE,
	"nr",
	'e',
	N_("Adds a range to a list, only where the list does not cover it yet."),
	N_("It goes through the list twice when the array might be too small: first to count."),
	{ N_("cut the range at the last address; an empty one is done"),
	  N_("an empty list: the range is its first region"),
	  N_("go through the regions that overlap the range"),
	  N_("what a region covers is there already and is passed over"),
	  N_("each gap between them becomes a new region"),
	  N_("if the array may be too small: only count, double it, begin again"),
	  N_("merge neighbours that touch and agree") }
};

/* Overlapping memory with another node or other flags: the kernel warns and goes on. */
static void warn_mismatch(struct kernel *k, const struct memblock_region *r, int nid,
                          uint32_t flags)
{
	if (profile_has(k->profile, FEATURE_NUMA) && nid != r->nid)
		kernel_warn(k, MEMBLOCK_FILE ":635", "memblock_add_range", NULL);
	if (flags != r->flags)
		kernel_warn(k, MEMBLOCK_FILE ":637", "memblock_add_range", NULL);
}

/* One pass over the list: count the pieces that are missing, or put them in. */
static uint64_t add_pieces(struct kernel *k, struct memblock_type *type, phys_addr_t base,
                           phys_addr_t end, int nid, uint32_t flags, bool insert)
{
	uint64_t missing = 0, i;

	for (i = 0; i < type->cnt && type->regions[i].base < end; i++) {
		phys_addr_t rbase = type->regions[i].base;
		phys_addr_t rend = region_end(&type->regions[i]);

		if (rend <= base)
			continue;
		if (rbase > base) {
			warn_mismatch(k, &type->regions[i], nid, flags);
			missing++;
			if (insert) {
				memblock_insert_region(k, type, i, base, rbase - base, nid, flags);
				TELL(k, &says[PLACED], base, rbase - 1, name_id(type->name), i);
				i++;
			}
		}
		base = min64(rend, end);
	}
	if (base < end) {
		missing++;
		if (insert) {
			memblock_insert_region(k, type, i, base, end - base, nid, flags);
			TELL(k, &says[PLACED], base, end - 1, name_id(type->name), i);
		}
	}
	return missing;
}

static int memblock_add_range(struct kernel *k, struct memblock_type *type, phys_addr_t base,
                              phys_addr_t size, int nid, uint32_t flags)
{
	phys_addr_t end;
	uint64_t missing;

	ENTER(k, &outline_add_range, name_id(type->name), SPAN(base, size));
	size = memblock_cap_size(k, base, size);
	end = base + size;
	if (!size)
		return leave_int(k, 0);
	if (!type->regions[0].size) {
		write_region(k, &type->regions[0], base, size, flags, nid);
		SET(k, type->total_size, size);
		TELL(k, &says[FIRST], name_id(type->name), SPAN(base, size));
		return leave_int(k, 0);
	}
	/* In the worst case the range fills a gap before, between and behind all regions. */
	if (type->cnt * 2 + 1 >= type->max) {
		missing = add_pieces(k, type, base, end, nid, flags, false);
		while (missing && type->cnt + missing > type->max)
			if (memblock_double_array(k, type, base, size) < 0)
				return leave_int(k, -ENOMEM);
		if (!missing) {
			TELL(k, &says[COVERED], SPAN(base, size), name_id(type->name));
			return leave_int(k, 0);
		}
	}
	if (!add_pieces(k, type, base, end, nid, flags, true)) {
		TELL(k, &says[COVERED], SPAN(base, size), name_id(type->name));
		return leave_int(k, 0);
	}
	memblock_merge_regions(k, type);
	return leave_int(k, 0);
}

static const struct outline outline_isolate_range = {
	"memblock_isolate_range",
	MEMBLOCK_FILE,
	"nr",
	'e',
	N_("Cuts regions at both ends of a range, so that the range consists of whole regions."),
	NULL,
	{ N_("cut the range at the last address; an empty one is done"),
	  N_("make sure that two more regions fit"),
	  N_("a region that begins below the range: cut it at the start"),
	  N_("a region that ends above the range: cut it at the end"),
	  N_("what lies wholly inside is remembered, from the first to the last") }
};

int memblock_isolate_range(struct kernel *k, struct memblock_type *type, phys_addr_t base,
                           phys_addr_t size, uint64_t *start_rgn, uint64_t *end_rgn)
{
	phys_addr_t end;

	ENTER(k, &outline_isolate_range, name_id(type->name), SPAN(base, size));
	size = memblock_cap_size(k, base, size);
	end = base + size;
	*start_rgn = *end_rgn = 0;
	if (!size)
		return leave_int(k, 0);
	while (type->cnt + 2 > type->max)
		if (memblock_double_array(k, type, base, size) < 0)
			return leave_int(k, -ENOMEM);

	for (uint64_t i = 0; i < type->cnt && type->regions[i].base < end; i++) {
		struct memblock_region r = type->regions[i];
		bool below = r.base < base;
		phys_addr_t cut = below ? base : end;

		if (region_end(&r) <= base)
			continue;
		if (!below && region_end(&r) <= end) {
			if (!*end_rgn)
				*start_rgn = i;
			*end_rgn = i + 1;
			continue;
		}
		/* The lower half becomes a region of its own; the upper one is met next. */
		write_region(k, &type->regions[i], cut, region_end(&r) - cut, r.flags, r.nid);
		SET(k, type->total_size, type->total_size - (cut - r.base));
		memblock_insert_region(k, type, i, r.base, cut - r.base, r.nid, r.flags);
		TELL(k, &says[below ? CUT_BELOW : CUT_ABOVE], REGION(&r), cut);
		/* A lower half inside the range is looked at once more, as a whole region. */
		if (!below)
			i--;
	}
	return leave_int(k, 0);
}

static const struct outline outline_remove_range = {
	"memblock_remove_range",
	MEMBLOCK_FILE,
	"nr",
	'e',
	N_("Takes a range out of a list, whatever of it is there."),
	NULL,
	{ N_("cut regions at both ends of the range"),
	  N_("take out the regions inside, the last one first") }
};

int memblock_remove_range(struct kernel *k, struct memblock_type *type, phys_addr_t base,
                          phys_addr_t size)
{
	uint64_t first, end;
	int ret;

	ENTER(k, &outline_remove_range, name_id(type->name), SPAN(base, size));
	ret = memblock_isolate_range(k, type, base, size, &first, &end);
	if (!ret)
		while (end > first)
			memblock_remove_region(k, type, --end);
	return leave_int(k, ret);
}

/* The functions that the rest of the kernel calls: each says its name in the log. */

#define PUBLIC_OUTLINE(name, meaning_, misread_, line_)                                            \
	static const struct outline outline_##name = {                                             \
		#name,                                                                             \
		MEMBLOCK_FILE,                                                                     \
		"r",                                                                               \
		'e',                                                                               \
		N_(meaning_),                                                                      \
		misread_,                                                                          \
		{ N_("say so in the log if memblock=debug"), line_ }                               \
	}

PUBLIC_OUTLINE(memblock_add, "Tells memblock that a range is memory.",
               N_("Being memory does not mean being free: what is reserved stays reserved."),
               N_("add the range to memory, on no node, without flags"));
PUBLIC_OUTLINE(memblock_add_node, "Tells memblock that a range is memory of a node.", NULL,
               N_("add the range to memory, with its node and flags"));
PUBLIC_OUTLINE(memblock_remove, "Tells memblock that a range is no memory after all.",
               N_("What is reserved there stays reserved."), N_("take the range out of memory"));
PUBLIC_OUTLINE(memblock_reserve, "Marks a range as taken.",
               N_("Nothing asks whether there is memory, or whether it is taken already."),
               N_("add the range to reserved"));
PUBLIC_OUTLINE(memblock_phys_free, "Gives back what was reserved.",
               N_("The page allocator hears nothing of it: that comes later, for all at once."),
               N_("take the range out of reserved"));

static void debug_range(struct kernel *k, const char *function, phys_addr_t base, phys_addr_t size)
{
	memblock_dbg(k, "%s: [" PRIpa "-" PRIpa "] %s", function, PA(k, base),
	             PA(k, base + size - 1), kernel_caller(k));
}

int memblock_add_node(struct kernel *k, phys_addr_t base, phys_addr_t size, int nid, uint32_t flags)
{
	ENTER(k, &outline_memblock_add_node, SPAN(base, size));
	memblock_dbg(k, "memblock_add_node: [" PRIpa "-" PRIpa "] nid=%d flags=%x %s", PA(k, base),
	             PA(k, base + size - 1), nid, flags, kernel_caller(k));
	return leave_int(
		k, memblock_add_range(k, &k->mm_memblock.memblock.memory, base, size, nid, flags));
}

int memblock_add(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	ENTER(k, &outline_memblock_add, SPAN(base, size));
	debug_range(k, "memblock_add", base, size);
	return leave_int(k, memblock_add_range(k, &k->mm_memblock.memblock.memory, base, size,
	                                       no_node(k), 0));
}

int memblock_remove(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	ENTER(k, &outline_memblock_remove, SPAN(base, size));
	debug_range(k, "memblock_remove", base, size);
	return leave_int(k, memblock_remove_range(k, &k->mm_memblock.memblock.memory, base, size));
}

int memblock_reserve(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	ENTER(k, &outline_memblock_reserve, SPAN(base, size));
	debug_range(k, "memblock_reserve", base, size);
	return leave_int(k, memblock_add_range(k, &k->mm_memblock.memblock.reserved, base, size,
	                                       no_node(k), 0));
}

int memblock_phys_free(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	ENTER(k, &outline_memblock_phys_free, SPAN(base, size));
	debug_range(k,
	            profile_logs(k->profile, LOG_PHYS_NAMES) ? "memblock_phys_free"
	                                                     : "memblock_free",
	            base, size);
	return leave_int(k,
	                 memblock_remove_range(k, &k->mm_memblock.memblock.reserved, base, size));
}

static const struct outline outline_allow_resize = {
	"memblock_allow_resize",
	MEMBLOCK_FILE,
	"",
	'v',
	N_("Allows the arrays of regions to grow."),
	N_("Before it a full array means -ENOMEM, since memory that looks free may be in use."),
	{ N_("from now on a full array is doubled") }
};

void memblock_allow_resize(struct kernel *k)
{
	ENTER(k, &outline_allow_resize);
	SET(k, k->mm_memblock.can_resize, true);
	TELL(k, &says[RESIZE_ALLOWED]);
	leave(k);
}
