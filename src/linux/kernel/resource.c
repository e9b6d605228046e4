/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/resource.c, first part: how resources come into the tree and leave it.
 *
 * A resource belongs to whoever brings it; the tree only links it.  Other
 * ranges are given in resource_adjust.c, room is found in resource_alloc.c,
 * busy regions are in resource_region.c, searches in resource_walk.c and the
 * files in resource_proc.c.
 */
#include "linux/kernel/resource_internal.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

enum {
	BACKWARDS,
	OUTSIDE,
	PASSED_ONE,
	PASSED,
	LINKED,
	LINKED_PIECE,
	OVERLAPS,
	NOT_A_CHILD,
	UNLINKED,
	UNLINKED_WITH,
	MOVED_UP,
	REFUSED,
	REFUSED_OUTSIDE,
	INSERTED_TWICE,
	DESCENDS,
	WOULD_SPLIT,
	ADOPTED,
	ADOPTED_ONE,
	IN_TREE_ALREADY,
	EXPANDED,
	CANNOT_EXPAND,
};

static const struct sentence says[] = {
	[BACKWARDS] = { STEP_REFUSE, LEVEL_STEP, 1, "Rn",
	                N_("{0} ends before it starts, so {1} does not take it.") },
	[OUTSIDE] = { STEP_REFUSE, LEVEL_STEP, 2, "Rn",
	              N_("{0} does not lie inside {1}, so {1} itself is the conflict.") },
	[PASSED_ONE] = { STEP_COMPARE, LEVEL_STEP, 3, "RRo",
	                 N_("{0} ends before {1} starts and is passed.") },
	[PASSED] = { STEP_COMPARE, LEVEL_STEP, 3, "dRRRo",
	             N_("{0} children, from {1} to {2}, end before {3} starts and are passed.") },
	[LINKED_PIECE] = { STEP_LINK, LEVEL_CALL, 4, "Rn",
	                   N_("{0} becomes a child of {1}: one of the pieces that are reserved.") },
	[LINKED] = { STEP_LINK, LEVEL_STOP, 4, "Rn",
	             N_("{0} becomes a child of {1}: nothing there overlaps it.") },
	[OVERLAPS] = { STEP_CONFLICT, LEVEL_STEP, 5, "RR",
	               N_("{0} overlaps {1}, which is there already.") },
	[NOT_A_CHILD] = { STEP_REFUSE, LEVEL_STOP, 5, "Rn",
	                  N_("{0} points at {1} as its parent, but is not among its children.") },
	[UNLINKED] = { STEP_UNLINK, LEVEL_STEP, 2, "Rn",
	               N_("{0} leaves the tree; it was a child of {1}.") },
	[UNLINKED_WITH] = { STEP_UNLINK, LEVEL_STEP, 2, "Rn",
	                    N_("{0}, a child of {1}, leaves the tree, and all that lies below "
	                       "it goes with it.") },
	[MOVED_UP] = { STEP_UNLINK, LEVEL_STEP, 3, "Rn",
	               N_("{0} leaves the tree, and its children become children of {1}.") },
	[REFUSED] = { STEP_CONFLICT, LEVEL_STOP, 3, "RRt",
	              N_("{0} is refused: {1} is in the way, put there by {2}.") },
	[REFUSED_OUTSIDE] = { STEP_REFUSE, LEVEL_STOP, 3, "Rn",
	                      N_("{0} is refused: it is no range inside {1}.") },
	[INSERTED_TWICE] = { STEP_REFUSE, LEVEL_STEP, 3, "R",
	                     N_("{0} is in the tree already: somebody inserts it twice.") },
	[DESCENDS] = { STEP_DECIDE, LEVEL_STEP, 4, "RR",
	               N_("{1} holds all of {0} and more, so it is tried as the parent.") },
	[WOULD_SPLIT] = { STEP_CONFLICT, LEVEL_STEP, 5, "RR",
	                  N_("{1} lies only partly inside {0}, and no range may be split.") },
	[ADOPTED] = { STEP_LINK, LEVEL_STOP, 6, "Rdno",
	              N_("{0} covers {1} existing children of {2}, so it is linked in their "
	                 "place and adopts them.") },
	[ADOPTED_ONE] = { STEP_LINK, LEVEL_STOP, 6, "RRno",
	                  N_("{0} covers {1}, so it is linked in its place below {2} and adopts "
	                     "it.") },
	[IN_TREE_ALREADY] = { STEP_DECIDE, LEVEL_STEP, 1, "R",
	                      N_("{0} has a parent already, so nothing is done.") },
	[EXPANDED] = { STEP_RESIZE, LEVEL_STOP, 4, "nRrr",
	               N_("{1} is in the way of {0}, which grows from {2} to {3} to cover it.") },
	[CANNOT_EXPAND] = { STEP_REFUSE, LEVEL_STOP, 3, "Rn",
	                    N_("{0} reaches beyond {1}: no growing helps, and nobody is told.") },
};

