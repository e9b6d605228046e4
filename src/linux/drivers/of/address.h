/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the halves of the retold drivers/of/address.c share, and nobody else. */
#ifndef BOOTWALK_LINUX_DRIVERS_OF_ADDRESS_H
#define BOOTWALK_LINUX_DRIVERS_OF_ADDRESS_H

#include "linux/include/of_address.h"

/*
 * What the cells at ADDR say for the device NODE, carried up through the RPROP of each bus;
 * OF_BAD_ADDR when that cannot be.  Where the way ends at a host that must be asked for
 * every access, *HOST is its node and the address one on its bus; else *HOST is -1.
 */
uint64_t __of_translate_address(struct kernel *k, int node, const struct dt_cells *addr,
                                const char *rprop, int *host);

#endif
