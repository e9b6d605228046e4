/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/setup.c, third part: the initrd, which the boot loader may have put where
 * the kernel has no memory.
 */
#include <inttypes.h>

#include "linux/arch/x86/kernel/setup.h"
#include "linux/drivers/of/fdt.h"

#define SETUP_FILE "arch/x86/kernel/setup.c"

enum { MAPPED, NONE, UNMAPPED, MOVED, NO_ROOM };

static const struct sentence says[] = {
	[MAPPED] = { STEP_DECIDE, LEVEL_STOP, 2, "r",
	             N_("The initrd, {0}, can be read now where it lies: RAM is mapped.") },
	[NONE] = { STEP_DECIDE, LEVEL_CALL, 1, "", N_("There is no initrd.") },
	[UNMAPPED] = { STEP_DECIDE, LEVEL_STOP, 3, "r",
	               N_("The initrd, {0}, lies where the kernel has no memory: mem= or memmap= took "
	                  "it away. It must move.") },
	[MOVED] = { STEP_ALLOCATE, LEVEL_STOP, 1, "rr",
	            N_("The initrd is copied from {0} to {1}, and its old place is forgotten.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	              N_("There is no room of {0} for the initrd.") },
};

static const struct outline outline_relocate = {
	"relocate_initrd",
	SETUP_FILE,
	"r",
	'v',
	N_("Copies the initrd to memory that is mapped."),
	NULL,
	{ N_("take memory for it"), N_("none: the boot ends here"), N_("copy it there") }
};

static void relocate_initrd(struct kernel *k, uint64_t start, uint64_t size)
{
	uint64_t end = PFN_PHYS(k, k->x86->max_pfn);
	phys_addr_t at;

	ENTER(k, &outline_relocate, SPAN(start, size));
	at = memblock_phys_alloc_range(k, PAGE_ALIGN(k, size), PAGE_SIZE(k), 0, end);
	if (!at) {
		TELL(k, &says[NO_ROOM], size);
		printk(k,
		       "Kernel panic - not syncing: Cannot find place for new RAMDISK of size "
		       "%" PRIu64,
		       size);
		kernel_panic(k, _("there is no memory to move the initrd to"));
	}
	printk(k, "Allocated new RAMDISK: [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]", at,
	       at + size - 1);
	printk(k,
	       "Move RAMDISK from [mem 0x%08" PRIx64 "-0x%08" PRIx64 "] to [mem 0x%08" PRIx64
	       "-0x%08" PRIx64 "]",
	       start, start + size - 1, at, at + size - 1);
	SET(k, k->fdt->phys_initrd_start, at);
	TELL(k, &says[MOVED], SPAN(start, size), SPAN(at, size));
	leave(k);
}

static const struct outline outline_initrd = {
	"reserve_initrd",
	SETUP_FILE,
	"",
	'v',
	N_("Makes sure that the initrd can be read."),
	N_("A boot loader goes by the BIOS's map; it knows nothing of what mem= takes away."),
	{ N_("no initrd: done"), N_("it lies in RAM that is mapped: it stays"),
	  N_("else it is copied, and its old place is free again") }
};

/* pfn_range_is_mapped(): all of the range lies in one piece of memory. */
static bool is_mapped(const struct kernel *k, uint64_t start, uint64_t end)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < memory->cnt; i++)
		if (start >= memory->regions[i].base &&
		    end <= memory->regions[i].base + memory->regions[i].size)
			return true;
	return false;
}

void x86_reserve_initrd(struct kernel *k)
{
	uint64_t start = k->fdt->phys_initrd_start, size = k->fdt->phys_initrd_size;
	uint64_t end = PAGE_ALIGN(k, start + size);

	ENTER(k, &outline_initrd);
	if (!size) {
		TELL(k, &says[NONE]);
		leave(k);
		return;
	}
	printk(k, "RAMDISK: [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]", start, end - 1);
	if (is_mapped(k, start, end)) {
		TELL(k, &says[MAPPED], start, end - 1);
	} else {
		TELL(k, &says[UNMAPPED], start, end - 1);
		relocate_initrd(k, start, size);
		memblock_phys_free(k, start, end - start);
	}
	leave(k);
}
