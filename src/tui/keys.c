/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The key table: what each key asks for, in one place.  Dispatch, the line of
 * keys and the help are all made from it, so the help cannot lie.
 */
#include <string.h>

#define NCURSES_NOMACROS
#include <curses.h>

#include "sim/intl.h"
#include "tui/internal.h"
#include "view/parts.h"

#define CODES_MAX 5
#define CTRL(c)   ((c)&31)
#define ESC       27

struct key_row {
	const char *request;       /* its name */
	const char *keys;          /* as help shows them */
	const char *help;          /* N_() */
	const char *footer;        /* one word for the line of keys, N_(), or NULL */
	unsigned rank;             /* in a narrow line of keys the lowest stay */
	key_code codes[CODES_MAX]; /* 0 ends them */
	/* one of the two */
	bool (*move)(struct player *p, unsigned count, bool backwards);
	void (*act)(struct tui *t, long arg);
	bool backwards;
	long arg;
};

static void act_first(struct tui *t, long arg)
{
	(void)arg;
	player_first(t->player);
}

static void act_last(struct tui *t, long arg)
{
	(void)arg;
	player_last(t->player);
}

static void goto_moment(struct tui *t, const char *moment)
{
	struct error err = { 0 };

	if (*moment && !player_goto(t->player, moment, &err))
		tui_flash(t, err.reason);
}

static void act_goto(struct tui *t, long arg)
{
	(void)arg;
	prompt_open(t, N_("go to moment: "), goto_moment);
}

static void search_for(struct tui *t, const char *text)
{
	if (*text) {
		text_clear(&t->query);
		text_add(&t->query, text);
	}
	search_go(t, false);
}

static void act_search(struct tui *t, long arg)
{
	(void)arg;
	prompt_open(t, N_("find: "), search_for);
}

static void act_search_again(struct tui *t, long backwards)
{
	search_go(t, backwards != 0);
}

static void act_next_pane(struct tui *t, long by)
{
	size_t count = view_count;

	layout_focus(t, (t->focus + count + (size_t)by) % count);
}

static void act_pane(struct tui *t, long view)
{
	layout_focus(t, (size_t)view);
}

static void act_zoom(struct tui *t, long arg)
{
	(void)arg;
	t->zoom = !t->zoom;
}

static void act_line(struct tui *t, long by)
{
	panes_scroll(t, by, 0);
}

static void act_page(struct tui *t, long by)
{
	panes_scroll(t, 0, by);
}

static void act_help(struct tui *t, long arg)
{
	(void)arg;
	t->help = !t->help;
	t->help_scroll = 0;
}

static void act_redraw(struct tui *t, long arg)
{
	(void)t;
	(void)arg;
	screen_redraw();
}

static void act_escape(struct tui *t, long arg)
{
	(void)arg;
	t->help = false;
}

static void act_quit(struct tui *t, long arg)
{
	(void)arg;
	if (t->help)
		t->help = false;
	else
		t->quit = true;
}

