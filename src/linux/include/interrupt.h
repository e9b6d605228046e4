/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asking for interrupts, as include/linux/interrupt.h has it.
 *
 * The name of a handler stands for its dev_id too: whoever asked under a name
 * gives back under that name.
 */
#ifndef BOOTWALK_LINUX_INTERRUPT_H
#define BOOTWALK_LINUX_INTERRUPT_H

#include "linux/linux.h"

#define IRQF_SHARED 0x00000080

/* NAME is a name of the simulation.  0, -EBUSY, -EINVAL for a number that is no interrupt. */
int request_irq(struct kernel *k, uint64_t irq, const char *name, uint64_t flags);
/* A handler that is not there: only a warning in the log. */
void free_irq(struct kernel *k, uint64_t irq, const char *name);

/*
 * kernel/irq/devres.c: the same until DEV's driver goes.  Without a NAME the handler is
 * called as the device.
 */
int devm_request_irq(struct kernel *k, struct device *dev, uint64_t irq, const char *name,
                     uint64_t flags);
void devm_free_irq(struct kernel *k, struct device *dev, uint64_t irq, const char *name);

/* fs/proc/interrupts.c: the initcall that makes /proc/interrupts appear. */
void proc_interrupts_init(struct kernel *k);
/* The whole of /proc/interrupts. */
void interrupts_show(const struct kernel *k, struct text *out);

#endif
