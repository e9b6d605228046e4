/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words that fit for each kind of argument, as the state is where the reader stands. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/flags.h"
#include "linux/fs/seq_file.h"
#include "linux/include/memblock.h"
#include "linux/include/of_address.h"
#include "linux/mm/vmalloc.h"
#include "machine/drivers.h"
#include "machine/nodes.h"
#include "player/complete_internal.h"
#include "sim/intl.h"
#include "sim/memory.h"

/* Is WORD, from the completions' own names, new?  It is seen then. */
static bool is_new(struct asked *a, const char *word)
{
	size_t slot;

	if (a->out->count * 2 >= a->seen_slots) {
		size_t slots = a->seen_slots ? a->seen_slots * 2 : 256;

		free(a->seen);
		a->seen = xzalloc(slots * sizeof(*a->seen));
		a->seen_slots = slots;
		for (size_t i = 0; i < a->out->count; i++) {
			slot = name_id(a->out->all[i].word) % slots;
			while (a->seen[slot])
				slot = (slot + 1) % slots;
			a->seen[slot] = a->out->all[i].word;
		}
	}
	slot = name_id(word) % a->seen_slots;
	for (; a->seen[slot]; slot = (slot + 1) % a->seen_slots)
		if (a->seen[slot] == word)
			return false;
	a->seen[slot] = word;
	return true;
}

void asked_add(struct asked *a, const char *word, const char *note)
{
	struct completions *out = a->out;
	const char *kept;

	if (strncmp(word, a->word, strlen(a->word)) != 0)
		return;
	kept = names_intern(&out->strings, word);
	if (!is_new(a, kept))
		return;
	out->all = xgrow(out->all, &out->cap, out->count + 1, sizeof(*out->all));
	out->all[out->count++] = (struct completion){ kept, names_intern(&out->strings, note) };
}

void asked_add_commands(struct asked *a)
{
	const struct vocabulary *v = a->p->vocabulary;
	const struct command *command;
	struct text word = { 0 };

	for (size_t n = 0; (command = vocabulary_at(v, n)); n++) {
		bool call = command->class == COMMAND_KERNEL || command->class == COMMAND_FILE;

		if (a->inner && !call)
			continue;
		asked_add(a, command->name, _(command->help));
		if (command->class != COMMAND_MOVE || strcmp(command->args, "[N]") != 0)
			continue;
		text_clear(&word);
		text_addf(&word, "-%s", command->name);
		if (a->word[0] == '-')
			asked_add(a, text_str(&word), _(command->help));
	}
	text_free(&word);
}

/* ---- addresses and ranges ---- */

/* Something of the state that has a first and a last address. */
typedef void range_fn(struct asked *a, uint64_t first, uint64_t last, const char *note);

static void add_start(struct asked *a, uint64_t first, uint64_t last, const char *note)
{
	char word[24];

	(void)last;
	snprintf(word, sizeof(word), "0x%" PRIx64, first);
	asked_add(a, word, note);
}

static void add_end(struct asked *a, uint64_t first, uint64_t last, const char *note)
{
	add_start(a, last, first, note);
}

static void add_range(struct asked *a, uint64_t first, uint64_t last, const char *note)
{
	char word[48];

	snprintf(word, sizeof(word), "0x%" PRIx64 "-0x%" PRIx64, first, last);
	asked_add(a, word, note);
}

/* The size of what begins at the address before it. */
static void add_size(struct asked *a, uint64_t first, uint64_t last, const char *note)
{
	uint64_t start;
	char word[24];

	if (!word_number(a->previous, &start) || start != first || last - first == UINT64_MAX)
		return;
	snprintf(word, sizeof(word), "0x%" PRIx64, last - first + 1);
	asked_add(a, word, note);
}

static void of_tree(struct asked *a, const struct resource *root, range_fn *add)
{
	for (const struct resource *r = root->child; r; r = next_resource(r))
		add(a, r->start, r->end, r->name ? r->name : "<BAD>");
}

static void of_memblock(struct asked *a, const struct memblock_type *type, range_fn *add)
{
	for (uint64_t i = 0; i < type->cnt; i++)
		if (type->regions[i].size)
			add(a, type->regions[i].base,
			    type->regions[i].base + (type->regions[i].size - 1), type->name);
}

static void of_mappings(struct asked *a, bool virtual, range_fn *add)
{
	const struct kernel *k = a->p->run->kernel;

	for (const struct vm_struct *m = k->vmalloc ? k->vmalloc->first : NULL; m; m = m->next) {
		uint64_t first = virtual ? m->addr : m->phys_addr;

		if (m->phys_addr && m->caller && (m->flags & VM_IOREMAP))
			add(a, first, first + get_vm_area_size(k, m) - 1, m->caller);
	}
}

