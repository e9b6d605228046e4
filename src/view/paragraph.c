/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/paragraph.h"

#include <stdlib.h>
#include <string.h>

#include "sim/memory.h"

void paragraph_add(struct paragraph *p, enum style style, const char *text)
{
	size_t had = p->text.len;

	text_add(&p->text, text);
	p->styles = xgrow(p->styles, &p->cap, p->text.len + 1, 1);
	memset(p->styles + had, (int)style, p->text.len - had);
}

/* The LEN bytes from AT on, a span for each style. */
static void add_spans(const struct paragraph *p, size_t at, size_t len, struct lines *out)
{
	size_t end = at + len, n;

	for (; at < end; at += n) {
		struct text part = { 0 };

		for (n = 1; at + n < end && p->styles[at + n] == p->styles[at]; n++)
			;
		text_add_n(&part, p->text.s + at, n);
		lines_add(out, (enum style)p->styles[at], text_str(&part));
		text_free(&part);
	}
}

static void next_line(struct lines *out, unsigned indent)
{
	lines_end(out);
	lines_pad(out, STYLE_PLAIN, indent);
}

/* A word that fits no line is broken where the line ends. */
static void add_word(const struct paragraph *p, size_t at, size_t len, unsigned width,
                     unsigned indent, struct lines *out)
{
	unsigned room = width - lines_width(out);
	size_t n = 0;
	uint32_t c;

	while (len) {
		size_t bytes = utf8_next(p->text.s + at + n, len - n, &c);

		if (utf8_width(c) <= room) {
			room -= utf8_width(c);
			n += bytes;
			if (n < len)
				continue;
		} else if (!n && lines_width(out) <= indent) {
			n = bytes; /* not even one character fits: the terminal clips it */
		}
		add_spans(p, at, n, out);
		at += n;
		len -= n;
		n = 0;
		if (len) {
			next_line(out, indent);
			room = width - lines_width(out);
		}
	}
}

void paragraph_end(struct paragraph *p, unsigned width, unsigned indent, struct lines *out)
{
	const char *s = text_str(&p->text);
	size_t at = 0;

	if (indent >= width)
		indent = 0;
	while (s[at]) {
		size_t blanks = strspn(s + at, " "), len = strcspn(s + at + blanks, " ");
		unsigned used = lines_width(out), cells = view_width(s + at + blanks, len);

		if (used + blanks + cells > width && used > indent)
			next_line(out, indent);
		else
			add_spans(p, at, blanks, out);
		if (lines_width(out) > width)
			next_line(out, indent);
		add_word(p, at + blanks, len, width, indent, out);
		at += blanks + len;
	}
	lines_end(out);
	text_free(&p->text);
	free(p->styles);
	*p = (struct paragraph){ 0 };
}
