/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/address.c, second part: a device's addresses as resources, the windows of a
 * bus, and how far DMA reaches.
 */
#include <string.h>

#include "linux/drivers/of/address.h"
#include "linux/include/logic_pio.h"

#define ADDRESS_FILE       "drivers/of/address.c"
#define PCI_BASE_ADDRESS_0 0x10 /* where the BARs begin in a PCI device's registers */

enum { NO_ENTRY, NO_KIND, NOT_TRANSLATED, OUT_OF_BOUNDS, TRANSLATED, NAMED };
enum { DMA_WINDOW, DMA_EMPTY };

static const struct sentence says[] = {
	[NO_ENTRY] = { STEP_READ, LEVEL_STEP, 1, "nnd", N_("The {0} of {1} has no entry {2}.") },
	[NO_KIND] = { STEP_REFUSE, LEVEL_CALL, 2, "nd",
	              N_("Entry {1} of {0} is neither memory nor ports, so it is no resource.") },
	[NOT_TRANSLATED] = { STEP_REFUSE, LEVEL_CALL, 3, "nd",
	                     N_("Entry {1} of {0} leads to no address of the CPU, so there is no "
	                        "resource for it.") },
	[OUT_OF_BOUNDS] = { STEP_REFUSE, LEVEL_STOP, 3, "ndas",
	                    N_("Entry {1} of {0} begins at {2} and has {3}, which passes the last "
	                       "address there is, so it is no resource.") },
	[TRANSLATED] = { STEP_READ, LEVEL_STEP, 4, "drn",
	                 N_("Entry {0} is {1}; it is called {2}, like the node.") },
	[NAMED] = { STEP_READ, LEVEL_STEP, 4, "drn",
	            N_("Entry {0} is {1}; the node's reg-names call it {2}.") },
};

static const struct sentence dma_says[] = {
	[DMA_WINDOW] = { STEP_READ, LEVEL_STOP, 2, "na",
	                 N_("The dma-ranges of {0} end at {1}: no device below it reaches "
	                    "further.") },
	[DMA_EMPTY] = { STEP_READ, LEVEL_STEP, 1, "n",
	                N_("The dma-ranges of {0} are empty: its devices reach what the bus above "
	                   "reaches.") },
};

/* __of_address_resource_bounds(): may SIZE bytes from START on be a resource? */
static bool is_in_bounds(const struct kernel *k, uint64_t start, uint64_t size)
{
	if (!profile_has(k->profile, FEATURE_OF_RESOURCE_BOUNDS))
		return true;
	return start <= phys_addr_max(k) && (!size || size - 1 <= phys_addr_max(k) - start);
}

static uint64_t number_at(const struct dt_cells *cells, int from, int n)
{
	struct dt_cells part = { cells->at + from, cells->left - from, cells->beyond };

	return of_read_number(&part, n);
}

/* What the first cell of an address on BUS says, as IORESOURCE_*; 0: neither memory nor ports. */
static uint64_t bus_flags(const struct of_bus *bus, uint32_t first)
{
	uint64_t flags = 0;

	if (!bus->flag_cells)
		return IORESOURCE_MEM;
	if (!strcmp(bus->name, "isa"))
		return first & 1 ? IORESOURCE_IO : IORESOURCE_MEM;
	if (!bus->is_pci)
		return first;
	if ((first >> 24 & 3) == 1)
		flags = IORESOURCE_IO;
	else if (first >> 24 & 3)
		flags = IORESOURCE_MEM;
	if ((first >> 24 & 3) == 3)
		flags |= IORESOURCE_MEM_64;
	return first & 0x40000000 ? flags | IORESOURCE_PREFETCH : flags;
}

/* Which entry of a node is meant: by its position, or, on PCI, by the BAR that it is for. */
struct wanted {
	int index, bar; /* one of them is -1 */
};

/* An entry of a node's addresses. */
struct found {
	struct dt_cells at;
	uint64_t size, flags;
	const char *property;
};

/* __of_get_address(): false when NODE has no such entry. */
static bool get_address(struct kernel *k, int node, struct wanted want, struct found *found)
{
	int parent = of_get_parent(k, node), entry;
	struct of_bus bus;
	struct dt_cells reg;

	found->property = "reg";
	if (parent < 0)
		return false;
	bus = of_match_bus(k, parent);
	found->property = bus.addresses;
	if ((want.bar >= 0 && !bus.is_pci) || bus.na <= 0 || bus.na > OF_MAX_ADDR_CELLS)
		return false;
	reg = of_get_cells(k, node, bus.addresses);
	if (!reg.at || bus.ns < -bus.na || bus.ns > reg.left - bus.na)
		return false;
	entry = bus.na + bus.ns;
	for (int i = 0; reg.left >= entry; i++, reg.at += entry, reg.left -= entry) {
		uint32_t first = (uint32_t)number_at(&reg, 0, 1);

		if (i == want.index ||
		    (want.bar >= 0 &&
		     (first & 0xff) == (uint32_t)want.bar * 4 + PCI_BASE_ADDRESS_0)) {
			found->at = reg;
			found->size = number_at(&reg, bus.na, bus.ns);
			found->flags = bus_flags(&bus, first);
			return true;
		}
		if (!entry && i > want.index)
			return false;
	}
	return false;
}

