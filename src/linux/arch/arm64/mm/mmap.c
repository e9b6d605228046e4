/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/arm64/mm/mmap.c: what of /dev/mem can be reached at all. */
#include "linux/arch/arm64/kernel/setup.h"

static const struct outline outline_valid = {
	"valid_phys_addr_range",
	"arch/arm64/mm/mmap.c",
	"r",
	'b',
	N_("Is the range memory that read() and write() of /dev/mem can reach?"),
	N_("It asks memblock, not /proc/iomem: a page that is half RAM and half no-map counts by "
	   "its first half."),
	{ N_("one region of memblock's memory must hold all of it"),
	  N_("and that region must not be no-map") }
};

bool arm64_valid_phys_addr_range(struct kernel *k, phys_addr_t addr, uint64_t size)
{
	ENTER(k, &outline_valid, SPAN(addr, size));
	return leave_bool(k, memblock_is_region_memory(k, addr, size) &&
	                             memblock_is_map_memory(k, addr));
}

bool arm64_valid_mmap_phys_addr_range(const struct kernel *k, phys_addr_t base, uint64_t size)
{
	phys_addr_t behind = base + size;

	/* It looks at the address behind the last byte, so that the last page is left out. */
	return behind >= base && !(behind & ~phys_mask(k));
}
