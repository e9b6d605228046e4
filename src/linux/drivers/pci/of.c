/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/of.c: what a device tree says of a host bridge.  The tree knows the
 * bridge and its windows; it knows no card.
 */
#include "linux/drivers/pci/pci.h"

#include <inttypes.h>

#include "linux/include/logic_pio.h"
#include "linux/include/of_address.h"

#define PCI_OF_FILE "drivers/pci/of.c"

enum {
	BUS_RANGE,
	NO_BUS_RANGE,
	WINDOW,
	WINDOW_PREF,
	WINDOW_IO,
	WINDOW_NONE,
	UNTRANSLATED,
	NO_PORTS,
	SECOND_IO,
	REQUESTED,
	UNMAPPED_IO,
	PROBE_ONLY,
	PROBE_ONLY_OFF,
	NO_MEMORY,
};

static const struct sentence says[] = {
	[BUS_RANGE] = { STEP_READ, LEVEL_CALL, 1, "dd",
	                N_("bus-range: the buses have the numbers {0} to {1}.") },
	[NO_BUS_RANGE] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	                   N_("There is no bus-range, so the buses may have all numbers, 0 to "
	                      "255.") },
	[WINDOW] = { STEP_READ, LEVEL_CALL, 2, "rs",
	             N_("ranges opens {0}, {1}, for the memory of cards.") },
	[WINDOW_PREF] = { STEP_READ, LEVEL_CALL, 2, "rs",
	                  N_("ranges opens {0}, {1}, for memory that may be read ahead.") },
	[WINDOW_IO] = { STEP_READ, LEVEL_CALL, 2, "rs",
	                N_("ranges opens {0}, {1}: memory behind which ports lie.") },
	[WINDOW_NONE] = { STEP_READ, LEVEL_CALL, 2, "rs",
	                  N_("ranges opens {0}, {1}, of a kind that is neither memory nor ports.") },
	[UNTRANSLATED] = { STEP_DECIDE, LEVEL_STOP, 3, "a",
	                   N_("The window of bus address {0} is empty, or no bus above leads to it: "
	                      "passed over.") },
	[NO_PORTS] = { STEP_REFUSE, LEVEL_STOP, 3, "re",
	               N_("The window of ports at {0} gets no port numbers ({1}): passed over.") },
	[SECOND_IO] = { STEP_DECIDE, LEVEL_STOP, 4, "",
	                N_("This is the second window of ports; the address of the first is "
	                   "forgotten.") },
	[REQUESTED] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	                N_("All windows of {0} are its own now.") },
	[UNMAPPED_IO] = { STEP_REFUSE, LEVEL_STOP, 3, "re",
	                  N_("The ports {0} cannot be mapped ({1}), so the window is dropped.") },
	[PROBE_ONLY] = { STEP_READ, LEVEL_CALL, 2, "",
	                 N_("/chosen says linux,pci-probe-only: the kernel assigns nothing.") },
	[PROBE_ONLY_OFF] = { STEP_READ, LEVEL_CALL, 2, "",
	                     N_("/chosen says linux,pci-probe-only = 0: the kernel assigns as it "
	                        "likes.") },
	[NO_MEMORY] = { STEP_DECIDE, LEVEL_STOP, 4, "n",
	                N_("{0} has no window for ordinary memory, which cards need.") },
};

int of_get_pci_domain_nr(const struct kernel *k, int node, unsigned *domain)
{
	uint32_t value;

	if (node < 0 || !of_flat_dt_u32(k, node, "linux,pci-domain", &value))
		return -EINVAL;
	*domain = value & 0xffff;
	return 0;
}

static const struct outline outline_probe_only = {
	"of_pci_check_probe_only",
	PCI_OF_FILE,
	"",
	'v',
	N_("Asks the tree whether the kernel may assign addresses at all."),
	NULL,
	{ N_("no linux,pci-probe-only in /chosen: it may"), N_("other than 0: it may not") }
};

