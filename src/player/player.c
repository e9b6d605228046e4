/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player/player.h"

#include <stdlib.h>
#include <string.h>

#include "player/internal.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/moment.h"

/* Take RUN, which has booted, in place of the run before. */
static void take_run(struct player *p, struct run *run)
{
	run_free(p->run);
	p->run = run;
	player_index_clear(p);
	player_index(p);
	p->at = run->sim->step_count ? (uint32_t)run->sim->step_count - 1 : NO_STEP;
	p->sub = 0;
}

static bool inject_script(struct run *run, const struct script *script, struct error *err)
{
	for (size_t i = 0; i < script->count; i++) {
		const struct call *call = &script->calls[i];
		struct text line = { 0 };
		bool ok;

		if (!call->inner)
			continue;
		player_inner_line(&line, call);
		ok = run_inject(run, call->args[0].text, text_str(&line), call->file, call->line,
		                err);
		text_free(&line);
		if (!ok)
			return false;
	}
	return true;
}

/* The text of the call in `at MOMENT CALL`: what stands behind the moment. */
void player_inner_line(struct text *out, const struct call *call)
{
	const char *s = call->source;

	for (int words = 0; words < 2; words++) {
		s += strspn(s, " \t");
		/* a moment may be written in quotes */
		if (*s == '"' || *s == '\'')
			s = strchr(s + 1, *s) ? strchr(s + 1, *s) + 1 : s + strlen(s);
		else
			s += strcspn(s, " \t");
	}
	text_add(out, s + strspn(s, " \t"));
}

struct player *player_new(const struct machine *machine, const struct vocabulary *vocabulary,
                          const struct sim_limits *limits, const struct script *injections,
                          struct error *err)
{
	struct run *run = run_new(machine, vocabulary, limits, false, err);
	struct player *p;

	if (!run)
		return NULL;
	if ((injections && !inject_script(run, injections, err)) || !run_boot(run, err)) {
		run_free(run);
		return NULL;
	}
	p = xzalloc(sizeof(*p));
	p->machine = run->machine;
	p->vocabulary = vocabulary;
	p->limits = *limits;
	take_run(p, run);
	return p;
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
	free(p->conflicts.steps);
	free(p->refusals.steps);
	text_free(&p->last_value);
	text_free(&p->told);
	run_free(p->run);
	free(p);
}

/* Copy the injections of OLD, in order. */
static bool copy_injections(struct run *run, const struct run *old, struct error *err)
{
	for (size_t i = 0; i < old->injection_count; i++) {
		const struct injection *in = &old->injections[i];

		if (!run_inject(run, in->moment, in->line, in->what, in->number, err))
			return false;
	}
	return true;
}

bool player_inject(struct player *p, const char *moment, const char *line, struct text *out,
                   struct error *err)
{
	struct run *run = run_new(p->machine, p->vocabulary, &p->limits, false, err);
	const struct injection *in;

	if (!run)
		return false;
	if (!copy_injections(run, p->run, err) || !run_inject(run, moment, line, NULL, 0, err) ||
	    !run_boot(run, err)) {
		run_free(run);
		return false;
	}
	run_make_kept(run);
	in = &run->injections[run->injection_count - 1];
	if (!in->done) {
		run_free(run);
		return error_set(err, NULL, NULL,
		                 _("the boot does not come to %s, so the call was not made"),
		                 moment);
	}
	take_run(p, run);
	text_add(out, text_str(&in->printed));
	player_go(p, in->step);
	return true;
}

/* Make the run anew with LINE injected where the reader stands. */
static bool call_in_the_past(struct player *p, const char *line, struct text *out,
                             struct error *err)
{
	struct text moment = { 0 };
	bool ok;

	if (!p->machine)
		return error_set(err, NULL, NULL,
		                 _("there is no boot to make anew: go to the end first (last)"));
	moment_of(&moment, p->run->sim, p->at);
	ok = player_inject(p, text_str(&moment), line, out, err);
	text_free(&moment);
	return ok;
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

bool player_call(struct player *p, const struct call *call, struct text *out, bool *failed,
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
		if (!run_call(p->run, call, out, p, failed, err))
			return false;
		if (p->machine)
			run_keep(p->run, call);
		player_index(p);
		if (p->run->sim->step_count)
			p->at = (uint32_t)p->run->sim->step_count - 1;
		p->sub = 0;
	} else if (!call_in_the_past(p, call->source, out, err)) {
		return false;
	}
	keep_value(p, out, from);
	return true;
}
