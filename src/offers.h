/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the start screen offers: the lessons with what is done of them, the boards, the files
 * opened last, and to type a file's name.
 */
#ifndef BOOTWALK_OFFERS_H
#define BOOTWALK_OFFERS_H

#include "machine/recent.h"
#include "tui/tui.h"

/* What an entry stands for. */
struct offer {
	const char *target; /* a lesson's path, a board's name, a file's path; NULL for none */
	const struct machine_options *options; /* of a file opened before, else NULL */
};

struct offers {
	struct start_entry *entries;
	struct offer *offers; /* one for each entry */
	size_t count, entry_cap, offer_cap;
	size_t course;         /* the first lesson that is not finished; COUNT for none */
	struct names *strings; /* what they lie in */
	struct recent *recent;
};

/* False with ERR when the boards are not found.  A lesson that cannot be read is shown as such. */
bool offers_make(struct offers *offers, struct error *err);
void offers_free(struct offers *offers);

/* The entry of KIND with that TARGET (NULL: the first of them); COUNT when there is none. */
size_t offers_find(const struct offers *offers, enum start_kind kind, const char *target);

#endif
