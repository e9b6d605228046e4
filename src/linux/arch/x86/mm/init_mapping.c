/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/mm/init.c, second part, and arch/x86/mm/numa.c: RAM gets its page tables, and
 * nodes get theirs of it.
 *
 * Page tables for RAM are taken from RAM while it is mapped, from the top down; how many
 * there are depends on the CPU, so that memory is not counted here.
 */
#include <inttypes.h>

#include "linux/arch/x86/kernel/setup.h"

#define INIT_FILE "arch/x86/mm/init.c"
#define NUMA_FILE "arch/x86/mm/numa.c"
#define PMD_SIZE  ((uint64_t)2 << 20)

enum { STAGE, TRIED, NO_ROOM, MAPPED, NO_NUMA, NODE_DATA, TABLES };

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: all RAM gets an address of the kernel for good.") },
	[TRIED] = { STEP_DECIDE, LEVEL_STOP, 2, "r",
	            N_("{0}, the highest 2 MiB that are free, was taken and given back: there the "
	               "mapping begins, and goes down.") },
	[NO_ROOM] = { STEP_DECIDE, LEVEL_STOP, 2, "",
	              N_("There are no 2 MiB free at a time, so the mapping begins at the end of "
	                 "RAM.") },
	[MAPPED] = { STEP_SET, LEVEL_STOP, 3, "a",
	             N_("RAM is mapped up to {0}; from here on memblock may allocate all of it.") },
	[NO_NUMA] = { STEP_DECIDE, LEVEL_STOP, 1, "r",
	              N_("No table of the firmware divides memory into nodes, so one node has all of "
	                 "it, {0}.") },
	[NODE_DATA] = { STEP_ALLOCATE, LEVEL_STOP, 2, "rs",
	                N_("What the kernel keeps about node 0 lies in {0}, {1}.") },
	[TABLES] = { STEP_DECIDE, LEVEL_STOP, 1, "dr",
	             N_("{0} tables of ACPI lie in memory, the first in {1}: they are reserved, so "
	                "that nobody overwrites them.") },
};

static const struct outline outline_mapping = {
	"init_mem_mapping",
	INIT_FILE,
	"",
	'v',
	N_("Maps all RAM: the linear map."),
	N_("Only what the map calls usable is mapped. Devices are not; a driver maps those for "
	   "itself."),
	{ N_("the first megabyte is always mapped"),
	  N_("where to begin: the highest 2 MiB that are free"),
	  N_("map downwards; page tables come from what is mapped already") }
};

void x86_init_mem_mapping(struct kernel *k)
{
	uint64_t end = PFN_PHYS(k, k->x86->max_pfn);
	phys_addr_t at;

	ENTER(k, &outline_mapping);
	TELL(k, &says[STAGE], NAME(k, "paging"));
	/* nothing is mapped yet, so the limit does not count: the kernel names one */
	at = memblock_phys_alloc_range(k, PMD_SIZE, PMD_SIZE, BIOS_END, end);
	if (at) {
		memblock_phys_free(k, at, PMD_SIZE);
		TELL(k, &says[TRIED], SPAN(at, PMD_SIZE));
	} else {
		printk(k, "Failed to release memory for alloc_low_pages()");
		TELL(k, &says[NO_ROOM]);
	}
	memblock_set_current_limit(k, end);
	TELL(k, &says[MAPPED], end);
	leave(k);
}

static const struct outline outline_tables = {
	"acpi_reserve_initial_tables",
	"drivers/acpi/tables.c",
	"",
	'v',
	N_("Keeps the tables of ACPI from being overwritten."),
	N_("A firmware that says usable of the memory where they lie does so by mistake; most "
	   "reserve it."),
	{ N_("each table that the firmware lists is reserved, to the byte") }
};

void acpi_reserve_initial_tables(struct kernel *k)
{
	const struct firmware_list *tables = &k->machine->firmware->tables;

	if (!tables->count)
		return;
	ENTER(k, &outline_tables);
	for (size_t i = 0; i < tables->count; i++) {
		const struct firmware_range *r = &tables->items[i].ranges[0];

		printk(k, "ACPI: Reserving %s table memory at [mem 0x%" PRIx64 "-0x%" PRIx64 "]",
		       tables->items[i].name, r->start, r->end);
		memblock_reserve(k, r->start, r->end - r->start + 1);
	}
	TELL(k, &says[TABLES], WORD(tables->count), tables->items[0].ranges[0].start,
	     tables->items[0].ranges[0].end);
	leave(k);
}

static const struct outline outline_numa = {
	"initmem_init",
	NUMA_FILE,
	"",
	'v',
	N_("Divides memory among NUMA nodes."),
	NULL,
	{ N_("without a table of the firmware all memory is node 0's"),
	  N_("memory for what is kept about the node") }
};

void x86_initmem_init(struct kernel *k)
{
	uint64_t end = PFN_PHYS(k, k->x86->max_pfn), size = k->profile->sizes.node_data;
	phys_addr_t at;

	if (!profile_has(k->profile, FEATURE_NUMA))
		return;
	ENTER(k, &outline_numa);
	printk(k, "No NUMA configuration found");
	printk(k, "Faking a node at [mem 0x%016x-0x%016" PRIx64 "]", 0, end - 1);
	TELL(k, &says[NO_NUMA], (uint64_t)0, end - 1);
	memblock_set_node(k, 0, end, &k->mm_memblock.memblock.memory, 0);
	memblock_set_node(k, 0, end, &k->mm_memblock.memblock.reserved, 0);
	at = memblock_phys_alloc_try_nid(k, size, k->profile->cache_line, 0);
	if (at) {
		printk(k, "NODE_DATA(0) allocated [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]", at,
		       at + size - 1);
		SET(k, k->setup->node_data[0], at);
		TELL(k, &says[NODE_DATA], SPAN(at, size), size);
	}
	memblock_dump_all(k);
	leave(k);
}
