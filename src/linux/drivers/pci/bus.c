/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/bus.c: what a bus passes on, finding room in it, and handing its
 * functions to drivers.
 */
#include "linux/arch/arch.h"
#include "linux/drivers/pci/pci.h"

#define BUS_FILE "drivers/pci/bus.c"

enum {
	CLAIMED_WINDOW,
	WINDOW_TAKEN,
	OTHER_KIND,
	NOT_READ_AHEAD,
	TRIES,
	OUT_OF_REACH,
	CLIPPED,
	READY,
};

static const struct sentence says[] = {
	[CLAIMED_WINDOW] = { STEP_LINK, LEVEL_CALL, 2, "Rn",
	                     N_("{0} belongs to the host bridge {1} now: cards may be placed in "
	                        "it.") },
	[WINDOW_TAKEN] = { STEP_CONFLICT, LEVEL_CALL, 3, "Rn",
	                   N_("{0} is not free, so {1} fails with all its cards.") },
	[OTHER_KIND] = { STEP_COMPARE, LEVEL_STEP, 1, "Rn",
	                 N_("{0} is of another kind than what {1} wants.") },
	[NOT_READ_AHEAD] = { STEP_COMPARE, LEVEL_STEP, 2, "Rn",
	                     N_("{0} may be read ahead, and the registers of {1} must not be.") },
	[TRIES] = { STEP_DECIDE, LEVEL_STEP, 3, "snr", N_("Is there room of {0} for {1} in {2}?") },
	[OUT_OF_REACH] = { STEP_COMPARE, LEVEL_STEP, 3, "Rr",
	                   N_("No part of {0} has bus addresses within {1}.") },
	[CLIPPED] = { STEP_RESIZE, LEVEL_CALL, 1, "nrr",
	              N_("The window of {0} reached out of the one above it: {1} is cut to {2}.") },
	[READY] = { STEP_DECIDE, LEVEL_STEP, 1, "n", N_("Drivers may have {0} now.") },
};

struct resource *pci_bus_resource_n(const struct pci_bus *bus, unsigned n, bool *more)
{
	const struct pci_bus_resource *r = bus->resources;

	*more = true;
	if (n < PCI_BRIDGE_RESOURCE_NUM)
		return bus->resource[n];
	for (n -= PCI_BRIDGE_RESOURCE_NUM; r && n; n--)
		r = r->next;
	*more = r != NULL;
	return r ? r->res : NULL;
}

void pci_bus_add_resource(struct kernel *k, struct pci_bus *bus, struct resource *res)
{
	struct pci_bus_resource **slot = &bus->resources;
	struct pci_bus_resource *r = sim_alloc(k->sim, sizeof(*r));

	SET(k, r->res, res);
	while (*slot)
		slot = &(*slot)->next;
	SET(k, *slot, r);
}

static const struct outline outline_request = {
	"devm_request_pci_bus_resources",
	BUS_FILE,
	"n",
	'e',
	N_("Claims the windows of a host bridge."),
	N_("A window is claimed at the root: it may not lie inside anything, nor hold anything."),
	{ N_("bus numbers are in no tree of addresses, so they are passed over"),
	  N_("memory at the root of /proc/iomem, ports at that of /proc/ioports"),
	  N_("the first that is not free ends it all: -EBUSY") }
};

int devm_request_pci_bus_resources(struct kernel *k, struct device *dev, struct pci_window *windows)
{
	ENTER(k, &outline_request, name_id(dev->name));
	for (struct pci_window *w = windows; w; w = w->next) {
		struct resource *root;
		int err;

		if (resource_type(w->res) == IORESOURCE_IO)
			root = &k->ioport_resource;
		else if (resource_type(w->res) == IORESOURCE_MEM)
			root = &k->iomem_resource;
		else
			continue;
		err = devm_request_resource(k, dev, root, w->res);
		if (err) {
			TELL(k, &says[WINDOW_TAKEN], RES(w->res), name_id(dev->name));
			return leave_int(k, err);
		}
		TELL(k, &says[CLAIMED_WINDOW], RES(w->res), name_id(dev->name));
	}
	return leave_int(k, 0);
}

/* The part of RES whose bus addresses lie within REGION; none when its end is below its start. */
static struct resource clip_to_region(struct kernel *k, const struct pci_bus *bus,
                                      const struct resource *res, struct pci_region region)
{
	struct pci_region r = pcibios_resource_to_bus(bus, res);
	struct resource clipped = *res;
	uint64_t offset = res->start - r.start;

	(void)k;
	r.start = max64(r.start, region.start);
	r.end = min64(r.end, region.end);
	if (r.end < r.start) {
		clipped.end = clipped.start - 1;
	} else {
		clipped.start = r.start + offset;
		clipped.end = r.end + offset;
	}
	return clipped;
}

