/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/cma.c: areas that others may use until a device needs them in one piece. */
#ifndef BOOTWALK_LINUX_MM_CMA_H
#define BOOTWALK_LINUX_MM_CMA_H

#include "linux/linux.h"

/*
 * cma_init_reserved_mem(): make an area of SIZE bytes at BASE, which is reserved.
 * 0, -ENOSPC when there are too many areas, -EINVAL when it is not wholly aligned or
 * nothing of it is reserved.
 */
int cma_init_reserved_mem(struct kernel *k, phys_addr_t base, phys_addr_t size);

/*
 * cma_declare_contiguous(): find SIZE bytes and make an area of them: at BASE exactly
 * when FIXED, else between BASE and LIMIT (exclusive, 0 for the end of memory).  0,
 * -EINVAL, -EBUSY (reserved already), -ENOMEM (no place) or -ENOSPC.
 */
int cma_declare_contiguous(struct kernel *k, phys_addr_t base, phys_addr_t size, phys_addr_t limit,
                           bool fixed);

#endif
