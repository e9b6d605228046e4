/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The soundness of a blob: header, structure, names, cell counts. */
#include "machine/blob.h"

#include <libfdt.h>
#include <stdio.h>
#include <string.h>

#include "machine/input.h"
#include "sim/intl.h"

/* The header of version 17, and the first version whose nodes have plain names. */
#define HEADER_SIZE sizeof(struct fdt_header)
#define VERSION_MIN 16

const char *blob_reason(int code)
{
	static const struct {
		int code;
		const char *text;
	} rows[] = {
		{ -FDT_ERR_BADMAGIC, N_("it does not begin with the magic number of a blob") },
		{ -FDT_ERR_BADVERSION, N_("its version is none that can be read") },
		{ -FDT_ERR_BADSTATE, N_("it was never finished by the program that wrote it") },
		{ -FDT_ERR_BADSTRUCTURE, N_("its structure block is damaged") },
		{ -FDT_ERR_BADLAYOUT, N_("its blocks lie in an order that cannot be used") },
		{ -FDT_ERR_TRUNCATED, N_("it is cut off, or its header says so") },
		{ -FDT_ERR_ALIGNMENT, N_("it is not aligned to 8 bytes") },
		{ -FDT_ERR_NOTFOUND, N_("it refers to a node or a label that is not there") },
		{ -FDT_ERR_EXISTS, N_("a node of that name is there already") },
		{ -FDT_ERR_NOSPACE, N_("there is no room left in it") },
		{ -FDT_ERR_BADPATH, N_("it holds a path that is none") },
		{ -FDT_ERR_BADPHANDLE, N_("a phandle is missing, zero or used twice") },
		{ -FDT_ERR_NOPHANDLES, N_("there is no phandle left to give") },
		{ -FDT_ERR_BADOVERLAY, N_("it has no fragment with a target and an __overlay__") },
		{ -FDT_ERR_BADNCELLS, N_("a cell count is not to be used") },
		{ -FDT_ERR_BADVALUE, N_("a property has a value that cannot be") },
		{ -FDT_ERR_BADFLAGS, N_("it has flags that are not known") },
		{ -FDT_ERR_BADOFFSET, N_("an offset points out of it") },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].code == code)
			return _(rows[i].text);
	}
	return fdt_strerror(code);
}

void blob_path(const void *fdt, int node, char *path, size_t size)
{
	char raw[1024];

	if (fdt_get_path(fdt, node, raw, sizeof(raw)) != 0)
		snprintf(path, size, "?");
	else
		input_printable(path, size, raw);
}

static bool check_header(const void *fdt, size_t len, const char *name, struct error *err)
{
	static const char missing[] = N_("it has %zu bytes, the header of a blob alone takes %zu");
	int r;

	if (len >= 4 && fdt_magic(fdt) != FDT_MAGIC)
		return error_set(err, name, NULL,
		                 _("it is not a device tree blob: it begins with %08x and not "
		                   "with the magic number d00dfeed"),
		                 fdt_magic(fdt));
	if (len < HEADER_SIZE)
		return error_set(err, name, NULL, _(missing), len, HEADER_SIZE);
	if (fdt_totalsize(fdt) > len)
		return error_set(err, name, NULL,
		                 _("it is cut off: the header's totalsize is %u bytes, the input "
		                   "has %zu"),
		                 fdt_totalsize(fdt), len);
	if (fdt_totalsize(fdt) < HEADER_SIZE)
		return error_set(err, name, NULL,
		                 _("the header's totalsize is %u bytes, less than the header"),
		                 fdt_totalsize(fdt));
	if (fdt_version(fdt) < VERSION_MIN)
		return error_set(err, name, NULL,
		                 _("the blob is of version %u, which the kernel does not read; "
		                   "version 17 is what dtc makes"),
		                 fdt_version(fdt));
	r = fdt_check_full(fdt, fdt_totalsize(fdt));
	if (r)
		return error_set(err, name, NULL, _("the blob is damaged: %s"), blob_reason(r));
	return true;
}

/* One pass over the structure block. */
struct walk {
	const void *fdt;
	const char *name; /* of the input */
	struct error *err;
	unsigned depth;
	int nodes[BLOB_DEPTH_MAX]; /* offsets from the root to here */
};

