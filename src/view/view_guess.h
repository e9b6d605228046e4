/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question about what comes next, and what became of its answer, in the place of the sentence. */
#ifndef BOOTWALK_VIEW_VIEW_GUESS_H
#define BOOTWALK_VIEW_VIEW_GUESS_H

#include "lesson/guess.h"
#include "view/view.h"

/* The question that is open and its answers, a line each, and the KEYS that answer it. */
void view_guess(const struct guess *g, const char *keys, struct lines *out);

/* What the reader had said, whether it is so, why not, and the rule; added to the line. */
void view_guess_answer(const struct guess *g, bool unicode, struct lines *out);

#endif
