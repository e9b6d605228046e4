/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/memory.c: a process's page tables, filled by remap_pfn_range().
 *
 * What the entries hold is kept as runs of pages that follow each other.  A table of
 * tables has an entry where any page below it is mapped, so the upper levels need
 * no record of their own.  Tables that are filled alike are told as one step.
 */
#include "linux/include/mm.h"

#define MEMORY_FILE "mm/memory.c"

enum {
	NOT_A_PAGE,
	NOTHING,
	PART_OF_COW,
	COW_OFFSET,
	MARKED,
	TAKEN,
	NEW_TABLE,
	OLD_TABLE,
	MORE_TABLES,
	ENTRIES,
	ONE_ENTRY,
	DONE,
	CLEARED,
};

static const struct sentence says[] = {
	[NOT_A_PAGE] = { STEP_REFUSE, LEVEL_STOP, 1, "a",
	                 N_("{0} is not the beginning of a page: a warning in the log, and "
	                    "-EINVAL.") },
	[NOTHING] = { STEP_REFUSE, LEVEL_STOP, 4, "s",
	              N_("{0} end before they begin; the kernel stops here: a driver must never ask "
	                 "for that.") },
	[PART_OF_COW] = { STEP_REFUSE, LEVEL_STOP, 2, "rr",
	                  N_("The area {1} is private and may be written: copies are made of its "
	                     "pages, which can only be told from the device's if all of it is "
	                     "mapped at once, and {0} is a part: -EINVAL.") },
	[COW_OFFSET] = { STEP_SET, LEVEL_STEP, 2, "p",
	                 N_("Private and writable: the area remembers the first page frame, {0}, so "
	                    "that a copy can be told from the original.") },
	[MARKED] = { STEP_SET, LEVEL_STOP, 3, "r",
	             N_("The area {0} is marked VM_IO, VM_PFNMAP, VM_DONTEXPAND and VM_DONTDUMP: "
	                "its pages have no struct page that counts, it cannot grow, and a core dump "
	                "leaves it out.") },
	[TAKEN] = { STEP_REFUSE, LEVEL_STOP, 4, "a",
	            N_("Something is mapped at {0} already; the kernel stops here: a driver must not "
	               "map twice.") },
	[NEW_TABLE] = { STEP_SET, LEVEL_STEP, 1, "dnnr",
	                N_("Entry {0} of the {1} is empty: it gets a new table, of {2} entries, for "
	                   "{3}.") },
	[OLD_TABLE] = { STEP_DECIDE, LEVEL_STEP, 1, "dnn",
	                N_("Entry {0} of the {1} leads to a table of {2} entries already.") },
	[MORE_TABLES] = { STEP_MAP, LEVEL_STEP, 2, "dnrr",
	                  N_("{0} more entries of the {1} get tables in the same way: {2} leads to "
	                     "{3}.") },
	[ENTRIES] = { STEP_MAP, LEVEL_STEP, 1, "ddrr",
	              N_("Entries {0} to {1} of the table of pages: {2} leads to {3}.") },
	[ONE_ENTRY] = { STEP_MAP, LEVEL_STEP, 1, "drr",
	                N_("Entry {0} of the table of pages: {1} leads to {2}.") },
	[DONE] = { STEP_MAP, LEVEL_STOP, 5, "rrd",
	           N_("All {2} entries are there: {0} leads to the physical {1}, and no access will "
	              "fault.") },
	[CLEARED] = { STEP_UNMAP, LEVEL_STEP, 1, "dr",
	              N_("{0} entries of the tables of pages are cleared: {1}.") },
};

/* ---- the levels of the tables ---- */

static unsigned bits_per_level(const struct kernel *k)
{
	return PAGE_SHIFT(k) - 3;
}

/* Levels above that of pages. */
static unsigned top_level(const struct kernel *k)
{
	unsigned bits = k->mapping->va_bits - PAGE_SHIFT(k);

	return (bits + bits_per_level(k) - 1) / bits_per_level(k) - 1;
}

static unsigned shift_of(const struct kernel *k, unsigned level)
{
	return PAGE_SHIFT(k) + level * bits_per_level(k);
}

/* The Nth entry of a table of LEVEL is for ADDR. */
static uint64_t index_of(const struct kernel *k, unsigned level, uint64_t addr)
{
	return addr >> shift_of(k, level) & ((1ull << bits_per_level(k)) - 1);
}

static uint64_t level_name(struct kernel *k, unsigned level)
{
	static const char *const names[] = { "PTE", "PMD", "PUD", "P4D", "PGD" };

	return name_id(sim_name(k->sim, names[level == top_level(k) ? 4 : level]));
}

