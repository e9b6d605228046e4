/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching under the reader's hand: it goes on between two keys, in slices, shows the first hit
 * while the text is typed, and counts all of them when nobody waits for anything else.
 */
#include <string.h>

#include "sim/intl.h"
#include "tui/keys.h"

/* Steps that are looked at before the next key is asked for, and at once when a text is entered. */
#define SLICE 1024
#define FIRST 8192
/* How long it goes on before the screen and signals get their turn. */
#define TURN_MS 40

static bool key_waits(void)
{
	key_code key = screen_key();

	if (key == NO_KEY)
		return false;
	screen_unread(key);
	return true;
}

/* How the last hit was come to, and which of them it is, if that is known. */
static void say_hit(struct tui *t)
{
	struct seek *s = &t->seek;
	struct text text = { 0 };
	size_t of, rank = search_rank(t->player, t->player->at, &of);

	if (rank && s->around)
		text_addf(&text,
		          s->backwards ? _("Hit %zu of %zu, found from the end on.")
		                       : _("Hit %zu of %zu, found from the beginning on."),
		          rank, of);
	else if (rank)
		text_addf(&text, _("Hit %zu of %zu."), rank, of);
	else if (s->around)
		text_add(&text, s->backwards ? _("Found from the end on.")
		                             : _("Found from the beginning on."));
	tui_flash(t, text_str(&text));
	text_free(&text);
	s->counting = !rank;
}

static void look_on(struct tui *t, size_t steps)
{
	struct seek *s = &t->seek;
	uint32_t found;

	switch (search_on(t->player, steps, &found)) {
	case SEARCH_BUSY:
		return;
	case SEARCH_FOUND:
		s->around = s->backwards ? found >= s->from : found <= s->from;
		player_jump(t->player, found);
		tui_moved(t);
		say_hit(t);
		break;
	case SEARCH_NONE:
		tui_flash(t, _("No step says that."));
		break;
	}
	s->on = false;
}

static void begin(struct tui *t, const char *query, uint32_t from, bool backwards, size_t steps)
{
	search_set(t->player, query);
	search_begin(t->player, from, backwards);
	t->seek = (struct seek){ .on = true, .backwards = backwards, .from = from };
	look_on(t, steps);
}

void search_go(struct tui *t, bool backwards)
{
	if (!t->query.len)
		tui_flash(t, _("Nothing was searched for yet: / asks for the text."));
	else if (!player_step_now(t->player))
		tui_flash(t, _("No step says that."));
	else
		begin(t, text_str(&t->query), t->player->at, backwards, FIRST);
}

void search_stop(struct tui *t)
{
	if (t->seek.on)
		tui_flash(t, _("The search was broken off."));
	t->seek = (struct seek){ 0 };
}

bool search_busy(const struct tui *t)
{
	return t->seek.on || t->seek.counting;
}

void search_tick(struct tui *t)
{
	int64_t end = animation_now() + TURN_MS;

	while (t->seek.on && !key_waits() && animation_now() < end)
		look_on(t, SLICE);
	while (!t->seek.on && t->seek.counting && !key_waits() && animation_now() < end)
		if (!search_count(t->player, SLICE))
			say_hit(t);
}

/* ---- the text is being typed ---- */

static void back_to_origin(struct tui *t)
{
	t->seek = (struct seek){ 0 };
	text_clear(&t->flash);
	if (t->prompt.from.at != NO_STEP)
		player_go_spot(t->player, &t->prompt.from);
}

static void typed(struct tui *t, const char *text)
{
	back_to_origin(t);
	if (*text && player_step_now(t->player))
		begin(t, text, t->prompt.from.at, false, SLICE);
}

static void entered(struct tui *t, const char *text)
{
	if (!*text) {
		search_go(t, false);
		return;
	}
	text_clear(&t->query);
	text_add(&t->query, text);
	keys_repeat_search(t);
	if (!player_step_now(t->player))
		search_go(t, false);
	else if (t->seek.on)
		look_on(t, FIRST);
}

void search_ask(struct tui *t)
{
	prompt_open(t, N_("find: "), entered);
	t->prompt.changed = typed;
	t->prompt.left = back_to_origin;
}
