/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `memblock`: the two lists as rows, each with a bar of where it lies
 * in memory.  A row begins with `*` when this step wrote it; while the step is told in
 * frames, with `>` when it is in hand, `-` when it goes and `+` when it comes.
 */
#include <inttypes.h>

#include "linux/linux.h"
#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/frames_memblock.h"

void text_add_memblock_flags(struct text *t, uint32_t flags)
{
	static const struct {
		uint32_t flag;
		const char *name;
	} names[] = {
		{ MEMBLOCK_HOTPLUG, " HOTPLUG" },     { MEMBLOCK_MIRROR, " MIRROR" },
		{ MEMBLOCK_NOMAP, " NOMAP" },         { MEMBLOCK_DRIVER_MANAGED, " DRV_MNG" },
		{ MEMBLOCK_RSRV_NOINIT, " RSV_NIT" },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (flags & names[i].flag)
			text_add(t, names[i].name);
}

struct list {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
	const struct memblock_type *type;
	enum style style;
	enum glyph fill;
	struct about about;
	struct memblock_frame frame;
	const struct memblock_rows
		*rows;      /* of the frame; empty when the step changed neither list */
	uint64_t low, high; /* what the bars cover; inclusive */
};

/* How a line of a list is drawn. */
struct drawn {
	const struct memblock_region *r;
	char sign;
	enum style style, bar;
	const char *says; /* N_(), or NULL */
	unsigned weight;  /* the line with the most is seen */
};

/* A list has one region of size 0 when it is empty. */
static uint64_t regions_in(const struct memblock_type *type)
{
	return type->cnt == 1 && !type->regions[0].size ? 0 : type->cnt;
}

static bool in_hand(const struct list *l, const struct memblock_region *r)
{
	const struct about_range *hand = &l->about.ranges[l->about.hand];

	/* a resource in hand is another matter, even where it lies in the same place */
	return l->about.count && !hand->is_resource && hand->first <= hand->last && r->size &&
	       hand->first <= r->base + r->size - 1 && hand->last >= r->base;
}

static void add_size(struct list *l, uint64_t bytes)
{
	struct text t = { 0 };

	sentence_size(&t, bytes);
	lines_add_cut(l->out, STYLE_DIM, text_str(&t), l->room->width, l->room->unicode);
	text_free(&t);
}

/* Which cell of WIDTH an address falls into. */
static void add_bar(struct list *l, const struct drawn *d, unsigned width)
{
	unsigned from = bar_cell(l->low, l->high, width, d->r->base);
	unsigned to = bar_cell(l->low, l->high, width, d->r->base + d->r->size - 1);

	for (unsigned i = 0; i < width; i++) {
		bool inside = i >= from && i <= to;

		lines_add(l->out, inside ? d->bar : STYLE_DIM,
		          glyph(l->room->unicode, inside ? l->fill : GLYPH_NOTHING));
	}
}

static void add_flags(struct list *l, const struct memblock_region *r)
{
	unsigned nodes = l->p->run->kernel->profile->nodes;
	struct text flags = { 0 };

	text_add_memblock_flags(&flags, r->flags);
	if (flags.len) {
		lines_add_cut(l->out, STYLE_PLAIN, " ", l->room->width, l->room->unicode);
		lines_add_cut(l->out, STYLE_HEADING, flags.s + 1, l->room->width, l->room->unicode);
	}
	text_free(&flags);
	if (r->nid >= 0 && (unsigned)r->nid < nodes && lines_width(l->out) + 8 <= l->room->width)
		lines_addf(l->out, STYLE_DIM, _(" node %d"), r->nid);
}

static void add_remark(struct list *l, const struct drawn *d)
{
	unsigned width = l->room->width;

	lines_add_cut(l->out, d->style, " ", width, l->room->unicode);
	lines_add_cut(l->out, d->style, glyph(l->room->unicode, GLYPH_POINTS), width,
	              l->room->unicode);
	lines_add_cut(l->out, d->style, " ", width, l->room->unicode);
	lines_add_cut(l->out, d->style, _(d->says), width, l->room->unicode);
}

static void add_region(struct list *l, uint64_t n, const struct drawn *d, unsigned *best)
{
	char sign[2] = { d->sign, '\0' };
	unsigned width = l->room->width;
	struct text t = { 0 };

	text_addf(&t, "%3" PRIu64 " ", n);
	text_add_range(&t, d->r->base, d->r->base + d->r->size - 1);
	lines_add(l->out, d->sign == ' ' ? STYLE_PLAIN : STYLE_CHANGED, sign);
	lines_add_cut(l->out, d->style, text_str(&t), width, l->room->unicode);
	text_free(&t);
	lines_add_cut(l->out, STYLE_PLAIN, " ", width, l->room->unicode);
	add_size(l, d->r->size);
	add_flags(l, d->r);
	if (d->says)
		add_remark(l, d);
	if (width >= 56 && lines_width(l->out) + 18 <= width) {
		lines_pad(l->out, STYLE_PLAIN, 40);
		lines_add(l->out, STYLE_PLAIN, " ");
		add_bar(l, d, width - lines_width(l->out));
	}
	if (d->weight > *best) {
		*best = d->weight;
		l->out->focus = l->out->count;
	}
	lines_end(l->out);
}

static void add_settled(struct list *l, uint64_t n, unsigned *best)
{
	const struct memblock_region *r = &l->type->regions[n];
	bool changed = l->rows->count && l->rows->rows[n].sign == '*', hand = in_hand(l, r);
	struct drawn d = {
		r, changed ? '*' : ' ', STYLE_PLAIN, l->style, NULL, changed + 2u * hand
	};

	d.style = hand ? STYLE_NOW : changed ? STYLE_CHANGED : STYLE_PLAIN;
	lines_lead_to_writer(l->out, l->p, r, sizeof(*r));
	add_region(l, n, &d, best);
}

/* What a row looks like by its sign. */
static struct drawn draw_row(const struct list *l, const struct memblock_row *row)
{
	struct drawn d = { &row->r, row->sign, STYLE_PLAIN, l->style, row->says, 0 };

	d.style = row->sign == '>'   ? STYLE_NOW
	          : row->sign == ' ' ? STYLE_PLAIN
	          : row->sign == '-' ? STYLE_DIM
	                             : STYLE_CHANGED;
	d.bar = row->there ? l->style : STYLE_DIM;
	d.weight = row->sign == '>' ? 2 : row->sign == '+';
	return d;
}

static void add_rows(struct list *l, unsigned *best)
{
	uint64_t n = 0, gone = 0;

	for (size_t i = 0; i < l->rows->count; i++) {
		const struct memblock_row *row = &l->rows->rows[i];
		struct drawn d = draw_row(l, row);

		/* what goes keeps the number that it had until now */
		gone = row->sign == '-' ? gone + 1 : 0;
		add_region(l, gone ? n + gone - 1 : n, &d, best);
		n += row->there;
	}
}

static uint64_t rows_there(const struct memblock_rows *rows)
{
	uint64_t n = 0;

	for (size_t i = 0; i < rows->count; i++)
		n += rows->rows[i].there;
	return n;
}

static void add_heading(struct list *l, const char *name, uint64_t count, uint64_t bytes)
{
	struct text t = { 0 };

	text_addf(&t, ngettext("%s: %" PRIu64 " region, ", "%s: %" PRIu64 " regions, ", count),
	          name, count);
	sentence_size(&t, bytes);
	lines_add_cut(l->out, STYLE_HEADING, text_str(&t), l->room->width, l->room->unicode);
	text_clear(&t);
	text_addf(&t, ngettext("; room for %" PRIu64, "; room for %" PRIu64, l->type->max),
	          l->type->max);
	if (!l->frame.moving)
		lines_add_cut(l->out, STYLE_DIM, t.s, l->room->width, l->room->unicode);
	lines_end(l->out);
	text_free(&t);
}

static void add_list(struct list *l, const char *name, unsigned *best)
{
	uint64_t count = l->frame.moving ? rows_there(l->rows) : regions_in(l->type);

	add_heading(l, name, count, l->frame.moving ? l->rows->total : l->type->total_size);
	if (l->frame.moving) {
		add_rows(l, best);
		return;
	}
	for (uint64_t n = 0; n < count; n++)
		add_settled(l, n, best);
}

/* One array as a bar of what it holds: USED of ROOM regions, ROOM cells as in the bigger one. */
static void add_array(struct list *l, const char *name, uint64_t used, uint64_t room,
                      const char *behind)
{
	const struct memblock_array *a = &l->frame.array;
	unsigned width = l->room->width > 16 ? (l->room->width - 8) / 3 : 3;
	unsigned cells = (unsigned)(width * room / a->new), full = (unsigned)(cells * used / room);

	lines_add_cut(l->out, STYLE_PLAIN, name, l->room->width, l->room->unicode);
	lines_add(l->out, STYLE_PLAIN, " [");
	for (unsigned i = 0; i < cells; i++)
		lines_add(l->out, i < full ? l->style : STYLE_DIM,
		          glyph(l->room->unicode, i < full ? l->fill : GLYPH_NOTHING));
	lines_add(l->out, STYLE_PLAIN, "]");
	lines_add_cut(l->out, STYLE_DIM, behind, l->room->width, l->room->unicode);
	lines_end(l->out);
}

/* The old array and the new one, of twice the size. */
static void add_arrays(struct list *l)
{
	const struct memblock_array *a = &l->frame.array;
	struct text t = { 0 };

	l->style = STYLE_RESERVED;
	l->fill = GLYPH_RESERVED;
	text_addf(&t, _(">array of %s: %s"), a->list, _(a->says));
	lines_add_cut(l->out, STYLE_NOW, text_str(&t), l->room->width, l->room->unicode);
	lines_end(l->out);
	text_clear(&t);
	text_addf(&t, _(" %" PRIu64 " of %" PRIu64), a->taken, a->old);
	add_array(l, _(" old"), a->taken, a->old, text_str(&t));
	text_clear(&t);
	text_addf(&t, _(" %" PRIu64 " of %" PRIu64), a->copied, a->new);
	if (a->at) {
		text_add(&t, ", ");
		sentence_size(&t, a->bytes);
		text_add(&t, ": ");
		text_add_range(&t, a->at, a->at + a->bytes - 1);
		add_array(l, _(" new"), a->copied, a->new, text_str(&t));
	}
	text_free(&t);
}

static void add_lists(struct list *l)
{
	const struct memblock *m = &l->p->run->kernel->mm_memblock.memblock;
	unsigned best = l->frame.array.list ? UINT8_MAX : 0;

	if (l->frame.array.list)
		add_arrays(l);
	l->type = &m->memory;
	l->rows = &l->frame.lists[LIST_MEMORY];
	l->style = STYLE_MEMORY;
	l->fill = GLYPH_FREE;
	add_list(l, "memory", &best);
	l->type = &m->reserved;
	l->rows = &l->frame.lists[LIST_RESERVED];
	l->style = STYLE_RESERVED;
	l->fill = GLYPH_RESERVED;
	add_list(l, "reserved", &best);
}

void view_memblock(const struct player *p, const struct view_room *room, struct lines *out)
{
	const struct memblock *m = &p->run->kernel->mm_memblock.memblock;
	struct list l = { .p = p, .room = room, .out = out };
	uint64_t count = regions_in(&m->memory);

	about_step(&l.about, p, player_step_now(p));
	memblock_frame_at(&l.frame, p, room->frame);
	l.low = count ? m->memory.regions[0].base : 0;
	l.high = count ? m->memory.regions[count - 1].base + m->memory.regions[count - 1].size - 1
	               : UINT64_MAX;
	if (l.frame.moving) {
		l.low = l.frame.low;
		l.high = l.frame.high;
	}
	add_lists(&l);
	if (m->current_limit != PHYS_ADDR_MAX) {
		struct text t = { 0 };

		text_addf(&t, _("no allocation at or above 0x%" PRIx64), m->current_limit);
		lines_add_cut(out, STYLE_DIM, text_str(&t), room->width, room->unicode);
		lines_end(out);
		text_free(&t);
	}
	memblock_frame_done(&l.frame);
}
