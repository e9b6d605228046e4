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
int tui_run(struct player *player, struct progress *progress, struct settings *settings,
            struct error *err);

/*
 * The same for a lesson under way: its page beside the panes.  The place is
 * remembered in the run's progress when the reader leaves.
 */
int tui_lesson(struct lesson_run *run, struct settings *settings, struct error *err);

/* Entries of the start screen of one kind stand together, below a heading. */
enum start_kind { START_LESSON, START_BOARD, START_RECENT, START_FILE };

/* What the start screen offers: strings are translated, and lent as long as it is shown. */
struct start_entry {
	enum start_kind kind;
	bool gone;           /* it is shown, and cannot be taken */
	bool broken;         /* taking it tells what is wrong with it */
	const char *title;   /* a few words */
	const char *summary; /* the rest of its line */
	const char *text;    /* what there is to read about it, as view_text() takes it */
	/* of a lesson */
	unsigned minutes;
	bool begun, finished;
	size_t page, pages, done, of; /* its page, from 1; questions and tasks */
};

struct start_screen {
	const struct start_entry *entries;
	size_t count;     /* at least 1; the last can be taken */
	size_t first;     /* where the reader stands at first; it can be taken */
	size_t course;    /* the lesson that comes next; COUNT when there is none */
	const char *note; /* told at first; NULL for nothing */
	/*
	 * The reader takes ENTRY: load it, while the screen is there.  PATH is what was typed
	 * for an entry of the kind START_FILE, else NULL.  False with ERR, which is told on the
	 * screen: the reader chooses again.
	 */
	bool (*take)(void *arg, size_t entry, const char *path, struct error *err);
	void *arg;
	struct settings *settings; /* they change as the reader changes them */
};

/*
 * Let the reader choose: *TAKEN when something was taken, false when he leaves.  Returns as
 * tui_run() does, and any of them may follow.
 */
int tui_start(const struct start_screen *screen, bool *taken, struct error *err);

#endif
