/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/screen.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>
#undef lines /* term.h gives terminfo's names to everyone */

#include "sim/intl.h"
#include "sim/memory.h"
#include "tui/signals.h"
#include "view/parts.h"

/* How a style looks: by itself, and the colour that is added where there are colours. */
static const struct {
	attr_t attr;
	short colour; /* of the first 8, or -1 */
	short bright; /* of the other 8, used where there are 16; or -1 */
} looks[STYLE_COUNT] = {
	[STYLE_PLAIN] = { A_NORMAL, -1, -1 },
	[STYLE_DIM] = { A_DIM, -1, 8 },
	[STYLE_HEADING] = { A_BOLD, -1, -1 },
	[STYLE_NOW] = { A_REVERSE, -1, -1 },
	[STYLE_CHANGED] = { A_BOLD | A_UNDERLINE, -1, -1 },
	[STYLE_GRANTED] = { A_NORMAL, COLOR_GREEN, -1 },
	[STYLE_REFUSED] = { A_BOLD, COLOR_RED, -1 },
	[STYLE_CONFLICT] = { A_BOLD, COLOR_YELLOW, -1 },
	[STYLE_MEMORY] = { A_NORMAL, COLOR_CYAN, -1 },
	[STYLE_RESERVED] = { A_NORMAL, COLOR_MAGENTA, -1 },
	[STYLE_KERNEL] = { A_NORMAL, COLOR_GREEN, -1 },
	[STYLE_DEVICE] = { A_NORMAL, COLOR_BLUE, 12 },
	[STYLE_KEY] = { A_BOLD, -1, -1 },
	[STYLE_EMPHASIS] = { A_UNDERLINE, -1, -1 },
	[STYLE_CODE] = { A_NORMAL, COLOR_CYAN, -1 },
};

static struct {
	bool open, unicode, exit_hooked;
	SCREEN *screen;
	WINDOW *canvas; /* what is drawn; stdscr gets it line by line */
	struct termios modes;
	attr_t attrs[STYLE_COUNT];
	unsigned char *lines; /* of frames, a cell each: 1 up, 2 right, 4 down, 8 left */
	size_t lines_cap;
	key_code unread;
	char said
		[1024]; /* to standard error meanwhile: it comes out when the screen is given back */
	char partial[4]; /* the bytes of a character that is not whole yet */
	size_t partial_len;
} s = { .unread = NO_KEY };

bool screen_possible(struct error *err)
{
	const char *term = getenv("TERM");
	char *up;
	int status;

	if (!isatty(STDOUT_FILENO))
		return error_set(err, NULL, NULL, _("standard output is not a terminal"));
	if (!isatty(STDIN_FILENO))
		return error_set(err, NULL, NULL, _("standard input is not a terminal"));
	if (!term || !*term)
		return error_set(err, "TERM", NULL, _("it is not set, so the terminal is unknown"));
	if (setupterm(NULL, STDOUT_FILENO, &status) != OK)
		return error_set(err, "TERM", NULL, _("the terminal '%s' is unknown"), term);
	up = tigetstr("cup");
	del_curterm(cur_term);
	if (!up || up == (char *)-1)
		return error_set(err, "TERM", NULL, _("the terminal '%s' cannot move its cursor"),
		                 term);
	return true;
}

static void choose_looks(void)
{
	const char *no_colour = getenv("NO_COLOR");
	bool colours = (!no_colour || !*no_colour) && has_colors() && start_color() == OK &&
	               use_default_colors() == OK;

	for (short i = 0; i < STYLE_COUNT; i++) {
		short colour = looks[i].colour;

		s.attrs[i] = looks[i].attr;
		if (!colours)
			continue;
		if (looks[i].bright >= 0 && COLORS >= 16)
			colour = looks[i].bright;
		/* a terminal that has no dim text often shows it bright: better plain */
		s.attrs[i] &= ~(attr_t)A_DIM;
		if (colour >= 0 && init_pair((short)(i + 1), colour, -1) == OK)
			s.attrs[i] |= (attr_t)COLOR_PAIR(i + 1);
	}
}

/* What gives the terminal back, for a crash that cannot ask ncurses. */
static void prepare_for_crash(void)
{
	static const char *const names[] = { "sgr0", "rmkx", "cnorm", "rmcup" };
	struct text t = { 0 };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *string = tigetstr(names[i]);

		if (string && string != (const char *)-1)
			text_add(&t, string);
	}
	text_add(&t, "\r\n");
	signals_on_crash(t.s, t.len, &s.modes);
	text_free(&t);
}

