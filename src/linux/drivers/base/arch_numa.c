/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/base/arch_numa.c: every range of memory belongs to a node before the
 * zones are made; on a machine that knows of none, all of it to node 0.
 */
#include <inttypes.h>
#include <string.h>

#include "linux/drivers/of/fdt.h"
#include "linux/include/asm-generic/numa.h"
#include "linux/include/setup.h"

#define ARCH_NUMA_FILE "drivers/base/arch_numa.c"
#define PREFIX         "NUMA: "

enum {
	NUMA_OFF,
	NUMA_OTHER,
	NUMA_EMPTY,
	NUMA_FAKE,
	OFF_BY_HAND,
	NO_CONFIG,
	BAD_REGION,
	NODE_ONLINE,
	NODE_NO_MEMORY,
	FAKED,
	ADD_FAILED,
	OUT_OF_BOUND,
	BAD_DISTANCE,
	DISTANCES,
	NO_DISTANCES,
	NODE_DATA,
	ELSEWHERE,
	NOT_COVERED,
	CPU_SETS,
};

static const struct sentence says[] = {
	[NUMA_OFF] = { STEP_SET, LEVEL_STOP, 2, "",
	               N_("numa=off: whatever the tree says, all memory will be one node.") },
	[NUMA_OTHER] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	                 N_("numa={0} changes nothing: this architecture only knows numa=off.") },
	[NUMA_FAKE] = { STEP_REFUSE, LEVEL_STOP, 1, "",
	                N_("numa=fake= divides memory into made-up nodes; this kernel is built "
	                   "without that, so the parameter is malformed.") },
	[NUMA_EMPTY] = { STEP_REFUSE, LEVEL_STOP, 1, "", N_("numa without a value is malformed.") },
	[OFF_BY_HAND] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                  N_("numa=off was given, so the tree is not asked about nodes.") },
	[NO_CONFIG] = { STEP_DECIDE, LEVEL_CALL, 2, "", N_("The tree names no NUMA node.") },
	[BAD_REGION] = { STEP_REFUSE, LEVEL_STOP, 1, "r",
	                 N_("The tree gives nodes to some memory but none to {0}, so nothing it "
	                    "says about nodes counts.") },
	[NODE_ONLINE] = { STEP_SET, LEVEL_CALL, 2, "dr",
	                  N_("Node {0} is there; its memory lies within {1}.") },
	[NODE_NO_MEMORY] = { STEP_SET, LEVEL_STOP, 2, "d",
	                     N_("Node {0} is there but has no memory.") },
	[FAKED] = { STEP_SET, LEVEL_STOP, 1, "r", N_("All memory, {0}, is put into node 0.") },
	[ADD_FAILED] = { STEP_REFUSE, LEVEL_STOP, 1, "re",
	                 N_("memblock could not give {0} to a node ({1}).") },
	[OUT_OF_BOUND] = { STEP_REFUSE, LEVEL_STOP, 2, "ddd",
	                   N_("There is no place in the distance table for node {0} to node {1} = "
	                      "{2}.") },
	[BAD_DISTANCE] = { STEP_REFUSE, LEVEL_STOP, 2, "ddd",
	                   N_("The distance from node {0} to node {1} cannot be {2}: it must fit "
	                      "into one byte.") },
	[DISTANCES] = { STEP_ALLOCATE, LEVEL_CALL, 2, "rd",
	                N_("The table of distances lies at {0}: a byte for each pair of the {1} "
	                   "nodes that this kernel knows.") },
	[NO_DISTANCES] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	                   N_("There is no memory for the table of distances, {0}.") },
	[NODE_DATA] = { STEP_ALLOCATE, LEVEL_STOP, 1, "Nrs",
	                N_("What the kernel keeps of {0} (its zones, its lists of free pages) "
	                   "lies at {1}, {2}, in the node's own memory if it has any.") },
	[NOT_COVERED] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	                  N_("The tree gives nodes to some memory but none to {0} of it, so nothing "
	                     "it says about nodes counts.") },
	[CPU_SETS] = { STEP_ALLOCATE, LEVEL_CALL, 2, "ds",
	               N_("{0} sets of CPUs, one for each node, take {1} each.") },
	[ELSEWHERE] = { STEP_DECIDE, LEVEL_CALL, 3, "NN",
	                N_("{0} had no room for it, so {1} keeps it.") },
};

