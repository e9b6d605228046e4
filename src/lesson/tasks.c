/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tasks: the reader's commands, what they must bring about, hints and solutions. */
#include <string.h>

#include "lesson/run_internal.h"
#include "sim/intl.h"
#include "sim/moment.h"

bool run_may_do(const struct call *call, struct error *err)
{
	return call->command->class != COMMAND_HOST ||
	       error_set(err, NULL, NULL, _("'%s' has no place in a lesson"), call->command->name);
}

bool run_do_call(struct player *player, const struct call *call, struct text *out, bool *failed,
                 struct error *err)
{
	*err = (struct error){ 0 };
	if (!player_call(player, call, out, failed, err))
		return false;
	if (*failed && !err->reason[0])
		error_set(err, NULL, NULL, _("not so: %s"), call->source);
	return true;
}

/* One line of the command language on the page's player, typed by the READER or the lesson's. */
static bool do_line(struct lesson_run *run, const char *line, bool reader, struct text *out,
                    bool *failed, struct error *err)
{
	struct script script;
	bool ok;

	*failed = false;
	script_init(&script);
	script.any_label = true;
	ok = script_parse(&script, run->vocabulary, NULL, line, strlen(line), err);
	for (size_t i = 0; ok && i < script.count; i++)
		ok = (reader || run_may_do(&script.calls[i], err)) &&
		     run_do_call(run->player, &script.calls[i], out, failed, err);
	script_done(&script);
	return ok;
}

/* ---- checks ---- */

/* `at MOMENT WHAT`: the moment is put to MOMENT; returns WHAT, or CHECK as it is without. */
static const char *split_moment(const char *check, struct text *moment)
{
	size_t len;

	text_clear(moment);
	if (strncmp(check, "at ", 3) != 0)
		return check;
	check += 3 + strspn(check + 3, " ");
	len = strcspn(check, " ");
	text_add_n(moment, check, len);
	return check + len + strspn(check + len, " ");
}

/* Checks of where the reader stands are tried there, not at the end. */
static bool is_about_place(const char *what)
{
	if (!strncmp(what, "not ", 4))
		what += 4;
	return !strncmp(what, "function ", 9) || !strncmp(what, "moment ", 7) ||
	       !strncmp(what, "kind ", 5);
}

/* Try one check, wherever the player goes for it; HERE is where the reader stands. */
static bool check_holds(struct lesson_run *run, const char *check, uint32_t here, bool *broken,
                        struct error *err)
{
	struct text moment = { 0 }, line = { 0 };
	const char *what = split_moment(check, &moment);
	bool failed = false, ok = true;
	uint32_t step;

	if (moment.len) {
		*broken |= !moment_parse(text_str(&moment), err);
		ok = !*broken && moment_find(run->player->run->sim, text_str(&moment), &step,
		                             err) == MOMENT_FOUND;
		if (ok)
			player_go(run->player, step);
	} else if (is_about_place(what)) {
		player_go(run->player, here);
	} else {
		player_last(run->player);
	}
	text_addf(&line, "expect %s", what);
	if (ok && !do_line(run, text_str(&line), false, &moment, &failed, err)) {
		*broken = true;
		ok = false;
	}
	text_free(&moment);
	text_free(&line);
	return ok && !failed;
}

bool run_task_holds(struct lesson_run *run, size_t b, bool *broken, struct error *err)
{
	const struct task *task = &run_page(run)->blocks[b].task;
	struct player *p = run->player;
	uint32_t at = p->at, sub = p->sub;
	struct text told = p->told;
	bool holds = true;

	*broken = false;
	p->told = (struct text){ 0 };
	/* those about the place cost nothing, so they come first */
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; holds && i < task->check_count; i++)
			if (is_about_place(task->checks[i]) == (round == 0))
				holds = check_holds(run, task->checks[i], at, broken, err);
	if (at != NO_STEP && p->at != at)
		player_go(p, at);
	p->at = at;
	p->sub = sub;
	text_free(&p->told);
	p->told = told;
	return holds;
}

bool lesson_run_task_holds(struct lesson_run *run, size_t b)
{
	struct error err;
	bool broken;

	return run_task_holds(run, b, &broken, &err);
}

/* ---- what the reader does ---- */

void lesson_run_set_done(struct lesson_run *run, size_t b)
{
	struct block_state *state = &run->states[b];

	state->done = true;
	if (run_page(run)->blocks[b].kind == BLOCK_TASK) {
		state->right = !state->solution_shown && !run->exam_over;
		if (run->progress)
			progress_set_chosen(run->progress, run->lesson->name, run->page, b, 0,
			                    state->right);
	}
	if (run->progress)
		progress_set_done(run->progress, run->lesson->name, run->page, b);
	lesson_run_save(run);
}

bool lesson_run_try(struct lesson_run *run)
{
	const struct page *page = run_page(run);
	bool solved = false;

	for (size_t i = 0; i < page->block_count; i++) {
		if (page->blocks[i].kind != BLOCK_TASK || run->states[i].done ||
		    !lesson_run_task_holds(run, i))
			continue;
		lesson_run_set_done(run, i);
		solved = true;
	}
	return solved;
}

bool lesson_run_command(struct lesson_run *run, const char *line, struct text *out, bool *solved,
                        struct error *err)
{
	bool failed, ok = do_line(run, line, true, out, &failed, err);

	*solved = ok && lesson_run_try(run);
	return ok && !failed;
}

const char *lesson_run_hint(struct lesson_run *run, size_t b)
{
	const struct task *task = &run_page(run)->blocks[b].task;
	struct block_state *state = &run->states[b];

	return state->hints < task->hint_count ? task->hints[state->hints++] : NULL;
}

bool lesson_run_solve(struct lesson_run *run, size_t b, struct text *out, struct error *err)
{
	const struct block *block = &run_page(run)->blocks[b];
	bool failed = false, broken;
	struct error why = { 0 };

	if (!run_renew(run, run_page(run), err))
		return false;
	for (size_t i = 0; i < block->task.solution_count; i++)
		if (!do_line(run, block->task.solutions[i], false, out, &failed, err) || failed)
			return run_refuse(block, 0, err, err->reason);
	run->states[b].solution_shown = true;
	if (!run_task_holds(run, b, &broken, &why)) {
		if (broken)
			return run_refuse(block, 0, err, why.reason);
		error_set(err, NULL, NULL, _("the solution does not solve the task: %s"),
		          why.reason);
		return run_refuse(block, 0, err, err->reason);
	}
	lesson_run_set_done(run, b);
	return true;
}
