/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/defaults.h"

#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/blob.h"
#include "machine/input.h"
#include "sim/intl.h"

/* How a property is written; each becomes the text that the option would have. */
enum form {
	FORM_TEXT,
	FORM_NUMBER, /* one or two cells */
	FORM_RANGES, /* pairs of 64-bit numbers, START END, inclusive */
};

static const struct {
	const char *name;
	enum form form;
	size_t offset;
} rows[] = {
	{ "kernel", FORM_TEXT, offsetof(struct machine_options, kernel) },
	{ "append", FORM_TEXT, offsetof(struct machine_options, append) },
	{ "kernel-base", FORM_NUMBER, offsetof(struct machine_options, kernel_base) },
	{ "fdt-base", FORM_NUMBER, offsetof(struct machine_options, fdt_base) },
	{ "fdt-size", FORM_NUMBER, offsetof(struct machine_options, fdt_size) },
	{ "initrd", FORM_RANGES, offsetof(struct machine_options, initrd) },
	{ "cpus", FORM_NUMBER, offsetof(struct machine_options, cpus) },
	{ "memory", FORM_RANGES, offsetof(struct machine_options, memory) },
	{ "bind", FORM_TEXT, offsetof(struct machine_options, bind) },
};

static char *number_text(const char *value, size_t len)
{
	char text[32];

	if (len != 4 && len != 8)
		return NULL;
	snprintf(text, sizeof(text), "0x%llx",
	         (unsigned long long)blob_cells(value, (unsigned)(len / 4)));
	return strdup(text);
}

static char *ranges_text(const char *value, size_t len)
{
	char *text = len && len % 16 == 0 ? malloc(len * 3) : NULL;
	size_t used = 0;

	/* two numbers of at most 18 characters and two marks from 16 bytes */
	for (size_t i = 0; text && i < len; i += 16)
		used += (size_t)snprintf(text + used, len * 3 - used, "%s0x%llx-0x%llx",
		                         i ? "," : "", (unsigned long long)blob_cells(value + i, 2),
		                         (unsigned long long)blob_cells(value + i + 8, 2));
	return text;
}

static char *string_text(const char *value, size_t len)
{
	if (len == 0 || memchr(value, 0, len) != value + len - 1)
		return NULL;
	return strdup(value);
}

static char *text_of(enum form form, const char *value, size_t len)
{
	switch (form) {
	case FORM_TEXT:
		return string_text(value, len);
	case FORM_NUMBER:
		return number_text(value, len);
	default:
		return ranges_text(value, len);
	}
}

bool defaults_read(struct defaults *d, const struct nodes *nodes, const char *name,
                   struct machine_options *opts, struct error *err)
{
	int node = nodes_by_path(nodes, DEFAULTS_NODE);

	_Static_assert(sizeof(rows) / sizeof(rows[0]) <= DEFAULTS_MAX, "room for every row");
	d->present = node >= 0;
	for (size_t i = 0; d->present && i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char **option = (const char **)((char *)opts + rows[i].offset);
		int len;
		const char *value = nodes_property(nodes, node, rows[i].name, &len);
		char *text;

		if (!value || len < 0 || *option)
			continue;
		text = text_of(rows[i].form, value, (size_t)len);
		if (!text) {
			char where[64];

			snprintf(where, sizeof(where), "%s/%s", DEFAULTS_NODE, rows[i].name);
			return error_set(err, name, where,
			                 rows[i].form == FORM_TEXT ? _("it must be one string")
			                 : rows[i].form == FORM_NUMBER
			                         ? _("it must be a number of one or two cells")
			                         : _("it must be pairs of 64-bit numbers"));
		}
		d->texts[d->count++] = text;
		*option = text;
	}
	return true;
}

void defaults_free(struct defaults *d)
{
	while (d->count)
		free(d->texts[--d->count]);
}
