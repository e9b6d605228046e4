/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/memory_hotplug.c and drivers/base/memory.c: System RAM that comes and goes, block
 * by block; what arch/arm64/mm/mmu.c says to it.
 */
#include "linux/include/memory_hotplug.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "linux/arch/arch.h"
#include "linux/include/io.h"
#include "linux/include/setup.h"
#include "linux/include/slab.h"

#define HOTPLUG_FILE "mm/memory_hotplug.c"

/* A block that was added; those that were there at boot are found in memblock. */
struct memory_block {
	struct memory_block *next;
	phys_addr_t start;
	bool online;
};

struct hotplug_state {
	struct memory_block *blocks; /* by address */
	bool warned;                 /* of a block to be removed that is not there */
};

enum {
	BEYOND,
	NAME_UNUSUAL,
	IN_THE_WAY,
	REGISTERED,
	UNALIGNED,
	NO_NODE,
	IN_MEMBLOCK,
	MAPPED,
	BLOCKS,
	RESOURCE_GOES,
	STILL_ONLINE,
	NOT_A_BLOCK,
	UNALIGNED_BUG,
	OUT_OF_MEMBLOCK,
	REMOVED,
	ONLINE,
	NO_BLOCK,
	IS_ALREADY,
	HOLES,
	UNMOVABLE,
	BOOT_MEMORY,
	OFFLINE,
};

static const struct sentence says[] = {
	[BEYOND] = { STEP_REFUSE, LEVEL_STOP, 1, "rr",
	             N_("{0} is not within {1}, all that the linear map could ever hold: -E2BIG.") },
	[NAME_UNUSUAL] = { STEP_REFUSE, LEVEL_STOP, 0, "n",
	                   N_("{0} is no name for memory of a driver, which is System RAM (...): "
	                      "-EINVAL.") },
	[IN_THE_WAY] = { STEP_REFUSE, LEVEL_STOP, 2, "r",
	                 N_("Something busy lies in {0}, so no memory can come there: -EEXIST.") },
	[REGISTERED] = { STEP_SET, LEVEL_STEP, 2, "R",
	                 N_("{0} is in the tree now, before there is anything behind it.") },
	[UNALIGNED] = { STEP_REFUSE, LEVEL_STOP, 1, "rs",
	                N_("{0} is not made of whole blocks of {1}: -EINVAL.") },
	[NO_NODE] = { STEP_REFUSE, LEVEL_STOP, 2, "N",
	              N_("The NUMA node {0} was not possible when the kernel booted: -EINVAL.") },
	[IN_MEMBLOCK] = { STEP_SET, LEVEL_STOP, 3, "rs",
	                  N_("memblock, which this kernel keeps after boot, has {0}, {1}, as memory "
	                     "too: from here on ioremap() takes it for RAM.") },
	[MAPPED] = { STEP_SET, LEVEL_STEP, 4, "ra",
	             N_("The linear map leads to {0}, from {1} on, and each page frame gets a struct "
	                "page.") },
	[BLOCKS] = { STEP_SET, LEVEL_STEP, 5, "ds",
	             N_("{0} blocks of {1} appear below /sys/devices/system/memory, offline: nobody "
	                "gets a page of them yet.") },
	[RESOURCE_GOES] = { STEP_UNLINK, LEVEL_STEP, 3, "R",
	                    N_("It failed, so {0} leaves the tree again.") },
	[STILL_ONLINE] = { STEP_REFUSE, LEVEL_STOP, 2, "r",
	                   N_("The block {0} is online: its pages may be in use, so nothing is "
	                      "removed: -EBUSY.") },
	[NOT_A_BLOCK] = { STEP_DECIDE, LEVEL_STEP, 3, "r",
	                  N_("There is no block {0}: a warning in the log, once.") },
	[UNALIGNED_BUG] = { STEP_REFUSE, LEVEL_STOP, 1, "rs",
	                    N_("{0} is not made of whole blocks of {1}; the kernel stops here.") },
	[OUT_OF_MEMBLOCK] = { STEP_SET, LEVEL_STEP, 4, "r",
	                      N_("The linear map no longer leads to {0}, and memblock forgets "
	                         "it.") },
	[REMOVED] = { STEP_SET, LEVEL_STOP, 6, "rs", N_("{0}, {1}, is memory no longer.") },
	[ONLINE] = { STEP_SET, LEVEL_STOP, 2, "dr",
	             N_("Block {0}, {1}, is online: the page allocator may give its pages away.") },
	[NO_BLOCK] = { STEP_REFUSE, LEVEL_STOP, 1, "d", N_("There is no block {0}: -ENODEV.") },
	[IS_ALREADY] = { STEP_DECIDE, LEVEL_STEP, 1, "d",
	                 N_("Block {0} is in that state already: -EINVAL.") },
	[HOLES] = { STEP_REFUSE, LEVEL_STOP, 2, "r",
	            N_("Not all of {0} is memory, and only whole blocks go offline: -EINVAL.") },
	[UNMOVABLE] = { STEP_REFUSE, LEVEL_STOP, 3, "r",
	                N_("The kernel itself uses pages of {0}, and those cannot move away: "
	                   "-EBUSY.") },
	[BOOT_MEMORY] = { STEP_REFUSE, LEVEL_STOP, 4, "r",
	                  N_("{0} was there at boot, and arm64 never lets go of such memory: "
	                     "-EPERM.") },
	[OFFLINE] = { STEP_SET, LEVEL_STOP, 5, "dr",
	              N_("Block {0}, {1}, is offline: none of its pages is in use any more.") },
};

