/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the key table, and what each of them does. */
#define NCURSES_NOMACROS
#include <curses.h>

#include "sim/intl.h"
#include "tui/keys.h"

static bool in_lesson(struct tui *t)
{
	return t->lesson != NULL;
}

static bool on_page(struct tui *t)
{
	return t->lesson && t->focus == PANE_LESSON;
}

static bool on_unread_page(struct tui *t)
{
	return on_page(t) && reading_unread(t);
}

static bool on_calls(struct tui *t)
{
	return t->focus == PANE_CALLS;
}

static bool pointing(struct tui *t)
{
	return t->pointer.on;
}

static void act_follow(struct tui *t, long arg)
{
	(void)arg;
	pointer_follow(t);
}

static void act_copy(struct tui *t, long arg)
{
	(void)arg;
	pointer_copy(t);
}

static void act_present(struct tui *t, long arg)
{
	(void)arg;
	t->present = !t->present;
	t->zoom = false;
	tui_flash(t, t->present ? _("Presenter mode: space goes on, W leaves it.")
	                        : _("All panes again."));
}

/* By then the window is a page, whatever the address space. */
#define ZOOM_MAX 26

static void act_map_zoom(struct tui *t, long by)
{
	if (by < 0 ? !t->map_zoom : t->map_zoom == ZOOM_MAX) {
		tui_flash(t, by < 0 ? _("The map shows all of memory already.")
		                    : _("The map cannot be looked at more closely."));
		return;
	}
	t->map_zoom = by < 0 ? t->map_zoom - 1 : t->map_zoom + 1;
}

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
	prompt_completes(t, "goto");
}

static void act_search(struct tui *t, long arg)
{
	(void)arg;
	search_ask(t);
}

void act_search_again(struct tui *t, long backwards)
{
	search_go(t, backwards != 0);
}

static void act_next_pane(struct tui *t, long by)
{
	size_t view = t->focus, count = PANE_OUTPUT + 1;

	do
		view = (view + count + (size_t)by) % count;
	while (view == PANE_LESSON && !t->lesson);
	layout_focus(t, view);
}

/* The same key again lets the pane follow the steps, as it does at first. */
static void act_pane(struct tui *t, long view)
{
	bool again = t->focus == (size_t)view && t->chosen == (size_t)view;

	layout_focus(t, (size_t)view);
	if (!again)
		return;
	t->chosen = PANE_BY_STATE;
	tui_flash(t, _("The pane follows the steps again."));
}

static void act_zoom(struct tui *t, long arg)
{
	(void)arg;
	t->zoom = !t->zoom;
}

void act_line(struct tui *t, long by)
{
	panes_scroll(t, by, 0);
}

void act_page(struct tui *t, long by)
{
	panes_scroll(t, 0, by);
}

static void act_command(struct tui *t, long arg)
{
	(void)arg;
	command_line_open(t);
}

static void act_drop(struct tui *t, long arg)
{
	(void)arg;
	calls_drop_pointed(t);
}

static void act_compare(struct tui *t, long arg)
{
	(void)arg;
	calls_compare(t);
}

void act_speed(struct tui *t, long arg)
{
	(void)arg;
	animation_change(t);
}

static void act_theme(struct tui *t, long arg)
{
	(void)arg;
	tui_flash(t, settings_next_theme(t->settings));
}

static void act_mouse(struct tui *t, long arg)
{
	(void)arg;
	tui_flash(t, settings_toggle_mouse(t->settings));
}

static void act_read_on(struct tui *t, long arg)
{
	(void)arg;
	reading_on(t);
}

static void act_answer(struct tui *t, long arg)
{
	(void)arg;
	reading_answer(t, (size_t)(t->key - '1'));
}

static void act_foretell(struct tui *t, long arg)
{
	(void)arg;
	foretell_toggle(t);
}

static void act_say(struct tui *t, long arg)
{
	(void)arg;
	foretell_answer(t, (size_t)(t->key - '1'));
}

static void act_turn(struct tui *t, long by)
{
	reading_turn(t, by);
}

static void act_hint(struct tui *t, long arg)
{
	(void)arg;
	reading_hint(t);
}

static void act_home(struct tui *t, long arg)
{
	(void)arg;
	reading_home(t);
}

static void act_reset(struct tui *t, long arg)
{
	(void)arg;
	reading_reset(t);
}

static void act_glossary(struct tui *t, long arg)
{
	(void)arg;
	glossary_open(t);
}

void act_help(struct tui *t, long arg)
{
	(void)arg;
	t->help = !t->help;
	t->help_scroll = 0;
}

void act_redraw(struct tui *t, long arg)
{
	(void)t;
	(void)arg;
	screen_redraw();
}

void act_escape(struct tui *t, long arg)
{
	(void)arg;
	if (t->help)
		t->help = false;
	else if (foretell_is_open(t))
		foretell_drop(t);
	else
		pointer_drop(t);
}

