/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the options change in a blob, as a bootloader would before it starts Linux.
 *
 * A tree under edit owns its buffer; an edit may move it.  All functions return
 * false with ERR filled in, and the tree is then only good for tree_free().
 */
#ifndef BOOTWALK_MACHINE_EDIT_H
#define BOOTWALK_MACHINE_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "machine/nodes.h"
#include "sim/error.h"

struct tree {
	unsigned char *fdt; /* owned; aligned to 8 */
	size_t capacity;    /* bytes of the buffer */
	const char *name;   /* of the input, for errors */
	struct error *err;
};

void tree_free(struct tree *t);

/* Make a copy with ROOM more bytes, in the layout that libfdt can write to. */
bool tree_open(struct tree *t, size_t room);
/* Take the free space out.  The buffer stays as large as it is. */
bool tree_pack(struct tree *t);

/* Apply the overlay in FILE (a blob, or DTS). */
bool tree_overlay(struct tree *t, const char *file);

/* Delete the node at PATH if there is one. */
bool tree_delete(struct tree *t, const char *path);

/* Set /chosen/bootargs; needs room for ARGS. */
bool tree_bootargs(struct tree *t, const char *args);
/* Set /chosen/linux,initrd-*; END is inclusive here and below 2^64 - 1. */
bool tree_initrd(struct tree *t, uint64_t start, uint64_t end);
/*
 * Replace the memory nodes by one with RANGES, the text of --memory.  NODES is an index of
 * the tree as it is before; it holds no longer afterwards.
 */
bool tree_memory(struct tree *t, const struct nodes *nodes, const char *ranges);

/* Room that tree_memory() needs for RANGES. */
size_t tree_memory_room(const char *ranges);

#endif
