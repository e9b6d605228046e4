/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/ioremap.c, and the one door to all kinds of ioremap(): the profile says which
 * functions its kernel has, and how they decide.
 */
#include "linux/mm/ioremap.h"

#include "linux/arch/arch.h"

#include "linux/arch/x86/mm/memtype.h"

#define IO_FILE "include/asm-generic/io.h"

enum {
	NO_BYTES,
	WRAPS,
	ROUNDED,
	REFUSED,
	NO_AREA,
	NO_TABLES,
	MAPPED,
	NOT_THERE,
	CAST,
	KIND_BITS,
	UNMAP_LINEAR,
	UNMAP_NOTHING,
};

static const struct sentence says[] = {
	[NO_BYTES] = { STEP_REFUSE, LEVEL_STEP, 1, "", N_("A mapping of no bytes is refused.") },
	[WRAPS] = { STEP_REFUSE, LEVEL_STEP, 1, "as",
	            N_("{1} from {0} on would reach beyond the last address: refused.") },
	[ROUNDED] = { STEP_DECIDE, LEVEL_STEP, 2, "rxr",
	              N_("Only whole pages can be mapped: {2} for {0}, which begins {1} into its "
	                 "first page.") },
	[REFUSED] = { STEP_REFUSE, LEVEL_STEP, 3, "r", N_("{0} may not be mapped: NULL.") },
	[NO_AREA] = { STEP_REFUSE, LEVEL_STEP, 4, "",
	              N_("There is no room for it in the area for mappings: NULL.") },
	[NO_TABLES] = { STEP_REFUSE, LEVEL_STEP, 5, "",
	                N_("The page tables could not be made: the area is given back.") },
	[MAPPED] = { STEP_MAP, LEVEL_CALL, 6, "arn",
	             N_("{1} is mapped: {2} returns {0}. Whether anybody claimed the range was not "
	                "asked.") },
	[NOT_THERE] = { STEP_REFUSE, LEVEL_STEP, 1, "n",
	                N_("This architecture has no {0} of its own, and what stands in for it maps "
	                   "nothing: NULL.") },
	[CAST] = { STEP_DECIDE, LEVEL_CALL, 1, "a",
	           N_("Without an MMU there is nothing to map: the address is {0}, as it was.") },
	[KIND_BITS] = { STEP_DECIDE, LEVEL_STEP, 1, "x",
	                N_("Each page table entry will hold {0} beside the address: how the memory "
	                   "may be accessed.") },
	[UNMAP_LINEAR] = { STEP_DECIDE, LEVEL_STEP, 2, "a",
	                   N_("{0} is not in the area for mappings, so there is nothing to undo.") },
	[UNMAP_NOTHING] = { STEP_DECIDE, LEVEL_STEP, 1, "a",
	                    N_("Without an MMU nothing was mapped at {0}, and nothing is undone.") },
};

static const struct outline outline_prot = {
	"ioremap_prot",
	"mm/ioremap.c",
	"asx",
	'a',
	N_("Maps a range of physical addresses into the kernel's area for mappings."),
	N_("It does not look at /proc/iomem, and it does not claim anything there."),
	{ N_("no bytes, or beyond the last address: NULL"), N_("round out to whole pages"),
	  N_("ask the architecture whether it may be mapped"),
	  N_("take a range of virtual addresses"), N_("fill the page tables for it"),
	  N_("return the address, offset in the page included") }
};

uint64_t ioremap_make(struct kernel *k, const struct ioremap_request *req, phys_addr_t phys,
                      uint64_t size)
{
	struct vm_struct *area = get_vm_area_caller(k, size, VM_IOREMAP, req->caller);

	if (!area) {
		TELL(k, &says[NO_AREA]);
		return 0;
	}
	SET(k, area->phys_addr, phys);
	SET(k, area->prot, req->prot);
	if (ioremap_page_range(k, area, area->addr, size, phys, req->prot)) {
		TELL(k, &says[NO_TABLES]);
		vunmap_range(k, area, area->addr, size);
		free_vm_area(k, area);
		return 0;
	}
	return area->addr;
}

uint64_t ioremap_prot(struct kernel *k, const struct ioremap_request *req)
{
	uint64_t offset = req->phys & ~PAGE_MASK(k), last = req->phys + req->size - 1, addr;
	phys_addr_t phys = req->phys - offset;
	uint64_t size = PAGE_ALIGN(k, req->size + offset);

	ENTER(k, &outline_prot, req->phys, req->size, req->prot);
	if (!req->size) {
		TELL(k, &says[NO_BYTES]);
		return leave_word(k, 0);
	}
	if (last < req->phys) {
		TELL(k, &says[WRAPS], req->phys, req->size);
		return leave_word(k, 0);
	}
	TELL(k, &says[ROUNDED], req->phys, last, offset, SPAN(phys, size));
	if (k->mapping->way != WAY_ANYTHING && !ioremap_allowed(k, phys, size)) {
		TELL(k, &says[REFUSED], SPAN(phys, size));
		return leave_word(k, 0);
	}
	addr = ioremap_make(k, req, phys, size);
	return leave_word(k, addr ? addr + offset : 0);
}

#define KIND(name, meaning)                                                                        \
	{                                                                                          \
		name, IO_FILE, "as", 'a', meaning,                                                 \
			N_("It maps only; request_mem_region() is what claims."),                  \
		{                                                                                  \
			N_("choose how the memory may be accessed"),                               \
				N_("let the architecture map")                                     \
		}                                                                                  \
	}

