/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/resource.c, third part: finding room between the children of a
 * resource, and filling all of it.
 */
#include "linux/arch/arch.h"
#include "linux/kernel/resource_internal.h"

#include <inttypes.h>

enum {
	GAPS_PASSED,
	MOVED_UP,
	FITS,
	NOWHERE,
	TAKEN,
	GROWS_IN_PLACE,
	HAS_CHILDREN,
	SHRINKS_IN_PLACE,
	MOVES,
	CUT_TO_ROOT,
	OUTSIDE_ROOT,
	COVERED,
	CUT_BEFORE,
	CUT_BEHIND,
	STARTS_BEHIND,
	FOUND,
	NOT_FOUND,
};

static const struct sentence says[] = {
	[GAPS_PASSED] = { STEP_COMPARE, LEVEL_STEP, 4, "dn",
	                  N_("Gaps below {1} that are too small, or outside the limits: {0}.") },
	[MOVED_UP] = { STEP_DECIDE, LEVEL_STEP, 4, "aa",
	               N_("The architecture lets no card begin at {0}: {1} is tried.") },
	[FITS] = { STEP_ALLOCATE, LEVEL_STEP, 5, "rn",
	           N_("{0} is the lowest room below {1} that fits.") },
	[NOWHERE] = { STEP_REFUSE, LEVEL_STOP, 6, "snn",
	              N_("No room of {0} for {1} is left below {2}.") },
	[TAKEN] = { STEP_CONFLICT, LEVEL_STOP, 3, "RR",
	            N_("{0} looked free, but {1} is in the way.") },
	[GROWS_IN_PLACE] = { STEP_RESIZE, LEVEL_STEP, 2, "Rr",
	                     N_("{0} grows where it is, to {1}.") },
	[HAS_CHILDREN] = { STEP_REFUSE, LEVEL_STOP, 3, "R",
	                   N_("{0} has children, so it may neither shrink nor move.") },
	[SHRINKS_IN_PLACE] = { STEP_RESIZE, LEVEL_STEP, 4, "Rr",
	                       N_("{0} shrinks where it is, to {1}.") },
	[MOVES] = { STEP_RESIZE, LEVEL_STEP, 5, "Rr",
	            N_("{0} does not fit where it is, so it moves to {1}.") },
	[CUT_TO_ROOT] = { STEP_RESIZE, LEVEL_STEP, 2, "rrR",
	                  N_("{0} reaches beyond {2}, so it is cut to {1}.") },
	[OUTSIDE_ROOT] = { STEP_REFUSE, LEVEL_STOP, 1, "rR",
	                   N_("{0} lies outside {1} altogether, so nothing is reserved.") },
	[COVERED] = { STEP_DECIDE, LEVEL_CALL, 3, "RR",
	              N_("{1} covers all of {0}, so there is no gap left to reserve.") },
	[CUT_BEFORE] = { STEP_RESIZE, LEVEL_STEP, 4, "RR",
	                 N_("{1} is in the way, so {0} ends before it.") },
	[CUT_BEHIND] = { STEP_RESIZE, LEVEL_STEP, 4, "RRr",
	                 N_("{1} is in the way, so {0} ends before it; {2} behind it comes "
	                    "next.") },
	[STARTS_BEHIND] = { STEP_RESIZE, LEVEL_STEP, 5, "RR",
	                    N_("{1} is in the way, so {0} starts behind it.") },
	[FOUND] = { STEP_COMPARE, LEVEL_STEP, 2, "dnRo",
	            N_("Child {0} of {1} starts there: {2}.") },
	[NOT_FOUND] = { STEP_COMPARE, LEVEL_STEP, 3, "dnao",
	                N_("No child of {1} starts at {2}; looked at: {0}.") },
};

/*
 * What an allocation must keep: lowest and highest address (inclusive), alignment in bytes, and
 * where it may begin.
 */
struct resource_constraint {
	resource_size_t min, max, align;
	resource_alignf alignf;
};

static const struct outline outline_find = {
	"__find_resource",
	RESOURCE_FILE,
	"RsR",
	'e',
	N_("Finds the lowest room for a resource between the children of a parent."),
	N_("Room inside a child does not count, even if that child is a bridge window."),
	{ N_("begin at the parent's start, or behind a child that starts there"),
	  N_("the room ends before the next child, or at the parent's end"),
	  N_("the place that the resource itself has now counts as room"),
	  N_("cut the room to the limits and round its start up to the alignment"),
	  N_("for a card: the architecture may ask for a higher start"),
	  N_("the size fits into what is left: take its start"),
	  N_("no room up to the end: -EBUSY") }
};

