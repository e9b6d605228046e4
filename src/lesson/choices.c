/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions: the answers of a quiz, and those that a prediction takes from the simulated state. */
#include <stdlib.h>
#include <string.h>

#include "lesson/run_internal.h"
#include "linux/linux.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/moment.h"

/* A resource as it was at some moment. */
struct known {
	uint64_t start, end;
	const char *name; /* a name of the run */
};

struct known_list {
	struct known *all;
	size_t count, cap;
};

static void add_choice(struct block_state *state, bool right, const char *text, const char *because)
{
	state->choices =
		xrealloc(state->choices, (state->choice_count + 1) * sizeof(*state->choices));
	state->choices[state->choice_count++] = (struct choice){ right, text, because };
}

static void add_children(struct known_list *list, const struct resource *parent)
{
	for (const struct resource *r = parent ? parent->child : NULL; r; r = r->sibling) {
		list->all = xgrow(list->all, &list->cap, list->count + 1, sizeof(*list->all));
		list->all[list->count++] = (struct known){ r->start, r->end, r->name };
	}
}

static bool is_known(const struct known_list *list, const struct known *k)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->all[i].start == k->start && list->all[i].end == k->end &&
		    list->all[i].name == k->name)
			return true;
	return false;
}

static const struct resource *find(const struct resource *root, uint64_t start, uint64_t end)
{
	for (const struct resource *r = root->child; r; r = next_resource(r))
		if (r->start == start && r->end == end)
			return r;
	return root->start == start && root->end == end ? root : NULL;
}

/* Stand at MOMENT, exactly. */
static bool stand_at(struct player *p, const char *moment, struct error *err)
{
	uint32_t step;

	if (moment_find(p->run->sim, moment, &step, err) != MOMENT_FOUND)
		return false;
	player_go(p, step);
	return true;
}

/* The children at FROM of what is the parent at TO, and those of the one that adopts at TO. */
static bool look(struct player *p, const struct predict *what, struct known_list *before,
                 struct known_list *adopted, struct error *err)
{
	const struct resource *root = &p->run->kernel->iomem_resource, *r;
	uint64_t start, end;

	if (!stand_at(p, what->to, err))
		return false;
	r = find(root, what->start, what->end);
	if (!r || !r->parent)
		return error_set(err, NULL, NULL, _("at %s there is no such resource to adopt any"),
		                 what->to);
	add_children(adopted, r);
	start = r->parent->start;
	end = r->parent->end;
	if (!stand_at(p, what->from, err))
		return false;
	add_children(before, find(root, start, end));
	return true;
}

static const char *keep(struct lesson_run *run, struct text *text)
{
	const char *kept = names_intern(&run->strings, text_str(text));

	text_clear(text);
	return kept;
}

static void add_range(struct text *out, uint64_t start, uint64_t end)
{
	text_add_range(out, start, end);
}

/* Why K is not adopted: it ends before, starts behind, or is cut. */
static const char *reason_against(struct lesson_run *run, const struct predict *p,
                                  const struct known *k)
{
	struct text text = { 0 }, range = { 0 };
	const char *kept;

	add_range(&range, p->start, p->end);
	if (k->end < p->start)
		text_addf(&text, _("It ends below %s, so it stays a neighbour."), text_str(&range));
	else if (k->start > p->end)
		text_addf(&text, _("It starts above the last byte of %s, so it stays a neighbour."),
		          text_str(&range));
	else
		text_addf(&text, _("It is no child of %s afterwards."), text_str(&range));
	kept = keep(run, &text);
	text_free(&text);
	text_free(&range);
	return kept;
}

static bool make_prediction(struct lesson_run *run, const struct predict *p,
                            struct block_state *state, struct error *err)
{
	struct known_list before = { 0 }, adopted = { 0 };
	struct text text = { 0 };
	bool ok = look(run->player, p, &before, &adopted, err);
	size_t right = 0;

	player_go(run->player, run->home);
	if (ok && before.count > ANSWERS_MAX)
		ok = error_set(err, NULL, NULL,
		               _("there are %zu children to choose from, a question has %d answers "
		                 "at most"),
		               before.count, ANSWERS_MAX);
	for (size_t i = 0; ok && i < before.count; i++) {
		const struct known *k = &before.all[i];
		bool is_right = is_known(&adopted, k);

		add_range(&text, k->start, k->end);
		text_add(&text, " : ");
		text_add_printable(&text, k->name ? k->name : "");
		add_choice(state, is_right, keep(run, &text),
		           is_right ? p->because : reason_against(run, p, k));
		right += is_right;
	}
	if (ok && (!right || right == state->choice_count))
		ok = error_set(err, NULL, NULL,
		               _("nothing is left to predict: %zu of %zu children are adopted"),
		               right, state->choice_count);
	text_free(&text);
	free(before.all);
	free(adopted.all);
	return ok;
}

bool run_make_choices(struct lesson_run *run, size_t b, struct error *err)
{
	const struct block *block = &run_page(run)->blocks[b];
	struct block_state *state = &run->states[b];

	if (block->kind == BLOCK_PREDICT)
		return make_prediction(run, &block->predict, state, err);
	for (size_t i = 0; i < block->answer_count; i++)
		add_choice(state, block->answers[i].right, block->answers[i].text,
		           block->answers[i].because);
	return true;
}

/* The answers of a question that are right, or WRONG, as `chosen` has them. */
static uint64_t answers(const struct block_state *state, bool right)
{
	uint64_t bits = 0;

	for (size_t i = 0; i < state->choice_count; i++)
		if (state->choices[i].right == right)
			bits |= (uint64_t)1 << i;
	return bits;
}

static size_t count_bits(uint64_t bits)
{
	return (size_t)__builtin_popcountll(bits);
}

size_t lesson_run_wrong(const struct lesson_run *run, size_t b)
{
	return count_bits(run->states[b].chosen & answers(&run->states[b], false));
}

/* All right answers of a block must have been chosen before it is done; in an exam any so many. */
static bool is_answered(const struct lesson_run *run, const struct block_state *state)
{
	uint64_t right = answers(state, true);

	return run->lesson->exam ? count_bits(state->chosen) >= count_bits(right)
	                         : (state->chosen & right) == right;
}

bool lesson_run_answer(struct lesson_run *run, size_t b, size_t choice)
{
	struct block_state *state = &run->states[b];

	/* what was answered in an exam stands */
	if (choice >= state->choice_count || (run->lesson->exam && state->done))
		return false;
	state->chosen |= (uint64_t)1 << choice;
	state->right = state->chosen == answers(state, true);
	if (run->progress)
		progress_set_chosen(run->progress, run->lesson->name, run->page, b, state->chosen,
		                    state->right);
	if (is_answered(run, state))
		lesson_run_set_done(run, b);
	else
		lesson_run_save(run);
	return state->choices[choice].right && state->done;
}
