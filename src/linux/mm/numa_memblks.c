/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/numa_memblks.c: which memory belongs to which node, collected first and put into
 * memblock afterwards.
 *
 * What the machine's description says is noted range by range; then ranges of one node are
 * joined, and both of memblock's lists get the nodes.
 */
#include <inttypes.h>

#include "linux/drivers/of/fdt.h"
#include "linux/include/asm-generic/numa.h"
#include "linux/include/setup.h"

#define MEMBLKS_FILE "mm/numa_memblks.c"

struct numa_memblk {
	uint64_t start, end; /* end exclusive */
	int nid;
};

enum {
	NOTED,
	NO_MEMORY,
	CUT,
	JOINED,
	OVERLAP,
	TOO_MANY,
	NODES_KNOWN,
	TAKEN_NODES,
	STAYS,
	DISTANCES,
	NO_DISTANCES,
	OUT_OF_BOUND,
	BAD_DISTANCE,
};

static const struct sentence says[] = {
	[NOTED] = { STEP_SET, LEVEL_STEP, 3, "rd", N_("{0} is noted as memory of node {1}.") },
	[NO_MEMORY] = { STEP_DECIDE, LEVEL_CALL, 1, "rd",
	                N_("No byte of {0} is memory, so it is put aside for memory that may be "
	                   "plugged in later; node {1} gets nothing by it.") },
	[CUT] = { STEP_RESIZE, LEVEL_CALL, 2, "rr",
	          N_("{0} reaches beyond memory and is cut to {1}.") },
	[JOINED] = { STEP_RESIZE, LEVEL_CALL, 4, "drr",
	             N_("Two ranges of node {0} become one, {2}, with what lies behind {1}: no other "
	                "node's memory is between.") },
	[OVERLAP] = { STEP_REFUSE, LEVEL_STOP, 3, "rdrd",
	              N_("{0} of node {1} overlaps {2} of node {3}: nothing that was said about "
	                 "nodes counts.") },
	[TOO_MANY] = { STEP_REFUSE, LEVEL_STOP, 2, "d",
	               N_("There is room for {0} ranges and no more.") },
	[NODES_KNOWN] = { STEP_SET, LEVEL_CALL, 2, "d",
	                  N_("Memory belongs to nodes now, as {0} ranges say.") },
	[TAKEN_NODES] = { STEP_SET, LEVEL_CALL, 1, "",
	                  N_("What is reserved by now gets its node too; a reservation that crosses "
	                     "a border is cut there.") },
	[STAYS] = { STEP_SET, LEVEL_CALL, 2, "d",
	            N_("Something is reserved on node {0}, so none of its memory can be "
	               "unplugged.") },
	[DISTANCES] = { STEP_ALLOCATE, LEVEL_CALL, 1, "rd",
	                N_("The table of distances lies at {0}: a byte for each pair of the {1} "
	                   "nodes known so far.") },
	[NO_DISTANCES] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	                   N_("There is no memory for the table of distances, {0}.") },
	[OUT_OF_BOUND] = { STEP_REFUSE, LEVEL_STOP, 2, "ddd",
	                   N_("There is no place in the distance table for node {0} to node {1} = "
	                      "{2}.") },
	[BAD_DISTANCE] = { STEP_REFUSE, LEVEL_STOP, 2, "ddd",
	                   N_("The distance from node {0} to node {1} cannot be {2}.") },
};

#define BLK(b) SPAN((b)->start, (b)->end - (b)->start)

static unsigned room_for(const struct kernel *k)
{
	return k->profile->nodes * 2;
}

static void remove_blk(struct kernel *k, unsigned at)
{
	struct setup_state *s = k->setup;

	for (unsigned i = at; i + 1 < s->numa_blks; i++) {
		struct numa_memblk next = s->numa_meminfo[i + 1];

		SET(k, s->numa_meminfo[i], next);
	}
	SET(k, s->numa_blks, s->numa_blks - 1);
}

static const struct outline outline_add = {
	"numa_add_memblk",
	MEMBLKS_FILE,
	"daa",
	'e',
	N_("Notes that a range belongs to a node."),
	N_("memblock hears of it only when all ranges are known."),
	{ N_("an empty range, or one of no node: passed over"), N_("no room left: -EINVAL"),
	  N_("note it") }
};

