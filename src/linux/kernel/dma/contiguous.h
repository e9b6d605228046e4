/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memory for devices that need it in one piece: kernel/dma/contiguous.c and coherent.c. */
#ifndef BOOTWALK_LINUX_KERNEL_DMA_CONTIGUOUS_H
#define BOOTWALK_LINUX_KERNEL_DMA_CONTIGUOUS_H

#include "linux/linux.h"

struct reserved_mem;

/* The early parameter cma=SIZE[@BASE[-LIMIT]]; 0, or -EINVAL without a value. */
int early_cma(struct kernel *k, const char *value);

/*
 * dma_contiguous_reserve(): take the default CMA area, as the command line or the
 * kernel's configuration say.  LIMIT is where DMA ends (exclusive, 0 for nowhere).
 */
void dma_contiguous_reserve(struct kernel *k, phys_addr_t limit);

/*
 * RESERVEDMEM_OF_DECLARE(): make a pool of a reserved-memory node.  0, -EINVAL for a
 * node of the wrong kind, -EBUSY when the command line wins over it.
 */
int rmem_cma_setup(struct kernel *k, struct reserved_mem *rmem);
/* The same of kernel/dma/coherent.c: a pool that belongs to one device. */
int rmem_dma_setup(struct kernel *k, struct reserved_mem *rmem);

#endif
