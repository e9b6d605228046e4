/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/amba/bus.c: peripherals that tell in registers of their own what they are. */
#include "linux/drivers/base/base.h"
#include "linux/include/amba.h"
#include "linux/include/err.h"
#include "linux/include/supplier.h"
#include "machine/primecell.h"

#define AMBA_FILE "drivers/amba/bus.c"

enum { CLAIM_FAILED, CLAIMED, ID_READ, ID_NONE, ID_LATER, NO_CLOCK, GIVEN_BACK, WAITS, AGAIN };

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
	[ID_LATER] = { STEP_DECIDE, LEVEL_CALL, 1, "x",
	               N_("Its clock is not there yet, so what it is ({0}) is read when a driver "
	                  "comes.") },
	[NO_CLOCK] = { STEP_REFUSE, LEVEL_CALL, 1, "e",
	               N_("It has no clock ({0}), so its registers cannot be read and no driver will "
	                  "know it.") },
	[GIVEN_BACK] = { STEP_REFUSE, LEVEL_CALL, 4, "Re",
	                 N_("{0} is given back, because the device cannot be added ({1}).") },
	[WAITS] = { STEP_DECIDE, LEVEL_STOP, 5, "n",
	            N_("{0} cannot say what it is before its clock is there: it is no device yet, "
	               "and claims nothing.") },
	[AGAIN] = { STEP_DECIDE, LEVEL_CALL, 1, "n", N_("{0} is tried again.") },
};

static const struct outline outline_read = {
	"amba_read_periphid",
	AMBA_FILE,
	"n",
	'e',
	N_("Reads from an AMBA device's last registers what it is."),
	N_("A device that lies says so here too: drivers are found by these numbers and not by the "
	   "compatible in the tree."),
	{ N_("it must have its clock, called apb_pclk: registers without a clock do not answer"),
	  N_("four registers make the peripheral ID; without one the device is not known") }
};

/* What stands in the registers is the machine's to say: 0 or an errno. */
static int amba_read_periphid(struct kernel *k, struct device *dev)
{
	uint32_t id = dev->of_node < 0 ? 0 : primecell_id(k->machine, dev->of_node);
	int err;

	ENTER(k, &outline_read, name_id(dev->name));
	err = supplier_get(k, SUPPLIER_CLK, dev->of_node, "apb_pclk", false);
	if (err && err != -EPROBE_DEFER) {
		TELL(k, &says[NO_CLOCK], WORD((int64_t)err));
		return leave_int(k, err);
	}
	if (err && !profile_has(k->profile, FEATURE_AMBA_PERIPHID_LATER))
		return leave_int(k, err);
	if (!id) {
		TELL(k, &says[ID_NONE]);
		return leave_int(k, -ENODEV);
	}
	/* until the clock is there fw_devlink keeps every driver away */
	SET(k, dev->periphid, id);
	TELL(k, &says[err ? ID_LATER : ID_READ], id);
	return leave_int(k, 0);
}

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
	  N_("if that fails, give the resource back"),
	  N_("in older releases a device whose clock is missing waits until late in the boot") }
};

/* All but the waiting: 0 or an errno. */
static int try_add(struct kernel *k, struct device *dev, struct resource *parent)
{
	int err = request_resource(k, parent, dev->resource);

	if (err) {
		TELL(k, &says[CLAIM_FAILED], RANGE(dev->resource), WORD((int64_t)err));
		return err;
	}
	TELL(k, &says[CLAIMED], RES(dev->resource));
	if (!dev->periphid)
		err = amba_read_periphid(k, dev);
	if (profile_has(k->profile, FEATURE_AMBA_PERIPHID_LATER))
		err = 0;
	if (!err)
		err = device_add(k, dev);
	if (err) {
		TELL(k, &says[GIVEN_BACK], RES(dev->resource), WORD((int64_t)err));
		release_resource(k, dev->resource);
	}
	return err;
}

int amba_device_add(struct kernel *k, struct device *dev, struct resource *parent)
{
	struct device **slot = &k->base->amba_waiting;
	int err;

	ENTER(k, &outline_add, name_id(dev->name));
	err = try_add(k, dev, parent);
	if (err == -EPROBE_DEFER) {
		while (*slot)
			slot = &(*slot)->next;
		SET(k, *slot, dev);
		TELL(k, &says[WAITS], name_id(dev->name));
		err = 0;
	}
	return leave_int(k, err);
}

static const struct outline outline_retry = {
	"amba_deferred_retry",
	AMBA_FILE,
	"",
	'v',
	N_("Tries again to add the AMBA devices whose clock was missing."),
	NULL,
	{ N_("each that waits, in the order in which they came; one that still cannot goes on "
	     "waiting") }
};

void amba_deferred_retry(struct kernel *k)
{
	struct device *dev = k->base->amba_waiting;

	if (!dev)
		return;
	ENTER(k, &outline_retry);
	SET(k, k->base->amba_waiting, NULL);
	while (dev) {
		struct device *next = dev->next;

		SET(k, dev->next, NULL);
		TELL(k, &says[AGAIN], name_id(dev->name));
		amba_device_add(k, dev, &k->iomem_resource);
		dev = next;
	}
	leave(k);
}