static const struct outline outline_param = {
	"numa_parse_early_param",
	ARCH_NUMA_FILE,
	"n",
	'e',
	N_("Reads numa=off from the command line."),
	NULL,
	{ N_("no value: -EINVAL"), N_("a value that begins with off: one node for everything") }
};

int numa_parse_early_param(struct kernel *k, const char *value)
{
	ENTER(k, &outline_param, NAME(k, value));
	if (!value) {
		TELL(k, &says[NUMA_EMPTY]);
		return leave_int(k, -EINVAL);
	}
	if (!strncmp(value, "off", 3)) {
		SET(k, k->setup->numa_off, true);
		TELL(k, &says[NUMA_OFF]);
	} else if (!strncmp(value, "fake=", 5) && profile_has(k->profile, FEATURE_NUMA_MEMBLKS)) {
		TELL(k, &says[NUMA_FAKE]);
		return leave_int(k, -EINVAL);
	} else {
		TELL(k, &says[NUMA_OTHER], NAME(k, value));
	}
	return leave_int(k, 0);
}

void node_set_parsed(struct kernel *k, uint32_t nid)
{
	uint64_t *word;

	if (nid >= NUMA_NODES_MAX)
		return;
	word = &k->setup->numa_nodes_parsed[nid / 64];
	SET(k, *word, *word | (uint64_t)1 << nid % 64);
}

bool node_parsed(const struct kernel *k, unsigned nid)
{
	return nid < NUMA_NODES_MAX && k->setup->numa_nodes_parsed[nid / 64] >> nid % 64 & 1;
}

bool numa_warned_before(struct kernel *k, bool *warned)
{
	if (*warned)
		return true;
	SET(k, *warned, true);
	return false;
}

void numa_set_distance(struct kernel *k, uint32_t from, uint32_t to, uint32_t distance)
{
	unsigned count = k->profile->nodes;

	if (profile_has(k->profile, FEATURE_NUMA_MEMBLKS)) {
		numa_memblks_set_distance(k, from, to, distance);
		return;
	}
	if (from >= count || to >= count) {
		TELL(k, &says[OUT_OF_BOUND], from, to, distance);
		if (numa_warned_before(k, &k->setup->numa_warned_node))
			return;
		printk(k, PREFIX "Warning: node ids are out of bound, from=%d to=%d distance=%d",
		       (int)from, (int)to, (int)distance);
	} else if (distance > UINT8_MAX) {
		TELL(k, &says[BAD_DISTANCE], from, to, distance);
		if (numa_warned_before(k, &k->setup->numa_warned_distance))
			return;
		printk(k, PREFIX "Warning: invalid distance parameter, from=%d to=%d distance=%d",
		       (int)from, (int)to, (int)distance);
	}
}

static const struct outline outline_add_memblk = {
	"numa_add_memblk",
	ARCH_NUMA_FILE,
	"daa",
	'e',
	N_("Gives a range of memory to a node."),
	N_("A range that is no memory is given to nobody; that is no error."),
	{ N_("memblock_set_node() over the range"), N_("the node is there") }
};

int numa_add_memblk(struct kernel *k, int nid, uint64_t start, uint64_t end)
{
	int err;

	if (profile_has(k->profile, FEATURE_NUMA_MEMBLKS)) {
		err = numa_memblks_add(k, nid, start, end);
		if (!err)
			node_set_parsed(k, (uint32_t)nid);
		return err;
	}
	ENTER(k, &outline_add_memblk, WORD(nid), start, end);
	err = memblock_set_node(k, start, end - start, &k->mm_memblock.memblock.memory, nid);
	if (err < 0) {
		TELL(k, &says[ADD_FAILED], start, end - 1, WORD((int64_t)err));
		printk(k,
		       PREFIX "memblock [0x%" PRIx64 " - 0x%" PRIx64 "] failed to add on node %d",
		       start, end - 1, nid);
		return leave_int(k, err);
	}
	node_set_parsed(k, (uint32_t)nid);
	return leave_int(k, 0);
}

