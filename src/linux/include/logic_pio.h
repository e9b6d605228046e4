/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * include/linux/logic_pio.h: ports on a machine whose CPU has no port space.
 *
 * Each host bridge brings a window of ports that lies somewhere among the physical
 * addresses; the windows stand one behind the other in the kernel's own port space,
 * which is what /proc/ioports shows.  All of it lies in the arena.
 */
#ifndef BOOTWALK_LINUX_LOGIC_PIO_H
#define BOOTWALK_LINUX_LOGIC_PIO_H

#include "linux/linux.h"

/* The kernel's word for a port that there is none for: ~0UL. */
#define LOGIC_PIO_NONE UINT64_MAX

enum logic_pio_kind {
	LOGIC_PIO_CPU_MMIO, /* the CPU reaches it as memory */
	LOGIC_PIO_INDIRECT, /* only through its host's own functions */
};

struct logic_pio_hwaddr {
	struct logic_pio_hwaddr *next;
	int of_node; /* the host's, an offset in the blob */
	enum logic_pio_kind kind;
	uint64_t hw_start; /* physical; for an indirect one, on the host's own bus */
	uint64_t io_start; /* its first port */
	uint64_t size;     /* bytes */
};

/* The window that the host at OF_NODE registered; NULL for none. */
const struct logic_pio_hwaddr *find_io_range_by_fwnode(const struct kernel *k, int of_node);
/*
 * Register a window of SIZE bytes at HW_START for the host at OF_NODE: 0, -EEXIST when it
 * has one, -EFAULT when it meets another one, -E2BIG, -EINVAL.  The size is cut to 64 KiB
 * when there is no room for more.
 */
int logic_pio_register_range(struct kernel *k, int of_node, enum logic_pio_kind kind,
                             uint64_t hw_start, uint64_t size);
/* From an address to a port: of an indirect host, and of what the CPU reaches as memory. */
uint64_t logic_pio_trans_hwaddr(struct kernel *k, int of_node, uint64_t addr, uint64_t size);
uint64_t logic_pio_trans_cpuaddr(struct kernel *k, uint64_t addr);

/* drivers/pci/pci.c: the same for a host bridge; a window that is there already is no error. */
int pci_register_io_range(struct kernel *k, int of_node, uint64_t addr, uint64_t size);
/* The port at which the memory at ADDR appears; LOGIC_PIO_NONE for none. */
uint64_t pci_address_to_pio(struct kernel *k, uint64_t addr);

#endif
