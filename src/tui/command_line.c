/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line: readline edits, completes and remembers; it never sees the
 * terminal.  Keys go in as the bytes that a terminal would send, and what it
 * holds is drawn like everything else.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define NCURSES_NOMACROS
#include <curses.h>
#undef lines
#include <readline/history.h>
#include <readline/readline.h>

#include "linux/linux.h"
#include "machine/state_file.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "tui/internal.h"
#include "view/parts.h"

#define HISTORY_LINES 500

/* readline knows one line only, and its callbacks get no argument. */
static struct {
	bool ready;
	char bytes[256]; /* typed and not read yet */
	size_t first, count;
	bool ended;
	char *line; /* what was entered; NULL for nothing */
} c;

static int next_byte(FILE *stream)
{
	(void)stream;
	if (c.first == c.count)
		return EOF;
	return (unsigned char)c.bytes[c.first++];
}

static int byte_is_there(void)
{
	return c.first < c.count;
}

static void draw_nothing(void)
{
}

static void prepare_nothing(int meta)
{
	(void)meta;
}

static void take_line(char *line)
{
	c.line = line;
	c.ended = true;
	rl_callback_handler_remove();
}

void command_line_begin(void)
{
	char *path;

	if (c.ready)
		return;
	c.ready = true;
	rl_readline_name = "bootwalk";
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_prep_term_function = prepare_nothing;
	rl_deprep_term_function = draw_nothing;
	rl_getc_function = next_byte;
	rl_input_available_hook = byte_is_there;
	rl_redisplay_function = draw_nothing;
	complete_init();
	rl_initialize();
	rl_variable_bind("bell-style", "none");
	rl_variable_bind("show-all-if-ambiguous", "on");
	rl_variable_bind("enable-bracketed-paste", "off");
	rl_bind_keyseq("\033[3~", rl_delete);
	using_history();
	stifle_history(HISTORY_LINES);
	path = state_path("history", false);
	if (path)
		read_history(path);
	free(path);
}

void command_line_end(void)
{
	char *path = history_length ? state_path("history", true) : NULL;

	if (path)
		write_history(path);
	free(path);
}

void command_line_open(struct tui *t)
{
	t->typing = true;
	c.ended = false;
	c.line = NULL;
	c.first = c.count = 0;
	rl_callback_handler_install(": ", take_line);
}

static void close_line(struct tui *t)
{
	t->typing = false;
	if (!c.ended) {
		/* leave what may be half done, a search in the history say */
		rl_callback_sigcleanup();
		rl_callback_handler_remove();
	}
	rl_replace_line("", 1);
}

/* What terminals send for keys that ncurses has a code for. */
static const struct {
	int key;
	const char *bytes;
} sequences[] = {
	{ KEY_UP, "\033[A" },   { KEY_DOWN, "\033[B" },    { KEY_RIGHT, "\033[C" },
	{ KEY_LEFT, "\033[D" }, { KEY_HOME, "\001" },      { KEY_END, "\005" },
	{ KEY_DC, "\033[3~" },  { KEY_BACKSPACE, "\177" }, { KEY_ENTER, "\r" },
	{ KEY_BTAB, "\t" },     { KEY_PPAGE, "\033<" },    { KEY_NPAGE, "\033>" },
};

static void put_bytes(key_code key)
{
	mbstate_t state = { 0 };
	size_t n;

	c.first = c.count = 0;
	if (IS_ALT_KEY(key) && command_line_takes(key)) {
		c.bytes[0] = ESC_KEY;
		c.bytes[1] = (char)WITHOUT_ALT(key);
		c.count = 2;
		return;
	}
	for (size_t i = 0; i < sizeof(sequences) / sizeof(sequences[0]); i++)
		if (key == SPECIAL_KEY(sequences[i].key)) {
			c.count = strlen(sequences[i].bytes);
			memcpy(c.bytes, sequences[i].bytes, c.count);
		}
	if (c.count || key > 0x10ffff || key == 0xfffd)
		return;
	n = wcrtomb(c.bytes, (wchar_t)key, &state);
	c.count = n == (size_t)-1 ? 0 : n;
}

static bool enter(struct tui *t)
{
	char *line = c.line;
	const char *s = line ? line + strspn(line, " \t") : "";
	HIST_ENTRY *last = history_length ? history_get(history_base + history_length - 1) : NULL;

	bool ok = true;

	c.line = NULL;
	if (*s && (!last || strcmp(last->line, line) != 0))
		add_history(line);
	if (*s)
		ok = command_line_do(t, s);
	free(line);
	return ok;
}

/*
 * Is KEY, Ctrl-X say, the first of several in a search of the history?  They mean nothing there,
 * and readline calls a function that is not when the next one fits nothing.
 */
static bool begins_sequence_in_search(key_code key)
{
	return RL_ISSTATE(RL_STATE_ISEARCH) && key >= 0 && key < ' ' &&
	       rl_get_keymap()[key].type == ISKMAP;
}

/* False when KEY ended a line that cannot be done. */
static bool press(struct tui *t, key_code key)
{
	bool control = key >= 0 && key < ' ';

	text_clear(&t->output);
	t->output_scroll = 0;
	if (key == ESC_KEY || (key == CTRL_KEY('G') && !RL_ISSTATE(RL_STATE_ISEARCH))) {
		close_line(t);
		return true;
	}
	if (begins_sequence_in_search(key))
		return true;
	put_bytes(key);
	if (rl_end > COMMAND_LINE_MAX && !control && key < 0x110000)
		return true;
	complete_begin(t);
	while (byte_is_there() && !c.ended)
		rl_callback_read_char();
	complete_end();
	if (!c.ended)
		return true;
	close_line(t);
	return enter(t);
}

void command_line_press(struct tui *t, key_code key)
{
	press(t, key);
}

bool command_line_enter(struct tui *t)
{
	return press(t, '\r');
}

/* By words, and the last argument: what hands know.  More, and Escape in haste would do harm. */
bool command_line_takes(key_code key)
{
	key_code letter = WITHOUT_ALT(key);

	return IS_ALT_KEY(key) && letter > ' ' && letter < 127 && strchr("bdf.", (int)letter);
}

void command_line_draw(const struct tui *t, unsigned x, unsigned y, unsigned width)
{
	(void)t;
	line_edit_draw(rl_display_prompt ? rl_display_prompt : ": ",
	               rl_line_buffer ? rl_line_buffer : "", (size_t)rl_point, x, y, width);
}

static bool do_calls(struct tui *t, const char *line)
{
	struct script script;
	struct error err = { 0 };
	bool failed = false, ok;

	script_init(&script);
	script.any_label = true;
	ok = script_parse(&script, t->player->vocabulary, NULL, line, strlen(line), &err);
	for (size_t i = 0; ok && i < script.count; i++)
		ok = player_call(t->player, &script.calls[i], &t->output, &failed, &err);
	script_done(&script);
	if (!ok)
		tui_flash(t, err.reason);
	else if (failed)
		tui_flash(t, err.reason[0] ? err.reason : _("That is not so."));
	return ok && !failed;
}

bool command_line_do(struct tui *t, const char *line)
{
	bool ok;

	text_clear(&t->output);
	t->output_scroll = 0;
	if (t->lesson)
		ok = reading_do(t, line);
	else
		ok = do_calls(t, line);
	tui_forget_scroll(t);
	output_keep(t, line);
	/* the box is for those who do not see the pane */
	if (output_is_seen(t))
		text_clear(&t->output);
	return ok;
}