struct resource *resource_new(struct kernel *k, resource_size_t start, resource_size_t end,
                              const char *name, uint64_t flags, uint64_t desc)
{
	struct resource *res = alloc_resource(k);
	struct resource given = { start, end, name, flags, desc, NULL, NULL, NULL, 0 };

	journal_write(&k->sim->journal, res, &given, offsetof(struct resource, parent));
	return res;
}

struct resource *alloc_resource(struct kernel *k)
{
	return sim_alloc(k->sim, sizeof(struct resource));
}

void resource_walks_in_a_circle(struct kernel *k)
{
	sim_stop(k->sim, SIM_LIMIT,
	         _("the resource tree leads back into itself, and the kernel would walk forever"));
}

/* How `%pR` calls the types, the first that fits; the last stands for none. */
static const struct {
	uint64_t flag;
	const char *name, *number;
} type_strings[] = {
	{ IORESOURCE_IO, "io  ", "0x%04" PRIx64 }, { IORESOURCE_MEM, "mem ", "0x%08" PRIx64 },
	{ IORESOURCE_IRQ, "irq ", "%" PRIu64 },    { IORESOURCE_DMA, "dma ", "%" PRIu64 },
	{ IORESOURCE_BUS, "bus ", "%02" PRIx64 },  { 0, "\?\?\? ", "0x%08" PRIx64 },
};

static const struct {
	uint64_t flag;
	const char *name;
} attribute_strings[] = {
	{ IORESOURCE_MEM_64, " 64bit" },
	{ IORESOURCE_PREFETCH, " pref" },
	{ IORESOURCE_WINDOW, " window" },
	{ IORESOURCE_DISABLED, " disabled" },
};

char *resource_string(char buf[RESOURCE_STRING], const struct resource *res, bool raw)
{
	size_t room = RESOURCE_STRING, at = 0;
	unsigned t = 0;

	while (type_strings[t].flag && !(res->flags & type_strings[t].flag))
		t++;
	raw |= !type_strings[t].flag;
	at += (size_t)snprintf(buf, room, "[%s", type_strings[t].name);
	if (!raw && res->flags & IORESOURCE_UNSET) {
		at += (size_t)snprintf(buf + at, room - at, "size ");
		at += (size_t)snprintf(buf + at, room - at, type_strings[t].number,
		                       resource_size(res));
	} else {
		at += (size_t)snprintf(buf + at, room - at, type_strings[t].number, res->start);
		if (res->start != res->end) {
			buf[at++] = '-';
			at += (size_t)snprintf(buf + at, room - at, type_strings[t].number,
			                       res->end);
		}
	}
	for (size_t i = 0; !raw && i < sizeof(attribute_strings) / sizeof(*attribute_strings); i++)
		if (res->flags & attribute_strings[i].flag)
			at += (size_t)snprintf(buf + at, room - at, "%s",
			                       attribute_strings[i].name);
	if (raw)
		at += (size_t)snprintf(buf + at, room - at, " flags 0x%" PRIx64, res->flags);
	snprintf(buf + at, room - at, "]");
	return buf;
}

static const struct outline outline_request_locked = {
	"__request_resource",
	RESOURCE_FILE,
	"RR",
	'R',
	N_("Links a resource below a parent if nothing there overlaps it."),
	N_("It looks at the parent's own children only, and it ignores flags and names: only "
	   "addresses count."),
	{ N_("a range that ends before it starts: the parent is the conflict"),
	  N_("a range that is not inside the parent: the parent is the conflict"),
	  N_("pass the children that end before the range starts"),
	  N_("the next child starts behind the range, or there is none: link it in between"),
	  N_("otherwise that child overlaps the range: return it as the conflict") }
};

