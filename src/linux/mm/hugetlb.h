/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/hugetlb.c: huge pages that only memblock can give. */
#ifndef BOOTWALK_LINUX_MM_HUGETLB_H
#define BOOTWALK_LINUX_MM_HUGETLB_H

#include "linux/linux.h"

/* Parameters of the command line; each gives 1. */
int hugepages_setup(struct kernel *k, const char *value);
int hugepagesz_setup(struct kernel *k, const char *value);
int default_hugepagesz_setup(struct kernel *k, const char *value);

#endif
