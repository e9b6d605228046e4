/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/ecam.c: the configuration registers of all cards as one range of
 * memory, 4 KiB for each function, 1 MiB for each bus.
 */
#include "linux/drivers/pci/pci.h"

#include "linux/include/io.h"

#define ECAM_FILE           "drivers/pci/ecam.c"
#define PCIE_ECAM_BUS_SHIFT 20

enum { NO_BUSES, TOO_SMALL, TAKEN, CLAIMED, NOT_MAPPED, PER_BUS, FREED };

static const struct sentence says[] = {
	[NO_BUSES] = { STEP_REFUSE, LEVEL_STOP, 1, "n", N_("{0} has no bus at all.") },
	[TOO_SMALL] = { STEP_RESIZE, LEVEL_STOP, 2, "rdd",
	                N_("{0} has room for the registers of {1} buses only, not of {2}.") },
	[TAKEN] = { STEP_CONFLICT, LEVEL_STOP, 3, "rR",
	            N_("The configuration registers at {0} belong to {1} already, so the host "
	               "bridge gives up.") },
	[CLAIMED] = { STEP_LINK, LEVEL_CALL, 3, "r",
	              N_("At {0} the configuration registers of all cards can be read.") },
	[NOT_MAPPED] = { STEP_REFUSE, LEVEL_STOP, 4, "r", N_("{0} cannot be mapped.") },
	[PER_BUS] = { STEP_DECIDE, LEVEL_STEP, 4, "",
	              N_("Addresses are scarce with 32 bits: each bus is mapped when it is made.") },
	[FREED] = { STEP_UNLINK, LEVEL_STEP, 1, "r", N_("{0} is given back.") },
};

static const struct outline outline_create = {
	"pci_ecam_create",
	ECAM_FILE,
	"nr",
	'e',
	N_("Claims and maps the range in which the cards' configuration registers lie."),
	N_("These are not the cards' own registers: they say what a card is and where it answers."),
	{ N_("no buses: -EINVAL"), N_("a range too small for all buses serves the first of them"),
	  N_("claim it as `PCI ECAM`; if somebody has it: -EBUSY"), N_("map it") }
};

static void unwind(struct kernel *k, struct pci_config_window *cfg)
{
	if (cfg->win)
		iounmap(k, cfg->win);
	SET(k, cfg->win, 0);
	if (cfg->res.parent)
		release_resource(k, &cfg->res);
}

static void fill_window(struct kernel *k, struct pci_config_window *cfg, struct device *dev,
                        const struct resource *cfgres, const struct resource *busr)
{
	SET(k, cfg->parent, dev);
	SET(k, cfg->busr.start, busr->start);
	SET(k, cfg->busr.end, busr->end);
	SET(k, cfg->busr.flags, IORESOURCE_BUS);
	SET(k, cfg->res.start, cfgres->start);
	SET(k, cfg->res.end, cfgres->end);
	SET(k, cfg->res.flags, IORESOURCE_MEM | IORESOURCE_BUSY);
	SET(k, cfg->res.name, sim_name(k->sim, "PCI ECAM"));
}

/* pci_remap_cfgspace(): a write must have arrived before the next instruction, if that can be had. */
static uint64_t remap_cfgspace(struct kernel *k, phys_addr_t phys, uint64_t size)
{
	uint64_t addr = ioremap_np(k, phys, size);

	return addr ? addr : ioremap(k, phys, size);
}

/* Fewer buses, when the range has no room for more. */
static uint64_t clip_buses(struct kernel *k, struct pci_config_window *cfg,
                           const struct resource *cfgres, const struct resource *busr)
{
	uint64_t buses = resource_size(busr);
	uint64_t room = resource_size(cfgres) >> PCIE_ECAM_BUS_SHIFT;

	if (buses <= room)
		return buses;
	SET(k, cfg->busr.end, busr->start + room - 1);
	TELL(k, &says[TOO_SMALL], RANGE(cfgres), room, buses);
	dev_info(k, cfg->parent, "ECAM area %s can only accommodate %s (reduced from %s desired)",
	         PR(cfgres), PR(&cfg->busr), PR(busr));
	return room;
}

struct pci_config_window *pci_ecam_create(struct kernel *k, struct device *dev,
                                          const struct resource *cfgres,
                                          const struct resource *busr, int *err)
{
	struct pci_config_window *cfg;
	struct resource *conflict;
	uint64_t buses;

	ENTER(k, &outline_create, name_id(dev->name), RANGE(cfgres));
	if (busr->start > busr->end) {
		TELL(k, &says[NO_BUSES], name_id(dev->name));
		*err = leave_int(k, -EINVAL);
		return NULL;
	}
	cfg = sim_alloc(k->sim, sizeof(*cfg));
	fill_window(k, cfg, dev, cfgres, busr);
	buses = clip_buses(k, cfg, cfgres, busr);
	conflict = request_resource_conflict(k, &k->iomem_resource, &cfg->res);
	if (conflict) {
		TELL(k, &says[TAKEN], RANGE(&cfg->res), RES(conflict));
		dev_info(k, dev, "can't claim ECAM area %s: address conflict with %s %s",
		         PR(&cfg->res), LOG_NAME(conflict), PR(conflict));
		*err = leave_int(k, -EBUSY);
		return NULL;
	}
	TELL(k, &says[CLAIMED], RANGE(&cfg->res));
	if (k->mapping->va_bits <= 32) {
		TELL(k, &says[PER_BUS]);
	} else {
		SET(k, cfg->win, remap_cfgspace(k, cfgres->start, buses << PCIE_ECAM_BUS_SHIFT));
		if (!cfg->win) {
			TELL(k, &says[NOT_MAPPED], RANGE(&cfg->res));
			dev_info(k, dev, "ECAM ioremap failed");
			unwind(k, cfg);
			*err = leave_int(k, -ENOMEM);
			return NULL;
		}
	}
	dev_info(k, dev, "ECAM at %s for %s", PR(&cfg->res), PR(&cfg->busr));
	*err = leave_int(k, 0);
	return cfg;
}

static const struct outline outline_free = { "pci_ecam_free",
	                                     ECAM_FILE,
	                                     "r",
	                                     'v',
	                                     N_("Gives the configuration registers back."),
	                                     NULL,
	                                     { N_("unmap them, and let go of their range") } };

void pci_ecam_free(struct kernel *k, struct pci_config_window *cfg)
{
	ENTER(k, &outline_free, RANGE(&cfg->res));
	TELL(k, &says[FREED], RANGE(&cfg->res));
	unwind(k, cfg);
	leave(k);
}
