/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands with which a driver maps its registers, and with which code maps a node's. */
#include <string.h>

#include "linux/include/devm_io.h"
#include "linux/include/of_address.h"
#include "linux/include/of_iomap.h"
#include "run/calls.h"
#include "sim/intl.h"

/* The body of a row on the device in its first argument. */
#define WITH_DEVICE(dev)                                                                           \
	struct device *dev = call_device(c, call, 0);                                              \
	if (!dev)                                                                                  \
	return false

int call_node(struct context *c, const struct call *call, unsigned n)
{
	const struct argument *arg = &call->args[n];
	const struct device *dev;
	int node = -1;

	if (arg->is_label) {
		node = arg->node;
	} else if (arg->text[0] == '/' && c->kernel->machine) {
		node = nodes_by_path(c->kernel->machine->nodes, arg->text);
	} else {
		dev = device_find(c->kernel, arg->text);
		node = dev ? dev->of_node : -1;
	}
	if (node < 0)
		error_set(c->err, NULL, NULL, _("'%s' leads to no node of the tree"), arg->text);
	return node;
}

/* A mapping, or an errno in its place. */
static bool give_mapping_or_error(struct value *v, uint64_t addr)
{
	return IS_ERR(addr) ? give_int(v, PTR_ERR(addr)) : give_mapping(v, addr);
}

/* DEV PHYS SIZE */
static bool map(struct context *c, const struct call *call, struct value *v, enum ioremap_kind kind)
{
	WITH_DEVICE(dev);
	return give_mapping(
		v, devm_ioremap_as(c->kernel, dev, kind, call->args[1].a, call->args[2].a));
}

ROW(devm_ioremap)
{
	return map(c, call, v, IOREMAP);
}

ROW(devm_ioremap_wc)
{
	return map(c, call, v, IOREMAP_WC);
}

ROW(devm_ioremap_uc)
{
	return map(c, call, v, IOREMAP_UC);
}

ROW(devm_iounmap)
{
	WITH_DEVICE(dev);
	devm_iounmap(c->kernel, dev, call->args[1].a);
	return give_ok(v);
}

/* What &RES|NULL|N stands for: N is the device's Nth memory resource. */
static struct resource *wanted_resource(struct context *c, const struct call *call,
                                        struct device *dev)
{
	const struct argument *arg = &call->args[1];

	if (arg->is_null)
		return NULL;
	if (!arg->is_label)
		return platform_get_resource(c->kernel, dev, IORESOURCE_MEM, (unsigned)arg->a);
	/* a label may stand for a null pointer, which the kernel's function is ready for */
	return arg->thing.kind == THING_RESOURCE ? arg->thing.res : call_resource(c, call, 1);
}

static bool map_resource(struct context *c, const struct call *call, struct value *v,
                         enum ioremap_kind kind)
{
	struct resource *res;

	WITH_DEVICE(dev);
	res = wanted_resource(c, call, dev);
	return give_mapping_or_error(v, devm_ioremap_resource_as(c->kernel, dev, kind, res));
}

ROW(devm_ioremap_resource)
{
	return map_resource(c, call, v, IOREMAP);
}

ROW(devm_ioremap_resource_wc)
{
	return map_resource(c, call, v, IOREMAP_WC);
}

ROW(devm_memremap)
{
	WITH_DEVICE(dev);
	return give_mapping_or_error(v, devm_memremap(c->kernel, dev, call->args[1].a,
	                                              call->args[2].a, call->args[3].a));
}

ROW(devm_memunmap)
{
	WITH_DEVICE(dev);
	devm_memunmap(c->kernel, dev, call->args[1].a);
	return give_ok(v);
}

ROW(devm_platform_ioremap_resource)
{
	WITH_DEVICE(dev);
	return give_mapping_or_error(
		v, devm_platform_ioremap_resource(c->kernel, dev, (unsigned)call->args[1].a));
}

