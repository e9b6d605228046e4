/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lib/devres.c: mappings that go with a driver, and the call that most drivers make
 * for their registers: check, claim and map in one.
 */
#include "linux/include/devm_io.h"
#include "linux/linux.h"

#define DEVRES_FILE "lib/devres.c"

enum {
	MAPPED,
	NOT_MAPPED,
	NOT_HELD,
	NO_RESOURCE,
	NO_MEMORY,
	NONPOSTED,
	TWO_NAMES,
	ONE_NAME,
	NOT_CLAIMED,
	MAP_FAILED
};

static const struct sentence says[] = {
	[MAPPED] = { STEP_DECIDE, LEVEL_STEP, 2, "nrm",
	             N_("{0} has {1} mapped at {2} until its driver goes.") },
	[NOT_MAPPED] = { STEP_REFUSE, LEVEL_STEP, 3, "nr",
	                 N_("{1} was not mapped, so nothing is noted with {0}.") },
	[NOT_HELD] = { STEP_REFUSE, LEVEL_STEP, 1, "nm",
	               N_("{0} has no mapping at {1} from a devm_ function; the log gets a "
	                  "warning.") },
	[NO_RESOURCE] = { STEP_REFUSE, LEVEL_CALL, 1, "n",
	                  N_("{0} has no such resource: the log says so, and the driver gets "
	                     "-EINVAL.") },
	[NO_MEMORY] = { STEP_REFUSE, LEVEL_STOP, 1, "nR",
	                N_("{1} is no memory, so {0} cannot map it: -EINVAL.") },
	[NONPOSTED] = { STEP_DECIDE, LEVEL_STEP, 2, "R",
	                N_("{0} is marked IORESOURCE_MEM_NONPOSTED: a write must have arrived "
	                   "before the next instruction, so ioremap_np() maps it.") },
	[TWO_NAMES] = { STEP_DECIDE, LEVEL_STEP, 3, "nnn",
	                N_("The claim is called {0}: that is {1}, the device, a blank, and {2}, the "
	                   "resource.") },
	[ONE_NAME] = { STEP_DECIDE, LEVEL_STEP, 3, "n",
	               N_("The resource has no name, so the claim is called {0}, like the "
	                  "device.") },
	[NOT_CLAIMED] = { STEP_REFUSE, LEVEL_CALL, 4, "nR",
	                  N_("{0} cannot claim {1}, so nothing is mapped: -EBUSY.") },
	[MAP_FAILED] = { STEP_REFUSE, LEVEL_CALL, 6, "nR",
	                 N_("{1} cannot be mapped for {0}, so the claim is given back at once: "
	                    "-ENOMEM.") },
};

static const struct outline outline_ioremap_release = {
	"devm_ioremap_release",
	DEVRES_FILE,
	"nm",
	'v',
	N_("Unmaps what a driver had mapped, when the driver goes."),
	NULL,
	{ N_("iounmap() the address") }
};

static void ioremap_release(struct kernel *k, struct device *dev, const struct devres *res)
{
	ENTER(k, &outline_ioremap_release, name_id(dev->name), res->a);
	iounmap(k, res->a);
	leave(k);
}

static const struct devres_kind kind_ioremap = { .release = "devm_ioremap_release",
	                                         .size = 8,
	                                         .undo = ioremap_release };

static const struct outline outline_ioremap = {
	"__devm_ioremap",
	DEVRES_FILE,
	"nr",
	'm',
	N_("Maps registers until the driver goes."),
	N_("It claims nothing: another driver may have claimed the range, and is not asked."),
	{ N_("map, in the way that was asked for"), N_("mapped: note it with the device"),
	  N_("refused: note nothing, and return NULL") }
};

static uint64_t map_and_note(struct kernel *k, struct device *dev, enum ioremap_kind kind,
                             phys_addr_t phys, uint64_t size)
{
	uint64_t addr;

	ENTER(k, &outline_ioremap, name_id(dev->name), SPAN(phys, size));
	addr = ioremap_as(k, kind, phys, size);
	if (addr) {
		devres_add(k, dev, &kind_ioremap, addr, 0, NULL, NULL);
		TELL(k, &says[MAPPED], name_id(dev->name), SPAN(phys, size), addr);
	} else {
		TELL(k, &says[NOT_MAPPED], name_id(dev->name), SPAN(phys, size));
	}
	return leave_word(k, addr);
}

#define OUTLINE_OF_KIND(function)                                                                   \
	{                                                                                           \
		function, DEVRES_FILE, "nr", 'm',                                                   \
			N_("Maps registers for a driver; they are unmapped when the driver goes."), \
			N_("Mapping is not claiming: it succeeds for a range that is another's."),  \
		{                                                                                   \
			N_("map, and note it with the device")                                      \
		}                                                                                   \
	}

static const struct outline outlines[IOREMAP_KINDS] = {
	[IOREMAP] = OUTLINE_OF_KIND("devm_ioremap"),
	[IOREMAP_WC] = OUTLINE_OF_KIND("devm_ioremap_wc"),
	[IOREMAP_UC] = OUTLINE_OF_KIND("devm_ioremap_uc"),
};

uint64_t devm_ioremap_as(struct kernel *k, struct device *dev, enum ioremap_kind kind,
                         phys_addr_t phys, uint64_t size)
{
	ENTER(k, &outlines[kind], name_id(dev->name), SPAN(phys, size));
	return leave_word(k, map_and_note(k, dev, kind, phys, size));
}