static bool bad_name(const struct walk *w, const char *text, size_t at, enum input_fault fault,
                     const char *of_what)
{
	unsigned offset = (unsigned)(text - (const char *)w->fdt) + (unsigned)at;
	char where[64];

	snprintf(where, sizeof(where), _("offset 0x%x"), offset);
	if (fault == INPUT_CONTROL)
		return error_set(w->err, w->name, where,
		                 _("the name of a %s holds a control character"), of_what);
	return error_set(w->err, w->name, where, _("the name of a %s is not UTF-8"), of_what);
}

static bool enter_node(struct walk *w, const char *text, size_t len, int offset)
{
	enum input_fault fault;
	size_t at;

	if (w->depth == BLOB_DEPTH_MAX) {
		char where[64];

		snprintf(where, sizeof(where), _("offset 0x%x"),
		         fdt_off_dt_struct(w->fdt) + (unsigned)offset);
		return error_set(w->err, w->name, where, _("the tree is deeper than %d levels"),
		                 BLOB_DEPTH_MAX);
	}
	fault = input_check(text, len, &at);
	if (fault != INPUT_GOOD)
		return bad_name(w, text, at, fault, _("node"));
	w->nodes[w->depth++] = offset;
	return true;
}

/* #address-cells and #size-cells: one whole cell, in the root at most four. */
static bool check_cells(const struct walk *w, const char *text, const struct fdt_property *p)
{
	char where[128];
	uint32_t len = fdt32_ld(&p->len);
	uint32_t value;

	if (strcmp(text, "#address-cells") != 0 && strcmp(text, "#size-cells") != 0)
		return true;
	value = len < sizeof(fdt32_t) ? 0 : fdt32_ld((const fdt32_t *)(const void *)p->data);
	if (len >= sizeof(fdt32_t) && (w->depth > 1 || value <= BLOB_CELLS_MAX))
		return true;
	blob_path(w->fdt, w->nodes[w->depth - 1], where, sizeof(where));
	if (len < sizeof(fdt32_t))
		return error_set(w->err, w->name, where, _("%s has %u bytes, a cell takes 4"), text,
		                 len);
	return error_set(w->err, w->name, where, _("%s is %u, the largest is %d"), text, value,
	                 BLOB_CELLS_MAX);
}

static bool check_property(const struct walk *w, const struct fdt_property *p)
{
	const char *strings = (const char *)w->fdt + fdt_off_dt_strings(w->fdt);
	const char *text = strings + fdt32_ld(&p->nameoff);
	enum input_fault fault;
	size_t at;

	fault = input_check(text, strlen(text), &at);
	if (fault != INPUT_GOOD)
		return bad_name(w, text, at, fault, _("property"));
	return text[0] != '#' || check_cells(w, text, p);
}

static bool one_root(const struct walk *w)
{
	return error_set(w->err, w->name, NULL,
	                 _("the blob is damaged: it is not one tree with one root"));
}

/*
 * Names, depth, cells, and that there is one root: what fdt_check_full() does not
 * look at.  What it did look at, that tags and lengths fit and every string ends,
 * is relied on here, so this is a plain walk without libfdt's checks.
 */
static bool check_tree(const void *fdt, const char *name, struct error *err)
{
	struct walk w = { .fdt = fdt, .name = name, .err = err };
	const char *block = (const char *)fdt + fdt_off_dt_struct(fdt);
	bool rooted = false;
	size_t offset = 0;

	for (;;) {
		const struct fdt_property *p = (const void *)(block + offset);
		uint32_t tag = fdt32_ld(&p->tag);
		size_t len = sizeof(fdt32_t);

		if (tag == FDT_END)
			break;
		if (w.depth == 0 && tag != FDT_NOP && (tag != FDT_BEGIN_NODE || rooted))
			return one_root(&w);
		if (tag == FDT_BEGIN_NODE) {
			const char *text = block + offset + sizeof(fdt32_t);
			size_t text_len = strlen(text);

			rooted = true;
			if (!enter_node(&w, text, text_len, (int)offset))
				return false;
			len += text_len + 1;
		} else if (tag == FDT_END_NODE) {
			w.depth--;
		} else if (tag == FDT_PROP) {
			if (!check_property(&w, p))
				return false;
			len = sizeof(*p) + fdt32_ld(&p->len);
		}
		offset += (len + 3) & ~(size_t)3;
	}
	/* every libfdt call takes offset 0 for the root */
	return (rooted && w.depth == 0 && fdt_get_name(fdt, 0, NULL)) || one_root(&w);
}

bool blob_check(const void *fdt, size_t len, const char *name, struct error *err)
{
	return check_header(fdt, len, name, err) && check_tree(fdt, name, err);
}
