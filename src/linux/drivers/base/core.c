/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/base/core.c: devices come and go. */
#include "linux/drivers/base/base.h"

#include <stdarg.h>
#include <string.h>

#include "machine/drivers.h"

#define CORE_FILE "drivers/base/core.c"

enum { ADDED, NAME_TAKEN, REMOVED };

static const struct sentence says[] = {
	[ADDED] = { STEP_SET, LEVEL_STEP, 1, "n",
	            N_("{0} is on its bus now, behind all that were added before it.") },
	[NAME_TAKEN] = { STEP_REFUSE, LEVEL_CALL, 4, "nn",
	                 N_("There is a device called {0} already, and {1} can only be once: this "
	                    "one is not added.") },
	[REMOVED] = { STEP_SET, LEVEL_STOP, 2, "n", N_("{0} is gone: no bus knows it any more.") },
};

void base_init(struct kernel *k)
{
	struct base_state *base = sim_alloc(k->sim, sizeof(*base));
	const struct machine *m = k->machine;
	size_t drivers = m && m->drivers ? m->drivers->count : 0;

	SET(k, k->base, base);
	SET(k, base->fw_devlink, profile_has(k->profile, FEATURE_FW_DEVLINK));
	if (m && m->nodes)
		SET(k, base->fwnodes, sim_alloc(k->sim, m->nodes->count * sizeof(*base->fwnodes)));
	SET(k, base->registered, sim_alloc(k->sim, drivers * sizeof(*base->registered) + 1));
	SET(k, base->first_match, sim_alloc(k->sim, drivers * sizeof(struct device_match *) + 1));
	SET(k, base->last_match, sim_alloc(k->sim, drivers * sizeof(struct device_match *) + 1));
}

struct device *bus_first_device(const struct kernel *k, enum device_bus bus)
{
	return k->base->first[bus];
}

struct device *device_find(const struct kernel *k, const char *name)
{
	const char *same = names_intern(&k->sim->names, name);
	struct device *dev = k->base->by_name[name_id(same) % NAME_SLOTS];

	while (dev && (dev->name != same || dev->state == DEVICE_GONE))
		dev = dev->same_hash;
	return dev;
}

struct fwnode *fwnode_at(const struct kernel *k, int of_node)
{
	const struct node_entry *node;

	if (!k->base->fwnodes || of_node < 0)
		return NULL;
	node = nodes_find(k->machine->nodes, of_node);
	return node ? &k->base->fwnodes[node - k->machine->nodes->entries] : NULL;
}

const struct node_entry *fwnode_entry(const struct kernel *k, const struct fwnode *fwnode)
{
	return &k->machine->nodes->entries[fwnode - k->base->fwnodes];
}

struct device *device_of_node(const struct kernel *k, int of_node)
{
	const struct fwnode *fwnode = fwnode_at(k, of_node);

	return fwnode ? fwnode->dev : NULL;
}

void fwnode_set_initialized(struct kernel *k, int node)
{
	struct fwnode *fwnode = fwnode_at(k, node);

	if (fwnode)
		SET(k, fwnode->initialized, true);
}

bool provider_is_set_up(const struct kernel *k, int node)
{
	const struct fwnode *fwnode = fwnode_at(k, node);

	return fwnode && (fwnode->initialized || bus_knows_node(k, fwnode));
}

bool provider_is_ready(const struct kernel *k, int node)
{
	const struct nodes *nodes = k->machine ? k->machine->nodes : NULL;
	const struct node_entry *entry = nodes ? nodes_find(nodes, node) : NULL;

	if (entry && k->machine->bind != BIND_BUILTIN &&
	    !bus_knows_node(k, &k->base->fwnodes[entry - nodes->entries]))
		return true;
	while (entry && entry->depth > 0) {
		const struct fwnode *fwnode = &k->base->fwnodes[entry - nodes->entries];

		if (fwnode->dev)
			return fwnode->dev->state == DEVICE_BOUND || fwnode->initialized;
		if (fwnode->initialized)
			return true;
		entry = entry->parent >= 0 ? &nodes->entries[entry->parent] : NULL;
	}
	return false;
}

struct device *device_new(struct kernel *k, enum device_bus bus, const char *name,
                          struct device *parent, int of_node)
{
	struct device *dev = sim_alloc(k->sim, sizeof(*dev));

	device_initialize(k, dev, bus, name, parent, of_node);
	return dev;
}

void device_initialize(struct kernel *k, struct device *dev, enum device_bus bus, const char *name,
                       struct device *parent, int of_node)
{
	SET(k, dev->bus, bus);
	SET(k, dev->name, name);
	SET(k, dev->parent, parent);
	SET(k, dev->of_node, of_node);
}

