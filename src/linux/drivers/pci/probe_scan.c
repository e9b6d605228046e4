/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/probe.c, second part: going through the slots of a bus, and
 * through the bridges to the buses behind it.
 */
#include "linux/arch/arch.h"
#include "linux/drivers/pci/pci.h"

#include <stdio.h>
#include <string.h>

#define PROBE_FILE "drivers/pci/probe.c"

enum {
	SLOTS_EMPTY,
	ONE_CHILD,
	NOT_NUMBERED,
	NUMBERED_BEFORE,
	BUS_NUMBERED,
	BUS_KNOWN,
	NO_NUMBER_LEFT,
	BUS_KEPT,
	ROOM_FOR_HOTPLUG,
	NUMBERS_TAKEN,
	NUMBERS_END,
	NUMBERS_STUCK,
	UNREACHABLE,
};

static const struct sentence says[] = {
	[SLOTS_EMPTY] = { STEP_READ, LEVEL_STEP, 2, "dn",
	                  N_("{0} slots of bus {1} answer with all ones: they are empty.") },
	[ONE_CHILD] = { STEP_DECIDE, LEVEL_STEP, 1, "n",
	                N_("Behind a PCI Express port there is only device 0, so the other slots of "
	                   "bus {0} are not tried.") },
	[NOT_NUMBERED] = { STEP_DECIDE, LEVEL_CALL, 2, "ndd",
	                   N_("Bridge {0} says the buses behind it are {1} to {2}, which cannot be: "
	                      "it gets a number in the second pass.") },
	[NUMBERED_BEFORE] = { STEP_DECIDE, LEVEL_CALL, 3, "ndd",
	                      N_("The firmware numbered the buses behind bridge {0}: {1} to {2}. "
	                         "That stays.") },
	[BUS_NUMBERED] = { STEP_SET, LEVEL_CALL, 4, "nd",
	                   N_("The bus behind bridge {0} becomes number {1}.") },
	[BUS_KNOWN] = { STEP_DECIDE, LEVEL_STEP, 3, "n",
	                N_("Bus {0} is known already, so it is only scanned again.") },
	[NO_NUMBER_LEFT] = { STEP_REFUSE, LEVEL_STOP, 4, "nd",
	                     N_("There is no bus number left for bridge {0}: {1} is the last one that "
	                        "the host bridge reaches.") },
	[BUS_KEPT] = { STEP_DECIDE, LEVEL_STEP, 2, "n",
	               N_("Bridge {0} was done in the first pass.") },
	[ROOM_FOR_HOTPLUG] = { STEP_DECIDE, LEVEL_CALL, 5, "nd",
	                       N_("Cards may be plugged in behind bus {0}, so it keeps the numbers "
	                          "up to {1}.") },
	[NUMBERS_TAKEN] = { STEP_CONFLICT, LEVEL_STOP, 1, "nddn",
	                    N_("Bus {0} cannot have the numbers {1} to {2}: {3} is in the way.") },
	[NUMBERS_END] = { STEP_RESIZE, LEVEL_CALL, 1, "ndd",
	                  N_("The numbers of bus {0} end at {2}, no longer at {1}.") },
	[NUMBERS_STUCK] = { STEP_REFUSE, LEVEL_STOP, 2, "ndd",
	                    N_("The numbers of bus {0} should end at {2} and not at {1}, but they "
	                       "cannot be changed.") },
	[UNREACHABLE] = { STEP_REFUSE, LEVEL_STOP, 5, "n",
	                  N_("The numbers behind bridge {0} are not among those of the bus above it, "
	                     "so nothing there can be reached.") },
};

static const char *name_of(struct kernel *k, const char *format, unsigned a, unsigned b, unsigned c,
                           unsigned d)
{
	char text[32];

	snprintf(text, sizeof(text), format, a, b, c, d);
	return sim_name(k->sim, text);
}