bool screen_open(struct error *err)
{
	if (!screen_possible(err))
		return false;
	if (tcgetattr(STDIN_FILENO, &s.modes))
		return error_set(err, NULL, NULL, _("the terminal does not tell its modes"));
	/* they would freeze the size */
	unsetenv("LINES");
	unsetenv("COLUMNS");
	s.unicode = !strcmp(nl_langinfo(CODESET), "UTF-8");
	signals_take();
	s.screen = newterm(NULL, stdout, stdin);
	if (!s.screen) {
		signals_give_back();
		return error_set(err, "TERM", NULL, _("the terminal could not be set up"));
	}
	s.open = true;
	setvbuf(stderr, s.said, _IOFBF, sizeof(s.said));
	if (!s.exit_hooked)
		atexit(screen_close);
	s.exit_hooked = true;
	prepare_for_crash();
	set_escdelay(25);
	cbreak();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	leaveok(stdscr, TRUE);
	s.canvas = newwin(LINES, COLS, 0, 0);
	if (!s.canvas) {
		screen_close();
		return error_set(err, "TERM", NULL, _("the terminal could not be set up"));
	}
	curs_set(0);
	choose_looks();
	return true;
}

void screen_close(void)
{
	if (!s.open)
		return;
	s.open = false;
	endwin();
	if (s.canvas)
		delwin(s.canvas);
	s.canvas = NULL;
	delscreen(s.screen);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &s.modes);
	fflush(stderr);
	setvbuf(stderr, NULL, _IONBF, 0);
	signals_give_back();
	free(s.lines);
	s.lines = NULL;
	s.lines_cap = 0;
}

bool screen_unicode(void)
{
	return s.unicode;
}

void screen_size(unsigned *cols, unsigned *rows)
{
	*cols = COLS > 0 ? (unsigned)COLS : 1;
	*rows = LINES > 0 ? (unsigned)LINES : 1;
}

static void come_back(void)
{
	/* whoever ran meanwhile may have left anything, and the size may be another */
	endwin();
	raise(SIGWINCH);
	screen_redraw();
	doupdate();
}

bool screen_wait(int ms)
{
	int got = 0;

	if (s.unread != NO_KEY)
		return true;
	got = signals_wait(ms);
	if (signals_stop_wanted()) {
		endwin();
		signals_stop();
		signals_continued();
		come_back();
	}
	if (signals_continued())
		come_back();
	return got >= 0 && !signals_ended();
}

int screen_ended(void)
{
	return signals_ended();
}

/* A character of UTF-8 comes in pieces; NO_KEY until it is whole, or cannot become so. */
static key_code add_byte(unsigned char byte)
{
	uint32_t c;

	if ((byte & 0xc0) != 0x80)
		s.partial_len = 0;
	s.partial[s.partial_len++] = (char)byte;
	utf8_next(s.partial, s.partial_len, &c);
	if (c == 0xfffd && byte >= 0x80 && s.partial_len < sizeof(s.partial))
		return NO_KEY;
	s.partial_len = 0;
	return c;
}

key_code screen_key(void)
{
	key_code key = s.unread;
	int c;

	s.unread = NO_KEY;
	if (key != NO_KEY)
		return key;
	/* not wget_wch(): a broken byte makes that swallow the keys behind it */
	while ((c = wgetch(stdscr)) != ERR) {
		if (c > 0xff)
			return SPECIAL_KEY(c);
		if (!s.unicode)
			return btowc(c) == WEOF ? 0xfffd : (key_code)btowc(c);
		key = add_byte((unsigned char)c);
		if (key != NO_KEY)
			return key;
	}
	return NO_KEY;
}

void screen_unread(key_code key)
{
	s.unread = key;
}

void screen_redraw(void)
{
	clearok(curscr, TRUE);
}

void screen_begin(void)
{
	if (getmaxy(s.canvas) != LINES || getmaxx(s.canvas) != COLS)
		wresize(s.canvas, LINES, COLS);
	werase(s.canvas);
}

