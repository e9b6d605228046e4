/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fs/proc/meminfo.c: how much memory there is, as far as it is simulated. */
#ifndef BOOTWALK_LINUX_FS_PROC_MEMINFO_H
#define BOOTWALK_LINUX_FS_PROC_MEMINFO_H

#include "linux/linux.h"

/* The initcall that makes /proc/meminfo appear. */
void proc_meminfo_init(struct kernel *k);
/* The whole of it. */
void meminfo_show(const struct kernel *k, struct text *out);

#endif
