/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/acpi/pci_root.c: a host bridge whose windows stand in an ACPI table (_CRS), where
 * on other machines a device tree has `ranges`.
 */
#include "linux/drivers/acpi/acpi.h"
#include "linux/drivers/pci/pci.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define ROOT_FILE "drivers/acpi/pci_root.c"

enum {
	STAGE,
	WINDOW,
	TOO_HIGH,
	CUT,
	EXPANDED,
	CONFIG_PORTS,
	ADDED,
	CONFLICT,
	READY,
	NO_ACPI,
	SLOTS_OF_ACPI
};

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: ACPI says where cards may be; then the kernel looks which cards there "
	               "are.") },
	[WINDOW] = { STEP_READ, LEVEL_CALL, 1, "R", N_("ACPI says that cards may answer in {0}.") },
	[TOO_HIGH] = { STEP_REFUSE, LEVEL_STOP, 2, "R",
	               N_("{0} lies above all that this CPU can address: ignored.") },
	[CUT] = { STEP_RESIZE, LEVEL_STOP, 2, "Ra",
	          N_("{0} is cut: the CPU cannot address what lies behind {1}.") },
	[EXPANDED] = { STEP_RESIZE, LEVEL_STOP, 2, "rR",
	               N_("{0} overlaps another window, which becomes {1}.") },
	[CONFIG_PORTS] = { STEP_DECIDE, LEVEL_CALL, 3, "R",
	                   N_("{0} are the ports that lead to the cards' own registers: no room for "
	                      "cards.") },
	[ADDED] = { STEP_LINK, LEVEL_CALL, 4, "R",
	            N_("{0} is in the tree: what the firmware or the kernel put there before "
	               "is its child. It is not busy, so cards may be placed in it.") },
	[CONFLICT] = { STEP_CONFLICT, LEVEL_STOP, 4, "RR",
	               N_("{0} cuts through {1}, so it is ignored: no card can have an address in "
	                  "it.") },
	[READY] = { STEP_DECIDE, LEVEL_CALL, 6, "n",
	            N_("All functions on {0} are known. Where they are stays as the firmware has "
	               "it.") },
	[NO_ACPI] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	              N_("No ACPI knows of {0}, so its slots are the kernel's.") },
	[SLOTS_OF_ACPI] = { STEP_REFUSE, LEVEL_CALL, 2, "n",
	                    N_("The slots behind {0} are ACPI's: no driver of the kernel gets "
	                       "them.") },
};

static const struct outline outline_control = {
	"acpi_get_hp_hw_control_from_firmware",
	"drivers/pci/hotplug/acpi_pcihp.c",
	"n",
	'e',
	N_("Asks whether the kernel may work a bridge's hot-plug slots itself."),
	N_("Even where the firmware gives them away, ACPI's own driver has registered them before, "
	   "so who comes later is refused; that is not retold as a second step."),
	{ N_("no ACPI behind this host bridge: yes"), N_("else ACPI works them: -ENODEV") }
};

int acpi_get_hp_hw_control_from_firmware(struct kernel *k, struct pci_dev *dev)
{
	bool acpi = dev->bus->host->acpi;

	ENTER(k, &outline_control, DEV(dev));
	TELL(k, &says[acpi ? SLOTS_OF_ACPI : NO_ACPI], DEV(dev));
	return leave_int(k, acpi ? -ENODEV : 0);
}

static struct pci_window *window_new(struct kernel *k, struct resource *res)
{
	struct pci_window *w = sim_alloc(k->sim, sizeof(*w));

	SET(k, w->res, res);
	return w;
}

static void append(struct kernel *k, struct pci_host_bridge *bridge, struct resource *res)
{
	struct pci_window **slot = &bridge->windows;

	while (*slot)
		slot = &(*slot)->next;
	SET(k, *slot, window_new(k, res));
}

static struct resource *root_of(struct kernel *k, const struct resource *res)
{
	return res->flags & IORESOURCE_IO ? &k->ioport_resource : &k->iomem_resource;
}

/* acpi_pci_root_validate_resources(): false when RES is no window of its own. */
static bool validate(struct kernel *k, const struct pci_host_bridge *bridge, struct resource *res)
{
	const char *name = bridge->parent->name;
	uint64_t last = min64(res->end, res->flags & IORESOURCE_IO
	                                        ? root_of(k, res)->end
	                                        : ((uint64_t)1 << k->profile->pa_bits) - 1);

	if (last <= res->start) {
		TELL(k, &says[TOO_HIGH], RES(res));
		printk(k, "acpi %s: host bridge window %s (ignored, not CPU addressable)", name,
		       PR(res));
		return false;
	}
	if (last != res->end) {
		printk(k,
		       "acpi %s: host bridge window %s ([0x%" PRIx64 "-0x%" PRIx64
		       "] ignored, not CPU addressable)",
		       name, PR(res), last + 1, res->end);
		SET(k, res->end, last);
		TELL(k, &says[CUT], RES(res), last);
	}
	for (const struct pci_window *w = bridge->windows; w; w = w->next) {
		struct resource *other = w->res;

		if (resource_type(other) != resource_type(res) || !resource_overlaps(other, res))
			continue;
		SET(k, other->start, min64(other->start, res->start));
		SET(k, other->end, max64(other->end, res->end));
		TELL(k, &says[EXPANDED], RANGE(res), RES(other));
		printk(k, "acpi %s: host bridge window expanded to %s; %s ignored", name, PR(other),
		       PR(res));
		return false;
	}
	return true;
}

