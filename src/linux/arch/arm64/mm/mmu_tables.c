/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm64/mm/mmu.c, second part: how many page tables the first mappings take.
 *
 * A table is one page.  Below the topmost, which is part of the image, there is one for each
 * piece of addresses that it can describe and that something is mapped in: 2 MiB, 1 GiB and
 * 512 GiB with pages of 4 KiB.  Where an entry maps a whole block itself, the table below it
 * is saved.
 */
#include "linux/arch/arm64/mm/mmu.h"

#include "linux/arch/arm64/kernel/setup.h"

enum {
	IMAGE,
	BY_PAGES,
	CRASH_PAGES,
	BY_BLOCKS,
	BANK,
	MEMORY,
	ALIAS,
	CRASH_KERNEL,
	IDMAP,
	TABLES,
	NO_TABLE,
	KFENCE_PAGES,
	KFENCE_POOL,
	NO_KFENCE,
	KFENCE_MAPPED
};

static const struct sentence says[] = {
	[IMAGE] = { STEP_MAP, LEVEL_CALL, 4, "d",
	            N_("The five parts of the image are mapped; that took {0} page tables.") },
	[BY_PAGES] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	               N_("Single pages must be protectable (rodata=full is the default), so all "
	                  "memory is mapped page by page and not in blocks.") },
	[CRASH_PAGES] = { STEP_DECIDE, LEVEL_CALL, 3, "",
	                  N_("crashkernel= was given, and its memory may later be protected page "
	                     "by page: no blocks.") },
	[KFENCE_PAGES] = { STEP_DECIDE, LEVEL_CALL, 3, "",
	                   N_("KFENCE may be switched on later and then wants to protect single "
	                      "pages: no blocks.") },
	[KFENCE_POOL] = { STEP_ALLOCATE, LEVEL_STOP, 2, "rs",
	                  N_("{0}, {1}, is KFENCE's: objects with guard pages between them, which "
	                     "catch accesses beyond an object.") },
	[NO_KFENCE] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	                N_("There is no memory for KFENCE's pool, {0}.") },
	[KFENCE_MAPPED] = { STEP_MAP, LEVEL_CALL, 5, "rd",
	                    N_("KFENCE's pool {0} is mapped page by page: {1} page tables more.") },
	[BY_BLOCKS] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	                N_("rodata={0} allows whole blocks, so hardly any table is needed.") },
	[BANK] = { STEP_MAP, LEVEL_CALL, 4, "rd",
	           N_("{0} joins the linear map; that takes {1} page tables more.") },
	[MEMORY] = { STEP_ALLOCATE, LEVEL_STOP, 4, "sds",
	             N_("To map {0} of memory the kernel takes {1} page tables, {2}: one for each "
	                "2 MiB that are mapped page by page, and a few above those.") },
	[ALIAS] = { STEP_MAP, LEVEL_CALL, 5, "rd",
	            N_("The kernel's code at {0} joins the linear map last, with rights of its "
	               "own: {1} page tables more.") },
	[CRASH_KERNEL] = { STEP_MAP, LEVEL_CALL, 6, "rd",
	                   N_("The crash kernel's memory {0} is mapped page by page: {1} page "
	                      "tables more.") },
	[IDMAP] = { STEP_ALLOCATE, LEVEL_CALL, 2, "d",
	            N_("The few pages that run while the MMU is switched are mapped at their own "
	               "address: {0} page tables.") },
	[TABLES] = { STEP_ALLOCATE, LEVEL_STEP, 2, "da",
	             N_("{0} page tables, a page each; the last is at {1}.") },
	[NO_TABLE] = { STEP_REFUSE, LEVEL_STOP, 1, "", N_("There is no memory for a page table.") },
};

static const struct outline outline_early_alloc = {
	"early_pgtable_alloc",
	MMU_FILE,
	"d",
	'v',
	N_("Takes pages for page tables before there is a page allocator."),
	N_("They come from the top of memory, one below the other, and are never given back."),
	{ N_("a page from memblock for each; none: panic"), N_("clear it") }
};

static void early_pgtable_alloc(struct kernel *k, uint64_t count)
{
	phys_addr_t last;

	if (!count || !profile_allocates(k->profile))
		return;
	ENTER(k, &outline_early_alloc, count);
	last = memblock_phys_alloc_pages(k, count);
	if (!last) {
		TELL(k, &says[NO_TABLE]);
		printk(k, "Kernel panic - not syncing: Failed to allocate page table page");
		kernel_panic(k, _("there is no memory for a page table"));
	}
	TELL(k, &says[TABLES], count, last);
	leave(k);
}

/* What is being mapped. */
struct mapped {
	uint64_t start, end; /* virtual addresses; end exclusive */
	bool pages;          /* no blocks */
	/* does another mapping use the table of this piece of addresses already? */
	bool (*used)(const struct kernel *k, const void *arg, uint64_t first, uint64_t last);
	const void *arg;
};

