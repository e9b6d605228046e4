/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/setup-bus.c, first part: how large must the windows of a bridge
 * be?  From the leaves of the tree to its root.
 */
#include "linux/drivers/pci/pci.h"

#include <inttypes.h>
#include <stdio.h>

#define SETUP_BUS_FILE "drivers/pci/setup-bus.c"

enum {
	PCI_P2P_DEFAULT_MEM_ALIGN = 0x100000,
	PCI_P2P_DEFAULT_IO_ALIGN = 0x1000,
	MEM_ORDERS = 24, /* alignments from 1 MiB to 8 TiB */
};

enum {
	COUNTED,
	TOO_LARGE,
	MINIMUM,
	UNUSED,
	SIZED,
	WISHED,
	PLACED_BEFORE,
	NO_SUCH_WINDOW,
	KIND_64,
	KIND_32,
	HAS_WINDOWS,
};

static const struct sentence says[] = {
	[COUNTED] = { STEP_COMPARE, LEVEL_STEP, 2, "nns",
	              N_("{0}, {1} goes through this window: {2} more.") },
	[TOO_LARGE] = { STEP_REFUSE, LEVEL_STOP, 2, "nnx",
	                N_("{0}, {1} would have to be aligned to {2}, which is too much: it is "
	                   "switched off.") },
	[MINIMUM] = { STEP_DECIDE, LEVEL_CALL, 3, "ns",
	              N_("Cards may be plugged in behind {0}, so the window gets {1} at least.") },
	[UNUSED] = { STEP_SET, LEVEL_CALL, 5, "n",
	             N_("Nothing behind {0} needs this window, so it stays shut.") },
	[SIZED] = { STEP_RESIZE, LEVEL_STOP, 4, "nnss",
	            N_("Bridge {0}: what is behind it needs {2} of {1}, aligned to {3}.") },
	[WISHED] = { STEP_SET, LEVEL_CALL, 4, "ns",
	             N_("{0} would like {1} more, if there is room.") },
	[PLACED_BEFORE] = { STEP_DECIDE, LEVEL_STEP, 1, "R", N_("{0} has its place already.") },
	[NO_SUCH_WINDOW] = { STEP_DECIDE, LEVEL_STEP, 1, "n",
	                     N_("The bridge above bus {0} has no such window.") },
	[KIND_64] = { STEP_DECIDE, LEVEL_STEP, 3, "n",
	              N_("Bus {0}: what has 64 bits and may be read ahead goes into the window of "
	                 "64 bits, all else into the other.") },
	[KIND_32] = { STEP_DECIDE, LEVEL_STEP, 3, "n",
	              N_("Bus {0}: what may be read ahead goes into the window for that.") },
	[HAS_WINDOWS] = { STEP_SET, LEVEL_STEP, 2, "n",
	                  N_("The windows that bridge {0} has are opened, without a size yet.") },
};

void add_to_list(struct kernel *k, struct pci_list *list, struct pci_dev *dev, struct resource *res,
                 resource_size_t add_size, resource_size_t min_align)
{
	struct pci_dev_resource *new = sim_alloc(k->sim, sizeof(*new));
	struct pci_dev_resource item = { .next = list->first,
		                         .res = res,
		                         .dev = dev,
		                         .start = res->start,
		                         .end = res->end,
		                         .flags = res->flags,
		                         .add_size = add_size,
		                         .min_align = min_align };

	SET(k, *new, item);
	list->first = new;
}

struct pci_dev_resource *res_to_dev_res(const struct pci_list *list, const struct resource *res)
{
	struct pci_dev_resource *item = list ? list->first : NULL;

	while (item && item->res != res)
		item = item->next;
	return item;
}

/* pci_bridge_check_ranges(): the windows that a bridge has are wanted, as far as we know. */
static void check_ranges(struct kernel *k, struct pci_dev *bridge)
{
	struct resource *io = &bridge->resource[PCI_BRIDGE_IO_WINDOW];
	struct resource *mem = &bridge->resource[PCI_BRIDGE_MEM_WINDOW];
	struct resource *pref = &bridge->resource[PCI_BRIDGE_PREF_MEM_WINDOW];

	SET(k, mem->flags, mem->flags | IORESOURCE_MEM);
	if (bridge->io_window)
		SET(k, io->flags, io->flags | IORESOURCE_IO);
	if (bridge->pref_window)
		SET(k, pref->flags, pref->flags | IORESOURCE_MEM | IORESOURCE_PREFETCH);
	if (bridge->pref_64_window)
		SET(k, pref->flags, pref->flags | IORESOURCE_MEM_64 | 1);
	TELL(k, &says[HAS_WINDOWS], DEV(bridge));
}

