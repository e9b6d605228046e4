/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/base/platform.c, the part that makes devices. */
#include "linux/include/platform_device.h"

#include <inttypes.h>

#include "linux/drivers/base/base.h"

#define BASE_PLATFORM_FILE "drivers/base/platform.c"

enum { NUMBERED, INSERTED, INSERT_FAILED, ADDED, NOT_ADDED };

static const struct sentence says[] = {
	[NUMBERED] = { STEP_SET, LEVEL_STEP, 1, "nd",
	               N_("The device is called {0}: {1} is the next number that no such device "
	                  "has.") },
	[INSERTED] = { STEP_DECIDE, LEVEL_STEP, 2, "R", N_("{0} is in the tree as its resource.") },
	[INSERT_FAILED] = { STEP_REFUSE, LEVEL_STOP, 2, "ndre",
	                    N_("Resource {1} of {0}, {2}, cannot be inserted ({3}): the device is "
	                       "not added.") },
	[ADDED] = { STEP_ALLOCATE, LEVEL_CALL, 3, "n", N_("{0} is on the platform bus.") },
	[NOT_ADDED] = { STEP_REFUSE, LEVEL_STOP, 3, "ne",
	                N_("{0} could not be added ({1}), so its resources go again.") },
};

static const struct outline outline_add = {
	"platform_device_add",
	BASE_PLATFORM_FILE,
	"n",
	'e',
	N_("Adds a device that no node describes to the platform bus."),
	N_("Its resources are inserted into the tree here; those of a device that comes from a node "
	   "are not."),
	{ N_("its name: alone, with a number, or with the next number and .auto"),
	  N_("insert each of its resources; when one fails, take the others out again"),
	  N_("add the device") }
};

/* What a device with that ID is called. */
static const char *name_for(struct kernel *k, const char *name, int id)
{
	struct text text = { 0 };
	const char *whole;

	text_add(&text, name);
	if (id == PLATFORM_DEVID_AUTO)
		text_addf(&text, ".%d.auto", k->base->next_devid);
	else if (id != PLATFORM_DEVID_NONE)
		text_addf(&text, ".%d", id);
	whole = sim_name(k->sim, text_str(&text));
	text_free(&text);
	return whole;
}

static struct resource *root_for(struct kernel *k, const struct resource *res)
{
	switch (res->flags & IORESOURCE_TYPE_BITS) {
	case IORESOURCE_MEM:
		return &k->iomem_resource;
	case IORESOURCE_IO:
		return &k->ioport_resource;
	default:
		return NULL;
	}
}

/* Take out the first COUNT resources of DEV. */
static void take_out(struct kernel *k, struct device *dev, unsigned count)
{
	while (count--)
		if (dev->resource[count].parent)
			release_resource(k, &dev->resource[count]);
}

static int insert_resources(struct kernel *k, struct device *dev)
{
	for (unsigned i = 0; i < dev->num_resources; i++) {
		struct resource *res = &dev->resource[i];
		struct resource *root = res->parent ? res->parent : root_for(k, res);
		int err;

		if (!res->name)
			SET(k, res->name, dev->name);
		err = root ? insert_resource(k, root, res) : 0;
		if (err) {
			TELL(k, &says[INSERT_FAILED], name_id(dev->name), i, RANGE(res),
			     WORD((int64_t)err));
			printk(k,
			       "platform %s: failed to claim resource %u: [%s 0x%08" PRIx64
			       "-0x%08" PRIx64 "]",
			       dev->name, i, res->flags & IORESOURCE_MEM ? "mem" : "io", res->start,
			       res->end);
			take_out(k, dev, i);
			return err;
		}
		if (root)
			TELL(k, &says[INSERTED], RES(res));
	}
	return 0;
}

static int platform_device_add(struct kernel *k, struct device *dev, int id)
{
	int err;

	ENTER(k, &outline_add, name_id(dev->match));
	SET(k, dev->name, name_for(k, dev->match, id));
	if (id == PLATFORM_DEVID_AUTO)
		TELL(k, &says[NUMBERED], name_id(dev->name), WORD(k->base->next_devid));
	err = insert_resources(k, dev);
	if (!err) {
		/* a driver that is there already tries it now and may make devices itself */
		if (id == PLATFORM_DEVID_AUTO)
			SET(k, k->base->next_devid, k->base->next_devid + 1);
		TELL(k, &says[ADDED], name_id(dev->name));
		err = device_add(k, dev);
		if (err) {
			TELL(k, &says[NOT_ADDED], name_id(dev->name), WORD((int64_t)err));
			take_out(k, dev, dev->num_resources);
		}
	}
	return leave_int(k, err);
}

struct device *platform_device_register_resndata(struct kernel *k, struct device *parent,
                                                 const char *name, int id,
                                                 const struct resource *res, unsigned count,
                                                 int *err)
{
	struct device *dev = device_new(k, BUS_PLATFORM, NULL, parent, -1);
	struct resource *own;

	SET(k, dev->match, sim_name(k->sim, name));
	if (count) {
		own = sim_alloc(k->sim, count * sizeof(*own));
		for (unsigned i = 0; i < count; i++)
			SET(k, own[i], res[i]);
		SET(k, dev->resource, own);
		SET(k, dev->num_resources, count);
	}
	*err = platform_device_add(k, dev, id);
	return *err ? NULL : dev;
}

struct device *platform_device_register_data(struct kernel *k, struct device *parent,
                                             const char *name, int id, int *err)
{
	return platform_device_register_resndata(k, parent, name, id, NULL, 0, err);
}
