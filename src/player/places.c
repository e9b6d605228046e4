/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the reader has been: motions that can be undone, the place before a jump, bookmarks.
 * What of it lies in a part that a run made anew has too is kept; a bookmark elsewhere is
 * looked for by its moment.
 */
#include <stdlib.h>
#include <string.h>

#include "player/internal.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/moment.h"

/* Of a longer walk the older half is forgotten. */
#define PLACES_MAX 65536

static bool same_place(const struct spot *a, const struct spot *b)
{
	return a->at == b->at && a->sub == b->sub;
}

void player_go_spot(struct player *p, const struct spot *place)
{
	player_go(p, place->at);
	if (place->sub < player_unfolds(p))
		p->sub = place->sub;
}

void player_jump(struct player *p, uint32_t step)
{
	player_go(p, step);
	p->jumping = true;
}

void player_forget_places(struct player *p)
{
	p->place_count = p->place_now = 0;
	p->jumping = false;
	p->jumped_from = (struct spot){ NO_STEP, 0 };
}

void player_settle(struct player *p)
{
	struct spot now = { p->at, p->sub };
	bool jumped = p->jumping;

	p->jumping = false;
	if (p->at == NO_STEP || (p->place_count && same_place(&p->places[p->place_now], &now)))
		return;
	if (jumped && p->place_count)
		p->jumped_from = p->places[p->place_now];
	if (p->place_count)
		p->place_count = p->place_now + 1;
	if (p->place_count == PLACES_MAX) {
		memmove(p->places, p->places + PLACES_MAX / 2, PLACES_MAX / 2 * sizeof(*p->places));
		p->place_count = PLACES_MAX / 2;
	}
	p->places = xgrow(p->places, &p->place_cap, p->place_count + 1, sizeof(*p->places));
	p->places[p->place_count] = now;
	p->place_now = p->place_count++;
}

bool player_undo(struct player *p, unsigned count, bool backwards)
{
	bool moved = false;

	player_settle(p);
	for (; count && (backwards ? p->place_now + 1 < p->place_count : p->place_now); count--) {
		p->place_now = backwards ? p->place_now + 1 : p->place_now - 1;
		moved = true;
	}
	if (moved)
		player_go_spot(p, &p->places[p->place_now]);
	return moved;
}

bool player_redo(struct player *p, unsigned count, bool backwards)
{
	return player_undo(p, count, !backwards);
}

bool player_jump_back(struct player *p)
{
	struct spot to = p->jumped_from;

	if (to.at == NO_STEP)
		return false;
	player_go_spot(p, &to);
	p->jumping = true;
	return true;
}

/* ---- bookmarks ---- */

static struct bookmark *find_bookmark(const struct player *p, char letter)
{
	for (size_t i = 0; i < p->bookmark_count; i++)
		if (p->bookmarks[i].letter == letter)
			return &p->bookmarks[i];
	return NULL;
}

bool player_bookmark_letter(const char *s)
{
	return ((s[0] >= 'a' && s[0] <= 'z') || (s[0] >= 'A' && s[0] <= 'Z')) && !s[1];
}

bool player_set_bookmark(struct player *p, char letter)
{
	struct bookmark *b = find_bookmark(p, letter);
	struct text moment = { 0 };

	if (p->at == NO_STEP)
		return false;
	if (!b) {
		size_t i = p->bookmark_count++;

		p->bookmarks = xgrow(p->bookmarks, &p->bookmark_cap, p->bookmark_count,
		                     sizeof(*p->bookmarks));
		/* in the order of the alphabet, as they are listed */
		for (; i && p->bookmarks[i - 1].letter > letter; i--)
			p->bookmarks[i] = p->bookmarks[i - 1];
		b = &p->bookmarks[i];
		*b = (struct bookmark){ .letter = letter };
	}
	moment_of(&moment, p->run->sim, p->at);
	free(b->moment);
	b->moment = xstrdup(text_str(&moment));
	b->place = (struct spot){ p->at, p->sub };
	b->fell_back = false;
	text_free(&moment);
	return true;
}

