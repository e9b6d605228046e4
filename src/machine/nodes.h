/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An index of a blob's nodes and properties, made in one pass, so that the
 * questions of a booting kernel do not each walk over the whole blob.
 *
 * It points into the blob, which must outlive it and is never changed.  Nodes
 * are named by their offsets, as libfdt has them.
 */
#ifndef BOOTWALK_MACHINE_NODES_H
#define BOOTWALK_MACHINE_NODES_H

#include <stddef.h>
#include <stdint.h>

struct node_property {
	const char *name;
	const void *value;
	int len; /* bytes */
};

struct node_entry {
	int offset;            /* in the structure block, as libfdt has it */
	int depth;             /* the root has 0 */
	int parent, next;      /* indices of the parent and of the next sibling; -1 for none */
	const char *name;      /* with the unit address; "" for the root */
	uint32_t first, count; /* its properties in nodes->properties */
};

/* What a phandle leads to. */
struct node_phandle {
	uint32_t phandle;
	uint32_t index; /* in nodes->entries, one up; 0 for an empty slot */
};

struct nodes {
	const void *fdt;            /* lent */
	struct node_entry *entries; /* in the order of the blob */
	size_t count, cap;
	struct node_property *properties;
	size_t property_count, property_cap;
	uint32_t *by_offset; /* index + 1 of the node that begins in each 8 bytes; 0: none */
	size_t offset_slots;
	struct node_phandle *phandles; /* a hash */
	size_t phandle_slots;          /* a power of two, or 0 */
};

/* Index FDT, a blob that blob_check() found sound. */
struct nodes *nodes_new(const void *fdt);
void nodes_free(struct nodes *nodes);

/* The node at OFFSET; NULL when none begins there. */
const struct node_entry *nodes_find(const struct nodes *nodes, int offset);
/* The node after the one at OFFSET in the order of the blob; the root after -1; NULL past the last. */
const struct node_entry *nodes_next(const struct nodes *nodes, int offset);

/* The node at PATH, from the root on (`/soc/uart@0`), units left out or not; negative for none. */
int nodes_by_path(const struct nodes *nodes, const char *path);

/* The next whole string of the *LEFT bytes at *AT, a list of them; NULL behind the last. */
const char *nodes_next_string(const char **at, int *left);

/* The node with that phandle, the first of them; negative for none. */
int nodes_by_phandle(const struct nodes *nodes, uint32_t phandle);

/* The first subnode of the node at OFFSET, and the sibling behind one; negative for none. */
int nodes_first_subnode(const struct nodes *nodes, int offset);
int nodes_next_subnode(const struct nodes *nodes, int offset);
/* The subnode called NAME, with its unit address or without; negative for none. */
int nodes_subnode(const struct nodes *nodes, int offset, const char *name);

/* Each subnode of the node at OFFSET in turn; none when OFFSET is negative. */
#define nodes_for_each_subnode(node, nodes, offset)                                                \
	for ((node) = nodes_first_subnode((nodes), (offset)); (node) >= 0;                         \
	     (node) = nodes_next_subnode((nodes), (node)))

/* The property NAME of the node at OFFSET; *LEN is in bytes and may be NULL. */
const void *nodes_property(const struct nodes *nodes, int offset, const char *name, int *len);

#endif
