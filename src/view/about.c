/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/about.h"

#include <stdlib.h>
#include <string.h>

#include "sim/intl.h"
#include "sim/memory.h"

const char *about_letters(const struct step *step)
{
	static const char *const none = "";

	if (step->says->kind == STEP_CALL)
		return step->function->args;
	if (step->says->kind == STEP_RETURN)
		return step->function->returns == 'R'   ? "R"
		       : step->function->returns == 'e' ? "e"
		                                        : none;
	return step->says->args;
}

static void add_range(struct about *about, const struct sim *sim, const uint64_t *w, bool resource)
{
	struct about_range *r = &about->ranges[about->count];

	if (about->count == ABOUT_MAX || (resource && !w[0] && !w[1] && !w[2]))
		return;
	*r = (struct about_range){ w[0], w[1], resource ? names_get(&sim->names, w[2]) : NULL,
		                   resource };
	about->count++;
}

/* A place that the arena has; others cannot come from a step. */
static const struct resource *place_at(const struct sim *sim, uint64_t offset)
{
	if (offset > sim->journal.top || sim->journal.top - offset < sizeof(struct resource))
		return NULL;
	return (const void *)(sim->journal.base + offset);
}

void about_step(struct about *about, const struct player *p, const struct step *step)
{
	const struct sim *sim = player_sim(p);
	unsigned at = 0;

	*about = (struct about){ .passes = 1 };
	if (!step)
		return;
	for (const char *letter = about_letters(step); *letter; letter++) {
		const uint64_t *words = sim_args(sim, step) + at;

		at += step_letter_words(*letter);
		if (at > step->arg_words)
			break;
		if (*letter == 'r' || *letter == 'R')
			add_range(about, sim, words, *letter == 'R');
		else if (*letter == 'd')
			about->passes = words[0];
		else if (*letter == 'o')
			about->place = place_at(sim, words[0]);
		else if (*letter == 'e')
			about->result = (int64_t)words[0];
	}
	about->is_walk = about->place && step->says->kind == STEP_COMPARE;
	/* A call and a walk name the tree or its members first, then what they are about. */
	about->hand = 0;
	if (about->count && (about->is_walk || step->says->kind == STEP_CALL))
		about->hand = about->count - 1;
}

const struct resource *about_compared(const struct about *about, const struct player *p)
{
	const struct resource *res = about->place;
	uint64_t start = UINT64_MAX;

	if (!about->is_walk)
		return NULL;
	if (about->count && !about->ranges[about->hand].is_resource)
		start = about->ranges[about->hand].first;
	/* A search looks at children only from the first that reaches the range. */
	for (uint32_t i = 0; i < p->sub && res; i++)
		res = res->end >= start ? next_resource(res) : next_resource_skip_children(res);
	return res;
}

bool about_is(const struct about_range *r, const struct resource *res)
{
	return r->first == res->start && r->last == res->end &&
	       (!r->is_resource || r->name == res->name);
}

void tree_walk_init(struct tree_walk *w, const struct player *p, const struct resource *root)
{
	*w = (struct tree_walk){ root, root, 0,
		                 player_sim(p)->journal.top / sizeof(struct resource) };
}

bool tree_walk_next(struct tree_walk *w)
{
	if (!w->left--)
		w->at = NULL;
	if (!w->at)
		return false;
	if (w->at->child) {
		w->at = w->at->child;
		w->depth++;
		return true;
	}
	while (w->at && w->at != w->root && !w->at->sibling) {
		w->at = w->at->parent;
		w->depth -= w->depth > 1;
	}
	w->at = !w->at || w->at == w->root ? NULL : w->at->sibling;
	return w->at;
}

/* Is it in the tree, maybe grown since the call was made? */
static bool is_linked(const struct player *p, const struct about_range *r)
{
	const struct kernel *k = p->run->kernel;
	const struct resource *roots[] = { &k->iomem_resource, &k->ioport_resource };
	struct tree_walk w;

	for (unsigned i = 0; i < 2; i++) {
		if (about_is(r, roots[i]))
			return true;
		for (tree_walk_init(&w, p, roots[i]); tree_walk_next(&w);)
			if (w.at->name == r->name && w.at->start <= r->first &&
			    w.at->end >= r->last)
				return true;
	}
	return false;
}

/* What functions whose names have such a word in them do with a resource that is not linked. */
static const struct {
	const char *word;
	const char *says;
	bool adds;
} doings[] = {
	{ "insert", N_("being inserted"), true },
	{ "request", N_("being requested"), true },
	{ "reserve_region", N_("being reserved"), true },
	{ "allocate_resource", N_("looking for room"), true },
	{ "adjust_resource", N_("being adjusted"), false },
	{ "release", N_("out of the tree"), false },
	{ "remove", N_("out of the tree"), false },
};