static const struct outline outline_probe = {
	"acpi_pci_probe_root_resources",
	ROOT_FILE,
	"n",
	'v',
	N_("Reads from ACPI which addresses lead to the cards behind a host bridge."),
	N_("A window is no claim of anybody's: it only says where cards may be."),
	{ N_("each range that is not the bridge's own"),
	  N_("what the CPU cannot address is cut off, overlapping windows become one"),
	  N_("ports 0xcf8 to 0xcff are the way to the cards' registers, and no window") }
};

static void probe_resources(struct kernel *k, struct pci_host_bridge *bridge,
                            const struct firmware_item *item, const char *name)
{
	ENTER(k, &outline_probe, name_id(bridge->parent->name));
	for (size_t i = 0; i < item->count; i++) {
		const struct firmware_range *r = &item->ranges[i];
		struct resource *res;

		if (r->bus)
			continue;
		res = firmware_resource(k, r, name, IORESOURCE_WINDOW);
		TELL(k, &says[WINDOW], RES(res));
		if (r->io && r->start == 0xcf8 && r->end == 0xcff)
			TELL(k, &says[CONFIG_PORTS], RES(res));
		else if (validate(k, bridge, res))
			append(k, bridge, res);
	}
	leave(k);
}

static const struct outline outline_create = {
	"acpi_pci_root_create",
	ROOT_FILE,
	"n",
	'v',
	N_("Makes the root bus of a host bridge that ACPI knows, and finds what is on it."),
	N_("On other machines a window is requested and must be free; here it is inserted around "
	   "what is there."),
	{ N_("the bridge and the numbers of its buses"), N_("read its windows"),
	  N_("the numbers of its buses come behind them"),
	  N_("insert each window into the tree; one that cuts through something is ignored"),
	  N_("look into each slot"),
	  N_("functions may be bound, though they have no place in the "
	     "tree yet") }
};

/* pci_acpi_root_add_resources() */
static void add_resources(struct kernel *k, struct pci_host_bridge *bridge)
{
	struct pci_window **slot = &bridge->windows, *w;

	while ((w = *slot)) {
		struct resource *conflict = insert_resource_conflict(k, root_of(k, w->res), w->res);

		if (!conflict) {
			TELL(k, &says[ADDED], RES(w->res));
			slot = &w->next;
			continue;
		}
		TELL(k, &says[CONFLICT], RES(w->res), RES(conflict));
		printk(k, "acpi %s: ignoring host bridge window %s (conflicts with %s %s)",
		       bridge->parent->name, PR(w->res), LOG_NAME(conflict), PR(conflict));
		SET(k, *slot, w->next);
	}
}

/* The range of bus numbers, or all. */
static struct resource *bus_numbers(struct kernel *k, const struct firmware_item *item)
{
	for (size_t i = 0; i < item->count; i++)
		if (item->ranges[i].bus)
			return resource_new(k, item->ranges[i].start & 0xff,
			                    min64(item->ranges[i].end, 0xff), NULL, IORESOURCE_BUS,
			                    IORES_DESC_NONE);
	return resource_new(k, 0, 0xff, NULL, IORESOURCE_BUS, IORES_DESC_NONE);
}

void acpi_pci_root_add(struct kernel *k, const struct firmware_item *item)
{
	struct pci_host_bridge *bridge = sim_alloc(k->sim, sizeof(*bridge));
	struct pci_host_bridge **slot = &pci_state(k)->hosts;
	struct resource *numbers = bus_numbers(k, item);
	char name[32];

	ENTER(k, &outline_create, NAME(k, item->name));
	TELL(k, &says[STAGE], NAME(k, "pci"));
	SET(k, bridge->acpi, true);
	SET(k, bridge->segment, (unsigned)strtoul(item->id, NULL, 16) & 0xffff);
	SET(k, bridge->parent, device_new(k, BUS_PLATFORM, sim_name(k->sim, item->name), NULL, -1));
	while (*slot)
		slot = &(*slot)->next;
	SET(k, *slot, bridge);
	printk(k, "ACPI: PCI Root Bridge [%s] (domain %04x %s)", "PCI0", bridge->segment,
	       PR(numbers));
	snprintf(name, sizeof(name), "PCI Bus %04x:%02x", bridge->segment,
	         (unsigned)numbers->start);
	probe_resources(k, bridge, item, name);
	add_resources(k, bridge);
	append(k, bridge, numbers);
	if (!pci_scan_root_bus_bridge(k, bridge)) {
		TELL(k, &says[READY], BUS(bridge->bus));
		pci_bus_add_devices(k, bridge->bus);
	}
	leave(k);
}
