/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A set of drivers as bytes, and back: what boards.dtb holds of those that ship.
 *
 * Numbers are cells of 32 bits, the highest byte first, as in a blob.  A header of six
 * (magic, version, bytes in all, drivers, ids, bytes of strings), the drivers, the ids,
 * the strings.  A string is its offset among the strings, 0 for none: the first byte of
 * the strings is a NUL.
 */
#include <stdlib.h>
#include <string.h>

#include "machine/drivers_internal.h"
#include "sim/intl.h"
#include "sim/memory.h"

#define MAGIC 0x42574452u /* "BWDR" */
#define FORM  1u

enum {
	HEADER_CELLS = 6,
	DRIVER_CELLS = 12 + 4 * SECTION_COUNT,
	ID_CELLS = 6,
	HAS_EXAMPLE = 1,
	HAS_MODULE = 2,
	HAS_BUILTIN = 4,
};

/* ---- to bytes ---- */

struct packing {
	uint32_t *cells;
	size_t count, cap;
	char *strings;
	size_t string_len, string_cap;
};

static void put(struct packing *p, uint64_t number)
{
	unsigned char bytes[4] = { (unsigned char)(number >> 24), (unsigned char)(number >> 16),
		                   (unsigned char)(number >> 8), (unsigned char)number };

	p->cells = xgrow(p->cells, &p->cap, p->count + 1, sizeof(*p->cells));
	memcpy(&p->cells[p->count++], bytes, sizeof(bytes));
}

static void put_bytes(struct packing *p, const char *text, size_t len)
{
	if (!text) {
		put(p, 0);
		return;
	}
	put(p, p->string_len);
	p->strings = xgrow(p->strings, &p->string_cap, p->string_len + len + 1, 1);
	memcpy(p->strings + p->string_len, text, len);
	p->strings[p->string_len + len] = '\0';
	p->string_len += len + 1;
}

static void put_text(struct packing *p, const char *text)
{
	put_bytes(p, text, text ? strlen(text) : 0);
}

static void put_driver(struct packing *p, const struct driver *drv, size_t first_id)
{
	put_text(p, drv->name);
	put_text(p, drv->file);
	put_text(p, drv->config);
	put_text(p, drv->source);
	put_text(p, drv->init);
	put(p, drv->bus);
	put(p, drv->level);
	put(p, drv->order);
	put(p, (drv->example ? HAS_EXAMPLE : 0) | (drv->is_module ? HAS_MODULE : 0) |
	               (drv->builtin_only ? HAS_BUILTIN : 0));
	put(p, drv->line);
	put(p, first_id);
	put(p, drv->id_count);
	for (unsigned i = 0; i < SECTION_COUNT; i++) {
		put_bytes(p, drv->sections[i].text, drv->sections[i].len);
		put(p, drv->sections[i].len);
		put(p, drv->sections[i].line);
		put_text(p, drv->sections[i].function);
	}
}

static void put_ids(struct packing *p, const struct driver *drv)
{
	for (size_t i = 0; i < drv->id_count; i++) {
		put_text(p, drv->ids[i].compatible);
		put_text(p, drv->ids[i].name);
		put(p, drv->ids[i].id);
		put(p, drv->ids[i].mask);
		put(p, drv->ids[i].class);
		put(p, drv->ids[i].class_mask);
	}
}

void drivers_pack(const struct driver_set *set, unsigned char **data, size_t *len)
{
	struct packing p = { 0 }, head = { 0 };
	size_t ids = 0;

	put_text(&p, "");
	p.count = 0;
	for (size_t i = 0; i < set->count; i++) {
		put_driver(&p, set->drivers[i], ids);
		ids += set->drivers[i]->id_count;
	}
	for (size_t i = 0; i < set->count; i++)
		put_ids(&p, set->drivers[i]);
	*len = (HEADER_CELLS + p.count) * 4 + p.string_len;
	put(&head, MAGIC);
	put(&head, FORM);
	put(&head, *len);
	put(&head, set->count);
	put(&head, ids);
	put(&head, p.string_len);
	*data = xmalloc(*len);
	memcpy(*data, head.cells, HEADER_CELLS * 4);
	if (p.count)
		memcpy(*data + HEADER_CELLS * 4, p.cells, p.count * 4);
	memcpy(*data + (HEADER_CELLS + p.count) * 4, p.strings, p.string_len);
	free(head.cells);
	free(p.cells);
	free(p.strings);
}

