/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/kernel/resource_proc.h"

#include <string.h>

#include "linux/fs/seq_file.h"
#include "linux/kernel/resource_internal.h"

/* Entries below that depth are not indented further. */
enum { MAX_IORES_LEVEL = 5 };

enum {
	PLACE_FOUND,
	GOES_DOWN,
	GOES_ON,
	GOES_UP,
	ENDS,
	SHOWN,
	SHOWN_AS_ZEROS,
	ONE_RECORD,
};

static const struct sentence says[] = {
	[PLACE_FOUND] = { STEP_COMPARE, LEVEL_STEP, 2, "dRo",
	                  N_("Counting off {0}, from {1} on, leads to the reader's place.") },
	[GOES_DOWN] = { STEP_READ, LEVEL_STEP, 2, "RR",
	                N_("{0} has children, so {1}, the first of them, comes next.") },
	[GOES_ON] = { STEP_READ, LEVEL_STEP, 3, "RR",
	              N_("{0} has no children, so {1}, its sibling, comes next.") },
	[GOES_UP] = { STEP_READ, LEVEL_STEP, 3, "RR",
	              N_("{0} is the last inside its parent, so {1} further up comes next.") },
	[ENDS] = { STEP_READ, LEVEL_STEP, 4, "R", N_("Behind {0} there is nothing more.") },
	[SHOWN] = { STEP_READ, LEVEL_STEP, 4, "Rd", N_("{0} is printed at depth {1}.") },
	[SHOWN_AS_ZEROS] = { STEP_READ, LEVEL_STEP, 3, "Rd",
	                     N_("{0} is printed at depth {1}, with zeros: the reader may not "
	                        "see addresses.") },
	[ONE_RECORD] = { STEP_READ, LEVEL_STEP, 0, "n",
	                 N_("All regions of the list {0} are printed as one record.") },
};

/* How many steps to indent; *LOST when the way up ends before it comes to ROOT. */
static unsigned depth_of(const struct resource *root, const struct resource *res, bool *lost)
{
	unsigned depth = 0;

	while (depth < MAX_IORES_LEVEL && res && res->parent != root) {
		res = res->parent;
		depth++;
	}
	*lost = depth < MAX_IORES_LEVEL && !res;
	return depth;
}

static void add_line(const struct resource *root, const struct resource *res, unsigned depth,
                     bool as_root, struct text *out)
{
	static const char blanks[] = "          ";
	unsigned width = root->end < 0x10000 ? 4 : 8;

	text_add_n(out, blanks, (size_t)depth * 2);
	text_add_hex(out, as_root ? res->start : 0, width);
	text_add_char(out, '-');
	text_add_hex(out, as_root ? res->end : 0, width);
	text_add_n(out, " : ", 3);
	text_add(out, res->name ? res->name : "<BAD>");
	text_add_char(out, '\n');
}

void resource_line(const struct resource *root, const struct resource *res, bool as_root,
                   struct text *out)
{
	bool lost;

	add_line(root, res, depth_of(root, res, &lost), as_root, out);
}

/* May who opened the file see numbers?  Old kernels hid them from nobody. */
static bool shows_addresses(const struct kernel *k, bool as_root)
{
	return as_root || profile_has(k->profile, FEATURE_ADDRESSES_FOR_ALL);
}

static const struct outline outline_start = {
	"r_start",
	RESOURCE_FILE,
	"nd",
	'R',
	N_("Finds the entry at the reader's place, anew for each read."),
	N_("The place is a count of entries: what came or went before it shifts the reader."),
	{ N_("take the lock of the tree for reading"),
	  N_("go through the tree from the first entry, parents before their children, and count"),
	  N_("return the entry with that number, or NULL behind the last") }
};

static const void *r_start(struct kernel *k, struct seq_file *m)
{
	const struct resource *root = m->source->data(k), *p;
	struct resource_run run = { 0 };
	uint64_t words[3] = { 0 };

	ENTER(k, &outline_start, name_id(root->name), m->index);
	for (p = root->child; p && run.count < m->index; p = next_resource(p))
		resource_pass(k, &run, p);
	if (run.count)
		TELL(k, &says[PLACE_FOUND], run.count, RES(run.first), PLACE(k, run.first));
	if (p) {
		words[0] = p->start;
		words[1] = p->end;
		words[2] = name_id(p->name);
	}
	sim_return(k->sim, words, 3);
	return p;
}

static const struct outline outline_next = {
	"r_next",
	RESOURCE_FILE,
	"R",
	'R',
	N_("Goes from one entry to the next, parents before their children."),
	NULL,
	{ N_("count the reader's place one further"),
	  N_("take the entry's first child, if it has one"),
	  N_("or its sibling, or that of the nearest entry above that has one"),
	  N_("none: NULL, the end of the file") }
};

/* One step and no call, for there is one of these for each record. */
static const void *r_next(struct kernel *k, struct seq_file *m, const void *v)
{
	const struct resource *res = v, *next = next_resource(res);
	unsigned how = GOES_UP;

	/* A tree cannot have more entries than there is room for. */
	if (m->index > k->sim->journal.top / sizeof(struct resource))
		resource_walks_in_a_circle(k);
	SET(k, m->index, m->index + 1);
	if (!next) {
		sim_tell_in(k->sim, &outline_next, &says[ENDS], SIM_WORDS(RES(res)));
		return NULL;
	}
	if (next == res->child)
		how = GOES_DOWN;
	else if (next == res->sibling)
		how = GOES_ON;
	sim_tell_in(k->sim, &outline_next, &says[how], SIM_WORDS(RES(res), RES(next)));
	return next;
}