void of_pci_check_probe_only(struct kernel *k)
{
	int chosen = nodes_subnode(k->machine->nodes, 0, "chosen"), len = 0;
	uint32_t value;

	ENTER(k, &outline_probe_only);
	if (chosen < 0 || !of_get_flat_dt_prop(k, chosen, "linux,pci-probe-only", &len)) {
		leave(k);
		return;
	}
	if (!of_flat_dt_u32(k, chosen, "linux,pci-probe-only", &value)) {
		printk(k, "PCI: OF: linux,pci-probe-only without valid value, ignoring");
	} else {
		SET(k, pci_state(k)->probe_only, value != 0);
		TELL(k, &says[value ? PROBE_ONLY : PROBE_ONLY_OFF]);
		printk(k, "PCI: OF: PROBE_ONLY %s", value ? "enabled" : "disabled");
	}
	leave(k);
}

static void add_window(struct kernel *k, struct pci_host_bridge *bridge, struct resource *res,
                       uint64_t offset)
{
	struct pci_window **slot = &bridge->windows, *w = sim_alloc(k->sim, sizeof(*w));

	SET(k, w->res, res);
	SET(k, w->offset, offset);
	while (*slot)
		slot = &(*slot)->next;
	SET(k, *slot, w);
}

static const struct outline outline_resources = {
	"devm_of_pci_get_host_bridge_resources",
	PCI_OF_FILE,
	"n",
	'e',
	N_("Reads from the tree which windows a host bridge has."),
	N_("An address in `ranges` has three cells: the first says memory or ports, the others the "
	   "address on the bus."),
	{ N_("bus-range: the numbers of its buses"),
	  N_("each entry of ranges: kind, bus address, address for the CPU, size"),
	  N_("what cannot be translated, or is empty, is passed over"),
	  N_("ports get numbers of their own") }
};

static void bus_numbers(struct kernel *k, struct device *dev, struct pci_host_bridge *bridge)
{
	struct dt_cells range = of_get_cells(k, dev->of_node, "bus-range");
	struct resource *res = resource_new(k, 0, 0xff, NULL, IORESOURCE_BUS, IORES_DESC_NONE);

	if (!range.at || range.left < 2) {
		TELL(k, &says[NO_BUS_RANGE]);
		dev_info(k, dev, "  No bus range found for %s, using %s",
		         of_node_path(k, dev->of_node), PR(res));
	} else {
		SET(k, res->start, dt_mem_next_cell(1, &range));
		SET(k, res->end, dt_mem_next_cell(1, &range));
		if (res->end > res->start + 0xff)
			SET(k, res->end, res->start + 0xff);
		TELL(k, &says[BUS_RANGE], res->start, res->end);
	}
	add_window(k, bridge, res, 0);
}

static const char *type_name(uint64_t flags)
{
	if ((flags & IORESOURCE_TYPE_BITS) == IORESOURCE_IO)
		return "IO";
	return (flags & IORESOURCE_TYPE_BITS) == IORESOURCE_MEM ? "MEM" : "err";
}

static void tell_window(struct kernel *k, const struct of_pci_range *r)
{
	unsigned row = WINDOW_NONE;

	if (r->flags & IORESOURCE_IO)
		row = WINDOW_IO;
	else if (r->flags & IORESOURCE_MEM)
		row = r->flags & IORESOURCE_PREFETCH ? WINDOW_PREF : WINDOW;
	TELL(k, &says[row], SPAN(r->cpu_addr, r->size), r->size);
}

/* A window of ports: only the address of the last one is kept. */
static void note_io_base(struct kernel *k, struct device *dev, uint64_t *io_base, uint64_t address)
{
	if (*io_base != OF_BAD_ADDR) {
		TELL(k, &says[SECOND_IO]);
		dev_info(k, dev,
		         "More than one I/O resource converted for %s. CPU base address for old "
		         "range lost!",
		         of_node_path(k, dev->of_node));
	}
	*io_base = address;
}

