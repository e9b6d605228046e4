/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/resource.c, last part: a driver that claims a range takes it from processes
 * that have it mapped through /dev/mem.
 */
#include <string.h>

#include "linux/drivers/char/mem.h"
#include "linux/kernel/resource_internal.h"

enum { STILL_ALLOWED, NOT_MAPPED, REVOKED };

static const struct sentence says[] = {
	[STILL_ALLOWED] = { STEP_DECIDE, LEVEL_STEP, 1, "R",
	                    N_("{0} may still be mapped by processes, so who has it mapped keeps "
	                       "it.") },
	[NOT_MAPPED] = { STEP_DECIDE, LEVEL_STEP, 2, "R",
	                 N_("No process has any of {0} mapped through /dev/mem.") },
	[REVOKED] = { STEP_UNMAP, LEVEL_STOP, 3, "rR",
	              N_("A process has {0} mapped through /dev/mem, and the driver has claimed {1}: "
	                 "the process loses it, and its next access there kills it.") },
};

static const struct outline outline_revoke = {
	"revoke_iomem",
	RESOURCE_FILE,
	"R",
	'v',
	N_("Takes a range that a driver has just claimed from those who map it through /dev/mem."),
	N_("Mappings that drivers made themselves are not touched: only /dev/mem gives way."),
	{ N_("is the first and the last page still allowed? Then nothing changes"),
	  N_("look for pages of it in mappings of /dev/mem"), N_("clear their page table entries") }
};

/* unmap_mapping_range(): clear what AREA has of COUNT page frames from PFN on. */
static bool revoke_from(struct kernel *k, const struct vm_area_struct *area,
                        const struct resource *res)
{
	uint64_t first = PFN_DOWN(k, res->start);
	uint64_t behind = first + PFN_UP(k, resource_size(res));
	uint64_t pages = (area->vm_end - area->vm_start) >> PAGE_SHIFT(k);
	uint64_t from = max64(first, area->vm_pgoff), to = min64(behind, area->vm_pgoff + pages);
	uint64_t start = area->vm_start + PFN_PHYS(k, from - area->vm_pgoff);

	if (strcmp(area->path, DEV_MEM) != 0 || from >= to)
		return false;
	TELL(k, &says[REVOKED], SPAN(start, PFN_PHYS(k, to - from)), RES(res));
	unmap_page_range(k, start, start + PFN_PHYS(k, to - from));
	return true;
}

void revoke_iomem(struct kernel *k, const struct resource *res)
{
	const struct vm_area_struct *area = k->process ? k->process->mmap : NULL;
	bool any = false;

	if (!area || !profile_has(k->profile, FEATURE_IO_STRICT_DEVMEM))
		return;
	ENTER(k, &outline_revoke, RES(res));
	if (devmem_is_allowed(k, PFN_DOWN(k, res->start)) &&
	    devmem_is_allowed(k, PFN_DOWN(k, res->end))) {
		TELL(k, &says[STILL_ALLOWED], RES(res));
		leave(k);
		return;
	}
	for (; area; area = area->next)
		any |= revoke_from(k, area, res);
	if (!any)
		TELL(k, &says[NOT_MAPPED], RES(res));
	leave(k);
}
