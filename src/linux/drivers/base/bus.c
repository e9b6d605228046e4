/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/base/bus.c: drivers come to their bus, and which of them is made for which
 * device.
 *
 * The kernel asks each driver of a bus about each device.  Here a device is looked up
 * once, by the strings that it bears, so that 10,000 of them cost little.
 */
#include "linux/drivers/base/base.h"

#include <string.h>

#include "machine/drivers.h"

#define BUS_FILE "drivers/base/bus.c"

enum { REGISTERED, NOBODY, AGAIN };

static const struct sentence says[] = {
	[REGISTERED] = { STEP_SET, LEVEL_STEP, 1, "n",
	                 N_("Bus {0} knows the driver from here on.") },
	[NOBODY] = { STEP_DECIDE, LEVEL_STEP, 2, "n",
	             N_("No device is there that {0} is made for.") },
	[AGAIN] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	            N_("{0} has no driver yet, so its bus looks for one once more.") },
};

/* Behind those that register earlier; a driver that matches twice is noted once. */
static void add_match(struct kernel *k, struct device *dev, const struct driver *drv,
                      const struct driver_id *id)
{
	struct base_state *base = k->base;
	struct device_match **at = &dev->matches, *match;

	while (*at && (*at)->driver->index < drv->index)
		at = &(*at)->next_driver;
	if (*at && (*at)->driver == drv)
		return;
	match = sim_alloc(k->sim, sizeof(*match));
	SET(k, match->dev, dev);
	SET(k, match->driver, drv);
	SET(k, match->id, id);
	SET(k, match->next_driver, *at);
	SET(k, *at, match);
	if (base->last_match[drv->index])
		SET(k, base->last_match[drv->index]->next_device, match);
	else
		SET(k, base->first_match[drv->index], match);
	SET(k, base->last_match[drv->index], match);
}

static bool is_of_bus(const struct driver *drv, const struct device *dev)
{
	return (unsigned)drv->bus == (unsigned)dev->bus && !driver_level_is_early(drv->level);
}

/* platform_match(): a string of its node's `compatible`, or its own name. */
static void match_platform(struct kernel *k, struct device *dev)
{
	const struct driver_set *set = k->machine->drivers;
	const struct driver_id *id;
	const struct driver *drv;
	unsigned next;
	int len = 0;
	const char *s, *compatible = dev->of_node < 0
	                                     ? NULL
	                                     : nodes_property(k->machine->nodes, dev->of_node,
	                                                      "compatible", &len);

	while ((s = nodes_next_string(&compatible, &len))) {
		next = 0;
		while ((drv = drivers_by_compatible(set, s, &next, &id)))
			if (is_of_bus(drv, dev))
				add_match(k, dev, drv, id);
	}
	next = 0;
	while (dev->match && (drv = drivers_by_name(set, dev->match, &next, &id)))
		if (is_of_bus(drv, dev))
			add_match(k, dev, drv, id);
}

/* The drivers of the other buses are few: each is asked. */
static void match_by_numbers(struct kernel *k, struct device *dev)
{
	const struct driver_set *set = k->machine->drivers;

	for (size_t i = 0; i < set->count; i++) {
		const struct driver *drv = set->drivers[i];
		const struct driver_id *id;

		if (!is_of_bus(drv, dev))
			continue;
		id = dev->bus == BUS_AMBA ? driver_claims_amba(drv, dev->periphid)
		                          : driver_claims_pci(drv, dev->periphid, dev->class);
		if (id)
			add_match(k, dev, drv, id);
	}
}

/* Of the texts that people learn from: only where no other driver is. */
static void drop_examples(struct kernel *k, struct device *dev)
{
	const struct device_match *match = dev->matches;

	while (match && match->driver->example)
		match = match->next_driver;
	if (!match)
		return;
	for (struct device_match *m = dev->matches; m; m = m->next_driver)
		if (m->driver->example)
			SET(k, m->passed_over, true);
}

/* --bind=all: by a driver that is assumed, when there is something to claim. */
static void match_assumed(struct kernel *k, struct device *dev)
{
	const struct driver_id *id;
	const struct driver *drv;
	unsigned next = 0;

	for (unsigned i = 0; i < dev->num_resources; i++) {
		if (!(dev->resource[i].flags & IORESOURCE_MEM))
			continue;
		drv = drivers_by_name(k->machine->drivers, DRIVER_ASSUMED, &next, &id);
		if (drv)
			add_match(k, dev, drv, id);
		return;
	}
}

void bus_match_device(struct kernel *k, struct device *dev)
{
	if (!k->machine || !k->machine->drivers)
		return;
	if (dev->bus == BUS_PLATFORM)
		match_platform(k, dev);
	else
		match_by_numbers(k, dev);
	if (dev->matches)
		drop_examples(k, dev);
	else if (k->machine->bind == BIND_ALL && dev->bus != BUS_PCI)
		match_assumed(k, dev);
}

