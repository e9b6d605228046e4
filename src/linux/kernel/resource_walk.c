/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * kernel/resource.c, fifth part: searches, and the questions that ioremap(),
 * memremap() and /dev/mem ask.
 */
#include "linux/kernel/resource_internal.h"

#include <inttypes.h>

enum {
	EMPTY_RANGE,
	PASSED_ONE,
	PASSED,
	MATCHES,
	NONE_MATCHES,
	CALLS,
	CALLS_PAGES,
	NO_WHOLE_PAGE,
	WRAPS,
	OF_THE_KIND,
	COVERED_BELOW,
	ANOTHER_KIND,
	VERDICT,
	IN_ONE_SLOT,
	SPANS_MORE,
	RAM_EXCLUSIVE,
	BUSY_EXCLUSIVE,
	NOT_EXCLUSIVE,
};

static const struct sentence says[] = {
	[EMPTY_RANGE] = { STEP_REFUSE, LEVEL_STEP, 1, "r",
	                  N_("{0} is not searched: its start must be below its end.") },
	[PASSED_ONE] = { STEP_COMPARE, LEVEL_STEP, 4, "Rro",
	                 N_("{0} lies before {1} or is of another kind.") },
	[PASSED] = { STEP_COMPARE, LEVEL_STEP, 4, "dRRro",
	             N_("{0} entries, from {1} to {2}, lie before {3} or are of another kind.") },
	[MATCHES] = { STEP_DECIDE, LEVEL_STEP, 6, "Rr",
	              N_("{0} is the first that matches; {1} of it lies in the range.") },
	[NONE_MATCHES] = { STEP_DECIDE, LEVEL_STEP, 2, "r", N_("Nothing in {0} matches.") },
	[CALLS] = { STEP_DECIDE, LEVEL_STEP, 3, "re",
	            N_("The callback is given {0} and returns {1}.") },
	[CALLS_PAGES] = { STEP_DECIDE, LEVEL_STEP, 4, "dpe",
	                  N_("The callback gets page frame {1} and a count of {0}, and returns "
	                     "{2}.") },
	[NO_WHOLE_PAGE] = { STEP_DECIDE, LEVEL_STEP, 3, "re",
	                    N_("{0} holds no whole page, so the callback is not called; the result "
	                       "is still {1}.") },
	[WRAPS] = { STEP_DECIDE, LEVEL_STEP, 4, "r",
	            N_("{0} ends at the last address, so the next start is 0 again.") },
	[OF_THE_KIND] = { STEP_COMPARE, LEVEL_STEP, 2, "rR",
	                  N_("{1} overlaps {0} and is of the kind asked for.") },
	[COVERED_BELOW] = { STEP_COMPARE, LEVEL_STEP, 4, "rR",
	                    N_("{1} is of another kind, but what lies below it covers {0} with the "
	                       "kind asked for.") },
	[ANOTHER_KIND] = { STEP_COMPARE, LEVEL_STEP, 5, "rR",
	                   N_("{1} overlaps {0} and is of another kind.") },
	[VERDICT] = { STEP_DECIDE, LEVEL_STEP, 6, "rddn",
	              N_("{0} meets this many resources of the kind asked for: {1}, and others: "
	                 "{2}. That is {3}.") },
	[IN_ONE_SLOT] = { STEP_COMPARE, LEVEL_STEP, 2, "dro",
	                  N_("Entries that do not object to a mapping of {1}: {0}.") },
	[SPANS_MORE] = { STEP_REFUSE, LEVEL_STOP, 4, "rR",
	                 N_("{0} reaches beyond {1}, which is not busy: the log is told.") },
	[RAM_EXCLUSIVE] = { STEP_REFUSE, LEVEL_STOP, 3, "R",
	                    N_("{0} is exclusive System RAM: user space never gets it.") },
	[BUSY_EXCLUSIVE] = { STEP_REFUSE, LEVEL_STOP, 4, "R",
	                     N_("{0} is busy and the kernel's own, so user space does not get "
	                        "it.") },
	[NOT_EXCLUSIVE] = { STEP_DECIDE, LEVEL_STEP, 5, "r",
	                    N_("Nothing in {0} is exclusive to the kernel.") },
};

struct resource *next_resource_skip_children(const struct resource *p)
{
	for (; !p->sibling; p = p->parent)
		if (!p->parent)
			return NULL;
	return p->sibling;
}

