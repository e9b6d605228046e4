/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/cpuidle/cpuidle-psci.c: CPUs sleep through the firmware. */
#include "linux/include/platform_device.h"

static const struct outline outline = {
	"psci_idle_init",
	"drivers/cpuidle/cpuidle-psci.c",
	"",
	'e',
	N_("Makes the device that stands for sleeping by PSCI."),
	N_("It is made whether the board has PSCI or not; its driver finds out."),
	{ N_("add the device psci-cpuidle") }
};

void psci_idle_init(struct kernel *k)
{
	int err;

	ENTER(k, &outline);
	platform_device_register_data(k, NULL, "psci-cpuidle", PLATFORM_DEVID_NONE, &err);
	leave_int(k, err);
}
