/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys do that lead about: breakpoints, bookmarks, undo, play, and to the node. */
#include <stdlib.h>
#include <string.h>

#include "sim/intl.h"
#include "tui/keys.h"
#include "view/suggest.h"
#include "view/view_breaks.h"

/* Do a line of the command language; what it prints is said before the sentence. */
static void do_quietly(struct tui *t, const char *line)
{
	size_t len;

	command_line_do(t, line);
	len = t->output.len;
	if (!len)
		return;
	t->output.s[len - 1] = '\0';
	tui_flash(t, text_str(&t->output));
	text_clear(&t->output);
}

/* ---- breakpoints ---- */

/* COMMAND WORD */
static void do_with(struct tui *t, const char *command, const char *word)
{
	struct text line = { 0 };

	if (!*word)
		return;
	text_addf(&line, "%s ", command);
	word_add(&line, word);
	do_quietly(t, line.s);
	text_free(&line);
}

/* The answer behind the command that the prompt was opened for. */
static void do_answered(struct tui *t, const char *word)
{
	do_with(t, t->prompt.command, word);
}

static const struct {
	char key;
	enum break_kind kind;
	const char *ask; /* N_() */
	const char *command;
} asks[] = {
	{ 'f', BREAK_FUNCTION, N_("break at the function: "), "break function" },
	{ 'd', BREAK_DEVICE, N_("break at the device: "), "break device" },
	{ 'r', BREAK_RANGE, N_("break where the range is spoken of: "), "break range" },
	{ 'k', BREAK_KIND, N_("break at steps of the kind: "), "break kind" },
	{ 'w', BREAK_WATCH, N_("watch the range: "), "watch" },
};

/* The range of the line under the pointer, if there is one. */
static bool pointed_range(struct tui *t, struct text *out)
{
	struct lines lines = { 0 };
	struct page_shown shown;
	bool found = t->pointer.on && panes_lines(t, t->pointer.view, &lines, &shown) &&
	             suggest_range_of_line(&lines, t->pointer.line, out);

	lines_free(&lines);
	return found;
}

static void ask_break(struct tui *t, size_t n)
{
	enum break_kind kind = asks[n].kind;
	struct text suggested = { 0 };

	if ((kind != BREAK_RANGE && kind != BREAK_WATCH) || !pointed_range(t, &suggested))
		suggest_break(t->player, kind, &suggested);
	prompt_open(t, asks[n].ask, do_answered);
	prompt_completes(t, asks[n].command);
	line_edit_set(&t->prompt.edit, text_str(&suggested));
	text_free(&suggested);
}

static void break_asked(struct tui *t, const char *answer)
{
	for (size_t i = 0; i < sizeof(asks) / sizeof(asks[0]); i++)
		if (answer[0] == asks[i].key) {
			ask_break(t, i);
			return;
		}
	tui_flash(t, _("A breakpoint is on f, d, r or k."));
}

void act_break(struct tui *t, long arg)
{
	(void)arg;
	prompt_ask(t, N_("break on: f function  d device  r range  k kind of step "), break_asked);
}

void act_watch(struct tui *t, long arg)
{
	(void)arg;
	break_asked(t, "w");
}

bool on_breaks(struct tui *t)
{
	return t->focus == PANE_BREAKS;
}

void act_delete(struct tui *t, long arg)
{
	unsigned number;
	char letter;

	(void)arg;
	if (!t->pointer.on || t->pointer.view != PANE_BREAKS ||
	    !view_breaks_at(t->player, t->pointer.line, &number, &letter)) {
		prompt_open(t, N_("delete breakpoint number: "), do_answered);
		prompt_completes(t, "delete");
	} else if (letter) {
		player_delete_bookmark(t->player, letter);
		tui_flash(t, _("The bookmark is gone."));
	} else {
		player_delete(t->player, number);
		tui_flash(t, _("The breakpoint is gone."));
	}
}

/* ---- places ---- */

static void mark_asked(struct tui *t, const char *letter)
{
	struct text said = { 0 };

	if (!player_bookmark_letter(letter)) {
		tui_flash(t, _("A bookmark is a letter."));
	} else if (player_set_bookmark(t->player, letter[0])) {
		text_addf(&said, _("Bookmark %c is here; '%c comes back."), letter[0], letter[0]);
		tui_flash(t, text_str(&said));
	}
	text_free(&said);
}

void act_mark(struct tui *t, long arg)
{
	(void)arg;
	prompt_ask(t, N_("bookmark this place as (a letter): "), mark_asked);
}

static void go_asked(struct tui *t, const char *letter)
{
	struct error err = { 0 };

	if (letter[0] == '\'' && !player_jump_back(t->player))
		tui_flash(t, _("There was no jump yet to go back from."));
	else if (letter[0] != '\'' && !player_bookmark_letter(letter))
		tui_flash(t, _("A bookmark is a letter."));
	else if (letter[0] != '\'' && !player_go_bookmark(t->player, letter[0], &err))
		tui_flash(t, err.reason);
}

void act_go_mark(struct tui *t, long arg)
{
	(void)arg;
	prompt_ask(t, N_("go to the bookmark (a letter; ' is where the last jump began): "),
	           go_asked);
}

void act_undo(struct tui *t, long redo)
{
	if (!player_undo(t->player, 1, redo))
		tui_flash(t, redo ? _("There is no motion to make again.")
		                  : _("There is no motion to undo."));
}

void act_play(struct tui *t, long arg)
{
	(void)arg;
	play_begin(t);
}

/* ---- to the node ---- */

/* Give the pane that lists what the step is about the focus, the pointer at it. */
static void show_node(struct tui *t)
{
	static const size_t panes[ABOUT_COUNT] = {
		[ABOUT_RESOURCE] = PANE_TREE,    [ABOUT_MEMBLOCK] = PANE_MEMBLOCK,
		[ABOUT_MAPPING] = PANE_MAPPINGS, [ABOUT_DEVICE] = PANE_DEVICES,
		[ABOUT_BLOB] = PANE_DTB,         [ABOUT_LOG] = PANE_LOG,
		[ABOUT_READ] = PANE_PROC,
	};
	enum about_what what = suggest_node(t->player);
	struct lines lines = { 0 };
	struct page_shown shown;

	if (what == ABOUT_NOTHING) {
		tui_flash(t, _("This step is about nothing that a pane lists."));
		return;
	}
	layout_focus(t, panes[what]);
	t->scroll[panes[what]] = 0;
	if (panes_lines(t, panes[what], &lines, &shown) && lines.count)
		pointer_put(t, panes[what], lines.focus);
	lines_free(&lines);
}

void act_node(struct tui *t, long arg)
{
	(void)arg;
	show_node(t);
}
