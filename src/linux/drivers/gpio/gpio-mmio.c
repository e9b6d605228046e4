/* SPDX-License-Identifier: GPL-3.0-or-later */
/* drivers/gpio/gpio-mmio.c: GPIO lines whose registers the device tree names one by one. */
#include "linux/include/devm_io.h"
#include "linux/include/driver_calls.h"

enum { NONE, WRONG_SIZE };

static const struct sentence says[] = {
	[NONE] = { STEP_DECIDE, LEVEL_CALL, 1, "nn",
	           N_("{0} has no register called {1}; it does without.") },
	[WRONG_SIZE] = { STEP_REFUSE, LEVEL_STOP, 2, "nRs",
	                 N_("{1} of {0} is not as wide as the data register, {2}: -EINVAL, before "
	                    "anything is claimed.") },
};

static const struct outline outline_map = {
	"bgpio_map",
	"drivers/gpio/gpio-mmio.c",
	"nns",
	'm',
	N_("Claims and maps one register of a GPIO block, by its name."),
	N_("Each register is a resource of its own, so each has its own line in /proc/iomem."),
	{ N_("find it by its name; none: NULL, which is no fault"),
	  N_("it must be as wide as the others, or -EINVAL"), N_("claim it and map it") }
};

uint64_t bgpio_map(struct kernel *k, struct device *dev, const char *name, uint64_t sane_sz)
{
	struct resource *res;

	ENTER(k, &outline_map, name_id(dev->name), NAME(k, name), sane_sz);
	res = platform_get_resource_byname(k, dev, IORESOURCE_MEM, name);
	if (!res) {
		TELL(k, &says[NONE], name_id(dev->name), NAME(k, name));
		return leave_word(k, 0);
	}
	if (resource_size(res) != sane_sz) {
		TELL(k, &says[WRONG_SIZE], name_id(dev->name), RES(res), sane_sz);
		return leave_word(k, ERR_PTR(-EINVAL));
	}
	return leave_word(k, devm_ioremap_resource(k, dev, res));
}