static uint64_t distance_bytes(const struct kernel *k)
{
	return (uint64_t)k->profile->nodes * k->profile->nodes;
}

/*
 * numa_alloc_distance(): the table as it is before anybody fills it in; false when there is
 * no memory for it.  A function without a step of its own, so that the log names its caller.
 */
static bool numa_alloc_distance(struct kernel *k)
{
	uint64_t size = distance_bytes(k);
	phys_addr_t at;

	if (!profile_allocates(k->profile))
		return true;
	if (profile_logs(k->profile, LOG_DISTANCE_ALLOCATED)) {
		at = memblock_alloc(k, size, PAGE_SIZE(k));
	} else {
		at = memblock_find_in_range(k, 0, PFN_PHYS(k, k->setup->max_pfn), size,
		                            PAGE_SIZE(k));
		if (at)
			memblock_reserve(k, at, size);
	}
	SET(k, k->setup->numa_distance, at);
	if (at)
		TELL(k, &says[DISTANCES], SPAN(at, size), k->profile->nodes);
	else
		TELL(k, &says[NO_DISTANCES], size);
	return at != 0;
}

static const struct outline outline_free_distance = {
	"numa_free_distance",
	ARCH_NUMA_FILE,
	"",
	'v',
	N_("Gives the table of distances back after a way to find nodes has failed."),
	NULL,
	{ N_("its memory, if it has any, goes back to memblock") }
};

static void numa_free_distance(struct kernel *k)
{
	phys_addr_t at = k->setup->numa_distance;

	if (!at)
		return;
	ENTER(k, &outline_free_distance);
	memblock_phys_free(k, at, distance_bytes(k));
	SET(k, k->setup->numa_distance, 0);
	leave(k);
}

#define NODE_DATA_OUTLINE(name, file)                                                              \
	{                                                                                          \
		name, file, "N", 'v', N_("Takes memory for what the kernel keeps of a node."),     \
			N_("A node without memory gets such a record too, in another node's "      \
		           "memory."),                                                             \
		{                                                                                  \
			N_("from memblock, if possible on the node"), N_("none at all: panic"),    \
				N_("say where it is, and if that is another node's memory")        \
		}                                                                                  \
	}
static const struct outline outline_node_data =
	NODE_DATA_OUTLINE("setup_node_data", ARCH_NUMA_FILE);
static const struct outline outline_alloc_node_data =
	NODE_DATA_OUTLINE("alloc_node_data", "mm/numa.c");

static void setup_node_data(struct kernel *k, int nid)
{
	uint64_t size = k->profile->sizes.pglist_data;
	bool apart = profile_logs(k->profile, LOG_NODE_DATA_ALLOCATED);
	phys_addr_t at;
	int on;

	if (!profile_allocates(k->profile))
		return;
	ENTER(k, apart ? &outline_alloc_node_data : &outline_node_data, WORD(nid));
	at = memblock_phys_alloc_try_nid(k, size, k->profile->cache_line, nid);
	if (!at) {
		printk(k,
		       "Kernel panic - not syncing: Cannot allocate %" PRIu64
		       " bytes for node %d data",
		       size, nid);
		kernel_panic(k, _("there is no memory for what is kept of node %d"), nid);
	}
	SET(k, k->setup->node_data[nid], at);
	TELL(k, &says[NODE_DATA], WORD(nid), SPAN(at, size), size);
	if (apart)
		printk(k, "NODE_DATA(%d) allocated [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]", nid, at,
		       at + size - 1);
	else
		printk(k, PREFIX "NODE_DATA [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]", at,
		       at + size - 1);
	on = memblock_search_nid(k, at);
	if (on >= 0 && on != nid) {
		TELL(k, &says[ELSEWHERE], WORD(nid), WORD(on));
		printk(k, "%s    NODE_DATA(%d) on node %d", apart ? "" : PREFIX, nid, on);
	}
	leave(k);
}