/* of_translate_ioport(): the first port of a range of ports. */
static uint64_t translate_ioport(struct kernel *k, int node, const struct found *found)
{
	int host;
	uint64_t at = __of_translate_address(k, node, &found->at, "ranges", &host);

	return host < 0 ? pci_address_to_pio(k, at)
	                : logic_pio_trans_hwaddr(k, host, at, found->size);
}

static const struct outline outline_resource = {
	"__of_address_to_resource",
	ADDRESS_FILE,
	"nd",
	'e',
	N_("Makes a resource of one entry of a node's addresses."),
	N_("The size is not translated, and only the first byte must lie in a window: the rest may "
	   "run over its end."),
	{ N_("find the entry; when there is none, -EINVAL"), N_("is it memory or ports?"),
	  N_("translate its first address; if that fails, -EINVAL"),
	  N_("the resource: from there, as long as the entry says, named by reg-names or the "
	     "node") }
};

static int to_resource(struct kernel *k, int node, struct wanted want, struct resource *res)
{
	const char *name = of_flat_dt_name(k, node), *given = NULL;
	struct found found = { 0 };
	int index = want.index >= 0 ? want.index : want.bar;
	uint64_t start = OF_BAD_ADDR;

	ENTER(k, &outline_resource, name_id(of_node_path(k, node)), WORD(index));
	if (!get_address(k, node, want, &found)) {
		TELL(k, &says[NO_ENTRY], NAME(k, found.property), name_id(name), WORD(index));
		return leave_int(k, -EINVAL);
	}
	if (want.index >= 0)
		given = of_property_string_at(k, node, "reg-names", want.index);
	if (!(found.flags & (IORESOURCE_MEM | IORESOURCE_IO))) {
		TELL(k, &says[NO_KIND], name_id(name), WORD(index));
		return leave_int(k, -EINVAL);
	}
	start = found.flags & IORESOURCE_MEM ? of_translate_address(k, node, &found.at)
	                                     : translate_ioport(k, node, &found);
	if (start == OF_BAD_ADDR) {
		TELL(k, &says[NOT_TRANSLATED], name_id(name), WORD(index));
		return leave_int(k, -EINVAL);
	}
	if (!is_in_bounds(k, start, found.size)) {
		TELL(k, &says[OUT_OF_BOUNDS], name_id(name), WORD(index), start, found.size);
		return leave_int(k, -EOVERFLOW);
	}
	/* a resource_size_t may be shorter than what the tree can say: the rest is cut off */
	*res = (struct resource){ .start = start & phys_addr_max(k),
		                  .end = (start + found.size - 1) & phys_addr_max(k),
		                  .flags = found.flags,
		                  .name = given ? given : name };
	TELL(k, &says[given ? NAMED : TRANSLATED], WORD(index), RES(res));
	return leave_int(k, 0);
}

int of_address_to_resource(struct kernel *k, int node, int index, struct resource *res)
{
	return to_resource(k, node, (struct wanted){ index, -1 }, res);
}

int of_pci_address_to_resource(struct kernel *k, int node, int bar, struct resource *res)
{
	return to_resource(k, node, (struct wanted){ -1, bar }, res);
}

int of_address_count(struct kernel *k, int node)
{
	struct resource res;
	int count = 0;

	while (!of_address_to_resource(k, node, count, &res))
		count++;
	return count;
}

/* ---- the windows of a bus ---- */

static int parser_init(struct kernel *k, struct of_pci_range_parser *parser, int node,
                       const char *name)
{
	int parent = of_get_parent(k, node);

	*parser = (struct of_pci_range_parser){
		.node = node,
		.bus = of_match_bus(k, node),
		.range = of_get_cells(k, node, name),
		.na = of_bus_n_addr_cells(k, node),
		.ns = of_bus_n_size_cells(k, node),
		.pna = of_bus_n_addr_cells(k, parent < 0 ? node : parent),
		.dma = !strcmp(name, "dma-ranges"),
	};
	return parser->range.at ? 0 : -ENOENT;
}

int of_pci_range_parser_init(struct kernel *k, struct of_pci_range_parser *parser, int node)
{
	return parser_init(k, parser, node, "ranges");
}

int of_pci_dma_range_parser_init(struct kernel *k, struct of_pci_range_parser *parser, int node)
{
	return parser_init(k, parser, node, "dma-ranges");
}

