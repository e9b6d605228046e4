/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/slab_common.c and mm/slub.c: small pieces of memory out of whole pages.
 *
 * A cache hands out objects of one size.  Its slabs, pages in a row, are cut into
 * them.  What is larger than two pages is given as whole pages.
 */
#include <inttypes.h>
#include <stdio.h>

#include "linux/fs/seq_file.h"
#include "linux/include/io.h"
#include "linux/include/memory_hotplug.h"
#include "linux/include/slab.h"

#define SLAB_FILE "mm/slab_common.c"

enum {
	OBJECTS_MAX = 8192, /* in a slab: a page of 64 KiB holds no more of 8 bytes */
	CACHES_MAX = 24,
	SLAB_ORDER_MAX = 3, /* slub_max_order */
	MAX_ORDER = 11,     /* the page allocator gives less than 2 to the power of this */
	/* 4 * (fls(CPUs) + 1): as many objects a slab should hold, of one CPU */
	MIN_OBJECTS = 8,
};

/* Pages in a row that were taken: a slab, or what one caller got. */
struct slab {
	struct slab *next;               /* of all that were ever taken; NULL for the last */
	phys_addr_t base;                /* physical */
	unsigned order;                  /* 2 to the power of this many pages */
	bool taken;                      /* false: given back, the structure is used again */
	struct slab_cache *cache;        /* NULL for whole pages */
	uint64_t active;                 /* objects in use */
	uint64_t used[OBJECTS_MAX / 64]; /* a bit for each object */
};

struct slab_cache {
	const char *name;
	uint64_t size;     /* bytes of an object */
	unsigned order;    /* of its slabs */
	uint64_t per_slab; /* objects */
	uint64_t slabs, active;
};

struct slab_state {
	struct slab_cache caches[CACHES_MAX]; /* by size */
	unsigned count;
	struct slab *slabs; /* newest first */
	bool warned;        /* of a size that no page allocator can give */
};

enum {
	ZERO,
	CACHE,
	LARGE,
	NEW_SLAB,
	NO_PAGES,
	TOO_LARGE,
	OBJECT,
	PAGES,
	FREE_NOTHING,
	FREE_OBJECT,
	FREE_PAGES,
	NOT_OURS,
	FREE_TWICE,
};

static const struct sentence says[] = {
	[ZERO] = { STEP_DECIDE, LEVEL_STEP, 1, "a",
	           N_("No bytes: the caller gets {0}, which is not NULL but must not be used.") },
	[CACHE] = { STEP_DECIDE, LEVEL_STEP, 2, "sns",
	            N_("{0} come from the cache {1}, whose objects have {2} each.") },
	[LARGE] = { STEP_DECIDE, LEVEL_STEP, 3, "sd",
	            N_("{0} are more than any cache has: {1} pages in a row are needed.") },
	[NEW_SLAB] = { STEP_ALLOCATE, LEVEL_STEP, 4, "nrd",
	               N_("{0} has no free object, so the pages {1} are cut into {2} new "
	                  "ones.") },
	[NO_PAGES] = { STEP_REFUSE, LEVEL_STEP, 4, "d",
	               N_("There are no {0} free pages in a row: the caller gets NULL.") },
	[TOO_LARGE] = { STEP_REFUSE, LEVEL_STEP, 3, "s",
	                N_("{0} are more than the page allocator ever gives: the caller gets "
	                   "NULL.") },
	[OBJECT] = { STEP_ALLOCATE, LEVEL_STOP, 5, "nad",
	             N_("An object of {0} at {1} is taken; {2} of its objects are in use now. "
	                "Nobody is asked for permission: the next caller gets another one.") },
	[PAGES] = { STEP_ALLOCATE, LEVEL_STOP, 5, "dra",
	            N_("{0} pages, {1}, are taken; the caller gets them as {2}.") },
	[FREE_NOTHING] = { STEP_DECIDE, LEVEL_STEP, 1, "a",
	                   N_("{0} stands for no memory, so nothing is freed.") },
	[FREE_OBJECT] = { STEP_SET, LEVEL_STOP, 3, "and",
	                  N_("The object at {0} goes back to {1}, of which {2} are still in "
	                     "use.") },
	[FREE_PAGES] = { STEP_SET, LEVEL_STOP, 4, "r", N_("The pages {0} are free again.") },
	[NOT_OURS] = { STEP_REFUSE, LEVEL_STOP, 2, "a",
	               N_("{0} is no beginning of anything that kmalloc() gave: the kernel stops "
	                  "here.") },
	[FREE_TWICE] = { STEP_REFUSE, LEVEL_STOP, 3, "an",
	                 N_("The object at {0} of {1} is free already: the kernel finds it on the "
	                    "list of free ones and stops here.") },
};

