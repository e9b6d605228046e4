/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What becomes of a resource that is asked for: who takes it in, whom it adopts, who is in the way. */
#include <string.h>

#include "lesson/guess_internal.h"
#include "sim/intl.h"

/* So many levels below the parent are offered as places. */
#define LEVELS 3
/* A range that is there more often than so is not told apart. */
#define SAME_MAX 8

enum fate { BELOW_PARENT, BELOW, ADOPTS, REFUSED_BY, OUTSIDE };

struct claim {
	struct guess *g;
	const struct guess_call *call;
	struct guess_range what, parent;
	const struct resource *at; /* the parent itself */
	bool inserts;              /* it may adopt */
	bool goes_down;            /* it may be taken in further down */
	bool region;               /* what is busy takes nothing in */
	enum fate fate;
	struct guess_range other; /* who takes it in, is adopted, or is in the way */
	struct guess_range met;   /* what it overlaps first below its parent, */
	bool meets;               /* if anything */
};

/* The resource of the trees that R names. */
static const struct resource *find(const struct kernel *k, const struct guess_range *r)
{
	const struct resource *roots[] = { &k->iomem_resource, &k->ioport_resource };

	for (unsigned i = 0; i < 2; i++) {
		const struct resource *at = roots[i];

		for (unsigned n = 0; at && n < NODES_MAX; at = next_resource(at), n++)
			if (at->start == r->start && at->end == r->end &&
			    (at->name == r->name ||
			     (at->name && r->name && !strcmp(at->name, r->name))))
				return at;
	}
	return NULL;
}

/* All of those below ROOT that R names. */
static unsigned find_all(const struct resource *root, const struct guess_range *r,
                         const struct resource *found[SAME_MAX])
{
	const struct resource *at = root->child;
	unsigned count = 0;

	for (unsigned n = 0; at && n < NODES_MAX && count < SAME_MAX; at = next_resource(at), n++)
		if (at->start == r->start && at->end == r->end && at->name && r->name &&
		    !strcmp(at->name, r->name))
			found[count++] = at;
	return count;
}

/* ---- what is asked, and what came of it ---- */

static bool read_claim(struct claim *c)
{
	const struct sim *sim = player_sim(c->call->p);
	const struct step *step = &sim->steps[c->call->from];
	const uint64_t *parent = guess_words(sim, step, 'R', 0),
		       *res = guess_words(sim, step, 'R', 1);
	const uint64_t *range = guess_words(sim, step, 'r', 0),
		       *name = guess_words(sim, step, 'n', 0);

	if (!parent || (!res && (!range || !name)))
		return false;
	c->parent = guess_resource_at(sim, parent);
	if (res)
		c->what = guess_resource_at(sim, res);
	else
		c->what =
			(struct guess_range){ range[0], range[1], names_get(&sim->names, name[0]) };
	c->region = !res;
	c->inserts = !strncmp(c->call->function, "insert", 6);
	c->goes_down = c->inserts || c->region;
	c->at = find(c->call->p->run->kernel, &c->parent);
	return c->at != NULL;
}

/* The last step of the call that lets the resource in or turns it away. */
static uint32_t deciding_step(const struct guess_call *call)
{
	const struct sim *sim = player_sim(call->p);

	for (uint32_t i = call->to; i > call->from; i--) {
		uint8_t kind = sim->steps[i].says->kind;

		if (sim->steps[i].says->level <= LEVEL_STOP &&
		    (kind == STEP_LINK || kind == STEP_CONFLICT || kind == STEP_REFUSE))
			return i;
	}
	return NO_STEP;
}

/* It came in: where, and did it adopt? */
static bool see_linked(struct claim *c)
{
	const struct resource *before[SAME_MAX], *after[SAME_MAX], *node = NULL, *root = c->at;
	struct player *p = c->call->p;
	unsigned had, has;

	while (root->parent)
		root = root->parent;
	had = find_all(root, &c->what, before);
	player_go(p, c->g->to);
	has = find_all(root, &c->what, after);
	for (unsigned i = 0; i < has; i++) {
		unsigned n = 0;

		while (n < had && before[n] != after[i])
			n++;
		if (n == had)
			node = after[i];
	}
	if (!node || !node->parent) {
		player_go(p, c->call->from);
		return false;
	}
	c->fate = node->child ? ADOPTS : node->parent == c->at ? BELOW_PARENT : BELOW;
	c->other = guess_of(node->child ? node->child : node->parent);
	player_go(p, c->call->from);
	return true;
}

