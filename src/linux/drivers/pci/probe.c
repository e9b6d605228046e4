/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/probe.c, first part: what one function is, and what its
 * registers decode.
 */
#include "linux/drivers/pci/pci.h"

#include <inttypes.h>

#define PROBE_FILE "drivers/pci/probe.c"

enum {
	SIZED,
	SIZED_64,
	NO_BAR,
	FIRMWARE_ADDRESS,
	NO_SUCH_ADDRESS,
	FOUND,
	FOUND_BRIDGE,
	WRONG_CLASS,
	LEGACY_IDE,
	IO_WINDOW,
	PREF_WINDOW,
	PREF_64_WINDOW,
	WINDOW_OPEN,
	WINDOW_SHUT,
};

static const struct sentence says[] = {
	[SIZED] = { STEP_READ, LEVEL_CALL, 3, "nnaxs",
	            N_("{0}, {1} at {2}: all ones were written, {3} was read back; the bits that "
	               "stayed 0 make {4}.") },
	[SIZED_64] = { STEP_READ, LEVEL_CALL, 4, "nnaxs",
	               N_("{0}, {1} at {2}: two registers make one of 64 bits; all ones came back "
	                  "as {3}, so it decodes {4}.") },
	[NO_BAR] = { STEP_READ, LEVEL_STEP, 3, "na",
	             N_("{0}: the register at {1} stays 0, so there is none.") },
	[FIRMWARE_ADDRESS] = { STEP_READ, LEVEL_STEP, 6, "na",
	                       N_("{0}: the firmware had left the bus address {1} in it.") },
	[NO_SUCH_ADDRESS] = { STEP_DECIDE, LEVEL_STOP, 6, "na",
	                      N_("{0}: no window of the host bridge leads to the bus address {1}, "
	                         "so it counts as unset.") },
	[FOUND] = { STEP_READ, LEVEL_STOP, 2, "nxxx",
	            N_("In slot {0} sits a card: vendor {1}, device {2}, class {3}.") },
	[FOUND_BRIDGE] = { STEP_READ, LEVEL_STOP, 2, "nxxx",
	                   N_("In slot {0} sits a bridge to another bus: vendor {1}, device {2}, "
	                      "class {3}.") },
	[WRONG_CLASS] = { STEP_REFUSE, LEVEL_STOP, 3, "nx",
	                  N_("{0} says class {1}, which its header type contradicts: its registers "
	                     "are not read.") },
	[LEGACY_IDE] = { STEP_SET, LEVEL_CALL, 5, "nnr",
	                 N_("{0} is a disk controller in its old mode: {1} is {2}, whatever the "
	                    "register says.") },
	[IO_WINDOW] = { STEP_READ, LEVEL_STEP, 1, "n", N_("{0} can pass on ports.") },
	[PREF_WINDOW] = { STEP_READ, LEVEL_STEP, 2, "n",
	                  N_("{0} has a second window, for prefetchable memory.") },
	[PREF_64_WINDOW] = { STEP_READ, LEVEL_STEP, 3, "n",
	                     N_("The prefetchable window of {0} may lie above 4 GiB.") },
	[WINDOW_OPEN] = { STEP_READ, LEVEL_CALL, 2, "nr",
	                  N_("The firmware had opened a window of {0}: {1}.") },
	[WINDOW_SHUT] = { STEP_READ, LEVEL_STEP, 2, "nn",
	                  N_("{0}: its window for {1} is shut, its start is above its end.") },
};

static const char *const bar_names[] = {
	"BAR 0",    "BAR 1",         "BAR 2",         "BAR 3",         "BAR 4",    "BAR 5",
	"ROM",      "VF BAR 0",      "VF BAR 1",      "VF BAR 2",      "VF BAR 3", "VF BAR 4",
	"VF BAR 5", "bridge window", "bridge window", "bridge window", "unknown",
};

const char *pci_resource_name(const struct pci_dev *dev, unsigned i)
{
	(void)dev;
	return i < sizeof(bar_names) / sizeof(bar_names[0]) ? bar_names[i] : "unknown";
}