static const struct outline outline_levels[] = {
	{ "remap_pte_range",
	  MEMORY_FILE,
	  "r",
	  'v',
	  N_("Fills the entries of one table of pages."),
	  NULL,
	  { N_("each entry gets a page frame's number and how it may be accessed"),
	    N_("it is marked special: no struct page to count"),
	    N_("until the end of the range") } },
	{ "remap_pmd_range",
	  MEMORY_FILE,
	  "r",
	  'v',
	  N_("Fills what lies below one PMD table."),
	  N_("Here too each page has its own entry: remap_pfn_range() makes no blocks of 2 MiB."),
	  { N_("an entry without a table below it gets one"), N_("go on in that table"),
	    N_("until the end of the range") } },
	{ "remap_pud_range",
	  MEMORY_FILE,
	  "r",
	  'v',
	  N_("Fills what lies below one PUD table."),
	  NULL,
	  { N_("an entry without a table below it gets one"), N_("go on in that table"),
	    N_("until the end of the range") } },
	{ "remap_p4d_range",
	  MEMORY_FILE,
	  "r",
	  'v',
	  N_("Fills what lies below one P4D table."),
	  NULL,
	  { N_("an entry without a table below it gets one"), N_("go on in that table"),
	    N_("until the end of the range") } },
};

/* A range that is being mapped: virtual address + shift is the physical one. */
struct filling {
	struct kernel *k;
	uint64_t end;   /* virtual, exclusive */
	uint64_t shift; /* modulo 2^64 */
};

#define BOTH(f, start, behind) (start), (behind)-1, (start) + (f)->shift, (behind)-1 + (f)->shift

/* Is any page of START to END (exclusive) mapped? */
static bool any_mapped(const struct kernel *k, uint64_t start, uint64_t end)
{
	const struct pte_run *run = k->process->ptes;

	while (run && run->addr + (run->pages << PAGE_SHIFT(k)) <= start)
		run = run->next;
	return run && run->addr < end;
}

static void fill_pages(struct filling *f, uint64_t addr, uint64_t end)
{
	struct kernel *k = f->k;
	uint64_t first = index_of(k, 0, addr), last = index_of(k, 0, end - 1);

	ENTER(k, &outline_levels[0], addr, end - 1);
	if (first == last)
		TELL(k, &says[ONE_ENTRY], first, BOTH(f, addr, end));
	else
		TELL(k, &says[ENTRIES], first, last, BOTH(f, addr, end));
	leave(k);
}

/* Entries from ADDR on that are filled whole and have no table yet; at most those of one table. */
static uint64_t whole_entries(const struct filling *f, unsigned level, uint64_t addr, uint64_t end)
{
	const struct kernel *k = f->k;
	uint64_t n = 0, size = 1ull << shift_of(k, level);

	while (end - addr >= size && !any_mapped(k, addr, addr + size)) {
		addr += size;
		n++;
	}
	return n;
}

static void fill_level(struct filling *f, unsigned level, uint64_t addr, uint64_t end);

/* What lies below the entry of a table of LEVEL for ADDR, up to END. */
static void fill_below(struct filling *f, unsigned level, uint64_t addr, uint64_t end)
{
	struct kernel *k = f->k;
	uint64_t size = 1ull << shift_of(k, level), base = round_down_to(addr, size);

	if (any_mapped(k, base, base + size))
		TELL(k, &says[OLD_TABLE], index_of(k, level, addr), level_name(k, level),
		     level_name(k, level - 1));
	else
		TELL(k, &says[NEW_TABLE], index_of(k, level, addr), level_name(k, level),
		     level_name(k, level - 1), addr, end - 1);
	if (level == 1) {
		fill_pages(f, addr, end);
		return;
	}
	ENTER(k, &outline_levels[level - 1], addr, end - 1);
	fill_level(f, level - 1, addr, end);
	leave(k);
}

/* The entries of one table of LEVEL, from ADDR to END (exclusive). */
static void fill_level(struct filling *f, unsigned level, uint64_t addr, uint64_t end)
{
	struct kernel *k = f->k;
	uint64_t size = 1ull << shift_of(k, level);
	bool shown = false;

	while (addr < end) {
		uint64_t next = min64(round_down_to(addr, size) + size, end);
		uint64_t more =
			shown && !(addr & (size - 1)) ? whole_entries(f, level, addr, end) : 0;

		if (more > 1) {
			next = addr + more * size;
			TELL(k, &says[MORE_TABLES], more, level_name(k, level),
			     BOTH(f, addr, next));
		} else {
			fill_below(f, level, addr, next);
			shown = next - addr == size;
		}
		addr = next;
	}
}

static void add_run(struct kernel *k, uint64_t addr, uint64_t pages, uint64_t pfn, unsigned prot)
{
	struct pte_run **slot = &process_of(k)->ptes, *run = sim_alloc(k->sim, sizeof(*run));

	while (*slot && (*slot)->addr < addr)
		slot = &(*slot)->next;
	SET(k, run->addr, addr);
	SET(k, run->pages, pages);
	SET(k, run->pfn, pfn);
	SET(k, run->prot, prot);
	SET(k, run->next, *slot);
	SET(k, *slot, run);
}

