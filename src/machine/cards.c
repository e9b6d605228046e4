/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a `pci` file. */
#include "machine/cards.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machine/input.h"
#include "machine/source.h"
#include "sim/intl.h"

enum { FILE_MAX = 1 << 20, LINE_MAX_BYTES = 1024 };

/* What is known of cards by vendor and device, and stands on no line. */
static const struct {
	uint16_t vendor, product;
	enum card_port port;
	bool hotplug, shpc;
	uint16_t msix_count; /* behind BAR 0, at its start */
} known_bridges[] = {
	{ 0x1b36, 0x0001, CARD_PORT_NONE, false, true, 0 },      /* QEMU's PCI bridge */
	{ 0x1b36, 0x000e, CARD_PORT_NONE, false, true, 0 },      /* QEMU's PCIe-to-PCI bridge */
	{ 0x1b36, 0x000c, CARD_PORT_ROOT, true, false, 1 },      /* QEMU's PCIe root port */
	{ 0x8086, 0x3420, CARD_PORT_ROOT, true, false, 0 },      /* Intel's 5520 root port */
	{ 0x104c, 0x8232, CARD_PORT_UPSTREAM, false, false, 0 }, /* TI's XIO3130 switch */
	{ 0x104c, 0x8233, CARD_PORT_DOWNSTREAM, true, false, 0 },
};

/* A file while it is read. */
struct reading {
	struct cards *cards;
	size_t capacity;
	const char *file;
	unsigned line;
	struct card *card; /* of this line */
	struct error *err;
};

#define refuse(r, ...) refuse_at((r), (r)->line, __VA_ARGS__)
#define refuse_at(r, number, ...)                                                                  \
	error_set((r)->err, (r)->file, line_number((char[12]){ 0 }, (number)), __VA_ARGS__)

static const char *line_number(char text[12], unsigned line)
{
	snprintf(text, 12, "%u", line);
	return text;
}

/* Exactly DIGITS hexadecimal digits at *P; goes on behind them. */
static bool scan_hex(const char **p, unsigned digits, unsigned *value)
{
	unsigned v = 0;

	for (; digits; digits--, ++*p) {
		char c = **p;

		if (c >= '0' && c <= '9')
			v = v << 4 | (unsigned)(c - '0');
		else if (c >= 'a' && c <= 'f')
			v = v << 4 | (unsigned)(c - 'a' + 10);
		else
			return false;
	}
	*value = v;
	return true;
}

static bool scan_char(const char **p, char c)
{
	if (**p != c)
		return false;
	++*p;
	return true;
}

/* The power of two with nothing else set? */
static bool is_power_of_two(uint64_t value)
{
	return value && !(value & (value - 1));
}

static bool read_place(struct reading *r, const char *word)
{
	unsigned domain, bus, device, function;
	const char *p = word;
	struct card *card = r->card;

	if (!scan_hex(&p, 4, &domain) || !scan_char(&p, ':') || !scan_hex(&p, 2, &bus) ||
	    !scan_char(&p, ':') || !scan_hex(&p, 2, &device) || !scan_char(&p, '.') ||
	    !scan_hex(&p, 1, &function) || *p)
		return refuse(r, _("'%s' is no place of a function such as 0000:00:01.0"), word);
	if (device > 31 || function > 7)
		return refuse(r, _("'%s': a bus has 32 devices of 8 functions each"), word);
	card->domain = (uint16_t)domain;
	card->bus = (uint8_t)bus;
	card->device = (uint8_t)device;
	card->function = (uint8_t)function;
	return true;
}

static bool read_id(struct reading *r, const char *word)
{
	unsigned vendor, product;
	const char *p = word;

	if (!scan_hex(&p, 4, &vendor) || !scan_char(&p, ':') || !scan_hex(&p, 4, &product) || *p)
		return refuse(r, _("'%s' is no vendor and device such as 8086:100e"), word);
	if (vendor == 0xffff || (!vendor && !product))
		return refuse(r, _("'%s' is what an empty slot answers"), word);
	r->card->vendor = (uint16_t)vendor;
	r->card->product = (uint16_t)product;
	return true;
}