/* Some driver claims one of the strings at COMPATIBLE. */
static bool is_claimed(const struct kernel *k, const char *compatible, int len)
{
	const char *s;

	while ((s = nodes_next_string(&compatible, &len))) {
		unsigned next = 0;

		if (drivers_by_compatible(k->machine->drivers, s, &next, NULL))
			return true;
	}
	return false;
}

bool bus_knows_node(const struct kernel *k, const struct fwnode *fwnode)
{
	const struct nodes *nodes = k->machine->nodes;
	const struct node_entry *entry = fwnode_entry(k, fwnode);
	const char *compatible = NULL;
	int len = 0;

	if (!k->machine->drivers)
		return false;
	while (entry->parent >= 0 && !fwnode->dev) {
		compatible = nodes_property(nodes, entry->offset, "compatible", &len);
		if (compatible)
			return is_claimed(k, compatible, len);
		entry = &nodes->entries[entry->parent];
		fwnode = &k->base->fwnodes[entry - nodes->entries];
	}
	if (!fwnode->dev)
		return false;
	compatible = nodes_property(nodes, entry->offset, "compatible", &len);
	return fwnode->dev->matches || (compatible && is_claimed(k, compatible, len));
}

static const struct outline outline_bus_probe_device = {
	"bus_probe_device",
	BUS_FILE,
	"n",
	'v',
	N_("Lets the drivers that are there try a device."),
	N_("Early in the boot hardly any driver is there; the device is tried again when its "
	   "driver comes."),
	{ N_("each driver of the bus that is made for it, in the order in which they came"),
	  N_("until one binds it") }
};

static bool may_try(const struct kernel *k, const struct device_match *match)
{
	return k->base->registered[match->driver->index] && !match->passed_over;
}

void bus_probe_device(struct kernel *k, struct device *dev)
{
	struct device_match *match = dev->matches;

	while (match && !may_try(k, match))
		match = match->next_driver;
	if (!match || dev->driver)
		return;
	ENTER(k, &outline_bus_probe_device, name_id(dev->name));
	for (; match && !dev->driver; match = match->next_driver)
		if (may_try(k, match))
			driver_probe_device(k, match);
	leave(k);
}

static const struct outline outline_driver_register = {
	"driver_register",
	"drivers/base/driver.c",
	"n",
	'v',
	N_("A driver comes to its bus and tries the devices that it is made for."),
	NULL,
	{ N_("the bus knows it"), N_("try each device of the bus that it is made for") }
};

void driver_register(struct kernel *k, const struct driver *drv)
{
	if (k->base->registered[drv->index])
		return;
	ENTER(k, &outline_driver_register, NAME(k, drv->name));
	SET(k, k->base->registered[drv->index], true);
	TELL(k, &says[REGISTERED], NAME(k, driver_bus_name(drv->bus)));
	if (k->base->first_match[drv->index])
		driver_attach(k, drv);
	else
		TELL(k, &says[NOBODY], NAME(k, drv->name));
	leave(k);
}

bool driver_has_device(const struct kernel *k, const struct driver *drv)
{
	const struct device_match *match = k->base->first_match[drv->index];

	if (k->base->registered[drv->index])
		return false;
	while (match && (match->passed_over || match->dev->state == DEVICE_GONE))
		match = match->next_device;
	return match != NULL;
}

const struct driver *driver_find(const struct kernel *k, const char *name)
{
	const struct driver_set *set = k->machine ? k->machine->drivers : NULL;

	for (size_t i = 0; set && i < set->count; i++) {
		const struct driver *drv = set->drivers[i];

		if (!driver_level_is_early(drv->level) && !strcmp(drv->name, name))
			return drv;
	}
	return NULL;
}

static const struct outline outline_resume = {
	"fw_devlink_resume",
	"drivers/base/core.c",
	"",
	'v',
	N_("Looks into who waits for whom, once all devices of the tree are there."),
	N_("A probe that has failed is made a second time here, and fails a second time."),
	{ N_("go through the devices that were made of nodes"),
	  N_("let the bus of each look for a driver, where there is none"),
	  N_("from here on each new device is looked into at once") }
};

void fw_devlink_resume(struct kernel *k)
{
	ENTER(k, &outline_resume);
	for (enum device_bus bus = BUS_PLATFORM; bus <= BUS_AMBA; bus++) {
		for (struct device *dev = bus_first_device(k, bus); dev; dev = dev->next) {
			if (dev->of_node < 0 || dev->driver || !dev->matches)
				continue;
			TELL(k, &says[AGAIN], name_id(dev->name));
			bus_probe_device(k, dev);
		}
	}
	leave(k);
}
