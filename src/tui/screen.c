/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/screen.h"

#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>
#undef lines /* term.h gives terminfo's names to everyone */

#include "sim/intl.h"
#include "sim/memory.h"
#include "tui/mouse_report.h"
#include "tui/signals.h"
#include "view/parts.h"

/* Codes of ours for the beginnings of a mouse report, behind all that ncurses gives out. */
enum { REPORT_NEW = 0x3000, REPORT_OLD };
#define ESCAPE    27
#define MOUSE_OFF "\033[?1006l\033[?1000l"
/* Two presses at one place within so many milliseconds are a double one. */
#define DOUBLE_MS 400

static struct {
	bool open, unicode, exit_hooked;
	bool colours;             /* they may be shown */
	bool mouse, mouse_wanted; /* the terminal reports it now; it should */
	struct mouse_report report;
	struct mouse_event event; /* that MOUSE_KEY stands for */
	int64_t pressed;          /* when, in milliseconds of the monotonic clock */
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

static bool colours_wanted(enum colour_wish wish)
{
	const char *no_colour = getenv("NO_COLOR");

	return wish == COLOUR_ALWAYS || (wish == COLOUR_AUTO && (!no_colour || !*no_colour));
}

static enum depth depth_of(void)
{
	if (!s.colours)
		return DEPTH_NONE;
	/* with RGB the number of a colour is the colour itself; only the first 8 stay what they are */
	if (COLORS < 16 || tigetflag("RGB") > 0)
		return DEPTH_8;
	return COLORS < 256 ? DEPTH_16 : DEPTH_256;
}

static attr_t attrs_of(struct look look)
{
	attr_t attrs = look.attrs & LOOK_BOLD ? A_BOLD : A_NORMAL;

	attrs |= look.attrs & LOOK_UNDERLINE ? A_UNDERLINE : A_NORMAL;
	attrs |= look.attrs & LOOK_REVERSE ? A_REVERSE : A_NORMAL;
	/* what else a terminal does that has no faint text is often bright: better plain */
	attrs |= look.attrs & LOOK_DIM && enter_dim_mode ? A_DIM : A_NORMAL;
	return attrs;
}

void screen_theme(const struct theme *theme)
{
	enum depth depth = depth_of();

	/* not assume_default_colors(): a screen that is cleared would keep the terminal's own */
	for (short i = 0; i < STYLE_COUNT; i++) {
		struct look look = theme_look(theme, (enum style)i, depth);

		s.attrs[i] = attrs_of(look);
		if (look.fg < 0 && look.bg < 0)
			continue;
		if (s.colours && init_pair((short)(i + 1), look.fg, look.bg) == OK)
			s.attrs[i] |= (attr_t)COLOR_PAIR(i + 1);
	}
	wbkgdset(s.canvas, (chtype)' ' | (s.attrs[STYLE_PLAIN] & A_COLOR));
	screen_redraw();
}

bool screen_colours(void)
{
	return s.colours;
}

static bool mouse_known(void)
{
	return key_mouse && *key_mouse;
}

/* Ask the terminal for presses and the wheel, or for none of them. */
static void mouse_tell(bool on)
{
	if (on == s.mouse || !mouse_known())
		return;
	s.mouse = on;
	/* the newer form of a report knows no last column; a terminal may only know the old one */
	fputs(on ? "\033[?1000h\033[?1006h" : MOUSE_OFF, stdout);
	/* ncurses has a buffer of its own, which is empty now */
	fflush(stdout);
}

bool screen_mouse_enable(bool on)
{
	s.mouse_wanted = on && mouse_known();
	mouse_tell(s.mouse_wanted);
	return s.mouse_wanted;
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
	if (mouse_known())
		text_add(&t, MOUSE_OFF);
	text_add(&t, "\r\n");
	signals_on_crash(t.s, t.len, &s.modes);
	text_free(&t);
}

/* Reports of the mouse are read here: ncurses would hold a press back to see whether it is two. */
static void take_mouse_keys(void)
{
	define_key(NULL, KEY_MOUSE);
	if (!mouse_known())
		return;
	define_key("\033[<", REPORT_NEW);
	define_key("\033[M", REPORT_OLD);
}

bool screen_open(enum colour_wish colour, struct error *err)
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
	/* many say so of a terminal that erases to its own background all the same */
	back_color_erase = FALSE;
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
	take_mouse_keys();
	s.colours = colours_wanted(colour) && has_colors() && start_color() == OK &&
	            use_default_colors() == OK;
	screen_theme(&themes[0]);
	return true;
}

