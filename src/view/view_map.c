/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `map`: memory as a bar (in more rows where there is room), the
 * whole physical address space as another, and below them where the ranges lie
 * that the step is about.
 */
#include <stdlib.h>
#include <string.h>

#include "linux/linux.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "view/frames_map.h"

/* The closest look: a page of the smallest kind, in bytes. */
#define WINDOW_MIN 4096

/* Kinds of ranges; where several meet in one cell the last of them is seen. */
enum kind { NOTHING, DEVICE, FREE, RESERVED, KERNEL, KIND_COUNT };

static const struct {
	enum style style;
	enum glyph glyph;
	const char *name; /* N_() */
} kinds[KIND_COUNT] = {
	[NOTHING] = { STYLE_DIM, GLYPH_NOTHING, N_("nothing") },
	[DEVICE] = { STYLE_DEVICE, GLYPH_DEVICE, N_("device") },
	[FREE] = { STYLE_MEMORY, GLYPH_FREE, N_("memory") },
	[RESERVED] = { STYLE_RESERVED, GLYPH_RESERVED, N_("reserved") },
	[KERNEL] = { STYLE_KERNEL, GLYPH_KERNEL, N_("kernel") },
};

/* The names that the kernel itself gives to ranges. */
static const struct {
	const char *name;
	enum kind kind;
} named[] = {
	{ "System RAM", FREE },    { "reserved", RESERVED },    { "Crash kernel", RESERVED },
	{ "Kernel code", KERNEL }, { "Kernel rodata", KERNEL }, { "Kernel data", KERNEL },
	{ "Kernel bss", KERNEL },
};

/* One row of cells from LOW to HIGH (inclusive). */
struct bar {
	uint64_t low, high;
	unsigned width;
	unsigned char *kind; /* enum kind of each cell */
};

struct map {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
	struct map_frame frame;
	unsigned label; /* cells of the address on each side */
};

/* The cells of FIRST..LAST; false when none of it lies on the bar. */
static bool cells_of(const struct bar *b, uint64_t first, uint64_t last, unsigned *from,
                     unsigned *to)
{
	if (first > last || first > b->high || last < b->low)
		return false;
	*from = bar_cell(b->low, b->high, b->width, first);
	*to = bar_cell(b->low, b->high, b->width, last);
	return true;
}

static void paint(struct bar *b, uint64_t first, uint64_t last, enum kind kind)
{
	unsigned from, to;

	if (!cells_of(b, first, last, &from, &to))
		return;
	for (; from <= to; from++)
		if (b->kind[from] < kind)
			b->kind[from] = (unsigned char)kind;
}

static enum kind kind_of(const struct resource *res, enum kind otherwise)
{
	for (size_t i = 0; res->name && i < sizeof(named) / sizeof(named[0]); i++)
		if (!strcmp(res->name, named[i].name))
			return named[i].kind;
	return otherwise;
}

static void paint_region(struct bar *b, const struct memblock_region *r, bool reserved)
{
	if (r->size)
		paint(b, r->base, r->base + r->size - 1,
		      reserved || r->flags & MEMBLOCK_NOMAP ? RESERVED : FREE);
}

static void paint_rows(struct bar *b, const struct memblock_rows *rows, bool reserved)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->rows[i].there)
			paint_region(b, &rows->rows[i].r, reserved);
}

static void paint_regions(struct bar *b, const struct memblock_type *type, bool reserved)
{
	for (uint64_t i = 0; i < type->cnt; i++)
		paint_region(b, &type->regions[i], reserved);
}

/* The last address of the kernel's image, which lies there before anybody says so; 0 for none. */
static uint64_t image_last(const struct map *m)
{
	const struct machine *machine = m->p->machine;

	return machine && machine->profile->image.end
	               ? machine->kernel_base + machine->profile->image.end - 1
	               : 0;
}

