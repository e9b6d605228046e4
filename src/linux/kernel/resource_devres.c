/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/resource.c, last part: claims that are noted with a device and given back
 * when its driver goes.
 */
#include "linux/kernel/resource_internal.h"

enum { NOT_NOTED, COLLISION, NOT_HELD };

static const struct sentence says[] = {
	[NOT_NOTED] = { STEP_REFUSE, LEVEL_STEP, 3, "rn",
	                N_("{0} was not given, so nothing is noted with {1}.") },
	[COLLISION] = { STEP_REFUSE, LEVEL_STEP, 2, "nRR",
	                N_("{0} does not get {1}, and the log says that {2} is in the way.") },
	[NOT_HELD] = { STEP_REFUSE, LEVEL_STEP, 2, "n",
	               N_("{0} had not taken this with a devm_ function; the log gets a "
	                  "warning.") },
};

static void warn_not_held(struct kernel *k, const struct device *dev, const char *place,
                          const char *function)
{
	TELL(k, &says[NOT_HELD], name_id(dev->name));
	kernel_warn(k, place, function, NULL);
}

static const struct outline outline_region_release = {
	"devm_region_release",
	RESOURCE_FILE,
	"nr",
	'v',
	N_("Gives a driver's claim back when the driver goes."),
	NULL,
	{ N_("release the region, by its range") }
};

/* What is noted: the parent, the start and the size. */
static void region_release(struct kernel *k, struct device *dev, const struct devres *res)
{
	ENTER(k, &outline_region_release, name_id(dev->name), SPAN(res->a, res->b));
	__release_region(k, res->root, res->a, res->b);
	leave(k);
}

static const struct devres_kind kind_region = { .release = "devm_region_release",
	                                        .size = 24,
	                                        .undo = region_release };

static const struct outline outline_request_region = {
	"__devm_request_region",
	RESOURCE_FILE,
	"nRrn",
	'R',
	N_("Claims a range for a driver, and notes that it is to be given back when the driver "
	   "goes: devm_request_mem_region() and devm_request_region() are this."),
	N_("The claim is not the device's register description: that is in no tree."),
	{ N_("claim the range"), N_("given: note it with the device"), N_("refused: note nothing"),
	  N_("return the claim, or NULL") }
};

struct resource *__devm_request_region(struct kernel *k, struct device *dev,
                                       struct resource *parent, resource_size_t start,
                                       resource_size_t n, const char *name)
{
	struct resource *res;

	ENTER(k, &outline_request_region, name_id(dev->name), RES(parent), SPAN(start, n),
	      name_id(name));
	res = __request_region(k, parent, start, n, name, 0);
	if (res)
		devres_add(k, dev, &kind_region, start, n, NULL, parent);
	else
		TELL(k, &says[NOT_NOTED], SPAN(start, n), name_id(dev->name));
	return leave_res(k, res);
}

static const struct outline outline_release_region = {
	"__devm_release_region",
	RESOURCE_FILE,
	"nRr",
	'v',
	N_("Gives a driver's claim back before the driver goes: devm_release_mem_region() and "
	   "devm_release_region() are this."),
	N_("Who claims with devm_ and releases without it has the claim released twice."),
	{ N_("release the region, by its range"),
	  N_("take the note off the device's list; a warning when there is none") }
};

void __devm_release_region(struct kernel *k, struct device *dev, struct resource *parent,
                           resource_size_t start, resource_size_t n)
{
	ENTER(k, &outline_release_region, name_id(dev->name), RES(parent), SPAN(start, n));
	__release_region(k, parent, start, n);
	if (devres_destroy(k, dev, &kind_region, start, n, NULL, parent))
		warn_not_held(k, dev, "kernel/resource.c:1636", "__devm_release_region");
	leave(k);
}

static const struct outline outline_resource_release = {
	"devm_resource_release",
	RESOURCE_FILE,
	"nR",
	'v',
	N_("Takes a driver's own resource out of the tree when the driver goes."),
	NULL,
	{ N_("release the resource, with all that lies below it") }
};

static void resource_release(struct kernel *k, struct device *dev, const struct devres *res)
{
	ENTER(k, &outline_resource_release, name_id(dev->name), RES(res->res));
	release_resource(k, res->res);
	leave(k);
}

static const struct devres_kind kind_resource = { .release = "devm_resource_release",
	                                          .size = 8,
	                                          .undo = resource_release };

static const struct outline outline_request_resource = {
	"devm_request_resource",
	RESOURCE_FILE,
	"nRR",
	'e',
	N_("Puts a driver's own resource into the tree until the driver goes."),
	N_("Unlike request_resource() it says in the log who is in the way."),
	{ N_("ask for the range below the parent"),
	  N_("something is in the way: say which, -EBUSY"),
	  N_("otherwise note it with the device") }
};

int devm_request_resource(struct kernel *k, struct device *dev, struct resource *root,
                          struct resource *new)
{
	char ours[RESOURCE_STRING], theirs[RESOURCE_STRING];
	struct resource *conflict;

	ENTER(k, &outline_request_resource, name_id(dev->name), RES(root), RES(new));
	conflict = request_resource_conflict(k, root, new);
	if (conflict) {
		TELL(k, &says[COLLISION], name_id(dev->name), RES(new), RES(conflict));
		dev_err(k, dev, "resource collision: %s conflicts with %s %s",
		        resource_string(ours, new, false), LOG_NAME(conflict),
		        resource_string(theirs, conflict, false));
		return leave_int(k, -EBUSY);
	}
	devres_add(k, dev, &kind_resource, 0, 0, new, NULL);
	return leave_int(k, 0);
}

static const struct outline outline_release_resource = {
	"devm_release_resource",
	RESOURCE_FILE,
	"nR",
	'v',
	N_("Takes a driver's own resource out of the tree before the driver goes."),
	NULL,
	{ N_("take the note off the device's list and release the resource"),
	  N_("there is no such note: a warning") }
};

void devm_release_resource(struct kernel *k, struct device *dev, struct resource *new)
{
	ENTER(k, &outline_release_resource, name_id(dev->name), RES(new));
	if (devres_release(k, dev, &kind_resource, 0, 0, new, NULL))
		warn_not_held(k, dev, "kernel/resource.c:1578", "devm_release_resource");
	leave(k);
}
