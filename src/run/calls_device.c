/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that are calls of a driver on its device, without those that map. */
#include "linux/include/amba.h"
#include "linux/include/interrupt.h"
#include "machine/drivers.h"
#include "run/calls.h"
#include "sim/intl.h"

struct device *call_device(struct context *c, const struct call *call, unsigned n)
{
	const struct argument *arg = &call->args[n];
	struct device *dev = NULL;

	if (!arg->is_label)
		dev = device_find(c->kernel, arg->text);
	else if (arg->thing.kind == THING_DEVICE)
		dev = arg->thing.dev;
	if (!dev)
		error_set(c->err, NULL, NULL, _("'%s' is no device of this kernel"), arg->text);
	return dev;
}

/* The body of a row on the device in its first argument. */
#define WITH_DEVICE(dev)                                                                           \
	struct device *dev = call_device(c, call, 0);                                              \
	if (!dev)                                                                                  \
	return false

ROW(platform_get_resource)
{
	WITH_DEVICE(dev);
	return give_resource(
		v,
		platform_get_resource(c->kernel, dev, call->args[1].a, (unsigned)call->args[2].a),
		&c->kernel->iomem_resource);
}

ROW(platform_get_resource_byname)
{
	WITH_DEVICE(dev);
	return give_resource(
		v,
		platform_get_resource_byname(c->kernel, dev, call->args[1].a, call->args[2].text),
		&c->kernel->iomem_resource);
}

/* DEV START SIZE NAME under ROOT */
static bool request(struct context *c, const struct call *call, struct value *v,
                    struct resource *root)
{
	WITH_DEVICE(dev);
	return give_resource(v,
	                     __devm_request_region(c->kernel, dev, root, call->args[1].a,
	                                           call->args[2].a, call_name(c, call, 3)),
	                     root);
}

ROW(devm_request_mem_region)
{
	return request(c, call, v, &c->kernel->iomem_resource);
}

ROW(devm_request_region)
{
	return request(c, call, v, &c->kernel->ioport_resource);
}

static bool release(struct context *c, const struct call *call, struct value *v,
                    struct resource *root)
{
	WITH_DEVICE(dev);
	__devm_release_region(c->kernel, dev, root, call->args[1].a, call->args[2].a);
	return give_ok(v);
}

ROW(devm_release_mem_region)
{
	return release(c, call, v, &c->kernel->iomem_resource);
}

ROW(devm_release_region)
{
	return release(c, call, v, &c->kernel->ioport_resource);
}

ROW(devm_request_resource)
{
	struct bringing b;

	WITH_DEVICE(dev);
	b = call_brings(c, call, 1);
	return give_int_for(v, devm_request_resource(c->kernel, dev, b.parent, b.new), &b);
}

ROW(devm_release_resource)
{
	WITH_DEVICE(dev);
	devm_release_resource(c->kernel, dev, call_resource(c, call, 1));
	return give_ok(v);
}

ROW(amba_request_regions)
{
	WITH_DEVICE(dev);
	return give_int(v, amba_request_regions(c->kernel, dev, call_name(c, call, 1)));
}

ROW(amba_release_regions)
{
	WITH_DEVICE(dev);
	amba_release_regions(c->kernel, dev);
	return give_ok(v);
}

ROW(devm_add_action)
{
	WITH_DEVICE(dev);
	return give_int(v, devm_add_action(c->kernel, dev, call_name(c, call, 1)));
}

ROW(devres_open_group)
{
	WITH_DEVICE(dev);
	devres_open_group(c->kernel, dev, call_name(c, call, 1));
	return give_ok(v);
}

ROW(devres_close_group)
{
	WITH_DEVICE(dev);
	devres_close_group(c->kernel, dev, call_name(c, call, 1));
	return give_ok(v);
}

ROW(devres_remove_group)
{
	WITH_DEVICE(dev);
	devres_remove_group(c->kernel, dev, call_name(c, call, 1));
	return give_ok(v);
}

ROW(devres_release_group)
{
	WITH_DEVICE(dev);
	return give_int(v, devres_release_group(c->kernel, dev, call_name(c, call, 1)));
}

ROW(devm_kzalloc)
{
	WITH_DEVICE(dev);
	return give_mapping(v, devm_kzalloc(c->kernel, dev, call->args[1].a));
}

ROW(devm_kfree)
{
	WITH_DEVICE(dev);
	devm_kfree(c->kernel, dev, call->args[1].a);
	return give_ok(v);
}

ROW(devm_request_irq)
{
	WITH_DEVICE(dev);
	return give_int(v, devm_request_irq(c->kernel, dev, call->args[1].a, call_name(c, call, 2),
	                                    call->arg_count > 3 ? IRQF_SHARED : 0));
}

