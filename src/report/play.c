/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report/play.h"

#include <stdlib.h>
#include <string.h>

#include "report/changes.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/sentence.h"
#include "view/about.h"

/* So many lines of a kind are told after a jump. */
#define JUMP_LINES 40

struct play {
	struct player *p; /* lent */
	enum level level;
	struct changes *changes;
	/* what was told last */
	size_t stage;     /* SIZE_MAX: none yet */
	uint32_t at;      /* NO_STEP: before the first */
	size_t log_lines; /* how many there were then */
	bool anew;        /* the run may be another one since */
};

/* The first step of the walk from AT on, going forwards or backwards; NO_STEP for none. */
static uint32_t find_step(const struct play *play, int64_t at, int by)
{
	const struct sim *sim = player_sim(play->p);

	for (; at >= 0 && at < (int64_t)sim->step_count; at += by)
		if (sim->steps[at].says->level <= play->level)
			return (uint32_t)at;
	return NO_STEP;
}

static size_t count_log(const struct sim *sim)
{
	size_t count = 0;

	for (const struct log_line *l = sim->log->first; l; l = l->next)
		count++;
	return count;
}

/* Stand at step AT only to look: what was so there is known to the reader. */
static void look_at(struct play *play, uint32_t at)
{
	struct player *p = play->p;

	if (at == NO_STEP)
		return;
	sim_seek(p->run->sim, at);
	changes_look(play->changes, p, NULL);
	play->at = at;
	play->log_lines = count_log(player_sim(p));
	player_go(p, p->at);
}

struct play *play_new(struct player *p, enum level level, struct text *out)
{
	struct play *play = xzalloc(sizeof(*play));

	play->p = p;
	play->level = level;
	play->stage = SIZE_MAX;
	play->changes = changes_new();
	play->at = NO_STEP;
	if (p->machine)
		text_addf(out, "%s, %s\n", p->machine->name, p->machine->profile->name);
	if (p->at != NO_STEP)
		look_at(play, find_step(play, (int64_t)p->at - 1, -1));
	play_tell(play, false, out);
	return play;
}

void play_free(struct play *play)
{
	if (!play)
		return;
	changes_free(play->changes);
	free(play);
}

void play_let_go(struct play *play)
{
	changes_let_go(play->changes);
	play->log_lines = count_log(player_sim(play->p));
	play->anew = true;
}

bool play_on(struct play *play)
{
	struct player *p = play->p;
	uint32_t next, last = (uint32_t)player_sim(p)->step_count - 1;

	if (p->at == NO_STEP || p->at == last)
		return false;
	next = find_step(play, (int64_t)p->at + 1, 1);
	player_go(p, next == NO_STEP ? last : next);
	return true;
}

/* ---- telling ---- */

static void tell_stage(struct play *play, struct text *out)
{
	const struct player *p = play->p;
	size_t stage = player_stage_number(p);

	if (stage != play->stage && stage < p->stage_count) {
		text_addf(out, _("stage %zu of %zu: %s"), stage + 1, p->stage_count,
		          player_stage_name(p, stage));
		text_add_char(out, '\n');
	}
	play->stage = stage;
}

/* The sentence of the step; that of a call says what the function is for. */
static void add_sentence(struct text *out, const struct sim *sim, const struct step *step)
{
	struct text raw = { 0 };

	sentence_of(&raw, sim, step);
	if (step->says->kind == STEP_CALL && step->function->meaning)
		text_addf(&raw, ": %s", _(step->function->meaning));
	text_add_printable(out, text_str(&raw));
	text_free(&raw);
}

static void tell_place(const struct player *p, struct text *out)
{
	const struct step *step = player_step_now(p);
	struct text says = { 0 };
	size_t stops, stop = player_stop_number(p, &stops);

	if (!step) {
		text_addf(out, "%s\n", _("Nothing has happened yet."));
		return;
	}
	add_sentence(&says, player_sim(p), step);
	if (step->says->level <= LEVEL_STOP)
		text_addf(out, _("stop %zu of %zu: %s"), stop, stops, says.s);
	else
		text_addf(out, _("step %zu of %zu: %s"), (size_t)p->at + 1,
		          player_sim(p)->step_count, says.s);
	text_add_char(out, '\n');
	text_free(&says);
}

/* One comparison of a walk: only `step` goes through them one by one. */
static void tell_comparison(const struct player *p, struct text *out)
{
	const struct resource *res;
	struct about about;

	if (player_unfolds(p) < 2)
		return;
	about_step(&about, p, player_step_now(p));
	res = about_compared(&about, p);
	text_add(out, "  ");
	text_addf(out, _("comparison %u of %u"), p->sub + 1, player_unfolds(p));
	if (res) {
		text_add(out, ": ");
		text_add_range(out, res->start, res->end);
		text_add(out, " : ");
		text_add_printable(out, res->name ? res->name : "<BAD>");
	}
	text_add_char(out, '\n');
}

/* The lines that came since the last time; going back brings none. */
static void tell_log(const struct play *play, struct text *out)
{
	const struct sim *sim = player_sim(play->p);
	size_t n = 0;

	if (!sim->log->last || play->p->at == NO_STEP)
		return;
	if (!play->anew && play->at != NO_STEP && sim->log->last->step <= play->at)
		return;
	for (const struct log_line *l = sim->log->first; l; l = l->next, n++) {
		if (play->anew ? n < play->log_lines : play->at != NO_STEP && l->step <= play->at)
			continue;
		text_add(out, "  ");
		text_add(out, _("log: "));
		text_add_printable(out, l->text);
		text_add_char(out, '\n');
	}
}

/* All of LINES, or with JUMPED the first of them. */
static void add_lines(struct text *out, const struct text *lines, bool jumped)
{
	const char *s = text_str(lines), *end;
	unsigned long left = 0;

	for (unsigned n = 0; (end = strchr(s, '\n')); n++, s = end + 1) {
		if (jumped && n >= JUMP_LINES)
			left++;
		else
			text_add_n(out, s, (size_t)(end + 1 - s));
	}
	if (!left)
		return;
	text_addf(
		out,
		ngettext("  (%lu more line of this kind)", "  (%lu more lines of this kind)", left),
		left);
	text_add_char(out, '\n');
}

void play_tell(struct play *play, bool jumped, struct text *out)
{
	const struct player *p = play->p;
	struct text lines = { 0 };

	tell_stage(play, out);
	if (p->told.len)
		text_addf(out, "%s\n", text_str(&p->told));
	tell_place(p, out);
	if (p->at == NO_STEP)
		return;
	if (jumped)
		tell_comparison(p, out);
	changes_look(play->changes, p, &lines);
	add_lines(out, &lines, jumped);
	text_clear(&lines);
	tell_log(play, &lines);
	add_lines(out, &lines, jumped);
	text_free(&lines);
	play->at = p->at;
	play->anew = false;
}
