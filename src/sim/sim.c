/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/sim.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/intl.h"
#include "sim/memory.h"

enum { FIRST_STEPS = 1024 };

const struct sim_limits sim_default_limits = {
	.arena = (size_t)1 << 30,
	.steps = 20000000,
	.depth = 200,
};

const struct sentence sentence_call = { STEP_CALL, LEVEL_CALL, 0, "", "" };
const struct sentence sentence_return = { STEP_RETURN, LEVEL_CALL, 0, "", "" };
static const struct sentence sentence_print = { STEP_PRINT, LEVEL_STEP, 0, "n",
	                                        N_("The kernel log gets a line: {0}") };

struct sim *sim_new(const struct sim_limits *limits, bool guarded, struct error *err)
{
	struct sim *sim = xzalloc(sizeof(*sim));

	sim->limits = *limits;
	if (!journal_init(&sim->journal, limits->arena, guarded, err)) {
		free(sim);
		return NULL;
	}
	sim->journal.forget = limits->forget;
	names_init(&sim->names);
	/* room for a small board's boot, so that its vectors need not move while they grow */
	sim->steps = xgrow(NULL, &sim->step_cap, FIRST_STEPS, sizeof(*sim->steps));
	sim->args = xgrow(NULL, &sim->arg_cap, FIRST_STEPS * 2, sizeof(*sim->args));
	sim->log = journal_alloc(&sim->journal, sizeof(*sim->log));
	return sim;
}

void sim_free(struct sim *sim)
{
	if (!sim)
		return;
	journal_done(&sim->journal);
	names_done(&sim->names);
	free(sim->steps);
	free(sim->args);
	free(sim);
}

void *sim_alloc(struct sim *sim, size_t size)
{
	void *p = journal_alloc(&sim->journal, size);

	if (!p)
		sim_stop(sim, SIM_LIMIT, _("the simulated state takes more than %zu MiB"),
		         sim->limits.arena >> 20);
	return p;
}

const char *sim_name(struct sim *sim, const char *s)
{
	return s ? names_intern(&sim->names, s) : NULL;
}

static void add_step(struct sim *sim, const struct sentence *says, uint32_t call,
                     const struct outline *function, const uint64_t *words, unsigned n)
{
	struct step *step;

	if (sim->limits.forget) {
		sim_skip(sim);
		return;
	}
	if (sim->step_count >= sim->limits.steps)
		sim_stop(sim, SIM_LIMIT, _("the run takes more than %zu steps"), sim->limits.steps);
	if (sim->step_count == sim->step_cap)
		sim->steps =
			xgrow(sim->steps, &sim->step_cap, sim->step_count + 1, sizeof(*sim->steps));
	if (sim->arg_count + n > sim->arg_cap)
		sim->args = xgrow(sim->args, &sim->arg_cap, sim->arg_count + n, sizeof(*sim->args));
	step = &sim->steps[sim->step_count++];
	step->says = says;
	step->function = function;
	step->notes = (uint32_t)sim->journal.count;
	step->args = (uint32_t)sim->arg_count;
	step->call = call;
	step->depth = (uint8_t)sim->depth;
	step->arg_words = (uint8_t)n;
	for (unsigned i = 0; i < n; i++)
		sim->args[sim->arg_count++] = words[i];
	if (sim->watch)
		sim->watch(sim, sim->watch_arg);
}

void sim_skip(struct sim *sim)
{
	if (sim->forgotten++ >= sim->limits.steps)
		sim_stop(sim, SIM_LIMIT, _("the run takes more than %zu steps"), sim->limits.steps);
}

static const struct sim_frame *top_frame(const struct sim *sim)
{
	static const struct sim_frame none = { NO_STEP, NULL };

	return sim->depth ? &sim->frames[sim->depth - 1] : &none;
}

void sim_call(struct sim *sim, const struct outline *outline, const uint64_t *words, unsigned n)
{
	uint32_t caller = top_frame(sim)->call;

	if (sim->depth >= sim->limits.depth)
		sim_stop(sim, SIM_LIMIT, _("more than %u calls are open at once"),
		         sim->limits.depth);
	add_step(sim, &sentence_call, caller, outline, words, n);
	sim->frames[sim->depth].call = sim->step_count ? (uint32_t)(sim->step_count - 1) : NO_STEP;
	sim->frames[sim->depth++].function = outline;
}

void sim_enter(struct sim *sim, const struct outline *outline)
{
	if (sim->depth >= sim->limits.depth)
		sim_stop(sim, SIM_LIMIT, _("more than %u calls are open at once"),
		         sim->limits.depth);
	sim_skip(sim);
	sim->frames[sim->depth++] = (struct sim_frame){ NO_STEP, outline };
}

void sim_return(struct sim *sim, const uint64_t *words, unsigned n)
{
	const struct sim_frame *frame = top_frame(sim);

	assert(sim->depth);
	add_step(sim, &sentence_return, frame->call, frame->function, words, n);
	sim->depth--;
}

