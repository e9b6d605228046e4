/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/dma/swiotlb.c: the bounce buffer, memory that every device can reach.  What a device
 * cannot reach is copied through it.
 */
#include "linux/kernel/dma/swiotlb.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "linux/arch/arch.h"
#include "linux/include/setup.h"
#include "linux/lib/cmdline.h"

#define SWIOTLB_FILE "kernel/dma/swiotlb.c"
#define PREFIX       "software IO TLB: "

enum {
	SLOT_SHIFT = 11,       /* IO_TLB_SHIFT: a slot has 2 KiB */
	SEGMENT = 128,         /* IO_TLB_SEGSIZE, slots */
	MIN_SLOTS = 512,       /* IO_TLB_MIN_SLABS: 1 MiB */
	DEFAULT_SLOTS = 32768, /* 64 MiB */
};

enum {
	FOR_KMALLOC,
	KMALLOC,
	PARAM,
	REACHED,
	FORCED,
	NEEDED,
	OFF,
	AREAS,
	GROWN,
	HALF,
	NO_BUFFER,
	BUFFER,
	BOOKS
};

static const struct sentence says[] = {
	[FOR_KMALLOC] = { STEP_SET, LEVEL_CALL, 2, "s",
	                  N_("Every device reaches all memory, so {0} are enough for the bounce "
	                     "buffer: a thousandth of memory.") },
	[KMALLOC] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	              N_("Small objects of kmalloc() share cache lines; a device that does not see "
	                 "the caches must not write to such a line, so they are copied.") },
	[PARAM] = { STEP_SET, LEVEL_STOP, 1, "n",
	            N_("swiotlb={0} is about the bounce buffer, which is taken at the end of "
	               "memblock's time.") },
	[REACHED] = { STEP_DECIDE, LEVEL_CALL, 1, "a",
	              N_("All memory lies below {0}, where every device can reach it: no bounce "
	                 "buffer is needed.") },
	[FORCED] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	             N_("swiotlb=force: a bounce buffer is taken, needed or not.") },
	[NEEDED] = { STEP_DECIDE, LEVEL_CALL, 1, "a",
	             N_("Memory goes on behind {0}, where some devices cannot reach it.") },
	[OFF] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	          N_("swiotlb=noforce: no bounce buffer is taken, though some devices may need "
	             "it.") },
	[AREAS] = { STEP_DECIDE, LEVEL_CALL, 2, "d",
	            N_("The buffer is divided into {0} areas, so that CPUs need not wait for each "
	               "other.") },
	[GROWN] = { STEP_RESIZE, LEVEL_CALL, 2, "s",
	            N_("The buffer is made bigger, {0}, so that the areas are alike.") },
	[HALF] = { STEP_DECIDE, LEVEL_CALL, 4, "s",
	           N_("No free place of {0} lies low enough: half of it is tried.") },
	[NO_BUFFER] = { STEP_REFUSE, LEVEL_STOP, 4, "s",
	                N_("Not even {0} lie free low enough: there is no bounce buffer.") },
	[BUFFER] = { STEP_ALLOCATE, LEVEL_STOP, 3, "srd",
	             N_("A bounce buffer of {0} lies at {1}, low enough for every device: what they "
	                "read or write elsewhere is copied through its {2} slots.") },
	[BOOKS] = { STEP_ALLOCATE, LEVEL_CALL, 1, "ss",
	            N_("To keep account of the slots takes {0}, of the areas {1}.") },
};

static const struct outline outline_setup = {
	"setup_io_tlb_npages",
	SWIOTLB_FILE,
	"n",
	'e',
	N_("Reads swiotlb=SLOTS[,AREAS][,force|noforce]."),
	N_("A slot has 2 KiB: swiotlb=65536 asks for 128 MiB."),
	{ N_("slots in pieces of 128, areas in a power of two, then one of the two words") }
};

static uint64_t power_of_two(uint64_t n)
{
	uint64_t power = 1;

	while (power < n && power < (uint64_t)1 << 63)
		power <<= 1;
	return power;
}

static uint64_t slots_of(const struct kernel *k)
{
	return k->setup->swiotlb.slots ? k->setup->swiotlb.slots : DEFAULT_SLOTS;
}

