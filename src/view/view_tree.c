/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `tree`: the resource trees as they stand, the resource in hand, the
 * one that it is being compared with, and a candidate that is not linked yet.
 * A line begins with a sign: `+` linked or moved by this step, `*` changed, `!`
 * overlapping.
 */
#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#include "linux/linux.h"
#include "sim/intl.h"
#include "view/frames.h"

/* Levels whose branches are drawn; deeper ones stand at the last of them. */
#define DEPTH_DRAWN 12

struct tree_lines {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
	struct about about;
	struct touched touched;
	const struct resource *compared;
	struct candidate candidate;
	bool has_candidate;
	struct tree_frame frame;
	const struct resource *root;
};

/* What is said of one resource. */
struct remark {
	char sign;
	enum style style;
	const char *says; /* N_(), or NULL */
	unsigned weight;  /* the line with the most is seen */
};

static bool was_linked(const struct tree_lines *t, const struct resource *res)
{
	return touched_has(&t->touched, &res->parent, sizeof(res->parent));
}

static bool was_changed(const struct tree_lines *t, const struct resource *res)
{
	return touched_has(&t->touched, res, offsetof(struct resource, parent));
}

static bool was_adopted(const struct tree_lines *t, const struct resource *res)
{
	const struct resource *at = t->about.place;

	if (!at || t->about.is_walk || !was_linked(t, res))
		return false;
	for (uint64_t i = 0; at && i < t->about.passes; i++, at = at->sibling)
		if (at == res)
			return true;
	return false;
}

static bool is_other(const struct tree_lines *t, const struct resource *res)
{
	if (t->about.is_walk)
		return res == t->compared;
	for (unsigned i = 0; i < t->about.count; i++)
		if (i != t->about.hand && t->about.ranges[i].is_resource &&
		    about_is(&t->about.ranges[i], res))
			return true;
	return false;
}

/* While the step is told in frames: only what the frame is about. */
static struct remark remark_in_frame(const struct tree_frame *f, const struct resource *res)
{
	bool overlap = f->phase == PHASE_OVERLAP && !f->dark;

	if (res == f->node)
		return (struct remark){ f->phase == PHASE_RESIZE ? '*' : '+', STYLE_NOW, f->says,
			                5 };
	if (res == f->compared)
		return (struct remark){ overlap ? '!' : ' ',
			                overlap ? STYLE_CONFLICT : STYLE_HEADING,
			                overlap ? N_("in the way") : N_("compared"), 4 };
	if (res->parent == f->node && f->node && tree_frame_parent(f, res) == f->node)
		return (struct remark){ '+', STYLE_CHANGED, N_("becomes a child"), 1 };
	return (struct remark){ ' ', STYLE_PLAIN, NULL, 0 };
}

static struct remark remark_on(const struct tree_lines *t, const struct resource *res)
{
	const struct step *step = player_step_now(t->p);
	struct remark r = { ' ', STYLE_PLAIN, NULL, 0 };

	if (t->frame.phase)
		return remark_in_frame(&t->frame, res);
	if (was_linked(t, res))
		r = (struct remark){ '+', STYLE_CHANGED, NULL, 2 };
	else if (was_changed(t, res))
		r = (struct remark){ '*', STYLE_CHANGED, NULL, 2 };
	if (!step)
		return r;
	if (t->about.count && about_is(&t->about.ranges[t->about.hand], res)) {
		r.style = STYLE_NOW;
		r.weight = 4;
	} else if (is_other(t, res)) {
		bool bad = step->says->kind == STEP_CONFLICT;

		r.style = bad ? STYLE_CONFLICT : r.sign == ' ' ? STYLE_HEADING : r.style;
		r.says = bad                                ? N_("in the way")
		         : step->says->kind == STEP_COMPARE ? N_("compared")
		                                            : NULL;
		r.weight = t->compared ? 5 : res == t->root ? 0 : 1;
	}
	if (was_adopted(t, res))
		r.says = N_("becomes a child");
	return r;
}

static void add_branches(struct tree_lines *t, const struct resource *res, unsigned depth,
                         bool follows)
{
	bool more[DEPTH_DRAWN] = { false };
	unsigned shown = depth < DEPTH_DRAWN ? depth : DEPTH_DRAWN, level = shown;
	const struct resource *up = tree_frame_parent(&t->frame, res);

	if (shown * 2 + 8 > t->room->width)
		shown = 1;
	for (; up && level > 1; up = tree_frame_parent(&t->frame, up))
		more[--level - 1] = tree_frame_follows(&t->frame, up);
	for (unsigned i = 0; i + 1 < shown; i++)
		lines_add(t->out, STYLE_DIM, more[i] ? glyph(t->room->unicode, GLYPH_TRUNK) : "  ");
	lines_add(t->out, STYLE_DIM, glyph(t->room->unicode, follows ? GLYPH_BRANCH : GLYPH_LAST));
}