void sim_tell(struct sim *sim, const struct sentence *says, const uint64_t *words, unsigned n)
{
	const struct sim_frame *frame = top_frame(sim);

	add_step(sim, says, frame->call, frame->function, words, n);
}

void sim_tell_in(struct sim *sim, const struct outline *outline, const struct sentence *says,
                 const uint64_t *words, unsigned n)
{
	add_step(sim, says, top_frame(sim)->call, outline, words, n);
}

void sim_settle(struct sim *sim)
{
	if (!sim->step_count)
		return;
	sim->steps[sim->step_count - 1].notes = (uint32_t)sim->journal.count;
	if (sim->watch)
		sim->watch(sim, sim->watch_arg);
}

static void add_log_line(struct sim *sim, const char *text)
{
	struct log_line *line = sim_alloc(sim, sizeof(*line));

	sim_set(sim, line->text, text);
	sim_set(sim, line->step, (uint32_t)sim->step_count);
	if (sim->log->last)
		sim_set(sim, sim->log->last->next, line);
	if (!sim->log->first)
		sim_set(sim, sim->log->first, line);
	sim_set(sim, sim->log->last, line);
	sim_tell(sim, &sentence_print, SIM_WORDS(name_id(text)));
}

void sim_printk(struct sim *sim, const char *fmt, ...)
{
	enum { LINES = 16 };
	struct text whole = { 0 }, printable = { 0 };
	const char *lines[LINES];
	unsigned count = 0;
	char *s, *end;
	va_list args;

	if (sim->limits.mute)
		return;
	va_start(args, fmt);
	text_addv(&whole, fmt, args);
	va_end(args);
	for (s = whole.s; s && count < LINES; s = end && end[1] ? end + 1 : NULL) {
		end = strchr(s, '\n');
		if (end)
			*end = '\0';
		text_clear(&printable);
		text_add_printable(&printable, s);
		lines[count++] = names_intern(&sim->names, text_str(&printable));
	}
	/* what follows may not come back, when a limit is reached */
	text_free(&whole);
	text_free(&printable);
	for (unsigned i = 0; i < count; i++)
		add_log_line(sim, lines[i]);
}

void sim_clear_log(struct sim *sim)
{
	sim_set(sim, sim->log->first, NULL);
	sim_set(sim, sim->log->last, NULL);
}

enum sim_end sim_try(struct sim *sim, void (*body)(void *), void *arg)
{
	jmp_buf here, *outer = sim->catcher;
	unsigned depth = sim->depth;
	enum sim_end end;
	int jumped;

	sim->catcher = &here;
	jumped = setjmp(here);
	if (!jumped) {
		body(arg);
		end = SIM_DONE;
	} else {
		end = (enum sim_end)jumped;
	}
	sim->catcher = outer;
	/* A limit on steps must not be hit again while closing what is open. */
	if (end != SIM_LIMIT)
		while (sim->depth > depth)
			sim_return(sim, NULL, 0);
	sim->depth = depth;
	return end;
}

void sim_stop(struct sim *sim, enum sim_end end, const char *reason, ...)
{
	char text[256];
	va_list args;

	va_start(args, reason);
	vsnprintf(text, sizeof(text), reason, args);
	va_end(args);
	error_set(&sim->stopped, NULL, NULL, "%s", text);
	assert(sim->catcher);
	longjmp(*sim->catcher, (int)end);
}

void sim_seek(struct sim *sim, uint32_t step)
{
	assert(step == NO_STEP || step < sim->step_count);
	journal_seek(&sim->journal, step == NO_STEP ? 0 : sim->steps[step].notes);
}

void sim_seek_end(struct sim *sim)
{
	journal_seek(&sim->journal, sim->journal.count);
}

size_t sim_step_notes(const struct sim *sim, uint32_t step, size_t *from)
{
	*from = step ? sim->steps[step - 1].notes : 0;
	return sim->steps[step].notes;
}

static bool wrote(const struct sim *sim, uint32_t step, const void *p, size_t len)
{
	size_t first, last = sim_step_notes(sim, step, &first);

	return first < last && journal_touched(&sim->journal, first, last, p, len);
}

uint32_t sim_next_writer(const struct sim *sim, const void *p, size_t len, uint32_t from,
                         uint32_t to)
{
	if (to >= sim->step_count)
		to = (uint32_t)sim->step_count - 1;
	for (uint32_t step = from; sim->step_count && step <= to; step++)
		if (wrote(sim, step, p, len))
			return step;
	return NO_STEP;
}

uint32_t sim_last_writer(const struct sim *sim, const void *p, size_t len, uint32_t from)
{
	if (from >= sim->step_count)
		from = (uint32_t)sim->step_count - 1;
	for (uint32_t left = sim->step_count ? from + 1 : 0; left; left--)
		if (wrote(sim, left - 1, p, len))
			return left - 1;
	return NO_STEP;
}
