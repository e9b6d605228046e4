/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/memblock.c, second part: where an allocation goes.
 *
 * Free is what is memory, not hidden by a flag or a node, and not reserved.
 * The free ranges are found by walking both sorted lists side by side.
 */
#include <string.h>

#include "linux/mm/memblock_internal.h"

enum { CHOSEN, NONE_FREE, OTHER_NODE, NO_MIRROR };

static const struct sentence says[] = {
	[CHOSEN] = { STEP_ALLOCATE, LEVEL_STEP, 4, "sard",
	             N_("{0} at {1} fit into the free range {2}, number {3} of those that were "
	                "tried.") },
	[NONE_FREE] = { STEP_REFUSE, LEVEL_STEP, 5, "srd",
	                N_("No free range in {1} holds {0}; {2} were tried.") },
	[OTHER_NODE] = { STEP_DECIDE, LEVEL_STEP, 3, "d",
	                 N_("Node {0} has no room, so any node will do.") },
	[NO_MIRROR] = { STEP_DECIDE, LEVEL_STEP, 4, "s",
	                N_("No mirrored memory holds {0}, so any memory will do.") },
};

/* A place in the walk over free ranges: gap B lies before reserved region B. */
struct free_walk {
	int64_t a, b;
	int nid;
	uint32_t flags;
	phys_addr_t start, end; /* the free range found; end exclusive */
};

/* should_skip_region(): is memory region M hidden from this walk? */
static bool skip_region(const struct kernel *k, const struct memblock_region *m, int nid,
                        uint32_t flags)
{
	if (nid != NUMA_NO_NODE && nid != m->nid)
		return true;
	if (k->mm_memblock.movable_node && m->flags & MEMBLOCK_HOTPLUG &&
	    !(flags & MEMBLOCK_HOTPLUG))
		return true;
	if (flags & MEMBLOCK_MIRROR && !(m->flags & MEMBLOCK_MIRROR))
		return true;
	if (m->flags & MEMBLOCK_NOMAP && !(flags & MEMBLOCK_NOMAP))
		return true;
	return m->flags & MEMBLOCK_DRIVER_MANAGED && !(flags & MEMBLOCK_DRIVER_MANAGED);
}

/* Gap B of the reserved list: what lies between two reservations; end exclusive. */
static void gap_at(const struct memblock_type *reserved, int64_t b, phys_addr_t *start,
                   phys_addr_t *end)
{
	*start = b ? region_end(&reserved->regions[b - 1]) : 0;
	*end = (uint64_t)b < reserved->cnt ? reserved->regions[b].base : PHYS_ADDR_MAX;
}

/* __next_mem_range(): the next free range upwards. */
static bool next_free_up(const struct kernel *k, struct free_walk *w)
{
	const struct memblock *m = &k->mm_memblock.memblock;

	for (; w->a < (int64_t)m->memory.cnt; w->a++) {
		const struct memblock_region *r = &m->memory.regions[w->a];
		phys_addr_t start, end;

		if (skip_region(k, r, w->nid, w->flags))
			continue;
		for (; w->b <= (int64_t)m->reserved.cnt; w->b++) {
			gap_at(&m->reserved, w->b, &start, &end);
			if (start >= region_end(r))
				break;
			if (r->base >= end)
				continue;
			w->start = max64(r->base, start);
			w->end = min64(region_end(r), end);
			/* whichever of the two ends first is done with */
			if (region_end(r) <= end)
				w->a++;
			else
				w->b++;
			return true;
		}
	}
	return false;
}

/* __next_mem_range_rev(): the next free range downwards. */
static bool next_free_down(const struct kernel *k, struct free_walk *w)
{
	const struct memblock *m = &k->mm_memblock.memblock;

	for (; w->a >= 0; w->a--) {
		const struct memblock_region *r = &m->memory.regions[w->a];
		phys_addr_t start, end;

		if (skip_region(k, r, w->nid, w->flags))
			continue;
		for (; w->b >= 0; w->b--) {
			gap_at(&m->reserved, w->b, &start, &end);
			if (end <= r->base)
				break;
			if (region_end(r) <= start)
				continue;
			w->start = max64(r->base, start);
			w->end = min64(region_end(r), end);
			if (r->base >= start)
				w->a--;
			else
				w->b--;
			return true;
		}
	}
	return false;
}

