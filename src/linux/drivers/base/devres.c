/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/base/devres.c: what a driver took with a devm_ function is on its
 * device's list, and is given back in reverse order when the driver goes or its
 * probe fails.
 */
#include "linux/drivers/base/base.h"
#include "linux/lib/cmdline.h"

#define DEVRES_FILE "drivers/base/devres.c"

enum {
	LOGS,
	CANNOT_LOG,
	ADDED,
	NONE_SUCH,
	TAKEN_OFF,
	NOTHING_HELD,
	GIVES_BACK,
	GAVE_BACK,
	OPENED,
	CLOSED,
	NO_GROUP,
	GROUP_REMOVED,
	GROUP_GIVEN_BACK,
};

static const struct sentence says[] = {
	[LOGS] = { STEP_SET, LEVEL_STEP, 1, "b",
	           N_("Lines about what drivers hold go to the log: {0}.") },
	[CANNOT_LOG] = { STEP_DECIDE, LEVEL_STEP, 2, "",
	                 N_("This kernel was built without CONFIG_DEBUG_DEVRES and logs no such "
	                    "lines.") },
	[ADDED] = { STEP_SET, LEVEL_STEP, 1, "nn",
	            N_("{1} is noted with {0}: it will run when the driver goes.") },
	[NONE_SUCH] = { STEP_REFUSE, LEVEL_STEP, 2, "nn",
	                N_("Nothing on the list of {0} is that, for {1} to undo.") },
	[TAKEN_OFF] = { STEP_SET, LEVEL_STEP, 2, "nn",
	                N_("{1} is taken off the list of {0}: the driver does it by hand.") },
	[NOTHING_HELD] = { STEP_DECIDE, LEVEL_STEP, 1, "n",
	                   N_("{0} holds nothing that would have to be given back.") },
	[GIVES_BACK] = { STEP_DECIDE, LEVEL_STEP, 2, "nn",
	                 N_("What {0} took last and still holds is undone next, by {1}.") },
	[GAVE_BACK] = { STEP_SET, LEVEL_CALL, 3, "nd",
	                N_("{0} holds nothing any more; {1} things were given back, the latest "
	                   "first.") },
	[OPENED] = { STEP_SET, LEVEL_STEP, 1, "nn",
	             N_("What {0} takes from here on belongs to the group {1}.") },
	[CLOSED] = { STEP_SET, LEVEL_STEP, 1, "nn",
	             N_("The group {1} of {0} is complete: what follows does not belong to it.") },
	[NO_GROUP] = { STEP_REFUSE, LEVEL_STEP, 2, "n",
	               N_("{0} has no such group; the log gets a warning.") },
	[GROUP_REMOVED] = { STEP_SET, LEVEL_STEP, 1, "nn",
	                    N_("The group {1} of {0} is forgotten; what was in it stays held.") },
	[GROUP_GIVEN_BACK] = { STEP_SET, LEVEL_CALL, 3, "nd",
	                       N_("{1} things of the group were given back, the latest first; {0} "
	                          "keeps the rest.") },
};

/* A group: its two marks stand on the list among what was taken. */
struct devres_group {
	const char *id; /* a name of the simulation; NULL when the caller gave none */
	struct devres open, close;
	bool closed;                /* close is on the list */
	bool goes;                  /* it is being given back whole */
	struct devres_group *later; /* given back after this one */
};

/* The marks' kinds; the kernel tells them apart by their release functions, too. */
static const struct devres_kind group_open = { .release = "grp<" };
static const struct devres_kind group_close = { .release = "grp>" };

static unsigned size_of(const struct devres *res)
{
	return res->kind->size || res->group ? res->kind->size : (unsigned)res->b;
}

static void devres_log(struct kernel *k, const struct device *dev, const struct devres *res,
                       const char *op)
{
	if (k->base->log_devres)
		dev_err(k, dev, "DEVRES %3s %s (%u bytes)", op, res->kind->release, size_of(res));
}

static const struct outline outline_param = {
	"log_devres",
	DEVRES_FILE,
	"n",
	'e',
	N_("Reads devres.log=NUMBER."),
	N_("Most kernels are built without CONFIG_DEBUG_DEVRES, and do not know the word."),
	{ N_("another number than 0: a line in the log for each thing taken or given back"),
	  N_("the kernel cannot do that: the word is nobody's") }
};