static void add_range_name(struct tree_lines *t, enum style style, uint64_t first, uint64_t last,
                           const char *name, unsigned width)
{
	struct text s = { 0 };

	text_add_range(&s, first, last);
	text_add(&s, " : ");
	text_add(&s, name ? name : "<BAD>");
	lines_add_cut(t->out, style, text_str(&s), width, t->room->unicode);
	text_free(&s);
}

/* The cells that a name may take: two are kept for the sign of a remark. */
static unsigned name_width(const struct tree_lines *t, const char *says)
{
	return says && t->room->width > 20 ? t->room->width - 2 : t->room->width;
}

/* The remark behind a name; only its sign is seen where there is no room for more. */
static void add_remark(struct tree_lines *t, enum style style, enum glyph sign, const char *says)
{
	unsigned used = lines_width(t->out);
	struct text whole = { 0 }, shown = { 0 };

	if (used + 2 > t->room->width)
		return;
	text_addf(&shown, " %s", glyph(t->room->unicode, sign));
	text_addf(&whole, "%s %s", shown.s, _(says));
	if (used + view_width(whole.s, whole.len) <= t->room->width)
		lines_add(t->out, style, whole.s);
	else
		lines_add_short(t->out, style, shown.s, whole.s);
	text_free(&shown);
	text_free(&whole);
}

static void focus_here(struct tree_lines *t, unsigned weight, unsigned *best)
{
	if (weight > *best) {
		*best = weight;
		t->out->focus = t->out->count;
	}
}

static const char *candidate_sign(const struct tree_frame *f)
{
	if (f->dark)
		return " ";
	return f->phase == PHASE_OVERLAP ? "!" : f->phase == PHASE_LEAVE ? "-" : " ";
}

static void add_candidate(struct tree_lines *t, unsigned depth, unsigned *best)
{
	const struct candidate *c = &t->candidate;

	t->has_candidate = false;
	lines_add(t->out, c->style, candidate_sign(&t->frame));
	if (depth * 2 + 8 > t->room->width)
		depth = 1;
	for (unsigned i = 1; i < depth && i < DEPTH_DRAWN; i++)
		lines_add(t->out, STYLE_PLAIN, "  ");
	lines_add(t->out, STYLE_PLAIN, depth ? "  " : "");
	add_range_name(t, c->style, c->what.first, c->what.last, c->what.name,
	               name_width(t, c->says));
	if (c->says)
		add_remark(t, c->style, GLYPH_CANDIDATE, c->says);
	focus_here(t, t->frame.phase ? 6 : 3, best);
	lines_end(t->out);
}

static void add_resource(struct tree_lines *t, const struct resource *res, unsigned depth,
                         unsigned *best)
{
	struct about_range as = { res->start, res->end, res->name, true };
	struct remark r = remark_on(t, res);
	char sign[2] = { r.sign, '\0' };

	lines_lead_to_writer(t->out, t->p, &res->parent, sizeof(res->parent));
	lines_add(t->out, r.sign == ' ' ? STYLE_PLAIN : STYLE_CHANGED, sign);
	add_branches(t, res, depth, tree_frame_follows(&t->frame, res));
	if (t->frame.phase == PHASE_RESIZE && res == t->frame.node)
		as = t->frame.what;
	add_range_name(t, r.style, as.first, as.last, as.name, name_width(t, r.says));
	if (r.says)
		add_remark(t, r.style == STYLE_PLAIN ? STYLE_DIM : r.style, GLYPH_POINTS, r.says);
	focus_here(t, r.weight, best);
	lines_end(t->out);
}

/* Does the candidate belong right before RES? */
static bool candidate_before(const struct tree_lines *t, const struct resource *res)
{
	const struct about_range *parent = &t->candidate.parent;
	const struct resource *up = res->parent;

	if (!t->has_candidate || t->compared || !up || res->start < t->candidate.what.first)
		return false;
	return parent->first > parent->last ? up == t->root : about_is(parent, up);
}

static const struct resource *tree_of(const struct resource *res)
{
	unsigned most = UINT8_MAX; /* a damaged tree may circle */

	while (res->parent && most--)
		res = res->parent;
	return res;
}

/* It comes in from the side. */
static unsigned candidate_depth(const struct tree_frame *f)
{
	return f->phase == PHASE_ENTER || f->gone ? 0 : tree_frame_depth(f, f->parent) + 1;
}

