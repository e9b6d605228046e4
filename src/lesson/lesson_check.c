/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `bootwalk lesson --check`: all of a lesson without a reader. */
#include <string.h>

#include "lesson/run_internal.h"
#include "sim/intl.h"

/* What a page holds, for its line. */
struct tally {
	size_t commands, expectations, questions, tasks;
};

static void count_lines(const char *script, struct tally *t)
{
	while (*script) {
		size_t len = strcspn(script, "\n"), blanks = strspn(script, " \t");

		if (blanks < len && script[blanks] != '#') {
			if (!strncmp(script + blanks, "expect ", 7))
				t->expectations++;
			else
				t->commands++;
		}
		script += len + (script[len] == '\n');
	}
}

/* A task must not hold before anything was done for it, and must with its solution. */
static bool check_task(struct lesson_run *run, size_t b, struct error *err)
{
	const struct block *block = &run_page(run)->blocks[b];
	struct text out = { 0 };
	bool broken, ok;

	if (run_task_holds(run, b, &broken, err))
		return run_refuse(block, 0, err,
		                  _("the task is solved before the reader has done anything"));
	if (broken)
		return run_refuse(block, 0, err, err->reason);
	ok = lesson_run_solve(run, b, &out, err);
	text_free(&out);
	return ok && run_renew(run, run_page(run), err);
}

/* Choose every answer of a question once: the wrong ones first, which must not make it done. */
static bool check_question(struct lesson_run *run, size_t b, struct error *err)
{
	const struct block *block = &run_page(run)->blocks[b];
	struct block_state *state = &run->states[b];
	bool done = false;

	/* in an exam the first so many stand */
	for (size_t i = 0; i < state->choice_count && !run->lesson->exam; i++)
		if (!state->choices[i].right)
			lesson_run_answer(run, b, i);
	if (state->done)
		return run_refuse(block, 0, err, _("a wrong answer was taken"));
	for (size_t i = 0; i < state->choice_count; i++)
		if (state->choices[i].right)
			done = lesson_run_answer(run, b, i);
	return done || run_refuse(block, 0, err, _("no answer is right"));
}

static bool check_page(struct lesson_run *run, struct tally *tally, struct error *err)
{
	const struct page *page = run_page(run);

	for (size_t i = 0; i < page->block_count; i++) {
		const struct block *b = &page->blocks[i];

		if (b->kind == BLOCK_LIVE)
			count_lines(b->script, tally);
		tally->questions += b->kind == BLOCK_QUIZ || b->kind == BLOCK_PREDICT;
		tally->tasks += b->kind == BLOCK_TASK;
		if (b->kind == BLOCK_TASK ? !check_task(run, i, err)
		                          : block_asks(b) && !check_question(run, i, err))
			return false;
	}
	return true;
}

/* On one of the boards that it names. */
static bool check_on(const struct lesson *lesson, const char *board,
                     const struct vocabulary *vocabulary, struct text *out, struct error *err)
{
	struct lesson_run *run = run_new_on(lesson, board, vocabulary, NULL, err);
	bool ok = run != NULL;

	for (size_t i = 0; ok && i < lesson->page_count; i++) {
		struct tally t = { 0 };

		ok = (!i || lesson_run_open(run, i, err)) && check_page(run, &t, err);
		if (!ok)
			break;
		text_addf(out, "%s: ", lesson->name);
		if (lesson->board_count > 1)
			text_addf(out, "%s: ", board);
		text_addf(out, "%zu/%zu %s: ", i + 1, lesson->page_count, lesson->pages[i].title);
		text_addf(out, _("%zu commands, %zu expectations, %zu questions, %zu tasks"),
		          t.commands, t.expectations, t.questions, t.tasks);
		text_add_char(out, '\n');
	}
	lesson_run_free(run);
	return ok;
}

bool lesson_check(const struct lesson *lesson, const struct vocabulary *vocabulary,
                  struct text *out, struct error *err)
{
	if (!lesson->board_count)
		return check_on(lesson, NULL, vocabulary, out, err);
	for (size_t i = 0; i < lesson->board_count; i++) {
		struct error why = { 0 };

		if (check_on(lesson, lesson->boards[i], vocabulary, out, &why))
			continue;
		if (lesson->board_count == 1)
			error_set(err, why.what, why.where, "%s", why.reason);
		else
			error_set(err, why.what, why.where, _("on %s: %s"), lesson->boards[i],
			          why.reason);
		return false;
	}
	return true;
}