/* The bytes that a register decodes, from what it held and what all ones became; 0: none. */
static uint64_t pci_size(uint64_t base, uint64_t ones, uint64_t mask)
{
	uint64_t size = mask & ones;

	if (!size)
		return 0;
	size &= ~size + 1;
	/* A register that held all ones before tells nothing by holding them now. */
	if (base == ones && ((base | (size - 1)) & mask) != mask)
		return 0;
	return size;
}

/* Write all ones (MASK of them) to the register at POS, read them back, restore it. */
static uint32_t try_ones(struct kernel *k, struct pci_function *f, unsigned pos, uint32_t mask)
{
	uint32_t held = pci_read_config(f, pos), ones;

	pci_write_config(k, f, pos, held | mask);
	ones = pci_read_config(f, pos);
	pci_write_config(k, f, pos, held);
	return ones;
}

static uint64_t decode_bar(uint32_t bar)
{
	uint64_t flags;

	if (bar & PCI_BASE_ADDRESS_SPACE_IO)
		return (bar & ~PCI_BASE_ADDRESS_IO_MASK) | IORESOURCE_IO;
	flags = (bar & ~PCI_BASE_ADDRESS_MEM_MASK) | IORESOURCE_MEM;
	if (bar & PCI_BASE_ADDRESS_MEM_PREF)
		flags |= IORESOURCE_PREFETCH;
	return bar & PCI_BASE_ADDRESS_MEM_64 ? flags | IORESOURCE_MEM_64 : flags;
}

static const struct outline outline_read_base = {
	"__pci_read_base",
	PROBE_FILE,
	"nna",
	'd',
	N_("Finds out what a base address register decodes, and how much of it."),
	N_("A register does not hold its size: the size is read off the bits that cannot be set."),
	{ N_("switch the card's decoding off, so that it does not answer at odd addresses"),
	  N_("read what the register holds; its lowest bits say ports or memory, 32 or 64 bits"),
	  N_("write all ones, read back, restore it: the lowest address bit that stuck is the size"),
	  N_("a register of 64 bits has its upper half in the next one"),
	  N_("nothing stuck: there is no such register"),
	  N_("the bus address in it becomes an address of the CPU, by the host bridge's windows") }
};

/* A register as it was found. */
struct reading {
	uint64_t held, ones, mask; /* address bits only */
};

static struct reading read_register(struct kernel *k, struct pci_dev *dev, struct resource *res,
                                    unsigned pos, bool rom)
{
	uint32_t held = pci_read_config(dev->function, pos);
	uint32_t ones = try_ones(k, dev->function, pos, rom ? PCI_ROM_ADDRESS_MASK : UINT32_MAX);
	uint32_t mask = PCI_ROM_ADDRESS_MASK;

	/* nobody is there; of the upper half of 64 bits all may be set, from 4 GiB down */
	if (ones == UINT32_MAX)
		ones = 0;
	if (rom) {
		if (held & IORESOURCE_ROM_ENABLE)
			SET(k, res->flags, res->flags | IORESOURCE_ROM_ENABLE);
	} else {
		SET(k, res->flags, decode_bar(held) | IORESOURCE_SIZEALIGN);
		mask = PCI_BASE_ADDRESS_MEM_MASK;
		if (res->flags & IORESOURCE_IO)
			mask = PCI_BASE_ADDRESS_IO_MASK;
	}
	held &= mask;
	ones &= mask;
	if (res->flags & IORESOURCE_IO)
		mask &= (uint32_t)k->profile->io_space_limit;
	if (rom || !(res->flags & IORESOURCE_MEM_64))
		return (struct reading){ held, ones, mask };
	return (struct reading){
		held | (uint64_t)pci_read_config(dev->function, pos + 4) << 32,
		ones | (uint64_t)try_ones(k, dev->function, pos + 4, UINT32_MAX) << 32,
		mask | (uint64_t)UINT32_MAX << 32,
	};
}

