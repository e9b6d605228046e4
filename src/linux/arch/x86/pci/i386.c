/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/pci/i386.c: on a PC the firmware has given the cards their addresses before the
 * kernel comes.  They are put into the tree as they are; only what is left over is assigned.
 */
#include "linux/arch/x86/kernel/setup.h"
#include "linux/drivers/pci/pci.h"

#define I386_FILE "arch/x86/pci/i386.c"

enum {
	STAGE,
	WINDOW_LOST,
	BRIDGE_DONE,
	PASS_ENABLED,
	PASS_DISABLED,
	NOT_SET,
	OTHER_PASS,
	IMMOVABLE,
	ASSIGN_LATER,
	ROM_KEPT,
	ROM_LATER,
	LEFT_OVER,
};

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: what the firmware gave the cards is put into the tree, and only then "
	               "what the firmware keeps for itself.") },
	[WINDOW_LOST] = { STEP_REFUSE, LEVEL_STOP, 2, "nr",
	                  N_("The window {1} that the firmware opened in bridge {0} cannot be kept: "
	                     "it counts as none.") },
	[BRIDGE_DONE] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	                  N_("The windows of bridge {0} are looked at; what is behind it comes "
	                     "next.") },
	[PASS_ENABLED] = { STEP_DECIDE, LEVEL_CALL, 2, "",
	                   N_("First come the cards that the firmware switched on: they use their "
	                      "addresses already.") },
	[PASS_DISABLED] = { STEP_DECIDE, LEVEL_CALL, 3, "",
	                    N_("Then those that are switched off: if they collide with the others, "
	                       "they are the ones to move.") },
	[NOT_SET] = { STEP_DECIDE, LEVEL_STEP, 1, "nn",
	              N_("The firmware gave {0}, {1} no address.") },
	[OTHER_PASS] = { STEP_DECIDE, LEVEL_STEP, 2, "nn",
	                 N_("{0}, {1} has its turn in the other pass.") },
	[IMMOVABLE] = { STEP_DECIDE, LEVEL_STOP, 3, "nn",
	                N_("{0}, {1} answers at a fixed place and cannot be moved.") },
	[ASSIGN_LATER] = { STEP_RESIZE, LEVEL_STOP, 3, "nns",
	                   N_("{0}, {1} loses its address and is to get another: only its size, {2}, "
	                      "counts.") },
	[ROM_KEPT] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	               N_("The ROM of {0} keeps the place that the firmware gave it.") },
	[ROM_LATER] = { STEP_RESIZE, LEVEL_STOP, 1, "ns",
	                N_("The ROM of {0} is to get another place of {1}.") },
	[LEFT_OVER] = { STEP_DECIDE, LEVEL_STOP, 2, "",
	                N_("Whatever the firmware left without an address gets one now.") },
};

/*
 * Old cards see ten bits of a port only and answer at all that are alike in those, so ports with
 * bit 8 or 9 set are left to them; memory below 1 MiB is theirs, too.
 */
resource_size_t x86_pcibios_align_resource(const struct resource *room, resource_size_t align)
{
	resource_size_t start = room->start;

	(void)align;
	if (room->flags & IORESOURCE_IO && start & 0x300)
		return (start + 0x3ff) & ~(resource_size_t)0x3ff;
	if (room->flags & IORESOURCE_MEM && start < BIOS_END)
		return BIOS_END;
	return start;
}

static const struct outline outline_bus = {
	"pcibios_allocate_bus_resources",
	I386_FILE,
	"n",
	'v',
	N_("Keeps the windows that the firmware opened in bridges."),
	NULL,
	{ N_("from the root to the leaves, so that each window lies in one above it"),
	  N_("a window that cannot be kept is lost, and what is behind it too") }
};

static void allocate_windows(struct kernel *k, struct pci_dev *bridge)
{
	for (unsigned i = PCI_BRIDGE_RESOURCES; i < PCI_NUM_RESOURCES; i++) {
		struct resource *r = &bridge->resource[i], before = *r;

		if (!r->flags || r->parent)
			continue;
		if (r->start && pci_claim_bridge_resource(k, bridge, i) >= 0)
			continue;
		TELL(k, &says[WINDOW_LOST], DEV(bridge), RANGE(&before));
		SET(k, r->start, 0);
		SET(k, r->end, 0);
		SET(k, r->flags, 0);
	}
	TELL(k, &says[BRIDGE_DONE], DEV(bridge));
}

static void pcibios_allocate_bus_resources(struct kernel *k, struct pci_bus *bus)
{
	ENTER(k, &outline_bus, BUS(bus));
	if (bus->self)
		allocate_windows(k, bus->self);
	for (struct pci_bus *child = bus->children; child; child = child->next)
		pcibios_allocate_bus_resources(k, child);
	leave(k);
}

static const struct outline outline_dev = {
	"pcibios_allocate_dev_resources",
	I386_FILE,
	"nd",
	'v',
	N_("Keeps the addresses that the firmware gave a function's registers."),
	NULL,
	{ N_("0 is no address"), N_("what the function answers at has its turn first"),
	  N_("a claim that fails: the register gets another address later, unless it cannot "
	     "move"),
	  N_("the ROM is switched off, and waits") }
};

