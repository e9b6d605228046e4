/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of `bootwalk diff` and of the command `compare` share. */
#ifndef BOOTWALK_REPORT_DIFF_H
#define BOOTWALK_REPORT_DIFF_H

#include "report/report.h"

/* Add the lines in which two texts differ to OUT, as `diff -u` does; false when they do not. */
bool diff_lines(const char *first, const char *second, struct text *out);

/*
 * Tell the first step of A and B, up to where each stands, that is another one, with what is the
 * same before it; false when there is none.
 */
bool diff_first_step(const struct player *a, const struct player *b, struct text *out);

#endif
