/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/arm/mm/mmap.c: what of /dev/mem can be reached at all. */
#include "linux/arch/arm/mm/mm.h"

static const struct outline outline_valid = {
	"valid_phys_addr_range",
	"arch/arm/mm/mmap.c",
	"r",
	'b',
	N_("Is the range one that read() and write() of /dev/mem can reach?"),
	N_("Only the first and the last address of RAM count: holes between them pass."),
	{ N_("it must not begin below RAM"), N_("it must not end above the linear map") }
};

bool arm_valid_phys_addr_range(struct kernel *k, phys_addr_t addr, uint64_t size)
{
	phys_addr_t end = memblock_end_of_DRAM(k);

	ENTER(k, &outline_valid, SPAN(addr, size));
	return leave_bool(k,
	                  addr >= memblock_start_of_DRAM(k) && addr <= end && size <= end - addr);
}

bool arm_valid_mmap_phys_addr_range(const struct kernel *k, phys_addr_t base, uint64_t size)
{
	return base + size - 1 <= phys_mask(k);
}
