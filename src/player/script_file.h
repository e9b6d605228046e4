/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of the reader's that hold a script. */
#ifndef BOOTWALK_PLAYER_SCRIPT_FILE_H
#define BOOTWALK_PLAYER_SCRIPT_FILE_H

#include "sim/error.h"
#include "sim/text.h"

/*
 * Add the bytes of the file PATH, or of standard input for `-`, to OUT, at most 64 MiB.  ERR
 * names the file.
 */
bool script_file_read(const char *path, struct text *out, struct error *err);

/* The same, but only of a regular file, so that it cannot wait for somebody. */
bool script_file_load(const char *path, struct text *out, struct error *err);

/* Write TEXT to a new file PATH; with FORCE in the place of one that is there.  ERR names it. */
bool script_file_save(const char *path, const struct text *text, bool force, struct error *err);

#endif
