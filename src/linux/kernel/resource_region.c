/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/resource.c, fourth part: busy regions, which drivers ask for by
 * address.  The kernel makes the resource and gives it a name, and frees it
 * when the same range is given back.
 */
#include "linux/kernel/resource_internal.h"

#include <inttypes.h>

enum {
	DEVICE_PRIVATE,
	DESCENDS,
	SLEEPS,
	BUSY,
	BACKWARDS,
	OUTSIDE,
	PASSED_ONE,
	PASSED,
	RELEASE_DESCENDS,
	FREED,
	FREED_WITH,
	WOKEN,
	NOT_EXACT,
	NOT_THERE,
	ADJUST_OUTSIDE,
	ADJUST_NOT_MEM,
	ADJUST_NOWHERE,
	ADJUST_DESCENDS,
	ADJUST_WHOLE,
	ADJUST_START,
	ADJUST_END,
	ADJUST_SPLIT,
};

static const struct sentence says[] = {
	[DEVICE_PRIVATE] = { STEP_PRINT, LEVEL_STEP, 3, "R",
	                     N_("{0} is memory of a device that the CPU has no address "
	                        "for; the log is told.") },
	[DESCENDS] = { STEP_DECIDE, LEVEL_STEP, 4, "RR",
	               N_("{1} is in the way of {0} but not busy, so it is tried as the parent.") },
	[SLEEPS] = { STEP_CONFLICT, LEVEL_STOP, 5, "RRt",
	             N_("{0} must wait: {1} has it since {2}, and both share it by taking "
	                "turns.") },
	[BUSY] = { STEP_CONFLICT, LEVEL_STOP, 6, "RRt",
	           N_("{0} is refused: {1} is busy, claimed by {2}.") },
	[BACKWARDS] = { STEP_REFUSE, LEVEL_STOP, 6, "R",
	                N_("{0} is refused: it ends before it begins, as a range without bytes does, or "
	                   "one that runs past the last address.") },
	[OUTSIDE] = { STEP_REFUSE, LEVEL_STOP, 6, "RR",
	              N_("{0} is refused: it does not lie inside {1}, below which it was to go.") },
	[PASSED_ONE] = { STEP_COMPARE, LEVEL_STEP, 2, "Rro",
	                 N_("{0} does not hold {1} and is passed.") },
	[PASSED] = { STEP_COMPARE, LEVEL_STEP, 2, "dRRro",
	             N_("{0} entries, from {1} to {2}, do not hold {3} and are passed.") },
	[RELEASE_DESCENDS] = { STEP_DECIDE, LEVEL_STEP, 3, "Rr",
	                       N_("{0} holds {1} but is not busy, so the search goes on below "
	                          "it.") },
	[FREED] = { STEP_UNLINK, LEVEL_STEP, 5, "R", N_("{0} leaves the tree and is freed.") },
	[FREED_WITH] = { STEP_UNLINK, LEVEL_STEP, 5, "R",
	                 N_("{0} leaves the tree and is freed; all that lies below it is lost with "
	                    "it.") },
	[WOKEN] = { STEP_DECIDE, LEVEL_STEP, 6, "R",
	            N_("{0} was shared by turns, so who waits for a turn is woken.") },
	[NOT_EXACT] = { STEP_REFUSE, LEVEL_STEP, 4, "Rr",
	                N_("{0} is busy, but its range is not exactly {1}.") },
	[NOT_THERE] = { STEP_REFUSE, LEVEL_STOP, 7, "r",
	                N_("No busy region has exactly the range {0}; only the log is told.") },
	[ADJUST_OUTSIDE] = { STEP_REFUSE, LEVEL_STOP, 1, "rR", N_("{0} is not inside {1}.") },
	[ADJUST_NOT_MEM] = { STEP_REFUSE, LEVEL_STOP, 3, "R",
	                     N_("{0} is not memory, so nothing is released.") },
	[ADJUST_NOWHERE] = { STEP_REFUSE, LEVEL_STOP, 2, "r",
	                     N_("No memory resource holds {0}, so nothing is released.") },
	[ADJUST_DESCENDS] = { STEP_DECIDE, LEVEL_STEP, 4, "Rr",
	                      N_("{0} holds {1} but is not busy, so the search goes on below "
	                         "it.") },
	[ADJUST_WHOLE] = { STEP_UNLINK, LEVEL_STEP, 5, "R",
	                   N_("That is all of {0}: it leaves the tree and is freed.") },
	[ADJUST_START] = { STEP_DECIDE, LEVEL_STEP, 6, "Rr",
	                   N_("{1} is the beginning of {0}, which is to start behind it.") },
	[ADJUST_END] = { STEP_DECIDE, LEVEL_STEP, 7, "Rr",
	                 N_("{1} is the end of {0}, which is to end before it.") },
	[ADJUST_SPLIT] = { STEP_LINK, LEVEL_STOP, 8, "RRr",
	                   N_("{2} is cut out of the middle: {0} ends before it, {1} is linked "
	                      "behind it.") },
};