static const struct outline outline_region = {
	"pci_bus_alloc_from_region",
	BUS_FILE,
	"nsr",
	'e',
	N_("Finds room for something in the windows of a bus."),
	N_("Windows are tried in order, and the first that has room is taken, be it ever so "
	   "large."),
	{ N_("the window must be of the same kind"),
	  N_("what must not be read ahead cannot lie in a window for reading ahead"),
	  N_("take the lowest room in the window, within the bus addresses that are allowed") }
};

static int alloc_from_region(struct kernel *k, struct pci_bus *bus, struct resource *res,
                             resource_size_t size, resource_size_t align, resource_size_t min,
                             uint64_t type_mask, struct pci_region region)
{
	struct resource *r;
	unsigned i;
	bool more;

	ENTER(k, &outline_region, name_id(res->name), size, region.start, region.end);
	pci_bus_for_each_resource(bus, r, i, more)
	{
		struct resource avail;

		if (!r)
			continue;
		if ((res->flags ^ r->flags) & (type_mask | IORESOURCE_TYPE_BITS)) {
			TELL(k, &says[OTHER_KIND], RES(r), name_id(res->name));
			continue;
		}
		if (r->flags & IORESOURCE_PREFETCH && !(res->flags & IORESOURCE_PREFETCH)) {
			TELL(k, &says[NOT_READ_AHEAD], RES(r), name_id(res->name));
			continue;
		}
		avail = clip_to_region(k, bus, r, region);
		if (avail.end < avail.start) {
			TELL(k, &says[OUT_OF_REACH], RES(r), region.start, region.end);
			continue;
		}
		TELL(k, &says[TRIES], size, name_id(res->name), RANGE(&avail));
		if (!allocate_resource_alignf(k, r, res, size, avail.start ? avail.start : min,
		                              avail.end, align,
		                              arch_row(k)->pcibios_align_resource))
			return leave_int(k, 0);
	}
	return leave_int(k, -ENOMEM);
}

int pci_bus_alloc_resource(struct kernel *k, struct pci_bus *bus, struct resource *res,
                           resource_size_t size, resource_size_t align, resource_size_t min,
                           uint64_t type_mask)
{
	static const struct pci_region low = { 0, UINT32_MAX }, whole = { 0, UINT64_MAX },
				       high = { (uint64_t)UINT32_MAX + 1, UINT64_MAX };

	if (!(res->flags & IORESOURCE_MEM_64))
		return alloc_from_region(k, bus, res, size, align, min, type_mask, low);
	/* bus addresses above 4 GiB are left to what can hold them, so they come first */
	if (!alloc_from_region(k, bus, res, size, align, min, type_mask, high))
		return 0;
	return alloc_from_region(k, bus, res, size, align, min, type_mask, whole);
}

bool pci_bus_clip_resource(struct kernel *k, struct pci_dev *dev, unsigned idx)
{
	struct resource *res = &dev->resource[idx], *r, old = *res;
	unsigned i;
	bool more;

	pci_bus_for_each_resource(dev->bus, r, i, more)
	{
		uint64_t start, end;

		if (!r || resource_type(res) != resource_type(r))
			continue;
		start = max64(r->start, res->start);
		end = min64(r->end, res->end);
		if (start > end)
			continue;
		if (start == res->start && end == res->end)
			return false;
		SET(k, res->start, start);
		SET(k, res->end, end);
		SET(k, res->flags, res->flags & ~(uint64_t)IORESOURCE_UNSET);
		old.flags &= ~(uint64_t)IORESOURCE_UNSET;
		TELL(k, &says[CLIPPED], DEV(dev), RANGE(&old), RANGE(res));
		pci_info(k, dev, "%s clipped to %s", PR(&old), PR(res));
		return true;
	}
	return false;
}

static const struct outline outline_add = {
	"pci_bus_add_devices",
	BUS_FILE,
	"n",
	'v',
	N_("Lets drivers have the functions of a bus, then those of the buses behind it."),
	N_("Only now: before, a function may have no address yet."),
	{ N_("each function that is new may be bound"), N_("then the buses behind its bridges") }
};

void pci_bus_add_devices(struct kernel *k, struct pci_bus *bus)
{
	ENTER(k, &outline_add, BUS(bus));
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next) {
		if (dev->is_added)
			continue;
		if (!arch_row(k)->firmware_assigns)
			pci_fixup_final(k, dev);
		TELL(k, &says[READY], DEV(dev));
		device_attach(k, &dev->dev);
		SET(k, dev->is_added, true);
	}
	for (struct pci_dev *dev = bus->devices; dev; dev = dev->next)
		if (dev->subordinate)
			pci_bus_add_devices(k, dev->subordinate);
	leave(k);
}
