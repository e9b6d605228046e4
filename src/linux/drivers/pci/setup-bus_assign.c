/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/setup-bus.c, second part: addresses are given out, from the root
 * to the leaves, and on each bus from the largest to the smallest.
 */
#include "linux/drivers/pci/pci.h"

#include <inttypes.h>

#define SETUP_BUS_FILE "drivers/pci/setup-bus.c"

enum {
	LEFT_ALONE,
	SORTED,
	BOGUS,
	FIXED,
	WITH_WISHES,
	WISHES_MET,
	WISHES_FAILED,
	GOES_WITHOUT,
	NOT_ADDED,
};

static const struct sentence says[] = {
	[LEFT_ALONE] = { STEP_DECIDE, LEVEL_STEP, 1, "n",
	                 N_("{0} is a host bridge itself or says no class: nothing of it is "
	                    "moved.") },
	[SORTED] = { STEP_COMPARE, LEVEL_CALL, 1, "dnnn",
	             N_("On bus {1} {0} resources want a place; the one with the largest "
	                "alignment comes first: {2}, {3}.") },
	[BOGUS] = { STEP_REFUSE, LEVEL_STOP, 1, "nn",
	            N_("{0}, {1}: what it must be aligned to is not known, so it is left out.") },
	[FIXED] = { STEP_LINK, LEVEL_CALL, 1, "nR",
	            N_("{0}: {1} may not move, so it is put where it is.") },
	[WITH_WISHES] = { STEP_DECIDE, LEVEL_STEP, 1, "",
	                  N_("First everything is tried as large as it would like to be.") },
	[WISHES_MET] = { STEP_DECIDE, LEVEL_STEP, 2, "",
	                 N_("Everything has its place, and what it wished for on top.") },
	[WISHES_FAILED] = { STEP_DECIDE, LEVEL_CALL, 3, "",
	                    N_("Not everything fits with its wishes, so what must be comes first "
	                       "and the wishes after it.") },
	[GOES_WITHOUT] = { STEP_REFUSE, LEVEL_STEP, 2, "nn",
	                   N_("{0}, {1} got no place and is forgotten.") },
	[NOT_ADDED] = { STEP_REFUSE, LEVEL_STEP, 4, "nns",
	                N_("{0}, {1}: its wish for {2} more is not met.") },
};

static const struct outline outline_sort = {
	"pdev_sort_resources",
	SETUP_BUS_FILE,
	"n",
	'v',
	N_("Puts what a function needs into the list, the largest alignment first."),
	N_("What is placed already stays out of it, and so does what may not move."),
	{ N_("each resource without a place, before the first that has a smaller alignment") }
};

/* Behind all that have the same alignment or a larger one. */
static void insert_sorted(struct kernel *k, struct pci_list *head, struct pci_dev *dev,
                          struct resource *res)
{
	struct pci_list one = { NULL };
	struct pci_dev_resource *at = head->first, *before = NULL;

	add_to_list(k, &one, dev, res, 0, 0);
	while (at && resource_alignment(res) <= resource_alignment(at->res)) {
		before = at;
		at = at->next;
	}
	SET(k, one.first->next, at);
	if (before)
		SET(k, before->next, one.first);
	else
		head->first = one.first;
}

static void sort_resources(struct kernel *k, struct pci_dev *dev, struct pci_list *head)
{
	uint32_t class = pci_class(dev);

	ENTER(k, &outline_sort, DEV(dev));
	if (class == PCI_CLASS_NOT_DEFINED || class == PCI_CLASS_BRIDGE_HOST ||
	    (class == PCI_CLASS_SYSTEM_PIC &&
	     pci_read_command(dev) & (PCI_COMMAND_IO | PCI_COMMAND_MEMORY))) {
		TELL(k, &says[LEFT_ALONE], DEV(dev));
		leave(k);
		return;
	}
	for (unsigned i = 0; i < PCI_NUM_RESOURCES; i++) {
		struct resource *r = &dev->resource[i];

		if (!r->flags || r->flags & IORESOURCE_PCI_FIXED || r->parent)
			continue;
		if (resource_alignment(r)) {
			insert_sorted(k, head, dev, r);
			continue;
		}
		TELL(k, &says[BOGUS], DEV(dev), RES_NAME(k, dev, i));
		if (k->profile->features & FEATURE_PCI_RESOURCE_NAMES)
			pci_info(k, dev, "BAR %u: %s has bogus alignment", i, PR(r));
		else
			pci_info(k, dev, "BAR %u: %s has bogus alignment", i, PR(r));
	}
	leave(k);
}

