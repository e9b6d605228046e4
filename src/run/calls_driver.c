/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The commands that are calls of a driver's probe and have nothing to do with addresses:
 * what the node says, what other drivers supply, children, messages, serial ports.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "linux/include/of_address.h"
#include "linux/include/of_irq.h"
#include "linux/include/of_platform.h"
#include "linux/include/platform_device.h"
#include "linux/include/supplier.h"
#include "linux/kernel/resource_internal.h"
#include "run/calls.h"
#include "sim/intl.h"

/* A number that a label names. */
static bool give_cell(struct value *v, uint32_t cell)
{
	v->kind = VALUE_REGISTER;
	v->address = cell;
	v->digits = 8;
	v->labels = (struct thing){ .kind = THING_ADDRESS, .address = cell };
	return true;
}

/* The name in argument N, when there is one and it is not NULL. */
static const char *optional_name(const struct call *call, unsigned n)
{
	return n < call->arg_count && !call->args[n].is_null ? call->args[n].text : NULL;
}

/* ---- what the node says ---- */

ROW(of_property_read_u32)
{
	uint32_t cell;

	if (call->args[0].node >= 0 &&
	    of_flat_dt_u32(c->kernel, call->args[0].node, call->args[1].text, &cell))
		return give_cell(v, cell);
	if (call->arg_count > 2)
		return give_cell(v, (uint32_t)call->args[2].a);
	return give_int(v, -EINVAL);
}

ROW(of_property_read_bool)
{
	int node = call->args[0].node;

	return give_bool(v, node >= 0 && of_flat_dt_has(c->kernel, node, call->args[1].text));
}

ROW(of_property_match_string)
{
	int node = call->args[0].node, n = -1;

	if (node >= 0)
		n = of_property_match_string(c->kernel, node, call->args[1].text,
		                             call->args[2].text);
	v->labels = (struct thing){ .kind = THING_ADDRESS, .address = (uint64_t)n };
	return give_int(v, n < 0 ? -EINVAL : n);
}

ROW(of_device_is_compatible)
{
	int node = call->args[0].node;

	return give_bool(v, node >= 0 &&
	                            of_flat_dt_is_compatible(c->kernel, node, call->args[1].text));
}

ROW(of_alias_get_id)
{
	return give_int(v, of_alias_get_id(c->kernel, call->args[0].node, call->args[1].text));
}

/* The --absent of the command line; no function of the kernel, but what its registers say. */
ROW(hardware_answers)
{
	const struct argument *arg = &call->args[0];
	const struct device *dev = arg->thing.kind == THING_DEVICE ? arg->thing.dev : NULL;
	int node = arg->node;

	/* a part of a device has its registers */
	for (; node < 0 && dev; dev = dev->parent)
		node = dev->of_node;
	return give_bool(v, machine_answers(c->kernel->machine, node));
}

/* Does this kernel have a feature that releases differ by? */
ROW(kernel_has)
{
	enum profile_feature feature;

	if (!profile_feature_find(call->args[0].text, &feature))
		return error_set(c->err, NULL, NULL, _("'%s' is no feature of a kernel"),
		                 call->args[0].text);
	return give_bool(v, profile_has(c->kernel->profile, feature));
}

/* ---- what other drivers supply ---- */

static bool demand(struct context *c, const struct call *call, struct value *v, enum supplier kind,
                   bool optional)
{
	return give_int(v, supplier_get(c->kernel, kind, call->args[0].node, optional_name(call, 1),
	                                optional));
}

#define DEMAND(name, kind, optional)                                                               \
	ROW(name)                                                                                  \
	{                                                                                          \
		return demand(c, call, v, kind, optional);                                         \
	}

DEMAND(devm_clk_get, SUPPLIER_CLK, false)
DEMAND(devm_clk_get_optional, SUPPLIER_CLK, true)
DEMAND(devm_reset_control_get, SUPPLIER_RESET, false)
DEMAND(devm_reset_control_get_optional, SUPPLIER_RESET, true)
DEMAND(devm_gpiod_get, SUPPLIER_GPIO, false)
DEMAND(devm_gpiod_get_optional, SUPPLIER_GPIO, true)
DEMAND(mbox_request_channel, SUPPLIER_MBOX, false)
DEMAND(devm_phy_get, SUPPLIER_PHY, false)
DEMAND(devm_phy_optional_get, SUPPLIER_PHY, true)
DEMAND(devm_regulator_get, SUPPLIER_REGULATOR, false)

/* Interrupt N of the node's `interrupts` or `interrupts-extended`; -ENXIO for none. */
static bool has_irq(struct context *c, const struct call *call)
{
	return (uint64_t)of_irq_count(c->kernel, call->args[0].node) > call->args[1].a;
}