static const struct outline outline_remap = {
	"remap_pfn_range",
	MEMORY_FILE,
	"rpsx",
	'e',
	N_("Makes addresses of a process lead to page frames, RAM or not."),
	N_("All entries are made at once, so no access faults later. It neither claims the range "
	   "nor looks at /proc/iomem: what may be mapped is for its caller to check."),
	{ N_("the address must be the beginning of a page"),
	  N_("private and writable: all of the area or nothing, otherwise -EINVAL"),
	  N_("mark the area: VM_IO, VM_PFNMAP, VM_DONTEXPAND, VM_DONTDUMP"),
	  N_("fill the tables, level by level: PGD, PUD, PMD, page entries"),
	  N_("0: it is mapped") }
};

static int refuse_unaligned(struct kernel *k, uint64_t addr)
{
	if (!k->process->remap_warned)
		kernel_warn(k, "mm/memory.c:2491", "remap_pfn_range_notrack", NULL);
	SET(k, k->process->remap_warned, true);
	TELL(k, &says[NOT_A_PAGE], addr);
	return -EINVAL;
}

/* A private mapping that may be written: its pages are copied when they are. */
static bool is_cow_mapping(uint64_t flags)
{
	return (flags & (VM_SHARED | VM_MAYWRITE)) == VM_MAYWRITE;
}

static int remap(struct kernel *k, struct vm_area_struct *vma, uint64_t addr, uint64_t pfn,
                 uint64_t size, unsigned prot)
{
	uint64_t end = addr + PAGE_ALIGN(k, size);
	struct filling f = { k, end, PFN_PHYS(k, pfn) - addr };

	if (addr & ~PAGE_MASK(k))
		return refuse_unaligned(k, addr);
	if (is_cow_mapping(vma->vm_flags)) {
		if (addr != vma->vm_start || end != vma->vm_end) {
			TELL(k, &says[PART_OF_COW], SPAN(addr, size), vma->vm_start,
			     vma->vm_end - 1);
			return -EINVAL;
		}
		SET(k, vma->vm_pgoff, pfn);
		TELL(k, &says[COW_OFFSET], pfn);
	}
	SET(k, vma->vm_flags, vma->vm_flags | VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP);
	TELL(k, &says[MARKED], vma->vm_start, vma->vm_end - 1);
	if (addr >= end || end > 1ull << shift_of(k, top_level(k) + 1)) {
		TELL(k, &says[NOTHING], size);
		kernel_oops(k);
	}
	if (any_mapped(k, addr, end)) {
		TELL(k, &says[TAKEN], addr);
		kernel_oops(k);
	}
	fill_level(&f, top_level(k), addr, end);
	add_run(k, addr, (end - addr) >> PAGE_SHIFT(k), pfn, prot);
	TELL(k, &says[DONE], BOTH(&f, addr, end), (end - addr) >> PAGE_SHIFT(k));
	return 0;
}

int remap_pfn_range(struct kernel *k, struct vm_area_struct *vma, uint64_t addr, uint64_t pfn,
                    uint64_t size, unsigned prot)
{
	process_of(k);
	ENTER(k, &outline_remap, SPAN(addr, size), pfn, size, prot);
	return leave_int(k, remap(k, vma, addr, pfn, size, prot));
}

static const struct outline outline_unmap = {
	"unmap_page_range",
	MEMORY_FILE,
	"r",
	'v',
	N_("Clears the entries of a range of addresses."),
	NULL,
	{ N_("clear the entries of pages that are there"),
	  N_("tables that are empty now are freed by whoever asked") }
};

void unmap_page_range(struct kernel *k, uint64_t start, uint64_t end)
{
	struct pte_run **slot = &process_of(k)->ptes, *run;

	ENTER(k, &outline_unmap, start, end - 1);
	while ((run = *slot) && run->addr < end) {
		uint64_t behind = run->addr + (run->pages << PAGE_SHIFT(k));
		uint64_t from = max64(start, run->addr), to = min64(end, behind);

		if (from >= to) {
			slot = &run->next;
			continue;
		}
		if (to < behind)
			add_run(k, to, (behind - to) >> PAGE_SHIFT(k),
			        run->pfn + ((to - run->addr) >> PAGE_SHIFT(k)), run->prot);
		if (from > run->addr)
			SET(k, run->pages, (from - run->addr) >> PAGE_SHIFT(k));
		else
			SET(k, *slot, run->next);
		TELL(k, &says[CLEARED], (to - from) >> PAGE_SHIFT(k), from, to - 1);
		if (from > run->addr)
			slot = &run->next;
	}
	leave(k);
}
