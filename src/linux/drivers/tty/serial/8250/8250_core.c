/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/tty/serial/8250/8250_core.c: the ports that an old PC has. */
#include "linux/include/platform_device.h"

static const struct outline outline = {
	"serial8250_init",
	"drivers/tty/serial/8250/8250_core.c",
	"",
	'e',
	N_("Starts the driver of 8250 serial ports."),
	N_("The device is for ports that nobody describes; those of the tree have devices of their own."),
	{ N_("add the device serial8250") }
};

void serial8250_init(struct kernel *k)
{
	int err;

	ENTER(k, &outline);
	platform_device_register_data(k, NULL, "serial8250", PLATFORM_DEVID_NONE, &err);
	leave_int(k, err);
}
