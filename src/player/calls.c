/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The injected calls of a run: made, dropped, saved and loaded; each time the run is made anew. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "player/internal.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/moment.h"
#include "sim/sentence.h"

bool player_is_moment(const struct injection *in, const char *moment)
{
	return !strcmp(injection_moment(in), moment);
}

bool player_inject_script(struct run *run, const struct script *script, struct error *err)
{
	for (size_t i = 0; i < script->count; i++) {
		const struct call *call = &script->calls[i];

		if (call->inner && !run_inject(run, call->args[0].text, call->inner->source,
		                               call->file, call->line, err))
			return false;
	}
	return true;
}

/* ---- the run before ---- */

static void free_calls(struct injection *calls, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(calls[i].moment);
		free(calls[i].line);
		free(calls[i].what);
		text_free(&calls[i].printed);
	}
	free(calls);
}

void player_forget_before(struct player *p)
{
	if (p->changed == BEFORE_OTHERS)
		free_calls(p->before, p->before_count);
	p->changed = BEFORE_NOTHING;
	p->before = NULL;
	p->before_count = 0;
}

void player_note_before(struct player *p)
{
	player_forget_before(p);
	p->changed = BEFORE_FEWER;
	p->before_count = p->run->injection_count;
}

/* Some calls of the run will be gone: its list is kept, and RUN has it no longer. */
static void keep_before(struct player *p, struct run *run)
{
	player_forget_before(p);
	p->changed = BEFORE_OTHERS;
	p->before = run->injections;
	p->before_count = run->injection_count;
	run->injections = NULL;
	run->injection_count = run->injection_cap = 0;
}

/* Inject what IN is, under the number that it has. */
static bool inject_again(struct run *run, const struct injection *in, struct error *err)
{
	unsigned last = run->last_id;

	if (!run_inject(run, in->moment, in->line, in->what, in->number, err))
		return false;
	run->last_id = last;
	run->injections[run->injection_count - 1].id = in->id;
	run->injections[run->injection_count - 1].typed_at = in->typed_at;
	return true;
}

static struct run *new_run(const struct player *p, struct error *err)
{
	struct run *run = run_new(p->machine, p->vocabulary, &p->limits, false, err);

	if (run)
		run->last_id = p->run->last_id;
	return run;
}

/* Boot RUN and make its calls; false when it is given up. */
static bool boot_again(struct run *run, struct error *err)
{
	if (!run_boot(run, err)) {
		run_free(run);
		return false;
	}
	run_make_kept(run);
	return true;
}

struct player *player_before(const struct player *p, bool plain, struct error *err)
{
	const struct injection *calls = p->before ? p->before : p->run->injections;
	size_t count = plain ? 0 : p->before_count;
	struct run *run;

	if (plain ? !p->run->injection_count : p->changed == BEFORE_NOTHING) {
		error_set(err, NULL, NULL,
		          _("no call was made in this run, so there is no other run to compare it "
		            "with"));
		return NULL;
	}
	run = new_run(p, err);
	for (size_t i = 0; run && i < count; i++)
		if (!inject_again(run, &calls[i], err)) {
			run_free(run);
			return NULL;
		}
	return run && boot_again(run, err) ? player_of_run(run, &p->limits) : NULL;
}

/* ---- one more call ---- */

/* The run is another one from step FIRST on: places behind it say nothing any more. */
static void forget_places(struct run *run, const struct injection *but, uint32_t first)
{
	for (size_t i = 0; i < run->injection_count; i++)
		if (&run->injections[i] != but && run->injections[i].typed_at != NO_STEP &&
		    run->injections[i].typed_at >= first)
			run->injections[i].typed_at = NO_STEP;
}

bool player_inject(struct player *p, const char *moment, const char *line, struct text *out,
                   struct error *err)
{
	struct run *run = new_run(p, err);
	struct injection *in;

	if (!run)
		return false;
	for (size_t i = 0; i < p->run->injection_count; i++)
		if (!inject_again(run, &p->run->injections[i], err)) {
			run_free(run);
			return false;
		}
	if (!run_inject(run, moment, line, NULL, 0, err)) {
		run_free(run);
		return false;
	}
	if (!boot_again(run, err))
		return false;
	in = &run->injections[run->injection_count - 1];
	if (!in->done) {
		run_free(run);
		return error_set(err, NULL, NULL,
		                 _("the boot does not come to %s, so the call was not made"),
		                 moment);
	}
	in->typed_at = p->at;
	forget_places(run, in, in->first);
	player_note_before(p);
	run_free(player_take_run(p, run));
	text_add(out, text_str(&in->printed));
	player_go(p, in->step);
	return true;
}

