/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the screen shows: a theme made into the terminal's own sequences, and the picture. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>
#undef lines /* term.h gives terminfo's names to everyone */

#include "sim/memory.h"
#include "tui/canvas.h"
#include "tui/screen.h"
#include "tui/screen_internal.h"
#include "view/parts.h"

static struct {
	bool colours; /* they may be shown */
	bool redraw;  /* nobody knows what stands there now */
	struct canvas canvas;
	struct canvas_terminal terminal;
	unsigned char *lines; /* of frames, a cell each: 1 up, 2 right, 4 down, 8 left */
	size_t lines_cap;
} d;

/* Add SEQUENCE without the pauses that old terminals needed, and without shifts of character sets. */
static void add_sequence(struct text *out, const char *sequence)
{
	for (const char *s = sequence ? sequence : ""; *s; s++) {
		const char *end = s[0] == '$' && s[1] == '<' ? strchr(s, '>') : NULL;

		if (end)
			s = end;
		else if (!strncmp(s, "\033(B", 3))
			s += 2;
		else if (*s != '\016' && *s != '\017')
			text_add_char(out, *s);
	}
}

/* Is T one `ESC [ N ; ... m`? */
static bool is_sgr(const struct text *t)
{
	return t->len >= 3 && !strncmp(t->s, "\033[", 2) &&
	       2 + strspn(t->s + 2, "0123456789;") + 1 == t->len && t->s[t->len - 1] == 'm';
}

/* Add what SEQUENCE does to PEN, in one sequence with what is there, if both are of that form. */
static void add_to_pen(struct text *pen, const char *sequence)
{
	struct text more = { 0 };

	add_sequence(&more, sequence);
	if (is_sgr(pen) && is_sgr(&more)) {
		pen->s[--pen->len] = '\0';
		text_add(pen, pen->len == 2 ? "0;" : ";");
		text_add(pen, more.s + 2);
	} else {
		text_add(pen, text_str(&more));
	}
	text_free(&more);
}

static enum depth depth_of(void)
{
	if (!d.colours)
		return DEPTH_NONE;
	/* with more than 256 the number of a colour is the colour itself, but for the first 8 */
	if (max_colors < 16 || max_colors > 256)
		return DEPTH_8;
	return max_colors < 256 ? DEPTH_16 : DEPTH_256;
}

/* How attributes are switched on, and the bit of each among those that no_color_video names. */
static const struct {
	unsigned char look;
	int no_color;
} attributes[] = {
	{ LOOK_BOLD, 32 },
	{ LOOK_UNDERLINE, 2 },
	{ LOOK_REVERSE, 4 },
	/* what else a terminal does that has no faint text is often bright: better plain */
	{ LOOK_DIM, 16 },
};

static const char *attribute_sequence(unsigned char look)
{
	return look == LOOK_BOLD        ? enter_bold_mode
	       : look == LOOK_UNDERLINE ? enter_underline_mode
	       : look == LOOK_REVERSE   ? enter_reverse_mode
	                                : enter_dim_mode;
}

static void make_pen(struct pen *pen, struct look look)
{
	bool coloured = look.fg >= 0 || look.bg >= 0;
	int without = coloured && no_color_video > 0 ? no_color_video : 0;
	unsigned char attrs = 0;

	text_clear(&pen->whole);
	text_clear(&pen->colour);
	text_add(&pen->whole, text_str(&d.terminal.reset));
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		unsigned char bit = attributes[i].look;

		if (!(look.attrs & bit) || (without & attributes[i].no_color) ||
		    !attribute_sequence(bit))
			continue;
		attrs |= bit;
		add_to_pen(&pen->whole, attribute_sequence(bit));
	}
	if (look.fg >= 0) {
		add_sequence(&pen->colour, tparm(set_a_foreground, look.fg));
		add_to_pen(&pen->whole, pen->colour.s);
	}
	if (look.bg >= 0)
		add_to_pen(&pen->whole, tparm(set_a_background, look.bg));
	pen->shape = attrs;
	pen->ground = (attrs & (LOOK_UNDERLINE | LOOK_REVERSE)) | (unsigned)(look.bg + 1) << 8;
	/* reversed, a blank has the colour of text */
	if (attrs & LOOK_REVERSE)
		pen->ground |= (unsigned)(look.fg + 1) << 20;
}

static void add_move(struct text *out, unsigned x, unsigned y, bool same_line)
{
	if (same_line && column_address)
		add_sequence(out, tparm(column_address, (int)x));
	else
		add_sequence(out, tparm(cursor_address, (int)y, (int)x));
}

static void add_erase(struct text *out, unsigned n)
{
	add_sequence(out, tparm(erase_chars, (int)n));
}

void screen_theme(const struct theme *theme)
{
	enum depth depth = depth_of();
	struct look plain = theme_look(theme, STYLE_PLAIN, depth);

	text_clear(&d.terminal.reset);
	add_to_pen(&d.terminal.reset, exit_attribute_mode);
	if (d.colours && !is_sgr(&d.terminal.reset))
		add_to_pen(&d.terminal.reset, orig_pair);
	for (int i = 0; i < STYLE_COUNT; i++)
		make_pen(&d.terminal.pens[i], theme_look(theme, (enum style)i, depth));
	/* many that say so do not erase to the colour in use: only the terminal's own is safe */
	d.terminal.ground = plain.bg < 0;
	d.terminal.erase = plain.bg < 0 && erase_chars ? add_erase : NULL;
	screen_redraw();
}

bool screen_colours(void)
{
	return d.colours;
}

void draw_open(bool unicode, bool colours)
{
	d.colours = colours && max_colors >= 8 && set_a_foreground && set_a_background;
	d.terminal.move = add_move;
	d.terminal.utf8 = unicode;
	d.terminal.last_cell = !auto_right_margin || eat_newline_glitch;
	screen_theme(&themes[0]);
}

