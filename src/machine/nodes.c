/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/nodes.h"

#include <libfdt.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "machine/blob.h"
#include "sim/memory.h"

struct nodes_builder {
	struct nodes *nodes;
	const char *strings;      /* the block of property names */
	int open[BLOB_DEPTH_MAX]; /* indices of the nodes around */
	int last[BLOB_DEPTH_MAX]; /* index of the last node of that depth, -1 for none */
	int depth;                /* how many of them */
};

static void add_node(struct nodes_builder *b, int offset, const char *name)
{
	struct nodes *n = b->nodes;

	n->entries = xgrow(n->entries, &n->cap, n->count + 1, sizeof(*n->entries));
	n->entries[n->count] = (struct node_entry){
		.offset = offset,
		.depth = b->depth,
		.parent = b->depth ? b->open[b->depth - 1] : -1,
		.next = -1,
		.name = name,
		.first = (uint32_t)n->property_count,
	};
	if (b->last[b->depth] >= 0)
		n->entries[b->last[b->depth]].next = (int)n->count;
	b->last[b->depth] = (int)n->count;
	b->open[b->depth++] = (int)n->count++;
	if (b->depth < BLOB_DEPTH_MAX)
		b->last[b->depth] = -1;
}

/* Properties stand before the subnodes, so the newest node is the one they belong to. */
static void add_property(struct nodes_builder *b, const struct fdt_property *p, uint32_t len)
{
	struct nodes *n = b->nodes;
	struct node_entry *e = &n->entries[b->open[b->depth - 1]];

	n->properties = xgrow(n->properties, &n->property_cap, n->property_count + 1,
	                      sizeof(*n->properties));
	n->properties[n->property_count++] =
		(struct node_property){ b->strings + fdt32_ld(&p->nameoff), p->data, (int)len };
	e->count = (uint32_t)n->property_count - e->first;
}

/* A node has a tag and a name of at least one word, so no two begin within so many bytes. */
#define OFFSET_GRAIN 8

/* A table of the nodes by the place where they begin; the block has LEN bytes. */
static void index_offsets(struct nodes *nodes, size_t len)
{
	nodes->offset_slots = len / OFFSET_GRAIN + 1;
	nodes->by_offset = xzalloc(nodes->offset_slots * sizeof(*nodes->by_offset));
	for (size_t i = 0; i < nodes->count; i++)
		nodes->by_offset[nodes->entries[i].offset / OFFSET_GRAIN] = (uint32_t)i + 1;
}

static bool is_phandle(const struct node_property *p)
{
	return p->len == 4 && ((p->name[0] == 'p' && !strcmp(p->name, "phandle")) ||
	                       (p->name[0] == 'l' && !strcmp(p->name, "linux,phandle")));
}

static struct node_phandle *phandle_slot(const struct nodes *nodes, uint32_t phandle)
{
	size_t slot = phandle * 2654435761u & (nodes->phandle_slots - 1);

	while (nodes->phandles[slot].index && nodes->phandles[slot].phandle != phandle)
		slot = (slot + 1) & (nodes->phandle_slots - 1);
	return &nodes->phandles[slot];
}

static void index_phandles(struct nodes *nodes)
{
	size_t count = 0;

	for (size_t i = 0; i < nodes->property_count; i++)
		count += is_phandle(&nodes->properties[i]);
	for (nodes->phandle_slots = 4; nodes->phandle_slots < 2 * count;)
		nodes->phandle_slots *= 2;
	nodes->phandles = xzalloc(nodes->phandle_slots * sizeof(*nodes->phandles));
	for (size_t i = 0; count && i < nodes->count; i++) {
		const struct node_entry *e = &nodes->entries[i];

		for (uint32_t n = e->first; n < e->first + e->count; n++) {
			uint32_t phandle;
			struct node_phandle *slot;

			if (!is_phandle(&nodes->properties[n]))
				continue;
			phandle = fdt32_ld(nodes->properties[n].value);
			slot = phandle_slot(nodes, phandle);
			if (!slot->index)
				*slot = (struct node_phandle){ phandle, (uint32_t)i + 1 };
		}
	}
}

int nodes_by_phandle(const struct nodes *nodes, uint32_t phandle)
{
	const struct node_phandle *slot;

	if (!phandle || phandle == UINT32_MAX)
		return -FDT_ERR_BADPHANDLE;
	slot = phandle_slot(nodes, phandle);
	return slot->index ? nodes->entries[slot->index - 1].offset : -FDT_ERR_NOTFOUND;
}

/* blob_check() found that tags and lengths fit, so this walk need not look again. */
struct nodes *nodes_new(const void *fdt)
{
	const char *block = (const char *)fdt + fdt_off_dt_struct(fdt);
	struct nodes_builder b = { .nodes = xzalloc(sizeof(*b.nodes)),
		                   .strings = (const char *)fdt + fdt_off_dt_strings(fdt),
		                   .last = { -1 } };
	size_t offset = 0, len, most = fdt_size_dt_struct(fdt) / (3 * sizeof(fdt32_t)) + 1;