static const struct outline outline_iounmap = {
	"devm_iounmap",
	DEVRES_FILE,
	"nm",
	'v',
	N_("Unmaps before the driver goes what devm_ioremap() mapped."),
	N_("An address that did not come from there gets a warning, and iounmap() all the same."),
	{ N_("take the note off the device's list; a warning when there is none"),
	  N_("iounmap() the address") }
};

void devm_iounmap(struct kernel *k, struct device *dev, uint64_t addr)
{
	ENTER(k, &outline_iounmap, name_id(dev->name), addr);
	if (devres_destroy(k, dev, &kind_ioremap, addr, 0, NULL, NULL)) {
		TELL(k, &says[NOT_HELD], name_id(dev->name), addr);
		kernel_warn(k, "lib/devres.c:115", "devm_iounmap", NULL);
	}
	iounmap(k, addr);
	leave(k);
}

static const struct outline outline_ioremap_resource = {
	"__devm_ioremap_resource",
	DEVRES_FILE,
	"nR",
	'm',
	N_("Checks a resource of a device, claims its range and maps it."),
	N_("It claims the range itself: a driver that claimed it before is refused by its own "
	   "claim."),
	{ N_("no resource, or none of memory: 'invalid resource', -EINVAL"),
	  N_("marked as non-posted: it will be mapped so"),
	  N_("make the claim's name: the device's, a blank and the resource's"),
	  N_("claim the range; refused: \"can't request region\", -EBUSY"), N_("map it"),
	  N_("refused: 'ioremap failed', give the claim back, -ENOMEM") }
};

static uint64_t refuse(struct kernel *k, int err)
{
	return leave_word(k, ERR_PTR(err));
}

/* The name of the claim in /proc/iomem: "208000.qcom,ipcc qcom,ipcc@208000". */
static const char *pretty_name(struct kernel *k, struct device *dev, const struct resource *res)
{
	const char *name;

	if (!res->name) {
		name = devm_kasprintf(k, dev, "%s", dev->name);
		TELL(k, &says[ONE_NAME], name_id(name));
		return name;
	}
	name = devm_kasprintf(k, dev, "%s %s", dev->name, res->name);
	TELL(k, &says[TWO_NAMES], name_id(name), name_id(dev->name), name_id(res->name));
	return name;
}

/* For a NULL there is nothing to show; all zeros is told as NULL. */
static const struct resource none;

static uint64_t claim_and_map(struct kernel *k, struct device *dev, enum ioremap_kind kind,
                              const struct resource *res)
{
	char string[RESOURCE_STRING];
	struct resource *root = &k->iomem_resource;
	uint64_t size, addr;

	bool named = profile_has(k->profile, FEATURE_ERROR_NAMES);

	ENTER(k, &outline_ioremap_resource, name_id(dev->name), RES(res ? res : &none));
	if (!res || (res->flags & IORESOURCE_TYPE_BITS) != IORESOURCE_MEM) {
		if (res)
			TELL(k, &says[NO_MEMORY], name_id(dev->name), RES(res));
		else
			TELL(k, &says[NO_RESOURCE], name_id(dev->name));
		if (named)
			dev_err(k, dev, "error -EINVAL: invalid resource %s",
			        res ? resource_string(string, res, false) : "(null)");
		else
			dev_err(k, dev, "invalid resource");
		return refuse(k, -EINVAL);
	}
	if (kind == IOREMAP && ioremap_has(k, IOREMAP_NP) &&
	    res->flags & IORESOURCE_MEM_NONPOSTED) {
		TELL(k, &says[NONPOSTED], RES(res));
		kind = IOREMAP_NP;
	}
	size = resource_size(res);
	if (!__devm_request_region(k, dev, root, res->start, size, pretty_name(k, dev, res))) {
		TELL(k, &says[NOT_CLAIMED], name_id(dev->name), RES(res));
		dev_err(k, dev, "%scan't request region for resource %s",
		        named ? "error -EBUSY: " : "", resource_string(string, res, false));
		return refuse(k, -EBUSY);
	}
	addr = map_and_note(k, dev, kind, res->start, size);
	if (!addr) {
		TELL(k, &says[MAP_FAILED], name_id(dev->name), RES(res));
		/* dev_err_probe() is silent about -ENOMEM */
		if (!named)
			dev_err(k, dev, "ioremap failed for resource %s",
			        resource_string(string, res, false));
		__devm_release_region(k, dev, root, res->start, size);
		return refuse(k, -ENOMEM);
	}
	return leave_word(k, addr);
}

#define OUTLINE_OF_RESOURCE(function)                                                              \
	{                                                                                          \
		function, DEVRES_FILE, "nR", 'm',                                                  \
			N_("Checks a resource of a device, claims its range and maps it."),        \
			N_("It takes a resource, not an index, and it claims before it maps."),    \
		{                                                                                  \
			N_("check, claim and map; an error pointer when any of it fails")          \
		}                                                                                  \
	}

static const struct outline outline_resource = OUTLINE_OF_RESOURCE("devm_ioremap_resource");
static const struct outline outline_resource_wc = OUTLINE_OF_RESOURCE("devm_ioremap_resource_wc");

uint64_t devm_ioremap_resource_as(struct kernel *k, struct device *dev, enum ioremap_kind kind,
                                  const struct resource *res)
{
	ENTER(k, kind == IOREMAP_WC ? &outline_resource_wc : &outline_resource, name_id(dev->name),
	      RES(res ? res : &none));
	return leave_word(k, claim_and_map(k, dev, kind, res));
}
