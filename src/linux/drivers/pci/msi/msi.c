/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/msi/msi.c: interrupts that are writes to memory.  A function with
 * MSI-X has a table of them behind one of its registers, which the kernel maps.
 */
#include "linux/drivers/pci/pci.h"

#include "linux/drivers/of/fdt.h"
#include "linux/include/io.h"

#define MSI_FILE "drivers/pci/msi/msi.c"

enum { ON_ALREADY, WRONG_COUNT, NO_TABLE, NOBODY_LISTENS, FEWER, NO_PLACE, TABLE, OFF };

static const struct sentence says[] = {
	[ON_ALREADY] = { STEP_REFUSE, LEVEL_CALL, 2, "n",
	                 N_("{0} has MSI-X switched on already.") },
	[WRONG_COUNT] = { STEP_REFUSE, LEVEL_CALL, 1, "dd",
	                  N_("The most that is wanted, {1}, is less than the least, {0}.") },
	[NO_TABLE] = { STEP_REFUSE, LEVEL_CALL, 3, "n", N_("{0} has no MSI-X.") },
	[NOBODY_LISTENS] = { STEP_REFUSE, LEVEL_CALL, 3, "n",
	                     N_("No interrupt controller takes writes of {0} for interrupts: the "
	                        "host bridge's node names none.") },
	[FEWER] = { STEP_DECIDE, LEVEL_STEP, 4, "nd", N_("{0} has {1} of them, and no more.") },
	[NO_PLACE] = { STEP_REFUSE, LEVEL_CALL, 5, "nn",
	               N_("The table of {0} lies behind {1}, which has no address.") },
	[TABLE] = { STEP_SET, LEVEL_CALL, 5, "ndaa",
	            N_("The table of {0}, {1} entries at {2}, is mapped at {3}.") },
	[OFF] = { STEP_SET, LEVEL_CALL, 1, "n", N_("{0} has MSI-X switched off again.") },
};

/* Has somebody told which interrupt controller takes the writes? */
static bool has_msi_domain(const struct kernel *k, const struct pci_dev *dev)
{
	int node = dev->bus->host->parent->of_node;

	return node >= 0 &&
	       (of_flat_dt_has(k, node, "msi-map") || of_flat_dt_has(k, node, "msi-parent"));
}

static const struct outline outline_enable = {
	"__pci_enable_msix_range",
	MSI_FILE,
	"ndd",
	'd',
	N_("Gets interrupts of its own for each queue of a function."),
	N_("The table lies behind one of the function's registers, but the kernel maps it, not the "
	   "driver."),
	{ N_("at most less than at least: -ERANGE"), N_("on already: -EINVAL"),
	  N_("no table, or nobody to take the interrupts: -EINVAL or -ENOSPC"),
	  N_("fewer in the table than asked for: as many as there are, or -ENOSPC"),
	  N_("map the table") }
};

static uint64_t map_table(struct kernel *k, struct pci_dev *dev)
{
	const struct card *card = dev->function->card;
	const struct resource *res = &dev->resource[card->msix_bar];

	if (!res->flags || res->flags & IORESOURCE_UNSET) {
		TELL(k, &says[NO_PLACE], DEV(dev), RES_NAME(k, dev, card->msix_bar));
		return 0;
	}
	return ioremap(k, res->start + card->msix_offset, card->msix_count * 16u);
}

int pci_enable_msix_range(struct kernel *k, struct pci_dev *dev, unsigned min, unsigned max)
{
	const struct card *card = dev->function->card;
	uint64_t base;

	ENTER(k, &outline_enable, DEV(dev), min, max);
	if (max < min) {
		TELL(k, &says[WRONG_COUNT], min, max);
		return leave_int(k, -ERANGE);
	}
	if (dev->msix_enabled) {
		TELL(k, &says[ON_ALREADY], DEV(dev));
		return leave_int(k, -EINVAL);
	}
	if (!card->msix) {
		TELL(k, &says[NO_TABLE], DEV(dev));
		return leave_int(k, -EINVAL);
	}
	if (!has_msi_domain(k, dev)) {
		TELL(k, &says[NOBODY_LISTENS], DEV(dev));
		return leave_int(k, -ENOSPC);
	}
	if (max > card->msix_count) {
		TELL(k, &says[FEWER], DEV(dev), card->msix_count);
		max = card->msix_count;
		if (max < min)
			return leave_int(k, -ENOSPC);
	}
	base = map_table(k, dev);
	if (!base)
		return leave_int(k, -ENOMEM);
	SET(k, dev->msix_base, base);
	SET(k, dev->msix_enabled, true);
	TELL(k, &says[TABLE], DEV(dev), card->msix_count,
	     dev->resource[card->msix_bar].start + card->msix_offset, base);
	return leave_int(k, (int)max);
}

static const struct outline outline_disable = { "pci_disable_msix",
	                                        MSI_FILE,
	                                        "n",
	                                        'v',
	                                        N_("Gives a function's interrupts back."),
	                                        NULL,
	                                        { N_("unmap the table") } };

void pci_disable_msix(struct kernel *k, struct pci_dev *dev)
{
	if (!dev->msix_enabled)
		return;
	ENTER(k, &outline_disable, DEV(dev));
	iounmap(k, dev->msix_base);
	SET(k, dev->msix_base, 0);
	SET(k, dev->msix_enabled, false);
	TELL(k, &says[OFF], DEV(dev));
	leave(k);
}