struct resource *next_resource(const struct resource *p)
{
	return p->child ? p->child : next_resource_skip_children(p);
}

/* All of FLAGS must be there; a desc of none asks for nothing. */
static bool is_type_match(const struct resource *p, uint64_t flags, uint64_t desc)
{
	if (desc != IORES_DESC_NONE && p->desc != desc)
		return false;
	return !(flags & ~p->flags);
}

static const struct outline outline_find = {
	"find_next_iomem_res",
	RESOURCE_FILE,
	"rxd",
	'e',
	N_("Finds the first memory resource of a kind that touches a range."),
	N_("A range of one single byte is refused: its start is not below its end."),
	{ N_("the start must be below the end"),
	  N_("an entry that starts behind the range ends the search: -ENODEV"),
	  N_("at first look only at the root's own children"),
	  N_("pass what ends before the range"),
	  N_("from the first that touches the range on, look at children too"),
	  N_("the first with all the flags, and the desc if one is asked for, is the answer"),
	  N_("give back the part of it that lies in the range") }
};

static int find_next_iomem_res(struct kernel *k, uint64_t start, uint64_t end, uint64_t flags,
                               uint64_t desc, struct resource *found)
{
	struct resource_run run = { 0 };
	bool top_only = true;
	const struct resource *p;

	ENTER(k, &outline_find, start, end, flags, desc);
	if (start >= end) {
		TELL(k, &says[EMPTY_RANGE], start, end);
		return leave_int(k, -EINVAL);
	}
	for (p = k->iomem_resource.child; p && p->start <= end;) {
		if (p->end >= start) {
			top_only = false;
			if (is_type_match(p, flags, desc))
				break;
		}
		resource_pass(k, &run, p);
		p = top_only ? next_resource_skip_children(p) : next_resource(p);
	}
	if (run.count == 1)
		TELL(k, &says[PASSED_ONE], RES(run.first), start, end, PLACE(k, run.first));
	else if (run.count)
		TELL(k, &says[PASSED], run.count, RES(run.first), RES(run.last), start, end,
		     PLACE(k, run.first));
	if (!p || p->start > end) {
		TELL(k, &says[NONE_MATCHES], start, end);
		return leave_int(k, -ENODEV);
	}
	*found = (struct resource){
		.start = max64(start, p->start),
		.end = min64(end, p->end),
		.flags = p->flags,
		.desc = p->desc,
		.parent = p->parent,
	};
	TELL(k, &says[MATCHES], RES(p), RANGE(found));
	return leave_int(k, 0);
}

/*
 * The next start of a walk, behind LAST.  At the last address it wraps to 0
 * and the walk begins anew: the kernel's never ends then, ours the second time.
 */
static uint64_t next_start(struct kernel *k, const struct resource *last, unsigned *wraps)
{
	if (last->end == UINT64_MAX) {
		TELL(k, &says[WRAPS], RANGE(last));
		if ((*wraps)++)
			sim_stop(k->sim, SIM_LIMIT,
			         _("the walk begins anew at address 0 and never ends"));
	}
	return last->end + 1;
}

static const struct outline outline_walk = {
	"__walk_iomem_res_desc",
	RESOURCE_FILE,
	"rxd",
	'e',
	N_("Calls a function for each memory resource of a kind in a range."),
	NULL,
	{ N_("begin at the start of the range"),
	  N_("find the next resource that matches; none: done"),
	  N_("call the function with it; stop when that returns other than 0"),
	  N_("go on behind its end"),
	  N_("return what the function returned last, or -EINVAL if it was never called") }
};

static int walk_iomem(struct kernel *k, uint64_t start, uint64_t end, uint64_t flags, uint64_t desc,
                      void *arg, int (*func)(struct resource *, void *))
{
	struct resource res;
	unsigned wraps = 0;
	int ret = -EINVAL;

	ENTER(k, &outline_walk, start, end, flags, desc);
	while (start < end && !find_next_iomem_res(k, start, end, flags, desc, &res)) {
		ret = func(&res, arg);
		TELL(k, &says[CALLS], RANGE(&res), WORD(ret));
		if (ret)
			break;
		start = next_start(k, &res, &wraps);
	}
	return leave_int(k, ret);
}

