/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/riscv/mm/init.c, third part: the final page tables.
 *
 * Memory is mapped by the largest pieces that fit: 512 GiB, 1 GiB, 2 MiB, a page.  A table is
 * one page; those that stand in the way of larger pieces are few: around the image's code and
 * its constants, and around the pool of KFENCE.
 */
#include "linux/arch/riscv/mm/mm.h"

enum {
	POOL,
	NO_POOL,
	HIDDEN,
	TABLE,
	NO_TABLE,
	RANGE_DONE,
	ALL_DONE,
	PART_DONE,
	POOL_DONE,
	IMAGE_DONE
};

static const struct sentence says[] = {
	[HIDDEN] = { STEP_SET, LEVEL_STOP, 1, "rr",
	             N_("The image's code {0} and its constants {1} are marked no-map for a moment, "
	                "so that no piece of 1 GiB swallows them: they get other rights.") },
	[POOL] = { STEP_ALLOCATE, LEVEL_STOP, 2, "rs",
	           N_("{0}, {1}, is the pool of KFENCE, which finds faulty accesses; its pages must "
	              "be protectable one by one, so it is hidden too.") },
	[NO_POOL] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	              N_("There is no memory for the pool of KFENCE, {0}: the kernel cannot go "
	                 "on.") },
	[TABLE] = { STEP_ALLOCATE, LEVEL_STEP, 1, "ar",
	            N_("The table at {0} describes the addresses {1}.") },
	[NO_TABLE] = { STEP_REFUSE, LEVEL_STOP, 1, "", N_("There is no memory for a page table.") },
	[RANGE_DONE] = { STEP_MAP, LEVEL_CALL, 3, "rsd",
	                 N_("{0}, {1}, joins the linear map; that takes {2} page tables more.") },
	[ALL_DONE] = { STEP_ALLOCATE, LEVEL_STOP, 3, "ds",
	               N_("To map all memory the kernel has taken {0} page tables so far, {1}: most "
	                  "of it is mapped by pieces of 2 MiB or more.") },
	[PART_DONE] = { STEP_MAP, LEVEL_CALL, 4, "rd",
	                N_("The image's part {0} joins the linear map with rights of its own: {1} "
	                   "page tables more.") },
	[POOL_DONE] = { STEP_MAP, LEVEL_CALL, 5, "rd",
	                N_("The pool {0} joins it page by page: {1} page tables more.") },
	[IMAGE_DONE] = { STEP_MAP, LEVEL_STOP, 3, "rad",
	                 N_("The image {0} is mapped a second time, from {1} on, where it runs: {2} "
	                    "page tables more.") },
};

/* Where the image runs: the last 2 GiB of all addresses (KERNEL_LINK_ADDR). */
#define KERNEL_LINK_ADDR 0xffffffff80000000ull

/* Tables of one level that are there, for neighbouring pieces of addresses. */
struct table_run {
	unsigned level;
	uint64_t first, last;
	struct table_run *next;
};

/* What has been mapped so far. */
struct tables {
	struct table_run *runs; /* the newest first */
	uint64_t count;
};

#define ALLOC(name, what)                                                                          \
	{                                                                                          \
		name, RISCV_INIT_FILE, "a", 'a', what, NULL,                                       \
		{                                                                                  \
			N_("a page from memblock, at the top of what is free")                     \
		}                                                                                  \
	}

/* By the level whose entries lead to the table. */
static const struct outline outlines_alloc[] = {
	[1] = ALLOC("alloc_pte_fixmap", N_("Takes a page for a table of pages, for 2 MiB.")),
	[2] = ALLOC("alloc_pmd_fixmap", N_("Takes a page for a table of blocks of 2 MiB.")),
	[3] = ALLOC("alloc_pud_fixmap", N_("Takes a page for a table of blocks of 1 GiB.")),
	[4] = ALLOC("alloc_p4d_fixmap", N_("Takes a page for a table of blocks of 512 GiB.")),
};

/* Bytes that one entry of LEVEL covers, as a power of two; level 0 is a page. */
static unsigned shift_of(const struct kernel *k, unsigned level)
{
	return PAGE_SHIFT(k) + level * (PAGE_SHIFT(k) - 3);
}

static bool is_there(struct kernel *k, struct tables *t, unsigned level, uint64_t n)
{
	for (struct table_run *run = t->runs; run; run = run->next) {
		if (run->level != level || n < run->first || n > run->last + 1)
			continue;
		if (n > run->last) {
			SET(k, run->last, n);
			return false;
		}
		return true;
	}
	struct table_run *run = sim_alloc(k->sim, sizeof(*run));

	SET(k, run->level, level);
	SET(k, run->first, n);
	SET(k, run->last, n);
	SET(k, run->next, t->runs);
	t->runs = run;
	return false;
}

/* The tables above an entry of level LEAF for VA, where they are not there yet. */
static void need_tables(struct kernel *k, struct tables *t, uint64_t va, unsigned leaf)
{
	for (unsigned level = k->mapping->levels - 1; level > leaf; level--) {
		uint64_t size = (uint64_t)1 << shift_of(k, level), first = va & ~(size - 1);
		phys_addr_t at;

		if (is_there(k, t, level, va >> shift_of(k, level)))
			continue;
		ENTER(k, &outlines_alloc[level], va);
		at = profile_allocates(k->profile)
		             ? memblock_phys_alloc(k, PAGE_SIZE(k), PAGE_SIZE(k))
		             : 0;
		if (!at && profile_allocates(k->profile)) {
			TELL(k, &says[NO_TABLE]);
			kernel_panic(k, _("there is no memory for a page table"));
		}
		TELL(k, &says[TABLE], at, SPAN(first, size));
		leave_word(k, at);
		t->count++;
	}
}

