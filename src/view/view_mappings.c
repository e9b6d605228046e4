/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `mappings`: what is mapped for drivers, by virtual address, and below the
 * one in hand the way through the page tables.  A row begins with `*` when this step wrote it,
 * a table entry with `+` when it is new and with `-` when it is cleared.  Above them stands the
 * test of a range that somebody asks for, page frame by page frame.
 */
#include <inttypes.h>

#include <stddef.h>
#include <string.h>

#include "linux/include/io.h"
#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/frames_mapping.h"

/* Entries of the page tables that are shown of one mapping. */
#define ROWS_MAX 32

struct list {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
	const struct kernel *k;
	struct about about;
	struct touched touched; /* by the step */
	struct touched made;    /* by the mapping of which the step is the end, or by the step */
	struct mapping_fill fill;
};

static void add(struct list *l, enum style style, const char *text)
{
	lines_add_cut(l->out, style, text, l->room->width, l->room->unicode);
}

static bool was_written(const struct list *l, const struct vm_struct *area)
{
	/* not the neighbours, whose links were */
	return touched_has(&l->touched, &area->addr,
	                   sizeof(*area) - offsetof(struct vm_struct, addr));
}

/* Is the step about the physical range that AREA maps, or was AREA written by it? */
static bool in_hand(const struct list *l, const struct vm_struct *area)
{
	const struct about_range *hand = &l->about.ranges[l->about.hand];
	uint64_t last = area->phys_addr + get_vm_area_size(l->k, area) - 1;

	if (l->fill.area)
		return area == l->fill.area;
	if (was_written(l, area))
		return true;
	return l->about.count && !hand->is_resource && hand->first <= hand->last &&
	       hand->first <= last && hand->last >= area->phys_addr;
}

/* `PTE[2]`, or `PTE[2-17]` for several. */
static void add_index(struct text *t, const struct list *l, const struct page_row *row)
{
	text_addf(t, "%*s%s[%u", (int)row->depth, "", pt_level_name(l->k, row->level), row->first);
	if (row->count > 1)
		text_addf(t, "-%" PRIu64, row->first + row->count - 1);
	text_add(t, "] ");
}

/* What entries map: how many pages or blocks of which size; and what the first one holds. */
static void add_entries(struct text *t, const struct list *l, const struct page_row *row)
{
	struct text size = { 0 };

	sentence_size(&size, 1ull << pt_level_shift(l->k, row->level));
	text_addf(t,
	          row->level == LEVEL_PTE
	                  ? ngettext("%" PRIu64 " page of %s: %016" PRIx64,
	                             "%" PRIu64 " pages of %s: %016" PRIx64, row->count)
	                  : ngettext("%" PRIu64 " block of %s: %016" PRIx64,
	                             "%" PRIu64 " blocks of %s: %016" PRIx64, row->count),
	          row->count, text_str(&size), row->entry);
	text_free(&size);
}

/* Entries that come or go in parts: what is said of them, and the sign. */
static char add_part(struct text *t, const struct mapping_fill *f, const struct page_row *row)
{
	uint64_t done = row->count * f->part / f->parts;

	if (f->unmap && !f->part) {
		text_addf(t,
		          ngettext("%" PRIu64 " entry maps it", "%" PRIu64 " entries map it",
		                   row->count),
		          row->count);
		return ' ';
	}
	if (!f->part) {
		text_add(t, _("empty"));
		return '>';
	}
	text_addf(t,
	          f->unmap ? ngettext("%" PRIu64 " of %" PRIu64 " entry cleared",
	                              "%" PRIu64 " of %" PRIu64 " entries cleared", row->count)
	                   : ngettext("%" PRIu64 " of %" PRIu64 " entry written",
	                              "%" PRIu64 " of %" PRIu64 " entries written", row->count),
	          done, row->count);
	return f->unmap ? '-' : '+';
}

static char row_says(struct text *t, const struct list *l, const struct page_row *row, bool made)
{
	const struct mapping_fill *f = &l->fill;
	bool parts = f->moving && row->what == (f->unmap ? ROW_EMPTY : ROW_MAPS) &&
	             mapping_fill_has(f, l->k, row);
	bool now = f->moving && !f->unmap && row->depth + 1 == f->levels;

	if (parts && (f->unmap || made))
		return add_part(t, f, row);
	if (row->what == ROW_MAPS) {
		add_entries(t, l, row);
	} else if (row->what == ROW_EMPTY) {
		text_add(t, f->unmap && f->area ? _("empty; the table stays") : _("empty"));
	} else {
		text_addf(t, made ? _("leads to a new %s table") : _("leads to a %s table"),
		          pt_level_name(l->k, row->level - 1));
	}
	return now ? '>' : made ? '+' : ' ';
}