static const struct outline outline_walk_desc = {
	"walk_iomem_res_desc",
	RESOURCE_FILE,
	"dxr",
	'e',
	N_("Walks over the memory resources that have all the flags given, and the desc."),
	N_("What lies below a match is not asked again: the walk goes on behind the match."),
	{ N_("a desc of none asks for no desc at all"), N_("walk over the range"),
	  N_("return what the function returned last, or -EINVAL") }
};

int walk_iomem_res_desc(struct kernel *k, uint64_t desc, uint64_t flags, uint64_t start,
                        uint64_t end, void *arg, int (*func)(struct resource *, void *))
{
	ENTER(k, &outline_walk_desc, desc, flags, start, end);
	return leave_int(k, walk_iomem(k, start, end, flags, desc, arg, func));
}

static const struct outline outline_walk_ram_res = {
	"walk_system_ram_res",
	RESOURCE_FILE,
	"r",
	'e',
	N_("Walks over busy System RAM by its full ranges."),
	NULL,
	{ N_("ask for memory, System RAM and busy"), N_("walk over the range"),
	  N_("return what the function returned last, or -EINVAL") }
};

int walk_system_ram_res(struct kernel *k, uint64_t start, uint64_t end, void *arg,
                        int (*func)(struct resource *, void *))
{
	ENTER(k, &outline_walk_ram_res, start, end);
	return leave_int(k, walk_iomem(k, start, end, IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY,
	                               IORES_DESC_NONE, arg, func));
}

static const struct outline outline_walk_mem_res = {
	"walk_mem_res",
	RESOURCE_FILE,
	"r",
	'e',
	N_("Walks over all busy memory resources, RAM or not."),
	NULL,
	{ N_("ask for memory and busy"), N_("walk over the range"),
	  N_("return what the function returned last, or -EINVAL") }
};

int walk_mem_res(struct kernel *k, uint64_t start, uint64_t end, void *arg,
                 int (*func)(struct resource *, void *))
{
	ENTER(k, &outline_walk_mem_res, start, end);
	return leave_int(k, walk_iomem(k, start, end, IORESOURCE_MEM | IORESOURCE_BUSY,
	                               IORES_DESC_NONE, arg, func));
}

static const struct outline outline_walk_ram_range = {
	"walk_system_ram_range",
	RESOURCE_FILE,
	"pd",
	'e',
	N_("Walks over busy System RAM in whole pages."),
	N_("A first piece without one whole page ends the walk with -EINVAL, though RAM may "
	   "follow."),
	{ N_("make addresses of the page frames"), N_("find the next busy System RAM; none: done"),
	  N_("drop a page that is only partly RAM, at either end"),
	  N_("call the function if a whole page is left"),
	  N_("stop when the result so far is other than 0"), N_("go on behind the resource") }
};

/* The next piece of busy System RAM: by flags, or by name where the release does that. */
static int next_ram(struct kernel *k, uint64_t start, uint64_t end, struct resource *found)
{
	if (profile_has(k->profile, FEATURE_RAM_BY_NAME))
		return find_next_system_ram(k, start, end, found);
	return find_next_iomem_res(k, start, end, IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY,
	                           IORES_DESC_NONE, found);
}

int walk_system_ram_range(struct kernel *k, uint64_t start_pfn, uint64_t nr_pages, void *arg,
                          int (*func)(uint64_t pfn, uint64_t nr_pages, void *))
{
	uint64_t start = PFN_PHYS(k, start_pfn), end = PFN_PHYS(k, start_pfn + nr_pages) - 1;
	/* what a walk without a call returns: -1 was no errno yet in 3.10 */
	int ret = profile_has(k->profile, FEATURE_RAM_BY_NAME) ? -1 : -EINVAL;
	struct resource res;
	unsigned wraps = 0;

	ENTER(k, &outline_walk_ram_range, start_pfn, nr_pages);
	while (start < end && !next_ram(k, start, end, &res)) {
		uint64_t first = PFN_UP(k, res.start), behind = PFN_DOWN(k, res.end + 1);

		if (behind > first) {
			ret = func(first, behind - first, arg);
			TELL(k, &says[CALLS_PAGES], behind - first, first, WORD(ret));
		} else {
			TELL(k, &says[NO_WHOLE_PAGE], RANGE(&res), WORD((int64_t)ret));
		}
		if (ret)
			break;
		start = next_start(k, &res, &wraps);
	}
	return leave_int(k, ret);
}

