/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/arm64/mm/ioremap.c: what arm64 lets be mapped. */
#include "linux/mm/ioremap.h"

#define ARM64_FILE "arch/arm64/mm/ioremap.c"

enum { BEYOND, IS_MEMORY, FINE, ONLY_FIRST, BAD_RANGE, ROUNDED, LINEAR, NOT_LINEAR };

static const struct sentence says[] = {
	[BEYOND] = { STEP_REFUSE, LEVEL_STOP, 1, "rd",
	             N_("{0} ends behind what {1} bits of physical address can say: refused.") },
	[IS_MEMORY] = { STEP_REFUSE, LEVEL_STOP, 2, "p",
	                N_("Page frame {0} is memory that the kernel uses: a second mapping with "
	                   "other rules would corrupt it. The log gets a warning.") },
	[FINE] = { STEP_DECIDE, LEVEL_STEP, 3, "p",
	           N_("Page frame {0} is no memory of the kernel's.") },
	[ONLY_FIRST] = { STEP_DECIDE, LEVEL_STEP, 3, "d",
	                 N_("What follows in the range is not looked at; pages that follow: {0}.") },
	[BAD_RANGE] = { STEP_REFUSE, LEVEL_STEP, 2, "asd",
	                N_("{1} from {0} on is nothing, or wraps around, or ends behind {2} bits of "
	                   "physical address: NULL.") },
	[ROUNDED] = { STEP_DECIDE, LEVEL_STEP, 1, "asr",
	              N_("{1} from {0} on are rounded out to whole pages first: {2}.") },
	[LINEAR] = { STEP_DECIDE, LEVEL_CALL, 1, "aa",
	             N_("{0} is memory, and the linear map has it cached already, at {1}: that "
	                "address is the answer.") },
	[NOT_LINEAR] = { STEP_DECIDE, LEVEL_STEP, 2, "a",
	                 N_("{0} is not in the linear map, so it needs a mapping of its own.") },
};

static const struct outline outline_allowed = {
	"ioremap_allowed",
	ARM64_FILE,
	"r",
	'b',
	N_("Says whether a range of whole pages may be mapped on arm64."),
	N_("Only the first page frame is tried: a range that runs into RAM is mapped."),
	{ N_("the last byte must be a physical address of this machine"),
	  N_("the first page frame must not be memory; if it is, warn"), N_("then it is allowed") }
};

/* Is the first page of PHYS memory?  What may follow is not looked at. */
static bool first_is_memory(struct kernel *k, phys_addr_t phys, uint64_t size, const char *place,
                            const char *function, bool (*is_memory)(struct kernel *k, uint64_t pfn))
{
	uint64_t pfn = PFN_DOWN(k, phys);

	if (is_memory(k, pfn)) {
		TELL(k, &says[IS_MEMORY], pfn);
		kernel_warn(k, place, function, NULL);
		return true;
	}
	TELL(k, &says[FINE], pfn);
	if (size > PAGE_SIZE(k))
		TELL(k, &says[ONLY_FIRST], (size >> PAGE_SHIFT(k)) - 1);
	return false;
}

bool ioremap_allowed(struct kernel *k, phys_addr_t phys, uint64_t size)
{
	uint64_t last = phys + size - 1;

	ENTER(k, &outline_allowed, phys, last);
	if (last >> k->profile->pa_bits) {
		TELL(k, &says[BEYOND], phys, last, k->profile->pa_bits);
		return leave_bool(k, false);
	}
	return leave_bool(k, !first_is_memory(k, phys, size, ARM64_FILE ":15", "ioremap_allowed",
	                                      pfn_is_map_memory));
}

static const struct outline outline_caller = {
	"__ioremap_caller",
	ARM64_FILE,
	"asx",
	'a',
	N_("Maps a range of physical addresses, as arm64 did on its own."),
	N_("The range is rounded first: no bytes in the middle of a page are one page."),
	{ N_("round out to whole pages"),
	  N_("nothing left, wrapped around, or beyond the physical addresses: NULL"),
	  N_("the first page frame must not be memory; if it is, warn"),
	  N_("take a range of virtual addresses and fill its page tables") }
};

uint64_t arm64_ioremap_caller(struct kernel *k, const struct ioremap_request *req)
{
	uint64_t offset = req->phys & ~PAGE_MASK(k), addr = 0;
	phys_addr_t phys = req->phys & PAGE_MASK(k);
	uint64_t size = PAGE_ALIGN(k, req->size + offset), last = phys + size - 1;

	ENTER(k, &outline_caller, req->phys, req->size, req->prot);
	if (!size || last < phys || last >> k->profile->pa_bits) {
		TELL(k, &says[BAD_RANGE], req->phys, req->size, k->profile->pa_bits);
		return leave_word(k, 0);
	}
	TELL(k, &says[ROUNDED], req->phys, req->size, phys, last);
	if (!first_is_memory(k, phys, size, ARM64_FILE ":47", "__ioremap_caller", pfn_valid))
		addr = ioremap_make(k, req, phys, size);
	return leave_word(k, addr ? addr + offset : 0);
}

static const struct outline outline_cache = {
	"ioremap_cache",
	ARM64_FILE,
	"a",
	'a',
	N_("Gives the linear map's address of memory, which is mapped with caching already."),
	N_("Nothing is said about the size: only the first page frame is asked about."),
	{ N_("memory: the address in the linear map"), N_("anything else is mapped anew, cached") }
};

uint64_t arm64_ioremap_cache_linear(struct kernel *k, phys_addr_t phys)
{
	uint64_t pfn = PFN_DOWN(k, phys), addr;

	/* before there was pfn_is_map_memory(), pfn_valid() answered that */
	if (k->mapping->way == WAY_ROUNDED_FRAME ? !pfn_valid(k, pfn)
	                                         : !pfn_is_map_memory(k, pfn)) {
		sim_tell_in(k->sim, &outline_cache, &says[NOT_LINEAR], SIM_WORDS(phys));
		return 0;
	}
	addr = phys_to_virt(k, phys);
	sim_tell_in(k->sim, &outline_cache, &says[LINEAR], SIM_WORDS(phys, addr));
	return addr;
}
