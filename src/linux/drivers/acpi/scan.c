/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/acpi: what a PC's firmware describes and no bus can find by itself (scan.c,
 * acpi_platform.c), and the ports of power management (osl.c).
 *
 * The program that ACPI tables hold is not run: the board's description has what it would say.
 */
#include "linux/drivers/acpi/acpi.h"
#include "linux/include/io.h"
#include "linux/include/platform_device.h"

#include <stdio.h>
#include <string.h>

#define SCAN_FILE "drivers/acpi/scan.c"
#define OSL_FILE  "drivers/acpi/osl.c"

#define TABLES_FILE "drivers/acpi/osl.c"

enum { TABLE, TABLE_MAPPED, NO_ACPI, BRIDGE, DEVICE, NOT_MADE, BLOCK, BLOCK_TAKEN, NO_BLOCKS };

static const struct sentence says[] = {
	[TABLE] = { STEP_MAP, LEVEL_CALL, 2, "nr",
	            N_("Table {0} stays mapped for good, {1}, write-back: it is memory.") },
	[TABLE_MAPPED] = { STEP_DECIDE, LEVEL_STEP, 1, "n",
	                   N_("The pages of table {0} are mapped already.") },
	[NO_ACPI] = { STEP_DECIDE, LEVEL_STOP, 1, "", N_("This PC has no ACPI tables.") },
	[BRIDGE] = { STEP_READ, LEVEL_CALL, 2, "n",
	             N_("ACPI lists a host bridge, {0}: cards are behind it.") },
	[DEVICE] = { STEP_DECIDE, LEVEL_STOP, 3, "n",
	             N_("ACPI lists {0}, which is on no bus that could be asked: a platform device is "
	                "made of it, and what it says it answers at is inserted into the tree.") },
	[NOT_MADE] = { STEP_REFUSE, LEVEL_STOP, 3, "ne",
	               N_("{0} cannot be made a platform device ({1}).") },
	[BLOCK] = { STEP_LINK, LEVEL_CALL, 1, "R",
	            N_("{0}: ports that ACPI itself works with; they are claimed for it.") },
	[BLOCK_TAKEN] = { STEP_CONFLICT, LEVEL_STOP, 1, "nr",
	                  N_("{0}, {1}, is claimed by somebody else.") },
	[NO_BLOCKS] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	                N_("No table speaks of ports for power management.") },
};

static const struct outline outline_init = {
	"acpi_init",
	"drivers/acpi/bus.c",
	"",
	'e',
	N_("Goes through all that ACPI describes."),
	N_("A PC's devices are found in three ways: some are where they always were, cards are asked "
	   "for, and the rest stands in ACPI tables."),
	{ N_("no tables: nothing to do; else map those that are needed"),
	  N_("host bridges, with all that is behind them"),
	  N_("devices that no bus can find become platform devices") }
};

static const struct outline outline_map = {
	"acpi_os_map_iomem",
	TABLES_FILE,
	"nr",
	'v',
	N_("Maps a table of ACPI's."),
	N_("Tables are memory and are mapped so; a driver that wants the same page otherwise is "
	   "refused."),
	{ N_("its pages may be mapped already"), N_("map them, write-back") }
};

/* The tables that are looked at again and again; *FIRST to *LAST are mapped so far. */
static void map_table(struct kernel *k, const struct firmware_item *table, uint64_t *first,
                      uint64_t *last)
{
	uint64_t start = table->ranges[0].start & PAGE_MASK(k);
	uint64_t end = table->ranges[0].end | (PAGE_SIZE(k) - 1);

	ENTER(k, &outline_map, NAME(k, table->name), start, end);
	if (start >= *first && end <= *last) {
		TELL(k, &says[TABLE_MAPPED], NAME(k, table->name));
	} else {
		TELL(k, &says[TABLE], NAME(k, table->name), start, end);
		ioremap_as(k, IOREMAP_CACHE, start, end - start + 1);
		*first = start;
		*last = end;
	}
	leave(k);
}

