/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/pci.c, second part: a driver claims what its function decodes;
 * with lib/pci_iomap.c and the pcim_ functions of lib/devres.c, which map it.
 */
#include "linux/drivers/pci/pci.h"

#include "linux/include/io.h"

#define PCI_FILE    "drivers/pci/pci.c"
#define IOMAP_FILE  "lib/pci_iomap.c"
#define DEVRES_FILE "lib/devres.c"

enum {
	NOTHING_THERE,
	RESERVED,
	BUSY,
	UNDO,
	FREED,
	ALL_OURS,
	NO_LENGTH,
	NO_KIND,
	PORTS,
	MANAGED,
	UNWOUND,
};

static const struct sentence says[] = {
	[NOTHING_THERE] = { STEP_DECIDE, LEVEL_STEP, 1, "nn",
	                    N_("{0}, {1} decodes nothing, so there is nothing to claim.") },
	[RESERVED] = { STEP_LINK, LEVEL_CALL, 2, "nnrn",
	               N_("{0}, {1}: {2} belongs to {3} now, below the function's own entry.") },
	[BUSY] = { STEP_CONFLICT, LEVEL_STOP, 3, "nnr",
	           N_("{0}, {1}: {2} is claimed already, so the driver is told -EBUSY.") },
	[UNDO] = { STEP_UNLINK, LEVEL_STEP, 2, "n",
	           N_("What was claimed of {0} before that is given back.") },
	[FREED] = { STEP_UNLINK, LEVEL_STEP, 1, "nnr",
	            N_("{0}, {1}: {2} is free for other drivers.") },
	[ALL_OURS] = { STEP_DECIDE, LEVEL_STEP, 3, "nn",
	               N_("All that {0} decodes belongs to {1}.") },
	[NO_LENGTH] = { STEP_REFUSE, LEVEL_CALL, 1, "nn", N_("{0}, {1} has no such place: NULL.") },
	[NO_KIND] = { STEP_REFUSE, LEVEL_STEP, 3, "n", N_("{0} is neither memory nor ports.") },
	[PORTS] = { STEP_DECIDE, LEVEL_CALL, 2, "nr",
	            N_("{0}: {1} are ports; they are mapped already, with the host bridge's "
	               "window.") },
	[MANAGED] = { STEP_SET, LEVEL_STEP, 2, "n",
	              N_("{0} is switched off again when its driver goes.") },
	[UNWOUND] = { STEP_DECIDE, LEVEL_CALL, 3, "n",
	              N_("Not all of it could be had, so what was taken of {0} is given back.") },
};

static const struct outline outline_request = {
	"pci_request_region",
	PCI_FILE,
	"nnn",
	'e',
	N_("Claims what one register of a function decodes, for a driver."),
	N_("The range is in /proc/iomem already, under the function's name; that entry is not busy, "
	   "so a driver's own goes below it."),
	{ N_("a register that decodes nothing is no error"),
	  N_("claim the range, as memory or as ports"),
	  N_("somebody has it: a line in the log, and -EBUSY") }
};

int pci_request_region(struct kernel *k, struct pci_dev *dev, unsigned bar, const char *name)
{
	struct resource *res = &dev->resource[bar], *root = NULL;
	uint64_t bar_name = RES_NAME(k, dev, bar);

	ENTER(k, &outline_request, DEV(dev), bar_name, name_id(name));
	if (!res->start && !res->end) {
		TELL(k, &says[NOTHING_THERE], DEV(dev), bar_name);
		return leave_int(k, 0);
	}
	if (res->flags & IORESOURCE_IO)
		root = &k->ioport_resource;
	else if (res->flags & IORESOURCE_MEM)
		root = &k->iomem_resource;
	if (root && !__request_region(k, root, res->start, resource_size(res), name, 0)) {
		TELL(k, &says[BUSY], DEV(dev), bar_name, RANGE(res));
		pci_info(k, dev, "BAR %u: can't reserve %s", bar, PR(res));
		return leave_int(k, -EBUSY);
	}
	TELL(k, &says[RESERVED], DEV(dev), bar_name, RANGE(res), name_id(name));
	return leave_int(k, 0);
}

static const struct outline outline_release = {
	"pci_release_region",
	PCI_FILE,
	"nn",
	'v',
	N_("Gives back what a driver had claimed of one register."),
	NULL,
	{ N_("the driver's entry goes; the function's own stays") }
};

