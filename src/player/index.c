/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of steps, made once for a run and grown with it: stops, stages, conflicts and refusals,
 * and what each breakpoint stops at.  With them a move to the next of them searches nothing.
 */
#include "player/internal.h"
#include "sim/memory.h"

void step_list_add(struct step_list *list, uint32_t step)
{
	list->steps = xgrow(list->steps, &list->cap, list->count + 1, sizeof(*list->steps));
	list->steps[list->count++] = step;
}

static void index_step(struct player *p, uint32_t at)
{
	const struct sentence *says = p->run->sim->steps[at].says;

	if (says->level > LEVEL_STOP)
		return;
	p->stops = xgrow(p->stops, &p->stop_cap, p->stop_count + 1, sizeof(*p->stops));
	p->stops[p->stop_count++] = at;
	if (says->level == LEVEL_STAGE) {
		p->stages = xgrow(p->stages, &p->stage_cap, p->stage_count + 1, sizeof(*p->stages));
		p->stages[p->stage_count++] = at;
	}
	if (says->kind == STEP_CONFLICT)
		step_list_add(&p->conflicts, at);
	else if (says->kind == STEP_REFUSE)
		step_list_add(&p->refusals, at);
}

void player_index_break(const struct player *p, struct breakpoint *b, size_t from)
{
	for (; from < p->indexed; from++)
		if (player_break_hits(p, b, (uint32_t)from))
			step_list_add(&b->hits, (uint32_t)from);
}

void player_index(struct player *p)
{
	const struct sim *sim = p->run->sim;
	size_t from = p->indexed;

	for (; p->indexed < sim->step_count; p->indexed++)
		index_step(p, (uint32_t)p->indexed);
	for (size_t i = 0; i < p->break_count; i++)
		player_index_break(p, &p->breaks[i], from);
}

void player_index_clear(struct player *p)
{
	p->stop_count = p->stage_count = p->indexed = 0;
	p->conflicts.count = p->refusals.count = 0;
	for (size_t i = 0; i < p->break_count; i++)
		p->breaks[i].hits.count = 0;
}

size_t player_marks(const struct player *p, enum run_mark mark, const uint32_t **steps)
{
	const struct step_list lists[RUN_MARK_COUNT] = {
		[RUN_STOP] = { p->stops, p->stop_count, 0 },
		[RUN_STAGE] = { p->stages, p->stage_count, 0 },
		[RUN_CONFLICT] = p->conflicts,
		[RUN_REFUSAL] = p->refusals,
	};

	*steps = lists[mark].steps;
	return lists[mark].count;
}

size_t player_first_behind(const uint32_t *steps, size_t count, uint32_t at)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (steps[mid] > at)
			high = mid;
		else
			low = mid + 1;
	}
	return low;
}