struct pci_bus *pci_alloc_bus(struct kernel *k, struct pci_bus *parent, unsigned number,
                              unsigned domain)
{
	struct pci_bus *bus = sim_alloc(k->sim, sizeof(*bus));

	SET(k, bus->parent, parent);
	SET(k, bus->domain, domain);
	SET(k, bus->number, number);
	SET(k, bus->dev_name, name_of(k, "%04x:%02x", domain, number, 0, 0));
	SET(k, bus->busn_res.start, number);
	SET(k, bus->busn_res.end, 0xff);
	return bus;
}

static struct pci_bus *find_below(struct pci_bus *bus, unsigned domain, unsigned number)
{
	struct pci_bus *found;

	for (; bus; bus = bus->next) {
		if (bus->domain == domain && bus->number == number)
			return bus;
		found = find_below(bus->children, domain, number);
		if (found)
			return found;
	}
	return NULL;
}

struct pci_bus *pci_find_bus(const struct kernel *k, unsigned domain, unsigned number)
{
	return k->pci ? find_below(k->pci->root_buses, domain, number) : NULL;
}

static struct resource *domain_numbers(struct kernel *k, unsigned number)
{
	struct pci_domain *d = pci_state(k)->domains;

	while (d && d->number != number)
		d = d->next;
	return d ? &d->busn_res : NULL;
}

static const struct outline outline_insert = {
	"pci_bus_insert_busn_res",
	PROBE_FILE,
	"ndd",
	'b',
	N_("Bus numbers are resources too: those of a bus lie inside those of the bus above it."),
	NULL,
	{ N_("link them below those of the bus above, or of the domain"),
	  N_("something in the way is told, and the boot goes on") }
};

bool pci_bus_insert_busn_res(struct kernel *k, struct pci_bus *bus, unsigned first, unsigned last)
{
	struct resource *res = &bus->busn_res, *conflict, *parent;

	ENTER(k, &outline_insert, BUS(bus), first, last);
	SET(k, res->name, bus->dev_name);
	SET(k, res->start, first);
	SET(k, res->end, last);
	SET(k, res->flags, IORESOURCE_BUS);
	parent = bus->parent ? &bus->parent->busn_res : domain_numbers(k, bus->domain);
	conflict = request_resource_conflict(k, parent, res);
	if (conflict) {
		TELL(k, &says[NUMBERS_TAKEN], BUS(bus), first, last, name_id(conflict->name));
		bus_info(k, bus,
		         "busn_res: can not insert %s under %s%s (conflicts with (null) %s)",
		         PR(res), bus->parent ? "" : "domain ", PR(parent), PR(conflict));
	}
	return leave_bool(k, !conflict);
}

static const struct outline outline_update = {
	"pci_bus_update_busn_res_end",
	PROBE_FILE,
	"nd",
	'e',
	N_("Now that all bridges behind a bus are known, its numbers end where theirs do."),
	NULL,
	{ N_("give the range its new end"), N_("it cannot be changed: say so") }
};

int pci_bus_update_busn_res_end(struct kernel *k, struct pci_bus *bus, unsigned last)
{
	struct resource *res = &bus->busn_res, old = *res;
	int err;

	if (res->start > last)
		return -EINVAL;
	ENTER(k, &outline_update, BUS(bus), last);
	err = adjust_resource(k, res, res->start, last - res->start + 1);
	if (err)
		TELL(k, &says[NUMBERS_STUCK], BUS(bus), old.end, last);
	else
		TELL(k, &says[NUMBERS_END], BUS(bus), old.end, last);
	bus_info(k, bus, "busn_res: %s end %s updated to %02x", PR(&old), err ? "can not be" : "is",
	         last);
	if (!err && !res->parent)
		pci_bus_insert_busn_res(k, bus, (unsigned)res->start, (unsigned)res->end);
	return leave_int(k, err);
}

void pci_bus_release_busn_res(struct kernel *k, struct pci_bus *bus)
{
	int err;

	if (!bus->busn_res.flags || !bus->busn_res.parent)
		return;
	err = release_resource(k, &bus->busn_res);
	bus_info(k, bus, "busn_res: %s %s released", PR(&bus->busn_res), err ? "can not be" : "is");
}

/* A new function that is not on its bus yet. */
static struct pci_dev *pci_scan_device(struct kernel *k, struct pci_bus *bus, unsigned devfn)
{
	struct pci_function *f = pci_function_at(k, bus, devfn);
	struct pci_dev *dev;

