/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/edit.h"

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/blob.h"
#include "machine/input.h"
#include "machine/source.h"
#include "sim/intl.h"

/* No edited tree is larger; an overlay that never fits ends here. */
#define TREE_MAX (256u << 20)

void tree_free(struct tree *t)
{
	free(t->fdt);
	t->fdt = NULL;
}

static bool no_memory(struct tree *t)
{
	return error_set(t->err, t->name, NULL, _("there is no memory left to change the tree"));
}

static bool failed(struct tree *t, const char *where, int code)
{
	return error_set(t->err, t->name, where, _("the tree cannot be changed: %s"),
	                 blob_reason(code));
}

bool tree_open(struct tree *t, size_t room)
{
	size_t capacity = fdt_totalsize(t->fdt) + room;
	unsigned char *larger;
	int r;

	if (capacity > TREE_MAX)
		return failed(t, NULL, -FDT_ERR_NOSPACE);
	larger = realloc(t->fdt, capacity);
	if (!larger)
		return no_memory(t);
	t->fdt = larger;
	t->capacity = capacity;
	r = fdt_open_into(t->fdt, t->fdt, (int)capacity);
	return r == 0 || failed(t, NULL, r);
}

bool tree_pack(struct tree *t)
{
	int r = fdt_pack(t->fdt);

	return r == 0 || failed(t, NULL, r);
}

/*
 * Merge into a copy of the tree with ROOM to spare; libfdt leaves both blobs in
 * pieces when it fails, so both are copies.  Returns libfdt's code.
 */
static int overlay_once(struct tree *t, const unsigned char *overlay, size_t len, size_t room)
{
	size_t capacity = fdt_totalsize(t->fdt) + room;
	unsigned char *target = malloc(capacity);
	unsigned char *pieces = malloc(len);
	int r = -FDT_ERR_INTERNAL;

	if (target && pieces) {
		memcpy(pieces, overlay, len);
		r = fdt_open_into(t->fdt, target, (int)capacity);
		if (r == 0)
			r = fdt_overlay_apply(target, pieces);
	}
	free(pieces);
	if (r) {
		free(target);
		return r;
	}
	free(t->fdt);
	t->fdt = target;
	t->capacity = capacity;
	return 0;
}

/* libfdt passes over whatever is no fragment: the blob of a board would do nothing. */
static bool has_fragment(const void *overlay)
{
	int node;

	fdt_for_each_subnode(node, overlay, 0)
	{
		if (fdt_subnode_offset(overlay, node, "__overlay__") >= 0)
			return true;
	}
	return false;
}

static bool overlay_failed(struct tree *t, const char *file, int code)
{
	if (code == -FDT_ERR_NOTFOUND && fdt_subnode_offset(t->fdt, 0, "__symbols__") < 0)
		return error_set(t->err, file, NULL,
		                 _("the overlay does not fit: it names a label or a path that is "
		                   "not there, and %s keeps no labels (compile it with dtc -@)"),
		                 t->name);
	return error_set(t->err, file, NULL, _("the overlay does not fit %s: %s"), t->name,
	                 blob_reason(code));
}

bool tree_overlay(struct tree *t, const char *file)
{
	unsigned char *overlay;
	size_t room;
	size_t len;
	bool ok;
	int r;

	if (!source_load(file, &overlay, &len, t->err))
		return false;
	ok = blob_check(overlay, len, source_name(file), t->err);
	if (ok && !has_fragment(overlay))
		ok = overlay_failed(t, source_name(file), -FDT_ERR_BADOVERLAY);
	if (ok) {
		len = fdt_totalsize(overlay);
		room = len * 4 + 4096;
		while ((r = overlay_once(t, overlay, len, room)) == -FDT_ERR_NOSPACE &&
		       fdt_totalsize(t->fdt) + room * 2 < TREE_MAX)
			room *= 2;
		ok = r == 0 || overlay_failed(t, source_name(file), r);
	}
	free(overlay);
	/* what was good apart may be too deep, or lack cells, together */
	return ok && tree_pack(t) &&
	       blob_check(t->fdt, fdt_totalsize(t->fdt), source_name(file), t->err);
}

bool tree_delete(struct tree *t, const char *path)
{
	int node = fdt_path_offset(t->fdt, path);
	int r = node < 0 ? 0 : fdt_del_node(t->fdt, node);

	return r == 0 || failed(t, path, r);
}

/* The node that the kernel reads as /chosen; it is made when there is none. */
static int chosen_node(struct tree *t)
{
	int node = fdt_path_offset(t->fdt, "/chosen");

	if (node < 0)
		node = fdt_path_offset(t->fdt, "/chosen@0");
	return node < 0 ? fdt_add_subnode(t->fdt, 0, "chosen") : node;
}

bool tree_bootargs(struct tree *t, const char *args)
{
	int node = chosen_node(t);
	int len = (int)strlen(args) + 1;
	int r = node < 0 ? node : fdt_setprop(t->fdt, node, "bootargs", args, len);

	return r == 0 || failed(t, "/chosen", r);
}

bool tree_initrd(struct tree *t, uint64_t start, uint64_t end)
{
	int node = chosen_node(t);
	int r = node < 0 ? node : fdt_setprop_u64(t->fdt, node, "linux,initrd-start", start);

	if (r == 0)
		r = fdt_setprop_u64(t->fdt, node, "linux,initrd-end", end + 1);
	return r == 0 || failed(t, "/chosen", r);
}

static size_t count_ranges(const char *ranges)
{
	size_t n = 1;

	for (; *ranges; ranges++) {
		if (*ranges == ',')
			n++;
	}
	return n;
}