static void paint_all(struct bar *b, const struct map *m)
{
	const struct kernel *k = m->p->run->kernel;
	const struct machine *machine = m->p->machine;
	struct tree_walk w;

	memset(b->kind, NOTHING, b->width);
	if (m->frame.lists.moving) {
		paint_rows(b, &m->frame.lists.lists[LIST_MEMORY], false);
		paint_rows(b, &m->frame.lists.lists[LIST_RESERVED], true);
	} else {
		paint_regions(b, &k->mm_memblock.memblock.memory, false);
		paint_regions(b, &k->mm_memblock.memblock.reserved, true);
	}
	for (tree_walk_init(&w, m->p, &k->iomem_resource); tree_walk_next(&w);) {
		enum kind kind = kind_of(w.at, w.depth == 1 ? DEVICE : NOTHING);

		paint(b, w.at->start, w.at->end, kind);
	}
	if (machine && image_last(m))
		paint(b, machine->kernel_base, image_last(m), KERNEL);
}

static void add_label(struct map *m, uint64_t address, bool right)
{
	struct text t = { 0 };

	if (!m->label)
		return;
	text_add_hex(&t, address, 1);
	if (right)
		lines_add(m->out, STYLE_PLAIN, " ");
	else
		lines_pad(m->out, STYLE_PLAIN, m->label - (unsigned)t.len);
	lines_add(m->out, STYLE_PLAIN, text_str(&t));
	if (!right)
		lines_add(m->out, STYLE_PLAIN, " ");
	text_free(&t);
}

/* What stands by a cell; both, where an overlap is what the step is about. */
enum mark { MARK_NONE, MARK_OTHER, MARK_HAND, MARK_BOTH, MARK_UNSEEN };

/* A long range has its signs at its ends, and a line between them. */
static void add_mark(struct map *m, const unsigned char *mark, unsigned c, unsigned width)
{
	static const struct {
		enum style style;
		enum glyph glyph, above;
	} marks[] = {
		[MARK_OTHER] = { STYLE_DIM, GLYPH_UNDER2, GLYPH_UNDER2 },
		[MARK_HAND] = { STYLE_HEADING, GLYPH_UNDER, GLYPH_DOWN },
		[MARK_BOTH] = { STYLE_CONFLICT, GLYPH_BOTH, GLYPH_BOTH },
		[MARK_UNSEEN] = { STYLE_CONFLICT, GLYPH_UNSEEN, GLYPH_UNSEEN },
	};
	bool inside = c > 0 && c + 1 < width && mark[c - 1] == mark[c] && mark[c + 1] == mark[c];
	bool hand = mark[c] == MARK_HAND || mark[c] == MARK_OTHER;

	if (!mark[c])
		lines_add(m->out, STYLE_PLAIN, " ");
	else
		lines_add(m->out, marks[mark[c]].style,
		          glyph(m->room->unicode, inside && hand    ? GLYPH_RULE
		                                  : m->frame.facing ? marks[mark[c]].above
		                                                    : marks[mark[c]].glyph));
}

/* Mark the cells of range I with WITH, or with what stands for both; false: none is on the bar. */
static bool mark_range(struct map *m, const struct bar *b, unsigned i, enum mark with,
                       unsigned char *mark)
{
	static const enum mark both[] = { [BOTH_CLASH] = MARK_BOTH, [BOTH_UNSEEN] = MARK_UNSEEN };
	const struct about_range *r = &m->frame.about.ranges[i];
	bool root = r->first == 0 && r->last == UINT64_MAX;
	unsigned from, to;

	if (root || !cells_of(b, r->first, r->last, &from, &to))
		return false;
	for (unsigned c = from; c <= to; c++)
		mark[c] = (unsigned char)(with == MARK_HAND && mark[c] && m->frame.both
		                                  ? both[m->frame.both]
		                                  : with);
	return true;
}

/* Leave only the cells of range I, and on the other ones nothing. */
static void keep_range(const struct map *m, const struct bar *b, unsigned i, enum mark as,
                       const unsigned char *mark, unsigned char *kept)
{
	const struct about_range *r = &m->frame.about.ranges[i];
	unsigned from, to;

	memset(kept, MARK_NONE, b->width);
	if (!cells_of(b, r->first, r->last, &from, &to))
		return;
	for (unsigned c = from; c <= to; c++)
		kept[c] = mark[c] == MARK_BOTH || mark[c] == MARK_UNSEEN ? mark[c]
		                                                         : (unsigned char)as;
}

