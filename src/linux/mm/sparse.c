/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/sparse.c and mm/sparse-vmemmap.c: physical addresses are cut into sections, and each
 * section with memory gets a record for every page in it, the memmap.
 *
 * All of it is by far the largest thing that a boot takes: with 64 bytes a page of 4 KiB,
 * one 64th of all memory.
 */
#include "linux/mm/sparse.h"

#include "linux/include/setup.h"

#define SPARSE_FILE  "mm/sparse.c"
#define VMEMMAP_FILE "mm/sparse-vmemmap.c"

enum {
	ROOTS,
	ROOT,
	NO_ROOM,
	SECTIONS,
	USAGE,
	MEMMAP,
	NO_MEMMAP,
	BLOCKS,
	TABLES,
};

static const struct sentence says[] = {
	[ROOTS] = { STEP_ALLOCATE, LEVEL_CALL, 1, "rs",
	            N_("The table of all sections that there could ever be lies at {0}; its size, "
	               "{1}, does not depend on this machine.") },
	[ROOT] = { STEP_ALLOCATE, LEVEL_CALL, 1, "rds",
	           N_("{0} holds the records of {1} sections of {2}, one of which has memory.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	              N_("There is no memory for the records of sections, {0}.") },
	[SECTIONS] = { STEP_DECIDE, LEVEL_CALL, 4, "dNs", N_("{0} sections of {2} lie on {1}.") },
	[USAGE] = { STEP_ALLOCATE, LEVEL_CALL, 1, "rd",
	            N_("Which parts of these {1} sections are in use is written down at {0}, near "
	               "what is kept of the node.") },
	[MEMMAP] = { STEP_ALLOCATE, LEVEL_STOP, 2, "rsdsN",
	             N_("The memmap of {4} lies at {0}: {1}, for {2} sections {3} each. It "
	                "holds a record of every page there is, free or not, so it grows with "
	                "memory.") },
	[NO_MEMMAP] = { STEP_REFUSE, LEVEL_STOP, 2, "sN",
	                N_("{1} has no room of {0} in one piece, so its memmap is put "
	                   "together from smaller pieces.") },
	[BLOCKS] = { STEP_ALLOCATE, LEVEL_CALL, 3, "dsa",
	             N_("{0} pieces of {1} make the memmap; the last is at {2}.") },
	[TABLES] = { STEP_ALLOCATE, LEVEL_CALL, 3, "dN",
	             N_("To map the memmap in one row of addresses, {0} page tables are taken on "
	                "{1}.") },
};

/* What the walk over the sections has come to. */
struct sections {
	uint64_t covered; /* sections below this one have been seen */
	uint64_t roots;   /* roots below this one exist */
	/* the run of sections of one node, not yet done */
	int nid;
	uint64_t first, behind; /* from the first one up to this, exclusive, with holes */
	uint64_t count;         /* those of them that have memory */
	/* tables of the memmap, by their level above that of blocks: those below these exist */
	uint64_t tables[3];
};

static uint64_t sections_per_root(const struct kernel *k)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t all = ((uint64_t)1 << k->profile->pa_bits) / sizes->section;
	uint64_t roots = sizes->mem_section_roots / 8; /* pointers */

	return all > roots ? all / roots : 1;
}

/* First section and, exclusive, last of memory region R; false when it holds no whole page. */
static bool sections_of(const struct kernel *k, const struct memblock_region *r, uint64_t *first,
                        uint64_t *behind)
{
	uint64_t start = PFN_UP(k, r->base), end = PFN_DOWN(k, r->base + r->size);
	uint64_t section = k->profile->sizes.section >> PAGE_SHIFT(k);

	if (start >= end)
		return false;
	*first = start / section;
	*behind = (end - 1) / section + 1;
	return true;
}

static const struct outline outline_index_alloc = {
	"sparse_index_alloc",
	SPARSE_FILE,
	"N",
	'a',
	N_("Takes memory for the records of a run of sections."),
	NULL,
	{ N_("from memblock, if possible on the node") }
};

static void sparse_index_alloc(struct kernel *k, int nid)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t size = sizes->mem_section_root;
	phys_addr_t at;

	ENTER(k, &outline_index_alloc, WORD(nid));
	at = memblock_alloc_try_nid(k, size, k->profile->cache_line, 0, MEMBLOCK_ALLOC_ACCESSIBLE,
	                            nid);
	if (!at) {
		TELL(k, &says[NO_ROOM], size);
		printk(k,
		       "Kernel panic - not syncing: sparse_index_alloc: Failed to allocate %lu "
		       "bytes nid=%d",
		       size, nid);
		kernel_panic(k, _("there is no memory for the records of sections"));
	}
	sim_tell_in(k->sim, &outline_index_alloc, &says[ROOT],
	            SIM_WORDS(SPAN(at, size), sections_per_root(k), sizes->section));
	leave_word(k, at);
}

