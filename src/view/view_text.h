/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as the files about.md have it, as styled lines. */
#ifndef BOOTWALK_VIEW_VIEW_TEXT_H
#define BOOTWALK_VIEW_VIEW_TEXT_H

#include "view/view.h"

/*
 * TEXT is Markdown of the simple kind: headings, paragraphs, items, tables, literal text
 * behind four blanks; in them `code`, *emphasis* and **weight**.
 */
void view_text(const char *text, const struct view_room *room, struct lines *out);

#endif