/* Cells of one entry; 0 when the counts are such that no property can hold one. */
static int entry_cells(const struct of_pci_range_parser *p)
{
	int64_t cells = (int64_t)p->na + p->pna + p->ns;

	if (p->na < p->bus.flag_cells || p->pna <= 0 || p->ns < 0 || cells > p->range.left)
		return 0;
	return (int)cells;
}

/* The entry where the parser stands; false at the end. */
static bool read_entry(struct kernel *k, const struct of_pci_range_parser *p,
                       struct of_pci_range *range)
{
	struct dt_cells cpu;
	int flags = p->bus.flag_cells;

	if (!p->range.at || !entry_cells(p))
		return false;
	cpu = (struct dt_cells){ p->range.at + p->na, p->range.left - p->na, p->range.beyond };
	range->flags = bus_flags(&p->bus, (uint32_t)number_at(&p->range, 0, 1));
	range->bus_addr = number_at(&p->range, flags, p->na - flags);
	range->size = number_at(&p->range, p->na + p->pna, p->ns);
	range->cpu_addr = p->dma ? of_translate_dma_address(k, p->node, &cpu)
	                         : of_translate_address(k, p->node, &cpu);
	return true;
}

static void next_entry(struct of_pci_range_parser *p)
{
	int cells = entry_cells(p);

	p->range.at += cells;
	p->range.left -= cells;
}

bool of_pci_range_parser_one(struct kernel *k, struct of_pci_range_parser *parser,
                             struct of_pci_range *range)
{
	struct of_pci_range next;

	if (!read_entry(k, parser, range))
		return false;
	next_entry(parser);
	while (read_entry(k, parser, &next) && next.flags == range->flags &&
	       next.bus_addr == range->bus_addr + range->size &&
	       next.cpu_addr == range->cpu_addr + range->size) {
		range->size += next.size;
		next_entry(parser);
	}
	return true;
}

int of_pci_range_to_resource(struct kernel *k, const struct of_pci_range *range, int node,
                             struct resource *res)
{
	uint64_t start = range->cpu_addr;
	int err = 0;

	*res = (struct resource){ .start = OF_BAD_ADDR,
		                  .end = OF_BAD_ADDR,
		                  .flags = range->flags,
		                  .name = of_flat_dt_name(k, node) };
	if (range->flags & IORESOURCE_IO) {
		err = pci_register_io_range(k, node, range->cpu_addr, range->size);
		if (err)
			return err;
		start = pci_address_to_pio(k, range->cpu_addr);
		if (start == LOGIC_PIO_NONE)
			return -EINVAL;
	}
	if (range->flags & IORESOURCE_MEM && start > phys_addr_max(k))
		return -EINVAL;
	if (!is_in_bounds(k, start, range->size))
		return -EOVERFLOW;
	res->start = start;
	res->end = (start + range->size - 1) & phys_addr_max(k);
	return 0;
}

/* ---- how far DMA reaches ---- */

/* The last physical address in the dma-ranges of NODE. */
static uint64_t dma_end(struct kernel *k, int node)
{
	struct of_pci_range_parser parser;
	struct of_pci_range range;
	uint64_t end = 0;

	of_pci_dma_range_parser_init(k, &parser, node);
	while (of_pci_range_parser_one(k, &parser, &range)) {
		/* the kernel compares an end that is exclusive with one that is not */
		if (range.cpu_addr + range.size > end)
			end = range.cpu_addr + range.size - 1;
	}
	return end;
}

static const struct outline outline_dma_max = {
	"of_dma_get_max_cpu_address",
	ADDRESS_FILE,
	"",
	'a',
	N_("Finds the last address that every bus in the tree can reach for DMA."),
	N_("A bus without dma-ranges says nothing, so it does not lower the limit."),
	{ N_("go over all nodes that are available, with all above them"),
	  N_("a node with dma-ranges: the last physical address of its windows"),
	  N_("the smallest of all counts; without any there is no limit") }
};

phys_addr_t of_dma_get_max_cpu_address(struct kernel *k)
{
	struct of_walk walk = { .node = -1 };
	phys_addr_t max = PHYS_ADDR_MAX;
	int off = FDT_MAX_DEPTH; /* nodes deeper than this stand below one that is off */

	ENTER(k, &outline_dma_max);
	while (of_next_node(k, &walk)) {
		struct dt_cells ranges;

		if (walk.depth > off)
			continue;
		off = FDT_MAX_DEPTH;
		if (walk.depth && !of_fdt_device_is_available(k, walk.node)) {
			off = walk.depth;
			continue;
		}
		ranges = of_get_cells(k, walk.node, "dma-ranges");
		if (ranges.left > 0) {
			uint64_t end = dma_end(k, walk.node);

			max = min64(max, end);
			TELL(k, &dma_says[DMA_WINDOW], name_id(of_flat_dt_name(k, walk.node)), end);
		} else if (ranges.at) {
			TELL(k, &dma_says[DMA_EMPTY], name_id(of_flat_dt_name(k, walk.node)));
		}
	}
	return leave_word(k, max);
}
