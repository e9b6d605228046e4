/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal interface. */
#ifndef BOOTWALK_TUI_TUI_H
#define BOOTWALK_TUI_TUI_H

#include "lesson/lesson_run.h"
#include "tui/settings.h"

/* Is there a terminal that it could use?  False with ERR. */
bool tui_possible(struct error *err);

/*
 * Let the reader walk PLAYER's run, from where it stands, until he leaves.
 * Returns 0, or 2 with ERR when there is no terminal that it could use; then
 * nothing was written to it.  The terminal is given back as it was on every
 * way out; a signal that ends the program is raised again after that.
 * SETTINGS change as the reader changes them, and serve the next screen.
 */
int tui_run(struct player *player, struct settings *settings, struct error *err);

/*
 * The same for a lesson under way: its page beside the panes.  The place is
 * remembered in the run's progress when the reader leaves.
 */
int tui_lesson(struct lesson_run *run, struct settings *settings, struct error *err);

/* What the start screen offers. */
struct start_entry {
	const char *title;  /* translated */
	const char *detail; /* a sentence, translated; may be NULL */
};

/*
 * Let the reader choose one of ENTRIES: *CHOSEN is its number, or SIZE_MAX when
 * he leaves.  Returns as tui_run() does, and any of them may follow.
 */
int tui_start(const struct start_entry *entries, size_t count, struct settings *settings,
              size_t *chosen, struct error *err);

#endif
