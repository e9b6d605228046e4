/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RISC-V's own part of a boot: what the files below arch/riscv share. */
#ifndef BOOTWALK_LINUX_ARCH_RISCV_MM_MM_H
#define BOOTWALK_LINUX_ARCH_RISCV_MM_MM_H

#include "linux/include/setup.h"

#define RISCV_INIT_FILE "arch/riscv/mm/init.c"

/* Bytes that one entry maps whole in the second level from below: 2 MiB. */
static inline uint64_t riscv_pmd_size(const struct kernel *k)
{
	return (uint64_t)1 << (2 * PAGE_SHIFT(k) - 3);
}

/* mm/init_satp.c: before start_kernel(), how many levels of page tables there are */
void riscv_setup_vm(struct kernel *k);

/* mm/init.c; the early parameter gives 0 or an errno */
int riscv_early_mem(struct kernel *k, const char *value);
void riscv_paging_init(struct kernel *k);
void riscv_misc_mem_init(struct kernel *k);

/* mm/init_tables.c: the final page tables, and memory for them */
void riscv_setup_vm_final(struct kernel *k);

/* kernel/smpboot.c: which harts may ever run; nothing where the build's sizes are not known */
void riscv_setup_smp(struct kernel *k);
/* The same file: no hart can give caches back by hand (Zicbom), so all devices must see them. */
bool riscv_is_coherent(const struct kernel *k);

/* kernel/setup_resources.c: the first entries of /proc/iomem */
void riscv_init_resources(struct kernel *k);
/* The same file, an initcall: what memblock reserved, below System RAM. */
void riscv_reserve_memblock_reserved_regions(struct kernel *k);

#endif
