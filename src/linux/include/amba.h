/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drivers of AMBA devices call, as include/linux/amba/bus.h has it. */
#ifndef BOOTWALK_LINUX_AMBA_H
#define BOOTWALK_LINUX_AMBA_H

#include "linux/include/device.h"

/* drivers/amba/bus.c.  NAME is a name of the simulation, or NULL for the driver's.  0 or -EBUSY. */
int amba_request_regions(struct kernel *k, struct device *dev, const char *name);
void amba_release_regions(struct kernel *k, struct device *dev);

#endif