int numa_memblks_add(struct kernel *k, int nid, uint64_t start, uint64_t end)
{
	struct setup_state *s = k->setup;
	struct numa_memblk blk = { start, end, nid };

	ENTER(k, &outline_add, WORD(nid), start, end);
	if (start == end)
		return leave_int(k, 0);
	if (start > end || nid < 0 || nid >= (int)k->profile->nodes) {
		printk(k, "Warning: invalid memblk node %d [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]",
		       nid, start, end - 1);
		return leave_int(k, 0);
	}
	if (s->numa_blks >= room_for(k)) {
		TELL(k, &says[TOO_MANY], room_for(k));
		printk(k, "too many memblk ranges");
		return leave_int(k, -EINVAL);
	}
	SET(k, s->numa_meminfo[s->numa_blks], blk);
	SET(k, s->numa_blks, s->numa_blks + 1);
	TELL(k, &says[NOTED], BLK(&blk), WORD(nid));
	return leave_int(k, 0);
}

/* ---- distances ---- */

void numa_reset_distance(struct kernel *k)
{
	struct setup_state *s = k->setup;

	if (s->numa_distance_cnt)
		memblock_phys_free(k, s->numa_distance,
		                   (uint64_t)s->numa_distance_cnt * s->numa_distance_cnt);
	SET(k, s->numa_distance_cnt, 0);
	SET(k, s->numa_distance, 0);
}

/* The number of nodes up to the last that anything was said of. */
static unsigned nodes_known(const struct kernel *k)
{
	const struct setup_state *s = k->setup;
	unsigned last = 0;

	for (unsigned nid = 0; nid < k->profile->nodes; nid++)
		if (node_parsed(k, nid))
			last = nid;
	for (unsigned i = 0; i < s->numa_blks; i++)
		if ((unsigned)s->numa_meminfo[i].nid > last)
			last = (unsigned)s->numa_meminfo[i].nid;
	return last + 1;
}

static const struct outline outline_alloc_distance = {
	"numa_alloc_distance",
	MEMBLKS_FILE,
	"",
	'e',
	N_("Takes memory for the table of distances between nodes."),
	N_("It is only made when the first distance is named."),
	{ N_("a byte for each pair of the nodes known so far"), N_("no memory: -ENOMEM") }
};

static int numa_alloc_distance(struct kernel *k)
{
	struct setup_state *s = k->setup;
	unsigned count = nodes_known(k);
	uint64_t size = (uint64_t)count * count;
	phys_addr_t at;

	ENTER(k, &outline_alloc_distance);
	at = profile_allocates(k->profile) ? memblock_alloc(k, size, PAGE_SIZE(k)) : 1;
	if (!at) {
		TELL(k, &says[NO_DISTANCES], size);
		printk(k, "Warning: can't allocate distance table!");
		/* not tried again until it is reset */
		SET(k, s->numa_distance, 1);
		return leave_int(k, -ENOMEM);
	}
	SET(k, s->numa_distance, at);
	SET(k, s->numa_distance_cnt, profile_allocates(k->profile) ? count : 0);
	TELL(k, &says[DISTANCES], SPAN(at, size), count);
	printk(k, "NUMA: Initialized distance table, cnt=%u", count);
	return leave_int(k, 0);
}

static const struct outline outline_distance = {
	"numa_set_distance",
	MEMBLKS_FILE,
	"ddd",
	'v',
	N_("Notes how far one node is from another."),
	N_("The table is made for the nodes known by then: one that is named later finds no place "
	   "in it."),
	{ N_("the first distance: make the table"),
	  N_("a node beyond the table, or a distance that does not fit into a byte: complain"),
	  N_("write it down") }
};

/* With a table, or after an attempt to make one. */
static void set_distance(struct kernel *k, uint32_t from, uint32_t to, uint32_t distance)
{
	struct setup_state *s = k->setup;

	if (from >= s->numa_distance_cnt || to >= s->numa_distance_cnt) {
		TELL(k, &says[OUT_OF_BOUND], from, to, distance);
		if (numa_warned_before(k, &s->numa_warned_node))
			return;
		printk(k, "Warning: node ids are out of bound, from=%d to=%d distance=%d",
		       (int)from, (int)to, (int)distance);
	} else if (distance > UINT8_MAX || (from == to && distance != LOCAL_DISTANCE)) {
		TELL(k, &says[BAD_DISTANCE], from, to, distance);
		if (numa_warned_before(k, &s->numa_warned_distance))
			return;
		printk(k, "Warning: invalid distance parameter, from=%d to=%d distance=%d",
		       (int)from, (int)to, (int)distance);
	}
}