static void add_cache(struct kernel *k, struct slab_state *state, uint64_t size)
{
	struct slab_cache *cache = &state->caches[state->count];
	uint64_t objects = min64(MIN_OBJECTS, (PAGE_SIZE(k) << SLAB_ORDER_MAX) / size);
	unsigned order = 0;
	char name[32];

	/* The smallest slab that holds enough of them. */
	while (order < SLAB_ORDER_MAX && (PAGE_SIZE(k) << order) / size < objects)
		order++;
	if (size < 1024)
		snprintf(name, sizeof(name), "kmalloc-%" PRIu64, size);
	else
		snprintf(name, sizeof(name), "kmalloc-%" PRIu64 "k", size >> 10);
	SET(k, cache->name, sim_name(k->sim, name));
	SET(k, cache->size, size);
	SET(k, cache->order, order);
	SET(k, cache->per_slab, (PAGE_SIZE(k) << order) / size);
	SET(k, state->count, state->count + 1);
}

/* create_kmalloc_caches(): powers of two up to two pages, 96 and 192 bytes between them. */
static struct slab_state *state_of(struct kernel *k)
{
	uint64_t least = k->profile->kmalloc_min;

	if (k->slab)
		return k->slab;
	SET(k, k->slab, sim_alloc(k->sim, sizeof(*k->slab)));
	for (uint64_t size = least; size <= 2 * PAGE_SIZE(k); size *= 2) {
		add_cache(k, k->slab, size);
		if ((size == 64 && least <= 32) || (size == 128 && least <= 64))
			add_cache(k, k->slab, size + size / 2);
	}
	return k->slab;
}

/* Is any of BASE..BASE + SIZE below what kmalloc() gave?  *AT is where that begins. */
static bool slab_in(const struct kernel *k, phys_addr_t base, uint64_t size, phys_addr_t *at)
{
	for (const struct slab *s = k->slab ? k->slab->slabs : NULL; s; s = s->next) {
		if (s->taken && s->base < base + size &&
		    base < s->base + (PAGE_SIZE(k) << s->order)) {
			*at = s->base;
			return true;
		}
	}
	return false;
}

bool slab_uses(const struct kernel *k, phys_addr_t base, uint64_t size)
{
	phys_addr_t at;

	return slab_in(k, base, size, &at);
}

/* Where something of BASE..BASE + SIZE lies that is not free; 0 when all of it is. */
static bool in_the_way(const struct kernel *k, phys_addr_t base, uint64_t size, phys_addr_t *at)
{
	const struct memblock_type *reserved = &k->mm_memblock.memblock.reserved;

	for (uint64_t i = 0; i < reserved->cnt; i++) {
		const struct memblock_region *r = &reserved->regions[i];

		if (r->size && r->base < base + size && base < r->base + r->size) {
			*at = r->base;
			return true;
		}
	}
	return slab_in(k, base, size, at) || memory_is_offline(k, base, size, at);
}

/* The highest free block of SIZE bytes, a power of two, in the region R; 0 for none. */
static phys_addr_t find_in_region(const struct kernel *k, const struct memblock_region *r,
                                  uint64_t size)
{
	phys_addr_t end = r->base + r->size, base, at;

	while (end >= size) {
		base = round_down_to(end - size, size);
		if (base < r->base || !base)
			return 0;
		if (!in_the_way(k, base, size, &at))
			return base;
		end = at;
	}
	return 0;
}

/* __alloc_pages(): 2 to the power of ORDER pages that begin at a multiple of their size. */
static phys_addr_t find_pages(const struct kernel *k, unsigned order)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	phys_addr_t base = 0;

	for (uint64_t i = memory->cnt; i-- > 0 && !base;)
		if (!(memory->regions[i].flags & MEMBLOCK_NOMAP))
			base = find_in_region(k, &memory->regions[i], PAGE_SIZE(k) << order);
	return base;
}

static struct slab *take_pages(struct kernel *k, unsigned order, struct slab_cache *cache)
{
	struct slab_state *state = k->slab;
	phys_addr_t base = find_pages(k, order);
	struct slab *s = state->slabs;

	if (!base) {
		TELL(k, &says[NO_PAGES], WORD(1) << order);
		return NULL;
	}
	while (s && s->taken)
		s = s->next;
	if (!s) {
		s = sim_alloc(k->sim, sizeof(*s));
		SET(k, s->next, state->slabs);
		SET(k, state->slabs, s);
	}
	SET(k, s->base, base);
	SET(k, s->order, order);
	SET(k, s->cache, cache);
	SET(k, s->active, 0);
	SET(k, s->taken, true);
	return s;
}