int devres_log_param(struct kernel *k, const char *value)
{
	bool on = value && simple_strtoull(value, NULL) != 0;

	ENTER(k, &outline_param, NAME(k, value ? value : ""));
	if (profile_has(k->profile, FEATURE_DEBUG_DEVRES)) {
		SET(k, k->base->log_devres, on);
		TELL(k, &says[LOGS], WORD(on));
	} else {
		TELL(k, &says[CANNOT_LOG]);
	}
	return leave_int(k, 0);
}

static void push(struct kernel *k, struct device *dev, struct devres *res)
{
	SET(k, res->next, dev->devres);
	SET(k, dev->devres, res);
	devres_log(k, dev, res, "ADD");
}

/* What *SLOT points at leaves the list. */
static struct devres *unlink_slot(struct kernel *k, struct devres **slot)
{
	struct devres *res = *slot;

	SET(k, *slot, res->next);
	SET(k, res->next, NULL);
	return res;
}

static const struct outline outline_add = {
	"devres_add",
	DEVRES_FILE,
	"nn",
	'v',
	N_("Notes with a device how to undo what its driver has just taken."),
	N_("It takes nothing itself: the devm_ function that calls it already has."),
	{ N_("put it at the end of the device's list") }
};

void devres_add(struct kernel *k, struct device *dev, const struct devres_kind *kind, uint64_t a,
                uint64_t b, struct resource *res, struct resource *root)
{
	struct devres *new = sim_alloc(k->sim, sizeof(*new));
	struct devres given = { .kind = kind, .a = a, .b = b, .res = res, .root = root };

	ENTER(k, &outline_add, name_id(dev->name), NAME(k, kind->release));
	SET(k, *new, given);
	push(k, dev, new);
	TELL(k, &says[ADDED], name_id(dev->name), NAME(k, kind->release));
	leave(k);
}

/* Take the newest such devres off the list; NULL when there is none. */
static struct devres *devres_remove(struct kernel *k, struct device *dev,
                                    const struct devres_kind *kind, uint64_t a, uint64_t b,
                                    const struct resource *res, const struct resource *root)
{
	struct devres **slot = &dev->devres, *at;

	for (; (at = *slot); slot = &at->next)
		if (at->kind == kind && at->a == a && at->b == b && at->res == res &&
		    at->root == root)
			break;
	if (!at) {
		TELL(k, &says[NONE_SUCH], name_id(dev->name), NAME(k, kind->release));
		return NULL;
	}
	unlink_slot(k, slot);
	devres_log(k, dev, at, "REM");
	TELL(k, &says[TAKEN_OFF], name_id(dev->name), NAME(k, kind->release));
	return at;
}

static const struct outline outline_destroy = {
	"devres_destroy",
	DEVRES_FILE,
	"nn",
	'e',
	N_("Forgets one thing that a device holds, without undoing it."),
	N_("The caller undoes it by hand, before or after."),
	{ N_("look for it, from the latest on"), N_("take it off the list, or say -ENOENT") }
};

int devres_destroy(struct kernel *k, struct device *dev, const struct devres_kind *kind, uint64_t a,
                   uint64_t b, const struct resource *res, const struct resource *root)
{
	ENTER(k, &outline_destroy, name_id(dev->name), NAME(k, kind->release));
	return leave_int(k, devres_remove(k, dev, kind, a, b, res, root) ? 0 : -ENOENT);
}

static const struct outline outline_release = {
	"devres_release",
	DEVRES_FILE,
	"nn",
	'e',
	N_("Gives one thing that a device holds back before its time."),
	NULL,
	{ N_("look for it, from the latest on"), N_("take it off the list, or say -ENOENT"),
	  N_("undo it") }
};

int devres_release(struct kernel *k, struct device *dev, const struct devres_kind *kind, uint64_t a,
                   uint64_t b, const struct resource *res, const struct resource *root)
{
	struct devres *found;

	ENTER(k, &outline_release, name_id(dev->name), NAME(k, kind->release));
	found = devres_remove(k, dev, kind, a, b, res, root);
	if (found)
		kind->undo(k, dev, found);
	return leave_int(k, found ? 0 : -ENOENT);
}

