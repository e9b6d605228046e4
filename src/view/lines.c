/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Styled lines: how they grow, how wide they are, where they break.
 *
 * Text that comes from a device tree passes lines_add() on its way to the
 * terminal, and nothing gets past it that a terminal would act on.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "sim/memory.h"
#include "view/parts.h"

void lines_clear(struct lines *lines)
{
	text_clear(&lines->text);
	text_clear(&lines->whole);
	lines->span_count = 0;
	lines->count = 0;
	lines->focus = 0;
	lines->next = (struct target){ 0 };
}

void lines_copy(const struct lines *from, struct lines *to)
{
	text_add_n(&to->text, text_str(&from->text), from->text.len);
	text_add_n(&to->whole, text_str(&from->whole), from->whole.len);
	to->spans = xgrow(to->spans, &to->span_cap, from->span_count, sizeof(*to->spans));
	to->ends = xgrow(to->ends, &to->cap, from->count, sizeof(*to->ends));
	to->targets = xgrow(to->targets, &to->target_cap, from->count, sizeof(*to->targets));
	for (size_t i = 0; i < from->span_count; i++)
		to->spans[i] = from->spans[i];
	for (size_t i = 0; i < from->count; i++) {
		to->ends[i] = from->ends[i];
		to->targets[i] = from->targets[i];
	}
	to->span_count = from->span_count;
	to->count = from->count;
	to->next = from->next;
	to->focus = from->focus;
}

void lines_free(struct lines *lines)
{
	text_free(&lines->text);
	text_free(&lines->whole);
	free(lines->spans);
	free(lines->ends);
	free(lines->targets);
	*lines = (struct lines){ 0 };
}

unsigned view_width(const char *text, size_t len)
{
	return text_width(text, len);
}

static void add_clean(struct text *t, const char *s, size_t len)
{
	uint32_t c;

	while (len) {
		size_t plain = 0, n;

		while (plain < len && s[plain] >= 0x20 && s[plain] < 0x7f)
			plain++;
		text_add_n(t, s, plain);
		s += plain;
		len -= plain;
		if (!len)
			break;
		n = utf8_next(s, len, &c);
		if (c == '\t')
			text_add_char(t, ' ');
		else if (!utf8_is_safe(c))
			text_add_char(t, '?');
		else
			text_add_n(t, s, n);
		s += n;
		len -= n;
	}
}

static size_t open_first(const struct lines *lines)
{
	return lines->count ? lines->ends[lines->count - 1] : 0;
}

static void add_n(struct lines *lines, enum style style, const char *s, size_t len)
{
	size_t start = lines->text.len;
	struct span *last;

	add_clean(&lines->text, s, len);
	if (lines->text.len == start)
		return;
	if (lines->span_count > open_first(lines)) {
		last = &lines->spans[lines->span_count - 1];
		if (last->style == style && last->start + last->len == start && !last->whole_len) {
			last->len += lines->text.len - start;
			return;
		}
	}
	lines->spans =
		xgrow(lines->spans, &lines->span_cap, lines->span_count + 1, sizeof(*lines->spans));
	lines->spans[lines->span_count++] =
		(struct span){ style, start, lines->text.len - start, 0, 0 };
}

void lines_add(struct lines *lines, enum style style, const char *text)
{
	add_n(lines, style, text, strlen(text));
}

void lines_addf(struct lines *lines, enum style style, const char *fmt, ...)
{
	struct text t = { 0 };
	va_list args;

	va_start(args, fmt);
	text_addv(&t, fmt, args);
	va_end(args);
	lines_add(lines, style, text_str(&t));
	text_free(&t);
}

void lines_end(struct lines *lines)
{
	lines->ends = xgrow(lines->ends, &lines->cap, lines->count + 1, sizeof(*lines->ends));
	lines->targets = xgrow(lines->targets, &lines->target_cap, lines->count + 1,
	                       sizeof(*lines->targets));
	lines->targets[lines->count] = lines->next;
	lines->ends[lines->count++] = lines->span_count;
	lines->next = (struct target){ 0 };
}

/* End the line in the midst of what goes on in the next. */
static void wrap_here(struct lines *lines)
{
	bool leads = lines->next.kind != TARGET_NONE;

	lines_end(lines);
	if (leads)
		lines->next.kind = TARGET_AS_ABOVE;
}