static int is_ram(uint64_t pfn, uint64_t nr_pages, void *arg)
{
	(void)pfn;
	(void)nr_pages;
	(void)arg;
	return 1;
}

static const struct outline outline_page_is_ram = {
	"page_is_ram",
	RESOURCE_FILE,
	"p",
	'b',
	N_("Says whether a page frame is System RAM in the resource tree."),
	N_("A page that is only partly RAM is none."),
	{ N_("walk over the System RAM of this one page"),
	  N_("the function that is called for a piece says 1 at once"), N_("it was called: RAM") }
};

bool page_is_ram(struct kernel *k, uint64_t pfn)
{
	ENTER(k, &outline_page_is_ram, pfn);
	return leave_bool(k, walk_system_ram_range(k, pfn, 1, NULL, is_ram) == 1);
}

static const struct outline outline_region_intersects = {
	"region_intersects",
	RESOURCE_FILE,
	"asxd",
	'n',
	N_("Says whether a range meets a kind of memory: only it, it among others, or not."),
	N_("RAM and a hole is REGION_INTERSECTS; mixed means RAM and another resource."),
	{ N_("go through the root's children that overlap the range"),
	  N_("one of the kind asked for counts for it"),
	  N_("one of another kind: look at what lies below it"),
	  N_("if that covers the overlap from its start without a gap, it counts for the kind"),
	  N_("otherwise it counts against it"),
	  N_("none for it: disjoint; none against it: intersects; both: mixed") }
};

/*
 * Do the entries behind P in the order of the tree cover OVERLAP with the kind
 * asked for?  As in the kernel, that order does not end with P's children.
 */
static bool covered_below(struct kernel *k, const struct resource *p, const struct resource *range,
                          struct resource overlap, uint64_t flags, uint64_t desc, uint64_t *type)
{
	struct resource_run run = { 0 };

	for (const struct resource *d = p->child; d; d = next_resource(d)) {
		resource_pass(k, &run, d);
		if (!resource_overlaps(d, range) || !is_type_match(d, flags, desc))
			continue;
		++*type;
		if (d->start > overlap.start)
			return false;
		if (d->end >= overlap.end)
			return true;
		overlap.start = max64(overlap.start, d->end + 1);
	}
	return false;
}

int region_intersects(struct kernel *k, resource_size_t start, uint64_t size, uint64_t flags,
                      uint64_t desc)
{
	static const char *const answers[] = { "REGION_INTERSECTS", "REGION_DISJOINT",
		                               "REGION_MIXED" };
	struct resource range = { .start = start, .end = start + size - 1 };
	uint64_t type = 0, other = 0;
	struct resource_run run = { 0 };
	int answer = REGION_MIXED;

	ENTER(k, &outline_region_intersects, start, size, flags, desc);
	for (const struct resource *p = k->iomem_resource.child; p; p = p->sibling) {
		struct resource overlap = { .start = max64(p->start, start),
			                    .end = min64(p->end, range.end) };

		resource_pass(k, &run, p);
		if (!resource_overlaps(p, &range))
			continue;
		if (is_type_match(p, flags, desc)) {
			type++;
			TELL(k, &says[OF_THE_KIND], RANGE(&range), RES(p));
		} else if (covered_below(k, p, &range, overlap, flags, desc, &type)) {
			TELL(k, &says[COVERED_BELOW], RANGE(&overlap), RES(p));
		} else {
			other++;
			TELL(k, &says[ANOTHER_KIND], RANGE(&range), RES(p));
		}
	}
	if (!type)
		answer = REGION_DISJOINT;
	else if (!other)
		answer = REGION_INTERSECTS;
	TELL(k, &says[VERDICT], RANGE(&range), type, other,
	     name_id(sim_name(k->sim, answers[answer])));
	leave_word(k, name_id(sim_name(k->sim, answers[answer])));
	return answer;
}

static const struct outline outline_sanity_check = {
	"iomem_map_sanity_check",
	RESOURCE_FILE,
	"as",
	'n',
	N_("Complains of a mapping that reaches beyond a resource that is not busy."),
	N_("It only complains; on most architectures the mapping is made all the same. It "
	   "returns -1, which is no errno."),
	{ N_("go through all entries of the tree"),
	  N_("pass what does not overlap, or holds the pages of the whole range"),
	  N_("pass what is busy: drivers may map a part of what they claimed"),
	  N_("otherwise: a line in the log, and -1") }
};

