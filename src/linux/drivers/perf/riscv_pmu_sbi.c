/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/perf/riscv_pmu_sbi.c: the firmware lends the kernel its event counters. */
#include "linux/include/platform_device.h"

static const struct outline outline = {
	"pmu_sbi_devinit",
	"drivers/perf/riscv_pmu_sbi.c",
	"",
	'e',
	N_("Makes the device that stands for event counters that the firmware owns."),
	N_("A node called pmu in the tree is for the firmware; the kernel asks the firmware only."),
	{ N_("add the device riscv-pmu-sbi") }
};

void pmu_sbi_devinit(struct kernel *k)
{
	int err;

	ENTER(k, &outline);
	platform_device_register_data(k, NULL, "riscv-pmu-sbi", PLATFORM_DEVID_NONE, &err);
	leave_int(k, err);
}