/* ---- and back ---- */

struct unpacking {
	const unsigned char *cells;
	const char *strings;
	uint32_t string_len;
	bool bad;
};

static uint32_t get(struct unpacking *u)
{
	const unsigned char *c = u->cells;

	u->cells += 4;
	return (uint32_t)c[0] << 24 | (uint32_t)c[1] << 16 | (uint32_t)c[2] << 8 | c[3];
}

static const char *get_text(struct unpacking *u)
{
	uint32_t at = get(u);

	/* the strings end in a NUL, so each of them ends */
	if (at >= u->string_len)
		u->bad = true;
	return at && at < u->string_len ? u->strings + at : NULL;
}

static void get_section(struct unpacking *u, struct driver_section *s)
{
	s->text = get_text(u);
	s->len = get(u);
	s->line = get(u);
	s->function = get_text(u);
	if (s->text && s->len >= u->string_len - (size_t)(s->text - u->strings))
		u->bad = true;
}

static void get_driver(struct unpacking *u, struct driver *drv, struct driver_id *ids,
                       uint32_t id_total)
{
	uint32_t bits, first;

	drv->name = get_text(u);
	drv->file = get_text(u);
	drv->config = get_text(u);
	drv->source = get_text(u);
	drv->init = get_text(u);
	drv->bus = (enum driver_bus)get(u);
	drv->level = (enum driver_level)get(u);
	drv->order = get(u);
	bits = get(u);
	drv->example = bits & HAS_EXAMPLE;
	drv->builtin_only = (bits & HAS_BUILTIN) != 0;
	drv->is_module = (bits & HAS_MODULE) != 0;
	drv->checked = true;
	drv->line = get(u);
	first = get(u);
	drv->id_count = get(u);
	if (!drv->name || !drv->file || drv->bus >= DRIVER_BUS_COUNT ||
	    drv->level >= DRIVER_LEVELS || first > id_total || drv->id_count > id_total - first)
		u->bad = true;
	else
		drv->ids = ids + first;
	for (unsigned i = 0; i < SECTION_COUNT; i++)
		get_section(u, &drv->sections[i]);
	u->bad |= !drv->sections[SECTION_PROBE].text;
}

static void get_id(struct unpacking *u, struct driver_id *id)
{
	id->compatible = get_text(u);
	id->name = get_text(u);
	id->id = get(u);
	id->mask = get(u);
	id->class = get(u);
	id->class_mask = get(u);
}

bool drivers_add_packed(struct driver_set *set, const void *data, size_t len, struct error *err)
{
	const char *reason = _("the drivers in it are damaged");
	const unsigned char *bytes = data;
	struct unpacking u = { .cells = bytes };
	uint32_t count, id_count;
	struct driver_id *ids;
	uint64_t cells;

	if (len < HEADER_CELLS * 4 || get(&u) != MAGIC || get(&u) != FORM || get(&u) != len)
		return error_set(err, "boards.dtb", NULL, "%s", reason);
	count = get(&u);
	id_count = get(&u);
	u.string_len = get(&u);
	cells = HEADER_CELLS + (uint64_t)count * DRIVER_CELLS + (uint64_t)id_count * ID_CELLS;
	if (cells * 4 + u.string_len != len || !u.string_len || bytes[len - 1])
		return error_set(err, "boards.dtb", NULL, "%s", reason);
	u.strings = (const char *)bytes + cells * 4;
	ids = drivers_alloc(set, id_count * sizeof(*ids));
	for (uint32_t i = 0; i < count; i++)
		get_driver(&u, drivers_new_driver(set), ids, id_count);
	for (uint32_t i = 0; i < id_count; i++)
		get_id(&u, &ids[i]);
	return !u.bad || error_set(err, "boards.dtb", NULL, "%s", reason);
}
