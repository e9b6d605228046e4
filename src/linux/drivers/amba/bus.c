/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/amba/bus.c: peripherals that tell in registers of their own what they are. */
#include "linux/include/amba.h"
#include "machine/primecell.h"

#define AMBA_FILE "drivers/amba/bus.c"

enum { CLAIM_FAILED, CLAIMED, ID_READ, ID_NONE };

static const struct sentence says[] = {
	[CLAIM_FAILED] = { STEP_REFUSE, LEVEL_CALL, 1, "re",
	                   N_("{0} is not free ({1}), so the device is not added.") },
	[CLAIMED] = { STEP_DECIDE, LEVEL_CALL, 1, "R",
	              N_("{0} stands in /proc/iomem, under the node's name.  It is not busy: the "
	                 "driver's own claim may become its child.") },
	[ID_READ] = { STEP_READ, LEVEL_CALL, 2, "x",
	              N_("The last registers of the device say what it is: {0}.") },
	[ID_NONE] = { STEP_READ, LEVEL_CALL, 2, "",
	              N_("The last registers of the device say nothing, so no driver will know "
	                 "it.") },
};

static const struct outline outline_add = {
	"amba_device_add",
	AMBA_FILE,
	"n",
	'e',
	N_("Claims the registers of an AMBA device and adds it to its bus."),
	N_("No driver is needed for that, so the line in /proc/iomem does not say that anybody uses "
	   "the device."),
	{ N_("request the resource right below the root: it must not lie in anything that is there"),
	  N_("read from the hardware what it is, unless the node says so"), N_("add the device"),
	  N_("if that fails, give the resource back") }
};

/*
 * What stands in the registers is the machine's to say.  The kernel reads them once the
 * device's clock is there; that a driver waits for the clock is fw_devlink's affair.
 */
static void amba_read_periphid(struct kernel *k, struct device *dev)
{
	uint32_t id = dev->of_node < 0 ? 0 : primecell_id(k->machine, dev->of_node);

	if (id) {
		SET(k, dev->periphid, id);
		TELL(k, &says[ID_READ], id);
	} else {
		TELL(k, &says[ID_NONE]);
	}
}

int amba_device_add(struct kernel *k, struct device *dev, struct resource *parent)
{
	int err;

	ENTER(k, &outline_add, name_id(dev->name));
	err = request_resource(k, parent, dev->resource);
	if (err) {
		TELL(k, &says[CLAIM_FAILED], RANGE(dev->resource), WORD((int64_t)err));
		return leave_int(k, err);
	}
	TELL(k, &says[CLAIMED], RES(dev->resource));
	if (!dev->periphid)
		amba_read_periphid(k, dev);
	err = device_add(k, dev);
	if (err)
		release_resource(k, dev->resource);
	return leave_int(k, err);
}