void lines_lead_to_step(struct lines *lines, uint32_t step)
{
	lines->next = (struct target){ TARGET_STEP, step, 0 };
}

void lines_lead_to_writer(struct lines *lines, const struct player *p, const void *place,
                          size_t len)
{
	const unsigned char *at = place;

	lines->next =
		(struct target){ TARGET_PLACE, (uint64_t)(at - player_sim(p)->journal.base), len };
}

struct target lines_target(const struct lines *lines, size_t line)
{
	while (line && line < lines->count && lines->targets[line].kind == TARGET_AS_ABOVE)
		line--;
	return line < lines->count ? lines->targets[line] : (struct target){ 0 };
}

size_t lines_spans(const struct lines *lines, size_t line, size_t *first)
{
	*first = line ? lines->ends[line - 1] : 0;
	return lines->ends[line];
}

unsigned lines_width(const struct lines *lines)
{
	unsigned width = 0;

	for (size_t i = open_first(lines); i < lines->span_count; i++)
		width += view_width(lines->text.s + lines->spans[i].start, lines->spans[i].len);
	return width;
}

/* A span of its own that says CUT and stands for WHOLE. */
static void add_cut(struct lines *lines, enum style style, const struct text *cut,
                    const struct text *whole)
{
	struct span span = { style, lines->text.len, cut->len, lines->whole.len, whole->len };

	text_add_n(&lines->text, cut->s, cut->len);
	text_add_n(&lines->whole, whole->s, whole->len);
	lines->spans =
		xgrow(lines->spans, &lines->span_cap, lines->span_count + 1, sizeof(*lines->spans));
	lines->spans[lines->span_count++] = span;
}

void lines_add_short(struct lines *lines, enum style style, const char *shown, const char *whole)
{
	struct text s = { 0 }, w = { 0 };

	add_clean(&s, shown, strlen(shown));
	add_clean(&w, whole, strlen(whole));
	add_cut(lines, style, &s, &w);
	text_free(&s);
	text_free(&w);
}

/* The line is full: what stands last in it is shortened for the mark, and stands for TEXT too. */
static void add_unseen(struct lines *lines, const struct text *text, const char *mark,
                       unsigned mark_width)
{
	struct text cut = { 0 }, whole = { 0 };
	struct span *last;
	const char *s;
	unsigned width;

	if (lines->span_count == open_first(lines))
		return;
	last = &lines->spans[lines->span_count - 1];
	if (last->whole_len) {
		text_add_n(&lines->whole, text->s, text->len);
		last->whole_len += text->len;
		return;
	}
	s = lines->text.s + last->start;
	width = view_width(s, last->len);
	if (width < mark_width)
		return;
	text_add_n(&whole, s, last->len);
	text_add_n(&whole, text->s, text->len);
	text_add_n(&cut, s, text_fitting(s, last->len, width - mark_width));
	text_add(&cut, mark);
	lines->text.len = last->start;
	lines->span_count--;
	add_cut(lines, last->style, &cut, &whole);
	text_free(&cut);
	text_free(&whole);
}

void lines_add_cut(struct lines *lines, enum style style, const char *text, unsigned width,
                   bool unicode)
{
	const char *mark = glyph(unicode, GLYPH_ELLIPSIS);
	unsigned used = lines_width(lines), room = width > used ? width - used : 0;
	unsigned mark_width = view_width(mark, strlen(mark));
	struct text clean = { 0 }, cut = { 0 };
	size_t plain = 0;

	/* most of what is shown is plain, and fits */
	while (plain <= room && text[plain] >= 0x20 && text[plain] < 0x7f)
		plain++;
	if (!text[plain] && plain <= room) {
		add_n(lines, style, text, plain);
		return;
	}
	add_clean(&clean, text, strlen(text));
	/* blanks at the end need no room */
	while (clean.len && view_width(clean.s, clean.len) > room && clean.s[clean.len - 1] == ' ')
		clean.s[--clean.len] = '\0';
	if (view_width(text_str(&clean), clean.len) <= room) {
		lines_add(lines, style, text_str(&clean));
	} else if (room >= mark_width) {
		text_add_n(&cut, clean.s, text_fitting(clean.s, clean.len, room - mark_width));
		text_add(&cut, mark);
		add_cut(lines, style, &cut, &clean);
		text_free(&cut);
	} else {
		add_unseen(lines, &clean, mark, mark_width);
	}
	text_free(&clean);
}

