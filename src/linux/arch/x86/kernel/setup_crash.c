/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/setup.c, second part: memory for the kernel that takes over after a
 * crash.  It comes into the tree before System RAM, which adopts it.
 */
#include <inttypes.h>

#include "linux/arch/x86/kernel/setup.h"
#include "linux/include/crash_core.h"

#define SETUP_FILE "arch/x86/kernel/setup.c"

#define CRASH_ALIGN     ((uint64_t)16 << 20)
#define CRASH_HIGH      ((uint64_t)1 << 46)
#define CRASH_LOW_LEAST ((uint64_t)256 << 20)

enum {
	NOT_ASKED,
	ASKED,
	ASKED_HIGH,
	ASKED_AT,
	NO_LOW,
	NO_ROOM,
	IN_USE,
	TAKEN,
	LOW_TAKEN,
	LOW_NONE,
	LOW_NO_ROOM,
};

static const struct sentence says[] = {
	[NOT_ASKED] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                N_("The command line asks for no crash kernel.") },
	[ASKED] = { STEP_DECIDE, LEVEL_STOP, 1, "sa",
	            N_("crashkernel= asks for {0}: below {1} if there is room, at a multiple of 16 "
	               "MiB.") },
	[ASKED_HIGH] = { STEP_DECIDE, LEVEL_STOP, 2, "s",
	                 N_("crashkernel=,high asks for {0}, wherever in memory.") },
	[ASKED_AT] = { STEP_DECIDE, LEVEL_STOP, 1, "sa",
	               N_("crashkernel= asks for {0} at {1}, there or not at all.") },
	[NO_LOW] = { STEP_DECIDE, LEVEL_STOP, 3, "s",
	             N_("There is no room of {0} low enough, so any place will do.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 3, "s",
	              N_("There is no free place of {0}: nothing is kept.") },
	[IN_USE] = { STEP_REFUSE, LEVEL_STOP, 3, "r", N_("{0} is not free, so nothing is kept.") },
	[TAKEN] = { STEP_ALLOCATE, LEVEL_STOP, 5, "Rs",
	            N_("{0}, {1}, is reserved and inserted; System RAM is not there yet and will "
	               "adopt it.") },
	[LOW_TAKEN] = { STEP_ALLOCATE, LEVEL_STOP, 2, "Rs",
	                N_("{0}, {1} below 4 GiB, is kept too: devices that reach no higher need "
	                   "it.") },
	[LOW_NONE] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	               N_("crashkernel=0,low: no memory below 4 GiB is wanted.") },
	[LOW_NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	                  N_("There is no room of {0} below 4 GiB, so all is given back.") },
};

static void fill(struct kernel *k, struct resource *res, phys_addr_t base, uint64_t size)
{
	struct resource new = {
		.start = base,
		.end = base + size - 1,
		.name = sim_name(k->sim, "Crash kernel"),
		.flags = IORESOURCE_BUSY |
		         (profile_has(k->profile, FEATURE_RAM_BY_NAME) ? IORESOURCE_MEM
		                                                       : IORESOURCE_SYSTEM_RAM),
		.desc = IORES_DESC_CRASH_KERNEL,
	};

	SET(k, *res, new);
	insert_resource(k, &k->iomem_resource, res);
}

static const struct outline outline_low = {
	"reserve_crashkernel_low",
	SETUP_FILE,
	"",
	'e',
	N_("Takes low memory for a crash kernel that lies above 4 GiB."),
	NULL,
	{ N_("as much as crashkernel=,low says, or 256 MiB"), N_("below 4 GiB, or -ENOMEM") }
};

