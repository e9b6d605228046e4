/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `memblock`: the two lists as rows, each with a bar of where it lies
 * in memory.  A row begins with `*` when this step wrote it.
 */
#include <inttypes.h>

#include "linux/linux.h"
#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/about.h"

static const struct {
	uint32_t flag;
	const char *name;
} flag_names[] = {
	{ MEMBLOCK_HOTPLUG, "HOTPLUG" },
	{ MEMBLOCK_MIRROR, "MIRROR" },
	{ MEMBLOCK_NOMAP, "NOMAP" },
	{ MEMBLOCK_DRIVER_MANAGED, "DRV_MNG" },
};

struct list {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
	const struct memblock_type *type;
	enum style style;
	enum glyph fill;
	struct about about;
	struct touched touched;
	uint64_t low, high; /* what the bars cover; inclusive */
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
static void add_bar(struct list *l, const struct memblock_region *r, unsigned width)
{
	unsigned from = bar_cell(l->low, l->high, width, r->base);
	unsigned to = bar_cell(l->low, l->high, width, r->base + r->size - 1);

	for (unsigned i = 0; i < width; i++) {
		bool inside = i >= from && i <= to;

		lines_add(l->out, inside ? l->style : STYLE_DIM,
		          glyph(l->room->unicode, inside ? l->fill : GLYPH_NOTHING));
	}
}

static void add_flags(struct list *l, const struct memblock_region *r)
{
	unsigned nodes = l->p->run->kernel->profile->nodes;

	for (size_t i = 0; i < sizeof(flag_names) / sizeof(flag_names[0]); i++)
		if (r->flags & flag_names[i].flag) {
			lines_add_cut(l->out, STYLE_PLAIN, " ", l->room->width, l->room->unicode);
			lines_add_cut(l->out, STYLE_HEADING, flag_names[i].name, l->room->width,
			              l->room->unicode);
		}
	if (r->nid >= 0 && (unsigned)r->nid < nodes && lines_width(l->out) + 8 <= l->room->width)
		lines_addf(l->out, STYLE_DIM, _(" node %d"), r->nid);
}

static void add_region(struct list *l, uint64_t n, unsigned *best)
{
	const struct memblock_region *r = &l->type->regions[n];
	bool changed = touched_has(&l->touched, r, sizeof(*r)), hand = in_hand(l, r);
	unsigned width = l->room->width;
	struct text t = { 0 };

	lines_lead_to_writer(l->out, l->p, r, sizeof(*r));
	text_addf(&t, "%3" PRIu64 " ", n);
	text_add_range(&t, r->base, r->base + r->size - 1);
	lines_add(l->out, changed ? STYLE_CHANGED : STYLE_PLAIN, changed ? "*" : " ");
	lines_add_cut(l->out,
	              hand      ? STYLE_NOW
	              : changed ? STYLE_CHANGED
	                        : STYLE_PLAIN,
	              text_str(&t), width, l->room->unicode);
	text_free(&t);
	lines_add_cut(l->out, STYLE_PLAIN, " ", width, l->room->unicode);
	add_size(l, r->size);
	add_flags(l, r);
	if (width >= 56 && lines_width(l->out) + 18 <= width) {
		lines_pad(l->out, STYLE_PLAIN, 40);
		lines_add(l->out, STYLE_PLAIN, " ");
		add_bar(l, r, width - lines_width(l->out));
	}
	if (changed + 2u * hand > *best) {
		*best = changed + 2u * hand;
		l->out->focus = l->out->count;
	}
	lines_end(l->out);
}

static void add_list(struct list *l, const char *name, unsigned *best)
{
	uint64_t count = regions_in(l->type);
	struct text t = { 0 };

	text_addf(&t, ngettext("%s: %" PRIu64 " region, ", "%s: %" PRIu64 " regions, ", count),
	          name, count);
	sentence_size(&t, l->type->total_size);
	lines_add_cut(l->out, STYLE_HEADING, text_str(&t), l->room->width, l->room->unicode);
	lines_end(l->out);
	text_free(&t);
	for (uint64_t n = 0; n < count; n++)
		add_region(l, n, best);
}

void view_memblock(const struct player *p, const struct view_room *room, struct lines *out)
{
	const struct memblock *m = &p->run->kernel->mm_memblock.memblock;
	struct list l = { .p = p, .room = room, .out = out };
	uint64_t count = regions_in(&m->memory);
	unsigned best = 0;

	about_step(&l.about, p, player_step_now(p));
	touched_init(&l.touched, p, true);
	l.low = count ? m->memory.regions[0].base : 0;
	l.high = count ? m->memory.regions[count - 1].base + m->memory.regions[count - 1].size - 1
	               : UINT64_MAX;
	l.type = &m->memory;
	l.style = STYLE_MEMORY;
	l.fill = GLYPH_FREE;
	add_list(&l, "memory", &best);
	l.type = &m->reserved;
	l.style = STYLE_RESERVED;
	l.fill = GLYPH_RESERVED;
	add_list(&l, "reserved", &best);
	if (m->current_limit != PHYS_ADDR_MAX) {
		struct text t = { 0 };

		text_addf(&t, _("no allocation at or above 0x%" PRIx64), m->current_limit);
		lines_add_cut(out, STYLE_DIM, text_str(&t), room->width, room->unicode);
		lines_end(out);
		text_free(&t);
	}
	touched_done(&l.touched);
}
