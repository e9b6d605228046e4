/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/percpu.c: each possible CPU's own copy of some variables. */
#ifndef BOOTWALK_LINUX_MM_PERCPU_H
#define BOOTWALK_LINUX_MM_PERCPU_H

#include "linux/linux.h"

/* setup_per_cpu_areas() of drivers/base/arch_numa.c; nothing where the sizes are not known. */
void setup_per_cpu_areas(struct kernel *k);

#endif