static const struct outline outline_kmalloc = {
	"__kmalloc",
	SLAB_FILE,
	"s",
	'a',
	N_("Hands out memory of the linear map: kmalloc() is this."),
	N_("It is never refused because somebody has the same: each call gets memory of its own. "
	   "Nothing of it appears in /proc/iomem."),
	{ N_("no bytes: a special address"), N_("the smallest objects that are large enough"),
	  N_("more than two pages: from the page allocator"),
	  N_("the cache has no free object: take pages and cut them"), N_("mark it as taken") }
};

static uint64_t kmalloc_large(struct kernel *k, uint64_t size)
{
	struct slab_state *state = k->slab;
	unsigned order = 0;
	struct slab *s;

	while (order < MAX_ORDER && (PAGE_SIZE(k) << order) < size)
		order++;
	if (order == MAX_ORDER) {
		if (!state->warned)
			kernel_warn(k, "mm/page_alloc.c:5634", "__alloc_pages", NULL);
		SET(k, state->warned, true);
		TELL(k, &says[TOO_LARGE], size);
		return 0;
	}
	TELL(k, &says[LARGE], size, WORD(1) << order);
	s = take_pages(k, order, NULL);
	if (!s)
		return 0;
	TELL(k, &says[PAGES], WORD(1) << order, SPAN(s->base, PAGE_SIZE(k) << order),
	     phys_to_virt(k, s->base));
	return phys_to_virt(k, s->base);
}

/* A slab of CACHE with a free object, new if need be. */
static struct slab *slab_with_room(struct kernel *k, struct slab_cache *cache)
{
	struct slab *s = k->slab->slabs;

	while (s && !(s->taken && s->cache == cache && s->active < cache->per_slab))
		s = s->next;
	if (s)
		return s;
	s = take_pages(k, cache->order, cache);
	if (!s)
		return NULL;
	SET(k, cache->slabs, cache->slabs + 1);
	TELL(k, &says[NEW_SLAB], name_id(cache->name), SPAN(s->base, PAGE_SIZE(k) << s->order),
	     cache->per_slab);
	return s;
}

static uint64_t take_object(struct kernel *k, struct slab_cache *cache)
{
	struct slab *s = slab_with_room(k, cache);
	uint64_t i = 0, addr;

	if (!s)
		return 0;
	while (s->used[i / 64] >> (i % 64) & 1)
		i++;
	SET(k, s->used[i / 64], s->used[i / 64] | 1ull << (i % 64));
	SET(k, s->active, s->active + 1);
	SET(k, cache->active, cache->active + 1);
	addr = phys_to_virt(k, s->base + i * cache->size);
	TELL(k, &says[OBJECT], name_id(cache->name), addr, cache->active);
	return addr;
}

uint64_t kmalloc(struct kernel *k, uint64_t size)
{
	struct slab_state *state = state_of(k);
	unsigned i = 0;

	ENTER(k, &outline_kmalloc, size);
	if (!size) {
		TELL(k, &says[ZERO], ZERO_SIZE_PTR);
		return leave_word(k, ZERO_SIZE_PTR);
	}
	while (i < state->count && state->caches[i].size < size)
		i++;
	if (i == state->count)
		return leave_word(k, kmalloc_large(k, size));
	TELL(k, &says[CACHE], size, name_id(state->caches[i].name), state->caches[i].size);
	return leave_word(k, take_object(k, &state->caches[i]));
}

static const struct outline outline_kfree = {
	"kfree",
	SLAB_FILE,
	"a",
	'v',
	N_("Gives memory of kmalloc() back."),
	N_("The address alone tells what it was; a wrong one brings the kernel down."),
	{ N_("NULL and the address of no bytes: nothing to do"), N_("find the pages it lies in"),
	  N_("an object goes back to its cache, if it was in use"),
	  N_("whole pages go back to the page allocator") }
};

static struct slab *slab_at(struct kernel *k, uint64_t addr, uint64_t *offset)
{
	phys_addr_t phys;

	if (!k->slab || !virt_to_phys(k, addr, &phys))
		return NULL;
	for (struct slab *s = k->slab->slabs; s; s = s->next) {
		if (s->taken && phys >= s->base && phys - s->base < PAGE_SIZE(k) << s->order) {
			*offset = phys - s->base;
			return s;
		}
	}
	return NULL;
}

