/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/vmalloc.c: who has which part of the area for mappings. */
#include "linux/mm/vmalloc.h"

#include <inttypes.h>
#include <stdio.h>

#include "linux/fs/seq_file.h"

#define VMALLOC_FILE "mm/vmalloc.c"

/* printk_ratelimit() lets this many through; no time passes here that would bring more. */
#define MESSAGES 10

enum {
	EARLY,
	FREE_SPACE,
	ALIGNED,
	TAKEN,
	FULL,
	QUIET,
	GUARD,
	NO_AREA,
	NOT_A_PAGE,
	FOUND_AREA,
	LAZY,
	PURGE,
	NULL_AREA,
};

static const struct sentence says[] = {
	[EARLY] = { STEP_SET, LEVEL_STEP, 1, "rr",
	            N_("{0} maps {1} of the kernel's image: the area for mappings begins with the "
	               "kernel itself.") },
	[FREE_SPACE] = { STEP_SET, LEVEL_STEP, 2, "rs",
	                 N_("The area for mappings is {0}, {1}: virtual addresses, not memory.") },
	[ALIGNED] = { STEP_DECIDE, LEVEL_STEP, 2, "ss",
	              N_("A mapping of {0} begins at a multiple of {1}, so that large blocks can be "
	                 "used.") },
	[GUARD] = { STEP_DECIDE, LEVEL_STEP, 3, "s",
	            N_("One page more is taken and never mapped: who runs over the end is caught. "
	               "The area has {0}.") },
	[TAKEN] = { STEP_ALLOCATE, LEVEL_STEP, 4, "rr",
	            N_("The lowest free place is in {0}; the area gets {1}.") },
	[FULL] = { STEP_REFUSE, LEVEL_STEP, 4, "ss",
	           N_("No free place has {0} at a multiple of {1}: the log is told, and there is no "
	              "area.") },
	[QUIET] = { STEP_DECIDE, LEVEL_STEP, 4, "d",
	            N_("{0} such messages have been printed already; this one is held back.") },
	[NULL_AREA] = { STEP_DECIDE, LEVEL_STEP, 1, "", N_("NULL is no area: nothing to do.") },
	[NOT_A_PAGE] = { STEP_REFUSE, LEVEL_STEP, 1, "a",
	                 N_("{0} is not the start of a page: the log gets a warning.") },
	[NO_AREA] = { STEP_REFUSE, LEVEL_STEP, 2, "a",
	              N_("No area begins at {0}: the log gets a warning.") },
	[FOUND_AREA] = { STEP_UNMAP, LEVEL_STEP, 3, "rr",
	                 N_("The area {0} is given up; it mapped {1}.") },
	[LAZY] = { STEP_DECIDE, LEVEL_STEP, 2, "rds",
	           N_("{0} is not free at once: processors may still remember it. {1} pages wait; at "
	              "{2} they are made to forget.") },
	[PURGE] = { STEP_SET, LEVEL_STEP, 3, "d",
	            N_("All processors forget the old translations, and {0} pages of addresses are "
	               "free again.") },
};

bool is_vmalloc_addr(const struct kernel *k, uint64_t addr)
{
	const struct profile_mapping *m = k->mapping;

	return addr >= m->vmalloc_start && addr < m->vmalloc_end;
}

/* An area behind BEFORE (NULL: before all others). */
static struct vm_struct *area_new(struct kernel *k, struct vm_struct *before, uint64_t addr,
                                  uint64_t size, uint32_t flags, const char *caller)
{
	struct vmalloc_state *vm = k->vmalloc;
	struct vm_struct *area = sim_alloc(k->sim, sizeof(*area));

	SET(k, area->addr, addr);
	SET(k, area->size, size);
	SET(k, area->flags, flags);
	SET(k, area->caller, sim_name(k->sim, caller));
	SET(k, area->prev, before);
	SET(k, area->next, before ? before->next : vm->first);
	if (before)
		SET(k, before->next, area);
	else
		SET(k, vm->first, area);
	if (area->next)
		SET(k, area->next->prev, area);
	else
		SET(k, vm->last, area);
	return area;
}

static void area_drop(struct kernel *k, struct vm_struct *area)
{
	struct vmalloc_state *vm = k->vmalloc;

	if (area->prev)
		SET(k, area->prev->next, area->next);
	else
		SET(k, vm->first, area->next);
	if (area->next)
		SET(k, area->next->prev, area->prev);
	else
		SET(k, vm->last, area->prev);
	for (struct vmap_free *f = vm->free; f; f = f->next)
		if (f->before == area)
			SET(k, f->before, area->prev);
}

