/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a resource leaves the tree, and how it gets another range: told in frames. */
#include <stddef.h>
#include <string.h>

#include "sim/intl.h"
#include "view/frames.h"

/* More children than these move up in leaps; a list longer than the other is not walked. */
#define SHIFTS_MAX 6
#define LIST_MAX   4096
/* In its place, taken out, beside the tree. */
#define LEAVE_FRAMES 3
/* As it was, what is wrong with that, how it changes; then as it is, which stays to be seen. */
#define RESIZE_FRAMES 3

struct change {
	enum step_kind kind;            /* STEP_UNLINK or STEP_RESIZE */
	const struct resource *node;    /* where it lies in the arena */
	struct resource was;            /* it, before the step */
	const struct resource *objects; /* a resize: who is in the way, or NULL */
	uint64_t moved;                 /* its children that stay, in its place */
};

/* A resource of the arena begins at OFFSET. */
static const struct resource *resource_at(const struct sim *sim, uint64_t offset)
{
	if (offset > sim->journal.top || sim->journal.top - offset < sizeof(struct resource) ||
	    offset % _Alignof(struct resource))
		return NULL;
	return (const void *)(sim->journal.base + offset);
}

static struct resource past_of(const struct sim *sim, size_t notes, const struct resource *res)
{
	struct resource was;

	journal_past(&sim->journal, notes, res, sizeof(was), &was);
	return was;
}

/* The pointer to it was replaced: what it was, when that is the one the step names. */
static bool was_unlinked(struct change *c, const struct sim *sim, size_t from, const struct note *n,
                         const struct about_range *r)
{
	const unsigned char *led;
	const struct resource *res;

	journal_past(&sim->journal, from, sim->journal.base + n->at, sizeof(led), &led);
	if (led < sim->journal.base)
		return false;
	res = resource_at(sim, (uint64_t)(led - sim->journal.base));
	if (!res || !about_is(r, res))
		return false;
	c->node = res;
	c->was = past_of(sim, from, res);
	return c->was.parent != NULL;
}

/* Its start or its end was written: the note leads to it. */
static bool was_resized(struct change *c, const struct sim *sim, size_t from, const struct note *n,
                        const struct about *about)
{
	static const size_t members[] = { offsetof(struct resource, start),
		                          offsetof(struct resource, end) };

	for (size_t m = 0; m < sizeof(members) / sizeof(members[0]); m++) {
		const struct resource *res =
			n->at >= members[m] ? resource_at(sim, n->at - members[m]) : NULL;

		if (!res || !res->name)
			continue;
		c->was = past_of(sim, from, res);
		for (unsigned i = 0; i < about->count; i++)
			if (about_is(&about->ranges[i], &c->was)) {
				c->node = res;
				return true;
			}
	}
	return false;
}

static void find_objector(struct change *c, const struct player *p, const struct about *about)
{
	for (unsigned i = 0; i < about->count && !c->objects; i++)
		if (about->ranges[i].is_resource && !about_is(&about->ranges[i], &c->was))
			c->objects = tree_find(p, &about->ranges[i]);
}

/* The children of what was unlinked stand in its place when its parent leads to the first. */
static void count_moved(struct change *c)
{
	const struct resource *at = c->was.child;

	if (!at || at->parent != c->was.parent)
		return;
	for (; at && at != c->was.sibling && c->moved < LIST_MAX; at = at->sibling)
		c->moved++;
}

/* Does it stand in one of the trees?  A parent that was freed is still pointed at. */
static bool in_trees(const struct player *p, const struct resource *res)
{
	const struct kernel *k = p->run->kernel;
	const struct resource *roots[] = { &k->iomem_resource, &k->ioport_resource };
	struct tree_walk w;

	for (unsigned i = 0; i < 2; i++) {
		if (res == roots[i])
			return true;
		for (tree_walk_init(&w, p, roots[i]); tree_walk_next(&w);)
			if (w.at == res)
				return true;
	}
	return false;
}

