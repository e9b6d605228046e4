/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane dtb where the header of the blob is read, and the list of what it reserves. */
#include <string.h>

#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/dtb.h"

static unsigned row_width(const struct dtb_telling *t)
{
	return dtb_pen_width(&t->pen, dtb_pen_offset_width(&t->pen));
}

static void add(struct dtb_telling *t, enum style style, const char *text, unsigned indent)
{
	dtb_pen_add(&t->pen, style, text, row_width(t), indent);
}

static void tell_field(struct dtb_telling *t, unsigned n, const char *name, const char *means)
{
	static const unsigned column = 20;
	const char *at = (const char *)t->pen.nodes->fdt + 4 * n;
	struct text word = { 0 };

	dtb_pen_next(&t->pen);
	dtb_words(&t->pen.raw, at, 4);
	dtb_words(&word, at, 4);
	add(t, STYLE_CODE, text_str(&word), 2);
	add(t, STYLE_PLAIN, " ", 2);
	add(t, STYLE_HEADING, name, 2);
	if (row_width(t) >= 2 * column + 20)
		lines_pad(&t->pen.body, STYLE_PLAIN, 9 + column);
	add(t, STYLE_PLAIN, " ", 2);
	add(t, STYLE_PLAIN, means, 2);
	t->pen.lit = n == 0 && t->about.now;
	dtb_pen_row(&t->pen, at);
	t->pen.lit = false;
	text_free(&word);
}

/* What a pair says; a size of 0 ends the list for the kernel. */
static void add_pair(struct text *s, uint64_t start, uint64_t bytes)
{
	struct text size = { 0 };

	sentence_size(&size, bytes);
	if (bytes)
		text_addf(s, _("0x%llx, size 0x%llx, %s"), (unsigned long long)start,
		          (unsigned long long)bytes, text_str(&size));
	else
		text_add(s, _("the end of the list"));
	text_free(&size);
}

static void tell_reservations(struct dtb_telling *t)
{
	struct token token;
	uint64_t start, size = 1;

	for (unsigned n = 0; size && token_reservation(t->pen.nodes->fdt, n, &token, &start, &size);
	     n++) {
		struct text s = { 0 };

		dtb_pen_next(&t->pen);
		dtb_words(&t->pen.raw, token.at, token.len);
		dtb_words(&s, token.at, 8);
		text_add(&s, " | ");
		dtb_words(&s, (const char *)token.at + 8, 8);
		add(t, STYLE_CODE, text_str(&s), 2);
		text_clear(&s);
		add_pair(&s, start, size);
		add(t, STYLE_PLAIN, " = ", 2);
		add(t, STYLE_PLAIN, text_str(&s), 2);
		dtb_pen_row(&t->pen, token.at);
		text_free(&s);
	}
}

void dtb_tell_header(struct dtb_telling *t)
{
	static const char *const means[TOKEN_FIELDS] = {
		N_("this is a device tree blob"),
		N_("bytes in all: %u"),
		N_("the tokens of the nodes begin there"),
		N_("the names of the properties begin there"),
		N_("what must not be touched is listed there"),
		N_("of the format: %u"),
		N_("who reads version %u can read it"),
		N_("the CPU that boots: %u"),
		N_("bytes of names: %u"),
		N_("bytes of tokens: %u"),
	};
	const void *fdt = t->pen.nodes->fdt;
	struct text s = { 0 };

	dtb_heading(t, _("The header of the blob"));
	for (unsigned n = 0; n < token_field_count(fdt); n++) {
		text_clear(&s);
		text_addf(&s, _(means[n]), token_field(fdt, (enum token_field)n));
		tell_field(t, n, token_field_names[n], text_str(&s));
	}
	text_free(&s);
	dtb_heading(t, _("What the blob reserves: pairs of an address and a size"));
	tell_reservations(t);
}
