/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line at which the reader is asked something. */
#ifndef BOOTWALK_TUI_PROMPT_H
#define BOOTWALK_TUI_PROMPT_H

#include "player/player.h"
#include "tui/line_edit.h"

struct tui;

/* A one-line question; DONE is called with the answer when it was given with Enter. */
struct prompt {
	const char *ask; /* N_() */
	bool one_key;    /* the first character is the answer */
	void (*done)(struct tui *t, const char *answer);
	/* may be NULL: at each change of the answer; when it is closed without one */
	void (*changed)(struct tui *t, const char *answer);
	void (*left)(struct tui *t);
	const char *command; /* Tab completes the answer as what stands behind it; or NULL */
	struct line_edit edit;
	struct spot from; /* where the reader stood when it was asked */
};

/* Ask; DONE is called when the answer was given. */
void prompt_open(struct tui *t, const char *ask, void (*done)(struct tui *t, const char *answer));
/* The same for an answer of one character, given by its key. */
void prompt_ask(struct tui *t, const char *ask, void (*done)(struct tui *t, const char *answer));
void prompt_close(struct tui *t);
void prompt_press(struct tui *t, key_code key);
/* The answer is what stands behind COMMAND ("break function"): Tab completes it so. */
void prompt_completes(struct tui *t, const char *command);
void prompt_draw(const struct tui *t, unsigned x, unsigned y, unsigned width);

#endif