static bool find_change(struct change *c, const struct player *p, const struct about *about)
{
	const struct sim *sim = player_sim(p);
	const struct step *step = player_step_now(p);
	size_t from, to;

	*c = (struct change){ 0 };
	if (!step || !about->count || !step->function ||
	    strcmp(step->function->file, "kernel/resource.c") != 0)
		return false;
	c->kind = step->says->kind;
	to = sim_step_notes(sim, p->at, &from);
	for (size_t i = from; i < to && !c->node; i++) {
		const struct note *n = &sim->journal.notes[i];

		if (n->shift || n->len != sizeof(uint64_t))
			continue;
		if (c->kind == STEP_UNLINK && about->ranges[0].is_resource)
			was_unlinked(c, sim, from, n, &about->ranges[0]);
		else if (c->kind == STEP_RESIZE)
			was_resized(c, sim, from, n, about);
	}
	if (!c->node)
		return false;
	if (c->kind == STEP_RESIZE)
		find_objector(c, p, about);
	else
		count_moved(c);
	if (c->kind == STEP_UNLINK)
		return in_trees(p, c->was.parent);
	/* one that is on its way stands before what is in the way */
	return c->node->parent ? in_trees(p, c->node) : c->objects != NULL;
}

static unsigned shifts_of(const struct change *c)
{
	return c->moved > SHIFTS_MAX ? SHIFTS_MAX : (unsigned)c->moved;
}

static unsigned frames_of(const struct change *c)
{
	return c->kind == STEP_UNLINK ? LEAVE_FRAMES + shifts_of(c) : RESIZE_FRAMES;
}

unsigned tree_change_frames(const struct player *p, const struct about *about)
{
	struct change c;

	return find_change(&c, p, about) ? frames_of(&c) : 0;
}

static struct about_range range_of(const struct resource *res)
{
	return (struct about_range){ res->start, res->end, res->name, true };
}

/* It is seen in its place, its children move up, and it goes. */
static void show_leaving(struct tree_frame *f, const struct change *c, unsigned n)
{
	unsigned shifts = shifts_of(c);

	f->phase = PHASE_LEAVE;
	f->what = range_of(&c->was);
	f->node = c->node;
	f->parent = c->was.parent;
	f->before = c->moved ? c->was.child : c->was.sibling;
	f->moved = c->moved ? c->was.child : NULL;
	f->behind = c->was.sibling;
	f->shifted = shifts && n ? c->moved * (n > shifts ? shifts : n) / shifts : 0;
	f->gone = n == frames_of(c) - 1;
	f->dark = n == 0;
	f->says = !n            ? N_("is to leave")
	          : f->gone     ? N_("out of the tree")
	          : n <= shifts ? N_("its children stay")
	                        : N_("is taken out");
}

static const char *change_says(const struct resource *was, const struct resource *is)
{
	bool low = is->start<was->start, high = is->end> was->end;

	if (was->start == is->start || was->end == is->end)
		return low || high ? N_("grows") : N_("shrinks");
	return low && high ? N_("grows") : low || high ? N_("moves") : N_("shrinks");
}

static void show_resize(struct tree_frame *f, const struct change *c, unsigned n)
{
	bool linked = c->node->parent != NULL;
	const char *settled = linked ? NULL : N_("tries again");

	f->phase = n == 1 && c->objects ? PHASE_OVERLAP : PHASE_RESIZE;
	f->what = range_of(n < 2 ? &c->was : c->node);
	f->node = linked ? c->node : NULL;
	f->parent = linked ? c->node->parent : c->objects->parent;
	f->before = c->objects;
	f->compared = n < 2 ? c->objects : NULL;
	f->says = n == 0               ? N_("as it was")
	          : n == 2             ? change_says(&c->was, c->node)
	          : n >= RESIZE_FRAMES ? settled
	          : c->objects         ? N_("overlaps it")
	                               : N_("is to change");
}

void tree_change_at(struct tree_frame *f, const struct player *p, const struct about *about,
                    struct view_frame frame)
{
	struct change c;
	bool settled;

	if (!find_change(&c, p, about))
		return;
	settled = frame.n >= frame.of || frame.n >= frames_of(&c);
	if (c.kind == STEP_RESIZE)
		show_resize(f, &c, settled ? RESIZE_FRAMES : frame.n);
	else if (!settled)
		show_leaving(f, &c, frame.n);
}