	if (!f)
		return NULL;
	dev = sim_alloc(k->sim, sizeof(*dev));
	device_initialize(k, &dev->dev, BUS_PCI,
	                  name_of(k, "%04x:%02x:%02x.%x", bus->domain, bus->number, PCI_SLOT(devfn),
	                          PCI_FUNC(devfn)),
	                  bus->self ? &bus->self->dev : bus->host->parent, -1);
	SET(k, dev->dev.resource, dev->resource);
	SET(k, dev->dev.num_resources, PCI_NUM_RESOURCES);
	SET(k, dev->bus, bus);
	SET(k, dev->function, f);
	SET(k, dev->devfn, devfn);
	SET(k, dev->vendor, f->card->vendor);
	SET(k, dev->device, f->card->product);
	return pci_setup_device(k, dev) ? NULL : dev;
}

static struct pci_dev *pci_get_slot(const struct pci_bus *bus, unsigned devfn)
{
	struct pci_dev *dev = bus->devices;

	while (dev && dev->devfn != devfn)
		dev = dev->next;
	return dev;
}

static struct pci_dev *pci_scan_single_device(struct kernel *k, struct pci_bus *bus, unsigned devfn)
{
	struct pci_dev *dev = pci_get_slot(bus, devfn), **slot = &bus->devices;

	if (dev)
		return dev;
	dev = pci_scan_device(k, bus, devfn);
	if (!dev)
		return NULL;
	while (*slot)
		slot = &(*slot)->next;
	SET(k, *slot, dev);
	pci_fixup_header(k, dev);
	device_add(k, &dev->dev);
	return dev;
}

/* The slots of a bus, each with up to eight functions; returns how many slots were empty. */
static unsigned scan_slots(struct kernel *k, struct pci_bus *bus)
{
	const struct card *port = bus->self ? bus->self->function->card : NULL;
	unsigned empty = 0;

	for (unsigned devfn = 0; devfn < 256; devfn += 8) {
		struct pci_dev *dev = pci_scan_single_device(k, bus, devfn);

		empty += !dev;
		for (unsigned fn = 1; dev && dev->function->multifunction && fn < 8; fn++)
			pci_scan_single_device(k, bus, devfn + fn);
		if (port && (port->port == CARD_PORT_ROOT || port->port == CARD_PORT_DOWNSTREAM)) {
			TELL(k, &says[ONE_CHILD], BUS(bus));
			break;
		}
	}
	return empty;
}

/* The number that PCI Express gives the registers behind it: 256 bytes more each. */
static bool reaches_extended(const struct pci_dev *bridge)
{
	return !bridge->bus->no_extcfg && bridge->function->card->port != CARD_PORT_NONE;
}

static struct pci_bus *pci_add_new_bus(struct kernel *k, struct pci_bus *parent,
                                       struct pci_dev *bridge, unsigned number)
{
	struct pci_bus *child = pci_alloc_bus(k, parent, number, parent->domain), **slot;
	unsigned wire = bridge->function->card->first_bus;

	SET(k, child->host, parent->host);
	SET(k, child->self, bridge);
	SET(k, child->wire, wire ? wire : NO_WIRE);
	SET(k, child->primary, (unsigned)parent->busn_res.start);
	if (!reaches_extended(bridge)) {
		SET(k, child->no_extcfg, true);
		bus_info(k, child, "extended config space not accessible");
	}
	SET(k, child->name, name_of(k, "PCI Bus %04x:%02x", child->domain, number, 0, 0));
	for (unsigned i = 0; i < PCI_BRIDGE_RESOURCE_NUM; i++) {
		SET(k, child->resource[i], &bridge->resource[PCI_BRIDGE_RESOURCES + i]);
		SET(k, child->resource[i]->name, child->name);
	}
	SET(k, bridge->subordinate, child);
	slot = &parent->children;
	while (*slot)
		slot = &(*slot)->next;
	SET(k, *slot, child);
	return child;
}

static unsigned scan_child_bus_extend(struct kernel *k, struct pci_bus *bus, unsigned available);

