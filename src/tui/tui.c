/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loop: draw, wait, do what the keys say. */
#include "tui/tui.h"

#include <signal.h>

#include "tui/internal.h"

void tui_flash(struct tui *t, const char *text)
{
	text_clear(&t->flash);
	text_add(&t->flash, text);
}

/* All keys that are there are done before the next drawing, so a held key never lags behind. */
static void press_keys(struct tui *t)
{
	key_code key;

	while (!t->quit && (key = screen_key()) != NO_KEY) {
		screen_size(&t->cols, &t->rows);
		keys_press(t, key);
	}
}

int tui_run(struct player *player, struct error *err)
{
	struct tui t = { .player = player, .focus = PANE_BOOT, .chosen = PANE_BY_STATE };
	int ended = 0;

	if (!screen_open(err))
		return 2;
	do {
		panes_draw(&t);
		if (!screen_wait())
			break;
		press_keys(&t);
	} while (!t.quit);
	ended = screen_ended();
	screen_close();
	text_free(&t.prompt.answer);
	text_free(&t.query);
	text_free(&t.flash);
	if (ended)
		raise(ended);
	return 0;
}
