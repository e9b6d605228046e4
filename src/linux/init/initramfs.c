/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/init/initramfs.h"

#include <inttypes.h>

#include "linux/drivers/of/fdt.h"

enum { NONE, NO_MEMORY, IN_USE, RESERVED };

static const struct sentence says[] = {
	[NONE] = { STEP_DECIDE, LEVEL_STOP, 1, "", N_("There is no initrd to keep.") },
	[NO_MEMORY] = { STEP_REFUSE, LEVEL_STOP, 2, "r",
	                N_("The initrd at {0} does not lie in memory, so the kernel boots without "
	                   "it.") },
	[IN_USE] = { STEP_CONFLICT, LEVEL_STOP, 3, "r",
	             N_("The initrd at {0} lies over something that is reserved already, so the "
	                "kernel boots without it.") },
	[RESERVED] = { STEP_DECIDE, LEVEL_STOP, 4, "rs",
	               N_("The initrd, rounded out to the pages {0}, {1}, is reserved.") },
};

static const struct outline outline_reserve = {
	"reserve_initrd_mem",
	"init/initramfs.c",
	"",
	'v',
	N_("Keeps the initrd's memory from being used for something else."),
	N_("It must be memory already: unlike on arm64, it is not added."),
	{ N_("no initrd: nothing to do"), N_("not wholly memory: give it up"),
	  N_("partly reserved: give it up"), N_("reserve its pages") }
};

static void give_up(struct kernel *k)
{
	SET(k, k->fdt->phys_initrd_size, 0);
}

void reserve_initrd_mem(struct kernel *k)
{
	phys_addr_t base = k->fdt->phys_initrd_start & PAGE_MASK(k);
	uint64_t size = PAGE_ALIGN(k, k->fdt->phys_initrd_start + k->fdt->phys_initrd_size) - base;

	ENTER(k, &outline_reserve);
	if (!k->fdt->phys_initrd_size) {
		TELL(k, &says[NONE]);
	} else if (!memblock_is_region_memory(k, base, size)) {
		printk(k,
		       "INITRD: 0x%08" PRIx64 "+0x%08" PRIx64
		       " is not a memory region - disabling initrd",
		       base, size);
		TELL(k, &says[NO_MEMORY], SPAN(base, size));
		give_up(k);
	} else if (memblock_is_region_reserved(k, base, size)) {
		printk(k,
		       "INITRD: 0x%08" PRIx64 "+0x%08" PRIx64
		       " overlaps in-use memory region - disabling initrd",
		       base, size);
		TELL(k, &says[IN_USE], SPAN(base, size));
		give_up(k);
	} else {
		memblock_reserve(k, base, size);
		TELL(k, &says[RESERVED], SPAN(base, size), size);
	}
	leave(k);
}