static void add_in_frame(struct tree_lines *t, const struct resource *res, unsigned *best)
{
	if (t->has_candidate && tree_frame_candidate_before(&t->frame, res))
		add_candidate(t, candidate_depth(&t->frame), best);
	if (!tree_frame_hides(&t->frame, res))
		add_resource(t, res, tree_frame_depth(&t->frame, res), best);
}

/* The candidate as the frame has it; a linked one stands in the tree. */
static void use_frame(struct tree_lines *t)
{
	const struct tree_frame *f = &t->frame;

	t->compared = f->compared;
	t->has_candidate = f->phase != PHASE_LINKED && !(f->phase == PHASE_RESIZE && f->node);
	t->candidate =
		(struct candidate){ .what = f->what,
		                    .style = f->phase == PHASE_OVERLAP ? STYLE_REFUSED : STYLE_NOW,
		                    .says = f->says };
	t->candidate.parent =
		(struct about_range){ f->parent->start, f->parent->end, f->parent->name, true };
}

static void add_root_range(struct tree_lines *t, const struct resource *root)
{
	struct text range = { 0 }, mark = { 0 };

	if (root->start == root->end)
		return;
	text_addf(&range, " %016" PRIx64 "-%016" PRIx64, root->start, root->end);
	text_addf(&mark, " %s", glyph(t->room->unicode, GLYPH_ELLIPSIS));
	if (lines_width(t->out) + range.len <= t->room->width)
		lines_add(t->out, STYLE_DIM, range.s);
	else if (lines_width(t->out) + view_width(mark.s, mark.len) <= t->room->width)
		lines_add_short(t->out, STYLE_DIM, mark.s, range.s);
	text_free(&range);
	text_free(&mark);
}

static void add_tree(struct tree_lines *t, const struct resource *root, const char *name,
                     unsigned *best)
{
	struct tree_walk w;
	size_t left;

	t->root = root;
	lines_add(t->out, was_changed(t, root) ? STYLE_CHANGED : STYLE_PLAIN,
	          was_changed(t, root) ? "*" : " ");
	lines_add_cut(t->out, STYLE_HEADING, name, t->room->width, t->room->unicode);
	add_root_range(t, root);
	lines_end(t->out);
	for (tree_walk_init(&w, t->p, root); left = w.left, tree_walk_next(&w);) {
		if (t->frame.phase) {
			add_in_frame(t, w.at, best);
			continue;
		}
		if (candidate_before(t, w.at))
			add_candidate(t, w.depth, best);
		add_resource(t, w.at, w.depth, best);
		if (t->has_candidate && w.at == t->compared)
			add_candidate(t, w.depth, best);
	}
	if (t->has_candidate && t->frame.phase && tree_of(t->frame.parent) == root)
		add_candidate(t, candidate_depth(&t->frame), best);
	if (!left) {
		lines_add_cut(t->out, STYLE_REFUSED, _("The tree leads back into itself."),
		              t->room->width, t->room->unicode);
		lines_end(t->out);
	}
}

/* Is the step about ports?  Their tree is shown when it has something to show. */
static bool shows_ports(const struct tree_lines *t)
{
	const struct resource *ports = &t->p->run->kernel->ioport_resource;

	for (unsigned i = 0; i < t->about.count; i++)
		if (about_is(&t->about.ranges[i], ports) && t->about.ranges[i].name)
			return true;
	if (t->frame.phase && tree_of(t->frame.parent) == ports)
		return true;
	return ports->child || (t->has_candidate && about_is(&t->candidate.parent, ports));
}

void view_tree(const struct player *p, const struct view_room *room, struct lines *out)
{
	const struct kernel *k = p->run->kernel;
	struct tree_lines t = { .p = p, .room = room, .out = out };
	bool for_ports;
	unsigned best = 0;

	about_step(&t.about, p, player_step_now(p));
	touched_init(&t.touched, p, false);
	t.compared = about_compared(&t.about, p);
	t.has_candidate = about_candidate(&t.candidate, p, &t.about);
	tree_frame_at(&t.frame, p, &t.about, room->frame);
	if (t.frame.phase)
		use_frame(&t);
	for_ports = t.has_candidate &&
	            (t.frame.phase ? tree_of(t.frame.parent) == &k->ioport_resource
	                           : about_is(&t.candidate.parent, &k->ioport_resource));
	t.has_candidate &= !for_ports;
	add_tree(&t, &k->iomem_resource, "iomem_resource", &best);
	if (t.has_candidate && !t.frame.phase)
		add_candidate(&t, 1, &best);
	t.has_candidate = for_ports;
	if (shows_ports(&t)) {
		add_tree(&t, &k->ioport_resource, "ioport_resource", &best);
		if (t.has_candidate && !t.frame.phase)
			add_candidate(&t, 1, &best);
	}
	touched_done(&t.touched);
}
