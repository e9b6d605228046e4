/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/base/platform.c, what most drivers begin with: find a resource, claim and map it. */
#include "linux/include/devm_io.h"
#include "linux/linux.h"

#define PLATFORM_FILE "drivers/base/platform.c"

static const struct outline outline_get_and_ioremap = {
	"devm_platform_get_and_ioremap_resource",
	PLATFORM_FILE,
	"nd",
	'm',
	N_("Finds a memory resource of the device, claims and maps it, and hands it out too."),
	NULL,
	{ N_("find the resource; it may be NULL"), N_("check, claim and map it") }
};

uint64_t devm_platform_get_and_ioremap_resource(struct kernel *k, struct device *dev, unsigned n,
                                                struct resource **res)
{
	struct resource *found;

	ENTER(k, &outline_get_and_ioremap, name_id(dev->name), n);
	found = platform_get_resource(k, dev, IORESOURCE_MEM, n);
	if (res)
		*res = found;
	return leave_word(k, devm_ioremap_resource(k, dev, found));
}

static const struct outline outline_ioremap = {
	"devm_platform_ioremap_resource",
	PLATFORM_FILE,
	"nd",
	'm',
	N_("Claims and maps the memory resource with that number."),
	N_("It can be called once for each resource: the second time its own claim is in the "
	   "way."),
	{ N_("find the resource, claim and map it") }
};

uint64_t devm_platform_ioremap_resource(struct kernel *k, struct device *dev, unsigned n)
{
	ENTER(k, &outline_ioremap, name_id(dev->name), n);
	return leave_word(k, devm_platform_get_and_ioremap_resource(k, dev, n, NULL));
}

static const struct outline outline_ioremap_byname = {
	"devm_platform_ioremap_resource_byname",
	PLATFORM_FILE,
	"nn",
	'm',
	N_("Claims and maps the memory resource of that name."),
	NULL,
	{ N_("find the resource; it may be NULL"), N_("check, claim and map it") }
};

uint64_t devm_platform_ioremap_resource_byname(struct kernel *k, struct device *dev,
                                               const char *name)
{
	ENTER(k, &outline_ioremap_byname, name_id(dev->name), NAME(k, name));
	return leave_word(
		k, devm_ioremap_resource(
			   k, dev, platform_get_resource_byname(k, dev, IORESOURCE_MEM, name)));
}
