/* SPDX-License-Identifier: GPL-3.0-or-later */
/* include/linux/of_platform.h: the nodes of the tree become devices. */
#ifndef BOOTWALK_LINUX_OF_PLATFORM_H
#define BOOTWALK_LINUX_OF_PLATFORM_H

#include "linux/include/of_address.h"

/* arch_initcall_sync: the whole tree. */
void of_platform_default_populate_init(struct kernel *k);

/*
 * Devices for the children of NODE, below PARENT (NULL: the platform bus); those on buses
 * that of_default_bus_match_table names get devices for their children too.  0.
 */
int of_platform_default_populate(struct kernel *k, int node, struct device *parent);
/* The same, but a bus is what MATCHES names: a list that NULL ends.  NULL: nothing is a bus. */
int of_platform_populate(struct kernel *k, int node, const char *const *matches,
                         struct device *parent);
/* A device for NODE alone; NULL when it is not available, has one, or cannot be added. */
struct device *of_platform_device_create(struct kernel *k, int node, const char *bus_id,
                                         struct device *parent);

/* What a node has come to: its bits are set from of_platform_default_populate_init() on. */
#define OF_POPULATED     0x01 /* it has a device */
#define OF_POPULATED_BUS 0x02 /* its children were looked at too */

bool of_node_check_flag(const struct kernel *k, int node, unsigned flag);
void of_node_set_flag(struct kernel *k, int node, unsigned flag);
void of_node_clear_flag(struct kernel *k, int node, unsigned flag);

/* The name of a device for NODE, of_device_make_bus_id(); a name of the simulation. */
const char *of_device_make_bus_id(struct kernel *k, int node);

#endif
