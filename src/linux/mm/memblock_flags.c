/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/memblock.c, sixth part: what is noted of regions: their flags, and their nodes. */
#include "linux/mm/memblock_internal.h"
#include "linux/mm/page_alloc.h"

enum { FLAGS_SET, NODE_SET, HOTPLUG_CLEARED, NODES_GIVEN };

static const struct sentence says[] = {
	[FLAGS_SET] = { STEP_SET, LEVEL_STEP, 3, "rx", N_("{0} now has the flags {1}.") },
	[HOTPLUG_CLEARED] = { STEP_SET, LEVEL_CALL, 1, "",
	                      N_("memblock hands all free pages to the page allocator; the "
	                         "hotpluggable marks have done their work and are cleared.") },
	[NODES_GIVEN] = { STEP_SET, LEVEL_CALL, 2, "",
	                  N_("Each reserved range gets the node of the memory that it lies in; one that "
	                     "lies in no memory keeps none.") },
	[NODE_SET] = { STEP_SET, LEVEL_STEP, 2, "rd", N_("{0} now belongs to node {1}.") },
};

static const struct outline outline_setclr_flag = {
	"memblock_setclr_flag",
	MEMBLOCK_FILE,
	"rbx",
	'e',
	N_("Sets or clears a flag on the regions of a range."),
	NULL,
	{ N_("cut regions at both ends of the range"), N_("go through the regions inside"),
	  N_("set or clear the flag of each"), N_("merge neighbours that now agree") }
};

static int setclr_flag(struct kernel *k, struct memblock_type *type, phys_addr_t base,
                       phys_addr_t size, bool set, uint32_t flag)
{
	uint64_t i, end;
	int ret;

	ENTER(k, &outline_setclr_flag, SPAN(base, size), set, flag);
	ret = memblock_isolate_range(k, type, base, size, &i, &end);
	if (ret)
		return leave_int(k, ret);
	for (; i < end; i++) {
		struct memblock_region *r = &type->regions[i];

		SET(k, r->flags, set ? r->flags | flag : r->flags & ~flag);
		TELL(k, &says[FLAGS_SET], REGION(r), r->flags);
	}
	memblock_merge_regions(k, type);
	return leave_int(k, 0);
}

static int memblock_setclr_flag(struct kernel *k, phys_addr_t base, phys_addr_t size, bool set,
                                uint32_t flag)
{
	return setclr_flag(k, &k->mm_memblock.memblock.memory, base, size, set, flag);
}

