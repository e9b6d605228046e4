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
enum { DEPTH_MAX = 8, INLINE_DEPTH_MAX = 32 };

/* The place in the document where a paragraph is being made. */
struct place {
	struct reader *reader;
	enum block_kind kind;    /* BLOCK_PROSE or BLOCK_TEACHER */
	const char *text;        /* the document */
	unsigned first_line;     /* of the document, in the file */
	unsigned indent, quotes; /* levels of lists, and of quotes */
	const char *marker;      /* of the item whose first paragraph comes next, or NULL */
	struct prose *now;       /* that is being filled */
	cmark_node *node;        /* the one that it is made of */
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
	p->quotes = at->quotes;
	return p;
}

/* A span of TEXT, which loses its blanks only where the whole paragraph begins or ends. */
static void add_span(struct place *at, enum prose_style style, struct text *text)
{
	struct names *strings = &at->reader->lesson->store->strings;
	struct prose *p = at->now;

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

/* Behind a hard line break: what follows is the same paragraph, on a line of its own. */
static void break_line(struct place *at)
{
	enum prose_kind kind = at->now->kind;
	const char *marker = at->now->marker;

	at->now = new_prose(at, at->node, kind);
	at->now->goes_on = true;
	at->now->marker = marker;
}

static bool add_inlines(struct place *at, cmark_node *parent, enum prose_style style,
                        struct text *text, unsigned depth);

/* Where a link leads, behind its words; not when they say it themselves. */
static void add_address(struct place *at, cmark_node *link, enum prose_style style,
                        struct text *text)
{
	const char *url = cmark_node_get_url(link);
	cmark_node *first = cmark_node_first_child(link);
	const char *words = first && !cmark_node_next(first) ? cmark_node_get_literal(first) : NULL;

	if (!url || !*url || (words && !strcmp(url, words)))
		return;
	/* <someone@somewhere> is a link to mail */
	if (words && !strncmp(url, "mailto:", 7) && !strcmp(url + 7, words))
		return;
	text_add(text, " (");
	add_span(at, style, text);
	text_add(text, url);
	add_span(at, PROSE_CODE, text);
	text_add(text, ")");
}

static bool add_inside(struct place *at, cmark_node *node, enum prose_style style,
                       struct text *text, unsigned depth)
{
	cmark_node_type type = cmark_node_get_type(node);
	enum prose_style inner = style_inside(type, style);

	if (inner != style)
		add_span(at, style, text);
	if (!add_inlines(at, node, inner, text, depth + 1))
		return false;
	if (inner != style)
		add_span(at, inner, text);
	if (type == CMARK_NODE_LINK)
		add_address(at, node, style, text);
	return true;
}

static bool add_inlines(struct place *at, cmark_node *parent, enum prose_style style,
                        struct text *text, unsigned depth)
{
	bool ok = depth <= INLINE_DEPTH_MAX ||
	          reader_refuse(at->reader, line_of(at, at->node),
	                        _("emphasis or links are nested more than %d deep"),
	                        INLINE_DEPTH_MAX);

	for (cmark_node *n = cmark_node_first_child(parent); n && ok; n = cmark_node_next(n)) {
		cmark_node_type type = cmark_node_get_type(n);
		const char *literal = cmark_node_get_literal(n);

		if (type == CMARK_NODE_SOFTBREAK) {
			text_add_char(text, ' ');
		} else if (type == CMARK_NODE_LINEBREAK) {
			add_span(at, style, text);
			break_line(at);
		} else if (type == CMARK_NODE_TEXT) {
			text_add(text, literal ? literal : "");
		} else if (type == CMARK_NODE_CODE) {
			add_span(at, style, text);
			text_add(text, literal ? literal : "");
			add_span(at, PROSE_CODE, text);
		} else if (type != CMARK_NODE_HTML_INLINE) {
			ok = add_inside(at, n, style, text, depth);
		}
	}
	return ok;
}

/* ---- blocks ---- */

/* Line LINE of the document (from 1), from COLUMN (from 1) on, into TEXT. */
static void source_line(const struct place *at, int line, int column, struct text *text)
{
	const char *s = at->text;
	size_t len;

	while (--line > 0 && *s)
		s += strcspn(s, "\n") + (s[strcspn(s, "\n")] == '\n');
	len = strcspn(s, "\n");
	while (len && s[len - 1] == '\r')
		len--;
	while (--column > 0 && len) {
		s++;
		len--;
	}
	text_add_n(text, s, len);
}

/* CommonMark has no tables: such a paragraph has a line of dashes and bars below its first. */
static bool is_table(const struct place *at, cmark_node *node)
{
	int first = cmark_node_get_start_line(node), column = cmark_node_get_start_column(node);
	struct text head = { 0 }, rule = { 0 };
	const char *s;
	bool table;

	if (cmark_node_get_end_line(node) <= first)
		return false;
	source_line(at, first, column, &head);
	source_line(at, first + 1, column, &rule);
	s = text_str(&rule);
	table = strchr(text_str(&head), '|') && strchr(s, '|') && strchr(s, '-') &&
	        !s[strspn(s, "|:- \t")];
	text_free(&head);
	text_free(&rule);
	return table;
}

/* It is shown as it was typed. */
static void add_table(struct place *at, cmark_node *node)
{
	struct text text = { 0 };

	for (int line = cmark_node_get_start_line(node); line <= cmark_node_get_end_line(node);
	     line++) {
		source_line(at, line, cmark_node_get_start_column(node), &text);
		at->now = new_prose(at, node, PROSE_LITERAL);
		add_span(at, PROSE_CODE, &text);
	}
	text_free(&text);
}

/* The marker of an item whose first line is no paragraph stands alone. */
static void add_marker(struct place *at, cmark_node *node)
{
	struct prose *p;

	if (!at->marker)
		return;
	p = new_prose(at, node, PROSE_ITEM);
	p->marker = at->marker;
	at->marker = NULL;
}

static bool add_paragraph(struct place *at, cmark_node *node, enum prose_kind kind)
{
	struct text text = { 0 };
	bool ok;

	if (kind == PROSE_HEADING || is_table(at, node))
		add_marker(at, node);
	if (kind == PROSE_PARAGRAPH && is_table(at, node)) {
		add_table(at, node);
		return true;
	}
	at->node = node;
	at->now = new_prose(at, node, at->marker ? PROSE_ITEM : kind);
	at->now->marker = at->marker;
	at->marker = NULL;
	ok = add_inlines(at, node, PROSE_PLAIN, &text, 0);
	if (ok)
		add_span(at, PROSE_PLAIN, &text);
	text_free(&text);
	return ok;
}

static void add_literal(struct place *at, cmark_node *node)
{
	const char *s = cmark_node_get_literal(node);
	struct text text = { 0 };

	add_marker(at, node);
	while (s && *s) {
		size_t len = strcspn(s, "\n");

		text_add_n(&text, s, len);
		/* an empty line is a line too */
		if (!len)
			text_add_char(&text, ' ');
		at->now = new_prose(at, node, PROSE_LITERAL);
		add_span(at, PROSE_CODE, &text);
		s += len + (s[len] == '\n');
	}
	text_free(&text);
}

static void set_marker(struct place *at, cmark_node *list, int number)
{
	char marker[16] = "-";

	if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST)
		snprintf(marker, sizeof(marker), "%d%c", number,
		         cmark_node_get_list_delim(list) == CMARK_PAREN_DELIM ? ')' : '.');
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

	add_marker(at, list);
	at->indent++;
	for (cmark_node *n = cmark_node_first_child(list); n && ok; n = cmark_node_next(n)) {
		set_marker(at, list, number++);
		ok = add_children(at, n, depth);
		/* there may be nothing in it */
		add_marker(at, n);
	}
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

	if (at->kind == BLOCK_PROSE && !at->indent && !at->quotes && info && *info &&
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
		return add_paragraph(at, node, PROSE_PARAGRAPH);
	case CMARK_NODE_HEADING:
		return add_paragraph(at, node, PROSE_HEADING);
	case CMARK_NODE_LIST:
		return add_list(at, node, depth + 1);
	case CMARK_NODE_BLOCK_QUOTE:
		add_marker(at, node);
		at->quotes++;
		ok = add_children(at, node, depth + 1);
		at->quotes--;
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
		            .text = text,
		            .first_line = line };
	cmark_node *document =
		cmark_parse_document(text, len, CMARK_OPT_DEFAULT | CMARK_OPT_VALIDATE_UTF8);
	bool ok;

	if (!document)
		return reader_refuse(r, line, _("the text could not be read as CommonMark"));
	ok = add_children(&at, document, 0);
	cmark_node_free(document);
	return ok;
}