ROW(devm_free_irq)
{
	WITH_DEVICE(dev);
	devm_free_irq(c->kernel, dev, call->args[1].a, call_name(c, call, 2));
	return give_ok(v);
}

ROW(dev_set_drvdata)
{
	WITH_DEVICE(dev);
	dev_set_drvdata(c->kernel, dev, call->args[1].a);
	return give_ok(v);
}

ROW(dev_get_drvdata)
{
	WITH_DEVICE(dev);
	return give_mapping(v, dev_get_drvdata(c->kernel, dev));
}

ROW(bind)
{
	const struct driver *drv = driver_find(c->kernel, call->args[1].text);

	WITH_DEVICE(dev);
	if (!drv)
		return error_set(c->err, NULL, NULL, _("this kernel has no driver '%s'"),
		                 call->args[1].text);
	/* the driver's file `bind` is its bus's, and knows no device of another */
	if ((unsigned)drv->bus != (unsigned)dev->bus)
		return give_int(v, -ENODEV);
	return give_int(v, device_driver_attach(c->kernel, dev, drv));
}

/* As a write to the driver's file `unbind`: nothing to do is an error. */
ROW(unbind)
{
	WITH_DEVICE(dev);
	if (!dev->driver)
		return give_int(v, -ENODEV);
	device_driver_detach(c->kernel, dev);
	return give_int(v, 0);
}

#define CALL(name, args, help) KERNEL(name, args, HAS_SLAB, help)

/* The same function under the name that a bus gives it. */
#define ALIAS(name, function, args, help)                                                          \
	{                                                                                          \
#name, args, row_##function, COMMAND_KERNEL, HAS_SLAB, help, NULL                  \
	}

const struct command device_commands[] = {
	CALL(platform_get_resource, "DEV TYPE N", N_("One of the device's own resources.")),
	CALL(platform_get_resource_byname, "DEV TYPE NAME",
	     N_("The device's own resource of that name.")),
	CALL(devm_request_mem_region, "DEV START SIZE NAME",
	     N_("Claim memory until the driver goes.")),
	CALL(devm_request_region, "DEV START SIZE NAME", N_("Claim ports until the driver goes.")),
	CALL(devm_release_mem_region, "DEV START SIZE",
	     N_("Give memory back that was claimed with devm_request_mem_region.")),
	CALL(devm_release_region, "DEV START SIZE",
	     N_("Give ports back that were claimed with devm_request_region.")),
	CALL(devm_request_resource, "DEV PARENT RANGE NAME [FLAGS [DESC]]",
	     N_("Put a resource below PARENT until the driver goes.")),
	CALL(devm_release_resource, "DEV &RES",
	     N_("Take a resource out that devm_request_resource put in.")),
	CALL(amba_request_regions, "DEV NAME", N_("Claim the registers of an AMBA device.")),
	CALL(amba_release_regions, "DEV", N_("Give the registers of an AMBA device back.")),
	CALL(devm_add_action, "DEV NAME",
	     N_("Let the driver's function NAME be called when the driver goes.")),
	CALL(devres_open_group, "DEV NAME",
	     N_("What is taken from here on can be given back together.")),
	CALL(devres_close_group, "DEV NAME", N_("The group has all it is to have.")),
	CALL(devres_remove_group, "DEV NAME", N_("Forget the group, keep what is in it.")),
	CALL(devm_kzalloc, "DEV SIZE", N_("Allocate memory until the driver goes.")),
	CALL(devm_kfree, "DEV ADDR", N_("Free what devm_kzalloc gave.")),
	CALL(devm_request_irq, "DEV IRQ NAME [shared]",
	     N_("Ask for an interrupt until the driver goes.")),
	CALL(devm_free_irq, "DEV IRQ NAME",
	     N_("Give an interrupt back that devm_request_irq got.")),
	CALL(dev_set_drvdata, "DEV ADDR", N_("Keep an address with the device.")),
	CALL(dev_get_drvdata, "DEV", N_("The address that was kept with the device.")),
	ALIAS(platform_set_drvdata, dev_set_drvdata, "DEV ADDR",
	      N_("Keep an address with the device.")),
	ALIAS(platform_get_drvdata, dev_get_drvdata, "DEV",
	      N_("The address that was kept with the device.")),
	CALL(bind, "DEV DRIVER",
	     N_("Let a driver try a device of its bus, whatever it is made for.")),
	CALL(unbind, "DEV", N_("Take a device's driver away.")),
	CALL(devres_release_group, "DEV NAME", N_("Give back what is in the group.")),
};
const size_t device_command_count = sizeof(device_commands) / sizeof(device_commands[0]);
