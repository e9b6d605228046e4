/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that are calls of kernel/resource.c. */
#include <string.h>

#include "run/calls.h"
#include "sim/intl.h"

struct resource *call_resource(struct context *c, const struct call *call, unsigned n)
{
	const struct argument *arg = &call->args[n];

	if (!arg->is_label)
		return call_root(c, call, n);
	if (arg->thing.kind != THING_RESOURCE || !arg->thing.res)
		kernel_oops(c->kernel);
	return arg->thing.res;
}

struct resource *call_root(struct context *c, const struct call *call, unsigned n)
{
	const struct argument *arg = &call->args[n];

	if (arg->is_label && arg->thing.root)
		return arg->thing.root;
	return strcmp(arg->text, "ioport") ? &c->kernel->iomem_resource
	                                   : &c->kernel->ioport_resource;
}

const char *call_name(struct context *c, const struct call *call, unsigned n)
{
	const struct argument *arg = &call->args[n];

	/* `.` or &/path in the place of a name: what the device is called */
	if (arg->is_label && arg->thing.kind == THING_DEVICE && arg->thing.dev)
		return arg->thing.dev->name;
	return arg->is_null ? NULL : sim_name(c->kernel->sim, arg->text);
}

/* Without FLAGS a resource is what its tree is made of. */
static uint64_t call_flags(const struct call *call, unsigned n, const struct resource *root)
{
	if (n < call->arg_count)
		return call->args[n].a;
	return root->flags & IORESOURCE_TYPE_BITS;
}

struct bringing call_brings(struct context *c, const struct call *call, unsigned n)
{
	const struct argument *range = &call->args[n + 1];
	struct bringing b = { call_resource(c, call, n), call_root(c, call, n), NULL };

	b.new = resource_new(c->kernel, range->a, range->b, call_name(c, call, n + 2),
	                     call_flags(call, n + 3, b.root),
	                     n + 4 < call->arg_count ? call->args[n + 4].a : IORES_DESC_NONE);
	return b;
}

static void label_brought(struct value *v, const struct bringing *b)
{
	v->labels = (struct thing){ .kind = THING_RESOURCE, .res = b->new, .root = b->root };
}

bool give_int_for(struct value *v, int64_t number, const struct bringing *b)
{
	label_brought(v, b);
	return give_int(v, number);
}

static bool give_conflict(struct value *v, struct resource *conflict, const struct bringing *b)
{
	value_set_resource(v, conflict, b->root);
	label_brought(v, b);
	return true;
}

ROW(request_resource)
{
	struct bringing b = call_brings(c, call, 0);

	return give_int_for(v, request_resource(c->kernel, b.parent, b.new), &b);
}

ROW(request_resource_conflict)
{
	struct bringing b = call_brings(c, call, 0);

	return give_conflict(v, request_resource_conflict(c->kernel, b.parent, b.new), &b);
}

ROW(insert_resource)
{
	struct bringing b = call_brings(c, call, 0);

	return give_int_for(v, insert_resource(c->kernel, b.parent, b.new), &b);
}

ROW(insert_resource_conflict)
{
	struct bringing b = call_brings(c, call, 0);

	return give_conflict(v, insert_resource_conflict(c->kernel, b.parent, b.new), &b);
}

ROW(insert_resource_expand_to_fit)
{
	struct bringing b = call_brings(c, call, 0);

	insert_resource_expand_to_fit(c->kernel, b.parent, b.new);
	label_brought(v, &b);
	return give_ok(v);
}

ROW(release_resource)
{
	return give_int(v, release_resource(c->kernel, call_resource(c, call, 0)));
}

ROW(remove_resource)
{
	return give_int(v, remove_resource(c->kernel, call_resource(c, call, 0)));
}

ROW(adjust_resource)
{
	return give_int(v, adjust_resource(c->kernel, call_resource(c, call, 0), call->args[1].a,
	                                   call->args[2].a));
}