/* The line that tells of a register that is there; releases put it differently. */
static void print_register(struct kernel *k, struct pci_dev *dev, unsigned resno, unsigned pos)
{
	const struct resource *res = &dev->resource[resno];

	if (k->profile->features & FEATURE_PCI_RESOURCE_NAMES)
		pci_info(k, dev, "%s %s", pci_resource_name(dev, resno), PR(res));
	else
		pci_info(k, dev, "reg 0x%x: %s", pos, PR(res));
}

/* The address that the firmware had left, as the CPU sees it. */
static void place_as_found(struct kernel *k, struct pci_dev *dev, unsigned resno,
                           struct pci_region region)
{
	struct resource *res = &dev->resource[resno];

	if (region.start)
		TELL(k, &says[FIRMWARE_ADDRESS], RES_NAME(k, dev, resno), region.start);
	pcibios_bus_to_resource(k, dev->bus, res, region);
	if (pcibios_resource_to_bus(dev->bus, res).start == region.start)
		return;
	TELL(k, &says[NO_SUCH_ADDRESS], RES_NAME(k, dev, resno), region.start);
	SET(k, res->flags, res->flags | IORESOURCE_UNSET);
	SET(k, res->start, 0);
	SET(k, res->end, region.end - region.start);
	pci_info(k, dev, "%s: initial BAR value 0x%08" PRIx64 " invalid",
	         pci_resource_name(dev, resno), region.start);
}

/* True when the register takes two. */
static bool pci_read_base(struct kernel *k, struct pci_dev *dev, unsigned resno, unsigned pos)
{
	struct resource *res = &dev->resource[resno];
	uint64_t where = pci_ecam_address(dev->bus, dev->devfn, pos);
	bool rom = resno == PCI_ROM_RESOURCE, wide;
	struct reading reg;
	uint64_t size;

	ENTER(k, &outline_read_base, DEV(dev), RES_NAME(k, dev, resno), where);
	SET(k, res->name, dev->dev.name);
	reg = read_register(k, dev, res, pos, rom);
	wide = res->flags & IORESOURCE_MEM_64;
	size = reg.ones ? pci_size(reg.held, reg.ones, reg.mask) : 0;
	if (reg.ones && !size)
		pci_info(k, dev, "[Firmware Bug]: %s: invalid; can't size",
		         pci_resource_name(dev, resno));
	if (!size) {
		TELL(k, &says[NO_BAR], DEV(dev), where);
		SET(k, res->flags, 0);
		leave_word(k, 0);
		return false;
	}
	TELL(k, &says[wide ? SIZED_64 : SIZED], DEV(dev), RES_NAME(k, dev, resno), where, reg.ones,
	     size);
	place_as_found(k, dev, resno, (struct pci_region){ reg.held, reg.held + size - 1 });
	print_register(k, dev, resno, pos);
	leave_word(k, wide);
	return wide;
}

static void pci_read_bases(struct kernel *k, struct pci_dev *dev, unsigned howmany, unsigned rom)
{
	for (unsigned n = 0; n < howmany; n++)
		if (pci_read_base(k, dev, n, PCI_BASE_ADDRESS_0 + 4 * n))
			n++;
	SET(k, dev->resource[PCI_ROM_RESOURCE].flags,
	    IORESOURCE_MEM | IORESOURCE_PREFETCH | IORESOURCE_READONLY | IORESOURCE_SIZEALIGN);
	pci_read_base(k, dev, PCI_ROM_RESOURCE, rom);
}

static const struct outline outline_windows = {
	"pci_read_bridge_windows",
	PROBE_FILE,
	"n",
	'v',
	N_("Finds out which windows a bridge has at all."),
	N_("A window for memory is always there; those for ports and for prefetchable memory are "
	   "tried."),
	{ N_("ports: can the register be written?"),
	  N_("prefetchable memory: can the register be written?"),
	  N_("it says 64 bits: does its upper half hold what is written?") }
};

