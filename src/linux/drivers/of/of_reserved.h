/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files about /reserved-memory share, and nobody else. */
#ifndef BOOTWALK_LINUX_DRIVERS_OF_OF_RESERVED_H
#define BOOTWALK_LINUX_DRIVERS_OF_OF_RESERVED_H

#include "linux/drivers/of/fdt.h"

#define RMEM_FILE   "drivers/of/of_reserved_mem.c"
#define RMEM_PREFIX "OF: reserved mem: "

/* fdt_reserved.c: 0 or an errno. */
int __reserved_mem_check_root(struct kernel *k, int node);
/* -ENOENT for a node without reg. */
int __reserved_mem_reserve_reg(struct kernel *k, int node, const char *uname);

/* of_reserved_mem.c: a place for NODE; its base and size (bytes) into RMEM.  0 or an errno. */
int __reserved_mem_alloc_size(struct kernel *k, int node, struct reserved_mem *rmem);
/* Free memory between START and END (exclusive; 0: anywhere) is taken; 0 or an errno. */
int early_init_dt_alloc_reserved_memory_arch(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                             phys_addr_t start, phys_addr_t end, bool nomap,
                                             phys_addr_t *res_base);
void __rmem_check_for_overlap(struct kernel *k);

/* of_reserved_stages.c, for kernels with the feature reserved-mem-stages. */
int fdt_scan_reserved_mem_stages(struct kernel *k);
/* The same as early_init_dt_alloc_reserved_memory_arch(), beside what was placed before. */
int __reserved_mem_alloc_in_range(struct kernel *k, phys_addr_t size, phys_addr_t align,
                                  phys_addr_t start, phys_addr_t end, bool nomap,
                                  phys_addr_t *base);

#endif
