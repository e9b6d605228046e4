/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/arm/mm/ioremap.c: mapping on 32-bit Arm. */
#include "linux/mm/ioremap.h"

#define ARM_FILE "arch/arm/mm/ioremap.c"

enum { CUT, NOTHING, IS_MEMORY, AS_MEMORY, FINE };

static const struct sentence says[] = {
	[CUT] = { STEP_DECIDE, LEVEL_CALL, 1, "aa",
	          N_("A physical address has 32 bits here: {0} becomes {1}.") },
	[NOTHING] = { STEP_REFUSE, LEVEL_STEP, 2, "as",
	              N_("{1} from {0} on is nothing, or reaches beyond the last address: NULL.") },
	[IS_MEMORY] = { STEP_REFUSE, LEVEL_STOP, 3, "p",
	                N_("Page frame {0} is memory that the kernel uses: a second mapping with "
	                   "other rules would corrupt it. The log gets a warning.") },
	[AS_MEMORY] = { STEP_DECIDE, LEVEL_STEP, 3, "",
	                N_("It is to be mapped as the linear map does it, so memory is no "
	                   "objection.") },
	[FINE] = { STEP_DECIDE, LEVEL_STEP, 3, "p",
	           N_("Page frame {0} is no memory; frames behind it are not looked at.") },
};

static const struct outline outline_caller = {
	"__arm_ioremap_pfn_caller",
	ARM_FILE,
	"asx",
	'a',
	N_("Maps a range of physical addresses on 32-bit Arm."),
	N_("Addresses above 4 GiB are cut to 32 bits before anything is looked at."),
	{ N_("an address has 32 bits"), N_("no bytes, or beyond the last address: NULL"),
	  N_("the first page frame must not be memory, unless it is mapped as memory"),
	  N_("take a range of virtual addresses"), N_("fill its page tables, always by pages") }
};

uint64_t arm_ioremap_caller(struct kernel *k, const struct ioremap_request *req)
{
	uint32_t phys = (uint32_t)req->phys, size = (uint32_t)req->size, last = phys + size - 1;
	uint64_t offset = phys & ~PAGE_MASK(k), bytes = PAGE_ALIGN(k, size + offset), addr;
	uint64_t pfn = PFN_DOWN(k, phys);

	ENTER(k, &outline_caller, req->phys, req->size, req->prot);
	if (phys != req->phys)
		TELL(k, &says[CUT], req->phys, phys);
	if (!size || last < phys) {
		TELL(k, &says[NOTHING], req->phys, req->size);
		return leave_word(k, 0);
	}
	if (req->kind == IOREMAP_MEMORY) {
		TELL(k, &says[AS_MEMORY]);
	} else if (memblock_is_map_memory(k, PFN_PHYS(k, pfn))) {
		TELL(k, &says[IS_MEMORY], pfn);
		kernel_warn(k, ARM_FILE ":318", "__arm_ioremap_pfn_caller", NULL);
		return leave_word(k, 0);
	} else {
		TELL(k, &says[FINE], pfn);
	}
	addr = ioremap_make(k, req, PFN_PHYS(k, pfn), bytes);
	return leave_word(k, addr ? addr + offset : 0);
}
