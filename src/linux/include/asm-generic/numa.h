/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/base/arch_numa.c: which memory belongs to which node. */
#ifndef BOOTWALK_LINUX_INCLUDE_ASM_GENERIC_NUMA_H
#define BOOTWALK_LINUX_INCLUDE_ASM_GENERIC_NUMA_H

#include "linux/linux.h"

#define LOCAL_DISTANCE 10

/* The early parameter numa=; 0 or an errno. */
int numa_parse_early_param(struct kernel *k, const char *value);
void arch_numa_init(struct kernel *k);
/* START to END (exclusive) belongs to node NID; 0 or an errno. */
int numa_add_memblk(struct kernel *k, int nid, uint64_t start, uint64_t end);
void numa_set_distance(struct kernel *k, uint32_t from, uint32_t to, uint32_t distance);
/* mm/numa_memblks.c, with the feature numa-memblks: 0 or an errno, of INIT_FUNC too. */
int numa_memblks_init(struct kernel *k, int (*init_func)(struct kernel *k));
int numa_memblks_add(struct kernel *k, int nid, uint64_t start, uint64_t end);
void numa_memblks_set_distance(struct kernel *k, uint32_t from, uint32_t to, uint32_t distance);
void numa_reset_distance(struct kernel *k);
/* pr_warn_once(): a warning that is not given a second time. */
bool numa_warned_before(struct kernel *k, bool *warned);
void node_set_parsed(struct kernel *k, uint32_t nid);
bool node_parsed(const struct kernel *k, unsigned nid);

#endif
