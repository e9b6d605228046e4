/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/firmware/sysfb.c: the screen that the firmware left behind. */
#include "linux/include/platform_device.h"

static const struct outline outline = {
	"sysfb_init",
	"drivers/firmware/sysfb.c",
	"",
	'e',
	N_("Makes a device of what the firmware says of the screen."),
	N_("It is made even where the firmware said nothing, as with a device tree: then it is called platform-framebuffer and no driver wants it."),
	{ N_("add the device platform-framebuffer with the number 0") }
};

void sysfb_init(struct kernel *k)
{
	int err;

	ENTER(k, &outline);
	platform_device_register_data(k, NULL, "platform-framebuffer", 0, &err);
	leave_int(k, err);
}