static void add_row(struct list *l, const struct page_row *row)
{
	bool made = l->fill.area && row->run &&
	            touched_has(&l->made, &row->run->count, sizeof(row->run->count));
	struct text t = { 0 };
	char sign[2] = { ' ', '\0' };

	if (row->run)
		lines_lead_to_writer(l->out, l->p, row->run, sizeof(*row->run));
	add_index(&t, l, row);
	sign[0] = row_says(&t, l, row, made);
	lines_add(l->out, STYLE_PLAIN, "   ");
	lines_add(l->out, STYLE_CHANGED, sign);
	add(l,
	    sign[0] == '>'          ? STYLE_NOW
	    : sign[0] != ' '        ? STYLE_CHANGED
	    : row->what == ROW_MAPS ? STYLE_CODE
	                            : STYLE_DIM,
	    text_str(&t));
	if (sign[0] != ' ')
		l->out->focus = l->out->count;
	lines_end(l->out);
	text_free(&t);
}

static void add_walk(struct list *l, const struct vm_struct *area)
{
	struct page_row rows[ROWS_MAX];
	unsigned count = page_rows(l->k, area, rows, ROWS_MAX);

	for (unsigned i = 0; i < count; i++)
		if (!l->fill.moving || rows[i].depth < l->fill.levels)
			add_row(l, &rows[i]);
	if (count == ROWS_MAX && !l->fill.moving) {
		add(l, STYLE_DIM, "    ");
		add(l, STYLE_DIM, glyph(l->room->unicode, GLYPH_MORE));
		lines_end(l->out);
	}
}

/* How many entries of which level map AREA: "2 PMD, 1 PTE". */
static void add_counts(const struct list *l, const struct vm_struct *area, struct text *t)
{
	uint64_t count[PT_LEVELS];
	bool any = false;

	if (l->fill.moving && area == l->fill.area) {
		text_add(t, l->fill.unmap ? _("being unmapped") : _("being mapped"));
		return;
	}
	pt_count(l->k, area, count);
	for (unsigned level = PT_LEVELS; level-- > 0;) {
		if (!count[level])
			continue;
		text_addf(t, "%s%" PRIu64 " %s", any ? ", " : "", count[level],
		          pt_level_name(l->k, level));
		any = true;
	}
	if (any)
		return;
	if (!area->caller)
		text_add(t, _("given back, not free yet"));
	else if (!(area->flags & VM_IOREMAP))
		text_add(t, _("the kernel image"));
	else
		text_add(t, _("nothing mapped yet"));
}

/* Behind them the type of memory, for what is mapped: "1 PTE, Device-nGnRE". */
static void add_type(const struct list *l, const struct vm_struct *area, struct text *t)
{
	const char *type = area->caller && area->flags & VM_IOREMAP
	                           ? ioremap_memory_type(l->k, area->prot)
	                           : NULL;

	if (type && !(l->fill.moving && area == l->fill.area))
		text_addf(t, ", %s", type);
}

static void add_area(struct list *l, const struct vm_struct *area)
{
	bool changed = was_written(l, area), hand = in_hand(l, area);
	struct text t = { 0 };

	lines_lead_to_writer(l->out, l->p, area, sizeof(*area));
	/* blanks stand in front of what they part: where a line is cut, those at an end are dropped */
	text_addf(&t, "%016" PRIx64, area->addr);
	lines_add(l->out, changed ? STYLE_CHANGED : STYLE_PLAIN, changed ? "*" : " ");
	add(l, hand ? STYLE_NOW : STYLE_PLAIN, text_str(&t));
	text_clear(&t);
	text_add_char(&t, ' ');
	text_add_range(&t, area->phys_addr, area->phys_addr + get_vm_area_size(l->k, area) - 1);
	add(l, STYLE_DEVICE, text_str(&t));
	text_clear(&t);
	text_addf(&t, " %s", area->caller ? area->caller : "");
	add(l, STYLE_PLAIN, text_str(&t));
	text_clear(&t);
	text_add_char(&t, ' ');
	add_counts(l, area, &t);
	add_type(l, area, &t);
	add(l, STYLE_DIM, text_str(&t));
	text_free(&t);
	if (hand)
		l->out->focus = l->out->count;
	lines_end(l->out);
	if (hand)
		add_walk(l, area);
}