void numa_memblks_set_distance(struct kernel *k, uint32_t from, uint32_t to, uint32_t distance)
{
	ENTER(k, &outline_distance, from, to, distance);
	if (k->setup->numa_distance || !numa_alloc_distance(k))
		set_distance(k, from, to, distance);
	leave(k);
}

/* ---- from what was noted to memblock ---- */

static const struct outline outline_cleanup = {
	"numa_cleanup_meminfo",
	MEMBLKS_FILE,
	"",
	'e',
	N_("Sorts out what was noted of the nodes."),
	N_("Two ranges of a node become one across a hole, but not across another node."),
	{ N_("a range without any memory is put aside"), N_("cut ranges to where memory is"),
	  N_("ranges of two nodes that overlap: -EINVAL"), N_("join ranges of one node") }
};

/* Ranges cut to where memory is, those without memory left out. */
static void trim_blks(struct kernel *k)
{
	struct setup_state *s = k->setup;
	uint64_t low = memblock_start_of_DRAM(k), high = memblock_end_of_DRAM(k);

	for (unsigned i = 0; i < s->numa_blks;) {
		struct numa_memblk *b = &s->numa_meminfo[i], old = *b;

		if (!memblock_overlaps_region(k, &k->mm_memblock.memblock.memory, b->start,
		                              b->end - b->start)) {
			TELL(k, &says[NO_MEMORY], BLK(b), WORD(b->nid));
			remove_blk(k, i);
			continue;
		}
		SET(k, b->start, max64(b->start, low));
		SET(k, b->end, min64(b->end, high));
		if (b->start >= b->end) {
			remove_blk(k, i);
			continue;
		}
		if (b->start != old.start || b->end != old.end)
			TELL(k, &says[CUT], BLK(&old), BLK(b));
		i++;
	}
}

/* Does memory of another node than NID begin or lie between START and END? */
static bool other_between(const struct kernel *k, int nid, uint64_t start, uint64_t end)
{
	const struct setup_state *s = k->setup;

	for (unsigned i = 0; i < s->numa_blks; i++) {
		const struct numa_memblk *b = &s->numa_meminfo[i];

		if (b->nid != nid && start < b->end && end > b->start)
			return true;
	}
	return false;
}

/* Compare A with B behind it: 1 when A has taken B in, 0 when not, -EINVAL for a conflict. */
static int join_blks(struct kernel *k, struct numa_memblk *a, const struct numa_memblk *b)
{
	uint64_t start = min64(a->start, b->start), end = max64(a->end, b->end);
	struct numa_memblk old = *a;

	if (a->end > b->start && a->start < b->end) {
		if (a->nid != b->nid) {
			TELL(k, &says[OVERLAP], BLK(a), WORD(a->nid), BLK(b), WORD(b->nid));
			printk(k,
			       "node %d [mem 0x%08" PRIx64 "-0x%08" PRIx64
			       "] overlaps with node %d "
			       "[mem 0x%08" PRIx64 "-0x%08" PRIx64 "]",
			       a->nid, a->start, a->end - 1, b->nid, b->start, b->end - 1);
			return -EINVAL;
		}
		printk(k,
		       "Warning: node %d [mem 0x%08" PRIx64 "-0x%08" PRIx64
		       "] overlaps with itself [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]",
		       a->nid, a->start, a->end - 1, b->start, b->end - 1);
	}
	if (a->nid != b->nid || other_between(k, a->nid, start, end))
		return 0;
	printk(k,
	       "NUMA: Node %d [mem 0x%08" PRIx64 "-0x%08" PRIx64 "] + [mem 0x%08" PRIx64
	       "-0x%08" PRIx64 "] -> [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]",
	       a->nid, a->start, a->end - 1, b->start, b->end - 1, start, end - 1);
	SET(k, a->start, start);
	SET(k, a->end, end);
	TELL(k, &says[JOINED], WORD(a->nid), BLK(&old), BLK(a));
	return 1;
}

static int numa_cleanup_meminfo(struct kernel *k)
{
	struct setup_state *s = k->setup;

	ENTER(k, &outline_cleanup);
	trim_blks(k);
	for (unsigned i = 0; i < s->numa_blks; i++) {
		for (unsigned j = i + 1; j < s->numa_blks; j++) {
			int joined = join_blks(k, &s->numa_meminfo[i], &s->numa_meminfo[j]);

			if (joined < 0)
				return leave_int(k, joined);
			if (joined)
				remove_blk(k, j--);
		}
	}
	return leave_int(k, 0);
}

