/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a range that a list of memblock gets: which neighbours it becomes one with. */
#include <string.h>

#include "lesson/guess_internal.h"
#include "sim/intl.h"

/* A gap up to so many bytes is near enough to be asked about. */
#define NEAR 0x10000

enum fate { ALONE, WITH_BELOW, WITH_ABOVE, WITH_BOTH, THERE };

struct addition {
	struct guess *g;
	struct guess_range what, below, above; /* the regions next to it, or overlapping its ends */
	bool has_below, has_above;
	bool touches_below, touches_above; /* not a byte between, and the same flags */
	bool parted;                       /* the flags or the node of one that touches differ */
	const char *list;
	enum fate fate;
};

static const struct memblock_type *list_of(const struct guess_call *call, const char *name)
{
	const struct memblock *m = &call->p->run->kernel->mm_memblock.memblock;

	return name && !strcmp(name, "memory") ? &m->memory : &m->reserved;
}

static struct guess_range region_at(const struct memblock_type *list, uint64_t i)
{
	const struct memblock_region *r = &list->regions[i];

	return (struct guess_range){ r->base, r->base + r->size - 1, NULL };
}

/* The region of LIST that holds ADDRESS. */
static bool find_region(const struct memblock_type *list, uint64_t address, struct guess_range *out)
{
	for (uint64_t i = 0; i < list->cnt; i++) {
		*out = region_at(list, i);
		if (list->regions[i].size && out->start <= address && address <= out->end)
			return true;
	}
	return false;
}

/* Its neighbours as they are before; returns whether one is near enough to be asked about. */
static bool look_around(struct addition *a, const struct memblock_type *list)
{
	bool near = false;

	for (uint64_t i = 0; i < list->cnt; i++) {
		struct guess_range r = region_at(list, i);

		if (!list->regions[i].size)
			continue;
		if (r.start <= a->what.start) {
			a->below = r;
			a->has_below = true;
			a->touches_below = r.end >= a->what.start || r.end + 1 == a->what.start;
			near |= a->touches_below || a->what.start - r.end <= NEAR;
		} else if (!a->has_above) {
			a->above = r;
			a->has_above = true;
			a->touches_above = r.start <= a->what.end || a->what.end + 1 == r.start;
			near |= a->touches_above || r.start - a->what.end <= NEAR;
		}
	}
	return near;
}

/* The last step of the call that changed the list, or found that nothing is to be done. */
static uint32_t deciding_step(const struct guess_call *call)
{
	const struct sim *sim = player_sim(call->p);

	for (uint32_t i = call->to; i > call->from; i--) {
		uint8_t kind = sim->steps[i].says->kind;

		if (kind == STEP_LINK || kind == STEP_RESIZE || kind == STEP_DECIDE)
			return i;
	}
	return NO_STEP;
}

static bool see_fate(struct addition *a, const struct guess_call *call)
{
	struct guess_range now;
	bool there;

	if (a->has_below && guess_holds(&a->below, &a->what)) {
		a->fate = THERE;
		return true;
	}
	player_go(call->p, call->to);
	there = find_region(list_of(call, a->list), a->what.start, &now);
	player_go(call->p, call->from);
	if (!there || now.end < a->what.end)
		return false;
	a->fate = now.start < a->what.start ? now.end > a->what.end ? WITH_BOTH : WITH_BELOW
	          : now.end > a->what.end   ? WITH_ABOVE
	                                    : ALONE;
	/* touching is not all: flags and node must agree as well */
	a->parted = (a->touches_below && now.start == a->what.start) ||
	            (a->touches_above && now.end == a->what.end);
	return true;
}

static void say(const struct addition *a, enum fate fate, struct text *out)
{
	struct text below = { 0 }, above = { 0 };

	guess_name(&below, &a->below);
	guess_name(&above, &a->above);
	switch (fate) {
	case ALONE:
		text_add(out, _("It becomes a region of its own."));
		break;
	case WITH_BELOW:
		text_addf(out, _("It becomes one with the region below it, %s."), text_str(&below));
		break;
	case WITH_ABOVE:
		text_addf(out, _("It becomes one with the region above it, %s."), text_str(&above));
		break;
	case WITH_BOTH:
		text_addf(out, _("It joins %s and %s: the three become one."), text_str(&below),
		          text_str(&above));
		break;
	case THERE:
		text_add(out, _("Nothing changes: the list has all of it already."));
		break;
	}
	text_free(&below);
	text_free(&above);
}

static const char *why_not(const struct addition *a, enum fate fate)
{
	if (fate == THERE)
		return _("There are bytes of it that the list does not have yet.");
	if (a->fate == THERE)
		return _("One region of the list holds all of it already.");
	if (a->parted)
		return _("What touches becomes one only if flags and node agree as well.");
	if (fate == ALONE)
		return _("Not a byte lies between it and a neighbour, and their flags agree.");
	if (a->fate == WITH_BOTH)
		return _("It touches both of its neighbours.");
	return _("There is a gap between them, and only what touches becomes one.");
}

static void offer(const struct addition *a, enum fate fate)
{
	struct text text = { 0 }, because = { 0 };

	say(a, fate, &text);
	if (fate != a->fate)
		text_add(&because, why_not(a, fate));
	guess_add(a->g, fate == a->fate, &text, &because);
	text_free(&text);
	text_free(&because);
}

bool guess_memblock(struct guess *g, const struct guess_call *call)
{
	const struct sim *sim = player_sim(call->p);
	const struct step *step = &sim->steps[call->from];
	const uint64_t *range = guess_words(sim, step, 'r', 0),
		       *name = guess_words(sim, step, 'n', 0);
	struct addition a = { .g = g };
	struct text t = { 0 }, what = { 0 };

	g->to = deciding_step(call);
	if (!range || !name || range[0] > range[1] || g->to == NO_STEP)
		return false;
	a.what = (struct guess_range){ range[0], range[1], NULL };
	a.list = names_get(&sim->names, name[0]);
	if (!look_around(&a, list_of(call, a.list)) || !see_fate(&a, call))
		return false;
	guess_name(&what, &a.what);
	text_addf(&t, _("memblock's list %s gets %s. What becomes of it?"), a.list,
	          text_str(&what));
	g->question = guess_keep(g, &t);
	offer(&a, a.fate);
	offer(&a, ALONE);
	if (a.has_below)
		offer(&a, WITH_BELOW);
	if (a.has_above)
		offer(&a, WITH_ABOVE);
	if (a.has_below && a.has_above)
		offer(&a, WITH_BOTH);
	offer(&a, THERE);
	text_free(&t);
	text_free(&what);
	return true;
}
