/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/base/arch_numa.c: which memory belongs to which node. */
#ifndef BOOTWALK_LINUX_INCLUDE_ASM_GENERIC_NUMA_H
#define BOOTWALK_LINUX_INCLUDE_ASM_GENERIC_NUMA_H

#include "linux/linux.h"

/* The early parameter numa=; 0 or an errno. */
int numa_parse_early_param(struct kernel *k, const char *value);
void arch_numa_init(struct kernel *k);
/* START to END (exclusive) belongs to node NID; 0 or an errno. */
int numa_add_memblk(struct kernel *k, int nid, uint64_t start, uint64_t end);
void numa_set_distance(struct kernel *k, uint32_t from, uint32_t to, uint32_t distance);
void node_set_parsed(struct kernel *k, uint32_t nid);
bool node_parsed(const struct kernel *k, unsigned nid);

#endif