uint64_t memblock_free_pages(const struct kernel *k)
{
	struct free_walk w = { .nid = NUMA_NO_NODE, .flags = MEMBLOCK_NONE };
	uint64_t pages = 0;

	while (next_free_up(k, &w)) {
		uint64_t start = PFN_UP(k, w.start), end = PFN_DOWN(k, w.end);

		if (start < end)
			pages += end - start;
	}
	return pages;
}

static phys_addr_t clamp64(phys_addr_t x, phys_addr_t low, phys_addr_t high)
{
	return min64(max64(x, low), high);
}

/* Does SIZE fit into the range, and where?  The bottom-up and the top-down way to put it. */
static bool fits_low(phys_addr_t start, phys_addr_t end, phys_addr_t size, phys_addr_t align,
                     phys_addr_t *at)
{
	*at = round_up_to(start, align);
	return *at < end && end - *at >= size;
}

static bool fits_high(phys_addr_t start, phys_addr_t end, phys_addr_t size, phys_addr_t align,
                      phys_addr_t *at)
{
	if (end < size)
		return false;
	*at = round_down_to(end - size, align);
	return *at >= start;
}

static const struct outline outline_find_in_range_node = {
	"memblock_find_in_range_node",
	MEMBLOCK_FILE,
	"sxrN",
	'a',
	N_("Finds free room without taking it."),
	N_("Room that spans two regions is never found, though no gap may lie between them."),
	{ N_("0 and 1 as the end mean: up to the current limit"), N_("page 0 is never handed out"),
	  N_("go through the free ranges: from the top down, or from the bottom up"),
	  N_("the first that holds the size, aligned, wins"), N_("none: 0") }
};

static phys_addr_t memblock_find_in_range_node(struct kernel *k, phys_addr_t size,
                                               phys_addr_t align, phys_addr_t start,
                                               phys_addr_t end, int nid, uint32_t flags)
{
	const struct memblock *m = &k->mm_memblock.memblock;
	struct free_walk w = { .nid = nid, .flags = flags };
	uint64_t tried = 0;
	phys_addr_t at;

	ENTER(k, &outline_find_in_range_node, size, align, start, end - 1, WORD(nid));
	if (end == MEMBLOCK_ALLOC_ACCESSIBLE || end == MEMBLOCK_ALLOC_NOLEAKTRACE)
		end = m->current_limit;
	start = max64(start, PAGE_SIZE(k));
	end = max64(start, end);
	if (!m->bottom_up) {
		w.a = (int64_t)m->memory.cnt - 1;
		w.b = (int64_t)m->reserved.cnt;
	}
	while (m->bottom_up ? next_free_up(k, &w) : next_free_down(k, &w)) {
		phys_addr_t low = clamp64(w.start, start, end);
		phys_addr_t high = clamp64(w.end, start, end);

		tried++;
		if (!(m->bottom_up ? fits_low : fits_high)(low, high, size, align, &at))
			continue;
		TELL(k, &says[CHOSEN], size, at, w.start, w.end - 1, tried);
		return leave_word(k, at);
	}
	TELL(k, &says[NONE_FREE], size, start, end - 1, tried);
	return leave_word(k, 0);
}

/* choose_memblock_flags() */
static uint32_t wanted_flags(const struct kernel *k)
{
	return k->mm_memblock.has_some_mirror ? MEMBLOCK_MIRROR : MEMBLOCK_NONE;
}

static void give_up_mirror(struct kernel *k, phys_addr_t size, uint32_t *flags)
{
	printk(k, "Could not allocate " PRIpa "p bytes of mirrored memory", PA(k, size));
	TELL(k, &says[NO_MIRROR], size);
	*flags &= ~(uint32_t)MEMBLOCK_MIRROR;
}

phys_addr_t memblock_find_in_range(struct kernel *k, phys_addr_t start, phys_addr_t end,
                                   phys_addr_t size, phys_addr_t align)
{
	uint32_t flags = wanted_flags(k);
	phys_addr_t at;

	for (;;) {
		at = memblock_find_in_range_node(k, size, align, start, end, NUMA_NO_NODE, flags);
		if (at || !(flags & MEMBLOCK_MIRROR))
			return at;
		give_up_mirror(k, size, &flags);
	}
}

