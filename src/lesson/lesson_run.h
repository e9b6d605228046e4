/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson under way: the page, its player, what was answered.
 *
 * A page starts from a clean boot and its own live blocks.  Progress is saved
 * after each answer and each page, so that quitting loses nothing.
 */
#ifndef BOOTWALK_LESSON_LESSON_RUN_H
#define BOOTWALK_LESSON_LESSON_RUN_H

#include "lesson/lesson.h"
#include "lesson/progress.h"
#include "player/player.h"
#include "sim/names.h"

/* One answer to choose from, of a quiz or of a prediction. */
struct choice {
	bool right;
	const char *text, *because;
};

/* What became of one block of the page. */
struct block_state {
	bool done;       /* answered rightly, or the task is solved; in an exam: answered */
	bool right;      /* without a wrong answer, or without the solution being shown */
	uint64_t chosen; /* bit N: answer N was tried */
	size_t hints;    /* hints shown so far */
	bool solution_shown;
	struct choice *choices; /* of a quiz or prediction */
	size_t choice_count;
};

/* What the commands of a page's live blocks printed, in the order in which they were done. */
struct said {
	struct text text;
	struct said_part {
		size_t block;  /* of the page */
		unsigned line; /* the command's, in its block, from 1 on */
		size_t end;    /* of what it printed; it begins where the one before ends */
	} * parts;
	size_t count, cap;
};

struct lesson_run {
	const struct lesson *lesson;         /* lent */
	const char *board;                   /* in place of the lesson's; NULL for that; lent */
	const struct vocabulary *vocabulary; /* lent */
	struct progress *progress;           /* lent; may be NULL: nothing is saved */
	size_t page;
	struct machine *machine;    /* of the page; owned */
	struct player *player;      /* of the page; owned */
	struct block_state *states; /* one for each block of the page */
	uint32_t home;              /* the step where the page's live blocks left the player */
	struct said said;           /* what the page's live blocks printed */
	size_t home_steps,
		home_injections; /* of the run at home: more of them, and it was changed */
	struct names strings;    /* what the choices lie in */
	bool exam_over;          /* an exam tells nothing before that */
	size_t exam_right;
	bool saves_later; /* set by who calls lesson_run_write() when there is time */
	bool dirty;       /* something is to be written */
	bool unsaved;     /* the last save failed; save_error says why */
	struct error save_error;
};

/*
 * Begin LESSON, at the page and with the answers that PROGRESS remembers.  All
 * that is lent must outlive the run.
 */
struct lesson_run *lesson_run_new(const struct lesson *lesson, const struct vocabulary *vocabulary,
                                  struct progress *progress, struct error *err);
void lesson_run_free(struct lesson_run *run);

/*
 * Open page N: a clean boot, then its live blocks.  False, with ERR, when one of
 * them cannot be done or expects what is not so; the page before then stays open.
 * (A prediction that cannot be made is an error too, but the new page is open then.)
 * run->player is the same pointer for as long as the run lives: what it points to
 * is exchanged here, in lesson_run_home() and in lesson_run_solve(), so nothing
 * of the run or machine below it may be kept over these.
 */
bool lesson_run_open(struct lesson_run *run, size_t n, struct error *err);

/*
 * Back to where the page's live blocks had put the player.  When the reader has
 * made calls of his own, the page begins anew without them.
 */
void lesson_run_home(struct lesson_run *run);

/*
 * The reader chose CHOICE of block B: true when it is right and the block now
 * done.  A block with several right answers is done when all of them were chosen.
 * In an exam it is done when as many answers were chosen as are right, whichever they are.
 */
bool lesson_run_answer(struct lesson_run *run, size_t b, size_t choice);

/* Wrong answers that were chosen of block B. */
size_t lesson_run_wrong(const struct lesson_run *run, size_t b);

/* May the reader be told what is right?  Not in an exam that is under way. */
static inline bool lesson_run_tells(const struct lesson_run *run)
{
	return !run->lesson->exam || run->exam_over;
}

/* The exam is over: what was right is counted, and told on each page from now on. */
void lesson_run_end_exam(struct lesson_run *run);
/* Questions and tasks of the lesson that were right: of an exam that is over, or so far. */
size_t lesson_run_right(const struct lesson_run *run);

/*
 * Forget what was answered and shown of block B, or with B ALL of the page, and begin the page
 * anew; all of an exam that is over.  False with ERR when the exam is not over, or the page cannot begin.
 */
bool lesson_run_reset(struct lesson_run *run, size_t b, struct error *err);

/* The next hint of task B, or NULL when all were shown. */
const char *lesson_run_hint(struct lesson_run *run, size_t b);

/* Remember that block B is done, and save. */
void lesson_run_set_done(struct lesson_run *run, size_t b);

/* Save the page and the place in it.  run->unsaved says whether that failed; the lesson goes on. */
void lesson_run_save(struct lesson_run *run);
/*
 * Write what lesson_run_save() left to be written.  A disk may take its time over
 * that, so the terminal draws the answer first (run->saves_later).
 */
void lesson_run_write(struct lesson_run *run);

/*
 * Try the page's open tasks where the reader now stands, after a key moved him say; true when
 * one is solved by it.
 */
bool lesson_run_try(struct lesson_run *run);

/*
 * Do LINE of the command language on the page's player, print to OUT, and try
 * the page's open tasks; *SOLVED is set when one is solved by it.  False with ERR
 * when the line does not parse, cannot be done, or expects what is not so.
 */
bool lesson_run_command(struct lesson_run *run, const char *line, struct text *out, bool *solved,
                        struct error *err);

/*
 * Is task B solved as the run now is?  Checks of `function`, `moment` and `kind` are tried
 * where the reader stands, others at the end or at their moment; the player stays.
 */
bool lesson_run_task_holds(struct lesson_run *run, size_t b);

/* Do the solution of task B from a clean page; what it printed goes to OUT.  It is done then. */
bool lesson_run_solve(struct lesson_run *run, size_t b, struct text *out, struct error *err);

/*
 * Run all of LESSON without a reader, on each board that it names: each command and expectation, each quiz
 * has a right answer, each task fails untouched and holds after its solution.
 * Writes a line for each page to OUT; false with ERR at the first fault.
 */
bool lesson_check(const struct lesson *lesson, const struct vocabulary *vocabulary,
                  struct text *out, struct error *err);

#endif