/* What is to be given back: the groups' marks first, as they are only logged. */
struct todo {
	struct devres_group *groups, **groups_end;
	struct devres *first, **end;
	unsigned count; /* without the groups */
};

static void todo_init(struct todo *todo)
{
	*todo = (struct todo){ 0 };
	todo->groups_end = &todo->groups;
	todo->end = &todo->first;
}

/* The ends of the chains are on the host's stack while the chains are empty. */
static void todo_add(struct kernel *k, struct todo *todo, struct devres *res)
{
	if (todo->first)
		SET(k, *todo->end, res);
	else
		todo->first = res;
	todo->end = &res->next;
	todo->count++;
}

static void todo_add_group(struct kernel *k, struct todo *todo, struct devres_group *group)
{
	SET(k, group->goes, true);
	if (todo->groups)
		SET(k, *todo->groups_end, group);
	else
		todo->groups = group;
	todo->groups_end = &group->later;
}

/* Is OPEN one of those from FROM down to OLDEST? */
static bool lies_within(const struct devres *from, const struct devres *oldest,
                        const struct devres *open)
{
	for (; from && from != open && from != oldest; from = from->next)
		;
	return from == open;
}

/* Does the mark AT leave the list?  A group goes if all of it lies between AT and OLDEST. */
static bool mark_goes(struct kernel *k, struct todo *todo, const struct devres *at,
                      const struct devres *oldest)
{
	struct devres_group *group = at->group;

	if (at == &group->close ? lies_within(at, oldest, &group->open) : !group->closed)
		todo_add_group(k, todo, group);
	return group->goes;
}

/* remove_nodes(): what stands from *SLOT on down to OLDEST leaves the list. */
static void remove_nodes(struct kernel *k, struct devres **slot, const struct devres *oldest,
                         struct todo *todo)
{
	struct devres *at;
	bool last = false;

	todo_init(todo);
	while (!last && (at = *slot)) {
		last = at == oldest;
		if (!at->group)
			todo_add(k, todo, unlink_slot(k, slot));
		else if (mark_goes(k, todo, at, oldest))
			unlink_slot(k, slot);
		else
			slot = &at->next;
	}
}

/* release_nodes() */
static void release_nodes(struct kernel *k, struct device *dev, const struct todo *todo)
{
	for (struct devres_group *group = todo->groups; group; group = group->later)
		devres_log(k, dev, &group->open, "REL");
	for (struct devres *at = todo->first, *next; at; at = next) {
		next = at->next;
		devres_log(k, dev, at, "REL");
		TELL(k, &says[GIVES_BACK], name_id(dev->name), NAME(k, at->kind->release));
		at->kind->undo(k, dev, at);
	}
}

static const struct outline outline_release_all = {
	"devres_release_all",
	DEVRES_FILE,
	"n",
	'd',
	N_("Gives back all that a driver took with devm_ functions."),
	N_("The order is the reverse of the taking, for all kinds together: not first the "
	   "mappings, then the claims."),
	{ N_("an empty list: nothing to do"), N_("take all off the list"),
	  N_("undo one after the other, the latest first") }
};

unsigned devres_release_all(struct kernel *k, struct device *dev)
{
	struct todo todo;

	ENTER(k, &outline_release_all, name_id(dev->name));
	if (!dev->devres) {
		TELL(k, &says[NOTHING_HELD], name_id(dev->name));
		return (unsigned)leave_int(k, 0);
	}
	remove_nodes(k, &dev->devres, NULL, &todo);
	release_nodes(k, dev, &todo);
	TELL(k, &says[GAVE_BACK], name_id(dev->name), todo.count);
	return (unsigned)leave_int(k, (int)todo.count);
}

/* What a group without an id is called where it is told of. */
static uint64_t group_name(struct kernel *k, const struct devres_group *group)
{
	return NAME(k, group->id ? group->id : "(no name)");
}

static const struct outline outline_open = {
	"devres_open_group",
	DEVRES_FILE,
	"nn",
	'v',
	N_("Begins a group: what is taken from here on can be given back together."),
	N_("A group need not be closed to be given back."),
	{ N_("put its opening mark on the device's list") }
};

