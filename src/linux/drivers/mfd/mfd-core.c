/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/mfd/mfd-core.c: one chip, several functions, a device for each. */
#include "linux/include/platform_device.h"

enum { CELL_AT };

static const struct sentence says[] = {
	[CELL_AT] = { STEP_SET, LEVEL_STEP, 2, "RR",
	              N_("The cell's registers are {0}, counted from the start of {1}, which becomes "
	                 "their parent and not the root of the tree.") },
};

static const struct outline outline_add = {
	"mfd_add_device",
	"drivers/mfd/mfd-core.c",
	"n",
	'e',
	N_("Makes a device of one function of a chip."),
	N_("Its resource is inserted below that of the chip's device, which is in no tree: so it "
	   "shows only when its own driver claims it."),
	{ N_("a device with the next free number"),
	  N_("its registers, counted from those of the chip"), N_("add it to the platform bus") }
};

struct device *mfd_add_device(struct kernel *k, struct device *parent, const char *name,
                              uint64_t offset, uint64_t size, const char *res_name, int *err)
{
	struct resource *base = platform_get_resource(k, parent, IORESOURCE_MEM, 0);
	struct resource res = { .name = res_name ? sim_name(k->sim, res_name) : NULL,
		                .flags = IORESOURCE_MEM,
		                .parent = base };
	struct device *dev;

	ENTER(k, &outline_add, name_id(sim_name(k->sim, name)));
	if (base) {
		res.start = base->start + offset;
		res.end = res.start + size - 1;
		TELL(k, &says[CELL_AT], RES(&res), RES(base));
	}
	dev = platform_device_register_resndata(k, parent, name, PLATFORM_DEVID_AUTO, &res,
	                                        base && size ? 1 : 0, err);
	leave_int(k, *err);
	return dev;
}
