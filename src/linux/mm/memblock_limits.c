/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/memblock.c, third part: limits on what is memory. */
#include "linux/mm/memblock_internal.h"

enum { LIMIT_AT, NO_LIMIT, TRIMMED };

static const struct sentence says[] = {
	[LIMIT_AT] = { STEP_DECIDE, LEVEL_STEP, 2, "sa",
	               N_("Counted over all regions, {0} of memory end at {1}.") },
	[NO_LIMIT] = { STEP_DECIDE, LEVEL_STEP, 3, "s",
	               N_("There is less memory than {0}, so nothing is cut off.") },
	[TRIMMED] = { STEP_RESIZE, LEVEL_STEP, 2, "rr",
	              N_("{0} shrinks to {1}, whole pieces of the alignment.") },
};

/* __find_max_addr(): the address at which the first LIMIT bytes of memory end. */
static phys_addr_t find_max_addr(struct kernel *k, phys_addr_t limit)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	phys_addr_t left = limit;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (left <= r->size) {
			TELL(k, &says[LIMIT_AT], limit, r->base + left);
			return r->base + left;
		}
		left -= r->size;
	}
	TELL(k, &says[NO_LIMIT], limit);
	return PHYS_ADDR_MAX;
}

static const struct outline outline_enforce_limit = {
	"memblock_enforce_memory_limit",
	MEMBLOCK_FILE,
	"s",
	'v',
	N_("Cuts off all memory behind the first so many bytes."),
	N_("Reservations behind that point go too, also those in a hole."),
	{ N_("a limit of 0 is none"), N_("find the address at which that much memory ends"),
	  N_("less memory than that: done"), N_("take all behind it out of memory"),
	  N_("take all behind it out of reserved") }
};

void memblock_enforce_memory_limit(struct kernel *k, phys_addr_t limit)
{
	struct memblock *m = &k->mm_memblock.memblock;
	phys_addr_t max_addr;

	ENTER(k, &outline_enforce_limit, limit);
	if (limit) {
		max_addr = find_max_addr(k, limit);
		if (max_addr != PHYS_ADDR_MAX) {
			memblock_remove_range(k, &m->memory, max_addr, PHYS_ADDR_MAX);
			memblock_remove_range(k, &m->reserved, max_addr, PHYS_ADDR_MAX);
		}
	}
	leave(k);
}

static const struct outline outline_cap_range = {
	"memblock_cap_memory_range",
	MEMBLOCK_FILE,
	"r",
	'v',
	N_("Keeps only the memory inside a range."),
	N_("No-map regions outside stay: somebody else uses them. Reservations outside go."),
	{ N_("a size of 0 is none"), N_("no memory known yet: complain"),
	  N_("cut regions at both ends of the range"),
	  N_("take out the regions outside, but no-map ones"),
	  N_("take all outside out of reserved") }
};

static void drop_mapped(struct kernel *k, uint64_t first, uint64_t end)
{
	struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	while (end-- > first)
		if (!(memory->regions[end].flags & MEMBLOCK_NOMAP))
			memblock_remove_region(k, memory, end);
}

void memblock_cap_memory_range(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	struct memblock *m = &k->mm_memblock.memblock;
	uint64_t first, end;

	ENTER(k, &outline_cap_range, SPAN(base, size));
	if (!size) {
		leave(k);
		return;
	}
	if (!m->memory.total_size) {
		printk(k, "memblock_cap_memory_range: No memory registered yet");
		leave(k);
		return;
	}
	if (!memblock_isolate_range(k, &m->memory, base, size, &first, &end)) {
		drop_mapped(k, end, m->memory.cnt);
		drop_mapped(k, 0, first);
		memblock_remove_range(k, &m->reserved, 0, base);
		memblock_remove_range(k, &m->reserved, base + size, PHYS_ADDR_MAX);
	}
	leave(k);
}

static const struct outline outline_mem_limit = {
	"memblock_mem_limit_remove_map",
	MEMBLOCK_FILE,
	"s",
	'v',
	N_("Cuts off the memory behind the first so many bytes, but keeps no-map regions."),
	NULL,
	{ N_("a limit of 0 is none"), N_("find the address at which that much memory ends"),
	  N_("less memory than that: done"), N_("keep only what lies below that address") }
};

void memblock_mem_limit_remove_map(struct kernel *k, phys_addr_t limit)
{
	phys_addr_t max_addr;

	ENTER(k, &outline_mem_limit, limit);
	if (limit) {
		max_addr = find_max_addr(k, limit);
		if (max_addr != PHYS_ADDR_MAX)
			memblock_cap_memory_range(k, 0, max_addr);
	}
	leave(k);
}

static const struct outline outline_trim = {
	"memblock_trim_memory",
	MEMBLOCK_FILE,
	"s",
	'v',
	N_("Rounds each region of memory inwards to an alignment."),
	N_("What it cuts off a region is not subtracted from the total size."),
	{ N_("round the start up and the end down"), N_("something is left: that is the region"),
	  N_("nothing is left: take the region out") }
};

void memblock_trim_memory(struct kernel *k, phys_addr_t align)
{
	struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	ENTER(k, &outline_trim, align);
	for (uint64_t i = 0; i < memory->cnt; i++) {
		struct memblock_region *r = &memory->regions[i], old = *r;
		phys_addr_t start = round_up_to(old.base, align);
		phys_addr_t end = round_down_to(region_end(&old), align);

		if (start == old.base && end == region_end(&old))
			continue;
		if (start < end) {
			SET(k, r->base, start);
			SET(k, r->size, end - start);
			TELL(k, &says[TRIMMED], REGION(&old), REGION(r));
		} else {
			memblock_remove_region(k, memory, i);
			i--; /* the next one has moved here; 0 - 1 + 1 is 0 */
		}
	}
	leave(k);
}

void memblock_set_current_limit(struct kernel *k, phys_addr_t limit)
{
	SET(k, k->mm_memblock.memblock.current_limit, limit);
}

phys_addr_t memblock_get_current_limit(struct kernel *k)
{
	return k->mm_memblock.memblock.current_limit;
}

void memblock_set_bottom_up(struct kernel *k, bool enable)
{
	SET(k, k->mm_memblock.memblock.bottom_up, enable);
}

bool memblock_bottom_up(struct kernel *k)
{
	return k->mm_memblock.memblock.bottom_up;
}