ROW(platform_get_irq_optional)
{
	return give_int(v, has_irq(c, call) ? 0 : -ENXIO);
}

ROW(platform_get_irq)
{
	const struct argument *arg = &call->args[0];

	if (!has_irq(c, call) && arg->thing.kind == THING_DEVICE && arg->thing.dev)
		dev_printk(c->kernel, arg->thing.dev,
		           "error -ENXIO: IRQ index %" PRIu64 " not found", call->args[1].a);
	return give_int(v, has_irq(c, call) ? 0 : -ENXIO);
}

/* ---- children ---- */

ROW(of_platform_populate)
{
	struct device *dev = call_device(c, call, 0);

	if (!dev)
		return false;
	return give_int(v, of_platform_default_populate(c->kernel, dev->of_node, dev));
}

/* DEV NAME PROPERTY: all nodes of that kind that belong to the chip that DEV is a part of. */
ROW(of_platform_populate_compatible)
{
	struct device *dev = call_device(c, call, 0);
	struct of_walk walk = { .node = -1 };
	int chip = dev && dev->parent ? dev->parent->of_node : -1;

	if (!dev)
		return false;
	while (chip >= 0 && of_next_node(c->kernel, &walk))
		if (of_flat_dt_is_compatible(c->kernel, walk.node, call->args[1].text) &&
		    of_parse_phandle_with_args(c->kernel, walk.node, call->args[2].text, NULL, 0) ==
		            chip)
			of_platform_populate(c->kernel, walk.node, NULL, dev);
	return give_int(v, 0);
}

/* The rows give a device, so that a label can name it. */
static bool give_child(struct value *v, struct device *dev, int err)
{
	v->labels = (struct thing){ .kind = THING_DEVICE, .dev = dev };
	return give_int(v, err);
}

/* DEV NAME [none|auto]: a device without a node, below DEV. */
ROW(platform_device_register_data)
{
	struct device *parent = call_device(c, call, 0), *dev;
	bool numbered = call->arg_count > 2 && !strcmp(call->args[2].text, "auto");
	int err = 0;

	if (!parent)
		return false;
	dev = platform_device_register_data(c->kernel, parent, call->args[1].text,
	                                    numbered ? PLATFORM_DEVID_AUTO : PLATFORM_DEVID_NONE,
	                                    &err);
	return give_child(v, dev, err);
}

/* DEV NAME none|auto &RES: the same with a copy of a resource, as glue drivers pass theirs on. */
ROW(platform_device_register_resndata)
{
	struct device *parent = call_device(c, call, 0), *dev;
	const struct resource *res = call_resource(c, call, 3);
	struct resource copy = {
		.start = res->start, .end = res->end, .name = res->name, .flags = res->flags
	};
	int err = 0;

	if (!parent)
		return false;
	dev = platform_device_register_resndata(
		c->kernel, parent, call->args[1].text,
		strcmp(call->args[2].text, "auto") ? PLATFORM_DEVID_NONE : PLATFORM_DEVID_AUTO,
		&copy, 1, &err);
	return give_child(v, dev, err);
}

/* DEV NAME [OFFSET SIZE [NAME]]: a function of the chip, with a part of its registers. */
ROW(mfd_add_device)
{
	struct device *parent = call_device(c, call, 0), *dev;
	bool has_registers = call->arg_count > 3;
	int err = 0;

	if (!parent)
		return false;
	dev = mfd_add_device(c->kernel, parent, call->args[1].text,
	                     has_registers ? call->args[2].a : 0,
	                     has_registers ? call->args[3].a : 0,
	                     call->arg_count > 4 ? call->args[4].text : NULL, &err);
	return give_child(v, dev, err);
}

ROW(devm_rtc_register_device)
{
	struct device *dev = call_device(c, call, 0);

	if (!dev)
		return false;
	/* that a clock gets no alarm device is no error for its driver */
	alarmtimer_rtc_add_device(c->kernel, dev, of_irq_count(c->kernel, dev->of_node) > 0);
	return give_int(v, 0);
}

/* ---- messages ---- */

/* TEXT with the argument behind it in the place of %pR, %u or 0x%x. */
static void format(struct context *c, const struct call *call, unsigned n, struct text *out)
{
	const char *text = call->args[n].text, *percent = strchr(text, '%');
	const struct argument *arg = n + 1 < call->arg_count ? &call->args[n + 1] : NULL;
	char range[RESOURCE_STRING];

	if (!percent || !arg) {
		text_add(out, text);
		return;
	}
	text_addf(out, "%.*s", (int)(percent - text), text);
	if (!strncmp(percent, "%pR", 3) && arg->thing.kind == THING_RESOURCE && arg->thing.res)
		text_addf(out, "%s%s", resource_string(range, arg->thing.res, false), percent + 3);
	else if (!strncmp(percent, "%x", 2))
		text_addf(out, "%" PRIx64 "%s", arg->a, percent + 2);
	else
		text_addf(out, "%" PRIu64 "%s", arg->a, percent + 2);
	(void)c;
}

