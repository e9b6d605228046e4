/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step offers to one who stands at it: what to break on, and where to look. */
#ifndef BOOTWALK_VIEW_SUGGEST_H
#define BOOTWALK_VIEW_SUGGEST_H

#include "view/view.h"

/*
 * Add to OUT what the step at P suggests for a breakpoint of KIND: the function at hand, the
 * device it names, the range in hand, its kind.  False, with nothing added, when it has none.
 */
bool suggest_break(const struct player *p, enum break_kind kind, struct text *out);

/* The first range in line LINE of LINES as /proc/iomem writes one, added to OUT as a command takes it. */
bool suggest_range_of_line(const struct lines *lines, size_t line, struct text *out);

/* Where the thing that a step is about can be seen. */
enum about_what {
	ABOUT_NOTHING,
	ABOUT_RESOURCE, /* a node of the resource tree */
	ABOUT_MEMBLOCK, /* a region of its lists */
	ABOUT_MAPPING,
	ABOUT_DEVICE,
	ABOUT_BLOB, /* a node of the device tree */
	ABOUT_LOG,
	ABOUT_READ, /* of /proc/iomem */
	ABOUT_COUNT
};
enum about_what suggest_node(const struct player *p);

#endif
