/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/line_edit.h"

#include <string.h>

#define NCURSES_NOMACROS
#include <curses.h>

#include "view/parts.h"

#define EDIT_MAX 1024

void line_edit_free(struct line_edit *e)
{
	text_free(&e->text);
	e->at = 0;
}

void line_edit_set(struct line_edit *e, const char *text)
{
	text_clear(&e->text);
	text_add(&e->text, text);
	e->at = e->text.len;
}

/* Bytes of what is one sign to the reader before AT: a character, and what has no cell of its own. */
static size_t before(const struct line_edit *e)
{
	size_t n = 0;
	uint32_t c;

	if (!e->at)
		return 0;
	do {
		while (n < e->at && (e->text.s[e->at - n - 1] & 0xc0) == 0x80)
			n++;
		n += n < e->at;
		utf8_next(e->text.s + e->at - n, n, &c);
	} while (n < e->at && !utf8_width(c));
	return n;
}

/* The same behind AT. */
static size_t behind(const struct line_edit *e)
{
	size_t left = e->text.len - e->at, n = 0;
	const char *s = text_str(&e->text) + e->at;
	uint32_t c;

	if (left)
		n = utf8_next(s, left, &c);
	while (n < left) {
		size_t more = utf8_next(s + n, left - n, &c);

		if (utf8_width(c))
			break;
		n += more;
	}
	return n;
}

static void cut(struct line_edit *e, size_t at, size_t n)
{
	if (!n)
		return;
	memmove(e->text.s + at, e->text.s + at + n, e->text.len - at - n + 1);
	e->text.len -= n;
	e->at = at;
}

static void insert(struct line_edit *e, uint32_t c)
{
	struct text bytes = { 0 };

	text_add_utf8(&bytes, c);
	if (e->text.len + bytes.len <= EDIT_MAX) {
		text_add_n(&e->text, bytes.s, bytes.len);
		memmove(e->text.s + e->at + bytes.len, e->text.s + e->at,
		        e->text.len - bytes.len - e->at);
		memcpy(e->text.s + e->at, bytes.s, bytes.len);
		e->at += bytes.len;
	}
	text_free(&bytes);
}

static bool erases(key_code key)
{
	return key == SPECIAL_KEY(KEY_BACKSPACE) || key == 127 || key == 8;
}

bool line_edit_enters(key_code key)
{
	return key == '\r' || key == '\n' || key == SPECIAL_KEY(KEY_ENTER);
}

bool line_edit_gives_up(const struct line_edit *e, key_code key)
{
	return key == ESC_KEY || key == CTRL_KEY('G') || (erases(key) && !e->text.len);
}

bool line_edit_press(struct line_edit *e, key_code key)
{
	if (erases(key))
		cut(e, e->at - before(e), before(e));
	else if (key == SPECIAL_KEY(KEY_DC) || key == CTRL_KEY('D'))
		cut(e, e->at, behind(e));
	else if (key == SPECIAL_KEY(KEY_LEFT) || key == CTRL_KEY('B'))
		e->at -= before(e);
	else if (key == SPECIAL_KEY(KEY_RIGHT) || key == CTRL_KEY('F'))
		e->at += behind(e);
	else if (key == SPECIAL_KEY(KEY_HOME) || key == CTRL_KEY('A'))
		e->at = 0;
	else if (key == SPECIAL_KEY(KEY_END) || key == CTRL_KEY('E'))
		e->at = e->text.len;
	else if (key == CTRL_KEY('U'))
		cut(e, 0, e->at);
	else if (key >= ' ' && key <= 0x10ffff && key != 0xfffd)
		insert(e, (uint32_t)key);
	else
		return false;
	return true;
}

void line_edit_draw(const char *ask, const char *text, size_t at, unsigned x, unsigned y,
                    unsigned width)
{
	unsigned asked = view_width(ask, strlen(ask)), cursor = view_width(text, at);
	size_t from = 0;
	struct lines line = { 0 };
	uint32_t c;

	if (asked + 8 > width)
		asked = 0;
	/* keep the cursor in sight: the beginning goes out on the left */
	while (asked + cursor + 1 > width && from < at) {
		from += utf8_next(text + from, at - from, &c);
		cursor = view_width(text + from, at - from);
	}
	lines_add(&line, STYLE_KEY, asked ? ask : "");
	lines_add(&line, STYLE_PLAIN, text + from);
	lines_end(&line);
	screen_blank(x, y, width, 1);
	screen_put_line(x, y, width, &line, 0);
	screen_show_cursor(x + asked + cursor, y);
	lines_free(&line);
}
