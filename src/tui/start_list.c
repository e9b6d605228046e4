/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the start screen, and what there is to read about the entry in hand. */
#include <stdio.h>
#include <string.h>

#include "sim/intl.h"
#include "tui/start.h"
#include "view/paragraph.h"
#include "view/view_text.h"

/* Cells before a title: where the reader stands, and what is so of it. */
#define SIGNS 4

/* How the rest of a line is divided. */
struct columns {
	unsigned width;
	unsigned names;                        /* of boards and files */
	unsigned minutes, bar, answered, page; /* of lessons; 0: left out */
};

static unsigned cells(const char *text)
{
	return view_width(text, strlen(text));
}

static unsigned larger(unsigned a, unsigned b)
{
	return a > b ? a : b;
}

static void add_answered(struct text *out, const struct start_entry *e)
{
	text_addf(out, "%zu/%zu", e->done, e->of);
}

static void add_page(struct text *out, const struct start_entry *e)
{
	if (e->begun)
		text_addf(out, _("page %zu of %zu"), e->page, e->pages);
	else
		text_addf(out, ngettext("%zu page", "%zu pages", e->pages), e->pages);
}

static void add_minutes(struct text *out, const struct start_entry *e)
{
	text_addf(out, _("%u min"), e->minutes);
}

static unsigned widest(const struct start *s,
                       void (*add)(struct text *, const struct start_entry *))
{
	unsigned width = 0;

	for (size_t i = 0; i < s->screen->count; i++) {
		struct text t = { 0 };

		if (s->screen->entries[i].kind != START_LESSON || s->screen->entries[i].broken)
			continue;
		add(&t, &s->screen->entries[i]);
		width = larger(width, cells(text_str(&t)));
		text_free(&t);
	}
	return width;
}

static struct columns columns_for(const struct start *s, unsigned width)
{
	struct columns c = { .width = width };

	for (size_t i = 0; i < s->screen->count; i++) {
		const struct start_entry *e = &s->screen->entries[i];

		if (e->kind == START_BOARD || e->kind == START_RECENT)
			c.names = larger(c.names, cells(e->title));
	}
	if (c.names > width / 3)
		c.names = width / 3;
	if (width >= 30)
		c.answered = widest(s, add_answered);
	if (width >= 56) {
		c.minutes = widest(s, add_minutes);
		c.bar = width >= 90 ? 12 : 6;
	}
	if (width >= 90)
		c.page = widest(s, add_page);
	return c;
}

/* TEXT at the right end of a column of WIDTH cells, behind two blanks. */
static void add_column(struct lines *out, enum style style, unsigned width, const struct text *text)
{
	unsigned used = cells(text_str(text));

	if (!width)
		return;
	lines_pad(out, style, lines_width(out) + 2 + (width > used ? width - used : 0));
	lines_add(out, style, text_str(text));
}

/* How much is done, as part of CELLS: none of them only for nothing, all only for everything. */
static unsigned filled(const struct start_entry *e, unsigned all)
{
	size_t part = e->of ? e->done : e->begun ? e->page : 0, of = e->of ? e->of : e->pages;
	size_t n = of ? part * all / of : 0;

	if (part && !n)
		n = 1;
	return n > all ? all : (unsigned)n;
}

static void add_bar(struct lines *out, const struct start_entry *e, unsigned width, bool at)
{
	bool unicode = screen_unicode();
	unsigned full = filled(e, width);

	if (!width)
		return;
	lines_add(out, at ? STYLE_NOW : STYLE_PLAIN, "  ");
	for (unsigned i = 0; i < full; i++)
		lines_add(out, at ? STYLE_NOW : STYLE_GRANTED, unicode ? "■" : "#");
	for (unsigned i = full; i < width; i++)
		lines_add(out, at ? STYLE_NOW : STYLE_DIM, glyph(unicode, GLYPH_NOTHING));
}

static void add_lesson(struct lines *out, const struct start_entry *e, const struct columns *c,
                       bool at)
{
	enum style plain = at ? STYLE_NOW : STYLE_PLAIN, dim = at ? STYLE_NOW : STYLE_DIM;
	unsigned right = (c->minutes ? c->minutes + 2 : 0) + (c->bar ? c->bar + 2 : 0) +
	                 (c->answered ? c->answered + 2 : 0) + (c->page ? c->page + 2 : 0);
	unsigned left = c->width > right ? c->width - right : 0;
	struct text t = { 0 };

	lines_add_cut(out, plain, e->title, left, screen_unicode());
	lines_pad(out, plain, left);
	add_minutes(&t, e);
	add_column(out, dim, c->minutes, &t);
	add_bar(out, e, c->bar, at);
	text_clear(&t);
	add_answered(&t, e);
	add_column(out, plain, c->answered, &t);
	text_clear(&t);
	add_page(&t, e);
	add_column(out, dim, c->page, &t);
	text_free(&t);
}