void devres_open_group(struct kernel *k, struct device *dev, const char *id)
{
	struct devres_group *group = sim_alloc(k->sim, sizeof(*group));

	ENTER(k, &outline_open, name_id(dev->name), name_id(id));
	SET(k, group->id, id);
	SET(k, group->open.kind, &group_open);
	SET(k, group->open.group, group);
	SET(k, group->close.kind, &group_close);
	SET(k, group->close.group, group);
	push(k, dev, &group->open);
	TELL(k, &says[OPENED], name_id(dev->name), group_name(k, group));
	leave(k);
}

/* The group called ID, or the latest one that is open; NULL when there is none. */
static struct devres_group *find_group(const struct device *dev, const char *id)
{
	for (const struct devres *at = dev->devres; at; at = at->next)
		if (at->group && at == &at->group->open &&
		    (id ? at->group->id == id : !at->group->closed))
			return at->group;
	return NULL;
}

static void warn_no_group(struct kernel *k, const struct device *dev, const char *place,
                          const char *function)
{
	TELL(k, &says[NO_GROUP], name_id(dev->name));
	kernel_warn(k, place, function, NULL);
}

static const struct outline outline_close = {
	"devres_close_group",
	DEVRES_FILE,
	"nn",
	'v',
	N_("Ends a group: what is taken later does not belong to it."),
	NULL,
	{ N_("put the closing mark on the device's list"), N_("no such group: a warning") }
};

void devres_close_group(struct kernel *k, struct device *dev, const char *id)
{
	struct devres_group *group = find_group(dev, id);

	ENTER(k, &outline_close, name_id(dev->name), name_id(id));
	if (group && !group->closed) {
		SET(k, group->closed, true);
		push(k, dev, &group->close);
		TELL(k, &says[CLOSED], name_id(dev->name), group_name(k, group));
	} else if (group) {
		/* the kernel's BUG_ON(): the mark stands on the list already */
		kernel_oops(k);
	} else {
		warn_no_group(k, dev, "drivers/base/devres.c:618", "devres_close_group");
	}
	leave(k);
}

static void unlink_mark(struct kernel *k, struct device *dev, const struct devres *mark)
{
	struct devres **slot = &dev->devres;

	while (*slot && *slot != mark)
		slot = &(*slot)->next;
	if (*slot)
		unlink_slot(k, slot);
}

static const struct outline outline_remove_group = {
	"devres_remove_group",
	DEVRES_FILE,
	"nn",
	'v',
	N_("Forgets a group, and gives back nothing of what is in it."),
	N_("What was in it is given back when the driver goes, as if there had been no group."),
	{ N_("take both marks off the list"), N_("no such group: a warning") }
};

void devres_remove_group(struct kernel *k, struct device *dev, const char *id)
{
	struct devres_group *group = find_group(dev, id);

	ENTER(k, &outline_remove_group, name_id(dev->name), name_id(id));
	if (group) {
		unlink_mark(k, dev, &group->open);
		unlink_mark(k, dev, &group->close);
		devres_log(k, dev, &group->open, "REM");
		TELL(k, &says[GROUP_REMOVED], name_id(dev->name), group_name(k, group));
	} else {
		warn_no_group(k, dev, "drivers/base/devres.c:646", "devres_remove_group");
	}
	leave(k);
}

static const struct outline outline_release_group = {
	"devres_release_group",
	DEVRES_FILE,
	"nn",
	'd',
	N_("Gives back what was taken within a group, the latest first."),
	N_("An open group reaches to what was taken last."),
	{ N_("take all between its two marks off the list"),
	  N_("no such group: a warning, unless the list is empty"),
	  N_("undo one after the other, the latest first") }
};

unsigned devres_release_group(struct kernel *k, struct device *dev, const char *id)
{
	struct devres_group *group = find_group(dev, id);
	struct devres **slot = &dev->devres;
	struct todo todo = { 0 };

	ENTER(k, &outline_release_group, name_id(dev->name), name_id(id));
	if (group) {
		while (group->closed && *slot != &group->close)
			slot = &(*slot)->next;
		remove_nodes(k, slot, &group->open, &todo);
		release_nodes(k, dev, &todo);
		TELL(k, &says[GROUP_GIVEN_BACK], name_id(dev->name), todo.count);
	} else if (dev->devres) {
		warn_no_group(k, dev, "drivers/base/devres.c:695", "devres_release_group");
	}
	return (unsigned)leave_int(k, (int)todo.count);
}