static void tell_passed(struct kernel *k, const struct resource *new,
                        const struct resource_run *run)
{
	if (run->count == 1)
		TELL(k, &says[PASSED_ONE], RES(run->first), RES(new), PLACE(k, run->first));
	else if (run->count)
		TELL(k, &says[PASSED], run->count, RES(run->first), RES(run->last), RES(new),
		     PLACE(k, run->first));
}

/* LINKED_AS is told when NEW has come in. */
static struct resource *request_locked(struct kernel *k, struct resource *root,
                                       struct resource *new, const struct sentence *linked_as)
{
	struct resource_run run = { 0 };
	struct resource **slot = &root->child, *at;

	ENTER(k, &outline_request_locked, RES(root), RES(new));
	if (new->end < new->start) {
		TELL(k, &says[BACKWARDS], RES(new), name_id(root->name));
		return leave_res(k, root);
	}
	if (new->start < root->start || new->end > root->end) {
		TELL(k, &says[OUTSIDE], RES(new), name_id(root->name));
		return leave_res(k, root);
	}
	while ((at = *slot) && at->start <= new->end && at->end < new->start) {
		resource_pass(k, &run, at);
		slot = &at->sibling;
	}
	tell_passed(k, new, &run);
	if (at && at->start <= new->end) {
		TELL(k, &says[OVERLAPS], RES(new), RES(at));
		return leave_res(k, at);
	}
	SET(k, new->sibling, at);
	SET(k, *slot, new);
	SET(k, new->parent, root);
	resource_is_in(k, new);
	TELL(k, linked_as, RES(new), name_id(root->name));
	return leave_res(k, NULL);
}

struct resource *resource_request_locked(struct kernel *k, struct resource *root,
                                         struct resource *new)
{
	return request_locked(k, root, new, &says[LINKED]);
}

struct resource *resource_request_piece(struct kernel *k, struct resource *root,
                                        struct resource *new)
{
	return request_locked(k, root, new, &says[LINKED_PIECE]);
}

static const struct outline outline_release_locked = {
	"__release_resource",
	RESOURCE_FILE,
	"Rb",
	'e',
	N_("Takes a resource out of the tree."),
	N_("The resource itself lives on; it belongs to whoever brought it."),
	{ N_("look for it among its parent's children"),
	  N_("its children may go too, or it has none: its place closes behind it"),
	  N_("otherwise its children take its place, one step further up"), N_("forget its parent"),
	  N_("not found: -EINVAL") }
};

/* The children of OLD become children of its parent, in the place of OLD. */
static void move_children_up(struct kernel *k, struct resource **slot, struct resource *old)
{
	struct resource_run run = { 0 };
	struct resource *child = old->child;

	for (;; child = child->sibling) {
		resource_pass(k, &run, child);
		SET(k, child->parent, old->parent);
		if (!child->sibling)
			break;
	}
	SET(k, *slot, old->child);
	SET(k, child->sibling, old->sibling);
}

int resource_release_locked(struct kernel *k, struct resource *old, bool release_child)
{
	struct resource *parent = old->parent, **slot;
	struct resource_run run = { 0 };

	ENTER(k, &outline_release_locked, RES(old), WORD(release_child));
	if (!parent)
		kernel_oops(k);
	for (slot = &parent->child; *slot && *slot != old; slot = &(*slot)->sibling)
		resource_pass(k, &run, *slot);
	if (!*slot) {
		TELL(k, &says[NOT_A_CHILD], RES(old), name_id(parent->name));
		return leave_int(k, -EINVAL);
	}
	if (release_child || !old->child) {
		SET(k, *slot, old->sibling);
		SET(k, old->parent, NULL);
		TELL(k, &says[old->child ? UNLINKED_WITH : UNLINKED], RES(old),
		     name_id(parent->name));
	} else {
		move_children_up(k, slot, old);
		SET(k, old->parent, NULL);
		TELL(k, &says[MOVED_UP], RES(old), name_id(parent->name));
	}
	return leave_int(k, 0);
}

static void tell_refused(struct kernel *k, const struct resource *root, const struct resource *new,
                         const struct resource *conflict)
{
	if (conflict == root)
		TELL(k, &says[REFUSED_OUTSIDE], RES(new), name_id(root->name));
	else if (conflict)
		TELL(k, &says[REFUSED], RES(new), RES(conflict), conflict->by_step);
}