int iomem_map_sanity_check(struct kernel *k, resource_size_t addr, uint64_t size)
{
	resource_size_t end = addr + size - 1;
	char string[RESOURCE_STRING];
	struct resource_run run = { 0 };
	const struct resource *p;

	ENTER(k, &outline_sanity_check, addr, size);
	for (p = k->iomem_resource.child; p; p = next_resource(p)) {
		bool holds = PFN_DOWN(k, p->start) <= PFN_DOWN(k, addr) &&
		             PFN_DOWN(k, p->end) >= PFN_DOWN(k, end);

		if (p->start <= end && p->end >= addr && !holds && !(p->flags & IORESOURCE_BUSY))
			break;
		resource_pass(k, &run, p);
	}
	if (run.count)
		TELL(k, &says[IN_ONE_SLOT], run.count, addr, end, PLACE(k, run.first));
	if (p) {
		printk(k,
		       "resource: resource sanity check: requesting [mem 0x%0*" PRIx64
		       "-0x%0*" PRIx64 "], which spans more than %s %s",
		       resource_digits(k), addr, resource_digits(k), end, LOG_NAME(p),
		       resource_string(string, p, false));
		TELL(k, &says[SPANS_MORE], addr, end, RES(p));
	}
	leave_word(k, name_id(sim_name(k->sim, p ? "-1" : "0")));
	return p ? -1 : 0;
}

static const struct outline outline_exclusive = {
	"resource_is_exclusive",
	RESOURCE_FILE,
	"Ras",
	'b',
	N_("Says whether a range is the kernel's own, so that /dev/mem must not give it."),
	N_("iomem=relaxed opens what drivers claimed, never exclusive System RAM."),
	{ N_("go through the tree; what starts behind the range ends the search"),
	  N_("what ends before the range is passed, with all that lies below it"),
	  N_("exclusive System RAM, busy or not: exclusive"),
	  N_("with strict checks, what is busy and marked exclusive (or all that is busy): "
	     "exclusive"),
	  N_("nothing found: not exclusive") }
};

/* The row that says why P keeps user space out; NOT_EXCLUSIVE when it does not. */
static unsigned why_exclusive(const struct kernel *k, const struct resource *p)
{
	const uint64_t exclusive_ram = IORESOURCE_SYSTEM_RAM | IORESOURCE_EXCLUSIVE;
	bool strict = profile_has(k->profile, FEATURE_STRICT_DEVMEM) && !k->iomem_relaxed;

	if ((p->flags & exclusive_ram) == exclusive_ram)
		return RAM_EXCLUSIVE;
	if (!strict || !(p->flags & IORESOURCE_BUSY))
		return NOT_EXCLUSIVE;
	if (profile_has(k->profile, FEATURE_IO_STRICT_DEVMEM) || p->flags & IORESOURCE_EXCLUSIVE)
		return BUSY_EXCLUSIVE;
	return NOT_EXCLUSIVE;
}

bool resource_is_exclusive(struct kernel *k, struct resource *root, uint64_t addr,
                           resource_size_t size)
{
	struct resource_run run = { 0 };
	const struct resource *p = root->child;

	ENTER(k, &outline_exclusive, RES(root), addr, size);
	while (p && p->start < addr + size) {
		unsigned why = p->end < addr ? NOT_EXCLUSIVE : why_exclusive(k, p);

		if (why != NOT_EXCLUSIVE) {
			TELL(k, &says[why], RES(p));
			return leave_bool(k, true);
		}
		resource_pass(k, &run, p);
		p = p->end < addr ? next_resource_skip_children(p) : next_resource(p);
	}
	TELL(k, &says[NOT_EXCLUSIVE], SPAN(addr, size));
	return leave_bool(k, false);
}

static const struct outline outline_iomem_exclusive = {
	"iomem_is_exclusive",
	RESOURCE_FILE,
	"a",
	'b',
	N_("Says whether the page around an address is the kernel's own."),
	N_("One exclusive byte makes the whole page exclusive."),
	{ N_("take the start of the page"),
	  N_("ask for one page from there on, below the memory root"), N_("that is the answer") }
};

bool iomem_is_exclusive(struct kernel *k, uint64_t addr)
{
	ENTER(k, &outline_iomem_exclusive, addr);
	return leave_bool(
		k, resource_is_exclusive(k, &k->iomem_resource, addr & PAGE_MASK(k), PAGE_SIZE(k)));
}
