/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Serial ports of the 8250 family, as include/linux/serial_8250.h has them.
 *
 * A driver describes a port and registers it; claiming and mapping its registers is
 * the core's, and what the core does when that fails is its own affair too.
 */
#ifndef BOOTWALK_LINUX_SERIAL_8250_H
#define BOOTWALK_LINUX_SERIAL_8250_H

#include "linux/linux.h"

#define UPF_IOREMAP    1u /* the core is to map the registers */
#define UPF_FIXED_TYPE 2u /* the driver knows the type: the core does not look */

struct uart_8250_port {
	struct device *dev;
	bool io;          /* ports of /proc/ioports, no memory */
	uint64_t mapbase; /* or the first I/O port */
	uint64_t mapsize; /* bytes; 0: what 8 registers of REGSHIFT take */
	unsigned regshift;
	unsigned flags;   /* UPF_* */
	bool answers;     /* the hardware is there; asked only when the type is not fixed */
	unsigned line;    /* of its ttyS: the driver's wish */
	uint64_t membase; /* where it is mapped; 0: the core maps it, or nobody */
	bool known;       /* its type, from the driver or found out: the core's */
};

/* drivers/tty/serial/8250/8250_core.c: the number of its ttyS, or an errno. */
int serial8250_register_8250_port(struct kernel *k, const struct uart_8250_port *up);
void serial8250_unregister_port(struct kernel *k, unsigned line);

#endif