static const struct outline outline_request_locked = {
	"__request_region_locked",
	RESOURCE_FILE,
	"RRx",
	'e',
	N_("Makes a resource busy below the deepest resource that is not."),
	N_("What is in the way need not refuse: if it is not busy, it becomes the parent."),
	{ N_("take type and desc from the parent and add the busy bit"),
	  N_("try to link it; done when it fits"),
	  N_("the conflict is device-private memory: a line in the log"),
	  N_("the conflict is not busy: try again with it as the parent"),
	  N_("both are muxed: sleep until the other is released, try again"),
	  N_("otherwise: -EBUSY") }
};

/* Type and desc of RES follow its parent; what asked for it adds FLAGS. */
static void inherit(struct kernel *k, struct resource *res, const struct resource *parent,
                    uint64_t flags)
{
	SET(k, res->flags,
	    (parent->flags & (IORESOURCE_TYPE_BITS | IORESOURCE_EXT_TYPE_BITS)) | IORESOURCE_BUSY |
	            flags);
	SET(k, res->desc, parent->desc);
}

static int request_region_locked(struct kernel *k, struct resource *res, struct resource *parent,
                                 uint64_t flags)
{
	char theirs[RESOURCE_STRING], ours[RESOURCE_STRING];
	struct resource *conflict;

	ENTER(k, &outline_request_locked, RES(parent), RES(res), flags);
	for (;;) {
		inherit(k, res, parent, flags);
		conflict = resource_request_locked(k, parent, res);
		if (!conflict)
			return leave_int(k, 0);
		if (conflict->desc == IORES_DESC_DEVICE_PRIVATE_MEMORY) {
			printk(k, "resource: Unaddressable device %s %s conflicts with %s",
			       LOG_NAME(conflict), resource_string(theirs, conflict, false),
			       resource_string(ours, res, false));
			TELL(k, &says[DEVICE_PRIVATE], RES(conflict));
		}
		if (conflict != parent && !(conflict->flags & IORESOURCE_BUSY)) {
			TELL(k, &says[DESCENDS], RES(res), RES(conflict));
			parent = conflict;
			continue;
		}
		if (conflict->flags & flags & IORESOURCE_MUXED) {
			TELL(k, &says[SLEEPS], RES(res), RES(conflict), conflict->by_step);
			sim_stop(k->sim, SIM_SLEEPS,
			         _("it waits for a muxed region that nobody will release"));
		}
		if (res->end < res->start)
			TELL(k, &says[BACKWARDS], RES(res));
		else if (conflict == parent)
			TELL(k, &says[OUTSIDE], RES(res), RES(parent));
		else
			TELL(k, &says[BUSY], RES(res), RES(conflict), conflict->by_step);
		return leave_int(k, -EBUSY);
	}
}