void lines_pad(struct lines *lines, enum style style, unsigned width)
{
	for (unsigned used = lines_width(lines); used < width; used++)
		lines_add(lines, style, " ");
}

/* Text that flows into lines: of one style, or of one for each byte. */
struct flow {
	struct lines *out;
	const char *text;
	const unsigned char *styles; /* enum style; NULL: all of it is STYLE */
	enum style style;
	unsigned width, indent;
};

/* The LEN bytes from AT on, a span for each style. */
static void add_piece(const struct flow *f, size_t at, size_t len)
{
	size_t end = at + len, n;

	if (!f->styles) {
		add_n(f->out, f->style, f->text + at, len);
		return;
	}
	for (; at < end; at += n) {
		for (n = 1; at + n < end && f->styles[at + n] == f->styles[at]; n++)
			;
		add_n(f->out, (enum style)f->styles[at], f->text + at, n);
	}
}

static void next_line(const struct flow *f)
{
	wrap_here(f->out);
	lines_pad(f->out, STYLE_PLAIN, f->indent);
}

/* A word that fits no line is broken where the line ends. */
static void add_long_word(const struct flow *f, size_t at, size_t len)
{
	while (len) {
		unsigned used = lines_width(f->out);
		size_t n = text_fitting(f->text + at, len, f->width > used ? f->width - used : 0);

		if (!n && used <= f->indent)
			n = len; /* not even one character fits: the terminal clips it */
		add_piece(f, at, n);
		at += n;
		len -= n;
		if (len)
			next_line(f);
	}
}

/* The last line stays open. */
static void flow_into(struct flow *f)
{
	const char *s = f->text;
	size_t at = 0;

	if (f->indent >= f->width)
		f->indent = 0;
	while (s[at]) {
		size_t blanks = strspn(s + at, " "), len = strcspn(s + at + blanks, " ");
		unsigned used = lines_width(f->out), cells = view_width(s + at + blanks, len);

		if (used + blanks + cells > f->width && used > f->indent)
			next_line(f);
		else
			add_piece(f, at, blanks);
		at += blanks;
		if (lines_width(f->out) + cells > f->width)
			add_long_word(f, at, len);
		else
			add_piece(f, at, len);
		at += len;
	}
}

void lines_add_wrapped(struct lines *lines, enum style style, const char *text, unsigned width,
                       unsigned indent)
{
	flow_into(&(struct flow){ lines, text, NULL, style, width, indent });
}

void lines_add_styled(struct lines *lines, const char *text, const unsigned char *styles,
                      unsigned width, unsigned indent)
{
	flow_into(&(struct flow){ lines, text, styles, STYLE_PLAIN, width, indent });
}

bool lines_was_cut(const struct lines *lines, size_t line)
{
	size_t i, end = lines_spans(lines, line, &i);

	for (; i < end; i++)
		if (lines->spans[i].whole_len)
			return true;
	return false;
}

void lines_add_whole(const struct lines *lines, size_t line, struct lines *out)
{
	size_t i, end = lines_spans(lines, line, &i);

	for (; i < end; i++) {
		const struct span *s = &lines->spans[i];

		if (s->whole_len)
			add_n(out, s->style, lines->whole.s + s->whole_start, s->whole_len);
		else
			add_n(out, s->style, lines->text.s + s->start, s->len);
	}
	lines_end(out);
}

static void append_span(struct lines *out, const struct lines *in, const struct span *span)
{
	struct text cut = { 0 }, whole = { 0 };

	if (!span->whole_len) {
		add_n(out, span->style, in->text.s + span->start, span->len);
		return;
	}
	text_add_n(&cut, in->text.s + span->start, span->len);
	text_add_n(&whole, in->whole.s + span->whole_start, span->whole_len);
	add_cut(out, span->style, &cut, &whole);
	text_free(&cut);
	text_free(&whole);
}

void lines_add_line(struct lines *out, const struct lines *in, size_t line)
{
	size_t i, end = lines_spans(in, line, &i);

	for (; i < end; i++)
		append_span(out, in, &in->spans[i]);
}

void lines_append(struct lines *out, const struct lines *in)
{
	for (size_t line = 0; line < in->count; line++) {
		lines_add_line(out, in, line);
		out->next = in->targets[line];
		lines_end(out);
	}
}