/* PARENT SIZE MIN MAX ALIGN NAME [FLAGS [DESC]] */
ROW(allocate_resource)
{
	struct bringing b = { call_resource(c, call, 0), call_root(c, call, 0), NULL };

	b.new = resource_new(c->kernel, 0, 0, call_name(c, call, 5), call_flags(call, 6, b.root),
	                     7 < call->arg_count ? call->args[7].a : IORES_DESC_NONE);
	return give_int_for(v,
	                    allocate_resource(c->kernel, b.parent, b.new, call->args[1].a,
	                                      call->args[2].a, call->args[3].a, call->args[4].a),
	                    &b);
}

ROW(reserve_region_with_split)
{
	reserve_region_with_split(c->kernel, call_resource(c, call, 0), call->args[1].a,
	                          call->args[2].a, call_name(c, call, 3));
	return give_ok(v);
}

ROW(lookup_resource)
{
	return give_resource(v,
	                     lookup_resource(c->kernel, call_resource(c, call, 0), call->args[1].a),
	                     call_root(c, call, 0));
}

/* START SIZE NAME under ROOT */
static bool request(struct context *c, const struct call *call, struct value *v,
                    struct resource *root, uint64_t flags)
{
	return give_resource(v,
	                     __request_region(c->kernel, root, call->args[0].a, call->args[1].a,
	                                      call_name(c, call, 2), flags),
	                     root);
}

ROW(request_region)
{
	return request(c, call, v, &c->kernel->ioport_resource, 0);
}

ROW(request_muxed_region)
{
	return request(c, call, v, &c->kernel->ioport_resource, IORESOURCE_MUXED);
}

ROW(request_mem_region)
{
	return request(c, call, v, &c->kernel->iomem_resource, 0);
}

ROW(request_mem_region_exclusive)
{
	return request(c, call, v, &c->kernel->iomem_resource, IORESOURCE_EXCLUSIVE);
}

ROW(request_mem_region_muxed)
{
	return request(c, call, v, &c->kernel->iomem_resource, IORESOURCE_MUXED);
}

ROW(release_region)
{
	__release_region(c->kernel, &c->kernel->ioport_resource, call->args[0].a, call->args[1].a);
	return give_ok(v);
}

ROW(release_mem_region)
{
	__release_region(c->kernel, &c->kernel->iomem_resource, call->args[0].a, call->args[1].a);
	return give_ok(v);
}

ROW(release_mem_region_adjustable)
{
	release_mem_region_adjustable(c->kernel, call->args[0].a, call->args[1].a);
	return give_ok(v);
}

ROW(region_intersects)
{
	v->kind = VALUE_REGION;
	v->number = region_intersects(c->kernel, call->args[0].a, call->args[1].a, call->args[2].a,
	                              call->args[3].a);
	return true;
}

ROW(page_is_ram)
{
	return give_number(v, page_is_ram(c->kernel, call->args[0].a));
}

/* The callbacks of the walks: print what they were given, and go on. */
static int print_pages(uint64_t pfn, uint64_t nr_pages, void *arg)
{
	struct text *out = arg;

	text_add(out, "func 0x");
	text_add_hex(out, pfn, 1);
	text_add(out, " 0x");
	text_add_hex(out, nr_pages, 1);
	text_add_char(out, '\n');
	return 0;
}

static int print_range(struct resource *res, void *arg)
{
	struct text *out = arg;

	text_add(out, "func ");
	text_add_range(out, res->start, res->end);
	text_add_char(out, '\n');
	return 0;
}

ROW(walk_system_ram_range)
{
	return give_int(v, walk_system_ram_range(c->kernel, call->args[0].a, call->args[1].a,
	                                         c->out, print_pages));
}

ROW(walk_system_ram_res)
{
	return give_int(v, walk_system_ram_res(c->kernel, call->args[0].a, call->args[1].a, c->out,
	                                       print_range));
}

ROW(walk_mem_res)
{
	return give_int(
		v, walk_mem_res(c->kernel, call->args[0].a, call->args[1].a, c->out, print_range));
}

ROW(walk_iomem_res_desc)
{
	return give_int(v,
	                walk_iomem_res_desc(c->kernel, call->args[0].a, call->args[1].a,
	                                    call->args[2].a, call->args[3].a, c->out, print_range));
}

ROW(iomem_is_exclusive)
{
	return give_bool(v, iomem_is_exclusive(c->kernel, call->args[0].a));
}

ROW(resource_is_exclusive)
{
	return give_bool(v, resource_is_exclusive(c->kernel, call_resource(c, call, 0),
	                                          call->args[1].a, call->args[2].a));
}

