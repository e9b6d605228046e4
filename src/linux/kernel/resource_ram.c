/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/resource.c as it was in 3.10: System RAM is found by its name, among the root's
 * own children, and not by flags anywhere in the tree.
 */
#include <string.h>

#include "linux/kernel/resource_internal.h"

enum { PASSED_ONE, PASSED, FOUND, NONE };

static const struct sentence says[] = {
	[PASSED_ONE] = { STEP_COMPARE, LEVEL_STEP, 2, "Rro",
	                 N_("{0} is not busy memory called System RAM, or does not touch {1}.") },
	[PASSED] = { STEP_COMPARE, LEVEL_STEP, 2, "dRRro",
	             N_("{0} entries, from {1} to {2}, are not busy memory called System RAM, or do "
	                "not touch {3}.") },
	[FOUND] = { STEP_DECIDE, LEVEL_STEP, 4, "Rr",
	            N_("{0} has the name and the flags; {1} of it lies in the range.") },
	[NONE] = { STEP_DECIDE, LEVEL_STEP, 3, "r", N_("No System RAM touches {0}.") },
};

static const struct outline outline_find = {
	"find_next_system_ram",
	RESOURCE_FILE,
	"r",
	'd',
	N_("Finds the first System RAM, by its name, that touches a range."),
	N_("RAM that lies below another resource is not seen, and one more flag hides it."),
	{ N_("look at the root's own children only"),
	  N_("its flags must be those of busy memory and no others, its name System RAM"),
	  N_("one that starts behind the range ends the search: -1"),
	  N_("give back the part of it that lies in the range") }
};

int find_next_system_ram(struct kernel *k, uint64_t start, uint64_t end, struct resource *found)
{
	struct resource_run run = { 0 };
	const struct resource *p;

	ENTER(k, &outline_find, start, end);
	for (p = k->iomem_resource.child; p; p = p->sibling) {
		if (resource_is_named_ram(p) &&
		    (p->start > end || (p->end >= start && p->start < end)))
			break;
		resource_pass(k, &run, p);
	}
	if (run.count == 1)
		TELL(k, &says[PASSED_ONE], RES(run.first), start, end, PLACE(k, run.first));
	else if (run.count)
		TELL(k, &says[PASSED], run.count, RES(run.first), RES(run.last), start, end,
		     PLACE(k, run.first));
	if (!p || p->start > end) {
		TELL(k, &says[NONE], start, end);
		return leave_int(k, -1);
	}
	*found = (struct resource){ .start = max64(start, p->start), .end = min64(end, p->end) };
	TELL(k, &says[FOUND], RES(p), RANGE(found));
	return leave_int(k, 0);
}

bool resource_is_named_ram(const struct resource *p)
{
	return p->flags == (IORESOURCE_MEM | IORESOURCE_BUSY) && p->name &&
	       !strcmp(p->name, "System RAM");
}
