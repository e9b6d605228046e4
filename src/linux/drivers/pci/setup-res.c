/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/setup-res.c: one resource of one function gets its place, or
 * keeps the one that the firmware gave it.
 */
#include "linux/arch/arch.h"
#include "linux/drivers/pci/pci.h"

#include <inttypes.h>

#define SETUP_RES_FILE "drivers/pci/setup-res.c"

enum {
	NO_ADDRESS,
	SHADOWED,
	NO_WINDOW,
	CLAIM_CONFLICT,
	KEPT,
	NO_ALIGNMENT,
	NO_SPACE,
	ASSIGNED,
	ASSIGNED_WINDOW,
	WRITTEN,
	ROM_NOT_WRITTEN,
	NARROW_WINDOW,
	ANY_WINDOW,
	NOT_EXPANDED,
	EXPANDED,
};

static const struct sentence says[] = {
	[SHADOWED] = { STEP_DECIDE, LEVEL_CALL, 1, "nn",
	               N_("{0}, {1}: a copy of it lies in RAM, so nothing is claimed.") },
	[NO_ADDRESS] = { STEP_REFUSE, LEVEL_STOP, 1, "nn",
	                 N_("{0}, {1}: the firmware had given it no address that could be kept.") },
	[NO_WINDOW] = { STEP_REFUSE, LEVEL_STOP, 2, "nnr",
	                N_("{0}, {1}: {2} lies in no window above it, so nothing would reach it.") },
	[CLAIM_CONFLICT] = { STEP_CONFLICT, LEVEL_STOP, 3, "nnrR",
	                     N_("{0}, {1}: {2} is where the firmware put it, but {3} is there "
	                        "already.") },
	[KEPT] = { STEP_LINK, LEVEL_CALL, 3, "nnr",
	           N_("{0}, {1}: it stays where the firmware put it, at {2}.") },
	[NO_ALIGNMENT] = { STEP_REFUSE, LEVEL_STOP, 1, "nn",
	                   N_("{0}, {1}: what it must be aligned to is not known, so it cannot be "
	                      "placed.") },
	[NO_SPACE] = { STEP_REFUSE, LEVEL_STOP, 4, "nns",
	               N_("{0}, {1}: no window of its bus has room of {2} left. The card will not "
	                  "answer there.") },
	[ASSIGNED] = { STEP_ALLOCATE, LEVEL_STOP, 3, "nnrn",
	               N_("{0}, {1}: placed at {2}, the lowest room in {3}.") },
	[ASSIGNED_WINDOW] = { STEP_ALLOCATE, LEVEL_CALL, 3, "nrn",
	                      N_("Bridge {0} gets the window {1} out of {2}: the cards behind it go "
	                         "in there.") },
	[WRITTEN] = { STEP_SET, LEVEL_STEP, 5, "naa",
	              N_("{0}: the bus address {1} is written into its register at {2}.") },
	[ROM_NOT_WRITTEN] = { STEP_DECIDE, LEVEL_STEP, 5, "n",
	                      N_("{0}: the ROM is switched off, so its register is not written yet.") },
	[NARROW_WINDOW] = { STEP_DECIDE, LEVEL_STEP, 2, "n",
	                    N_("{0}: no window of 64 bits had room; one of 32 bits for reading ahead "
	                       "would do.") },
	[ANY_WINDOW] = { STEP_DECIDE, LEVEL_STEP, 2, "n",
	                 N_("{0}: no better window had room; any window for memory will do.") },
	[NOT_EXPANDED] = { STEP_REFUSE, LEVEL_CALL, 2, "nns",
	                   N_("{0}, {1}: there is no room to make it {2} larger.") },
	[EXPANDED] = { STEP_RESIZE, LEVEL_CALL, 2, "nnr", N_("{0}, {1}: it is {2} now.") },
};

