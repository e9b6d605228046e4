/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/mm/ioremap.c: what x86 lets be mapped, as 3.10 did it (page frame by page
 * frame) and as 6.1 does (piece by piece of the resource tree).
 */
#include <inttypes.h>
#include <stdio.h>

#include "linux/arch/x86/kernel/setup.h"
#include "linux/arch/x86/mm/memtype.h"
#include "linux/mm/ioremap.h"

#define X86_FILE "arch/x86/mm/ioremap.c"

/* Its warnings that come once. */
enum { WARNED_INVALID = 1u << 0, WARNED_RAM = 1u << 1, WARNED_BARS = 1u << 2 };

enum {
	NO_BYTES,
	INVALID,
	LOW,
	FRAME_RAM,
	FRAME_RESERVED,
	FRAME_FINE,
	FRAMES_FINE,
	FRAMES_RESERVED,
	PIECE_NOT_RAM,
	PIECE_RESERVED,
	PIECE_RAM,
	RAM_REFUSED,
	TYPE_REFUSED,
	MORE_THAN_BAR,
};

static const struct sentence says[] = {
	[NO_BYTES] = { STEP_REFUSE, LEVEL_STEP, 1, "as",
	               N_("{1} from {0} on is nothing, or reaches beyond the last address: NULL.") },
	[INVALID] = { STEP_REFUSE, LEVEL_STEP, 2, "ad",
	              N_("{0} has more than {1} bits, which this processor cannot address.") },
	[LOW] = { STEP_DECIDE, LEVEL_CALL, 3, "ra",
	          N_("{0} lies in the ISA range, which is always mapped: {1} is the answer.") },
	[FRAME_RAM] = { STEP_REFUSE, LEVEL_STOP, 4, "p",
	                N_("Page frame {0} is RAM, valid and not reserved: the kernel uses it, so the "
	                   "whole mapping is refused.") },
	[FRAME_RESERVED] = { STEP_DECIDE, LEVEL_CALL, 5, "p",
	                     N_("Page frame {0} is RAM but marked reserved, so nobody uses it: it "
	                        "passes, and a warning comes once.") },
	[FRAME_FINE] = { STEP_DECIDE, LEVEL_STEP, 5, "p",
	                 N_("Page frame {0} is no RAM; on to the next.") },
	[FRAMES_FINE] = { STEP_COMPARE, LEVEL_STEP, 5, "dr",
	                  N_("{0} page frames, {1}, are no RAM, asked one by one; on to the "
	                     "next.") },
	[FRAMES_RESERVED] = { STEP_COMPARE, LEVEL_CALL, 5, "dr",
	                      N_("{0} page frames, {1}, are RAM but marked reserved, so nobody uses "
	                         "them: they pass, and a warning comes once.") },
	[PIECE_NOT_RAM] = { STEP_DECIDE, LEVEL_STEP, 2, "r", N_("{0} is busy but no System RAM.") },
	[PIECE_RESERVED] = { STEP_DECIDE, LEVEL_STEP, 3, "r",
	                     N_("{0} is System RAM, but has no whole page that is valid and not "
	                        "reserved: it does not count.") },
	[PIECE_RAM] = { STEP_DECIDE, LEVEL_STEP, 3, "rp",
	                N_("{0} is System RAM, and page frame {1} of it is in use.") },
	[RAM_REFUSED] = { STEP_REFUSE, LEVEL_STOP, 4, "r",
	                  N_("{0} has RAM that the kernel uses: refused, and the log is told once.") },
	[TYPE_REFUSED] = { STEP_REFUSE, LEVEL_CALL, 5, "r",
	                   N_("{0} cannot have the memory type that was asked for: NULL.") },
	[MORE_THAN_BAR] = { STEP_DECIDE, LEVEL_STEP, 6, "r",
	                    N_("{0} reaches over the end of a resource; the mapping is kept, the log "
	                       "is told.") },
};

static bool first_time(struct kernel *k, unsigned bit)
{
	unsigned warned = k->vmalloc->ioremap_warned;

	SET(k, k->vmalloc->ioremap_warned, warned | bit);
	return !(warned & bit);
}

/* A range that can be: not empty, not wrapped, within the physical addresses. */
static bool is_range(struct kernel *k, const struct ioremap_request *req, const char *place)
{
	phys_addr_t last = req->phys + req->size - 1;

	if (!req->size || last < req->phys) {
		TELL(k, &says[NO_BYTES], req->phys, req->size);
		return false;
	}
	if (req->phys >> k->profile->pa_bits) {
		TELL(k, &says[INVALID], req->phys, k->profile->pa_bits);
		printk(k, "ioremap: invalid physical address %" PRIx64, req->phys);
		if (first_time(k, WARNED_INVALID))
			kernel_warn(k, place, "__ioremap_caller", NULL);
		return false;
	}
	return true;
}