static const struct outline outline_alloc_range_nid = {
	"memblock_alloc_range_nid",
	MEMBLOCK_FILE,
	"sxrN",
	'a',
	N_("Takes free memory: finds room, then reserves it."),
	N_("With no room on the wanted node it takes another, unless the caller insists."),
	{ N_("an alignment of 0 means a cache line"),
	  N_("look on the wanted node and reserve what is found"),
	  N_("none there: look on any node"), N_("none mirrored: look again without that wish"),
	  N_("none at all: 0") }
};

static bool find_and_reserve(struct kernel *k, phys_addr_t size, phys_addr_t align,
                             phys_addr_t start, phys_addr_t end, int nid, uint32_t flags,
                             phys_addr_t *found)
{
	*found = memblock_find_in_range_node(k, size, align, start, end, nid, flags);
	return *found && !memblock_reserve(k, *found, size);
}

/* EXACT: no other node will do. */
static phys_addr_t alloc_range_nid(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                   phys_addr_t start, phys_addr_t end, int nid, bool exact)
{
	uint32_t flags = wanted_flags(k);
	phys_addr_t found;

	ENTER(k, &outline_alloc_range_nid, size, align, start, end - 1, WORD(nid));
	if (!align)
		align = k->profile->cache_line;
	if (nid == no_node(k)) /* an old way to say "any", which the kernel still accepts */
		nid = NUMA_NO_NODE;
	for (;;) {
		if (find_and_reserve(k, size, align, start, end, nid, flags, &found))
			return leave_word(k, found);
		if (nid != NUMA_NO_NODE && !exact) {
			TELL(k, &says[OTHER_NODE], WORD(nid));
			if (find_and_reserve(k, size, align, start, end, NUMA_NO_NODE, flags,
			                     &found))
				return leave_word(k, found);
		}
		if (!(flags & MEMBLOCK_MIRROR))
			return leave_word(k, 0);
		give_up_mirror(k, size, &flags);
	}
}

phys_addr_t memblock_alloc_range_nid(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                     phys_addr_t start, phys_addr_t end, int nid)
{
	return alloc_range_nid(k, size, align, start, end, nid, false);
}

static const struct outline outline_phys_alloc_range = {
	"memblock_phys_alloc_range",
	MEMBLOCK_FILE,
	"sxr",
	'a',
	N_("Takes free memory within a range, on any node."),
	NULL,
	{ N_("say so in the log if memblock=debug"), N_("find room and reserve it") }
};

phys_addr_t memblock_phys_alloc_range(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                      phys_addr_t start, phys_addr_t end)
{
	ENTER(k, &outline_phys_alloc_range, size, align, start, end - 1);
	if (profile_logs(k->profile, LOG_PHYS_NAMES))
		memblock_dbg(k,
		             "memblock_phys_alloc_range: %lu bytes align=0x%lx from=" PRIpa
		             " max_addr=" PRIpa " %s",
		             size, align, PA(k, start), PA(k, min64(end, phys_addr_max(k))),
		             kernel_caller(k));
	return leave_word(k, memblock_alloc_range_nid(k, size, align, start, end, NUMA_NO_NODE));
}

phys_addr_t memblock_phys_alloc(struct kernel *k, phys_addr_t size, phys_addr_t align)
{
	return memblock_phys_alloc_range(k, size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE);
}

static const struct outline outline_phys_alloc_try_nid = {
	"memblock_phys_alloc_try_nid",
	MEMBLOCK_FILE,
	"sxN",
	'a',
	N_("Takes free memory, if possible on a node."),
	NULL,
	{ N_("find room on the node, or else anywhere, and reserve it") }
};

phys_addr_t memblock_phys_alloc_try_nid(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                        int nid)
{
	ENTER(k, &outline_phys_alloc_try_nid, size, align, WORD(nid));
	return leave_word(
		k, memblock_alloc_range_nid(k, size, align, 0, MEMBLOCK_ALLOC_ACCESSIBLE, nid));
}