void pci_release_region(struct kernel *k, struct pci_dev *dev, unsigned bar)
{
	struct resource *res = &dev->resource[bar];

	if (!res->start && !res->end)
		return;
	ENTER(k, &outline_release, DEV(dev), RES_NAME(k, dev, bar));
	if (res->flags & IORESOURCE_IO)
		__release_region(k, &k->ioport_resource, res->start, resource_size(res));
	else if (res->flags & IORESOURCE_MEM)
		__release_region(k, &k->iomem_resource, res->start, resource_size(res));
	TELL(k, &says[FREED], DEV(dev), RES_NAME(k, dev, bar), RANGE(res));
	leave(k);
}

static const struct outline outline_selected = {
	"pci_request_selected_regions",
	PCI_FILE,
	"nxn",
	'e',
	N_("Claims what several registers of a function decode: all of them or none."),
	NULL,
	{ N_("one after the other"), N_("one that fails: give back those before it"),
	  N_("all of them belong to the driver") }
};

int pci_request_selected_regions(struct kernel *k, struct pci_dev *dev, unsigned bars,
                                 const char *name)
{
	ENTER(k, &outline_selected, DEV(dev), bars, name_id(name));
	for (unsigned bar = 0; bar < PCI_STD_NUM_BARS; bar++) {
		if (!(bars >> bar & 1) || !pci_request_region(k, dev, bar, name))
			continue;
		TELL(k, &says[UNDO], DEV(dev));
		while (bar-- > 0)
			if (bars >> bar & 1)
				pci_release_region(k, dev, bar);
		return leave_int(k, -EBUSY);
	}
	TELL(k, &says[ALL_OURS], DEV(dev), name_id(name));
	return leave_int(k, 0);
}

void pci_release_selected_regions(struct kernel *k, struct pci_dev *dev, unsigned bars)
{
	for (unsigned bar = 0; bar < PCI_STD_NUM_BARS; bar++)
		if (bars >> bar & 1)
			pci_release_region(k, dev, bar);
}

int pci_request_regions(struct kernel *k, struct pci_dev *dev, const char *name)
{
	return pci_request_selected_regions(k, dev, (1u << PCI_STD_NUM_BARS) - 1, name);
}

void pci_release_regions(struct kernel *k, struct pci_dev *dev)
{
	pci_release_selected_regions(k, dev, (1u << PCI_STD_NUM_BARS) - 1);
}

static const struct outline outline_iomap = {
	"pci_iomap_range",
	IOMAP_FILE,
	"nnss",
	'a',
	N_("Maps what a register decodes, be it memory or ports."),
	N_("It claims nothing; that is pci_request_regions()'s part."),
	{ N_("nothing behind that offset, or no address: NULL"),
	  N_("ports are mapped already, with the window of the host bridge"),
	  N_("memory: ioremap()") }
};

static uint64_t iomap_range(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t offset,
                            uint64_t maxlen, enum ioremap_kind kind)
{
	const struct resource *res = &dev->resource[bar];
	uint64_t start = res->start, len = start || res->end ? resource_size(res) : 0;

	ENTER(k, &outline_iomap, DEV(dev), RES_NAME(k, dev, bar), offset, maxlen);
	if (len <= offset || !start || (res->flags & IORESOURCE_IO && kind != IOREMAP)) {
		TELL(k, &says[NO_LENGTH], DEV(dev), RES_NAME(k, dev, bar));
		return leave_word(k, 0);
	}
	len -= offset;
	start += offset;
	if (maxlen && len > maxlen)
		len = maxlen;
	if (res->flags & IORESOURCE_IO) {
		TELL(k, &says[PORTS], DEV(dev), RANGE(res));
		return leave_word(k, k->mapping->ports + start);
	}
	if (res->flags & IORESOURCE_MEM)
		return leave_word(k, ioremap_as(k, kind, start, len));
	TELL(k, &says[NO_KIND], DEV(dev));
	return leave_word(k, 0);
}

uint64_t pci_iomap_range(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t offset,
                         uint64_t maxlen)
{
	return iomap_range(k, dev, bar, offset, maxlen, IOREMAP);
}

uint64_t pci_iomap(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t maxlen)
{
	return iomap_range(k, dev, bar, 0, maxlen, IOREMAP);
}

uint64_t pci_iomap_wc(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t maxlen)
{
	return iomap_range(k, dev, bar, 0, maxlen, IOREMAP_WC);
}

