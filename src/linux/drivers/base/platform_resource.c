/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/base/platform.c, the part that drivers call: the resources of a platform device. */
#include <string.h>

#include "linux/drivers/base/base.h"

#define PLATFORM_FILE "drivers/base/platform.c"

enum { FOUND, NO_SUCH, NO_SUCH_NAME };

static const struct sentence says[] = {
	[FOUND] = { STEP_READ, LEVEL_STEP, 2, "Rn", N_("{0} is what {1} is asked for.") },
	[NO_SUCH] = { STEP_DECIDE, LEVEL_STEP, 3, "ndd",
	              N_("{0} has {1} of them, so number {2}, counted from 0, is NULL.") },
	[NO_SUCH_NAME] = { STEP_DECIDE, LEVEL_STEP, 3, "nn",
	                   N_("{0} has none that is called {1}: NULL.") },
};

static const struct outline outline_get_resource = {
	"platform_get_resource",
	PLATFORM_FILE,
	"nxd",
	'R',
	N_("Finds one of the resources that the device was made with."),
	N_("It claims nothing: the resource only says what the device tree says."),
	{ N_("go over the device's resources, counting those of that type"),
	  N_("the one with that number is returned"), N_("there are not so many: NULL") }
};

static uint64_t resource_type(const struct resource *res)
{
	return res->flags & IORESOURCE_TYPE_BITS;
}

struct resource *platform_get_resource(struct kernel *k, struct device *dev, uint64_t type,
                                       unsigned n)
{
	unsigned seen = 0;

	ENTER(k, &outline_get_resource, name_id(dev->name), type, n);
	for (unsigned i = 0; i < dev->num_resources; i++) {
		struct resource *res = &dev->resource[i];

		if (resource_type(res) == type && seen++ == n) {
			TELL(k, &says[FOUND], RES(res), name_id(dev->name));
			return leave_res(k, res);
		}
	}
	TELL(k, &says[NO_SUCH], name_id(dev->name), seen, n);
	return leave_res(k, NULL);
}

static const struct outline outline_byname = {
	"platform_get_resource_byname",
	PLATFORM_FILE,
	"nxn",
	'R',
	N_("Finds one of the device's resources by its name."),
	N_("The names are those of reg-names, or the node's where it has none."),
	{ N_("go over the device's resources of that type"), N_("the one of that name is returned"),
	  N_("there is none: NULL") }
};

struct resource *platform_get_resource_byname(struct kernel *k, struct device *dev, uint64_t type,
                                              const char *name)
{
	ENTER(k, &outline_byname, name_id(dev->name), type, NAME(k, name));
	for (unsigned i = 0; i < dev->num_resources; i++) {
		struct resource *res = &dev->resource[i];

		if (resource_type(res) == type && res->name && !strcmp(res->name, name)) {
			TELL(k, &says[FOUND], RES(res), name_id(dev->name));
			return leave_res(k, res);
		}
	}
	TELL(k, &says[NO_SUCH_NAME], name_id(dev->name), NAME(k, name));
	return leave_res(k, NULL);
}
