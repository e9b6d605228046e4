/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the start screen offers: the lessons with what is done of them, then the boards. */
#ifndef BOOTWALK_OFFERS_H
#define BOOTWALK_OFFERS_H

#include "tui/tui.h"

struct offers {
	struct start_entry *entries;
	char **targets; /* for each entry a lesson's path, or a board's name */
	size_t lessons; /* so many lessons come first */
	size_t count, entry_cap, target_cap;
	struct names *strings; /* what the entries lie in */
};

/* False with ERR when a lesson that ships cannot be read, or the boards are not found. */
bool offers_make(struct offers *offers, struct error *err);
void offers_free(struct offers *offers);

#endif