static bool read_type(struct reading *r, const char *word)
{
	unsigned type;
	const char *p = word;

	if (!scan_hex(&p, 2, &type) || *p || type > 1)
		return refuse(r, _("'%s' is no header type: 00, or 01 for a bridge"), word);
	r->card->type = (uint8_t)type;
	return true;
}

static bool read_class(struct reading *r, const char *word)
{
	const char *p = word;
	unsigned class;

	if (!scan_hex(&p, 6, &class) || *p)
		return refuse(r, _("'%s' is no class of six digits such as 020000"), word);
	r->card->class = class;
	return true;
}

/* "0x20000@0x0", the end of a register. */
static bool read_size(struct reading *r, const char *word, struct card_bar *bar)
{
	char size[32];
	const char *at = strchr(word, '@');
	size_t len = at ? (size_t)(at - word) : strlen(word);

	if (!at || len >= sizeof(size) || !input_number(at + 1, &bar->firmware))
		return refuse(r, _("'%s' is no SIZE@ADDRESS"), word);
	memcpy(size, word, len);
	size[len] = '\0';
	if (!input_number(size, &bar->size) || !is_power_of_two(bar->size))
		return refuse(r, _("'%s' is no size: a register decodes a power of two"), size);
	if (bar->firmware & (bar->size - 1))
		return refuse(r, _("'%s': the address is no multiple of the size"), word);
	return true;
}

/* A register must be able to hold its own size and address. */
static bool bar_fits(struct reading *r, const struct card_bar *bar, bool rom)
{
	uint64_t least = bar->kind == CARD_BAR_IO ? 4 : rom ? 0x800 : 0x10;

	if (bar->size < least)
		return refuse(r, _("a register of that kind decodes %u bytes at least"),
		              (unsigned)least);
	if (bar->kind == CARD_BAR_IO && bar->size > 0x80000000)
		return refuse(r, _("no register decodes so many ports"));
	if (!bar->wide && (bar->size > 0x80000000 || bar->firmware > UINT32_MAX))
		return refuse(r, _("a register of 32 bits cannot hold that; it wants 64bit"));
	return true;
}

/* "mem,64bit,pref,0x4000@0x0" */
static bool read_bar(struct reading *r, char *word, struct card_bar *bar, bool rom)
{
	char *rest = NULL;
	char *part = strtok_r(word, ",", &rest);

	if (bar->kind)
		return refuse(r, _("this register is described twice"));
	if (part && !strcmp(part, "mem"))
		bar->kind = CARD_BAR_MEM;
	else if (part && !strcmp(part, "io") && !rom)
		bar->kind = CARD_BAR_IO;
	else
		return refuse(r, _("a register decodes mem or io"));
	while ((part = strtok_r(NULL, ",", &rest))) {
		if (bar->kind == CARD_BAR_MEM && !rom && !strcmp(part, "64bit"))
			bar->wide = true;
		else if (bar->kind == CARD_BAR_MEM && !strcmp(part, "pref"))
			bar->prefetchable = true;
		else if (bar->size)
			return refuse(r, _("'%s' stands behind the size"), part);
		else if (!read_size(r, part, bar))
			return false;
	}
	if (!bar->size)
		return refuse(r, _("a register has a SIZE@ADDRESS"));
	return bar_fits(r, bar, rom);
}

static bool read_buses(struct reading *r, const char *text)
{
	unsigned first, last;
	const char *p = text;

	if (!scan_hex(&p, 2, &first) || !scan_char(&p, '-') || !scan_hex(&p, 2, &last) || *p)
		return refuse(r, _("'%s' are no buses such as 01-04"), text);
	if (first <= r->card->bus || last < first)
		return refuse(r, _("the buses %s cannot lie behind a bridge on bus %02x"), text,
		              r->card->bus);
	r->card->first_bus = (uint8_t)first;
	r->card->last_bus = (uint8_t)last;
	return true;
}

static bool read_port(struct reading *r, const char *text)
{
	static const char *const words[] = { "none", "root", "upstream", "downstream" };

	for (unsigned i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(text, words[i])) {
			r->card->port = (enum card_port)i;
			return true;
		}
	return refuse(r, _("'%s' is none of root, upstream, downstream and none"), text);
}

