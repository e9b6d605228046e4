/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows of the pane dtb: where the bytes lie in the blob, and what they say.
 *
 * As long as a row was not read its bytes stand there alone.  It takes as many lines then
 * as it will take when it was read, so that nothing moves while the reader looks.
 */
#include <string.h>

#include "view/dtb.h"

/* A pane narrower than that shows no offsets. */
#define OFFSETS_MIN 36

void dtb_pen_next(struct dtb_pen *pen)
{
	unsigned n = pen->waits ? 0 : pen->count++;

	if (pen->settled)
		pen->state = DTB_READ;
	else if (pen->waits || n > pen->reading)
		pen->state = DTB_UNREAD;
	else
		pen->state = n == pen->reading ? DTB_READING : DTB_READ;
}

unsigned dtb_pen_width(const struct dtb_pen *pen, unsigned prefix)
{
	return pen->room->width > prefix + 1 ? pen->room->width - prefix - 1 : 1;
}

unsigned dtb_pen_offset_width(const struct dtb_pen *pen)
{
	return pen->room->width < OFFSETS_MIN ? 0 : pen->digits + 1;
}

void dtb_pen_add(struct dtb_pen *pen, enum style style, const char *text, unsigned width,
                 unsigned indent)
{
	lines_add_wrapped(&pen->body, style, text, width, indent);
}

/* Line LINE of the body behind what was added to OUT already. */
static void add_body(struct dtb_pen *pen, size_t line)
{
	size_t i, end = lines_spans(&pen->body, line, &i);

	if (pen->state == DTB_UNREAD) {
		if (!line)
			lines_add_cut(pen->out, STYLE_DIM, text_str(&pen->raw), pen->room->width,
			              pen->room->unicode);
		return;
	}
	for (; i < end; i++) {
		const struct span *span = &pen->body.spans[i];
		struct text t = { 0 };

		text_add_n(&t, pen->body.text.s + span->start, span->len);
		lines_add(pen->out, pen->state == DTB_READING ? STYLE_NOW : span->style,
		          text_str(&t));
		text_free(&t);
	}
}

void dtb_pen_row_prefix(struct dtb_pen *pen, const char *prefix, unsigned prefix_width)
{
	bool mark = pen->state == DTB_READING || (pen->lit && pen->settled);

	lines_end(&pen->body);
	for (size_t line = 0; line < pen->body.count; line++) {
		unsigned until = 1 + prefix_width;

		if (mark && !line) {
			pen->out->focus = pen->out->count;
			lines_add(pen->out, STYLE_NOW, glyph(pen->room->unicode, GLYPH_NOW));
		}
		lines_pad(pen->out, STYLE_PLAIN, 1);
		/* an address in front is known only when it was worked out */
		if (!line && prefix_width && (pen->state != DTB_UNREAD || pen->raw.len))
			lines_add(pen->out, pen->state == DTB_READING ? STYLE_NOW : STYLE_DIM,
			          prefix);
		if (until < pen->room->width)
			lines_pad(pen->out, STYLE_PLAIN, until);
		add_body(pen, line);
		if (pen->leads != NO_STEP)
			lines_lead_to_step(pen->out, pen->leads);
		lines_end(pen->out);
	}
	lines_clear(&pen->body);
	text_clear(&pen->raw);
}

void dtb_pen_row(struct dtb_pen *pen, const void *at)
{
	unsigned width = dtb_pen_offset_width(pen);
	struct text offset = { 0 };

	if (at && width)
		text_add_hex(&offset, (uint64_t)((const char *)at - (const char *)pen->nodes->fdt),
		             pen->digits);
	dtb_pen_row_prefix(pen, text_str(&offset), width);
	text_free(&offset);
}

void dtb_pen_free(struct dtb_pen *pen)
{
	lines_free(&pen->body);
	text_free(&pen->raw);
}

void dtb_words(struct text *t, const void *at, size_t len)
{
	const unsigned char *bytes = at;

	for (size_t i = 0; i < len; i++) {
		if (i && i % 4 == 0)
			text_add_char(t, ' ');
		text_add_hex(t, bytes[i], 2);
	}
}

void dtb_path(struct text *t, const struct nodes *nodes, int node)
{
	const struct node_entry *way[BLOB_DEPTH_MAX], *entry = nodes_find(nodes, node);
	unsigned n = 0;

	for (; entry && entry->parent >= 0 && n < BLOB_DEPTH_MAX;
	     entry = &nodes->entries[entry->parent])
		way[n++] = entry;
	if (!n)
		text_add_char(t, '/');
	while (n > 0) {
		text_add_char(t, '/');
		text_add(t, way[--n]->name);
	}
}
