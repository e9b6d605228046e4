/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/arch/arch.h"

#include <string.h>

static const struct arch *const archs[] = { &arch_arm64, &arch_arm };

const struct arch *arch_find(const char *name)
{
	for (size_t i = 0; i < sizeof(archs) / sizeof(archs[0]); i++)
		if (!strcmp(archs[i]->name, name))
			return archs[i];
	return NULL;
}

const struct arch *arch_of(struct kernel *k)
{
	const struct arch *arch = arch_find(k->profile->arch);

	if (!arch)
		sim_stop(k->sim, SIM_LIMIT, _("a boot of architecture %s cannot be shown yet"),
		         k->profile->arch);
	return arch;
}
