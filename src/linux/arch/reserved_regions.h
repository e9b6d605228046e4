/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What arm64 and RISC-V tell alike of reserve_memblock_reserved_regions(). */
#ifndef BOOTWALK_LINUX_ARCH_RESERVED_REGIONS_H
#define BOOTWALK_LINUX_ARCH_RESERVED_REGIONS_H

#include "linux/linux.h"

/*
 * Give each of the standard resources children called NAME where memblock has reservations in it,
 * rounded out to pages, and where no child is yet.  The caller has entered the function, whose
 * outline has three lines: resources without a reservation, the rounding, the children.
 */
void show_reserved_regions(struct kernel *k, const char *name);

#endif
