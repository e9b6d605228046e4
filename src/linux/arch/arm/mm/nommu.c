/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm/mm/nommu.c: the same start-up where an address is an address.
 *
 * Nothing is mapped, so there is neither low nor high memory, no table to be
 * reserved, and no area for ioremap().
 */
#include "linux/arch/arm/mm/mm.h"

#define NOMMU_FILE "arch/arm/mm/nommu.c"

enum { LIMIT, FIRST_BYTE, STAGE, ZERO_PAGE };

static const struct sentence says[] = {
	[LIMIT] = { STEP_SET, LEVEL_STOP, 2, "a",
	            N_("No MMU: all RAM up to {0} is there at its own address, so memblock may "
	               "allocate all of it.") },
	[FIRST_BYTE] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                 N_("Address 0 is reserved, one byte of it, whether there is memory or "
	                    "not: as a pointer it would look like a failure.") },
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: there are no page tables to make, for nothing is translated.") },
	[ZERO_PAGE] = { STEP_ALLOCATE, LEVEL_STOP, 2, "r",
	                N_("A page of zeros, {0}, is all that is made here.") },
};

static const struct outline outline_adjust = {
	"adjust_lowmem_bounds",
	NOMMU_FILE,
	"",
	'v',
	N_("Says up to where memblock may allocate: as far as RAM goes."),
	N_("With an MPU this may cut memory off: an MPU covers powers of two."),
	{ N_("with an MPU: what it can cover, and no more"), N_("the limit is where memory ends") }
};

void nommu_adjust_lowmem_bounds(struct kernel *k)
{
	phys_addr_t end;

	ENTER(k, &outline_adjust);
	if (profile_has(k->profile, FEATURE_ARM_MPU))
		pmsav7_adjust_lowmem_bounds(k);
	end = memblock_end_of_DRAM(k);
	SET(k, k->setup->arm_lowmem_limit, end);
	SET(k, k->setup->high_memory, end);
	memblock_set_current_limit(k, end);
	TELL(k, &says[LIMIT], end);
	leave(k);
}

static const struct outline outline_reserve = {
	"arm_mm_memblock_reserve",
	NOMMU_FILE,
	"",
	'v',
	N_("Reserves the byte at address 0."),
	N_("On a Cortex-M no page is needed for the vectors."),
	{ N_("one byte, so that nobody is ever given address 0") }
};

void nommu_memblock_reserve(struct kernel *k)
{
	ENTER(k, &outline_reserve);
	TELL(k, &says[FIRST_BYTE]);
	memblock_reserve(k, 0, 1);
	leave(k);
}

static const struct outline outline_paging = {
	"paging_init",
	NOMMU_FILE,
	"",
	'v',
	N_("Allocates a page of zeros; with an MPU, tells it what may be accessed how."),
	N_("The name stayed. There is no paging."),
	{ N_("with an MPU: set its regions up"), N_("a page of zeros"), N_("zones and the memmap") }
};

void nommu_paging_init(struct kernel *k)
{
	phys_addr_t zero;

	ENTER(k, &outline_paging);
	TELL(k, &says[STAGE], NAME(k, "paging"));
	if (profile_has(k->profile, FEATURE_ARM_MPU))
		pmsav7_setup(k);
	zero = memblock_alloc(k, PAGE_SIZE(k), PAGE_SIZE(k));
	if (!zero)
		kernel_panic(k, _("there is no memory for a page of zeros"));
	TELL(k, &says[ZERO_PAGE], SPAN(zero, PAGE_SIZE(k)));
	arm_bootmem_init(k);
	leave(k);
}
