/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a step is about: the ranges among its arguments, the one in hand, what
 * that is compared with, and which bytes of the arena the step changed.
 */
#ifndef BOOTWALK_VIEW_ABOUT_H
#define BOOTWALK_VIEW_ABOUT_H

#include "view/parts.h"

#define ABOUT_MAX 8

struct about_range {
	uint64_t first, last; /* inclusive */
	const char *name;     /* a name of the simulation; NULL for a bare range */
	bool is_resource;
};

struct about {
	struct about_range ranges[ABOUT_MAX];
	unsigned count;
	unsigned hand; /* of ranges[]: what the step is done to; count for none */
	bool is_walk;  /* it compares one resource after another */
	const struct resource
		*place;  /* where the walk begins, or what was adopted first; or NULL */
	uint64_t passes; /* resources from there on */
	int64_t result;  /* of a return that gives an errno */
};

/* The letters of the arguments that STEP recorded. */
const char *about_letters(const struct step *step);

/* What STEP is about; everything empty for NULL. */
void about_step(struct about *about, const struct player *p, const struct step *step);

/* The resource that comparison P->sub of the walk looks at; NULL when it is no walk. */
const struct resource *about_compared(const struct about *about, const struct player *p);

/* Is RES, as it is now, the resource (or range) that R names? */
bool about_is(const struct about_range *r, const struct resource *res);

/* A resource that is on its way into the tree, or was on its way out, and is not linked. */
struct candidate {
	struct about_range what;
	struct about_range parent; /* where it is going; first > last when nobody knows */
	enum style style;
	const char *says; /* N_() */
};
bool about_candidate(struct candidate *c, const struct player *p, const struct about *about);

/*
 * The notes of the journal that the picture of the step is about, from *FROM (inclusive) to
 * the returned number (exclusive): the step's own; for a stop or a return that wrote nothing
 * itself, what the calls before it did since its function said something.
 */
size_t about_window(const struct player *p, size_t *from);

/* What the step at P changed, as ranges of the arena in order. */
struct touched {
	struct {
		size_t low, high;
	} * spans;
	size_t count, cap;
	const unsigned char *base;
};
/* WRITTEN: only what was written, not what was moved as a whole. */
void touched_init(struct touched *t, const struct player *p, bool written);
/* The same for all that was written from the note FROM on. */
void touched_since(struct touched *t, const struct player *p, size_t from, bool written);
void touched_done(struct touched *t);
bool touched_has(const struct touched *t, const void *at, size_t len);

/* Walk over a resource tree in the order of /proc/iomem; ends also where a damaged tree circles. */
struct tree_walk {
	const struct resource *root, *at;
	unsigned depth; /* of at; 1 for the root's children */
	size_t left;    /* nodes that may still come */
};
void tree_walk_init(struct tree_walk *w, const struct player *p, const struct resource *root);
bool tree_walk_next(struct tree_walk *w);

#endif
