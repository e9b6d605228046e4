/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/bindings.h"

#include <assert.h>
#include <string.h>

#include "sim/intl.h"
#include "tui/key_names.h"
#include "tui/keys.h"

void bindings_init(struct bindings *b)
{
	assert(key_row_count <= ROWS_MAX);
	*b = (struct bindings){ 0 };
	for (size_t i = 0; i < key_row_count; i++)
		memcpy(b->codes[i], key_rows[i].codes, sizeof(b->codes[i]));
}

bool bindings_has(const struct bindings *b, size_t row, key_code code)
{
	for (unsigned n = 0; n < ROW_CODES_MAX && b->codes[row][n]; n++)
		if (b->codes[row][n] == code)
			return true;
	return false;
}

static void drop(key_code codes[ROW_CODES_MAX], key_code code)
{
	unsigned to = 0;

	for (unsigned from = 0; from < ROW_CODES_MAX; from++)
		if (codes[from] != code)
			codes[to++] = codes[from];
	while (to < ROW_CODES_MAX)
		codes[to++] = 0;
}

static unsigned parse(const char *name, key_code codes[KEY_CODES_MAX], struct error *err)
{
	unsigned count = key_parse(name, codes);

	if (!count)
		error_set(err, NULL, NULL, _("there is no key called '%s'"), name);
	return count;
}

bool bindings_bind(struct bindings *b, const char *name, const char *request, struct error *err)
{
	key_code codes[KEY_CODES_MAX];
	unsigned count = parse(name, codes, err);
	size_t row = 0;

	while (row < key_row_count && strcmp(key_rows[row].request, request) != 0)
		row++;
	if (!count)
		return false;
	if (row == key_row_count)
		return error_set(err, NULL, NULL, _("there is no request called '%s'"), request);
	for (size_t i = 0; i < key_row_count; i++)
		for (unsigned n = 0; n < count && !key_rows[i].when == !key_rows[row].when; n++)
			drop(b->codes[i], codes[n]);
	/* the last of many goes */
	memmove(b->codes[row] + count, b->codes[row], (ROW_CODES_MAX - count) * sizeof(codes[0]));
	memcpy(b->codes[row], codes, count * sizeof(codes[0]));
	return true;
}

bool bindings_unbind(struct bindings *b, const char *name, struct error *err)
{
	key_code codes[KEY_CODES_MAX];
	unsigned count = parse(name, codes, err);

	for (size_t i = 0; i < key_row_count; i++)
		for (unsigned n = 0; n < count; n++)
			drop(b->codes[i], codes[n]);
	return count > 0;
}

void bindings_first(const struct bindings *b, size_t row, struct text *out)
{
	text_add(out, "");
	if (b->codes[row][0])
		key_add_name(out, b->codes[row][0]);
}

void bindings_all(const struct bindings *b, size_t row, struct text *out)
{
	/* the table says it more shortly: `1 to 9` */
	if (!memcmp(b->codes[row], key_rows[row].codes, sizeof(b->codes[row]))) {
		text_add(out, key_rows[row].keys);
		return;
	}
	for (unsigned n = 0; n < ROW_CODES_MAX && b->codes[row][n]; n++) {
		struct text name = { 0 }, before = { 0 };

		key_add_name(&name, b->codes[row][n]);
		if (n)
			key_add_name(&before, b->codes[row][n - 1]);
		/* the codes of one key stand side by side */
		if (strcmp(text_str(&name), text_str(&before)) != 0)
			text_addf(out, "%s%s", n ? ", " : "", name.s);
		text_free(&name);
		text_free(&before);
	}
	text_add(out, "");
}
