/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is true of each screen with panes: its lines hang together, and all its cells are text. */
#ifndef BOOTWALK_TESTS_SCREEN_CHECK_H
#define BOOTWALK_TESTS_SCREEN_CHECK_H

#include "terminal.h"

#include <ctype.h>

enum { WAY_UP = 1, WAY_RIGHT = 2, WAY_DOWN = 4, WAY_LEFT = 8 };

#define CELLS_MAX (200 * 60)
#define SIGN_HERE 0x25b6 /* the pointer stands on the line of a frame */

/* The lines of the frames, a cell each: WAY_*, 0 for none. */
struct frames {
	unsigned char ways[CELLS_MAX];
};

static UNUSED VTermScreenCell cell_at(struct term *t, int x, int y)
{
	VTermScreenCell cell;

	assert_int_equal(vterm_screen_get_cell(t->screen, (VTermPos){ y, x }, &cell), 1);
	return cell;
}

static UNUSED uint32_t sign_at(struct term *t, int x, int y)
{
	uint32_t c = cell_at(t, x, y).chars[0];

	/* a cell that was erased is a blank too */
	return c ? c : ' ';
}

static UNUSED void fail_at(struct term *t, int x, int y, const char *what)
{
	char *screen = screen_text(t);

	fprintf(stderr, "the screen, %dx%d, is:\n%s", t->cols, t->rows, screen);
	free(screen);
	fail_msg("at column %d of line %d: %s", x, y, what);
}

static UNUSED unsigned ways_at(struct term *t, int x, int y)
{
	static const struct {
		uint32_t sign;
		unsigned ways;
	} joints[] = {
		{ 0x2500, WAY_RIGHT | WAY_LEFT },
		{ 0x2502, WAY_UP | WAY_DOWN },
		{ 0x250c, WAY_RIGHT | WAY_DOWN },
		{ 0x2510, WAY_DOWN | WAY_LEFT },
		{ 0x2514, WAY_UP | WAY_RIGHT },
		{ 0x2518, WAY_UP | WAY_LEFT },
		{ 0x251c, WAY_UP | WAY_RIGHT | WAY_DOWN },
		{ 0x2524, WAY_UP | WAY_DOWN | WAY_LEFT },
		{ 0x252c, WAY_RIGHT | WAY_DOWN | WAY_LEFT },
		{ 0x2534, WAY_UP | WAY_RIGHT | WAY_LEFT },
		{ 0x253c, WAY_UP | WAY_RIGHT | WAY_DOWN | WAY_LEFT },
	};
	uint32_t sign = sign_at(t, x, y);

	for (size_t i = 0; i < sizeof(joints) / sizeof(joints[0]); i++)
		if (joints[i].sign == sign)
			return joints[i].ways;
	return 0;
}

/* No cell shows what no program should send; with ASCII only, nothing else. */
static UNUSED void check_cells(struct term *t, bool ascii)
{
	for (int y = 0; y < t->rows; y++)
		for (int x = 0; x < t->cols; x++) {
			uint32_t c = sign_at(t, x, y);

			/* the right half of a wide sign has -1 */
			if (c == 0xfffd || c < 0x20 || (c >= 0x7f && c < 0xa0))
				fail_at(t, x, y, "a sign that nobody can read");
			if (ascii && c > 0x7e)
				fail_at(t, x, y, "a sign that is not ASCII");
		}
}

/* The next cell of the line that leaves X, Y by WAY, in X, Y; false: it ends in nothing. */
static UNUSED bool next_of_line(struct term *t, unsigned way, int *x, int *y)
{
	int dx = way == WAY_RIGHT ? 1 : way == WAY_LEFT ? -1 : 0;
	int dy = way == WAY_DOWN ? 1 : way == WAY_UP ? -1 : 0;
	unsigned back = way == WAY_RIGHT  ? WAY_LEFT
	                : way == WAY_LEFT ? WAY_RIGHT
	                : way == WAY_UP   ? WAY_DOWN
	                                  : WAY_UP;

	for (;;) {
		*x += dx;
		*y += dy;
		if (*x < 0 || *x >= t->cols || *y < 0 || *y >= t->rows)
			return false;
		if (ways_at(t, *x, *y) & back)
			return true;
		/* a title may lie over a line from side to side, the pointer on one downwards */
		if (dy && sign_at(t, *x, *y) != SIGN_HERE)
			return !*y;
	}
}

