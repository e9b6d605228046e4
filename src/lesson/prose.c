/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CommonMark into paragraphs of styled spans; cmark does the reading. */
#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/internal.h"
#include "sim/intl.h"
#include "sim/memory.h"

/* The deepest nesting of lists and quotes; more is not readable anyway. */
enum { DEPTH_MAX = 8 };

/* The place in the document where a paragraph is being made. */
struct place {
	struct reader *reader;
	enum block_kind kind; /* BLOCK_PROSE or BLOCK_TEACHER */
	unsigned first_line;  /* of the document, in the file */
	unsigned indent;
	const char *marker; /* of the item whose first paragraph comes next, or NULL */
};

static unsigned line_of(const struct place *at, cmark_node *node)
{
	int line = cmark_node_get_start_line(node);

	return at->first_line + (line > 0 ? (unsigned)line - 1 : 0);
}

static struct prose *new_prose(struct place *at, cmark_node *node, enum prose_kind kind)
{
	struct prose *p = &reader_block(at->reader, at->kind, line_of(at, node))->prose;

	p->kind = kind;
	p->indent = at->indent;
	return p;
}

/* A span of TEXT, which loses its blanks only where the whole paragraph begins or ends. */
static void add_span(struct place *at, struct prose *p, enum prose_style style, struct text *text)
{
	struct names *strings = &at->reader->lesson->store->strings;

	if (!text->len)
		return;
	for (size_t i = 0; i < text->len; i++)
		if ((unsigned char)text->s[i] < ' ' || text->s[i] == 0x7f)
			text->s[i] = text->s[i] == '\t' ? ' ' : '?';
	p->spans = xrealloc(p->spans, (p->span_count + 1) * sizeof(*p->spans));
	p->spans[p->span_count++] =
		(struct prose_span){ style, names_intern_n(strings, text->s, text->len) };
	text_clear(text);
}

/* How a node inside of a paragraph changes the style of what it holds. */
static enum prose_style style_inside(cmark_node_type type, enum prose_style style)
{
	if (type == CMARK_NODE_EMPH)
		return PROSE_EMPHASIS;
	return type == CMARK_NODE_STRONG ? PROSE_STRONG : style;
}

static void add_inlines(struct place *at, struct prose *p, cmark_node *parent,
                        enum prose_style style, struct text *text)
{
	for (cmark_node *n = cmark_node_first_child(parent); n; n = cmark_node_next(n)) {
		cmark_node_type type = cmark_node_get_type(n);
		enum prose_style inner = style_inside(type, style);
		const char *literal = cmark_node_get_literal(n);

		if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
			text_add_char(text, ' ');
		} else if (type == CMARK_NODE_TEXT) {
			text_add(text, literal ? literal : "");
		} else if (type == CMARK_NODE_CODE) {
			add_span(at, p, style, text);
			text_add(text, literal ? literal : "");
			add_span(at, p, PROSE_CODE, text);
		} else if (type != CMARK_NODE_HTML_INLINE) {
			if (inner != style)
				add_span(at, p, style, text);
			add_inlines(at, p, n, inner, text);
			if (inner != style)
				add_span(at, p, inner, text);
		}
	}
}

static void add_paragraph(struct place *at, cmark_node *node, enum prose_kind kind)
{
	struct prose *p = new_prose(at, node, kind);
	struct text text = { 0 };

	if (at->marker && kind == PROSE_PARAGRAPH) {
		p->kind = PROSE_ITEM;
		p->marker = at->marker;
		at->marker = NULL;
	}
	add_inlines(at, p, node, PROSE_PLAIN, &text);
	add_span(at, p, PROSE_PLAIN, &text);
	text_free(&text);
}

static void add_literal(struct place *at, cmark_node *node)
{
	const char *s = cmark_node_get_literal(node);
	struct text text = { 0 };

	while (s && *s) {
		size_t len = strcspn(s, "\n");

		text_add_n(&text, s, len);
		/* an empty line is a line too */
		if (!len)
			text_add_char(&text, ' ');
		add_span(at, new_prose(at, node, PROSE_LITERAL), PROSE_CODE, &text);
		s += len + (s[len] == '\n');
	}
	text_free(&text);
}

static void set_marker(struct place *at, cmark_node *list, int number)
{
	char marker[16] = "-";

	if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
		snprintf(marker, sizeof(marker), "%d.", number);
	at->marker = names_intern(&at->reader->lesson->store->strings, marker);
}

static bool add_block(struct place *at, cmark_node *node, unsigned depth);

static bool add_children(struct place *at, cmark_node *parent, unsigned depth)
{
	for (cmark_node *n = cmark_node_first_child(parent); n; n = cmark_node_next(n))
		if (!add_block(at, n, depth))
			return false;
	return true;
}

static bool add_list(struct place *at, cmark_node *list, unsigned depth)
{
	int number = cmark_node_get_list_start(list);
	bool ok = true;

	at->indent++;
	for (cmark_node *n = cmark_node_first_child(list); n && ok; n = cmark_node_next(n)) {
		set_marker(at, list, number++);
		ok = add_children(at, n, depth);
	}
	at->marker = NULL;
	at->indent--;
	return ok;
}

/* A thematic break ends the page; the next block begins another. */
static bool end_page(struct place *at, cmark_node *node)
{
	struct reader *r = at->reader;

	if (at->kind == BLOCK_TEACHER)
		return reader_refuse(r, line_of(at, node),
		                     _("the teacher's notes cannot hold the end of a page"));
	if (!r->in_page)
		return reader_refuse(r, line_of(at, node), _("this page is empty"));
	r->in_page = false;
	return true;
}

static bool add_fence(struct place *at, cmark_node *node)
{
	const char *info = cmark_node_get_fence_info(node), *text = cmark_node_get_literal(node);
	bool alive = false;

	if (at->kind == BLOCK_PROSE && !at->indent && info && *info &&
	    !fence_read(at->reader, info, text ? text : "", line_of(at, node), &alive))
		return false;
	if (!alive)
		add_literal(at, node);
	return true;
}

static bool add_block(struct place *at, cmark_node *node, unsigned depth)
{
	bool ok;

	if (depth > DEPTH_MAX)
		return reader_refuse(at->reader, line_of(at, node),
		                     _("lists or quotes are nested more than %d deep"), DEPTH_MAX);
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_PARAGRAPH:
		add_paragraph(at, node, PROSE_PARAGRAPH);
		return true;
	case CMARK_NODE_HEADING:
		add_paragraph(at, node, PROSE_HEADING);
		return true;
	case CMARK_NODE_LIST:
		return add_list(at, node, depth + 1);
	case CMARK_NODE_BLOCK_QUOTE:
		at->indent++;
		ok = add_children(at, node, depth + 1);
		at->indent--;
		return ok;
	case CMARK_NODE_CODE_BLOCK:
		return add_fence(at, node);
	case CMARK_NODE_THEMATIC_BREAK:
		return end_page(at, node);
	default: /* HTML is for a forge, a comment for instance */
		return true;
	}
}

bool prose_read(struct reader *r, const char *text, size_t len, unsigned line, bool teacher)
{
	struct place at = { .reader = r,
		            .kind = teacher ? BLOCK_TEACHER : BLOCK_PROSE,
		            .first_line = line };
	cmark_node *document = cmark_parse_document(text, len, CMARK_OPT_DEFAULT);
	bool ok;

	if (!document)
		return reader_refuse(r, line, _("the text could not be read as CommonMark"));
	ok = add_children(&at, document, 0);
	cmark_node_free(document);
	return ok;
}
