/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of commands that are calls of the simulated kernel, a file each. */
#ifndef BOOTWALK_RUN_CALLS_H
#define BOOTWALK_RUN_CALLS_H

#include "lang/command.h"

extern const struct command resource_commands[];
extern const size_t resource_command_count;
extern const struct command access_commands[];
extern const size_t access_command_count;
extern const struct command mapping_commands[];
extern const size_t mapping_command_count;
extern const struct command memblock_commands[];
extern const size_t memblock_command_count;
extern const struct command user_commands[];
extern const size_t user_command_count;
extern const struct command device_commands[];
extern const size_t device_command_count;
extern const struct command devm_commands[];
extern const size_t devm_command_count;
extern const struct command pci_commands[];
extern const size_t pci_command_count;
extern const struct command orders_commands[];
extern const size_t orders_command_count;
extern const struct command driver_commands[];
extern const size_t driver_command_count;
extern const struct command devmem_commands[];
extern const size_t devmem_command_count;
extern const struct command part_commands[];
extern const size_t part_command_count;
extern const struct command file_commands[];
extern const size_t file_command_count;

/*
 * The resource that argument N names: a root or a label.  A label that stands
 * for NULL is followed all the same, as the kernel would: that is an oops.
 */
struct resource *call_resource(struct context *c, const struct call *call, unsigned n);
/* The root of the tree that argument N is in, or was meant for. */
struct resource *call_root(struct context *c, const struct call *call, unsigned n);

/* The name in argument N; NULL without quotes is the null pointer. */
const char *call_name(struct context *c, const struct call *call, unsigned n);
/* The device that argument N names; NULL, with c->err, when there is none. */
struct device *call_device(struct context *c, const struct call *call, unsigned n);

/* The node that argument N names; negative, with c->err, when there is none. */
int call_node(struct context *c, const struct call *call, unsigned n);

/* A call with a resource of its own: where it goes, the root of that tree, and the resource. */
struct bringing {
	struct resource *parent, *root, *new;
};

/* From argument N on: PARENT RANGE NAME [FLAGS [DESC]]. */
struct bringing call_brings(struct context *c, const struct call *call, unsigned n);

/* The head of the function that runs the row NAME. */
#define ROW(name)                                                                                  \
	static bool row_##name(struct context *c, const struct call *call, struct value *v)
/* That row: a call of the kernel, whose ARGS are kinds and which waits for NEEDS to be there. */
#define KERNEL(name, args, needs, help)                                                            \
	{                                                                                          \
#name, args, row_##name, COMMAND_KERNEL, needs, help, NULL                         \
	}

/* One read of COUNT bytes of the device that is kept open for PATH: bytes or an errno. */
int64_t read_device(struct kernel *k, const char *path, uint64_t count);

static inline bool give_int(struct value *v, int64_t number)
{
	v->kind = VALUE_INT;
	v->number = number;
	return true;
}

static inline bool give_number(struct value *v, int64_t number)
{
	v->kind = VALUE_NUMBER;
	v->number = number;
	return true;
}

static inline bool give_bool(struct value *v, bool yes)
{
	v->kind = VALUE_BOOL;
	v->number = yes;
	return true;
}

static inline bool give_address(struct value *v, uint64_t address)
{
	v->kind = VALUE_ADDRESS;
	v->address = address;
	return true;
}

/* RES may be NULL; ROOT is that of the tree which the call was about. */
static inline bool give_resource(struct value *v, struct resource *res, struct resource *root)
{
	value_set_resource(v, res, root);
	return true;
}

/* A label on such a call names what was brought, whatever came of it. */
bool give_int_for(struct value *v, int64_t number, const struct bringing *b);

/* A virtual address, 0 for NULL; a label on the call names it. */
static inline bool give_mapping(struct value *v, uint64_t address)
{
	v->kind = VALUE_MAPPING;
	v->address = address;
	v->labels = (struct thing){ .kind = THING_ADDRESS, .address = address };
	return true;
}

static inline bool give_ok(struct value *v)
{
	v->kind = VALUE_OK;
	return true;
}

#endif
