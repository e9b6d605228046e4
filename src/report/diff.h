/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of `bootwalk diff` share. */
#ifndef BOOTWALK_REPORT_DIFF_H
#define BOOTWALK_REPORT_DIFF_H

#include "report/report.h"

/* Add the lines in which two texts differ to OUT, as `diff -u` does; false when they do not. */
bool diff_lines(const char *first, const char *second, struct text *out);

#endif