void screen_close(void)
{
	if (!s.open)
		return;
	s.open = false;
	mouse_tell(false);
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
	mouse_tell(false);
	endwin();
	raise(SIGWINCH);
	screen_redraw();
	doupdate();
	mouse_tell(s.mouse_wanted);
}

bool screen_wait(int ms)
{
	int got = 0;

	if (s.unread != NO_KEY)
		return true;
	got = signals_wait(ms);
	if (signals_stop_wanted()) {
		mouse_tell(false);
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

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* The report is whole: MOUSE_KEY if it is of something that counts. */
static key_code take_event(const struct mouse_event *event)
{
	int64_t at = now();
	bool again = event->what == MOUSE_PRESS && s.event.what == MOUSE_PRESS &&
	             event->x == s.event.x && event->y == s.event.y && at - s.pressed <= DOUBLE_MS;

	s.event = *event;
	s.pressed = at;
	if (again)
		s.event.what = MOUSE_DOUBLE;
	return MOUSE_KEY;
}

void screen_mouse(unsigned *x, unsigned *y, enum mouse_button *what)
{
	*x = s.event.x < (unsigned)COLS ? s.event.x : (unsigned)COLS - 1;
	*y = s.event.y < (unsigned)LINES ? s.event.y : (unsigned)LINES - 1;
	*what = s.event.what;
}

/* Escape and a key that was there at once: Alt and that key. */
static key_code add_escape(void)
{
	int c = wgetch(stdscr);

	if (c == ERR)
		return ESCAPE;
	if (c == '[' && (c = wgetch(stdscr)) != ERR) {
		/* a sequence that nobody knows is no keys */
		while (c >= ' ' && c < '@')
			c = wgetch(stdscr);
		return NO_KEY;
	}
	if (c == ERR)
		return ALT_KEY('[');
	if ((c > 0xff && c < REPORT_NEW) || (c >= ' ' && c < 0x7f))
		return ALT_KEY(c > 0xff ? SPECIAL_KEY(c) : c);
	ungetch(c);
	return ESCAPE;
}

/* A key of its own, one that goes on with what came before, or NO_KEY: more of it must come. */
static key_code add_input(int c)
{
	struct mouse_event event;

	if (c == REPORT_NEW || c == REPORT_OLD) {
		mouse_report_begin(&s.report, c == REPORT_NEW);
		return NO_KEY;
	}
	if (s.report.open && c <= 0xff)
		return mouse_report_add(&s.report, (unsigned char)c, &event) ? take_event(&event)
		                                                             : NO_KEY;
	s.report.open = false;
	if (c > 0xff)
		return SPECIAL_KEY(c);
	if (c == ESCAPE)
		return add_escape();
	if (!s.unicode)
		return btowc(c) == WEOF ? 0xfffd : (key_code)btowc(c);
	return add_byte((unsigned char)c);
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
		key = add_input(c);
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
	mvwchgat(s.canvas, (int)y, (int)x, (int)width, s.attrs[STYLE_FOCUS] & ~(attr_t)A_COLOR,
	         (short)PAIR_NUMBER((int)s.attrs[STYLE_FOCUS]), NULL);
}

void screen_blank(unsigned x, unsigned y, unsigned width, unsigned height)
{
	wattr_set(s.canvas, A_NORMAL, (short)PAIR_NUMBER((int)s.attrs[STYLE_PLAIN]), NULL);
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
				screen_put(x, y, 1, STYLE_FRAME, signs[*ways & 15]);
			*ways = 0;
		}
}