static const struct outline outline_request_region = {
	"__request_region",
	RESOURCE_FILE,
	"Rrnx",
	'R',
	N_("Claims a range for a driver: request_region() and request_mem_region() are this."),
	N_("A claim maps nothing and protects nothing; it only keeps out those who ask too."),
	{ N_("make an empty resource and give it range and name"),
	  N_("link it as busy, as deep as it goes"),
	  N_("refused: free it and return NULL, without saying who is in the way"),
	  N_("take the range from processes that map it through /dev/mem"),
	  N_("return the new resource") }
};

struct resource *__request_region(struct kernel *k, struct resource *parent, resource_size_t start,
                                  resource_size_t n, const char *name, uint64_t flags)
{
	struct resource *res;

	ENTER(k, &outline_request_region, RES(parent), SPAN(start, n), name_id(name), flags);
	res = resource_new(k, start, start + n - 1, name, 0, 0);
	if (request_region_locked(k, res, parent, flags))
		return leave_res(k, NULL);
	if (parent == &k->iomem_resource)
		revoke_iomem(k, res);
	return leave_res(k, res);
}

static const struct outline outline_release_region = {
	"__release_region",
	RESOURCE_FILE,
	"Rr",
	'v',
	N_("Gives a busy region back: release_region() and release_mem_region() are this."),
	N_("It takes whatever is busy at exactly that range, whoever claimed it, and does not "
	   "look for children."),
	{ N_("begin with the children of the parent"),
	  N_("pass what does not hold the whole range"),
	  N_("what holds it and is not busy: go on among its children"),
	  N_("what is busy must have exactly this range, otherwise give up"),
	  N_("take it out and free it"), N_("if it was muxed, wake who waits for a turn"),
	  N_("nothing found: a line in the log") }
};

static void tell_not_holding(struct kernel *k, struct resource_run *run, resource_size_t start,
                             resource_size_t end)
{
	if (run->count == 1)
		TELL(k, &says[PASSED_ONE], RES(run->first), start, end, PLACE(k, run->first));
	else if (run->count)
		TELL(k, &says[PASSED], run->count, RES(run->first), RES(run->last), start, end,
		     PLACE(k, run->first));
	*run = (struct resource_run){ 0 };
}

static void free_region(struct kernel *k, struct resource **slot)
{
	struct resource *res = *slot;

	SET(k, *slot, res->sibling);
	TELL(k, &says[res->child ? FREED_WITH : FREED], RES(res));
	if (res->flags & IORESOURCE_MUXED)
		TELL(k, &says[WOKEN], RES(res));
}

void __release_region(struct kernel *k, struct resource *parent, resource_size_t start,
                      resource_size_t n)
{
	resource_size_t end = start + n - 1;
	struct resource **slot = &parent->child, *res;
	struct resource_run run = { 0 };

	ENTER(k, &outline_release_region, RES(parent), start, end);
	while ((res = *slot)) {
		if (!resource_holds(res, start, end)) {
			resource_pass(k, &run, res);
			slot = &res->sibling;
			continue;
		}
		tell_not_holding(k, &run, start, end);
		if (res->flags & IORESOURCE_BUSY)
			break;
		TELL(k, &says[RELEASE_DESCENDS], RES(res), start, end);
		slot = &res->child;
	}
	tell_not_holding(k, &run, start, end);
	if (res && res->start == start && res->end == end) {
		free_region(k, slot);
		leave(k);
		return;
	}
	if (res)
		TELL(k, &says[NOT_EXACT], RES(res), start, end);
	TELL(k, &says[NOT_THERE], start, end);
	printk(k, "resource: Trying to free nonexistent resource <0x%0*" PRIx64 "-0x%0*" PRIx64 ">",
	       resource_digits(k), start, resource_digits(k), end);
	leave(k);
}