/* Flags that a message or a step shows without. */
static void set_flags(struct kernel *k, struct resource *res, uint64_t on, uint64_t off)
{
	SET(k, res->flags, (res->flags | on) & ~off);
}

static bool new_names(const struct kernel *k)
{
	return k->profile->features & FEATURE_PCI_RESOURCE_NAMES;
}

/*
 * What the log says of a resource: "BAR 0 [mem ...]: WHAT" in a kernel that has names for
 * them, "BAR 0: WHAT [mem ...]" in one that has not; there bridge windows have numbers too.
 */
static void say(struct kernel *k, struct pci_dev *dev, unsigned resno, const char *what,
                const char *old)
{
	const struct resource *res = &dev->resource[resno];

	if (new_names(k))
		pci_info(k, dev, "%s %s: %s", pci_resource_name(dev, resno), PR(res), what);
	else
		pci_info(k, dev, "BAR %u: %s %s", resno, old, PR(res));
}

static const struct outline outline_claim = {
	"pci_claim_resource",
	SETUP_RES_FILE,
	"nn",
	'e',
	N_("Keeps the place that the firmware gave a resource."),
	NULL,
	{ N_("it must have an address"), N_("the address must lie in a window of its bus"),
	  N_("nothing else may be there; then it is linked below the window") }
};

static int claim_failed(struct kernel *k, struct resource *res, int err)
{
	set_flags(k, res, IORESOURCE_UNSET, 0);
	return leave_int(k, err);
}

int pci_claim_resource(struct kernel *k, struct pci_dev *dev, unsigned resno)
{
	struct resource *res = &dev->resource[resno], *root, *conflict;
	uint64_t name = RES_NAME(k, dev, resno);

	ENTER(k, &outline_claim, DEV(dev), name);
	if (res->flags & IORESOURCE_UNSET) {
		TELL(k, &says[NO_ADDRESS], DEV(dev), name);
		if (new_names(k))
			say(k, dev, resno, "can't claim; no address assigned", NULL);
		else
			pci_info(k, dev, "can't claim BAR %u %s: no address assigned", resno,
			         PR(res));
		return leave_int(k, -EINVAL);
	}
	/* what the card's ROM holds was copied to RAM, so the card does not answer there */
	if (res->flags & IORESOURCE_ROM_SHADOW) {
		TELL(k, &says[SHADOWED], DEV(dev), name);
		return leave_int(k, 0);
	}
	root = pci_find_parent_resource(dev, res);
	if (!root) {
		TELL(k, &says[NO_WINDOW], DEV(dev), name, RANGE(res));
		if (new_names(k))
			say(k, dev, resno, "can't claim; no compatible bridge window", NULL);
		else
			pci_info(k, dev, "can't claim BAR %u %s: no compatible bridge window",
			         resno, PR(res));
		return claim_failed(k, res, -EINVAL);
	}
	conflict = request_resource_conflict(k, root, res);
	if (conflict) {
		TELL(k, &says[CLAIM_CONFLICT], DEV(dev), name, RANGE(res), RES(conflict));
		if (new_names(k))
			pci_info(k, dev, "%s %s: can't claim; address conflict with %s %s",
			         pci_resource_name(dev, resno), PR(res), LOG_NAME(conflict),
			         PR(conflict));
		else
			pci_info(k, dev, "can't claim BAR %u %s: address conflict with %s %s",
			         resno, PR(res), LOG_NAME(conflict), PR(conflict));
		return claim_failed(k, res, -EBUSY);
	}
	TELL(k, &says[KEPT], DEV(dev), name, RANGE(res));
	return leave_int(k, 0);
}

static const struct outline outline_try = {
	"__pci_assign_resource",
	SETUP_RES_FILE,
	"nns",
	'e',
	N_("Looks for room in the windows of the bus, the best kind of window first."),
	N_("A register of 32 bits never goes into a window of 64 bits, even below 4 GiB: the "
	   "windows were measured that way."),
	{ N_("a window of exactly its kind: 64 bits, reading ahead"),
	  N_("then a lesser one; in the end any window of its type") }
};

