/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lesson under way: pages are opened, left, come back to, and remembered. */
#include "lesson/lesson_run.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/run_internal.h"
#include "sim/memory.h"

const struct page *run_page(const struct lesson_run *run)
{
	return &run->lesson->pages[run->page];
}

/* An error in LINE of the lesson's file. */
bool run_refuse(const struct lesson_run *run, unsigned line, struct error *err, const char *reason)
{
	char where[16], text[sizeof(err->reason)];

	/* REASON may be the reason of ERR itself */
	snprintf(text, sizeof(text), "%s", reason);
	snprintf(where, sizeof(where), "%u", line);
	return error_set(err, run->lesson->path, where, "%s", text);
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

static bool make_ground(const struct lesson_run *run, const struct page *page, struct ground *g,
                        struct error *err)
{
	*g = (struct ground){ 0 };
	if (!machine_load(&g->machine, run->lesson->board, &page->options, err))
		return false;
	g->player = player_new(g->machine, run->vocabulary, &sim_default_limits, NULL, err);
	if (!g->player)
		return false;
	player_first(g->player);
	return true;
}

/* Do the calls of SCRIPT, whose first line is LINE of the lesson. */
static bool do_script(struct lesson_run *run, struct player *player, const struct script *script,
                      unsigned line, struct text *out, struct error *err)
{
	for (size_t i = 0; i < script->count; i++) {
		const struct call *call = &script->calls[i];
		bool failed = false;

		if (!run_may_do(call, err) || !run_do_call(player, call, out, &failed, err) ||
		    failed)
			return run_refuse(run, line + call->line, err, err->reason);
	}
	return true;
}

static bool do_live_block(struct lesson_run *run, struct player *player, const struct block *b,
                          struct text *out, struct error *err)
{
	struct script script;
	bool ok;

	script_init(&script);
	ok = script_parse(&script, run->vocabulary, NULL, b->script, strlen(b->script), err);
	if (ok)
		ok = do_script(run, player, &script, b->line, out, err);
	else
		run_refuse(run, b->line + (unsigned)strtoul(err->where, NULL, 10), err,
		           err->reason);
	script_done(&script);
	return ok;
}

static bool do_live_blocks(struct lesson_run *run, const struct page *page, struct player *player,
                           struct text *out, struct error *err)
{
	for (size_t i = 0; i < page->block_count; i++)
		if (page->blocks[i].kind == BLOCK_LIVE &&
		    !do_live_block(run, player, &page->blocks[i], out, err))
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
	struct text said = { 0 };
	struct ground g;

	if (!make_ground(run, page, &g, err) || !do_live_blocks(run, page, g.player, &said, err)) {
		ground_free(&g);
		text_free(&said);
		return false;
	}
	take_ground(run, &g);
	text_free(&run->said);
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

		if (run->progress)
			state->done = progress_done(run->progress, run->lesson->name, n, i);
		if (!run_make_choices(run, i, err))
			return run_refuse(run, page->blocks[i].line, err, err->reason);
	}
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
	struct lesson_run *run = xzalloc(sizeof(*run));
	uint32_t stop = 0;
	size_t page = 0;

	run->lesson = lesson;
	run->vocabulary = vocabulary;
	run->progress = progress;
	names_init(&run->strings);
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
	text_free(&run->said);
	names_done(&run->strings);
	free(run);
}
