/* SPDX-License-Identifier: GPL-3.0-or-later */
/* include/linux/amba/bus.h: peripherals that tell in registers of their own what they are. */
#ifndef BOOTWALK_LINUX_AMBA_H
#define BOOTWALK_LINUX_AMBA_H

#include "linux/linux.h"

/*
 * Claim DEV's one resource below PARENT and let it stand on the amba bus: 0 or an errno.
 * Its line in /proc/iomem is there from then on, whether a driver comes or not.
 */
int amba_device_add(struct kernel *k, struct device *dev, struct resource *parent);
/* Those that wait for their clock, in releases in which they do, are tried again. */
void amba_deferred_retry(struct kernel *k);

/* What a driver calls.  NAME is a name of the simulation, or NULL for the driver's.  0 or -EBUSY. */
int amba_request_regions(struct kernel *k, struct device *dev, const char *name);
void amba_release_regions(struct kernel *k, struct device *dev);

#endif
