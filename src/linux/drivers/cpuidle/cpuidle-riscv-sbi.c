/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/cpuidle/cpuidle-riscv-sbi.c: harts sleep through the firmware. */
#include "linux/include/platform_device.h"

static const struct outline outline = {
	"sbi_cpuidle_init",
	"drivers/cpuidle/cpuidle-riscv-sbi.c",
	"",
	'e',
	N_("Makes the device that stands for sleeping by SBI."),
	N_("The kernel asks the firmware whether it can suspend harts, not the tree; here it can."),
	{ N_("add the device sbi-cpuidle") }
};

void sbi_cpuidle_init(struct kernel *k)
{
	int err;

	ENTER(k, &outline);
	platform_device_register_data(k, NULL, "sbi-cpuidle", PLATFORM_DEVID_NONE, &err);
	leave_int(k, err);
}
