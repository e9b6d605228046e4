/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that are calls of mm/memblock.c. */
#include "run/calls.h"
#include "sim/intl.h"

#define ROW(name)                                                                                  \
	static bool row_##name(struct context *c, const struct call *call, struct value *v)

/* Functions of a base and a size that return 0 or an errno. */
#define RANGE_ROW(name)                                                                            \
	ROW(name)                                                                                  \
	{                                                                                          \
		return give_int(v, name(c->kernel, call->args[0].a, call->args[1].a));             \
	}
RANGE_ROW(memblock_add)
RANGE_ROW(memblock_remove)
RANGE_ROW(memblock_reserve)
RANGE_ROW(memblock_phys_free)
RANGE_ROW(memblock_mark_nomap)
RANGE_ROW(memblock_clear_nomap)
RANGE_ROW(memblock_mark_hotplug)
RANGE_ROW(memblock_clear_hotplug)
RANGE_ROW(memblock_mark_mirror)

/* Functions of one number that return nothing. */
#define LIMIT_ROW(name)                                                                            \
	ROW(name)                                                                                  \
	{                                                                                          \
		name(c->kernel, call->args[0].a);                                                  \
		return give_ok(v);                                                                 \
	}
LIMIT_ROW(memblock_enforce_memory_limit)
LIMIT_ROW(memblock_mem_limit_remove_map)
LIMIT_ROW(memblock_trim_memory)
LIMIT_ROW(memblock_set_current_limit)

/* Questions about an address, about a range, about the whole. */
#define ADDRESS_ROW(name)                                                                          \
	ROW(name)                                                                                  \
	{                                                                                          \
		return give_bool(v, name(c->kernel, call->args[0].a));                             \
	}
ADDRESS_ROW(memblock_is_reserved)
ADDRESS_ROW(memblock_is_memory)
ADDRESS_ROW(memblock_is_map_memory)

#define REGION_ROW(name)                                                                           \
	ROW(name)                                                                                  \
	{                                                                                          \
		return give_bool(v, name(c->kernel, call->args[0].a, call->args[1].a));            \
	}
REGION_ROW(memblock_is_region_memory)
REGION_ROW(memblock_is_region_reserved)

#define NUMBER_ROW(name)                                                                           \
	ROW(name)                                                                                  \
	{                                                                                          \
		(void)call;                                                                        \
		return give_address(v, name(c->kernel));                                           \
	}
NUMBER_ROW(memblock_get_current_limit)
NUMBER_ROW(memblock_phys_mem_size)
NUMBER_ROW(memblock_reserved_size)
NUMBER_ROW(memblock_start_of_DRAM)
NUMBER_ROW(memblock_end_of_DRAM)

ROW(memblock_add_node)
{
	return give_int(v, memblock_add_node(c->kernel, call->args[0].a, call->args[1].a,
	                                     (int)call->args[2].a, (uint32_t)call->args[3].a));
}

ROW(memblock_set_node)
{
	struct memblock *m = &c->kernel->mm_memblock.memblock;

	return give_int(v, memblock_set_node(c->kernel, call->args[0].a, call->args[1].a,
	                                     call->args[2].a ? &m->memory : &m->reserved,
	                                     (int)call->args[3].a));
}

ROW(memblock_cap_memory_range)
{
	memblock_cap_memory_range(c->kernel, call->args[0].a, call->args[1].a);
	return give_ok(v);
}

ROW(memblock_allow_resize)
{
	(void)call;
	memblock_allow_resize(c->kernel);
	return give_ok(v);
}

ROW(memblock_phys_alloc_range)
{
	return give_address(v,
	                    memblock_phys_alloc_range(c->kernel, call->args[0].a, call->args[1].a,
	                                              call->args[2].a, call->args[3].a));
}

ROW(memblock_phys_alloc)
{
	return give_address(v, memblock_phys_alloc(c->kernel, call->args[0].a, call->args[1].a));
}

ROW(memblock_phys_alloc_try_nid)
{
	return give_address(v, memblock_phys_alloc_try_nid(c->kernel, call->args[0].a,
	                                                   call->args[1].a, (int)call->args[2].a));
}

ROW(memblock_set_bottom_up)
{
	memblock_set_bottom_up(c->kernel, call->args[0].a != 0);
	return give_ok(v);
}

ROW(memblock_bottom_up)
{
	(void)call;
	return give_bool(v, memblock_bottom_up(c->kernel));
}

