/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `mappings`: what is mapped for drivers, by virtual address, and below the
 * one in hand the way through the page tables.  A row begins with `*` when this step wrote it.
 */
#include <inttypes.h>

#include "linux/mm/vmalloc.h"
#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/about.h"

struct list {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
	const struct kernel *k;
	struct about about;
	struct touched touched;
};

static void add(struct list *l, enum style style, const char *text)
{
	lines_add_cut(l->out, style, text, l->room->width, l->room->unicode);
}

/* Bytes of AREA that are mapped: all but the guard page. */
static uint64_t mapped_size(const struct list *l, const struct vm_struct *area)
{
	uint64_t guard = area->flags & VM_NO_GUARD ? 0 : PAGE_SIZE(l->k);

	return area->size > guard ? area->size - guard : area->size;
}

/* Is the step about the physical range that AREA maps, or was AREA written by it? */
static bool in_hand(const struct list *l, const struct vm_struct *area)
{
	const struct about_range *hand = &l->about.ranges[l->about.hand];
	uint64_t last = area->phys_addr + mapped_size(l, area) - 1;

	if (touched_has(&l->touched, area, sizeof(*area)))
		return true;
	return l->about.count && !hand->is_resource && hand->first <= hand->last &&
	       hand->first <= last && hand->last >= area->phys_addr;
}

static void add_walk(struct list *l, const struct vm_struct *area)
{
	struct pt_walk walk;
	struct text t = { 0 };

	pt_walk(l->k, area->addr, &walk);
	for (unsigned i = 0; i < walk.levels; i++) {
		unsigned level = walk.step[i].level;

		text_clear(&t);
		text_addf(&t, "    %*s%s[%u] ", (int)i, "", pt_level_name(l->k, level),
		          walk.step[i].index);
		if (walk.step[i].table)
			text_addf(&t, _("leads to a %s table"), pt_level_name(l->k, level - 1));
		else if (walk.step[i].entry)
			text_addf(&t, "%016" PRIx64, walk.step[i].entry);
		else
			text_add(&t, _("empty"));
		add(l, walk.step[i].entry && !walk.step[i].table ? STYLE_CODE : STYLE_DIM,
		    text_str(&t));
		lines_end(l->out);
	}
	text_free(&t);
}

/* How many entries of which level map AREA: "2 PMD, 1 PTE". */
static void add_counts(const struct list *l, const struct vm_struct *area, struct text *t)
{
	uint64_t count[4];
	bool any = false;

	pt_count(l->k, area, count);
	for (unsigned level = 4; level-- > 0;) {
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

static void add_area(struct list *l, const struct vm_struct *area)
{
	bool changed = touched_has(&l->touched, area, sizeof(*area)), hand = in_hand(l, area);
	struct text t = { 0 };

	lines_lead_to_writer(l->out, l->p, area, sizeof(*area));
	text_addf(&t, "%016" PRIx64 " ", area->addr);
	lines_add(l->out, changed ? STYLE_CHANGED : STYLE_PLAIN, changed ? "*" : " ");
	add(l, hand ? STYLE_NOW : STYLE_PLAIN, text_str(&t));
	text_clear(&t);
	text_add_range(&t, area->phys_addr, area->phys_addr + mapped_size(l, area) - 1);
	text_add_char(&t, ' ');
	add(l, STYLE_DEVICE, text_str(&t));
	text_clear(&t);
	text_addf(&t, "%s ", area->caller ? area->caller : "");
	add(l, STYLE_PLAIN, text_str(&t));
	text_clear(&t);
	add_counts(l, area, &t);
	add(l, STYLE_DIM, text_str(&t));
	text_free(&t);
	if (hand)
		l->out->focus = l->out->count;
	lines_end(l->out);
	if (hand)
		add_walk(l, area);
}

void view_mappings(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct list l = { .p = p, .room = room, .out = out, .k = p->run->kernel };

	about_step(&l.about, p, player_step_now(p));
	touched_init(&l.touched, p, true);
	for (const struct vm_struct *a = l.k->vmalloc ? l.k->vmalloc->first : NULL; a; a = a->next)
		if (a->phys_addr)
			add_area(&l, a);
	if (!out->count) {
		add(&l, STYLE_DIM, _("Nothing is mapped for drivers yet."));
		lines_end(out);
	}
	touched_done(&l.touched);
}
