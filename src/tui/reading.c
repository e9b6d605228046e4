/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lesson under the reader's hand: what Enter, the numbers and the hints do to its page. */
#include <stdlib.h>

#include "sim/intl.h"
#include "sim/memory.h"
#include "tui/internal.h"

static const struct page *page_of(const struct tui *t)
{
	return &t->lesson->lesson->pages[t->lesson->page];
}

/* The run may have another player now. */
static void take_player(struct tui *t)
{
	t->player = t->lesson->player;
	tui_forget_scroll(t);
}

/* A terminal without room for panes shows no page; the reader is told why a key does nothing. */
static bool too_small(struct tui *t)
{
	struct plan plan;

	layout_plan(t, &plan);
	if (plan.tiny)
		tui_flash(t, _("The terminal is too small for the page of the lesson."));
	return plan.tiny;
}

/* The page is what is looked at; in front of a class it is the one pane, until the next move. */
static void turn_to_page(struct tui *t)
{
	t->focus = PANE_LESSON;
	t->chosen = t->present ? PANE_LESSON : PANE_BY_STATE;
}

/* Bring the lesson's pane to the front; false when it was not on the screen. */
static bool show_page(struct tui *t)
{
	struct page_shown shown;

	if (panes_page_shown(t, &shown, NULL))
		return true;
	turn_to_page(t);
	return false;
}

/* Scroll so far that block B is seen; its beginning, if there is no room for all of it. */
static void show_block(struct tui *t, size_t b)
{
	size_t *ends = xmalloc((page_of(t)->block_count + 1) * sizeof(*ends));
	struct page_shown shown;

	if (panes_page_shown(t, &shown, ends)) {
		size_t first = b ? ends[b - 1] : 0, top = shown.top;

		if (ends[b] > top + shown.height)
			top = ends[b] - shown.height;
		if (first < top)
			top = first;
		t->scroll[PANE_LESSON] = (long)top;
	}
	free(ends);
}

/* Is some of block B on the screen? */
static bool is_seen(struct tui *t, size_t b)
{
	size_t *ends = xmalloc((page_of(t)->block_count + 1) * sizeof(*ends));
	struct page_shown shown;
	bool seen = false;

	if (panes_page_shown(t, &shown, ends)) {
		size_t first = b ? ends[b - 1] : 0;

		seen = first + 1 < shown.top + shown.height && ends[b] > shown.top;
	}
	free(ends);
	return seen;
}

bool reading_unread(struct tui *t)
{
	struct page_shown shown;

	return t->lesson && panes_page_shown(t, &shown, NULL) &&
	       shown.top + shown.height < shown.count;
}

static bool is_yes(const char *answer)
{
	return answer[0] == 'y' || answer[0] == 'Y';
}

static void end_exam(struct tui *t, const char *answer)
{
	if (!is_yes(answer))
		return;
	lesson_run_end_exam(t->lesson);
	turn_to_page(t);
	t->scroll[PANE_LESSON] = 0;
}

void reading_turn(struct tui *t, long by)
{
	struct lesson_run *run = t->lesson;
	struct error err;

	if (by > 0 && run->page + 1 >= run->lesson->page_count && !lesson_run_tells(run)) {
		prompt_ask(t, N_("end the exam and see what was right? (y/n) "), end_exam);
		return;
	}
	if (by < 0 ? !run->page : run->page + 1 >= run->lesson->page_count) {
		tui_flash(t, by < 0 ? _("This is the first page.")
		                    : _("This is the last page: q leaves the lesson."));
		return;
	}
	turn_to_page(t);
	t->scroll[PANE_LESSON] = 0;
	t->wants_solution = false;
	if (!lesson_run_open(run, by < 0 ? run->page - 1 : run->page + 1, &err))
		tui_flash(t, err.reason);
	take_player(t);
}

void reading_on(struct tui *t)
{
	size_t question = lesson_open_question(t->lesson), task = lesson_open_task(t->lesson);

	if (too_small(t) || !show_page(t))
		return;
	if (reading_unread(t)) {
		t->focus = PANE_LESSON;
		panes_scroll(t, 0, 1);
	} else if (question < page_of(t)->block_count) {
		t->focus = PANE_LESSON;
		show_block(t, question);
		tui_flash(t, _("The question waits for its answer; } turns the page without one."));
	} else if (task < page_of(t)->block_count) {
		show_block(t, task);
		tui_flash(t, _("The task is not solved yet; } turns the page all the same."));
	} else {
		reading_turn(t, 1);
	}
}

