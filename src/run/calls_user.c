/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that ask for memory and for interrupts, and that bring and take RAM. */
#include <string.h>

#include "linux/include/interrupt.h"
#include "linux/include/memory_hotplug.h"
#include "linux/include/slab.h"
#include "run/calls.h"
#include "sim/intl.h"

#define ROW(name)                                                                                  \
	static bool row_##name(struct context *c, const struct call *call, struct value *v)

ROW(kmalloc)
{
	uint64_t addr = kmalloc(c->kernel, call->args[0].a);

	v->kind = VALUE_MAPPING;
	v->address = addr;
	v->labels = (struct thing){ .kind = THING_ADDRESS, .address = addr };
	return true;
}

ROW(kfree)
{
	kfree(c->kernel, call->args[0].is_null ? 0 : call->args[0].a);
	return give_ok(v);
}

/* The name in argument N; NULL without quotes is the null pointer. */
static const char *name_of(struct context *c, const struct call *call, unsigned n)
{
	const struct argument *arg = &call->args[n];

	return arg->is_null ? NULL : sim_name(c->kernel->sim, arg->text);
}

ROW(request_irq)
{
	return give_int(v, request_irq(c->kernel, call->args[0].a, name_of(c, call, 1),
	                               call->arg_count > 2 ? IRQF_SHARED : 0));
}

ROW(free_irq)
{
	free_irq(c->kernel, call->args[0].a, name_of(c, call, 1));
	return give_ok(v);
}

static bool check_hotplug(struct context *c)
{
	return has_memory_hotplug(c->kernel) ||
	       error_set(c->err, NULL, NULL,
	                 _("this kernel is built without MEMORY_HOTREMOVE: its "
	                   "memory neither comes nor goes"));
}

ROW(add_memory)
{
	return check_hotplug(c) && give_int(v, add_memory(c->kernel, (int)call->args[0].a,
	                                                  call->args[1].a, call->args[2].a));
}

ROW(add_memory_driver_managed)
{
	return check_hotplug(c) &&
	       give_int(v,
	                add_memory_driver_managed(c->kernel, (int)call->args[0].a, call->args[1].a,
	                                          call->args[2].a, name_of(c, call, 3)));
}

ROW(remove_memory)
{
	return check_hotplug(c) &&
	       give_int(v, remove_memory(c->kernel, call->args[0].a, call->args[1].a));
}

ROW(memory_block_online)
{
	return check_hotplug(c) && give_int(v, memory_block_online(c->kernel, call->args[0].a));
}

ROW(memory_block_offline)
{
	return check_hotplug(c) && give_int(v, memory_block_offline(c->kernel, call->args[0].a));
}

const struct command user_commands[] = {
	KERNEL(kmalloc, "SIZE", HAS_SLAB, N_("Get memory of the linear map.")),
	KERNEL(kfree, "ADDR", HAS_SLAB, N_("Give memory of kmalloc back.")),
	KERNEL(request_irq, "IRQ NAME [shared]", HAS_SLAB,
	       N_("Handle an interrupt, alone or with others.")),
	KERNEL(free_irq, "IRQ NAME", HAS_SLAB, N_("Handle an interrupt no longer.")),
	KERNEL(add_memory, "NID START SIZE", HAS_USER, N_("Add RAM to the running kernel.")),
	KERNEL(add_memory_driver_managed, "NID START SIZE NAME", HAS_USER,
	       N_("The same, for a driver: NAME is \"System RAM (...)\".")),
	KERNEL(remove_memory, "START SIZE", HAS_USER, N_("Take RAM out that is offline.")),
	KERNEL(memory_block_online, "N", HAS_USER, N_("Let the memory of a block be used.")),
	KERNEL(memory_block_offline, "N", HAS_USER, N_("Empty the memory of a block.")),
};
const size_t user_command_count = sizeof(user_commands) / sizeof(user_commands[0]);
