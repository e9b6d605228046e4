/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson as its file tells it: pages of prose, live blocks, questions, tasks.
 *
 * The file is CommonMark with front matter; what the fenced blocks mean is in
 * lessons/README.md.  A loaded lesson never changes; strings are UTF-8 without
 * control characters and belong to the lesson.
 */
#ifndef BOOTWALK_LESSON_LESSON_H
#define BOOTWALK_LESSON_LESSON_H

#include <stdbool.h>
#include <stddef.h>

#include "machine/machine.h"
#include "sim/error.h"

/* A question has no more answers than there are keys for them: 1 to 9. */
#define ANSWERS_MAX 9

enum prose_style { PROSE_PLAIN, PROSE_EMPHASIS, PROSE_STRONG, PROSE_CODE };
enum prose_kind { PROSE_PARAGRAPH, PROSE_HEADING, PROSE_ITEM, PROSE_LITERAL };

struct prose_span {
	enum prose_style style;
	const char *text; /* no newline; a literal line is one span */
};

/* A paragraph, a heading, an item of a list, or one line of literal text. */
struct prose {
	enum prose_kind kind;
	unsigned indent;    /* levels of lists around it */
	unsigned quotes;    /* levels of block quotes around it */
	bool goes_on;       /* behind a hard line break: the paragraph above is not over */
	const char *marker; /* of an item: "-" or "1."; of what goes on in it too */
	struct prose_span *spans;
	size_t span_count;
};

enum block_kind {
	BLOCK_PROSE,
	BLOCK_LIVE,    /* commands, run when the page opens */
	BLOCK_QUIZ,    /* a question with answers to choose from */
	BLOCK_PREDICT, /* the same, but the answers come from the simulated state */
	BLOCK_TASK,
	BLOCK_TEACHER, /* prose for presenter mode only */
};

struct quiz_answer {
	bool right;
	const char *text;
	const char *because; /* why it is right, or the misconception behind it */
};

/*
 * A question that is answered by stepping on: at moment FROM the reader says
 * which resources are about to become children of RANGE; the answers are the
 * children of the parent as they stand at FROM, the right ones those that are
 * children of RANGE at moment TO.
 */
struct predict {
	const char *question;
	const char *from, *to; /* moments */
	uint64_t start, end;   /* of the resource that adopts */
	const char *because;
};

struct task {
	const char *goal;
	const char **hints;
	size_t hint_count;
	const char **checks; /* what `expect` takes, one each; `at MOMENT WHAT` is tried there */
	size_t check_count;
	const char **solutions; /* lines of the command language, done in order */
	size_t solution_count;
};

struct block {
	enum block_kind kind;
	const char *file;     /* that it stands in */
	unsigned line;        /* in the file, from 1 */
	bool lent;            /* what it points to belongs to another lesson */
	struct prose prose;   /* PROSE, TEACHER */
	const char *script;   /* LIVE: its lines */
	bool quiet;           /* LIVE: the page does not show them */
	const char *question; /* QUIZ */
	struct quiz_answer *answers;
	size_t answer_count;
	struct predict predict;
	struct task task;
};

struct page {
	const char *title; /* its first heading */
	struct block *blocks;
	size_t block_count;
	const char *board; /* a name or a file */
	bool own_board;    /* the page names it itself */
	/* what the machine of this page has beyond the lesson's board and kernel:
	 * the options behind `bootwalk` in the info string of its first live block */
	struct machine_options options;
};

struct lesson {
	const char *path, *name; /* name: the file's, without folder and ending */
	const char *title, *board, *kernel, *level;
	const char **boards; /* all that it names, of which BOARD is the first */
	size_t board_count;
	unsigned minutes;
	bool exam;     /* what is right is told when all is over */
	unsigned pass; /* of an exam: so many questions and tasks must be right */
	bool is_path;  /* pages of other lessons, in the order of a class */
	const char **objectives;
	size_t objective_count;
	struct page *pages;
	size_t page_count;
	struct lesson **parts; /* of a path: the lessons that it shows pages of; owned */
	size_t part_count;
	struct lesson_store *store; /* what the strings lie in */
};

/*
 * Load the lesson in the file at PATH.  Errors name file and line: front matter
 * that is missing or unknown, a fenced block that does not parse, a quiz
 * without a right answer, a wrong answer without a reason, a task without check or solution.
 * A file whose name begins with `path-` is a path for a class, whose pages are those of lessons
 * beside it.
 */
bool lesson_load(struct lesson **lesson, const char *path, struct error *err);
void lesson_free(struct lesson *lesson);

/* Does B ask something of the reader: a quiz, a prediction, a task? */
static inline bool block_asks(const struct block *b)
{
	return b->kind == BLOCK_QUIZ || b->kind == BLOCK_PREDICT || b->kind == BLOCK_TASK;
}

/* Blocks of LESSON that ask something, over all pages. */
size_t lesson_question_count(const struct lesson *lesson);

/* The path of the Nth lesson that ships, in order; NULL past the last.  The caller frees it. */
char *lesson_path(unsigned n);
/* The same for the paths for a class. */
char *lesson_class_path(unsigned n);
/* The path of the lesson called NAME ("04-request-standard-resources", "04", or a file). */
char *lesson_find(const char *name, struct error *err);

#endif