void draw_close(void)
{
	for (int i = 0; i < STYLE_COUNT; i++) {
		text_free(&d.terminal.pens[i].whole);
		text_free(&d.terminal.pens[i].colour);
	}
	text_free(&d.terminal.reset);
	canvas_free(&d.canvas);
	free(d.lines);
	d.lines = NULL;
	d.lines_cap = 0;
}

void screen_redraw(void)
{
	d.redraw = true;
}

void screen_begin(void)
{
	unsigned cols, rows;

	screen_size(&cols, &rows);
	if (d.canvas.cols != cols || d.canvas.rows != rows)
		d.redraw = true;
	if (d.redraw)
		canvas_reset(&d.canvas, cols, rows);
	canvas_clear(&d.canvas);
}

/* Put LEN bytes of clean text; returns the cells it took, at most WIDTH. */
static unsigned put_n(unsigned x, unsigned y, unsigned width, enum style style, const char *text,
                      size_t len)
{
	return canvas_put(&d.canvas, &d.terminal, x, y, width, style, text, len);
}

void screen_put(unsigned x, unsigned y, unsigned width, enum style style, const char *text)
{
	put_n(x, y, width, style, text, strlen(text));
}

void screen_put_line(unsigned x, unsigned y, unsigned width, const struct lines *lines, size_t line)
{
	size_t i, end = lines_spans(lines, line, &i);

	for (; i < end && width; i++) {
		const struct span *span = &lines->spans[i];
		unsigned used =
			put_n(x, y, width, span->style, lines->text.s + span->start, span->len);

		x += used;
		width -= used;
	}
}

void screen_mark(unsigned x, unsigned y, unsigned width)
{
	canvas_mark(&d.canvas, x, y, width, STYLE_FOCUS);
}

void screen_blank(unsigned x, unsigned y, unsigned width, unsigned height)
{
	for (unsigned row = y; row < y + height; row++)
		for (unsigned col = x; col < x + width; col++)
			put_n(col, row, 1, STYLE_PLAIN, " ", 1);
}

void draw_write(const char *bytes, size_t len)
{
	while (len) {
		ssize_t n = write(STDOUT_FILENO, bytes, len);

		/* a terminal that is gone is found out when a key is read */
		if (n < 0 && errno != EINTR)
			return;
		bytes += n > 0 ? n : 0;
		len -= n > 0 ? (size_t)n : 0;
	}
}

/* All in one piece; CURSOR: it is to be at X, Y. */
static void show(bool cursor, unsigned x, unsigned y)
{
	struct text out = { 0 };

	if (d.redraw) {
		/* ncurses clears the screen, and sets it up when it was given back meanwhile */
		clearok(curscr, TRUE);
		wnoutrefresh(stdscr);
		doupdate();
		canvas_reset(&d.canvas, d.canvas.cols, d.canvas.rows);
		d.redraw = false;
	}
	canvas_show(&d.canvas, &d.terminal, &out);
	if (cursor)
		add_move(&out, x < d.canvas.cols ? x : d.canvas.cols - 1,
		         y < d.canvas.rows ? y : d.canvas.rows - 1, false);
	draw_write(text_str(&out), out.len);
	text_free(&out);
}

void screen_show(void)
{
	curs_set(0);
	show(false, 0, 0);
}

void screen_show_cursor(unsigned x, unsigned y)
{
	show(true, x, y);
	curs_set(1);
}

void draw_leave(void)
{
	struct text out = { 0 };

	/* ncurses believes that the cursor is still where clearing has put it */
	add_move(&out, 0, 0, false);
	draw_write(text_str(&out), out.len);
	text_free(&out);
	endwin();
}

enum { UP = 1, RIGHT = 2, DOWN = 4, LEFT = 8 };

static void add_line_at(unsigned x, unsigned y, unsigned ways)
{
	if (x < d.canvas.cols && y < d.canvas.rows)
		d.lines[y * d.canvas.cols + x] |= (unsigned char)ways;
}

void screen_frame(unsigned x0, unsigned y0, unsigned x1, unsigned y1)
{
	size_t cells = (size_t)d.canvas.rows * d.canvas.cols, had = d.lines_cap;

	d.lines = xgrow(d.lines, &d.lines_cap, cells, 1);
	if (d.lines_cap > had)
		memset(d.lines + had, 0, d.lines_cap - had);
	for (unsigned x = x0; x <= x1; x++) {
		unsigned ways = (x > x0 ? LEFT : 0u) | (x < x1 ? RIGHT : 0u);

		add_line_at(x, y0, ways);
		add_line_at(x, y1, ways);
	}
	for (unsigned y = y0; y <= y1; y++) {
		unsigned ways = (y > y0 ? UP : 0u) | (y < y1 ? DOWN : 0u);

		add_line_at(x0, y, ways);
		add_line_at(x1, y, ways);
	}
}

void screen_frames_draw(void)
{
	static const char *const joints[16] = { " ", "│", "─", "└", "│", "│", "┌", "├",
		                                "─", "┘", "─", "┴", "┐", "┤", "┬", "┼" };
	static const char *const ascii[16] = { " ", "|", "-", "+", "|", "|", "+", "+",
		                               "-", "+", "-", "+", "+", "+", "+", "+" };
	const char *const *signs = d.terminal.utf8 ? joints : ascii;

	for (unsigned y = 0; y < d.canvas.rows; y++)
		for (unsigned x = 0; x < d.canvas.cols; x++) {
			unsigned char *ways = &d.lines[y * d.canvas.cols + x];

			if (*ways)
				screen_put(x, y, 1, STYLE_FRAME, signs[*ways & 15]);
			*ways = 0;
		}
}