/* Put LEN bytes of clean text; returns the cells it took, at most WIDTH. */
static unsigned put_n(unsigned x, unsigned y, unsigned width, enum style style, const char *text,
                      size_t len)
{
	wchar_t wide[512];
	unsigned used = 0;
	size_t count = 0;

	if (y >= (unsigned)LINES || x >= (unsigned)COLS)
		return 0;
	if (width > (unsigned)COLS - x)
		width = (unsigned)COLS - x;
	while (len && count + 1 < sizeof(wide) / sizeof(wide[0])) {
		uint32_t c;
		size_t n = utf8_next(text, len, &c);

		if (c >= 0x80 && !s.unicode && wctob((wint_t)c) == EOF)
			c = '?';
		if (used + char_width(c) > width)
			break;
		used += char_width(c);
		wide[count++] = (wchar_t)c;
		text += n;
		len -= n;
	}
	wattr_set(s.canvas, s.attrs[style] & ~(attr_t)A_COLOR,
	          (short)PAIR_NUMBER((int)s.attrs[style]), NULL);
	mvwaddnwstr(s.canvas, (int)y, (int)x, wide, (int)count);
	return used;
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
	if (x >= (unsigned)COLS || y >= (unsigned)LINES)
		return;
	if (width > (unsigned)COLS - x)
		width = (unsigned)COLS - x;
	mvwchgat(s.canvas, (int)y, (int)x, (int)width, A_REVERSE | A_BOLD, 0, NULL);
}

void screen_blank(unsigned x, unsigned y, unsigned width, unsigned height)
{
	wattr_set(s.canvas, A_NORMAL, 0, NULL);
	for (unsigned row = y; row < y + height && row < (unsigned)LINES; row++)
		for (unsigned col = x; col < x + width && col < (unsigned)COLS; col++)
			mvwaddch(s.canvas, (int)row, (int)col, ' ');
}

/*
 * Line by line, so that ncurses never sees a block of lines that has moved and
 * scrolls it: panes stand side by side, and the neighbours would flicker.
 */
static void show_part(int y, int from, int to)
{
	copywin(s.canvas, stdscr, y, from, y, from, y, to, FALSE);
	if (!is_linetouched(stdscr, y))
		return;
	wnoutrefresh(stdscr);
	doupdate();
}

/*
 * A long run of one ASCII character goes out in short parts: ncurses would ask
 * the terminal to repeat it, which many that say they can do wrongly.
 */
static void show_line(int y)
{
	char cells[1024];
	int count = COLS < (int)sizeof(cells) ? mvwinnstr(s.canvas, y, 0, cells, COLS) : 0;
	int from = 0, run = 1;

	for (int x = 1; x < count && x < COLS; x++) {
		run = cells[x] == cells[x - 1] ? run + 1 : 1;
		if (run == 5) {
			show_part(y, from, x - 1);
			from = x;
			run = 1;
		}
	}
	show_part(y, from, COLS - 1);
}

static void show_lines(void)
{
	for (int y = 0; y < LINES; y++) {
		/* only ASCII is ever repeated, and not by each terminal */
		if (s.unicode || !repeat_char)
			show_part(y, 0, COLS - 1);
		else
			show_line(y);
	}
}

void screen_show(void)
{
	curs_set(0);
	show_lines();
	/* also when no line has changed: a redraw may be wanted */
	wnoutrefresh(stdscr);
	doupdate();
}

void screen_show_cursor(unsigned x, unsigned y)
{
	show_lines();
	leaveok(stdscr, FALSE);
	wmove(stdscr, (int)(y < (unsigned)LINES ? y : (unsigned)LINES - 1),
	      (int)(x < (unsigned)COLS ? x : (unsigned)COLS - 1));
	curs_set(1);
	wnoutrefresh(stdscr);
	doupdate();
	leaveok(stdscr, TRUE);
}

enum { UP = 1, RIGHT = 2, DOWN = 4, LEFT = 8 };

static void add_line_at(unsigned x, unsigned y, unsigned ways)
{
	if (x < (unsigned)COLS && y < (unsigned)LINES)
		s.lines[y * (unsigned)COLS + x] |= (unsigned char)ways;
}

void screen_frame(unsigned x0, unsigned y0, unsigned x1, unsigned y1)
{
	size_t cells = (size_t)LINES * (size_t)COLS, had = s.lines_cap;

	s.lines = xgrow(s.lines, &s.lines_cap, cells, 1);
	if (s.lines_cap > had)
		memset(s.lines + had, 0, s.lines_cap - had);
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
	const char *const *signs = s.unicode ? joints : ascii;

	for (unsigned y = 0; y < (unsigned)LINES; y++)
		for (unsigned x = 0; x < (unsigned)COLS; x++) {
			unsigned char *ways = &s.lines[y * (unsigned)COLS + x];

			if (*ways)
				screen_put(x, y, 1, STYLE_DIM, signs[*ways & 15]);
			*ways = 0;
		}
}
