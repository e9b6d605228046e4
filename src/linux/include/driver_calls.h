/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions of single drivers that a recipe calls by their names, because they go over
 * a node's children or a list of names, which a recipe has no words for.
 */
#ifndef BOOTWALK_LINUX_DRIVER_CALLS_H
#define BOOTWALK_LINUX_DRIVER_CALLS_H

#include "linux/linux.h"

/*
 * drivers/gpio/gpio-mmio.c: claim and map DEV's registers that `reg-names` calls NAME.  They
 * must be SANE_SZ bytes.  An error pointer, or 0 when the device has none of that name.
 */
uint64_t bgpio_map(struct kernel *k, struct device *dev, const char *name, uint64_t sane_sz);

/*
 * drivers/mailbox/zynqmp-ipi-mailbox.c: map the buffers of each mailbox below DEV's node.
 * 0 or an errno.
 */
int zynqmp_ipi_mbox_probe(struct kernel *k, struct device *dev);

#endif