static int try_assign(struct kernel *k, struct pci_bus *bus, struct pci_dev *dev, unsigned resno,
                      resource_size_t size, resource_size_t align)
{
	struct resource *res = &dev->resource[resno];
	uint64_t best = IORESOURCE_PREFETCH | IORESOURCE_MEM_64;
	const struct arch *arch = arch_row(k);
	resource_size_t min =
		res->flags & IORESOURCE_IO ? arch->pcibios_min_io : arch->pcibios_min_mem;
	int err;

	ENTER(k, &outline_try, DEV(dev), RES_NAME(k, dev, resno), size);
	err = pci_bus_alloc_resource(k, bus, res, size, align, min, best);
	if (err && (res->flags & best) == best) {
		TELL(k, &says[NARROW_WINDOW], DEV(dev));
		err = pci_bus_alloc_resource(k, bus, res, size, align, min, IORESOURCE_PREFETCH);
	}
	if (err && res->flags & best) {
		TELL(k, &says[ANY_WINDOW], DEV(dev));
		err = pci_bus_alloc_resource(k, bus, res, size, align, min, 0);
	}
	return leave_int(k, err);
}

/* On the bus, or on those above it as long as their bridges pass on what is left over. */
static int assign(struct kernel *k, struct pci_dev *dev, unsigned resno, resource_size_t size,
                  resource_size_t align)
{
	struct pci_bus *bus = dev->bus;
	int err;

	while ((err = try_assign(k, bus, dev, resno, size, align))) {
		if (!bus->parent || !bus->self->transparent)
			break;
		bus = bus->parent;
	}
	return err;
}

/* pci_std_update_resource(): the card learns where it answers. */
static void update_register(struct kernel *k, struct pci_dev *dev, unsigned resno)
{
	const struct resource *res = &dev->resource[resno];
	struct pci_region region = pcibios_resource_to_bus(dev->bus, res);
	unsigned pos = PCI_BASE_ADDRESS_0 + 4 * resno;

	if (!res->flags || res->flags & (IORESOURCE_UNSET | IORESOURCE_PCI_FIXED))
		return;
	if (resno == PCI_ROM_RESOURCE) {
		if (!(res->flags & IORESOURCE_ROM_ENABLE)) {
			TELL(k, &says[ROM_NOT_WRITTEN], DEV(dev));
			return;
		}
		pos = pci_is_bridge(dev) ? PCI_ROM_ADDRESS1 : PCI_ROM_ADDRESS;
		pci_write_config(k, dev->function, pos,
		                 (uint32_t)region.start | IORESOURCE_ROM_ENABLE);
	} else {
		pci_write_config(k, dev->function, pos, (uint32_t)region.start);
		if (res->flags & IORESOURCE_MEM_64)
			pci_write_config(k, dev->function, pos + 4, (uint32_t)(region.start >> 32));
	}
	TELL(k, &says[WRITTEN], DEV(dev), region.start,
	     pci_ecam_address(dev->bus, dev->devfn, pos));
}

static const struct outline outline_assign = {
	"pci_assign_resource",
	SETUP_RES_FILE,
	"nn",
	'e',
	N_("Gives a resource of a function a place, and tells the card."),
	N_("What is placed depends on the order: the largest come first, and each takes the lowest "
	   "room there is."),
	{ N_("a register is aligned to its size, a window to what is behind it"),
	  N_("until it has a place it counts as unset"),
	  N_("find room in the windows of its bus and link it there"),
	  N_("there is none: say so; the card stays without that register"),
	  N_("write the bus address into the card's register") }
};

static int no_space(struct kernel *k, struct pci_dev *dev, unsigned resno, resource_size_t size)
{
	TELL(k, &says[NO_SPACE], DEV(dev), RES_NAME(k, dev, resno), size);
	say(k, dev, resno, "can't assign; no space", "no space for");
	say(k, dev, resno, "failed to assign", "failed to assign");
	return leave_int(k, -ENOMEM);
}

