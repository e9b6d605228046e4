/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames by time.  Nothing waits here: the loop asks how long it may wait for a
 * key, and a key ends the frames before it is done.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "machine/input.h"
#include "sim/intl.h"
#include "tui/internal.h"

static const struct {
	const char *name; /* in $BOOTWALK_ANIMATION */
	int ms;           /* that a frame stays */
	const char *says; /* N_() */
} speeds[SPEED_COUNT] = {
	[SPEED_OFF] = { "off", 0, N_("Animation: off.") },
	[SPEED_SLOW] = { "slow", 700, N_("Animation: slow.") },
	[SPEED_NORMAL] = { "normal", 300, N_("Animation: normal.") },
	[SPEED_FAST] = { "fast", 100, N_("Animation: fast.") },
};

/* The longest that a frame may stay by $BOOTWALK_ANIMATION. */
#define MS_MAX 60000

int64_t animation_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void animation_init(struct tui *t)
{
	const char *wanted = getenv("BOOTWALK_ANIMATION");
	uint64_t ms;

	t->animation.speed = SPEED_NORMAL;
	for (int i = 0; wanted && i < SPEED_COUNT; i++)
		if (!strcmp(wanted, speeds[i].name))
			t->animation.speed = (enum speed)i;
	t->animation.ms = speeds[t->animation.speed].ms;
	if (wanted && input_number(wanted, &ms) && ms > 0 && ms <= MS_MAX) {
		t->animation.speed = SPEED_SLOW;
		t->animation.ms = (int)ms;
	}
}

/* As many as the pane on the screen has that has most. */
static unsigned frames_shown(const struct tui *t)
{
	struct plan plan;
	unsigned most = 0;

	layout_plan(t, &plan);
	for (unsigned i = 0; i < plan.count; i++) {
		size_t view = plan.panes[i].view;
		unsigned n =
			view < view_count && views[view].frames ? views[view].frames(t->player) : 0;

		most = n > most ? n : most;
	}
	return most;
}

void animation_begin(struct tui *t)
{
	struct animation *a = &t->animation;

	if (a->speed == SPEED_OFF)
		return;
	a->frame = (struct view_frame){ 0, frames_shown(t) };
	a->due = animation_now() + a->ms;
}

void animation_finish(struct tui *t)
{
	t->animation.frame = (struct view_frame){ 0, 0 };
}

int animation_wait(const struct tui *t)
{
	const struct animation *a = &t->animation;
	int64_t left = a->due - animation_now();

	if (a->frame.n >= a->frame.of)
		return -1;
	return left < 0 ? 0 : (int)left;
}

void animation_tick(struct tui *t)
{
	struct animation *a = &t->animation;

	if (a->frame.n >= a->frame.of || a->due > animation_now())
		return;
	/* a frame that came late makes those behind it no shorter */
	a->due = animation_now() + a->ms;
	if (++a->frame.n == a->frame.of)
		animation_finish(t);
}

void animation_change(struct tui *t)
{
	struct animation *a = &t->animation;

	a->speed = (enum speed)((a->speed + 1) % SPEED_COUNT);
	a->ms = speeds[a->speed].ms;
	tui_flash(t, _(speeds[a->speed].says));
}
