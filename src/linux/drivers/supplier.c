/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The subsystems through which drivers serve one another, as far as a probe sees
 * them: what a driver that asks is told.  Their files are those that the outlines name.
 */
#include "linux/include/supplier.h"

#include <stdio.h>

#include "linux/include/of_address.h"

enum {
	MISSING,
	OPTIONAL,
	NOT_YET,
	SILENT,
	FOUND,
};

static const struct sentence says[] = {
	[MISSING] = { STEP_REFUSE, LEVEL_CALL, 1, "nn",
	              N_("The node {0} points at none: it has no usable entry in `{1}`.") },
	[OPTIONAL] = { STEP_DECIDE, LEVEL_CALL, 1, "nn",
	               N_("The node {0} points at none in `{1}`; the driver does without.") },
	[NOT_YET] = { STEP_REFUSE, LEVEL_CALL, 3, "nn",
	              N_("{0} needs {1}, whose driver is not there yet: -EPROBE_DEFER.") },
	[SILENT] = { STEP_REFUSE, LEVEL_CALL, 4, "nn",
	             N_("{1} is there, but what it switches does not answer, so {0} does not get its "
	                "line: -EIO.") },
	[FOUND] = { STEP_DECIDE, LEVEL_CALL, 4, "nn", N_("{0} gets what it needs from {1}.") },
};

#define GET_LINES                                                                                  \
	{                                                                                          \
		N_("find the entry in the asking node's property, by its name or the first"),      \
			N_("find the node that it points at"),                                     \
			N_("the driver of that node is not there yet: -EPROBE_DEFER"),             \
			N_("hand it out")                                                          \
	}
/* A subsystem. */
static const struct supplies {
	const char *list, *cells, *names; /* properties of the asking node; %s is NAME */
	int missing;                      /* what it says when they name nothing */
	struct outline get;
} subsystems[] = {
	[SUPPLIER_CLK] = { "clocks",
	                   "#clock-cells",
	                   "clock-names",
	                   -ENOENT,
	                   { "clk_get", "drivers/clk/clkdev.c", "nn", 'e',
	                     N_("Finds a clock that a device needs."),
	                     N_("Not there yet and not there at all are two different errors."),
	                     GET_LINES } },
	[SUPPLIER_RESET] = { "resets",
	                     "#reset-cells",
	                     "reset-names",
	                     -ENOENT,
	                     { "__reset_control_get", "drivers/reset/core.c", "nn", 'e',
	                       N_("Finds a reset line that a device needs."), NULL, GET_LINES } },
	[SUPPLIER_GPIO] = { "%s-gpios",
	                    "#gpio-cells",
	                    NULL,
	                    -ENOENT,
	                    { "gpiod_get_index", "drivers/gpio/gpiolib.c", "nn", 'e',
	                      N_("Finds a GPIO line that a device needs."), NULL, GET_LINES } },
	[SUPPLIER_MBOX] = { "mboxes",
	                    "#mbox-cells",
	                    "mbox-names",
	                    -ENODEV,
	                    { "mbox_request_channel", "drivers/mailbox/mailbox.c", "nn", 'e',
	                      N_("Finds a mailbox channel that a device needs."), NULL,
	                      GET_LINES } },
	[SUPPLIER_PHY] = { "phys",
	                   "#phy-cells",
	                   "phy-names",
	                   -ENODEV,
	                   { "phy_get", "drivers/phy/phy-core.c", "nn", 'e',
	                     N_("Finds the PHY that a device needs."), NULL, GET_LINES } },
	[SUPPLIER_REGULATOR] = { "%s-supply",
	                         NULL,
	                         NULL,
	                         0,
	                         { "regulator_get", "drivers/regulator/core.c", "nn", 'e',
	                           N_("Finds the regulator that feeds a device."),
	                           N_("A device that names none gets a dummy, so this does not fail."),
	                           GET_LINES } },
};

static const char *node_name(struct kernel *k, int node)
{
	return node < 0 ? NULL : of_flat_dt_name(k, node);
}

/* The node that NODE points at, or -1; PROPERTY gets what the list is called. */
static int target_of(struct kernel *k, const struct supplies *s, int node, const char *name,
                     char *property, size_t room)
{
	int index = 0;

	if (node < 0)
		return -1;
	snprintf(property, room, s->list, name ? name : "");
	if (s->names && name) {
		index = of_property_match_string(k, node, s->names, name);
		if (index < 0)
			return -1;
	}
	if (!s->names && s->cells && !name)
		snprintf(property, room, "gpios");
	return of_parse_phandle_with_args(k, node, property, s->cells, index);
}

int supplier_get(struct kernel *k, enum supplier kind, int node, const char *name, bool optional)
{
	const struct supplies *s = &subsystems[kind];
	const char *asking = node_name(k, node);
	char property[64] = "";
	int target;

	ENTER(k, &s->get, name_id(asking), NAME(k, name ? name : ""));
	target = target_of(k, s, node, name, property, sizeof(property));
	if (target < 0) {
		TELL(k, &says[optional ? OPTIONAL : MISSING], name_id(asking), NAME(k, property));
		return leave_int(k, optional ? 0 : s->missing);
	}
	if (!provider_is_ready(k, target)) {
		TELL(k, &says[NOT_YET], name_id(asking), name_id(node_name(k, target)));
		return leave_int(k, -EPROBE_DEFER);
	}
	if (kind == SUPPLIER_GPIO && !machine_answers(k->machine, target)) {
		TELL(k, &says[SILENT], name_id(asking), name_id(node_name(k, target)));
		return leave_int(k, -EIO);
	}
	TELL(k, &says[FOUND], name_id(asking), name_id(node_name(k, target)));
	return leave_int(k, 0);
}
