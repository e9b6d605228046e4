/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/drivers/of/property.h"

#include <string.h>

#include "linux/drivers/of/fdt.h"
#include "linux/include/of_address.h"

/* Nexus nodes between a device and its interrupt controller; a loop of them ends. */
enum { NEXUS_MAX = 8 };

static int parent_of(const struct kernel *k, int node)
{
	const struct node_entry *entry = nodes_find(k->machine->nodes, node);

	return entry && entry->parent >= 0 ? k->machine->nodes->entries[entry->parent].offset : -1;
}

/* The node that NODE's first cell of PROPERTY leads to. */
static int phandle_in(const struct kernel *k, int node, const char *property)
{
	uint32_t phandle;

	if (!of_flat_dt_u32(k, node, property, &phandle))
		return -1;
	return nodes_by_phandle(k->machine->nodes, phandle);
}

/* of_irq_find_parent(): the nearest above that says whose interrupts these are. */
int of_irq_parent(const struct kernel *k, int node)
{
	/* parents that are named may lead in a circle */
	for (size_t hops = 0; node >= 0 && hops <= k->machine->nodes->count; hops++) {
		int named = phandle_in(k, node, "interrupt-parent");

		node = named >= 0 ? named : parent_of(k, node);
		if (node >= 0 && of_flat_dt_has(k, node, "#interrupt-cells"))
			return node;
	}
	return -1;
}

/* Past nodes that only lead interrupts on: to where their map's first row leads. */
static int behind_nexus(const struct kernel *k, int node)
{
	for (int i = 0; i < NEXUS_MAX && node >= 0; i++) {
		struct dt_cells map = of_get_cells(k, node, "interrupt-map");
		uint32_t address = 2, cells = 1;

		if (!map.at || of_flat_dt_has(k, node, "interrupt-controller"))
			return node;
		of_flat_dt_u32(k, node, "#address-cells", &address);
		of_flat_dt_u32(k, node, "#interrupt-cells", &cells);
		if (address > 4 || cells > 16 || map.left <= (int)(address + cells))
			return -1;
		node = nodes_by_phandle(k->machine->nodes, fdt32_ld(map.at + address + cells));
	}
	return node;
}

int of_irq_controller(const struct kernel *k, int node, int index)
{
	struct dt_cells interrupts;
	uint32_t cells;
	int parent;

	if (of_flat_dt_has(k, node, "interrupts-extended"))
		return of_parse_phandle_with_args(k, node, "interrupts-extended",
		                                  "#interrupt-cells", index);
	interrupts = of_get_cells(k, node, "interrupts");
	parent = of_irq_parent(k, node);
	if (parent < 0 || !interrupts.at || !of_flat_dt_u32(k, parent, "#interrupt-cells", &cells))
		return -1;
	if (!cells || (uint64_t)(unsigned)index + 1 > (uint64_t)(unsigned)interrupts.left / cells)
		return -1;
	return behind_nexus(k, parent);
}

static bool is_called(const struct node_entry *entry, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(entry->name, name, len) && (!entry->name[len] || entry->name[len] == '@');
}

/* The device's node behind the far end of an edge: above its ports. */
static int remote_device(const struct kernel *k, int endpoint)
{
	int node = phandle_in(k, endpoint, "remote-endpoint");
	const struct nodes *nodes = k->machine->nodes;
	const struct node_entry *entry;

	for (int above = 3; above && node >= 0; above--) {
		node = parent_of(k, node);
		entry = node >= 0 ? nodes_find(nodes, node) : NULL;
		/* a node of that name may stand between a port and its device */
		if (entry && above == 2 && !is_called(entry, "ports") &&
		    !is_called(entry, "in-ports") && !is_called(entry, "out-ports"))
			break;
	}
	return node;
}

/* The nearest node at NODE or above that is to become a device; not of what is disabled. */
static int compatible_at(const struct kernel *k, int node)
{
	for (; node >= 0; node = parent_of(k, node)) {
		if (!of_fdt_device_is_available(k, node))
			return -1;
		if (of_flat_dt_has(k, node, "compatible"))
			return node;
	}
	return -1;
}