static bool see_fate(struct claim *c)
{
	const struct sim *sim = player_sim(c->call->p);
	const struct step *step;
	const uint64_t *in_the_way;

	c->g->to = deciding_step(c->call);
	if (c->g->to == NO_STEP)
		return false;
	step = &sim->steps[c->g->to];
	if (step->says->kind == STEP_LINK)
		return see_linked(c);
	in_the_way = guess_words(sim, step, 'R', 1);
	c->fate = step->says->kind == STEP_CONFLICT && in_the_way ? REFUSED_BY : OUTSIDE;
	if (c->fate == REFUSED_BY)
		c->other = guess_resource_at(sim, in_the_way);
	return true;
}

/* ---- answers ---- */

/* The root is known by its name; its range is all there is. */
static void name_parent(const struct claim *c, struct text *out)
{
	if (c->at->parent || !c->parent.name)
		guess_name(out, &c->parent);
	else
		text_add_printable(out, c->parent.name);
}

static void say(const struct claim *c, enum fate fate, const struct guess_range *other,
                struct text *out)
{
	struct text name = { 0 };

	if (fate == BELOW_PARENT || fate == OUTSIDE)
		name_parent(c, &name);
	else
		guess_name(&name, other);
	switch (fate) {
	case BELOW_PARENT:
	case BELOW:
		text_addf(out, _("It becomes a child of %s and adopts nobody."), text_str(&name));
		break;
	case ADOPTS:
		text_addf(out, _("It takes the place of %s and adopts what it covers."),
		          text_str(&name));
		break;
	case REFUSED_BY:
		text_addf(out, _("It is refused: %s is in the way."), text_str(&name));
		break;
	case OUTSIDE:
		text_addf(out, _("It is refused: it is no range inside %s."), text_str(&name));
		break;
	}
	text_free(&name);
}

/* Why it is not OTHER that takes it in. */
static void say_not_below(const struct claim *c, const struct guess_range *other, struct text *out)
{
	const struct resource *res = find(c->call->p->run->kernel, other);
	struct text name = { 0 };

	guess_name(&name, other);
	if (!guess_holds(other, &c->what))
		text_addf(out, _("%s does not hold all of it."), text_str(&name));
	else if (!c->goes_down)
		text_addf(out,
		          _("%s looks at the children of its parent only and never goes down."),
		          c->call->function);
	else if (c->region && res && res->flags & IORESOURCE_BUSY)
		text_addf(out, _("%s is busy, so nobody may claim a part of it."), text_str(&name));
	else
		text_addf(out, _("%s holds it, but that is not where the search ends."),
		          text_str(&name));
	text_free(&name);
}

/* Why it is not OTHER that is in the way. */
static void say_not_refused(const struct claim *c, const struct guess_range *other,
                            struct text *out)
{
	struct text name = { 0 };

	guess_name(&name, other);
	if (!guess_overlap(other, &c->what))
		text_addf(out, _("%s shares no byte with it: both ends of a range belong to it."),
		          text_str(&name));
	else if (c->inserts && guess_holds(&c->what, other))
		text_addf(out, _("It covers %s whole, so it adopts it."), text_str(&name));
	else if (c->goes_down && guess_holds(other, &c->what))
		text_addf(out, _("%s holds all of it, so it is tried as the parent."),
		          text_str(&name));
	else
		text_addf(out, _("%s overlaps it, but something else decides."), text_str(&name));
	text_free(&name);
}

static void say_not_adopted(const struct claim *c, const struct guess_range *other,
                            struct text *out)
{
	struct text name = { 0 };

	guess_name(&name, other);
	if (!c->inserts)
		text_addf(out, _("%s never adopts; insert_resource does."), c->call->function);
	else if (!guess_holds(&c->what, other))
		text_addf(out, _("It does not cover %s whole, and no range is split."),
		          text_str(&name));
	else
		text_addf(out, _("It covers %s, but does not get so far."), text_str(&name));
	text_free(&name);
}

