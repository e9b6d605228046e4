/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/arm64/mm/mmu.c: page tables of the first mappings, and what they depend on. */
#ifndef BOOTWALK_LINUX_ARCH_ARM64_MM_MMU_H
#define BOOTWALK_LINUX_ARCH_ARM64_MM_MMU_H

#include "linux/linux.h"

#define MMU_FILE "arch/arm64/mm/mmu.c"

/* Early parameters: 0 or an errno. */
int enable_crash_mem_map(struct kernel *k, const char *value);
int set_debug_rodata(struct kernel *k, const char *value);
int parse_kfence_early_init(struct kernel *k, const char *value);

/* The page tables of the image's PARTS: each goes from ENDS[n] up to ENDS[n + 1], offsets. */
void map_image_tables(struct kernel *k, const uint64_t *ends, unsigned parts);
void map_mem(struct kernel *k);
/* Nothing in a build whose identity map is part of the image. */
void create_idmap(struct kernel *k);

#endif
