/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/memblock.c, fifth part: many single pages, one after the other.
 *
 * A boot takes a page for every page table, thousands of them on a big machine.  Each but
 * the first goes directly below the one before as long as the free range lasts, so that a
 * run of them can be written at once and the lists end up the same, region by region.
 */
#include "linux/mm/memblock_internal.h"

enum { RUN, NO_PAGE };

static const struct sentence says[] = {
	[RUN] = { STEP_ALLOCATE, LEVEL_CALL, 2, "dr",
	          N_("{0} more pages are asked for in the same way, and each lies directly below "
	             "the one before: together {1}.") },
	[NO_PAGE] = { STEP_REFUSE, LEVEL_STOP, 3, "d",
	              N_("There is no free page, and {0} are still needed.") },
};

static const struct outline outline_run = { "memblock_phys_alloc_range",
	                                    MEMBLOCK_FILE,
	                                    "sxr",
	                                    'a',
	                                    N_("Takes free memory within a range, on any node."),
	                                    NULL,
	                                    { N_("say so in the log if memblock=debug"),
	                                      N_("find room and reserve it"), N_("no room: 0") } };

/* The entry of LIST that holds ADDR, or NULL. */
static struct memblock_region *holds(const struct memblock_type *list, phys_addr_t addr)
{
	for (uint64_t i = list->cnt; i-- > 0;)
		if (list->regions[i].base <= addr)
			return addr < region_end(&list->regions[i]) ? &list->regions[i] : NULL;
	return NULL;
}

/*
 * How many of COUNT further pages surely go below AT, the one just taken: nothing above it has
 * room, or it would have been taken, so the rest of its free range comes next.  The last page
 * of that range is left out: it may touch the reservation below.
 */
static uint64_t room_below(const struct kernel *k, phys_addr_t at, uint64_t count)
{
	const struct memblock_state *state = &k->mm_memblock;
	const struct memblock_type *reserved = &state->memblock.reserved;
	const struct memblock_region *memory = holds(&state->memblock.memory, at);
	const struct memblock_region *taken = holds(reserved, at);
	phys_addr_t low = PAGE_SIZE(k);
	uint64_t room;

	if (state->memblock.bottom_up || state->has_some_mirror || !memory || !taken)
		return 0;
	if (taken->base != at || taken->flags || taken->nid != no_node(k) ||
	    reserved->cnt >= reserved->max)
		return 0;
	low = max64(low, memory->base);
	if (taken > reserved->regions)
		low = max64(low, region_end(taken - 1));
	room = low < at ? (at - low) >> PAGE_SHIFT(k) : 0;
	return room > 1 ? min64(count, room - 1) : 0;
}

static void log_page(struct kernel *k, phys_addr_t at)
{
	uint64_t size = PAGE_SIZE(k);

	if (profile_logs(k->profile, LOG_PHYS_NAMES))
		memblock_dbg(k,
		             "memblock_phys_alloc_range: %lu bytes align=0x%lx from=" PRIpa
		             " max_addr=" PRIpa " %s",
		             size, size, PA(k, 0), PA(k, MEMBLOCK_ALLOC_NOLEAKTRACE),
		             kernel_caller(k));
	memblock_dbg(k, "memblock_reserve: [" PRIpa "-" PRIpa "] memblock_alloc_range_nid",
	             PA(k, at), PA(k, at + size - 1));
}

static void take_run(struct kernel *k, phys_addr_t at, uint64_t count)
{
	struct memblock_type *reserved = &k->mm_memblock.memblock.reserved;
	struct memblock_region *taken = holds(reserved, at);
	uint64_t size = count << PAGE_SHIFT(k);
	phys_addr_t low = at - size;

	ENTER(k, &outline_run, PAGE_SIZE(k), PAGE_SIZE(k), 0,
	      k->mm_memblock.memblock.current_limit - 1);
	if (k->mm_memblock.debug)
		for (uint64_t i = 1; i <= count; i++)
			log_page(k, at - (i << PAGE_SHIFT(k)));
	SET(k, taken->base, low);
	SET(k, taken->size, taken->size + size);
	SET(k, reserved->total_size, reserved->total_size + size);
	TELL(k, &says[RUN], count, SPAN(low, size));
	leave_word(k, low);
}

phys_addr_t memblock_phys_alloc_pages(struct kernel *k, uint64_t count)
{
	phys_addr_t at = 0;

	while (count) {
		uint64_t run;

		at = memblock_phys_alloc_range(k, PAGE_SIZE(k), PAGE_SIZE(k), 0,
		                               MEMBLOCK_ALLOC_NOLEAKTRACE);
		if (!at) {
			sim_tell_in(k->sim, &outline_run, &says[NO_PAGE], SIM_WORDS(count));
			return 0;
		}
		run = room_below(k, at, --count);
		if (run) {
			take_run(k, at, run);
			at -= run << PAGE_SHIFT(k);
			count -= run;
		}
	}
	return at;
}
