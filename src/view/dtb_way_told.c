/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way of an address up to the CPU, told bus by bus and window by window. */
#include <string.h>

#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/dtb.h"

static bool is_window(const struct node_property *property)
{
	return !strcmp(property->name, "ranges") || !strcmp(property->name, "dma-ranges");
}

/* Entry N of PROPERTY: in reg the address at its beginning, in ranges the one of the bus above. */
static bool origin_at(struct dtb_origin *o, const struct dtb_telling *t,
                      const struct node_property *property, int n)
{
	const struct kernel *k = t->pen.k;
	int parent = of_get_parent(k, t->node->offset);
	bool window = is_window(property);
	struct of_bus above, own;
	int64_t before, entry, size;

	if (parent < 0)
		return false;
	above = of_bus_of(k, parent);
	own = of_bus_of(k, window ? t->node->offset : parent);
	before = window ? own.na : 0;
	size = own.ns;
	entry = before + above.na + size;
	*o = (struct dtb_origin){ property, n, of_get_cells(k, t->node->offset, property->name),
		                  0 };
	if (before < 0 || above.na <= 0 || size < 0 || (n + 1) * entry > o->cells.left)
		return false;
	o->cells.at += n * entry + before;
	o->cells.left -= (int)(n * entry + before);
	o->size = size ? blob_cells(o->cells.at + above.na, (unsigned)size) : 0;
	return true;
}

/* Is that the entry that is in hand? */
static bool is_in_hand(const struct dtb_telling *t, const struct dtb_origin *o,
                       const struct dtb_way *way)
{
	const struct dtb_about *a = &t->about;

	if (!a->now)
		return false;
	if (a->has_address)
		return way->count && way->hops[0].address == a->address &&
		       (a->entry < 0 || a->entry == o->entry);
	if (a->entry >= 0)
		return a->entry == o->entry;
	return a->has_last && way->arrived && way->at == a->first;
}

/* The origin of the way that is shown, and the way; false when nothing goes up. */
bool dtb_find_way(const struct dtb_telling *t, struct dtb_origin *o, struct dtb_way *way,
                  bool *in_hand)
{
	static const char *const names[] = { "reg", "assigned-addresses", "ranges", "dma-ranges" };
	bool any = false;

	*in_hand = false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct node_property *property = dtb_find_property(t, names[i]);
		struct dtb_way found;
		struct dtb_origin at;

		if (!property || (is_window(property) && t->about.entry >= 0))
			continue;
		for (int n = 0; origin_at(&at, t, property, n) && n < 64; n++) {
			dtb_way(&found, t->pen.k, t->node->offset, at.cells, t->about.rprop);
			*in_hand = is_in_hand(t, &at, &found);
			/* windows go up only when it is about that one */
			if (*in_hand || (!any && !is_window(property))) {
				*o = at;
				*way = found;
				any = true;
			}
			if (*in_hand)
				return true;
		}
	}
	return any;
}

static const char *name_of(const struct dtb_telling *t, int node)
{
	const struct node_entry *entry = nodes_find(t->pen.nodes, node);

	return entry && *entry->name ? entry->name : "/";
}

/* A pane so wide has columns. */
#define COLUMNS_MIN 66

struct way_rows {
	struct dtb_telling *t;
	const struct dtb_way *way;
	const char *rprop;
	unsigned prefix; /* cells for the address in front; 0: there is no room for it */
};

static void way_add(struct way_rows *w, enum style style, const char *text)
{
	dtb_pen_add(&w->t->pen, style, text, dtb_pen_width(&w->t->pen, w->prefix), 2);
}

static void window_range(struct text *t, const struct of_window *window)
{
	text_clear(t);
	text_add_range(t, window->child, window->child + window->size - 1);
}

/* Cells before a window: in a narrow pane it does not stand below what is said of the bus. */
static unsigned window_prefix(const struct way_rows *w)
{
	return w->t->pen.room->width >= COLUMNS_MIN ? w->prefix : 0;
}

