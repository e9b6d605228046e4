/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/pci/controller/pci-host-common.c: host bridges that need no driver of
 * their own, because all that matters of them stands in the tree.
 */
#include "linux/drivers/pci/pci.h"

#include "linux/include/of_address.h"

#define COMMON_FILE "drivers/pci/controller/pci-host-common.c"

enum { NO_REG, NO_BUSES, NO_TREE, NOT_UP };

static const struct sentence says[] = {
	[NO_REG] = { STEP_REFUSE, LEVEL_STOP, 3, "ne",
	             N_("{0} has no reg that can be translated ({1}), so nobody knows where its "
	                "cards' registers are.") },
	[NO_BUSES] = { STEP_REFUSE, LEVEL_STOP, 3, "n", N_("{0} has no numbers for buses.") },
	[NO_TREE] = { STEP_REFUSE, LEVEL_STOP, 1, "n",
	              N_("{0} is in no device tree, so there are no windows to be read.") },
	[NOT_UP] = { STEP_DECIDE, LEVEL_STEP, 1, "n",
	             N_("{0} has no root bus, so there is nothing to take down.") },
};

static void unmap_cfg(struct kernel *k, struct device *dev, const struct devres *res)
{
	struct pci_host_bridge *bridge = pci_state(k)->hosts;

	while (bridge && bridge->parent != dev)
		bridge = bridge->next;
	(void)res;
	if (bridge && bridge->cfg)
		pci_ecam_free(k, bridge->cfg);
}

static const struct devres_kind kind_cfg = { .release = "devm_action_release",
	                                     .size = 16,
	                                     .undo = unmap_cfg };

/* Nothing of a host bridge is left but what other devres give back. */
static void release_host_bridge(struct kernel *k, struct device *dev, const struct devres *res)
{
	struct pci_host_bridge **slot = &pci_state(k)->hosts;

	(void)res;
	while (*slot && (*slot)->parent != dev)
		slot = &(*slot)->next;
	if (*slot)
		SET(k, *slot, (*slot)->next);
}

static const struct devres_kind kind_bridge = { .release = "devm_action_release",
	                                        .size = 16,
	                                        .undo = release_host_bridge };

static const struct outline outline_probe = {
	"pci_host_common_probe",
	COMMON_FILE,
	"n",
	'e',
	N_("The probe of a host bridge that a device tree describes completely."),
	N_("It asks nothing of the bridge itself: firmware set it up, the tree says how."),
	{ N_("make a host bridge with the windows of `ranges`, and claim them"),
	  N_("may the kernel assign addresses? /chosen says"),
	  N_("claim and map the configuration registers in `reg`"),
	  N_("scan, and give out addresses") }
};

/* gen_pci_init(): the configuration registers. */
static int init_cfg(struct kernel *k, struct device *dev, struct pci_host_bridge *bridge)
{
	const struct pci_window *w = bridge->windows;
	struct pci_config_window *cfg;
	struct resource cfgres;
	int err = of_address_to_resource(k, dev->of_node, 0, &cfgres);

	if (err) {
		TELL(k, &says[NO_REG], name_id(dev->name), WORD((int64_t)err));
		dev_err(k, dev, "missing \"reg\" property");
		return err;
	}
	while (w && !(w->res->flags & IORESOURCE_BUS))
		w = w->next;
	if (!w) {
		TELL(k, &says[NO_BUSES], name_id(dev->name));
		return -ENODEV;
	}
	cfg = pci_ecam_create(k, dev, &cfgres, w->res, &err);
	if (!cfg)
		return err;
	SET(k, bridge->cfg, cfg);
	devres_add(k, dev, &kind_cfg, 0, 0, NULL, NULL);
	return 0;
}

/* devm_pci_alloc_host_bridge() */
static struct pci_host_bridge *alloc_bridge(struct kernel *k, struct device *dev)
{
	struct pci_host_bridge *bridge = sim_alloc(k->sim, sizeof(*bridge));
	struct pci_host_bridge **slot = &pci_state(k)->hosts;

	SET(k, bridge->parent, dev);
	while (*slot)
		slot = &(*slot)->next;
	SET(k, *slot, bridge);
	devres_add(k, dev, &kind_bridge, 0, 0, NULL, NULL);
	return devm_of_pci_bridge_init(k, dev, bridge) ? NULL : bridge;
}

int pci_host_common_probe(struct kernel *k, struct device *dev)
{
	struct pci_host_bridge *bridge;
	int err;

	ENTER(k, &outline_probe, name_id(dev->name));
	if (dev->of_node < 0 || !k->machine) {
		TELL(k, &says[NO_TREE], name_id(dev->name));
		return leave_int(k, -ENODEV);
	}
	bridge = alloc_bridge(k, dev);
	if (!bridge)
		return leave_int(k, -ENOMEM);
	of_pci_check_probe_only(k);
	err = init_cfg(k, dev, bridge);
	if (err)
		return leave_int(k, err);
	if (!pci_state(k)->probe_only)
		SET(k, pci_state(k)->reassign_all_bus, true);
	return leave_int(k, pci_host_probe(k, bridge));
}

static const struct outline outline_remove = {
	"pci_host_common_remove",
	COMMON_FILE,
	"n",
	'e',
	N_("Takes a host bridge down, with all that is behind it."),
	N_("Windows and registers are given back afterwards, by devres."),
	{ N_("a bridge that never came up has no root bus"),
	  N_("drivers first, then the functions and buses") }
};

int pci_host_common_remove(struct kernel *k, struct device *dev)
{
	struct pci_host_bridge *bridge = pci_state(k)->hosts;

	ENTER(k, &outline_remove, name_id(dev->name));
	while (bridge && bridge->parent != dev)
		bridge = bridge->next;
	if (!bridge || !bridge->bus) {
		TELL(k, &says[NOT_UP], name_id(dev->name));
		return leave_int(k, 0);
	}
	pci_stop_root_bus(k, bridge->bus);
	pci_remove_root_bus(k, bridge->bus);
	SET(k, bridge->bus, NULL);
	return leave_int(k, 0);
}
