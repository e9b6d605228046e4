/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player/player.h"

#include <stdlib.h>
#include <string.h>

#include "player/internal.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/moment.h"

struct run *player_take_run(struct player *p, struct run *run)
{
	struct run *old = p->run;

	player_move_places(p, run);
	p->run = run;
	player_index_clear(p);
	player_index(p);
	search_forget(p);
	p->at = run->sim->step_count ? (uint32_t)run->sim->step_count - 1 : NO_STEP;
	p->sub = 0;
	return old;
}

struct player *player_of_run(struct run *run, const struct sim_limits *limits)
{
	struct player *p = xzalloc(sizeof(*p));

	p->machine = run->machine;
	p->vocabulary = run->vocabulary;
	p->limits = *limits;
	player_take_run(p, run);
	player_forget_places(p);
	return p;
}

struct player *player_new(const struct machine *machine, const struct vocabulary *vocabulary,
                          const struct sim_limits *limits, const struct script *injections,
                          struct error *err)
{
	struct run *run = run_new(machine, vocabulary, limits, false, err);

	if (!run)
		return NULL;
	if ((injections && !player_inject_script(run, injections, err)) || !run_boot(run, err)) {
		run_free(run);
		return NULL;
	}
	run_make_kept(run);
	return player_of_run(run, limits);
}

void player_free(struct player *p)
{
	if (!p)
		return;
	while (p->break_count)
		player_delete(p, p->breaks[0].number);
	free(p->breaks);
	free(p->stops);
	free(p->stages);
	player_free_places(p);
	search_done(p);
	free(p->conflicts.steps);
	free(p->refusals.steps);
	text_free(&p->last_value);
	text_free(&p->told);
	player_forget_before(p);
	run_free(p->run);
	free(p);
}

/* The value is the last line; what a walk or a read prints comes before it. */
static void keep_value(struct player *p, const struct text *out, size_t from)
{
	size_t end = out->len, at;

	if (end <= from)
		return;
	end -= out->s[end - 1] == '\n';
	for (at = end; at > from && out->s[at - 1] != '\n'; at--)
		continue;
	if (end - at < 3 || strncmp(out->s + at, "-> ", 3))
		return;
	text_clear(&p->last_value);
	text_add_n(&p->last_value, out->s + at + 3, end - at - 3);
}

static bool do_call(struct player *p, const struct call *call, struct text *out, bool *failed,
                    struct error *err)
{
	const struct sim *sim = p->run->sim;
	bool at_end = p->at == NO_STEP || p->at + 1 == sim->step_count;
	bool keeps = call->command->class == COMMAND_KERNEL || call->command->class == COMMAND_FILE;
	size_t from = out->len;

	text_clear(&p->told);
	if (!keeps) {
		struct context c = { .kernel = p->run->kernel,
			             .labels = p->run->labels,
			             .out = out,
			             .room = p,
			             .err = err };
		struct value value = { .kind = VALUE_NONE };

		if (!call->command->run(&c, call, &value))
			return false;
		*failed |= c.failed;
		value_print(out, &value);
		/* what `orders` counted, or the call of `at MOMENT CALL` returned */
		keep_value(p, out, from);
		return true;
	}
	if (at_end) {
		uint32_t first = (uint32_t)sim->step_count;

		if (!run_call(p->run, call, out, p, failed, err))
			return false;
		if (p->machine) {
			player_note_before(p);
			run_keep(p->run, call, first, text_str(out) + from, out->len - from);
		}
		player_index(p);
		if (p->run->sim->step_count)
			p->at = (uint32_t)p->run->sim->step_count - 1;
		p->sub = 0;
	} else {
		bool early = call->command->needs & ~p->run->kernel->has;

		if (!player_inject_here(p, call->source, out, err))
			return false;
		if (early)
			text_add(&p->told,
			         _("What this call needs was not there yet where you stood, so "
			           "it was made as soon as it was: here."));
	}
	keep_value(p, out, from);
	return true;
}

bool player_call(struct player *p, const struct call *call, struct text *out, bool *failed,
                 struct error *err)
{
	/* who only looks, or tries a lesson's check elsewhere, makes no motion of it */
	bool looks = call->command->class == COMMAND_LOOK || call->command->run == expect_run;
	bool ok;

	if (!looks)
		player_settle(p);
	ok = do_call(p, call, out, failed, err);
	if (!looks)
		player_settle(p);
	return ok;
}