/* Window N; COLUMN is where what is said of it begins. */
static void tell_window(struct way_rows *w, const struct of_window *window, unsigned n,
                        unsigned column)
{
	struct dtb_pen *pen = &w->t->pen;
	unsigned prefix = window_prefix(w), width = dtb_pen_width(pen, prefix);
	enum style style = window->holds ? STYLE_GRANTED : STYLE_DIM;
	struct text s = { 0 }, range = { 0 };

	dtb_pen_next(pen);
	window_range(&range, window);
	text_addf(&s, "  %s %s[%u] %s",
	          glyph(pen->room->unicode, window->holds ? GLYPH_RIGHT : GLYPH_WRONG), w->rprop, n,
	          text_str(&range));
	dtb_pen_add(pen, style, text_str(&s), width, 4);
	if (pen->room->width >= COLUMNS_MIN)
		lines_pad(&pen->body, STYLE_PLAIN, column);
	text_clear(&s);
	if (window->holds)
		text_addf(&s, " -> %08llx", (unsigned long long)window->parent);
	else if (!window->same_space)
		text_add(&s, _(" is for another kind of address"));
	else if (pen->room->width >= COLUMNS_MIN)
		text_add(&s, _(" does not hold it"));
	dtb_pen_add(pen, style, text_str(&s), width, 4);
	dtb_pen_row_prefix(pen, "", prefix);
	text_free(&range);
	text_free(&s);
}

/* Windows that were passed, and the one that holds it. */
static void tell_windows(struct way_rows *w, const struct dtb_hop *hop)
{
	enum { SHOWN = 4 };
	struct dtb_telling *t = w->t;
	struct dtb_hop above = hop[1];
	unsigned last = hop->windows - (hop->how == DTB_WINDOW), shown = 0, column = 0;
	struct of_window windows[SHOWN + 1];
	struct text range = { 0 };

	if (hop->how == DTB_NO_WINDOW)
		above.bus = of_bus_of(t->pen.k, of_address_parent(t->pen.k, hop->node, w->rprop));
	for (unsigned n = 0; n < last && n < SHOWN; n++, shown++) {
		if (!dtb_window(&windows[n], t->pen.k, hop, &above, w->rprop, n))
			break;
		/* of those looked at before none held it */
		windows[n].holds = false;
	}
	if (hop->how == DTB_WINDOW)
		windows[shown] = hop->held;
	for (unsigned n = 0; n < shown + (hop->how == DTB_WINDOW); n++) {
		window_range(&range, &windows[n]);
		if (column < strlen(w->rprop) + 8 + range.len)
			column = (unsigned)(strlen(w->rprop) + 8 + range.len);
	}
	text_free(&range);
	for (unsigned n = 0; n < shown; n++)
		tell_window(w, &windows[n], n, column);
	if (last > SHOWN) {
		struct text s = { 0 };

		dtb_pen_next(&t->pen);
		text_addf(&s, _("    and %u more that do not"), last - SHOWN);
		dtb_pen_add(&t->pen, STYLE_DIM, text_str(&s),
		            dtb_pen_width(&t->pen, window_prefix(w)), 4);
		dtb_pen_row_prefix(&t->pen, "", window_prefix(w));
		text_free(&s);
	}
	if (hop->how == DTB_WINDOW)
		tell_window(w, &hop->held, last, column);
}

/* How it goes on behind a hop that has no windows, and what style says so. */
static const struct {
	const char *says;
	enum style style;
} crossings[] = {
	[DTB_WINDOW] = { NULL, STYLE_PLAIN },
	[DTB_SAME] = { N_("  ranges is empty: the same address above"), STYLE_GRANTED },
	[DTB_NO_RANGES] = { N_("  no ranges: the CPU cannot reach what is on this bus"),
	                    STYLE_REFUSED },
	[DTB_NO_WINDOW] = { N_("  no entry of ranges holds it: it leads nowhere"), STYLE_REFUSED },
	[DTB_BAD_COUNT] = { N_("  with so many cells nothing can be translated"), STYLE_REFUSED },
	[DTB_INDIRECT] = { N_("  every access goes through its host: it stays as it is"),
	                   STYLE_CONFLICT },
	[DTB_CIRCLE] = { N_("  the way never ends"), STYLE_REFUSED },
	[DTB_ROOT] = { N_("  no bus is left to cross: the CPU's own address"), STYLE_GRANTED },
};

