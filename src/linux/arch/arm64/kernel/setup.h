/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arm64's own part of a boot: what the files below arch/arm64 share. */
#ifndef BOOTWALK_LINUX_ARCH_ARM64_KERNEL_SETUP_H
#define BOOTWALK_LINUX_ARCH_ARM64_KERNEL_SETUP_H

#include "linux/include/setup.h"

/* arch/arm64/mm/init.c; an early parameter gives 0 or an errno */
int early_mem(struct kernel *k, const char *value);
void arm64_memblock_init(struct kernel *k);
void bootmem_init(struct kernel *k);
/* its second part, init_crash.c */
void reserve_crashkernel(struct kernel *k);
void fdt_enforce_memory_region(struct kernel *k);
void reserve_elfcorehdr(struct kernel *k);

/* arch/arm64/mm/mmu.c */
void paging_init(struct kernel *k);

#endif
