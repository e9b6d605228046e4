/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lesson's file into a lesson, and what it takes to hold one. */
#include "lesson/lesson.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/internal.h"
#include "sim/intl.h"
#include "sim/memory.h"

/* A lesson is some pages of text; what is larger is something else. */
enum { LESSON_MAX = 4 << 20 };

bool reader_refuse(struct reader *r, unsigned line, const char *reason, ...)
{
	char where[16], text[sizeof(r->err->reason)];
	va_list args;

	va_start(args, reason);
	vsnprintf(text, sizeof(text), reason, args);
	va_end(args);
	snprintf(where, sizeof(where), "%u", line);
	return error_set(r->err, r->path, where, "%s", text);
}

const char *reader_keep(struct reader *r, const char *s, size_t len)
{
	struct text text = { 0 };
	const char *kept;

	while (len && strchr(" \t\r\n", s[len - 1]))
		len--;
	while (len && strchr(" \t\r\n", *s)) {
		s++;
		len--;
	}
	for (size_t i = 0; i < len; i++)
		text_add_char(&text, (unsigned char)s[i] < ' ' || s[i] == 0x7f ? '?' : s[i]);
	kept = names_intern(&r->lesson->store->strings, text_str(&text));
	text_free(&text);
	return kept;
}

void reader_push(const char ***list, size_t *count, const char *s)
{
	*list = xrealloc(*list, (*count + 1) * sizeof(**list));
	(*list)[(*count)++] = s;
}

struct block *reader_block(struct reader *r, enum block_kind kind, unsigned line)
{
	struct lesson *l = r->lesson;
	struct page *page;

	if (!r->in_page) {
		l->pages = xgrow(l->pages, &r->page_cap, l->page_count + 1, sizeof(*l->pages));
		l->pages[l->page_count++] = (struct page){ 0 };
		r->in_page = true;
		r->page_line = line;
		r->block_cap = 0;
	}
	page = &l->pages[l->page_count - 1];
	page->blocks =
		xgrow(page->blocks, &r->block_cap, page->block_count + 1, sizeof(*page->blocks));
	page->blocks[page->block_count] =
		(struct block){ .kind = kind, .file = l->path, .line = line };
	return &page->blocks[page->block_count++];
}

/* The title of PAGE: the words of its first heading. */
static const char *title_of(struct reader *r, const struct page *page)
{
	struct text title = { 0 };
	const char *kept = NULL;

	for (size_t i = 0; i < page->block_count && !kept; i++) {
		const struct block *b = &page->blocks[i];

		if (b->kind != BLOCK_PROSE || b->prose.kind != PROSE_HEADING)
			continue;
		for (size_t s = 0; s < b->prose.span_count; s++)
			text_add(&title, b->prose.spans[s].text);
		kept = reader_keep(r, text_str(&title), title.len);
	}
	text_free(&title);
	return kept;
}

static bool finish_pages(struct reader *r)
{
	struct lesson *l = r->lesson;

	if (!l->page_count)
		return reader_refuse(r, r->page_line, _("the lesson has no page"));
	for (size_t i = 0; i < l->page_count; i++) {
		struct page *page = &l->pages[i];

		page->title = title_of(r, page);
		if (!page->title)
			return reader_refuse(r, page->blocks[0].line,
			                     _("the page that begins here has no heading"));
		/* another board may not take the lesson's kernel */
		if (!page->options.kernel && !page->own_board)
			page->options.kernel = l->kernel;
		if (!page->own_board)
			page->board = l->board;
	}
	return true;
}

/* What can only be told when all of the lesson is read. */
static bool check_exam(struct reader *r)
{
	const struct lesson *l = r->lesson;
	size_t of = lesson_question_count(l);

	for (size_t p = 0; l->exam && p < l->page_count; p++)
		for (size_t i = 0; i < l->pages[p].block_count; i++)
			if (l->pages[p].blocks[i].task.hint_count)
				return reader_refuse(r, l->pages[p].blocks[i].line,
				                     _("an exam gives no hints"));
	if (l->exam && l->pass > of)
		return reader_refuse(r, 1, _("the exam needs %u of only %zu questions and tasks"),
		                     l->pass, of);
	return true;
}

const char *reader_name(struct reader *r, const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	size_t len = strlen(name);

	if (len > 3 && !strcmp(name + len - 3, ".md"))
		len -= 3;
	return reader_keep(r, name, len);
}

bool reader_file(const char *path, struct text *text, struct error *err)
{
	FILE *file = fopen(path, "r");
	bool ok;

	if (!file)
		return error_set(err, path, NULL, "%s", strerror(errno));
	ok = text_add_file(text, file, LESSON_MAX) ||
	     error_set(err, path, NULL, "%s", strerror(errno));
	fclose(file);
	if (ok && text->len > LESSON_MAX)
		return error_set(err, path, NULL, _("it is too long for a lesson"));
	return ok;
}

static bool read_lesson(struct reader *r, const struct text *text)
{
	const char *body;

	if (!strncmp(r->lesson->name, "path-", 5))
		return class_read(r, text_str(text));
	return front_read(r, text_str(text), text->len, &body, &r->page_line) &&
	       prose_read(r, body, strlen(body), r->page_line, false) && finish_pages(r) &&
	       check_exam(r);
}

bool lesson_load(struct lesson **lesson, const char *path, struct error *err)
{
	struct lesson *l = xzalloc(sizeof(*l));
	struct reader r = { .lesson = l, .path = path, .err = err };
	struct text text = { 0 };
	bool ok;

	l->store = xzalloc(sizeof(*l->store));
	names_init(&l->store->strings);
	l->path = names_intern(&l->store->strings, path);
	l->name = reader_name(&r, path);
	ok = reader_file(path, &text, err) && read_lesson(&r, &text);
	text_free(&text);
	if (!ok) {
		lesson_free(l);
		return false;
	}
	*lesson = l;
	return true;
}

void lesson_free(struct lesson *lesson)
{
	if (!lesson)
		return;
	for (size_t p = 0; p < lesson->page_count; p++) {
		struct page *page = &lesson->pages[p];

		for (size_t i = 0; i < page->block_count; i++) {
			struct block *b = &page->blocks[i];

			if (b->lent)
				continue;
			free(b->prose.spans);
			free(b->answers);
			free(b->task.hints);
			free(b->task.checks);
			free(b->task.solutions);
		}
		free(page->blocks);
	}
	for (size_t i = 0; i < lesson->part_count; i++)
		lesson_free(lesson->parts[i]);
	free(lesson->parts);
	free(lesson->pages);
	free(lesson->boards);
	free(lesson->objectives);
	names_done(&lesson->store->strings);
	free(lesson->store);
	free(lesson);
}

size_t lesson_question_count(const struct lesson *lesson)
{
	size_t n = 0;

	for (size_t p = 0; p < lesson->page_count; p++)
		for (size_t i = 0; i < lesson->pages[p].block_count; i++)
			n += block_asks(&lesson->pages[p].blocks[i]);
	return n;
}