static const struct outline outline_kernel_node = {
	"numa_clear_kernel_node_hotplug",
	MEMBLKS_FILE,
	"",
	'v',
	N_("Gives what is reserved its node, and makes sure that such nodes cannot be unplugged."),
	NULL,
	{ N_("give the reservations in each range that range's node"),
	  N_("memory of nodes with reservations is not hotpluggable") }
};

/* Is anything reserved on node NID? */
static bool reserved_on(const struct kernel *k, int nid)
{
	const struct memblock_type *reserved = &k->mm_memblock.memblock.reserved;

	for (uint64_t i = 0; i < reserved->cnt; i++)
		if (reserved->regions[i].size && reserved->regions[i].nid == nid)
			return true;
	return false;
}

static void numa_clear_kernel_node_hotplug(struct kernel *k)
{
	struct setup_state *s = k->setup;

	ENTER(k, &outline_kernel_node);
	for (unsigned i = 0; i < s->numa_blks; i++) {
		struct numa_memblk b = s->numa_meminfo[i];

		memblock_set_node(k, b.start, b.end - b.start, &k->mm_memblock.memblock.reserved,
		                  b.nid);
	}
	TELL(k, &says[TAKEN_NODES]);
	for (unsigned i = 0; i < s->numa_blks; i++) {
		struct numa_memblk b = s->numa_meminfo[i];

		if (!reserved_on(k, b.nid))
			continue;
		memblock_clear_hotplug(k, b.start, b.end - b.start);
		TELL(k, &says[STAYS], WORD(b.nid));
	}
	leave(k);
}

static const struct outline outline_register = {
	"numa_register_meminfo",
	MEMBLKS_FILE,
	"",
	'e',
	N_("Tells memblock which memory belongs to which node."),
	NULL,
	{ N_("nobody named a node: -EINVAL"), N_("each range gives its node to memory"),
	  N_("and to what is reserved") }
};

static int numa_register_meminfo(struct kernel *k)
{
	struct setup_state *s = k->setup;
	bool any = s->numa_blks != 0;

	ENTER(k, &outline_register);
	for (unsigned i = 0; i < NUMA_WORDS; i++)
		any |= s->numa_nodes_parsed[i] != 0;
	if (!any) {
		kernel_warn(k, MEMBLKS_FILE ":383", "numa_register_meminfo", NULL);
		return leave_int(k, -EINVAL);
	}
	for (unsigned i = 0; i < s->numa_blks; i++) {
		struct numa_memblk b = s->numa_meminfo[i];

		memblock_set_node(k, b.start, b.end - b.start, &k->mm_memblock.memblock.memory,
		                  b.nid);
	}
	TELL(k, &says[NODES_KNOWN], s->numa_blks);
	numa_clear_kernel_node_hotplug(k);
	return leave_int(k, 0);
}

static const struct outline outline_init = {
	"numa_memblks_init",
	MEMBLKS_FILE,
	"",
	'e',
	N_("Collects which memory belongs to which node, and puts it into memblock."),
	N_("It begins anew for each way of asking: what an earlier one left is forgotten."),
	{ N_("no range of memory and no reservation has a node"), N_("ask"),
	  N_("sort out what was said"), N_("give memory and reservations their nodes") }
};

int numa_memblks_init(struct kernel *k, int (*init_func)(struct kernel *k))
{
	struct memblock *m = &k->mm_memblock.memblock;
	struct setup_state *s = k->setup;
	int err;

	ENTER(k, &outline_init);
	if (!s->numa_meminfo)
		SET(k, s->numa_meminfo,
		    sim_alloc(k->sim, room_for(k) * sizeof(struct numa_memblk)));
	SET(k, s->numa_blks, 0);
	memblock_set_node(k, 0, UINT64_MAX, &m->memory, NUMA_NO_NODE);
	memblock_set_node(k, 0, UINT64_MAX, &m->reserved, NUMA_NO_NODE);
	memblock_clear_hotplug(k, 0, UINT64_MAX);
	numa_reset_distance(k);
	err = init_func(k);
	if (err >= 0)
		err = numa_cleanup_meminfo(k);
	if (err >= 0)
		err = numa_register_meminfo(k);
	return leave_int(k, err);
}
