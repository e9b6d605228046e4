/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/apic: the interrupt controllers of a PC in the tree.  Where they answer
 * the ACPI table MADT says; and arch/x86/kernel/acpi/boot.c: the timers of table HPET.
 */
#include "linux/arch/x86/kernel/setup.h"

#include <stdio.h>

#define IO_APIC_SIZE 0x400
#define LAPIC_SIZE   0x1000
#define HPET_SIZE    0x400

enum { RECORDS, MAPPED, INSERTED, CONFLICT, LAPIC, NO_LAPIC, HPET };

static const struct sentence says[] = {
	[RECORDS] = { STEP_ALLOCATE, LEVEL_CALL, 1, "d",
	              N_("The firmware's table lists {0} interrupt controllers for devices; each "
	                 "gets a record and a name.") },
	[MAPPED] = { STEP_READ, LEVEL_STOP, 2, "R",
	             N_("{0} is mapped at a fixed place. It is not in the tree yet.") },
	[INSERTED] = { STEP_LINK, LEVEL_STOP, 1, "R",
	               N_("{0} comes into the tree only now, since it might have been behind a "
	                  "card's register.") },
	[CONFLICT] = { STEP_CONFLICT, LEVEL_STOP, 1, "R",
	               N_("{0} cuts through something in the tree, so it is left out.") },
	[LAPIC] = { STEP_LINK, LEVEL_STOP, 1, "R",
	            N_("{0}: each CPU has one, and all of them answer at the same address.") },
	[NO_LAPIC] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	               N_("No table of the firmware speaks of a local interrupt controller.") },
	[HPET] = { STEP_LINK, LEVEL_STOP, 1, "R",
	           N_("{0}, a timer, is inserted last of all; what claimed the same range before "
	              "becomes its child.") },
};

static const struct outline outline_init = {
	"io_apic_init_mappings",
	"arch/x86/kernel/apic/io_apic.c",
	"",
	'v',
	N_("Maps the interrupt controllers that devices are wired to."),
	NULL,
	{ N_("a record for each, with room for its name"), N_("map it, 1 KiB") }
};

void io_apic_init_mappings(struct kernel *k)
{
	const struct firmware_list *list = &k->machine->firmware->io_apics;
	struct resource *res;

	if (!list->count)
		return;
	ENTER(k, &outline_init);
	memblock_alloc(k, list->count * (k->profile->sizes.resource + 11), k->profile->cache_line);
	TELL(k, &says[RECORDS], WORD(list->count));
	SET(k, k->x86->io_apics, sim_alloc(k->sim, list->count * sizeof(*res)));
	SET(k, k->x86->io_apic_count, (uint64_t)list->count);
	for (size_t i = 0; i < list->count; i++) {
		uint64_t at = list->items[i].ranges[0].start;
		char name[32];

		snprintf(name, sizeof(name), "IOAPIC %zu", i);
		res = &k->x86->io_apics[i];
		SET(k, res->name, sim_name(k->sim, name));
		SET(k, res->start, at);
		SET(k, res->end, at + IO_APIC_SIZE - 1);
		SET(k, res->flags, IORESOURCE_MEM | IORESOURCE_BUSY);
		TELL(k, &says[MAPPED], RES(res));
	}
	leave(k);
}

static void insert(struct kernel *k, struct resource *res, unsigned row)
{
	if (insert_resource(k, &k->iomem_resource, res))
		TELL(k, &says[CONFLICT], RES(res));
	else
		TELL(k, &says[row], RES(res));
}

static const struct outline outline_insert = {
	"ioapic_insert_resources",
	"arch/x86/kernel/apic/io_apic.c",
	"",
	'v',
	N_("Puts the interrupt controllers that devices are wired to into the tree."),
	NULL,
	{ N_("insert each") }
};

void ioapic_insert_resources(struct kernel *k)
{
	ENTER(k, &outline_insert);
	for (uint64_t i = 0; i < k->x86->io_apic_count; i++)
		insert(k, &k->x86->io_apics[i], INSERTED);
	leave(k);
}

static const struct outline outline_lapic = {
	"lapic_insert_resource",
	"arch/x86/kernel/apic/apic.c",
	"",
	'e',
	N_("Puts the CPUs' own interrupt controllers into the tree."),
	N_("It comes late, so that a range of the firmware's map is there before it."),
	{ N_("insert 4 KiB where the firmware says, unless there is none") }
};

void lapic_insert_resource(struct kernel *k)
{
	const struct firmware_range range = { .start = k->machine->firmware->lapic,
		                              .end = k->machine->firmware->lapic + LAPIC_SIZE - 1 };

	ENTER(k, &outline_lapic);
	if (!range.start) {
		TELL(k, &says[NO_LAPIC]);
		leave_int(k, -1);
		return;
	}
	insert(k, firmware_resource(k, &range, "Local APIC", IORESOURCE_BUSY), LAPIC);
	leave_int(k, 0);
}

static const struct outline outline_hpet = {
	"hpet_insert_resource",
	"arch/x86/kernel/acpi/boot.c",
	"",
	'e',
	N_("Puts the timers of the ACPI table HPET into the tree."),
	N_("Inserting puts a range around what is there already, even around one of the same "
	   "size."),
	{ N_("insert 1 KiB for each") }
};

void hpet_insert_resource(struct kernel *k)
{
	const struct firmware_list *list = &k->machine->firmware->hpets;

	if (!list->count)
		return;
	ENTER(k, &outline_hpet);
	for (size_t i = 0; i < list->count; i++) {
		struct firmware_range range = list->items[i].ranges[0];
		char name[32];

		snprintf(name, sizeof(name), "HPET %zu", i);
		range.end = range.start + HPET_SIZE - 1;
		insert(k, firmware_resource(k, &range, name, 0), HPET);
	}
	leave_int(k, 0);
}
