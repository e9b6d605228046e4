/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that map device registers and memory, and ask about page frames. */
#include "linux/include/io.h"
#include "run/calls.h"
#include "sim/intl.h"

#define ROW(name)                                                                                  \
	static bool row_##name(struct context *c, const struct call *call, struct value *v)

/* One row for each function; where the kernel has none of that name, it cannot be called. */
static bool map_as(struct context *c, const struct call *call, struct value *v,
                   enum ioremap_kind kind)
{
	if (!ioremap_has(c->kernel, kind))
		return error_set(c->err, NULL, NULL, _("%s has no function %s"),
		                 c->kernel->profile->name, call->command->name);
	return give_mapping(v, ioremap_as(c->kernel, kind, call->args[0].a, call->args[1].a));
}

#define MAP_ROW(name, kind)                                                                        \
	ROW(name)                                                                                  \
	{                                                                                          \
		return map_as(c, call, v, kind);                                                   \
	}

MAP_ROW(ioremap, IOREMAP)
MAP_ROW(ioremap_wc, IOREMAP_WC)
MAP_ROW(ioremap_wt, IOREMAP_WT)
MAP_ROW(ioremap_uc, IOREMAP_UC)
MAP_ROW(ioremap_cache, IOREMAP_CACHE)
MAP_ROW(ioremap_np, IOREMAP_NP)
MAP_ROW(ioremap_nocache, IOREMAP_NOCACHE)

ROW(iounmap)
{
	iounmap(c->kernel, call->args[0].a);
	return give_ok(v);
}

ROW(memremap)
{
	return give_mapping(v,
	                    memremap(c->kernel, call->args[0].a, call->args[1].a, call->args[2].a));
}

ROW(memunmap)
{
	memunmap(c->kernel, call->args[0].a);
	return give_ok(v);
}

ROW(pfn_valid)
{
	return give_number(v, pfn_valid(c->kernel, call->args[0].a));
}

ROW(pfn_is_map_memory)
{
	return give_number(v, pfn_is_map_memory(c->kernel, call->args[0].a));
}

const struct command mapping_commands[] = {
	KERNEL(ioremap, "PHYS SIZE", HAS_VMALLOC, N_("Map device registers.")),
	KERNEL(ioremap_wc, "PHYS SIZE", HAS_VMALLOC,
	       N_("Map memory of a device; writes may be gathered.")),
	KERNEL(ioremap_wt, "PHYS SIZE", HAS_VMALLOC,
	       N_("Map memory of a device, cached for reading.")),
	KERNEL(ioremap_uc, "PHYS SIZE", HAS_VMALLOC,
	       N_("Map device registers, uncached whatever else is set.")),
	KERNEL(ioremap_cache, "PHYS SIZE", HAS_VMALLOC, N_("Map memory of a device with caching.")),
	KERNEL(ioremap_np, "PHYS SIZE", HAS_VMALLOC,
	       N_("Map device registers; a write waits until it has arrived.")),
	KERNEL(ioremap_nocache, "PHYS SIZE", HAS_VMALLOC,
	       N_("The old name of ioremap, where the release has it.")),
	KERNEL(iounmap, "ADDR", HAS_VMALLOC, N_("Give a mapping back.")),
	KERNEL(memremap, "PHYS SIZE MAPFLAGS", HAS_VMALLOC,
	       N_("Map memory; of RAM, give the address that it has already.")),
	KERNEL(memunmap, "ADDR", HAS_VMALLOC, N_("Give back what memremap gave.")),
	KERNEL(pfn_valid, "PFN", 0, N_("Has a page frame a struct page?")),
	KERNEL(pfn_is_map_memory, "PFN", 0, N_("Is a page frame memory of the linear map?")),
};
const size_t mapping_command_count = sizeof(mapping_commands) / sizeof(mapping_commands[0]);
