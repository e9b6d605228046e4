/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arm64's own part of a boot: what the files below arch/arm64 share. */
#ifndef BOOTWALK_LINUX_ARCH_ARM64_KERNEL_SETUP_H
#define BOOTWALK_LINUX_ARCH_ARM64_KERNEL_SETUP_H

#include "linux/include/setup.h"

/* arch/arm64/kernel/smp.c: nothing where the build's sizes are not known */
void smp_init_cpus(struct kernel *k);

/* Where the image's code and its reservation begin: older kernels say _text, and newest ones. */
static inline const char *image_symbol(const struct kernel *k)
{
	return k->profile->image.stext ? "_stext" : "_text";
}

/* arch/arm64/mm/init.c; an early parameter gives 0 or an errno */
int early_mem(struct kernel *k, const char *value);
void arm64_memblock_init(struct kernel *k);
void bootmem_init(struct kernel *k);
void arm64_free_initmem(struct kernel *k);
/* its second part, init_crash.c */
void reserve_crashkernel(struct kernel *k);
void fdt_enforce_memory_region(struct kernel *k);
void reserve_elfcorehdr(struct kernel *k);

/* arch/arm64/mm/mmu.c */
void paging_init(struct kernel *k);

/* arch/arm64/mm/mmap.c */
bool arm64_valid_phys_addr_range(struct kernel *k, phys_addr_t addr, uint64_t size);
bool arm64_valid_mmap_phys_addr_range(const struct kernel *k, phys_addr_t base, uint64_t size);

/* arch/arm64/kernel/setup.c, an initcall: `reserved` children below System RAM; always 0 */
int reserve_memblock_reserved_regions(struct kernel *k);

#endif
