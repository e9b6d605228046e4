/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which node of the blob a step reads: what the step names, or else what was named last by
 * the function that it stands in, or by the calls around that.
 */
#include <string.h>

#include "linux/linux.h"
#include "view/dtb.h"

/* Steps that are looked at, at most, for what was read last. */
#define LOOK_BACK 200000
/* Names in one step. */
#define NAMES_MAX 4

/*
 * What is known of a function, by its name and the line of its outline (0: any): the node that
 * it reads whoever calls it, or below which the nodes lie that it names without a path; the
 * property that this line is about.  The first row that fits counts.
 */
static const struct hint {
	const char *function;
	unsigned char line;
	enum { HINT_READS, HINT_BELOW, HINT_HEADER } kind;
	const char *path;
	const char *property;
	const char *file; /* the kernel's, where the outlines of two functions differ */
} hints[] = {
	{ "early_init_dt_verify", 0, HINT_HEADER, NULL, NULL, NULL },
	{ "early_init_dt_scan_root", 2, HINT_READS, "/", "#size-cells", NULL },
	{ "early_init_dt_scan_root", 3, HINT_READS, "/", "#address-cells", NULL },
	{ "early_init_dt_scan_root", 0, HINT_READS, "/", NULL, NULL },
	{ "early_init_dt_scan_chosen", 4, HINT_READS, "/chosen", "bootargs", NULL },
	{ "early_init_dt_scan_chosen", 0, HINT_READS, "/chosen", NULL, NULL },
	{ "early_init_dt_check_for_initrd", 2, HINT_READS, "/chosen", "linux,initrd-end", NULL },
	{ "early_init_dt_check_for_initrd", 0, HINT_READS, "/chosen", "linux,initrd-start", NULL },
	{ "early_init_dt_check_for_elfcorehdr", 0, HINT_READS, "/chosen", "linux,elfcorehdr",
	  NULL },
	{ "early_init_dt_check_for_usable_mem_range", 0, HINT_READS, "/chosen",
	  "linux,usable-memory-range", NULL },
	{ "early_init_dt_scan_memory", 1, HINT_BELOW, "/", "device_type", NULL },
	{ "early_init_dt_scan_memory", 2, HINT_BELOW, "/", "status", NULL },
	{ "early_init_dt_scan_memory", 0, HINT_BELOW, "/", "reg", NULL },
	{ "early_init_dt_add_memory_arch", 0, HINT_BELOW, "/", "reg", NULL },
	{ "setup_machine_fdt", 2, HINT_READS, "/", "model", "arch/arm/kernel/devtree.c" },
	{ "setup_machine_fdt", 5, HINT_READS, "/", "model", NULL },
	{ "setup_machine_fdt", 0, HINT_HEADER, NULL, NULL, NULL },
	{ "unflatten_device_tree", 0, HINT_READS, "/", NULL, NULL },
	{ "early_init_fdt_scan_reserved_mem", 2, HINT_HEADER, NULL, NULL, NULL },
	{ "__reserved_mem_check_root", 1, HINT_READS, "/reserved-memory", "#size-cells", NULL },
	{ "__reserved_mem_check_root", 2, HINT_READS, "/reserved-memory", "#address-cells", NULL },
	{ "__reserved_mem_check_root", 0, HINT_READS, "/reserved-memory", "ranges", NULL },
	{ "fdt_scan_reserved_mem", 1, HINT_READS, "/reserved-memory", NULL, NULL },
	{ "fdt_scan_reserved_mem", 3, HINT_BELOW, "/reserved-memory", "status", NULL },
	{ "fdt_scan_reserved_mem", 5, HINT_BELOW, "/reserved-memory", "size", NULL },
	{ "fdt_scan_reserved_mem", 0, HINT_BELOW, "/reserved-memory", "reg", NULL },
	{ "__reserved_mem_reserve_reg", 0, HINT_BELOW, "/reserved-memory", "reg", NULL },
	{ "fdt_reserved_mem_save_node", 0, HINT_BELOW, "/reserved-memory", "reg", NULL },
	{ "__reserved_mem_alloc_size", 2, HINT_BELOW, "/reserved-memory", "alignment", NULL },
	{ "__reserved_mem_alloc_size", 4, HINT_BELOW, "/reserved-memory", "alloc-ranges", NULL },
	{ "__reserved_mem_alloc_size", 0, HINT_BELOW, "/reserved-memory", "size", NULL },
	{ "__reserved_mem_init_node", 0, HINT_BELOW, "/reserved-memory", "compatible", NULL },
	{ "fdt_init_reserved_mem", 0, HINT_BELOW, "/reserved-memory", NULL, NULL },
	{ "of_numa_parse_distance_map", 0, HINT_READS, "/distance-map", "distance-matrix", NULL },
	{ "of_dma_get_max_cpu_address", 0, HINT_BELOW, NULL, "dma-ranges", NULL },
	{ "of_irq_to_resource", 0, HINT_BELOW, NULL, "interrupts", NULL },
	{ "of_platform_bus_create", 0, HINT_BELOW, NULL, "compatible", NULL },
	{ "of_platform_device_create_pdata", 1, HINT_BELOW, NULL, "status", NULL },
	{ "of_platform_device_create_pdata", 5, HINT_BELOW, NULL, "reg", NULL },
	{ "of_amba_device_create", 1, HINT_BELOW, NULL, "status", NULL },
	{ "of_amba_device_create", 0, HINT_BELOW, NULL, "reg", NULL },
	{ "of_device_alloc", 0, HINT_BELOW, NULL, "reg", NULL },
	{ "of_device_make_bus_id", 0, HINT_BELOW, NULL, "reg", NULL },
	{ "__of_address_to_resource", 0, HINT_BELOW, NULL, "reg", NULL },
	{ "__of_translate_address", 0, HINT_BELOW, NULL, "reg", NULL },
	{ "of_iomap", 0, HINT_BELOW, NULL, "reg", NULL },
	{ "really_probe", 4, HINT_BELOW, NULL, "compatible", NULL },
};