static const struct outline outline_adjustable = {
	"release_mem_region_adjustable",
	RESOURCE_FILE,
	"r",
	'v',
	N_("Takes a range out of busy memory, when memory is unplugged."),
	N_("When a resource is split, all its children stay with the lower half."),
	{ N_("the range must lie inside the root"),
	  N_("pass what does not hold the whole range; stop at what starts at its end or behind"),
	  N_("what is not memory ends the search"),
	  N_("what holds it and is not busy: go on among its children"),
	  N_("the range is all of it: take it out"),
	  N_("the range is its beginning: let it start later"),
	  N_("the range is its end: let it end earlier"),
	  N_("the range is in the middle: split it in two") }
};

/* START..END lies in the middle of RES: what is behind becomes a resource of its own. */
static void split(struct kernel *k, struct resource *res, resource_size_t start,
                  resource_size_t end)
{
	struct resource *rest =
		resource_new(k, end + 1, res->end, res->name, res->flags, res->desc);
	int err;

	SET(k, rest->parent, res->parent);
	SET(k, rest->sibling, res->sibling);
	err = resource_adjust_locked(k, res, res->start, start - res->start);
	if (resource_warn_once(k, err, WARNED_SPLIT, "kernel/resource.c:1435",
	                       "release_mem_region_adjustable"))
		return;
	SET(k, res->sibling, rest);
	resource_is_in(k, rest);
	TELL(k, &says[ADJUST_SPLIT], RES(res), RES(rest), start, end);
}

/* RES, busy memory in *SLOT, holds all of START..END. */
static void cut_out(struct kernel *k, struct resource **slot, resource_size_t start,
                    resource_size_t end)
{
	struct resource *res = *slot;
	bool from_start = res->start == start, to_end = res->end == end;
	int err;

	if (from_start && to_end) {
		SET(k, *slot, res->sibling);
		TELL(k, &says[ADJUST_WHOLE], RES(res));
	} else if (from_start) {
		TELL(k, &says[ADJUST_START], RES(res), start, end);
		err = resource_adjust_locked(k, res, end + 1, res->end - end);
		resource_warn_once(k, err, WARNED_START, "kernel/resource.c:1410",
		                   "release_mem_region_adjustable");
	} else if (to_end) {
		TELL(k, &says[ADJUST_END], RES(res), start, end);
		err = resource_adjust_locked(k, res, res->start, start - res->start);
		resource_warn_once(k, err, WARNED_END, "kernel/resource.c:1414",
		                   "release_mem_region_adjustable");
	} else {
		split(k, res, start, end);
	}
}

void release_mem_region_adjustable(struct kernel *k, resource_size_t start, resource_size_t size)
{
	struct resource *root = &k->iomem_resource, **slot = &root->child, *res;
	resource_size_t end = start + size - 1;
	struct resource_run run = { 0 };

	ENTER(k, &outline_adjustable, start, end);
	if (resource_warn_once(k, start < root->start || end > root->end, WARNED_RANGE,
	                       "kernel/resource.c:1369", "release_mem_region_adjustable")) {
		TELL(k, &says[ADJUST_OUTSIDE], start, end, RES(root));
		leave(k);
		return;
	}
	while ((res = *slot) && res->start < end) {
		if (!resource_holds(res, start, end)) {
			resource_pass(k, &run, res);
			slot = &res->sibling;
			continue;
		}
		tell_not_holding(k, &run, start, end);
		if ((res->flags & (IORESOURCE_MEM | IORESOURCE_BUSY)) != IORESOURCE_MEM)
			break;
		TELL(k, &says[ADJUST_DESCENDS], RES(res), start, end);
		slot = &res->child;
	}
	tell_not_holding(k, &run, start, end);
	if (!res || res->start >= end)
		TELL(k, &says[ADJUST_NOWHERE], start, end);
	else if (!(res->flags & IORESOURCE_MEM))
		TELL(k, &says[ADJUST_NOT_MEM], RES(res));
	else
		cut_out(k, slot, start, end);
	leave(k);
}
