/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lesson under way: pages are opened, left, come back to, and remembered. */
#include "lesson/lesson_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/run_internal.h"
#include "sim/intl.h"
#include "sim/memory.h"

const struct page *run_page(const struct lesson_run *run)
{
	return &run->lesson->pages[run->page];
}

bool run_refuse(const struct block *b, unsigned n, struct error *err, const char *reason)
{
	char where[16], text[sizeof(err->reason)];

	/* REASON may be the reason of ERR itself */
	snprintf(text, sizeof(text), "%s", reason);
	snprintf(where, sizeof(where), "%u", b->line + n);
	return error_set(err, b->file, where, "%s", text);
}

/* ---- opening ---- */

/* What a page stands on, made before the page before is given up. */
struct ground {
	struct machine *machine;
	struct player *player;
};

static void ground_free(struct ground *g)
{
	player_free(g->player);
	machine_free(g->machine);
}

/* The board of the lesson; with the name `none` only the kernel, of which calls can be made. */
static bool make_machine(const struct lesson_run *run, const struct page *page,
                         struct machine **machine, struct error *err)
{
	const char *board = run->board && !page->own_board ? run->board : page->board;

	if (!strcmp(board, "none"))
		return machine_load_kernel(machine, page->options.kernel, err);
	return machine_load(machine, board, &page->options, err);
}

static bool make_ground(const struct lesson_run *run, const struct page *page, struct ground *g,
                        struct error *err)
{
	*g = (struct ground){ 0 };
	if (!make_machine(run, page, &g->machine, err))
		return false;
	g->player = player_new(g->machine, run->vocabulary, &sim_default_limits, NULL, err);
	if (!g->player)
		return false;
	player_first(g->player);
	return true;
}

static void said_free(struct said *said)
{
	text_free(&said->text);
	free(said->parts);
}

/* Do the calls of SCRIPT, which is that of block N of PAGE. */
static bool do_script(struct player *player, const struct script *script, const struct page *page,
                      size_t n, struct said *said, struct error *err)
{
	for (size_t i = 0; i < script->count; i++) {
		const struct call *call = &script->calls[i];
		bool failed = false;

		if (!run_may_do(call, err) ||
		    !run_do_call(player, call, &said->text, &failed, err) || failed)
			return run_refuse(&page->blocks[n], call->line, err, err->reason);
		said->parts = xgrow(said->parts, &said->cap, said->count + 1, sizeof(*said->parts));
		said->parts[said->count++] = (struct said_part){ n, call->line, said->text.len };
	}
	return true;
}

static bool do_live_block(struct lesson_run *run, struct player *player, const struct page *page,
                          size_t n, struct said *said, struct error *err)
{
	const struct block *b = &page->blocks[n];
	struct script script;
	bool ok;

	script_init(&script);
	ok = script_parse(&script, run->vocabulary, NULL, b->script, strlen(b->script), err);
	if (ok)
		ok = do_script(player, &script, page, n, said, err);
	else
		run_refuse(b, (unsigned)strtoul(err->where, NULL, 10), err, err->reason);
	script_done(&script);
	return ok;
}

static bool do_live_blocks(struct lesson_run *run, const struct page *page, struct player *player,
                           struct said *said, struct error *err)
{
	for (size_t i = 0; i < page->block_count; i++)
		if (page->blocks[i].kind == BLOCK_LIVE &&
		    !do_live_block(run, player, page, i, said, err))
			return false;
	return true;
}

static void free_states(struct lesson_run *run, size_t count)
{
	for (size_t i = 0; run->states && i < count; i++)
		free(run->states[i].choices);
	free(run->states);
	run->states = NULL;
}

/* Take G, on which the live blocks have run, in place of what the page stood on. */
static void take_ground(struct lesson_run *run, struct ground *g)
{
	struct machine *machine = run->machine;

	/* the reader's screen keeps the pointer to its player */
	if (run->player) {
		struct player player = *run->player;

		*run->player = *g->player;
		*g->player = player;
	} else {
		run->player = g->player;
		g->player = NULL;
	}
	run->machine = g->machine;
	g->machine = machine;
	ground_free(g);
	run->home = run->player->at;
	/* what the live blocks did is no motion of the reader's */
	player_forget_places(run->player);
	run->home_steps = run->player->run->sim->step_count;
	run->home_injections = run->player->run->injection_count;
	run->player->locked = (unsigned)run->home_injections;
}

/* The page's board and kernel as the page begins: a clean boot, then its live blocks. */
bool run_renew(struct lesson_run *run, const struct page *page, struct error *err)
{
	struct said said = { 0 };
	struct ground g;

	if (!make_ground(run, page, &g, err) || !do_live_blocks(run, page, g.player, &said, err)) {
		ground_free(&g);
		said_free(&said);
		return false;
	}
	take_ground(run, &g);
	said_free(&run->said);
	run->said = said;
	return true;
}

