/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/vmalloc.c, second part: the page tables of the area for mappings.
 *
 * A table keeps what its entries hold as runs, so that a table full of pages that
 * follow each other is one step, whatever their number.
 */
#include "linux/mm/vmalloc.h"

#define VMALLOC_FILE "mm/vmalloc.c"

enum { NEW_TABLE, OLD_TABLE, BLOCKS, BLOCK, PAGES, ONE_PAGE, NO_ROOM, CLEARED, TABLE_GOES };

static const struct sentence says[] = {
	[NEW_TABLE] = { STEP_SET, LEVEL_STEP, 2, "dnn",
	                N_("Entry {0} of the {1} is empty: a {2} table is made, and the entry leads "
	                   "to it.") },
	[OLD_TABLE] = { STEP_DECIDE, LEVEL_STEP, 2, "dnn",
	                N_("Entry {0} of the {1} leads to a {2} table already.") },
	[BLOCK] = { STEP_MAP, LEVEL_STEP, 1, "dnsrx",
	            N_("Entry {0} of the {1} maps a block of {2}, {3}: its value is {4}.") },
	[BLOCKS] = { STEP_MAP, LEVEL_STEP, 1, "ddnsrx",
	             N_("{0} entries of the {2}, from number {1} on, map a block of {3} each, "
	                "together {4}: the first is {5}.") },
	[ONE_PAGE] = { STEP_MAP, LEVEL_STEP, 1, "dnrx",
	               N_("Entry {0} of the {1} maps the page {2}: its value is {3}.") },
	[PAGES] = { STEP_MAP, LEVEL_STEP, 1, "ddnrx",
	            N_("{0} entries of the {2}, from number {1} on, map a page each, together {3}: "
	               "the first is {4}.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STEP, 1, "dss",
	              N_("{0} page tables would be needed, {1}, and there is {2} of RAM: -ENOMEM.") },
	[CLEARED] = { STEP_UNMAP, LEVEL_STEP, 1, "ddn",
	              N_("{0} entries of the {2}, from number {1} on, are cleared; the table stays "
	                 "for the next mapping.") },
	[TABLE_GOES] = { STEP_SET, LEVEL_STEP, 1, "dnn",
	                 N_("Entry {0} of the {1} led to a {2} table that is empty by now; the block "
	                    "takes its place.") },
};

static const char *const level_names[] = { "PTE", "PMD", "PUD", "P4D", "PGD" };

unsigned pt_level_shift(const struct kernel *k, unsigned level)
{
	return PAGE_SHIFT(k) + level * (PAGE_SHIFT(k) - 3);
}

static unsigned top_level(const struct kernel *k)
{
	return k->mapping->levels - 1;
}

const char *pt_level_name(const struct kernel *k, unsigned level)
{
	return level_names[level == top_level(k) ? LEVEL_PGD : level];
}

unsigned pt_index(const struct kernel *k, unsigned level, uint64_t addr)
{
	uint64_t n = addr >> pt_level_shift(k, level);
	unsigned bits = PAGE_SHIFT(k) - 3;

	if (level == top_level(k))
		bits = k->mapping->va_bits - pt_level_shift(k, level);
	return (unsigned)(n & ((1ull << bits) - 1));
}

/* The bits of an entry that lead to PHYS. */
static uint64_t entry_address(const struct kernel *k, phys_addr_t phys)
{
	unsigned bit = k->mapping->frame_bit;

	return bit ? PFN_DOWN(k, phys) << bit : phys;
}

phys_addr_t pt_entry_phys(const struct kernel *k, uint64_t entry)
{
	if (k->mapping->frame_bit)
		entry = PFN_PHYS(k, entry >> k->mapping->frame_bit);
	return entry & ((1ull << k->profile->pa_bits) - 1) & PAGE_MASK(k);
}

struct pt_run *pt_run_at(const struct page_table *table, unsigned index)
{
	struct pt_run *run = table->last;

	if (!run || index >= run->first + run->count)
		return NULL;
	if (index < run->first)
		for (run = table->runs; run && index >= run->first + run->count;)
			run = run->next;
	return run && index >= run->first ? run : NULL;
}

/* A run of COUNT entries from FIRST on, where TABLE has none. */
static struct pt_run *run_new(struct kernel *k, struct page_table *table, unsigned first,
                              unsigned count)
{
	struct pt_run *run = sim_alloc(k->sim, sizeof(*run)), *before = table->last;

	SET(k, run->first, first);
	SET(k, run->count, count);
	if (before && before->first > first) {
		before = NULL;
		for (struct pt_run *r = table->runs; r->first < first; r = r->next)
			before = r;
	}
	SET(k, run->next, before ? before->next : table->runs);
	if (before)
		SET(k, before->next, run);
	else
		SET(k, table->runs, run);
	if (!run->next)
		SET(k, table->last, run);
	return run;
}

static void run_drop(struct kernel *k, struct page_table *table, struct pt_run *run)
{
	struct pt_run *before = NULL;

	for (struct pt_run *r = table->runs; r != run; r = r->next)
		before = r;
	if (before)
		SET(k, before->next, run->next);
	else
		SET(k, table->runs, run->next);
	if (table->last == run)
		SET(k, table->last, before);
}

static struct page_table *table_new(struct kernel *k, unsigned level)
{
	struct page_table *table = sim_alloc(k->sim, sizeof(*table));

	SET(k, table->level, level);
	SET(k, k->vmalloc->tables, k->vmalloc->tables + 1);
	return table;
}

/* What is to be mapped, and how far it has come. */
struct filling {
	struct vm_struct *area;
	uint64_t addr, end; /* exclusive */
	phys_addr_t phys;
	uint64_t prot;
};

/* Does an entry of LEVEL map what comes next whole? */
static bool takes_block(const struct kernel *k, unsigned level, const struct filling *f)
{
	uint64_t bytes = 1ull << pt_level_shift(k, level);

	if (level == LEVEL_PTE)
		return true;
	return pt_level_shift(k, level) <= k->mapping->block_shift &&
	       !((f->addr | f->phys) & (bytes - 1)) && f->end - f->addr >= bytes;
}

static uint64_t entry_for(const struct kernel *k, unsigned level, const struct filling *f)
{
	const struct profile_mapping *m = k->mapping;
	uint64_t address = entry_address(k, f->phys);

	if (level == LEVEL_PTE)
		return address | f->prot;
	return address | ((f->prot & ~m->block_clear) | m->block_set);
}

static uint64_t level_id(struct kernel *k, unsigned level)
{
	return name_id(sim_name(k->sim, pt_level_name(k, level)));
}

/* An empty table stands where a block is to go: it is freed. */
static void make_way(struct kernel *k, struct page_table *table, unsigned index)
{
	struct pt_run *run = pt_run_at(table, index);

	if (!run)
		return;
	run_drop(k, table, run);
	SET(k, k->vmalloc->tables, k->vmalloc->tables - 1);
	TELL(k, &says[TABLE_GOES], index, level_id(k, table->level), level_id(k, table->level - 1));
}

static void map_run(struct kernel *k, struct page_table *table, struct filling *f)
{
	unsigned level = table->level, shift = pt_level_shift(k, level), count = 0;
	unsigned first = pt_index(k, level, f->addr), slots = 1u << (PAGE_SHIFT(k) - 3);
	phys_addr_t phys = f->phys;
	uint64_t entry = entry_for(k, level, f), bytes;
	struct pt_run *run;

	do {
		if (level != LEVEL_PTE)
			make_way(k, table, first + count);
		count++;
		f->addr += 1ull << shift;
		f->phys += 1ull << shift;
	} while (first + count < slots && f->addr < f->end && takes_block(k, level, f));
	bytes = (uint64_t)count << shift;
	run = run_new(k, table, first, count);
	SET(k, run->entry, entry);
	SET(k, run->area, f->area);
	if (level == LEVEL_PTE && count == 1)
		TELL(k, &says[ONE_PAGE], first, level_id(k, level), SPAN(phys, bytes), entry);
	else if (level == LEVEL_PTE)
		TELL(k, &says[PAGES], count, first, level_id(k, level), SPAN(phys, bytes), entry);
	else if (count == 1)
		TELL(k, &says[BLOCK], first, level_id(k, level), bytes, SPAN(phys, bytes), entry);
	else
		TELL(k, &says[BLOCKS], count, first, level_id(k, level), 1ull << shift,
		     SPAN(phys, bytes), entry);
}

/* The table that the entry for ADDR leads to; made if need be. */
static struct page_table *table_below(struct kernel *k, struct page_table *table, uint64_t addr)
{
	unsigned index = pt_index(k, table->level, addr);
	struct pt_run *run = pt_run_at(table, index);

	if (run) {
		TELL(k, &says[OLD_TABLE], index, level_id(k, table->level),
		     level_id(k, table->level - 1));
		return run->table;
	}
	run = run_new(k, table, index, 1);
	SET(k, run->table, table_new(k, table->level - 1));
	TELL(k, &says[NEW_TABLE], index, level_id(k, table->level), level_id(k, table->level - 1));
	return run->table;
}

#define FILL_LINES                                                                                 \
	{                                                                                          \
		N_("where one entry covers what is left and both addresses are aligned: a block"), \
			N_("else: make the table below, if it is not there"),                      \
			N_("go on in that table, up to its end"), N_("until all is mapped")        \
	}

static const struct outline outlines_fill[] = {
	[LEVEL_PTE] = { "vmap_pte_range",
	                VMALLOC_FILE,
	                "ra",
	                'v',
	                N_("Maps page by page: the last level."),
	                NULL,
	                { N_("an entry for each page: its physical address and how to access it"),
	                  N_("until all is mapped, or the table is full") } },
	[LEVEL_PMD] = { "vmap_pmd_range", VMALLOC_FILE, "ra", 'v',
	                N_("Maps what one table of the third level covers."),
	                N_("Aligned pieces of 2 MiB need no table of pages: one entry maps them."),
	                FILL_LINES },
	[LEVEL_PUD] = { "vmap_pud_range", VMALLOC_FILE, "ra", 'v',
	                N_("Maps what one table of the second level covers."), NULL, FILL_LINES },
	[LEVEL_P4D] = { "vmap_p4d_range", VMALLOC_FILE, "ra", 'v',
	                N_("Maps what one table of the level between PGD and PUD covers."),
	                N_("Only tables of five levels have it."), FILL_LINES },
	[LEVEL_PGD] = { "ioremap_page_range",
	                VMALLOC_FILE,
	                "ra",
	                'e',
	                N_("Fills the page tables for a mapping, from the top level down."),
	                N_("The virtual range gets its tables here; before, it was only a number that "
	                   "nobody else may use."),
	                { N_("there must be memory for the tables"),
	                  N_("make the table below an entry, if it is not there"),
	                  N_("go on in that table, up to its end"), N_("until all is mapped") } },
};

static void fill(struct kernel *k, struct page_table *table, struct filling *f)
{
	uint64_t bytes = 1ull << pt_level_shift(k, table->level), all = f->end;

	while (f->addr < all) {
		if (table->level != top_level(k) && takes_block(k, table->level, f)) {
			map_run(k, table, f);
			continue;
		}
		/* what this entry covers */
		f->end = (f->addr & ~(bytes - 1)) + bytes;
		f->end = f->end && f->end < all ? f->end : all;
		struct page_table *below = table_below(k, table, f->addr);

		ENTER(k, &outlines_fill[below->level], SPAN(f->addr, f->end - f->addr), f->phys);
		fill(k, below, f);
		leave(k);
		f->end = all;
	}
}

/* How many tables of pages SIZE bytes need at most, against what all RAM could hold. */
static bool room_for_tables(struct kernel *k, const struct filling *f)
{
	const uint64_t ram = k->mm_memblock.memblock.memory.total_size;
	unsigned shift = pt_level_shift(k, LEVEL_PMD);
	uint64_t tables = ((f->end - f->addr) >> shift) + 1;
	bool blocks =
		shift <= k->mapping->block_shift && !((f->addr ^ f->phys) & ((1ull << shift) - 1));
	uint64_t room = ram ? ram : 1ull << 30;

	if (blocks)
		tables = ((f->end - f->addr) >> pt_level_shift(k, LEVEL_PUD)) + 1;
	if (tables <= room >> PAGE_SHIFT(k))
		return true;
	TELL(k, &says[NO_ROOM], tables, tables << PAGE_SHIFT(k), room);
	return false;
}

int ioremap_page_range(struct kernel *k, struct vm_struct *area, uint64_t start, uint64_t size,
                       phys_addr_t phys, uint64_t prot)
{
	struct filling f = { area, start, start + size, phys, prot };

	ENTER(k, &outlines_fill[LEVEL_PGD], SPAN(start, size), phys);
	if (!room_for_tables(k, &f))
		return leave_int(k, -ENOMEM);
	if (!k->vmalloc->pgd)
		SET(k, k->vmalloc->pgd, table_new(k, top_level(k)));
	fill(k, k->vmalloc->pgd, &f);
	return leave_int(k, 0);
}

static const struct outline outline_unmap = {
	"vunmap_range",
	VMALLOC_FILE,
	"r",
	'v',
	N_("Clears the entries that map a range."),
	N_("Tables that become empty are kept."),
	{ N_("clear the entries of the lowest level, or of blocks"),
	  N_("processors must forget what they remember of the range") }
};

/* Clear what TABLE has of AREA, from ADDR to END (exclusive). */
static void clear(struct kernel *k, struct page_table *table, const struct vm_struct *area,
                  uint64_t addr, uint64_t end)
{
	unsigned shift = pt_level_shift(k, table->level);

	while (addr < end) {
		struct pt_run *run = pt_run_at(table, pt_index(k, table->level, addr));
		uint64_t next = (((addr >> shift) + 1) << shift);

		if (run && run->table) {
			clear(k, run->table, area, addr, next && next < end ? next : end);
		} else if (run && run->area == area) {
			run_drop(k, table, run);
			TELL(k, &says[CLEARED], run->count, run->first, level_id(k, table->level));
			next += (uint64_t)(run->count - 1) << shift;
		}
		if (!next)
			return;
		addr = next;
	}
}

void vunmap_range(struct kernel *k, struct vm_struct *area, uint64_t start, uint64_t size)
{
	ENTER(k, &outline_unmap, SPAN(start, size));
	if (k->vmalloc->pgd)
		clear(k, k->vmalloc->pgd, area, start, start + size);
	leave(k);
}

bool pt_walk(const struct kernel *k, uint64_t addr, struct pt_walk *walk)
{
	const struct page_table *table = k->vmalloc ? k->vmalloc->pgd : NULL;

	*walk = (struct pt_walk){ 0 };
	if (addr >> (k->mapping->va_bits - 1) != UINT64_MAX >> (k->mapping->va_bits - 1) &&
	    k->mapping->va_bits > 32)
		return false;
	while (table) {
		unsigned index = pt_index(k, table->level, addr), n = walk->levels++;
		const struct pt_run *run = pt_run_at(table, index);
		unsigned shift = pt_level_shift(k, table->level);

		walk->step[n].level = table->level;
		walk->step[n].index = index;
		if (!run)
			return false;
		walk->step[n].table = run->table;
		table = run->table;
		if (table)
			continue;
		walk->step[n].entry =
			run->entry + entry_address(k, (uint64_t)(index - run->first) << shift);
		walk->shift = shift;
		walk->phys = pt_entry_phys(k, walk->step[n].entry) | (addr & ((1ull << shift) - 1));
		walk->prot = walk->step[n].entry &
		             ~entry_address(k, pt_entry_phys(k, walk->step[n].entry));
		walk->area = run->area;
		return true;
	}
	return false;
}

void pt_count(const struct kernel *k, const struct vm_struct *area, uint64_t count[PT_LEVELS])
{
	struct pt_walk walk;

	for (unsigned i = 0; i < PT_LEVELS; i++)
		count[i] = 0;
	for (uint64_t at = area->addr; at < area->addr + area->size && pt_walk(k, at, &walk);
	     at += 1ull << walk.shift)
		count[walk.step[walk.levels - 1].level]++;
}