static const struct outline outlines_kind[IOREMAP_KINDS] = {
	[IOREMAP] = KIND("ioremap", N_("Maps device registers: no caching, every access as it is "
	                               "written.")),
	[IOREMAP_WC] = KIND("ioremap_wc", N_("Maps memory of a device whose writes may be gathered "
	                                     "into larger ones.")),
	[IOREMAP_WT] = KIND("ioremap_wt", N_("Maps memory of a device, cached for reading; the "
	                                     "architecture may have less.")),
	[IOREMAP_UC] = KIND("ioremap_uc", N_("Maps device registers, uncached whatever else has a "
	                                     "say in it.")),
	[IOREMAP_CACHE] = KIND("ioremap_cache", N_("Maps memory of a device with caching.")),
	[IOREMAP_NP] = KIND("ioremap_np", N_("Maps device registers so that a write is over only "
	                                     "when the device has it.")),
	[IOREMAP_MEMORY] = KIND("arch_memremap_wb", N_("Maps memory as the linear map would.")),
	[IOREMAP_NOCACHE] = KIND("ioremap_nocache", N_("The old name for what ioremap() does.")),
};

bool ioremap_has(const struct kernel *k, enum ioremap_kind kind)
{
	return k->mapping->kinds >> kind & 1;
}

enum ioremap_kind ioremap_kind_of(const struct kernel *k, uint64_t prot)
{
	unsigned kind = 0;

	while (kind < IOREMAP_KINDS && (!prot || k->mapping->entry[kind] != prot))
		kind++;
	return kind;
}

const char *ioremap_memory_type(const struct kernel *k, uint64_t prot)
{
	enum ioremap_kind kind = ioremap_kind_of(k, prot);

	return kind == IOREMAP_KINDS ? NULL : arch_row(k)->memory_types[kind];
}

static uint64_t map_as_profile_says(struct kernel *k, const struct ioremap_request *req)
{
	uint64_t linear;

	switch ((enum ioremap_way)k->mapping->way) {
	case WAY_FIRST_FRAME:
	case WAY_ROUNDED_FRAME:
		linear = req->kind == IOREMAP_CACHE ? arm64_ioremap_cache_linear(k, req->phys) : 0;
		if (linear)
			return linear;
		if (k->mapping->way == WAY_ROUNDED_FRAME)
			return arm64_ioremap_caller(k, req);
		return ioremap_prot(k, req);
	case WAY_LOW_ALIASED_LOOP:
		return x86_ioremap_loop(k, req);
	case WAY_RAM_WALK:
		return x86_ioremap_walk(k, req);
	case WAY_FRAME_AND_DOMAIN:
		return arm_ioremap_caller(k, req);
	case WAY_ANYTHING:
		return ioremap_prot(k, req);
	case WAY_CAST:
		break;
	}
	TELL(k, &says[CAST], req->phys);
	return req->phys;
}

uint64_t ioremap_as(struct kernel *k, enum ioremap_kind kind, phys_addr_t phys, uint64_t size)
{
	const struct profile_mapping *m = k->mapping;
	struct ioremap_request req = { kind, phys, size, m->entry[kind], NULL };
	uint64_t addr;

	ENTER(k, &outlines_kind[kind], phys, size);
	req.caller = kernel_caller(k);
	if (!ioremap_has(k, kind) || !req.prot) {
		TELL(k, &says[NOT_THERE], name_id(sim_name(k->sim, outlines_kind[kind].function)));
		return leave_word(k, 0);
	}
	if (m->way != WAY_CAST)
		TELL(k, &says[KIND_BITS], req.prot);
	addr = map_as_profile_says(k, &req);
	if (addr && is_vmalloc_addr(k, addr)) {
		sim_tell_in(k->sim, &outline_prot, &says[MAPPED],
		            SIM_WORDS(addr, SPAN(phys, size),
		                      name_id(sim_name(k->sim, outlines_kind[kind].function))));
	}
	return leave_word(k, addr);
}

static const struct outline outline_iounmap = {
	"iounmap",
	"mm/ioremap.c",
	"a",
	'v',
	N_("Gives a mapping back."),
	N_("Whatever was claimed in /proc/iomem stays claimed."),
	{ N_("round down to the start of the page"),
	  N_("an address outside the area for mappings: nothing to do"),
	  N_("clear the page tables and give the addresses back") }
};

/* On x86 the memory type of the range is free again, too. */
static void give_back(struct kernel *k, uint64_t start)
{
	const struct vm_struct *area = find_vm_area(k, start);
	unsigned way = k->mapping->way;

	if (area && (way == WAY_RAM_WALK || way == WAY_LOW_ALIASED_LOOP))
		memtype_free(k, area->phys_addr, area->phys_addr + area->size - PAGE_SIZE(k));
	vunmap(k, start);
}

void iounmap(struct kernel *k, uint64_t addr)
{
	uint64_t start = addr & PAGE_MASK(k);

	ENTER(k, &outline_iounmap, addr);
	if (k->mapping->way == WAY_CAST)
		TELL(k, &says[UNMAP_NOTHING], addr);
	else if (!is_vmalloc_addr(k, start))
		TELL(k, &says[UNMAP_LINEAR], start);
	else
		give_back(k, start);
	leave(k);
}