bool lesson_run_open(struct lesson_run *run, size_t n, struct error *err)
{
	const struct page *page = &run->lesson->pages[n];
	size_t old_count = run->lesson->pages[run->page].block_count;

	if (!run_renew(run, page, err))
		return false;
	free_states(run, old_count);
	run->page = n;
	run->states = xzalloc((page->block_count + 1) * sizeof(*run->states));
	for (size_t i = 0; i < page->block_count; i++) {
		struct block_state *state = &run->states[i];

		if (run->progress) {
			state->done = progress_done(run->progress, run->lesson->name, n, i);
			state->chosen = progress_chosen(run->progress, run->lesson->name, n, i,
			                                &state->right);
		}
		if (!run_make_choices(run, i, err))
			return run_refuse(&page->blocks[i], 0, err, err->reason);
	}
	lesson_run_save(run);
	return true;
}

/* ---- the end of an exam, and beginning anew ---- */

size_t lesson_run_right(const struct lesson_run *run)
{
	if (run->exam_over)
		return run->exam_right;
	return run->progress ? progress_right(run->progress, run->lesson->name) : 0;
}

void lesson_run_end_exam(struct lesson_run *run)
{
	run->exam_right = lesson_run_right(run);
	run->exam_over = true;
	if (run->progress)
		progress_set_score(run->progress, SCORE_EXAM, run->lesson->name, run->exam_right,
		                   lesson_question_count(run->lesson));
	lesson_run_save(run);
}

static bool reset_exam(struct lesson_run *run, struct error *err)
{
	if (!run->exam_over)
		return error_set(err, NULL, NULL,
		                 _("What was answered in an exam stands until it is over."));
	run->exam_over = false;
	if (run->progress) {
		progress_drop_score(run->progress, SCORE_EXAM, run->lesson->name);
		progress_forget(run->progress, run->lesson->name, ALL, ALL);
	}
	return lesson_run_open(run, 0, err);
}

bool lesson_run_reset(struct lesson_run *run, size_t b, struct error *err)
{
	struct block_state *state = b == ALL ? NULL : &run->states[b];

	if (run->lesson->exam)
		return reset_exam(run, err);
	if (run->progress)
		progress_forget(run->progress, run->lesson->name, run->page, b);
	if (!state)
		return lesson_run_open(run, run->page, err);
	if (!run_renew(run, run_page(run), err))
		return false;
	state->done = state->right = state->solution_shown = false;
	state->chosen = state->hints = 0;
	lesson_run_save(run);
	return true;
}

/* ---- moving about ---- */

void lesson_run_home(struct lesson_run *run)
{
	const struct run *now = run->player->run;
	struct error err;

	if (now->sim->step_count == run->home_steps && now->injection_count == run->home_injections)
		player_go(run->player, run->home);
	/* the reader has changed the past: the page begins anew */
	else if (!run_renew(run, run_page(run), &err))
		player_first(run->player);
}

/* The place in the page as it is remembered: 0 for home, else the number of the stop. */
static uint32_t place_of(const struct lesson_run *run)
{
	const struct run *now = run->player->run;
	size_t of;

	if (run->player->at == run->home && now->sim->step_count == run->home_steps)
		return 0;
	return (uint32_t)player_stop_number(run->player, &of);
}

void lesson_run_save(struct lesson_run *run)
{
	if (!run->progress)
		return;
	progress_set_place(run->progress, run->lesson->name, run->page, place_of(run));
	run->dirty = true;
	if (!run->saves_later)
		lesson_run_write(run);
}

void lesson_run_write(struct lesson_run *run)
{
	if (!run->dirty)
		return;
	run->dirty = false;
	run->unsaved = !progress_save(run->progress, &run->save_error);
}

struct lesson_run *lesson_run_new(const struct lesson *lesson, const struct vocabulary *vocabulary,
                                  struct progress *progress, struct error *err)
{
	return run_new_on(lesson, NULL, vocabulary, progress, err);
}

struct lesson_run *run_new_on(const struct lesson *lesson, const char *board,
                              const struct vocabulary *vocabulary, struct progress *progress,
                              struct error *err)
{
	struct lesson_run *run = xzalloc(sizeof(*run));
	uint32_t stop = 0;
	size_t page = 0, of;

	run->lesson = lesson;
	run->board = board;
	run->vocabulary = vocabulary;
	run->progress = progress;
	names_init(&run->strings);
	run->exam_over = progress &&
	                 progress_score(progress, SCORE_EXAM, lesson->name, &run->exam_right, &of);
	if (progress &&
	    (!progress_place(progress, lesson->name, &page, &stop) || page >= lesson->page_count))
		page = stop = 0;
	if (!lesson_run_open(run, page, err)) {
		lesson_run_free(run);
		return NULL;
	}
	if (stop && stop <= run->player->stop_count) {
		player_go(run->player, run->player->stops[stop - 1]);
		lesson_run_save(run);
	}
	return run;
}

void lesson_run_free(struct lesson_run *run)
{
	if (!run)
		return;
	if (run->states) {
		lesson_run_save(run);
		lesson_run_write(run);
	}
	free_states(run, run_page(run)->block_count);
	player_free(run->player);
	machine_free(run->machine);
	said_free(&run->said);
	names_done(&run->strings);
	free(run);
}