/* Each line that hangs together with the upper left corner leads somewhere, and so on from there. */
static UNUSED void take_frames(struct term *t, struct frames *f)
{
	static int todo[CELLS_MAX];
	int count = 1;

	assert_true(t->cols * t->rows <= CELLS_MAX);
	memset(f, 0, sizeof(*f));
	if (ways_at(t, 0, 0) != (WAY_RIGHT | WAY_DOWN))
		fail_at(t, 0, 0, "no corner");
	f->ways[0] = WAY_RIGHT | WAY_DOWN;
	todo[0] = 0;
	while (count) {
		int at = todo[--count];

		for (unsigned way = WAY_UP; way <= WAY_LEFT; way <<= 1) {
			int x = at % t->cols, y = at / t->cols, next;

			if (!(f->ways[at] & way))
				continue;
			if (!next_of_line(t, way, &x, &y))
				fail_at(t, at % t->cols, at / t->cols, "a line that leads nowhere");
			next = y * t->cols + x;
			if (f->ways[next] || !ways_at(t, x, y))
				continue;
			f->ways[next] = (unsigned char)ways_at(t, x, y);
			todo[count++] = next;
		}
	}
}

static UNUSED bool has_way(struct term *t, const struct frames *f, int x, int y, unsigned way)
{
	return (f->ways[y * t->cols + x] & way) != 0;
}

/* All frames are whole, and they reach around the whole screen. */
static UNUSED void check_frames(struct term *t, struct frames *f)
{
	int right = t->cols - 1, bottom = t->rows - 1;

	take_frames(t, f);
	for (int y = 1; y < bottom; y++) {
		if (!has_way(t, f, 0, y, WAY_DOWN) && sign_at(t, 0, y) != SIGN_HERE)
			fail_at(t, 0, y, "the left side is broken");
		if (!has_way(t, f, right, y, WAY_DOWN))
			fail_at(t, right, y, "the right side is broken");
	}
	assert_true(has_way(t, f, right, 0, WAY_LEFT));
	assert_true(has_way(t, f, 0, bottom, WAY_UP));
	assert_true(has_way(t, f, right, bottom, WAY_LEFT));
}

/* The same without UTF-8: F is how the lines stand with it. */
static UNUSED void check_ascii_frames(struct term *t, const struct frames *f)
{
	for (int y = 1; y < t->rows; y++)
		for (int x = 0; x < t->cols; x++)
			if (has_way(t, f, x, y, WAY_UP | WAY_DOWN) &&
			    !strchr("|+>", (int)sign_at(t, x, y)))
				fail_at(t, x, y, "a line is broken");
}

static UNUSED bool is_text_at(struct term *t, int x, int y, const char *ascii)
{
	for (; *ascii; ascii++, x++)
		if (x >= t->cols || sign_at(t, x, y) != (unsigned char)*ascii)
			return false;
	return true;
}

/* Where the title of the pane NAME begins: behind a line, on the frame or in the row below it. */
static UNUSED bool find_title(struct term *t, const char *name, VTermPos *at)
{
	char title[32];

	snprintf(title, sizeof(title), " %s ", name);
	for (at->row = 1; at->row < t->rows; at->row++)
		for (at->col = 1; at->col < t->cols; at->col++)
			if (is_text_at(t, at->col, at->row, title) &&
			    (ways_at(t, at->col - 1, at->row) ||
			     strchr("|+", (int)sign_at(t, at->col - 1, at->row))))
				return true;
	return false;
}

static UNUSED bool has_title(struct term *t, const char *name)
{
	VTermPos at;

	return find_title(t, name, &at);
}

/* The title looks like that of the pane that has the keys. */
static UNUSED bool has_focus(struct term *t, const char *name)
{
	VTermPos at;
	VTermScreenCell cell;

	if (!find_title(t, name, &at))
		return false;
	cell = cell_at(t, at.col + 1, at.row);
	return cell.attrs.bold && (cell.attrs.reverse || !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg));
}

/* Was a colour set by any of the sequences that do? */
static UNUSED bool colours_sent(struct term *t)
{
	for (const char *s = text_str(&t->raw); (s = strstr(s, "\x1b[")); s += 2) {
		size_t len = strspn(s + 2, "0123456789;");

		if (s[2 + len] != 'm')
			continue;
		for (const char *p = s + 2; p < s + 2 + len; p += strspn(p, "0123456789")) {
			p += *p == ';';
			if ((*p == '3' || *p == '4' || *p == '9') && isdigit((unsigned char)p[1]) &&
			    p[1] <= '8')
				return true;
		}
	}
	return false;
}

/* Cells that have the terminal's own background, not one of a theme. */
static UNUSED int own_background(struct term *t)
{
	int count = 0;

	for (int y = 0; y < t->rows; y++)
		for (int x = 0; x < t->cols; x++) {
			VTermColor bg = cell_at(t, x, y).bg;

			count += VTERM_COLOR_IS_DEFAULT_BG(&bg);
		}
	return count;
}

#endif