static const struct outline outline_register = {
	"numa_register_nodes",
	ARCH_NUMA_FILE,
	"",
	'e',
	N_("Makes sure that all memory has a node, and brings the nodes up."),
	N_("One range without a node is enough to drop them all."),
	{ N_("a range without a node: complain, -EINVAL"),
	  N_("each node that was named is there from now on") }
};

/* First and last byte of the memory of node NID; false when it has none. */
static bool span_of_node(const struct kernel *k, int nid, uint64_t *first, uint64_t *last)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	bool any = false;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (r->nid != nid || !r->size)
			continue;
		if (!any)
			*first = r->base;
		*last = r->base + r->size - 1;
		any = true;
	}
	return any;
}

/* Each range of memory must have a node; without one that is said and the answer is false. */
static bool each_has_node(struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (r->nid != NUMA_NO_NODE && r->nid < (int)k->profile->nodes)
			continue;
		TELL(k, &says[BAD_REGION], SPAN(r->base, r->size));
		printk(k,
		       PREFIX "Warning: invalid memblk node %d [mem 0x%016" PRIx64 "-0x%016" PRIx64
		              "]",
		       r->nid, r->base, r->base + r->size - 1);
		return false;
	}
	return true;
}

/* memblock_validate_numa_coverage(): the same, counted in pages, all in one line. */
static bool is_covered(struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	uint64_t bare = 0;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];
		uint64_t start = PFN_UP(k, r->base), end = PFN_DOWN(k, r->base + r->size);

		if (start < end && (r->nid < 0 || r->nid >= (int)k->profile->nodes))
			bare += (end - start) << PAGE_SHIFT(k);
	}
	if (!bare)
		return true;
	TELL(k, &says[NOT_COVERED], bare);
	printk(k, "NUMA: no nodes coverage for %" PRIu64 "MB of %" PRIu64 "MB RAM", bare >> 20,
	       memblock_phys_mem_size(k) >> 20);
	return false;
}

static int numa_register_nodes(struct kernel *k)
{
	bool covered = profile_has(k->profile, FEATURE_NUMA_MEMBLKS);
	int nodes = (int)k->profile->nodes;

	ENTER(k, &outline_register);
	if (covered ? !is_covered(k) : !each_has_node(k))
		return leave_int(k, -EINVAL);
	for (int nid = 0; nid < nodes; nid++) {
		uint64_t first, last;

		if (!node_parsed(k, (unsigned)nid))
			continue;
		if (span_of_node(k, nid, &first, &last)) {
			TELL(k, &says[NODE_ONLINE], WORD(nid), first, last);
		} else {
			TELL(k, &says[NODE_NO_MEMORY], WORD(nid));
			printk(k, PREFIX "Initmem setup node %d [<memory-less node>]", nid);
		}
		setup_node_data(k, nid);
	}
	return leave_int(k, 0);
}

static const struct outline outline_cpumask = {
	"alloc_bootmem_cpumask_var",
	"lib/cpumask.c",
	"s",
	'a',
	N_("Takes memory for a set of CPUs."),
	N_("A kernel for few CPUs has such sets where it uses them, and allocates none."),
	{ N_("a bit for each CPU, in whole words") }
};

/* setup_node_to_cpumask_map(): which CPUs a node has, as a set for each node. */
static void setup_node_to_cpumask_map(struct kernel *k)
{
	uint64_t limit = k->setup->nr_cpu_ids, cpus = k->profile->cpus, size;
	int last = 0;

	if (!profile_has(k->profile, FEATURE_CPUMASK_OFFSTACK) || !profile_allocates(k->profile))
		return;
	for (int nid = 0; nid < (int)k->profile->nodes; nid++)
		if (node_parsed(k, (unsigned)nid))
			last = nid;
	if (limit && limit < cpus)
		cpus = limit;
	size = (cpus + 63) / 64 * 8;
	for (int nid = 0; nid <= last; nid++) {
		ENTER(k, &outline_cpumask, size);
		leave_word(k, memblock_alloc(k, size, k->profile->cache_line));
	}
	TELL(k, &says[CPU_SETS], WORD(last + 1), size);
}

