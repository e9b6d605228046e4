/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a blob says of RAM, read as the kernel reads it:
 * early_init_dt_scan_root() and early_init_dt_scan_memory() of drivers/of/fdt.c.
 */
#include <libfdt.h>
#include <string.h>

#include "machine/blob.h"
#include "sim/intl.h"

/* An entry of a memory node. */
struct blob_bank {
	uint64_t base;
	uint64_t size; /* bytes, never 0 */
};

static unsigned root_cell(const struct nodes *nodes, const char *name)
{
	int len;
	const void *p = nodes_property(nodes, 0, name, &len);

	return p && len >= 4 ? fdt32_ld(p) : 1;
}

/* dt_root_addr_cells and dt_root_size_cells: 1 when the root does not say. */
static void root_cells(const struct nodes *nodes, unsigned *address, unsigned *size)
{
	*address = root_cell(nodes, "#address-cells");
	*size = root_cell(nodes, "#size-cells");
}

uint64_t blob_cells(const void *p, unsigned count)
{
	const fdt32_t *cell = p;
	uint64_t v = 0;

	while (count--)
		v = v << 32 | fdt32_ld(cell++);
	return v;
}

bool blob_says(const struct nodes *nodes, int node, const char *name, const char *value)
{
	int len;
	const char *p = nodes_property(nodes, node, name, &len);
	size_t want = strlen(value) + 1;

	/* what follows the first NUL does not count */
	return p && len >= 0 && (size_t)len >= want && memcmp(p, value, want) == 0;
}

/* Is NODE a bank of RAM by its device_type, whatever its name. */
static bool is_memory(const struct nodes *nodes, int node)
{
	return blob_says(nodes, node, "device_type", "memory");
}

static bool is_available(const struct nodes *nodes, int node)
{
	return !nodes_property(nodes, node, "status", NULL) ||
	       blob_says(nodes, node, "status", "okay") || blob_says(nodes, node, "status", "ok");
}

/* The property that tells the banks of NODE, its name in *NAME. */
static const void *bank_property(const struct nodes *nodes, int node, const char **name, int *len)
{
	const void *p;

	*name = "linux,usable-memory";
	p = nodes_property(nodes, node, *name, len);
	if (p)
		return p;
	*name = "reg";
	return nodes_property(nodes, node, *name, len);
}

/* Visit the entries of one node; false when VISIT said so. */
static bool visit_node(const struct nodes *nodes, int node,
                       bool (*visit)(const struct blob_bank *bank, void *data), void *data)
{
	unsigned address, size;
	const char *name;
	int len;
	const char *p = bank_property(nodes, node, &name, &len);
	size_t entry;

	root_cells(nodes, &address, &size);
	entry = ((size_t)address + size) * 4;
	if (!p || len < 0 || entry == 0)
		return true;
	for (size_t left = (size_t)len; left >= entry; left -= entry, p += entry) {
		struct blob_bank bank = { blob_cells(p, address),
			                  blob_cells(p + address * 4, size) };

		if (bank.size && !visit(&bank, data))
			return false;
	}
	return true;
}

/*
 * Visit the entries of non-zero size of the memory nodes that are available, in
 * the order of the tree, until VISIT says false.
 */
static void visit_banks(const struct nodes *nodes,
                        bool (*visit)(const struct blob_bank *bank, void *data), void *data)
{
	int node;

	nodes_for_each_subnode(node, nodes, 0)
	{
		if (is_memory(nodes, node) && is_available(nodes, node) &&
		    !visit_node(nodes, node, visit, data))
			return;
	}
}

struct range {
	uint64_t start, end;
	bool found;
};

static bool visit_range(const struct blob_bank *bank, void *data)
{
	struct range *r = data;
	uint64_t last = bank->base + (bank->size - 1);

	if (last < bank->base)
		last = UINT64_MAX;
	r->found = bank->base <= r->start && r->end <= last;
	return !r->found;
}

bool blob_in_ram(const struct nodes *nodes, uint64_t start, uint64_t end)
{
	struct range r = { start, end, false };

	visit_banks(nodes, visit_range, &r);
	return r.found;
}

struct reach {
	uint64_t end; /* exclusive */
	bool grew;
};

static bool visit_reach(const struct blob_bank *bank, void *data)
{
	struct reach *r = data;

	if (bank->base > r->end || bank->size <= r->end - bank->base)
		return true;
	r->end = bank->base > UINT64_MAX - bank->size ? UINT64_MAX : bank->base + bank->size;
	r->grew = true;
	return true;
}

uint64_t blob_ram_end(const struct nodes *nodes, uint64_t base)
{
	struct reach r = { .end = base };

	do {
		r.grew = false;
		visit_banks(nodes, visit_reach, &r);
	} while (r.grew && r.end != UINT64_MAX);
	return r.end;
}

struct lowest {
	uint64_t page;
	uint64_t base;
	bool found;
};

static bool visit_lowest(const struct blob_bank *bank, void *data)
{
	struct lowest *l = data;
	uint64_t rounded = (bank->base + (l->page - 1)) & ~(l->page - 1);

	if (rounded < bank->base) /* the last page of all addresses */
		rounded = bank->base;
	/* what is left of a page at the end of another is no RAM */
	if (bank->size < l->page || bank->size - (rounded - bank->base) < l->page)
		return true;
	if (!l->found || rounded < l->base)
		l->base = rounded;
	l->found = true;
	return true;
}

/* Why NODE, a memory node, gives no RAM. */
static bool explain(const struct nodes *nodes, int node, const char *name, uint64_t page,
                    struct error *err)
{
	unsigned address, size;
	char where[128];
	const char *property;
	int len;
	const void *p = bank_property(nodes, node, &property, &len);

	root_cells(nodes, &address, &size);
	blob_path(nodes->fdt, node, where, sizeof(where));
	if (!is_available(nodes, node))
		return error_set(
			err, name, where,
			_("no memory: neither this memory node nor any other has status okay"));
	if (!p)
		return error_set(err, name, where, _("no memory: the node has no reg"));
	if (len / 4 < (int)(address + size))
		return error_set(err, name, where,
		                 _("no memory: %s has %d cells, an entry takes %u"), property,
		                 len / 4, address + size);
	return error_set(err, name, where,
	                 _("no memory: no entry of %s has %llu bytes, the size of a page, or more"),
	                 property, (unsigned long long)page);
}

bool blob_first_ram(const struct nodes *nodes, const char *name, uint64_t page, uint64_t *base,
                    struct error *err)
{
	struct lowest lowest = { .page = page };
	int untyped = -1;
	int hidden = -1;
	int node;

	visit_banks(nodes, visit_lowest, &lowest);
	if (lowest.found) {
		*base = lowest.base;
		return true;
	}
	nodes_for_each_subnode(node, nodes, 0)
	{
		const char *text = nodes_find(nodes, node)->name;

		if (is_memory(nodes, node)) {
			if (is_available(nodes, node))
				return explain(nodes, node, name, page, err);
			hidden = hidden < 0 ? node : hidden;
		} else if (untyped < 0 && strncmp(text, "memory", 6) == 0) {
			untyped = node;
		}
	}
	if (hidden >= 0)
		return explain(nodes, hidden, name, page, err);
	if (untyped >= 0) {
		char where[128];

		blob_path(nodes->fdt, untyped, where, sizeof(where));
		return error_set(err, name, where,
		                 _("no memory: the node has no device_type = \"memory\"; "
		                   "--memory START-END gives the tree one"));
	}
	return error_set(err, name, NULL,
	                 _("the tree has no memory node; give one with --memory START-END"));
}
