/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which view has most to say about a step, by the kernel file of the function it stands in. */
#ifndef BOOTWALK_VIEW_RELEVANT_H
#define BOOTWALK_VIEW_RELEVANT_H

#include "view/view.h"

/*
 * The index in views[] of the view that the step at P is about; view_count when it is about
 * none in particular: then whatever is on the screen may stay.
 */
size_t view_relevant(const struct player *p);

#endif