/* clang-format off */
static const struct key_row rows[] = {
	{ "stop", "space, right", N_("on to the next stop, a decision worth a sentence"),
	  N_("go on"), 0, { ' ', SPECIAL_KEY(KEY_RIGHT) }, player_stop, NULL, false, 0 },
	{ "back-stop", "left, backspace", N_("back to the stop before"), N_("back"), 3,
	  { SPECIAL_KEY(KEY_LEFT), SPECIAL_KEY(KEY_BACKSPACE), 127, 8 }, player_stop,
	  NULL, true, 0 },
	{ "step", "s",
	  N_("one step, the finest there is: into calls, a comparison at a time"),
	  N_("step"), 4, { 's' }, player_step, NULL, false, 0 },
	{ "next", "n", N_("one step of this function, over the calls it makes"),
	  N_("next"), 5, { 'n' }, player_next, NULL, false, 0 },
	{ "finish", "f", N_("out of this function, to where it returns"), N_("finish"),
	  6, { 'f' }, player_finish, NULL, false, 0 },
	{ "continue", "c", N_("on to the next breakpoint, or to the end"),
	  N_("continue"), 11, { 'c' }, player_continue, NULL, false, 0 },
	{ "back-step", "S", N_("one step back"), N_("(capitals: backwards)"), 10,
	  { 'S' }, player_step, NULL, true, 0 },
	{ "back-next", "N", N_("one step of this function back"), NULL, 0, { 'N' },
	  player_next, NULL, true, 0 },
	{ "back-finish", "F", N_("back to where this function was called"), NULL, 0,
	  { 'F' }, player_finish, NULL, true, 0 },
	{ "back-continue", "C", N_("back to the breakpoint before, or to the beginning"),
	  NULL, 0, { 'C' }, player_continue, NULL, true, 0 },
	{ "stage", "]", N_("on to the next stage of the boot"), N_("stage"), 13, { ']' },
	  player_stage, NULL, false, 0 },
	{ "back-stage", "[", N_("back to the stage before"), NULL, 0, { '[' },
	  player_stage, NULL, true, 0 },
	{ "first", "Home, 0", N_("to the first stop"), NULL, 0,
	  { SPECIAL_KEY(KEY_HOME), '0' }, NULL, act_first, false, 0 },
	{ "last", "End, G", N_("to the end"), NULL, 0, { SPECIAL_KEY(KEY_END), 'G' },
	  NULL, act_last, false, 0 },
	{ "goto", "g",
	  N_("to a moment, such as insert_resource#2 or setup_arch/paging_init@return"),
	  N_("goto"), 9, { 'g' }, NULL, act_goto, false, 0 },
	{ "find", "/",
	  N_("find text in what happens further on; alone, the same text again"),
	  N_("find"), 7, { '/' }, NULL, act_search, false, 0 },
	{ "find-next", ">", N_("to the next place where the text is found"), NULL, 0,
	  { '>' }, NULL, act_search_again, false, false },
	{ "find-previous", "<", N_("to the place before where the text is found"), NULL,
	  0, { '<' }, NULL, act_search_again, false, true },
	{ "pane", "Tab", N_("the next pane: it gets the keys that scroll, and room"),
	  N_("pane"), 8, { '\t' }, NULL, act_next_pane, false, 1 },
	{ "back-pane", "Shift-Tab", N_("the pane before"), NULL, 0,
	  { SPECIAL_KEY(KEY_BTAB) }, NULL, act_next_pane, false, -1 },
	{ "boot", "1", N_("the pane boot"), NULL, 0, { '1' }, NULL, act_pane, false,
	  PANE_BOOT },
	{ "tree", "2", N_("the pane tree"), NULL, 0, { '2' }, NULL, act_pane, false,
	  PANE_TREE },
	{ "memblock", "3", N_("the pane memblock"), NULL, 0, { '3' }, NULL, act_pane,
	  false, PANE_MEMBLOCK },
	{ "map", "4", N_("the pane map"), NULL, 0, { '4' }, NULL, act_pane, false,
	  PANE_MAP },
	{ "log", "5", N_("the pane log"), NULL, 0, { '5' }, NULL, act_pane, false,
	  PANE_LOG },
	{ "source", "6", N_("the pane source"), NULL, 0, { '6' }, NULL, act_pane, false,
	  PANE_SOURCE },
	{ "zoom", "z", N_("the pane alone on the screen, and back"), N_("zoom"), 12,
	  { 'z' }, NULL, act_zoom, false, 0 },
	{ "down", "down, j", N_("scroll the pane down"), NULL, 0,
	  { SPECIAL_KEY(KEY_DOWN), 'j' }, NULL, act_line, false, 1 },
	{ "up", "up, k", N_("scroll the pane up"), NULL, 0, { SPECIAL_KEY(KEY_UP), 'k' },
	  NULL, act_line, false, -1 },
	{ "page-down", "PgDn, Ctrl-F", N_("scroll the pane down by a page"), NULL, 0,
	  { SPECIAL_KEY(KEY_NPAGE), CTRL('F') }, NULL, act_page, false, 1 },
	{ "page-up", "PgUp, Ctrl-B", N_("scroll the pane up by a page"), NULL, 0,
	  { SPECIAL_KEY(KEY_PPAGE), CTRL('B') }, NULL, act_page, false, -1 },
	{ "help", "?, F1", N_("this help, and away again"), N_("help"), 2,
	  { '?', SPECIAL_KEY(KEY_F(1)) }, NULL, act_help, false, 0 },
	{ "redraw", "Ctrl-L", N_("draw the screen anew"), NULL, 0, { CTRL('L') }, NULL,
	  act_redraw, false, 0 },
	{ "close", "Esc", N_("close what lies over the panes; never quits"), NULL, 0,
	  { ESC }, NULL, act_escape, false, 0 },
	{ "quit", "q, F10", N_("close what lies over the panes; else leave the program"),
	  N_("quit"), 1, { 'q', SPECIAL_KEY(KEY_F(10)) }, NULL, act_quit, false, 0 },
};
/* clang-format on */
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static const struct key_row *row_of(key_code key)
{
	for (size_t i = 0; i < ROWS; i++)
		for (unsigned n = 0; n < CODES_MAX && rows[i].codes[n]; n++)
			if (rows[i].codes[n] == key)
				return &rows[i];
	return NULL;
}

