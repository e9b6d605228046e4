/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/e820.c, third part: from the map to memblock, and to /proc/iomem, in
 * two goes.
 *
 * RAM and what lies below 1 MiB come at once.  What is reserved above that waits until the
 * PCI cards have their places, for a card may well lie inside of it.
 */
#include <inttypes.h>

#include "linux/arch/x86/kernel/setup.h"

#define E820_FILE "arch/x86/kernel/e820.c"

enum {
	STAGE_MEMBLOCK,
	TO_MEMBLOCK,
	NOT_RAM,
	SOFT,
	STAGE_RESOURCES,
	RECORDS,
	INSERTED_NOW,
	CONFLICT_NOW,
	LATER,
	FIRMWARE_MAP,
	LATE,
	LATE_IN,
	LATE_PLACED,
	BUFFER,
	WHOLE,
	GAP,
	NO_GAP,
};

static const struct sentence says[] = {
	[STAGE_MEMBLOCK] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                     N_("{0}: what the map calls usable becomes memblock's memory.") },
	[TO_MEMBLOCK] = { STEP_DECIDE, LEVEL_STOP, 2, "r",
	                  N_("{0} is usable, so it is memory: memblock may give it out.") },
	[NOT_RAM] = { STEP_DECIDE, LEVEL_CALL, 2, "rn",
	              N_("{0} is {1}: memblock never hears of it.") },
	[SOFT] = { STEP_DECIDE, LEVEL_STOP, 1, "r",
	           N_("{0} is memory that is kept for a special use: it is reserved.") },
	[STAGE_RESOURCES] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                      N_("{0}: the map's ranges become entries of /proc/iomem.") },
	[RECORDS] = { STEP_ALLOCATE, LEVEL_STOP, 1, "ds",
	              N_("Ranges in the map: {0}. Each has a resource, and the records take "
	                 "{1}.") },
	[INSERTED_NOW] = { STEP_LINK, LEVEL_CALL, 3, "R",
	                   N_("{0} comes into the tree at once, busy; what lies inside it becomes "
	                      "its child.") },
	[CONFLICT_NOW] = { STEP_CONFLICT, LEVEL_STOP, 3, "R",
	                   N_("{0} cuts through something that is in the tree already, so it is left "
	                      "out without a word.") },
	[LATER] = { STEP_DECIDE, LEVEL_STOP, 2, "R",
	            N_("{0} is reserved above 1 MiB: cards may have registers in there, so it waits "
	               "until the cards have their places.") },
	[FIRMWARE_MAP] = { STEP_ALLOCATE, LEVEL_CALL, 4, "ds",
	                   N_("/sys/firmware/memmap shows the {0} ranges as the BIOS had them; each "
	                      "takes {1}.") },
	[LATE] = { STEP_DECIDE, LEVEL_STOP, 1, "d",
	           N_("The cards have their places. Now the {0} ranges of the map that waited come "
	              "into the tree.") },
	[LATE_IN] = { STEP_LINK, LEVEL_CALL, 1, "RR",
	              N_("{0} is inserted as {1}: made larger if it has to be, to hold whole what it "
	                 "meets; not busy, so drivers may claim what is inside.") },
	[LATE_PLACED] = { STEP_DECIDE, LEVEL_STEP, 1, "R", N_("{0} is in the tree already.") },
	[BUFFER] = { STEP_RESIZE, LEVEL_STOP, 3, "aar",
	             N_("RAM that ends at {0} ends at {1} for all that the kernel gives out: a BIOS "
	                "may use {2} and not say so. What is free of it becomes a RAM buffer.") },
	[WHOLE] = { STEP_DECIDE, LEVEL_CALL, 2, "a",
	            N_("RAM that ends at {0} ends at a round address already.") },
	[GAP] = { STEP_SET, LEVEL_STOP, 2, "rs",
	          N_("The largest gap of the map below 4 GiB is {0}, {1}: cards that have no address "
	             "yet may go there.") },
	[NO_GAP] = { STEP_REFUSE, LEVEL_STOP, 1, "",
	             N_("There is no gap of 4 MiB below 4 GiB, so cards without an address may get "
	                "none.") },
};

/* What /proc/iomem calls a range of that type. */
static const struct {
	uint32_t type;
	const char *name;
	uint64_t desc;
	bool also_old; /* before there were so many types, too */
} names[] = {
	{ E820_TYPE_RAM, "System RAM", IORES_DESC_NONE, true },
	{ E820_TYPE_RESERVED_KERN, "System RAM", IORES_DESC_NONE, true },
	{ E820_TYPE_ACPI, "ACPI Tables", IORES_DESC_ACPI_TABLES, true },
	{ E820_TYPE_NVS, "ACPI Non-volatile Storage", IORES_DESC_ACPI_NV_STORAGE, true },
	{ E820_TYPE_UNUSABLE, "Unusable memory", IORES_DESC_NONE, true },
	{ E820_TYPE_PRAM, "Persistent Memory (legacy)", IORES_DESC_PERSISTENT_MEMORY_LEGACY,
	  false },
	{ E820_TYPE_PMEM, "Persistent Memory", IORES_DESC_PERSISTENT_MEMORY, false },
	{ E820_TYPE_RESERVED, "Reserved", IORES_DESC_RESERVED, false },
	{ E820_TYPE_SOFT_RESERVED, "Soft Reserved", IORES_DESC_SOFT_RESERVED, false },
};

