/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a key to its row of the key table; the line of keys and the help. */
#include "tui/keys.h"

#include <string.h>

#include "sim/intl.h"
#include "tui/key_line.h"
#include "view/parts.h"

static const struct key_row *row_of(struct tui *t, key_code key)
{
	for (size_t i = 0; i < key_row_count; i++)
		if (bindings_has(&t->settings->bindings, i, key) &&
		    (!key_rows[i].when || key_rows[i].when(t)))
			return &key_rows[i];
	return NULL;
}

static void make_move(struct tui *t, const struct key_row *row)
{
	const struct player *p = t->player;

	if (!player_step_now(p))
		tui_flash(t, _("There is nothing to walk through: no step was recorded."));
	else if (row->move == player_stop && !row->backwards && foretell_asks(t))
		animation_finish(t);
	else if (!row->move(t->player, 1, row->backwards))
		tui_flash(t, row->backwards ? _("This is the beginning.") : _("This is the end."));
	else if (!row->backwards && (row->move == player_stop || row->move == player_next ||
	                             row->move == player_step || row->move == player_finish))
		animation_begin(t);
	/* in front of a class the page makes room for what moves */
	if (t->present && t->chosen == PANE_LESSON)
		t->chosen = PANE_BY_STATE;
	tui_forget_scroll(t);
}

/* With the help open, keys that scroll scroll it, and the rest wait. */
static bool works_in_help(const struct key_row *row)
{
	return row->act == act_line || row->act == act_page || row->act == act_help ||
	       row->act == act_escape || row->act == act_quit || row->act == act_redraw;
}

/* The box with output closes at any key but those that scroll it; some keys only close it. */
static bool press_at_output(struct tui *t, const struct key_row *row)
{
	if (row && (row->act == act_line || row->act == act_page) && t->key != ' ') {
		row->act(t, row->arg);
		return true;
	}
	text_clear(&t->output);
	return t->key == ' ' || t->key == '\r' || t->key == '\n' || t->key == ESC_KEY ||
	       t->key == 'q';
}

void tui_moved(struct tui *t)
{
	tui_forget_scroll(t);
	/* while a text to be found is typed, nothing is decided yet */
	if (t->prompt.ask)
		return;
	player_settle(t->player);
	if (t->lesson)
		reading_moved(t);
}

static bool repeats(const struct key_row *row)
{
	return row->move || row->act == act_search_again;
}

static void do_row(struct tui *t, const struct key_row *row)
{
	uint32_t was = t->player->at;

	if (row->move)
		make_move(t, row);
	else
		row->act(t, row->arg);
	if (repeats(row))
		t->repeat = row;
	if (t->player->at != was)
		tui_moved(t);
}

void act_repeat(struct tui *t, long arg)
{
	(void)arg;
	if (t->repeat)
		do_row(t, t->repeat);
	else
		tui_flash(t, _("There is no move or search to repeat yet."));
}

void keys_repeat_search(struct tui *t)
{
	for (size_t i = 0; i < key_row_count; i++)
		if (key_rows[i].act == act_search_again && !key_rows[i].arg)
			t->repeat = &key_rows[i];
}

/* Any key ends what plays by itself but the one for its speed; true when that is all it does. */
static bool press_at_play(struct tui *t, const struct key_row *row)
{
	if (!t->play.on)
		return false;
	if (row && row->act == act_speed) {
		row->act(t, row->arg);
		return true;
	}
	play_end(t, _("Stopped; p plays on."));
	return !row || row->act == act_play || row->act == act_escape || row->act == act_quit ||
	       t->key == ' ' || t->key == '\r';
}

/* Alt and a key, when that means nothing together, is Escape and the key. */
static bool press_apart(struct tui *t, key_code key)
{
	if (!IS_ALT_KEY(key) || (!t->prompt.ask && !t->typing && row_of(t, key)) ||
	    (!t->prompt.ask && t->typing && command_line_takes(key)))
		return false;
	keys_press(t, ESC_KEY);
	if (!t->quit)
		keys_press(t, WITHOUT_ALT(key));
	return true;
}

