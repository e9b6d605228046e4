/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drivers/of/base.c and property.c: questions about nodes that the running kernel asks.
 *
 * Nothing in here makes a step, as in fdt_props.c.
 */
#include <string.h>

#include "linux/include/of_address.h"
#include "machine/blob.h"

int of_get_parent(const struct kernel *k, int node)
{
	const struct node_entry *entry = nodes_find(k->machine->nodes, node);

	return entry && entry->parent >= 0 ? k->machine->nodes->entries[entry->parent].offset : -1;
}

static int cells_from(const struct kernel *k, int node, const char *name, int otherwise)
{
	uint32_t value;

	for (; node >= 0; node = of_get_parent(k, node))
		if (of_flat_dt_u32(k, node, name, &value))
			return (int)value;
	return otherwise;
}

int of_bus_n_addr_cells(const struct kernel *k, int node)
{
	return cells_from(k, node, "#address-cells", OF_ROOT_NODE_ADDR_CELLS_DEFAULT);
}

int of_bus_n_size_cells(const struct kernel *k, int node)
{
	return cells_from(k, node, "#size-cells", OF_ROOT_NODE_SIZE_CELLS_DEFAULT);
}

const char *of_node_path(struct kernel *k, int node)
{
	const struct nodes *nodes = k->machine->nodes;
	const struct node_entry *entry = nodes_find(nodes, node);
	const struct node_entry *way[BLOB_DEPTH_MAX]; /* from the node up to below the root */
	struct text path = { 0 };
	const char *name;
	int n = 0;

	for (; entry && entry->parent >= 0; entry = &nodes->entries[entry->parent])
		way[n++] = entry;
	while (n > 0) {
		text_add_char(&path, '/');
		text_add(&path, way[--n]->name);
	}
	name = sim_name(k->sim, path.len ? text_str(&path) : "/");
	text_free(&path);
	return name;
}

const char *of_node_base_name(struct kernel *k, int node)
{
	const struct node_entry *entry = nodes_find(k->machine->nodes, node);
	const char *name = entry ? entry->name : "";

	return names_intern_n(&k->sim->names, name, strcspn(name, "@"));
}

/* Goes over a list of strings; NULL behind its last whole one. */
struct string_list {
	const char *at;
	int left; /* bytes */
};

static struct string_list list_of(const struct kernel *k, int node, const char *name)
{
	struct string_list list;

	list.at = of_get_flat_dt_prop(k, node, name, &list.left);
	return list;
}

static const char *next_string(struct string_list *list)
{
	const char *s = list->at;
	size_t len;

	if (!s || list->left <= 0)
		return NULL;
	len = strnlen(s, (size_t)list->left);
	if (len == (size_t)list->left)
		return NULL;
	list->at += len + 1;
	list->left -= (int)len + 1;
	return s;
}

const char *of_property_string_at(struct kernel *k, int node, const char *name, int index)
{
	struct string_list list = list_of(k, node, name);
	const char *s = next_string(&list);

	while (s && index--)
		s = next_string(&list);
	return s ? sim_name(k->sim, s) : NULL;
}

int of_property_match_string(const struct kernel *k, int node, const char *name, const char *value)
{
	struct string_list list = list_of(k, node, name);
	const char *s;

	for (int n = 0; (s = next_string(&list)); n++)
		if (!strcmp(s, value))
			return n;
	return -1;
}

int of_next_phandle(const struct kernel *k, struct dt_cells *list, const char *cells)
{
	uint32_t phandle, count = 0;
	int target;

	if (list->left <= 0)
		return -1;
	phandle = fdt32_ld(list->at);
	target = nodes_by_phandle(k->machine->nodes, phandle);
	/* a phandle of 0 holds a place for nothing */
	if ((phandle && target < 0) ||
	    (target >= 0 && cells && !of_flat_dt_u32(k, target, cells, &count)) ||
	    count >= (uint32_t)list->left) {
		list->left = 0;
		return -1;
	}
	list->at += 1 + count;
	list->left -= 1 + (int)count;
	return target;
}

int of_parse_phandle_with_args(const struct kernel *k, int node, const char *list,
                               const char *cells, int index)
{
	struct dt_cells rest = of_get_cells(k, node, list);
	int target = -1;

	do
		target = of_next_phandle(k, &rest, cells);
	while (index-- && rest.left > 0);
	return index < 0 ? target : -1;
}
