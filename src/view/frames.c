/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/frames.h"

#include <string.h>

#include "linux/linux.h"
#include "sim/intl.h"

/* More comparisons, or adopted children, than these are shown in leaps. */
#define COMPARISONS_MAX 10
#define SHIFTS_MAX      6
/* An overlap: both are shown, then where they overlap, by turns. */
#define FLASHES 3
/* A list longer than that is not walked for a picture. */
#define LIST_MAX 4096

/* What the step did, from which every frame follows. */
struct insertion {
	struct about_range what;
	const struct resource *node, *parent, *conflict;
	uint64_t compared; /* siblings that it is compared with, of the list before the step */
	uint64_t adopted;
	unsigned compare_frames, link_frames;
};

/* The resource of the trees that R names; one that the step LINKED if asked so. */
static const struct resource *find(const struct player *p, const struct about_range *r,
                                   const struct touched *linked)
{
	const struct kernel *k = p->run->kernel;
	const struct resource *roots[] = { &k->iomem_resource, &k->ioport_resource };
	struct tree_walk w;

	for (unsigned i = 0; i < 2; i++)
		for (tree_walk_init(&w, p, roots[i]); tree_walk_next(&w);)
			if (about_is(r, w.at) &&
			    (!linked || touched_has(linked, &w.at->parent, sizeof(w.at->parent))))
				return w.at;
	return NULL;
}

/* The list of siblings as it was before the step: what was adopted is in it, the node is not. */
static const struct resource *skip_node(const struct insertion *in, const struct resource *res)
{
	if (!in->node || res != in->node)
		return res;
	return in->adopted ? res->child : res->sibling;
}

static const struct resource *first_sibling(const struct insertion *in)
{
	return skip_node(in, in->parent->child);
}

static const struct resource *next_sibling(const struct insertion *in, const struct resource *res)
{
	if (res->sibling)
		return skip_node(in, res->sibling);
	return in->node && res->parent == in->node ? in->node->sibling : NULL;
}

/* How many siblings it was compared with; false when the list is too long, or not a list. */
static bool count_compared(struct insertion *in)
{
	const struct resource *res = first_sibling(in);

	for (; res; res = next_sibling(in, res)) {
		if (++in->compared > LIST_MAX)
			return false;
		if (in->conflict ? res == in->conflict : res->start > in->what.last)
			break;
	}
	return true;
}

static bool find_link(struct insertion *in, const struct player *p, const struct about *about)
{
	struct touched linked;

	touched_init(&linked, p, false);
	for (unsigned i = 0; i < about->count && !in->node; i++) {
		in->what = about->ranges[i];
		if (in->what.is_resource)
			in->node = find(p, &in->what, &linked);
	}
	touched_done(&linked);
	if (!in->node)
		return false;
	in->parent = in->node->parent;
	in->adopted = about->place && about->place == in->node->child ? about->passes : 0;
	return in->adopted <= LIST_MAX;
}

static bool find_conflict(struct insertion *in, const struct player *p, const struct about *about)
{
	in->what = about->ranges[about->hand];
	if (in->what.first > in->what.last || find(p, &in->what, NULL))
		return false;
	for (unsigned i = 0; i < about->count && !in->conflict; i++)
		if (i != about->hand && about->ranges[i].is_resource)
			in->conflict = find(p, &about->ranges[i], NULL);
	in->parent = in->conflict ? in->conflict->parent : NULL;
	return true;
}

static bool find_insertion(struct insertion *in, const struct player *p, const struct about *about)
{
	const struct step *step = player_step_now(p);
	bool found;

	*in = (struct insertion){ .link_frames = 1 };
	if (!step || !about->count)
		return false;
	if (step->says->kind == STEP_LINK)
		found = find_link(in, p, about);
	else if (step->says->kind == STEP_CONFLICT || step->says->kind == STEP_REFUSE)
		found = about->count > 1 && find_conflict(in, p, about);
	else
		return false;
	if (!found || !in->parent || !count_compared(in))
		return false;
	in->compare_frames =
		in->compared > COMPARISONS_MAX ? COMPARISONS_MAX : (unsigned)in->compared;
	/* with nobody to compare with, it is seen to arrive */
	in->compare_frames += in->compared == 0;
	if (in->conflict)
		in->link_frames = FLASHES;
	if (in->adopted)
		in->link_frames = in->adopted > SHIFTS_MAX ? SHIFTS_MAX : (unsigned)in->adopted;
	return true;
}

static unsigned frames_of(const struct insertion *in)
{
	return 1 + in->compare_frames + in->link_frames;
}

const struct resource *tree_find(const struct player *p, const struct about_range *r)
{
	return find(p, r, NULL);
}

unsigned tree_frames(const struct player *p)
{
	struct insertion in;
	struct about about;

	about_step(&about, p, player_step_now(p));
	return find_insertion(&in, p, &about) ? frames_of(&in) : tree_change_frames(p, &about);
}

static const char *comparison(const struct about_range *what, const struct resource *res)
{
	if (res->end < what->first)
		return N_("lies behind it");
	if (res->start > what->last)
		return N_("lies before it");
	if (what->first <= res->start && what->last >= res->end)
		return N_("covers it");
	return N_("overlaps it");
}