/* One entry of `ranges` becomes a window, unless it cannot be one. */
static void add_range(struct kernel *k, struct device *dev, struct pci_host_bridge *bridge,
                      const struct of_pci_range *r, uint64_t *io_base)
{
	struct resource found;
	int err;

	dev_info(k, dev, "  %6s 0x%010" PRIx64 "..0x%010" PRIx64 " -> 0x%010" PRIx64,
	         type_name(r->flags), r->cpu_addr, r->cpu_addr + r->size - 1, r->bus_addr);
	if (r->cpu_addr == OF_BAD_ADDR || !r->size) {
		TELL(k, &says[UNTRANSLATED], r->bus_addr);
		return;
	}
	tell_window(k, r);
	err = of_pci_range_to_resource(k, r, dev->of_node, &found);
	if (err) {
		TELL(k, &says[NO_PORTS], SPAN(r->cpu_addr, r->size), WORD((int64_t)err));
		return;
	}
	if (found.flags & IORESOURCE_IO)
		note_io_base(k, dev, io_base, r->cpu_addr);
	add_window(k, bridge,
	           resource_new(k, found.start, found.end, found.name,
	                        found.flags & ~(uint64_t)IORESOURCE_MEM_64, IORES_DESC_NONE),
	           found.start - r->bus_addr);
}

static void get_resources(struct kernel *k, struct device *dev, struct pci_host_bridge *bridge,
                          uint64_t *io_base)
{
	struct of_pci_range_parser parser;
	struct of_pci_range range;

	ENTER(k, &outline_resources, name_id(dev->name));
	dev_info(k, dev, "host bridge %s ranges:", of_node_path(k, dev->of_node));
	bus_numbers(k, dev, bridge);
	if (!of_pci_range_parser_init(k, &parser, dev->of_node))
		while (of_pci_range_parser_one(k, &parser, &range))
			add_range(k, dev, bridge, &range, io_base);
	leave_int(k, 0);
}

static const struct outline outline_request = {
	"pci_parse_request_of_pci_ranges",
	PCI_OF_FILE,
	"n",
	'e',
	N_("Reads a host bridge's windows and claims them."),
	N_("All or none: a window that meets anything in /proc/iomem fails the host bridge as a "
	   "whole."),
	{ N_("read the windows"), N_("claim each of them at the root of its tree"),
	  N_("map the memory behind which the ports lie"),
	  N_("one window for ordinary memory should be among them") }
};

/* The ports of window *SLOT; one that cannot be mapped is taken off the list. */
static bool map_ports(struct kernel *k, struct device *dev, struct pci_window **slot,
                      uint64_t io_base)
{
	struct resource *res = (*slot)->res;
	int err = pci_remap_iospace(k, res, io_base);

	if (!err)
		return true;
	TELL(k, &says[UNMAPPED_IO], RANGE(res), WORD((int64_t)err));
	dev_info(k, dev, "error %d: failed to map resource %s", err, PR(res));
	SET(k, *slot, (*slot)->next);
	return false;
}

int devm_of_pci_bridge_init(struct kernel *k, struct device *dev, struct pci_host_bridge *bridge)
{
	struct pci_window **slot = &bridge->windows;
	uint64_t io_base = OF_BAD_ADDR;
	bool any = false;
	int err;

	ENTER(k, &outline_request, name_id(dev->name));
	get_resources(k, dev, bridge, &io_base);
	err = devm_request_pci_bus_resources(k, dev, bridge->windows);
	if (err)
		return leave_int(k, err);
	TELL(k, &says[REQUESTED], name_id(dev->name));
	while (*slot) {
		struct resource *res = (*slot)->res;

		if (resource_type(res) == IORESOURCE_IO && !map_ports(k, dev, slot, io_base))
			continue;
		if (resource_type(res) == IORESOURCE_MEM && !(res->flags & IORESOURCE_PREFETCH)) {
			any = true;
			if (resource_size(res) >> 32 &&
			    k->profile->features & FEATURE_PCI_WINDOW_SIZE_WARNING)
				dev_info(k, dev, "Memory resource size exceeds max for 32 bits");
		}
		slot = &(*slot)->next;
	}
	if (!any) {
		TELL(k, &says[NO_MEMORY], name_id(dev->name));
		dev_info(k, dev, "non-prefetchable memory resource required");
	}
	return leave_int(k, 0);
}