/* "0,4@0x2000": the register, how many entries, where. */
static bool read_msix(struct reading *r, char *text)
{
	uint64_t bar, count, offset;
	char *comma = strchr(text, ','), *at = strchr(text, '@');

	if (!comma || !at || at < comma)
		return refuse(r, _("'%s' is no BAR,COUNT@OFFSET"), text);
	*comma = *at = '\0';
	if (!input_number(text, &bar) || !input_number(comma + 1, &count) ||
	    !input_number(at + 1, &offset) || bar >= CARD_BARS || !count || count > 2048 ||
	    offset > UINT32_MAX)
		return refuse(r,
		              _("msix wants a register, a count of 2048 at most, and an offset"));
	r->card->msix = true;
	r->card->msix_bar = (uint8_t)bar;
	r->card->msix_count = (uint16_t)count;
	r->card->msix_offset = (uint32_t)offset;
	return true;
}

static bool read_window(struct reading *r, const char *text, struct card_range *window)
{
	const char *rest;

	if (!input_range(text, &window->start, &window->end, &rest) || *rest)
		return refuse(r, _("'%s' is no range such as 0x1000-0x1fff"), text);
	window->given = true;
	return true;
}

/* A word NAME=VALUE, `hotplug` or `shpc`. */
static bool read_word(struct reading *r, char *word)
{
	static const char *const windows[CARD_WINDOWS] = { "iowin", "memwin", "prefwin" };
	char *value = strchr(word, '=');
	struct card *card = r->card;

	if (!value && !strcmp(word, "hotplug"))
		return card->hotplug = true;
	if (!value && !strcmp(word, "shpc"))
		return card->shpc = true;
	if (!value)
		return refuse(r, _("'%s' is no word of a pci file"), word);
	*value++ = '\0';
	if (!strncmp(word, "bar", 3) && word[3] >= '0' && word[3] < '0' + CARD_BARS && !word[4])
		return read_bar(r, value, &card->bars[word[3] - '0'], false);
	if (!strcmp(word, "rom"))
		return read_bar(r, value, &card->rom, true);
	if (!strcmp(word, "bus"))
		return read_buses(r, value);
	if (!strcmp(word, "port"))
		return read_port(r, value);
	if (!strcmp(word, "msix"))
		return read_msix(r, value);
	for (unsigned i = 0; i < CARD_WINDOWS; i++)
		if (!strcmp(word, windows[i]))
			return read_window(r, value, &card->windows[i]);
	return refuse(r, _("'%s' is no word of a pci file"), word);
}

/* What the line leaves out. */
static void complete(struct card *card)
{
	for (size_t i = 0; i < sizeof(known_bridges) / sizeof(known_bridges[0]); i++) {
		if (card->vendor != known_bridges[i].vendor ||
		    card->product != known_bridges[i].product)
			continue;
		card->port = known_bridges[i].port;
		card->hotplug = known_bridges[i].hotplug;
		card->shpc = known_bridges[i].shpc;
		card->msix = known_bridges[i].msix_count > 0;
		card->msix_count = known_bridges[i].msix_count;
	}
}

/* Do the registers of a whole line go together, and with the lines before it? */
static bool check_card(struct reading *r)
{
	const struct card *card = r->card;
	unsigned bars = card->type ? 2 : CARD_BARS;

	for (unsigned i = 0; i < CARD_BARS; i++) {
		if (i >= bars && card->bars[i].kind)
			return refuse(r, _("a bridge has bar0 and bar1 only"));
		if (card->bars[i].wide && (i + 1 >= bars || card->bars[i + 1].kind))
			return refuse(r, _("bar%u has 64 bits, so bar%u is its upper half"), i,
			              i + 1);
	}
	if (!card->type &&
	    (card->first_bus || card->port || card->hotplug || card->shpc ||
	     card->windows[0].given || card->windows[1].given || card->windows[2].given))
		return refuse(r, _("only a bridge, type 01, has buses behind it"));
	for (const struct card *c = r->cards->cards; c < card; c++) {
		if (c->domain != card->domain)
			continue;
		if (c->bus == card->bus && c->device == card->device &&
		    c->function == card->function)
			return refuse(r, _("line %u has a function at that place already"),
			              c->line);
		if (card->first_bus && c->first_bus == card->first_bus)
			return refuse(r, _("bus %02x lies behind the bridge of line %u already"),
			              card->first_bus, c->line);
	}
	return true;
}

