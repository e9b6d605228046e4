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
#include "view/frames.h"

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
	struct about about;
	bool overlaps;  /* two of its ranges overlap, and the step is about that */
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

static void paint_regions(struct bar *b, const struct memblock_type *type, bool reserved)
{
	for (uint64_t i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];

		if (r->size)
			paint(b, r->base, r->base + r->size - 1,
			      reserved || r->flags & MEMBLOCK_NOMAP ? RESERVED : FREE);
	}
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
	paint_regions(b, &k->mm_memblock.memblock.memory, false);
	paint_regions(b, &k->mm_memblock.memblock.reserved, true);
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

/* What stands below a cell; both, where an overlap is what the step is about. */
enum mark { MARK_NONE, MARK_OTHER, MARK_HAND, MARK_BOTH };

/* A long range has its signs at its ends, and a line between them. */
static void add_mark(struct map *m, const unsigned char *mark, unsigned c, unsigned width)
{
	static const struct {
		enum style style;
		enum glyph glyph;
	} marks[] = {
		[MARK_OTHER] = { STYLE_DIM, GLYPH_UNDER2 },
		[MARK_HAND] = { STYLE_HEADING, GLYPH_UNDER },
		[MARK_BOTH] = { STYLE_CONFLICT, GLYPH_BOTH },
	};
	bool inside = c > 0 && c + 1 < width && mark[c - 1] == mark[c] && mark[c + 1] == mark[c];

	if (!mark[c])
		lines_add(m->out, STYLE_PLAIN, " ");
	else
		lines_add(m->out, marks[mark[c]].style,
		          glyph(m->room->unicode, inside && mark[c] != MARK_BOTH
		                                          ? GLYPH_RULE
		                                          : marks[mark[c]].glyph));
}

/* Mark the cells of range I; those of the one in hand come last. */
static bool mark_range(struct map *m, const struct bar *b, unsigned i, unsigned char *mark)
{
	const struct about_range *r = &m->about.ranges[i];
	bool hand = i == m->about.hand, root = r->first == 0 && r->last == UINT64_MAX;
	unsigned from, to;

	if (root || !cells_of(b, r->first, r->last, &from, &to))
		return false;
	for (unsigned c = from; c <= to; c++) {
		if (!hand)
			mark[c] = MARK_OTHER;
		else
			mark[c] = m->overlaps && mark[c] ? MARK_BOTH : MARK_HAND;
	}
	return true;
}

/* Signs below the bar; false when nothing that the step is about lies on it. */
static bool add_marks(struct map *m, const struct bar *b)
{
	unsigned char *mark = xzalloc(b->width);
	unsigned last = 0;
	struct text t = { 0 };
	bool any = false;

	for (unsigned i = 0; i < m->about.count; i++)
		if (i != m->about.hand)
			mark_range(m, b, i, mark);
	if (m->about.hand < m->about.count)
		any = mark_range(m, b, m->about.hand, mark);
	if (any) {
		const struct about_range *hand = &m->about.ranges[m->about.hand];

		lines_pad(m->out, STYLE_PLAIN, m->label ? m->label + 1 : 0);
		for (unsigned c = 0; c < b->width; c++)
			last = mark[c] ? c + 1 : last;
		for (unsigned c = 0; c < last; c++)
			add_mark(m, mark, c, b->width);
		text_add_char(&t, ' ');
		text_add_range(&t, hand->first, hand->last);
		if (hand->name)
			text_addf(&t, " %s", hand->name);
		if (lines_width(m->out) + 18 <= m->room->width)
			lines_add_cut(m->out, STYLE_HEADING, text_str(&t), m->room->width,
			              m->room->unicode);
		m->out->focus = m->out->count;
		lines_end(m->out);
	}
	text_free(&t);
	free(mark);
	return any;
}

/* One row; returns whether the range in hand is on it. */
static bool add_bar(struct map *m, uint64_t low, uint64_t high, bool marks)
{
	struct bar b = { .low = low, .high = high };
	bool any;

	b.width = m->room->width - (m->label ? 2 * m->label + 2 : 0);
	b.kind = xmalloc(b.width);
	paint_all(&b, m);
	add_label(m, low, false);
	for (unsigned i = 0; i < b.width; i++)
		lines_add(m->out, kinds[b.kind[i]].style,
		          glyph(m->room->unicode, kinds[b.kind[i]].glyph));
	add_label(m, high, true);
	lines_end(m->out);
	any = marks && add_marks(m, &b);
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
	const struct memblock_region *last = &type->regions[type->cnt - 1];

	if (!type->regions[0].size && type->cnt == 1)
		return false;
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
	for (unsigned i = 0; i < m->about.count; i++)
		if (m->about.ranges[i].last > high && m->about.ranges[i].last != UINT64_MAX)
			high = m->about.ranges[i].last;
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
	const struct about_range *hand = &m->about.ranges[m->about.hand];

	if (m->about.hand < m->about.count && hand->first <= hand->last &&
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

/* What the step, or the frame of it that is shown, is about. */
static void look_at_step(struct map *m)
{
	const struct step *step = player_step_now(m->p);
	struct tree_frame f;

	about_step(&m->about, m->p, step);
	m->overlaps =
		step && (step->says->kind == STEP_CONFLICT || step->says->kind == STEP_REFUSE);
	tree_frame_at(&f, m->p, &m->about, m->room->frame);
	if (!f.phase)
		return;
	m->overlaps &= f.phase == PHASE_OVERLAP;
	m->about.ranges[0] = f.what;
	m->about.hand = 0;
	m->about.count = 1;
	if (f.compared)
		m->about.ranges[m->about.count++] =
			(struct about_range){ f.compared->start, f.compared->end, f.compared->name,
			                      true };
}

void view_map(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct map m = { .p = p, .room = room, .out = out };
	uint64_t low = 0, high = 0, known;
	bool memory, marked = false;

	look_at_step(&m);
	memory = memory_span(&m, &low, &high);
	known = last_known(&m, high);
	if (!known) {
		lines_add_cut(out, STYLE_DIM, _("Nothing is known of the address space yet."),
		              room->width, room->unicode);
		lines_end(out);
		return;
	}
	m.label = hex_digits(known);
	if (room->width < 2 * m.label + 12)
		m.label = 0;
	if (room->zoom && known >= WINDOW_MIN) {
		zoom_in(&m, known, &low, &high);
		memory = true;
	}
	if (memory)
		marked = add_memory(&m, low, high);
	add_bar(&m, 0, known, !marked);
	/* what the step is about goes before what the signs mean */
	if (out->count < room->height || !out->focus)
		add_legend(&m);
}