static void tell_hop(struct way_rows *w, const struct dtb_hop *hop, bool lit)
{
	struct dtb_telling *t = w->t;
	struct text s = { 0 }, prefix = { 0 };

	dtb_pen_next(&t->pen);
	if (of_bus_counts_ok(&hop->bus))
		text_addf(&prefix, "0x%" PRIx64, hop->address);
	if (!w->prefix && prefix.len) {
		way_add(w, STYLE_PLAIN, text_str(&prefix));
		way_add(w, STYLE_PLAIN, " ");
	}
	text_addf(&s, _("on %s"), name_of(t, hop->node));
	way_add(w, lit && t->pen.settled ? STYLE_NOW : STYLE_PLAIN, text_str(&s));
	text_clear(&s);
	text_addf(&s, _("  cells: %d and %d"), hop->bus.na, hop->bus.ns);
	way_add(w, STYLE_DIM, text_str(&s));
	t->pen.lit = lit;
	dtb_pen_row_prefix(&t->pen, w->prefix ? text_str(&prefix) : "", w->prefix);
	t->pen.lit = false;
	text_free(&s);
	text_free(&prefix);
	if (hop->how == DTB_WINDOW || hop->how == DTB_NO_WINDOW)
		tell_windows(w, hop);
	if (!crossings[hop->how].says)
		return;
	dtb_pen_next(&t->pen);
	way_add(w, crossings[hop->how].style, _(crossings[hop->how].says));
	dtb_pen_row_prefix(&t->pen, "", w->prefix);
}

/* What the CPU sees. */
static void tell_arrival(struct way_rows *w, const struct dtb_origin *o, bool lit)
{
	struct dtb_telling *t = w->t;
	enum style style = lit && t->pen.settled ? STYLE_NOW : STYLE_GRANTED;
	struct text s = { 0 }, size = { 0 }, range = { 0 };

	if (!w->way->arrived)
		return;
	dtb_pen_next(&t->pen);
	if (o->size) {
		text_add_range(&range, w->way->at, w->way->at + o->size - 1);
		sentence_size(&size, o->size);
		text_addf(&s, _("The CPU sees %s, %s"), text_str(&range), text_str(&size));
	} else {
		text_addf(&s, _("The CPU sees 0x%llx"), (unsigned long long)w->way->at);
	}
	dtb_pen_add(&t->pen, style, text_str(&s), dtb_pen_width(&t->pen, 0), 2);
	t->pen.lit = lit;
	dtb_pen_row_prefix(&t->pen, "", 0);
	t->pen.lit = false;
	text_free(&s);
	text_free(&range);
	text_free(&size);
}

void dtb_tell_way(struct dtb_telling *t, const struct dtb_origin *o, const struct dtb_way *way,
                  bool in_hand)
{
	struct way_rows w = { .t = t, .way = way, .rprop = t->about.rprop };
	bool found = false;
	struct text s = { 0 };

	for (unsigned i = 0; i < way->count; i++) {
		text_clear(&s);
		text_addf(&s, "0x%" PRIx64 " ", way->hops[i].address);
		w.prefix = s.len > w.prefix ? (unsigned)s.len : w.prefix;
	}
	if (w.prefix * 3 > t->pen.room->width)
		w.prefix = 0;
	text_clear(&s);
	text_addf(&s, _("The way of %s[%d] up to the CPU"), o->property->name, o->entry);
	dtb_heading(t, text_str(&s));
	text_free(&s);
	if (t->about.translation != NO_STEP)
		t->pen.leads = t->about.translation;
	for (unsigned i = 0; i < way->count; i++) {
		bool lit = in_hand && way->hops[i].node == t->about.bus;

		found |= lit;
		tell_hop(&w, &way->hops[i], lit);
	}
	tell_arrival(&w, o, in_hand && !found);
}