static void of_state(struct asked *a, range_fn *add)
{
	const struct kernel *k = a->p->run->kernel;

	of_tree(a, &k->iomem_resource, add);
	of_memblock(a, &k->mm_memblock.memblock.memory, add);
	of_memblock(a, &k->mm_memblock.memblock.reserved, add);
	of_mappings(a, false, add);
	of_tree(a, &k->ioport_resource, add);
}

/* ---- labels, devices, nodes ---- */

/* "&NAME", for the LEN bytes at NAME. */
static void add_label(struct asked *a, const char *name, size_t len, const char *note)
{
	struct text word = { 0 };

	text_add_char(&word, '&');
	text_add_n(&word, name, len);
	asked_add(a, text_str(&word), note);
	text_free(&word);
}

/* Labels that stand for something here, then those of calls that were made elsewhere. */
static void add_labels(struct asked *a)
{
	const struct run *run = a->p->run;
	const struct thing *thing;
	const char *label;

	if (a->word[0] && a->word[0] != '&')
		return;
	for (size_t n = 0; (label = labels_at(run->labels, n, &thing)); n++) {
		const char *note = thing->res   ? thing->res->name
		                   : thing->dev ? thing->dev->name
		                                : NULL;

		add_label(a, label, strlen(label), note ? note : "");
	}
	for (size_t i = 0; i < run->injection_count; i++) {
		const char *line = run->injections[i].line;
		size_t len = strcspn(line, ": \t");

		if (line[len] == ':')
			add_label(a, line, len, line);
	}
}

/* &/path of each node; for devices only where nothing of it is typed yet. */
static void add_nodes(struct asked *a)
{
	struct kernel *k = a->p->run->kernel;
	const struct node_entry *node = NULL;

	if (!k->machine || strncmp(a->word, "&/", 2) != 0)
		return;
	while ((node = nodes_next(k->machine->nodes, node ? node->offset : -1))) {
		const char *path = of_node_path(k, node->offset);
		const struct device *dev = device_of_node(k, node->offset);

		add_label(a, path, strlen(path), dev ? dev->name : "");
	}
}

static void add_devices(struct asked *a)
{
	static const char *const buses[BUS_COUNT] = { "platform", "amba", "pci" };
	const struct kernel *k = a->p->run->kernel;

	for (unsigned bus = 0; bus < BUS_COUNT; bus++)
		for (const struct device *dev = bus_first_device(k, bus); dev; dev = dev->next)
			asked_add(a, dev->name, dev->driver ? dev->driver->name : buses[bus]);
	add_labels(a);
	add_nodes(a);
}

static void add_drivers(struct asked *a)
{
	const struct machine *machine = a->p->run->kernel->machine;

	for (size_t i = 0; machine && machine->drivers && i < machine->drivers->count; i++)
		asked_add(a, machine->drivers->drivers[i]->name, "");
}

/* ---- words that stand in a table ---- */

/* WORD behind what is typed up to the last comma. */
static void add_joined(struct asked *a, const char *word)
{
	const char *comma = strrchr(a->word, ',');
	struct text whole = { 0 };

	if (comma)
		text_add_n(&whole, a->word, (size_t)(comma + 1 - a->word));
	text_add(&whole, word);
	asked_add(a, text_str(&whole), "");
	a->out->goes_on = true;
	text_free(&whole);
}

static void add_flags(struct asked *a)
{
	struct text word = { 0 };

	for (size_t n = 0; flags_word(n, &word); n++) {
		add_joined(a, text_str(&word));
		text_clear(&word);
	}
	text_free(&word);
}

static void add_descs(struct asked *a)
{
	const char *name;

	for (uint64_t n = 0; (name = desc_name(n)); n++) {
		struct text word = { 0 };

		for (; *name; name++)
			text_add_char(&word, (char)tolower((unsigned char)*name));
		asked_add(a, text_str(&word), "");
		text_free(&word);
	}
}

static void add_step_kinds(struct asked *a)
{
	const char *word;

	for (size_t n = 0; (word = player_kind_word(n)); n++)
		asked_add(a, word, "");
}

static void add_kernel_files(struct asked *a)
{
	for (unsigned i = 0; i < seq_source_count; i++)
		asked_add(a, seq_sources[i].path, "");
	asked_add(a, "/dev/mem", "");
}

static void add_breakpoints(struct asked *a)
{
	const struct player *p = a->p;

	for (size_t i = 0; i < p->break_count; i++) {
		struct text word = { 0 }, note = { 0 };

		text_addf(&word, "%u", p->breaks[i].number);
		text_addf(&note, "%s %s", player_break_word(p->breaks[i].kind), p->breaks[i].text);
		asked_add(a, text_str(&word), text_str(&note));
		text_free(&word);
		text_free(&note);
	}
}

static void add_call_numbers(struct asked *a)
{
	const struct run *run = a->p->run;

	for (size_t i = a->p->locked; i < run->injection_count; i++) {
		struct text word = { 0 };

		text_addf(&word, "%u", run->injections[i].id);
		asked_add(a, text_str(&word), run->injections[i].line);
		text_free(&word);
	}
}

