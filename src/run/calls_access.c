/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that read and write registers: a row for each accessor. */
#include <inttypes.h>

#include "linux/include/io.h"
#include "run/calls.h"
#include "sim/intl.h"

/* A reader sees all that a repeated access got. */
#define COUNT_MAX 1024

static bool row_read(struct context *c, const struct call *call, struct value *v)
{
	const struct accessor *how = accessor_find(call->command->name);

	v->address = io_read(c->kernel, how, call->args[0].a);
	v->kind = VALUE_REGISTER;
	v->digits = how->width * 2u;
	return true;
}

static bool row_write(struct context *c, const struct call *call, struct value *v)
{
	io_write(c->kernel, accessor_find(call->command->name), call->args[0].a, call->args[1].a);
	return give_ok(v);
}

static bool check_count(const struct call *call, struct error *err)
{
	const struct argument *count = &call->args[call->arg_count - 1];

	if (count->is_label || count->a <= COUNT_MAX)
		return true;
	return error_set(err, NULL, NULL, _("COUNT may be %d at most"), COUNT_MAX);
}

/* ADDR COUNT: each value that came out of the register, in a line of its own. */
static bool row_read_rep(struct context *c, const struct call *call, struct value *v)
{
	const struct accessor *how = accessor_find(call->command->name);

	for (uint64_t i = 0; i < min64(call->args[1].a, COUNT_MAX); i++)
		text_addf(c->out, "0x%0*" PRIx64 "\n", how->width * 2,
		          io_read(c->kernel, how, call->args[0].a));
	return give_ok(v);
}

/* VALUE ADDR COUNT */
static bool row_write_rep(struct context *c, const struct call *call, struct value *v)
{
	for (uint64_t i = 0; i < min64(call->args[2].a, COUNT_MAX); i++)
		io_write(c->kernel, accessor_find(call->command->name), call->args[0].a,
		         call->args[1].a);
	return give_ok(v);
}

#define READ(name)                                                                                 \
	{                                                                                          \
#name, "ADDR", row_read, COMMAND_KERNEL, HAS_VMALLOC, N_("Read a register."), NULL \
	}
#define WRITE(name)                                                                                \
	{                                                                                          \
#name, "VALUE ADDR", row_write, COMMAND_KERNEL, HAS_VMALLOC,                       \
			N_("Write a register."), NULL                                              \
	}
#define READ_REP(name)                                                                             \
	{                                                                                          \
#name, "ADDR COUNT", row_read_rep, COMMAND_KERNEL, HAS_VMALLOC,                    \
			N_("Read one register COUNT times."), check_count                          \
	}
#define WRITE_REP(name)                                                                            \
	{                                                                                          \
#name, "VALUE ADDR COUNT", row_write_rep, COMMAND_KERNEL, HAS_VMALLOC,             \
			N_("Write one register COUNT times."), check_count                         \
	}

/* A name for each row of lib/iomap.c. */
const struct command access_commands[] = {
	READ(readb),
	READ(readw),
	READ(readl),
	READ(readq),
	READ(readb_relaxed),
	READ(readw_relaxed),
	READ(readl_relaxed),
	READ(readq_relaxed),
	READ(ioread8),
	READ(ioread16),
	READ(ioread32),
	READ(ioread64),
	READ(ioread16be),
	READ(ioread32be),
	READ(ioread64be),
	WRITE(writeb),
	WRITE(writew),
	WRITE(writel),
	WRITE(writeq),
	WRITE(writeb_relaxed),
	WRITE(writew_relaxed),
	WRITE(writel_relaxed),
	WRITE(writeq_relaxed),
	WRITE(iowrite8),
	WRITE(iowrite16),
	WRITE(iowrite32),
	WRITE(iowrite64),
	WRITE(iowrite16be),
	WRITE(iowrite32be),
	WRITE(iowrite64be),
	READ_REP(readsb),
	READ_REP(readsw),
	READ_REP(readsl),
	READ_REP(readsq),
	READ_REP(ioread8_rep),
	READ_REP(ioread16_rep),
	READ_REP(ioread32_rep),
	READ_REP(ioread64_rep),
	WRITE_REP(writesb),
	WRITE_REP(writesw),
	WRITE_REP(writesl),
	WRITE_REP(writesq),
	WRITE_REP(iowrite8_rep),
	WRITE_REP(iowrite16_rep),
	WRITE_REP(iowrite32_rep),
	WRITE_REP(iowrite64_rep),
};
const size_t access_command_count = sizeof(access_commands) / sizeof(access_commands[0]);
