/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the lists of memblock change, told in frames: regions that touch become one, one is
 * cut in two or three, one comes or goes, and the array of a list is doubled.
 *
 * It is made of the lists as they stand and as they stood before, which the journal tells;
 * the frame behind the last is the settled picture.
 */
#ifndef BOOTWALK_VIEW_FRAMES_MEMBLOCK_H
#define BOOTWALK_VIEW_FRAMES_MEMBLOCK_H

#include "linux/linux.h"
#include "view/about.h"

/* A line of a list: a region that is there, that comes or that goes. */
struct memblock_row {
	struct memblock_region r;
	char sign;        /* ' ', '>' in hand, '-' goes, '+' comes, '*' changed by the step */
	bool there;       /* counts as being in the list in this frame */
	const char *says; /* N_(), or NULL */
};

struct memblock_rows {
	struct memblock_row *rows;
	size_t count, cap;
	uint64_t total; /* bytes of those that are there */
};

enum { LIST_MEMORY, LIST_RESERVED, LIST_COUNT };

/* How far the array of a list has moved to one of twice the size. */
struct memblock_array {
	const char *list;  /* whose; NULL when no array is doubled */
	uint64_t old, new; /* regions that they have room for */
	uint64_t taken;    /* regions in the list */
	uint64_t copied;   /* of those */
	phys_addr_t at;    /* the new one; 0 while there is none */
	uint64_t bytes;    /* of the new one */
	const char *says;  /* N_() */
};

struct memblock_frame {
	bool moving;                            /* false: settled */
	struct memblock_rows lists[LIST_COUNT]; /* empty when the step changed neither */
	struct memblock_array array;
	uint64_t first, last; /* what is in hand, inclusive; first > last for nothing */
	uint64_t low, high;   /* where memory begins and ends, before or after; inclusive */
};

/* The frame FRAME of what P stands at; to be emptied with memblock_frame_done(). */
void memblock_frame_at(struct memblock_frame *f, const struct player *p, struct view_frame frame);
void memblock_frame_done(struct memblock_frame *f);

#endif
