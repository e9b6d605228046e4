/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/setup-bus.c, third part: a bridge's windows go into its
 * registers; and what the firmware had assigned is put into the tree.
 */
#include "linux/drivers/pci/pci.h"

#define SETUP_BUS_FILE "drivers/pci/setup-bus.c"

enum { OPENED, SHUT };

static const struct sentence says[] = {
	[OPENED] = { STEP_SET, LEVEL_CALL, 1, "nr",
	             N_("Bridge {0} passes on {1} from now on: its registers say so.") },
	[SHUT] = { STEP_SET, LEVEL_STEP, 2, "nn",
	           N_("Bridge {0} gets a start above its end for {1}, so it passes nothing on.") },
};

static const struct outline outline_setup = {
	"pci_setup_bridge",
	SETUP_BUS_FILE,
	"nn",
	'v',
	N_("Writes the windows of a bridge into its registers."),
	N_("Until then the bridge passes nothing on, whatever /proc/iomem says."),
	{ N_("start and end of each window, in steps of 4 KiB and 1 MiB"),
	  N_("a window that is not used gets a start above its end") }
};

static const char *const kinds[] = { "ports", "memory", "memory to be read ahead" };

static void write_io(struct kernel *k, struct pci_function *f, struct pci_region r)
{
	pci_write_config(k, f, PCI_IO_BASE_UPPER16, 0x0000ffff);
	pci_write_config(k, f, PCI_IO_BASE, (uint32_t)((r.start >> 8 & 0xf0) | (r.end & 0xf000)));
	pci_write_config(k, f, PCI_IO_BASE_UPPER16,
	                 (uint32_t)((r.end & 0xffff0000) | (r.start >> 16 & 0xffff)));
}

static void write_memory(struct kernel *k, struct pci_function *f, unsigned where,
                         struct pci_region r)
{
	pci_write_config(k, f, where, (uint32_t)((r.start >> 16 & 0xfff0) | (r.end & 0xfff00000)));
}

/* The registers of one window; one that is not in use is shut. */
static void setup_window(struct kernel *k, struct pci_dev *bridge, unsigned n)
{
	const struct resource *res = &bridge->resource[PCI_BRIDGE_RESOURCES + n];
	static const uint64_t types[] = { IORESOURCE_IO, IORESOURCE_MEM, IORESOURCE_PREFETCH };
	static const struct pci_region shut_io = { 0xf000, 0 }, shut_mem = { 0xfff00000, 0 };
	bool open = res->flags & types[n];
	struct pci_region r = pcibios_resource_to_bus(bridge->bus, res);
	struct pci_function *f = bridge->function;

	if (!open)
		r = n ? shut_mem : shut_io;
	if (n == 0) {
		write_io(k, f, r);
	} else if (n == 1) {
		write_memory(k, f, PCI_MEMORY_BASE, r);
	} else {
		bool wide = open && res->flags & IORESOURCE_MEM_64;

		write_memory(k, f, PCI_PREF_MEMORY_BASE, r);
		pci_write_config(k, f, PCI_PREF_BASE_UPPER32, wide ? (uint32_t)(r.start >> 32) : 0);
		pci_write_config(k, f, PCI_PREF_LIMIT_UPPER32, wide ? (uint32_t)(r.end >> 32) : 0);
	}
	if (!open) {
		TELL(k, &says[SHUT], DEV(bridge), NAME(k, kinds[n]));
		return;
	}
	TELL(k, &says[OPENED], DEV(bridge), RANGE(res));
	pci_info(k, bridge, "  bridge window %s", PR(res));
}

void pci_setup_bridge(struct kernel *k, struct pci_bus *bus)
{
	ENTER(k, &outline_setup, BUS(bus), DEV(bus->self));
	pci_info(k, bus->self, "PCI bridge to %s", PR(&bus->busn_res));
	for (unsigned n = 0; n < 3; n++)
		setup_window(k, bus->self, n);
	leave(k);
}

static const struct outline outline_claim_bridge = {
	"pci_claim_bridge_resource",
	SETUP_BUS_FILE,
	"nd",
	'e',
	N_("Keeps a window that the firmware had opened in a bridge."),
	NULL,
	{ N_("it must lie in a window above, with nothing else there"),
	  N_("one that reaches out of it is cut, once"), N_("what still does not fit is lost") }
};

int pci_claim_bridge_resource(struct kernel *k, struct pci_dev *bridge, unsigned i)
{
	if (i < PCI_BRIDGE_RESOURCES)
		return 0;
	ENTER(k, &outline_claim_bridge, DEV(bridge), i);
	if (!pci_claim_resource(k, bridge, i))
		return leave_int(k, 0);
	if (pci_class(bridge) != PCI_CLASS_BRIDGE_PCI)
		return leave_int(k, 0);
	if (i >= PCI_BRIDGE_RESOURCES + 3 || !pci_bus_clip_resource(k, bridge, i))
		return leave_int(k, -EINVAL);
	setup_window(k, bridge, i - PCI_BRIDGE_RESOURCES);
	return leave_int(k, pci_claim_resource(k, bridge, i) ? -EINVAL : 0);
}

static const struct outline outline_claim = {
	"pci_bus_claim_resources",
	SETUP_BUS_FILE,
	"n",
	'v',
	N_("Puts into the tree what the firmware assigned, and changes nothing."),
	N_("What the firmware left unset, or where it is not reachable, the cards do without."),
	{ N_("the windows of all bridges, from the root to the leaves"),
	  N_("then the registers of all functions, bus by bus") }
};

/* pci_bus_allocate_resources() */
static void claim_windows(struct kernel *k, struct pci_bus *bus)
{
	if (bus->self) {
		pci_read_bridge_bases(k, bus);
		for (unsigned i = PCI_BRIDGE_RESOURCES; i < PCI_NUM_RESOURCES; i++) {
			const struct resource *r = &bus->self->resource[i];

			if (r->flags && !r->parent)
				pci_claim_bridge_resource(k, bus->self, i);
		}
	}
	for (struct pci_bus *child = bus->children; child; child = child->next)
		claim_windows(k, child);
}

/* pci_bus_allocate_dev_resources() */
static void claim_registers(struct kernel *k, struct pci_bus *bus)
{
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next) {
		for (unsigned i = 0; i < PCI_BRIDGE_RESOURCES; i++)
			if (dev->resource[i].flags && !dev->resource[i].parent)
				pci_claim_resource(k, dev, i);
		if (dev->subordinate)
			claim_registers(k, dev->subordinate);
	}
}

void pci_bus_claim_resources(struct kernel *k, struct pci_bus *bus)
{
	ENTER(k, &outline_claim, BUS(bus));
	claim_windows(k, bus);
	claim_registers(k, bus);
	leave(k);
}