/* A line of signs, and behind them the range and the name of R. */
static void add_signs(struct map *m, const struct bar *b, const unsigned char *mark,
                      const struct about_range *r)
{
	unsigned first = b->width, last = 0, words, indent = m->label ? m->label + 1 : 0;
	struct text t = { 0 };

	for (unsigned c = 0; c < b->width; c++) {
		last = mark[c] ? c + 1 : last;
		first = mark[c] && first == b->width ? c : first;
	}
	text_add_range(&t, r->first, r->last);
	if (r->name)
		text_addf(&t, " %s", r->name);
	words = view_width(t.s, t.len);
	lines_pad(m->out, STYLE_PLAIN, indent);
	/* behind the signs, or before them where there is more room */
	if (indent + last + 1 + words > m->room->width && first > words) {
		lines_add_cut(m->out, STYLE_HEADING, text_str(&t), indent + words,
		              m->room->unicode);
		lines_pad(m->out, STYLE_PLAIN, indent + first);
	} else {
		first = 0;
	}
	for (unsigned c = first; c < last; c++)
		add_mark(m, mark, c, b->width);
	if (!first && lines_width(m->out) + 18 <= m->room->width) {
		lines_add(m->out, STYLE_PLAIN, " ");
		lines_add_cut(m->out, STYLE_HEADING, text_str(&t), m->room->width,
		              m->room->unicode);
	}
	lines_end(m->out);
	text_free(&t);
}

/* The signs of all ranges on the bar; false when what is in hand is not on it. */
static bool mark_all(struct map *m, const struct bar *b, unsigned char *mark)
{
	const struct about *about = &m->frame.about;

	for (unsigned i = 0; i < about->count; i++)
		if (i != about->hand)
			mark_range(m, b, i, MARK_OTHER, mark);
	return about->hand < about->count && mark_range(m, b, about->hand, MARK_HAND, mark);
}

static void add_cells(struct map *m, const struct bar *b)
{
	add_label(m, b->low, false);
	for (unsigned i = 0; i < b->width; i++)
		lines_add(m->out, kinds[b->kind[i]].style,
		          glyph(m->room->unicode, kinds[b->kind[i]].glyph));
	add_label(m, b->high, true);
	lines_end(m->out);
}

/* The range in hand above the bar, and below it the one that it meets. */
static void add_facing(struct map *m, const struct bar *b, const unsigned char *mark)
{
	const struct about *about = &m->frame.about;
	unsigned char *kept = xzalloc(b->width);
	unsigned other = about->hand ? 0 : 1;

	keep_range(m, b, about->hand, MARK_HAND, mark, kept);
	add_signs(m, b, kept, &about->ranges[about->hand]);
	m->out->focus = m->out->count;
	add_cells(m, b);
	if (other < about->count) {
		keep_range(m, b, other, MARK_OTHER, mark, kept);
		add_signs(m, b, kept, &about->ranges[other]);
	}
	free(kept);
}

/* One row; returns whether the range in hand is on it. */
static bool add_bar(struct map *m, uint64_t low, uint64_t high, bool marks)
{
	struct bar b = { .low = low, .high = high };
	unsigned char *mark;
	bool any;

	b.width = m->room->width - (m->label ? 2 * m->label + 2 : 0);
	b.kind = xmalloc(b.width);
	mark = xzalloc(b.width);
	paint_all(&b, m);
	any = marks && mark_all(m, &b, mark);
	if (any && m->frame.facing) {
		add_facing(m, &b, mark);
	} else {
		add_cells(m, &b);
		if (any) {
			m->out->focus = m->out->count;
			add_signs(m, &b, mark, &m->frame.about.ranges[m->frame.about.hand]);
		}
	}
	free(mark);
	free(b.kind);
	return any;
}

static void add_legend(struct map *m)
{
	for (int i = KERNEL; i >= NOTHING; i--) {
		struct text t = { 0 };

		text_addf(&t, "%s%s %s", i == KERNEL ? "" : "  ",
		          glyph(m->room->unicode, kinds[i].glyph), _(kinds[i].name));
		if (lines_width(m->out) + view_width(t.s, t.len) <= m->room->width)
			lines_add(m->out, kinds[i].style, t.s);
		text_free(&t);
	}
	lines_end(m->out);
}

