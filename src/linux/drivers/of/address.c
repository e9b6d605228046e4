/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/address.c: from a bus's addresses to physical ones.
 *
 * An address is carried upwards as the cells that the bus it is on writes it with: where
 * a bus has fewer of them than the one below it, the upper part is lost, as in the kernel.
 */
#include <string.h>

#include "linux/drivers/of/address.h"
#include "linux/include/logic_pio.h"

#define ADDRESS_FILE "drivers/of/address.c"

enum {
	NO_PARENT,
	BAD_COUNT,
	ON_BUS,
	AT_ROOT,
	INDIRECT,
	NO_RANGES,
	EMPTY_RANGES,
	WINDOW_OTHER_SPACE,
	WINDOW_PASSED,
	WINDOW_HOLDS,
	NO_WINDOW
};

static const struct sentence says[] = {
	[NO_PARENT] = { STEP_REFUSE, LEVEL_STEP, 1, "n",
	                N_("{0} stands on no bus, so it has no address.") },
	[BAD_COUNT] = { STEP_REFUSE, LEVEL_STEP, 2, "ndd",
	                N_("Below {0} an address has {1} cells and a size {2}: with those nothing "
	                   "can be translated.") },
	[ON_BUS] = { STEP_READ, LEVEL_STEP, 2, "nnadd",
	             N_("On {0}, a bus of the kind {1}, the address is {2}: {3} cells, and a size "
	                "has {4}.") },
	[AT_ROOT] = { STEP_DECIDE, LEVEL_STEP, 3, "a",
	              N_("No bus is left to cross: {0} is what the CPU puts on its wires.") },
	[INDIRECT] = { STEP_DECIDE, LEVEL_STEP, 4, "na",
	               N_("{0} is reached through its own functions only, so {1} stays an address "
	                  "on its bus.") },
	[NO_RANGES] = { STEP_REFUSE, LEVEL_CALL, 5, "n",
	                N_("{0} has no ranges: what is below it cannot be reached from the CPU.") },
	[EMPTY_RANGES] = { STEP_READ, LEVEL_STEP, 6, "na",
	                   N_("{0} translates nothing: {1} is the same address above it.") },
	[WINDOW_OTHER_SPACE] = { STEP_COMPARE, LEVEL_STEP, 7, "r",
	                         N_("The window {0} is for another kind of address.") },
	[WINDOW_PASSED] = { STEP_COMPARE, LEVEL_STEP, 7, "asa",
	                    N_("The window that begins at {0} and has {1} does not hold {2}.") },
	[WINDOW_HOLDS] = { STEP_COMPARE, LEVEL_STEP, 7, "araa",
	                   N_("{0} lies in the window {1}, which begins at {2} on the bus above: so "
	                      "there it is {3}.") },
	[NO_WINDOW] = { STEP_REFUSE, LEVEL_CALL, 7, "an",
	                N_("No window of {1} holds {0}, so it cannot be translated.") },
};

/* ---- buses ---- */

static bool is_named(const struct kernel *k, int node, const char *name)
{
	const struct node_entry *entry = nodes_find(k->machine->nodes, node);
	size_t len = strlen(name);

	return entry && !strncmp(entry->name, name, len) &&
	       (!entry->name[len] || entry->name[len] == '@');
}

static bool is_pci(const struct kernel *k, int node)
{
	static const char *const types[] = { "pci", "pciex", "vci", "ht" };

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (of_flat_dt_string_is(k, node, "device_type", types[i]))
			return true;
	return false;
}

struct of_bus of_bus_of(const struct kernel *k, int bus_node)
{
	int na = of_bus_n_addr_cells(k, bus_node), ns = of_bus_n_size_cells(k, bus_node);

	/* a node called pcie that does not say so passes for PCI */
	if (is_pci(k, bus_node) || is_named(k, bus_node, "pcie"))
		return (struct of_bus){ "pci", "assigned-addresses", 1, 3, 2, true };
	if (is_named(k, bus_node, "isa"))
		return (struct of_bus){ "isa", "reg", 1, 2, 1, false };
	if (na == 3 && profile_has(k->profile, FEATURE_OF_BUS_FLAGS))
		return (struct of_bus){ "default-flags", "reg", 1, na, ns, false };
	return (struct of_bus){ "default", "reg", 0, na, ns, false };
}

struct of_bus of_match_bus(struct kernel *k, int bus_node)
{
	struct of_bus bus = of_bus_of(k, bus_node);

	/* one that passes by its name gets a warning, if it is the first */
	if (bus.is_pci && !k->fdt->warned_pcie && !is_pci(k, bus_node)) {
		SET(k, k->fdt->warned_pcie, true);
		printk(k, "OF: %s: Missing device_type", of_node_path(k, bus_node));
	}
	return bus;
}

bool of_bus_counts_ok(const struct of_bus *bus)
{
	return bus->na > 0 && bus->na <= OF_MAX_ADDR_CELLS && bus->ns > 0;
}

