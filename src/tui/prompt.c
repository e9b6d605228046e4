/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line at which the reader is asked something. */
#include <string.h>

#include "player/complete.h"
#include "sim/intl.h"
#include "tui/internal.h"

/* Bytes of words that fit, as many as are told. */
#define TOLD_BYTES 400

void prompt_open(struct tui *t, const char *ask, void (*done)(struct tui *t, const char *answer))
{
	t->prompt.ask = ask;
	t->prompt.one_key = false;
	t->prompt.done = done;
	t->prompt.changed = NULL;
	t->prompt.left = NULL;
	t->prompt.command = NULL;
	t->prompt.from = (struct spot){ t->player->at, t->player->sub };
	line_edit_set(&t->prompt.edit, "");
}

void prompt_ask(struct tui *t, const char *ask, void (*done)(struct tui *t, const char *answer))
{
	prompt_open(t, ask, done);
	t->prompt.one_key = true;
}

void prompt_completes(struct tui *t, const char *command)
{
	t->prompt.command = command;
}

void prompt_close(struct tui *t)
{
	t->prompt.ask = NULL;
}

static void finish(struct tui *t)
{
	struct line_edit answer = t->prompt.edit;
	struct spot from = t->prompt.from;

	/* what it does may open another prompt */
	t->prompt.edit = (struct line_edit){ 0 };
	prompt_close(t);
	t->prompt.done(t, text_str(&answer.text));
	if (t->player->at != from.at || t->player->sub != from.sub)
		tui_moved(t);
	line_edit_free(&answer);
}

static void give_up(struct tui *t)
{
	prompt_close(t);
	if (t->prompt.left)
		t->prompt.left(t);
}

static void edit_line(struct tui *t, key_code key)
{
	struct text was = { 0 };

	text_add(&was, text_str(&t->prompt.edit.text));
	line_edit_press(&t->prompt.edit, key);
	if (t->prompt.changed && strcmp(text_str(&was), text_str(&t->prompt.edit.text)) != 0)
		t->prompt.changed(t, text_str(&t->prompt.edit.text));
	text_free(&was);
}

/* The words of FOUND beside each other, as many as there is room for. */
static void tell_words(struct tui *t, const struct completions *found)
{
	struct text words = { 0 };
	size_t shown = 0;

	for (; shown < found->count && words.len < TOLD_BYTES; shown++)
		text_addf(&words, "%s%s", shown ? "  " : "", found->all[shown].word);
	if (shown < found->count)
		text_add(&words, " ...");
	tui_flash(t, text_str(&words));
	text_free(&words);
}

/* As far as all words go that may stand there; what stands behind the cursor stays. */
static void complete(struct tui *t)
{
	struct line_edit *edit = &t->prompt.edit;
	struct text before = { 0 }, line = { 0 };
	struct completions found;
	size_t at;

	text_addf(&before, "%s ", t->prompt.command);
	text_add_n(&line, text_str(&edit->text), edit->at);
	player_complete(t->player, before.s, text_str(&line), &found);
	if (!found.count) {
		tui_flash(t, _("No name begins like that."));
	} else {
		text_clear(&line);
		text_add_n(&line, found.all[0].word, completions_shared(&found));
		at = line.len;
		text_add(&line, text_str(&edit->text) + edit->at);
		line_edit_set(edit, text_str(&line));
		edit->at = at;
		if (found.count > 1)
			tell_words(t, &found);
	}
	completions_done(&found);
	text_free(&before);
	text_free(&line);
}

void prompt_press(struct tui *t, key_code key)
{
	if (!t->prompt.changed)
		text_clear(&t->flash);
	if (line_edit_enters(key))
		finish(t);
	else if (line_edit_gives_up(&t->prompt.edit, key))
		give_up(t);
	else if (key == '\t' && t->prompt.command)
		complete(t);
	else
		edit_line(t, key);
	if (t->prompt.ask && t->prompt.one_key && t->prompt.edit.text.len)
		finish(t);
}

void prompt_draw(const struct tui *t, unsigned x, unsigned y, unsigned width)
{
	const struct prompt *p = &t->prompt;

	line_edit_draw(_(p->ask), text_str(&p->edit.text), p->edit.at, x, y, width);
}
