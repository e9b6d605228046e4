/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm64/kernel/smp.c: which CPUs there may be.  Each of them gets its own copy of the
 * per-CPU variables, whether it ever runs or not.
 */
#include <string.h>

#include "linux/arch/arm64/kernel/setup.h"
#include "linux/drivers/of/fdt.h"
#include "linux/include/of_address.h"
#include "linux/include/of_cpu.h"

#define SMP_FILE   "arch/arm64/kernel/smp.c"
#define MPIDR_BITS 0xff00ffffffull /* affinity levels; the rest of the register is no number */

enum { BOOT_CPU, FOUND, DUPLICATE, BAD_REG, CLIPPED, NO_BOOT, NO_METHOD, POSSIBLE, BY_HAND };

static const struct sentence says[] = {
	[BOOT_CPU] = { STEP_READ, LEVEL_CALL, 2, "nN",
	               N_("{0} is the CPU that runs now, number 0; it belongs to {1}.") },
	[FOUND] = { STEP_READ, LEVEL_CALL, 3, "ndN", N_("{0} is number {1}; it belongs to {2}.") },
	[DUPLICATE] = { STEP_REFUSE, LEVEL_CALL, 3, "n",
	                N_("{0} has the reg of another CPU, so it cannot be told from it.") },
	[BAD_REG] = { STEP_REFUSE, LEVEL_CALL, 3, "n", N_("The reg of {0} is no CPU's number.") },
	[CLIPPED] = { STEP_REFUSE, LEVEL_STOP, 4, "dd",
	              N_("The tree has {0} CPUs, and only {1} are wanted or known: the others "
	                 "stay off.") },
	[NO_BOOT] = { STEP_REFUSE, LEVEL_STOP, 5, "",
	              N_("No CPU of the tree has the number of the one that runs: it stays alone.") },
	[NO_METHOD] = { STEP_REFUSE, LEVEL_CALL, 6, "d",
	                N_("Nothing tells how to switch on CPU {0}, so it is not possible.") },
	[POSSIBLE] = { STEP_SET, LEVEL_CALL, 6, "d",
	               N_("CPUs that may ever run: {0}. Every one of them costs memory from now "
	                  "on, also one that never starts.") },
	[BY_HAND] = { STEP_DECIDE, LEVEL_STOP, 1, "d",
	              N_("--cpus says how many CPUs there are, so the tree is not asked: {0}.") },
};

/* A CPU node as the scan has found it. */
struct found {
	uint64_t hwid;
	int node;
};

/* init_cpu_ops() and the cpu_init() of the method: can NODE's CPU be switched on? */
static bool can_start(const struct kernel *k, int node)
{
	if (of_flat_dt_string_is(k, node, "enable-method", "psci"))
		return true;
	return of_flat_dt_string_is(k, node, "enable-method", "spin-table") &&
	       of_flat_dt_has(k, node, "cpu-release-addr");
}

/* The number of the CPU that runs: that of the first node, unless some node has 0. */
static uint64_t boot_hwid(const struct kernel *k, int cpus)
{
	uint64_t first = 0;
	bool any = false;
	int node;

	of_for_each_child(k, node, cpus)
	{
		uint64_t hwid = of_is_cpu_node(k, node) ? of_get_cpu_hwid(k, node) : OF_NO_HWID;

		if (!hwid)
			return 0;
		if (!any && hwid != OF_NO_HWID) {
			any = true;
			first = hwid;
		}
	}
	return first;
}

static bool is_duplicate(const struct found *found, unsigned count, uint64_t hwid)
{
	for (unsigned i = 1; i < count; i++)
		if (found[i].hwid == hwid)
			return true;
	return false;
}