ROW(iomem_map_sanity_check)
{
	return give_number(v, iomem_map_sanity_check(c->kernel, call->args[0].a, call->args[1].a));
}

#define NEW_RESOURCE "RANGE NAME [FLAGS [DESC]]"
const struct command resource_commands[] = {
	KERNEL(request_resource, "PARENT " NEW_RESOURCE, 0,
	       N_("Put a resource below PARENT, where nothing else may be.")),
	KERNEL(request_resource_conflict, "PARENT " NEW_RESOURCE, 0,
	       N_("The same, and name the resource in the way.")),
	KERNEL(insert_resource, "PARENT " NEW_RESOURCE, 0,
	       N_("Put a resource below PARENT; it adopts what it covers.")),
	KERNEL(insert_resource_conflict, "PARENT " NEW_RESOURCE, 0,
	       N_("The same, and name the resource in the way.")),
	KERNEL(insert_resource_expand_to_fit, "PARENT " NEW_RESOURCE, 0,
	       N_("The same, and let the resource grow over what is in the way.")),
	KERNEL(release_resource, "&RES", 0, N_("Take a resource out, with all below it.")),
	KERNEL(remove_resource, "&RES", 0,
	       N_("Take a resource out; its children move up into its place.")),
	KERNEL(adjust_resource, "&RES START SIZE", 0, N_("Give a resource another range.")),
	KERNEL(allocate_resource, "PARENT SIZE MIN MAX ALIGN NAME [FLAGS [DESC]]", 0,
	       N_("Find a free place below PARENT and take it.")),
	KERNEL(reserve_region_with_split, "PARENT START END NAME", HAS_SLAB,
	       N_("Fill what is free of a range with busy resources.")),
	KERNEL(lookup_resource, "PARENT START", 0, N_("The child of PARENT that begins at START.")),
	KERNEL(request_region, "START SIZE NAME", HAS_SLAB, N_("Claim ports for a driver.")),
	KERNEL(request_muxed_region, "START SIZE NAME", HAS_SLAB,
	       N_("Claim ports that drivers take turns at.")),
	KERNEL(request_mem_region, "START SIZE NAME", HAS_SLAB, N_("Claim memory for a driver.")),
	KERNEL(request_mem_region_exclusive, "START SIZE NAME", HAS_SLAB,
	       N_("Claim memory that user space may not map.")),
	KERNEL(request_mem_region_muxed, "START SIZE NAME", HAS_SLAB,
	       N_("Claim memory that drivers take turns at.")),
	KERNEL(release_region, "START SIZE", HAS_SLAB, N_("Give claimed ports back.")),
	KERNEL(release_mem_region, "START SIZE", HAS_SLAB, N_("Give claimed memory back.")),
	KERNEL(release_mem_region_adjustable, "START SIZE", HAS_SLAB,
	       N_("Give part of a busy region back.")),
	KERNEL(region_intersects, "START SIZE FLAGS DESC", 0,
	       N_("Does a range meet such resources, and others too?")),
	KERNEL(page_is_ram, "PFN", 0, N_("Is that page frame System RAM?")),
	KERNEL(walk_system_ram_range, "START_PFN NR_PAGES", 0,
	       N_("Call a function for each piece of System RAM, in page frames.")),
	KERNEL(walk_system_ram_res, "START END", 0,
	       N_("Call a function for each piece of System RAM, in bytes.")),
	KERNEL(walk_mem_res, "START END", 0, N_("Call a function for each piece of busy memory.")),
	KERNEL(walk_iomem_res_desc, "DESC FLAGS START END", 0,
	       N_("Call a function for each piece of such resources.")),
	KERNEL(iomem_is_exclusive, "ADDR", 0, N_("Is the page at ADDR closed to user space?")),
	KERNEL(resource_is_exclusive, "ROOT ADDR SIZE", 0,
	       N_("Is any of a range closed to user space?")),
	KERNEL(iomem_map_sanity_check, "ADDR SIZE", 0,
	       N_("Would a mapping reach over the end of a resource?")),
};
const size_t resource_command_count = sizeof(resource_commands) / sizeof(resource_commands[0]);
