/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/crash_reserve.c: what crashkernel= asks for is looked for low first and high then, or
 * the other way round, and becomes a resource only when the initcalls begin.
 */
#include "linux/include/crash_reserve.h"

#include <inttypes.h>

#include "linux/include/crash_core.h"
#include "linux/include/setup.h"

#define CRASH_FILE "kernel/crash_reserve.c"
/* DEFAULT_CRASH_KERNEL_LOW_SIZE */
#define DEFAULT_LOW ((uint64_t)128 << 20)

enum {
	NOT_ASKED,
	BAD,
	ASKED,
	ASKED_AT,
	ASKED_HIGH,
	NO_FIXED,
	TRY_HIGH,
	TRY_LOW,
	NO_ROOM,
	NO_LOW_ROOM,
	LOW_TAKEN,
	GIVEN_BACK,
	TAKEN,
	INSERTED,
	NOT_INSERTED,
	NOTHING,
};

static const struct sentence says[] = {
	[NOT_ASKED] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	                N_("The command line has no crashkernel=, so no memory is kept for a "
	                   "kernel that would run after a crash.") },
	[BAD] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	          N_("crashkernel= gives no size that can be used on a machine with {0}: nothing is "
	             "kept.") },
	[ASKED] = { STEP_DECIDE, LEVEL_STOP, 1, "sa",
	            N_("crashkernel= asks for {0}; it is looked for below {1} first, where every "
	               "device reaches.") },
	[ASKED_AT] = { STEP_DECIDE, LEVEL_STOP, 2, "sa",
	               N_("crashkernel= asks for {0} at {1}, there or not at all.") },
	[ASKED_HIGH] = { STEP_DECIDE, LEVEL_STOP, 2, "ssa",
	                 N_("crashkernel= asks for {0} from {2} up, and for {1} below that in "
	                    "addition.") },
	[NO_FIXED] = { STEP_REFUSE, LEVEL_STOP, 3, "",
	               N_("Something there is in use, so nothing is kept for a crash kernel.") },
	[TRY_HIGH] = { STEP_DECIDE, LEVEL_STOP, 4, "sas",
	               N_("No free place of {0} lies below {1}. It is looked for above that, and {2} "
	                  "below it are wanted in addition.") },
	[TRY_LOW] = { STEP_DECIDE, LEVEL_STOP, 4, "sa",
	              N_("No free place of {0} lies from {1} up, so it is looked for below that.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 4, "s",
	              N_("No free place of {0} is left: nothing is kept for a crash kernel.") },
	[NO_LOW_ROOM] = { STEP_REFUSE, LEVEL_STOP, 1, "sa",
	                  N_("No free place of {0} lies below {1}.") },
	[LOW_TAKEN] = { STEP_ALLOCATE, LEVEL_STOP, 1, "rs",
	                N_("{0}, {1}, is kept for the crash kernel's devices.") },
	[GIVEN_BACK] = { STEP_DECIDE, LEVEL_STOP, 5, "r",
	                 N_("Without low memory the high memory is of no use: {0} is given back.") },
	[TAKEN] = { STEP_ALLOCATE, LEVEL_STOP, 6, "rs",
	            N_("{0}, {1}, is kept for the crash kernel: reserved for now, and a resource "
	               "when the initcalls begin.") },
	[INSERTED] = { STEP_LINK, LEVEL_CALL, 1, "R",
	               N_("{0} comes into the tree, below the RAM that it lies in.") },
	[NOT_INSERTED] = { STEP_CONFLICT, LEVEL_STOP, 1, "R",
	                   N_("{0} cuts through something that is in the tree, so it stays "
	                      "outside; its memory is reserved all the same.") },
	[NOTHING] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	              N_("No memory was kept for a crash kernel, so there is nothing to show.") },
};

/* What crashkernel= asks for, and between which addresses (the end exclusive). */
struct wish {
	uint64_t size, low;
	phys_addr_t base; /* 0: anywhere */
	bool high;
	phys_addr_t low_max, high_max;
};

static void fill_resource(struct kernel *k, struct resource *res, phys_addr_t base, uint64_t size)
{
	struct resource new = {
		.start = base,
		.end = base + size - 1,
		.name = sim_name(k->sim, "Crash kernel"),
		.flags = IORESOURCE_BUSY | IORESOURCE_SYSTEM_RAM,
		.desc = IORES_DESC_CRASH_KERNEL,
	};

	SET(k, *res, new);
}

/* The three forms of crashkernel=; false when nothing is to be kept. */
static bool read_wish(struct kernel *k, struct wish *w)
{
	uint64_t ram = memblock_phys_mem_size(k);
	int err = parse_crashkernel(k, ram, &w->size, &w->base);

	if (err == -ENOENT) {
		w->low = DEFAULT_LOW;
		err = parse_crashkernel_high(k, &w->size);
		if (err == -ENOENT) {
			TELL(k, &says[NOT_ASKED]);
			return false;
		}
		w->high = true;
		if (!err && w->size) {
			uint64_t low;
			int none = parse_crashkernel_low(k, &low);

			err = none == -ENOENT ? 0 : none;
			w->low = none == -ENOENT ? DEFAULT_LOW : low;
		}
	}
	if (err || !w->size || w->size >= ram) {
		TELL(k, &says[BAD], ram);
		return false;
	}
	if (w->high)
		TELL(k, &says[ASKED_HIGH], w->size, w->low, w->low_max);
	else if (w->base)
		TELL(k, &says[ASKED_AT], w->size, w->base);
	else
		TELL(k, &says[ASKED], w->size, w->low_max);
	return true;
}

