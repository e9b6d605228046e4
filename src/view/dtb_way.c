/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of an address from a device's bus up to the CPU, bus by bus, as the kernel goes it. */
#include "view/dtb.h"

#include <string.h>

static struct dtb_hop *add_hop(struct dtb_way *way, const struct of_travel *t)
{
	struct dtb_hop *hop = &way->hops[way->count++];

	*hop = (struct dtb_hop){ .node = t->node, .bus = t->bus };
	if (of_bus_counts_ok(&t->bus))
		hop->address = of_travel_place(t);
	return hop;
}

/* Over the bus HOP; false when it cannot be crossed. */
static bool cross(struct dtb_hop *hop, const struct kernel *k, struct of_travel *t,
                  const struct of_bus *above)
{
	struct dt_cells ranges = of_get_cells(k, t->node, t->rprop);
	int entry = t->bus.na + above->na + t->bus.ns;

	hop->how = DTB_NO_RANGES;
	if (!ranges.at && strcmp(t->rprop, "dma-ranges"))
		return false;
	hop->how = DTB_SAME;
	if (!ranges.left) {
		of_travel_through(t, NULL, above);
		return true;
	}
	/* a size of many cells makes entries that no property holds */
	for (; entry > 0 && ranges.left >= entry; ranges.at += entry, ranges.left -= entry) {
		hop->windows++;
		hop->held = of_travel_window(t, &ranges, above);
		if (!hop->held.holds)
			continue;
		of_travel_through(t, &hop->held, above);
		hop->how = DTB_WINDOW;
		return true;
	}
	hop->how = DTB_NO_WINDOW;
	return false;
}

void dtb_way(struct dtb_way *way, const struct kernel *k, int node, struct dt_cells addr,
             const char *rprop)
{
	struct of_travel t = { .node = of_address_parent(k, node, rprop), .rprop = rprop };

	*way = (struct dtb_way){ .count = 0 };
	if (t.node < 0)
		return;
	t.bus = of_bus_of(k, t.node);
	if (!of_bus_counts_ok(&t.bus)) {
		add_hop(way, &t)->how = DTB_BAD_COUNT;
		return;
	}
	of_travel_begin(&t, &addr);
	for (;;) {
		struct dtb_hop *hop = add_hop(way, &t);
		int above_node = of_address_parent(k, t.node, rprop);
		struct of_bus above;

		if (above_node < 0) {
			hop->how = DTB_ROOT;
			way->at = of_travel_end(&t);
			way->arrived = true;
			return;
		}
		hop->how = DTB_INDIRECT;
		if (of_bus_is_indirect(k, t.node))
			return;
		above = of_bus_of(k, above_node);
		hop->how = DTB_BAD_COUNT;
		if (!of_bus_counts_ok(&above) || !cross(hop, k, &t, &above))
			return;
		if (way->count == BLOB_DEPTH_MAX) {
			hop->how = DTB_CIRCLE;
			return;
		}
		t.node = above_node;
		t.bus = above;
	}
}

bool dtb_window(struct of_window *window, const struct kernel *k, const struct dtb_hop *hop,
                const struct dtb_hop *above, const char *rprop, unsigned n)
{
	struct dt_cells ranges = of_get_cells(k, hop->node, rprop);
	int64_t entry = (int64_t)hop->bus.na + above->bus.na + hop->bus.ns;
	struct of_travel t = { .node = hop->node, .bus = hop->bus, .rprop = rprop };

	if (entry <= 0 || (int64_t)(n + 1) * entry > ranges.left)
		return false;
	ranges.at += n * entry;
	ranges.left -= (int)(n * entry);
	*window = of_travel_window(&t, &ranges, &above->bus);
	return true;
}
