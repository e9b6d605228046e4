/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of files that a reader types: ~ expanded, and completed as a shell does. */
#ifndef BOOTWALK_TUI_FILE_NAMES_H
#define BOOTWALK_TUI_FILE_NAMES_H

#include <stdbool.h>

#include "sim/text.h"

/* TYPED with its ~ or ~USER expanded, if it has one, and without blanks around it. */
void file_name_expand(const char *typed, struct text *path);

/*
 * Make TYPED longer by what all names that go on like it have in common: those of folders and
 * of .dtb and .dts files; any others only where there are none of these.  When there are
 * several, MATCHES gets their last parts, each ended by a newline.  False when no name fits.
 */
bool file_name_complete(struct text *typed, struct text *matches);

#endif
