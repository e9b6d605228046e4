/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recipe's text into drivers: the words of its head, and which lines belong to
 * which section.  boards/drivers/README.md tells the form.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/drivers_internal.h"
#include "machine/input.h"
#include "sim/intl.h"
#include "sim/memory.h"

enum { WORDS_PER_LINE = 16, LINE_ROOM = 512 };

/* A file on its way. */
struct parsing {
	struct driver_set *set;
	const char *file; /* kept with the set */
	bool replace;
	struct error *err;
	unsigned line; /* of the file, from 1 */
	struct driver *driver;
	struct driver_section *section; /* that the lines belong to; NULL in a head */
	struct driver_id *ids;          /* of the driver */
	size_t id_cap;
	char store[LINE_ROOM];
	const char *word[WORDS_PER_LINE];
	bool quoted[WORDS_PER_LINE];
	unsigned words;
};

static bool refuse(struct parsing *p, const char *reason, const char *word)
{
	char where[16];
	char shown[128];

	snprintf(where, sizeof(where), "%u", p->line);
	return error_set(p->err, p->file, where, reason,
	                 input_printable(shown, sizeof(shown), word));
}

static const char *keep(struct parsing *p, const char *text)
{
	size_t room = strlen(text) + 1;

	return memcpy(drivers_alloc(p->set, room), text, room);
}

/* LINE into p->word; a # at the start of a word begins a comment. */
static bool split(struct parsing *p, const char *line, size_t len)
{
	char *to = p->store;

	p->words = 0;
	for (const char *end = line + len; line < end;) {
		bool quoted = *line == '"';

		if (isspace((unsigned char)*line)) {
			line++;
			continue;
		}
		if (*line == '#')
			break;
		if (p->words == WORDS_PER_LINE)
			return refuse(p, _("the line has too many words: there is room for 16"),
			              "");
		p->quoted[p->words] = quoted;
		p->word[p->words++] = to;
		for (line += quoted;
		     line < end && (quoted ? *line != '"' : !isspace((unsigned char)*line));
		     line++) {
			if (to == p->store + LINE_ROOM - 1)
				return refuse(p, _("the line is too long"), "");
			*to++ = *line;
		}
		if (quoted && line == end)
			return refuse(p, _("a quote is not closed"), "");
		line += quoted;
		if (to == p->store + LINE_ROOM - 1)
			return refuse(p, _("the line is too long"), "");
		*to++ = '\0';
	}
	return true;
}

static struct driver_id *new_id(struct parsing *p)
{
	struct driver *drv = p->driver;

	p->ids = xgrow(p->ids, &p->id_cap, drv->id_count + 1, sizeof(*p->ids));
	p->ids[drv->id_count] = (struct driver_id){ 0 };
	return &p->ids[drv->id_count++];
}

/* ---- the words of a head ---- */

static bool read_number(struct parsing *p, const char *word, uint32_t *number)
{
	uint64_t value;

	if (!input_number(word, &value) || value > UINT32_MAX)
		return refuse(p, _("'%s' is no number of 32 bits"), word);
	*number = (uint32_t)value;
	return true;
}

/* One word of a list of names, as its number. */
static bool read_choice(struct parsing *p, const char *(*name_at)(unsigned i), unsigned *choice,
                        const char *reason)
{
	for (unsigned i = 0; name_at(i); i++) {
		if (!strcmp(name_at(i), p->word[1])) {
			*choice = i;
			return true;
		}
	}
	return refuse(p, reason, p->word[1]);
}

static const char *bus_at(unsigned i)
{
	return driver_bus_name((enum driver_bus)i);
}

static const char *level_at(unsigned i)
{
	return driver_level_name((enum driver_level)i);
}

static bool read_bus(struct parsing *p)
{
	unsigned bus = 0;

	if (!read_choice(p, bus_at, &bus, _("'%s' is no bus: platform, amba or pci")))
		return false;
	if (p->driver->id_count)
		return refuse(p, _("the line '%s' must stand before what the driver matches"),
		              "bus");
	p->driver->bus = (enum driver_bus)bus;
	return true;
}

