/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * include/linux/device.h: the one pointer that a driver may keep with its device.
 * drivers/base/dd.c clears it when the driver goes.
 */
#include "linux/linux.h"

#define DEVICE_FILE "include/linux/device.h"

enum { KEPT, GIVEN, NEVER_SET };

static const struct sentence says[] = {
	[KEPT] = { STEP_SET, LEVEL_STEP, 1, "nm", N_("The driver of {0} keeps {1} for later.") },
	[GIVEN] = { STEP_READ, LEVEL_STEP, 1, "nm", N_("{1} is what the driver of {0} had kept.") },
	[NEVER_SET] = { STEP_READ, LEVEL_CALL, 2, "n",
	                N_("Nobody has kept anything for {0}: the answer is NULL.") },
};

static const struct outline outline_set = { "dev_set_drvdata",
	                                    DEVICE_FILE,
	                                    "nm",
	                                    'v',
	                                    N_("Keeps a pointer of the driver's with its device."),
	                                    NULL,
	                                    { N_("write it into the device") } };

void dev_set_drvdata(struct kernel *k, struct device *dev, uint64_t data)
{
	ENTER(k, &outline_set, name_id(dev->name), data);
	SET(k, dev->drvdata, data);
	TELL(k, &says[KEPT], name_id(dev->name), data);
	leave(k);
}

static const struct outline outline_get = {
	"dev_get_drvdata",
	DEVICE_FILE,
	"n",
	'm',
	N_("Gives the driver the pointer that it has kept with its device."),
	N_("The core does not fill it in: a driver that never called dev_set_drvdata() gets NULL, "
	   "and unmaps nothing with it."),
	{ N_("read it from the device"), N_("it is NULL until somebody sets it") }
};

uint64_t dev_get_drvdata(struct kernel *k, struct device *dev)
{
	ENTER(k, &outline_get, name_id(dev->name));
	if (dev->drvdata)
		TELL(k, &says[GIVEN], name_id(dev->name), dev->drvdata);
	else
		TELL(k, &says[NEVER_SET], name_id(dev->name));
	return leave_word(k, dev->drvdata);
}