/* A register could not be kept: it is to move, if it can. */
static void lose_address(struct kernel *k, struct pci_dev *dev, unsigned i)
{
	struct resource *r = &dev->resource[i];

	if (r->flags & IORESOURCE_PCI_FIXED) {
		TELL(k, &says[IMMOVABLE], DEV(dev), RES_NAME(k, dev, i));
		pci_info(k, dev, "BAR %u %s is immovable", i, PR(r));
		return;
	}
	TELL(k, &says[ASSIGN_LATER], DEV(dev), RES_NAME(k, dev, i), resource_size(r));
	SET(k, r->end, r->end - r->start);
	SET(k, r->start, 0);
}

static void pcibios_allocate_dev_resources(struct kernel *k, struct pci_dev *dev, bool pass)
{
	uint16_t command = pci_read_command(dev);

	ENTER(k, &outline_dev, DEV(dev), pass);
	for (unsigned i = 0; i < PCI_STD_NUM_BARS; i++) {
		struct resource *r = &dev->resource[i];
		unsigned bit = r->flags & IORESOURCE_IO ? PCI_COMMAND_IO : PCI_COMMAND_MEMORY;

		if (r->parent || !r->flags)
			continue;
		if (!r->start) {
			TELL(k, &says[NOT_SET], DEV(dev), RES_NAME(k, dev, i));
			continue;
		}
		if (pass != !(command & bit)) {
			TELL(k, &says[OTHER_PASS], DEV(dev), RES_NAME(k, dev, i));
			continue;
		}
		if (pci_claim_resource(k, dev, i) < 0)
			lose_address(k, dev, i);
	}
	if (!pass && dev->resource[PCI_ROM_RESOURCE].flags & IORESOURCE_ROM_ENABLE)
		SET(k, dev->resource[PCI_ROM_RESOURCE].flags,
		    dev->resource[PCI_ROM_RESOURCE].flags & ~(uint64_t)IORESOURCE_ROM_ENABLE);
	leave(k);
}

static void allocate_resources(struct kernel *k, struct pci_bus *bus, bool pass)
{
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next) {
		pcibios_allocate_dev_resources(k, dev, pass);
		if (dev->subordinate)
			allocate_resources(k, dev->subordinate, pass);
	}
}

static const struct outline outline_survey = {
	"pcibios_resource_survey",
	I386_FILE,
	"",
	'v',
	N_("Goes through all that the firmware assigned and puts it into the tree."),
	N_("Only after this come the ranges that the firmware reserved above 1 MiB: a card inside "
	   "one of them is no conflict."),
	{ N_("the windows of all bridges"), N_("the registers of cards that are switched on"),
	  N_("the registers of the others"), N_("what of the firmware's map had to wait"),
	  N_("the interrupt controllers") }
};

static void pcibios_resource_survey(struct kernel *k)
{
	struct pci_bus *roots = pci_state(k)->root_buses, *bus;

	ENTER(k, &outline_survey);
	TELL(k, &says[STAGE], NAME(k, "survey"));
	for (bus = roots; bus; bus = bus->next)
		pcibios_allocate_bus_resources(k, bus);
	TELL(k, &says[PASS_ENABLED]);
	for (bus = roots; bus; bus = bus->next)
		allocate_resources(k, bus, false);
	TELL(k, &says[PASS_DISABLED]);
	for (bus = roots; bus; bus = bus->next)
		allocate_resources(k, bus, true);
	kernel_boundary(k);
	e820__reserve_resources_late(k);
	ioapic_insert_resources(k);
	leave(k);
}

static const struct outline outline_subsys = {
	"pci_subsys_init",
	"arch/x86/pci/legacy.c",
	"",
	'e',
	N_("Finishes PCI on a PC: all host bridges are known."),
	NULL,
	{ N_("put what the firmware assigned into the tree") }
};

void pci_subsys_init(struct kernel *k)
{
	ENTER(k, &outline_subsys);
	printk(k, "PCI: pci_cache_line_size set to 64 bytes");
	pcibios_resource_survey(k);
	leave_int(k, 0);
}

static const struct outline outline_assign = {
	"pcibios_assign_resources",
	I386_FILE,
	"",
	'e',
	N_("Places the ROMs of cards, and what has no address yet."),
	N_("A ROM that the firmware placed has an entry, though the card does not answer there: its "
	   "ROM is switched off."),
	{ N_("ROMs keep the firmware's place, if they can"),
	  N_("all that has no address gets one") }
};

static void allocate_roms(struct kernel *k, struct pci_bus *bus)
{
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next) {
		struct resource *r = &dev->resource[PCI_ROM_RESOURCE];

		if (r->flags && r->start && !r->parent) {
			if (!pci_claim_resource(k, dev, PCI_ROM_RESOURCE)) {
				TELL(k, &says[ROM_KEPT], DEV(dev));
			} else {
				TELL(k, &says[ROM_LATER], DEV(dev), resource_size(r));
				SET(k, r->end, r->end - r->start);
				SET(k, r->start, 0);
			}
		}
		if (dev->subordinate)
			allocate_roms(k, dev->subordinate);
	}
}

void pcibios_assign_resources(struct kernel *k)
{
	ENTER(k, &outline_assign);
	for (struct pci_bus *bus = pci_state(k)->root_buses; bus; bus = bus->next)
		allocate_roms(k, bus);
	TELL(k, &says[LEFT_OVER]);
	pci_assign_unassigned_resources(k);
	pci_apply_final_quirks(k, pci_state(k)->root_buses);
	leave_int(k, 0);
}
