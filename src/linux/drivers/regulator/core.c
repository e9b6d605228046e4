/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/regulator/core.c: the first regulator is one that does nothing. */
#include "linux/include/platform_device.h"

static const struct outline outline = {
	"regulator_init",
	"drivers/regulator/core.c",
	"",
	'e',
	N_("Starts the regulators with one that stands in where the tree names none."),
	N_("No board has such a regulator: it is a device so that it can have a driver like the others."),
	{ N_("add the device reg-dummy") }
};

void regulator_init(struct kernel *k)
{
	int err;

	ENTER(k, &outline);
	platform_device_register_data(k, NULL, "reg-dummy", PLATFORM_DEVID_NONE, &err);
	leave_int(k, err);
}
