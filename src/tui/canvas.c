/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/canvas.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "sim/memory.h"
#include "view/parts.h"

/* To blank so many cells at once takes fewer bytes than blanks. */
#define ERASE_MIN 8
/* So many cells are written again rather than leapt over. */
#define LEAP_MIN 5

static const struct cell blank = { .len = 1, .style = STYLE_PLAIN, .cells = 1, .bytes = " " };

void canvas_reset(struct canvas *c, unsigned cols, unsigned rows)
{
	size_t count = (size_t)cols * rows;

	if (cols != c->cols || rows != c->rows) {
		canvas_free(c);
		c->cells = xzalloc(count * sizeof(*c->cells));
		c->shown = xzalloc(count * sizeof(*c->shown));
		c->cols = cols;
		c->rows = rows;
		canvas_clear(c);
	}
	c->clean = true;
}

void canvas_free(struct canvas *c)
{
	free(c->cells);
	free(c->shown);
	*c = (struct canvas){ 0 };
}

void canvas_clear(struct canvas *c)
{
	for (size_t i = 0; i < (size_t)c->cols * c->rows; i++)
		c->cells[i] = blank;
}

/* The character that lay over X and its neighbour, if one did, is gone. */
static void cut_wide(struct cell *line, unsigned x)
{
	if (!line[x].cells)
		line[x - 1] = blank;
	if (line[x].cells == 2)
		line[x + 1] = blank;
}

static void put_cell(struct cell *line, unsigned x, unsigned cells, enum style style,
                     const char *bytes, size_t len)
{
	cut_wide(line, x);
	if (cells == 2) {
		cut_wide(line, x + 1);
		line[x + 1] = (struct cell){ .style = (unsigned char)style };
	}
	line[x] = (struct cell){ .len = (unsigned char)len,
		                 .style = (unsigned char)style,
		                 .cells = (unsigned char)cells };
	memcpy(line[x].bytes, bytes, len);
}

/* A character without a cell of its own: it goes with the one before, if there is room. */
static void combine(struct cell *line, unsigned x, const char *bytes, size_t len)
{
	struct cell *cell;

	if (!x)
		return;
	cell = &line[line[x - 1].cells ? x - 1 : x - 2];
	if (cell->len + len > sizeof(cell->bytes))
		return;
	memcpy(cell->bytes + cell->len, bytes, len);
	cell->len = (unsigned char)(cell->len + len);
}

unsigned canvas_put(struct canvas *c, const struct canvas_terminal *t, unsigned x, unsigned y,
                    unsigned width, enum style style, const char *text, size_t len)
{
	struct cell *line;
	unsigned used = 0;

	if (y >= c->rows || x >= c->cols)
		return 0;
	if (width > c->cols - x)
		width = c->cols - x;
	line = &c->cells[(size_t)y * c->cols];
	while (len) {
		uint32_t ch;
		size_t n = utf8_next(text, len, &ch);
		unsigned cells = utf8_width(ch);
		char byte = (char)(ch < 0x80 ? (int)ch : '?');

		if (used + cells > width)
			break;
		if (!t->utf8 && ch >= 0x80 && cells == 1 && wctob((wint_t)ch) != EOF)
			byte = (char)wctob((wint_t)ch);
		if (!cells && t->utf8)
			combine(line, x + used, text, n);
		else if (cells && t->utf8)
			put_cell(line, x + used, cells, style, text, n);
		for (unsigned i = 0; i < cells && !t->utf8; i++)
			put_cell(line, x + used + i, 1, style, &byte, 1);
		used += cells;
		text += n;
		len -= n;
	}
	return used;
}

void canvas_mark(struct canvas *c, unsigned x, unsigned y, unsigned width, enum style style)
{
	for (unsigned i = 0; y < c->rows && x < c->cols && i < width && i < c->cols - x; i++)
		c->cells[(size_t)y * c->cols + x + i].style = (unsigned char)style;
}

/* The state while the bytes are made. */
struct showing {
	const struct canvas_terminal *t;
	struct text *out;
	unsigned x, y; /* where the cursor is, if KNOWN */
	bool known;
	enum style pen;
	bool pen_known;
};