ROW(devm_platform_get_and_ioremap_resource)
{
	WITH_DEVICE(dev);
	return give_mapping_or_error(v, devm_platform_get_and_ioremap_resource(
						c->kernel, dev, (unsigned)call->args[1].a, NULL));
}

ROW(devm_platform_ioremap_resource_byname)
{
	WITH_DEVICE(dev);
	return give_mapping_or_error(
		v, devm_platform_ioremap_resource_byname(c->kernel, dev, call->args[1].text));
}

/* The node in argument N of a row. */
#define WITH_NODE(node, n)                                                                         \
	int node = call_node(c, call, n);                                                          \
	if (node < 0)                                                                              \
	return false

ROW(of_iomap)
{
	WITH_NODE(node, 0);
	return give_mapping(v, of_iomap(c->kernel, node, (int)call->args[1].a));
}

ROW(of_io_request_and_map)
{
	WITH_NODE(node, 0);
	return give_mapping_or_error(v, of_io_request_and_map(c->kernel, node, (int)call->args[1].a,
	                                                      call_name(c, call, 2)));
}

ROW(devm_of_iomap)
{
	WITH_DEVICE(dev);
	WITH_NODE(node, 1);
	return give_mapping_or_error(v, devm_of_iomap(c->kernel, dev, node, (int)call->args[2].a));
}

/* The resource that the kernel's caller has to bring; a label on the call names it. */
ROW(of_address_to_resource)
{
	struct bringing b = { .root = &c->kernel->iomem_resource };
	struct resource found = { 0 };
	int err;

	WITH_NODE(node, 0);
	err = of_address_to_resource(c->kernel, node, (int)call->args[1].a, &found);
	b.new = resource_new(c->kernel, found.start, found.end, found.name, found.flags,
	                     found.desc);
	if (found.flags & IORESOURCE_IO)
		b.root = &c->kernel->ioport_resource;
	return give_int_for(v, err, &b);
}

#define CALL(name, args, help) KERNEL(name, args, HAS_SLAB | HAS_VMALLOC, help)

const struct command devm_commands[] = {
	CALL(devm_ioremap, "DEV PHYS SIZE", N_("Map registers until the driver goes.")),
	CALL(devm_ioremap_wc, "DEV PHYS SIZE",
	     N_("The same; writes may be gathered on their way.")),
	CALL(devm_ioremap_uc, "DEV PHYS SIZE",
	     N_("The same; uncached whatever the architecture prefers.")),
	CALL(devm_iounmap, "DEV ADDR", N_("Unmap what devm_ioremap mapped.")),
	CALL(devm_ioremap_resource, "DEV &RES|NULL|N",
	     N_("Check a resource, claim its range and map it.")),
	CALL(devm_ioremap_resource_wc, "DEV &RES|NULL|N",
	     N_("The same; writes may be gathered on their way.")),
	CALL(devm_memremap, "DEV PHYS SIZE MAPFLAGS", N_("Map memory until the driver goes.")),
	CALL(devm_memunmap, "DEV ADDR", N_("Unmap what devm_memremap mapped.")),
	CALL(devm_platform_ioremap_resource, "DEV N",
	     N_("Claim and map memory resource N of the device.")),
	CALL(devm_platform_get_and_ioremap_resource, "DEV N",
	     N_("The same; the kernel's function hands the resource out, too.")),
	CALL(devm_platform_ioremap_resource_byname, "DEV NAME",
	     N_("Claim and map the memory resource of that name.")),
	CALL(of_iomap, "NODE N", N_("Map entry N of a node's reg, without claiming it.")),
	CALL(of_io_request_and_map, "NODE N NAME", N_("Claim and map entry N of a node's reg.")),
	CALL(devm_of_iomap, "DEV NODE N",
	     N_("Claim and map entry N of a node's reg until DEV's driver goes.")),
	CALL(of_address_to_resource, "NODE N",
	     N_("Make a resource of entry N of a node's reg; a label names it.")),
};
const size_t devm_command_count = sizeof(devm_commands) / sizeof(devm_commands[0]);
