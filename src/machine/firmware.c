/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what a PC's firmware says out of /bootwalk: lists of lines of words. */
#include "machine/firmware.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/blob.h"
#include "machine/defaults.h"
#include "machine/input.h"
#include "sim/intl.h"
#include "sim/memory.h"

#define FOUR_GIB ((uint64_t)1 << 32)

/* What a type of memory is called in a kernel's log, and here. */
static const struct {
	const char *word;
	uint32_t type;
} type_words[] = {
	{ "usable", E820_TYPE_RAM },
	{ "reserved", E820_TYPE_RESERVED },
	{ "ACPI data", E820_TYPE_ACPI },
	{ "ACPI NVS", E820_TYPE_NVS },
	{ "unusable", E820_TYPE_UNUSABLE },
	{ "soft reserved", E820_TYPE_SOFT_RESERVED },
	{ "persistent (type 7)", E820_TYPE_PMEM },
	{ "persistent (type 12)", E820_TYPE_PRAM },
};

/* The lists: where they stand in the tree, and what a line of each must have. */
static const struct list_row {
	const char *property; /* of /bootwalk, or of /bootwalk/acpi */
	bool in_acpi;
	size_t offset;
	bool named, numbered; /* it begins with a name, and with an id behind that */
	bool one;             /* it has one range, no more and no less */
} list_rows[] = {
	/* the first one: its ranges may be packed */
	{ "roms", false, offsetof(struct firmware, roms), false, false, true },
	{ "uncached", false, offsetof(struct firmware, uncached), false, false, true },
	{ "mp-tables", false, offsetof(struct firmware, mp_tables), false, false, true },
	{ "pci-config", false, offsetof(struct firmware, pci_config), true, false, false },
	{ "tables", true, offsetof(struct firmware, tables), true, false, true },
	{ "io-apics", true, offsetof(struct firmware, io_apics), false, false, true },
	{ "hpets", true, offsetof(struct firmware, hpets), false, false, true },
	{ "dmars", true, offsetof(struct firmware, dmars), false, false, true },
	{ "mmconfigs", true, offsetof(struct firmware, mmconfigs), true, true, true },
	{ "blocks", true, offsetof(struct firmware, blocks), true, false, true },
	{ "bridges", true, offsetof(struct firmware, bridges), true, true, false },
	{ "devices", true, offsetof(struct firmware, devices), true, false, false },
	{ "pnp", true, offsetof(struct firmware, pnp), true, true, false },
};
#define LIST_ROWS (sizeof(list_rows) / sizeof(list_rows[0]))

static struct firmware_list *list_of(struct firmware *fw, const struct list_row *row)
{
	return (struct firmware_list *)(void *)((char *)fw + row->offset);
}

uint64_t firmware_low_end(const struct firmware *fw)
{
	uint64_t end = 0, before;

	for (size_t i = 0; i < fw->e820_count; i++) {
		const struct e820_entry *e = &fw->e820[i];

		if (e->type == E820_TYPE_RAM && e->addr + e->size <= FOUR_GIB &&
		    e->addr + e->size > end)
			end = e->addr + e->size;
	}
	do {
		before = end;
		for (size_t i = 0; i < fw->e820_count; i++) {
			const struct e820_entry *e = &fw->e820[i];

			if (e->type != E820_TYPE_RAM && e->addr == end && e->size &&
			    e->size <= FOUR_GIB - end)
				end = e->addr + e->size;
		}
	} while (end != before);
	return end;
}

uint64_t firmware_high_end(const struct firmware *fw)
{
	uint64_t end = FOUR_GIB;

	for (size_t i = 0; i < fw->e820_count; i++) {
		const struct e820_entry *e = &fw->e820[i];

		if (e->type == E820_TYPE_RAM && e->size <= UINT64_MAX - e->addr &&
		    e->addr + e->size > end)
			end = e->addr + e->size;
	}
	return end;
}

/* The property in hand. */
struct reader {
	struct firmware *fw;
	const char *name, *where;
	struct error *err;
};

static bool complain(struct reader *r, const char *line, const char *reason)
{
	char shown[128];

	return error_set(r->err, r->name, r->where, reason,
	                 input_printable(shown, sizeof(shown), line));
}

static bool wrong(struct reader *r, const char *reason)
{
	return error_set(r->err, r->name, r->where, "%s", reason);
}