/* One CPU node; COUNT is the number that the next one gets.  True: it got that number. */
static bool note_cpu(struct kernel *k, struct found *found, unsigned count, int node, uint64_t boot,
                     bool *boot_seen)
{
	uint64_t hwid = of_get_cpu_hwid(k, node);
	int nid = of_node_to_nid(k, node);

	if (hwid & ~MPIDR_BITS) {
		TELL(k, &says[BAD_REG], name_id(of_node_path(k, node)));
		return true;
	}
	if (is_duplicate(found, count, hwid) || (hwid == boot && *boot_seen)) {
		TELL(k, &says[DUPLICATE], name_id(of_node_path(k, node)));
		printk(k,
		       hwid == boot ? "%s: duplicate boot cpu reg property in DT"
		                    : "%s: duplicate cpu reg properties in the DT",
		       of_node_path(k, node));
		return true;
	}
	if (hwid == boot) {
		*boot_seen = true;
		SET(k, k->setup->cpus[0].nid, nid);
		TELL(k, &says[BOOT_CPU], name_id(of_node_path(k, node)), WORD(nid));
		return false;
	}
	if (count < k->profile->cpus) {
		struct found cpu = { hwid, node };

		SET(k, found[count], cpu);
		SET(k, k->setup->cpus[count].nid, nid);
		TELL(k, &says[FOUND], name_id(of_node_path(k, node)), count, WORD(nid));
	}
	return true;
}

static const struct outline outline_smp_init_cpus = {
	"smp_init_cpus",
	SMP_FILE,
	"",
	'v',
	N_("Finds out from the tree which CPUs may ever run."),
	N_("maxcpus= only keeps CPUs from starting; nr_cpus= makes them impossible."),
	{ N_("go through the CPU nodes of the tree"),
	  N_("the one whose reg is that of the running CPU is number 0"),
	  N_("the others are numbered in the order of the tree"),
	  N_("more than nr_cpus= or than the kernel knows: leave the rest out"),
	  N_("the running CPU is not among them: it stays alone"),
	  N_("each that says how it is switched on is possible") }
};

/* Make CPUs 1 to COUNT - 1 possible where they can start. */
static void make_possible(struct kernel *k, const struct found *found, unsigned count)
{
	for (unsigned i = 1; i < count; i++) {
		if (found && (!found[i].node || !can_start(k, found[i].node))) {
			TELL(k, &says[NO_METHOD], i);
			continue;
		}
		SET(k, k->setup->cpus[i].possible, true);
		SET(k, k->setup->last_cpu, i);
	}
}

unsigned num_possible_cpus(const struct kernel *k)
{
	unsigned count = 0;

	for (unsigned i = 0; i <= k->setup->last_cpu; i++)
		count += k->setup->cpus[i].possible;
	return count;
}

void smp_init_cpus(struct kernel *k)
{
	struct setup_state *setup = k->setup;
	unsigned limit = k->profile->cpus, count = 1;
	int cpus = nodes_subnode(k->machine->nodes, 0, "cpus"), node;
	uint64_t boot = boot_hwid(k, cpus);
	bool boot_seen = false;
	struct found *found;

	if (!profile_allocates(k->profile))
		return;
	SET(k, setup->cpus, sim_alloc(k->sim, limit * sizeof(*setup->cpus)));
	SET(k, setup->cpus[0].possible, true);
	ENTER(k, &outline_smp_init_cpus);
	if (setup->nr_cpu_ids && setup->nr_cpu_ids < limit)
		limit = (unsigned)setup->nr_cpu_ids;
	if (k->machine->cpus_given) {
		TELL(k, &says[BY_HAND], k->machine->cpus);
		make_possible(k, NULL, k->machine->cpus < limit ? k->machine->cpus : limit);
	} else {
		found = sim_alloc(k->sim, k->profile->cpus * sizeof(*found));
		of_for_each_child(k, node, cpus)
		{
			if (of_is_cpu_node(k, node))
				count += note_cpu(k, found, count, node, boot, &boot_seen);
		}
		if (count > limit) {
			TELL(k, &says[CLIPPED], count, limit);
			printk(k,
			       "Number of cores (%u) exceeds configured maximum of %u - clipping",
			       count, limit);
			count = limit;
		}
		if (boot_seen) {
			make_possible(k, found, count);
		} else {
			printk(k, "missing boot CPU MPIDR, not enabling secondaries");
			TELL(k, &says[NO_BOOT]);
		}
	}
	TELL(k, &says[POSSIBLE], num_possible_cpus(k));
	leave(k);
}
