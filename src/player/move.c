/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the reader moves. */
#include "player/internal.h"
#include "sim/intl.h"
#include "sim/moment.h"

static size_t step_count(const struct player *p)
{
	return p->run->sim->step_count;
}

static const struct step *step_at(const struct player *p, uint32_t at)
{
	return &p->run->sim->steps[at];
}

uint32_t player_unfolds(const struct player *p)
{
	const struct step *step = player_step_now(p);
	const uint64_t *words;
	uint64_t many = 1;
	bool walk = false;

	if (!step || step->says->kind != STEP_COMPARE)
		return 1;
	words = sim_args(p->run->sim, step);
	for (const char *letter = step->says->args; *letter; letter++) {
		walk |= *letter == 'o';
		if (*letter == 'd')
			many = *words;
		words += step_letter_words(*letter);
	}
	return walk && many > 1 ? (uint32_t)many : 1;
}

void player_go(struct player *p, uint32_t step)
{
	text_clear(&p->told);
	if (!step_count(p))
		return;
	p->at = step;
	p->sub = 0;
	/* what was written behind the last step, a label say, belongs to the end */
	if (step + 1 == step_count(p))
		sim_seek_end(p->run->sim);
	else
		sim_seek(p->run->sim, step);
}

bool player_go_writer(struct player *p, size_t at, size_t len)
{
	uint32_t step = p->at == NO_STEP
	                        ? NO_STEP
	                        : sim_last_writer(player_sim(p), player_sim(p)->journal.base + at,
	                                          len, p->at);

	if (step == NO_STEP)
		return false;
	player_jump(p, step);
	return true;
}

static bool one_step(struct player *p, bool backwards)
{
	if (backwards) {
		if (p->sub) {
			p->sub--;
			return true;
		}
		if (!p->at)
			return false;
		player_go(p, p->at - 1);
		p->sub = player_unfolds(p) - 1;
		return true;
	}
	if (p->sub + 1 < player_unfolds(p)) {
		p->sub++;
		return true;
	}
	if (p->at + 1 >= step_count(p))
		return false;
	player_go(p, p->at + 1);
	return true;
}

/* The nearest step that is no deeper than the one we stand at. */
static bool one_next(struct player *p, bool backwards)
{
	uint8_t depth = step_at(p, p->at)->depth;
	uint32_t i = p->at;

	while (backwards ? i > 0 : i + 1 < step_count(p)) {
		i = backwards ? i - 1 : i + 1;
		if (step_at(p, i)->depth <= depth) {
			player_go(p, i);
			return true;
		}
	}
	return false;
}

/* The call that the reader is inside of; standing on a call or on its return, the caller's. */
static uint32_t call_to_leave(const struct player *p, bool backwards)
{
	const struct step *step = step_at(p, p->at);

	if (!backwards && step->says->kind == STEP_CALL)
		return p->at;
	if (!backwards && step->says->kind == STEP_RETURN)
		return step_at(p, step->call)->call;
	return step->call;
}

static bool one_finish(struct player *p, bool backwards)
{
	uint32_t call = call_to_leave(p, backwards);

	if (call == NO_STEP)
		return false;
	player_go(p, backwards ? call : moment_return_of(p->run->sim, call));
	return true;
}

static bool one_in_list(struct player *p, const uint32_t *steps, size_t count, bool backwards)
{
	size_t behind = player_first_behind(steps, count, p->at);

	if (!backwards) {
		if (behind == count)
			return false;
		player_go(p, steps[behind]);
		return true;
	}
	if (behind && steps[behind - 1] == p->at)
		behind--;
	if (!behind)
		return false;
	player_go(p, steps[behind - 1]);
	return true;
}

static bool one_stop(struct player *p, bool backwards)
{
	return one_in_list(p, p->stops, p->stop_count, backwards);
}

static bool one_stage(struct player *p, bool backwards)
{
	return one_in_list(p, p->stages, p->stage_count, backwards);
}

static bool one_continue(struct player *p, bool backwards)
{
	const struct breakpoint *b = NULL;
	uint32_t to = player_next_hit(p, backwards, &b);

	if (to == NO_STEP)
		to = backwards ? 0 : (uint32_t)step_count(p) - 1;
	if (to == p->at)
		return false;
	player_jump(p, to);
	if (b)
		text_addf(&p->told, _("Breakpoint %u."), b->number);
	return true;
}

static bool repeat(struct player *p, unsigned count, bool backwards,
                   bool (*once)(struct player *p, bool backwards))
{
	bool moved = false;

	if (p->at == NO_STEP)
		return false;
	text_clear(&p->told);
	while (count-- && once(p, backwards))
		moved = true;
	return moved;
}

bool player_step(struct player *p, unsigned count, bool backwards)
{
	return repeat(p, count, backwards, one_step);
}

bool player_next(struct player *p, unsigned count, bool backwards)
{
	return repeat(p, count, backwards, one_next);
}

bool player_finish(struct player *p, unsigned count, bool backwards)
{
	return repeat(p, count, backwards, one_finish);
}

bool player_stop(struct player *p, unsigned count, bool backwards)
{
	return repeat(p, count, backwards, one_stop);
}

bool player_stage(struct player *p, unsigned count, bool backwards)
{
	return repeat(p, count, backwards, one_stage);
}

bool player_continue(struct player *p, unsigned count, bool backwards)
{
	return repeat(p, count, backwards, one_continue);
}

void player_first(struct player *p)
{
	player_jump(p, p->stop_count ? p->stops[0] : 0);
}

void player_last(struct player *p)
{
	if (step_count(p))
		player_jump(p, (uint32_t)step_count(p) - 1);
}

bool player_goto(struct player *p, const char *moment, struct error *err)
{
	struct error why;
	uint32_t step;

	switch (moment_find(p->run->sim, moment, &step, &why)) {
	case MOMENT_FOUND:
		player_jump(p, step);
		return true;
	case MOMENT_FELL_BACK:
		player_jump(p, step);
		text_add(&p->told, why.reason);
		return true;
	case MOMENT_NONE:
		break;
	}
	return error_set(err, NULL, NULL, "%s", why.reason);
}

size_t player_stop_number(const struct player *p, size_t *of)
{
	*of = p->stop_count;
	return p->at == NO_STEP ? 0 : player_stop_of(p, p->at);
}

size_t player_stop_of(const struct player *p, uint32_t step)
{
	return player_first_behind(p->stops, p->stop_count, step);
}

size_t player_stage_number(const struct player *p)
{
	size_t behind =
		p->at == NO_STEP ? 0 : player_first_behind(p->stages, p->stage_count, p->at);

	return behind ? behind - 1 : p->stage_count;
}

const char *player_stage_name(const struct player *p, size_t n)
{
	const struct step *step = step_at(p, p->stages[n]);
	const char *name = names_get(&p->run->sim->names, sim_args(p->run->sim, step)[0]);

	return name ? name : "";
}
