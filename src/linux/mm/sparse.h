/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/sparse.c and mm/sparse-vmemmap.c: the record that the kernel keeps of every page, as
 * far as it takes memory.
 */
#ifndef BOOTWALK_LINUX_MM_SPARSE_H
#define BOOTWALK_LINUX_MM_SPARSE_H

#include "linux/linux.h"

/* All sections that hold memory; nothing where the build's sizes are not known. */
void sparse_init(struct kernel *k);

#endif