static void free_object(struct kernel *k, struct slab *s, uint64_t i, uint64_t addr)
{
	struct slab_cache *cache = s->cache;

	if (!(s->used[i / 64] >> (i % 64) & 1)) {
		TELL(k, &says[FREE_TWICE], addr, name_id(cache->name));
		kernel_oops(k);
	}
	SET(k, s->used[i / 64], s->used[i / 64] & ~(1ull << (i % 64)));
	SET(k, s->active, s->active - 1);
	SET(k, cache->active, cache->active - 1);
	TELL(k, &says[FREE_OBJECT], addr, name_id(cache->name), cache->active);
}

void kfree(struct kernel *k, uint64_t addr)
{
	uint64_t offset = 0;
	struct slab *s;

	ENTER(k, &outline_kfree, addr);
	if (addr <= ZERO_SIZE_PTR) {
		TELL(k, &says[FREE_NOTHING], addr);
		leave(k);
		return;
	}
	s = slab_at(k, addr, &offset);
	if (!s || offset % (s->cache ? s->cache->size : PAGE_SIZE(k) << s->order)) {
		TELL(k, &says[NOT_OURS], addr);
		kernel_oops(k);
	}
	if (s->cache) {
		free_object(k, s, offset / s->cache->size, addr);
	} else {
		SET(k, s->taken, false);
		TELL(k, &says[FREE_PAGES], SPAN(s->base, PAGE_SIZE(k) << s->order));
	}
	leave(k);
}

uint64_t slab_pages(const struct kernel *k)
{
	uint64_t pages = 0;

	for (const struct slab *s = k->slab ? k->slab->slabs : NULL; s; s = s->next)
		pages += s->taken ? 1ull << s->order : 0;
	return pages;
}

uint64_t slab_cache_pages(const struct kernel *k)
{
	uint64_t pages = 0;

	for (const struct slab *s = k->slab ? k->slab->slabs : NULL; s; s = s->next)
		pages += s->taken && s->cache ? 1ull << s->order : 0;
	return pages;
}

/* Bytes of START..END (exclusive) that memblock has not reserved, in whole pages. */
static uint64_t free_pages_of(const struct kernel *k, phys_addr_t start, phys_addr_t end)
{
	const struct memblock_type *reserved = &k->mm_memblock.memblock.reserved;
	uint64_t pages = 0;

	for (uint64_t i = 0; i <= reserved->cnt; i++) {
		const struct memblock_region *r = &reserved->regions[i];
		phys_addr_t stop = i < reserved->cnt ? min64(r->base, end) : end;

		if (PFN_DOWN(k, stop) > PFN_UP(k, start))
			pages += PFN_DOWN(k, stop) - PFN_UP(k, start);
		if (i < reserved->cnt)
			start = max64(start, r->base + r->size);
	}
	return pages;
}

uint64_t free_pages_at_hand_over(const struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	uint64_t pages = 0;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (!(r->flags & MEMBLOCK_NOMAP))
			pages += free_pages_of(k, r->base, r->base + r->size);
	}
	return pages - min64(pages, offline_pages_count(k));
}

void slabinfo_show(const struct kernel *k, struct text *out)
{
	const struct slab_state *state = k->slab;

	text_add(out, "slabinfo - version: 2.1\n"
	              "# name            <active_objs> <num_objs> <objsize> <objperslab> "
	              "<pagesperslab> : tunables <limit> <batchcount> <sharedfactor> : slabdata "
	              "<active_slabs> <num_slabs> <sharedavail>\n");
	/* The newest cache is first in the kernel's list. */
	for (unsigned i = state ? state->count : 0; i-- > 0;) {
		const struct slab_cache *c = &state->caches[i];

		text_addf(out,
		          "%-17s %6" PRIu64 " %6" PRIu64 " %6" PRIu64 " %4" PRIu64 " %4u"
		          " : tunables %4u %4u %4u : slabdata %6" PRIu64 " %6" PRIu64 " %6u\n",
		          c->name, c->active, c->slabs * c->per_slab, c->size, c->per_slab,
		          1u << c->order, 0, 0, 0, c->slabs, c->slabs, 0);
	}
}

static const struct outline outline_proc_init = {
	"slab_proc_init",
	SLAB_FILE,
	"",
	'v',
	N_("Makes the file appear in which root sees the caches of kmalloc()."),
	NULL,
	{ N_("make /proc/slabinfo, which only root may open"),
	  N_("a cache is a line; what a caller does with its memory is not shown"),
	  N_("nothing is printed yet: each read counts anew") }
};

void slab_proc_init(struct kernel *k)
{
	ENTER(k, &outline_proc_init);
	seq_file_exists(k, "/proc/slabinfo");
	leave(k);
}
