/* SPDX-License-Identifier: GPL-3.0-or-later */
/* init/initramfs.c, as far as architectures share it: keeping the initrd's memory. */
#ifndef BOOTWALK_LINUX_INIT_INITRAMFS_H
#define BOOTWALK_LINUX_INIT_INITRAMFS_H

#include "linux/linux.h"

/*
 * Reserve the initrd's pages.  One that is not in memory, or lies over something
 * reserved, is given up with a line in the log.  arm64 has its own way.
 */
void reserve_initrd_mem(struct kernel *k);

#endif