static struct hotplug_state *state_of(struct kernel *k)
{
	if (!k->hotplug)
		SET(k, k->hotplug, sim_alloc(k->sim, sizeof(*k->hotplug)));
	return k->hotplug;
}

bool has_memory_hotplug(const struct kernel *k)
{
	return profile_has(k->profile, FEATURE_MEMORY_HOTREMOVE);
}

/* memory_block_size_bytes(): a section, unless the architecture makes it larger. */
static uint64_t block_size(const struct kernel *k)
{
	return k->profile->sizes.section;
}

static bool is_aligned(const struct kernel *k, uint64_t start, uint64_t size)
{
	return size && !((start | size) & (block_size(k) - 1));
}

static struct memory_block *block_at(const struct kernel *k, phys_addr_t start)
{
	struct memory_block *b = k->hotplug ? k->hotplug->blocks : NULL;

	while (b && b->start != start)
		b = b->next;
	return b;
}

/* How many bytes of a block are memory that was there at boot, no-map or not. */
static uint64_t boot_memory_in(const struct kernel *k, phys_addr_t start)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	uint64_t end = start + block_size(k), bytes = 0;

	if (block_at(k, start))
		return 0;
	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];
		uint64_t from = max64(start, r->base), to = min64(end, r->base + r->size);

		if (from < to)
			bytes += to - from;
	}
	return bytes;
}

bool memory_is_offline(const struct kernel *k, phys_addr_t base, uint64_t size, phys_addr_t *at)
{
	const struct memory_block *b = k->hotplug ? k->hotplug->blocks : NULL;

	for (; b; b = b->next) {
		if (!b->online && b->start < base + size && base < b->start + block_size(k)) {
			*at = b->start;
			return true;
		}
	}
	return false;
}

uint64_t offline_pages_count(const struct kernel *k)
{
	const struct memory_block *b = k->hotplug ? k->hotplug->blocks : NULL;
	uint64_t bytes = 0;

	for (; b; b = b->next)
		bytes += b->online ? 0 : block_size(k);
	return bytes >> PAGE_SHIFT(k);
}

/* ---- add ---- */

static const struct outline outline_add = {
	"add_memory",
	HOTPLUG_FILE,
	"Nrn",
	'e',
	N_("Adds RAM to a running kernel, in whole blocks."),
	N_("The tree is asked first: what is busy there keeps memory out, as it keeps a driver "
	   "out. After that the RAM is known, but not used: somebody must bring it online."),
	{ N_("it must lie where the linear map can reach"),
	  N_("claim the range as busy System RAM, otherwise -EEXIST"),
	  N_("make memory of it; where that failed, take the claim back") }
};

