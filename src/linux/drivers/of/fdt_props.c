/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/fdt.c, the part that reads: properties, cells, nodes of the blob.
 *
 * Nothing in here makes a step: these are questions that the retold functions
 * ask, and what they do with the answer is told there.  No length in the blob
 * is trusted: strings end with the property at the latest, cells with the blob.
 */
#include "linux/drivers/of/fdt.h"

#include <string.h>
#include <strings.h>

const void *of_get_flat_dt_prop(const struct kernel *k, int node, const char *name, int *len)
{
	return nodes_property(k->machine->nodes, node, name, len);
}

bool of_flat_dt_has(const struct kernel *k, int node, const char *name)
{
	return of_get_flat_dt_prop(k, node, name, NULL) != NULL;
}

const char *of_flat_dt_string(struct kernel *k, int node, const char *name)
{
	int len;
	const char *s = of_get_flat_dt_prop(k, node, name, &len);

	if (!s)
		return NULL;
	return names_intern_n(&k->sim->names, s, strnlen(s, (size_t)len));
}

bool of_flat_dt_string_is(const struct kernel *k, int node, const char *name, const char *value)
{
	int len;
	const char *s = of_get_flat_dt_prop(k, node, name, &len);

	if (!s)
		return false;
	len = (int)strnlen(s, (size_t)len);
	return (size_t)len == strlen(value) && !memcmp(s, value, (size_t)len);
}

bool of_flat_dt_u32(const struct kernel *k, int node, const char *name, uint32_t *value)
{
	int len;
	const fdt32_t *cell = of_get_flat_dt_prop(k, node, name, &len);

	if (!cell || len < (int)sizeof(*cell))
		return false;
	*value = fdt32_ld(cell);
	return true;
}

bool of_flat_dt_is_compatible(const struct kernel *k, int node, const char *compat)
{
	int len;
	const char *s = of_get_flat_dt_prop(k, node, "compatible", &len);
	size_t want = strlen(compat);

	while (s && len > 0) {
		size_t have = strnlen(s, (size_t)len);

		if (have == want && !strncasecmp(s, compat, want))
			return true;
		s += have + 1;
		len -= (int)have + 1;
	}
	return false;
}

bool of_fdt_device_is_available(const struct kernel *k, int node)
{
	int len;
	const char *s = of_get_flat_dt_prop(k, node, "status", &len);
	size_t n = s ? strnlen(s, (size_t)len) : 0;

	return !s || (n == 2 && !memcmp(s, "ok", 2)) || (n == 4 && !memcmp(s, "okay", 4));
}

const char *of_flat_dt_name(struct kernel *k, int node)
{
	const struct node_entry *entry = nodes_find(k->machine->nodes, node);

	return sim_name(k->sim, entry ? entry->name : "");
}

struct dt_cells of_get_cells(const struct kernel *k, int node, const char *name)
{
	struct dt_cells cells = { .at = NULL };
	const char *end = (const char *)k->machine->fdt + k->machine->fdt_len;
	int len;

	cells.at = of_get_flat_dt_prop(k, node, name, &len);
	if (cells.at) {
		cells.left = len / (int)sizeof(*cells.at);
		cells.beyond = (int)((end - (const char *)(cells.at + cells.left)) /
		                     (ptrdiff_t)sizeof(*cells.at));
	}
	return cells;
}

uint64_t of_read_number(const struct dt_cells *cells, int n)
{
	int readable = cells->left + cells->beyond;
	uint64_t value = 0;

	/* two cells behind the blob are enough to push all that was read out of 64 bits */
	for (int i = 0; i < n && i < readable + 2; i++)
		value = value << 32 | (i < readable ? fdt32_ld(cells->at + i) : 0);
	return value;
}

uint64_t dt_mem_next_cell(int n, struct dt_cells *cells)
{
	uint64_t value = of_read_number(cells, n);
	int readable = cells->left + cells->beyond;
	int step = n < 0 ? 0 : n < readable ? n : readable;

	cells->at += step;
	cells->left -= step;
	return value;
}

bool of_next_node(const struct kernel *k, struct of_walk *walk)
{
	const struct node_entry *entry;

	do {
		entry = nodes_next(k->machine->nodes, walk->node);
		if (!entry)
			return false;
		walk->node = entry->offset;
		walk->depth = entry->depth;
	} while (walk->depth >= FDT_MAX_DEPTH - 1);
	walk->path[walk->depth] = walk->node;
	return true;
}
