/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm/mm/pmsa-v7.c: which memory the MPU of a Cortex-M can cover.
 *
 * An MPU translates nothing.  It knows a few ranges and how each may be accessed; a
 * range is a power of two long and begins at a multiple of its length, and eighths of it can
 * be left out.  Memory that cannot be covered so is dropped.
 */
#include <inttypes.h>

#include "linux/arch/arm/mm/mm.h"

#define PMSA_FILE "arch/arm/mm/pmsa-v7.c"

#define MPU_MAX_REGIONS        16
#define PMSAv7_NR_SUBREGS      8
#define PMSAv7_MIN_SUBREG_SIZE 256

enum { REGIONS, NOT_FIRST, IGNORED, COVERS, HALVED, TRUNCATED, ALL_COVERED, IN_USE };

static const struct sentence says[] = {
	[REGIONS] = { STEP_READ, LEVEL_STEP, 1, "dd",
	              N_("The MPU has {0} regions; one of them is for everything else, so {1} are "
	                 "left for memory.") },
	[NOT_FIRST] = { STEP_REFUSE, LEVEL_STOP, 2, "aa",
	                N_("The first memory begins at {0} and not at {1}, where the kernel was "
	                   "built for: it stops here.") },
	[IGNORED] = { STEP_UNLINK, LEVEL_STOP, 2, "aa",
	              N_("Only memory in one piece is used: what lies from {1} on, behind the end "
	                 "at {0}, is dropped.") },
	[COVERS] = { STEP_DECIDE, LEVEL_STOP, 3, "rrx",
	             N_("A region {0} covers {1}; of its eighths these are left out, as a mask: "
	                "{2}.") },
	[HALVED] = { STEP_DECIDE, LEVEL_STEP, 3, "rs",
	             N_("No single region fits {0}, not even without some of its eighths: {1} of it "
	                "first.") },
	[TRUNCATED] = { STEP_UNLINK, LEVEL_STOP, 4, "ssd",
	                N_("The kernel tries {2} times and finds regions for {1} of the {0} of "
	                   "memory: the rest is dropped.") },
	[ALL_COVERED] = { STEP_DECIDE, LEVEL_STOP, 4, "sd",
	                  N_("All {0} of memory are covered, with {1} regions.") },
	[IN_USE] = { STEP_SET, LEVEL_STOP, 1, "d",
	             N_("The MPU has {0} regions in use: one lets everything be accessed as device "
	                "memory, and those above it make RAM normal memory, which may be cached and "
	                "executed. An address stays as it is.") },
};

/* A region: BASE and SIZE of the whole, a bit of OUT for each eighth left out. */
struct region {
	uint32_t base, size, out;
};

/* The highest power of two in N, which is not 0. */
static uint32_t power_below(uint32_t n)
{
	return (uint32_t)1 << (31 - __builtin_clz(n));
}

/* Can one region cover SIZE bytes from BASE on?  Arithmetic as the kernel's, in 32 bits. */
static bool try_split_region(uint32_t base, uint32_t size, struct region *region)
{
	uint32_t aligned = base & ~(size - 1), whole = base + size - aligned, power, eighth;
	uint32_t before, behind;

	if (!whole)
		return false;
	power = power_below(whole);
	if (power != whole)
		power *= 2;
	eighth = power / PMSAv7_NR_SUBREGS;
	if (!eighth || (base - aligned) % eighth || (power - whole) % eighth)
		return false;
	before = (base - aligned) / eighth;
	behind = (power - whole) / eighth;
	if ((before || behind) &&
	    (eighth < PMSAv7_MIN_SUBREG_SIZE || before + behind > PMSAv7_NR_SUBREGS))
		return false;
	region->base = aligned;
	region->size = power;
	region->out = (uint32_t)((1u << before) - 1) |
	              (((1u << behind) - 1) << (PMSAv7_NR_SUBREGS - behind));
	return true;
}

static const struct outline outline_allocate = {
	"allocate_region",
	PMSA_FILE,
	"rd",
	'd',
	N_("Finds MPU regions that cover a range and nothing else."),
	NULL,
	{ N_("one region for all that is left, with eighths left out if need be"),
	  N_("it does not fit: try the largest power of two that the address allows"),
	  N_("stop when there are no regions left") }
};

/* The regions into REGIONS, which holds MPU_MAX_REGIONS + 1 of them; returns how many. */
static unsigned allocate_region(struct kernel *k, uint32_t base, uint32_t size, unsigned limit,
                                struct region *regions)
{
	uint32_t left = size;
	unsigned count = 0, attempts = MPU_MAX_REGIONS;

