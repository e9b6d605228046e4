/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which view has most to say about a step, by the kernel file of the function it stands in. */
#ifndef BOOTWALK_VIEW_RELEVANT_H
#define BOOTWALK_VIEW_RELEVANT_H

#include "view/view.h"

/*
 * The index in views[] of the view that the step at P is about, or that the steps before it
 * were; view_count when none of them was about any.
 */
size_t view_relevant(const struct player *p);

#endif
