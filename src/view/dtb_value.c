/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the bytes of a property mean: numbers, strings, addresses cut by the cells of their
 * bus, phandles.  Lengths are the blob's word and need not fit; what is left over says so.
 */
#include <string.h>

#include "linux/drivers/of/property.h"
#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/dtb.h"

/* An address, or a size, of more cells than that cannot be cut out of a property. */
#define CELLS_MAX 16
/* Bytes of one row of a property that nobody explains. */
#define ROW_BYTES 16

struct told_value {
	struct dtb_pen *pen;
	int node;
	const struct node_property *property;
	const unsigned char *at; /* not told yet, */
	int left;                /* and its bytes */
	bool each;
	int lit;   /* the part that the step is about; -1 for none */
	int count; /* parts told */
};

/* Room for a value below its header: two cells in. */
static unsigned value_width(const struct told_value *v)
{
	return dtb_pen_width(v->pen, dtb_pen_offset_width(v->pen));
}

/* LEN bytes are told, shown as SHOWN (NULL: in words); they mean MEANS (NULL: nothing more). */
static void part(struct told_value *v, int len, const char *shown, const char *means)
{
	struct dtb_pen *pen = v->pen;
	unsigned width = value_width(v), used, more = means ? view_width(means, strlen(means)) : 0;

	if (v->each)
		dtb_pen_next(pen);
	pen->lit = v->count++ == v->lit;
	text_add(&pen->raw, "  ");
	dtb_words(&pen->raw, v->at, (size_t)len);
	dtb_pen_add(pen, STYLE_CODE, "  ", width, 2);
	dtb_pen_add(pen, STYLE_CODE, shown ? shown : text_str(&pen->raw) + 2, width, 2);
	used = lines_width(&pen->body);
	if (means && used + 3 + more > width) {
		lines_end(&pen->body);
		dtb_pen_add(pen, STYLE_PLAIN, "  =", width, 4);
	} else if (means) {
		dtb_pen_add(pen, STYLE_PLAIN, " =", width, 4);
	}
	if (means) {
		dtb_pen_add(pen, STYLE_PLAIN, " ", width, 4);
		dtb_pen_add(pen, STYLE_PLAIN, means, width, 4);
	}
	dtb_pen_row(pen, v->at);
	pen->lit = false;
	v->at += len;
	v->left -= len;
}

/* A remark on what follows, or on what came before; it is read together with that. */
static void remark(struct told_value *v, enum style style, const char *text)
{
	dtb_pen_add(v->pen, STYLE_PLAIN, "  ", value_width(v), 2);
	dtb_pen_add(v->pen, style, text, value_width(v), 2);
	dtb_pen_row(v->pen, NULL);
}

/* What is told by nobody: words, a row at a time. */
static void tell_words(struct told_value *v)
{
	/* nine cells a word; as many as are a power of two */
	int words = value_width(v) >= 4 * 9 + 2 ? 4 : 2, row;

	while (words < 16 && value_width(v) >= (unsigned)words * 2 * 9 + 2)
		words *= 2;
	row = words * 4;
	while (v->left > 0)
		part(v, v->left < row ? v->left : row, NULL, NULL);
}

/* What is behind the last whole entry. */
static void tell_rest(struct told_value *v)
{
	struct text t = { 0 };

	if (v->left <= 0)
		return;
	text_addf(&t, _("%d bytes are left over, too few for an entry:"), v->left);
	remark(v, STYLE_CONFLICT, text_str(&t));
	text_free(&t);
	tell_words(v);
}

/* ---- addresses ---- */

/* An address as BUS writes it: with the space that it is in, if it says so. */
static void add_address(struct text *t, const struct of_bus *bus, const unsigned char *at)
{
	static const char *const spaces[4] = { "config ", "I/O ", "mem32 ", "mem64 " };
	uint32_t first = bus->na > 0 ? (uint32_t)blob_cells(at, 1) : 0;
	int flags = bus->flag_cells < bus->na ? bus->flag_cells : bus->na;

	if (bus->is_pci) {
		text_add(t, spaces[first >> 24 & 3]);
		text_add(t, first & 0x40000000 ? _("prefetchable ") : "");
	} else if (flags > 0 && !strcmp(bus->name, "isa")) {
		text_add(t, first & 1 ? "I/O " : "mem ");
	} else if (flags > 0) {
		text_addf(t, "0x%x:", first);
	}
	text_addf(t, "0x%" PRIx64,
	          flags < bus->na ? blob_cells(at + 4 * flags, (unsigned)(bus->na - flags)) : 0);
}

