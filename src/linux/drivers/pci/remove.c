/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/pci/remove.c: a card goes, with all that is behind it. */
#include "linux/drivers/pci/pci.h"

#define REMOVE_FILE "drivers/pci/remove.c"

enum { STOPPED, GIVEN_BACK, BUS_GONE, GONE };

static const struct sentence says[] = {
	[STOPPED] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	              N_("Nobody may use {0} from here on: its driver lets go of it.") },
	[GIVEN_BACK] = { STEP_UNLINK, LEVEL_CALL, 3, "nR",
	                 N_("{0}: {1} leaves the tree; the room is free again.") },
	[BUS_GONE] = { STEP_UNLINK, LEVEL_CALL, 2, "n",
	               N_("Bus {0} is empty now and goes; its number is free.") },
	[GONE] = { STEP_UNLINK, LEVEL_STOP, 3, "n",
	           N_("{0} is gone from the kernel's lists. The card itself may still sit in its "
	              "slot.") },
};

static const struct outline outline_remove = {
	"pci_stop_and_remove_bus_device",
	REMOVE_FILE,
	"n",
	'v',
	N_("Takes a function out, and everything behind it."),
	N_("This is what `echo 1 > remove` in its folder does; a rescan finds it again."),
	{ N_("drivers first: from the leaves up, each lets go of its function"),
	  N_("then functions and buses, from the leaves up"),
	  N_("what a function had in /proc/iomem leaves the tree") }
};

/* pci_stop_bus_device(): the last function of a bus first. */
static void stop_device(struct kernel *k, struct pci_dev *dev)
{
	struct pci_dev *last = NULL;

	while (dev->subordinate && dev->subordinate->devices != last) {
		struct pci_dev *child = dev->subordinate->devices;

		while (child->next != last)
			child = child->next;
		stop_device(k, child);
		last = child;
	}
	if (!dev->is_added)
		return;
	TELL(k, &says[STOPPED], DEV(dev));
	device_driver_detach(k, &dev->dev);
	SET(k, dev->is_added, false);
}

static void remove_device(struct kernel *k, struct pci_dev *dev);

static void remove_bus(struct kernel *k, struct pci_bus *bus)
{
	struct pci_bus **slot = bus->parent ? &bus->parent->children : &pci_state(k)->root_buses;

	while (*slot != bus)
		slot = &(*slot)->next;
	SET(k, *slot, bus->next);
	pci_bus_release_busn_res(k, bus);
	TELL(k, &says[BUS_GONE], BUS(bus));
}

static void free_resources(struct kernel *k, struct pci_dev *dev)
{
	for (unsigned i = 0; i < PCI_NUM_RESOURCES; i++) {
		struct resource *res = &dev->resource[i];

		if (!res->parent)
			continue;
		TELL(k, &says[GIVEN_BACK], DEV(dev), RES(res));
		release_resource(k, res);
	}
}

static void remove_device(struct kernel *k, struct pci_dev *dev)
{
	struct pci_dev **slot = &dev->bus->devices;

	if (dev->subordinate) {
		while (dev->subordinate->devices)
			remove_device(k, dev->subordinate->devices);
		remove_bus(k, dev->subordinate);
		SET(k, dev->subordinate, NULL);
	}
	device_del(k, &dev->dev);
	while (*slot != dev)
		slot = &(*slot)->next;
	SET(k, *slot, dev->next);
	free_resources(k, dev);
	TELL(k, &says[GONE], DEV(dev));
}

void pci_stop_and_remove_bus_device(struct kernel *k, struct pci_dev *dev)
{
	ENTER(k, &outline_remove, DEV(dev));
	stop_device(k, dev);
	remove_device(k, dev);
	leave(k);
}

static const struct outline outline_stop_root = {
	"pci_stop_root_bus",
	REMOVE_FILE,
	"n",
	'v',
	N_("Takes the drivers off everything behind a host bridge."),
	NULL,
	{ N_("function by function, the last one first") }
};

void pci_stop_root_bus(struct kernel *k, struct pci_bus *bus)
{
	struct pci_dev *last = NULL;

	ENTER(k, &outline_stop_root, BUS(bus));
	while (bus->devices != last) {
		struct pci_dev *dev = bus->devices;

		while (dev->next != last)
			dev = dev->next;
		stop_device(k, dev);
		last = dev;
	}
	leave(k);
}

static const struct outline outline_remove_root = {
	"pci_remove_root_bus",
	REMOVE_FILE,
	"n",
	'v',
	N_("Takes out everything behind a host bridge, and the root bus."),
	NULL,
	{ N_("function by function, with all that is behind them"), N_("then the bus itself"),
	  N_("what they had in /proc/iomem leaves the tree") }
};

void pci_remove_root_bus(struct kernel *k, struct pci_bus *bus)
{
	ENTER(k, &outline_remove_root, BUS(bus));
	while (bus->devices)
		remove_device(k, bus->devices);
	remove_bus(k, bus);
	leave(k);
}