/* Does SIZE fit into FREE under the constraint?  Then *FIT is where. */
static bool room_fits(struct kernel *k, const struct resource *free, resource_size_t size,
                      const struct resource_constraint *limit, struct resource *fit)
{
	struct resource room = *free;
	resource_size_t mask = limit->align - 1;
	resource_size_t start, end;

	room.start = start = (free->start + mask) & ~mask;
	if (limit->alignf)
		start = limit->alignf(&room, limit->align);
	end = start + size - 1;
	/* Rounding up, and adding the size, may each pass the last address. */
	if (room.start < free->start || start < room.start || end < start || end > free->end)
		return false;
	if (start != room.start)
		TELL(k, &says[MOVED_UP], room.start, start);
	fit->start = start;
	fit->end = end;
	return true;
}

/* OLD is the place that NEW has in the tree now, or NULL. */
static int find_resource(struct kernel *k, struct resource *root, const struct resource *old,
                         struct resource *new, resource_size_t size,
                         const struct resource_constraint *limit)
{
	const struct resource *at = root->child;
	struct resource room = { .start = root->start };
	struct resource_run run = { 0 };

	ENTER(k, &outline_find, RES(root), size, RES(new));
	/* A child at the very start leaves nothing before it: its start - 1 might wrap. */
	if (at && at->start == root->start) {
		room.start = at == old ? old->start : at->end + 1;
		at = at->sibling;
	}
	for (;; at = at->sibling) {
		if (!at)
			room.end = root->end;
		else
			room.end = at == old ? at->end : at->start - 1;
		if (room.start <= room.end) {
			room.start = max64(room.start, limit->min);
			room.end = min64(room.end, limit->max);
			room.flags = new->flags;
			if (arch_row(k)->remove_reservations)
				arch_row(k)->remove_reservations(k, &room);
			if (room_fits(k, &room, size, limit, new))
				break;
		}
		resource_pass(k, &run, at);
		if (!at || at->end == root->end) {
			TELL(k, &says[NOWHERE], size, name_id(new->name), name_id(root->name));
			return leave_int(k, -EBUSY);
		}
		if (at != old)
			room.start = at->end + 1;
	}
	if (run.count)
		TELL(k, &says[GAPS_PASSED], run.count, name_id(root->name));
	TELL(k, &says[FITS], RANGE(new), name_id(root->name));
	return leave_int(k, 0);
}

static void set_range(struct kernel *k, struct resource *res, const struct resource *range)
{
	SET(k, res->start, range->start);
	SET(k, res->end, range->end);
}

static const struct outline outline_reallocate = {
	"reallocate_resource",
	RESOURCE_FILE,
	"Rs",
	'e',
	N_("Gives a resource that is in the tree another size, where it is or elsewhere."),
	NULL,
	{ N_("find the lowest room; its own place counts as free"),
	  N_("the room holds all of its old range: grow in place"),
	  N_("it has children: -EBUSY, they cannot follow"),
	  N_("the room lies inside its old range: shrink in place"),
	  N_("otherwise take it out and link it where the room is") }
};

static int reallocate_resource(struct kernel *k, struct resource *root, struct resource *old,
                               resource_size_t size, const struct resource_constraint *limit)
{
	struct resource new = *old;

	ENTER(k, &outline_reallocate, RES(old), size);
	if (find_resource(k, root, old, &new, size, limit))
		return leave_int(k, -EBUSY);
	if (resource_contains(&new, old)) {
		TELL(k, &says[GROWS_IN_PLACE], RES(old), RANGE(&new));
		set_range(k, old, &new);
	} else if (old->child) {
		TELL(k, &says[HAS_CHILDREN], RES(old));
		return leave_int(k, -EBUSY);
	} else if (resource_contains(old, &new)) {
		TELL(k, &says[SHRINKS_IN_PLACE], RES(old), RANGE(&new));
		set_range(k, old, &new);
	} else {
		TELL(k, &says[MOVES], RES(old), RANGE(&new));
		resource_release_locked(k, old, true);
		set_range(k, old, &new);
		if (resource_request_locked(k, root, old))
			kernel_oops(k); /* a BUG(): the room was free a moment ago */
	}
	return leave_int(k, 0);
}

static const struct outline outline_allocate = {
	"allocate_resource",
	RESOURCE_FILE,
	"RsRra",
	'e',
	N_("Finds room for a resource below a parent and links it there."),
	N_("A resource that is in the tree already is moved or resized instead."),
	{ N_("it has a parent already: reallocate it"),
	  N_("find the lowest room of that size, limits and alignment"),
	  N_("link it there; if that fails: -EBUSY"),
	  N_("otherwise 0, and its start and end are filled in") }
};

int allocate_resource(struct kernel *k, struct resource *root, struct resource *new,
                      resource_size_t size, resource_size_t min, resource_size_t max,
                      resource_size_t align)
{
	return allocate_resource_alignf(k, root, new, size, min, max, align, NULL);
}

int allocate_resource_alignf(struct kernel *k, struct resource *root, struct resource *new,
                             resource_size_t size, resource_size_t min, resource_size_t max,
                             resource_size_t align, resource_alignf alignf)
{
	struct resource_constraint limit = { min, max, align, alignf };
	struct resource room = *new, *conflict;

	ENTER(k, &outline_allocate, RES(root), size, RES(new), min, max, align);
	if (new->parent)
		return leave_int(k, reallocate_resource(k, root, new, size, &limit));
	if (find_resource(k, root, NULL, &room, size, &limit))
		return leave_int(k, -EBUSY);
	set_range(k, new, &room);
	conflict = resource_request_locked(k, root, new);
	if (conflict)
		TELL(k, &says[TAKEN], RES(new), RES(conflict));
	return leave_int(k, conflict ? -EBUSY : 0);
}

