/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interrupts and aliases of nodes, as include/linux/of_irq.h and of.h have them. */
#ifndef BOOTWALK_LINUX_OF_IRQ_H
#define BOOTWALK_LINUX_OF_IRQ_H

#include "linux/linux.h"

/* How many interrupts NODE names, in `interrupts-extended` or in `interrupts`. */
int of_irq_count(const struct kernel *k, int node);
/*
 * The first COUNT interrupts of NODE into TABLE, which lies in the arena.  From the first
 * that has no number yet, the entries stay empty.
 */
void of_irq_to_resource_table(struct kernel *k, int node, struct resource *table, int count);
/* The N of the alias STEMN that leads to NODE; -ENODEV when there is none. */
int of_alias_get_id(const struct kernel *k, int node, const char *stem);

#endif
