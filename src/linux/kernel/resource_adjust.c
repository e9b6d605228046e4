/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/resource.c, second part: a resource in the tree gets another range. */
#include "linux/kernel/resource_internal.h"

enum {
	NO_PARENT,
	LEAVES_PARENT,
	NEXT_IN_THE_WAY,
	BEFORE_IN_THE_WAY,
	CHILD_STICKS_OUT,
	ADJUSTED,
};

static const struct sentence says[] = {
	[NO_PARENT] = { STEP_DECIDE, LEVEL_STEP, 1, "R",
	                N_("{0} has no parent, so only its children can object.") },
	[LEAVES_PARENT] = { STEP_REFUSE, LEVEL_STOP, 2, "RrR",
	                    N_("{0} cannot become {1}: that is not inside its parent {2}.") },
	[NEXT_IN_THE_WAY] = { STEP_CONFLICT, LEVEL_STOP, 3, "RrR",
	                      N_("{0} cannot become {1}: the next one, {2}, is in the way.") },
	[BEFORE_IN_THE_WAY] = { STEP_CONFLICT, LEVEL_STOP, 4, "RrR",
	                        N_("{0} cannot become {1}: the one before, {2}, is in the way.") },
	[CHILD_STICKS_OUT] = { STEP_CONFLICT, LEVEL_STOP, 5, "RrR",
	                       N_("{0} cannot become {1}: its child {2} would stick out.") },
	[ADJUSTED] = { STEP_RESIZE, LEVEL_STEP, 6, "nrr", N_("{0} changes from {1} to {2}.") },
};

static const struct outline outline_adjust_locked = {
	"__adjust_resource",
	RESOURCE_FILE,
	"Ras",
	'e',
	N_("Gives a resource in the tree another range, if nothing around it objects."),
	N_("A size of 0 passes, and then the resource ends before it starts."),
	{ N_("without a parent, only the children are asked"),
	  N_("the new range must lie inside the parent"),
	  N_("it must end before the next sibling starts"),
	  N_("it must start behind the end of the sibling before"),
	  N_("every child must stay inside"), N_("write the new start and end") }
};

/* What the parent and the siblings of RES say: the row of the objection, or ADJUSTED. */
static unsigned ask_around(struct kernel *k, struct resource *res, resource_size_t start,
                           resource_size_t end, const struct resource **objector)
{
	const struct resource *parent = res->parent, *before;
	struct resource_run run = { 0 };

	*objector = parent;
	if (start < parent->start || end > parent->end)
		return LEAVES_PARENT;
	*objector = res->sibling;
	if (res->sibling && res->sibling->start <= end)
		return NEXT_IN_THE_WAY;
	before = parent->child;
	if (before == res)
		return ADJUSTED;
	while (before && before->sibling != res) {
		resource_pass(k, &run, before);
		before = before->sibling;
	}
	if (!before)
		kernel_oops(k); /* its parent does not know it: the list ends in NULL */
	*objector = before;
	return start <= before->end ? BEFORE_IN_THE_WAY : ADJUSTED;
}

int resource_adjust_locked(struct kernel *k, struct resource *res, resource_size_t start,
                           resource_size_t size)
{
	resource_size_t end = start + size - 1;
	const struct resource *objector, *child;
	struct resource before = *res;
	unsigned verdict = ADJUSTED;

	ENTER(k, &outline_adjust_locked, RES(res), start, size);
	if (res->parent)
		verdict = ask_around(k, res, start, end, &objector);
	else
		TELL(k, &says[NO_PARENT], RES(res));
	for (child = res->child; verdict == ADJUSTED && child; child = child->sibling) {
		if (child->start < start || child->end > end) {
			verdict = CHILD_STICKS_OUT;
			objector = child;
		}
	}
	if (verdict != ADJUSTED) {
		TELL(k, &says[verdict], RES(res), start, end, RES(objector));
		return leave_int(k, -EBUSY);
	}
	SET(k, res->start, start);
	SET(k, res->end, end);
	TELL(k, &says[ADJUSTED], name_id(res->name), RANGE(&before), RANGE(res));
	return leave_int(k, 0);
}

static const struct outline outline_adjust = {
	"adjust_resource",
	RESOURCE_FILE,
	"Ras",
	'e',
	N_("Changes the start and the size of a resource."),
	NULL,
	{ N_("take the lock of the whole tree"),
	  N_("change the range if parent, siblings and children allow it"), N_("0, or -EBUSY") }
};

int adjust_resource(struct kernel *k, struct resource *res, resource_size_t start,
                    resource_size_t size)
{
	ENTER(k, &outline_adjust, RES(res), start, size);
	return leave_int(k, resource_adjust_locked(k, res, start, size));
}

bool resource_warn_once(struct kernel *k, bool bad, unsigned bit, const char *place,
                        const char *function)
{
	if (bad && !(k->resource_warned & 1u << bit)) {
		SET(k, k->resource_warned, k->resource_warned | 1u << bit);
		kernel_warn(k, place, function, NULL);
	}
	return bad;
}
