/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/page_alloc.c: how many pages the zones have, and the big hash tables, whose size
 * follows from it.
 */
#include "linux/mm/page_alloc.h"

#include <inttypes.h>

#include "linux/include/setup.h"
#include "linux/lib/cmdline.h"

#define PAGE_ALLOC_FILE "mm/page_alloc.c"

enum {
	DENTRY_SCALE = 13, /* one bucket for 2 to the power of it bytes of memory */
	INODE_SCALE = 14,
	MIB_SHIFT = 20,
	BLOCK_BITS = 4, /* NR_PAGEBLOCK_BITS */
};
#define ADAPT_FROM  ((uint64_t)64 << 30) /* bytes; for each four times as much, half as dense */
#define MAX_ENTRIES ((uint64_t)1 << 31)

enum {
	MEMMAP,
	NO_MEMMAP,
	USEMAP,
	OF_HOLE,
	COUNTED,
	NODES,
	FREE_PAGES,
	GIVEN,
	BY_MEMORY,
	TABLE,
	SMALLER,
	NO_TABLE,
	LATER
};

static const struct sentence says[] = {
	[MEMMAP] = { STEP_ALLOCATE, LEVEL_STOP, 2, "rss",
	             N_("The memmap lies at {0}, {1}: a record of {2} for every page from the first "
	                "to the last, also for those of holes.") },
	[NO_MEMMAP] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	                N_("There is no memory of {0} for the records of a zone.") },
	[USEMAP] = { STEP_ALLOCATE, LEVEL_CALL, 2, "sa",
	             N_("What kind of pages each block of a zone is for takes {0} at {1}.") },
	[OF_HOLE] = { STEP_DECIDE, LEVEL_STOP, 1, "rd",
	              N_("{0} of the memmap is about {1} pages in a hole, so it is given back.") },
	[COUNTED] = { STEP_READ, LEVEL_CALL, 3, "ddd",
	              N_("{0} pages of memory in a zone of {1}, less {2} for their memmap.") },
	[FREE_PAGES] = { STEP_SET, LEVEL_CALL, 4, "dd",
	                 N_("{0} nodes have memory; {1} pages of it are free, and big hash tables are "
	                    "sized by these.") },
	[NODES] = { STEP_SET, LEVEL_CALL, 4, "dd",
	            N_("Nodes with memory: {0}. Pages to size tables by: {1}.") },
	[GIVEN] = { STEP_DECIDE, LEVEL_CALL, 1, "nd",
	            N_("The command line sets the size of the table \"{0}\": {1} entries.") },
	[BY_MEMORY] = { STEP_DECIDE, LEVEL_CALL, 1, "dd",
	                N_("{0} pages of memory, reserved ones too, call for {1} entries.") },
	[TABLE] = { STEP_ALLOCATE, LEVEL_STOP, 2, "nrsd",
	            N_("The hash table \"{0}\" lies at {1}: {2} for {3} entries, so many because "
	               "there is so much memory.") },
	[SMALLER] = { STEP_DECIDE, LEVEL_CALL, 3, "s",
	              N_("There is no room for {0}: half of it is tried.") },
	[NO_TABLE] = { STEP_REFUSE, LEVEL_STOP, 4, "n",
	               N_("There is no memory for the hash table \"{0}\".") },
	[LATER] = { STEP_DECIDE, LEVEL_STOP, 1, "d",
	            N_("{0} nodes have memory, so the tables for paths are spread over them: that "
	               "must wait for vmalloc().") },
};