static bool is_blank(const struct cell *cell)
{
	return cell->len == 1 && cell->bytes[0] == ' ';
}

static bool same(const struct canvas_terminal *t, const struct cell *a, const struct cell *b)
{
	if (is_blank(a) && is_blank(b))
		return t->pens[a->style].ground == t->pens[b->style].ground;
	return !memcmp(a, b, sizeof(*a));
}

static void take_pen(struct showing *s, const struct cell *cell)
{
	enum style style = (enum style)cell->style;
	const struct pen *to = &s->t->pens[style], *from = &s->t->pens[s->pen];

	if (s->pen_known && (s->pen == style || (is_blank(cell) && to->ground == from->ground)))
		return;
	if (s->pen_known && to->colour.len && to->shape == from->shape &&
	    to->ground == from->ground)
		text_add(s->out, to->colour.s);
	else
		text_add(s->out, text_str(&to->whole));
	s->pen = style;
	s->pen_known = true;
}

static void write_cell(struct showing *s, const struct cell *cell)
{
	take_pen(s, cell);
	text_add_n(s->out, cell->bytes, cell->len);
	s->x += cell->cells;
}

/* From where the cursor is to X of LINE: over what stands there already, or by a leap. */
static void go_to(struct showing *s, const struct cell *line, unsigned x, unsigned y)
{
	bool near = s->known && s->y == y && s->x <= x && x - s->x < LEAP_MIN;

	if (s->known && s->y == y && s->x == x)
		return;
	for (unsigned i = s->x; near && i < x; i++)
		near = line[i].len == 1 && s->pen_known &&
		       (line[i].style == s->pen ||
		        (is_blank(&line[i]) &&
		         s->t->pens[line[i].style].ground == s->t->pens[s->pen].ground));
	if (near) {
		while (s->x < x)
			write_cell(s, &line[s->x]);
		return;
	}
	s->t->move(s->out, x, y, s->known && s->y == y);
	s->x = x;
	s->y = y;
	s->known = true;
}

/* How many cells from X on are blank as STYLE_PLAIN is. */
static unsigned blanks(const struct canvas *c, const struct canvas_terminal *t,
                       const struct cell *line, unsigned x)
{
	unsigned n = 0;

	while (x + n < c->cols && is_blank(&line[x + n]) &&
	       t->pens[line[x + n].style].ground == t->pens[STYLE_PLAIN].ground)
		n++;
	return n;
}

static void show_line(struct showing *s, const struct canvas *c, unsigned y)
{
	const struct cell *line = &c->cells[(size_t)y * c->cols];
	const struct cell *was = &c->shown[(size_t)y * c->cols];
	unsigned end = c->cols - (y + 1 == c->rows && !s->t->last_cell);

	for (unsigned x = 0; x < end; x++) {
		bool wide = line[x].cells == 2;
		unsigned n;

		if (!line[x].cells || (same(s->t, &line[x], &was[x]) &&
		                       (!wide || same(s->t, &line[x + 1], &was[x + 1]))))
			continue;
		go_to(s, line, x, y);
		n = s->t->erase ? blanks(c, s->t, line, x) : 0;
		if (n >= ERASE_MIN) {
			take_pen(s, &blank);
			s->t->erase(s->out, n);
			x += n - 1;
			continue;
		}
		write_cell(s, &line[x]);
		/* behind the last column a cursor is anywhere */
		s->known = s->x < c->cols;
	}
}

void canvas_show(struct canvas *c, const struct canvas_terminal *t, struct text *out)
{
	struct showing s = { .t = t, .out = out };
	size_t count = (size_t)c->cols * c->rows;

	for (size_t i = 0; c->clean && i < count; i++)
		c->shown[i] = t->ground ? blank : (struct cell){ 0 };
	c->clean = false;
	for (unsigned y = 0; y < c->rows; y++)
		show_line(&s, c, y);
	if (s.pen_known)
		text_add(out, text_str(&t->reset));
	memcpy(c->shown, c->cells, count * sizeof(*c->cells));
}