static const struct outline outline_request_conflict = {
	"request_resource_conflict",
	RESOURCE_FILE,
	"RR",
	'R',
	N_("Asks for a range below a parent and says who is in the way."),
	NULL,
	{ N_("take the lock of the whole tree"), N_("link the resource if nothing overlaps it"),
	  N_("return what is in the way, or NULL") }
};

struct resource *request_resource_conflict(struct kernel *k, struct resource *root,
                                           struct resource *new)
{
	struct resource *conflict;

	ENTER(k, &outline_request_conflict, RES(root), RES(new));
	conflict = resource_request_locked(k, root, new);
	tell_refused(k, root, new, conflict);
	return leave_res(k, conflict);
}

static const struct outline outline_request = {
	"request_resource",
	RESOURCE_FILE,
	"RR",
	'e',
	N_("Asks for a range below a parent."),
	N_("Nothing stops a driver that does not ask: the tree is a book of claims, no lock on "
	   "the hardware."),
	{ N_("try to link the resource"),
	  N_("something is in the way: -EBUSY, without saying what"), N_("otherwise 0") }
};

int request_resource(struct kernel *k, struct resource *root, struct resource *new)
{
	ENTER(k, &outline_request, RES(root), RES(new));
	return leave_int(k, request_resource_conflict(k, root, new) ? -EBUSY : 0);
}

static const struct outline outline_release = {
	"release_resource",
	RESOURCE_FILE,
	"R",
	'e',
	N_("Gives a range back."),
	N_("What lies below it leaves the tree with it, and nobody is told."),
	{ N_("take the lock of the whole tree"),
	  N_("take the resource out, with all that lies below it"),
	  N_("0, or -EINVAL when its parent does not know it") }
};

int release_resource(struct kernel *k, struct resource *old)
{
	ENTER(k, &outline_release, RES(old));
	return leave_int(k, resource_release_locked(k, old, true));
}

static const struct outline outline_remove = {
	"remove_resource",
	RESOURCE_FILE,
	"R",
	'e',
	N_("Takes out a resource that was inserted, and leaves its children in the tree."),
	N_("The removed resource still points at its children; it must not be used again so."),
	{ N_("take the lock of the whole tree"),
	  N_("take the resource out; its children move up into its place"),
	  N_("0, or -EINVAL when its parent does not know it") }
};

int remove_resource(struct kernel *k, struct resource *old)
{
	ENTER(k, &outline_remove, RES(old));
	return leave_int(k, resource_release_locked(k, old, false));
}

static const struct outline outline_insert_locked = {
	"__insert_resource",
	RESOURCE_FILE,
	"RR",
	'R',
	N_("Links a resource where it fits: deeper than asked, or above what it covers."),
	N_("A range equal to an existing one goes above that one, not below it."),
	{ N_("try to link it as a plain child of the parent"),
	  N_("done, or it does not fit into the parent: that is the answer"),
	  N_("it meets itself: a warning"),
	  N_("one child holds all of it and more: try again with that child as the parent"),
	  N_("a child lies only partly inside it: that one is the conflict"),
	  N_("it covers one or more children whole: they become its own"),
	  N_("it takes their place in the parent's list") }
};

/* The last of the children from FIRST on that NEW covers; *CONFLICT is one only partly inside. */
static struct resource *last_covered(struct kernel *k, const struct resource *new,
                                     struct resource *first, struct resource_run *run,
                                     struct resource **conflict)
{
	struct resource *at = first;

	for (;; at = at->sibling) {
		if (at->start < new->start || at->end > new->end) {
			*conflict = at;
			return NULL;
		}
		resource_pass(k, run, at);
		if (!at->sibling || at->sibling->start > new->end)
			return at;
	}
}

/* NEW takes the place of the children in RUN and becomes their parent. */
static void adopt(struct kernel *k, struct resource *parent, struct resource *new,
                  struct resource *first, struct resource *last, const struct resource_run *run)
{
	struct resource **slot = &parent->child, *child;