static bool find_doing(struct candidate *c, const struct step *step, const struct about *now)
{
	size_t i = 0;

	if (!step->function)
		return false;
	while (i < sizeof(doings) / sizeof(doings[0]) &&
	       !strstr(step->function->function, doings[i].word))
		i++;
	if (i == sizeof(doings) / sizeof(doings[0]))
		return false;
	c->says = doings[i].says;
	c->style = STYLE_NOW;
	if (doings[i].adds && now->result < 0) {
		c->says = N_("refused");
		c->style = STYLE_REFUSED;
	}
	return true;
}

/* The first resource of ABOUT that is not linked is the candidate, another one its parent. */
static bool pick_unlinked(struct candidate *c, const struct player *p, const struct about *about)
{
	for (unsigned i = 0; i < about->count; i++) {
		const struct about_range *r = &about->ranges[i];

		if (r->is_resource && r->first <= r->last && !is_linked(p, r)) {
			c->what = *r;
			for (unsigned n = 0; n < about->count; n++)
				if (n != i && about->ranges[n].is_resource &&
				    is_linked(p, &about->ranges[n])) {
					c->parent = about->ranges[n];
					break;
				}
			return true;
		}
	}
	return false;
}

bool about_candidate(struct candidate *c, const struct player *p, const struct about *about)
{
	const struct sim *sim = player_sim(p);
	const struct step *step = player_step_now(p), *now = step;
	struct about around = *about;

	*c = (struct candidate){ .parent = { .first = 1 } };
	/* Most calls pass on what their callers gave them; a few steps up it is another matter. */
	for (unsigned up = 0; step && up < 6; up++) {
		if (find_doing(c, step, about) && pick_unlinked(c, p, &around)) {
			if (now->says->kind == STEP_REFUSE || now->says->kind == STEP_CONFLICT) {
				c->style = STYLE_REFUSED;
				c->says = N_("refused");
			}
			return true;
		}
		step = step->call == NO_STEP ? NULL : &sim->steps[step->call];
		if (step)
			about_step(&around, p, step);
	}
	return false;
}

static int by_start(const void *a, const void *b)
{
	const size_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* The steps that are searched for the one before. */
#define WINDOW_STEPS 4096

size_t about_window(const struct player *p, size_t *from)
{
	const struct sim *sim = player_sim(p);
	const struct step *now = player_step_now(p), *step;
	size_t to;

	*from = 0;
	if (!now)
		return 0;
	to = sim_step_notes(sim, p->at, from);
	if (*from < to || now->call == NO_STEP ||
	    (now->says->level != LEVEL_STOP && now->says->kind != STEP_RETURN))
		return to;
	for (uint32_t i = p->at; i-- > now->call && p->at - i < WINDOW_STEPS;) {
		step = &sim->steps[i];
		if (i != now->call && (step->call != now->call || step->says->kind == STEP_CALL))
			continue;
		*from = step->notes;
		break;
	}
	return to;
}

void touched_since(struct touched *t, const struct player *p, size_t from, bool written)
{
	const struct sim *sim = player_sim(p);
	size_t to, kept = 0;

	*t = (struct touched){ .base = sim->journal.base };
	if (p->at == NO_STEP)
		return;
	to = sim->steps[p->at].notes;
	for (size_t i = from; i < to; i++) {
		const struct note *n = &sim->journal.notes[i];
		size_t low = n->at, high = low + n->len;

		if (written && n->shift)
			continue;
		if (n->shift < 0)
			low -= (size_t)-n->shift;
		else
			high += (size_t)n->shift;
		t->spans = xgrow(t->spans, &t->cap, t->count + 1, sizeof(*t->spans));
		t->spans[t->count].low = low;
		t->spans[t->count++].high = high;
	}
	if (!t->count)
		return;
	qsort(t->spans, t->count, sizeof(*t->spans), by_start);
	for (size_t i = 1; i < t->count; i++) {
		if (t->spans[i].low > t->spans[kept].high)
			t->spans[++kept] = t->spans[i];
		else if (t->spans[i].high > t->spans[kept].high)
			t->spans[kept].high = t->spans[i].high;
	}
	t->count = kept + 1;
}

void touched_init(struct touched *t, const struct player *p, bool written)
{
	size_t from = 0;

	if (p->at != NO_STEP)
		sim_step_notes(player_sim(p), p->at, &from);
	touched_since(t, p, from, written);
}

void touched_done(struct touched *t)
{
	free(t->spans);
	*t = (struct touched){ 0 };
}

bool touched_has(const struct touched *t, const void *at, size_t len)
{
	size_t start = (size_t)((const unsigned char *)at - t->base), low = 0, high = t->count;

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (t->spans[mid].high <= start)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->count && t->spans[low].low < start + len;
}