static const struct outline outline_low = {
	"reserve_crashkernel_low",
	CRASH_FILE,
	"s",
	'e',
	N_("Takes low memory for a crash kernel whose main part lies high."),
	N_("Without crashkernel=SIZE,low it is 128 MiB; SIZE 0 asks for none."),
	{ N_("the highest free place that every device reaches, or -ENOMEM") }
};

static int reserve_crashkernel_low(struct kernel *k, const struct wish *w)
{
	phys_addr_t base;

	ENTER(k, &outline_low, w->low);
	base = memblock_phys_alloc_range(k, w->low, k->profile->crash_align, 0, w->low_max);
	if (!base) {
		TELL(k, &says[NO_LOW_ROOM], w->low, w->low_max);
		printk(k, "cannot allocate crashkernel low memory (size:0x%" PRIx64 ").", w->low);
		return leave_int(k, -ENOMEM);
	}
	printk(k,
	       "crashkernel low memory reserved: 0x%08" PRIx64 " - 0x%08" PRIx64 " (%" PRIu64
	       " MB)",
	       base, base + w->low, w->low >> 20);
	fill_resource(k, &k->setup->crashk_low_res, base, w->low);
	TELL(k, &says[LOW_TAKEN], SPAN(base, w->low), w->low);
	return leave_int(k, 0);
}

/* A place for the main part, reserved; 0 for none.  What fits nowhere low is tried high. */
static phys_addr_t take_main(struct kernel *k, struct wish *w)
{
	phys_addr_t start = w->high ? w->low_max : w->base, base;
	phys_addr_t end = w->high ? w->high_max : w->base ? w->base + w->size : w->low_max;
	uint64_t align = k->profile->crash_align;

	base = memblock_phys_alloc_range(k, w->size, align, start, end);
	if (base)
		return base;
	if (w->base) {
		TELL(k, &says[NO_FIXED]);
		printk(k, "crashkernel reservation failed - memory is in use.");
		return 0;
	}
	if (!w->high) {
		w->low = DEFAULT_LOW;
		TELL(k, &says[TRY_HIGH], w->size, w->low_max, w->low);
		base = memblock_phys_alloc_range(k, w->size, align, w->low_max, w->high_max);
	} else if (w->low_max != w->high_max) {
		TELL(k, &says[TRY_LOW], w->size, w->low_max);
		base = memblock_phys_alloc_range(k, w->size, align, 0, w->low_max);
	}
	if (!base) {
		TELL(k, &says[NO_ROOM], w->size);
		printk(k, "cannot allocate crashkernel (size:0x%" PRIx64 ")", w->size);
	}
	return base;
}

static const struct outline outline_generic = {
	"reserve_crashkernel_generic",
	CRASH_FILE,
	"saab",
	'v',
	N_("Keeps memory for the kernel that takes over when this one crashes."),
	N_("crashkernel=SIZE is low if there is room and high if not; SIZE,high the other way "
	   "round."),
	{ N_("SIZE: low memory, where all devices reach"),
	  N_("SIZE@BASE: there; SIZE,high: above that"),
	  N_("take the highest free place; at BASE there is no second try"),
	  N_("no room low: try high, and want 128 MiB low in addition; no room high: try low"),
	  N_("it lies high: take low memory too, or give all back"),
	  N_("note it; it becomes a resource with the first initcall") }
};

void reserve_crashkernel_generic(struct kernel *k, phys_addr_t low_max, phys_addr_t high_max)
{
	struct wish w = { .low_max = low_max, .high_max = high_max };
	phys_addr_t base;

	if (!profile_has(k->profile, FEATURE_KEXEC_CORE) || !read_wish(k, &w))
		return;
	ENTER(k, &outline_generic, w.size, w.base, w.low_max, w.high);
	base = take_main(k, &w);
	if (base && base >= low_max && w.low && reserve_crashkernel_low(k, &w)) {
		memblock_phys_free(k, base, w.size);
		TELL(k, &says[GIVEN_BACK], SPAN(base, w.size));
	} else if (base) {
		printk(k,
		       "crashkernel reserved: 0x%016" PRIx64 " - 0x%016" PRIx64 " (%" PRIu64 " MB)",
		       base, base + w.size, w.size >> 20);
		fill_resource(k, &k->setup->crashk_res, base, w.size);
		TELL(k, &says[TAKEN], RANGE(&k->setup->crashk_res), w.size);
	}
	leave(k);
}

static const struct outline outline_insert = {
	"insert_crashkernel_resources",
	CRASH_FILE,
	"",
	'v',
	N_("Makes resources of what was kept for a crash kernel."),
	N_("It is the first of all initcalls: System RAM is there, and its reserved children are "
	   "not."),
	{ N_("insert the main part, then the low part, if there are such") }
};

static void insert_one(struct kernel *k, struct resource *res)
{
	if (res->start >= res->end)
		return;
	if (insert_resource(k, &k->iomem_resource, res))
		TELL(k, &says[NOT_INSERTED], RES(res));
	else
		TELL(k, &says[INSERTED], RES(res));
}

void insert_crashkernel_resources(struct kernel *k)
{
	struct setup_state *setup = k->setup;

	ENTER(k, &outline_insert);
	insert_one(k, &setup->crashk_res);
	insert_one(k, &setup->crashk_low_res);
	if (!setup->crashk_res.end)
		TELL(k, &says[NOTHING]);
	leave(k);
}