#define SETTER(function, member, what)                                                             \
	static const struct outline outline_##function = {                                         \
		#function,                                                                         \
		what,                                                                              \
		"n",                                                                               \
		'd',                                                                               \
		N_("Reads how many entries a hash table shall have."),                             \
		NULL,                                                                              \
		{ N_("note the number") }                                                          \
	};                                                                                         \
	int function(struct kernel *k, const char *value)                                          \
	{                                                                                          \
		ENTER(k, &outline_##function, NAME(k, value ? value : ""));                        \
		SET(k, k->setup->member, value ? simple_strtoull(value, NULL) : 0);                \
		return leave_int(k, value != NULL);                                                \
	}
SETTER(set_dhash_entries, dhash_entries, "fs/dcache.c")
SETTER(set_ihash_entries, ihash_entries, "fs/inode.c")

static const struct outline outline_hashdist = {
	"set_hashdist",
	PAGE_ALLOC_FILE,
	"n",
	'd',
	N_("Reads hashdist=: whether big hash tables are spread over the nodes."),
	NULL,
	{ N_("note it; with one node it is off whatever it says") }
};

int set_hashdist(struct kernel *k, const char *value)
{
	ENTER(k, &outline_hashdist, NAME(k, value ? value : ""));
	if (value) {
		SET(k, k->setup->hashdist_given, true);
		SET(k, k->setup->hashdist, simple_strtoull(value, NULL) != 0);
	}
	return leave_int(k, value != NULL);
}

/* Is R of node NID?  Without NUMA the regions bear no node, and all are of node 0. */
static bool is_of_node(const struct kernel *k, const struct memblock_region *r, int nid)
{
	return profile_has(k->profile, FEATURE_NUMA) ? r->nid == nid : nid == 0;
}

/* Pages of memory of node NID between two page frames (END exclusive). */
static uint64_t present_pages(const struct kernel *k, int nid, uint64_t start, uint64_t end)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	uint64_t pages = 0;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];
		uint64_t from = max64(PFN_UP(k, r->base), start);
		uint64_t to = min64(PFN_DOWN(k, r->base + r->size), end);

		if (is_of_node(k, r, nid) && from < to)
			pages += to - from;
	}
	return pages;
}

/* The page frames of node NID, holes included; false for a node without memory. */
static bool node_frames(const struct kernel *k, int nid, uint64_t *start, uint64_t *end)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	bool any = false;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];
		uint64_t from = PFN_UP(k, r->base), to = PFN_DOWN(k, r->base + r->size);

		if (!is_of_node(k, r, nid) || from >= to)
			continue;
		if (!any)
			*start = from;
		*end = to;
		any = true;
	}
	return any;
}

/* Without sections the memmap is one piece, from the first page to the last. */
static bool memmap_is_flat(const struct kernel *k)
{
	return !k->profile->sizes.section;
}

/* Bits that each block of pages of a zone has, in whole words, as bytes; usemap_size(). */
static uint64_t usemap_size(const struct kernel *k, uint64_t start, uint64_t spanned)
{
	uint64_t block = k->profile->sizes.cma_alignment >> PAGE_SHIFT(k);
	uint64_t bits = (spanned + start % block + block - 1) / block * BLOCK_BITS;

	return round_up_to(bits, 8 * word_size(k)) / 8;
}

static phys_addr_t must(struct kernel *k, phys_addr_t at, uint64_t size)
{
	if (at)
		return at;
	TELL(k, &says[NO_MEMMAP], size);
	printk(k,
	       "Kernel panic - not syncing: Failed to allocate %" PRIu64 " bytes for node 0 "
	       "memory map",
	       size);
	kernel_panic(k, _("there is no memory for the records of pages"));
}

/* alloc_node_mem_map(): for whole blocks of pages, START to END (exclusive) among them. */
static void take_memmap(struct kernel *k, uint64_t start, uint64_t end)
{
	uint64_t block = k->profile->sizes.cma_alignment >> PAGE_SHIFT(k);
	uint64_t first = start / block * block, page = k->profile->sizes.page;
	uint64_t size = ((end + block - 1) / block * block - first) * page;
	phys_addr_t at = must(k,
	                      memblock_alloc_try_nid_raw(k, size, k->profile->cache_line, 0,
	                                                 MEMBLOCK_ALLOC_ACCESSIBLE, 0),
	                      size);

	SET(k, k->setup->mem_map, at - first * page);
	TELL(k, &says[MEMMAP], SPAN(at, size), size, page);
}

static const struct outline outline_usemap = {
	"setup_usemap",
	PAGE_ALLOC_FILE,
	"dd",
	'v',
	N_("Takes memory for some bits about each block of pages of a zone."),
	N_("A block is the unit in which pages that can move are kept apart from those that "
	   "cannot."),
	{ N_("four bits a block, in whole words"), N_("memory for them") }
};

static void setup_usemap(struct kernel *k, uint64_t start, uint64_t spanned)
{
	uint64_t size = usemap_size(k, start, spanned);
	phys_addr_t at;

	ENTER(k, &outline_usemap, start, spanned);
	at = must(k,
	          memblock_alloc_try_nid(k, size, k->profile->cache_line, 0,
	                                 MEMBLOCK_ALLOC_ACCESSIBLE, 0),
	          size);
	TELL(k, &says[USEMAP], size, at);
	leave(k);
}

