/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/suggest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/include/device.h"
#include "view/about.h"
#include "view/parts.h"

static const struct device *device_named(const struct player *p, const char *name)
{
	const struct kernel *k = p->run->kernel;

	for (unsigned bus = 0; bus < BUS_COUNT; bus++)
		for (const struct device *dev = bus_first_device(k, bus); dev; dev = dev->next)
			if (!strcmp(dev->name, name))
				return dev;
	return NULL;
}

/* The first device that STEP names, as it told its arguments. */
static const char *device_of_step(const struct player *p, const struct step *step)
{
	const struct sim *sim = player_sim(p);
	const char *letter =
		step->says->kind == STEP_CALL ? step->function->args : step->says->args;
	unsigned at = 0;

	for (; *letter; letter++) {
		const uint64_t *words = sim_args(sim, step) + at;
		const char *name;

		at += step_letter_words(*letter);
		if (at > step->arg_words)
			break;
		name = *letter == 'n' ? names_get(&sim->names, words[0]) : NULL;
		if (name && device_named(p, name))
			return name;
	}
	return NULL;
}

/* The device that the step names, or a call around it. */
static const char *device_at_hand(const struct player *p)
{
	const struct step *step = player_step_now(p);
	const char *name = NULL;

	while (step && !(name = device_of_step(p, step)))
		step = step->call == NO_STEP ? NULL : &player_sim(p)->steps[step->call];
	return name;
}

static void add_range(struct text *out, uint64_t first, uint64_t last)
{
	text_addf(out, "0x%" PRIx64 "-0x%" PRIx64, first, last);
}

static bool range_at_hand(const struct player *p, struct text *out)
{
	struct about about;

	about_step(&about, p, player_step_now(p));
	if (about.hand >= about.count ||
	    about.ranges[about.hand].first > about.ranges[about.hand].last)
		return false;
	add_range(out, about.ranges[about.hand].first, about.ranges[about.hand].last);
	return true;
}

bool suggest_break(const struct player *p, enum break_kind kind, struct text *out)
{
	const struct step *step = player_step_now(p);
	const char *word = NULL;

	if (!step)
		return false;
	switch (kind) {
	case BREAK_FUNCTION:
		word = step->function ? step->function->function : NULL;
		break;
	case BREAK_DEVICE:
		word = device_at_hand(p);
		break;
	case BREAK_KIND:
		word = player_kind_of(step);
		break;
	case BREAK_RANGE:
	case BREAK_WATCH:
		return range_at_hand(p, out);
	}
	text_add(out, word ? word : "");
	return word;
}

/* So many digits make an address; a port has the fewest. */
static size_t digits_at(const char *s)
{
	size_t n = strspn(s, "0123456789abcdef");

	return n >= 4 && n <= 16 ? n : 0;
}

bool suggest_range_of_line(const struct lines *lines, size_t line, struct text *out)
{
	size_t first, end;
	struct text t = { 0 };
	bool found = false;

	if (line >= lines->count)
		return false;
	end = lines_spans(lines, line, &first);
	for (; first < end; first++)
		text_add_n(&t, lines->text.s + lines->spans[first].start, lines->spans[first].len);
	for (const char *s = text_str(&t); *s && !found; s++) {
		size_t n = digits_at(s);

		if (n && s[n] == '-' && digits_at(s + n + 1)) {
			add_range(out, strtoull(s, NULL, 16), strtoull(s + n + 1, NULL, 16));
			found = true;
		} else if (n) {
			s += n - 1;
		}
	}
	text_free(&t);
	return found;
}

/* What the files of the kernel are about, by the beginnings of their paths. */
static const struct {
	const char *file;
	enum about_what what;
} files[] = {
	{ "mm/memblock", ABOUT_MEMBLOCK },
	{ "mm/vmalloc", ABOUT_MAPPING },
	{ "mm/ioremap", ABOUT_MAPPING },
	{ "lib/ioremap", ABOUT_MAPPING },
	{ "kernel/resource", ABOUT_RESOURCE },
	{ "fs/seq_file", ABOUT_READ },
	{ "fs/proc", ABOUT_READ },
	{ "drivers/base", ABOUT_DEVICE },
	{ "drivers/amba", ABOUT_DEVICE },
	{ "drivers/of", ABOUT_BLOB },
};

static enum about_what by_file(const struct step *step)
{
	const char *file = step->function ? step->function->file : "";

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (!strncmp(file, files[i].file, strlen(files[i].file)))
			return files[i].what;
	return strstr(file, "ioremap") ? ABOUT_MAPPING : ABOUT_NOTHING;
}

enum about_what suggest_node(const struct player *p)
{
	const struct step *step = player_step_now(p);
	enum about_what what;
	struct about about;

	if (!step)
		return ABOUT_NOTHING;
	if (step->says->kind == STEP_PRINT)
		return ABOUT_LOG;
	if (step->says->kind == STEP_MAP || step->says->kind == STEP_UNMAP)
		return ABOUT_MAPPING;
	what = by_file(step);
	if (what != ABOUT_NOTHING)
		return what;
	about_step(&about, p, step);
	for (unsigned i = 0; i < about.count; i++)
		if (about.ranges[i].is_resource)
			return ABOUT_RESOURCE;
	return device_of_step(p, step) ? ABOUT_DEVICE : ABOUT_NOTHING;
}
