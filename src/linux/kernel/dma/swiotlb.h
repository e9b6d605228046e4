/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/dma/swiotlb.c: the bounce buffer. */
#ifndef BOOTWALK_LINUX_KERNEL_DMA_SWIOTLB_H
#define BOOTWALK_LINUX_KERNEL_DMA_SWIOTLB_H

#include "linux/linux.h"

/* The early parameter swiotlb=; 0 or an errno. */
int setup_io_tlb_npages(struct kernel *k, const char *value);
/*
 * swiotlb_adjust_size() as mem_init() calls it where a buffer is only needed for objects of
 * kmalloc(): 1 MiB for each GiB of memory, unless swiotlb= said a size.
 */
void swiotlb_adjust_for_kmalloc(struct kernel *k);
/* Take the buffer if some memory cannot be REACHED by every device, or if it is forced. */
void swiotlb_init(struct kernel *k, bool unreachable);

#endif