static int reserve_low(struct kernel *k)
{
	struct resource *res = &k->setup->crashk_low_res;
	uint64_t size = 0, limit = min64(memblock_phys_mem_size(k), k->profile->crash_low_max);
	phys_addr_t at;

	ENTER(k, &outline_low);
	if (parse_crashkernel_low(k, &size)) {
		size = CRASH_LOW_LEAST;
	} else if (!size) {
		TELL(k, &says[LOW_NONE]);
		return leave_int(k, 0);
	}
	at = memblock_phys_alloc_range(k, size, CRASH_ALIGN, 0, k->profile->crash_low_max);
	if (!at) {
		printk(k,
		       "Cannot reserve %" PRIu64
		       "MB crashkernel low memory, please try smaller size.",
		       size >> 20);
		TELL(k, &says[LOW_NO_ROOM], size);
		return leave_int(k, -ENOMEM);
	}
	printk(k,
	       "Reserving %" PRIu64 "MB of low memory at %" PRIu64
	       "MB for crashkernel (low RAM limit: %" PRIu64 "MB)",
	       size >> 20, at >> 20, limit >> 20);
	fill(k, res, at, size);
	TELL(k, &says[LOW_TAKEN], RES(res), size);
	return leave_int(k, 0);
}

/* Free room for SIZE bytes, reserved; 0 when there is none.  BASE other than 0: there only. */
static phys_addr_t take(struct kernel *k, uint64_t size, uint64_t base, bool high)
{
	phys_addr_t at = 0;

	if (base) {
		at = memblock_phys_alloc_range(k, size, 1 << 20, base, base + size);
		if (at != base) {
			printk(k, "crashkernel reservation failed - memory is in use.");
			TELL(k, &says[IN_USE], SPAN(base, size));
		}
		return at == base ? at : 0;
	}
	if (!high) {
		at = memblock_phys_alloc_range(k, size, CRASH_ALIGN, CRASH_ALIGN,
		                               k->profile->crash_low_max);
		if (!at)
			TELL(k, &says[NO_LOW], size);
	}
	if (!at)
		at = memblock_phys_alloc_range(k, size, CRASH_ALIGN, CRASH_ALIGN, CRASH_HIGH);
	if (!at) {
		printk(k, "crashkernel reservation failed - No suitable area found.");
		TELL(k, &says[NO_ROOM], size);
	}
	return at;
}

static const struct outline outline = {
	"reserve_crashkernel",
	SETUP_FILE,
	"",
	'v',
	N_("Keeps memory for the kernel that takes over when this one crashes."),
	NULL,
	{ N_("crashkernel=SIZE[@BASE]: low memory, or where it is to be"),
	  N_("else crashkernel=SIZE,high: anywhere"), N_("take the highest free place"),
	  N_("above 4 GiB: take low memory too, or give all back"),
	  N_("insert it into the tree as Crash kernel") }
};

void x86_reserve_crashkernel(struct kernel *k)
{
	uint64_t total = memblock_phys_mem_size(k), size = 0, base = 0;
	bool high = false;
	phys_addr_t at;

	if (!profile_has(k->profile, FEATURE_KEXEC_CORE))
		return;
	ENTER(k, &outline);
	if (parse_crashkernel(k, total, &size, &base) || !size) {
		high = !parse_crashkernel_high(k, &size) && size;
		if (!high) {
			TELL(k, &says[NOT_ASKED]);
			leave(k);
			return;
		}
		base = 0;
		TELL(k, &says[ASKED_HIGH], size);
	} else if (base) {
		TELL(k, &says[ASKED_AT], size, base);
	} else {
		TELL(k, &says[ASKED], size, k->profile->crash_low_max);
	}
	at = take(k, size, base, high);
	if (at >= FOUR_GIB && reserve_low(k)) {
		memblock_phys_free(k, at, size);
	} else if (at) {
		printk(k,
		       "Reserving %" PRIu64 "MB of memory at %" PRIu64
		       "MB for crashkernel (System RAM: %" PRIu64 "MB)",
		       size >> 20, at >> 20, total >> 20);
		fill(k, &k->setup->crashk_res, at, size);
		TELL(k, &says[TAKEN], RES(&k->setup->crashk_res), size);
	}
	leave(k);
}
