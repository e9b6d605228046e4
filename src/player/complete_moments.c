/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions that the run calls, and the moments that are named by them. */
#include <string.h>

#include "player/complete_internal.h"
#include "sim/intl.h"
#include "sim/moment.h"
#include "sim/sentence.h"

/* Calls of one function that are offered by their number. */
#define MOST_ORDINALS 99

void asked_add_functions(struct asked *a)
{
	const struct sim *sim = player_sim(a->p);
	const struct outline *last = NULL;

	for (size_t i = 0; i < sim->step_count; i++) {
		const struct step *step = &sim->steps[i];

		if (step->says->kind != STEP_CALL || step->function == last)
			continue;
		last = step->function;
		asked_add(a, last->function, last->file);
	}
}

/* The calls of NAME inside of CALLER (NO_STEP: anywhere), each by its number, and the return. */
static void add_ordinals(struct asked *a, const char *path, size_t path_len, const char *name,
                         uint32_t caller)
{
	const struct sim *sim = player_sim(a->p);
	struct text word = { 0 }, note = { 0 };
	unsigned n = 0;

	for (size_t i = caller == NO_STEP ? 0 : caller; i < sim->step_count; i++) {
		const struct step *step = &sim->steps[i];

		if (step->says->kind != STEP_CALL || (caller != NO_STEP && step->call != caller) ||
		    strcmp(step->function->function, name) != 0 || ++n > MOST_ORDINALS)
			continue;
		text_clear(&word);
		text_clear(&note);
		text_add_n(&word, path, path_len);
		text_addf(&word, "%s#%u", name, n);
		sentence_of(&note, sim, step);
		asked_add(a, text_str(&word), text_str(&note));
	}
	text_free(&word);
	text_free(&note);
}

/* `probe(DEVICE)`, for each that was probed. */
static void add_probes(struct asked *a)
{
	const struct sim *sim = player_sim(a->p);
	struct text word = { 0 };

	for (size_t i = 0; i < sim->step_count; i++) {
		const struct step *step = &sim->steps[i];
		const char *name;

		if (step->says->kind != STEP_CALL || strcmp(step->function->function, "probe") ||
		    step->function->args[0] != 'n')
			continue;
		name = names_get(&sim->names, sim_args(sim, step)[0]);
		text_clear(&word);
		text_addf(&word, "probe(%s)", name ? name : "");
		asked_add(a, text_str(&word), "");
	}
	text_free(&word);
}

/* What the call that the first LEN letters of the word name, and a / behind them, made. */
static void add_called(struct asked *a, size_t len)
{
	const struct sim *sim = player_sim(a->p);
	struct text path = { 0 }, word = { 0 };
	const char *part = a->word + len + 1;
	struct error err;
	uint32_t call;

	text_add_n(&path, a->word, len);
	if (moment_find(sim, text_str(&path), &call, &err) == MOMENT_FOUND) {
		text_add_char(&path, '/');
		for (size_t i = call; i < sim->step_count; i++) {
			const struct step *step = &sim->steps[i];

			if (step->says->kind != STEP_CALL || step->call != call)
				continue;
			text_clear(&word);
			text_addf(&word, "%s%s", text_str(&path), step->function->function);
			asked_add(a, text_str(&word), step->function->file);
			if (!strncmp(part, step->function->function,
			             strlen(step->function->function)))
				add_ordinals(a, text_str(&path), path.len, step->function->function,
				             call);
		}
	}
	text_free(&path);
	text_free(&word);
}

/* The moment that is typed already, with @return behind it. */
static void add_return(struct asked *a)
{
	size_t len = strcspn(a->word, "@");
	struct text word = { 0 };
	struct error err;
	uint32_t step;

	text_add_n(&word, a->word, len);
	if (len && moment_find(player_sim(a->p), text_str(&word), &step, &err) == MOMENT_FOUND) {
		text_add(&word, "@return");
		asked_add(a, text_str(&word), "");
	}
	text_free(&word);
}

void asked_add_moments(struct asked *a)
{
	const struct player *p = a->p;
	const char *slash = strrchr(a->word, '/');
	struct text name = { 0 };

	a->out->goes_on = true;
	if (slash) {
		add_called(a, (size_t)(slash - a->word));
	} else {
		asked_add_functions(a);
		for (size_t n = 0; n < p->stage_count; n++)
			asked_add(a, player_stage_name(p, n), _("stage"));
		if (!strncmp(a->word, "probe", 5))
			add_probes(a);
		text_add_n(&name, a->word, strcspn(a->word, "#@("));
		if (name.len)
			add_ordinals(a, "", 0, text_str(&name), NO_STEP);
	}
	add_return(a);
	text_free(&name);
}
