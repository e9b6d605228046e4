/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/probe.c, third part: a host bridge gets its root bus, what is
 * on it is found, and room is given to it.
 */
#include "linux/drivers/pci/pci.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "linux/include/of_address.h"
#include "linux/include/setup.h"

#define PROBE_FILE "drivers/pci/probe.c"

enum {
	BUS_EXISTS,
	ROOT_WINDOW,
	ROOT_WINDOW_OFFSET,
	ROOT_NUMBERS,
	MERGED,
	ROOT_BUS,
	NO_NODE,
	CLAIMS,
	ASSIGNS,
	RESCANNED,
};

static const struct sentence says[] = {
	[BUS_EXISTS] = { STEP_REFUSE, LEVEL_STOP, 1, "nd",
	                 N_("Domain and bus {0} exist already ({1}), so this host bridge cannot "
	                    "have them.") },
	[ROOT_WINDOW] = { STEP_SET, LEVEL_CALL, 4, "nR",
	                  N_("Root bus {0} passes on {1}; cards use the same addresses as the "
	                     "CPU.") },
	[ROOT_WINDOW_OFFSET] = { STEP_SET, LEVEL_CALL, 4, "nRr",
	                         N_("Root bus {0} passes on {1}; on the bus that is {2}.") },
	[ROOT_NUMBERS] = { STEP_SET, LEVEL_CALL, 4, "ndd",
	                   N_("The buses below {0} get numbers from {1} to {2}.") },
	[MERGED] = { STEP_RESIZE, LEVEL_CALL, 3, "rr",
	             N_("{0} and {1} lie one behind the other and become one window.") },
	[ROOT_BUS] = { STEP_SET, LEVEL_STOP, 2, "nn",
	               N_("{0} has a bus of its own, {1}; now the kernel looks what sits on it.") },
	[NO_NODE] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	              N_("This machine has several nodes, and the tree says of none that {0} "
	                 "belongs to it.") },
	[CLAIMS] = { STEP_DECIDE, LEVEL_STOP, 2, "",
	             N_("linux,pci-probe-only: what the firmware assigned stays, and is only put "
	                "into the tree.") },
	[ASSIGNS] = { STEP_DECIDE, LEVEL_CALL, 3, "n",
	              N_("All cards on {0} are known. Now the kernel gives their registers "
	                 "addresses, whatever the firmware had done.") },
	[RESCANNED] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	                N_("What is new on bus {0} gets addresses; what was there keeps its own.") },
};

static const struct outline outline_register = {
	"pci_register_host_bridge",
	PROBE_FILE,
	"n",
	'e',
	N_("Makes the root bus of a host bridge."),
	N_("Each root bus belongs to a domain; two domains may use the same bus numbers."),
	{ N_("take the domain that the tree names, or a free one"),
	  N_("make the bus and name it after domain and number"),
	  N_("windows of one kind that touch each other become one"),
	  N_("the bus passes on what the host bridge's windows hold") }
};

/* Neighbours of the same kind and the same distance become one window. */
static void coalesce(struct kernel *k, struct pci_host_bridge *bridge)
{
	for (struct pci_window *w = bridge->windows; w && w->next; w = w->next) {
		struct resource *res = w->res, *next = w->next->res;

		if (res->flags != next->flags || w->offset != w->next->offset ||
		    res->end + 1 != next->start)
			continue;
		TELL(k, &says[MERGED], RANGE(res), RANGE(next));
		SET(k, next->start, res->start);
		SET(k, res->flags, 0);
		SET(k, res->start, 0);
		SET(k, res->end, 0);
	}
}

/* What a log line adds when bus addresses are others than the CPU's. */
static void add_offset(char text[64], const struct pci_window *w)
{
	const struct resource *res = w->res;
	const char *format = " (bus address [0x%08" PRIx64 "-0x%08" PRIx64 "])";

	text[0] = '\0';
	if (resource_type(res) == IORESOURCE_IO)
		format = " (bus address [0x%04" PRIx64 "-0x%04" PRIx64 "])";
	if (w->offset)
		snprintf(text, 64, format, res->start - w->offset, res->end - w->offset);
}

