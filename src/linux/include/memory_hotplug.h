/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that comes and goes while the kernel runs, as include/linux/memory_hotplug.h
 * has it.
 *
 * Memory is added and removed in blocks.  What was added is offline at first: there are
 * page frames for it, but nobody gets any of them.
 */
#ifndef BOOTWALK_LINUX_MEMORY_HOTPLUG_H
#define BOOTWALK_LINUX_MEMORY_HOTPLUG_H

#include "linux/linux.h"

/* Is this kernel able to?  (CONFIG_MEMORY_HOTPLUG and CONFIG_MEMORY_HOTREMOVE) */
bool has_memory_hotplug(const struct kernel *k);

/* 0; -EEXIST where something busy is; -EINVAL, -E2BIG. */
int add_memory(struct kernel *k, int nid, uint64_t start, uint64_t size);
/* The same for memory that a driver brought: NAME is "System RAM (...)". */
int add_memory_driver_managed(struct kernel *k, int nid, uint64_t start, uint64_t size,
                              const char *name);
/* 0, or -EBUSY while any of it is online. */
int remove_memory(struct kernel *k, uint64_t start, uint64_t size);
/* The state of the block that has number BLOCK: 0 or an errno. */
int memory_block_online(struct kernel *k, uint64_t block);
int memory_block_offline(struct kernel *k, uint64_t block);

/* Is any of BASE..BASE + SIZE in a block that is offline?  *AT is where such a block begins. */
bool memory_is_offline(const struct kernel *k, phys_addr_t base, uint64_t size, phys_addr_t *at);
uint64_t offline_pages_count(const struct kernel *k);

#endif
