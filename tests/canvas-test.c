/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes that lead from one picture to the next: on the screen of libvterm stands what was
 * put, whatever stood there before, and no more is sent than differs.
 */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <vterm.h>

#include "tui/canvas.h"

enum { COLS = 40, ROWS = 9 };

static void move(struct text *out, unsigned x, unsigned y, bool same_line)
{
	if (same_line)
		text_addf(out, "\x1b[%uG", x + 1);
	else
		text_addf(out, "\x1b[%u;%uH", y + 1, x + 1);
}

static void erase(struct text *out, unsigned n)
{
	text_addf(out, "\x1b[%uX", n);
}

/* Styles by number: a colour each, every third underlined, every fifth on a ground. */
static void make_terminal(struct canvas_terminal *t, bool ground)
{
	*t = (struct canvas_terminal){ .move = move, .utf8 = true, .last_cell = true };
	t->ground = ground;
	t->erase = ground ? erase : NULL;
	text_add(&t->reset, "\x1b[m");
	for (int i = 0; i < STYLE_COUNT; i++) {
		struct pen *pen = &t->pens[i];
		int bg = i % 5 == 4 ? 20 + i : ground ? -1 : 15;

		pen->shape = i % 3 == 2;
		pen->ground = (unsigned)(pen->shape | (bg + 1) << 8);
		text_add(&pen->whole, "\x1b[0");
		if (i || !ground)
			text_addf(&pen->colour, "\x1b[38;5;%dm", i);
		if (i || !ground)
			text_addf(&pen->whole, ";38;5;%d", i);
		text_add(&pen->whole, pen->shape ? ";4" : "");
		if (bg >= 0)
			text_addf(&pen->whole, ";48;5;%d", bg);
		text_add(&pen->whole, "m");
	}
}

static void free_terminal(struct canvas_terminal *t)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		text_free(&t->pens[i].whole);
		text_free(&t->pens[i].colour);
	}
	text_free(&t->reset);
}

struct rig {
	struct canvas_terminal terminal;
	struct canvas canvas;
	VTerm *vt;
	VTermScreen *screen;
	struct text out;
};

static void rig_open(struct rig *r, bool ground)
{
	*r = (struct rig){ 0 };
	make_terminal(&r->terminal, ground);
	r->vt = vterm_new(ROWS, COLS);
	vterm_set_utf8(r->vt, 1);
	r->screen = vterm_obtain_screen(r->vt);
	vterm_screen_reset(r->screen, 1);
	canvas_reset(&r->canvas, COLS, ROWS);
}

static void rig_close(struct rig *r)
{
	vterm_free(r->vt);
	canvas_free(&r->canvas);
	free_terminal(&r->terminal);
	text_free(&r->out);
}

static size_t show(struct rig *r)
{
	text_clear(&r->out);
	canvas_show(&r->canvas, &r->terminal, &r->out);
	vterm_input_write(r->vt, text_str(&r->out), r->out.len);
	return r->out.len;
}

/* A colour by its number; -1 for the terminal's own, -2 for one that is no number. */
static int number_of(VTermColor colour)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour))
		return -1;
	return VTERM_COLOR_IS_INDEXED(&colour) ? colour.indexed.idx : -2;
}

static void check_cell(const struct rig *r, int x, int y)
{
	const struct cell *cell = &r->canvas.cells[y * COLS + x];
	const struct pen *pen = &r->terminal.pens[cell->style];
	VTermScreenCell is;
	uint32_t c;
	size_t n = 0, at = 0;

	vterm_screen_get_cell(r->screen, (VTermPos){ y, x }, &is);
	if (!cell->cells) {
		assert_true(is.chars[0] == (uint32_t)-1);
		return;
	}
	for (; at < cell->len && n < VTERM_MAX_CHARS_PER_CELL; n++) {
		at += utf8_next(cell->bytes + at, cell->len - at, &c);
		/* an erased cell has no character */
		if (is.chars[n] != c && !(c == ' ' && !is.chars[n]))
			fail_msg("%d,%d: %x, not %x", x, y, is.chars[n], c);
	}
	assert_true(n == VTERM_MAX_CHARS_PER_CELL || !is.chars[0] || !is.chars[n]);
	assert_int_equal(number_of(is.bg) + 1, pen->ground >> 8);
	if (cell->len == 1 && cell->bytes[0] == ' ')
		return;
	assert_int_equal(is.attrs.underline, pen->shape);
	assert_int_equal(number_of(is.fg), cell->style || !r->terminal.ground ? cell->style : -1);
}