static const struct outline outline_add_resource = {
	"add_memory_resource",
	HOTPLUG_FILE,
	"NR",
	'e',
	N_("Makes memory of a range that is claimed already."),
	NULL,
	{ N_("it must be whole blocks"), N_("the node must be a possible one"),
	  N_("tell memblock, if the kernel keeps it after boot"),
	  N_("map it, make a struct page for each frame"), N_("make its blocks, offline") }
};

/* mhp_get_pluggable_range(): inclusive. */
static void pluggable_range(const struct kernel *k, uint64_t *first, uint64_t *last)
{
	const struct arch *arch = arch_row(k);

	*first = 0;
	*last = phys_mask(k);
	if (arch->mappable_range)
		arch->mappable_range(k, first, last);
	*last = min64(*last, phys_mask(k));
}

static bool mhp_range_allowed(struct kernel *k, uint64_t start, uint64_t size)
{
	uint64_t first, last, end = start + size;

	pluggable_range(k, &first, &last);
	if (start < end && start >= first && end - 1 <= last)
		return true;
	printk(k,
	       "Hotplug memory [0x%" PRIx64 "-0x%" PRIx64
	       "] exceeds maximum addressable range [0x%" PRIx64 "-0x%" PRIx64 "]",
	       start, end, first, last);
	TELL(k, &says[BEYOND], SPAN(start, size), first, last);
	return false;
}

static bool check_hotplug_memory_range(struct kernel *k, uint64_t start, uint64_t size)
{
	if (is_aligned(k, start, size))
		return true;
	printk(k,
	       "Block size [0x%" PRIx64 "] unaligned hotplug range: start 0x%" PRIx64
	       ", size 0x%" PRIx64,
	       block_size(k), start, size);
	return false;
}

static bool node_possible(const struct kernel *k, int nid)
{
	const struct setup_state *setup = k->setup;

	if (nid < 0 || (unsigned)nid >= k->profile->nodes || nid >= NUMA_NODES_MAX)
		return false;
	return nid == 0 || (setup && setup->numa_nodes_parsed[nid / 64] >> (nid % 64) & 1);
}

static void add_blocks(struct kernel *k, uint64_t start, uint64_t size)
{
	struct memory_block **slot = &state_of(k)->blocks;

	while (*slot && (*slot)->start < start)
		slot = &(*slot)->next;
	for (uint64_t done = 0; done < size; done += block_size(k)) {
		struct memory_block *b = sim_alloc(k->sim, sizeof(*b));

		SET(k, b->start, start + done);
		SET(k, b->next, *slot);
		SET(k, *slot, b);
		slot = &b->next;
	}
	TELL(k, &says[BLOCKS], size / block_size(k), block_size(k));
}

static int add_resource(struct kernel *k, int nid, const struct resource *res)
{
	uint64_t start = res->start, size = resource_size(res);
	char message[64];
	int err;

	ENTER(k, &outline_add_resource, WORD((int64_t)nid), RES(res));
	if (!check_hotplug_memory_range(k, start, size)) {
		TELL(k, &says[UNALIGNED], SPAN(start, size), block_size(k));
		return leave_int(k, -EINVAL);
	}
	if (!node_possible(k, nid)) {
		snprintf(message, sizeof(message), "node %d was absent from the node_possible_map",
		         nid);
		kernel_warn(k, "mm/memory_hotplug.c:1345", "add_memory_resource", message);
		TELL(k, &says[NO_NODE], WORD((int64_t)nid));
		return leave_int(k, -EINVAL);
	}
	err = memblock_add_node(k, start, size, nid,
	                        res->flags & IORESOURCE_SYSRAM_DRIVER_MANAGED
	                                ? MEMBLOCK_DRIVER_MANAGED
	                                : MEMBLOCK_NONE);
	if (err)
		return leave_int(k, err);
	TELL(k, &says[IN_MEMBLOCK], SPAN(start, size), size);
	memblock_clear_nomap(k, start, size);
	TELL(k, &says[MAPPED], SPAN(start, size), phys_to_virt(k, start));
	add_blocks(k, start, size);
	return leave_int(k, 0);
}

