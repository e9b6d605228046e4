/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/riscv/kernel/smpboot.c: which harts may ever run.  Each of them gets its own copy of
 * the per-CPU variables, whether it ever runs or not.
 */
#include <string.h>
#include <strings.h>

#include "linux/arch/riscv/mm/mm.h"
#include "linux/drivers/of/fdt.h"
#include "linux/include/of_address.h"
#include "linux/include/of_cpu.h"

#define SMP_FILE "arch/riscv/kernel/smpboot.c"

enum {
	BOOT_HART,
	FOUND,
	NOT_RISCV,
	NO_ID,
	NOT_AVAILABLE,
	NO_ISA,
	TOO_FEW,
	CLIPPED,
	POSSIBLE,
	BY_HAND
};

static const struct sentence says[] = {
	[BOOT_HART] = { STEP_READ, LEVEL_CALL, 3, "ndN",
	                N_("{0}, hart {1}, is taken to be the one that runs now, number 0; it "
	                   "belongs to {2}.") },
	[FOUND] = { STEP_READ, LEVEL_CALL, 4, "ndN", N_("{0} is number {1}; it belongs to {2}.") },
	[NOT_RISCV] = { STEP_REFUSE, LEVEL_STOP, 1, "n",
	                N_("{0} is not compatible with riscv, so it is no hart.") },
	[NO_ID] = { STEP_REFUSE, LEVEL_STOP, 1, "n", N_("The reg of {0} is no hart's number.") },
	[NOT_AVAILABLE] = { STEP_DECIDE, LEVEL_STOP, 1, "n",
	                    N_("The status of {0} says that it is not there.") },
	[NO_ISA] = { STEP_REFUSE, LEVEL_STOP, 2, "n",
	             N_("{0} does not say that it has the instructions of rv64ima, which this kernel "
	                "is built of.") },
	[TOO_FEW] = { STEP_REFUSE, LEVEL_STOP, 5, "",
	              N_("The tree has no hart that could run, not even the one that does: the "
	                 "kernel stops.") },
	[CLIPPED] = { STEP_REFUSE, LEVEL_STOP, 5, "dd",
	              N_("The tree has {0} harts, and only {1} are wanted or known: the others stay "
	                 "off.") },
	[POSSIBLE] = { STEP_SET, LEVEL_CALL, 5, "d",
	               N_("Harts that may ever run: {0}. Every one of them costs memory from now "
	                  "on, also one that never starts.") },
	[BY_HAND] = { STEP_DECIDE, LEVEL_STOP, 5, "d",
	              N_("--cpus says how many harts there are, so the tree is not asked: {0}.") },
};

/* Does one string of the list NAME equal WORD? */
static bool has_string(const struct kernel *k, int node, const char *name, const char *word)
{
	int len = 0;
	const char *s = of_get_flat_dt_prop(k, node, name, &len), *end = s ? s + len : NULL;

	if (!s || len <= 0 || end[-1])
		return false;
	for (; s < end; s += strlen(s) + 1)
		if (!strcmp(s, word))
			return true;
	return false;
}

/* Does the string property NAME begin with WORD, in letters of any case? */
static bool begins(const struct kernel *k, int node, const char *name, const char *word)
{
	int len = 0;
	const char *s = of_get_flat_dt_prop(k, node, name, &len);

	return s && len > 0 && memchr(s, '\0', (size_t)len) && !strncasecmp(s, word, strlen(word));
}

/* Is EXT one of the extensions that NODE tells of, in either way? */
static bool has_extension(const struct kernel *k, int node, const char *ext)
{
	int len = 0;
	const char *isa = of_get_flat_dt_prop(k, node, "riscv,isa", &len);
	size_t n = strlen(ext);

	if (of_flat_dt_has(k, node, "riscv,isa-base"))
		return has_string(k, node, "riscv,isa-extensions", ext);
	if (!isa || len <= 0 || isa[len - 1])
		return false;
	for (isa = strchr(isa, '_'); isa; isa = strchr(isa + 1, '_'))
		if (!strncasecmp(isa + 1, ext, n) && (!isa[n + 1] || isa[n + 1] == '_'))
			return true;
	return false;
}

bool riscv_is_coherent(const struct kernel *k)
{
	int cpus = nodes_subnode(k->machine->nodes, 0, "cpus"), node;
	uint32_t block = 0;

	of_for_each_child(k, node, cpus)
	{
		if (!of_is_cpu_node(k, node))
			continue;
		if (!has_extension(k, node, "zicbom") ||
		    !of_flat_dt_u32(k, node, "riscv,cbom-block-size", &block) || !block ||
		    block & (block - 1))
			return true;
	}
	return !block;
}