static bool next_word(struct reading *r, char **rest, const char *wanted, char **word)
{
	*word = strtok_r(NULL, " ", rest);
	if (*word && (!wanted || !strcmp(*word, wanted)))
		return true;
	if (wanted)
		return refuse(r, _("the line has no '%s' where it should"), wanted);
	return refuse(r, _("the line ends too early"));
}

static bool read_line(struct reading *r, char *line)
{
	char *rest = NULL, *word = strtok_r(line, " ", &rest);

	if (!word || word[0] == '#')
		return true;
	if (r->cards->count == r->capacity)
		return refuse(r, _("there are more than %u functions"), (unsigned)CARDS_MAX);
	r->card = &r->cards->cards[r->cards->count];
	r->card->line = r->line;
	if (!read_place(r, word) || !next_word(r, &rest, NULL, &word) || !read_id(r, word) ||
	    !next_word(r, &rest, "type", &word) || !next_word(r, &rest, NULL, &word) ||
	    !read_type(r, word) || !next_word(r, &rest, "class", &word) ||
	    !next_word(r, &rest, NULL, &word) || !read_class(r, word))
		return false;
	complete(r->card);
	while ((word = strtok_r(NULL, " ", &rest)))
		if (!read_word(r, word))
			return false;
	if (!check_card(r))
		return false;
	r->cards->count++;
	return true;
}

static bool read_lines(struct reading *r, const char *text, size_t len)
{
	char line[LINE_MAX_BYTES];

	while (len) {
		const char *end = memchr(text, '\n', len);
		size_t n = end ? (size_t)(end - text) : len;

		r->line++;
		if (n >= sizeof(line))
			return refuse(r, _("the line is too long"));
		memcpy(line, text, n);
		line[n] = '\0';
		if (n && line[n - 1] == '\r')
			line[n - 1] = '\0';
		for (char *c = line; *c; c++)
			if (*c == '\t')
				*c = ' ';
		if (memchr(text, '\0', n) || input_check(line, strlen(line), NULL) != INPUT_GOOD)
			return refuse(r, _("the line is no plain text"));
		if (!read_line(r, line))
			return false;
		len -= n + (end ? 1 : 0);
		text += n + (end ? 1 : 0);
	}
	return true;
}

struct cards *cards_parse(const char *file, const char *text, size_t len, struct error *err)
{
	struct reading r = { .file = file, .err = err };
	size_t lines = 1;

	for (size_t i = 0; i < len; i++)
		lines += text[i] == '\n';
	r.capacity = lines < CARDS_MAX ? lines : CARDS_MAX;
	r.cards = calloc(1, sizeof(*r.cards));
	if (r.cards)
		r.cards->cards = calloc(r.capacity, sizeof(*r.cards->cards));
	if (!r.cards || !r.cards->cards)
		error_set(err, file, NULL, _("there is no memory left to read it"));
	else if (read_lines(&r, text, len))
		return r.cards;
	cards_free(r.cards);
	return NULL;
}

struct cards *cards_load(const char *path, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct cards *cards = NULL;
	unsigned char *data;
	size_t len;

	if (fd < 0) {
		error_set(err, path, NULL, _("cannot be opened: %s"), strerror(errno));
		return NULL;
	}
	if (source_read_fd(fd, FILE_MAX, path, &data, &len, err)) {
		cards = cards_parse(path, (const char *)data, len, err);
		free(data);
	}
	close(fd);
	return cards;
}

void cards_free(struct cards *cards)
{
	if (!cards)
		return;
	free(cards->cards);
	free(cards);
}

const struct card *cards_at(const struct cards *cards, unsigned domain, unsigned bus,
                            unsigned device, unsigned function)
{
	for (size_t i = 0; cards && i < cards->count; i++) {
		const struct card *c = &cards->cards[i];

		if (c->domain == domain && c->bus == bus && c->device == device &&
		    c->function == function)
			return c;
	}
	return NULL;
}

bool cards_configured(const struct cards *cards, unsigned domain)
{
	for (size_t i = 0; cards && i < cards->count; i++) {
		const struct card *c = &cards->cards[i];

		for (unsigned n = 0; c->domain == domain && n < CARD_BARS; n++)
			if (c->bars[n].firmware)
				return true;
		if (c->domain == domain && c->rom.firmware)
			return true;
	}
	return false;
}