bool player_inject_here(struct player *p, const char *line, struct text *out, struct error *err)
{
	const struct sim *sim = p->run->sim;
	struct text moment = { 0 };
	uint32_t at = p->at;
	bool ok;

	if (!p->machine)
		return error_set(err, NULL, NULL,
		                 _("there is no boot to make anew: go to the end first (last)"));
	/* the nearest place that has a name: in a function, what it called last */
	while (at && sim->steps[at].says->kind != STEP_CALL &&
	       sim->steps[at].says->kind != STEP_RETURN)
		at--;
	moment_of(&moment, sim, at);
	ok = player_inject(p, text_str(&moment), line, out, err);
	text_free(&moment);
	return ok;
}

/* ---- where the reader stands, in a run made anew ---- */

/* Which of the steps with the same sentence, made by the same call, STEP is; from 1. */
static unsigned nth_of_call(const struct sim *sim, uint32_t step)
{
	const struct step *s = &sim->steps[step];
	unsigned n = 0;

	for (uint32_t i = s->call == NO_STEP ? 0 : s->call; i <= step; i++)
		n += sim->steps[i].call == s->call && sim->steps[i].says == s->says;
	return n;
}

/* The Nth step of the call at CALL that says SAYS; NO_STEP when there is none. */
static uint32_t find_nth(const struct sim *sim, uint32_t call, const struct sentence *says,
                         unsigned n)
{
	for (uint32_t i = call; i < sim->step_count; i++)
		if (sim->steps[i].call == call && sim->steps[i].says == says && !--n)
			return i;
	return NO_STEP;
}

/* Stand where step AT of OLD was; p->told says so when that is gone. */
static void stand_again(struct player *p, const struct sim *old, uint32_t at)
{
	const struct step *step = &old->steps[at];
	bool has_name = step->says->kind == STEP_CALL || step->says->kind == STEP_RETURN;
	struct text moment = { 0 };
	struct error err;
	uint32_t to, nth;

	moment_of(&moment, old, at);
	switch (moment.len ? moment_find(p->run->sim, text_str(&moment), &to, &err) : MOMENT_NONE) {
	case MOMENT_FOUND:
		nth = has_name ? to : find_nth(p->run->sim, to, step->says, nth_of_call(old, at));
		player_go(p, nth == NO_STEP ? to : nth);
		if (nth == NO_STEP)
			text_add(&p->told, _("The step where you stood is not in this run; this is "
			                     "the call that it was in."));
		break;
	case MOMENT_FELL_BACK:
		player_go(p, to);
		text_add(&p->told, err.reason);
		break;
	case MOMENT_NONE:
		text_add(&p->told,
		         _("The moment where you stood is not in this run; this is its end."));
		break;
	}
	text_free(&moment);
}

/* ---- dropping ---- */

static bool drops(const struct player *p, size_t i, unsigned number)
{
	return i >= p->locked && (!number || p->run->injections[i].id == number);
}

/* The first step of what is dropped; NO_STEP when nothing of it was made. */
static uint32_t first_dropped(const struct player *p, unsigned number)
{
	uint32_t first = NO_STEP;

	for (size_t i = 0; i < p->run->injection_count; i++)
		if (drops(p, i, number) && p->run->injections[i].first < first)
			first = p->run->injections[i].first;
	return first;
}

/* The call that made step AT and is dropped; NULL for none. */
static const struct injection *dropped_around(const struct player *p, unsigned number, uint32_t at)
{
	for (size_t i = 0; i < p->run->injection_count; i++) {
		const struct injection *in = &p->run->injections[i];

		if (drops(p, i, number) && in->done && at >= in->first && at <= in->step)
			return in;
	}
	return NULL;
}

/* Where the reader stands after a drop. */
enum place { PLACE_END, PLACE_STEP, PLACE_MOMENT };

/* *AT: that step of the run made anew; or, for its moment, a step of the run that is there now. */
static enum place place_after(const struct player *p, unsigned number, uint32_t *at)
{
	uint32_t first = first_dropped(p, number);
	const struct injection *in;

	*at = p->at;
	if (p->at == NO_STEP)
		return PLACE_END;
	in = dropped_around(p, number, *at);
	if (in && number && in->typed_at != NO_STEP) {
		*at = in->typed_at;
		return PLACE_STEP;
	}
	if (p->at + 1 == p->run->sim->step_count)
		return PLACE_END;
	/* none of its steps will be there: it is the one before them */
	while (in && in->first) {
		*at = in->first - 1;
		in = dropped_around(p, number, *at);
	}
	return *at < first ? PLACE_STEP : PLACE_MOMENT;
}

