/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The glossary over the panes: it opens at what the step is about, and letters look a term up. */
#define NCURSES_NOMACROS
#include <curses.h>

#include "player/glossary.h"
#include "sim/intl.h"
#include "tui/box.h"
#include "tui/internal.h"
#include "view/parts.h"

#define TERM_MAX 32

void glossary_open(struct tui *t)
{
	t->glossary = (struct glossary_box){ .open = true, .at = glossary_of(t->player) };
}

static void close_box(struct tui *t)
{
	text_free(&t->glossary.typed);
	t->glossary.open = false;
}

/* To the first term that begins with what was typed; a letter that leads nowhere is not kept. */
static void look_up(struct tui *t, char letter)
{
	struct glossary_box *g = &t->glossary;
	struct text wanted = { 0 };
	size_t found;

	text_add(&wanted, text_str(&g->typed));
	text_add_char(&wanted, letter);
	found = wanted.len < TERM_MAX ? glossary_find(wanted.s) : glossary_count;
	/* another letter may begin another word */
	if (found == glossary_count && g->typed.len) {
		text_clear(&wanted);
		text_add_char(&wanted, letter);
		found = glossary_find(wanted.s);
	}
	if (found < glossary_count) {
		text_clear(&g->typed);
		text_add(&g->typed, wanted.s);
		g->at = found;
		g->scroll = 0;
	}
	text_free(&wanted);
}

static const struct {
	key_code key;
	long lines, pages;
} moves[] = {
	{ SPECIAL_KEY(KEY_DOWN), 1, 0 },   { SPECIAL_KEY(KEY_UP), -1, 0 },
	{ SPECIAL_KEY(KEY_NPAGE), 0, 1 },  { SPECIAL_KEY(KEY_PPAGE), 0, -1 },
	{ CTRL_KEY('F'), 0, 1 },           { CTRL_KEY('B'), 0, -1 },
	{ SPECIAL_KEY(KEY_END), 0, 1000 }, { SPECIAL_KEY(KEY_HOME), 0, -1000 },
};

bool glossary_press(struct tui *t, key_code key)
{
	if (!t->glossary.open || key == CTRL_KEY('L') || key == MOUSE_KEY)
		return false;
	for (size_t i = 0; i < sizeof(moves) / sizeof(moves[0]); i++)
		if (moves[i].key == key)
			panes_scroll(t, moves[i].lines, moves[i].pages);
	if (key == ESC_KEY || key == SPECIAL_KEY(KEY_F(10)) ||
	    (key == 'q' && !t->glossary.typed.len))
		close_box(t);
	else if (key > ' ' && key < 0x7f)
		look_up(t, (char)key);
	else if (key == ' ' && t->glossary.typed.len)
		look_up(t, ' ');
	return true;
}

void glossary_draw(struct tui *t)
{
	unsigned width = box_width();
	struct lines lines = { 0 };
	struct text title = { 0 };

	for (size_t i = 0; i < glossary_count; i++) {
		bool at = i == t->glossary.at;

		if (at)
			lines.focus = lines.count;
		lines_add(&lines, STYLE_NOW, at ? glyph(screen_unicode(), GLYPH_NOW) : "");
		lines_add(&lines, at ? STYLE_NOW : STYLE_HEADING, glossary[i].name);
		lines_end(&lines);
		lines_add(&lines, STYLE_PLAIN, "  ");
		lines_add_wrapped(&lines, STYLE_PLAIN, _(glossary[i].meaning), width, 2);
		lines_end(&lines);
	}
	if (t->glossary.typed.len)
		text_addf(&title, _(" glossary: %s "), t->glossary.typed.s);
	else
		text_add(&title, _(" glossary: type a word "));
	box_draw(title.s, &lines, &t->glossary.scroll);
	text_free(&title);
	lines_free(&lines);
}
