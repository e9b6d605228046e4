/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/iomem.c, second part: memremap() for a driver, until it goes. */
#include "linux/include/devm_io.h"
#include "linux/linux.h"

#define IOMEM_FILE "kernel/iomem.c"

enum { REFUSED, NOT_HELD };

static const struct sentence says[] = {
	[REFUSED] = { STEP_REFUSE, LEVEL_STEP, 3, "nr",
	              N_("{1} was not mapped: {0} gets -ENXIO, whatever the reason was.") },
	[NOT_HELD] = { STEP_REFUSE, LEVEL_STEP, 2, "nm",
	               N_("{0} has nothing at {1} from devm_memremap(); the log gets a "
	                  "warning.") },
};

static const struct outline outline_memremap_release = {
	"devm_memremap_release",
	IOMEM_FILE,
	"nm",
	'v',
	N_("Unmaps memory that a driver had mapped, when the driver goes."),
	NULL,
	{ N_("memunmap() the address") }
};

static void memremap_release(struct kernel *k, struct device *dev, const struct devres *res)
{
	ENTER(k, &outline_memremap_release, name_id(dev->name), res->a);
	memunmap(k, res->a);
	leave(k);
}

static const struct devres_kind kind_memremap = { .release = "devm_memremap_release",
	                                          .size = 8,
	                                          .undo = memremap_release };

static const struct outline outline_memremap = {
	"devm_memremap",
	IOMEM_FILE,
	"nrx",
	'm',
	N_("Maps memory (not registers) until the driver goes."),
	N_("memremap() returns NULL when it refuses, this returns an error pointer."),
	{ N_("memremap() the range"), N_("mapped: note it with the device"), N_("refused: -ENXIO") }
};

uint64_t devm_memremap(struct kernel *k, struct device *dev, phys_addr_t phys, uint64_t size,
                       uint64_t flags)
{
	uint64_t addr;

	ENTER(k, &outline_memremap, name_id(dev->name), SPAN(phys, size), flags);
	addr = memremap(k, phys, size, flags);
	if (!addr) {
		TELL(k, &says[REFUSED], name_id(dev->name), SPAN(phys, size));
		return leave_word(k, ERR_PTR(-ENXIO));
	}
	devres_add(k, dev, &kind_memremap, addr, 0, NULL, NULL);
	return leave_word(k, addr);
}

static const struct outline outline_memunmap = {
	"devm_memunmap",
	IOMEM_FILE,
	"nm",
	'v',
	N_("Unmaps before the driver goes what devm_memremap() mapped."),
	NULL,
	{ N_("take the note off the device's list and unmap"),
	  N_("there is no such note: a warning, and nothing is unmapped") }
};

void devm_memunmap(struct kernel *k, struct device *dev, uint64_t addr)
{
	ENTER(k, &outline_memunmap, name_id(dev->name), addr);
	if (devres_release(k, dev, &kind_memremap, addr, 0, NULL, NULL)) {
		TELL(k, &says[NOT_HELD], name_id(dev->name), addr);
		kernel_warn(k, "kernel/iomem.c:164", "devm_memunmap", NULL);
	}
	leave(k);
}