static bool log_for_device(struct context *c, const struct call *call, struct value *v)
{
	struct device *dev = call_device(c, call, 0);
	struct text out = { 0 };

	if (!dev)
		return false;
	format(c, call, 1, &out);
	dev_printk(c->kernel, dev, "%s", text_str(&out));
	text_free(&out);
	return give_ok(v);
}

ROW(dev_err)
{
	return log_for_device(c, call, v);
}

ROW(dev_warn)
{
	return log_for_device(c, call, v);
}

ROW(dev_info)
{
	return log_for_device(c, call, v);
}

ROW(pr_info)
{
	struct text out = { 0 };

	format(c, call, 0, &out);
	printk(c->kernel, "%s", text_str(&out));
	text_free(&out);
	return give_ok(v);
}

#define CALL(name, args, help) KERNEL(name, args, HAS_SLAB, help)

const struct command driver_commands[] = {
	CALL(of_property_read_u32, "NODE NAME [N]",
	     N_("The property's first cell, or N when there is none.")),
	CALL(of_property_read_bool, "NODE NAME", N_("Does the node have that property?")),
	CALL(of_property_match_string, "NODE NAME WORD",
	     N_("The place of WORD in a property that is a list of strings.")),
	CALL(of_device_is_compatible, "NODE NAME", N_("Is NAME among its compatibles?")),
	CALL(of_alias_get_id, "NODE NAME", N_("The number of the node's alias NAME.")),
	CALL(hardware_answers, "NODE",
	     N_("Is there hardware behind the node's registers?  --absent says no.")),
	CALL(kernel_has, "WORD", N_("Does the kernel do what that word of its profile says?")),
	CALL(devm_clk_get, "NODE [NAME]", N_("Find a clock of the device.")),
	CALL(devm_clk_get_optional, "NODE [NAME]", N_("Find a clock, if it names one.")),
	CALL(devm_reset_control_get, "NODE [NAME]", N_("Find a reset line of the device.")),
	CALL(devm_reset_control_get_optional, "NODE [NAME]",
	     N_("Find a reset line, if it names one.")),
	CALL(devm_gpiod_get, "NODE [NAME]", N_("Find a GPIO line of the device.")),
	CALL(devm_gpiod_get_optional, "NODE [NAME]", N_("Find a GPIO line, if it names one.")),
	CALL(mbox_request_channel, "NODE [NAME]", N_("Find a mailbox channel of the device.")),
	CALL(devm_phy_get, "NODE [NAME]", N_("Find a PHY of the device.")),
	CALL(devm_phy_optional_get, "NODE [NAME]", N_("Find a PHY, if it names one.")),
	CALL(devm_regulator_get, "NODE NAME", N_("Find the regulator that feeds the device.")),
	CALL(platform_get_irq, "NODE N", N_("Has the device an interrupt N?")),
	CALL(platform_get_irq_optional, "NODE N",
	     N_("The same, and the log is not told when it has none.")),
	CALL(of_platform_populate, "DEV", N_("Make devices of the children of its node.")),
	CALL(of_platform_populate_compatible, "DEV NAME WORD",
	     N_("The same for all nodes of a kind whose property WORD names the node of the device "
	        "above.")),
	CALL(platform_device_register_data, "DEV NAME [WORD]",
	     N_("Make a device without a node, below DEV; `auto` numbers it.")),
	CALL(platform_device_register_resndata, "DEV NAME WORD &RES",
	     N_("The same, with a copy of a resource: `none` or `auto` numbers it.")),
	CALL(mfd_add_device, "DEV NAME [OFFSET SIZE [NAME]]",
	     N_("Make a device of a function of a chip, with a part of its registers.")),
	CALL(devm_rtc_register_device, "DEV", N_("Register a real-time clock.")),
	CALL(dev_err, "DEV WORD [VALUE]", N_("An error line about the device, for the log.")),
	CALL(dev_warn, "DEV WORD [VALUE]", N_("A warning about the device, for the log.")),
	CALL(dev_info, "DEV WORD [VALUE]", N_("A line about the device, for the log.")),
	CALL(pr_info, "WORD [VALUE]", N_("A line for the log.")),
};
const size_t driver_command_count = sizeof(driver_commands) / sizeof(driver_commands[0]);