static int add(struct kernel *k, int nid, uint64_t start, uint64_t size, const char *name,
               uint64_t flags)
{
	struct resource *res;
	int err;

	if (!mhp_range_allowed(k, start, size))
		return -E2BIG;
	res = __request_region(k, &k->iomem_resource, start, size, name,
	                       IORESOURCE_SYSTEM_RAM | flags);
	if (!res) {
		TELL(k, &says[IN_THE_WAY], SPAN(start, size));
		return -EEXIST;
	}
	TELL(k, &says[REGISTERED], RES(res));
	err = add_resource(k, nid, res);
	if (err) {
		release_resource(k, res);
		TELL(k, &says[RESOURCE_GOES], RES(res));
	}
	return err;
}

int add_memory(struct kernel *k, int nid, uint64_t start, uint64_t size)
{
	const char *name = sim_name(k->sim, "System RAM");

	ENTER(k, &outline_add, WORD((int64_t)nid), SPAN(start, size), name_id(name));
	return leave_int(k, add(k, nid, start, size, name, 0));
}

int add_memory_driver_managed(struct kernel *k, int nid, uint64_t start, uint64_t size,
                              const char *resource_name)
{
	const char *name = sim_name(k->sim, resource_name);
	size_t len = name ? strlen(name) : 0;

	ENTER(k, &outline_add, WORD((int64_t)nid), SPAN(start, size), name_id(name));
	if (!name || strncmp(name, "System RAM (", 12) != 0 || name[len - 1] != ')') {
		TELL(k, &says[NAME_UNUSUAL], name_id(name));
		return leave_int(k, -EINVAL);
	}
	return leave_int(k, add(k, nid, start, size, name, IORESOURCE_SYSRAM_DRIVER_MANAGED));
}

/* ---- remove ---- */

static const struct outline outline_remove = {
	"try_remove_memory",
	HOTPLUG_FILE,
	"r",
	'e',
	N_("Takes RAM out of a running kernel: remove_memory() is this."),
	N_("All of it must be offline before; to get it offline its pages must be emptied, which "
	   "is the hard part."),
	{ N_("it must be whole blocks: the kernel insists"), N_("any block online: -EBUSY"),
	  N_("drop the blocks"), N_("unmap it, tell memblock"),
	  N_("cut the range out of its resource in the tree"), N_("0") }
};

/* Is any block of the range online?  Those of boot always are. */
static bool any_online(struct kernel *k, uint64_t start, uint64_t size)
{
	for (uint64_t at = start; at - start < size; at += block_size(k)) {
		const struct memory_block *b = block_at(k, at);

		if (!(b ? b->online : boot_memory_in(k, at) != 0))
			continue;
		printk(k,
		       "removing memory fails, because memory [0x%016" PRIx64 "-0x%016" PRIx64
		       "] is onlined",
		       at, at + block_size(k) - 1);
		TELL(k, &says[STILL_ONLINE], SPAN(at, block_size(k)));
		return true;
	}
	return false;
}

static void drop_block(struct kernel *k, phys_addr_t start)
{
	struct hotplug_state *state = state_of(k);
	struct memory_block **slot = &state->blocks;

	while (*slot && (*slot)->start != start)
		slot = &(*slot)->next;
	if (*slot) {
		SET(k, *slot, (*slot)->next);
		return;
	}
	if (!state->warned)
		kernel_warn(k, "drivers/base/memory.c:877", "remove_memory_block_devices", NULL);
	SET(k, state->warned, true);
	TELL(k, &says[NOT_A_BLOCK], SPAN(start, block_size(k)));
}

int remove_memory(struct kernel *k, uint64_t start, uint64_t size)
{
	ENTER(k, &outline_remove, SPAN(start, size));
	if (!check_hotplug_memory_range(k, start, size) || start + (size - 1) < start ||
	    (start + (size - 1)) >> k->profile->pa_bits) {
		TELL(k, &says[UNALIGNED_BUG], SPAN(start, size), block_size(k));
		kernel_oops(k);
	}
	if (any_online(k, start, size))
		return leave_int(k, -EBUSY);
	for (uint64_t at = start; at - start < size; at += block_size(k))
		drop_block(k, at);
	memblock_phys_free(k, start, size);
	memblock_remove(k, start, size);
	TELL(k, &says[OUT_OF_MEMBLOCK], SPAN(start, size));
	release_mem_region_adjustable(k, start, size);
	TELL(k, &says[REMOVED], SPAN(start, size), size);
	return leave_int(k, 0);
}

