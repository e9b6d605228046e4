/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line at which the reader types: one line of UTF-8, edited where the cursor stands. */
#include <string.h>
#include <wchar.h>

#include <curses.h>

#include "sim/intl.h"
#include "tui/internal.h"
#include "view/parts.h"

#define CTRL(c)    ((c)&31)
#define ANSWER_MAX 1024

void prompt_open(struct tui *t, const char *ask, void (*done)(struct tui *t, const char *answer))
{
	t->prompt.ask = ask;
	t->prompt.one_key = false;
	t->prompt.done = done;
	t->prompt.at = 0;
	text_clear(&t->prompt.answer);
}

void prompt_ask(struct tui *t, const char *ask, void (*done)(struct tui *t, const char *answer))
{
	prompt_open(t, ask, done);
	t->prompt.one_key = true;
}

void prompt_close(struct tui *t)
{
	t->prompt.ask = NULL;
}

/* Bytes of the character before AT. */
static size_t before(const struct prompt *p)
{
	size_t n = 0;

	while (n < p->at && (p->answer.s[p->at - n - 1] & 0xc0) == 0x80)
		n++;
	return n < p->at ? n + 1 : n;
}

/* Bytes of the character behind AT. */
static size_t behind(const struct prompt *p)
{
	uint32_t c;

	return p->at < p->answer.len ? utf8_next(p->answer.s + p->at, p->answer.len - p->at, &c)
	                             : 0;
}

static void cut(struct prompt *p, size_t at, size_t n)
{
	if (!n)
		return;
	memmove(p->answer.s + at, p->answer.s + at + n, p->answer.len - at - n + 1);
	p->answer.len -= n;
	p->at = at;
}

static void insert(struct prompt *p, uint32_t c)
{
	char bytes[4];
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const unsigned char leads[] = { 0, 0, 0xc0, 0xe0, 0xf0 };

	if (p->answer.len + n > ANSWER_MAX)
		return;
	for (size_t i = n; i-- > 1; c >>= 6)
		bytes[i] = (char)(0x80 | (c & 0x3f));
	bytes[0] = (char)(leads[n] | c);
	text_add_n(&p->answer, bytes, n);
	memmove(p->answer.s + p->at + n, p->answer.s + p->at, p->answer.len - n - p->at);
	memcpy(p->answer.s + p->at, bytes, n);
	p->at += n;
}

static void finish(struct tui *t)
{
	struct text answer = t->prompt.answer;

	/* what it does may open another prompt */
	t->prompt.answer = (struct text){ 0 };
	prompt_close(t);
	t->prompt.done(t, text_str(&answer));
	tui_forget_scroll(t);
	text_free(&answer);
}

static void press_editing(struct tui *t, key_code key)
{
	struct prompt *p = &t->prompt;

	if (key == SPECIAL_KEY(KEY_BACKSPACE) || key == 127 || key == 8) {
		if (!p->answer.len)
			prompt_close(t);
		else
			cut(p, p->at - before(p), before(p));
	} else if (key == SPECIAL_KEY(KEY_DC) || key == CTRL('D')) {
		cut(p, p->at, behind(p));
	} else if (key == SPECIAL_KEY(KEY_LEFT) || key == CTRL('B')) {
		p->at -= before(p);
	} else if (key == SPECIAL_KEY(KEY_RIGHT) || key == CTRL('F')) {
		p->at += behind(p);
	} else if (key == SPECIAL_KEY(KEY_HOME) || key == CTRL('A')) {
		p->at = 0;
	} else if (key == SPECIAL_KEY(KEY_END) || key == CTRL('E')) {
		p->at = p->answer.len;
	} else if (key == CTRL('U')) {
		cut(p, 0, p->at);
	} else if (key >= ' ' && key <= 0x10ffff && key != 0xfffd) {
		insert(p, (uint32_t)key);
	}
}

void prompt_press(struct tui *t, key_code key)
{
	if (key == '\r' || key == '\n' || key == SPECIAL_KEY(KEY_ENTER))
		finish(t);
	else if (key == 27 || key == CTRL('G'))
		prompt_close(t);
	else
		press_editing(t, key);
	if (t->prompt.ask && t->prompt.one_key && t->prompt.answer.len)
		finish(t);
}

void prompt_draw(const struct tui *t, unsigned x, unsigned y, unsigned width)
{
	const struct prompt *p = &t->prompt;
	const char *ask = _(p->ask), *text = text_str(&p->answer);
	unsigned asked = view_width(ask, strlen(ask)), cursor;
	size_t from = 0;
	struct lines line = { 0 };
	uint32_t c;

	if (asked + 8 > width)
		asked = 0;
	/* keep the cursor in sight: the beginning goes out on the left */
	cursor = view_width(text, p->at);
	while (asked + cursor + 1 > width && from < p->at) {
		from += utf8_next(text + from, p->at - from, &c);
		cursor = view_width(text + from, p->at - from);
	}
	lines_add(&line, STYLE_KEY, asked ? ask : "");
	lines_add(&line, STYLE_PLAIN, text + from);
	lines_end(&line);
	screen_blank(x, y, width, 1);
	screen_put_line(x, y, width, &line, 0);
	screen_show_cursor(x + asked + cursor, y);
	lines_free(&line);
}
