/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/resource.c: the files /proc/iomem and /proc/ioports.  They are read
 * through fs/seq_file.h.
 */
#ifndef BOOTWALK_LINUX_KERNEL_RESOURCE_PROC_H
#define BOOTWALK_LINUX_KERNEL_RESOURCE_PROC_H

#include "linux/fs/seq_file.h"

/* kernel/resource.c: the initcall that makes both files appear. */
void ioresources_init(struct kernel *k);

/* mm/memblock.c: the initcall that makes the files in /sys/kernel/debug/memblock appear. */
void memblock_init_debugfs(struct kernel *k);

#define PROC_IOPORTS   "/proc/ioports"
#define PROC_IOMEM     "/proc/iomem"
#define DEBUG_MEMORY   "/sys/kernel/debug/memblock/memory"
#define DEBUG_RESERVED "/sys/kernel/debug/memblock/reserved"

/* For the rows of these files (fs/proc/files.c): their records, and the whole of them. */
extern const struct seq_operations resource_seq_op, memblock_seq_op;
void all_resources(const struct kernel *k, const void *root, bool as_root, struct text *out);
void all_regions(const struct kernel *k, const void *type, bool as_root, struct text *out);

/*
 * The line of RES in the file of ROOT (its children are not indented), with
 * the newline.  The addresses are zeros when not AS_ROOT.
 */
void resource_line(const struct resource *root, const struct resource *res, bool as_root,
                   struct text *out);

#endif