/* memory_present(): the sections of REGION exist from now on. */
static void memory_present(struct kernel *k, struct sections *s,
                           const struct memblock_region *region)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t first, behind, root;
	phys_addr_t at;

	if (!sections_of(k, region, &first, &behind))
		return;
	if (!s->covered) {
		at = memblock_alloc(k, sizes->mem_section_roots, k->profile->cache_line);
		TELL(k, &says[ROOTS], SPAN(at, sizes->mem_section_roots), sizes->mem_section_roots);
	}
	root = max64(s->roots, first / sections_per_root(k));
	for (; root <= (behind - 1) / sections_per_root(k); root++) {
		sparse_index_alloc(k, region->nid);
		s->roots = root + 1;
	}
	s->covered = max64(s->covered, behind);
}

static const struct outline outline_bootmem = {
	"__earlyonly_bootmem_alloc",
	VMEMMAP_FILE,
	"Ns",
	'a',
	N_("Takes memory for the memmap before there is a page allocator."),
	NULL,
	{ N_("from memblock, if possible on the node and above the first address of memory") }
};

static phys_addr_t earlyonly_bootmem_alloc(struct kernel *k, int nid, uint64_t size)
{
	ENTER(k, &outline_bootmem, WORD(nid), size);
	return leave_word(k, memblock_alloc_try_nid_raw(k, size, size, pa_page_offset(k),
	                                                MEMBLOCK_ALLOC_ACCESSIBLE, nid));
}

/*
 * Is the table of that LEVEL above blocks one that leads to the image as well?  The image and
 * the memmap lie before and behind the area for mappings.
 */
static bool shared_with_image(const struct kernel *k, unsigned level)
{
	unsigned shift = PAGE_SHIFT(k) + (level + 2) * (PAGE_SHIFT(k) - 3);

	return profile_has(k->profile, FEATURE_IMAGE_TABLES_INSIDE) &&
	       k->mapping->vmalloc_start >> shift == k->mapping->vmalloc_end >> shift;
}

/* vmemmap_populate(): the page tables that the memmap of COUNT sections from FIRST needs. */
static void vmemmap_populate(struct kernel *k, struct sections *s, int nid, uint64_t first,
                             uint64_t count)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	unsigned bits = PAGE_SHIFT(k) - 3, shift = PAGE_SHIFT(k) + 2 * bits;
	uint64_t map = sizes->section / PAGE_SIZE(k) * sizes->page, taken = 0;
	uint64_t base = k->setup->memstart_addr / sizes->section;
	uint64_t start = (first - base) * map, last = start + count * map - 1;

	for (uint64_t piece = start >> shift; piece <= last >> shift; piece++) {
		/* the table below the topmost first, which is there */
		for (unsigned level = k->mapping->levels - 2; level-- > 0;) {
			uint64_t table = piece >> level * bits;

			if (table < s->tables[level] || shared_with_image(k, level))
				continue;
			earlyonly_bootmem_alloc(k, nid, PAGE_SIZE(k));
			s->tables[level] = table + 1;
			taken++;
		}
	}
	if (taken)
		TELL(k, &says[TABLES], taken, WORD(nid));
}

/* Goes over the pieces of sections without a hole, each counted once. */
struct piece {
	uint64_t region; /* the next in the list of memory */
	uint64_t first, behind;
	int nid;
};

static bool next_piece(const struct kernel *k, struct piece *p)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	uint64_t covered = p->behind;

	while (p->region < memory->cnt) {
		const struct memblock_region *r = &memory->regions[p->region++];

		if (!sections_of(k, r, &p->first, &p->behind) || p->behind <= covered) {
			p->behind = covered;
			continue;
		}
		p->first = max64(p->first, covered);
		p->nid = r->nid < (int)k->profile->nodes ? r->nid : 0;
		return true;
	}
	return false;
}

static void populate_run(struct kernel *k, struct sections *s)
{
	struct piece p = { .region = 0 };

	while (next_piece(k, &p) && p.first < s->behind)
		if (p.first >= s->first)
			vmemmap_populate(k, s, s->nid, p.first, p.behind - p.first);
}

static const struct outline outline_memmap_alloc = {
	"memmap_alloc",
	"mm/page_alloc.c",
	"sxN",
	'a',
	N_("Takes memory for the memmap of a node, on that node."),
	NULL,
	{ N_("from memblock, on the node and nowhere else") }
};

