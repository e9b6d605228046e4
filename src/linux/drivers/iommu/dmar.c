/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/iommu/intel/dmar.c: the units of a PC that translate the addresses that cards use.  ACPI's
 * table DMAR tells where their registers are, and each unit claims its own.
 */
#include "linux/arch/x86/kernel/setup.h"
#include "linux/include/io.h"

#include <inttypes.h>

#define DMAR_FILE "drivers/iommu/intel/dmar.c"

enum { CLAIMED, IN_THE_WAY };

static const struct sentence says[] = {
	[CLAIMED] = { STEP_MAP, LEVEL_STOP, 1, "nr",
	              N_("The unit {0} has its registers at {1}: they are claimed and mapped.") },
	[IN_THE_WAY] = { STEP_REFUSE, LEVEL_STOP, 1, "nr",
	                 N_("Something else has claimed {1}: the unit {0} is not used.") },
};

static const struct outline outline_alloc = {
	"alloc_iommu",
	DMAR_FILE,
	"nr",
	'e',
	N_("Claims and maps the registers of one unit."),
	N_("It is done before there are drivers, since interrupts may be led through it, too."),
	{ N_("claim as many pages as its registers have, and map them"),
	  N_("say what it is and what it can do") }
};

static void alloc_iommu(struct kernel *k, size_t number, const struct firmware_range *range)
{
	uint64_t size = range->end - range->start + 1;
	const char *unit;
	char name[32];

	snprintf(name, sizeof(name), "dmar%zu", number);
	unit = sim_name(k->sim, name);
	ENTER(k, &outline_alloc, name_id(unit), range->start, range->end);
	if (!__request_region(k, &k->iomem_resource, range->start, size, unit, 0)) {
		TELL(k, &says[IN_THE_WAY], name_id(unit), range->start, range->end);
		printk(k, "DMAR: Can't reserve memory");
		leave_int(k, -EBUSY);
		return;
	}
	TELL(k, &says[CLAIMED], name_id(unit), range->start, range->end);
	ioremap(k, range->start, size);
	leave_int(k, 0);
}

static const struct outline outline_table = {
	"dmar_table_init",
	DMAR_FILE,
	"",
	'd',
	N_("Reads which units of that kind ACPI's table DMAR lists."),
	NULL,
	{ N_("for each: claim and map its registers") }
};

void dmar_table_init(struct kernel *k)
{
	const struct firmware_list *list = &k->machine->firmware->dmars;

	if (!list->count)
		return;
	ENTER(k, &outline_table);
	for (size_t i = 0; i < list->count; i++)
		alloc_iommu(k, i, &list->items[i].ranges[0]);
	leave_int(k, 0);
}