static bool is_old(const struct kernel *k)
{
	return profile_has(k->profile, FEATURE_E820_OTHERS_RESERVED);
}

const char *e820_type_to_string(const struct kernel *k, uint32_t type)
{
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].type == type && (names[i].also_old || !is_old(k)))
			return names[i].name;
	return is_old(k) ? "reserved" : "Unknown E820 type";
}

static uint64_t type_to_desc(const struct kernel *k, uint32_t type)
{
	for (size_t i = 0; !is_old(k) && i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].type == type)
			return names[i].desc;
	return IORES_DESC_NONE;
}

static bool is_ram(uint32_t type)
{
	return type == E820_TYPE_RAM || type == E820_TYPE_RESERVED_KERN;
}

static const struct outline outline_memblock = {
	"e820__memblock_setup",
	E820_FILE,
	"",
	'v',
	N_("Tells memblock what is memory."),
	N_("Reservations were made before there was any memory to reserve: image, initrd, the first "
	   "pages."),
	{ N_("what is for a special use is reserved"),
	  N_("what is usable is added, all else is passed over"),
	  N_("pages that are only partly memory are dropped") }
};

void e820__memblock_setup(struct kernel *k)
{
	const struct e820_table *table = &k->x86->e820_table;

	ENTER(k, &outline_memblock);
	TELL(k, &says[STAGE_MEMBLOCK], NAME(k, "memblock"));
	memblock_allow_resize(k);
	for (uint64_t i = 0; i < table->nr_entries; i++) {
		const struct e820_entry *e = &table->entries[i];
		const char *word = e820_type_word(e->type);

		if (e->type == E820_TYPE_SOFT_RESERVED) {
			memblock_reserve(k, e->addr, e->size);
			TELL(k, &says[SOFT], SPAN(e->addr, e->size));
		}
		if (is_ram(e->type)) {
			memblock_add(k, e->addr, e->size);
			TELL(k, &says[TO_MEMBLOCK], SPAN(e->addr, e->size));
		} else {
			TELL(k, &says[NOT_RAM], SPAN(e->addr, e->size),
			     NAME(k, word ? word : "something else"));
		}
	}
	memblock_trim_memory(k, PAGE_SIZE(k));
	memblock_dump_all(k);
	leave(k);
}

static const struct outline outline_reserve = {
	"e820__reserve_resources",
	E820_FILE,
	"",
	'v',
	N_("Makes a resource of each range of the map."),
	N_("Kernel code, data and bss are in the tree before this: System RAM is put in their place "
	   "and adopts them."),
	{ N_("allocate a record for each range"),
	  N_("reserved above 1 MiB, and memory for special uses: not yet"),
	  N_("all else is inserted now, busy"),
	  N_("for /sys/firmware/memmap: one more record for each range as the BIOS had it") }
};

/* do_mark_busy(): may it come into the tree before the cards have their places? */
static bool comes_now(const struct kernel *k, const struct e820_entry *e)
{
	if (e->addr < BIOS_END)
		return true;
	if (is_old(k))
		return e->type != E820_TYPE_RESERVED;
	return e->type != E820_TYPE_RESERVED && e->type != E820_TYPE_SOFT_RESERVED &&
	       e->type != E820_TYPE_PRAM && e->type != E820_TYPE_PMEM;
}

static void reserve_entry(struct kernel *k, struct resource *res, const struct e820_entry *e)
{
	struct resource new = {
		.start = e->addr,
		.end = e->addr + e->size - 1,
		.name = sim_name(k->sim, e820_type_to_string(k, e->type)),
		.flags = is_ram(e->type) && !profile_has(k->profile, FEATURE_RAM_BY_NAME)
		                 ? IORESOURCE_SYSTEM_RAM
		                 : IORESOURCE_MEM,
		.desc = type_to_desc(k, e->type),
	};

	SET(k, *res, new);
	if (!comes_now(k, e)) {
		TELL(k, &says[LATER], RES(res));
		return;
	}
	SET(k, res->flags, res->flags | IORESOURCE_BUSY);
	if (insert_resource(k, &k->iomem_resource, res))
		TELL(k, &says[CONFLICT_NOW], RES(res));
	else
		TELL(k, &says[INSERTED_NOW], RES(res));
}

static const struct outline outline_add_early = {
	"firmware_map_add_early",
	"drivers/firmware/memmap.c",
	"r",
	'v',
	N_("Keeps a range of the map for /sys/firmware/memmap, as the BIOS had it."),
	NULL,
	{ N_("allocate a record") }
};