/* The rows that make a device wait: those of optional suppliers do not. */
static const struct binding {
	const char *name;
	const char *cells; /* of the supplier; NULL: a list of plain phandles */
	bool suffix;       /* NAME is the end of the property's name */
} bindings[] = {
	{ "clocks", "#clock-cells", false },
	{ "interconnects", "#interconnect-cells", false },
	{ "mboxes", "#mbox-cells", false },
	{ "io-channels", "#io-channel-cells", false },
	{ "interrupt-parent", NULL, false },
	{ "power-domains", "#power-domain-cells", false },
	{ "hwlocks", "#hwlock-cells", false },
	{ "extcon", NULL, false },
	{ "nvmem-cells", NULL, false },
	{ "phys", "#phy-cells", false },
	{ "wakeup-parent", NULL, false },
	{ "pinctrl-0", NULL, false },
	{ "pinctrl-1", NULL, false },
	{ "pinctrl-2", NULL, false },
	{ "pinctrl-3", NULL, false },
	{ "pinctrl-4", NULL, false },
	{ "pinctrl-5", NULL, false },
	{ "pinctrl-6", NULL, false },
	{ "pinctrl-7", NULL, false },
	{ "pinctrl-8", NULL, false },
	{ "pwms", "#pwm-cells", false },
	{ "resets", "#reset-cells", false },
	{ "leds", NULL, false },
	{ "backlight", NULL, false },
	{ "panel", NULL, false },
	{ "gpio", "#gpio-cells", false },
	{ "gpios", "#gpio-cells", false },
	{ "-supply", NULL, true },
	{ "-gpio", "#gpio-cells", true },
	{ "-gpios", "#gpio-cells", true },
};

static bool ends_in(const char *name, const char *suffix)
{
	size_t len = strlen(name), n = strlen(suffix);

	return len > n && !strcmp(name + len - n, suffix);
}

static const struct binding *find_binding(const struct kernel *k, int node, const char *name)
{
	for (size_t i = 0; i < sizeof(bindings) / sizeof(bindings[0]); i++) {
		const struct binding *b = &bindings[i];

		if (b->suffix ? !ends_in(name, b->name) : strcmp(name, b->name) != 0)
			continue;
		if (ends_in(name, ",nr-gpios"))
			return NULL;
		/* the pins of a hog are its parent's own */
		if (!strncmp(name, "gpio", 4) && !b->suffix && of_flat_dt_has(k, node, "gpio-hog"))
			return NULL;
		return b;
	}
	return NULL;
}

bool of_property_binding(const struct kernel *k, int node, const char *name, const char **cells)
{
	const struct binding *b = find_binding(k, node, name);

	*cells = b ? b->cells : NULL;
	return b != NULL;
}

/* An entry that leads nowhere ends the list. */
static void add_list(struct kernel *k, int node, const char *name, const char *cells,
                     void (*visit)(struct kernel *, int, int, const char *))
{
	struct dt_cells list = of_get_cells(k, node, name);
	int target;

	while ((target = of_next_phandle(k, &list, cells)) >= 0)
		visit(k, node, target, name);
}

void of_fwnode_add_links(struct kernel *k, int node,
                         void (*visit)(struct kernel *k, int consumer, int supplier,
                                       const char *property))
{
	const struct nodes *nodes = k->machine->nodes;
	const struct node_entry *entry = nodes_find(nodes, node);

	for (uint32_t i = entry->first; i < entry->first + entry->count; i++) {
		const char *name = nodes->properties[i].name;
		const struct binding *b = find_binding(k, node, name);
		int consumer, supplier;

		if (b) {
			add_list(k, node, name, b->cells, visit);
		} else if (!strcmp(name, "interrupts-extended")) {
			add_list(k, node, name, "#interrupt-cells", visit);
		} else if (!strcmp(name, "interrupts")) {
			/* all of them are one controller's */
			supplier = of_irq_controller(k, node, 0);
			if (supplier >= 0)
				visit(k, node, supplier, name);
		} else if (!strcmp(name, "remote-endpoint")) {
			supplier = remote_device(k, node);
			consumer = compatible_at(k, parent_of(k, node));
			if (supplier >= 0 && consumer >= 0)
				visit(k, consumer, supplier, name);
		}
	}
}
