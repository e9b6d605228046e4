/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/crash_core.c: what crashkernel= asks for, in bytes. */
#ifndef BOOTWALK_LINUX_INCLUDE_CRASH_CORE_H
#define BOOTWALK_LINUX_INCLUDE_CRASH_CORE_H

#include "linux/linux.h"

/* 0, -ENOENT when there is no such word, -EINVAL for a bad one */
int parse_crashkernel(struct kernel *k, uint64_t system_ram, uint64_t *size, uint64_t *base);
int parse_crashkernel_high(struct kernel *k, uint64_t *size);
int parse_crashkernel_low(struct kernel *k, uint64_t *size);

#endif