static const struct outline outline_reserve_locked = {
	"__reserve_region_with_split",
	RESOURCE_FILE,
	"Rrn",
	'v',
	N_("Fills the gaps between the children of a resource with busy resources."),
	N_("It does not look inside the children: a gap in there stays free."),
	{ N_("make a busy resource of the parent's type for the whole range"),
	  N_("try to link it; done when it fits and nothing is left behind it"),
	  N_("a child covers it whole: nothing to reserve there"),
	  N_("a child starts inside it: end before that child, keep what is behind it"),
	  N_("a child covers its start: start behind that child"),
	  N_("try again, then go on with what was kept") }
};

static void reserve_locked(struct kernel *k, struct resource *root, resource_size_t start,
                           resource_size_t end, const char *name)
{
	uint64_t flags = resource_type(root) | IORESOURCE_BUSY;
	struct resource *res, *rest = NULL, *conflict, before;

	ENTER(k, &outline_reserve_locked, RES(root), start, end, name_id(name));
	res = resource_new(k, start, end, name, flags, IORES_DESC_NONE);
	for (;;) {
		conflict = resource_request_piece(k, root, res);
		if (!conflict) {
			if (!rest)
				break;
			res = rest;
			rest = NULL;
			continue;
		}
		if (resource_holds(conflict, res->start, res->end)) {
			TELL(k, &says[COVERED], RES(res), RES(conflict));
			if (rest)
				kernel_warn(k, "kernel/resource.c:1071",
				            "__reserve_region_with_split", NULL);
			break;
		}
		before = *res;
		if (conflict->start <= res->start) {
			SET(k, res->start, conflict->end + 1);
			TELL(k, &says[STARTS_BEHIND], RES(&before), RES(conflict));
			continue;
		}
		SET(k, res->end, conflict->start - 1);
		if (conflict->end < before.end) {
			rest = resource_new(k, conflict->end + 1, before.end, name, flags,
			                    IORES_DESC_NONE);
			TELL(k, &says[CUT_BEHIND], RES(&before), RES(conflict), RANGE(rest));
		} else {
			TELL(k, &says[CUT_BEFORE], RES(&before), RES(conflict));
		}
	}
	leave(k);
}

static const struct outline outline_reserve = {
	"reserve_region_with_split",
	RESOURCE_FILE,
	"Rrn",
	'v',
	N_("Reserves whatever is free in a range, in as many pieces as it takes."),
	NULL,
	{ N_("a range that lies outside the root altogether is dropped, with a log line"),
	  N_("one that reaches beyond it is cut to it, with a log line"),
	  N_("fill the gaps in the range") }
};

void reserve_region_with_split(struct kernel *k, struct resource *root, resource_size_t start,
                               resource_size_t end, const char *name)
{
	char string[RESOURCE_STRING];
	resource_size_t from = max64(start, root->start), to = min64(end, root->end);

	ENTER(k, &outline_reserve, RES(root), start, end, name_id(name));
	if (from != start || to != end) {
		printk(k, "resource: requested range [0x%" PRIx64 "-0x%" PRIx64 "] not in root %s",
		       start, end, resource_string(string, root, true));
		if (start > root->end || end < root->start) {
			TELL(k, &says[OUTSIDE_ROOT], start, end, RES(root));
			leave(k);
			return;
		}
		TELL(k, &says[CUT_TO_ROOT], start, end, from, to, RES(root));
		printk(k, "resource: fixing request to [0x%" PRIx64 "-0x%" PRIx64 "]", from, to);
	}
	reserve_locked(k, root, from, to, name);
	leave(k);
}

static const struct outline outline_lookup = {
	"lookup_resource",
	RESOURCE_FILE,
	"Ra",
	'R',
	N_("Finds the child of a resource that starts at an address."),
	N_("It looks at children only, not at what lies below them, and at starts only."),
	{ N_("go through the children of the parent"), N_("one starts exactly there: return it"),
	  N_("none does: NULL") }
};

struct resource *lookup_resource(struct kernel *k, struct resource *root, resource_size_t start)
{
	struct resource_run run = { 0 };
	struct resource *at;

	ENTER(k, &outline_lookup, RES(root), start);
	for (at = root->child; at; at = at->sibling) {
		resource_pass(k, &run, at);
		if (at->start == start)
			break;
	}
	if (at)
		TELL(k, &says[FOUND], run.count, name_id(root->name), RES(at), PLACE(k, run.first));
	else if (run.count)
		TELL(k, &says[NOT_FOUND], run.count, name_id(root->name), start,
		     PLACE(k, run.first));
	return leave_res(k, at);
}