bool player_delete_bookmark(struct player *p, char letter)
{
	struct bookmark *b = find_bookmark(p, letter);

	if (!b)
		return false;
	free(b->moment);
	p->bookmark_count--;
	memmove(b, b + 1, (size_t)(&p->bookmarks[p->bookmark_count] - b) * sizeof(*b));
	return true;
}

bool player_go_bookmark(struct player *p, char letter, struct error *err)
{
	const struct bookmark *b = find_bookmark(p, letter);

	if (!b)
		return error_set(err, NULL, NULL, _("there is no bookmark %c"), letter);
	if (b->place.at == NO_STEP)
		return error_set(err, NULL, NULL,
		                 _("what bookmark %c stood at is not in this run: %s"), letter,
		                 b->moment);
	player_go_spot(p, &b->place);
	p->jumping = true;
	if (b->fell_back)
		text_addf(&p->told,
		          _("What bookmark %c stood at is not in this run; this is the nearest "
		            "caller that is left."),
		          letter);
	return true;
}

void player_free_places(struct player *p)
{
	while (p->bookmark_count)
		player_delete_bookmark(p, p->bookmarks[0].letter);
	free(p->bookmarks);
	free(p->places);
}

/* ---- another run ---- */

/* How the steps of a run lie in the one that takes its place: both begin and end alike. */
struct alike {
	size_t first, last; /* so many steps */
	size_t old_count, new_count;
};

static bool same_kind(const struct step *a, const struct step *b)
{
	return a->says == b->says && a->function == b->function && a->depth == b->depth;
}

static void compare_runs(struct alike *alike, const struct sim *old, const struct sim *new)
{
	size_t i = 0, least = old->step_count < new->step_count ? old->step_count : new->step_count;

	while (i < least && same_kind(&old->steps[i], &new->steps[i]) &&
	       old->steps[i].arg_words == new->steps[i].arg_words &&
	       !memcmp(sim_args(old, &old->steps[i]), sim_args(new, &new->steps[i]),
	               old->steps[i].arg_words * sizeof(uint64_t)))
		i++;
	*alike = (struct alike){ i, 0, old->step_count, new->step_count };
	for (i = 1; alike->first + i <= least &&
	            same_kind(&old->steps[old->step_count - i], &new->steps[new->step_count - i]);
	     i++)
		alike->last = i;
}

/* The step of the new run that AT of the old one is; NO_STEP when it has none. */
static uint32_t new_step(const struct alike *alike, uint32_t at)
{
	if (at < alike->first || at == NO_STEP)
		return at;
	if (at < alike->old_count - alike->last)
		return NO_STEP;
	return (uint32_t)(at - alike->old_count + alike->new_count);
}

static void move_places(struct player *p, const struct alike *alike)
{
	size_t kept = 0, now = 0;

	for (size_t i = 0; i < p->place_count; i++) {
		struct spot place = { new_step(alike, p->places[i].at), p->places[i].sub };

		if (place.at != NO_STEP && !(kept && same_place(&p->places[kept - 1], &place)))
			p->places[kept++] = place;
		if (i == p->place_now)
			now = kept ? kept - 1 : 0;
	}
	p->place_count = kept;
	p->place_now = now;
	p->jumped_from.at = new_step(alike, p->jumped_from.at);
}

static void move_bookmark(struct bookmark *b, const struct alike *alike, const struct sim *new)
{
	struct error err;
	uint32_t step = b->fell_back ? NO_STEP : new_step(alike, b->place.at);

	if (step != NO_STEP) {
		b->place.at = step;
		return;
	}
	b->place = (struct spot){ NO_STEP, 0 };
	b->fell_back = true;
	switch (moment_find(new, b->moment, &step, &err)) {
	case MOMENT_FOUND:
		b->fell_back = false;
		b->place.at = step;
		break;
	case MOMENT_FELL_BACK:
		b->place.at = step;
		break;
	case MOMENT_NONE:
		break;
	}
}

void player_move_places(struct player *p, const struct run *new)
{
	struct alike alike;

	if (!p->run)
		return;
	compare_runs(&alike, p->run->sim, new->sim);
	move_places(p, &alike);
	for (size_t i = 0; i < p->bookmark_count; i++)
		move_bookmark(&p->bookmarks[i], &alike, new->sim);
}