static void add_named(struct lines *out, const struct start_entry *e, const struct columns *c,
                      bool at)
{
	enum style plain = at ? STYLE_NOW : e->gone ? STYLE_DIM : STYLE_PLAIN;

	if (!*e->summary) {
		lines_add_cut(out, plain, e->title, c->width, screen_unicode());
		return;
	}
	lines_add_cut(out, plain, e->title, SIGNS + c->names, screen_unicode());
	lines_pad(out, plain, SIGNS + c->names + 2);
	lines_add_cut(out, plain, e->summary, c->width, screen_unicode());
}

static void add_signs(struct lines *out, const struct start_entry *e, bool at)
{
	bool unicode = screen_unicode();
	enum style style = at ? STYLE_NOW : STYLE_PLAIN;

	lines_add(out, style, at ? glyph(unicode, GLYPH_NOW) : "");
	lines_pad(out, style, 2);
	if (e->gone || e->broken)
		lines_add(out, at ? STYLE_NOW : STYLE_REFUSED, glyph(unicode, GLYPH_WRONG));
	else if (e->kind == START_LESSON && e->finished)
		lines_add(out, at ? STYLE_NOW : STYLE_GRANTED, glyph(unicode, GLYPH_RIGHT));
	lines_pad(out, style, SIGNS);
}

static const char *heading(enum start_kind kind)
{
	switch (kind) {
	case START_LESSON:
		return _("Lessons");
	case START_BOARD:
		return _("Boards");
	case START_RECENT:
		return _("Recent files");
	case START_FILE:
		break;
	}
	return NULL;
}

static void add_heading(const struct start *s, enum start_kind kind, struct lines *out)
{
	size_t finished = 0, of = 0;

	if (!heading(kind))
		return;
	lines_add(out, STYLE_HEADING, heading(kind));
	for (size_t i = 0; i < s->screen->count; i++) {
		of += s->screen->entries[i].kind == kind;
		finished += s->screen->entries[i].kind == kind && s->screen->entries[i].finished;
	}
	if (finished) {
		lines_add(out, STYLE_PLAIN, "  ");
		lines_addf(out, STYLE_DIM, _("%zu of %zu finished"), finished, of);
	}
	lines_end(out);
}

void start_list(const struct start *s, unsigned width, bool airy, struct lines *out)
{
	struct columns c = columns_for(s, width);
	const struct start_entry *entries = s->screen->entries;

	for (size_t i = 0; i < s->screen->count; i++) {
		const struct start_entry *e = &entries[i];
		bool at = i == s->at;

		if (!i || e->kind != entries[i - 1].kind) {
			if (i && airy)
				lines_end(out);
			add_heading(s, e->kind, out);
		}
		if (at)
			out->focus = out->count;
		add_signs(out, e, at);
		if (e->kind == START_LESSON && !e->broken)
			add_lesson(out, e, &c, at);
		else
			add_named(out, e, &c, at);
		if (at)
			lines_pad(out, STYLE_NOW, width);
		lines_end(out);
	}
}

size_t start_list_entry(const struct start *s, bool airy, size_t line)
{
	const struct start_entry *entries = s->screen->entries;
	size_t at = 0;

	for (size_t i = 0; i < s->screen->count; i++, at++) {
		if (!i || entries[i].kind != entries[i - 1].kind)
			at += (size_t)(i && airy) + (heading(entries[i].kind) ? 1 : 0);
		if (at == line)
			return i;
	}
	return s->screen->count;
}

void start_text(const struct start *s, const struct view_room *room, struct lines *out)
{
	const struct start_entry *e = &s->screen->entries[s->at];
	struct paragraph title = { 0 };

	paragraph_add(&title, STYLE_HEADING, e->title);
	paragraph_end(&title, room->width, 0, out);
	if (room->height >= 10)
		lines_end(out);
	view_text(e->text, room, out);
	out->focus = 0;
}

const char *start_text_name(const struct start *s)
{
	static const char *const names[] = { N_("lesson"), N_("board"), N_("file"), N_("file") };

	return _(names[s->screen->entries[s->at].kind]);
}
