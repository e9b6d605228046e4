/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mb(), rmb(), wmb(), dma_rmb(), dma_wmb(), smp_mb(), smp_rmb(), smp_wmb() of
 * include/asm-generic/barrier.h and arch/<arch>/include/asm/barrier.h, as a kernel of
 * several CPUs has them; READ_ONCE() and WRITE_ONCE() of asm-generic/rwonce.h.
 */
#ifndef BOOTWALK_LINUX_ASM_GENERIC_BARRIER_H
#define BOOTWALK_LINUX_ASM_GENERIC_BARRIER_H

#include "linux/arch/accesses.h"

/* The barrier WHICH; it is told what it is here and what it orders. */
void memory_barrier(struct kernel *k, enum barrier which);

/*
 * Read and write memory of the kernel's linear map, or mapped registers by a bare
 * pointer, 4 bytes, or 8 for a VALUE that needs them.  An oops where there is neither.  *BYTES is how wide what was read is.
 */
void WRITE_ONCE(struct kernel *k, uint64_t addr, uint64_t value);
uint64_t READ_ONCE(struct kernel *k, uint64_t addr, unsigned *bytes);

/*
 * kernel/dma/mapping.c: whole pages that devices look at too.  0 when there is no
 * memory for them.  dma_is_coherent(): does PHYS lie in such pages?
 */
uint64_t dma_alloc_coherent(struct kernel *k, uint64_t size);
/* An oops for what dma_alloc_coherent() did not give. */
void dma_free_coherent(struct kernel *k, uint64_t size, uint64_t addr);
bool dma_is_coherent(const struct kernel *k, phys_addr_t phys);

#endif