int pci_assign_resource(struct kernel *k, struct pci_dev *dev, unsigned resno)
{
	struct resource *res = &dev->resource[resno];
	resource_size_t align, size;

	if (res->flags & IORESOURCE_PCI_FIXED)
		return 0;
	ENTER(k, &outline_assign, DEV(dev), RES_NAME(k, dev, resno));
	set_flags(k, res, IORESOURCE_UNSET, 0);
	align = resource_alignment(res);
	if (!align) {
		TELL(k, &says[NO_ALIGNMENT], DEV(dev), RES_NAME(k, dev, resno));
		if (new_names(k))
			say(k, dev, resno, "can't assign; bogus alignment", NULL);
		else
			pci_info(k, dev, "BAR %u: can't assign %s (bogus alignment)", resno,
			         PR(res));
		return leave_int(k, -EINVAL);
	}
	size = resource_size(res);
	if (assign(k, dev, resno, size, align))
		return no_space(k, dev, resno, size);
	set_flags(k, res, 0, IORESOURCE_UNSET | IORESOURCE_STARTALIGN);
	if (resno >= PCI_BRIDGE_RESOURCES)
		TELL(k, &says[ASSIGNED_WINDOW], DEV(dev), RANGE(res), name_id(res->parent->name));
	else
		TELL(k, &says[ASSIGNED], DEV(dev), RES_NAME(k, dev, resno), RANGE(res),
		     name_id(res->parent->name));
	say(k, dev, resno, "assigned", "assigned");
	if (resno < PCI_BRIDGE_RESOURCES)
		update_register(k, dev, resno);
	return leave_int(k, 0);
}

static const struct outline outline_reassign = {
	"pci_reassign_resource",
	SETUP_RES_FILE,
	"nns",
	'e',
	N_("Makes a resource larger that has its place already."),
	N_("It may move for that, unless something lies in it."),
	{ N_("it must have a place"),
	  N_("find room for all of it, its own place counting as free") }
};

int pci_reassign_resource(struct kernel *k, struct pci_dev *dev, unsigned resno,
                          resource_size_t addsize, resource_size_t min_align)
{
	struct resource *res = &dev->resource[resno];
	uint64_t flags = res->flags;
	int err;

	if (res->flags & IORESOURCE_PCI_FIXED)
		return 0;
	ENTER(k, &outline_reassign, DEV(dev), RES_NAME(k, dev, resno), addsize);
	set_flags(k, res, IORESOURCE_UNSET, 0);
	if (!res->parent) {
		TELL(k, &says[NO_ADDRESS], DEV(dev), RES_NAME(k, dev, resno));
		say(k, dev, resno, "can't reassign; unassigned resource",
		    "can't reassign an unassigned resource");
		return leave_int(k, -EINVAL);
	}
	err = assign(k, dev, resno, resource_size(res) + addsize, min_align);
	if (err) {
		SET(k, res->flags, flags);
		TELL(k, &says[NOT_EXPANDED], DEV(dev), RES_NAME(k, dev, resno), addsize);
		pci_info(k, dev, "%s %s: failed to expand by 0x%" PRIx64,
		         pci_resource_name(dev, resno), PR(res), addsize);
		return leave_int(k, err);
	}
	set_flags(k, res, 0, IORESOURCE_UNSET | IORESOURCE_STARTALIGN);
	TELL(k, &says[EXPANDED], DEV(dev), RES_NAME(k, dev, resno), RANGE(res));
	pci_info(k, dev, "%s %s: reassigned; expanded by 0x%" PRIx64, pci_resource_name(dev, resno),
	         PR(res), addsize);
	if (resno < PCI_BRIDGE_RESOURCES)
		update_register(k, dev, resno);
	return leave_int(k, 0);
}
