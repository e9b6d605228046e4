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
	OFF_BY_HAND,
	NO_CONFIG,
	BAD_REGION,
	NODE_ONLINE,
	NODE_NO_MEMORY,
	FAKED,
	ADD_FAILED,
	OUT_OF_BOUND,
	BAD_DISTANCE
};

static const struct sentence says[] = {
	[NUMA_OFF] = { STEP_SET, LEVEL_STOP, 2, "",
	               N_("numa=off: whatever the tree says, all memory will be one node.") },
	[NUMA_OTHER] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	                 N_("numa={0} changes nothing: this architecture only knows numa=off.") },
	[NUMA_EMPTY] = { STEP_REFUSE, LEVEL_STOP, 1, "", N_("numa without a value is malformed.") },
	[OFF_BY_HAND] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                  N_("numa=off was given, so the tree is not asked about nodes.") },
	[NO_CONFIG] = { STEP_DECIDE, LEVEL_STOP, 2, "", N_("The tree names no NUMA node.") },
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

static bool node_parsed(const struct kernel *k, unsigned nid)
{
	return nid < NUMA_NODES_MAX && k->setup->numa_nodes_parsed[nid / 64] >> nid % 64 & 1;
}

/* pr_warn_once(): a warning that is not given a second time. */
static bool warned_before(struct kernel *k, bool *warned)
{
	if (*warned)
		return true;
	SET(k, *warned, true);
	return false;
}

void numa_set_distance(struct kernel *k, uint32_t from, uint32_t to, uint32_t distance)
{
	unsigned count = k->profile->nodes;

	if (from >= count || to >= count) {
		TELL(k, &says[OUT_OF_BOUND], from, to, distance);
		if (warned_before(k, &k->setup->numa_warned_node))
			return;
		printk(k, PREFIX "Warning: node ids are out of bound, from=%d to=%d distance=%d",
		       (int)from, (int)to, (int)distance);
	} else if (distance > UINT8_MAX) {
		TELL(k, &says[BAD_DISTANCE], from, to, distance);
		if (warned_before(k, &k->setup->numa_warned_distance))
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

static int numa_register_nodes(struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	int nodes = (int)k->profile->nodes;

	ENTER(k, &outline_register);
	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (r->nid != NUMA_NO_NODE && r->nid < nodes)
			continue;
		TELL(k, &says[BAD_REGION], SPAN(r->base, r->size));
		printk(k,
		       PREFIX "Warning: invalid memblk node %d [mem 0x%016" PRIx64 "-0x%016" PRIx64
		              "]",
		       r->nid, r->base, r->base + r->size - 1);
		return leave_int(k, -EINVAL);
	}
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
	}
	return leave_int(k, 0);
}

static const struct outline outline_numa_init = {
	"numa_init",
	ARCH_NUMA_FILE,
	"",
	'e',
	N_("Tries one way of finding the machine's nodes."),
	NULL,
	{ N_("forget what an earlier try found"), N_("ask; no node found is a failure too"),
	  N_("bring the nodes up") }
};

static int numa_init(struct kernel *k, int (*init_func)(struct kernel *k))
{
	bool any = false;
	int err;

	ENTER(k, &outline_numa_init);
	for (unsigned i = 0; i < NUMA_WORDS; i++)
		SET(k, k->setup->numa_nodes_parsed[i], 0);
	err = init_func(k);
	if (err < 0)
		return leave_int(k, err);
	for (unsigned i = 0; i < NUMA_WORDS; i++)
		any |= k->setup->numa_nodes_parsed[i] != 0;
	if (!any) {
		TELL(k, &says[NO_CONFIG]);
		printk(k, PREFIX "No NUMA configuration found");
		return leave_int(k, -EINVAL);
	}
	return leave_int(k, numa_register_nodes(k));
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
