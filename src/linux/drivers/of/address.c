/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/address.c: from a bus's addresses to physical ones, as far as the
 * booting kernel needs it for memory nodes and for dma-ranges.
 */
#include <string.h>

#include "linux/drivers/of/fdt.h"

#define OF_MAX_ADDR_CELLS 4
#define OF_BAD_ADDR       UINT64_MAX

enum { DMA_WINDOW, DMA_EMPTY };

static const struct sentence says[] = {
	[DMA_WINDOW] = { STEP_READ, LEVEL_STOP, 2, "na",
	                 N_("The dma-ranges of {0} end at {1}: no device below it reaches "
	                    "further.") },
	[DMA_EMPTY] = { STEP_READ, LEVEL_STEP, 1, "n",
	                N_("The dma-ranges of {0} are empty: its devices reach what the bus above "
	                   "reaches.") },
};

/* #address-cells or #size-cells for the children of path[DEPTH]: the nearest one upwards. */
static int cells_at(const struct kernel *k, const int *path, int depth, const char *name)
{
	uint32_t value;

	for (; depth >= 0; depth--)
		if (of_flat_dt_u32(k, path[depth], name, &value))
			return value <= OF_MAX_ADDR_CELLS ? (int)value : -1;
	return 1;
}

static bool counts_ok(int na, int ns)
{
	return na > 0 && ns > 0;
}

/* How many leading cells of an address on that bus are flags: one on PCI. */
static int flag_cells(const struct kernel *k, int bus)
{
	return of_flat_dt_string_is(k, bus, "device_type", "pci") ? 1 : 0;
}

static uint64_t number_at(const struct dt_cells *cells, int from, int n)
{
	struct dt_cells part = { .at = cells->at + from, .left = cells->left - from };

	return of_read_number(&part, n);
}

/*
 * of_translate_one(): ADDR, an address on the bus path[DEPTH], becomes one on the bus
 * above it; OF_BAD_ADDR when no window holds it.
 */
static uint64_t translate_one(const struct kernel *k, const int *path, int depth, uint64_t addr,
                              const char *rprop)
{
	struct dt_cells ranges = of_get_cells(k, path[depth], rprop);
	int na = cells_at(k, path, depth, "#address-cells");
	int ns = cells_at(k, path, depth, "#size-cells");
	int pna = cells_at(k, path, depth - 1, "#address-cells");
	int flags = flag_cells(k, path[depth]), above = flag_cells(k, path[depth - 1]);

	if (!ranges.at && strcmp(rprop, "dma-ranges") != 0)
		return OF_BAD_ADDR;
	if (ranges.left == 0)
		return addr;
	if (!counts_ok(na, ns) || pna <= 0)
		return OF_BAD_ADDR;
	while (ranges.left >= na + pna + ns) {
		uint64_t child = number_at(&ranges, flags, na - flags);
		uint64_t parent = number_at(&ranges, na + above, pna - above);
		uint64_t size = number_at(&ranges, na + pna, ns);

		if (addr >= child && addr - child < size)
			return parent + (addr - child);
		ranges.at += na + pna + ns;
		ranges.left -= na + pna + ns;
	}
	return OF_BAD_ADDR;
}

uint64_t of_translate_address(const struct kernel *k, const int *path, int depth,
                              struct dt_cells addr, const char *rprop)
{
	int na = cells_at(k, path, depth, "#address-cells");
	int flags = flag_cells(k, path[depth]);
	uint64_t at;

	if (na <= 0)
		return OF_BAD_ADDR;
	at = number_at(&addr, flags, na - flags);
	for (; depth > 0 && at != OF_BAD_ADDR; depth--)
		at = translate_one(k, path, depth, at, rprop);
	return at;
}

int of_address_to_resource(const struct kernel *k, const struct of_walk *walk, int index,
                           uint64_t *start, uint64_t *end)
{
	int bus = walk->depth - 1;
	struct dt_cells reg = of_get_cells(k, walk->node, "reg");
	int na, ns;

	if (bus < 0)
		return -EINVAL;
	na = cells_at(k, walk->path, bus, "#address-cells");
	ns = cells_at(k, walk->path, bus, "#size-cells");
	if (!counts_ok(na, ns) || index >= reg.left / (na + ns))
		return -EINVAL;
	reg.at += index * (na + ns);
	reg.left = na + ns;
	*start = of_translate_address(k, walk->path, bus, reg, "ranges");
	if (*start == OF_BAD_ADDR)
		return -EINVAL;
	*end = *start + number_at(&reg, na, ns) - 1;
	return 0;
}

/* The last physical address in the dma-ranges of the bus where WALK stands. */
static uint64_t dma_end(const struct kernel *k, const struct of_walk *walk, struct dt_cells ranges)
{
	int depth = walk->depth;
	int above = depth ? depth - 1 : 0;
	int na = cells_at(k, walk->path, depth, "#address-cells");
	int ns = cells_at(k, walk->path, depth, "#size-cells");
	int pna = cells_at(k, walk->path, above, "#address-cells");
	uint64_t end = 0;

	if (!counts_ok(na, ns) || pna <= 0)
		return PHYS_ADDR_MAX;
	while (ranges.left >= na + pna + ns) {
		struct dt_cells parent = { .at = ranges.at + na, .left = ranges.left - na };
		uint64_t base = of_translate_address(k, walk->path, above, parent, "dma-ranges");
		uint64_t size = number_at(&ranges, na + pna, ns);

		/* the kernel compares an end that is exclusive with one that is not */
		if (base + size > end)
			end = base + size - 1;
		ranges.at += na + pna + ns;
		ranges.left -= na + pna + ns;
	}
	return end;
}

static const struct outline outline_dma_max = {
	"of_dma_get_max_cpu_address",
	"drivers/of/address.c",
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
			uint64_t end = dma_end(k, &walk, ranges);

			max = min64(max, end);
			TELL(k, &says[DMA_WINDOW], name_id(of_flat_dt_name(k, walk.node)), end);
		} else if (ranges.at) {
			TELL(k, &says[DMA_EMPTY], name_id(of_flat_dt_name(k, walk.node)));
		}
	}
	return leave_word(k, max);
}
