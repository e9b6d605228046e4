/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/arch/arch.h"

#include <string.h>

static const struct arch *const archs[] = { &arch_arm64, &arch_arm, &arch_x86, &arch_riscv };

const struct arch *arch_at(size_t n)
{
	return n < sizeof(archs) / sizeof(archs[0]) ? archs[n] : NULL;
}

const struct arch *arch_row(const struct kernel *k)
{
	static const struct arch other = { .name = "other", .pcibios_min_io = 0x1000 };

	for (size_t i = 0; i < sizeof(archs) / sizeof(archs[0]); i++)
		if (!strcmp(archs[i]->name, k->profile->arch))
			return archs[i];
	return &other;
}

const struct arch *arch_of(struct kernel *k)
{
	const struct arch *arch = arch_row(k);

	if (!arch->setup_arch)
		sim_stop(k->sim, SIM_LIMIT, _("a boot of architecture %s cannot be shown yet"),
		         k->profile->arch);
	return arch;
}