void pci_iounmap(struct kernel *k, struct pci_dev *dev, uint64_t addr)
{
	uint64_t port = addr - k->mapping->ports;

	(void)dev;
	if (!k->mapping->ports || port > k->ioport_resource.end)
		iounmap(k, addr);
}

/* pcim_release(): regions, then the function itself. */
static void pcim_release(struct kernel *k, struct device *dev, const struct devres *res)
{
	struct pci_dev *pdev = to_pci_dev(dev);

	(void)res;
	SET(k, pdev->managed, false);
	for (unsigned bar = 0; bar < PCI_STD_NUM_BARS; bar++)
		if (pdev->region_mask >> bar & 1)
			pci_release_region(k, pdev, bar);
	SET(k, pdev->region_mask, 0);
	if (pdev->msix_enabled)
		pci_disable_msix(k, pdev);
	if (pci_is_enabled(pdev))
		pci_disable_device(k, pdev);
}

static const struct devres_kind kind_pcim = { .release = "pcim_release",
	                                      .size = 24,
	                                      .undo = pcim_release };

static const struct outline outline_pcim = {
	"pcim_enable_device",
	PCI_FILE,
	"n",
	'e',
	N_("Switches a function on until its driver goes."),
	N_("From then on pci_request_regions() is given back by itself, too."),
	{ N_("switch it on"), N_("note that it is to be switched off, and its regions freed") }
};

int pcim_enable_device(struct kernel *k, struct pci_dev *dev)
{
	int err = 0;

	ENTER(k, &outline_pcim, DEV(dev));
	if (!pci_is_enabled(dev) || !dev->managed)
		err = pci_enable_device(k, dev);
	if (!err && !dev->managed) {
		SET(k, dev->managed, true);
		devres_add(k, &dev->dev, &kind_pcim, 0, 0, NULL, NULL);
		TELL(k, &says[MANAGED], DEV(dev));
	}
	return leave_int(k, err);
}

static void unmap(struct kernel *k, struct device *dev, const struct devres *res)
{
	pci_iounmap(k, to_pci_dev(dev), res->a);
}

static const struct devres_kind kind_iomap = { .release = "pcim_iomap_release",
	                                       .size = 48,
	                                       .undo = unmap };

uint64_t pcim_iomap(struct kernel *k, struct pci_dev *dev, unsigned bar, uint64_t maxlen)
{
	uint64_t addr = pci_iomap(k, dev, bar, maxlen);

	if (addr)
		devres_add(k, &dev->dev, &kind_iomap, addr, bar, NULL, NULL);
	return addr;
}

static const struct outline outline_iomap_regions = {
	"pcim_iomap_regions",
	DEVRES_FILE,
	"nxn",
	'e',
	N_("Claims and maps several registers of a function, until its driver goes."),
	NULL,
	{ N_("for each of them: claim it, then map it"), N_("one with no length: -EINVAL"),
	  N_("one that fails: give back those before it") }
};

static int claim_and_map(struct kernel *k, struct pci_dev *dev, unsigned bar, const char *name)
{
	const struct resource *res = &dev->resource[bar];
	int err;

	if (!res->start && !res->end)
		return -EINVAL;
	err = pci_request_region(k, dev, bar, name);
	if (err)
		return err;
	SET(k, dev->region_mask, dev->region_mask | 1u << bar);
	if (pcim_iomap(k, dev, bar, 0))
		return 0;
	pci_release_region(k, dev, bar);
	SET(k, dev->region_mask, dev->region_mask & ~(1u << bar));
	return -ENOMEM;
}

int pcim_iomap_regions(struct kernel *k, struct pci_dev *dev, unsigned mask, const char *name)
{
	int err;

	ENTER(k, &outline_iomap_regions, DEV(dev), mask, name_id(name));
	for (unsigned bar = 0; bar < PCI_STD_NUM_BARS; bar++) {
		if (!(mask >> bar & 1))
			continue;
		err = claim_and_map(k, dev, bar, name);
		if (!err)
			continue;
		TELL(k, &says[UNWOUND], DEV(dev));
		while (bar-- > 0)
			if (mask >> bar & 1) {
				pci_release_region(k, dev, bar);
				SET(k, dev->region_mask, dev->region_mask & ~(1u << bar));
			}
		return leave_int(k, err);
	}
	return leave_int(k, 0);
}