static void map_tables(struct kernel *k)
{
	static const char *const kept[] = { "FACP", "DSDT", "FACS" };
	const struct firmware_list *tables = &k->machine->firmware->tables;
	uint64_t first = UINT64_MAX, last = 0;

	for (size_t n = 0; n < sizeof(kept) / sizeof(kept[0]); n++)
		for (size_t i = 0; i < tables->count; i++)
			if (!strcmp(tables->items[i].name, kept[n]))
				map_table(k, &tables->items[i], &first, &last);
}

/* acpi_create_platform_device() */
static void create_platform_device(struct kernel *k, const struct firmware_item *item)
{
	struct resource *res = sim_alloc(k->sim, (item->count + 1) * sizeof(*res));
	int err;

	TELL(k, &says[DEVICE], NAME(k, item->name));
	for (size_t i = 0; i < item->count; i++) {
		const struct firmware_range *r = &item->ranges[i];

		SET(k, res[i].start, r->start);
		SET(k, res[i].end, r->end);
		SET(k, res[i].flags, (uint64_t)(r->io ? IORESOURCE_IO : IORESOURCE_MEM));
	}
	platform_device_register_resndata(k, NULL, item->name, PLATFORM_DEVID_NONE, res,
	                                  (unsigned)item->count, &err);
	if (err)
		TELL(k, &says[NOT_MADE], NAME(k, item->name), WORD((int64_t)err));
}

void acpi_init(struct kernel *k)
{
	const struct firmware *fw = k->machine->firmware;

	ENTER(k, &outline_init);
	if (!fw->acpi) {
		TELL(k, &says[NO_ACPI]);
		printk(k, "ACPI: Interpreter disabled.");
		leave_int(k, -ENODEV);
		return;
	}
	map_tables(k);
	printk(k, "ACPI: Interpreter enabled");
	for (size_t i = 0; i < fw->bridges.count; i++) {
		TELL(k, &says[BRIDGE], NAME(k, fw->bridges.items[i].name));
		acpi_pci_root_add(k, &fw->bridges.items[i]);
		kernel_boundary(k);
	}
	for (size_t i = 0; i < fw->devices.count; i++)
		create_platform_device(k, &fw->devices.items[i]);
	leave_int(k, 0);
}

static const struct outline outline_reserve = {
	"acpi_reserve_resources",
	OSL_FILE,
	"",
	'e',
	N_("Claims the ports that ACPI itself works with."),
	N_("They stand in the table FADT; the chip that has them may have claimed more around "
	   "them."),
	{ N_("power management: events, control, timer; general purpose events") }
};

void acpi_reserve_resources(struct kernel *k)
{
	/* in the order in which the kernel looks at them */
	static const char *const order[] = { "PM1a_EVT_BLK", "PM1b_EVT_BLK", "PM1a_CNT_BLK",
		                             "PM1b_CNT_BLK", "PM_TMR",       "PM2_CNT_BLK",
		                             "GPE0_BLK",     "GPE1_BLK" };
	const struct firmware_list *list = &k->machine->firmware->blocks;

	ENTER(k, &outline_reserve);
	if (!list->count)
		TELL(k, &says[NO_BLOCKS]);
	for (size_t n = 0; n < sizeof(order) / sizeof(order[0]); n++)
		for (size_t i = 0; i < list->count; i++) {
			const struct firmware_range *r = &list->items[i].ranges[0];
			struct resource *res;
			char name[40];

			if (strcmp(list->items[i].name, order[n]) != 0)
				continue;
			snprintf(name, sizeof(name), "ACPI %s", order[n]);
			res = __request_region(k, r->io ? &k->ioport_resource : &k->iomem_resource,
			                       r->start, r->end - r->start + 1,
			                       sim_name(k->sim, name), 0);
			if (res)
				TELL(k, &says[BLOCK], RES(res));
			else
				TELL(k, &says[BLOCK_TAKEN], NAME(k, name), r->start, r->end);
		}
	leave_int(k, 0);
}
