/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/mfd/syscon.c: registers that belong to no driver, because many need them.
 *
 * They are mapped for the first driver that asks, by the node and not for a device, and
 * stay mapped.  Nobody claims them, so /proc/iomem has no line for them.
 */
#include "linux/include/syscon.h"

#include "linux/include/of_address.h"
#include "linux/include/of_iomap.h"

#define SYSCON_FILE "drivers/mfd/syscon.c"

enum {
	NO_ADDRESS,
	NOT_MAPPED,
	MADE,
	HAD,
	NO_SYSCON,
	NO_PHANDLE,
};

static const struct sentence says[] = {
	[NO_ADDRESS] = { STEP_REFUSE, LEVEL_CALL, 1, "n",
	                 N_("The registers of {0} have no address of their own: -ENOMEM.") },
	[NOT_MAPPED] = { STEP_REFUSE, LEVEL_CALL, 2, "n",
	                 N_("The registers of {0} could not be mapped: -ENOMEM.") },
	[MADE] = { STEP_SET, LEVEL_CALL, 3, "nr",
	           N_("{0} is mapped at {1} for all who share it; nobody claims it, so it has no "
	              "line in /proc/iomem.") },
	[HAD] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	          N_("{0} is mapped already, for an earlier driver; this one shares it.") },
	[NO_SYSCON] = { STEP_REFUSE, LEVEL_CALL, 1, "n",
	                N_("{0} does not say that it is compatible with \"syscon\": -EINVAL.") },
	[NO_PHANDLE] = { STEP_REFUSE, LEVEL_CALL, 1, "nn",
	                 N_("`{1}` of {0} points at no node: -ENODEV.") },
};

/* A system controller that somebody has asked for. */
struct syscon {
	struct syscon *next;
	int node;
	uint64_t base;
};

static const struct outline outline_register = {
	"of_syscon_register",
	SYSCON_FILE,
	"n",
	'e',
	N_("Maps a system controller, once for all who will share it."),
	N_("It maps by the node and claims nothing: two drivers can work on the same registers."),
	{ N_("the node's first address; none: -ENOMEM"), N_("map it"),
	  N_("keep it on the list, under its node") }
};

static int of_syscon_register(struct kernel *k, int node)
{
	const char *name = of_flat_dt_name(k, node);
	struct syscon *new;
	struct resource res;
	uint64_t base;

	ENTER(k, &outline_register, name_id(name));
	if (of_address_to_resource(k, node, 0, &res)) {
		TELL(k, &says[NO_ADDRESS], name_id(name));
		return leave_int(k, -ENOMEM);
	}
	base = of_iomap(k, node, 0);
	if (!base) {
		TELL(k, &says[NOT_MAPPED], name_id(name));
		return leave_int(k, -ENOMEM);
	}
	new = sim_alloc(k->sim, sizeof(*new));
	SET(k, new->node, node);
	SET(k, new->base, base);
	SET(k, new->next, k->syscons);
	SET(k, k->syscons, new);
	TELL(k, &says[MADE], name_id(name), RANGE(&res));
	return leave_int(k, 0);
}

static const struct outline outline_get = {
	"device_node_get_regmap",
	SYSCON_FILE,
	"n",
	'e',
	N_("Finds the registers of a system controller, or has them mapped."),
	NULL,
	{ N_("look for the node on the list"), N_("it is there: share it"),
	  N_("it is not: map it now") }
};

int device_node_to_regmap(struct kernel *k, int node, uint64_t *base)
{
	const char *name = of_flat_dt_name(k, node);
	const struct syscon *syscon = k->syscons;
	int err = 0;

	ENTER(k, &outline_get, name_id(name));
	while (syscon && syscon->node != node)
		syscon = syscon->next;
	if (syscon) {
		TELL(k, &says[HAD], name_id(name));
	} else {
		err = of_syscon_register(k, node);
		syscon = k->syscons;
	}
	*base = err ? 0 : syscon->base;
	return leave_int(k, err);
}

static const struct outline outline_node = {
	"syscon_node_to_regmap",
	SYSCON_FILE,
	"n",
	'e',
	N_("Finds the registers of a node that calls itself a system controller."),
	NULL,
	{ N_("the node must be compatible with \"syscon\""), N_("find it on the list, or map it"),
	  N_("hand it out") }
};

int syscon_node_to_regmap(struct kernel *k, int node, uint64_t *base)
{
	const char *name = of_flat_dt_name(k, node);

	ENTER(k, &outline_node, name_id(name));
	if (!of_flat_dt_is_compatible(k, node, "syscon")) {
		TELL(k, &says[NO_SYSCON], name_id(name));
		*base = 0;
		return leave_int(k, -EINVAL);
	}
	return leave_int(k, device_node_to_regmap(k, node, base));
}

static const struct outline outline_by_phandle = {
	"syscon_regmap_lookup_by_phandle",
	SYSCON_FILE,
	"nn",
	'e',
	N_("Finds the system controller that a node's property points at."),
	NULL,
	{ N_("follow the property; it points nowhere: -ENODEV"),
	  N_("the node must be compatible with \"syscon\""), N_("find it on the list, or map it") }
};

int syscon_regmap_lookup_by_phandle(struct kernel *k, int node, const char *property,
                                    uint64_t *base)
{
	int target = of_parse_phandle_with_args(k, node, property, NULL, 0);

	ENTER(k, &outline_by_phandle, name_id(of_flat_dt_name(k, node)), NAME(k, property));
	*base = 0;
	if (target < 0) {
		TELL(k, &says[NO_PHANDLE], name_id(of_flat_dt_name(k, node)), NAME(k, property));
		return leave_int(k, -ENODEV);
	}
	return leave_int(k, syscon_node_to_regmap(k, target, base));
}