static unsigned index_of(const struct pci_dev_resource *item)
{
	return (unsigned)(item->res - item->dev->resource);
}

/* reset_resource(): it is as if there were none. */
static void reset(struct kernel *k, struct resource *res)
{
	SET(k, res->start, 0);
	SET(k, res->end, 0);
	SET(k, res->flags, 0);
}

static const struct outline outline_requested = {
	"assign_requested_resources_sorted",
	SETUP_BUS_FILE,
	"",
	'v',
	N_("Gives each resource of the list its place, in the list's order."),
	NULL,
	{ N_("one after the other, each takes the lowest room"),
	  N_("what finds none is remembered, if somebody asks, and forgotten") }
};

static void assign_requested(struct kernel *k, const struct pci_list *head, struct pci_list *fail)
{
	ENTER(k, &outline_requested);
	for (struct pci_dev_resource *at = head->first; at; at = at->next) {
		unsigned i = index_of(at);

		if (!resource_size(at->res) || !pci_assign_resource(k, at->dev, i))
			continue;
		if (fail && (i != PCI_ROM_RESOURCE || at->res->flags & IORESOURCE_ROM_ENABLE))
			add_to_list(k, fail, at->dev, at->res, 0, 0);
		TELL(k, &says[GOES_WITHOUT], DEV(at->dev), RES_NAME(k, at->dev, i));
		reset(k, at->res);
	}
	leave(k);
}

static void take_from_list(struct kernel *k, struct pci_list *list, const struct resource *res)
{
	struct pci_dev_resource *at = list->first, *before = NULL;

	for (; at && at->res != res; at = at->next)
		before = at;
	if (!at)
		return;
	if (before)
		SET(k, before->next, at->next);
	else
		list->first = at->next;
}

/* reassign_resources_sorted(): who wished for more may have it, as far as there is room. */
static void reassign(struct kernel *k, struct pci_list *realloc, const struct pci_list *head)
{
	for (struct pci_dev_resource *wish = realloc->first, *next; wish; wish = next) {
		struct resource *res = wish->res;

		next = wish->next;
		if (res->flags) {
			if (!res_to_dev_res(head, res))
				continue;
			if (!resource_size(res)) {
				SET(k, res->start, wish->min_align);
				SET(k, res->end, wish->min_align + wish->add_size - 1);
				if (pci_assign_resource(k, wish->dev, index_of(wish)))
					reset(k, res);
			} else {
				SET(k, res->flags,
				    res->flags | (wish->flags &
				                  (IORESOURCE_STARTALIGN | IORESOURCE_SIZEALIGN)));
				if (pci_reassign_resource(k, wish->dev, index_of(wish),
				                          wish->add_size, wish->min_align)) {
					TELL(k, &says[NOT_ADDED], DEV(wish->dev),
					     RES_NAME(k, wish->dev, index_of(wish)),
					     wish->add_size);
					pci_info(k, wish->dev, "%s %s: failed to add %" PRIx64,
					         pci_resource_name(wish->dev, index_of(wish)),
					         PR(res), wish->add_size);
				}
			}
		}
		take_from_list(k, realloc, res);
	}
}

/* Each resource of HEAD becomes as large as it would like to be. */
static void add_wishes(struct kernel *k, struct pci_list *head, const struct pci_list *realloc)
{
	for (struct pci_dev_resource *at = head->first, *next; at; at = next) {
		struct pci_dev_resource *wish = res_to_dev_res(realloc, at->res);
		struct resource *res = at->res;

		next = at->next;
		if (!wish)
			continue;
		SET(k, res->end, res->end + wish->add_size);
		if (!(res->flags & IORESOURCE_STARTALIGN) || wish->min_align <= res->start)
			continue;
		SET(k, res->end, res->end - res->start + wish->min_align);
		SET(k, res->start, wish->min_align);
		/* its alignment is another one now, and with it its place in the list */
		take_from_list(k, head, res);
		insert_sorted(k, head, at->dev, res);
	}
}

