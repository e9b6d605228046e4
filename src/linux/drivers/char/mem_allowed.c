/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lib/devmem_is_allowed.c, and the part of drivers/char/mem.c that asks the architecture
 * what of /dev/mem may be reached.
 */
#include "linux/arch/arch.h"
#include "linux/drivers/char/mem_internal.h"

#define MEM_FILE "drivers/char/mem.c"

enum { RANGE_ALIKE, RANGE_REFUSED, NOT_CHECKED };

static const struct sentence says[] = {
	[RANGE_ALIKE] = { STEP_COMPARE, LEVEL_STEP, 1, "dr",
	                  N_("The same holds for all {0} pages of {1}: no resource begins or ends "
	                     "among them.") },
	[RANGE_REFUSED] = { STEP_REFUSE, LEVEL_STOP, 2, "rr",
	                    N_("The page {1} of {0} may not be mapped, so none of it is: "
	                       "-EPERM.") },
	[NOT_CHECKED] = { STEP_DECIDE, LEVEL_STEP, 3, "r",
	                  N_("This kernel has no STRICT_DEVMEM: {0} may be mapped, whatever it "
	                     "is.") },
};

static const struct outline outline_allowed = {
	"devmem_is_allowed",
	"lib/devmem_is_allowed.c",
	"p",
	'd',
	N_("STRICT_DEVMEM: may user space reach this page?"),
	N_("Being memory is not what counts, but being System RAM in /proc/iomem; and a device "
	   "counts as soon as somebody claimed it, if the kernel has IO_STRICT_DEVMEM."),
	{ N_("what is exclusive in the tree: no"), N_("whole pages of System RAM: no"),
	  N_("everything else: yes") }
};

int devmem_is_allowed(struct kernel *k, uint64_t pfn)
{
	const struct arch *arch = arch_row(k);

	if (arch->devmem_is_allowed)
		return arch->devmem_is_allowed(k, pfn);
	ENTER(k, &outline_allowed, pfn);
	if (iomem_is_exclusive(k, PFN_PHYS(k, pfn)))
		return leave_int(k, 0);
	return leave_int(k, !page_is_ram(k, pfn));
}

/*
 * Pages from PFN on, up to END (exclusive), of which devmem_is_allowed() says the same:
 * its answer can only change in a page in which a resource begins or behind one ends.
 */
uint64_t devmem_pages_alike(const struct kernel *k, uint64_t pfn, uint64_t end)
{
	uint64_t start = PFN_PHYS(k, pfn), left = k->sim->journal.top / sizeof(struct resource);
	const struct resource *p = k->iomem_resource.child;

	for (; p && left; p = next_resource(p), left--) {
		const uint64_t edges[] = { p->start, p->end + 1 };

		for (unsigned i = 0; i < 2; i++)
			if (edges[i] > start && PFN_DOWN(k, edges[i]) < end)
				end = PFN_DOWN(k, edges[i]);
	}
	return end > pfn ? end - pfn : 1;
}

static const struct outline outline_valid = {
	"valid_phys_addr_range",
	MEM_FILE,
	"r",
	'b',
	N_("Is the range one that read() and write() of /dev/mem can reach?"),
	N_("Only its end counts: holes below the end of RAM pass."),
	{ N_("it must end before the highest address of the linear map") }
};

bool devmem_valid(struct kernel *k, phys_addr_t addr, uint64_t count)
{
	const struct arch *arch = arch_row(k);
	phys_addr_t end;

	if (arch->valid_phys_addr_range)
		return arch->valid_phys_addr_range(k, addr, count);
	ENTER(k, &outline_valid, SPAN(addr, count));
	end = memblock_end_of_DRAM(k);
	return leave_bool(k, addr <= end && count <= end - addr);
}

bool devmem_fits(const struct kernel *k, uint64_t base, uint64_t size)
{
	const struct arch *arch = arch_row(k);

	return !arch->valid_mmap_phys_addr_range || arch->valid_mmap_phys_addr_range(k, base, size);
}

static const struct outline outline_range = {
	"range_is_allowed",
	MEM_FILE,
	"r",
	'b',
	N_("STRICT_DEVMEM: may user space map all of these pages?"),
	NULL,
	{ N_("ask of each page"), N_("the first that is refused ends it"),
	  N_("without STRICT_DEVMEM nothing is asked") }
};

bool devmem_range_is_allowed(struct kernel *k, uint64_t pfn, uint64_t size)
{
	uint64_t end = pfn + (size >> PAGE_SHIFT(k)), first = pfn;

	ENTER(k, &outline_range, SPAN(PFN_PHYS(k, pfn), size));
	if (!profile_has(k->profile, FEATURE_STRICT_DEVMEM)) {
		TELL(k, &says[NOT_CHECKED], SPAN(PFN_PHYS(k, pfn), size));
		return leave_bool(k, true);
	}
	while (pfn < end) {
		uint64_t pages = devmem_pages_alike(k, pfn, end);

		if (!devmem_is_allowed(k, pfn)) {
			TELL(k, &says[RANGE_REFUSED], SPAN(PFN_PHYS(k, first), size),
			     SPAN(PFN_PHYS(k, pfn), PAGE_SIZE(k)));
			return leave_bool(k, false);
		}
		if (pages > 1)
			TELL(k, &says[RANGE_ALIKE], pages,
			     SPAN(PFN_PHYS(k, pfn), pages << PAGE_SHIFT(k)));
		pfn += pages;
	}
	return leave_bool(k, true);
}

bool devmem_linear(struct kernel *k, phys_addr_t addr)
{
	return arch_row(k)->maps_for_devmem || memblock_is_map_memory(k, addr);
}
