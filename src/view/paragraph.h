/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A paragraph of several styles that is wrapped as one: a style may change inside a word. */
#ifndef BOOTWALK_VIEW_PARAGRAPH_H
#define BOOTWALK_VIEW_PARAGRAPH_H

#include "view/parts.h"

struct paragraph {
	struct text text;
	unsigned char *styles; /* enum style of each byte */
	size_t cap;
};

void paragraph_add(struct paragraph *p, enum style style, const char *text);
/*
 * Put it into lines of at most WIDTH cells, all but the first (which goes on
 * with what the open line has) beginning INDENT cells in; end the last, and
 * empty the paragraph.
 */
void paragraph_end(struct paragraph *p, unsigned width, unsigned indent, struct lines *out);

#endif