static void compare(struct tree_frame *f, const struct insertion *in, unsigned n)
{
	const struct resource *res = first_sibling(in);
	uint64_t which = (uint64_t)(n + 1) * in->compared / in->compare_frames;

	f->phase = PHASE_COMPARE;
	f->says = N_("finds the list empty");
	for (uint64_t i = 1; res && i < which; i++)
		res = next_sibling(in, res);
	f->before = f->compared = res;
	if (res)
		f->says = comparison(&in->what, res);
}

static void overlap(struct tree_frame *f, const struct insertion *in)
{
	f->phase = PHASE_OVERLAP;
	f->before = f->compared = in->conflict;
	f->says = N_("overlaps it");
}

void tree_frame_at(struct tree_frame *f, const struct player *p, const struct about *about,
                   struct view_frame frame)
{
	struct insertion in;
	bool settled;

	*f = (struct tree_frame){ .phase = PHASE_SETTLED };
	if (!find_insertion(&in, p, about)) {
		tree_change_at(f, p, about, frame);
		return;
	}
	settled = frame.n >= frame.of || frame.n >= frames_of(&in);
	/* an overlap stays to be seen */
	if (settled && !in.conflict)
		return;
	f->what = in.what;
	f->node = in.node;
	f->parent = in.parent;
	f->before = first_sibling(&in);
	f->phase = PHASE_ENTER;
	f->says = in.conflict ? N_("asks for room") : N_("comes in");
	if (settled) {
		overlap(f, &in);
		if (player_step_now(p)->says->level <= LEVEL_STOP)
			f->says = N_("refused");
		return;
	}
	if (!frame.n)
		return;
	if (frame.n - 1 < in.compare_frames) {
		compare(f, &in, frame.n - 1);
		return;
	}
	frame.n -= 1 + in.compare_frames;
	if (in.conflict) {
		overlap(f, &in);
		f->dark = frame.n % 2 == 0;
		return;
	}
	f->phase = PHASE_LINKED;
	f->shifted = in.adopted * frame.n / in.link_frames;
	f->says = in.adopted ? N_("adopts") : N_("is linked here");
}

/* Does the node of the frame stand in the tree? */
static bool stands(const struct tree_frame *f)
{
	return f->phase == PHASE_LINKED || (f->phase == PHASE_RESIZE && f->node);
}

bool tree_frame_hides(const struct tree_frame *f, const struct resource *res)
{
	return f->phase && !stands(f) && f->node && res == f->node;
}

/* Is RES a child that its leaving parent leaves behind, and not moved up in this frame? */
static bool is_left(const struct tree_frame *f, const struct resource *res)
{
	const struct resource *at = f->moved;

	for (uint64_t n = 0; at && at != f->behind && n < LIST_MAX; n++, at = at->sibling)
		if (at == res)
			return n >= f->shifted;
	return false;
}

/* Is RES adopted by the step, and not below its new parent in this frame? */
static bool is_waiting(const struct tree_frame *f, const struct resource *res)
{
	const struct resource *at;
	uint64_t n = 0;

	if (!f->phase || !f->node || res->parent != f->node || f->phase >= PHASE_RESIZE)
		return false;
	if (f->phase != PHASE_LINKED)
		return true;
	for (at = f->node->child; at && at != res; at = at->sibling)
		n++;
	return n >= f->shifted;
}

const struct resource *tree_frame_parent(const struct tree_frame *f, const struct resource *res)
{
	if (f->phase == PHASE_LEAVE && res == f->node)
		return f->parent;
	if (f->phase == PHASE_LEAVE && is_left(f, res))
		return f->node;
	return is_waiting(f, res) ? f->node->parent : res->parent;
}

unsigned tree_frame_depth(const struct tree_frame *f, const struct resource *res)
{
	unsigned depth = 0;

	/* a damaged tree may circle */
	for (; (res = tree_frame_parent(f, res)) && depth < UINT8_MAX;)
		depth++;
	return depth;
}

bool tree_frame_follows(const struct tree_frame *f, const struct resource *res)
{
	const struct resource *next = res->sibling;

	if (!f->phase || !f->node || f->phase >= PHASE_RESIZE)
		return next != NULL;
	if (next && tree_frame_hides(f, next))
		next = next->child && is_waiting(f, next->child) ? next->child : next->sibling;
	if (next)
		return res->parent != f->node || is_waiting(f, res) == is_waiting(f, next);
	if (is_waiting(f, res))
		return f->node->sibling != NULL;
	/* the node itself: what waits stands behind it */
	return res == f->node && res->child && f->phase == PHASE_LINKED;
}

bool tree_frame_candidate_before(const struct tree_frame *f, const struct resource *res)
{
	const struct resource *up = f->parent;
	unsigned most = UINT8_MAX; /* a damaged tree may circle */

	if (!f->phase || stands(f))
		return false;
	if (f->before)
		return res == f->before;
	/* behind all that lies below its parent */
	while (up && !up->sibling && most--)
		up = up->parent;
	return up && res && res == up->sibling;
}