/* A name as one word of the line. */
static void add_name(struct asked *a, const char *name)
{
	bool plain = *name && !strpbrk(name, " \t\"'\\#&");
	struct text word = { 0 };

	if (a->quoted || plain) {
		asked_add(a, name, "");
		return;
	}
	if (strpbrk(name, "\"\\"))
		return;
	text_addf(&word, "\"%s\"", name);
	/* what is typed without the quote gets it */
	if (a->word[0] != '"' && !strncmp(name, a->word, strlen(a->word))) {
		const char *typed = a->word;

		a->word = "";
		asked_add(a, text_str(&word), "");
		a->word = typed;
	} else {
		asked_add(a, text_str(&word), "");
	}
	text_free(&word);
}

static void add_names(struct asked *a)
{
	const struct kernel *k = a->p->run->kernel;

	for (const struct resource *r = k->iomem_resource.child; r; r = next_resource(r))
		if (r->name)
			add_name(a, r->name);
}

/* ---- the kinds ---- */

static void add_roots(struct asked *a)
{
	asked_add(a, "iomem", "");
	asked_add(a, "ioport", "");
	add_labels(a);
}

static void add_starts(struct asked *a)
{
	of_state(a, add_start);
	add_labels(a);
}

static void add_ends(struct asked *a)
{
	of_state(a, add_end);
	add_labels(a);
}

static void add_sizes(struct asked *a)
{
	of_state(a, add_size);
	add_labels(a);
}

static void add_ranges(struct asked *a)
{
	of_state(a, add_range);
}

/* Of a mapping first: what ioremap() returned; then physical ones. */
static void add_addresses(struct asked *a)
{
	of_mappings(a, true, add_start);
	add_starts(a);
}

static void add_files(struct asked *a)
{
	a->out->files = true;
}

/* A kind of argument: the function that finds its words, or these words. */
static const struct {
	const char *kind;
	void (*add)(struct asked *a);
	const char *words;
	bool joined; /* by commas */
} kinds[] = {
	{ "PARENT", add_roots, "", false },
	{ "ROOT", add_roots, "", false },
	{ "&RES", add_roots, "", false },
	{ "&RES|NULL|N", add_labels, "NULL 0 1", false },
	{ "RANGE", add_ranges, "", false },
	{ "NAME", add_names, "", false },
	{ "FLAGS", add_flags, "none", true },
	{ "DESC", add_descs, "", false },
	{ "MEMFLAGS", NULL, "none hotplug mirror nomap driver_managed", true },
	{ "MAPFLAGS", NULL, "wb wt wc enc dec", true },
	{ "PROT", add_labels, "none read write exec writecombine noncached device", true },
	{ "MMAPFLAGS", NULL, "shared private", true },
	{ "FILE", add_kernel_files, "", false },
	{ "PATH", add_files, "", false },
	{ "MOMENT", asked_add_moments, "", false },
	{ "FUNCTION", asked_add_functions, "", false },
	{ "KIND", add_step_kinds, "", false },
	{ "BREAKPOINT", add_breakpoints, "", false },
	{ "CALL_NUMBER", add_call_numbers, "", false },
	{ "CALL", asked_add_commands, "", false },
	{ "DEV", add_devices, "", false },
	{ "NODE", add_devices, "", false },
	{ "DRIVER", add_drivers, "", false },
	{ "TYPE", NULL, "mem io irq", false },
	{ "ARCH", NULL, "arm64 x86 arm riscv", false },
	{ "VMA", add_labels, "", false },
	{ "START", add_starts, "", false },
	{ "BASE", add_starts, "", false },
	{ "PHYS", add_starts, "", false },
	{ "MIN", add_starts, "", false },
	{ "END", add_ends, "", false },
	{ "MAX", add_ends, "", false },
	{ "SIZE", add_sizes, "", false },
	{ "LENGTH", add_sizes, "", false },
	{ "ADDR", add_addresses, "", false },
	{ "VALUE", add_labels, "", false },
};

void asked_add_kind(struct asked *a, const char *kind, size_t len)
{
	size_t i = 0;
	const char *s;

	while (i < sizeof(kinds) / sizeof(kinds[0]) &&
	       (strncmp(kinds[i].kind, kind, len) || kinds[i].kind[len]))
		i++;
	if (i == sizeof(kinds) / sizeof(kinds[0]))
		return;
	for (s = kinds[i].words; *s;) {
		struct text word = { 0 };

		text_add_n(&word, s, strcspn(s, " "));
		s += word.len + (s[word.len] == ' ');
		if (kinds[i].joined)
			add_joined(a, text_str(&word));
		else
			asked_add(a, text_str(&word), "");
		text_free(&word);
	}
	if (kinds[i].add)
		kinds[i].add(a);
}