/* The windows become what the root bus passes on; one that was merged away goes. */
static void add_windows(struct kernel *k, struct pci_host_bridge *bridge)
{
	struct pci_window **slot = &bridge->windows, *w;
	struct pci_bus *bus = bridge->bus;
	char offset[64];

	while ((w = *slot)) {
		struct resource *res = w->res;

		if (!res->flags && !res->start && !res->end) {
			release_resource(k, res);
			SET(k, *slot, w->next);
			continue;
		}
		if (res->flags & IORESOURCE_BUS) {
			pci_bus_insert_busn_res(k, bus, bus->number, (unsigned)res->end);
			TELL(k, &says[ROOT_NUMBERS], BUS(bus), res->start, res->end);
		} else {
			pci_bus_add_resource(k, bus, res);
			if (w->offset)
				TELL(k, &says[ROOT_WINDOW_OFFSET], BUS(bus), RES(res),
				     res->start - w->offset, res->end - w->offset);
			else
				TELL(k, &says[ROOT_WINDOW], BUS(bus), RES(res));
		}
		add_offset(offset, w);
		bus_info(k, bus, "root bus resource %s%s", PR(res), offset);
		slot = &w->next;
	}
}

/* Has the machine several NUMA nodes, and the bridge at NODE belongs to none of them? */
static bool on_no_node(const struct kernel *k, int node)
{
	bool several = k->setup && k->setup->numa_nodes_parsed[0] > 1;

	for (unsigned i = 1; k->setup && i < NUMA_WORDS; i++)
		several |= k->setup->numa_nodes_parsed[i] != 0;
	for (; several && node >= 0; node = of_get_parent(k, node))
		if (of_flat_dt_has(k, node, "numa-node-id"))
			return false;
	return several;
}

static int pci_register_host_bridge(struct kernel *k, struct pci_host_bridge *bridge)
{
	struct pci_bus *bus, **slot = &pci_state(k)->root_buses;
	unsigned domain;
	int err;

	ENTER(k, &outline_register, name_id(bridge->parent->name));
	err = pci_bus_find_domain_nr(k, bridge, &domain);
	if (err)
		return leave_int(k, err);
	bus = pci_alloc_bus(k, NULL, bridge->busnr, domain);
	if (pci_find_bus(k, domain, bridge->busnr)) {
		TELL(k, &says[BUS_EXISTS], BUS(bus), bridge->busnr);
		return leave_int(k, -EEXIST);
	}
	SET(k, bus->host, bridge);
	SET(k, bus->wire, bridge->busnr);
	SET(k, bridge->bus, bus);
	if (bridge->acpi)
		printk(k, "PCI host bridge to bus %s", bus->dev_name);
	else
		dev_info(k, bridge->parent, "PCI host bridge to bus %s", bus->dev_name);
	TELL(k, &says[ROOT_BUS], name_id(bridge->parent->name), BUS(bus));
	if (on_no_node(k, bridge->parent->of_node)) {
		TELL(k, &says[NO_NODE], name_id(bridge->parent->name));
		bus_info(k, bus, "Unknown NUMA node; performance will be reduced");
	}
	coalesce(k, bridge);
	add_windows(k, bridge);
	while (*slot)
		slot = &(*slot)->next;
	SET(k, *slot, bus);
	return leave_int(k, 0);
}