static const struct hint *hint_for(const struct step *step)
{
	unsigned line = step->says->line;

	if (!step->function)
		return NULL;
	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if ((!hints[i].line || hints[i].line == line) &&
		    !strcmp(hints[i].function, step->function->function) &&
		    (!hints[i].file || !strcmp(hints[i].file, step->function->file)))
			return &hints[i];
	return NULL;
}

static bool reads_tree(const struct step *step)
{
	return step->function && !strncmp(step->function->file, "drivers/of/", 11);
}

static bool is_function(const struct step *step, const char *name)
{
	return step->function && !strcmp(step->function->function, name);
}

/* The node called NAME: below the node at PATH, or with PATH NULL the first of that name. */
static int node_called(const struct nodes *nodes, const char *name, const char *path)
{
	if (path) {
		int node = nodes_by_path(nodes, path);

		nodes_for_each_subnode(node, nodes, node) if (!strcmp(nodes_find(nodes, node)->name,
		                                                      name)) return node;
	}
	for (size_t i = 1; i < nodes->count; i++)
		if (!strcmp(nodes->entries[i].name, name))
			return nodes->entries[i].offset;
	return -1;
}

/* The node that a name in a step stands for: a path, a node's name, a device. */
static int node_of_name(const struct player *p, const struct step *step, const struct hint *hint,
                        const char *name)
{
	const struct nodes *nodes = p->machine->nodes;
	const struct device *dev;
	int node = -1;

	if (!name || !*name)
		return -1;
	if (*name == '/')
		return nodes_by_path(nodes, name);
	if (reads_tree(step))
		node = node_called(nodes, name, hint ? hint->path : NULL);
	if (node < 0 && p->run->kernel->base) {
		dev = device_find(p->run->kernel, name);
		node = dev && nodes_find(nodes, dev->of_node) ? dev->of_node : -1;
	}
	return node;
}

/* The node that STEP names, by its words; negative for none. */
static int node_named(const struct player *p, const struct step *step, const struct hint *hint)
{
	const struct sim *sim = player_sim(p);
	const uint64_t *words = sim_args(sim, step);
	unsigned at = 0, names = 0;

	if (step->says->kind == STEP_RETURN || step->says->kind == STEP_STAGE ||
	    step->says->kind == STEP_PRINT)
		return -1;
	for (const char *l = about_letters(step); *l && names < NAMES_MAX; l++) {
		unsigned n = step_letter_words(*l);

		if (at + n > step->arg_words)
			break;
		if (*l == 'n') {
			int node = node_of_name(p, step, hint, names_get(&sim->names, words[at]));

			names++;
			if (node >= 0)
				return node;
		}
		at += n;
	}
	return -1;
}

/* What STEP says of itself; false when that names no node. */
static bool take(struct dtb_about *about, const struct player *p, const struct step *step)
{
	const struct hint *hint = hint_for(step);
	int node;

	if (hint && hint->kind == HINT_HEADER) {
		about->header = true;
		return true;
	}
	node = hint && hint->kind == HINT_READS ? nodes_by_path(p->machine->nodes, hint->path)
	                                        : node_named(p, step, hint);
	if (node < 0)
		return false;
	about->node = node;
	if (!about->property)
		about->property = hint ? hint->property : NULL;
	return true;
}

/* Is the node that STEP names the one that is read, and not a bus on the way of its address? */
static bool is_telling(const struct step *step)
{
	return step->says == &sentence_call || !is_function(step, "__of_translate_address");
}

/* The step of FRAME (a call) before AT: calls that it made, and have returned, count as one. */
static uint32_t step_before(const struct sim *sim, uint32_t at, uint32_t frame)
{
	if (at <= frame + 1)
		return NO_STEP;
	for (at--; sim->steps[at].call != frame;) {
		uint32_t up = sim->steps[at].call;

		if (up == NO_STEP || up <= frame)
			return NO_STEP;
		at = up;
	}
	return at;
}

