/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What arch/x86 lets user space see of memory: its part of struct arch. */
#ifndef BOOTWALK_LINUX_ARCH_X86_MM_MM_H
#define BOOTWALK_LINUX_ARCH_X86_MM_MM_H

#include "linux/linux.h"

/* mm/init.c: 0 no, 1 yes, 2 zeros are shown in its place */
int x86_devmem_is_allowed(struct kernel *k, uint64_t pfn);
/* mm/mmap.c */
bool x86_valid_phys_addr_range(struct kernel *k, phys_addr_t addr, uint64_t size);
bool x86_valid_mmap_phys_addr_range(const struct kernel *k, phys_addr_t base, uint64_t size);
uint64_t x86_vm_flags_more(uint64_t vm_flags);

#endif