/*
 * free_area_init_core() for one zone: its pages are added to *LOW and *ALL, less those of its
 * memmap.  The memmap of high memory is low memory.
 */
static void count_zone(struct kernel *k, int nid, uint64_t start, uint64_t end, bool is_high,
                       uint64_t *low, uint64_t *all)
{
	uint64_t present = present_pages(k, nid, start, end), spanned = end - start, map;

	/* in sections with large holes the memmap of the holes is not there */
	map = !memmap_is_flat(k) && spanned > present + present / 16 ? present : spanned;
	map = PAGE_ALIGN(k, map * k->profile->sizes.page) >> PAGE_SHIFT(k);
	TELL(k, &says[COUNTED], present, spanned, map);
	if (is_high) {
		if (*low > map * 2)
			*low -= map;
		*all += present;
		return;
	}
	if (present >= map)
		present -= map;
	*low += present;
	*all += present;
}

static const struct outline outline_free_area_init = {
	"free_area_init",
	PAGE_ALLOC_FILE,
	"",
	'v',
	N_("Divides each node's memory into zones and counts their pages."),
	N_("Reserved and no-map pages count as present: they are memory all the same."),
	{ N_("go through the nodes and the zones"),
	  N_("records of their pages, where these are not kept by section"),
	  N_("pages that are there, less what the records of them take"),
	  N_("the sum decides how big hash tables become") }
};

void free_area_init(struct kernel *k, const uint64_t *ends, unsigned count, unsigned highmem)
{
	uint64_t low = 0, all = 0, start = 0, end = 0;
	unsigned nodes = 0;

	if (!profile_allocates(k->profile))
		return;
	ENTER(k, &outline_free_area_init);
	for (int nid = 0; nid < (int)k->profile->nodes; nid++) {
		if (!node_frames(k, nid, &start, &end))
			continue;
		nodes++;
		if (memmap_is_flat(k))
			take_memmap(k, start, end);
		for (unsigned zone = 0; zone < count; zone++) {
			uint64_t from = max64(zone ? ends[zone - 1] : 0, start);
			uint64_t to = min64(ends[zone], end);

			if (from >= to)
				continue;
			count_zone(k, nid, from, to, zone >= count - highmem, &low, &all);
			if (memmap_is_flat(k))
				setup_usemap(k, from, to - from);
		}
	}
	SET(k, k->setup->nodes_with_memory, nodes);
	/* calc_nr_kernel_pages() */
	if (profile_has(k->profile, FEATURE_HASH_BY_FREE)) {
		low = all = memblock_free_pages(k);
		TELL(k, &says[FREE_PAGES], nodes, low);
	} else {
		TELL(k, &says[NODES], nodes, low);
	}
	SET(k, k->setup->nr_kernel_pages, low);
	SET(k, k->setup->nr_all_pages, all);
	leave(k);
}

static const struct outline outline_unused = {
	"free_unused_memmap",
	"mm/memblock.c",
	"",
	'v',
	N_("Gives back the records of pages that do not exist: those of holes in memory."),
	N_("memblock is told, so a hole in memory leaves a hole in what is reserved."),
	{ N_("between two memory regions, in whole blocks: the pages of memmap that only hold "
	     "records of the hole") }
};

/* free_memmap(): the records of pages FIRST to END (exclusive). */
static void free_memmap(struct kernel *k, uint64_t first, uint64_t end)
{
	phys_addr_t from = PAGE_ALIGN(k, k->setup->mem_map + first * k->profile->sizes.page);
	phys_addr_t to = (k->setup->mem_map + end * k->profile->sizes.page) & PAGE_MASK(k);

	if (from >= to)
		return;
	memblock_phys_free(k, from, to - from);
	TELL(k, &says[OF_HOLE], SPAN(from, to - from), end - first);
}

void free_unused_memmap(struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	uint64_t block = k->profile->sizes.cma_alignment >> PAGE_SHIFT(k), last = 0;

	if (!profile_allocates(k->profile) || !memmap_is_flat(k))
		return;
	ENTER(k, &outline_unused);
	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];
		uint64_t from = PFN_UP(k, r->base), to = PFN_DOWN(k, r->base + r->size);

		if (from >= to)
			continue;
		from = from / block * block;
		if (last && last < from)
			free_memmap(k, last, from);
		last = (to + block - 1) / block * block;
	}
	leave(k);
}