/* The window of that type that has no place yet, else one that has, else NULL. */
static struct resource *window_of_type(struct kernel *k, const struct pci_bus *bus, uint64_t mask,
                                       uint64_t type)
{
	struct resource *r, *placed = NULL;
	unsigned i;
	bool more;

	pci_bus_for_each_resource(bus, r, i, more)
	{
		if (!r || r == &k->ioport_resource || r == &k->iomem_resource ||
		    (r->flags & mask) != type)
			continue;
		if (!r->parent)
			return r;
		if (!placed)
			placed = r;
	}
	return placed;
}

/* What goes through a window, added up. */
struct need {
	resource_size_t size, more; /* must have; what lower bridges would like on top */
	resource_size_t align, more_align;
	resource_size_t aligns[MEM_ORDERS]; /* memory: how much of each alignment, from 1 MiB on */
	unsigned max_order;
};

/* A window of SIZE, but as large as MIN and OLD at least; OLD 1 is that of an empty one. */
static resource_size_t window_size(resource_size_t size, resource_size_t min, resource_size_t add,
                                   resource_size_t more, resource_size_t old, resource_size_t align)
{
	size = max64(size, min);
	size = max64(size, add) + more;
	size = max64(size, old == 1 ? 0 : old);
	return (size + align - 1) & ~(align - 1);
}

/* What one sizing is about. */
struct sizing {
	struct pci_bus *bus;
	struct resource *window;
	struct pci_list *realloc; /* NULL: what is optional is made part of what must be */
	resource_size_t min, add;
	const char *what;
};

static void shut(struct kernel *k, const struct sizing *s)
{
	struct resource *w = s->window;

	TELL(k, &says[UNUSED], BUS(s->bus));
	if (s->bus->self && (w->start || w->end))
		pci_info(k, s->bus->self, "disabling bridge window %s to %s (unused)", PR(w),
		         PR(&s->bus->busn_res));
	SET(k, w->flags, 0);
}

/* SIZE0 must be, SIZE1 would be good; both are 0 when nothing goes through. */
static void open_window(struct kernel *k, const struct sizing *s, resource_size_t size0,
                        resource_size_t size1, resource_size_t align, resource_size_t add_align)
{
	struct resource *w = s->window;
	char aligned[40] = "";

	if (!size0 && !size1) {
		shut(k, s);
		return;
	}
	SET(k, w->start, align);
	SET(k, w->end, align + size0 - 1);
	SET(k, w->flags, w->flags | IORESOURCE_STARTALIGN);
	if (s->bus->self)
		TELL(k, &says[SIZED], DEV(s->bus->self), NAME(k, s->what), size0, align);
	if (!s->bus->self || !s->realloc || size1 <= size0)
		return;
	add_to_list(k, s->realloc, s->bus->self, w, size1 - size0, add_align);
	TELL(k, &says[WISHED], DEV(s->bus->self), size1 - size0);
	if (w->flags & IORESOURCE_MEM)
		snprintf(aligned, sizeof(aligned), " add_align %" PRIx64, add_align);
	pci_info(k, s->bus->self, "bridge window %s to %s add_size %" PRIx64 "%s", PR(w),
	         PR(&s->bus->busn_res), size1 - size0, aligned);
}

static const struct outline outline_io = {
	"pbus_size_io",
	SETUP_BUS_FILE,
	"ns",
	'v',
	N_("How many ports must the window of a bridge pass on?"),
	N_("A window for ports is 4 KiB at least, even for a card with 32 ports."),
	{ N_("a window that has its place keeps its size"),
	  N_("add up the ports of all functions on the bus, and the windows of its bridges"),
	  N_("a bridge for hot-plugging keeps some more"), N_("round up to 4 KiB"),
	  N_("no ports at all: the window stays shut") }
};

static void pbus_size_io(struct kernel *k, struct pci_bus *bus, resource_size_t add,
                         struct pci_list *realloc)
{
	struct sizing s = { .bus = bus,
		            .realloc = realloc,
		            .min = realloc ? 0 : add,
		            .add = add,
		            .what = "ports" };
	struct need need = { .align = PCI_P2P_DEFAULT_IO_ALIGN };
	resource_size_t size0, size1, old, windows = 0;

