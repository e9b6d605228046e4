/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the reader has chosen: how things look, how fast they move, what keys do.  One set
 * lives as long as the program; what a key changes stays so on the next screen.
 */
#ifndef BOOTWALK_TUI_SETTINGS_H
#define BOOTWALK_TUI_SETTINGS_H

#include "player/kernel_source.h"
#include "tui/bindings.h"
#include "tui/screen.h"

/* How the frames of a step follow each other; REDUCED: one picture, nothing that moves. */
enum speed { SPEED_OFF, SPEED_REDUCED, SPEED_SLOW, SPEED_NORMAL, SPEED_FAST, SPEED_COUNT };

struct settings {
	size_t theme; /* its place in themes[] */
	enum colour_wish colour;
	enum speed speed;
	int frame_ms; /* how long a frame stays */
	bool mouse;
	struct bindings bindings;
	struct kernel_source *kernel_source; /* owned; NULL: the reader has none */
	/* what is wrong with the file of settings: lines, which the reader has not been told */
	struct text complaints;
	unsigned complaint_count;
};

/* What holds when nothing was chosen. */
void settings_init(struct settings *s);

/* The word of --color: false, with ERR, when there is no such. */
bool settings_colour(struct settings *s, const char *word, struct error *err);

/*
 * The speed of animations by its name, or the milliseconds that a frame stays; false, with ERR,
 * when it is neither.
 */
bool settings_animation(struct settings *s, const char *word, struct error *err);

/* The next speed; returns what the reader is told of it, translated. */
const char *settings_next_speed(struct settings *s);

/* What is wrong with the file of settings goes to OUT, in one sentence, once; "" for nothing. */
void settings_complain(struct settings *s, struct text *out);

/* The directory of --kernel-source: false, with ERR, when it holds no kernel's source. */
bool settings_kernel_source(struct settings *s, const char *dir, struct error *err);

/* Give back what S holds. */
void settings_done(struct settings *s);

/* Open the screen as S says. */
bool settings_open_screen(const struct settings *s, struct error *err);

/* The next theme; returns what the reader is told of it, translated. */
const char *settings_next_theme(struct settings *s);

/* The mouse on or off, the other of the two; returns what the reader is told, translated. */
const char *settings_toggle_mouse(struct settings *s);

#endif
