/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/pci: how a PC reaches the registers of cards: by two ports since 1992, and by
 * memory where the ACPI table MCFG says so (mmconfig-shared.c, direct.c, init.c).
 */
#include "linux/arch/x86/kernel/setup.h"
#include "linux/drivers/pci/pci.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MMCONFIG_FILE "arch/x86/pci/mmconfig-shared.c"

enum { PORTS, NO_MCFG, WINDOW, NOT_RESERVED, INSERTED, CONFLICT };

static const struct sentence says[] = {
	[PORTS] = { STEP_LINK, LEVEL_STOP, 1, "",
	            N_("Ports 0xcf8 to 0xcff lead to the first 256 bytes of each card's registers: "
	               "which one goes into the first four, its value comes through the others.") },
	[NO_MCFG] = { STEP_DECIDE, LEVEL_CALL, 2, "",
	              N_("ACPI has no table MCFG, so cards' registers are reached by ports only.") },
	[WINDOW] = { STEP_READ, LEVEL_STOP, 2, "Rs",
	             N_("Table MCFG: {0}, {1}, are registers of cards, 4 KiB for each function. The "
	                "firmware's map calls them reserved, so it is believed.") },
	[NOT_RESERVED] = { STEP_REFUSE, LEVEL_STOP, 2, "R",
	                   N_("Table MCFG speaks of {0}, but the firmware reserved that nowhere: it "
	                      "is not believed.") },
	[INSERTED] = { STEP_LINK, LEVEL_STOP, 1, "R",
	               N_("{0} is inserted last: what the firmware's map has of it becomes its "
	                  "child.") },
	[CONFLICT] = { STEP_CONFLICT, LEVEL_STOP, 1, "R",
	               N_("{0} cuts through something in the tree, so it is left out.") },
};

static const struct outline outline_init = {
	"pci_arch_init",
	"arch/x86/pci/init.c",
	"",
	'e',
	N_("Finds out how to reach the registers of PCI cards."),
	N_("They are in no space of their own for the CPU: it needs ports, or a window of memory."),
	{ N_("claim the two ports and see whether they answer"),
	  N_("table MCFG: a window of memory, if the firmware's map keeps it free") }
};

/* A window of MCFG that the map of the firmware does not keep: is it a device's by ACPI? */
static bool kept_by_device(const struct kernel *k, const struct resource *res)
{
	const struct firmware_list *pnp = &k->machine->firmware->pnp;

	for (size_t i = 0; i < pnp->count; i++)
		for (size_t n = 0; n < pnp->items[i].count; n++) {
			const struct firmware_range *r = &pnp->items[i].ranges[n];

			if (!strncmp(pnp->items[i].id, "PNP0C0", 6) && !r->io &&
			    resource_holds(&(struct resource){ .start = r->start, .end = r->end },
			                   res->start, res->end))
				return true;
		}
	return false;
}

static bool add_window(struct kernel *k, const struct firmware_item *item, struct resource *res)
{
	unsigned segment = (unsigned)strtoul(item->name, NULL, 16), first, last;
	uint64_t base = item->ranges[0].start;
	const char *method = NULL;
	char name[64];

	if (sscanf(item->id, "%x-%x", &first, &last) != 2 || first > last || last > 0xff) {
		first = 0;
		last = 0xff;
	}
	snprintf(name, sizeof(name), "PCI MMCONFIG %04x [bus %02x-%02x]", segment & 0xffff, first,
	         last);
	SET(k, res->name, sim_name(k->sim, name));
	SET(k, res->start, base + ((uint64_t)first << 20));
	SET(k, res->end, base + ((uint64_t)(last + 1) << 20) - 1);
	SET(k, res->flags, IORESOURCE_MEM | IORESOURCE_BUSY);
	printk(k, "PCI: MMCONFIG for domain %04x [bus %02x-%02x] at %s (base 0x%" PRIx64 ")",
	       segment & 0xffff, first, last, PR(res), base);
	if (e820__mapped_all(k, res->start, res->end + 1, E820_TYPE_RESERVED))
		method = "E820";
	else if (kept_by_device(k, res))
		method = "ACPI motherboard resources";
	if (!method) {
		TELL(k, &says[NOT_RESERVED], RES(res));
		printk(k, "PCI: not using MMCONFIG");
		return false;
	}
	printk(k, "PCI: MMCONFIG at %s reserved in %s", PR(res), method);
	TELL(k, &says[WINDOW], RES(res), resource_size(res));
	return true;
}

void pci_arch_init(struct kernel *k)
{
	const struct firmware_list *list = &k->machine->firmware->mmconfigs;

	ENTER(k, &outline_init);
	TELL(k, &says[PORTS]);
	__request_region(k, &k->ioport_resource, 0xcf8, 8, sim_name(k->sim, "PCI conf1"), 0);
	if (!list->count)
		TELL(k, &says[NO_MCFG]);
	else
		SET(k, k->x86->mmconfigs, sim_alloc(k->sim, list->count * sizeof(struct resource)));
	for (size_t i = 0; i < list->count; i++) {
		if (add_window(k, &list->items[i], &k->x86->mmconfigs[i]))
			continue;
		/* one that is wrong makes all of them suspect */
		SET(k, k->x86->mmconfigs, NULL);
		break;
	}
	printk(k, "PCI: Using configuration type 1 for base access");
	leave_int(k, 0);
}

static const struct outline outline_late = {
	"pci_mmcfg_late_insert_resources",
	MMCONFIG_FILE,
	"",
	'e',
	N_("Puts the windows of table MCFG into the tree."),
	N_("So late, so that nothing that is requested before is refused because of it."),
	{ N_("insert each that is in use") }
};

void pci_mmcfg_late_insert_resources(struct kernel *k)
{
	struct resource *list = k->x86->mmconfigs;

	if (!list)
		return;
	ENTER(k, &outline_late);
	for (size_t i = 0; i < k->machine->firmware->mmconfigs.count; i++) {
		if (insert_resource(k, &k->iomem_resource, &list[i]))
			TELL(k, &says[CONFLICT], RES(&list[i]));
		else
			TELL(k, &says[INSERTED], RES(&list[i]));
	}
	leave_int(k, 0);
}
