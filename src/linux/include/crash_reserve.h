/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/crash_reserve.c: memory for the kernel that takes over after a crash, in the way
 * that architectures share.
 */
#ifndef BOOTWALK_LINUX_INCLUDE_CRASH_RESERVE_H
#define BOOTWALK_LINUX_INCLUDE_CRASH_RESERVE_H

#include "linux/linux.h"

/*
 * Read crashkernel= and keep what it asks for: below LOW_MAX (CRASH_ADDR_LOW_MAX) if it can be,
 * else below HIGH_MAX (CRASH_ADDR_HIGH_MAX); both exclusive.  It is no resource yet.
 */
void reserve_crashkernel_generic(struct kernel *k, phys_addr_t low_max, phys_addr_t high_max);

/* An initcall, the first of all: what was kept becomes resources. */
void insert_crashkernel_resources(struct kernel *k);

#endif