static void press(struct tui *t, key_code key)
{
	const struct key_row *row;

	if (paste_press(t, key) || press_apart(t, key))
		return;
	t->key = key;
	if (t->prompt.ask) {
		prompt_press(t, key);
		return;
	}
	if (t->play.on && press_at_play(t, row_of(t, key)))
		return;
	search_stop(t);
	text_clear(&t->flash);
	t->foretell.told = false;
	if (glossary_press(t, key))
		return;
	if (key == MOUSE_KEY) {
		uint32_t was = t->player->at;

		if (!t->typing)
			mouse_press(t);
		if (t->player->at != was)
			tui_moved(t);
		return;
	}
	if (t->typing) {
		command_line_press(t, key);
		return;
	}
	row = row_of(t, key);
	if (t->output.len && press_at_output(t, row))
		return;
	if (row && (!t->help || works_in_help(row)))
		do_row(t, row);
}

/* Nothing changes but what of a pane is seen. */
static bool only_looks(struct tui *t, key_code key)
{
	const struct key_row *row;

	if (t->prompt.ask || t->typing || t->play.on || key == MOUSE_KEY)
		return false;
	row = row_of(t, key);
	return row && (row->act == act_line || row->act == act_page);
}

void keys_press(struct tui *t, key_code key)
{
	bool looks = only_looks(t, key);

	if (!looks)
		panes_forget(t);
	/* what moved the reader without a key, and what this key does, are motions */
	if (!t->prompt.ask)
		player_settle(t->player);
	press(t, key);
	foretell_check(t);
	if (!t->prompt.ask)
		player_settle(t->player);
	if (!looks)
		panes_forget(t);
}

/* The first key of a row; 0 for one that the reader has left without. */
static key_code first_key(const struct tui *t, size_t row)
{
	return t->settings->bindings.codes[row][0];
}

/* What the line of keys may say of ROW: the name of its first key, if that is its own now. */
static struct key_item item_of(struct tui *t, size_t row)
{
	struct key_item item = { .rank = key_rows[row].rank };

	if (!key_rows[row].footer || !first_key(t, row) ||
	    row_of(t, first_key(t, row)) != &key_rows[row])
		return item;
	item.word = _(key_rows[row].footer);
	bindings_first(&t->settings->bindings, row, &item.key);
	return item;
}

void keys_footer(struct tui *t, unsigned width, struct lines *out)
{
	struct key_item items[ROWS_MAX] = { 0 };

	for (size_t i = 0; i < key_row_count; i++)
		items[i] = item_of(t, i);
	key_line_add(items, key_row_count, width, out);
	key_line_free(items, key_row_count);
}

void keys_press_footer(struct tui *t, unsigned width, unsigned cell)
{
	struct key_item items[ROWS_MAX] = { 0 };
	size_t row;

	for (size_t i = 0; i < key_row_count; i++)
		items[i] = item_of(t, i);
	row = key_line_at(items, key_row_count, width, cell);
	key_line_free(items, key_row_count);
	if (row < key_row_count)
		keys_press(t, first_key(t, row));
}

void keys_help(struct tui *t, unsigned width, bool unicode, struct lines *out)
{
	unsigned indent = width >= 40 ? 18 : 2;
	struct text names = { 0 };

	for (size_t i = 0; i < key_row_count; i++) {
		if (key_of_lesson(&key_rows[i]) && !t->lesson)
			continue;
		text_clear(&names);
		bindings_all(&t->settings->bindings, i, &names);
		key_help_row(text_str(&names), _(key_rows[i].help), width, indent, out);
	}
	lines_end(out);
	for (size_t i = 0; i < view_count; i++) {
		lines_add(out, STYLE_HEADING, _(views[i].name));
		lines_pad(out, STYLE_PLAIN, indent);
		lines_add_wrapped(out, STYLE_PLAIN, _(views[i].help), width, indent);
		lines_end(out);
	}
	lines_add(out, STYLE_HEADING, _("output"));
	lines_pad(out, STYLE_PLAIN, indent);
	lines_add_wrapped(out, STYLE_PLAIN, _("What the last commands printed."), width, indent);
	lines_end(out);
	lines_end(out);
	lines_addf(out, STYLE_PLAIN, _("Signs: %s here  + linked or moved  * changed  ! overlaps"),
	           glyph(unicode, GLYPH_NOW));
	lines_end(out);
	text_free(&names);
	out->focus = 0;
}