	ENTER(k, &outline_io, BUS(bus), add);
	s.window = window_of_type(k, bus, IORESOURCE_IO, IORESOURCE_IO);
	if (!s.window || s.window->parent) {
		if (s.window)
			TELL(k, &says[PLACED_BEFORE], RES(s.window));
		else
			TELL(k, &says[NO_SUCH_WINDOW], BUS(bus));
		leave(k);
		return;
	}
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next)
		for (unsigned i = 0; i < PCI_NUM_RESOURCES; i++) {
			const struct resource *r = &dev->resource[i];
			const struct pci_dev_resource *wish = res_to_dev_res(realloc, r);

			if (r->parent || !(r->flags & IORESOURCE_IO))
				continue;
			if (resource_size(r) < 0x400)
				need.size += resource_size(r);
			else
				windows += resource_size(r);
			need.align = max64(need.align, resource_alignment(r));
			need.more += wish ? wish->add_size : 0;
			TELL(k, &says[COUNTED], DEV(dev), RES_NAME(k, dev, i), resource_size(r));
		}
	if (s.min)
		TELL(k, &says[MINIMUM], BUS(bus), s.min);
	old = resource_size(s.window);
	/* the minimum is one for the registers; windows of lower bridges come on top of it */
	need.size = max64(need.size, s.min) + windows;
	size0 = window_size(need.size, 0, 0, 0, old, need.align);
	size1 = size0;
	if (realloc && (add || need.more))
		size1 = window_size(need.size, 0, add, need.more, old, need.align);
	open_window(k, &s, size0, size1, need.align, need.align);
	leave(k);
}

/* The least alignment of a window with which everything in it can be aligned, too. */
static resource_size_t mem_align(const struct need *need)
{
	resource_size_t align = 0, least = 0;

	for (unsigned order = 0; order <= need->max_order; order++) {
		resource_size_t here = (resource_size_t)1 << (order + 20);

		if (!align)
			least = here;
		else if (((align + least + least - 1) & ~(least - 1)) < here)
			least = here >> 1;
		align += need->aligns[order];
	}
	return least;
}

/* log2 of the lowest bit, above 1 MiB; MEM_ORDERS when that is too much. */
static unsigned order_of(resource_size_t align)
{
	unsigned order = align ? (unsigned)__builtin_ctzll(align) : 63;

	return order < 20 ? 0 : order - 20 < MEM_ORDERS ? order - 20 : MEM_ORDERS;
}

/* One function's part of a memory window. */
static void count_memory(struct kernel *k, struct pci_dev *dev, unsigned i, struct need *need,
                         const struct pci_list *realloc)
{
	struct resource *r = &dev->resource[i];
	resource_size_t align = resource_alignment(r), size = resource_size(r);
	const struct pci_dev_resource *wish = res_to_dev_res(realloc, r);
	unsigned order = order_of(align);

	if (order >= MEM_ORDERS) {
		TELL(k, &says[TOO_LARGE], DEV(dev), RES_NAME(k, dev, i), align);
		pci_info(k, dev, "%s %s: disabling; bad alignment 0x%" PRIx64,
		         pci_resource_name(dev, i), PR(r), align);
		SET(k, r->flags, 0);
		return;
	}
	need->size += max64(size, align);
	if (size <= align)
		need->aligns[order] += align;
	if (order > need->max_order)
		need->max_order = order;
	if (wish) {
		need->more += wish->add_size;
		need->more_align = max64(need->more_align, wish->min_align);
	}
	TELL(k, &says[COUNTED], DEV(dev), RES_NAME(k, dev, i), max64(size, align));
}

static const struct outline outline_mem = {
	"pbus_size_mem",
	SETUP_BUS_FILE,
	"nxs",
	'e',
	N_("How much memory must one window of a bridge pass on?"),
	N_("A window for memory is 1 MiB at least, and everything behind a bridge must fit into "
	   "two of them."),
	{ N_("find the window of that kind; none: -ENOSPC, and its share goes elsewhere"),
	  N_("add up what belongs into it: registers, ROMs, windows of lower bridges"),
	  N_("a bridge for hot-plugging keeps some more"),
	  N_("round up to an alignment with which all of it can be aligned"),
	  N_("nothing at all: the window stays shut") }
};

/* Which resources go into a window: those whose flags, under MASK, are one of TYPES. */
struct kinds {
	uint64_t mask, types[3];
};

static bool belongs(const struct resource *r, const struct kinds *kinds)
{
	uint64_t type = r->flags & kinds->mask;

	return !r->parent && !(r->flags & IORESOURCE_PCI_FIXED) &&
	       (type == kinds->types[0] || type == kinds->types[1] || type == kinds->types[2]);
}