/* The addresses that one table of LEVEL describes; level 1 is the lowest. */
static unsigned table_shift(const struct kernel *k, unsigned level)
{
	return PAGE_SHIFT(k) + level * (PAGE_SHIFT(k) - 3);
}

/* The tables of LEVEL that M needs and that are not there. */
static uint64_t tables_of_level(const struct kernel *k, const struct mapped *m, unsigned level)
{
	unsigned shift = table_shift(k, level);
	uint64_t size = (uint64_t)1 << shift, first = m->start >> shift;
	uint64_t last = (m->end - 1) >> shift, count = last - first + 1;
	bool blocks = !m->pages && shift <= k->mapping->block_shift;
	bool first_part = m->start & (size - 1), last_part = m->end & (size - 1);

	if (blocks && first == last)
		return first_part || last_part
		               ? !m->used(k, m->arg, first << shift, (first << shift) + size - 1)
		               : 0;
	if (blocks)
		count = (uint64_t)first_part + last_part;
	if (first_part && m->used(k, m->arg, first << shift, (first << shift) + size - 1))
		count--;
	if (last_part && last != first &&
	    m->used(k, m->arg, last << shift, (last << shift) + size - 1))
		count--;
	return count;
}

/* alloc_init_pud() and those below it: only the tables, not what is written into them. */
static uint64_t create_pgd_mapping(struct kernel *k, const struct mapped *m)
{
	uint64_t count = 0;

	for (unsigned level = k->mapping->levels; level-- > 1;)
		count += tables_of_level(k, m, level);
	early_pgtable_alloc(k, count);
	return count;
}

/* The mappings made before come in order, so only the end of the last one matters. */
static bool reached(const struct kernel *k, const void *arg, uint64_t first, uint64_t last)
{
	const uint64_t *end = arg;

	(void)k;
	(void)last;
	return *end > first;
}

void map_image_tables(struct kernel *k, const uint64_t *ends, unsigned parts)
{
	uint64_t base = k->mapping->vmalloc_start +
	                k->machine->kernel_base % ((uint64_t)1 << table_shift(k, 1));
	uint64_t end = 0, count = 0;

	for (unsigned n = 0; n < parts; n++) {
		struct mapped m = { base + ends[n], base + ends[n + 1], false, reached, &end };

		if (m.start == m.end)
			continue;
		count += create_pgd_mapping(k, &m);
		end = m.end;
	}
	sim_tell(k->sim, &says[IMAGE], SIM_WORDS(count));
}

/* The place of PHYS in the linear map, counted from the map's first byte. */
static uint64_t linear(const struct kernel *k, phys_addr_t phys)
{
	return phys - k->setup->memstart_addr;
}

static bool joins_linear_map(const struct kernel *k, const struct memblock_region *r)
{
	(void)k;
	return r->size && !(r->flags & MEMBLOCK_NOMAP);
}

/* Is memory of the linear map in that piece of it? */
static bool memory_there(const struct kernel *k, const void *arg, uint64_t first, uint64_t last)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	(void)arg;
	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (joins_linear_map(k, r) && linear(k, r->base) <= last &&
		    linear(k, r->base + r->size - 1) >= first)
			return true;
	}
	return false;
}

static const struct outline outline_map_mem = {
	"map_mem",
	MMU_FILE,
	"",
	'v',
	N_("Maps all memory, so that the kernel can reach each byte of it: the linear map."),
	N_("What is marked no-map stays out; what is reserved is mapped like the rest."),
	{ N_("page by page, unless rodata= allows blocks"),
	  N_("hide the kernel's code from the next step: it gets other rights"),
	  N_("crashkernel=: page by page too, or its memory hidden in the same way"),
	  N_("map each bank: page tables are taken as they are needed"),
	  N_("map the kernel's code, and let it be seen again"),
	  N_("map the crash kernel's memory, if it was hidden") }
};

/* Are single pages wanted everywhere? */
static bool by_pages(struct kernel *k)
{
	const struct setup_state *setup = k->setup;
	bool crash = setup->crash_mem_map && profile_has(k->profile, FEATURE_KEXEC_CORE) &&
	             profile_has(k->profile, FEATURE_CRASHKERNEL_IN_BOOTMEM) &&
	             !profile_has(k->profile, FEATURE_CRASH_RESERVE);
	bool kfence = profile_has(k->profile, FEATURE_KFENCE_EARLY) && !setup->kfence_early;

	if (!setup->rodata_blocks)
		TELL(k, &says[BY_PAGES]);
	else if (kfence)
		TELL(k, &says[KFENCE_PAGES]);
	else if (crash)
		TELL(k, &says[CRASH_PAGES]);
	else
		TELL(k, &says[BY_BLOCKS], name_id(setup->rodata_blocks));
	return !setup->rodata_blocks || crash || kfence;
}