/* Do two addresses, of which these are the first cells, belong to the same space? */
static bool same_space(const struct of_bus *bus, uint32_t a, uint32_t b)
{
	/* on PCI: none, I/O, and two kinds of memory that count as one */
	static const char spaces[4] = { 0, 1, 2, 2 };

	if (!bus->flag_cells)
		return true;
	if (bus->is_pci)
		return spaces[a >> 24 & 3] == spaces[b >> 24 & 3];
	return !strcmp(bus->name, "isa") ? ((a ^ b) & 1) == 0 : a == b;
}

/* ---- an address on its way up ---- */

static uint64_t number(const uint32_t *cells, int n)
{
	uint64_t value = 0;

	while (n-- > 0)
		value = value << 32 | *cells++;
	return value;
}

uint64_t of_travel_place(const struct of_travel *t)
{
	return number(t->cells + t->bus.flag_cells, t->bus.na - t->bus.flag_cells);
}

/* N cells from cell FROM on. */
static uint64_t cells_number(const struct dt_cells *cells, int from, int n)
{
	struct dt_cells part = { cells->at + from, cells->left - from, cells->beyond };

	return of_read_number(&part, n);
}

/* The address becomes one of ABOVE: FLAGS in its first cell if it has such a one, then VALUE. */
static void become(struct of_travel *t, const struct of_bus *above, uint32_t flags, uint64_t value)
{
	int na = above->na;

	memset(t->cells, 0, sizeof(t->cells));
	t->cells[na - 1] = (uint32_t)value;
	if (na - above->flag_cells > 1)
		t->cells[na - 2] = (uint32_t)(value >> 32);
	if (above->flag_cells)
		t->cells[0] = flags;
}

void of_travel_begin(struct of_travel *t, const struct dt_cells *addr)
{
	for (int i = 0; i < t->bus.na; i++)
		t->cells[i] = (uint32_t)cells_number(addr, i, 1);
}

struct of_window of_travel_window(const struct of_travel *t, const struct dt_cells *ranges,
                                  const struct of_bus *above)
{
	const struct of_bus *bus = &t->bus;
	struct of_window w = {
		.child = cells_number(ranges, bus->flag_cells, bus->na - bus->flag_cells),
		.parent = cells_number(ranges, bus->na + above->flag_cells,
		                       above->na - above->flag_cells),
		.size = cells_number(ranges, bus->na + above->na, bus->ns),
		.flags = (uint32_t)cells_number(ranges, bus->na, 1),
		.same_space = same_space(bus, t->cells[0], (uint32_t)cells_number(ranges, 0, 1)),
	};
	uint64_t at = of_travel_place(t);

	/* the kernel's sum may wrap: a window up to the last address then holds nothing */
	w.holds = w.same_space && at >= w.child && at < w.child + w.size;
	return w;
}

void of_travel_through(struct of_travel *t, const struct of_window *window,
                       const struct of_bus *above)
{
	if (window)
		become(t, above, window->flags,
		       window->parent + (of_travel_place(t) - window->child));
	else
		become(t, above, t->cells[0], number(t->cells, t->bus.na));
}

uint64_t of_travel_end(const struct of_travel *t)
{
	return number(t->cells, t->bus.na);
}

/* Is the address in the first entry of RANGES?  If so it moves to the bus ABOVE. */
static bool try_window(struct kernel *k, struct of_travel *t, const struct dt_cells *ranges,
                       const struct of_bus *above)
{
	struct of_window w = of_travel_window(t, ranges, above);
	uint64_t at = of_travel_place(t);

	if (!w.same_space) {
		TELL(k, &says[WINDOW_OTHER_SPACE], SPAN(w.child, w.size));
		return false;
	}
	if (!w.holds) {
		TELL(k, &says[WINDOW_PASSED], w.child, w.size, at);
		return false;
	}
	of_travel_through(t, &w, above);
	TELL(k, &says[WINDOW_HOLDS], at, SPAN(w.child, w.size), w.parent,
	     w.parent + (at - w.child));
	return true;
}

/* of_translate_one(): over the bus it is on to the one above; false when that cannot be. */
static bool cross(struct kernel *k, struct of_travel *t, const struct of_bus *above)
{
	struct dt_cells ranges = of_get_cells(k, t->node, t->rprop);
	int entry = t->bus.na + above->na + t->bus.ns;

	if (!ranges.at && strcmp(t->rprop, "dma-ranges") != 0) {
		TELL(k, &says[NO_RANGES], name_id(of_node_path(k, t->node)));
		return false;
	}
	if (ranges.left == 0) {
		TELL(k, &says[EMPTY_RANGES], name_id(of_node_path(k, t->node)), of_travel_place(t));
		of_travel_through(t, NULL, above);
		return true;
	}
	/* a size of many cells makes entries that no property holds */
	for (; entry > 0 && ranges.left >= entry; ranges.at += entry, ranges.left -= entry)
		if (try_window(k, t, &ranges, above))
			return true;
	TELL(k, &says[NO_WINDOW], of_travel_place(t), name_id(of_node_path(k, t->node)));
	return false;
}

