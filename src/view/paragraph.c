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

void paragraph_end(struct paragraph *p, unsigned width, unsigned indent, struct lines *out)
{
	lines_add_styled(out, text_str(&p->text), p->styles, width, indent);
	lines_end(out);
	text_free(&p->text);
	free(p->styles);
	*p = (struct paragraph){ 0 };
}

void lines_wrap(const struct lines *in, size_t line, unsigned width, struct lines *out)
{
	size_t i, end = lines_spans(in, line, &i);
	struct paragraph p = { 0 };

	for (; i < end; i++) {
		struct text t = { 0 };

		text_add_n(&t, in->text.s + in->spans[i].start, in->spans[i].len);
		paragraph_add(&p, in->spans[i].style, text_str(&t));
		text_free(&t);
	}
	paragraph_end(&p, width, 0, out);
}