/* The two ways of telling instructions: riscv,isa-base and -extensions, or before riscv,isa. */
static bool has_ima(const struct kernel *k, int node)
{
	if (!of_flat_dt_has(k, node, "riscv,isa-base"))
		return begins(k, node, "riscv,isa", "rv64ima");
	return begins(k, node, "riscv,isa-base", "rv64i") &&
	       has_string(k, node, "riscv,isa-extensions", "i") &&
	       has_string(k, node, "riscv,isa-extensions", "m") &&
	       has_string(k, node, "riscv,isa-extensions", "a");
}

/* riscv_early_of_processor_hartid(): can NODE be a hart that runs? */
static bool is_hart(struct kernel *k, int node)
{
	uint64_t path = name_id(of_node_path(k, node));

	if (!of_flat_dt_is_compatible(k, node, "riscv")) {
		printk(k, "Found incompatible CPU");
		TELL(k, &says[NOT_RISCV], path);
	} else if (of_get_cpu_hwid(k, node) == OF_NO_HWID) {
		printk(k, "Found CPU without hart ID");
		TELL(k, &says[NO_ID], path);
	} else if (!of_fdt_device_is_available(k, node)) {
		TELL(k, &says[NOT_AVAILABLE], path);
	} else if (!has_ima(k, node)) {
		TELL(k, &says[NO_ISA], path);
	} else {
		return true;
	}
	return false;
}

static const struct outline outline_setup_smp = {
	"setup_smp",
	SMP_FILE,
	"",
	'v',
	N_("Finds out from the tree which harts may ever run."),
	N_("Which hart boots is a lottery among those that the firmware lets go; here the first one "
	   "of the tree wins."),
	{ N_("a hart is compatible with riscv, has a number and is available"),
	  N_("and it has the instructions that the kernel needs"),
	  N_("the one that runs is number 0"),
	  N_("the others are numbered in the order of the tree"),
	  N_("up to nr_cpus= or as many as the kernel knows: each of them is possible") }
};

/* of_parse_and_init_cpus(): the harts of the tree, at most LIMIT of them; how many. */
static unsigned note_harts(struct kernel *k, unsigned limit)
{
	int cpus = nodes_subnode(k->machine->nodes, 0, "cpus"), node;
	unsigned count = 0;

	of_for_each_child(k, node, cpus)
	{
		int nid;

		if (!of_is_cpu_node(k, node) || !is_hart(k, node))
			continue;
		nid = of_node_to_nid(k, node);
		if (count < k->profile->cpus)
			SET(k, k->setup->cpus[count].nid, nid);
		if (!count)
			TELL(k, &says[BOOT_HART], name_id(of_node_path(k, node)),
			     of_get_cpu_hwid(k, node), WORD(nid));
		else
			TELL(k, &says[FOUND], name_id(of_node_path(k, node)), count, WORD(nid));
		count++;
	}
	if (count <= limit)
		return count;
	printk(k, "Total number of cpus [%u] is greater than nr_cpus option value [%u]", count,
	       limit);
	TELL(k, &says[CLIPPED], count, limit);
	return limit;
}

void riscv_setup_smp(struct kernel *k)
{
	struct setup_state *setup = k->setup;
	unsigned limit = k->profile->cpus, count;

	if (!profile_allocates(k->profile))
		return;
	SET(k, setup->cpus, sim_alloc(k->sim, limit * sizeof(*setup->cpus)));
	ENTER(k, &outline_setup_smp);
	if (setup->nr_cpu_ids && setup->nr_cpu_ids < limit)
		limit = (unsigned)setup->nr_cpu_ids;
	if (k->machine->cpus_given) {
		count = k->machine->cpus < limit ? k->machine->cpus : limit;
		TELL(k, &says[BY_HAND], count);
	} else {
		count = note_harts(k, limit);
	}
	if (!count) {
		TELL(k, &says[TOO_FEW]);
		kernel_panic(k, _("the tree has no hart that this kernel could run on"));
	}
	for (unsigned i = 0; i < count; i++)
		SET(k, setup->cpus[i].possible, true);
	SET(k, setup->last_cpu, count - 1);
	TELL(k, &says[POSSIBLE], num_possible_cpus(k));
	leave(k);
}
