/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Frames by time.  Nothing waits here: the loop asks how long it may wait for a
 * key, and a key ends the frames before it is done.
 */
#include <time.h>

#include "tui/internal.h"

int64_t animation_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
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

	if (t->settings->speed == SPEED_OFF)
		return;
	a->frame = (struct view_frame){ 0, frames_shown(t) };
	/* the last before it is settled has all the signs */
	if (t->settings->speed == SPEED_REDUCED && a->frame.of)
		a->frame.n = a->frame.of - 1;
	a->due = animation_now() + t->settings->frame_ms;
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
	a->due = animation_now() + t->settings->frame_ms;
	if (++a->frame.n == a->frame.of)
		animation_finish(t);
}

void animation_change(struct tui *t)
{
	tui_flash(t, settings_next_speed(t->settings));
}
