/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/of_numa.c: which node a CPU and a range of memory belong to, as the
 * device tree says it with numa-node-id and a distance map.
 */
#include "linux/include/asm-generic/numa.h"
#include "linux/include/of_address.h"

#include <string.h>

#define NUMA_FILE "drivers/of/of_numa.c"
#define PREFIX    "OF: NUMA: "

enum {
	CPU_ON,
	ID_TOO_HIGH,
	NO_CPU_IDS,
	MEMORY_ON,
	BAD_MEMORY,
	NO_MEMORY_IDS,
	LAST_WITHOUT,
	NO_MAP,
	MAP,
	NO_MATRIX,
	BAD_DISTANCE,
	DISTANCES
};

static const struct sentence says[] = {
	[CPU_ON] = { STEP_READ, LEVEL_STEP, 1, "nd", N_("{0} is a CPU of node {1}.") },
	[ID_TOO_HIGH] = { STEP_REFUSE, LEVEL_STOP, 2, "ndd",
	                  N_("{0} says numa-node-id = {1}, but this kernel knows {2} nodes "
	                     "only.") },
	[NO_CPU_IDS] = { STEP_DECIDE, LEVEL_STEP, 1, "", N_("No CPU has a numa-node-id.") },
	[MEMORY_ON] = { STEP_SET, LEVEL_STOP, 2, "rdn", N_("{0} belongs to node {1}, says {2}.") },
	[BAD_MEMORY] = { STEP_REFUSE, LEVEL_STOP, 3, "n",
	                 N_("The reg or numa-node-id of {0} cannot be used, so all that the tree says about nodes "
	                    "is dropped.") },
	[NO_MEMORY_IDS] = { STEP_DECIDE, LEVEL_STEP, 1, "",
	                    N_("No memory node has a numa-node-id.") },
	[LAST_WITHOUT] = { STEP_REFUSE, LEVEL_STOP, 2, "",
	                   N_("The last memory node of the tree has no numa-node-id, and its answer is "
	                      "the one that counts: all that the tree says about nodes is dropped.") },
	[NO_MAP] = { STEP_DECIDE, LEVEL_STEP, 1, "",
	             N_("The tree has no numa-distance-map-v1, so all other nodes are equally "
	                "far.") },
	[MAP] = { STEP_READ, LEVEL_STOP, 1, "n",
	          N_("{0} says how far the nodes are from each other.") },
	[NO_MATRIX] = { STEP_REFUSE, LEVEL_STOP, 1, "",
	                N_("The distance map has no distances in it, so all that the tree says "
	                   "about nodes is dropped.") },
	[BAD_DISTANCE] = { STEP_REFUSE, LEVEL_STOP, 2, "ddd",
	                   N_("From node {0} to node {1} it cannot be as far as {2}: 10 stands for "
	                      "a node itself, more for another.") },
	[DISTANCES] = { STEP_READ, LEVEL_STOP, 3, "d", N_("{0} distances were read.") },
};

static const struct outline outline_cpus = { "of_numa_parse_cpu_nodes",
	                                     NUMA_FILE,
	                                     "",
	                                     'v',
	                                     N_("Notes the nodes that CPUs belong to."),
	                                     N_("A node may have CPUs and no memory."),
	                                     { N_("each CPU below /cpus with a numa-node-id"),
	                                       N_("a number too high is passed over") } };

static bool is_cpu(const struct kernel *k, int node)
{
	const char *name = nodes_find(k->machine->nodes, node)->name;
	int len = 0;
	const char *status = of_get_flat_dt_prop(k, node, "status", &len);

	if (of_flat_dt_string_is(k, node, "status", "fail") ||
	    (status && len >= 5 && !memcmp(status, "fail-", 5)))
		return false;
	return of_flat_dt_string_is(k, node, "device_type", "cpu") ||
	       (!strncmp(name, "cpu", 3) && (!name[3] || name[3] == '@'));
}

static void of_numa_parse_cpu_nodes(struct kernel *k)
{
	int cpus = nodes_subnode(k->machine->nodes, 0, "cpus"), node;
	bool any = false;
	uint32_t nid;

	ENTER(k, &outline_cpus);
	of_for_each_child(k, node, cpus)
	{
		const char *name;

		if (!is_cpu(k, node) || !of_flat_dt_u32(k, node, "numa-node-id", &nid))
			continue;
		any = true;
		name = of_flat_dt_name(k, node);
		if (nid >= k->profile->nodes) {
			TELL(k, &says[ID_TOO_HIGH], name_id(name), nid, k->profile->nodes);
			printk(k, PREFIX "Node id %u exceeds maximum value", nid);
			continue;
		}
		node_set_parsed(k, nid);
		TELL(k, &says[CPU_ON], name_id(name), nid);
	}
	if (!any)
		TELL(k, &says[NO_CPU_IDS]);
	leave(k);
}

static const struct outline outline_memory = {
	"of_numa_parse_memory_nodes",
	NUMA_FILE,
	"",
	'e',
	N_("Gives each range of memory the node that the tree names."),
	N_("Here the whole tree counts, disabled memory nodes too: what is no memory stays none."),
	{ N_("each node with device_type \"memory\" and a numa-node-id"),
	  N_("each range in its reg belongs to that node"),
	  N_("no range, or one that fails: complain and give up") }
};

static int bad_memory_node(struct kernel *k, int node, int err)
{
	TELL(k, &says[BAD_MEMORY], name_id(of_flat_dt_name(k, node)));
	printk(k, PREFIX "bad property in memory node");
	return err;
}