static const struct outline outline_bridge = {
	"pci_scan_bridge_extend",
	PROBE_FILE,
	"nddd",
	'd',
	N_("Gives the bus behind a bridge its number, and scans it."),
	N_("Bridges that the firmware numbered come first, so that new numbers do not meet theirs."),
	{ N_("read the bus numbers in the bridge: its own, the next, the last behind it"),
	  N_("first pass, numbers that make no sense: wait for the second pass"),
	  N_("first pass, sound numbers that may stay: scan the bus behind it"),
	  N_("second pass: take the next free number, write it into the bridge, scan"),
	  N_("the last number behind it is known now; write it too") }
};

/* What is written into a bridge: its own bus, the one behind it, the last behind that. */
static void write_bus_numbers(struct kernel *k, struct pci_dev *bridge, unsigned primary,
                              unsigned secondary, unsigned subordinate)
{
	pci_write_config(k, bridge->function, PCI_PRIMARY_BUS,
	                 subordinate << 16 | secondary << 8 | primary);
}

/* The firmware's numbers stay: returns the last number in use. */
static unsigned keep_numbers(struct kernel *k, struct pci_bus *bus, struct pci_dev *dev,
                             unsigned secondary, unsigned subordinate, unsigned max)
{
	struct pci_bus *child = pci_find_bus(k, bus->domain, secondary);
	unsigned cmax;

	TELL(k, &says[NUMBERED_BEFORE], DEV(dev), secondary, subordinate);
	if (!child) {
		child = pci_add_new_bus(k, bus, dev, secondary);
		pci_bus_insert_busn_res(k, child, secondary, subordinate);
	}
	cmax = scan_child_bus_extend(k, child, subordinate - secondary);
	if (cmax > subordinate)
		pci_info(k, dev, "bridge has subordinate %02x but max busn %02x", subordinate,
		         cmax);
	return max > subordinate ? max : subordinate;
}

/* The next number is given: returns the last number in use. */
static unsigned give_number(struct kernel *k, struct pci_bus *bus, struct pci_dev *dev,
                            unsigned max, unsigned available)
{
	struct pci_bus *child = dev->subordinate;

	if (child) {
		TELL(k, &says[BUS_KNOWN], BUS(child));
	} else {
		if (max >= 0xff) {
			TELL(k, &says[NO_NUMBER_LEFT], DEV(dev), max);
			return max;
		}
		child = pci_add_new_bus(k, bus, dev, max + 1);
		pci_bus_insert_busn_res(k, child, max + 1, (unsigned)bus->busn_res.end);
	}
	max = child->number > max ? child->number : max;
	write_bus_numbers(k, dev, child->primary, (unsigned)child->busn_res.start,
	                  (unsigned)child->busn_res.end);
	TELL(k, &says[BUS_NUMBERED], DEV(dev), child->number);
	max = scan_child_bus_extend(k, child, available ? available - 1 : 0);
	pci_bus_update_busn_res_end(k, child, max);
	write_bus_numbers(k, dev, child->primary, child->number, max);
	return max;
}

static void check_reachable(struct kernel *k, const struct pci_dev *dev)
{
	const struct resource *child = &dev->subordinate->busn_res;

	for (const struct pci_bus *bus = dev->bus; bus->parent; bus = bus->parent) {
		if (child->end <= bus->busn_res.end && child->start >= bus->number)
			continue;
		TELL(k, &says[UNREACHABLE], DEV(dev));
		pci_info(k, dev,
		         "devices behind bridge are unusable because %s cannot be assigned for "
		         "them",
		         PR(child));
		return;
	}
}