static unsigned log2_up(uint64_t n)
{
	unsigned bits = 0;

	while (bits < 63 && (uint64_t)1 << bits < n)
		bits++;
	return bits;
}

static const struct outline outline_hash = {
	"alloc_large_system_hash",
	PAGE_ALLOC_FILE,
	"nd",
	'a',
	N_("Makes a hash table whose size follows from how much memory there is."),
	N_("In 6.1 memory that is reserved counts too; newer kernels count what is free."),
	{ N_("entries: as the command line says, or one for so many bytes of memory; a power of "
	     "two, and at most a 16th of memory"),
	  N_("memory for it"), N_("no room: half as many"), N_("none at all: panic") }
};

/* The entries of a table with a bucket for 2^SCALE bytes. */
static unsigned entries_log2(struct kernel *k, const char *name, uint64_t given, unsigned scale)
{
	uint64_t pages = k->setup->nr_kernel_pages, entries = given, most, bucket = word_size(k);
	uint64_t mib = PAGE_SHIFT(k) < MIB_SHIFT ? 1u << (MIB_SHIFT - PAGE_SHIFT(k)) : 1;

	if (!entries) {
		uint64_t counted = (pages + mib - 1) / mib * mib;

		/* only with 64 bits is there memory enough for that */
		for (uint64_t adapt = ADAPT_FROM >> PAGE_SHIFT(k); adapt < counted; adapt <<= 2)
			scale++;
		entries = scale > PAGE_SHIFT(k) ? counted >> (scale - PAGE_SHIFT(k))
		                                : counted << (PAGE_SHIFT(k) - scale);
		if (entries * bucket < PAGE_SIZE(k))
			entries = PAGE_SIZE(k) / bucket;
	}
	most = min64((k->setup->nr_all_pages << PAGE_SHIFT(k)) / 16 / bucket, MAX_ENTRIES);
	entries = min64((uint64_t)1 << log2_up(entries), max64(most, 1));
	if (given)
		TELL(k, &says[GIVEN], NAME(k, name), entries);
	else
		TELL(k, &says[BY_MEMORY], pages, entries);
	return 63 - (unsigned)__builtin_clzll(entries);
}

static void alloc_large_system_hash(struct kernel *k, const char *name, uint64_t given,
                                    unsigned scale)
{
	unsigned bits;
	uint64_t size;
	phys_addr_t at;

	ENTER(k, &outline_hash, NAME(k, name), scale);
	bits = entries_log2(k, name, given, scale);
	for (;;) {
		size = (uint64_t)word_size(k) << bits;
		at = memblock_alloc(k, size, k->profile->cache_line);
		if (at || size <= PAGE_SIZE(k))
			break;
		TELL(k, &says[SMALLER], size);
		bits--;
	}
	if (!at) {
		TELL(k, &says[NO_TABLE], NAME(k, name));
		printk(k, "Kernel panic - not syncing: Failed to allocate %s hash table", name);
		kernel_panic(k, _("there is no memory for the hash table %s"), name);
	}
	TELL(k, &says[TABLE], NAME(k, name), SPAN(at, size), size, (uint64_t)1 << bits);
	printk(k, "%s hash table entries: %" PRIu64 " (order: %d, %" PRIu64 " bytes, linear)", name,
	       (uint64_t)1 << bits, (int)log2_up(size) - (int)PAGE_SHIFT(k), size);
	leave_word(k, at);
}

static const struct outline outline_vfs = {
	"vfs_caches_init_early",
	"fs/dcache.c",
	"",
	'v',
	N_("Makes the two hash tables that find files by their path."),
	N_("On a machine with several nodes they come later, and not from memblock."),
	{ N_("more than one node with memory: not now"), N_("a table for names, dentries"),
	  N_("a table for files, inodes: half as big") }
};

void vfs_caches_init_early(struct kernel *k)
{
	const struct setup_state *setup = k->setup;

	if (!profile_allocates(k->profile))
		return;
	ENTER(k, &outline_vfs);
	if (setup->nodes_with_memory > 1 && (!setup->hashdist_given || setup->hashdist)) {
		TELL(k, &says[LATER], setup->nodes_with_memory);
	} else {
		alloc_large_system_hash(k, "Dentry cache", setup->dhash_entries, DENTRY_SCALE);
		alloc_large_system_hash(k, "Inode-cache", setup->ihash_entries, INODE_SCALE);
	}
	leave(k);
}