/* The COUNTS cells of an entry, parted where its numbers are. */
static void add_groups(struct text *t, const unsigned char *at, const int *counts, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		if (t->len && counts[i])
			text_add(t, " | ");
		dtb_words(t, at, 4 * (size_t)counts[i]);
		at += 4 * counts[i];
	}
}

static bool can_cut(const struct of_bus *bus)
{
	return bus->na > 0 && bus->na <= CELLS_MAX && bus->ns >= 0 && bus->ns <= CELLS_MAX;
}

static void tell_counts(struct told_value *v, const char *where, const struct of_bus *bus)
{
	struct text t = { 0 };

	text_addf(&t, _("On %s: an address %d cells, a size %d."), where, bus->na, bus->ns);
	remark(v, can_cut(bus) ? STYLE_DIM : STYLE_CONFLICT, text_str(&t));
	text_free(&t);
}

/* Pairs of an address and a size, as BUS writes them. */
static void tell_pairs(struct told_value *v, const struct of_bus *bus)
{
	int counts[2] = { bus->na, bus->ns }, len = 4 * (bus->na + bus->ns);
	struct text shown = { 0 }, means = { 0 }, size = { 0 }, at = { 0 };

	while (v->left >= len) {
		uint64_t bytes = blob_cells(v->at + 4 * bus->na, (unsigned)bus->ns);

		text_clear(&shown);
		text_clear(&means);
		text_clear(&size);
		text_clear(&at);
		add_groups(&shown, v->at, counts, 2);
		add_address(&at, bus, v->at);
		sentence_size(&size, bytes);
		if (bus->ns)
			text_addf(&means, _("%s, size 0x%llx, %s"), text_str(&at),
			          (unsigned long long)bytes, text_str(&size));
		else
			text_addf(&means, _("%s; nothing has a size here"), text_str(&at));
		part(v, len, text_str(&shown), text_str(&means));
	}
	text_free(&shown);
	text_free(&means);
	text_free(&size);
	text_free(&at);
	tell_rest(v);
}

/* The bus of NODE's parent; the root's own addresses are of no bus. */
static struct of_bus bus_above(const struct told_value *v, struct text *path)
{
	int parent = of_get_parent(v->pen->k, v->node);

	dtb_path(path, v->pen->nodes, parent < 0 ? v->node : parent);
	return of_bus_of(v->pen->k, parent < 0 ? v->node : parent);
}

static void tell_reg(struct told_value *v)
{
	struct text path = { 0 };
	struct of_bus bus = bus_above(v, &path);

	tell_counts(v, text_str(&path), &bus);
	text_free(&path);
	if (can_cut(&bus))
		tell_pairs(v, &bus);
	else
		tell_words(v);
}

/* The same by the root's cells, wherever the node is: so do early readers of the blob. */
static void tell_root_pairs(struct told_value *v)
{
	struct of_bus bus = { "default",
		              "reg",
		              0,
		              of_bus_n_addr_cells(v->pen->k, 0),
		              of_bus_n_size_cells(v->pen->k, 0),
		              false };

	tell_counts(v, "/", &bus);
	if (can_cut(&bus))
		tell_pairs(v, &bus);
	else
		tell_words(v);
}

static void tell_windows(struct told_value *v, const struct of_bus *bus, const struct of_bus *above)
{
	int counts[3] = { bus->na, above->na, bus->ns };
	int len = 4 * (bus->na + above->na + bus->ns);
	struct text shown = { 0 }, means = { 0 }, size = { 0 };

	while (v->left >= len) {
		text_clear(&shown);
		text_clear(&means);
		text_clear(&size);
		add_groups(&shown, v->at, counts, 3);
		sentence_size(&size,
		              blob_cells(v->at + 4 * (bus->na + above->na), (unsigned)bus->ns));
		add_address(&means, bus, v->at);
		text_add(&means, " -> ");
		add_address(&means, above, v->at + 4 * bus->na);
		text_addf(&means, ", %s", text_str(&size));
		part(v, len, text_str(&shown), text_str(&means));
	}
	text_free(&shown);
	text_free(&means);
	text_free(&size);
	tell_rest(v);
}

