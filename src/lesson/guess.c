/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which call on the way to the next stop is worth a question, and what becomes of an answer. */
#include "lesson/guess.h"

#include <string.h>

#include "lesson/guess_internal.h"
#include "sim/intl.h"
#include "sim/moment.h"

/* More wrong answers than so many are not offered. */
#define CHOICES_MAX 5

/* The calls that are asked about, and those inside of which nothing is. */
static const struct row {
	const char *function;
	bool (*make)(struct guess *g, const struct guess_call *call); /* NULL: passed over */
	bool once; /* not more than once on the way from a stop to the next: there are many */
} rows[] = {
	{ "insert_resource", guess_resource, false },
	{ "insert_resource_conflict", guess_resource, false },
	{ "request_resource", guess_resource, false },
	{ "request_resource_conflict", guess_resource, false },
	{ "__request_region", guess_resource, false },
	{ "allocate_resource", NULL, false },
	{ "reserve_region_with_split", NULL, false },
	{ "insert_resource_expand_to_fit", NULL, false },
	{ "memblock_add_range", guess_memblock, true },
	{ "ioremap", guess_ioremap, false },
	{ "ioremap_wc", guess_ioremap, false },
	{ "ioremap_wt", guess_ioremap, false },
	{ "ioremap_uc", guess_ioremap, false },
	{ "ioremap_cache", guess_ioremap, false },
	{ "ioremap_np", guess_ioremap, false },
	{ "ioremap_nocache", guess_ioremap, false },
	{ "memremap", guess_memremap, false },
	{ "seq_read_iter", guess_read, false },
};

static const struct row *row_for(const struct step *step)
{
	if (step->says->kind != STEP_CALL || !step->function)
		return NULL;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].function, step->function->function))
			return &rows[i];
	return NULL;
}

void guess_init(struct guess *g)
{
	*g = (struct guess){ .from = NO_STEP };
	names_init(&g->strings);
}

void guess_done(struct guess *g)
{
	names_done(&g->strings);
}

/* ---- for those who make questions ---- */

const uint64_t *guess_words(const struct sim *sim, const struct step *step, char letter, unsigned n)
{
	const char *letters =
		step->says->kind == STEP_CALL ? step->function->args : step->says->args;
	const uint64_t *words = sim_args(sim, step);
	unsigned used = 0;

	for (; letters && *letters; letters++) {
		if (used + step_letter_words(*letters) > step->arg_words)
			return NULL;
		if (*letters == letter && !n--)
			return words + used;
		used += step_letter_words(*letters);
	}
	return NULL;
}

struct guess_range guess_resource_at(const struct sim *sim, const uint64_t *words)
{
	return (struct guess_range){ words[0], words[1], names_get(&sim->names, words[2]) };
}

const char *guess_keep(struct guess *g, struct text *text)
{
	const char *kept = names_intern(&g->strings, text_str(text));

	text_clear(text);
	return kept;
}

void guess_name(struct text *out, const struct guess_range *r)
{
	text_add_range(out, r->start, r->end);
	if (r->name && *r->name) {
		text_add_char(out, ' ');
		text_add_printable(out, r->name);
	}
}

void guess_add(struct guess *g, bool right, struct text *text, struct text *because)
{
	struct choice *c;

	for (size_t i = 0; i < g->choice_count; i++)
		if (!strcmp(g->choices[i].text, text_str(text))) {
			g->choices[i].right |= right;
			text_clear(text);
			text_clear(because);
			return;
		}
	/* a right answer has the place of a wrong one if need be */
	c = &g->choices[g->choice_count < CHOICES_MAX ? g->choice_count : CHOICES_MAX - 1];
	if (g->choice_count == CHOICES_MAX && !right) {
		text_clear(text);
		text_clear(because);
		return;
	}
	g->choice_count += g->choice_count < CHOICES_MAX;
	*c = (struct choice){ right, guess_keep(g, text), guess_keep(g, because) };
}

/* ---- finding ---- */

/* The order of the answers follows from the step alone, and tells nothing. */
static void turn_choices(struct guess *g)
{
	size_t by = g->from * (size_t)2654435761u >> 7;

	for (by %= g->choice_count; by; by--) {
		struct choice first = g->choices[0];

		memmove(&g->choices[0], &g->choices[1],
		        (g->choice_count - 1) * sizeof(g->choices[0]));
		g->choices[g->choice_count - 1] = first;
	}
}

static bool make(struct guess *g, const struct row *row, struct player *p, uint32_t step)
{
	struct guess_call call = { p, step, moment_return_of(player_sim(p), step), row->function };
	const struct step *decides;
	size_t right = 0;

	names_done(&g->strings);
	names_init(&g->strings);
	g->choice_count = 0;
	g->run = p->run;
	g->from = step;
	g->to = NO_STEP;
	player_go(p, step);
	if (!row->make(g, &call) || g->to == NO_STEP)
		return false;
	for (size_t i = 0; i < g->choice_count; i++)
		right += g->choices[i].right;
	if (right != 1 || g->choice_count < 2)
		return false;
	turn_choices(g);
	decides = &player_sim(p)->steps[g->to];
	g->function = decides->function ? decides->function->function : NULL;
	g->rule_line = decides->says->line;
	g->rule = g->function && g->rule_line ? decides->function->lines[g->rule_line - 1] : NULL;
	return true;
}

bool guess_find(struct guess *g, struct player *p)
{
	const struct sim *sim = player_sim(p);
	size_t stop = p->at == NO_STEP ? 0 : player_first_behind(p->stops, p->stop_count, p->at);
	struct spot was = { p->at, p->sub };
	uint32_t last;

	g->open = false;
	if (p->at == NO_STEP)
		return false;
	/* behind the last stop the end is the next place */
	last = stop < p->stop_count ? p->stops[stop] : (uint32_t)sim->step_count - 1;
	for (uint32_t i = p->at + 1; i <= last; i++) {
		const struct row *row = row_for(&sim->steps[i]);
		bool again = row && row->once && g->run == p->run && g->memblock_stop == stop + 1;

		if (!row || again)
			continue;
		if (!row->make) {
			i = moment_return_of(sim, i);
		} else if (make(g, row, p, i)) {
			player_go(p, i);
			if (row->once)
				g->memblock_stop = stop + 1;
			g->open = p->veiled = true;
			return true;
		}
	}
	player_go_spot(p, &was);
	return false;
}

void guess_drop(struct guess *g, struct player *p)
{
	g->open = p->veiled = false;
}

bool guess_check(struct guess *g, struct player *p)
{
	if (!g->open || (g->run == p->run && g->from == p->at))
		return false;
	guess_drop(g, p);
	return true;
}

bool guess_answer(struct guess *g, struct player *p, size_t choice)
{
	guess_drop(g, p);
	g->chosen = choice;
	player_go(p, g->to);
	return g->choices[choice].right;
}

void guess_count(struct progress *progress, const char *name, bool right)
{
	size_t had, of;

	progress_score(progress, SCORE_FORETOLD, name, &had, &of);
	progress_set_score(progress, SCORE_FORETOLD, name, had + right, of + 1);
}