/* The number of the kind of mapping among memory types, by what was asked for. */
static enum page_cache_mode mode_of(enum ioremap_kind kind)
{
	switch (kind) {
	case IOREMAP_WC:
		return PCM_WC;
	case IOREMAP_WT:
		return PCM_WT;
	case IOREMAP_UC:
		return PCM_UC;
	case IOREMAP_CACHE:
		return PCM_WB;
	default:
		return PCM_UC_MINUS;
	}
}

static enum ioremap_kind kind_of(enum page_cache_mode mode)
{
	static const enum ioremap_kind kinds[] = { [PCM_WB] = IOREMAP_CACHE,
		                                   [PCM_WC] = IOREMAP_WC,
		                                   [PCM_UC_MINUS] = IOREMAP,
		                                   [PCM_UC] = IOREMAP_UC,
		                                   [PCM_WT] = IOREMAP_WT };

	return kinds[mode];
}

/* Whole pages, with the memory type that is in force; WORD is the release's word for its call. */
static uint64_t map_pages(struct kernel *k, const struct ioremap_request *req, const char *word)
{
	uint64_t offset = req->phys & ~PAGE_MASK(k), addr = 0;
	phys_addr_t phys = req->phys - offset;
	uint64_t size = PAGE_ALIGN(k, req->size + offset);
	enum page_cache_mode wanted = mode_of(req->kind), got;
	struct ioremap_request real = *req;
	int ret = memtype_reserve(k, phys, phys + size, wanted, &got);

	if (ret) {
		TELL(k, &says[TYPE_REFUSED], SPAN(phys, size));
		printk(k, "ioremap %s failed %d", word, ret);
		return 0;
	}
	if (got != wanted && !is_new_memtype_allowed(k, phys, phys + size, wanted, got)) {
		TELL(k, &says[TYPE_REFUSED], SPAN(phys, size));
		printk(k, "ioremap error for 0x%" PRIx64 "-0x%" PRIx64 ", requested 0x%x, got 0x%x",
		       phys, phys + size, wanted, got);
	} else {
		real.prot = k->mapping->entry[kind_of(got)];
		addr = ioremap_make(k, &real, phys, size);
	}
	if (!addr)
		memtype_free(k, phys, phys + size);
	return addr ? addr + offset : 0;
}

static const struct outline outline_loop = {
	"__ioremap_caller",
	X86_FILE,
	"as",
	'a',
	N_("Maps a range of physical addresses, after a look at each page frame of it."),
	N_("A page of RAM that is marked reserved is mapped; the kernel only warns."),
	{ N_("no bytes, or beyond the last address: NULL"),
	  N_("an address that the processor cannot have: NULL, and a warning"),
	  N_("640 KiB to 1 MiB is always mapped: give the address it has"),
	  N_("for each page frame: RAM that is in use ends it with NULL"),
	  N_("RAM that is reserved passes, with a warning; what is no RAM passes"),
	  N_("map whole pages with a memory type that fits") }
};

/*
 * Of COUNT frames from PFN on, how many have the same answer as the first one: those up
 * to the end of the resource of the root's that the first lies in, or to the next one.
 */
static uint64_t frames_alike(const struct kernel *k, uint64_t pfn, uint64_t count)
{
	phys_addr_t start = PFN_PHYS(k, pfn);

	for (const struct resource *r = k->iomem_resource.child; r; r = r->sibling) {
		uint64_t behind = PFN_DOWN(k, r->start > start ? r->start : r->end + 1);

		if (r->end >= start)
			return behind > pfn ? min64(count, behind - pfn) : 1;
	}
	return count;
}

/* Of COUNT frames from PFN on, which is marked reserved, how many more are so in a row. */
static uint64_t frames_reserved(const struct kernel *k, uint64_t pfn, uint64_t count)
{
	const struct memblock_type *reserved = &k->mm_memblock.memblock.reserved;

	for (uint64_t i = 0; i < reserved->cnt; i++) {
		const struct memblock_region *r = &reserved->regions[i];
		uint64_t behind = PFN_UP(k, r->base + r->size);

		if (r->size && PFN_DOWN(k, r->base) <= pfn && pfn < behind) {
			count = min64(count, behind - pfn);
			for (unsigned n = 0; k->x86 && n < k->x86->freed_count; n++) {
				uint64_t freed = PFN_DOWN(k, k->x86->freed[n].start);

				if (freed > pfn)
					count = min64(count, freed - pfn);
			}
			return count;
		}
	}
	return 1;
}

