/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * System controllers, as include/linux/mfd/syscon.h has them: registers that several
 * drivers share.  Who asks first has them mapped, and nobody claims them.
 */
#ifndef BOOTWALK_LINUX_SYSCON_H
#define BOOTWALK_LINUX_SYSCON_H

#include "linux/linux.h"

/* drivers/mfd/syscon.c: 0, and *BASE is where the registers of NODE are mapped; or an errno. */
int syscon_node_to_regmap(struct kernel *k, int node, uint64_t *base);
int device_node_to_regmap(struct kernel *k, int node, uint64_t *base);
/* The node that PROPERTY of NODE points at. */
int syscon_regmap_lookup_by_phandle(struct kernel *k, int node, const char *property,
                                    uint64_t *base);

#endif
