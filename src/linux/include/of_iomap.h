/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mapping what a node describes, with or without a device: of_iomap() and its like of
 * include/linux/of_address.h.
 *
 * NODE is an offset in the machine's blob.  Virtual addresses are plain numbers, 0 for
 * NULL; where the kernel returns an error pointer it is one of err.h.
 */
#ifndef BOOTWALK_LINUX_OF_IOMAP_H
#define BOOTWALK_LINUX_OF_IOMAP_H

#include "linux/include/device.h"
#include "linux/include/err.h"

/* drivers/of/address.c: NULL when there is no such entry, or it cannot be mapped. */
uint64_t of_iomap(struct kernel *k, int node, int index);
/* The same after a claim under NAME (a name of the simulation; NULL: the resource's). */
uint64_t of_io_request_and_map(struct kernel *k, int node, int index, const char *name);

/* lib/devres.c: devm_ioremap_resource() of what NODE describes, for DEV. */
uint64_t devm_of_iomap(struct kernel *k, struct device *dev, int node, int index);

#endif