	ENTER(k, &outline_allocate, SPAN(base, size), limit);
	while (left) {
		if (try_split_region(base, size, &regions[count])) {
			const struct region *r = &regions[count++];

			TELL(k, &says[COVERS], SPAN(r->base, r->size), SPAN(base, size), r->out);
			base += size;
			left -= size;
			size = left;
		} else {
			uint32_t by_address = (base - 1) ^ base;
			uint32_t by_size = power_below(left) - 1;

			TELL(k, &says[HALVED], SPAN(base, left),
			     (uint64_t)(by_address < by_size ? by_address : by_size) + 1);
			size = (by_address < by_size ? by_address : by_size) + 1;
		}
		if (count > limit || !attempts--)
			break;
	}
	leave_int(k, (int)count);
	return count;
}

/* The first piece of memory into *BASE and *SIZE; all behind it is dropped. */
static void take_first_piece(struct kernel *k, uint64_t *base, uint64_t *size)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	bool any = false;

	*base = *size = 0;
	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (!r->size || (r->flags & MEMBLOCK_NOMAP))
			continue;
		if (any) {
			phys_addr_t from = r->base;

			printk(k,
			       "Ignoring RAM after 0x%08" PRIx64 ", memory at 0x%08" PRIx64
			       " ignored",
			       *base + *size, from);
			TELL(k, &says[IGNORED], *base + *size, from);
			memblock_remove(k, from, (uint32_t)(0 - (uint32_t)from));
			return;
		}
		*base = r->base;
		*size = r->size;
		any = true;
	}
}

static const struct outline outline_adjust = {
	"pmsav7_adjust_lowmem_bounds",
	PMSA_FILE,
	"",
	'v',
	N_("Keeps the memory that the MPU can cover, and drops the rest."),
	N_("So an MPU decides how much System RAM /proc/iomem shows."),
	{ N_("how many regions there are, less one for everything else"),
	  N_("the first memory must begin where the kernel was built for; only it is used"),
	  N_("cover it with regions"), N_("what is not covered is dropped") }
};

void pmsav7_adjust_lowmem_bounds(struct kernel *k)
{
	struct region regions[MPU_MAX_REGIONS + 2] = { { 0 } };
	uint64_t base, size, covered = 0;
	unsigned count;

	ENTER(k, &outline_adjust);
	TELL(k, &says[REGIONS], MPU_MAX_REGIONS, MPU_MAX_REGIONS - 1);
	take_first_piece(k, &base, &size);
	if (base != arm_phys_offset(k)) {
		TELL(k, &says[NOT_FIRST], base, arm_phys_offset(k));
		printk(k, "Kernel panic - not syncing: First memory bank must be contiguous from "
		          "PHYS_OFFSET");
		kernel_panic(k, _("memory does not begin where the kernel was built for"));
	}
	count = allocate_region(k, (uint32_t)base, (uint32_t)size, MPU_MAX_REGIONS - 1, regions);
	for (unsigned i = 0; i < count; i++)
		covered += regions[i].size - (uint64_t)__builtin_popcount(regions[i].out) *
		                                     (regions[i].size / PMSAv7_NR_SUBREGS);
	SET(k, k->setup->mpu_regions, count);
	if (covered != size) {
		printk(k,
		       "Truncating memory from 0x%08" PRIx64 " to 0x%08" PRIx64
		       " (MPU region constraints)",
		       size, covered);
		TELL(k, &says[TRUNCATED], size, covered, MPU_MAX_REGIONS);
		memblock_remove(k, base + covered, size - covered);
	} else {
		TELL(k, &says[ALL_COVERED], size, count);
	}
	leave(k);
}

static const struct outline outline_setup = {
	"pmsav7_setup",
	PMSA_FILE,
	"",
	'v',
	N_("Programs the MPU: everything as device memory, and RAM above that."),
	N_("A range with a higher number wins where two overlap."),
	{ N_("region 0: all 4 GiB, not to be executed, not cached; then RAM") }
};

void pmsav7_setup(struct kernel *k)
{
	unsigned used = (unsigned)k->setup->mpu_regions + 1;

	ENTER(k, &outline_setup);
	printk(k, "Using ARMv7 PMSA Compliant MPU. Region independence: No, Used %u of %d regions",
	       used, MPU_MAX_REGIONS);
	TELL(k, &says[IN_USE], used);
	leave(k);
}
