/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the kernel sets up by nodes of the tree before there are devices: interrupt
 * controllers, clocks, timers.  Each is a function that a linker table names with a
 * compatible; here they are drivers of the levels DRIVER_IRQCHIP, _CLK and _TIMER, and
 * are called with a device that stands on no bus.
 */
#ifndef BOOTWALK_LINUX_DRIVERS_OF_DECLARE_H
#define BOOTWALK_LINUX_DRIVERS_OF_DECLARE_H

#include "linux/linux.h"

void irqchip_init(struct kernel *k); /* drivers/irqchip/irqchip.c, drivers/of/irq.c */
void of_clk_init(struct kernel *k);  /* drivers/clk/clk.c */
void timer_probe(struct kernel *k);  /* drivers/clocksource/timer-probe.c */

/*
 * Below the node of an interrupt controller: call the function of each available node that
 * is compatible with COMPATIBLE, as gicv2m_init() and its_init() do.
 */
void irqchip_init_children(struct kernel *k, int node, const char *compatible);

#endif