static int pbus_size_mem(struct kernel *k, struct pci_bus *bus, const struct kinds *kinds,
                         resource_size_t add, struct pci_list *realloc)
{
	struct sizing s = { .bus = bus, .realloc = realloc, .min = realloc ? 0 : add, .add = add };
	resource_size_t size0, size1, old, align, more_align;
	struct need need = { 0 };

	s.what = kinds->types[0] & IORESOURCE_PREFETCH ? "memory to be read ahead" : "memory";
	ENTER(k, &outline_mem, BUS(bus), kinds->types[0], add);
	s.window = window_of_type(k, bus, kinds->mask | IORESOURCE_PREFETCH, kinds->types[0]);
	if (!s.window) {
		TELL(k, &says[NO_SUCH_WINDOW], BUS(bus));
		return leave_int(k, -ENOSPC);
	}
	if (s.window->parent) {
		TELL(k, &says[PLACED_BEFORE], RES(s.window));
		return leave_int(k, 0);
	}
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next)
		for (unsigned i = 0; i < PCI_NUM_RESOURCES; i++)
			if (belongs(&dev->resource[i], kinds))
				count_memory(k, dev, i, &need, realloc);
	if (s.min)
		TELL(k, &says[MINIMUM], BUS(bus), s.min);
	align = max64(mem_align(&need), PCI_P2P_DEFAULT_MEM_ALIGN);
	more_align = max64(align, need.more_align);
	old = resource_size(s.window);
	size0 = window_size(need.size, s.min, 0, 0, old, align);
	size1 = size0;
	if (realloc && (add || need.more))
		size1 = window_size(need.size, s.min, add, need.more, old, more_align);
	open_window(k, &s, size0, size1, align, more_align);
	return leave_int(k, 0);
}

static const struct outline outline_size = {
	"__pci_bus_size_bridges",
	SETUP_BUS_FILE,
	"n",
	'v',
	N_("Finds out how large the windows of all bridges below a bus must be."),
	N_("The windows of the root bus are not sized: the device tree says how large they are."),
	{ N_("first the buses behind the bridges of this one"),
	  N_("a bridge has a window for ports, one for memory, one for reading ahead"),
	  N_("with a window of 64 bits for reading ahead, only what fits that kind goes into it"),
	  N_("size each of its windows") }
};

/* The windows of the bridge above BUS. */
static void size_windows(struct kernel *k, struct pci_bus *bus, struct pci_list *realloc)
{
	const uint64_t pref = IORESOURCE_MEM | IORESOURCE_PREFETCH;
	const struct pci_state *state = pci_state(k);
	struct kinds mem = { IORESOURCE_MEM, { IORESOURCE_MEM, IORESOURCE_MEM, IORESOURCE_MEM } };
	struct kinds wide = { pref | IORESOURCE_MEM_64,
		              { pref | IORESOURCE_MEM_64, pref | IORESOURCE_MEM_64,
		                pref | IORESOURCE_MEM_64 } };
	struct kinds narrow = { pref, { pref, pref, pref } };
	bool hotplug = bus->self->is_hotplug_bridge, done = false;
	resource_size_t add = hotplug ? state->hotplug_mmio_size : 0;
	resource_size_t add_pref = hotplug ? state->hotplug_mmio_pref_size : 0;

	pbus_size_io(k, bus, hotplug ? state->hotplug_io_size : 0, realloc);
	if (bus->self->resource[PCI_BRIDGE_PREF_MEM_WINDOW].flags & IORESOURCE_MEM_64 &&
	    !pbus_size_mem(k, bus, &wide, add_pref, realloc)) {
		TELL(k, &says[KIND_64], BUS(bus));
		mem.mask = wide.mask;
		mem.types[1] = pref;
		mem.types[2] = IORESOURCE_MEM | IORESOURCE_MEM_64;
		done = true;
	}
	if (!done) {
		if (!pbus_size_mem(k, bus, &narrow, add_pref, realloc)) {
			TELL(k, &says[KIND_32], BUS(bus));
			mem.mask = narrow.mask;
		} else {
			add += add_pref;
		}
	}
	pbus_size_mem(k, bus, &mem, add, realloc);
}

void __pci_bus_size_bridges(struct kernel *k, struct pci_bus *bus, struct pci_list *realloc)
{
	ENTER(k, &outline_size, BUS(bus));
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next)
		if (dev->subordinate)
			__pci_bus_size_bridges(k, dev->subordinate, realloc);
	if (!pci_is_root_bus(bus)) {
		check_ranges(k, bus->self);
		size_windows(k, bus, realloc);
	}
	leave(k);
}
