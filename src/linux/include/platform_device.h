/* SPDX-License-Identifier: GPL-3.0-or-later */
/* include/linux/platform_device.h: devices that no bus can find by itself. */
#ifndef BOOTWALK_LINUX_PLATFORM_DEVICE_H
#define BOOTWALK_LINUX_PLATFORM_DEVICE_H

#include "linux/linux.h"

#define PLATFORM_DEVID_NONE (-1) /* the device is called as its driver is */
#define PLATFORM_DEVID_AUTO (-2) /* NAME.N.auto, with the next number that is free */

/*
 * Make a device that drivers match by NAME, with COUNT copies of the resources at RES, and
 * add it below PARENT (NULL: the platform bus): *ERR is 0 or an errno, and NULL comes back
 * with the latter.  Its resources are inserted into the tree, unlike those of a device that
 * a node describes.
 */
struct device *platform_device_register_resndata(struct kernel *k, struct device *parent,
                                                 const char *name, int id,
                                                 const struct resource *res, unsigned count,
                                                 int *err);
/* The same without resources. */
struct device *platform_device_register_data(struct kernel *k, struct device *parent,
                                             const char *name, int id, int *err);

/*
 * drivers/mfd/mfd-core.c: the same, numbered, for a function of the chip that PARENT is,
 * with SIZE bytes of registers OFFSET behind the chip's (SIZE 0: none).  RES_NAME may be NULL.
 */
struct device *mfd_add_device(struct kernel *k, struct device *parent, const char *name,
                              uint64_t offset, uint64_t size, const char *res_name, int *err);

/* The devices that the kernel makes itself, whatever the tree says; the profile lists them. */
void regulator_init(struct kernel *k);          /* drivers/regulator/core.c: reg-dummy */
void cpufreq_dt_platdev_init(struct kernel *k); /* drivers/cpufreq: cpufreq-dt */
void sysfb_init(struct kernel *k);              /* drivers/firmware: platform-framebuffer.0 */
void serial8250_init(struct kernel *k);         /* drivers/tty/serial/8250: serial8250 */
void psci_idle_init(struct kernel *k);          /* drivers/cpuidle: psci-cpuidle */
void sbi_cpuidle_init(struct kernel *k);        /* drivers/cpuidle: sbi-cpuidle */
void pmu_sbi_devinit(struct kernel *k);         /* drivers/perf: riscv-pmu-sbi */
/*
 * kernel/time/alarmtimer.c: a real-time clock was registered below DEV.  The first that has
 * an alarm and can wake the machine gets the device alarmtimer: 0, -EBUSY for a later one,
 * -1 for one that cannot.
 */
int alarmtimer_rtc_add_device(struct kernel *k, struct device *dev, bool can_wake);

#endif
