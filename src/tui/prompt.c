/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line at which the reader is asked something. */
#define NCURSES_NOMACROS
#include <curses.h>

#include "sim/intl.h"
#include "tui/internal.h"

#define CTRL(c) ((c)&31)

void prompt_open(struct tui *t, const char *ask, void (*done)(struct tui *t, const char *answer))
{
	t->prompt.ask = ask;
	t->prompt.one_key = false;
	t->prompt.done = done;
	line_edit_set(&t->prompt.edit, "");
}

void prompt_ask(struct tui *t, const char *ask, void (*done)(struct tui *t, const char *answer))
{
	prompt_open(t, ask, done);
	t->prompt.one_key = true;
}

void prompt_close(struct tui *t)
{
	t->prompt.ask = NULL;
}

static void finish(struct tui *t)
{
	struct line_edit answer = t->prompt.edit;

	/* what it does may open another prompt */
	t->prompt.edit = (struct line_edit){ 0 };
	prompt_close(t);
	t->prompt.done(t, text_str(&answer.text));
	tui_forget_scroll(t);
	line_edit_free(&answer);
}

void prompt_press(struct tui *t, key_code key)
{
	bool erases = key == SPECIAL_KEY(KEY_BACKSPACE) || key == 127 || key == 8;

	if (key == '\r' || key == '\n' || key == SPECIAL_KEY(KEY_ENTER))
		finish(t);
	else if (key == 27 || key == CTRL('G') || (erases && !t->prompt.edit.text.len))
		prompt_close(t);
	else
		line_edit_press(&t->prompt.edit, key);
	if (t->prompt.ask && t->prompt.one_key && t->prompt.edit.text.len)
		finish(t);
}

void prompt_draw(const struct tui *t, unsigned x, unsigned y, unsigned width)
{
	const struct prompt *p = &t->prompt;

	line_edit_draw(_(p->ask), text_str(&p->edit.text), p->edit.at, x, y, width);
}