/* The loop over the frames; false when one of them is in use. */
static bool frames_pass(struct kernel *k, const struct ioremap_request *req)
{
	uint64_t last = PFN_DOWN(k, req->phys + req->size - 1);

	for (uint64_t pfn = PFN_DOWN(k, req->phys); pfn <= last;) {
		uint64_t alike = frames_alike(k, pfn, last - pfn + 1);

		if (!page_is_ram(k, pfn)) {
			if (alike == 1)
				TELL(k, &says[FRAME_FINE], pfn);
			else
				TELL(k, &says[FRAMES_FINE], alike, SPAN(pfn, alike));
			pfn += alike;
			continue;
		}
		if (pfn_valid(k, pfn) && !page_reserved(k, pfn)) {
			TELL(k, &says[FRAME_RAM], pfn);
			return false;
		}
		alike = frames_reserved(k, pfn, alike);
		if (alike == 1)
			TELL(k, &says[FRAME_RESERVED], pfn);
		else
			TELL(k, &says[FRAMES_RESERVED], alike, SPAN(pfn, alike));
		if (first_time(k, WARNED_RAM))
			kernel_warn(k, X86_FILE ":120", "__ioremap_caller", NULL);
		pfn += alike;
	}
	return true;
}

uint64_t x86_ioremap_loop(struct kernel *k, const struct ioremap_request *req)
{
	phys_addr_t last = req->phys + req->size - 1;
	uint64_t addr;

	ENTER(k, &outline_loop, req->phys, req->size);
	if (!is_range(k, req, X86_FILE ":103"))
		return leave_word(k, 0);
	if (is_isa_range(req->phys, last)) {
		addr = phys_to_virt(k, req->phys);
		TELL(k, &says[LOW], req->phys, last, addr);
		return leave_word(k, addr);
	}
	if (!frames_pass(k, req))
		return leave_word(k, 0);
	addr = map_pages(k, req, "reserve_memtype");
	if (addr && iomem_map_sanity_check(k, req->phys, req->size)) {
		TELL(k, &says[MORE_THAN_BAR], req->phys, last);
		if (first_time(k, WARNED_BARS))
			kernel_warn(k, X86_FILE ":188", "__ioremap_caller",
			            "Info: mapping multiple BARs. Your kernel is fine.");
	}
	return leave_word(k, addr);
}

static const struct outline outline_walk = {
	"__ioremap_caller",
	X86_FILE,
	"as",
	'a',
	N_("Maps a range of physical addresses, after a walk over the busy memory in it."),
	N_("Only whole pages of RAM count: some bytes inside a page of RAM are mapped."),
	{ N_("no bytes, beyond the last address, or not addressable: NULL"),
	  N_("walk over all busy memory resources in the range"),
	  N_("System RAM with a whole page that is valid and not reserved counts"),
	  N_("if any counted: NULL, and a warning once"),
	  N_("map whole pages with a memory type that fits"),
	  N_("a mapping over the end of a resource is told in the log") }
};

struct walk {
	struct kernel *k;
	bool ram;
};

/* The first page of a piece that is RAM in use; false when there is none. */
static bool page_in_use(struct kernel *k, const struct resource *res, uint64_t *pfn)
{
	uint64_t stop = PFN_DOWN(k, res->end + 1);

	for (*pfn = PFN_UP(k, res->start); *pfn < stop; ++*pfn)
		if (pfn_valid(k, *pfn) && !page_reserved(k, *pfn))
			return true;
	return false;
}

static int collect_flags(struct resource *res, void *arg)
{
	struct walk *w = arg;
	uint64_t pfn;

	if ((res->flags & IORESOURCE_SYSTEM_RAM) != IORESOURCE_SYSTEM_RAM) {
		TELL(w->k, &says[PIECE_NOT_RAM], RANGE(res));
	} else if (page_in_use(w->k, res, &pfn)) {
		w->ram = true;
		TELL(w->k, &says[PIECE_RAM], RANGE(res), pfn);
	} else {
		TELL(w->k, &says[PIECE_RESERVED], RANGE(res));
	}
	return 0;
}

static void refuse_ram(struct kernel *k, phys_addr_t start, phys_addr_t last)
{
	char message[100];

	TELL(k, &says[RAM_REFUSED], start, last);
	if (!first_time(k, WARNED_RAM))
		return;
	snprintf(message, sizeof(message), "ioremap on RAM at 0x%016" PRIx64 " - 0x%016" PRIx64,
	         start, last);
	kernel_warn(k, X86_FILE ":211", "__ioremap_caller", message);
}

uint64_t x86_ioremap_walk(struct kernel *k, const struct ioremap_request *req)
{
	phys_addr_t last = req->phys + req->size - 1;
	struct walk walk = { k, false };
	uint64_t addr;

	ENTER(k, &outline_walk, req->phys, req->size);
	if (!is_range(k, req, X86_FILE ":201"))
		return leave_word(k, 0);
	walk_mem_res(k, req->phys, last, &walk, collect_flags);
	if (walk.ram) {
		refuse_ram(k, req->phys, last);
		return leave_word(k, 0);
	}
	addr = map_pages(k, req, "memtype_reserve");
	if (addr && iomem_map_sanity_check(k, req->phys, req->size)) {
		TELL(k, &says[MORE_THAN_BAR], req->phys, last);
		printk(k, "caller %s mapping multiple BARs", req->caller);
	}
	return leave_word(k, addr);
}
