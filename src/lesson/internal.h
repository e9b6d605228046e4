/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files that read a lesson share, and nobody else. */
#ifndef BOOTWALK_LESSON_INTERNAL_H
#define BOOTWALK_LESSON_INTERNAL_H

#include "lesson/lesson.h"
#include "sim/names.h"
#include "sim/text.h"

/* What the strings of a lesson lie in. */
struct lesson_store {
	struct names strings;
};

/* A lesson while it is read. */
struct reader {
	struct lesson *lesson;
	const char *path;
	struct error *err;
	size_t page_cap;
	size_t block_cap;   /* of the page that is being filled */
	bool in_page;       /* the last page of the lesson is being filled */
	unsigned page_line; /* where that page begins */
};

/* Refuse the lesson because of LINE of its file; returns false. */
bool reader_refuse(struct reader *r, unsigned line, const char *reason, ...)
	__attribute__((format(printf, 3, 4)));

/* LEN bytes at S kept for as long as the lesson, control characters replaced, blanks trimmed. */
const char *reader_keep(struct reader *r, const char *s, size_t len);

/* The name of the lesson in the file at PATH: without folder and ending. */
const char *reader_name(struct reader *r, const char *path);

/* All of the file at PATH into TEXT. */
bool reader_file(const char *path, struct text *text, struct error *err);

/* Begin a block of the page that is being filled, or of a new one. */
struct block *reader_block(struct reader *r, enum block_kind kind, unsigned line);

/* Append S to the LIST of *COUNT strings, made by this function alone. */
void reader_push(const char ***list, size_t *count, const char *s);

/*
 * Read the front matter of TEXT (LEN bytes, NUL-terminated) into the lesson.
 * *BODY and *BODY_LINE come out as where the CommonMark begins, counted from 1.
 */
bool front_read(struct reader *r, const char *text, size_t len, const char **body,
                unsigned *body_line);

/*
 * Read TEXT as CommonMark whose first line has the number LINE: its blocks are
 * added to the pages of the lesson.  With TEACHER only prose is expected, and
 * all of it becomes BLOCK_TEACHER.
 */
bool prose_read(struct reader *r, const char *text, size_t len, unsigned line, bool teacher);

/*
 * A fenced block with the info string INFO, whose fence stands in LINE: *ALIVE
 * comes out false when it is nothing but literal text.
 */
bool fence_read(struct reader *r, const char *info, const char *text, unsigned line, bool *alive);

/* Read TEXT (NUL-terminated), a path for a class, into the lesson: all of it. */
bool class_read(struct reader *r, const char *text);

#endif