static const struct outline outline_early = {
	"vm_area_add_early",
	VMALLOC_FILE,
	"rr",
	'v',
	N_("Notes what is mapped before the area for mappings is set up."),
	NULL,
	{ N_("put it into the list, by address") }
};

void vm_area_add_early(struct kernel *k, uint64_t addr, uint64_t size, phys_addr_t phys,
                       uint32_t flags, const char *caller)
{
	struct vm_struct *area;

	ENTER(k, &outline_early, SPAN(addr, size), SPAN(phys, size));
	area = area_new(k, k->vmalloc->last, addr, size, flags, caller);
	SET(k, area->phys_addr, phys);
	TELL(k, &says[EARLY], SPAN(addr, size), SPAN(phys, size));
	leave(k);
}

/* START to END is nobody's, between what BEFORE and AFTER have. */
static struct vmap_free *free_new(struct kernel *k, struct vmap_free **link, uint64_t start,
                                  uint64_t end, struct vm_struct *before)
{
	struct vmap_free *f = sim_alloc(k->sim, sizeof(*f));

	SET(k, f->start, start);
	SET(k, f->end, end);
	SET(k, f->before, before);
	SET(k, f->next, *link);
	SET(k, *link, f);
	return f;
}

static const struct outline outline_init = {
	"vmalloc_init",
	VMALLOC_FILE,
	"",
	'v',
	N_("Sets up the area of virtual addresses from which mappings are made."),
	N_("The area is far larger than memory: what is scarce are page tables, not addresses."),
	{ N_("take over what is mapped already"), N_("all the rest of the area is free") }
};

void vmalloc_free_space(struct kernel *k)
{
	const struct profile_mapping *m = k->mapping;
	struct vmap_free **link = &k->vmalloc->free;
	uint64_t start = m->vmalloc_start;

	for (struct vm_struct *a = k->vmalloc->first; a; a = a->next) {
		if (a->addr > start)
			link = &free_new(k, link, start, a->addr, a->prev)->next;
		start = max64(start, a->addr + a->size);
	}
	if (start < m->vmalloc_end)
		free_new(k, link, start, m->vmalloc_end, k->vmalloc->last);
}

void vmalloc_init(struct kernel *k)
{
	const struct profile_mapping *m = k->mapping;

	ENTER(k, &outline_init);
	vmalloc_free_space(k);
	TELL(k, &says[FREE_SPACE], SPAN(m->vmalloc_start, m->vmalloc_end - m->vmalloc_start),
	     m->vmalloc_end - m->vmalloc_start);
	leave(k);
}

static const struct outline outline_purge = {
	"__purge_vmap_area_lazy",
	VMALLOC_FILE,
	"",
	'v',
	N_("Makes addresses free again whose mappings are gone."),
	N_("Until then a new mapping gets other addresses, though the old ones are not used."),
	{ N_("take all areas that wait"), N_("let all processors forget their translations"),
	  N_("give their addresses back") }
};

/* START to END joins the free addresses around it. */
static void give_back(struct kernel *k, const struct vm_struct *area)
{
	uint64_t start = area->addr, end = area->addr + area->size;
	struct vmap_free **link = &k->vmalloc->free, *below = NULL, *above;

	while (*link && (*link)->start < start) {
		below = *link;
		link = &(*link)->next;
	}
	above = *link;
	if (above && above->start == end) {
		SET(k, above->start, start);
		SET(k, above->before, area->prev);
	} else {
		above = free_new(k, link, start, end, area->prev);
	}
	if (below && below->end == start) {
		SET(k, below->end, above->end);
		SET(k, below->next, above->next);
	}
}

static void purge(struct kernel *k)
{
	struct vmalloc_state *vm = k->vmalloc;
	uint64_t pages = vm->lazy_pages;

	ENTER(k, &outline_purge);
	for (struct vm_struct *a = vm->lazy; a; a = a->lazy) {
		give_back(k, a);
		area_drop(k, a);
	}
	SET(k, vm->lazy, NULL);
	SET(k, vm->lazy_pages, 0);
	TELL(k, &says[PURGE], pages);
	leave(k);
}