void act_quit(struct tui *t, long arg)
{
	(void)arg;
	if (t->help)
		t->help = false;
	else
		t->quit = true;
}

/* clang-format off */
const struct key_row key_rows[] = {
	{ "follow", "Enter", N_("to the step that made the line under the pointer"),
	  N_("who made this"), 0, { '\r', '\n', SPECIAL_KEY(KEY_ENTER) }, NULL, act_follow, false, 0,
	  pointing },
	{ "read-on", "Enter", N_("read on: down the page of the lesson, then to the next"),
	  N_("read on"), 1, { '\r', '\n', SPECIAL_KEY(KEY_ENTER) }, NULL, act_read_on, false, 0,
	  in_lesson },
	{ "scroll-page", "space", N_("in the lesson: down its page, as long as there is more below"),
	  N_("more"), 0, { ' ' }, NULL, act_page, false, 1, on_unread_page },
	{ "say", "1 to 9", N_("predict first: say what will happen, and see it"), NULL, 0,
	  { '1', '2', '3', '4', '5', '6', '7', '8', '9' }, NULL, act_say, false, 0,
	  foretell_is_open },
	{ "answer", "1 to 9", N_("in the lesson: choose the answer with that number"), NULL, 0,
	  { '1', '2', '3', '4', '5', '6', '7', '8', '9' }, NULL, act_answer, false, 0, on_page },
	{ "leave-page", "Tab", N_("from the lesson's page to the next pane; there digits open panes again"),
	  N_("panes"), 2, { '\t' }, NULL, act_next_pane, false, 1, on_page },
	{ "next-page", "}", N_("to the next page of the lesson"), NULL, 0, { '}' }, NULL,
	  act_turn, false, 1, in_lesson },
	{ "back-page", "{", N_("to the page of the lesson before"), NULL, 0, { '{' }, NULL,
	  act_turn, false, -1, in_lesson },
	{ "hint", "h", N_("one more hint for the task; after the last, its solution"),
	  N_("hint"), 8, { 'h' }, NULL, act_hint, false, 0, in_lesson },
	{ "home", "l", N_("back to the lesson: to where its page had led"), N_("to the page"), 3,
	  { 'l' }, NULL, act_home, false, 0, in_lesson },
	{ "reset", "r", N_("in a lesson: begin the task or the page anew; it asks which"), N_("anew"), 14,
	  { 'r' }, NULL, act_reset, false, 0, in_lesson },
	{ "stop", "space, right", N_("on to the next stop, a decision worth a sentence"),
	  N_("go on"), 0, { ' ', SPECIAL_KEY(KEY_RIGHT) }, player_stop, NULL, false, 0, NULL },
	{ "back-stop", "left, backspace", N_("back to the stop before"), N_("back"), 4,
	  { SPECIAL_KEY(KEY_LEFT), SPECIAL_KEY(KEY_BACKSPACE), 127, 8 }, player_stop,
	  NULL, true, 0, NULL },
	{ "step", "s",
	  N_("one step, the finest there is: into calls, a comparison at a time"),
	  N_("step"), 4, { 's' }, player_step, NULL, false, 0, NULL },
	{ "next", "n", N_("one step of this function, over the calls it makes"),
	  N_("next"), 5, { 'n' }, player_next, NULL, false, 0, NULL },
	{ "finish", "f", N_("out of this function, to where it returns"), N_("finish"),
	  6, { 'f' }, player_finish, NULL, false, 0, NULL },
	{ "continue", "c", N_("on to the next breakpoint, or to the end"),
	  N_("continue"), 11, { 'c' }, player_continue, NULL, false, 0, NULL },
	{ "back-step", "S", N_("one step back"), N_("(capitals: backwards)"), 10,
	  { 'S' }, player_step, NULL, true, 0, NULL },
	{ "back-next", "N", N_("one step of this function back"), NULL, 0, { 'N' },
	  player_next, NULL, true, 0, NULL },
	{ "back-finish", "F", N_("back to where this function was called"), NULL, 0,
	  { 'F' }, player_finish, NULL, true, 0, NULL },
	{ "back-continue", "C", N_("back to the breakpoint before, or to the beginning"),
	  NULL, 0, { 'C' }, player_continue, NULL, true, 0, NULL },
	{ "stage", "]", N_("on to the next stage of the boot"), N_("stage"), 13, { ']' },
	  player_stage, NULL, false, 0, NULL },
	{ "back-stage", "[", N_("back to the stage before"), NULL, 0, { '[' },
	  player_stage, NULL, true, 0, NULL },
	{ "first", "Home", N_("to the first stop"), NULL, 0,
	  { SPECIAL_KEY(KEY_HOME) }, NULL, act_first, false, 0, NULL },
	{ "last", "End, G", N_("to the end"), NULL, 0, { SPECIAL_KEY(KEY_END), 'G' },
	  NULL, act_last, false, 0, NULL },
	{ "goto", "g",
	  N_("to a moment, such as insert_resource#2 or setup_arch/paging_init@return"),
	  N_("goto"), 9, { 'g' }, NULL, act_goto, false, 0, NULL },
	{ "find", "/",
	  N_("find text, or an address, in what happens further on; alone, the same again"),
	  N_("find"), 7, { '/' }, NULL, act_search, false, 0, NULL },
	{ "find-next", ">", N_("to the next place where the text is found"), NULL, 0,
	  { '>' }, NULL, act_search_again, false, false, NULL },
	{ "find-previous", "<", N_("to the place before where the text is found"), NULL,
	  0, { '<' }, NULL, act_search_again, false, true, NULL },
	{ "repeat", ".", N_("the last move or search once more"), NULL, 0, { '.' }, NULL, act_repeat,
	  false, 0, NULL },
	{ "undo", "u", N_("undo the last motion, whatever it was"), N_("undo"), 14, { 'u' }, NULL,
	  act_undo, false, 0, NULL },
	{ "redo", "U, Ctrl-R", N_("make a motion that was undone again"), NULL, 0,
	  { 'U', CTRL_KEY('R') }, NULL, act_undo, false, 1, NULL },
	{ "play", "p", N_("stop after stop, until a key, a breakpoint or the end"), N_("play"), 13,
	  { 'p' }, NULL, act_play, false, 0, NULL },
	{ "foretell", "P", N_("predict first: say what will happen before you see it; and off again"),
	  N_("predict"), 14, { 'P' }, NULL, act_foretell, false, 0, NULL },
	{ "break", "b", N_("a breakpoint: on a function, a device, a range or a kind of step"),
	  N_("break"), 12, { 'b' }, NULL, act_break, false, 0, NULL },
	{ "watch", "w", N_("watch a range: continue stops where something of it changes"), NULL, 0,
	  { 'w' }, NULL, act_watch, false, 0, NULL },
	{ "mark", "m", N_("and a letter: a bookmark here"), NULL, 0, { 'm' }, NULL, act_mark, false,
	  0, NULL },
	{ "go-mark", "'", N_("and its letter: to the bookmark; '' to where the last jump began"),
	  NULL, 0, { '\'' }, NULL, act_go_mark, false, 0, NULL },
	{ "node", "t", N_("to the node that the step is about: its pane, the pointer at it"), NULL,
	  0, { 't' }, NULL, act_node, false, 0, NULL },
	{ "delete", "x, Delete", N_("in the pane breaks: remove the one under the pointer"),
	  N_("remove"), 1, { 'x', SPECIAL_KEY(KEY_DC) }, NULL, act_delete, false, 0, on_breaks },
	{ "command", ":", N_("a command: a call of the kernel made here, a look, a move"),
	  N_("command"), 3, { ':' }, NULL, act_command, false, 0, NULL },
	{ "speed", "a", N_("how fast a resource moves through the tree: normal, fast, off, one picture, slow"),
	  NULL, 0, { 'a' }, NULL, act_speed, false, 0, NULL },
	{ "pane", "Tab", N_("the next pane: it gets the keys that scroll, and room"),
	  N_("pane"), 8, { '\t' }, NULL, act_next_pane, false, 1, NULL },
	{ "back-pane", "Shift-Tab", N_("the pane before"), NULL, 0,
	  { SPECIAL_KEY(KEY_BTAB) }, NULL, act_next_pane, false, -1, NULL },
	{ "boot", "1", N_("the pane boot"), NULL, 0, { '1' }, NULL, act_pane, false,
	  PANE_BOOT, NULL },
	{ "tree", "2", N_("the pane tree"), NULL, 0, { '2' }, NULL, act_pane, false,
	  PANE_TREE, NULL },
	{ "memblock", "3", N_("the pane memblock"), NULL, 0, { '3' }, NULL, act_pane,
	  false, PANE_MEMBLOCK, NULL },
	{ "map", "4", N_("the pane map"), NULL, 0, { '4' }, NULL, act_pane, false,
	  PANE_MAP, NULL },
	{ "log", "5", N_("the pane log"), NULL, 0, { '5' }, NULL, act_pane, false,
	  PANE_LOG, NULL },
	{ "source", "6", N_("the pane source"), NULL, 0, { '6' }, NULL, act_pane, false,
	  PANE_SOURCE, NULL },
	{ "devices", "7", N_("the pane devices"), NULL, 0, { '7' }, NULL, act_pane, false,
	  PANE_DEVICES, NULL },
	{ "mappings", "8", N_("the pane mappings"), NULL, 0, { '8' }, NULL, act_pane,
	  false, PANE_MAPPINGS, NULL },
	{ "dtb", "9", N_("the pane dtb"), NULL, 0, { '9' }, NULL, act_pane, false, PANE_DTB,
	  NULL },
	{ "proc", "R", N_("the pane proc: a read of /proc/iomem"), NULL, 0, { 'R' }, NULL,
	  act_pane, false, PANE_PROC, NULL },
	{ "breaks", "B", N_("the pane breaks: breakpoints and bookmarks"), NULL, 0, { 'B' }, NULL,
	  act_pane, false, PANE_BREAKS, NULL },
	{ "calls", "I", N_("the pane calls: what was called in this run, by you or by a script"),
	  NULL, 0, { 'I' }, NULL, act_pane, false, PANE_CALLS, NULL },
	{ "drop", "x", N_("on the pane calls: make the run anew without the call under the pointer"),
	  N_("drop"), 1, { 'x' }, NULL, act_drop, false, 0, on_calls },
	{ "compare", "=", N_("on the pane calls: what the last change changed"), N_("compare"), 2,
	  { '=' }, NULL, act_compare, false, 0, on_calls },
	{ "output", "O", N_("the pane output: what the last commands printed"), NULL, 0, { 'O' },
	  NULL, act_pane, false, PANE_OUTPUT, NULL },
	{ "lesson", "0", N_("the pane lesson"), NULL, 0, { '0' }, NULL, act_pane, false,
	  PANE_LESSON, in_lesson },
	{ "zoom", "z", N_("the pane alone on the screen, and back"), N_("zoom"), 12,
	  { 'z' }, NULL, act_zoom, false, 0, NULL },
	{ "copy", "y", N_("copy the line under the pointer, or the sentence"), NULL, 0, { 'y' }, NULL,
	  act_copy, false, 0, NULL },
	{ "map-in", "+", N_("the map: a quarter of it, around what the step is about"), NULL, 0,
	  { '+', '=' }, NULL, act_map_zoom, false, 1, NULL },
	{ "map-out", "-", N_("the map: four times as much of it"), NULL, 0, { '-' }, NULL,
	  act_map_zoom, false, -1, NULL },
	{ "present", "W, F5", N_("presenter mode: one pane and the sentence, large; and back"), NULL,
	  0, { 'W', SPECIAL_KEY(KEY_F(5)) }, NULL, act_present, false, 0, NULL },
	{ "down", "down, j", N_("the pointer a line down, in the pane that has the focus"), NULL, 0,
	  { SPECIAL_KEY(KEY_DOWN), 'j' }, NULL, act_line, false, 1, NULL },
	{ "up", "up, k", N_("the pointer a line up"), NULL, 0, { SPECIAL_KEY(KEY_UP), 'k' },
	  NULL, act_line, false, -1, NULL },
	{ "page-down", "PgDn, Ctrl-F", N_("scroll the pane down by a page"), NULL, 0,
	  { SPECIAL_KEY(KEY_NPAGE), CTRL_KEY('F') }, NULL, act_page, false, 1, NULL },
	{ "page-up", "PgUp, Ctrl-B", N_("scroll the pane up by a page"), NULL, 0,
	  { SPECIAL_KEY(KEY_PPAGE), CTRL_KEY('B') }, NULL, act_page, false, -1, NULL },
	{ "help", "?, F1", N_("this help, and away again"), N_("help"), 2,
	  { '?', SPECIAL_KEY(KEY_F(1)) }, NULL, act_help, false, 0, NULL },
	{ "glossary", "K", N_("the words of the field, explained; it opens at what the step is about"),
	  NULL, 0, { 'K' }, NULL, act_glossary, false, 0, NULL },
	{ "theme", "T", N_("the next theme: dark, light, high contrast, without colours"), NULL, 0,
	  { 'T' }, NULL, act_theme, false, 0, NULL },
	{ "mouse", "M", N_("the mouse off and on; when it is off, the terminal selects text by it"),
	  NULL, 0, { 'M' }, NULL, act_mouse, false, 0, NULL },
	{ "redraw", "Ctrl-L", N_("draw the screen anew"), NULL, 0, { CTRL_KEY('L') }, NULL,
	  act_redraw, false, 0, NULL },
	{ "close", "Esc", N_("close what lies over the panes; never quits"), NULL, 0,
	  { ESC_KEY }, NULL, act_escape, false, 0, NULL },
	{ "quit", "q, F10", N_("close what lies over the panes; else leave the program"),
	  N_("quit"), 1, { 'q', SPECIAL_KEY(KEY_F(10)) }, NULL, act_quit, false, 0, NULL },
};
/* clang-format on */
const size_t key_row_count = sizeof(key_rows) / sizeof(key_rows[0]);

bool key_of_lesson(const struct key_row *row)
{
	return row->when == in_lesson || row->when == on_page || row->when == on_unread_page;
}
