/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a blob comes from: a file, standard input, `dtc`, a folder.
 *
 * What these functions hand out is malloc()ed (so aligned to 8 as libfdt wants
 * it) and belongs to the caller.  Nothing here looks into a blob: blob.h does.
 */
#ifndef BOOTWALK_MACHINE_SOURCE_H
#define BOOTWALK_MACHINE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "sim/error.h"

/* No input is longer than this, bytes. */
#define SOURCE_LIMIT (64u << 20)

/* How NAME, a path or "-", is called in errors. */
const char *source_name(const char *name);

/*
 * Read the blob called NAME: a file, a folder in the form of /proc/device-tree,
 * "-" for standard input.  DTS text, told by its content or by a name that ends
 * in `.dts`, goes through `dtc`.  *LEN is the number of bytes read.
 */
bool source_load(const char *name, unsigned char **data, size_t *len, struct error *err);

/*
 * Read FD to its end, at most LIMIT bytes.  NAME is for errors.  FD stays open.
 */
bool source_read_fd(int fd, size_t limit, const char *name, unsigned char **data, size_t *len,
                    struct error *err);

/*
 * Compile DTS with `dtc`.  NAME is its path, from which includes are found, or
 * "-" when only the LEN bytes of TEXT are at hand.
 */
bool source_compile(const char *name, const unsigned char *text, size_t text_len,
                    unsigned char **data, size_t *len, struct error *err);

/* Make a blob of the folder at PATH: folders are nodes, files are properties. */
bool source_folder(const char *path, unsigned char **data, size_t *len, struct error *err);

#endif