static const struct outline outline_stop = {
	"r_stop",
	RESOURCE_FILE,
	"n",
	'v',
	N_("Ends a read of the tree."),
	N_("Between two reads the tree is not locked and may change."),
	{ N_("give the lock of the tree back"), N_("the reader's place stays in the open file"),
	  N_("nothing else is to be undone") }
};

static void r_stop(struct kernel *k, struct seq_file *m)
{
	const struct resource *root = m->source->data(k);

	ENTER(k, &outline_stop, name_id(root->name));
	leave(k);
}

static const struct outline outline_show = {
	"r_show",
	RESOURCE_FILE,
	"R",
	'v',
	N_("Prints one entry of the tree as a line of the file."),
	N_("The width of the addresses is the root's, 4 or 8 digits; longer ones take more."),
	{ N_("take 4 digits when the root ends below 0x10000, otherwise 8"),
	  N_("count the steps up to the root, at most five: two blanks for each"),
	  N_("a file that was opened without the capability shows zeros for addresses"),
	  N_("print blanks, start, end and name, <BAD> when there is no name") }
};

/*
 * A record is one step, so that a file of a thousand lines is no more than a
 * thousand: the step stands in r_show(), without a call and a return.
 */
static void tell_in_show(struct kernel *k, const struct sentence *row, const uint64_t *words,
                         unsigned n)
{
	sim_tell_in(k->sim, &outline_show, row, words, n);
}

/* Move what stands in SCRATCH from MARK on into the buffer. */
static void write_record(struct kernel *k, struct seq_file *m, struct text *scratch, size_t mark)
{
	seq_write(k, m, scratch->s + mark, scratch->len - mark);
	scratch->len = mark;
	scratch->s[mark] = '\0';
}

static void r_show(struct kernel *k, struct seq_file *m, const void *v, struct text *scratch)
{
	const struct resource *root = m->source->data(k), *res = v;
	bool addresses = shows_addresses(k, m->as_root), lost;
	size_t mark = scratch->len;
	unsigned depth;

	depth = depth_of(root, res, &lost);
	if (lost)
		kernel_oops(k);
	add_line(root, res, depth, addresses, scratch);
	write_record(k, m, scratch, mark);
	if (!seq_has_overflowed(m))
		tell_in_show(k, &says[addresses ? SHOWN : SHOWN_AS_ZEROS],
		             SIM_WORDS(RES(res), depth));
}

const struct seq_operations resource_seq_op = { r_start, r_next, r_stop, r_show };

void all_resources(const struct kernel *k, const void *data, bool as_root, struct text *out)
{
	const struct resource *root = data;
	uint64_t left = k->sim->journal.top / sizeof(*root);

	for (const struct resource *p = root->child; p && left; p = next_resource(p), left--)
		resource_line(root, p, shows_addresses(k, as_root), out);
}

static void memblock_show(struct kernel *k, struct seq_file *m, const void *v, struct text *scratch)
{
	const struct memblock_type *type = v;
	size_t mark = scratch->len;

	memblock_debug_show(k, scratch, type);
	write_record(k, m, scratch, mark);
	TELL(k, &says[ONE_RECORD], name_id(type->name));
}

const struct seq_operations memblock_seq_op = { single_start, single_next, single_stop,
	                                        memblock_show };

void all_regions(const struct kernel *k, const void *data, bool as_root, struct text *out)
{
	(void)as_root;
	memblock_debug_show(k, out, data);
}

static const struct outline outline_init = {
	"ioresources_init",
	RESOURCE_FILE,
	"",
	'v',
	N_("Makes the files appear in which user space reads the two trees."),
	N_("The trees are older than their files: most of /proc/iomem is there before /proc is."),
	{ N_("make /proc/ioports, for the tree of ports, by proc_create_seq_data()"),
	  N_("make /proc/iomem, for the tree of memory, in the same way"),
	  N_("nothing is printed yet: each read walks the tree as it is then") }
};

void ioresources_init(struct kernel *k)
{
	ENTER(k, &outline_init);
	proc_create_seq_data(k, PROC_IOPORTS, k->ioport_resource.name);
	proc_create_seq_data(k, PROC_IOMEM, k->iomem_resource.name);
	leave(k);
}

static const struct outline outline_init_debugfs = {
	"memblock_init_debugfs",
	"mm/memblock.c",
	"",
	'v',
	N_("Makes the files appear in which root reads the two lists of memblock."),
	NULL,
	{ N_("make the directory memblock below /sys/kernel/debug"),
	  N_("make memory in it, for what is there"), N_("make reserved in it, for what is taken") }
};

void memblock_init_debugfs(struct kernel *k)
{
	ENTER(k, &outline_init_debugfs);
	seq_file_exists(k, DEBUG_MEMORY);
	seq_file_exists(k, DEBUG_RESERVED);
	leave(k);
}