static void pci_read_bridge_windows(struct kernel *k, struct pci_dev *bridge)
{
	struct pci_function *f = bridge->function;
	uint32_t io = pci_read_config(f, PCI_IO_BASE) & 0xffff;
	uint32_t pref = pci_read_config(f, PCI_PREF_MEMORY_BASE);

	ENTER(k, &outline_windows, DEV(bridge));
	if (io || try_ones(k, f, PCI_IO_BASE, 0xe0f0)) {
		SET(k, bridge->io_window, true);
		TELL(k, &says[IO_WINDOW], DEV(bridge));
	}
	if (!pref)
		pref = try_ones(k, f, PCI_PREF_MEMORY_BASE, 0xffe0fff0);
	if (pref) {
		SET(k, bridge->pref_window, true);
		TELL(k, &says[PREF_WINDOW], DEV(bridge));
	}
	if (pref & 1) {
		SET(k, bridge->pref_64_window, true);
		TELL(k, &says[PREF_64_WINDOW], DEV(bridge));
	}
	leave(k);
}

static const struct outline outline_bases = {
	"pci_read_bridge_bases",
	PROBE_FILE,
	"nn",
	'v',
	N_("Reads which windows the firmware had opened in a bridge."),
	N_("Only where the firmware's assignment is kept are they asked for."),
	{ N_("a root bus has no bridge, so nothing is read"),
	  N_("ports, memory, prefetchable memory: a start above the end means shut"),
	  N_("a bridge that passes on what is left over gets the windows above it too") }
};

/* Window N of CHILD's bridge as its registers have it. */
static void read_window(struct kernel *k, struct pci_bus *child, unsigned n, uint64_t base,
                        uint64_t limit, uint64_t flags)
{
	static const char *const kinds[] = { "ports", "memory", "prefetchable memory" };
	struct resource *res = child->resource[n];

	if (base > limit) {
		TELL(k, &says[WINDOW_SHUT], DEV(child->self), name_id(sim_name(k->sim, kinds[n])));
		return;
	}
	SET(k, res->flags, flags);
	pcibios_bus_to_resource(k, child->self->bus, res, (struct pci_region){ base, limit });
	TELL(k, &says[WINDOW_OPEN], DEV(child->self), RANGE(res));
	pci_info(k, child->self, "  bridge window %s", PR(res));
}

void pci_read_bridge_bases(struct kernel *k, struct pci_bus *child)
{
	struct pci_function *f;
	uint32_t io, upper, mem, pref;
	uint64_t high, limit_high;
	struct resource *res;
	unsigned i;
	bool more;

	if (pci_is_root_bus(child))
		return;
	ENTER(k, &outline_bases, BUS(child), DEV(child->self));
	f = child->self->function;
	pci_info(k, child->self, "PCI bridge to %s%s", PR(&child->busn_res),
	         child->self->transparent ? " (subtractive decode)" : "");
	io = pci_read_config(f, PCI_IO_BASE);
	upper = io & 1 ? pci_read_config(f, PCI_IO_BASE_UPPER16) : 0;
	read_window(k, child, 0, (uint64_t)(upper & 0xffff) << 16 | (io & 0xf0) << 8,
	            (uint64_t)(upper & 0xffff0000) | (io & 0xf000) | 0xfff,
	            (io & 1) | IORESOURCE_IO);
	mem = pci_read_config(f, PCI_MEMORY_BASE);
	read_window(k, child, 1, (uint64_t)(mem & 0xfff0) << 16, (mem & 0xfff00000) | 0xfffff,
	            IORESOURCE_MEM);
	pref = pci_read_config(f, PCI_PREF_MEMORY_BASE);
	high = pref & 1 ? pci_read_config(f, PCI_PREF_BASE_UPPER32) : 0;
	limit_high = pref & 1 ? pci_read_config(f, PCI_PREF_LIMIT_UPPER32) : 0;
	if (high > limit_high)
		high = limit_high = 0;
	read_window(k, child, 2, high << 32 | (uint64_t)(pref & 0xfff0) << 16,
	            limit_high << 32 | (pref & 0xfff00000) | 0xfffff,
	            IORESOURCE_MEM | IORESOURCE_PREFETCH | (pref & 1 ? IORESOURCE_MEM_64 | 1 : 0));
	if (child->self->transparent)
		pci_bus_for_each_resource(child->parent, res, i, more)
		{
			if (!res || !res->flags)
				continue;
			pci_bus_add_resource(k, child, res);
			pci_info(k, child->self, "  bridge window %s (subtractive decode)",
			         PR(res));
		}
	leave(k);
}