/* The lowest place of SIZE bytes; NULL for none.  *LINK is what leads to it. */
static struct vmap_free *find_place(struct kernel *k, uint64_t size, uint64_t align,
                                    struct vmap_free ***link, uint64_t *addr)
{
	for (*link = &k->vmalloc->free; **link; *link = &(**link)->next) {
		struct vmap_free *f = **link;

		*addr = round_up_to(f->start, align);
		if (*addr >= f->start && *addr < f->end && f->end - *addr >= size)
			return f;
	}
	return NULL;
}

static const struct outline outline_area = {
	"get_vm_area_caller",
	VMALLOC_FILE,
	"sn",
	'a',
	N_("Finds a free range of virtual addresses for a mapping, and takes it."),
	N_("Nothing is mapped by this: the page tables come afterwards."),
	{ N_("round the size up to pages"),
	  N_("align by the size, up to the largest block there is"),
	  N_("add a guard page, which stays unmapped"),
	  N_("take the lowest place that is free; none: say so in the log and give up") }
};

static void say_full(struct kernel *k, uint64_t size, uint64_t align)
{
	TELL(k, &says[FULL], size, align);
	if (k->vmalloc->failures >= MESSAGES) {
		TELL(k, &says[QUIET], MESSAGES);
		return;
	}
	SET(k, k->vmalloc->failures, k->vmalloc->failures + 1);
	printk(k,
	       "vmap allocation for size %" PRIu64 " failed: use vmalloc=<size> to increase size",
	       size);
}

static unsigned order_of(const struct kernel *k, uint64_t size)
{
	unsigned shift = PAGE_SHIFT(k);

	while (shift < k->mapping->align_shift && size > 1ull << shift)
		shift++;
	return shift;
}

struct vm_struct *get_vm_area_caller(struct kernel *k, uint64_t size, uint32_t flags,
                                     const char *caller)
{
	uint64_t align = 1ull << order_of(k, size), addr;
	struct vmap_free **link, *f;
	struct vm_struct *area;

	ENTER(k, &outline_area, size, name_id(sim_name(k->sim, caller)));
	if (align > PAGE_SIZE(k))
		TELL(k, &says[ALIGNED], size, align);
	size += PAGE_SIZE(k);
	TELL(k, &says[GUARD], size);
	f = find_place(k, size, align, &link, &addr);
	if (!f && k->vmalloc->lazy) {
		purge(k);
		f = find_place(k, size, align, &link, &addr);
	}
	if (!f) {
		say_full(k, size, align);
		leave_word(k, 0);
		return NULL;
	}
	area = area_new(k, f->before, addr, size, flags, caller);
	TELL(k, &says[TAKEN], SPAN(f->start, f->end - f->start), SPAN(addr, size));
	if (addr > f->start)
		link = &free_new(k, link, f->start, addr, f->before)->next;
	if (addr + size < f->end) {
		SET(k, f->start, addr + size);
		SET(k, f->before, area);
	} else {
		SET(k, *link, f->next);
	}
	leave_word(k, addr);
	return area;
}

struct vm_struct *find_vm_area_around(const struct kernel *k, uint64_t addr)
{
	struct pt_walk walk;

	if (!k->vmalloc || !is_vmalloc_addr(k, addr))
		return NULL;
	if (pt_walk(k, addr, &walk))
		return walk.area;
	for (struct vm_struct *a = k->vmalloc->first; a && a->addr <= addr; a = a->next)
		if (addr - a->addr < a->size)
			return a;
	return NULL;
}

struct vm_struct *find_vm_area(const struct kernel *k, uint64_t addr)
{
	struct vm_struct *area = find_vm_area_around(k, addr);

	return area && area->addr == addr && area->caller ? area : NULL;
}

static const struct outline outline_free = {
	"free_vmap_area_noflush",
	VMALLOC_FILE,
	"r",
	'v',
	N_("Puts the addresses of a mapping that is gone on a list of those to be freed."),
	N_("Telling all processors to forget a translation is slow, so it is done for many at "
	   "once."),
	{ N_("it is no area any more"), N_("put it on the list"),
	  N_("when enough pages wait there, free them all") }
};

/* 32 MiB for one processor, and as much again for each doubling. */
static uint64_t lazy_max_pages(const struct kernel *k)
{
	unsigned cpus = k->machine ? k->machine->cpus : 1, shift = 0;

	for (; cpus; cpus >>= 1)
		shift++;
	return (uint64_t)shift * ((32ull << 20) >> PAGE_SHIFT(k));
}