static const struct outline outline_numa_init = {
	"numa_init",
	ARCH_NUMA_FILE,
	"",
	'e',
	N_("Tries one way of finding the machine's nodes."),
	NULL,
	{ N_("forget what an earlier try found"),
	  N_("take a table of distances; then ask; no node found is a failure too"),
	  N_("bring the nodes up; a failure gives the table back") }
};

/* Ask INIT_FUNC, and bring up the nodes that it found; 0 or an errno. */
static int find_nodes(struct kernel *k, int (*init_func)(struct kernel *k))
{
	bool any = false, memblks = profile_has(k->profile, FEATURE_NUMA_MEMBLKS);
	int err = memblks ? numa_memblks_init(k, init_func) : init_func(k);

	if (err < 0)
		return err;
	for (unsigned i = 0; i < NUMA_WORDS; i++)
		any |= k->setup->numa_nodes_parsed[i] != 0;
	if (!any) {
		TELL(k, &says[NO_CONFIG]);
		printk(k, PREFIX "No NUMA configuration found");
		return -EINVAL;
	}
	return numa_register_nodes(k);
}

static int numa_init(struct kernel *k, int (*init_func)(struct kernel *k))
{
	int err;

	ENTER(k, &outline_numa_init);
	for (unsigned i = 0; i < NUMA_WORDS; i++)
		SET(k, k->setup->numa_nodes_parsed[i], 0);
	if (!profile_has(k->profile, FEATURE_NUMA_MEMBLKS) && !numa_alloc_distance(k))
		return leave_int(k, -ENOMEM);
	err = find_nodes(k, init_func);
	if (err >= 0)
		setup_node_to_cpumask_map(k);
	else if (profile_has(k->profile, FEATURE_NUMA_MEMBLKS))
		numa_reset_distance(k);
	else
		numa_free_distance(k);
	return leave_int(k, err);
}

static const struct outline outline_dummy = {
	"dummy_numa_init",
	ARCH_NUMA_FILE,
	"",
	'e',
	N_("Pretends that the machine is one node."),
	N_("This is what happens on most boards; it is no fault."),
	{ N_("all memory belongs to node 0") }
};

static int dummy_numa_init(struct kernel *k)
{
	uint64_t start = memblock_start_of_DRAM(k), end = memblock_end_of_DRAM(k);
	int err;

	ENTER(k, &outline_dummy);
	if (k->setup->numa_off)
		printk(k, PREFIX "NUMA disabled");
	printk(k, PREFIX "Faking a node at [mem 0x%016" PRIx64 "-0x%016" PRIx64 "]", start,
	       end - 1);
	err = numa_add_memblk(k, 0, start, end);
	if (err) {
		printk(k, PREFIX "NUMA init failed");
		return leave_int(k, err);
	}
	TELL(k, &says[FAKED], start, end - 1);
	SET(k, k->setup->numa_off, true);
	return leave_int(k, 0);
}

static const struct outline outline_arch_numa_init = {
	"arch_numa_init",
	ARCH_NUMA_FILE,
	"",
	'v',
	N_("Gives every range of memory a node."),
	N_("A machine without NUMA has one node, not none."),
	{ N_("numa=off: do not ask the tree"), N_("ask the device tree"),
	  N_("no answer: one node for everything") }
};

void arch_numa_init(struct kernel *k)
{
	ENTER(k, &outline_arch_numa_init);
	if (k->setup->numa_off) {
		TELL(k, &says[OFF_BY_HAND]);
		numa_init(k, dummy_numa_init);
	} else if (numa_init(k, of_numa_init)) {
		numa_init(k, dummy_numa_init);
	}
	leave(k);
}