/* Where memory begins and ends; false when there is none. */
static bool memory_span(const struct map *m, uint64_t *low, uint64_t *high)
{
	const struct memblock_type *type = &m->p->run->kernel->mm_memblock.memblock.memory;
	const struct memblock_region *last;

	/* there is none for a moment when the last one has left the list */
	if (!type->cnt || (!type->regions[0].size && type->cnt == 1))
		return false;
	last = &type->regions[type->cnt - 1];
	*low = type->regions[0].base;
	*high = last->base + (last->size ? last->size - 1 : 0);
	return true;
}

/* The last address that anything is known of. */
static uint64_t last_known(const struct map *m, uint64_t high)
{
	const struct kernel *k = m->p->run->kernel;
	uint64_t image = image_last(m);
	struct tree_walk w;

	high = image > high ? image : high;
	for (tree_walk_init(&w, m->p, &k->iomem_resource); tree_walk_next(&w);)
		high = w.at->end > high ? w.at->end : high;
	for (unsigned i = 0; i < m->frame.about.count; i++)
		if (m->frame.about.ranges[i].last > high &&
		    m->frame.about.ranges[i].last != UINT64_MAX)
			high = m->frame.about.ranges[i].last;
	return high;
}

static unsigned hex_digits(uint64_t value)
{
	unsigned n = 1;

	while (value >>= 4)
		n++;
	return n;
}

static bool add_memory(struct map *m, uint64_t low, uint64_t high)
{
	unsigned rows = m->room->height >= 10 ? m->room->height / 2 - 2 : 1;
	uint64_t part;
	bool any = false;

	rows = rows > 16 ? 16 : rows;
	part = (high - low) / rows + 1;
	if (part < m->room->width) {
		rows = 1;
		part = high - low + 1;
	}
	for (uint64_t i = 0; i < rows; i++) {
		uint64_t first = low + i * part;

		any |= add_bar(m, first, i + 1 == rows ? high : first + part - 1, true);
	}
	return any;
}

/* What is looked at closely: what the step has in hand, or the middle of memory. */
static uint64_t centre_of(const struct map *m, uint64_t low, uint64_t high)
{
	const struct about_range *hand = &m->frame.about.ranges[m->frame.about.hand];

	if (m->frame.about.hand < m->frame.about.count && hand->first <= hand->last &&
	    !(hand->first == 0 && hand->last == UINT64_MAX))
		return hand->first + (hand->last - hand->first) / 2;
	return low + (high - low) / 2;
}

/* The window *LOW to *HIGH (inclusive) of 0 to KNOWN: a power of two, at an address to match. */
static void zoom_in(const struct map *m, uint64_t known, uint64_t *low, uint64_t *high)
{
	uint64_t centre = centre_of(m, *low, *high), mask = known;

	for (unsigned shift = 1; shift < 64; shift *= 2)
		mask |= mask >> shift;
	for (unsigned i = 0; i < m->room->zoom && mask / 4 >= WINDOW_MIN - 1; i++)
		mask >>= 2;
	*low = centre > mask / 2 ? (centre - mask / 2) & ~(mask >> 3) : 0;
	*high = *low > UINT64_MAX - mask ? UINT64_MAX : *low + mask;
}

void view_map(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct map m = { .p = p, .room = room, .out = out };
	uint64_t low = 0, high = 0, known;
	bool memory, marked = false;

	map_frame_at(&m.frame, p, room->frame);
	memory = memory_span(&m, &low, &high);
	known = last_known(&m, high);
	if (!known) {
		lines_add_cut(out, STYLE_DIM, _("Nothing is known of the address space yet."),
		              room->width, room->unicode);
		lines_end(out);
		map_frame_done(&m.frame);
		return;
	}
	if (room->zoom && known >= WINDOW_MIN) {
		zoom_in(&m, known, &low, &high);
		memory = true;
	}
	/* the window may end behind all that is known */
	m.label = hex_digits(high > known ? high : known);
	if (room->width < 2 * m.label + 12)
		m.label = 0;
	if (memory)
		marked = add_memory(&m, low, high);
	add_bar(&m, 0, known, !marked);
	/* what the step is about goes before what the signs mean */
	if (out->count < room->height || !out->focus)
		add_legend(&m);
	map_frame_done(&m.frame);
}
