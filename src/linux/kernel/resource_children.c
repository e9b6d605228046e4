/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/resource.c: all that lies below a resource leaves the tree. */
#include <inttypes.h>

#include "linux/kernel/resource_internal.h"

enum { RELEASED };

static const struct sentence says[] = {
	[RELEASED] = { STEP_UNLINK, LEVEL_STOP, 1, "R",
	               N_("{0} leaves the tree; it forgets where it was, and keeps its size.") },
};

static const struct outline outline_release_children = {
	"release_child_resources",
	RESOURCE_FILE,
	"R",
	'v',
	N_("Takes out of the tree whatever lies below a resource."),
	N_("The resources live on, moved to address 0: nobody claims anything by them."),
	{ N_("child by child, each with its own children first"),
	  N_("it now begins at 0, as large as it was") }
};

static void release_below(struct kernel *k, struct resource *res)
{
	struct resource *child = res->child;

	SET(k, res->child, NULL);
	while (child) {
		struct resource *next = child->sibling;
		uint64_t size = resource_size(child);

		SET(k, child->parent, NULL);
		SET(k, child->sibling, NULL);
		release_below(k, child);
		TELL(k, &says[RELEASED], RES(child));
		printk(k, "release child resource [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]",
		       child->start, child->end);
		SET(k, child->start, 0);
		SET(k, child->end, size - 1);
		child = next;
	}
}

void release_child_resources(struct kernel *k, struct resource *res)
{
	ENTER(k, &outline_release_children, RES(res));
	release_below(k, res);
	leave(k);
}
