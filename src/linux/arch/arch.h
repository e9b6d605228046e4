/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each architecture brings to a boot: a row a folder of arch/.  The rest of
 * the retold kernel asks this row and never for an architecture's name.
 */
#ifndef BOOTWALK_LINUX_ARCH_ARCH_H
#define BOOTWALK_LINUX_ARCH_ARCH_H

#include "linux/linux.h"

struct arch {
	const char *name; /* as the profile has it: the folder under arch/ */
	void (*setup_arch)(struct kernel *k);
	/* the lowest address that memory may have; __pa(PAGE_OFFSET) on most */
	phys_addr_t (*min_memblock_addr)(const struct kernel *k);
	/* whether memblock hears of it when the initrd is given back */
	bool initrd_leaves_memblock;
	/* an initcall: `reserved` children below System RAM; NULL when there are none */
	int (*reserve_memblock_reserved_regions)(struct kernel *k);
};

extern const struct arch arch_arm64;
extern const struct arch arch_arm;

/* The row of NAME; NULL when a boot of that architecture is not retold. */
const struct arch *arch_find(const char *name);
/* That of K's profile; ends the run when there is none. */
const struct arch *arch_of(struct kernel *k);

#endif