/* Each range as the BIOS had it. */
static void show_firmware_map(struct kernel *k)
{
	const uint64_t size = 104, count = k->x86->e820_firmware.nr_entries;

	for (uint64_t i = 0; i < count; i++) {
		const struct e820_entry *e = &k->x86->e820_firmware.entries[i];

		ENTER(k, &outline_add_early, SPAN(e->addr, e->size));
		memblock_alloc(k, size, k->profile->cache_line);
		leave(k);
	}
	TELL(k, &says[FIRMWARE_MAP], count, size);
}

void e820__reserve_resources(struct kernel *k)
{
	const struct e820_table *table = &k->x86->e820_table;
	uint64_t count = table->nr_entries, size = count * k->profile->sizes.resource;

	ENTER(k, &outline_reserve);
	TELL(k, &says[STAGE_RESOURCES], NAME(k, "resources"));
	if (!memblock_alloc(k, size, k->profile->cache_line))
		kernel_panic(k, _("there is no memory for the records of memory itself"));
	TELL(k, &says[RECORDS], count, size);
	SET(k, k->x86->e820_res, sim_alloc(k->sim, (count + 1) * sizeof(struct resource)));
	for (uint64_t i = 0; i < count; i++)
		reserve_entry(k, &k->x86->e820_res[i], &table->entries[i]);
	show_firmware_map(k);
	leave(k);
}

static const struct outline outline_late = {
	"e820__reserve_resources_late",
	E820_FILE,
	"",
	'v',
	N_("Brings the ranges of the map into the tree that had to wait."),
	N_("That is why a card's registers can be inside of a Reserved range, or a Reserved range "
	   "inside of a bridge's window."),
	{ N_("insert each, made larger where it would cut through something"),
	  N_("then look where RAM ends: below 1 MiB 64 KiB are round, below 16 MiB 1 MiB, above 64 "
	     "MiB"),
	  N_("what lies between RAM's end and a round address is kept from everybody") }
};

/* ram_alignment() */
static uint64_t ram_alignment(uint64_t pos)
{
	uint64_t mb = pos >> 20;

	if (!mb)
		return 64 << 10;
	return mb < 16 ? 1 << 20 : 64 << 20;
}

static void keep_buffer(struct kernel *k, uint64_t start)
{
	uint64_t end = round_up_to(start, ram_alignment(start)) - 1;

	if (start >= end) {
		TELL(k, &says[WHOLE], start);
		return;
	}
	printk(k, "e820: reserve RAM buffer [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]", start, end);
	TELL(k, &says[BUFFER], start, end + 1, start, end);
	reserve_region_with_split(k, &k->iomem_resource, start, end,
	                          sim_name(k->sim, "RAM buffer"));
}

void e820__reserve_resources_late(struct kernel *k)
{
	const struct e820_table *table = &k->x86->e820_table;
	uint64_t waiting = 0;

	ENTER(k, &outline_late);
	for (uint64_t i = 0; i < table->nr_entries; i++)
		waiting += !k->x86->e820_res[i].parent;
	TELL(k, &says[LATE], waiting);
	for (uint64_t i = 0; i < table->nr_entries; i++) {
		struct resource *res = &k->x86->e820_res[i], before = *res;

		if (res->parent || !res->end) {
			TELL(k, &says[LATE_PLACED], RES(res));
			continue;
		}
		insert_resource_expand_to_fit(k, &k->iomem_resource, res);
		TELL(k, &says[LATE_IN], RES(&before), RES(res));
	}
	for (uint64_t i = 0; i < table->nr_entries; i++)
		if (table->entries[i].type == E820_TYPE_RAM)
			keep_buffer(k, table->entries[i].addr + table->entries[i].size);
	leave(k);
}

static const struct outline outline_gap = {
	"e820__setup_pci_gap",
	E820_FILE,
	"",
	'v',
	N_("Looks for the largest hole in the map below 4 GiB."),
	NULL,
	{ N_("from the top down: what lies between one range and the next; 4 MiB at least"),
	  N_("that is where cards without an address may go") }
};

void e820__setup_pci_gap(struct kernel *k)
{
	const struct e820_table *table = &k->x86->e820_table;
	uint64_t last = FOUR_GIB, size = 0x400000, start = 0;

	ENTER(k, &outline_gap);
	for (uint64_t i = table->nr_entries; i-- > 0;) {
		const struct e820_entry *e = &table->entries[i];
		uint64_t end = e->addr + e->size;

		if (last > end && last - end >= size) {
			size = last - end;
			start = end;
		}
		last = min64(last, e->addr);
	}
	if (!start) {
		start = PFN_PHYS(k, k->x86->max_pfn) + BIOS_END;
		printk(k, "Cannot find an available gap in the 32-bit address range");
		printk(k, "PCI devices with unassigned 32-bit BARs may not work!");
		TELL(k, &says[NO_GAP]);
	} else {
		TELL(k, &says[GAP], SPAN(start, size), size);
	}
	SET(k, k->x86->pci_mem_start, start);
	printk(k, "%s[mem 0x%08" PRIx64 "-0x%08" PRIx64 "] available for PCI devices",
	       profile_logs(k->profile, LOG_E820_PREFIX) ? "e820: " : "", start, start + size - 1);
	leave(k);
}
