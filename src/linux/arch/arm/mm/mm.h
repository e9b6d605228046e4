/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 32-bit Arm's part of a boot: what the files below arch/arm share. */
#ifndef BOOTWALK_LINUX_ARCH_ARM_MM_MM_H
#define BOOTWALK_LINUX_ARCH_ARM_MM_MM_H

#include "linux/arch/arch.h"
#include "linux/include/setup.h"

/* One entry of the first table, and so the unit in which lowmem is mapped. */
#define ARM_PMD_SIZE        ((uint64_t)2 << 20)
#define ARM_SECTION_SIZE    ((uint64_t)1 << 20)
#define ARM_VMALLOC_DEFAULT ((uint64_t)240 << 20)
#define SWAPPER_PG_DIR_SIZE ((uint64_t)16 << 10)

/* Where RAM begins for the kernel, which patches itself with it: PHYS_OFFSET. */
static inline phys_addr_t arm_phys_offset(const struct kernel *k)
{
	return k->machine->kernel_base - k->profile->image.text_offset;
}

/* arch/arm/kernel/setup.c; an early parameter gives 0 or an errno */
int arm_early_mem(struct kernel *k, const char *value);
/* arch/arm/kernel/devtree.c: which CPUs there may be */
void arm_dt_init_cpu_maps(struct kernel *k);

/* arch/arm/mm/mmu.c */
int early_vmalloc(struct kernel *k, const char *value);
void adjust_lowmem_bounds(struct kernel *k);
void arm_mm_memblock_reserve(struct kernel *k);

/* arch/arm/mm/mmu_tables.c */
void arm_paging_init(struct kernel *k);
/* arch/arm/mm/init.c: zones and the memmap */
void arm_bootmem_init(struct kernel *k);

/* arch/arm/mm/nommu.c: the same where there is no MMU */
void nommu_adjust_lowmem_bounds(struct kernel *k);
void nommu_memblock_reserve(struct kernel *k);
void nommu_paging_init(struct kernel *k);

/* arch/arm/mm/pmsa-v7.c: the MPU covers memory, or it is dropped; then it is programmed */
void pmsav7_adjust_lowmem_bounds(struct kernel *k);
void pmsav7_setup(struct kernel *k);

/*
 * What is one thing with an MMU and another without: how much memory can be used, what
 * the tables take, and what is there instead of paging.
 */
struct arm_mm {
	void (*adjust_lowmem_bounds)(struct kernel *k);
	void (*memblock_reserve)(struct kernel *k);
	void (*paging_init)(struct kernel *k);
};

/* arch/arm/mm/init.c: that of K's profile */
const struct arm_mm *arm_mm_of(const struct kernel *k);

/* arch/arm/mm/mmap.c */
bool arm_valid_phys_addr_range(struct kernel *k, phys_addr_t addr, uint64_t size);
bool arm_valid_mmap_phys_addr_range(const struct kernel *k, phys_addr_t base, uint64_t size);

/* arch/arm/mm/init.c */
void arm_memblock_init(struct kernel *k);

#endif