static bool may_drop(const struct player *p, unsigned number, struct error *err)
{
	size_t i = 0;

	while (i < p->run->injection_count && !(number && p->run->injections[i].id == number))
		i++;
	if (number && i == p->run->injection_count)
		return error_set(err, NULL, NULL,
		                 _("there is no call %u; 'calls' lists those that there are"),
		                 number);
	if (number ? i < p->locked : p->locked && p->run->injection_count == p->locked)
		return error_set(err, NULL, NULL,
		                 _("the page of the lesson has made this call, so it stays"));
	return p->run->injection_count ||
	       error_set(err, NULL, NULL, _("no call was made in this run"));
}

bool player_drop(struct player *p, unsigned number, struct error *err)
{
	struct run *run, *old = p->run;
	enum place place;
	uint32_t at;

	if (!may_drop(p, number, err))
		return false;
	/* all is one */
	if (!number && old->injection_count == p->locked + 1)
		number = old->injections[p->locked].id;
	run = new_run(p, err);
	for (size_t i = 0; run && i < old->injection_count; i++)
		if (!drops(p, i, number) && !inject_again(run, &old->injections[i], err)) {
			run_free(run);
			return false;
		}
	if (!run || !boot_again(run, err))
		return false;
	forget_places(run, NULL, first_dropped(p, number));
	place = place_after(p, number, &at);
	player_take_run(p, run); /* the old one is looked at once more, and then given up */
	text_clear(&p->told);
	if (place == PLACE_STEP && at < run->sim->step_count)
		player_go(p, at);
	else if (place == PLACE_MOMENT)
		stand_again(p, old->sim, at);
	keep_before(p, old);
	run_free(old);
	return true;
}

/* ---- scripts ---- */

void player_save(const struct player *p, struct text *out)
{
	for (size_t i = 0; i < p->run->injection_count; i++) {
		const struct injection *in = &p->run->injections[i];

		text_add(out, "at ");
		word_add(out, injection_moment(in));
		text_addf(out, " %s\n", in->line);
	}
}

/* Inject CALL of a script into RUN. */
static bool load_call(struct run *run, const struct call *call, struct error *err)
{
	bool keeps = call->command->class == COMMAND_KERNEL || call->command->class == COMMAND_FILE;
	char where[16];

	if (call->inner)
		return run_inject(run, call->args[0].text, call->inner->source, call->file,
		                  call->line, err);
	if (keeps)
		return run_inject(run, NULL, call->source, call->file, call->line, err);
	snprintf(where, sizeof(where), "%u", call->line);
	return error_set(err, call->file, where,
	                 _("'%s' is no call of the kernel, so it cannot be loaded"),
	                 call->command->name);
}

/* The steps up to the first call behind the COUNT that were there before are the same. */
static uint32_t first_loaded(const struct run *run, size_t count, unsigned *waiting)
{
	uint32_t first = NO_STEP;

	*waiting = 0;
	for (size_t i = count; i < run->injection_count; i++) {
		*waiting += !run->injections[i].done;
		if (run->injections[i].first < first)
			first = run->injections[i].first;
	}
	return first;
}

bool player_load(struct player *p, const struct script *script, unsigned *waiting,
                 struct error *err)
{
	struct run *run, *old = p->run;
	bool ok = true, at_end = p->at == NO_STEP || p->at + 1 == old->sim->step_count;
	uint32_t at = p->at, first;

	if (!p->machine)
		return error_set(err, NULL, NULL,
		                 _("without a machine there is no boot to inject a call into"));
	run = new_run(p, err);
	if (!run)
		return false;
	for (size_t i = 0; ok && i < old->injection_count; i++)
		ok = inject_again(run, &old->injections[i], err);
	for (size_t i = 0; ok && i < script->count; i++)
		ok = load_call(run, &script->calls[i], err);
	if (!ok) {
		run_free(run);
		return false;
	}
	if (!boot_again(run, err))
		return false;
	first = first_loaded(run, old->injection_count, waiting);
	forget_places(run, NULL, first);
	player_note_before(p);
	player_take_run(p, run);
	text_clear(&p->told);
	if (!at_end && at < first)
		player_go(p, at);
	else if (!at_end)
		stand_again(p, old->sim, at);
	run_free(old);
	return true;
}