/* The sign of the cell that stands for FIRST..LAST of the range that is tested. */
static const char *cell_sign(const struct list *l, const struct mapping_test *t, uint64_t first,
                             uint64_t last, enum style *style)
{
	bool looks = t->at_first <= t->at_last && t->at_first <= last && t->at_last >= first;
	bool ram = t->rest && t->ram_first <= last && t->ram_last >= first &&
	           t->ram_first <= t->ram_last && t->phase == TEST_SETTLED;

	*style = STYLE_DIM;
	if (looks && t->phase == TEST_LOOKS) {
		*style = STYLE_NOW;
		return "?";
	}
	if (looks && t->refused) {
		*style = STYLE_REFUSED;
		return glyph(l->room->unicode, GLYPH_BOTH);
	}
	if (ram) {
		*style = STYLE_CONFLICT;
		return "!";
	}
	if (t->at_first <= t->at_last && first <= t->at_last) {
		*style = STYLE_GRANTED;
		return "+";
	}
	return t->rest ? "-" : ".";
}

/* The page frames of the range in a row: tested, being tested, not looked at. */
static void add_frames(struct list *l, const struct mapping_test *t)
{
	uint64_t pages = (t->last - t->first) / t->page + 1;
	unsigned width = l->room->width > 60 ? 58 : l->room->width - 2;
	unsigned cells = pages > width ? width : (unsigned)pages;

	lines_add(l->out, STYLE_PLAIN, "[");
	for (unsigned i = 0; i < cells; i++) {
		uint64_t first = (uint64_t)((unsigned __int128)pages * i / cells);
		uint64_t behind = (uint64_t)((unsigned __int128)pages * (i + 1) / cells);
		enum style style;
		const char *sign = cell_sign(l, t, t->first + first * t->page,
		                             t->first + behind * t->page - 1, &style);

		lines_add(l->out, style, sign);
	}
	lines_add(l->out, STYLE_PLAIN, "]");
	lines_end(l->out);
}

/* The test of a range: what is asked for, its page frames, and what is said of one. */
static void add_test(struct list *l, const struct mapping_test *t)
{
	uint64_t pages = (t->last - t->first) / t->page + 1;
	struct text s = { 0 };

	text_add_char(&s, '>');
	text_add_range(&s, t->first, t->last);
	text_addf(&s,
	          ngettext(" asked for: %" PRIu64 " page frame",
	                   " asked for: %" PRIu64 " page frames", pages),
	          pages);
	add(l, STYLE_HEADING, text_str(&s));
	lines_end(l->out);
	add_frames(l, t);
	text_clear(&s);
	if (t->at_first <= t->at_last) {
		text_add_range(&s, t->at_first, t->at_last);
		text_add_char(&s, ' ');
	}
	text_add(&s, _(t->says));
	add(l,
	    t->refused               ? STYLE_REFUSED
	    : t->phase == TEST_LOOKS ? STYLE_NOW
	                             : STYLE_PLAIN,
	    text_str(&s));
	l->out->focus = l->out->count;
	lines_end(l->out);
	text_clear(&s);
	text_addf(&s, _("+ passes  %s refused  - not asked  ! RAM"),
	          glyph(l->room->unicode, GLYPH_BOTH));
	add(l, STYLE_DIM, text_str(&s));
	lines_end(l->out);
	text_free(&s);
}

void view_mappings(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct list l = { .p = p, .room = room, .out = out, .k = p->run->kernel };
	struct mapping_test test;
	size_t focus;

	about_step(&l.about, p, player_step_now(p));
	touched_init(&l.touched, p, true);
	mapping_fill_at(&l.fill, p, room->frame);
	if (l.fill.area)
		touched_since(&l.made, p, l.fill.from, true);
	mapping_test_at(&test, p, room->frame);
	if (test.phase)
		add_test(&l, &test);
	focus = out->focus;
	for (const struct vm_struct *a = l.k->vmalloc ? l.k->vmalloc->first : NULL; a; a = a->next)
		if (a->phys_addr)
			add_area(&l, a);
	if (test.phase)
		out->focus = focus;
	if (!out->count) {
		add(&l, STYLE_DIM,
		    profile_has(l.k->profile, FEATURE_NO_MMU)
		            ? _("Without an MMU nothing is ever mapped: an address is an "
		                "address.")
		            : _("Nothing is mapped for drivers yet."));
		lines_end(out);
	}
	touched_done(&l.made);
	touched_done(&l.touched);
}