static const struct outline outline_areas = { "swiotlb_adjust_nareas",
	                                      SWIOTLB_FILE,
	                                      "d",
	                                      'v',
	                                      N_("Divides the buffer into areas."),
	                                      NULL,
	                                      { N_("their number becomes a power of two"),
	                                        N_("so does that of the slots") } };

static void swiotlb_adjust_nareas(struct kernel *k, uint64_t areas)
{
	struct swiotlb_state *state = &k->setup->swiotlb;
	uint64_t slots = slots_of(k), wanted;

	/* releases that know no areas have no function of this name either */
	if (!k->profile->sizes.bounce_area)
		return;
	ENTER(k, &outline_areas, areas);
	areas = power_of_two(areas ? areas : 1);
	SET(k, state->areas, areas);
	printk(k, PREFIX "area num %" PRIu64 ".", areas);
	TELL(k, &says[AREAS], areas);
	wanted = power_of_two(max64(slots, SEGMENT * areas));
	if (wanted != slots) {
		SET(k, state->slots, wanted);
		printk(k, PREFIX "SWIOTLB bounce buffer size roundup to %" PRIu64 "MB",
		       (wanted << SLOT_SHIFT) >> 20);
		TELL(k, &says[GROWN], wanted << SLOT_SHIFT);
	}
	leave(k);
}

static const struct outline outline_adjust = {
	"swiotlb_adjust_size",
	SWIOTLB_FILE,
	"s",
	'v',
	N_("Gives the bounce buffer a size other than the built-in one."),
	N_("What swiotlb= says counts more."),
	{ N_("swiotlb= gave a size: done"), N_("round it up to whole segments, and for areas") }
};

void swiotlb_adjust_for_kmalloc(struct kernel *k)
{
	struct swiotlb_state *state = &k->setup->swiotlb;
	uint64_t size = (memblock_phys_mem_size(k) + 1023) / 1024, slots;

	size = min64(size, slots_of(k) << SLOT_SHIFT);
	ENTER(k, &outline_adjust, size);
	SET(k, state->for_kmalloc, true);
	if (slots_of(k) != DEFAULT_SLOTS) {
		leave(k);
		return;
	}
	size = round_up_to(size, (uint64_t)1 << SLOT_SHIFT);
	slots = (size / ((uint64_t)1 << SLOT_SHIFT) + SEGMENT - 1) / SEGMENT * SEGMENT;
	if (state->areas) {
		slots = power_of_two(max64(slots, SEGMENT * state->areas));
		size = slots << SLOT_SHIFT;
	}
	SET(k, state->slots, slots);
	printk(k, PREFIX "SWIOTLB bounce buffer size adjusted to %" PRIu64 "MB", size >> 20);
	TELL(k, &says[FOR_KMALLOC], slots << SLOT_SHIFT);
	leave(k);
}

int setup_io_tlb_npages(struct kernel *k, const char *value)
{
	struct swiotlb_state *state = &k->setup->swiotlb;
	const char *at = value;

	ENTER(k, &outline_setup, NAME(k, value));
	if (isdigit((unsigned char)*at)) {
		uint64_t slots = simple_strtoull(at, &at);

		SET(k, state->slots, (slots + SEGMENT - 1) / SEGMENT * SEGMENT);
	}
	at += *at == ',';
	if (isdigit((unsigned char)*at) && k->profile->sizes.bounce_area)
		swiotlb_adjust_nareas(k, simple_strtoull(at, &at));
	at += *at == ',';
	if (!strcmp(at, "force"))
		SET(k, state->force, true);
	else if (!strcmp(at, "noforce"))
		SET(k, state->off, true);
	TELL(k, &says[PARAM], NAME(k, value));
	return leave_int(k, 0);
}

