/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/base/core.c: devices come and go. */
#include "linux/drivers/base/base.h"

#include <stdarg.h>
#include <string.h>

#include "machine/drivers.h"

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

/* dev_driver_string(): a device without a driver is called after its bus. */
static const char *driver_string(const struct device *dev)
{
	static const char *const buses[BUS_COUNT] = { "platform", "amba", "pci" };

	return dev->driver ? dev->driver->name : buses[dev->bus];
}

void dev_printk(struct kernel *k, const struct device *dev, const char *fmt, ...)
{
	struct text text = { 0 };
	const char *line;
	va_list args;

	va_start(args, fmt);
	text_addv(&text, fmt, args);
	va_end(args);
	/* printing may not come back, when a limit is reached */
	line = names_intern(&k->sim->names, text_str(&text));
	text_free(&text);
	printk(k, "%s %s: %s", driver_string(dev), dev->name, line);
}