	SET(k, new->parent, parent);
	SET(k, new->sibling, last->sibling);
	SET(k, new->child, first);
	SET(k, last->sibling, NULL);
	for (child = first; child; child = child->sibling)
		SET(k, child->parent, new);
	while (*slot != first)
		slot = &(*slot)->sibling;
	SET(k, *slot, new);
	resource_is_in(k, new);
	if (run->count == 1)
		TELL(k, &says[ADOPTED_ONE], RES(new), RES(first), name_id(parent->name),
		     PLACE(k, first));
	else
		TELL(k, &says[ADOPTED], RES(new), run->count, name_id(parent->name),
		     PLACE(k, first));
}

static struct resource *insert_locked(struct kernel *k, struct resource *parent,
                                      struct resource *new)
{
	struct resource *first, *last, *conflict = NULL;
	struct resource_run run = { 0 };

	ENTER(k, &outline_insert_locked, RES(parent), RES(new));
	while (true) {
		first = resource_request_locked(k, parent, new);
		if (!first || first == parent)
			return leave_res(k, first);
		if (first == new) {
			kernel_warn(k, "kernel/resource.c:828", "__insert_resource", NULL);
			TELL(k, &says[INSERTED_TWICE], RES(new));
			return leave_res(k, first);
		}
		/* Only what is larger than the new one can be its parent. */
		if (!resource_holds(first, new->start, new->end) ||
		    resource_holds(new, first->start, first->end))
			break;
		TELL(k, &says[DESCENDS], RES(new), RES(first));
		parent = first;
	}
	last = last_covered(k, new, first, &run, &conflict);
	if (!last) {
		TELL(k, &says[WOULD_SPLIT], RES(new), RES(conflict));
		return leave_res(k, conflict);
	}
	adopt(k, parent, new, first, last, &run);
	return leave_res(k, NULL);
}

static const struct outline outline_insert_conflict = {
	"insert_resource_conflict",
	RESOURCE_FILE,
	"RR",
	'R',
	N_("Inserts a resource, above others if it covers them, and says who is in the way."),
	NULL,
	{ N_("take the lock of the whole tree"), N_("insert the resource"),
	  N_("return what is in the way, or NULL") }
};

struct resource *insert_resource_conflict(struct kernel *k, struct resource *parent,
                                          struct resource *new)
{
	struct resource *conflict;

	ENTER(k, &outline_insert_conflict, RES(parent), RES(new));
	conflict = insert_locked(k, parent, new);
	tell_refused(k, parent, new, conflict);
	return leave_res(k, conflict);
}

static const struct outline outline_insert = {
	"insert_resource",
	RESOURCE_FILE,
	"RR",
	'e',
	N_("Inserts a resource below a parent, above others if it covers them."),
	N_("It is for those who describe what is there, such as firmware tables and buses; "
	   "drivers request."),
	{ N_("try to insert the resource"),
	  N_("something is in the way: -EBUSY, without saying what"), N_("otherwise 0") }
};

int insert_resource(struct kernel *k, struct resource *parent, struct resource *new)
{
	ENTER(k, &outline_insert, RES(parent), RES(new));
	return leave_int(k, insert_resource_conflict(k, parent, new) ? -EBUSY : 0);
}

static const struct outline outline_expand = {
	"insert_resource_expand_to_fit",
	RESOURCE_FILE,
	"RR",
	'v',
	N_("Inserts a resource and lets it grow over whatever it overlaps only partly."),
	N_("It returns nothing, even when it could not insert."),
	{ N_("nothing to do if it is in the tree already"), N_("try to insert it"),
	  N_("it does not fit into the root: give up"),
	  N_("grow it so that it covers what is in the way, tell the log, try again") }
};

void insert_resource_expand_to_fit(struct kernel *k, struct resource *root, struct resource *new)
{
	struct resource *conflict, before;

	ENTER(k, &outline_expand, RES(root), RES(new));
	if (new->parent) {
		TELL(k, &says[IN_TREE_ALREADY], RES(new));
		leave(k);
		return;
	}
	while ((conflict = insert_locked(k, root, new)) && conflict != root) {
		before = *new;
		SET(k, new->start, min64(new->start, conflict->start));
		SET(k, new->end, max64(new->end, conflict->end));
		TELL(k, &says[EXPANDED], name_id(new->name), RES(conflict), RANGE(&before),
		     RANGE(new));
		printk(k, "resource: Expanded resource %s due to conflict with %s", LOG_NAME(new),
		       LOG_NAME(conflict));
	}
	if (conflict)
		TELL(k, &says[CANNOT_EXPAND], RES(new), name_id(root->name));
	leave(k);
}