/* The three that clear or do not clear what they give, and insist on a node or do not. */
#define ALLOC_OUTLINE(name, meaning_, misread_, second)                                            \
	static const struct outline outline_##name = {                                             \
		#name,                                                                             \
		MEMBLOCK_FILE,                                                                     \
		"sxrN",                                                                            \
		'a',                                                                               \
		N_(meaning_),                                                                      \
		misread_,                                                                          \
		{ N_("say so in the log if memblock=debug"), second,                               \
		  N_("nothing found above the lower limit: try without it") }                      \
	}

ALLOC_OUTLINE(memblock_alloc_try_nid, "Takes free memory for the kernel's own use and clears it.",
              NULL, N_("find room, if possible on the node, and reserve it"));
ALLOC_OUTLINE(memblock_alloc_try_nid_raw, "Takes free memory without clearing it.",
              N_("Whoever asks writes all of it anyway, so clearing it would be wasted time."),
              N_("find room, if possible on the node, and reserve it"));
ALLOC_OUTLINE(memblock_alloc_exact_nid_raw, "Takes free memory of one node, without clearing it.",
              N_("If that node has no room this fails, though other nodes may have plenty."),
              N_("find room on the node and reserve it"));

static phys_addr_t alloc_logged(struct kernel *k, const struct outline *outline, phys_addr_t size,
                                phys_addr_t align, phys_addr_t min, phys_addr_t max, int nid,
                                bool exact, const char *wrapper)
{
	phys_addr_t limit = k->mm_memblock.memblock.current_limit, at;
	const char *caller;

	ENTER(k, outline, size, align, min, (max ? min64(max, limit) : limit) - 1, WORD(nid));
	caller = wrapper ? wrapper : kernel_caller(k);
	memblock_dbg(k, "%s: %lu bytes align=0x%lx nid=%d from=" PRIpa " max_addr=" PRIpa " %s",
	             outline->function, size, align, nid, PA(k, min), PA(k, max), caller);
	max = min64(max, limit);
	at = alloc_range_nid(k, size, align, min, max, nid, exact);
	if (!at && min)
		at = alloc_range_nid(k, size, align, 0, max, nid, exact);
	return leave_word(k, at);
}

phys_addr_t memblock_alloc_try_nid(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                   phys_addr_t min, phys_addr_t max, int nid)
{
	return alloc_logged(k, &outline_memblock_alloc_try_nid, size, align, min, max, nid, false,
	                    NULL);
}

phys_addr_t memblock_alloc_try_nid_raw(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                       phys_addr_t min, phys_addr_t max, int nid)
{
	return alloc_logged(k, &outline_memblock_alloc_try_nid_raw, size, align, min, max, nid,
	                    false, NULL);
}

phys_addr_t memblock_alloc_exact_nid_raw(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                         phys_addr_t min, phys_addr_t max, int nid)
{
	return alloc_logged(k, &outline_memblock_alloc_exact_nid_raw, size, align, min, max, nid,
	                    true, NULL);
}

/*
 * memblock_alloc() stands in a header, and some files of some builds keep a copy of it: then
 * it is the copy that the log names.  NULL where the compiler has melted it away.
 */
static const char *wrapper_of_caller(const struct kernel *k)
{
	const struct sim *sim = k->sim;
	const struct outline *caller = sim->depth ? sim->frames[sim->depth - 1].function : NULL;
	const char *word = k->profile->wrappers;

	while (caller && *word) {
		const char *function = word + strlen(word) + 1;

		if (!strcmp(word, caller->file))
			return function;
		word = function + strlen(function) + (*function != '\0');
	}
	return NULL;
}

phys_addr_t memblock_alloc(struct kernel *k, phys_addr_t size, phys_addr_t align)
{
	return alloc_logged(k, &outline_memblock_alloc_try_nid, size, align, 0,
	                    MEMBLOCK_ALLOC_ACCESSIBLE, NUMA_NO_NODE, false, wrapper_of_caller(k));
}

static const struct outline outline_memblock_free = {
	"memblock_free",
	"mm/memblock.c",
	"r",
	'e',
	N_("Gives back what was allocated, by its virtual address."),
	NULL,
	{ N_("find the physical address, and give that back") }
};

int memblock_free(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	if (!profile_logs(k->profile, LOG_MEMBLOCK_FREE))
		return memblock_phys_free(k, base, size);
	ENTER(k, &outline_memblock_free, SPAN(base, size));
	return leave_int(k, memblock_phys_free(k, base, size));
}