static uint64_t fail_types(const struct pci_list *fail)
{
	uint64_t mask = 0;

	for (const struct pci_dev_resource *at = fail->first; at; at = at->next)
		mask |= at->flags;
	return mask & (IORESOURCE_IO | IORESOURCE_MEM | IORESOURCE_PREFETCH);
}

/* pci_need_to_release(): might its place help those that failed? */
static bool need_to_release(uint64_t mask, const struct resource *res)
{
	if (res->flags & IORESOURCE_IO)
		return mask & IORESOURCE_IO;
	if (res->flags & IORESOURCE_PREFETCH)
		return mask & IORESOURCE_PREFETCH ||
		       (mask & IORESOURCE_MEM && !(res->parent->flags & IORESOURCE_PREFETCH));
	return res->flags & IORESOURCE_MEM && mask & IORESOURCE_MEM;
}

/* Everything at once with its wishes: true when all of it found a place. */
static bool assign_with_wishes(struct kernel *k, struct pci_list *head, struct pci_list *realloc)
{
	struct pci_list saved = { NULL }, failed = { NULL };
	uint64_t mask;

	TELL(k, &says[WITH_WISHES]);
	for (struct pci_dev_resource *at = head->first; at; at = at->next)
		add_to_list(k, &saved, at->dev, at->res, 0, 0);
	add_wishes(k, head, realloc);
	assign_requested(k, head, &failed);
	if (!failed.first) {
		for (struct pci_dev_resource *at = head->first; at; at = at->next)
			take_from_list(k, realloc, at->res);
		TELL(k, &says[WISHES_MET]);
		return true;
	}
	mask = fail_types(&failed);
	for (struct pci_dev_resource *at = head->first, *next; at; at = next) {
		next = at->next;
		if (!at->res->parent)
			continue;
		if (need_to_release(mask, at->res)) {
			release_resource(k, at->res);
			continue;
		}
		take_from_list(k, realloc, at->res);
		take_from_list(k, &saved, at->res);
		take_from_list(k, head, at->res);
	}
	for (struct pci_dev_resource *at = saved.first; at; at = at->next) {
		SET(k, at->res->start, at->start);
		SET(k, at->res->end, at->end);
		SET(k, at->res->flags, at->flags);
	}
	TELL(k, &says[WISHES_FAILED]);
	return false;
}

static const struct outline outline_sorted = {
	"__assign_resources_sorted",
	SETUP_BUS_FILE,
	"",
	'v',
	N_("Gives the functions of one bus their addresses."),
	N_("Large before small leaves no gaps: each size is a power of two and aligned to itself."),
	{ N_("with wishes for more: try everything as large as it would like to be"),
	  N_("that fits: done"),
	  N_("otherwise give back what stands in the way, and place what must be"),
	  N_("then grant wishes, as far as there is room") }
};

static void assign_sorted(struct kernel *k, struct pci_list *head, struct pci_list *realloc,
                          struct pci_list *fail)
{
	ENTER(k, &outline_sorted);
	if (!realloc || !realloc->first || !assign_with_wishes(k, head, realloc)) {
		assign_requested(k, head, fail);
		if (realloc)
			reassign(k, realloc, head);
	}
	leave(k);
}

static void tell_order(struct kernel *k, const struct pci_bus *bus, const struct pci_list *head)
{
	uint64_t count = 0;

	for (const struct pci_dev_resource *at = head->first; at; at = at->next)
		count++;
	if (count)
		TELL(k, &says[SORTED], count, BUS(bus), DEV(head->first->dev),
		     RES_NAME(k, head->first->dev, index_of(head->first)));
}

