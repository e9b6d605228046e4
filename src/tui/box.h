/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines that scroll, and a box with such lines over the middle of the screen. */
#ifndef BOOTWALK_TUI_BOX_H
#define BOOTWALK_TUI_BOX_H

#include "view/view.h"

/*
 * The first of LINES that HEIGHT rows show: their focus in the middle, unless the reader went
 * *SCROLL lines from there.  Scrolling past an end is not kept.
 */
size_t box_top(const struct lines *lines, unsigned height, long *scroll);

/* Cells that a line has in the box; then draw it around LINES under TITLE (translated). */
unsigned box_width(void);
void box_draw(const char *title, const struct lines *lines, long *scroll);

#endif