static void add_entry(struct firmware *fw, uint64_t addr, uint64_t size, uint32_t type)
{
	fw->e820 = xgrow(fw->e820, &fw->e820_cap, fw->e820_count + 1, sizeof(*fw->e820));
	fw->e820[fw->e820_count++] =
		(struct e820_entry){ .addr = addr, .size = size, .type = type };
}

/* The number that a type's words mean; 0 for none. */
static uint32_t type_of(const char *word)
{
	uint64_t number;

	for (size_t i = 0; i < sizeof(type_words) / sizeof(type_words[0]); i++)
		if (!strcmp(word, type_words[i].word))
			return type_words[i].type;
	if (!strncmp(word, "type ", 5) && input_number(word + 5, &number) && number <= UINT32_MAX)
		return (uint32_t)number;
	return 0;
}

/* `0x0-0x9fbff usable`, or a line of a kernel's log: `BIOS-e820: [mem 0x...-0x...] usable`. */
static bool read_e820_line(struct reader *r, const char *line)
{
	const char *at = strstr(line, "[mem "), *rest;
	char range[64];
	uint64_t start, end;
	uint32_t type;
	size_t len;

	at = at ? at + 5 : line;
	len = strcspn(at, " ]");
	snprintf(range, sizeof(range), "%.*s", (int)len, at);
	if (len >= sizeof(range) || !input_range(range, &start, &end, &rest) || *rest)
		return complain(r, line, _("'%s' does not begin with a range, START-END"));
	at += len;
	type = type_of(at + strspn(at, " ]"));
	if (!type)
		return complain(
			r, line,
			_("'%s' does not end in a type of memory: usable, reserved, ACPI data, "
		          "ACPI NVS, unusable, soft reserved, type N"));
	add_entry(r->fw, start, end - start + 1, type);
	return true;
}

/* The same as numbers: address and size of two cells, a type of one, as the BIOS has them. */
static bool read_e820_cells(struct reader *r, const char *value, size_t len)
{
	for (size_t i = 0; i + 20 <= len; i += 20)
		add_entry(r->fw, blob_cells(value + i, 2), blob_cells(value + i + 8, 2),
		          (uint32_t)blob_cells(value + i + 16, 1));
	return len % 20 == 0 || wrong(r, _("it is neither a list of strings nor of 20 bytes "
	                                   "each: address, size, type"));
}

static bool is_text(const char *value, size_t len)
{
	if (!len || value[len - 1])
		return false;
	for (size_t i = 0; i < len; i += strlen(value + i) + 1)
		if (!value[i] || input_check(value + i, strlen(value + i), NULL) != INPUT_GOOD)
			return false;
	return true;
}

static bool read_e820(struct reader *r, const char *value, size_t len)
{
	if (!is_text(value, len)) {
		if (!read_e820_cells(r, value, len))
			return false;
	} else {
		for (size_t i = 0; i < len; i += strlen(value + i) + 1)
			if (!read_e820_line(r, value + i))
				return false;
	}
	if (!r->fw->e820_count || r->fw->e820_count > 128)
		return wrong(r, _("it must have 1 to 128 entries"));
	return true;
}

/* `next+SIZE` and its like: a size whose place the firmware chooses; false for other words. */
static bool read_packed(const char *word, struct firmware_range *range)
{
	static const struct {
		const char *word;
		enum firmware_place place;
	} rows[] = { { "next+", PLACE_NEXT }, { "vga+", PLACE_VGA }, { "cards+", PLACE_CARDS } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t len = strlen(rows[i].word);
		uint64_t size;

		if (strncmp(word, rows[i].word, len) != 0 || !input_number(word + len, &size) ||
		    !size || size > 0x40000)
			continue;
		range->place = rows[i].place;
		range->start = 0;
		range->end = size - 1;
		return true;
	}
	return false;
}

/* One end of a range: a number, or where RAM ends, which firmware counts windows from. */
static bool read_end(const struct firmware *fw, const char *word, uint64_t *value)
{
	if (!strcmp(word, "low-end")) {
		*value = firmware_low_end(fw);
		return true;
	}
	if (!strcmp(word, "high-end")) {
		*value = firmware_high_end(fw);
		return true;
	}
	return input_number(word, value);
}