static void tell_ranges(struct told_value *v)
{
	struct text path = { 0 }, own = { 0 };
	struct of_bus above = bus_above(v, &path), bus = of_bus_of(v->pen->k, v->node);

	dtb_path(&own, v->pen->nodes, v->node);
	if (!v->left) {
		remark(v, STYLE_DIM,
		       _("It is empty: an address here is the same on the bus above."));
	} else {
		tell_counts(v, text_str(&own), &bus);
		tell_counts(v, text_str(&path), &above);
		if (can_cut(&bus) && can_cut(&above))
			tell_windows(v, &bus, &above);
		else
			tell_words(v);
	}
	text_free(&path);
	text_free(&own);
}

/* ---- numbers, strings, phandles ---- */

static void tell_count(struct told_value *v)
{
	static const struct {
		const char *name, *says;
	} counts[] = {
		{ "#address-cells", N_("%u: cells of an address below this node") },
		{ "#size-cells", N_("%u: cells of a size below this node") },
		{ "#interrupt-cells", N_("%u: cells of an interrupt of this controller") },
	};
	const char *says = N_("%u: cells behind a phandle of this node");
	struct text t = { 0 };

	for (size_t i = 0; i < sizeof(counts) / sizeof(counts[0]); i++)
		if (!strcmp(v->property->name, counts[i].name))
			says = counts[i].says;
	text_addf(&t, _(says), (uint32_t)blob_cells(v->at, 1));
	part(v, 4, NULL, text_str(&t));
	text_free(&t);
}

static void tell_number(struct told_value *v)
{
	struct text t = { 0 };

	text_addf(&t, "%" PRIu64, blob_cells(v->at, (unsigned)v->left / 4));
	part(v, v->left, NULL, text_str(&t));
	text_free(&t);
}

static void tell_address(struct told_value *v)
{
	struct text t = { 0 };

	text_addf(&t, _("address 0x%llx"),
	          (unsigned long long)blob_cells(v->at, (unsigned)v->left / 4));
	part(v, v->left, NULL, text_str(&t));
	text_free(&t);
}

static void tell_phandle(struct told_value *v)
{
	struct text t = { 0 };

	text_addf(&t, _("other nodes name this one by the number %u"),
	          (uint32_t)blob_cells(v->at, 1));
	part(v, 4, NULL, text_str(&t));
	text_free(&t);
}

/* Not empty, and each of them printable. */
static bool are_strings(const struct told_value *v)
{
	const char *s = (const char *)v->at;
	size_t len = (size_t)v->left;
	uint32_t c;

	if (!len || s[len - 1] || !s[0])
		return false;
	for (size_t n; len; s += n, len -= n) {
		n = utf8_next(s, len, &c);
		if (c ? c == UTF8_BROKEN || !utf8_is_safe(c) : len > 1 && !s[1])
			return false;
	}
	return true;
}

static void tell_strings(struct told_value *v)
{
	struct text t = { 0 };

	while (v->left > 0) {
		int len = (int)strnlen((const char *)v->at, (size_t)v->left);

		text_clear(&t);
		text_add_char(&t, '"');
		text_add_n(&t, (const char *)v->at, (size_t)len);
		text_add_char(&t, '"');
		part(v, len + (len < v->left), text_str(&t), NULL);
	}
	text_free(&t);
}

/* Lists of phandles beside those that a device waits for. */
static const struct {
	const char *name, *cells;
} lists[] = {
	{ "interrupts-extended", "#interrupt-cells" },
	{ "dmas", "#dma-cells" },
	{ "iommus", "#iommu-cells" },
	{ "assigned-clocks", "#clock-cells" },
	{ "assigned-clock-parents", "#clock-cells" },
	{ "thermal-sensors", "#thermal-sensor-cells" },
	{ "memory-region", NULL },
	{ "msi-parent", NULL },
	{ "remote-endpoint", NULL },
	{ "next-level-cache", NULL },
	{ "operating-points-v2", NULL },
	{ "interrupt-affinity", NULL },
	{ "phy-handle", NULL },
	{ "cpu", NULL },
};

