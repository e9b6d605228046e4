/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that ask for memory, for interrupts. */
#include <string.h>

#include "linux/include/interrupt.h"
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

#define KERNEL(name, args, needs, help)                                                            \
	{                                                                                          \
#name, args, row_##name, COMMAND_KERNEL, needs, help, NULL                         \
	}

const struct command user_commands[] = {
	KERNEL(kmalloc, "SIZE", HAS_SLAB, N_("Get memory of the linear map.")),
	KERNEL(kfree, "ADDR", HAS_SLAB, N_("Give memory of kmalloc back.")),
	KERNEL(request_irq, "IRQ NAME [shared]", HAS_SLAB,
	       N_("Handle an interrupt, alone or with others.")),
	KERNEL(free_irq, "IRQ NAME", HAS_SLAB, N_("Handle an interrupt no longer.")),
};
const size_t user_command_count = sizeof(user_commands) / sizeof(user_commands[0]);