/* `START-END`, `START+SIZE` or `START`. */
static bool read_range(const struct firmware *fw, const char *word, struct firmware_range *range)
{
	size_t from = !strncmp(word, "low-end", 7) ? 7 : !strncmp(word, "high-end", 8) ? 8 : 0;
	size_t len = from + strcspn(word + from, "-+");
	char first[32];

	if (len >= sizeof(first))
		return false;
	snprintf(first, sizeof(first), "%.*s", (int)len, word);
	if (!read_end(fw, first, &range->start))
		return false;
	range->end = range->start;
	if (!word[len])
		return true;
	if (!read_end(fw, word + len + 1, &range->end))
		return false;
	if (word[len] == '+') {
		if (!range->end || range->end - 1 > UINT64_MAX - range->start)
			return false;
		range->end += range->start - 1;
	}
	return range->start <= range->end;
}

static void copy_word(char *to, size_t size, const char *word)
{
	input_printable(to, size, word);
}

/* The words of one line: names first, then ranges, with `io`, `mem` or `bus` for what follows. */
static bool read_line(struct reader *r, const struct list_row *row, char *line)
{
	struct firmware_list *list = list_of(r->fw, row);
	struct firmware_item *item;
	unsigned names = (unsigned)row->named + row->numbered;
	bool io = false, bus = false;
	char whole[128], *save = NULL;

	snprintf(whole, sizeof(whole), "%s", line);
	list->items = xgrow(list->items, &list->cap, list->count + 1, sizeof(*list->items));
	item = &list->items[list->count++];
	memset(item, 0, sizeof(*item));
	for (char *word = strtok_r(line, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
		struct firmware_range range = { 0 };

		if (names) {
			copy_word(item->name[0] ? item->id : item->name, sizeof(item->name), word);
			names--;
		} else if (!strcmp(word, "io") || !strcmp(word, "mem") || !strcmp(word, "bus")) {
			io = *word == 'i';
			bus = *word == 'b';
		} else if (read_range(r->fw, word, &range) ||
		           (row == list_rows && read_packed(word, &range))) {
			range.io = io;
			range.bus = bus;
			item->ranges = xgrow(item->ranges, &item->cap, item->count + 1,
			                     sizeof(*item->ranges));
			item->ranges[item->count++] = range;
		} else {
			return complain(r, whole, _("'%s' has a word that is no range"));
		}
	}
	if (names || (row->one && item->count != 1))
		return complain(r, whole,
		                row->one ? _("'%s' must have its names and one range")
		                         : _("'%s' lacks its names"));
	return true;
}

static bool read_list(struct reader *r, const struct list_row *row, const char *value, size_t len)
{
	if (!len)
		return true;
	if (!is_text(value, len))
		return wrong(r, _("it must be a list of strings"));
	for (size_t i = 0; i < len; i += strlen(value + i) + 1) {
		char *line = xstrdup(value + i);
		bool ok = read_line(r, row, line);

		free(line);
		if (!ok)
			return false;
	}
	return true;
}

/* A number of one or two cells; *NUMBER stays as it is when there is no such property. */
static bool read_number(struct reader *r, const struct nodes *nodes, int node, const char *property,
                        uint64_t *number)
{
	int len = 0;
	const char *value = node < 0 ? NULL : nodes_property(nodes, node, property, &len);

	if (!value)
		return true;
	if (len != 4 && len != 8)
		return complain(r, property, _("'%s' must be a number of one or two cells"));
	*number = blob_cells(value, (unsigned)len / 4);
	return true;
}

static bool read_screen(struct reader *r, const struct nodes *nodes, int node)
{
	int len = 0;
	const char *value = nodes_property(nodes, node, "screen", &len);

	if (!value)
		return true;
	if (!is_text(value, (size_t)len) || (size_t)len > sizeof(r->fw->screen))
		return wrong(r, _("it must be one short string"));
	copy_word(r->fw->screen, sizeof(r->fw->screen), value);
	return true;
}

static bool read_lists(struct reader *r, const struct nodes *nodes, int node, int acpi)
{
	char where[64];

	for (size_t i = 0; i < LIST_ROWS; i++) {
		const struct list_row *row = &list_rows[i];
		int len = 0, at = row->in_acpi ? acpi : node;
		const char *value = at < 0 ? NULL : nodes_property(nodes, at, row->property, &len);

		snprintf(where, sizeof(where), "%s%s/%s", DEFAULTS_NODE,
		         row->in_acpi ? "/acpi" : "", row->property);
		r->where = where;
		if (value && !read_list(r, row, value, (size_t)len))
			return false;
	}
	return true;
}

/* The map has no other RAM than START..END, and what it said of that range is forgotten. */
static void add_memory(struct firmware *fw, uint64_t start, uint64_t end)
{
	size_t kept = 0;

	for (size_t i = 0; i < fw->e820_count; i++) {
		const struct e820_entry *e = &fw->e820[i];

		if (e->addr < start || e->addr > end || end - e->addr < e->size - 1)
			fw->e820[kept++] = *e;
	}
	fw->e820_count = kept;
	add_entry(fw, start, end - start + 1, E820_TYPE_RAM);
}

static bool set_memory(struct firmware *fw, const char *ranges, struct error *err)
{
	size_t kept = 0;
	uint64_t start, end;
	char shown[128];

	for (size_t i = 0; i < fw->e820_count; i++)
		if (fw->e820[i].type != E820_TYPE_RAM)
			fw->e820[kept++] = fw->e820[i];
	fw->e820_count = kept;
	for (const char *rest = ranges; *rest; rest += *rest == ',') {
		if (!input_range(rest, &start, &end, &rest))
			return error_set(err, "--memory", NULL,
			                 _("'%s' is no list of ranges START-END"),
			                 input_printable(shown, sizeof(shown), ranges));
		add_memory(fw, start, end);
	}
	return true;
}

bool firmware_read(struct firmware **firmware, const struct nodes *nodes, const char *memory,
                   const char *name, struct error *err)
{
	int node = nodes_by_path(nodes, DEFAULTS_NODE), len = 0, acpi;
	const char *value = node < 0 ? NULL : nodes_property(nodes, node, "e820", &len);
	struct reader r = { .name = name, .where = DEFAULTS_NODE "/e820", .err = err };

	*firmware = NULL;
	if (!value)
		return true;
	r.fw = *firmware = xzalloc(sizeof(*r.fw));
	acpi = nodes_by_path(nodes, DEFAULTS_NODE "/acpi");
	r.fw->acpi = acpi >= 0;
	r.where = DEFAULTS_NODE "/screen";
	if (!read_screen(&r, nodes, node))
		return false;
	r.where = DEFAULTS_NODE "/e820";
	if (!read_e820(&r, value, (size_t)len) || (memory && !set_memory(r.fw, memory, err)))
		return false;
	r.where = DEFAULTS_NODE;
	return read_number(&r, nodes, node, "ebda", &r.fw->ebda) &&
	       read_number(&r, nodes, acpi, "local-apic", &r.fw->lapic) &&
	       read_lists(&r, nodes, node, acpi);
}

static void add_rom(struct firmware_list *roms, uint64_t start, uint64_t size)
{
	struct firmware_item *item;

	roms->items = xgrow(roms->items, &roms->cap, roms->count + 1, sizeof(*roms->items));
	item = &roms->items[roms->count++];
	memset(item, 0, sizeof(*item));
	item->ranges = xgrow(NULL, &item->cap, 1, sizeof(*item->ranges));
	item->ranges[item->count++] =
		(struct firmware_range){ .start = start, .end = start + size - 1 };
}

/* How many cards have a ROM: the screens' or the others'. */
static unsigned count_roms(const struct cards *cards, bool screens)
{
	unsigned count = 0;

	for (size_t i = 0; cards && i < cards->count; i++)
		count += cards->cards[i].rom.size &&
		         (cards->cards[i].class >> 8 == 0x300) == screens;
	return count;
}

void firmware_place_roms(struct firmware *fw, const struct cards *cards)
{
	struct firmware_list old = fw->roms, new = { 0 };
	uint64_t at = 0xc0000;

	for (size_t i = 0; i < old.count; i++) {
		const struct firmware_range *r = &old.items[i].ranges[0];
		uint64_t size = r->end - r->start + 1;
		unsigned times = 1;

		if (r->place == PLACE_GIVEN)
			at = r->start;
		else if (r->place == PLACE_VGA)
			times = count_roms(cards, true) != 0;
		else if (r->place == PLACE_CARDS)
			times = count_roms(cards, false);
		for (; times && at + size <= 0xf0000; times--) {
			add_rom(&new, at, size);
			at = (at + size + 2047) & ~(uint64_t)2047;
		}
	}
	for (size_t i = 0; i < old.count; i++)
		free(old.items[i].ranges);
	free(old.items);
	fw->roms = new;
}

void firmware_free(struct firmware *fw)
{
	if (!fw)
		return;
	for (size_t i = 0; i < LIST_ROWS; i++) {
		struct firmware_list *list = list_of(fw, &list_rows[i]);

		for (size_t n = 0; n < list->count; n++)
			free(list->items[n].ranges);
		free(list->items);
	}
	free(fw->e820);
	free(fw);
}