	b.nodes->fdt = fdt;
	/* more than there can be: a node and a property take three words at least */
	b.nodes->entries = xgrow(NULL, &b.nodes->cap, most, sizeof(*b.nodes->entries));
	b.nodes->properties =
		xgrow(NULL, &b.nodes->property_cap, most, sizeof(*b.nodes->properties));
	for (;; offset += (len + 3) & ~(size_t)3) {
		const struct fdt_property *p = (const void *)(block + offset);
		uint32_t tag = fdt32_ld(&p->tag);

		len = sizeof(tag);
		if (tag == FDT_END) {
			index_offsets(b.nodes, offset);
			index_phandles(b.nodes);
			return b.nodes;
		}
		if (tag == FDT_BEGIN_NODE) {
			const char *name = block + offset + sizeof(tag);

			add_node(&b, (int)offset, name);
			len += strlen(name) + 1;
		} else if (tag == FDT_END_NODE) {
			b.depth--;
		} else if (tag == FDT_PROP) {
			add_property(&b, p, fdt32_ld(&p->len));
			len = sizeof(*p) + fdt32_ld(&p->len);
		}
	}
}

void nodes_free(struct nodes *nodes)
{
	if (!nodes)
		return;
	free(nodes->entries);
	free(nodes->properties);
	free(nodes->by_offset);
	free(nodes->phandles);
	free(nodes);
}

/* How many nodes begin at OFFSET or before it. */
static size_t count_up_to(const struct nodes *nodes, int offset)
{
	size_t low = 0, high = nodes->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (nodes->entries[mid].offset <= offset)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

const struct node_entry *nodes_find(const struct nodes *nodes, int offset)
{
	size_t slot = (size_t)offset / OFFSET_GRAIN;
	const struct node_entry *e;

	if (offset < 0 || slot >= nodes->offset_slots || !nodes->by_offset[slot])
		return NULL;
	e = &nodes->entries[nodes->by_offset[slot] - 1];
	return e->offset == offset ? e : NULL;
}

const struct node_entry *nodes_next(const struct nodes *nodes, int offset)
{
	const struct node_entry *e = nodes_find(nodes, offset);
	size_t n = e ? (size_t)(e - nodes->entries) + 1 : count_up_to(nodes, offset);

	return n < nodes->count ? &nodes->entries[n] : NULL;
}

int nodes_first_subnode(const struct nodes *nodes, int offset)
{
	const struct node_entry *e = nodes_find(nodes, offset);
	const struct node_entry *end = nodes->entries + nodes->count;

	return e && e + 1 < end && e[1].depth == e->depth + 1 ? e[1].offset : -FDT_ERR_NOTFOUND;
}

int nodes_next_subnode(const struct nodes *nodes, int offset)
{
	const struct node_entry *e = nodes_find(nodes, offset);

	return e && e->next >= 0 ? nodes->entries[e->next].offset : -FDT_ERR_NOTFOUND;
}

/* A name without unit address stands for the node with any, as in libfdt. */
static bool name_fits(const char *node, const char *name)
{
	size_t len = strlen(name);

	return !strncmp(node, name, len) &&
	       (!node[len] || (node[len] == '@' && !strchr(name, '@')));
}

int nodes_subnode(const struct nodes *nodes, int offset, const char *name)
{
	int node = nodes_first_subnode(nodes, offset);

	while (node >= 0 && !name_fits(nodes_find(nodes, node)->name, name))
		node = nodes_next_subnode(nodes, node);
	return node;
}

const void *nodes_property(const struct nodes *nodes, int offset, const char *name, int *len)
{
	const struct node_entry *e = nodes_find(nodes, offset);

	for (uint32_t i = 0; e && i < e->count; i++) {
		const struct node_property *p = &nodes->properties[e->first + i];

		if (p->name[0] != name[0] || strcmp(p->name, name))
			continue;
		if (len)
			*len = p->len;
		return p->value;
	}
	if (len)
		*len = -FDT_ERR_NOTFOUND;
	return NULL;
}

const char *nodes_next_string(const char **at, int *left)
{
	const char *s = *at;
	int len;

	if (!s || *left <= 0)
		return NULL;
	len = (int)strnlen(s, (size_t)*left);
	if (len == *left)
		return NULL;
	*at += len + 1;
	*left -= len + 1;
	return s;
}

int nodes_by_path(const struct nodes *nodes, const char *path)
{
	int node = nodes->count ? nodes->entries[0].offset : -FDT_ERR_NOTFOUND;
	char name[256];

	if (*path != '/')
		return -FDT_ERR_BADPATH;
	while (node >= 0 && *(path += strspn(path, "/"))) {
		size_t len = strcspn(path, "/");

		if (len >= sizeof(name))
			return -FDT_ERR_NOTFOUND;
		memcpy(name, path, len);
		name[len] = '\0';
		node = nodes_subnode(nodes, node, name);
		path += len;
	}
	return node;
}