static void make_move(struct tui *t, const struct key_row *row)
{
	const struct player *p = t->player;

	if (!player_step_now(p))
		tui_flash(t, _("There is nothing to walk through: no step was recorded."));
	else if (!row->move(t->player, 1, row->backwards))
		tui_flash(t, row->backwards ? _("This is the beginning.") : _("This is the end."));
	memset(t->scroll, 0, sizeof(t->scroll));
}

/* With the help open, keys that scroll scroll it, and the rest wait. */
static bool works_in_help(const struct key_row *row)
{
	return row->act == act_line || row->act == act_page || row->act == act_help ||
	       row->act == act_escape || row->act == act_quit || row->act == act_redraw;
}

void keys_press(struct tui *t, key_code key)
{
	const struct key_row *row = row_of(key);

	if (t->prompt.ask) {
		prompt_press(t, key);
		return;
	}
	text_clear(&t->flash);
	if (!row || (t->help && !works_in_help(row)))
		return;
	if (row->move) {
		make_move(t, row);
	} else {
		uint32_t was = t->player->at;

		row->act(t, row->arg);
		if (t->player->at != was)
			memset(t->scroll, 0, sizeof(t->scroll));
	}
}

static unsigned footer_cells(const struct key_row *row)
{
	/* only the first key is named here */
	return (unsigned)strcspn(row->keys, ",") + 1 +
	       view_width(_(row->footer), strlen(_(row->footer)));
}

/* Which rows fit into WIDTH cells: those of the lowest ranks. */
static void choose_footer(unsigned width, bool chosen[ROWS])
{
	unsigned used = 0;

	for (unsigned rank = 0; rank < ROWS; rank++)
		for (size_t i = 0; i < ROWS; i++) {
			unsigned cells;

			if (!rows[i].footer || rows[i].rank != rank)
				continue;
			cells = footer_cells(&rows[i]) + (used ? 2 : 0);
			if (used + cells > width)
				continue;
			chosen[i] = true;
			used += cells;
		}
}

void keys_footer(unsigned width, bool unicode, struct lines *out)
{
	bool chosen[ROWS] = { false };

	(void)unicode;
	choose_footer(width, chosen);
	for (size_t i = 0; i < ROWS; i++) {
		char key[16] = { 0 };

		if (!chosen[i])
			continue;
		if (lines_width(out))
			lines_add(out, STYLE_PLAIN, "  ");
		strncat(key, rows[i].keys, strcspn(rows[i].keys, ","));
		lines_add(out, STYLE_KEY, key);
		lines_addf(out, STYLE_DIM, " %s", _(rows[i].footer));
	}
	lines_end(out);
}

void keys_help(unsigned width, bool unicode, struct lines *out)
{
	unsigned indent = width >= 40 ? 18 : 2;

	for (size_t i = 0; i < ROWS; i++) {
		lines_add(out, STYLE_KEY, rows[i].keys);
		if (lines_width(out) < indent)
			lines_pad(out, STYLE_PLAIN, indent);
		else
			lines_add(out, STYLE_PLAIN, " ");
		lines_add_wrapped(out, STYLE_PLAIN, _(rows[i].help), width, indent);
		lines_end(out);
	}
	lines_end(out);
	for (size_t i = 0; i < view_count; i++) {
		lines_add(out, STYLE_HEADING, _(views[i].name));
		lines_pad(out, STYLE_PLAIN, indent);
		lines_add_wrapped(out, STYLE_PLAIN, _(views[i].help), width, indent);
		lines_end(out);
	}
	lines_end(out);
	lines_addf(out, STYLE_PLAIN, _("Signs: %s here  + linked or moved  * changed"),
	           glyph(unicode, GLYPH_NOW));
	lines_end(out);
	out->focus = 0;
}