static void check_all(const struct rig *r)
{
	for (int y = 0; y < ROWS; y++)
		for (int x = 0; x < COLS; x++)
			check_cell(r, x, y);
}

/* Text of all widths, at any place, also cut at the edge and over halves of what stood there. */
static void put_anything(struct rig *r)
{
	static const char *const texts[] = {
		" ",
		"x",
		"             ",
		"blank  blank     blank                 end",
		"呼",
		"a呼b呼",
		"e\xcc\x81te\xcc\x81",
		"─┼─────",
		"\xcc\x81",
		"呼呼呼呼呼呼呼呼呼呼呼",
		"0123456789",
		"e\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86\xcc\x87",
	};
	const char *text = texts[rand() % (int)(sizeof(texts) / sizeof(texts[0]))];
	unsigned x = (unsigned)rand() % (COLS + 2), y = (unsigned)rand() % (ROWS + 1);
	enum style style = (enum style)(rand() % STYLE_COUNT);
	unsigned width = (unsigned)rand() % (COLS + 5);

	if (rand() % 8)
		canvas_put(&r->canvas, &r->terminal, x, y, width, style, text, strlen(text));
	else
		canvas_mark(&r->canvas, x, y, width, style);
}

static void random_pictures(void **state)
{
	(void)state;
	for (int ground = 0; ground < 2; ground++) {
		struct rig r;

		rig_open(&r, ground);
		srand(6);
		for (int picture = 0; picture < 1500; picture++) {
			/* mostly a change of what was there, sometimes anew, sometimes from nothing */
			if (!(rand() % 5))
				canvas_clear(&r.canvas);
			if (!(rand() % 50)) {
				vterm_input_write(r.vt, "\x1b[m\x1b[H\x1b[2J", 10);
				canvas_reset(&r.canvas, COLS, ROWS);
			}
			for (int i = rand() % 12; i >= 0; i--)
				put_anything(&r);
			show(&r);
			check_all(&r);
		}
		rig_close(&r);
	}
}

static void nothing_new_sends_nothing(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, true);
	canvas_put(&r.canvas, &r.terminal, 3, 3, 20, STYLE_HEADING, "the same", 8);
	assert_true(show(&r) > 0);
	assert_int_equal(show(&r), 0);
	canvas_clear(&r.canvas);
	canvas_put(&r.canvas, &r.terminal, 3, 3, 20, STYLE_HEADING, "the same", 8);
	/* a blank of another style that looks the same is no change */
	canvas_put(&r.canvas, &r.terminal, 20, 3, 5, STYLE_DIM, "     ", 5);
	assert_int_equal(show(&r), 0);
	/* one cell is one move, one pen, one byte */
	canvas_put(&r.canvas, &r.terminal, 5, 4, 1, STYLE_DIM, "x", 1);
	show(&r);
	assert_string_equal(r.out.s, "\x1b[5;6H\x1b[0;38;5;1mx\x1b[m");
	rig_close(&r);
}

/* Where a character in the lower right cell scrolls, it stays as it is. */
static void last_cell(void **state)
{
	struct rig r;
	char line[COLS + 1];

	(void)state;
	memset(line, 'x', sizeof(line));
	rig_open(&r, true);
	r.terminal.last_cell = false;
	canvas_put(&r.canvas, &r.terminal, 0, ROWS - 1, COLS, STYLE_PLAIN, line, COLS);
	show(&r);
	assert_non_null(strstr(r.out.s, "xxx"));
	assert_int_equal(strspn(strstr(r.out.s, "x"), "x"), COLS - 1);
	assert_int_equal(show(&r), 0);
	rig_close(&r);
}

/* Without UTF-8 a character is a byte, a question mark where there is none. */
static void one_byte_characters(void **state)
{
	struct rig r;

	(void)state;
	rig_open(&r, true);
	r.terminal.utf8 = false;
	setlocale(LC_ALL, "C");
	assert_int_equal(canvas_put(&r.canvas, &r.terminal, 0, 0, COLS, STYLE_PLAIN,
	                            "a│呼e\xcc\x81", strlen("a│呼e\xcc\x81")),
	                 5);
	show(&r);
	assert_non_null(strstr(r.out.s, "a??e?"));
	setlocale(LC_ALL, "C.UTF-8");
	rig_close(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(random_pictures),
		cmocka_unit_test(nothing_new_sends_nothing),
		cmocka_unit_test(last_cell),
		cmocka_unit_test(one_byte_characters),
	};

	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