/* ---- online and offline ---- */

static const struct outline outline_online = {
	"memory_block_online",
	"drivers/base/memory.c",
	"d",
	'e',
	N_("Gives the pages of a block to the page allocator."),
	N_("This is what `echo online` into the block's state file does; /proc/iomem had the "
	   "memory before."),
	{ N_("the block must be there, and offline"), N_("free its pages") }
};

int memory_block_online(struct kernel *k, uint64_t block)
{
	phys_addr_t start = block * block_size(k);
	struct memory_block *b;

	ENTER(k, &outline_online, block);
	b = start / block_size(k) == block ? block_at(k, start) : NULL;
	if (!b && (start / block_size(k) != block || !boot_memory_in(k, start))) {
		TELL(k, &says[NO_BLOCK], block);
		return leave_int(k, -ENODEV);
	}
	if (!b || b->online) {
		TELL(k, &says[IS_ALREADY], block);
		return leave_int(k, -EINVAL);
	}
	SET(k, b->online, true);
	TELL(k, &says[ONLINE], block, SPAN(start, block_size(k)));
	return leave_int(k, 0);
}

static const struct outline outline_offline = {
	"memory_block_offline",
	"drivers/base/memory.c",
	"d",
	'e',
	N_("Empties the pages of a block, so that it may be removed."),
	N_("On arm64 this works for memory only that was added after boot."),
	{ N_("the block must be there, and online"), N_("it must be memory without holes"),
	  N_("what cannot move away refuses: -EBUSY"),
	  N_("prevent_bootmem_remove_notifier() refuses memory of boot: -EPERM"),
	  N_("take its pages from the page allocator") }
};

/* prevent_bootmem_remove_notifier(), where there is one. */
static int refuse_boot_memory(struct kernel *k, phys_addr_t start)
{
	if (!arch_row(k)->boot_memory_stays)
		return 0;
	printk(k, "Boot memory [%" PRIx64 " %" PRIx64 "] offlining attempted", start,
	       start + block_size(k));
	TELL(k, &says[BOOT_MEMORY], SPAN(start, block_size(k)));
	return -EPERM;
}

/* What keeps a block of boot online: 0 or an errno. */
static int boot_block_refuses(struct kernel *k, phys_addr_t start)
{
	if (boot_memory_in(k, start) != block_size(k)) {
		TELL(k, &says[HOLES], SPAN(start, block_size(k)));
		return -EINVAL;
	}
	if (memblock_is_region_reserved(k, start, block_size(k)) ||
	    slab_uses(k, start, block_size(k))) {
		TELL(k, &says[UNMOVABLE], SPAN(start, block_size(k)));
		return -EBUSY;
	}
	return refuse_boot_memory(k, start);
}

static int offline(struct kernel *k, uint64_t block)
{
	phys_addr_t start = block * block_size(k);
	struct memory_block *b = start / block_size(k) == block ? block_at(k, start) : NULL;
	int err;

	if (!b && (start / block_size(k) != block || !boot_memory_in(k, start))) {
		TELL(k, &says[NO_BLOCK], block);
		return -ENODEV;
	}
	if (!b) {
		/* What else boot memory of other kernels may meet is not simulated. */
		err = boot_block_refuses(k, start);
		return err ? err : -EBUSY;
	}
	if (!b->online) {
		TELL(k, &says[IS_ALREADY], block);
		return -EINVAL;
	}
	if (slab_uses(k, start, block_size(k))) {
		TELL(k, &says[UNMOVABLE], SPAN(start, block_size(k)));
		return -EBUSY;
	}
	SET(k, b->online, false);
	TELL(k, &says[OFFLINE], block, SPAN(start, block_size(k)));
	return 0;
}

int memory_block_offline(struct kernel *k, uint64_t block)
{
	ENTER(k, &outline_offline, block);
	return leave_int(k, offline(k, block));
}
