/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a resource comes into the tree, or is refused, told in frames: it moves
 * down the list of siblings and is compared with one after another; then it is
 * linked, and what it adopts moves below it, or an overlap stops it and flashes.
 * How one leaves the tree or gets another range is told there, too (frames_change.c).
 *
 * All of it is made of what the step says and of the tree behind the step;
 * nothing is simulated, and the frame behind the last is the settled picture.
 */
#ifndef BOOTWALK_VIEW_FRAMES_H
#define BOOTWALK_VIEW_FRAMES_H

#include "view/about.h"

enum frame_phase {
	PHASE_SETTLED,
	PHASE_ENTER,
	PHASE_COMPARE,
	PHASE_LINKED,
	PHASE_OVERLAP,
	PHASE_RESIZE, /* one in the tree, or on its way there, gets another range */
	PHASE_LEAVE
};

/* One frame; everything but the phase is empty when it is settled.  An overlap stays shown. */
struct tree_frame {
	enum frame_phase phase;
	struct about_range what;         /* the candidate */
	const struct resource *node;     /* it, as the step linked it; NULL when it was refused */
	const struct resource *parent;   /* whose children it is compared with */
	const struct resource *compared; /* or NULL */
	const struct resource *before;   /* the candidate stands before this child; NULL: last */
	uint64_t shifted;                /* of the children that it adopts: below it already */
	const char *says;                /* of the candidate, N_() */
	bool dark;                       /* an overlap that flashes, and does not shine now */
	bool gone;                       /* it leaves, and stands beside the tree already */
	const struct resource *moved;    /* it leaves, and its children, from this one on, stay */
	const struct resource *behind;   /* the sibling behind them, or NULL */
};

/* The frame FRAME of what P stands at, which is about ABOUT. */
void tree_frame_at(struct tree_frame *f, const struct player *p, const struct about *about,
                   struct view_frame frame);

/* What frames.c leaves to frames_change.c: the same for steps that unlink or resize. */
unsigned tree_change_frames(const struct player *p, const struct about *about);
void tree_change_at(struct tree_frame *f, const struct player *p, const struct about *about,
                    struct view_frame frame);
/* The resource of the trees that R names; or NULL. */
const struct resource *tree_find(const struct player *p, const struct about_range *r);

/* The tree as FRAME shows it: parent and depth of RES, and whether a sibling follows it. */
const struct resource *tree_frame_parent(const struct tree_frame *f, const struct resource *res);
unsigned tree_frame_depth(const struct tree_frame *f, const struct resource *res);
bool tree_frame_follows(const struct tree_frame *f, const struct resource *res);
/* Is RES left out: on its way, and not linked yet? */
bool tree_frame_hides(const struct tree_frame *f, const struct resource *res);
/* Does the line of the candidate stand before that of RES? */
bool tree_frame_candidate_before(const struct tree_frame *f, const struct resource *res);

#endif