static const struct outline outline_translate = {
	"__of_translate_address",
	ADDRESS_FILE,
	"nn",
	'a',
	N_("Carries an address from the bus that a device is on up to the CPU."),
	N_("The number in reg is no physical address: it is one on the device's own bus, and each "
	   "bus on the way up may turn it into another one."),
	{ N_("find the bus that the device is on"),
	  N_("how many cells an address and a size have there"),
	  N_("the root: the address is physical"),
	  N_("a bus that is reached through functions: stop there"),
	  N_("a bus without ranges cannot be crossed"),
	  N_("empty ranges: the same address above it"),
	  N_("else the first window that holds the address tells what it is above the bus"),
	  N_("go on with the bus above") }
};

int of_address_parent(const struct kernel *k, int node, const char *rprop)
{
	int index, path = -1;

	if (strcmp(rprop, "dma-ranges"))
		return of_get_parent(k, node);
	index = of_property_match_string(k, node, "interconnect-names", "dma-mem");
	if (index >= 0)
		path = of_parse_phandle_with_args(k, node, "interconnects", "#interconnect-cells",
		                                  index);
	return path >= 0 ? path : of_get_parent(k, node);
}

bool of_bus_is_indirect(const struct kernel *k, int node)
{
	const struct logic_pio_hwaddr *range = find_io_range_by_fwnode(k, node);

	return range && range->kind == LOGIC_PIO_INDIRECT;
}

/* From bus to bus; *HOST becomes the node whose functions must be asked, if there is one. */
static uint64_t travel_up(struct kernel *k, struct of_travel *t, int *host)
{
	/* interconnects may lead in a circle; no tree is deeper than that */
	for (int hops = 0; hops < FDT_MAX_DEPTH; hops++) {
		int above_node = of_address_parent(k, t->node, t->rprop);
		struct of_bus above;

		if (above_node < 0) {
			uint64_t at = of_travel_end(t);

			TELL(k, &says[AT_ROOT], at);
			return at;
		}
		if (of_bus_is_indirect(k, t->node)) {
			*host = t->node;
			TELL(k, &says[INDIRECT], name_id(of_node_path(k, t->node)),
			     number(t->cells + 1, t->bus.na - 1));
			return number(t->cells + 1, t->bus.na - 1);
		}
		above = of_match_bus(k, above_node);
		if (!of_bus_counts_ok(&above)) {
			const char *path = of_node_path(k, t->node);

			TELL(k, &says[BAD_COUNT], name_id(of_node_path(k, above_node)),
			     (uint32_t)above.na, (uint32_t)above.ns);
			printk(k, "OF: Bad cell count for %s", path);
			return OF_BAD_ADDR;
		}
		if (!cross(k, t, &above))
			return OF_BAD_ADDR;
		t->node = above_node;
		t->bus = above;
		TELL(k, &says[ON_BUS], name_id(of_node_path(k, t->node)), NAME(k, t->bus.name),
		     of_travel_place(t), WORD(t->bus.na), WORD(t->bus.ns));
	}
	return OF_BAD_ADDR;
}

uint64_t __of_translate_address(struct kernel *k, int node, const struct dt_cells *addr,
                                const char *rprop, int *host)
{
	struct of_travel t = { .node = of_address_parent(k, node, rprop),
		               .rprop = sim_name(k->sim, rprop) };

	*host = -1;
	ENTER(k, &outline_translate, name_id(of_node_path(k, node)), name_id(t.rprop));
	if (t.node < 0) {
		TELL(k, &says[NO_PARENT], name_id(of_node_path(k, node)));
		return leave_word(k, OF_BAD_ADDR);
	}
	t.bus = of_match_bus(k, t.node);
	if (!of_bus_counts_ok(&t.bus)) {
		TELL(k, &says[BAD_COUNT], name_id(of_node_path(k, t.node)), (uint32_t)t.bus.na,
		     (uint32_t)t.bus.ns);
		return leave_word(k, OF_BAD_ADDR);
	}
	of_travel_begin(&t, addr);
	TELL(k, &says[ON_BUS], name_id(of_node_path(k, t.node)), NAME(k, t.bus.name),
	     of_travel_place(&t), WORD(t.bus.na), WORD(t.bus.ns));
	return leave_word(k, travel_up(k, &t, host));
}

uint64_t of_translate_address(struct kernel *k, int node, const struct dt_cells *addr)
{
	int host;
	uint64_t at = __of_translate_address(k, node, addr, "ranges", &host);

	return host < 0 ? at : OF_BAD_ADDR;
}

uint64_t of_translate_dma_address(struct kernel *k, int node, const struct dt_cells *addr)
{
	int host;
	uint64_t at = __of_translate_address(k, node, addr, "dma-ranges", &host);

	return host < 0 ? at : OF_BAD_ADDR;
}
