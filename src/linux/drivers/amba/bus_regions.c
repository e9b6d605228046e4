/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/amba/bus.c, the part that drivers call: claiming the device's registers. */
#include "linux/include/amba.h"
#include "linux/linux.h"
#include "machine/drivers.h"

#define BUS_FILE "drivers/amba/bus.c"

enum { CLAIMED, REFUSED };

static const struct sentence says[] = {
	[CLAIMED] = { STEP_DECIDE, LEVEL_STEP, 2, "nn",
	              N_("The registers of {0} are claimed under the name {1}.") },
	[REFUSED] = { STEP_REFUSE, LEVEL_STEP, 3, "n",
	              N_("The registers of {0} cannot be claimed: -EBUSY, and no line in the "
	                 "log.") },
};

static const struct outline outline_request = {
	"amba_request_regions",
	BUS_FILE,
	"nn",
	'e',
	N_("Claims the registers of an AMBA device, below the entry that the bus made for it."),
	N_("The claim must be given back by hand: this is no devm_ function."),
	{ N_("no name is given: take the driver's"), N_("claim the device's range"),
	  N_("refused: -EBUSY") }
};

/* The kernel keeps the size in 32 bits. */
static uint64_t size_of(struct kernel *k, const struct device *dev)
{
	if (!dev->num_resources)
		kernel_oops(k);
	return (uint32_t)resource_size(&dev->resource[0]);
}

int amba_request_regions(struct kernel *k, struct device *dev, const char *name)
{
	uint64_t size = size_of(k, dev);

	ENTER(k, &outline_request, name_id(dev->name), name_id(name));
	if (!name && !dev->driver)
		kernel_oops(k);
	if (!name)
		name = sim_name(k->sim, dev->driver->name);
	if (!__request_region(k, &k->iomem_resource, dev->resource[0].start, size, name, 0)) {
		TELL(k, &says[REFUSED], name_id(dev->name));
		return leave_int(k, -EBUSY);
	}
	TELL(k, &says[CLAIMED], name_id(dev->name), name_id(name));
	return leave_int(k, 0);
}

static const struct outline outline_release = { "amba_release_regions",
	                                        BUS_FILE,
	                                        "n",
	                                        'v',
	                                        N_("Gives the registers of an AMBA device back."),
	                                        NULL,
	                                        { N_("release the device's range") } };

void amba_release_regions(struct kernel *k, struct device *dev)
{
	uint64_t size = size_of(k, dev);

	ENTER(k, &outline_release, name_id(dev->name));
	__release_region(k, &k->iomem_resource, dev->resource[0].start, size);
	leave(k);
}