/* The marks: a function each in the kernel, a row each here. */
#define MARK(name, set_, flag_, meaning_, misread_, line_)                                         \
	static const struct outline outline_##name = { #name,        MEMBLOCK_FILE, "r",      'e', \
		                                       N_(meaning_), misread_,      { line_ } };   \
	int name(struct kernel *k, phys_addr_t base, phys_addr_t size)                             \
	{                                                                                          \
		ENTER(k, &outline_##name, SPAN(base, size));                                       \
		return leave_int(k, memblock_setclr_flag(k, base, size, set_, flag_));             \
	}

MARK(memblock_mark_hotplug, true, MEMBLOCK_HOTPLUG, "Marks memory that may be unplugged.", NULL,
     N_("set the flag HOTPLUG on the memory of the range"))
MARK(memblock_clear_hotplug, false, MEMBLOCK_HOTPLUG, "Forgets that memory may be unplugged.", NULL,
     N_("clear the flag HOTPLUG on the memory of the range"))
MARK(memblock_mark_nomap, true, MEMBLOCK_NOMAP, "Keeps memory out of the kernel's linear map.",
     N_("It stays in the list of memory; it is not reserved by this."),
     N_("set the flag NOMAP on the memory of the range"))
MARK(memblock_clear_nomap, false, MEMBLOCK_NOMAP, "Lets memory into the linear map again.", NULL,
     N_("clear the flag NOMAP on the memory of the range"))

static const struct outline outline_mark_noinit = {
	"memblock_reserved_mark_noinit",
	MEMBLOCK_FILE,
	"r",
	'e',
	N_("Notes that nobody needs the records of a reserved range's pages."),
	N_("The range must be reserved already: what is not is not marked."),
	{ N_("set the flag RSRV_NOINIT on what is reserved of the range") }
};

int memblock_reserved_mark_noinit(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	ENTER(k, &outline_mark_noinit, SPAN(base, size));
	return leave_int(k, setclr_flag(k, &k->mm_memblock.memblock.reserved, base, size, true,
	                                MEMBLOCK_RSRV_NOINIT));
}

static const struct outline outline_mark_mirror = {
	"memblock_mark_mirror",
	MEMBLOCK_FILE,
	"r",
	'e',
	N_("Marks memory that the hardware keeps twice."),
	NULL,
	{ N_("without kernelcore=mirror: do nothing"),
	  N_("set the flag MIRROR on the memory of the range") }
};

int memblock_mark_mirror(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	ENTER(k, &outline_mark_mirror, SPAN(base, size));
	if (!k->mm_memblock.mirrored_kernelcore)
		return leave_int(k, 0);
	SET(k, k->mm_memblock.has_some_mirror, true);
	return leave_int(k, memblock_setclr_flag(k, base, size, true, MEMBLOCK_MIRROR));
}

static const struct outline outline_set_node = {
	"memblock_set_node",
	MEMBLOCK_FILE,
	"rd",
	'e',
	N_("Says which NUMA node the regions of a range belong to."),
	N_("Two banks that touch stay two regions when their nodes differ."),
	{ N_("cut regions at both ends of the range"), N_("give each region inside the node"),
	  N_("merge neighbours that now agree") }
};

int memblock_set_node(struct kernel *k, phys_addr_t base, phys_addr_t size,
                      struct memblock_type *type, int nid)
{
	uint64_t i, end;
	int ret;

	ENTER(k, &outline_set_node, SPAN(base, size), WORD(nid));
	if (!profile_has(k->profile, FEATURE_NUMA))
		return leave_int(k, 0);
	ret = memblock_isolate_range(k, type, base, size, &i, &end);
	if (ret)
		return leave_int(k, ret);
	for (; i < end; i++) {
		SET(k, type->regions[i].nid, nid);
		TELL(k, &says[NODE_SET], REGION(&type->regions[i]), WORD(nid));
	}
	memblock_merge_regions(k, type);
	return leave_int(k, 0);
}

static const struct outline outline_init_reserved = {
	"memmap_init_reserved_pages",
	MEMBLOCK_FILE,
	"",
	'v',
	N_("Gives reserved ranges their nodes, so that the records of their pages say it too."),
	N_("Until here most reservations bear no node, whichever memory they were taken from."),
	{ N_("go through the ranges of memory"), N_("what is reserved in one gets its node"),
	  N_("the array of reservations had to grow meanwhile: once more") }
};

static void memmap_init_reserved_pages(struct kernel *k)
{
	struct memblock *m = &k->mm_memblock.memblock;
	uint64_t max;

	ENTER(k, &outline_init_reserved);
	do {
		max = m->reserved.max;
		for (uint64_t i = 0; i < shown_count(k, &m->memory); i++) {
			struct memblock_region r = m->memory.regions[i];

			memblock_set_node(k, r.base, r.size, &m->reserved, r.nid);
		}
	} while (max != m->reserved.max);
	TELL(k, &says[NODES_GIVEN]);
	leave(k);
}

static const struct outline outline_free_all = {
	"memblock_free_all",
	MEMBLOCK_FILE,
	"",
	'v',
	N_("Gives every free page to the page allocator."),
	N_("memblock may keep its lists, but nobody allocates from it any more."),
	{ N_("forget which ranges are hotpluggable"),
	  N_("give reservations their nodes, in newer kernels"),
	  N_("go through the free ranges of memory") }
};

void memblock_free_all(struct kernel *k)
{
	ENTER(k, &outline_free_all);
	free_unused_memmap(k);
	memblock_clear_hotplug(k, 0, PHYS_ADDR_MAX);
	TELL(k, &says[HOTPLUG_CLEARED]);
	if (profile_has(k->profile, FEATURE_RESERVED_NODES))
		memmap_init_reserved_pages(k);
	leave(k);
}