void free_vm_area(struct kernel *k, struct vm_struct *area)
{
	struct vmalloc_state *vm = k->vmalloc;

	ENTER(k, &outline_free, SPAN(area->addr, area->size));
	SET(k, area->caller, NULL);
	SET(k, area->lazy, vm->lazy);
	SET(k, vm->lazy, area);
	SET(k, vm->lazy_pages, vm->lazy_pages + (area->size >> PAGE_SHIFT(k)));
	TELL(k, &says[LAZY], SPAN(area->addr, area->size), vm->lazy_pages,
	     lazy_max_pages(k) << PAGE_SHIFT(k));
	if (vm->lazy_pages > lazy_max_pages(k))
		purge(k);
	leave(k);
}

static const struct outline outline_vunmap = {
	"vunmap",
	VMALLOC_FILE,
	"a",
	'v',
	N_("Gives a mapping back that begins at an address."),
	N_("Another address inside the mapping is not enough: only a warning comes of that."),
	{ N_("the address must be the start of a page"), N_("find the area that begins there"),
	  N_("clear its entries in the page tables"), N_("give its addresses back") }
};

void vunmap(struct kernel *k, uint64_t addr)
{
	struct vm_struct *area;
	char message[80];

	ENTER(k, &outline_vunmap, addr);
	if (!addr) {
		TELL(k, &says[NULL_AREA]);
	} else if (addr & ~PAGE_MASK(k)) {
		TELL(k, &says[NOT_A_PAGE], addr);
		snprintf(message, sizeof(message), "Trying to vfree() bad address (%016" PRIx64 ")",
		         addr);
		kernel_warn(k, VMALLOC_FILE ":2752", "__vunmap", message);
	} else if (!(area = find_vm_area(k, addr))) {
		TELL(k, &says[NO_AREA], addr);
		snprintf(message, sizeof(message),
		         "Trying to vfree() nonexistent vm area (%016" PRIx64 ")", addr);
		kernel_warn(k, VMALLOC_FILE ":2758", "__vunmap", message);
	} else {
		uint64_t bytes = area->size - PAGE_SIZE(k);

		TELL(k, &says[FOUND_AREA], SPAN(area->addr, area->size),
		     SPAN(area->phys_addr, bytes));
		vunmap_range(k, area, addr, bytes);
		free_vm_area(k, area);
	}
	leave(k);
}

/* What a line of /proc/vmallocinfo says behind the size. */
static void describe(const struct kernel *k, const struct vm_struct *area, struct text *out)
{
	static const struct {
		uint32_t flag;
		const char *word;
	} kinds[] = { { VM_IOREMAP, "ioremap" }, { VM_ALLOC, "vmalloc" }, { VM_MAP, "vmap" } };
	unsigned digits = k->profile->phys_addr_bits > 32 ? 16 : 8;

	text_addf(out, " %s", area->caller);
	if (area->phys_addr)
		text_addf(out, " phys=0x%0*" PRIx64, (int)digits, area->phys_addr);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (area->flags & kinds[i].flag)
			text_addf(out, " %s", kinds[i].word);
	text_add_char(out, '\n');
}

static void add_range(const struct vm_struct *area, struct text *out)
{
	text_addf(out, "0x%016" PRIx64 "-0x%016" PRIx64 " %7" PRIu64, area->addr,
	          area->addr + area->size, area->size);
}

void vmallocinfo_show(const struct kernel *k, struct text *out)
{
	for (const struct vm_struct *a = k->vmalloc->first; a; a = a->next) {
		if (!a->caller) /* given back; below */
			continue;
		add_range(a, out);
		describe(k, a, out);
	}
	for (const struct vm_struct *a = k->vmalloc->lazy; a; a = a->lazy) {
		add_range(a, out);
		text_add(out, " unpurged vm_area\n");
	}
}

void vmallocinfo_show_ioremap(const struct kernel *k, struct text *out)
{
	for (const struct vm_struct *a = k->vmalloc->first; a; a = a->next) {
		if (!a->caller || !(a->flags & VM_IOREMAP))
			continue;
		text_addf(out, "%" PRIu64, a->size);
		describe(k, a, out);
	}
}

static const struct outline outline_proc = {
	"proc_vmalloc_init",
	VMALLOC_FILE,
	"",
	'v',
	N_("Makes the file appear in which root sees what is mapped for the kernel."),
	N_("Its addresses are virtual; phys= is where they lead."),
	{ N_("make /proc/vmallocinfo, which only root may open") }
};

void proc_vmalloc_init(struct kernel *k)
{
	ENTER(k, &outline_proc);
	seq_file_exists(k, "/proc/vmallocinfo");
	leave(k);
}