/* With the numbers that the window of buses begins with. */
int pci_scan_root_bus_bridge(struct kernel *k, struct pci_host_bridge *bridge)
{
	const struct pci_window *w = bridge->windows;
	unsigned max;
	int err;

	while (w && !(w->res->flags & IORESOURCE_BUS))
		w = w->next;
	if (w)
		SET(k, bridge->busnr, (unsigned)w->res->start);
	err = pci_register_host_bridge(k, bridge);
	if (err)
		return err;
	if (!w) {
		bus_info(k, bridge->bus,
		         "No busn resource found for root bus, will use [bus %02x-ff]",
		         bridge->busnr);
		pci_bus_insert_busn_res(k, bridge->bus, bridge->busnr, 255);
	}
	max = pci_scan_child_bus(k, bridge->bus);
	if (!w)
		pci_bus_update_busn_res_end(k, bridge->bus, max);
	return 0;
}

static const struct outline outline_probe = {
	"pci_host_probe",
	PROBE_FILE,
	"n",
	'e',
	N_("Brings up a host bridge: its bus, what is on it, and addresses for it."),
	NULL,
	{ N_("make the root bus and find what is on it and behind its bridges"),
	  N_("only probing: put what the firmware assigned into the tree"),
	  N_("otherwise: how large must each bridge's windows be? from the leaves to the root"),
	  N_("then give out addresses, from the root to the leaves"),
	  N_("drivers may have the functions now") }
};

int pci_host_probe(struct kernel *k, struct pci_host_bridge *bridge)
{
	int err;

	ENTER(k, &outline_probe, name_id(bridge->parent->name));
	err = pci_scan_root_bus_bridge(k, bridge);
	if (err) {
		dev_err(k, bridge->parent, "Scanning root bridge failed");
		return leave_int(k, err);
	}
	if (pci_state(k)->probe_only) {
		TELL(k, &says[CLAIMS]);
		pci_bus_claim_resources(k, bridge->bus);
	} else {
		TELL(k, &says[ASSIGNS], BUS(bridge->bus));
		__pci_bus_size_bridges(k, bridge->bus, NULL);
		__pci_bus_assign_resources(k, bridge->bus, NULL, NULL);
	}
	pci_bus_add_devices(k, bridge->bus);
	return leave_int(k, 0);
}

static const struct outline outline_rescan = {
	"pci_rescan_bus",
	PROBE_FILE,
	"n",
	'd',
	N_("Looks again what is on a bus and behind its bridges."),
	N_("A card that was taken out and is still in its slot is found again as a new one."),
	{ N_("scan all slots; what is known already is passed over"),
	  N_("give addresses to what has none, inside the windows that are there"),
	  N_("drivers may have what is new") }
};

unsigned pci_rescan_bus(struct kernel *k, struct pci_bus *bus)
{
	unsigned max;

	ENTER(k, &outline_rescan, BUS(bus));
	max = pci_scan_child_bus(k, bus);
	TELL(k, &says[RESCANNED], BUS(bus));
	pci_assign_unassigned_bus_resources(k, bus);
	pci_bus_add_devices(k, bus);
	return (unsigned)leave_word(k, max);
}

struct pci_dev *pci_find_dev(const struct kernel *k, const char *name)
{
	struct device *dev = device_find(k, name);

	return dev && dev->bus == BUS_PCI && dev->state != DEVICE_GONE ? to_pci_dev(dev) : NULL;
}

static struct pci_bus *nth_below(struct pci_bus *bus, unsigned *n)
{
	for (; bus; bus = bus->next) {
		struct pci_bus *found;

		if (!(*n)--)
			return bus;
		found = nth_below(bus->children, n);
		if (found)
			return found;
	}
	return NULL;
}

struct pci_bus *pci_bus_at(const struct kernel *k, unsigned n)
{
	return k->pci ? nth_below(k->pci->root_buses, &n) : NULL;
}

struct pci_bus *pci_find_bus_by_name(const struct kernel *k, const char *name)
{
	struct pci_bus *bus;

	for (unsigned n = 0; (bus = pci_bus_at(k, n)); n++)
		if (bus->dev_name == name || !strcmp(bus->dev_name, name))
			return bus;
	return NULL;
}