static bool read_initcall(struct parsing *p)
{
	unsigned level = 0;
	uint32_t order = 0;

	if (!strcmp(p->word[1], "module")) {
		p->driver->is_module = true;
		level = DRIVER_DEVICE;
	} else if (!read_choice(p, level_at, &level,
	                        _("'%s' is no level: irqchip, clk, timer, core, postcore, arch, "
	                          "subsys, fs, device, late or module"))) {
		return false;
	}
	if (p->words > 2 && !read_number(p, p->word[2], &order))
		return false;
	if (p->words > 3)
		p->driver->init = keep(p, p->word[3]);
	p->driver->level = (enum driver_level)level;
	p->driver->order = order;
	return true;
}

static bool is_config(const char *word)
{
	return strncmp(word, "CONFIG_", 7) != 0 &&
	       word[strspn(word,
	                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_abcdefghijklmnopqrstuvwxyz")] ==
	               '\0';
}

static bool read_config(struct parsing *p)
{
	if (!is_config(p->word[1]))
		return refuse(p, _("'%s' is no name of a config: it is written without CONFIG_"),
		              p->word[1]);
	p->driver->config = keep(p, p->word[1]);
	return true;
}

static bool read_source(struct parsing *p)
{
	p->driver->source = keep(p, p->word[1]);
	return true;
}

static bool read_example(struct parsing *p)
{
	p->driver->example = true;
	return true;
}

static bool read_builtin(struct parsing *p)
{
	p->driver->builtin_only = true;
	return true;
}

static bool on_platform(struct parsing *p)
{
	return p->driver->bus == DRIVER_PLATFORM ||
	       refuse(p, _("'%s' is for drivers of the platform bus"), p->word[0]);
}

static bool read_compatible(struct parsing *p)
{
	for (unsigned i = 1; i < p->words; i++) {
		if (!on_platform(p))
			return false;
		if (!p->word[i][0])
			return refuse(p, _("a compatible is empty"), "");
		new_id(p)->compatible = keep(p, p->word[i]);
	}
	return true;
}

static bool read_name(struct parsing *p)
{
	for (unsigned i = 1; i < p->words; i++) {
		if (!on_platform(p))
			return false;
		new_id(p)->name = keep(p, p->word[i]);
	}
	return true;
}

static bool read_id(struct parsing *p)
{
	struct driver_id *id;

	if (p->driver->bus != DRIVER_AMBA)
		return refuse(p, _("'%s' is for drivers of the amba bus"), p->word[0]);
	if (p->words != 4 || strcmp(p->word[2], "mask") != 0)
		return refuse(p, _("the line is written: id NUMBER mask NUMBER"), "");
	id = new_id(p);
	if (!read_number(p, p->word[1], &id->id) || !read_number(p, p->word[3], &id->mask))
		return false;
	if (id->id & ~id->mask)
		return refuse(p, _("id %s has bits that its mask has not: it matches nothing"),
		              p->word[1]);
	return true;
}

/* DIGITS hexadecimal digits, an x for one that may be any; bits into *ID and *MASK. */
static bool read_hex(const char *word, unsigned digits, uint32_t *id, uint32_t *mask)
{
	*id = *mask = 0;
	for (unsigned i = 0; i < digits; i++) {
		char c = word[i];

		*id <<= 4;
		*mask <<= 4;
		if (c == 'x')
			continue;
		if (!isxdigit((unsigned char)c))
			return false;
		*mask |= 0xf;
		*id |= (uint32_t)(isdigit((unsigned char)c) ? c - '0'
		                                            : tolower((unsigned char)c) - 'a' + 10);
	}
	return true;
}

static bool read_pci(struct parsing *p)
{
	struct driver_id *id;
	uint32_t vendor, vendor_mask, device, device_mask;
	const char *word = p->word[1];

	if (p->driver->bus != DRIVER_PCI)
		return refuse(p, _("'%s' is for drivers of the pci bus"), p->word[0]);
	id = new_id(p);
	if (!strcmp(word, "class") && p->words == 3 && strlen(p->word[2]) == 6 &&
	    read_hex(p->word[2], 6, &id->class, &id->class_mask))
		return true;
	if (p->words != 2 || strlen(word) != 9 || word[4] != ':' ||
	    !read_hex(word, 4, &vendor, &vendor_mask) ||
	    !read_hex(word + 5, 4, &device, &device_mask))
		return refuse(p,
		              _("the line is written: pci VENDOR:DEVICE, or pci class CLASS, in "
		                "hexadecimal digits, x for any digit"),
		              "");
	id->id = vendor << 16 | device;
	id->mask = vendor_mask << 16 | device_mask;
	return true;
}

static bool begin_driver(struct parsing *p);

static const struct head_word {
	const char *word;
	unsigned min, max; /* how many words follow it */
	bool (*read)(struct parsing *p);
} head_words[] = {
	{ "driver", 1, 1, begin_driver },
	{ "bus", 1, 1, read_bus },
	{ "config", 1, 1, read_config },
	{ "initcall", 1, 3, read_initcall },
	{ "source", 1, 1, read_source },
	{ "example", 0, 0, read_example },
	{ "builtin", 0, 0, read_builtin },
	{ "compatible", 1, WORDS_PER_LINE, read_compatible },
	{ "name", 1, WORDS_PER_LINE, read_name },
	{ "id", 3, 3, read_id },
	{ "pci", 1, 2, read_pci },
};

static bool read_head(struct parsing *p)
{
	for (size_t i = 0; i < sizeof(head_words) / sizeof(head_words[0]); i++) {
		const struct head_word *h = &head_words[i];

		if (strcmp(h->word, p->word[0]) != 0)
			continue;
		if (!p->driver && h->read != begin_driver)
			return refuse(p, _("'%s' stands before the first line 'driver NAME'"),
			              h->word);
		if (p->words - 1 < h->min || p->words - 1 > h->max)
			return refuse(p, _("'%s' has too few words behind it, or too many"),
			              h->word);
		return h->read(p);
	}
	return refuse(
		p,
		_("there is no word '%s' in the head of a driver: driver, bus, config, "
	          "initcall, source, example, builtin, compatible, name, id, pci; probe, remove, "
	          "mmap"),
		p->word[0]);
}

/* ---- a driver ends where the next begins ---- */

static bool replaces(struct parsing *p)
{
	struct driver_table *t = p->set->table;
	struct driver *drv = p->driver;

	for (size_t i = 0; i < t->made_count; i++) {
		struct driver *old = t->made[i];

		if (old == drv || strcmp(old->name, drv->name) != 0 || old->bus != drv->bus ||
		    driver_level_is_early(old->level) != driver_level_is_early(drv->level))
			continue;
		p->line = drv->line;
		if (!p->replace || !strcmp(old->file, drv->file))
			return refuse(p, _("there is a driver '%s' already"), drv->name);
		free(old);
		t->made[i] = drv;
		t->made_count--;
		return true;
	}
	return true;
}

static bool end_driver(struct parsing *p)
{
	struct driver *drv = p->driver;
	struct driver_id *ids;

	p->section = NULL;
	if (!drv)
		return true;
	p->line = drv->line;
	if (!drv->id_count)
		return refuse(p, _("driver '%s' does not say what it matches"), drv->name);
	if (!drv->sections[SECTION_PROBE].text)
		return refuse(p, _("driver '%s' has no probe"), drv->name);
	ids = drivers_alloc(p->set, drv->id_count * sizeof(*ids));
	memcpy(ids, p->ids, drv->id_count * sizeof(*ids));
	drv->ids = ids;
	return replaces(p);
}

static bool begin_driver(struct parsing *p)
{
	unsigned line = p->line;
	char name[LINE_ROOM];

	strcpy(name, p->word[1]);
	if (!name[0] || strchr(name, '/'))
		return refuse(p, _("'%s' is no name for a driver"), name);
	if (!end_driver(p))
		return false;
	p->line = line;
	p->driver = drivers_new_driver(p->set);
	p->driver->name = keep(p, name);
	p->driver->file = p->file;
	p->driver->line = line;
	p->driver->level = DRIVER_DEVICE;
	return true;
}

/* ---- lines ---- */

/* `probe`, `remove`, `mmap`, with the kernel's name of the function or without. */
static bool begins_section(const struct parsing *p)
{
	if (!p->words || p->quoted[0] || p->words > 2)
		return false;
	for (unsigned i = 0; i < SECTION_COUNT; i++)
		if (!strcmp(p->word[0], driver_section_name((enum driver_section_kind)i)))
			return true;
	return false;
}

static bool begin_section(struct parsing *p, const char *behind)
{
	enum driver_section_kind kind = SECTION_PROBE;

	if (!p->driver)
		return refuse(p, _("'%s' stands before the first line 'driver NAME'"), p->word[0]);
	while (strcmp(p->word[0], driver_section_name(kind)) != 0)
		kind++;
	p->section = &p->driver->sections[kind];
	if (p->section->text)
		return refuse(p, _("the driver has a section '%s' already"), p->word[0]);
	p->section->text = behind;
	p->section->line = p->line + 1;
	if (p->words == 2)
		p->section->function = keep(p, p->word[1]);
	return true;
}

static bool begins_driver(const struct parsing *p)
{
	return p->words && !p->quoted[0] && !strcmp(p->word[0], "driver");
}

/* A line of a section is split only to see whether it begins something else. */
static bool is_first_word_of_another(const char *line, size_t len)
{
	static const char *const words[] = { "driver", "probe", "remove", "mmap" };

	while (len && isspace((unsigned char)*line)) {
		line++;
		len--;
	}
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		size_t n = strlen(words[i]);

		if (len >= n && !strncmp(line, words[i], n) &&
		    (len == n || isspace((unsigned char)line[n])))
			return true;
	}
	return false;
}

/* Tabs are blanks; what else cannot be shown has no place in a recipe. */
static bool is_clean(const char *line, size_t len)
{
	for (const char *end = line + len; line < end; line++) {
		const char *tab = memchr(line, '\t', (size_t)(end - line));
		const char *to = tab ? tab : end;

		if (input_check(line, (size_t)(to - line), NULL) != INPUT_GOOD)
			return false;
		line = to;
	}
	return true;
}

static bool parse_line(struct parsing *p, const char *line, size_t len, const char *behind)
{
	while (len && line[len - 1] == '\r')
		len--;
	if (!is_clean(line, len))
		return refuse(p, _("the line holds bytes that cannot be shown"), "");
	if (p->section && !is_first_word_of_another(line, len)) {
		p->section->len = (size_t)(line + len - p->section->text);
		return true;
	}
	if (!split(p, line, len))
		return false;
	if (p->section && !begins_driver(p) && !begins_section(p)) {
		p->section->len = (size_t)(line + len - p->section->text);
		return true;
	}
	if (!p->words)
		return true;
	if (begins_section(p))
		return begin_section(p, behind);
	return read_head(p);
}

/* The file's text, kept with the set: sections are pieces of it. */
static const char *keep_text(struct driver_set *set, const char *text, size_t len)
{
	char *kept = drivers_alloc(set, len + 1);

	memcpy(kept, text, len);
	return kept;
}

bool drivers_add_text(struct driver_set *set, const char *file, const char *text, size_t len,
                      bool replace, struct error *err)
{
	struct parsing p = { .set = set, .replace = replace, .err = err };
	const char *end;
	bool ok = true;

	p.file = keep(&p, file);
	text = keep_text(set, text, len);
	for (end = text + len; ok && text < end;) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t line = newline ? (size_t)(newline - text) : (size_t)(end - text);

		p.line++;
		if (memchr(text, '\0', line))
			ok = refuse(&p, _("the line holds a NUL byte; a driver is text"), "");
		else
			ok = parse_line(&p, text, line, newline ? newline + 1 : end);
		text += line + (newline != NULL);
	}
	if (ok && !p.driver) {
		p.line = 1;
		ok = refuse(&p, _("there is no line 'driver NAME' in it"), "");
	}
	ok = ok && end_driver(&p);
	free(p.ids);
	return ok;
}