static void print_line(const char *line, void *arg)
{
	text_add(arg, line);
	text_add_char(arg, '\n');
}

ROW(memblock_dump_all)
{
	(void)call;
	memblock_dump(c->kernel, print_line, c->out);
	v->kind = VALUE_NONE;
	return true;
}

#define MEMBLOCK(name, args, help)                                                                 \
	{                                                                                          \
#name, args, row_##name, COMMAND_KERNEL, HAS_MEMBLOCK, help, NULL                  \
	}

const struct command memblock_commands[] = {
	MEMBLOCK(memblock_add, "BASE SIZE", N_("A range is memory.")),
	MEMBLOCK(memblock_remove, "BASE SIZE", N_("A range is no memory.")),
	MEMBLOCK(memblock_reserve, "BASE SIZE", N_("A range is taken.")),
	MEMBLOCK(memblock_phys_free, "BASE SIZE", N_("A range is no longer taken.")),
	MEMBLOCK(memblock_mark_nomap, "BASE SIZE", N_("Keep memory out of the linear map.")),
	MEMBLOCK(memblock_clear_nomap, "BASE SIZE", N_("Let memory into the linear map.")),
	MEMBLOCK(memblock_mark_hotplug, "BASE SIZE", N_("Memory may be unplugged.")),
	MEMBLOCK(memblock_clear_hotplug, "BASE SIZE", N_("Memory may not be unplugged.")),
	MEMBLOCK(memblock_mark_mirror, "BASE SIZE", N_("Memory is kept twice.")),
	MEMBLOCK(memblock_add_node, "BASE SIZE NID MEMFLAGS",
	         N_("A range is memory of a node, with flags.")),
	MEMBLOCK(memblock_set_node, "BASE SIZE memory|reserved NID",
	         N_("The regions of a range belong to a node.")),
	MEMBLOCK(memblock_phys_alloc_range, "SIZE ALIGN START END",
	         N_("Take free memory within a range; END is exclusive.")),
	MEMBLOCK(memblock_phys_alloc, "SIZE ALIGN", N_("Take free memory.")),
	MEMBLOCK(memblock_phys_alloc_try_nid, "SIZE ALIGN NID",
	         N_("Take free memory, if possible of a node.")),
	MEMBLOCK(memblock_allow_resize, "", N_("The arrays of regions may grow.")),
	MEMBLOCK(memblock_set_current_limit, "LIMIT", N_("Allocate only below LIMIT.")),
	MEMBLOCK(memblock_get_current_limit, "", N_("The limit of allocations.")),
	MEMBLOCK(memblock_enforce_memory_limit, "LIMIT",
	         N_("Cut off memory and reservations behind the first LIMIT bytes.")),
	MEMBLOCK(memblock_mem_limit_remove_map, "LIMIT",
	         N_("The same, but keep memory that is not mapped.")),
	MEMBLOCK(memblock_cap_memory_range, "BASE SIZE", N_("Keep only the memory of a range.")),
	MEMBLOCK(memblock_trim_memory, "ALIGN", N_("Round each region of memory inwards.")),
	MEMBLOCK(memblock_set_bottom_up, "on|off", N_("Allocate from the bottom up.")),
	MEMBLOCK(memblock_bottom_up, "", N_("Is memory allocated from the bottom up?")),
	MEMBLOCK(memblock_is_reserved, "ADDR", N_("Is an address taken?")),
	MEMBLOCK(memblock_is_memory, "ADDR", N_("Is an address memory?")),
	MEMBLOCK(memblock_is_map_memory, "ADDR", N_("Is an address memory that is mapped?")),
	MEMBLOCK(memblock_is_region_memory, "BASE SIZE", N_("Does one region hold a range?")),
	MEMBLOCK(memblock_is_region_reserved, "BASE SIZE", N_("Is any of a range taken?")),
	MEMBLOCK(memblock_phys_mem_size, "", N_("All bytes of memory.")),
	MEMBLOCK(memblock_reserved_size, "", N_("All bytes that are taken.")),
	MEMBLOCK(memblock_start_of_DRAM, "", N_("The first address of memory.")),
	MEMBLOCK(memblock_end_of_DRAM, "", N_("The first address behind memory.")),
	MEMBLOCK(memblock_dump_all, "", N_("Print both lists as memblock=debug does.")),
};
const size_t memblock_command_count = sizeof(memblock_commands) / sizeof(memblock_commands[0]);
