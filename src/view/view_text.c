/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/view_text.h"

#include <string.h>

#include "view/paragraph.h"

/* What is being put together: source lines go on with it until another kind comes. */
enum kind { KIND_NONE, KIND_PARAGRAPH, KIND_ITEM, KIND_HEADING, KIND_LITERAL, KIND_ROW };

struct reader {
	const struct view_room *room;
	struct lines *out;
	enum kind kind, before; /* of what is open; of what was ended last */
	struct text open;       /* its source, a blank for each newline */
	bool blank;             /* an empty line was read since */
};

/* Does the sign at S (LEN bytes long) begin or end something, rather than stand for itself? */
static bool is_mark(const char *s, size_t len, const char *from, bool open)
{
	return open ? s > from && s[-1] != ' ' : s[len] && s[len] != ' ';
}

/* TEXT with its marks turned into styles, PLAIN being that of the rest. */
static void add_marked(struct paragraph *p, enum style plain, const char *text)
{
	bool code = false, strong = false, emphasis = false;
	struct text run = { 0 };

	for (const char *s = text; *s; s++) {
		enum style style = code       ? STYLE_CODE
		                   : strong   ? STYLE_HEADING
		                   : emphasis ? STYLE_EMPHASIS
		                              : plain;
		bool *mark = NULL;
		size_t len = 1;

		if (*s == '`') {
			mark = &code;
		} else if (!code && !strncmp(s, "**", 2) && is_mark(s, 2, text, strong)) {
			mark = &strong;
			len = 2;
		} else if (!code && *s == '*' && s[1] != '*' && is_mark(s, 1, text, emphasis)) {
			mark = &emphasis;
		}
		if (!mark) {
			text_add_char(&run, *s);
			if (s[1])
				continue;
		}
		paragraph_add(p, style, text_str(&run));
		text_clear(&run);
		if (mark)
			*mark = !*mark;
		s += len - 1;
	}
	text_free(&run);
}

/* `| a | b | c |`: the first cell, behind it the others. */
static void add_row(struct reader *r)
{
	const char *s = r->open.s + 1;
	struct paragraph p = { 0 };
	bool first = true;

	while (*s) {
		size_t len = strcspn(s, "|"), blanks = strspn(s, " ");
		struct text cell = { 0 };

		text_add_n(&cell, s + blanks, len > blanks ? len - blanks : 0);
		while (cell.len && cell.s[cell.len - 1] == ' ')
			cell.s[--cell.len] = '\0';
		if (cell.len && !first)
			paragraph_add(&p, STYLE_DIM, r->room->unicode ? " · " : " - ");
		if (cell.len)
			add_marked(&p, STYLE_PLAIN, cell.s);
		first = first && !cell.len;
		text_free(&cell);
		s += len + (s[len] == '|');
	}
	paragraph_end(&p, r->room->width, 2, r->out);
}

static void end_open(struct reader *r)
{
	const char *s = text_str(&r->open);
	struct paragraph p = { 0 };

	if (r->kind == KIND_NONE)
		return;
	/* things of one kind stand close together where they do in the source */
	if (r->before != KIND_NONE && r->before != KIND_HEADING)
		if (r->blank || r->before != r->kind)
			lines_end(r->out);
	r->before = r->kind;
	r->blank = false;
	if (r->kind == KIND_ROW) {
		add_row(r);
	} else if (r->kind == KIND_LITERAL) {
		lines_add(r->out, STYLE_PLAIN, "  ");
		paragraph_add(&p, STYLE_CODE, s);
		paragraph_end(&p, r->room->width, 4, r->out);
	} else {
		if (r->kind == KIND_ITEM)
			lines_addf(r->out, STYLE_DIM, "%s ", glyph(r->room->unicode, GLYPH_ITEM));
		add_marked(&p, r->kind == KIND_HEADING ? STYLE_HEADING : STYLE_PLAIN, s);
		paragraph_end(&p, r->room->width, r->kind == KIND_ITEM ? 2 : 0, r->out);
	}
	r->kind = KIND_NONE;
	text_clear(&r->open);
}

static void begin(struct reader *r, enum kind kind, const char *line)
{
	end_open(r);
	r->kind = kind;
	text_add(&r->open, line);
	if (kind == KIND_HEADING || kind == KIND_LITERAL || kind == KIND_ROW)
		end_open(r);
}

static void read_line(struct reader *r, const char *line)
{
	size_t blanks = strspn(line, " ");
	const char *s = line + blanks;

	if (!*s) {
		end_open(r);
		r->blank = true;
	} else if (*s == '#') {
		s += strspn(s, "#");
		begin(r, KIND_HEADING, s + strspn(s, " "));
	} else if (*s == '|') {
		/* the line below a table's head is no row */
		if (s[strspn(s, "|-: ")])
			begin(r, KIND_ROW, s);
	} else if (blanks >= 4 && r->kind != KIND_PARAGRAPH && r->kind != KIND_ITEM) {
		begin(r, KIND_LITERAL, line + 4);
	} else if ((*s == '-' || *s == '*') && s[1] == ' ') {
		begin(r, KIND_ITEM, s + 2);
	} else if (r->kind == KIND_NONE) {
		begin(r, KIND_PARAGRAPH, s);
	} else {
		text_add_char(&r->open, ' ');
		text_add(&r->open, s);
	}
}

void view_text(const char *text, const struct view_room *room, struct lines *out)
{
	struct reader r = { .room = room, .out = out };

	while (*text) {
		size_t len = strcspn(text, "\n");
		struct text line = { 0 };

		text_add_n(&line, text, len);
		read_line(&r, text_str(&line));
		text_free(&line);
		text += len + (text[len] == '\n');
	}
	end_open(&r);
	text_free(&r.open);
}
