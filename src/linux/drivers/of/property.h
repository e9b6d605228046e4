/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/property.c: which nodes a node's properties name as suppliers.  Asks only:
 * makes no step and writes nothing.
 */
#ifndef BOOTWALK_LINUX_DRIVERS_OF_PROPERTY_H
#define BOOTWALK_LINUX_DRIVERS_OF_PROPERTY_H

#include "linux/linux.h"

/*
 * Visit each supplier that the properties of NODE (an offset) name and that makes it
 * wait: CONSUMER is the node that waits (NODE, but for the end of a graph's edge),
 * SUPPLIER the other, PROPERTY the name in the blob.
 */
void of_fwnode_add_links(struct kernel *k, int node,
                         void (*visit)(struct kernel *k, int consumer, int supplier,
                                       const char *property));

/*
 * Is the property NAME of NODE a list of suppliers that a device waits for?  CELLS gets what
 * each of them says how many cells follow its phandle with, NULL for none.
 */
bool of_property_binding(const struct kernel *k, int node, const char *name, const char **cells);
/* The node that NODE's own interrupts go to; negative for none. */
int of_irq_parent(const struct kernel *k, int node);
/* The controller of NODE's INDEXth interrupt; negative when there is no such interrupt. */
int of_irq_controller(const struct kernel *k, int node, int index);

#endif
