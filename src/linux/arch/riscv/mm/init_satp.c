/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/riscv/mm/init.c, first part: what is decided while the MMU is still off.
 *
 * One image serves processors with page tables of three, four and five levels, and the
 * number of levels decides where everything is that has a virtual address.
 */
#include <string.h>

#include "linux/arch/riscv/mm/mm.h"
#include "linux/drivers/of/fdt.h"

enum { BY_HAND, TRIED, TRIED_LESS, PLACES, MISPLACED };

static const struct sentence says[] = {
	[BY_HAND] = { STEP_DECIDE, LEVEL_STOP, 1, "nd",
	              N_("{0} stands on the command line, so {1} levels of page tables are the most "
	                 "that is tried.") },
	[TRIED] = { STEP_DECIDE, LEVEL_STOP, 2, "nd",
	            N_("The kernel writes the mode {0} into the register satp and reads it back: the "
	               "processor has taken it, so page tables have {1} levels.") },
	[TRIED_LESS] = { STEP_DECIDE, LEVEL_STOP, 2, "nd",
	                 N_("The processor does not take any larger mode into its register satp, so "
	                    "the kernel stays with {0}: page tables have {1} levels.") },
	[PLACES] = { STEP_SET, LEVEL_STOP, 3, "aads",
	             N_("The linear map will begin at {0} and the area for mappings at {1}, as it is "
	                "with {2} levels; {3} of memory can be reached at most.") },
	[MISPLACED] = { STEP_REFUSE, LEVEL_STOP, 4, "a",
	                N_("The image lies at {0}, no multiple of 2 MiB: it cannot be mapped by "
	                   "blocks, and the kernel stops here.") },
};

/* A mode of the register satp, the most levels first. */
static const struct satp_mode {
	const char *name; /* as manuals call it */
	const char *type; /* as a CPU node's mmu-type does */
	unsigned levels, va_bits;
} modes[] = {
	{ "Sv57", "riscv,sv57", 5, 57 },
	{ "Sv48", "riscv,sv48", 4, 48 },
	{ "Sv39", "riscv,sv39", 3, 39 },
};

/*
 * What the processors can do.  No tree has to say that, and the kernel does not ask it but the
 * processor; here the tree is all there is.  QEMU before 8.0 calls every 64-bit processor
 * sv48, and all of its processors take five levels; a tree that has riscv,isa-base is newer.
 */
static const struct satp_mode *hardware_mode(const struct kernel *k)
{
	const struct satp_mode *mode = &modes[0];
	int cpus = nodes_subnode(k->machine->nodes, 0, "cpus"), node;

	of_for_each_child(k, node, cpus)
	{
		bool old = !of_flat_dt_has(k, node, "riscv,isa-base");

		for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
			if (of_flat_dt_string_is(k, node, "mmu-type", modes[i].type) &&
			    !(old && modes[i].levels == 4) && modes[i].levels < mode->levels)
				mode = &modes[i];
	}
	return mode;
}

/* match_noXlvl(): the word may be a part of another one. */
static const char *word_on_command_line(const struct kernel *k, unsigned *levels)
{
	int chosen = nodes_subnode(k->machine->nodes, 0, "chosen"), len = 0;
	const char *line = chosen < 0 ? NULL : of_get_flat_dt_prop(k, chosen, "bootargs", &len);
	bool text = line && len > 0 && memchr(line, '\0', (size_t)len);

	*levels = 5;
	if (text && strstr(line, "no4lvl")) {
		*levels = 3;
		return "no4lvl";
	}
	if (text && strstr(line, "no5lvl")) {
		*levels = 4;
		return "no5lvl";
	}
	return NULL;
}

/* The same mapping with fewer levels: the linear map, below it the area, then the memmap, ports. */
static void use_mode(struct kernel *k, const struct satp_mode *mode)
{
	const struct profile_mapping *most = &k->profile->mapping;
	struct profile_mapping *m = sim_alloc(k->sim, sizeof(*m)), new = *most;
	unsigned memmap = mode->va_bits - PAGE_SHIFT(k) - 1;
	uint64_t page = k->profile->sizes.page;

	new.levels = mode->levels;
	new.va_bits = mode->va_bits;
	new.linear = mode->levels == 5   ? most->linear
	             : mode->levels == 4 ? most->linear_4
	                                 : most->linear_3;
	new.vmalloc_end = new.linear;
	new.vmalloc_start = new.linear - ((uint64_t)1 << (mode->va_bits - 3));
	new.ports = new.vmalloc_start - (page << memmap) - (k->profile->io_space_limit + 1);
	if (mode->levels == 3) /* vmap takes a block of the topmost level for none */
		new.block_shift = 2 * PAGE_SHIFT(k) - 3;
	SET(k, *m, new);
	SET(k, k->mapping, m);
}

static const struct outline outline_setup_vm = {
	"setup_vm",
	RISCV_INIT_FILE,
	"a",
	'v',
	N_("Makes the first page tables, with the MMU still off."),
	N_("It runs before start_kernel() and cannot print; no tree is asked what the processor can "
	   "do."),
	{ N_("no4lvl or no5lvl on the command line: fewer levels are tried"),
	  N_("find out how many levels the processor takes, from five downwards"),
	  N_("that decides where the linear map and the area for mappings are"),
	  N_("the image must lie at a multiple of 2 MiB"),
	  N_("map the image, and 4 MiB around the blob") }
};

void riscv_setup_vm(struct kernel *k)
{
	const struct satp_mode *hardware = hardware_mode(k), *mode = modes;
	unsigned levels, top = modes[0].levels;
	const char *word = word_on_command_line(k, &levels);

	ENTER(k, &outline_setup_vm, k->machine->fdt_base);
	if (word)
		TELL(k, &says[BY_HAND], NAME(k, word), levels);
	/* three levels every processor has, so they are not tried */
	while (mode->levels > levels || mode->levels > hardware->levels)
		mode++;
	if (word && mode->levels == levels)
		top = levels;
	TELL(k, &says[mode->levels == top && top > 3 ? TRIED : TRIED_LESS], NAME(k, mode->name),
	     mode->levels);
	use_mode(k, mode);
	SET(k, k->setup->memory_limit, (uint64_t)1 << (mode->va_bits - 2));
	TELL(k, &says[PLACES], k->mapping->linear, k->mapping->vmalloc_start, mode->levels,
	     k->setup->memory_limit);
	if (k->machine->kernel_base % riscv_pmd_size(k)) {
		TELL(k, &says[MISPLACED], k->machine->kernel_base);
		kernel_panic(k, _("the image lies where it cannot be mapped, and the kernel stops "
		                  "without a word"));
	}
	leave(k);
}
