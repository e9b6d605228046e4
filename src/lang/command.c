/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabulary, and the kinds of arguments that its rows may name. */
#include "lang/command.h"

#include <string.h>

#include "lang/argument.h"
#include "lang/flags.h"
#include "sim/intl.h"

enum { SLOTS = sizeof(((struct vocabulary *)0)->slots) / sizeof(void *) };

static size_t hash(const char *s)
{
	size_t h = 5381;

	while (*s)
		h = h * 33 + (unsigned char)*s++;
	return h;
}

void vocabulary_add(struct vocabulary *v, const struct command *rows, size_t count)
{
	v->sets[v->set_count++] = (struct command_set){ rows, count };
	for (size_t i = 0; i < count; i++) {
		size_t h = hash(rows[i].name) % SLOTS;

		while (v->slots[h])
			h = (h + 1) % SLOTS;
		v->slots[h] = &rows[i];
	}
}

const struct command *vocabulary_find(const struct vocabulary *v, const char *name)
{
	for (size_t h = hash(name) % SLOTS; v->slots[h]; h = (h + 1) % SLOTS)
		if (!strcmp(v->slots[h]->name, name))
			return v->slots[h];
	return NULL;
}

const struct command *vocabulary_at(const struct vocabulary *v, size_t n)
{
	for (size_t i = 0; i < v->set_count; n -= v->sets[i++].count)
		if (n < v->sets[i].count)
			return &v->sets[i].rows[n];
	return NULL;
}

/* A reference stands for the number that it leads to. */
static bool is_number(struct argument *arg)
{
	return arg->is_label || word_number(arg->text, &arg->a);
}

static bool is_pointer(struct argument *arg)
{
	return arg->is_null || is_number(arg);
}

static bool is_range(struct argument *arg)
{
	return word_range(arg->text, &arg->a, &arg->b);
}

static bool is_number_or_all(struct argument *arg)
{
	return !strcmp(arg->text, "all") || is_number(arg);
}

static bool is_text(struct argument *arg)
{
	(void)arg;
	return true;
}

static bool is_flags(struct argument *arg)
{
	return word_flags(arg->text, &arg->a);
}

static bool is_desc(struct argument *arg)
{
	return word_desc(arg->text, &arg->a);
}

static bool is_memblock_flags(struct argument *arg)
{
	return word_memblock_flags(arg->text, &arg->a);
}

/* One of two words; arg->a is true for the first. */
static bool is_either(struct argument *arg, const char *yes, const char *no)
{
	arg->a = !strcmp(arg->text, yes);
	return arg->a || !strcmp(arg->text, no);
}

static bool is_switch(struct argument *arg)
{
	return is_either(arg, "on", "off");
}

static bool is_list(struct argument *arg)
{
	return is_either(arg, "memory", "reserved");
}

static bool is_root_or_label(struct argument *arg)
{
	return arg->is_label || is_either(arg, "iomem", "ioport");
}

static bool is_prot(struct argument *arg)
{
	return arg->is_label || word_prot(arg->text, &arg->a);
}

static bool is_map_flags(struct argument *arg)
{
	return word_map_flags(arg->text, &arg->a);
}

/* MEMREMAP_* bits. */
static bool is_memremap_flags(struct argument *arg)
{
	return word_memremap_flags(arg->text, &arg->a);
}

/* Which of a device's resources; their IORESOURCE_* bit. */
static bool is_resource_type(struct argument *arg)
{
	static const struct {
		const char *word;
		uint64_t type;
	} types[] = { { "mem", IORESOURCE_MEM },
		      { "io", IORESOURCE_IO },
		      { "irq", IORESOURCE_IRQ } };

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (!strcmp(types[i].word, arg->text)) {
			arg->a = types[i].type;
			return true;
		}
	return false;
}

/* What each word in a row's `args` stands for, and what to say when a word is not one. */
static const struct argument_kind argument_kinds[] = {
	{ "PARENT", is_root_or_label, N_("iomem, ioport or a &label") },
	{ "ROOT", is_root_or_label, N_("iomem, ioport or a &label") },
	{ "&RES", is_root_or_label, N_("a &label, iomem or ioport") },
	{ "RANGE", is_range, N_("a range such as 0x1000-0x1fff") },
	{ "NAME", is_text, N_("a name") },
	{ "FLAGS", is_flags, N_("IORESOURCE_* bits such as mem,busy") },
	{ "DESC", is_desc, N_("an IORES_DESC_* such as none, reserved or crash_kernel") },
	{ "MEMFLAGS", is_memblock_flags,
	  N_("memblock flags: none, hotplug, mirror, nomap or driver_managed") },
	{ "MAPFLAGS", is_memremap_flags, N_("wb, wt, wc, enc, dec, joined by commas, or 0") },
	{ "on|off", is_switch, N_("on or off") },
	{ "memory|reserved", is_list, N_("memory or reserved") },
	{ "FILE", is_text, N_("a file of the simulated kernel") },
	{ "MOMENT", is_text, N_("a moment") },
	{ "WORD", is_text, N_("a word") },
	{ "VALUE", is_number, N_("a number") },
	{ "START", is_number, N_("a number") },
	{ "END", is_number, N_("a number") },
	{ "SIZE", is_number, N_("a number") },
	{ "MASK", is_number, N_("a number") },
	{ "MIN", is_number, N_("a number") },
	{ "MAX", is_number, N_("a number") },
	{ "ALIGN", is_number, N_("a number") },
	{ "BASE", is_number, N_("a number") },
	{ "ADDR", is_pointer, N_("an address") },
	{ "PHYS", is_number, N_("a physical address") },
	{ "DEV", is_text, N_("a device") },
	{ "TYPE", is_resource_type, N_("mem, io or irq") },
	{ "&RES|NULL|N", is_pointer,
	  N_("a &label, NULL, or the number of a memory resource of the device") },
	{ "NODE", is_text, N_("a node: &/path, or a device") },
	{ "DRIVER", is_text, N_("a driver's name") },
	{ "PFN", is_number, N_("a number") },
	{ "NR_PAGES", is_number, N_("a number") },
	{ "START_PFN", is_number, N_("a number") },
	{ "VMA", is_number, N_("a &label of what mmap gave, or an address in it") },
	{ "LENGTH", is_number, N_("a number") },
	{ "OFFSET", is_number, N_("a number") },
	{ "PROT", is_prot,
	  N_("none, or some of read, write, exec, writecombine, noncached, device") },
	{ "MMAPFLAGS", is_map_flags, N_("shared or private") },
	{ "IRQ", is_number, N_("a number") },
	{ "NID", is_number, N_("a number") },
	{ "LIMIT", is_number, N_("a number") },
	{ "COUNT", is_number, N_("a number") },
	{ "N", is_number, N_("a number") },
	{ "N|all", is_number_or_all, N_("a number, or all") },
	{ "PATH", is_text, N_("the name of a file of yours") },
	{ "ARCH", is_text, N_("an architecture") },
};

const struct argument_kind *argument_kind_find(const char *word, size_t len)
{
	for (size_t i = 0; i < sizeof(argument_kinds) / sizeof(argument_kinds[0]); i++)
		if (!strncmp(argument_kinds[i].word, word, len) && !argument_kinds[i].word[len])
			return &argument_kinds[i];
	return NULL;
}
