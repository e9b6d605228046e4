/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/host-bridge.c: what the CPU sees at one address a card may have
 * at another; each window of the host bridge says how far they are apart.
 */
#include "linux/drivers/pci/pci.h"

struct pci_region pcibios_resource_to_bus(const struct pci_bus *bus, const struct resource *res)
{
	const struct pci_window *w = bus->host->windows;

	while (w && !resource_contains(w->res, res))
		w = w->next;
	return (struct pci_region){ res->start - (w ? w->offset : 0),
		                    res->end - (w ? w->offset : 0) };
}

void pcibios_bus_to_resource(struct kernel *k, const struct pci_bus *bus, struct resource *res,
                             struct pci_region region)
{
	uint64_t offset = 0;

	for (const struct pci_window *w = bus->host->windows; w; w = w->next) {
		if (resource_type(w->res) != resource_type(res) ||
		    region.start < w->res->start - w->offset ||
		    region.end > w->res->end - w->offset)
			continue;
		offset = w->offset;
		break;
	}
	SET(k, res->start, region.start + offset);
	SET(k, res->end, region.end + offset);
}