static const struct outline outline_setup = {
	"pci_setup_device",
	PROBE_FILE,
	"n",
	'e',
	N_("Learns what a function is from its registers."),
	NULL,
	{ N_("its name is domain, bus, device and function"),
	  N_("vendor, device, class and header type"),
	  N_("a class that the header type contradicts: leave its registers alone"),
	  N_("a card: six base address registers and a ROM; a bridge: two, a ROM, and windows"),
	  N_("a disk controller in its old mode has fixed ports") }
};

static void legacy_ide(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t start,
                       uint64_t end)
{
	struct resource *res = &dev->resource[bar];

	SET(k, res->flags, IORESOURCE_IO | IORESOURCE_PCI_FIXED);
	pcibios_bus_to_resource(k, dev->bus, res, (struct pci_region){ start, end });
	TELL(k, &says[LEGACY_IDE], DEV(dev), RES_NAME(k, dev, bar), RANGE(res));
	if (k->profile->features & FEATURE_PCI_RESOURCE_NAMES)
		pci_info(k, dev, "BAR %u %s: legacy IDE quirk", bar, PR(res));
	else
		pci_info(k, dev, "legacy IDE quirk: reg 0x%x: %s", 0x10 + 4 * bar, PR(res));
}

/* The header says TYPE; a bridge must be of the class of bridges, and no other may. */
static bool class_fits(struct kernel *k, struct pci_dev *dev)
{
	if (pci_is_bridge(dev) || pci_class(dev) != PCI_CLASS_BRIDGE_PCI)
		return true;
	TELL(k, &says[WRONG_CLASS], DEV(dev), dev->class);
	pci_info(k, dev, "ignoring class 0x%06x (doesn't match header type %02x)", dev->class,
	         dev->hdr_type);
	SET(k, dev->class, PCI_CLASS_NOT_DEFINED << 8);
	return false;
}

int pci_setup_device(struct kernel *k, struct pci_dev *dev)
{
	uint32_t header = pci_read_config(dev->function, PCI_HEADER_TYPE) >> 16;

	ENTER(k, &outline_setup, DEV(dev));
	SET(k, dev->hdr_type, (uint8_t)(header & 0x7f));
	SET(k, dev->class, pci_read_config(dev->function, PCI_CLASS_REVISION) >> 8);
	SET(k, dev->dev.class, dev->class);
	SET(k, dev->dev.periphid, (uint32_t)dev->vendor << 16 | dev->device);
	TELL(k, &says[pci_is_bridge(dev) ? FOUND_BRIDGE : FOUND], DEV(dev), dev->vendor,
	     dev->device, dev->class);
	pci_info(k, dev, "[%04x:%04x] type %02x class 0x%06x", dev->vendor, dev->device,
	         dev->hdr_type, dev->class);
	if (!class_fits(k, dev))
		return leave_int(k, 0);
	if (pci_is_bridge(dev)) {
		SET(k, dev->transparent, (dev->class & 0xff) == 1);
		pci_read_bases(k, dev, 2, PCI_ROM_ADDRESS1);
		pci_read_bridge_windows(k, dev);
		SET(k, dev->is_hotplug_bridge, dev->function->card->hotplug);
		return leave_int(k, 0);
	}
	pci_read_bases(k, dev, PCI_STD_NUM_BARS, PCI_ROM_ADDRESS);
	if (pci_class(dev) == PCI_CLASS_STORAGE_IDE && !(dev->class & 1)) {
		legacy_ide(k, dev, 0, 0x1f0, 0x1f7);
		legacy_ide(k, dev, 1, 0x3f6, 0x3f6);
	}
	if (pci_class(dev) == PCI_CLASS_STORAGE_IDE && !(dev->class & 4)) {
		legacy_ide(k, dev, 2, 0x170, 0x177);
		legacy_ide(k, dev, 3, 0x376, 0x376);
	}
	return leave_int(k, 0);
}
