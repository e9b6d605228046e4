/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a line of the pane `breaks` to what it lists. */
#ifndef BOOTWALK_VIEW_VIEW_BREAKS_H
#define BOOTWALK_VIEW_VIEW_BREAKS_H

#include "view/view.h"

/* LINE of what view_breaks() makes is the breakpoint *NUMBER, or the bookmark *LETTER; false: neither. */
bool view_breaks_at(const struct player *p, size_t line, unsigned *number, char *letter);

#endif