/* The buffer itself; fewer slots when there is no room for all, 0 when there is none. */
static phys_addr_t take_buffer(struct kernel *k, uint64_t *slots)
{
	const struct arch *arch = arch_row(k);
	phys_addr_t at, limit = arch->low_address_limit ? arch->low_address_limit(k) : UINT32_MAX;

	for (;;) {
		uint64_t bytes = PAGE_ALIGN(k, *slots << SLOT_SHIFT);

		at = memblock_alloc_try_nid(k, bytes, PAGE_SIZE(k), 0, limit, NUMA_NO_NODE);
		if (at)
			return at;
		printk(k,
		       PREFIX "swiotlb_memblock_alloc: Failed to allocate %" PRIu64
		              " bytes tlb structure",
		       bytes);
		if (*slots <= MIN_SLOTS) {
			TELL(k, &says[NO_BUFFER], bytes);
			return 0;
		}
		TELL(k, &says[HALF], bytes);
		*slots = (*slots / 2 + SEGMENT - 1) / SEGMENT * SEGMENT;
	}
}

static const struct outline outline_with_tbl = {
	"swiotlb_init_with_tbl",
	SWIOTLB_FILE,
	"d",
	'v',
	N_("Takes what keeps account of the bounce buffer's slots."),
	NULL,
	{ N_("a table or two of the slots, and one of the areas") }
};

/* The books; sizes of 0 are tables that this build has not. */
static void swiotlb_init_with_tbl(struct kernel *k, uint64_t slots)
{
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t list = PAGE_ALIGN(k, slots * sizes->bounce_list);
	uint64_t slot = PAGE_ALIGN(k, slots * sizes->bounce_slot);
	uint64_t areas = k->setup->swiotlb.areas, area;

	/* limit_nareas(): after a smaller buffer had to do */
	if (profile_has(k->profile, FEATURE_BOUNCE_AREAS_LIMITED))
		areas = min64(areas, slots / SEGMENT);
	area = areas * sizes->bounce_area;
	ENTER(k, &outline_with_tbl, slots);
	if (list)
		memblock_alloc(k, list, PAGE_SIZE(k));
	if (slot)
		memblock_alloc(k, slot, PAGE_SIZE(k));
	if (area)
		memblock_alloc(k, area, k->profile->cache_line);
	TELL(k, &says[BOOKS], list + slot, area);
	leave(k);
}

static const struct outline outline_init = {
	"swiotlb_init_remap",
	SWIOTLB_FILE,
	"b",
	'v',
	N_("Takes the bounce buffer, if there is any use for one."),
	N_("It is for devices, not for the kernel: on a machine whose memory they all reach it "
	   "would only waste 64 MiB."),
	{ N_("every device reaches all memory and nobody forces it, or it is switched off: none"),
	  N_("divide it by the number of possible CPUs"),
	  N_("64 MiB, or what swiotlb= says, below the limit of the DMA zone"),
	  N_("no room: half of it, down to 1 MiB"), N_("what keeps account of its slots") }
};

void swiotlb_init(struct kernel *k, bool unreachable)
{
	struct swiotlb_state *state = &k->setup->swiotlb;
	phys_addr_t limit = k->setup->arm64_dma_phys_limit, at;
	uint64_t slots, bytes;

	if (!k->profile->sizes.bounce_slot)
		return;
	ENTER(k, &outline_init, unreachable);
	if ((!unreachable && !state->force) || state->off) {
		if (state->off)
			TELL(k, &says[OFF]);
		else
			TELL(k, &says[REACHED], limit);
		leave(k);
		return;
	}
	if (state->for_kmalloc)
		TELL(k, &says[KMALLOC]);
	else if (unreachable)
		TELL(k, &says[NEEDED], limit);
	else
		TELL(k, &says[FORCED]);
	if (!state->areas)
		swiotlb_adjust_nareas(k, num_possible_cpus(k));
	slots = slots_of(k);
	at = take_buffer(k, &slots);
	if (at) {
		bytes = slots << SLOT_SHIFT;
		if (slots != slots_of(k))
			printk(k,
			       PREFIX "SWIOTLB bounce buffer size adjusted %" PRIu64 " -> %" PRIu64
			              " slabs",
			       slots_of(k), slots);
		SET(k, state->slots, slots);
		TELL(k, &says[BUFFER], bytes, SPAN(at, bytes), slots);
		swiotlb_init_with_tbl(k, slots);
		printk(k, PREFIX "mapped [mem 0x%016" PRIx64 "-0x%016" PRIx64 "] (%" PRIu64 "MB)",
		       at, at + bytes, bytes >> 20);
	}
	leave(k);
}