static void say_why_not(const struct claim *c, enum fate fate, const struct guess_range *other,
                        struct text *out)
{
	struct text name = { 0 };

	if (c->what.end < c->what.start) {
		text_add(out, _("It ends before it begins, so it is no range at all."));
		return;
	}
	switch (fate) {
	case BELOW_PARENT:
		if (c->meets)
			guess_name(&name, &c->met);
		else
			name_parent(c, &name);
		text_addf(out,
		          c->meets ? _("%s overlaps it there.") : _("It does not lie inside %s."),
		          text_str(&name));
		break;
	case BELOW:
		say_not_below(c, other, out);
		break;
	case ADOPTS:
		say_not_adopted(c, other, out);
		break;
	case REFUSED_BY:
		say_not_refused(c, other, out);
		break;
	case OUTSIDE:
		name_parent(c, &name);
		text_addf(out, _("It lies inside %s."), text_str(&name));
		break;
	}
	text_free(&name);
}

static bool is_same(const struct guess_range *a, const struct guess_range *b)
{
	return a->start == b->start && a->end == b->end &&
	       (a->name == b->name || (a->name && b->name && !strcmp(a->name, b->name)));
}

static void offer(const struct claim *c, enum fate fate, const struct guess_range *other)
{
	bool same = !other || fate == BELOW_PARENT || fate == OUTSIDE || is_same(other, &c->other);
	struct text text = { 0 }, because = { 0 };

	say(c, fate, other, &text);
	if (fate != c->fate || !same)
		say_why_not(c, fate, other, &because);
	guess_add(c->g, fate == c->fate && same, &text, &because);
	text_free(&text);
	text_free(&because);
}

/* The first child of PARENT that shares a byte with R, else the one that lies nearest to it. */
static const struct resource *neighbour(const struct resource *parent, const struct guess_range *r,
                                        bool *overlaps)
{
	const struct resource *near = NULL, *at = parent->child;
	uint64_t least = UINT64_MAX;

	*overlaps = false;
	for (unsigned n = 0; at && n < NODES_MAX; at = at->sibling, n++) {
		struct guess_range here = guess_of(at);
		uint64_t gap = here.end < r->start ? r->start - here.end : here.start - r->end;

		if (guess_overlap(&here, r)) {
			*overlaps = true;
			return at;
		}
		if (gap < least) {
			least = gap;
			near = at;
		}
	}
	return near;
}

/* What might become of it, as far as the tree shows. */
static void offer_all(struct claim *c)
{
	const struct resource *at = c->at;

	/* the right one first: the others find room beside it */
	offer(c, c->fate, &c->other);
	offer(c, BELOW_PARENT, NULL);
	for (unsigned level = 0; level < LEVELS; level++) {
		bool overlaps;
		const struct resource *near = neighbour(at, &c->what, &overlaps);
		struct guess_range range;

		if (!near || (level && !overlaps))
			break;
		range = guess_of(near);
		if (!level) {
			c->met = range;
			c->meets = overlaps;
		}
		offer(c, REFUSED_BY, &range);
		offer(c, BELOW, &range);
		if (c->inserts || !level)
			offer(c, ADOPTS, &range);
		if (!overlaps || !guess_holds(&range, &c->what))
			break;
		at = near;
	}
	offer(c, OUTSIDE, NULL);
}

bool guess_resource(struct guess *g, const struct guess_call *call)
{
	struct claim c = { .g = g, .call = call };
	struct text t = { 0 }, what = { 0 }, parent = { 0 };
	const struct resource *first;

	if (!read_claim(&c) || !see_fate(&c))
		return false;
	first = neighbour(c.at, &c.what, &c.meets);
	if (first)
		c.met = guess_of(first);
	guess_name(&what, &c.what);
	name_parent(&c, &parent);
	text_addf(&t, _("%s is called for %s, below %s. What becomes of it?"), call->function,
	          text_str(&what), text_str(&parent));
	g->question = guess_keep(g, &t);
	offer_all(&c);
	text_free(&t);
	text_free(&what);
	text_free(&parent);
	return true;
}
