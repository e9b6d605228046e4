/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/resource.c: the files /proc/iomem and /proc/ioports.  They are read
 * through fs/seq_file.h.
 */
#ifndef BOOTWALK_LINUX_KERNEL_RESOURCE_PROC_H
#define BOOTWALK_LINUX_KERNEL_RESOURCE_PROC_H

#include "linux/linux.h"

/* kernel/resource.c: the initcall that makes both files appear. */
void ioresources_init(struct kernel *k);

/* mm/memblock.c: the initcall that makes the files in /sys/kernel/debug/memblock appear. */
void memblock_init_debugfs(struct kernel *k);

/*
 * The line of RES in the file of ROOT (its children are not indented), with
 * the newline.  The addresses are zeros when not AS_ROOT.
 */
void resource_line(const struct resource *root, const struct resource *res, bool as_root,
                   struct text *out);

#endif