void reading_answer(struct tui *t, size_t choice)
{
	size_t b = lesson_open_question(t->lesson);

	if (too_small(t))
		return;
	if (b == page_of(t)->block_count) {
		tui_flash(t, _("No question of this page is open."));
		return;
	}
	if (!is_seen(t, b)) {
		if (!show_page(t))
			t->scroll[PANE_LESSON] = 0;
		show_block(t, b);
		tui_flash(t, _("This is the question that waits for its answer."));
		return;
	}
	if (choice >= t->lesson->states[b].choice_count) {
		tui_flash(t, _("The question has no answer with that number."));
		return;
	}
	lesson_run_answer(t->lesson, b, choice);
	take_player(t);
	show_block(t, b);
}

static void show_solution(struct tui *t, const char *answer)
{
	size_t b = lesson_open_task(t->lesson);
	struct error err;

	if (!is_yes(answer) || b == page_of(t)->block_count)
		return;
	text_clear(&t->output);
	t->output_scroll = 0;
	if (!lesson_run_solve(t->lesson, b, &t->output, &err))
		tui_flash(t, err.reason);
	take_player(t);
	show_block(t, b);
}

/* The task that is open, else the last of the page; the count when it has none. */
static size_t reading_task(const struct tui *t)
{
	size_t count = page_of(t)->block_count, b = lesson_open_task(t->lesson);

	for (size_t i = count; b == count && i-- > 0;)
		if (page_of(t)->blocks[i].kind == BLOCK_TASK)
			return i;
	return b;
}

void reading_hint(struct tui *t)
{
	size_t b = lesson_open_task(t->lesson);

	if (b == page_of(t)->block_count) {
		tui_flash(t, _("No task of this page is open."));
	} else if (!lesson_run_tells(t->lesson)) {
		tui_flash(t, _("An exam gives no hints."));
	} else if (lesson_run_hint(t->lesson, b)) {
		show_block(t, b);
	} else if (!t->wants_solution) {
		t->wants_solution = true;
		tui_flash(t, _("There is no other hint; h once more asks for the solution."));
	} else {
		prompt_ask(t, N_("show the solution, and do it? (y/n) "), show_solution);
	}
}

/* Begin anew what ANSWER names. */
static void reset(struct tui *t, const char *answer)
{
	size_t b = reading_task(t);
	struct error err;
	bool task = answer[0] == 't' && b < page_of(t)->block_count;

	if (answer[0] != 'p' && !task)
		return;
	t->wants_solution = false;
	turn_to_page(t);
	if (!lesson_run_reset(t->lesson, task ? b : ALL, &err))
		tui_flash(t, err.reason);
	else
		tui_flash(t,
		          task ? _("The task is as it was, and your calls are gone.")
		               : _("The page is as it was, and your answers and calls are gone."));
	take_player(t);
	if (task)
		show_block(t, b);
	else
		t->scroll[PANE_LESSON] = 0;
}

static void reset_exam(struct tui *t, const char *answer)
{
	if (is_yes(answer))
		reset(t, "p");
}

void reading_reset(struct tui *t)
{
	if (!lesson_run_tells(t->lesson))
		tui_flash(t, _("What was answered in an exam stands until it is over."));
	else if (t->lesson->lesson->exam)
		prompt_ask(t, N_("begin the whole exam anew, forget its answers? (y/n) "),
		           reset_exam);
	else if (reading_task(t) < page_of(t)->block_count)
		prompt_ask(t, N_("begin anew, forget what was done: t task, p page, n none "),
		           reset);
	else
		prompt_ask(t, N_("begin the page anew, forget its answers: p page, n none "),
		           reset);
}

void reading_home(struct tui *t)
{
	lesson_run_home(t->lesson);
	turn_to_page(t);
	take_player(t);
}

/* A task was open before, and is solved now: its block is B. */
static void say_solved(struct tui *t, size_t b)
{
	tui_flash(t, _("Solved."));
	show_block(t, b);
}

void reading_moved(struct tui *t)
{
	size_t b = lesson_open_task(t->lesson);

	if (b < page_of(t)->block_count && lesson_run_try(t->lesson))
		say_solved(t, b);
}

bool reading_do(struct tui *t, const char *line)
{
	size_t b = lesson_open_task(t->lesson);
	struct error err = { 0 };
	bool solved = false;
	bool ok = lesson_run_command(t->lesson, line, &t->output, &solved, &err);

	if (!ok)
		tui_flash(t, err.reason);
	take_player(t);
	if (solved)
		say_solved(t, b);
	return ok;
}

void reading_write(struct tui *t)
{
	bool before = t->lesson->unsaved;

	lesson_run_write(t->lesson);
	if (!t->lesson->unsaved || before)
		return;
	tui_flash(t, _("What you answer cannot be saved; the lesson goes on without it."));
	panes_draw(t);
}

void reading_leave(struct tui *t)
{
	lesson_run_save(t->lesson);
	lesson_run_write(t->lesson);
}
