/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/base/core.c: devices come and go. */
#include "linux/drivers/base/base.h"

#include <string.h>

struct device *bus_first_device(const struct kernel *k, enum device_bus bus)
{
	return k->base->first[bus];
}

struct device *device_find(const struct kernel *k, const char *name)
{
	for (unsigned bus = 0; bus < BUS_COUNT; bus++)
		for (struct device *dev = k->base->first[bus]; dev; dev = dev->next)
			if (!strcmp(dev->name, name))
				return dev;
	return NULL;
}

struct device *device_of_node(const struct kernel *k, int of_node)
{
	for (unsigned bus = 0; bus < BUS_COUNT; bus++)
		for (struct device *dev = k->base->first[bus]; dev; dev = dev->next)
			if (dev->of_node == of_node)
				return dev;
	return NULL;
}

struct device *device_new(struct kernel *k, enum device_bus bus, const char *name,
                          struct device *parent, int of_node)
{
	struct device *dev = sim_alloc(k->sim, sizeof(*dev));

	SET(k, dev->bus, bus);
	SET(k, dev->name, name);
	SET(k, dev->parent, parent);
	SET(k, dev->of_node, of_node);
	return dev;
}

int device_add(struct kernel *k, struct device *dev)
{
	struct base_state *base = k->base;

	if (base->last[dev->bus])
		SET(k, base->last[dev->bus]->next, dev);
	else
		SET(k, base->first[dev->bus], dev);
	SET(k, base->last[dev->bus], dev);
	return 0;
}
