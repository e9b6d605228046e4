/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stop after stop by itself, until a key, a breakpoint or the end.  Each stop is told in its
 * frames first and then stays as long as some of them.
 */
#include "sim/intl.h"
#include "tui/internal.h"

/* A stop stays as long as so many frames; as long as normal ones when animation is off. */
#define FRAMES_LONG 4
#define FRAME_OFF   300

static void wait_on(struct tui *t)
{
	int ms = t->settings->speed == SPEED_OFF ? FRAME_OFF : t->settings->frame_ms;

	t->play.due = animation_now() + (int64_t)ms * FRAMES_LONG;
}

void play_begin(struct tui *t)
{
	if (!player_step_now(t->player)) {
		tui_flash(t, _("There is nothing to walk through: no step was recorded."));
		return;
	}
	t->play.on = true;
	wait_on(t);
	tui_flash(t, _("Playing; any key stops it, a changes the speed."));
}

void play_end(struct tui *t, const char *why)
{
	t->play.on = false;
	tui_flash(t, why);
}

int play_wait(const struct tui *t)
{
	int64_t left = t->play.due - animation_now();

	/* the frames of the step come first */
	if (!t->play.on || animation_wait(t) >= 0)
		return -1;
	return left < 0 ? 0 : (int)left;
}

/* A breakpoint before the next stop, or at it, is where it ends. */
static void one_stop(struct tui *t)
{
	struct player *p = t->player;
	const struct breakpoint *b;
	uint32_t hit = player_next_hit(p, false, &b);
	const uint32_t *stops;
	size_t count = player_marks(p, RUN_STOP, &stops);
	size_t next = player_first_behind(stops, count, p->at);

	if (hit != NO_STEP && (next == count || hit <= stops[next])) {
		struct text why = { 0 };

		player_go(p, hit);
		text_addf(&why, _("Breakpoint %u; p plays on."), b->number);
		play_end(t, text_str(&why));
		text_free(&why);
	} else if (foretell_asks(t)) {
		play_end(t, _("A question comes first; p plays on behind it."));
		tui_moved(t);
		return;
	} else if (!player_stop(p, 1, false)) {
		play_end(t, _("This is the end."));
		return;
	}
	tui_moved(t);
	animation_begin(t);
}

void play_tick(struct tui *t)
{
	bool playing = t->play.on && animation_wait(t) < 0;

	if (!playing || t->play.due > animation_now())
		return;
	one_stop(t);
	wait_on(t);
}