static const struct outline outline_device_add = {
	"device_add",
	CORE_FILE,
	"n",
	'e',
	N_("Lets a device stand on its bus, where drivers find it."),
	N_("The device is there from here on, with a driver or without."),
	{ N_("link it in at the end of its bus"),
	  N_("what its node names in its properties, it will have to wait for"),
	  N_("drivers that are there already try it"),
	  N_("one whose name is taken on its bus is not added: -EEXIST") }
};

static void bus_add_device(struct kernel *k, struct device *dev)
{
	struct base_state *base = k->base;
	struct device **slot = &base->by_name[name_id(dev->name) % NAME_SLOTS];

	if (base->last[dev->bus])
		SET(k, base->last[dev->bus]->next, dev);
	else
		SET(k, base->first[dev->bus], dev);
	SET(k, base->last[dev->bus], dev);
	SET(k, dev->same_hash, *slot);
	SET(k, *slot, dev);
	TELL(k, &says[ADDED], name_id(dev->name));
}

/* The one on the same bus that has the same name; NULL for none. */
static const struct device *namesake(const struct kernel *k, const struct device *dev)
{
	const struct device *other = k->base->by_name[name_id(dev->name) % NAME_SLOTS];

	while (other &&
	       (other->name != dev->name || other->bus != dev->bus || other->state == DEVICE_GONE))
		other = other->same_hash;
	return other;
}

/* Its folder in sysfs, below those of the devices above it. */
static void add_path(struct text *path, const struct device *dev)
{
	if (dev->parent)
		add_path(path, dev->parent);
	else
		text_add(path, "/devices/platform");
	text_addf(path, "/%s", dev->name);
}

/* sysfs cannot hold two of one name: neither below the same device nor on the same bus. */
static int refuse_name(struct kernel *k, const struct device *dev, const struct device *other)
{
	struct text path = { 0 };
	const char *whole;

	if (dev->parent == other->parent)
		add_path(&path, dev);
	else
		text_addf(&path, "/bus/%s/devices/%s", driver_bus_name((enum driver_bus)dev->bus),
		          dev->name);
	/* printing may not come back, when a limit is reached */
	whole = sim_name(k->sim, text_str(&path));
	text_free(&path);
	TELL(k, &says[NAME_TAKEN], name_id(dev->name), name_id(whole));
	printk(k, "sysfs: cannot create duplicate filename '%s'", whole);
	if (dev->parent == other->parent)
		printk(k,
		       "kobject_add_internal failed for %s with -EEXIST, don't try to register "
		       "things with the same name in the same directory.",
		       dev->name);
	return -EEXIST;
}

int device_add(struct kernel *k, struct device *dev)
{
	struct fwnode *fwnode = fwnode_at(k, dev->of_node);
	const struct device *other = namesake(k, dev);

	ENTER(k, &outline_device_add, name_id(dev->name));
	if (other)
		return leave_int(k, refuse_name(k, dev, other));
	bus_add_device(k, dev);
	if (fwnode && !fwnode->dev) {
		SET(k, fwnode->dev, dev);
		fw_devlink_link_device(k, dev);
	}
	/* the PCI bus lets nobody have a function before all of them have addresses */
	if (dev->bus != BUS_PCI)
		device_attach(k, dev);
	return leave_int(k, 0);
}

static const struct outline outline_device_del = {
	"device_del",
	CORE_FILE,
	"n",
	'v',
	N_("Takes a device out."),
	N_("What its driver claimed is given back first; what the bus claimed for it is the bus's "
	   "to give back."),
	{ N_("its driver lets go of it"), N_("take it off its bus") }
};

static void unlink_from_bus(struct kernel *k, struct device *dev)
{
	struct base_state *base = k->base;
	struct device *before = base->first[dev->bus];

	if (before == dev) {
		SET(k, base->first[dev->bus], dev->next);
		before = NULL;
	} else {
		while (before->next != dev)
			before = before->next;
		SET(k, before->next, dev->next);
	}
	if (base->last[dev->bus] == dev)
		SET(k, base->last[dev->bus], before);
}

void device_del(struct kernel *k, struct device *dev)
{
	struct fwnode *fwnode = fwnode_at(k, dev->of_node);

	ENTER(k, &outline_device_del, name_id(dev->name));
	device_driver_detach(k, dev);
	driver_deferred_probe_del(k, dev);
	unlink_from_bus(k, dev);
	SET(k, dev->state, DEVICE_GONE);
	if (fwnode && fwnode->dev == dev)
		SET(k, fwnode->dev, NULL);
	TELL(k, &says[REMOVED], name_id(dev->name));
	leave(k);
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