/* What the function that STEP stands in named last, at AT or before. */
static bool take_frame(struct dtb_about *about, const struct player *p, uint32_t at)
{
	const struct sim *sim = player_sim(p);
	uint32_t frame = sim->steps[at].call, left = LOOK_BACK;

	if (frame == NO_STEP || !reads_tree(&sim->steps[at]) || !is_telling(&sim->steps[at]))
		return false;
	for (; at != NO_STEP && left--; at = step_before(sim, at, frame))
		if (sim->steps[at].says != &sentence_call && take(about, p, &sim->steps[at]))
			return true;
	return false;
}

/* ---- the address under way ---- */

/* Of a call that translates: by what property, which address, and the bus that it crosses. */
static void take_translation(struct dtb_about *about, const struct player *p, uint32_t call)
{
	const struct sim *sim = player_sim(p);
	const struct step *step = &sim->steps[call];
	const uint64_t *words = sim_args(sim, step);
	const char *name;

	about->translation = call;
	if (step->arg_words < 2)
		return;
	name = names_get(&sim->names, words[1]);
	about->rprop = name && !strcmp(name, "dma-ranges") ? "dma-ranges" : "ranges";
	if (call + 1 < sim->step_count && sim->steps[call + 1].call == call &&
	    sim->steps[call + 1].arg_words == 5) {
		about->has_address = true;
		about->address = sim_args(sim, &sim->steps[call + 1])[2];
	}
	/* the bus that was named last, up to here */
	for (uint32_t at = p->at; at != NO_STEP && at > call && about->bus < 0;
	     at = step_before(sim, at, call))
		about->bus = node_named(p, &sim->steps[at], NULL);
}

static void take_entry(struct dtb_about *about, const struct player *p, const struct step *step)
{
	const uint64_t *words = sim_args(player_sim(p), step);

	if (step->arg_words >= 2 && about->entry < 0 && words[1] <= INT32_MAX)
		about->entry = (int)words[1];
}

/* A physical range that STEP has in hand. */
static void take_range(struct dtb_about *about, const struct player *p, const struct step *step)
{
	struct about ranges;

	if (about->has_last)
		return;
	about_step(&ranges, p, step);
	if (!ranges.count)
		return;
	about->first = ranges.ranges[ranges.hand < ranges.count ? ranges.hand : 0].first;
	about->has_last = true;
}

/* What the calls around say of the address. */
static void take_address(struct dtb_about *about, const struct player *p)
{
	const struct sim *sim = player_sim(p);

	for (uint32_t at = p->at; at != NO_STEP; at = sim->steps[at].call) {
		const struct step *step = &sim->steps[at];
		bool called = step->says == &sentence_call;

		take_range(about, p, step);
		if (called && is_function(step, "__of_translate_address"))
			take_translation(about, p, at);
		if (called && (is_function(step, "__of_address_to_resource") ||
		               is_function(step, "of_iomap")))
			take_entry(about, p, step);
	}
}

/* ---- the whole ---- */

/* Up from AT; FROM gets the step that said it. */
static bool take_around(struct dtb_about *about, const struct player *p, uint32_t at,
                        uint32_t *from)
{
	const struct sim *sim = player_sim(p);

	for (; at != NO_STEP; at = sim->steps[at].call) {
		const struct step *step = &sim->steps[at];

		*from = at;
		if (is_telling(step) && step->says != &sentence_return && take(about, p, step))
			return true;
		if (take_frame(about, p, at))
			return true;
	}
	return false;
}

/* What was read before the step at P, by a function that reads the tree. */
static bool take_earlier(struct dtb_about *about, const struct player *p)
{
	const struct sim *sim = player_sim(p);
	uint32_t at = p->at, left = LOOK_BACK;

	for (; at != NO_STEP && left; at = at ? at - 1 : NO_STEP, left--)
		if (reads_tree(&sim->steps[at]) && is_telling(&sim->steps[at]) &&
		    take(about, p, &sim->steps[at])) {
			about->step = at;
			return true;
		}
	return false;
}

/* Is it told how it is read: by the step itself, or at a stop that is about the node? */
static bool is_read(const struct player *p, uint32_t from)
{
	const struct step *step = player_step_now(p);

	if (step->says == &sentence_return || step->says->kind == STEP_PRINT)
		return false;
	return from == p->at || step->says->level <= LEVEL_STOP;
}

void dtb_about(struct dtb_about *about, const struct player *p)
{
	uint32_t from;

	*about = (struct dtb_about){ .node = -1,
		                     .entry = -1,
		                     .bus = -1,
		                     .rprop = "ranges",
		                     .step = NO_STEP,
		                     .translation = NO_STEP };
	if (!p->machine || !p->machine->nodes || !p->machine->nodes->count)
		return;
	if (p->at != NO_STEP && take_around(about, p, p->at, &from)) {
		about->now = true;
		about->step = from;
		about->read = is_read(p, from);
		take_address(about, p);
		return;
	}
	if (p->at == NO_STEP || !take_earlier(about, p))
		about->node = p->machine->nodes->entries[0].offset;
	about->property = NULL;
}