/* The ranges of one memory node; 0 or an errno. */
static int parse_memory_node(struct kernel *k, const struct of_walk *walk, uint32_t nid)
{
	const char *name = of_flat_dt_name(k, walk->node);
	struct resource rsrc;
	int ranges = 0, err = 0;

	if (nid >= k->profile->nodes) {
		TELL(k, &says[ID_TOO_HIGH], name_id(name), nid, k->profile->nodes);
		printk(k, PREFIX "Node id %u exceeds maximum value", nid);
		err = -EINVAL;
	}
	while (!err && !of_address_to_resource(k, walk->node, ranges, &rsrc)) {
		err = numa_add_memblk(k, (int)nid, rsrc.start, rsrc.end + 1);
		if (!err)
			TELL(k, &says[MEMORY_ON], RANGE(&rsrc), nid, name_id(name));
		ranges++;
	}
	if (err || !ranges)
		return bad_memory_node(k, walk->node, err ? err : -EINVAL);
	return 0;
}

static int of_numa_parse_memory_nodes(struct kernel *k)
{
	struct of_walk walk = { .node = -1 };
	/* the last memory node must have a node too, or all is given up */
	bool any = false, strict = profile_has(k->profile, FEATURE_NUMA_MEMBLKS), last = false;
	uint32_t nid;
	int err = 0;

	ENTER(k, &outline_memory);
	while (!err && of_next_node(k, &walk)) {
		if (!of_flat_dt_string_is(k, walk.node, "device_type", "memory"))
			continue;
		last = of_flat_dt_has(k, walk.node, "numa-node-id");
		if (!last)
			continue;
		any = true;
		err = of_flat_dt_u32(k, walk.node, "numa-node-id", &nid)
		              ? parse_memory_node(k, &walk, nid)
		              : bad_memory_node(k, walk.node, -EOVERFLOW);
	}
	if (!any)
		TELL(k, &says[NO_MEMORY_IDS]);
	if (strict && !err && !last) {
		if (any)
			TELL(k, &says[LAST_WITHOUT]);
		err = -EINVAL;
	}
	return leave_int(k, err);
}

static const struct outline outline_map = {
	"of_numa_parse_distance_map",
	NUMA_FILE,
	"",
	'e',
	N_("Reads how far the nodes are from each other."),
	N_("Distances are no lengths: 10 stands for local, 20 for twice as slow."),
	{ N_("find the node that is compatible with numa-distance-map-v1"),
	  N_("entry by entry: from, to, distance; a node to itself is 10, all others more"),
	  N_("what holds from a to b holds from b to a, unless said otherwise") }
};

/* Read the entries of a distance-matrix; 0 or -EINVAL. */
static int parse_matrix(struct kernel *k, struct dt_cells matrix)
{
	uint64_t entries = 0;

	while (matrix.left >= 3) {
		uint32_t a = (uint32_t)dt_mem_next_cell(1, &matrix);
		uint32_t b = (uint32_t)dt_mem_next_cell(1, &matrix);
		uint32_t distance = (uint32_t)dt_mem_next_cell(1, &matrix);

		if (a == b ? distance != LOCAL_DISTANCE : distance <= LOCAL_DISTANCE) {
			TELL(k, &says[BAD_DISTANCE], a, b, distance);
			printk(k, PREFIX "Invalid distance[node%d -> node%d] = %d", (int)a, (int)b,
			       (int)distance);
			return -EINVAL;
		}
		node_set_parsed(k, a);
		numa_set_distance(k, a, b, distance);
		if (b > a)
			numa_set_distance(k, b, a, distance);
		entries++;
	}
	TELL(k, &says[DISTANCES], entries);
	return 0;
}

static int of_numa_parse_distance_map(struct kernel *k)
{
	struct of_walk walk = { .node = -1 };
	struct dt_cells matrix;

	ENTER(k, &outline_map);
	do {
		if (!of_next_node(k, &walk)) {
			TELL(k, &says[NO_MAP]);
			return leave_int(k, 0);
		}
	} while (!of_flat_dt_is_compatible(k, walk.node, "numa-distance-map-v1"));
	TELL(k, &says[MAP], name_id(of_flat_dt_name(k, walk.node)));
	printk(k, PREFIX "parsing numa-distance-map-v1");
	matrix = of_get_cells(k, walk.node, "distance-matrix");
	if (matrix.left <= 0) {
		TELL(k, &says[NO_MATRIX]);
		printk(k, matrix.at ? PREFIX "Invalid distance-matrix"
		                    : PREFIX "No distance-matrix property in distance-map");
		return leave_int(k, -EINVAL);
	}
	return leave_int(k, parse_matrix(k, matrix));
}

static const struct outline outline_init = { "of_numa_init",
	                                     NUMA_FILE,
	                                     "",
	                                     'e',
	                                     N_("Takes the machine's nodes from the device tree."),
	                                     NULL,
	                                     { N_("the nodes of the CPUs"),
	                                       N_("the nodes of the memory; a bad one ends it"),
	                                       N_("the distances") } };

int of_numa_init(struct kernel *k)
{
	int err;

	ENTER(k, &outline_init);
	of_numa_parse_cpu_nodes(k);
	err = of_numa_parse_memory_nodes(k);
	if (!err)
		err = of_numa_parse_distance_map(k);
	return leave_int(k, err);
}