static bool is_list(const struct told_value *v, const char **cells)
{
	if (v->left % 4)
		return false;
	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		if (strcmp(v->property->name, lists[i].name))
			continue;
		*cells = lists[i].cells;
		return true;
	}
	return of_property_binding(v->pen->k, v->node, v->property->name, cells);
}

static void tell_list(struct told_value *v, const char *cells)
{
	struct text shown = { 0 }, means = { 0 };

	while (v->left >= 4) {
		uint32_t phandle = (uint32_t)blob_cells(v->at, 1), count = 0;
		int target = nodes_by_phandle(v->pen->nodes, phandle), counts[2] = { 1, 0 };

		if (target >= 0 && cells)
			of_flat_dt_u32(v->pen->k, target, cells, &count);
		if (count > (uint32_t)v->left / 4 - 1)
			count = (uint32_t)v->left / 4 - 1;
		counts[1] = (int)count;
		text_clear(&shown);
		text_clear(&means);
		add_groups(&shown, v->at, counts, 2);
		if (target >= 0)
			dtb_path(&means, v->pen->nodes, target);
		else
			text_add(&means, phandle ? _("no node has that phandle") : _("nothing"));
		part(v, 4 + 4 * (int)count, text_str(&shown), text_str(&means));
	}
	text_free(&shown);
	text_free(&means);
}

static void tell_interrupts(struct told_value *v)
{
	int parent = of_irq_parent(v->pen->k, v->node);
	uint32_t cells = 0;
	struct text t = { 0 };

	if (parent >= 0)
		of_flat_dt_u32(v->pen->k, parent, "#interrupt-cells", &cells);
	if (cells && cells <= CELLS_MAX) {
		struct text path = { 0 };

		dtb_path(&path, v->pen->nodes, parent);
		text_addf(&t, _("They go to %s, where one has %u cells."), text_str(&path), cells);
		remark(v, STYLE_DIM, text_str(&t));
		text_free(&path);
		while (v->left >= (int)cells * 4)
			part(v, (int)cells * 4, NULL, NULL);
		tell_rest(v);
	} else {
		tell_words(v);
	}
	text_free(&t);
}

/* ---- which is which ---- */

static const struct {
	const char *name;
	void (*tell)(struct told_value *v);
	bool is_cell, may_be_empty;
} kinds[] = {
	{ "reg", tell_reg, false, false },
	{ "assigned-addresses", tell_reg, false, false },
	{ "ranges", tell_ranges, false, true },
	{ "dma-ranges", tell_ranges, false, true },
	{ "linux,usable-memory", tell_root_pairs, false, false },
	{ "linux,usable-memory-range", tell_root_pairs, false, false },
	{ "linux,elfcorehdr", tell_root_pairs, false, false },
	{ "alloc-ranges", tell_root_pairs, false, false },
	{ "phandle", tell_phandle, true, false },
	{ "linux,phandle", tell_phandle, true, false },
	{ "interrupts", tell_interrupts, false, false },
};

static bool is_number_of_cells(const struct told_value *v)
{
	return v->left == 4 || v->left == 8;
}

static void tell_value(struct told_value *v)
{
	const char *name = v->property->name, *cells;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(name, kinds[i].name) && (v->left || kinds[i].may_be_empty) &&
		    (!kinds[i].is_cell || v->left == 4)) {
			kinds[i].tell(v);
			return;
		}
	if (!v->left)
		return;
	if (name[0] == '#' && v->left == 4)
		tell_count(v);
	else if (is_list(v, &cells))
		tell_list(v, cells);
	else if (is_number_of_cells(v) && !strncmp(name, "linux,initrd-", 13))
		tell_address(v);
	else if (are_strings(v))
		tell_strings(v);
	else if (v->left == 4)
		tell_number(v);
	else
		tell_words(v);
}

void dtb_value(struct dtb_pen *pen, int node, const struct node_property *property, bool each,
               int lit)
{
	struct told_value v = { .pen = pen,
		                .node = node,
		                .property = property,
		                .at = property->value,
		                .left = property->len,
		                .each = each,
		                .lit = lit };
	bool was = pen->lit;

	pen->lit = false;
	tell_value(&v);
	pen->lit = was;
}
