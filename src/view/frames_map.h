/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the map shows of a step, frame by frame: the range in hand, the one that it meets,
 * and whether the two overlap.  The frames are those of the tree, of memblock or of the
 * mappings, whichever the step is about.
 */
#ifndef BOOTWALK_VIEW_FRAMES_MAP_H
#define BOOTWALK_VIEW_FRAMES_MAP_H

#include "view/frames_memblock.h"

/* What is said of cells that both ranges lie on. */
enum map_both { BOTH_NOTHING, BOTH_CLASH, BOTH_UNSEEN };

struct map_frame {
	struct about about; /* the ranges, the one in hand among them */
	bool facing;        /* the one in hand stands above the bar, the others below */
	enum map_both both;
	struct memblock_frame lists; /* while it moves, memory is drawn as it says */
};

/* To be emptied with map_frame_done(). */
void map_frame_done(struct map_frame *f);
void map_frame_at(struct map_frame *f, const struct player *p, struct view_frame frame);

#endif
