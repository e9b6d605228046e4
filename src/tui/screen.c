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
#include "tui/screen_internal.h"
#include "tui/signals.h"
#include "view/parts.h"

/* Codes of ours for the beginnings of a mouse report, behind all that ncurses gives out. */
enum { REPORT_NEW = 0x3000, REPORT_OLD, PASTE_FIRST, PASTE_LAST };
#define MOUSE_ON  "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"
#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* Two presses at one place within so many milliseconds are a double one. */
#define DOUBLE_MS 400

static struct {
	bool open, unicode, exit_hooked;
	bool mouse, mouse_wanted; /* the terminal reports it now; it should */
	bool paste;               /* it marks what is pasted */
	struct mouse_report report;
	struct mouse_event event; /* that MOUSE_KEY stands for */
	int64_t pressed;          /* when, in milliseconds of the monotonic clock */
	SCREEN *screen;
	struct termios modes;
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
	draw_write(on ? MOUSE_ON : MOUSE_OFF, strlen(on ? MOUSE_ON : MOUSE_OFF));
}

/* Let the terminal mark what is pasted; one that knows of a mouse knows of that, or ignores it. */
static void paste_tell(bool on)
{
	if (on == s.paste || !mouse_known())
		return;
	s.paste = on;
	draw_write(on ? PASTE_ON : PASTE_OFF, strlen(on ? PASTE_ON : PASTE_OFF));
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
		text_add(&t, MOUSE_OFF PASTE_OFF);
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
	define_key("\033[200~", PASTE_FIRST);
	define_key("\033[201~", PASTE_LAST);
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
	set_escdelay(25);
	cbreak();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	leaveok(stdscr, TRUE);
	curs_set(0);
	take_mouse_keys();
	draw_open(s.unicode, colours_wanted(colour));
	paste_tell(true);
	return true;
}

void screen_close(void)
{
	if (!s.open)
		return;
	s.open = false;
	mouse_tell(false);
	paste_tell(false);
	draw_leave();
	delscreen(s.screen);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &s.modes);
	fflush(stderr);
	setvbuf(stderr, NULL, _IONBF, 0);
	signals_give_back();
	draw_close();
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
	paste_tell(false);
	endwin();
	raise(SIGWINCH);
	screen_redraw();
	doupdate();
	mouse_tell(s.mouse_wanted);
	paste_tell(true);
}

bool screen_wait(int ms)
{
	int got = 0;

	if (s.unread != NO_KEY)
		return true;
	got = signals_wait(ms);
	if (signals_stop_wanted()) {
		mouse_tell(false);
		paste_tell(false);
		draw_leave();
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
		return ESC_KEY;
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
	return ESC_KEY;
}

/* A key of its own, one that goes on with what came before, or NO_KEY: more of it must come. */
static key_code add_input(int c)
{
	struct mouse_event event;

	/* nobody pressed that: what waits for a key goes on waiting */
	if (c == KEY_RESIZE)
		return NO_KEY;
	if (c == REPORT_NEW || c == REPORT_OLD) {
		mouse_report_begin(&s.report, c == REPORT_NEW);
		return NO_KEY;
	}
	if (s.report.open && c <= 0xff)
		return mouse_report_add(&s.report, (unsigned char)c, &event) ? take_event(&event)
		                                                             : NO_KEY;
	s.report.open = false;
	if (c == PASTE_FIRST || c == PASTE_LAST)
		return c == PASTE_FIRST ? PASTE_BEGIN_KEY : PASTE_END_KEY;
	if (c > 0xff)
		return SPECIAL_KEY(c);
	if (c == ESC_KEY)
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
