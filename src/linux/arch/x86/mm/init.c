/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/mm/init.c and mmap.c: what x86 lets user space see of /dev/mem.
 */
#include "linux/arch/x86/mm/mm.h"
#include "linux/include/mm.h"

static const struct outline outline_allowed = {
	"devmem_is_allowed",
	"arch/x86/mm/init.c",
	"p",
	'd',
	N_("STRICT_DEVMEM: may user space reach this page?"),
	N_("The first megabyte is special: old programs look for firmware there."),
	{ N_("any System RAM in it: below 1 MiB zeros are shown, above it no"),
	  N_("what is exclusive in the tree: no, but below 1 MiB yes"), N_("everything else: yes") }
};

int x86_devmem_is_allowed(struct kernel *k, uint64_t pfn)
{
	bool low = PFN_PHYS(k, pfn) < 1 << 20;
	int answer = 1;

	ENTER(k, &outline_allowed, pfn);
	if (region_intersects(k, PFN_PHYS(k, pfn), PAGE_SIZE(k), IORESOURCE_SYSTEM_RAM,
	                      IORES_DESC_NONE) != REGION_DISJOINT)
		answer = low ? 2 : 0;
	else if (iomem_is_exclusive(k, PFN_PHYS(k, pfn)))
		answer = low;
	return leave_int(k, answer);
}

static const struct outline outline_valid = {
	"valid_phys_addr_range",
	"arch/x86/mm/mmap.c",
	"r",
	'b',
	N_("Is the range one that read() and write() of /dev/mem can reach?"),
	N_("Only its end counts: holes below the end of RAM pass."),
	{ N_("it must end before the highest address of the linear map") }
};

bool x86_valid_phys_addr_range(struct kernel *k, phys_addr_t addr, uint64_t size)
{
	phys_addr_t end = memblock_end_of_DRAM(k);

	ENTER(k, &outline_valid, SPAN(addr, size));
	return leave_bool(k, addr <= end && size <= end - addr);
}

bool x86_valid_mmap_phys_addr_range(const struct kernel *k, phys_addr_t base, uint64_t size)
{
	return base + size - 1 <= phys_mask(k);
}

uint64_t x86_vm_flags_more(uint64_t vm_flags)
{
	/* Memory types are reserved for a whole area, and pages that are written are noted. */
	return VM_SOFTDIRTY | (vm_flags & VM_PFNMAP ? VM_ARCH_1 : 0);
}