static unsigned pci_scan_bridge_extend(struct kernel *k, struct pci_bus *bus, struct pci_dev *dev,
                                       unsigned max, unsigned available, bool second)
{
	uint32_t buses = pci_read_config(dev->function, PCI_PRIMARY_BUS);
	unsigned primary = buses & 0xff, secondary = buses >> 8 & 0xff,
		 subordinate = buses >> 16 & 0xff;
	bool all = pci_state(k)->reassign_all_bus, broken = false;

	ENTER(k, &outline_bridge, DEV(dev), max, available, second);
	if (!primary && bus->number && secondary && subordinate) {
		pci_info(k, dev, "Primary bus is hard wired to 0");
		primary = bus->number;
	}
	if (!second &&
	    (primary != bus->number || secondary <= bus->number || secondary > subordinate)) {
		TELL(k, &says[NOT_NUMBERED], DEV(dev), secondary, subordinate);
		pci_info(k, dev, "bridge configuration invalid ([bus %02x-%02x]), reconfiguring",
		         secondary, subordinate);
		broken = true;
	}
	if ((secondary || subordinate) && !all && !broken) {
		if (second)
			TELL(k, &says[BUS_KEPT], DEV(dev));
		else
			max = keep_numbers(k, bus, dev, secondary, subordinate, max);
	} else if (second) {
		max = give_number(k, bus, dev, max, available);
	} else if (all || broken) {
		write_bus_numbers(k, dev, 0, 0, 0);
	}
	if (dev->subordinate)
		check_reachable(k, dev);
	return (unsigned)leave_word(k, max);
}

static const struct outline outline_scan = {
	"pci_scan_child_bus_extend",
	PROBE_FILE,
	"nd",
	'd',
	N_("Finds what is on a bus and on the buses behind it."),
	N_("The kernel knows nothing of cards beforehand: it asks each of 32 slots whether somebody "
	   "answers."),
	{ N_("read the vendor of device 0 in each slot; behind a port there is one slot"),
	  N_("all ones: nobody is there"),
	  N_("first pass over the bridges: those that have numbers"),
	  N_("second pass: those that have none"),
	  N_("behind a bridge for hot-plugging some numbers are kept free") }
};

/* How many of the spare numbers a bridge gets. */
static unsigned share(const struct pci_dev *dev, unsigned hotplug, unsigned normal,
                      unsigned available, unsigned used)
{
	unsigned buses;

	if (!hotplug && normal == 1)
		return available;
	if (!dev->is_hotplug_bridge)
		return 0;
	buses = available / hotplug;
	return buses < available - used + 1 ? buses : available - used + 1;
}

static unsigned scan_child_bus_extend(struct kernel *k, struct pci_bus *bus, unsigned available)
{
	unsigned start = (unsigned)bus->busn_res.start, max = start, used = 0, before;
	unsigned hotplug = 0, normal = 0, empty;

	ENTER(k, &outline_scan, BUS(bus), available);
	empty = scan_slots(k, bus);
	if (empty)
		TELL(k, &says[SLOTS_EMPTY], empty, BUS(bus));
	/* pcibios_fixup_bus() */
	if (arch_row(k)->firmware_assigns && !bus->is_added)
		pci_read_bridge_bases(k, bus);
	SET(k, bus->is_added, true);
	for (const struct pci_dev *dev = bus->devices; dev; dev = dev->next) {
		hotplug += pci_is_bridge(dev) && dev->is_hotplug_bridge;
		normal += pci_is_bridge(dev) && !dev->is_hotplug_bridge;
	}
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next) {
		if (!pci_is_bridge(dev))
			continue;
		before = max;
		max = pci_scan_bridge_extend(k, bus, dev, max, 0, false);
		used += max - before > 1 ? max - before : 1;
	}
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next) {
		if (!pci_is_bridge(dev))
			continue;
		before = max;
		max = pci_scan_bridge_extend(k, bus, dev, max,
		                             share(dev, hotplug, normal, available, used), true);
		used += max - before > 1 ? max - before - 1 : 0;
	}
	if (bus->self && bus->self->is_hotplug_bridge) {
		unsigned spare = pci_state(k)->hotplug_bus_size - 1;

		spare = spare > available ? spare : available;
		if (max - start < spare) {
			max = start + spare;
			if (max > bus->busn_res.end)
				max = (unsigned)bus->busn_res.end;
			TELL(k, &says[ROOM_FOR_HOTPLUG], BUS(bus), max);
		}
	}
	return (unsigned)leave_word(k, max);
}

unsigned pci_scan_child_bus(struct kernel *k, struct pci_bus *bus)
{
	return scan_child_bus_extend(k, bus, 0);
}