/* best_map_size(): the level of the largest piece that fits at both addresses. */
static unsigned best_level(const struct kernel *k, uint64_t va, phys_addr_t pa, uint64_t left)
{
	unsigned level = k->mapping->levels - 2;

	while (level) {
		uint64_t size = (uint64_t)1 << shift_of(k, level);

		if (!((va | pa) & (size - 1)) && left >= size)
			break;
		level--;
	}
	return level;
}

/* Map SIZE bytes of PA at VA, by pages only if PAGES; how many tables that took. */
static uint64_t map_range(struct kernel *k, struct tables *t, uint64_t va, phys_addr_t pa,
                          uint64_t size, bool pages)
{
	uint64_t before = t->count;

	while (size >= PAGE_SIZE(k)) {
		unsigned level = pages ? 0 : best_level(k, va, pa, size);
		uint64_t piece = (uint64_t)1 << shift_of(k, level), table, done;

		need_tables(k, t, va, level);
		/* all pieces of this size that begin where the same table describes */
		table = (uint64_t)1 << shift_of(k, level + 1);
		done = min64(round_up_to(table - (va & (table - 1)), piece), size & ~(piece - 1));
		va += done;
		pa += done;
		size -= done;
	}
	if (size) /* the kernel maps what is left of a page, too */
		need_tables(k, t, va, 0);
	return t->count - before;
}

static uint64_t linear(const struct kernel *k, phys_addr_t pa)
{
	return pa - k->setup->memstart_addr + k->mapping->linear;
}

static const struct outline outline_linear = {
	"create_linear_mapping_page_table",
	RISCV_INIT_FILE,
	"",
	'v',
	N_("Maps all memory, so that the kernel can reach each byte of it: the linear map."),
	N_("What is marked no-map stays out; what is reserved is mapped like the rest, the "
	   "firmware's memory too."),
	{ N_("hide the image's code and constants from the banks"),
	  N_("take the pool of KFENCE and hide it too"),
	  N_("map each bank by the largest pieces that fit"),
	  N_("map code and constants, and let them be seen again"),
	  N_("map the pool page by page, and let it be seen again") }
};

/* Each bank that is not hidden. */
static void map_banks(struct kernel *k, struct tables *t)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		struct memblock_region r = memory->regions[i];
		uint64_t count;

		if (!r.size || r.flags & MEMBLOCK_NOMAP)
			continue;
		count = map_range(k, t, linear(k, r.base), r.base, r.size, false);
		TELL(k, &says[RANGE_DONE], SPAN(r.base, r.size), r.size, count);
	}
	TELL(k, &says[ALL_DONE], t->count, t->count << PAGE_SHIFT(k));
}

static phys_addr_t take_pool(struct kernel *k)
{
	uint64_t size = k->profile->sizes.kfence_pool;
	phys_addr_t pool = size ? memblock_phys_alloc(k, size, PAGE_SIZE(k)) : 0;

	if (!size)
		return 0;
	if (!pool) {
		TELL(k, &says[NO_POOL], size);
		kernel_panic(k, _("there is no memory for the pool of KFENCE"));
	}
	memblock_mark_nomap(k, pool, size);
	TELL(k, &says[POOL], SPAN(pool, size), size);
	return pool;
}

static void create_linear_mapping_page_table(struct kernel *k, struct tables *t)
{
	const struct profile_image *image = &k->profile->image;
	const phys_addr_t starts[] = { pa_symbol(k, 0), pa_symbol(k, image->rodata) };
	const uint64_t sizes[] = { image->init_data, image->sdata - image->rodata };
	uint64_t pool_size = k->profile->sizes.kfence_pool, count;
	phys_addr_t pool;

	ENTER(k, &outline_linear);
	for (unsigned i = 0; i < 2; i++)
		memblock_mark_nomap(k, starts[i], sizes[i]);
	TELL(k, &says[HIDDEN], SPAN(starts[0], sizes[0]), SPAN(starts[1], sizes[1]));
	pool = take_pool(k);
	map_banks(k, t);
	for (unsigned i = 0; i < 2; i++) {
		count = map_range(k, t, linear(k, starts[i]), starts[i], sizes[i], false);
		TELL(k, &says[PART_DONE], SPAN(starts[i], sizes[i]), count);
	}
	for (unsigned i = 0; i < 2; i++)
		memblock_clear_nomap(k, starts[i], sizes[i]);
	if (pool_size) {
		count = map_range(k, t, linear(k, pool), pool, pool_size, true);
		TELL(k, &says[POOL_DONE], SPAN(pool, pool_size), count);
		memblock_clear_nomap(k, pool, pool_size);
	}
	leave(k);
}

static const struct outline outline_final = {
	"setup_vm_final",
	RISCV_INIT_FILE,
	"",
	'v',
	N_("Makes the final page tables and switches to them."),
	N_("Each table that it needs is a page of memory that nobody gets back; the fewer levels, the "
	   "fewer tables."),
	{ N_("the fixed mappings keep the tables that they have"),
	  N_("the linear map of all memory"), N_("the image at the address where it runs"),
	  N_("write the new tables into satp") }
};

void riscv_setup_vm_final(struct kernel *k)
{
	struct tables t = { .count = 0 };
	uint64_t size = round_up_to(k->profile->image.end, riscv_pmd_size(k)), before;

	ENTER(k, &outline_final);
	create_linear_mapping_page_table(k, &t);
	before = t.count;
	map_range(k, &t, KERNEL_LINK_ADDR, pa_symbol(k, 0), size, false);
	TELL(k, &says[IMAGE_DONE], SPAN(pa_symbol(k, 0), size), KERNEL_LINK_ADDR, t.count - before);
	leave(k);
}