size_t tree_memory_room(const char *ranges)
{
	return count_ranges(ranges) * 2 * BLOB_CELLS_MAX * sizeof(fdt32_t) + 256;
}

/* Write V in COUNT cells at P; false when it does not fit. */
static bool put_cells(fdt32_t *p, unsigned count, uint64_t v)
{
	uint64_t rest = count >= 2 ? 0 : count == 1 ? v >> 32 : v;

	while (count--) {
		p[count] = cpu_to_fdt32((uint32_t)v);
		v >>= 32;
	}
	return rest == 0;
}

static bool is_memory(const struct tree *t, int node)
{
	int len;
	const char *type = fdt_getprop(t->fdt, node, "device_type", &len);

	return type && len >= (int)sizeof("memory") && !memcmp(type, "memory", sizeof("memory"));
}

static unsigned root_cells(const struct tree *t, const char *name)
{
	int len;
	const void *cell = fdt_getprop(t->fdt, 0, name, &len);

	return cell && len >= 4 ? fdt32_ld(cell) : 1;
}

/* Does the node say nothing but what --memory says in its place? */
static bool is_plain_memory(const struct tree *t, int node)
{
	static const char *const plain[] = { "device_type", "reg", "phandle", "linux,phandle" };
	int property;

	fdt_for_each_property_offset(property, t->fdt, node)
	{
		const char *name = NULL;
		unsigned i = 0;

		fdt_getprop_by_offset(t->fdt, property, &name, NULL);
		while (i < sizeof(plain) / sizeof(plain[0]) && name && strcmp(plain[i], name) != 0)
			i++;
		if (i == sizeof(plain) / sizeof(plain[0]))
			return false;
	}
	return true;
}

/*
 * Delete the memory nodes; when the first is plain it stays, and *KEPT is where.  From the
 * last to the first: the offsets of what lies behind a deleted node move, those before it
 * stay.  Of the index only offsets are of use, for the blob that its names lie in is gone.
 */
static bool clear_memory(struct tree *t, const struct nodes *nodes, int *kept)
{
	int later = -1; /* the memory node found last */

	for (size_t i = nodes->count; i-- > 1;) {
		int node = nodes->entries[i].offset, r;

		if (nodes->entries[i].depth != 1 || !is_memory(t, node))
			continue;
		r = later >= 0 ? fdt_del_node(t->fdt, later) : 0;
		if (r)
			return failed(t, NULL, r);
		later = node;
	}
	*kept = later;
	if (later >= 0 && !is_plain_memory(t, later)) {
		int r = fdt_del_node(t->fdt, later);

		*kept = -1;
		return r == 0 || failed(t, NULL, r);
	}
	return true;
}

/* As bootloaders do it: a memory node that is there is filled in, else one is made. */
static bool replace_memory(struct tree *t, const struct nodes *nodes, uint64_t start,
                           const fdt32_t *reg, size_t cells)
{
	char name[32];
	int node = -1;
	int r;

	snprintf(name, sizeof(name), "memory@%llx", (unsigned long long)start);
	if (!clear_memory(t, nodes, &node))
		return false;
	if (node < 0)
		node = fdt_add_subnode(t->fdt, 0, name);
	if (node == -FDT_ERR_EXISTS)
		node = fdt_subnode_offset(t->fdt, 0, name);
	if (node < 0)
		return failed(t, name, node);
	r = fdt_setprop(t->fdt, node, "reg", reg, (int)(cells * sizeof(*reg)));
	if (r == 0)
		r = fdt_setprop(t->fdt, node, "device_type", "memory", sizeof("memory"));
	return r == 0 || failed(t, name, r);
}

/* Turn the text of --memory into the cells of a reg. */
static bool parse_ranges(struct tree *t, const char *ranges, fdt32_t *reg, size_t *cells,
                         uint64_t *first)
{
	unsigned address, size;
	const char *p = ranges;
	size_t n = 0;

	address = root_cells(t, "#address-cells");
	size = root_cells(t, "#size-cells");
	for (;;) {
		uint64_t start, end;
		char shown[128];
		const char *rest;

		input_printable(shown, sizeof(shown), p);
		if (!input_range(p, &start, &end, &rest))
			return error_set(t->err, "--memory", NULL,
			                 _("'%s' is no range START-END with END not below START"),
			                 shown);
		if (start == 0 && end == UINT64_MAX)
			return error_set(t->err, "--memory", NULL,
			                 _("'%s' has 2^64 bytes, which no tree can say"), shown);
		if (!put_cells(reg + n, address, start) ||
		    !put_cells(reg + n + address, size, end - start + 1))
			return error_set(
				t->err, "--memory", NULL,
				_("'%s' does not fit: the root has #address-cells = %u and "
			          "#size-cells = %u"),
				shown, address, size);
		if (n == 0)
			*first = start;
		n += address + size;
		if (*rest == '\0')
			break;
		p = rest + 1;
	}
	*cells = n;
	return true;
}

bool tree_memory(struct tree *t, const struct nodes *nodes, const char *ranges)
{
	size_t most = count_ranges(ranges) * 2 * BLOB_CELLS_MAX;
	fdt32_t *reg = calloc(most, sizeof(*reg));
	uint64_t first = 0;
	size_t cells = 0;
	bool ok;

	if (!reg)
		return no_memory(t);
	ok = parse_ranges(t, ranges, reg, &cells, &first) &&
	     replace_memory(t, nodes, first, reg, cells);
	free(reg);
	return ok;
}
