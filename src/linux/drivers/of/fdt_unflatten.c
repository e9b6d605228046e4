/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/fdt.c and base.c: the blob becomes a tree of nodes in memory.
 *
 * The simulation goes on reading the blob itself; what is retold is how much memory
 * the tree takes.
 */
#include <ctype.h>
#include <inttypes.h>
#include <limits.h>
#include <string.h>

#include "linux/drivers/of/fdt.h"
#include "linux/lib/cmdline.h"

enum {
	PASS,
	TREE,
	NO_ROOM,
	ALIAS,
	NOT_ALIAS,
	ALIASES,
	NO_ALIASES,
};

static const struct sentence says[] = {
	[PASS] = { STEP_READ, LEVEL_CALL, 1, "dds",
	           N_("{0} nodes and {1} properties make {2} of records and names; the values stay "
	              "in the blob.") },
	[TREE] = { STEP_ALLOCATE, LEVEL_STOP, 2, "rdd",
	           N_("The blob is unpacked into a tree of nodes at {0}, with {1} nodes and {2} "
	              "properties: the more the board describes, the more memory that takes.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	              N_("There is no memory for the tree, {0}: the kernel cannot go on.") },
	[ALIAS] = { STEP_ALLOCATE, LEVEL_CALL, 3, "nsa",
	            N_("The alias {0} gets a record, {1} at {2}.") },
	[NOT_ALIAS] = { STEP_DECIDE, LEVEL_STEP, 2, "n",
	                N_("{0} leads to no node, or bears no number: no record.") },
	[ALIASES] = { STEP_DECIDE, LEVEL_CALL, 1, "d", N_("/aliases got {0} records.") },
	[NO_ALIASES] = { STEP_DECIDE, LEVEL_CALL, 1, "", N_("The tree has no /aliases.") },
};

static const struct outline outline_alloc = {
	"early_init_dt_alloc_memory_arch",
	FDT_FILE,
	"sx",
	'a',
	N_("Takes memory for the device tree before there is kmalloc()."),
	NULL,
	{ N_("from memblock; none: panic") }
};

/* A size and an alignment in bytes. */
static phys_addr_t early_init_dt_alloc_memory_arch(struct kernel *k, uint64_t size, uint64_t align)
{
	phys_addr_t at;

	ENTER(k, &outline_alloc, size, align);
	at = memblock_alloc(k, size, align);
	if (!at) {
		TELL(k, &says[NO_ROOM], size);
		printk(k,
		       "Kernel panic - not syncing: early_init_dt_alloc_memory_arch: Failed to "
		       "allocate %" PRIu64 " bytes align=0x%" PRIx64,
		       size, align);
		kernel_panic(k, _("there is no memory for the device tree"));
	}
	return leave_word(k, at);
}

enum { LAST_MARK = 4 };

/* The bytes of a record of SIZE behind USED bytes, with NAME behind it where there is one. */
static uint64_t place(const struct kernel *k, uint64_t used, uint64_t size, size_t name)
{
	return round_up_to(used, word_size(k)) + size + name;
}

static bool has_name(const struct nodes *nodes, const struct node_entry *node)
{
	for (uint32_t i = 0; i < node->count; i++)
		if (!strcmp(nodes->properties[node->first + i].name, "name"))
			return true;
	return false;
}

/* The seed of random numbers is used up, and wiped out of the blob, before this. */
static bool is_wiped(const struct kernel *k, const struct node_entry *node,
                     const struct node_property *property)
{
	return node->offset == k->fdt->chosen_node_offset && property->len > 0 &&
	       !strcmp(property->name, "rng-seed");
}

/* unflatten_dt_nodes(), the pass that only measures. */
static uint64_t measure(const struct kernel *k, uint64_t *nodes_seen, uint64_t *properties)
{
	const struct nodes *nodes = k->machine->nodes;
	const struct profile_sizes *sizes = &k->profile->sizes;
	uint64_t used = 0;

	for (size_t i = 0; i < nodes->count; i++) {
		const struct node_entry *node = &nodes->entries[i];

		if (node->depth >= FDT_MAX_DEPTH - 1)
			continue;
		used = place(k, used, sizes->device_node, strlen(node->name) + 1);
		for (uint32_t n = 0; n < node->count; n++) {
			if (is_wiped(k, node, &nodes->properties[node->first + n]))
				continue;
			used = place(k, used, sizes->property, 0);
			*properties += 1;
		}
		/* a property `name` is made up for each node: its name without the unit address */
		if (!has_name(nodes, node)) {
			const char *at = strrchr(node->name, '@');
			size_t len = at ? (size_t)(at - node->name) : strlen(node->name);

			used = place(k, used, sizes->property, len + 1);
		}
		*nodes_seen += 1;
	}
	return round_up_to(used, LAST_MARK);
}

static const struct outline outline_scan = {
	"of_alias_scan",
	"drivers/of/base.c",
	"",
	'v',
	N_("Gives each numbered alias a record, so that drivers find their number fast."),
	N_("An alias that leads to no node of this tree takes no memory."),
	{ N_("look for /aliases"), N_("pass over those without a node or without a number"),
	  N_("a record with the name behind it, from memblock") }
};

/* The node that an alias's value leads to; negative for none. */
static int aliased(const struct nodes *nodes, const struct node_property *property)
{
	const char *path = property->value;
	size_t len = strnlen(path, (size_t)property->len);

	if (len == (size_t)property->len || path[0] != '/')
		return -1;
	return nodes_by_path(nodes, path);
}

/* Does NAME end in a number that an int holds?  *STEM is the length of what stands before. */
static bool numbered(const char *name, size_t *stem)
{
	size_t len = strlen(name), at = len;

	while (at && isdigit((unsigned char)name[at - 1]))
		at--;
	*stem = at;
	return at < len && simple_strtoull(name + at, NULL) <= INT_MAX;
}

static void add_alias(struct kernel *k, const struct node_property *property)
{
	uint64_t size;
	size_t stem;
	phys_addr_t at;

	if (!strcmp(property->name, "name") || !strcmp(property->name, "phandle") ||
	    !strcmp(property->name, "linux,phandle"))
		return;
	if (aliased(k->machine->nodes, property) < 0 || !numbered(property->name, &stem)) {
		TELL(k, &says[NOT_ALIAS], NAME(k, property->name));
		return;
	}
	size = k->profile->sizes.alias + stem + 1;
	at = early_init_dt_alloc_memory_arch(k, size, word_size(k));
	TELL(k, &says[ALIAS], NAME(k, property->name), size, at);
}

static void of_alias_scan(struct kernel *k)
{
	const struct nodes *nodes = k->machine->nodes;
	const struct node_entry *aliases = nodes_find(nodes, nodes_by_path(nodes, "/aliases"));

	ENTER(k, &outline_scan);
	if (aliases) {
		TELL(k, &says[ALIASES], aliases->count);
		for (uint32_t i = 0; i < aliases->count; i++)
			add_alias(k, &nodes->properties[aliases->first + i]);
	} else {
		TELL(k, &says[NO_ALIASES]);
	}
	leave(k);
}

static const struct outline outline_unflatten = {
	"unflatten_device_tree",
	FDT_FILE,
	"",
	'v',
	N_("Unpacks the blob into nodes that the running kernel can walk."),
	N_("Names are copied and values are not, so the blob must stay reserved for ever."),
	{ N_("newer kernels: a table of the reserved-memory nodes, and their pools"),
	  N_("go through the blob once to count what the nodes and properties take"),
	  N_("take that much memory, and go through it again to fill it in"),
	  N_("note which aliases there are") }
};

void unflatten_device_tree(struct kernel *k)
{
	uint64_t nodes = 0, properties = 0, size;
	phys_addr_t at;

	bool stages = profile_has(k->profile, FEATURE_RESERVED_MEM_STAGES);

	if (!profile_allocates(k->profile) && !stages)
		return;
	ENTER(k, &outline_unflatten);
	if (stages)
		fdt_scan_reserved_mem_reg_nodes(k);
	if (!profile_allocates(k->profile)) {
		leave(k);
		return;
	}
	size = measure(k, &nodes, &properties);
	TELL(k, &says[PASS], nodes, properties, size);
	/* a mark behind the end shows whether the second pass wrote too much */
	size += LAST_MARK;
	at = early_init_dt_alloc_memory_arch(k, size, word_size(k));
	TELL(k, &says[TREE], SPAN(at, size), nodes, properties);
	of_alias_scan(k);
	leave(k);
}
