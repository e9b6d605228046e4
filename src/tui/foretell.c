/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predict first: the way to the next stop leads over a question, when there is one to ask. */
#include "sim/intl.h"
#include "tui/internal.h"
#include "view/view_guess.h"

/* Whose score it is: the lesson's, or the board's. */
static const char *score_name(const struct tui *t)
{
	return t->lesson            ? t->lesson->lesson->name
	       : t->player->machine ? t->player->machine->name
	                            : "";
}

static void add_score(const struct tui *t, struct text *out)
{
	size_t right, of;

	progress_score(t->progress, SCORE_FORETOLD, score_name(t), &right, &of);
	text_addf(out, _("foretold: %zu of %zu"), right, of);
}

void foretell_toggle(struct tui *t)
{
	struct text said = { 0 };

	t->foretell.on = !t->foretell.on;
	t->foretell.told = false;
	if (t->foretell.on) {
		tui_flash(t, _("Predict first: before a step that decides something you are asked "
		               "what will happen. P ends it."));
		return;
	}
	guess_drop(&t->foretell.guess, t->player);
	text_add(&said, _("Predict first is off. "));
	add_score(t, &said);
	tui_flash(t, text_str(&said));
	text_free(&said);
}

bool foretell_asks(struct tui *t)
{
	if (!t->foretell.on)
		return false;
	if (t->foretell.guess.open) {
		tui_flash(t, _("The question comes first: its number answers it, Esc drops it."));
		return true;
	}
	return guess_find(&t->foretell.guess, t->player);
}

bool foretell_is_open(struct tui *t)
{
	return t->foretell.guess.open;
}

void foretell_answer(struct tui *t, size_t choice)
{
	struct guess *g = &t->foretell.guess;
	bool right;

	if (choice >= g->choice_count) {
		tui_flash(t, _("The question has no answer with that number."));
		return;
	}
	right = guess_answer(g, t->player, choice);
	t->foretell.told = true;
	guess_count(t->progress, score_name(t), right);
	t->foretell.unsaved = true;
	animation_begin(t);
}

void foretell_drop(struct tui *t)
{
	guess_drop(&t->foretell.guess, t->player);
	tui_flash(t, _("The question is dropped, and does not count."));
}

void foretell_check(struct tui *t)
{
	if (guess_check(&t->foretell.guess, t->player) && !t->flash.len)
		tui_flash(t, _("You went on without an answer: the question does not count."));
}

void foretell_write(struct tui *t)
{
	struct error err;

	if (!t->foretell.unsaved)
		return;
	t->foretell.unsaved = false;
	/* in a lesson what cannot be saved is told; here it is worth no more than the score */
	progress_save(t->progress, &err);
}

void foretell_lines(const struct tui *t, struct lines *out)
{
	const struct guess *g = &t->foretell.guess;

	if (!g->open)
		view_guess_answer(g, screen_unicode(), out);
	else
		view_guess(
			g,
			_("Its number answers it; Esc drops the question, P ends predict first."),
			out);
}

void foretell_score(const struct tui *t, struct lines *out)
{
	struct text score = { 0 };

	add_score(t, &score);
	lines_addf(out, STYLE_NOW, " %s ", text_str(&score));
	lines_end(out);
	text_free(&score);
}
