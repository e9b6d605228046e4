/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loop: draw, wait, do what the keys say. */
#include "tui/tui.h"

#include <signal.h>

#include "sim/intl.h"
#include "tui/internal.h"
#include "tui/signals.h"

void tui_flash(struct tui *t, const char *text)
{
	text_clear(&t->flash);
	text_add(&t->flash, text);
}

void tui_forget_scroll(struct tui *t)
{
	for (size_t i = 0; i < VIEWS_MAX; i++)
		if (i != PANE_LESSON)
			t->scroll[i] = 0;
	if (t->pointer.view != PANE_LESSON)
		pointer_drop(t);
}

/*
 * All keys that are there are done before the next drawing, so a held key never lags behind.
 * Were there any?
 */
static bool press_keys(struct tui *t)
{
	bool any = false;
	key_code key;

	while (!t->quit && (key = screen_key()) != NO_KEY) {
		screen_size(&t->cols, &t->rows);
		animation_finish(t);
		keys_press(t, key);
		any = true;
	}
	return any;
}

/* Until something is due: a frame, the next stop, more of a search; -1: nothing is. */
static int wait_ms(const struct tui *t)
{
	int frame = animation_wait(t), stop = play_wait(t);

	if (search_busy(t))
		return 0;
	return frame < 0 || (stop >= 0 && stop < frame) ? stop : frame;
}

/* Ctrl-C interrupts what goes on by itself, and nothing else. */
static bool interrupted(struct tui *t)
{
	if ((!search_busy(t) && !t->play.on) || !signals_interrupted())
		return false;
	if (t->play.on)
		play_end(t, _("Stopped; p plays on."));
	search_stop(t);
	return true;
}

static int loop(struct tui *t, struct error *err)
{
	int ended = 0;

	/* readline looks at the terminal once, before it is ours */
	command_line_begin();
	if (!settings_open_screen(t->settings, err))
		return 2;
	settings_complain(t->settings, &t->flash);
	guess_init(&t->foretell.guess);
	do {
		/* a search may have led away from it */
		foretell_check(t);
		panes_draw(t);
		foretell_write(t);
		if (t->lesson)
			reading_write(t);
		if (!screen_wait(wait_ms(t)) && !interrupted(t))
			break;
		/* what keys did is drawn before a search goes on */
		if (!press_keys(t))
			search_tick(t);
		animation_tick(t);
		play_tick(t);
	} while (!t->quit);
	ended = screen_ended();
	screen_close();
	command_line_end();
	if (t->lesson)
		reading_leave(t);
	foretell_write(t);
	guess_drop(&t->foretell.guess, t->player);
	guess_done(&t->foretell.guess);
	line_edit_free(&t->prompt.edit);
	text_free(&t->glossary.typed);
	text_free(&t->query);
	for (size_t i = 0; i < VIEWS_MAX; i++)
		drawn_free(&t->drawn[i]);
	text_free(&t->flash);
	text_free(&t->output);
	output_free(t);
	text_free(&t->pasted);
	if (ended)
		raise(ended);
	return 0;
}

bool tui_possible(struct error *err)
{
	return screen_possible(err);
}

int tui_run(struct player *player, struct progress *progress, struct settings *settings,
            struct error *err)
{
	struct tui t = { .settings = settings,
		         .player = player,
		         .progress = progress,
		         .focus = PANE_BOOT,
		         .chosen = PANE_BY_STATE };

	return loop(&t, err);
}

int tui_lesson(struct lesson_run *run, struct settings *settings, struct error *err)
{
	struct tui t = { .settings = settings,
		         .player = run->player,
		         .lesson = run,
		         .progress = run->progress,
		         .focus = PANE_LESSON,
		         .chosen = run->lesson->is_path ? PANE_LESSON : PANE_BY_STATE,
		         .present = run->lesson->is_path };

	run->saves_later = true;
	return loop(&t, err);
}