/* What may not move is linked below the first window that holds it, as far up as need be. */
static void assign_fixed(struct kernel *k, struct pci_dev *dev)
{
	const uint64_t mask = IORESOURCE_IO | IORESOURCE_MEM | IORESOURCE_PREFETCH;

	for (unsigned n = 0; n < PCI_NUM_RESOURCES; n++) {
		struct resource *r = &dev->resource[n], *w;
		unsigned i;
		bool more;

		if (r->parent || !(r->flags & IORESOURCE_PCI_FIXED) ||
		    !(r->flags & (IORESOURCE_IO | IORESOURCE_MEM)))
			continue;
		for (struct pci_bus *bus = dev->bus; bus && !r->parent; bus = bus->parent)
			pci_bus_for_each_resource(
				bus, w, i, more) if (w && (r->flags & mask) == (w->flags & mask) &&
			                             resource_contains(w, r) &&
			                             !request_resource(k, w, r))
				TELL(k, &says[FIXED], DEV(dev), RES(r));
	}
}

static const struct outline outline_assign = {
	"__pci_bus_assign_resources",
	SETUP_BUS_FILE,
	"n",
	'v',
	N_("Gives out addresses on a bus, then on the buses behind its bridges."),
	N_("A bridge's window is placed like a card's register; what is behind the bridge comes "
	   "into it afterwards."),
	{ N_("all functions of this bus, windows of bridges included, sorted by alignment"),
	  N_("then the buses behind the bridges, each inside its windows"),
	  N_("write the windows into the bridge") }
};

void __pci_bus_assign_resources(struct kernel *k, struct pci_bus *bus, struct pci_list *realloc,
                                struct pci_list *fail)
{
	struct pci_list head = { NULL };

	ENTER(k, &outline_assign, BUS(bus));
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next)
		sort_resources(k, dev, &head);
	tell_order(k, bus, &head);
	assign_sorted(k, &head, realloc, fail);
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next) {
		assign_fixed(k, dev);
		if (!dev->subordinate)
			continue;
		__pci_bus_assign_resources(k, dev->subordinate, realloc, fail);
		if (!pci_is_enabled(dev))
			pci_setup_bridge(k, dev->subordinate);
	}
	leave(k);
}

static const struct outline outline_unassigned = {
	"pci_assign_unassigned_bus_resources",
	SETUP_BUS_FILE,
	"n",
	'v',
	N_("Gives addresses to what has none on a bus that runs already."),
	N_("The windows of bridges that are in use keep their size, so a new card may find no "
	   "room."),
	{ N_("how large would the windows of its bridges have to be?"),
	  N_("place what has no place yet") }
};

void pci_assign_unassigned_bus_resources(struct kernel *k, struct pci_bus *bus)
{
	struct pci_list wishes = { NULL };

	ENTER(k, &outline_unassigned, BUS(bus));
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next)
		if (dev->subordinate)
			__pci_bus_size_bridges(k, dev->subordinate, &wishes);
	__pci_bus_assign_resources(k, bus, &wishes, NULL);
	leave(k);
}

static const struct outline outline_all = {
	"pci_assign_unassigned_resources",
	SETUP_BUS_FILE,
	"",
	'v',
	N_("Gives addresses to what the firmware left without one."),
	N_("What the firmware placed is in the tree by now and stays where it is."),
	{ N_("for each root bus: how large must windows be that have no place yet?"),
	  N_("then give out addresses, and more where cards may be plugged in"),
	  N_("print what each bus passes on") }
};

/* pci_bus_dump_resources() */
static void dump(struct kernel *k, const struct pci_bus *bus)
{
	struct resource *res;
	unsigned i;
	bool more;

	pci_bus_for_each_resource(bus, res, i, more)
	{
		if (res && res->end && res->flags)
			bus_info(k, bus, "resource %u %s", i, PR(res));
	}
	for (const struct pci_bus *child = bus->children; child; child = child->next)
		dump(k, child);
}

void pci_assign_unassigned_resources(struct kernel *k)
{
	ENTER(k, &outline_all);
	for (struct pci_bus *bus = pci_state(k)->root_buses; bus; bus = bus->next) {
		struct pci_list wishes = { NULL };

		__pci_bus_size_bridges(k, bus, &wishes);
		__pci_bus_assign_resources(k, bus, &wishes, NULL);
		dump(k, bus);
	}
	leave(k);
}
