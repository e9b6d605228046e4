/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm/kernel/devtree.c: which CPUs there may be.  Each of them gets its own copy of the
 * per-CPU variables, whether it ever runs or not.
 */
#include "linux/arch/arm/mm/mm.h"
#include "linux/drivers/of/fdt.h"
#include "linux/include/of_address.h"
#include "linux/include/of_cpu.h"

#define DEVTREE_FILE "arch/arm/kernel/devtree.c"
#define MPIDR_BITS   0xffffffull /* the rest of the register is no number */

enum { BY_HAND, BOOT_CPU, FOUND, BAD_REG, DUPLICATE, CAPPED, NO_CPUS, POSSIBLE };

static const struct sentence says[] = {
	[BY_HAND] = { STEP_DECIDE, LEVEL_STOP, 1, "d",
	              N_("--cpus says how many CPUs there are, so the tree is not asked: {0}.") },
	[NO_CPUS] = { STEP_DECIDE, LEVEL_CALL, 1, "", N_("The tree has no CPUs: one is enough.") },
	[BAD_REG] = { STEP_REFUSE, LEVEL_STOP, 2, "n",
	              N_("The reg of {0} is no CPU's number, so the tree is not believed: one CPU "
	                 "stays alone.") },
	[DUPLICATE] = { STEP_REFUSE, LEVEL_STOP, 3, "n",
	                N_("{0} has the reg of another CPU, so the tree is not believed: one CPU "
	                   "stays alone.") },
	[BOOT_CPU] = { STEP_READ, LEVEL_CALL, 4, "n",
	               N_("{0} is the CPU that runs now, number 0.") },
	[FOUND] = { STEP_READ, LEVEL_CALL, 4, "nd", N_("{0} is number {1}.") },
	[CAPPED] = { STEP_REFUSE, LEVEL_STOP, 5, "d",
	             N_("There are more CPUs in the tree than the {0} that are wanted or known: the "
	                "others stay off.") },
	[POSSIBLE] = { STEP_SET, LEVEL_CALL, 6, "d",
	               N_("CPUs that may ever run: {0}. Every one of them costs memory from now on, "
	                  "also one that never starts.") },
};

static const struct outline outline_cpu_maps = {
	"arm_dt_init_cpu_maps",
	DEVTREE_FILE,
	"",
	'v',
	N_("Finds out from the tree which CPUs may ever run."),
	N_("One CPU node that is wrong makes the kernel disregard all of them."),
	{ N_("go through the CPU nodes of the tree"),
	  N_("a reg that is no CPU's number: only the running CPU stays"),
	  N_("the same reg twice: only the running CPU stays"),
	  N_("the running CPU is number 0, the others go by the order of the tree"),
	  N_("no more than nr_cpus= and the kernel allow"), N_("all of them are possible") }
};

/* Has a CPU node before NODE the number HWID? */
static bool seen_before(const struct kernel *k, int cpus, int node, uint64_t hwid)
{
	int other;

	of_for_each_child(k, other, cpus)
	{
		if (other == node)
			break;
		if (of_is_cpu_node(k, other) && of_get_cpu_hwid(k, other) == hwid)
			return true;
	}
	return false;
}

/* How many CPUs the tree has, at most LIMIT; 1 when it cannot be believed. */
static unsigned count_cpus(struct kernel *k, unsigned limit)
{
	int cpus = nodes_subnode(k->machine->nodes, 0, "cpus"), node;
	unsigned count = 0;

	if (cpus < 0) {
		TELL(k, &says[NO_CPUS]);
		return 1;
	}
	of_for_each_child(k, node, cpus)
	{
		uint64_t hwid = of_is_cpu_node(k, node) ? of_get_cpu_hwid(k, node) : 0;

		if (!of_is_cpu_node(k, node))
			continue;
		if (hwid & ~MPIDR_BITS) {
			TELL(k, &says[BAD_REG], name_id(of_node_path(k, node)));
			return 1;
		}
		if (seen_before(k, cpus, node, hwid)) {
			TELL(k, &says[DUPLICATE], name_id(of_node_path(k, node)));
			return 1;
		}
		if (count == limit) {
			TELL(k, &says[CAPPED], limit);
			break;
		}
		/* the CPU that started is taken to be the first of the tree */
		TELL(k, &says[count ? FOUND : BOOT_CPU], name_id(of_node_path(k, node)), count);
		count++;
	}
	return count ? count : 1;
}

void arm_dt_init_cpu_maps(struct kernel *k)
{
	struct setup_state *setup = k->setup;
	unsigned limit = k->profile->cpus, count;

	if (setup->nr_cpu_ids && setup->nr_cpu_ids < limit)
		limit = (unsigned)setup->nr_cpu_ids;
	SET(k, setup->cpus, sim_alloc(k->sim, k->profile->cpus * sizeof(*setup->cpus)));
	ENTER(k, &outline_cpu_maps);
	if (k->machine->cpus_given) {
		count = k->machine->cpus < limit ? k->machine->cpus : limit;
		TELL(k, &says[BY_HAND], k->machine->cpus);
	} else {
		count = count_cpus(k, limit);
	}
	for (unsigned i = 0; i < (count ? count : 1); i++) {
		SET(k, setup->cpus[i].possible, true);
		SET(k, setup->last_cpu, i);
	}
	TELL(k, &says[POSSIBLE], num_possible_cpus(k));
	leave(k);
}