/* Each bank, in order; returns the page tables. */
static uint64_t map_banks(struct kernel *k, bool pages, uint64_t *bytes)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	uint64_t end = 0, total = 0, count;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		/* a copy: page tables may not move the list, but the reader should not wonder */
		struct memblock_region r = memory->regions[i];
		struct mapped m = { linear(k, r.base), linear(k, r.base + r.size), pages, reached,
			            &end };

		if (!joins_linear_map(k, &r))
			continue;
		count = create_pgd_mapping(k, &m);
		TELL(k, &says[BANK], SPAN(r.base, r.size), count);
		end = m.end;
		*bytes += r.size;
		total += count;
	}
	return total;
}

/* __map_memblock() of a range that was hidden from the banks. */
static uint64_t map_hidden(struct kernel *k, phys_addr_t start, phys_addr_t end, bool pages)
{
	struct mapped m = { linear(k, start), linear(k, end), pages, memory_there, NULL };

	return create_pgd_mapping(k, &m);
}

static const struct outline outline_kfence_pool = {
	"arm64_kfence_alloc_pool",
	MMU_FILE,
	"",
	'a',
	N_("Takes the memory of KFENCE, which finds accesses beyond an object's end."),
	NULL,
	{ N_("kfence.sample_interval= is 0: nothing"), N_("take it, and hide it from the banks") }
};

static phys_addr_t arm64_kfence_alloc_pool(struct kernel *k)
{
	uint64_t size = k->profile->sizes.kfence_pool;
	phys_addr_t at;

	if (!k->setup->kfence_early || !size)
		return 0;
	ENTER(k, &outline_kfence_pool);
	at = memblock_phys_alloc(k, size, PAGE_SIZE(k));
	if (at) {
		memblock_mark_nomap(k, at, size);
		TELL(k, &says[KFENCE_POOL], SPAN(at, size), size);
	} else {
		printk(k, "failed to allocate kfence pool");
		SET(k, k->setup->kfence_early, false);
		TELL(k, &says[NO_KFENCE], size);
	}
	return leave_word(k, at);
}

void map_mem(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	phys_addr_t start = pa_symbol(k, image->stext), end = pa_symbol(k, image->init_begin);
	struct resource *crash = &k->setup->crashk_res;
	bool hide = k->setup->crash_mem_map && crash->end &&
	            !profile_has(k->profile, FEATURE_CRASHKERNEL_IN_BOOTMEM);
	uint64_t bytes = 0, count, pool_size = k->profile->sizes.kfence_pool;
	phys_addr_t pool;
	bool pages;

	if (!profile_allocates(k->profile))
		return;
	ENTER(k, &outline_map_mem);
	pool = arm64_kfence_alloc_pool(k);
	pages = by_pages(k);
	memblock_mark_nomap(k, start, end - start);
	if (hide)
		memblock_mark_nomap(k, crash->start, resource_size(crash));
	count = map_banks(k, pages, &bytes);
	TELL(k, &says[MEMORY], bytes, count, count << PAGE_SHIFT(k));
	count = map_hidden(k, start, end, false);
	TELL(k, &says[ALIAS], start, end - 1, count);
	memblock_clear_nomap(k, start, end - start);
	if (hide) {
		count = map_hidden(k, crash->start, crash->end + 1, true);
		TELL(k, &says[CRASH_KERNEL], RANGE(crash), count);
		memblock_clear_nomap(k, crash->start, resource_size(crash));
	}
	if (pool) {
		count = map_hidden(k, pool, pool + pool_size, true);
		TELL(k, &says[KFENCE_MAPPED], SPAN(pool, pool_size), count);
		memblock_clear_nomap(k, pool, pool_size);
		SET(k, k->setup->kfence_pool, pool);
	}
	leave(k);
}

static const struct outline outline_idmap = {
	"create_idmap",
	MMU_FILE,
	"",
	'v',
	N_("Maps the code that switches the MMU at the address where it really is."),
	N_("While the MMU is off the processor goes by physical addresses: both must agree."),
	{ N_("tables for the code"), N_("tables for the flag that it writes") }
};

void create_idmap(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	uint64_t end = 0, count;
	struct mapped text = { pa_symbol(k, image->idmap_text), pa_symbol(k, image->idmap_text_end),
		               false, reached, &end };
	struct mapped flag = { pa_symbol(k, image->idmap_flag), pa_symbol(k, image->idmap_flag) + 4,
		               false, reached, &end };

	if (text.start == text.end || !profile_allocates(k->profile))
		return;
	ENTER(k, &outline_idmap);
	/* like the kernel, in whole pages */
	text.start &= PAGE_MASK(k);
	text.end = PAGE_ALIGN(k, text.end);
	flag.start &= PAGE_MASK(k);
	flag.end = PAGE_ALIGN(k, flag.end);
	count = create_pgd_mapping(k, &text);
	end = text.end;
	if (image->idmap_flag)
		count += create_pgd_mapping(k, &flag);
	TELL(k, &says[IDMAP], count);
	leave(k);
}