static phys_addr_t memmap_alloc(struct kernel *k, uint64_t size, uint64_t align, int nid)
{
	ENTER(k, &outline_memmap_alloc, size, align, WORD(nid));
	return leave_word(k, memblock_alloc_exact_nid_raw(k, size, align, pa_page_offset(k),
	                                                  MEMBLOCK_ALLOC_ACCESSIBLE, nid));
}

static const struct outline outline_init_nid = {
	"sparse_init_nid",
	SPARSE_FILE,
	"Ndd",
	'v',
	N_("Gives the sections of one node their memmap."),
	N_("A section is mapped whole, also where memory fills only a part of it."),
	{ N_("a record of the use of each section, beside what is kept of the node"),
	  N_("the memmap of all of them in one piece, on the node; else piece by piece"),
	  N_("page tables, where those that exist do not reach"),
	  N_("go on with the next run of sections of one node") }
};

/* sparse_early_usemaps_alloc_pgdat_section() */
static void alloc_usage(struct kernel *k, int nid, uint64_t count)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t size = sizes->section_usage * count, line = k->profile->cache_line;
	phys_addr_t goal = round_down_to(k->setup->node_data[nid], sizes->section);
	int node = memblock_search_nid(k, goal);
	phys_addr_t at;

	/* kept together with the node's data, that section can be unplugged last */
	if (node < 0)
		node = 0;
	at = memblock_alloc_try_nid(k, size, line, goal, goal + sizes->section, node);
	if (!at)
		at = memblock_alloc_try_nid(k, size, line, goal, MEMBLOCK_ALLOC_ACCESSIBLE, node);
	if (at)
		TELL(k, &says[USAGE], SPAN(at, size), count);
	else
		TELL(k, &says[NO_ROOM], size);
}

/* The memmap without one big piece: block by block, as vmemmap_populate() asks for them. */
static void memmap_in_blocks(struct kernel *k, int nid, uint64_t size)
{
	uint64_t block = (uint64_t)1 << (2 * PAGE_SHIFT(k) - 3), count = 0;
	phys_addr_t at = 0, got;

	for (uint64_t done = 0; done < size; done += block) {
		got = earlyonly_bootmem_alloc(k, nid, block);
		if (!got) {
			printk(k,
			       "sparse_init_nid: node[%d] memory map backing failed. Some memory "
			       "will not be available.",
			       nid);
			break;
		}
		at = got;
		count++;
	}
	if (count)
		TELL(k, &says[BLOCKS], count, block, at);
}

static void sparse_init_nid(struct kernel *k, struct sections *s)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t block = (uint64_t)1 << (2 * PAGE_SHIFT(k) - 3);
	uint64_t map = round_up_to(sizes->section / PAGE_SIZE(k) * sizes->page, block);
	uint64_t size = map * s->count;
	phys_addr_t at;

	if (!s->count)
		return;
	ENTER(k, &outline_init_nid, WORD(s->nid), s->first, s->count);
	TELL(k, &says[SECTIONS], s->count, WORD(s->nid), sizes->section);
	alloc_usage(k, s->nid, s->count);
	at = memmap_alloc(k, size, map, s->nid);
	if (at) {
		TELL(k, &says[MEMMAP], SPAN(at, size), size, s->count, map, WORD(s->nid));
	} else {
		TELL(k, &says[NO_MEMMAP], size, WORD(s->nid));
		memmap_in_blocks(k, s->nid, size);
	}
	populate_run(k, s);
	leave(k);
}

static const struct outline outline_init = {
	"sparse_init",
	SPARSE_FILE,
	"",
	'v',
	N_("Cuts memory into sections and gives each the records of its pages."),
	N_("Reserved pages and no-map ones have such records too; only holes have none."),
	{ N_("the table of roots, once"), N_("a root for each run of addresses that has memory"),
	  N_("a section belongs to the node whose memory came first in it"),
	  N_("node by node: what is kept of the sections, and the memmap") }
};

/* The runs of sections of one node, each given its memmap when it ends. */
static void init_runs(struct kernel *k, struct sections *s)
{
	struct piece p = { .region = 0 };

	while (next_piece(k, &p)) {
		if (s->count && p.nid != s->nid) {
			sparse_init_nid(k, s);
			s->count = 0;
		}
		if (!s->count) {
			s->first = p.first;
			s->nid = p.nid;
		}
		s->count += p.behind - p.first;
		s->behind = p.behind;
	}
	sparse_init_nid(k, s);
}

void sparse_init(struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	struct sections s = { .count = 0 };

	if (!profile_allocates(k->profile))
		return;
	ENTER(k, &outline_init);
	for (uint64_t i = 0; i < memory->cnt; i++)
		memory_present(k, &s, &memory->regions[i]);
	init_runs(k, &s);
	leave(k);
}
