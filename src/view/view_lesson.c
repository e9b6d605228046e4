/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/view_lesson.h"

#include <string.h>

#include "sim/intl.h"
#include "sim/moment.h"
#include "sim/sentence.h"
#include "view/paragraph.h"

struct page_lines {
	const struct lesson_run *run;
	const struct view_room *room;
	struct lines *out;
};

static const struct page *page_of(const struct lesson_run *run)
{
	return &run->lesson->pages[run->page];
}

static size_t open_block(const struct lesson_run *run, enum block_kind kind, enum block_kind other)
{
	const struct page *page = page_of(run);
	size_t i = 0;

	while (i < page->block_count && (run->states[i].done || (page->blocks[i].kind != kind &&
	                                                         page->blocks[i].kind != other)))
		i++;
	return i;
}

size_t lesson_open_question(const struct lesson_run *run)
{
	return open_block(run, BLOCK_QUIZ, BLOCK_PREDICT);
}

size_t lesson_open_task(const struct lesson_run *run)
{
	return open_block(run, BLOCK_TASK, BLOCK_TASK);
}

/* One paragraph of one style, behind a MARK that the lines below it stay clear of. */
static void add_marked(struct page_lines *l, enum style mark_style, const char *mark,
                       enum style style, const char *text)
{
	unsigned indent = view_width(mark, strlen(mark));
	struct paragraph p = { 0 };

	lines_add(l->out, mark_style, mark);
	paragraph_add(&p, style, text);
	paragraph_end(&p, l->room->width, indent, l->out);
}

/* The same, with the lines below it only a little further in. */
static void add_named(struct page_lines *l, enum style name_style, const char *name,
                      enum style style, const char *text)
{
	struct paragraph p = { 0 };

	paragraph_add(&p, name_style, name);
	paragraph_add(&p, style, text);
	paragraph_end(&p, l->room->width, 2, l->out);
}

static enum style prose_style(const struct prose *prose, enum prose_style style)
{
	static const enum style styles[] = {
		[PROSE_PLAIN] = STYLE_PLAIN,
		[PROSE_EMPHASIS] = STYLE_EMPHASIS,
		[PROSE_STRONG] = STYLE_HEADING,
		[PROSE_CODE] = STYLE_CODE,
	};

	if (prose->kind == PROSE_HEADING)
		return STYLE_HEADING;
	return prose->kind == PROSE_LITERAL ? STYLE_CODE : styles[style];
}

static void add_marker(struct page_lines *l, const struct prose *prose)
{
	bool bullet = !strcmp(prose->marker, "-");
	const char *marker = bullet ? glyph(l->room->unicode, GLYPH_ITEM) : prose->marker;

	if (prose->goes_on)
		lines_pad(l->out, STYLE_PLAIN,
		          lines_width(l->out) + view_width(marker, strlen(marker)));
	else
		lines_add(l->out, STYLE_DIM, marker);
	lines_add(l->out, STYLE_PLAIN, " ");
}

/* In WIDTH cells. */
static void add_unquoted(struct page_lines *l, const struct prose *prose, unsigned width)
{
	unsigned most = width / 3, indent = prose->indent * 2;
	struct paragraph p = { 0 };

	if (prose->kind == PROSE_LITERAL)
		indent += 2;
	lines_pad(l->out, STYLE_PLAIN, indent < most ? indent : most);
	if (prose->marker)
		add_marker(l, prose);
	indent = lines_width(l->out);
	for (size_t i = 0; i < prose->span_count; i++)
		paragraph_add(&p, prose_style(prose, prose->spans[i].style), prose->spans[i].text);
	paragraph_end(&p, width, indent, l->out);
}

/* What is quoted stands behind a bar for each level. */
static void add_prose(struct page_lines *l, const struct prose *prose)
{
	unsigned bars = prose->quotes * 2 < l->room->width / 3 ? prose->quotes : 0;
	struct lines inner = { 0 }, *out = l->out;

	if (!bars) {
		add_unquoted(l, prose, l->room->width);
		return;
	}
	l->out = &inner;
	add_unquoted(l, prose, l->room->width - 2 * bars);
	l->out = out;
	for (size_t i = 0; i < inner.count; i++) {
		for (unsigned n = 0; n < bars; n++)
			lines_add(out, STYLE_DIM, glyph(l->room->unicode, GLYPH_TRUNK));
		lines_add_line(out, &inner, i);
		lines_end(out);
	}
	lines_free(&inner);
}

/* Is LINE for the reader?  What only leads to the place, or checks the lesson, is not. */
static bool is_told(const struct page_lines *l, const char *line)
{
	struct text name = { 0 };
	const struct command *command;

	line += *line == '-'; /* backwards */
	text_add_n(&name, line, strcspn(line, " \t"));
	command = vocabulary_find(l->run->vocabulary, text_str(&name));
	text_free(&name);
	/* what is no command begins with a label */
	return *line && *line != '#' && (!command || command->class != COMMAND_MOVE);
}

/* What the command on LINE of block B printed when the page was opened. */
static void add_said(struct page_lines *l, size_t b, unsigned line)
{
	const struct said *said = &l->run->said;
	size_t at = 0;

	for (size_t i = 0; i < said->count; at = said->parts[i++].end) {
		if (said->parts[i].block != b || said->parts[i].line != line)
			continue;
		while (at < said->parts[i].end) {
			const char *s = said->text.s + at;
			size_t left = said->parts[i].end - at, len = strcspn(s, "\n");
			struct text one = { 0 };

			text_add_n(&one, s, len < left ? len : left);
			add_marked(l, STYLE_PLAIN, "  ", STYLE_CODE, text_str(&one));
			text_free(&one);
			at += len < left ? len + 1 : left;
		}
	}
}

/* The commands that opened the page, each with what it printed. */
static void add_live(struct page_lines *l, size_t b)
{
	const char *s = page_of(l->run)->blocks[b].script;

	for (unsigned line = 1; s && *s; line++) {
		size_t len = strcspn(s, "\n");
		struct text text = { 0 };

		text_add_n(&text, s, len);
		if (is_told(l, text_str(&text))) {
			add_marked(l, STYLE_DIM, "  : ", STYLE_CODE, text.s);
			add_said(l, b, line);
		}
		text_free(&text);
		s += len + (s[len] == '\n');
	}
}

static void add_answer(struct page_lines *l, const struct block_state *state, size_t n)
{
	const struct choice *c = &state->choices[n];
	bool tells = lesson_run_tells(l->run), tried = n < 64 && (state->chosen >> n & 1);
	/* what was answered another day is shown as it should be, and so is an exam that is over */
	bool chosen = tried || (tells && c->right && (state->done || l->run->exam_over));
	enum style style = !chosen    ? STYLE_PLAIN
	                   : !tells   ? STYLE_EMPHASIS
	                   : c->right ? STYLE_GRANTED
	                              : STYLE_REFUSED;
	const char *sign = glyph(l->room->unicode, !tells     ? GLYPH_ITEM
	                                           : c->right ? GLYPH_RIGHT
	                                                      : GLYPH_WRONG);
	struct text mark = { 0 };

	text_addf(&mark, "%s %zu ", chosen ? sign : " ", n + 1);
	add_marked(l, chosen ? style : STYLE_KEY, text_str(&mark), style, c->text);
	if (tells && chosen && c->because && *c->because)
		add_marked(l, STYLE_PLAIN, "    ", STYLE_PLAIN, c->because);
	text_free(&mark);
}

static void add_question(struct page_lines *l, size_t b, const char *question)
{
	const struct block_state *state = &l->run->states[b];
	size_t wrong = lesson_run_wrong(l->run, b), right = 0;
	struct text t = { 0 };

	if (state->done && !lesson_run_tells(l->run)) {
		add_marked(l, STYLE_HEADING, "", STYLE_HEADING, _("answered"));
	} else if (state->done) {
		bool good = !l->run->exam_over || state->right;

		text_addf(&t, "%s ", glyph(l->room->unicode, good ? GLYPH_RIGHT : GLYPH_WRONG));
		text_add(&t, _("answered"));
		if (wrong)
			text_addf(&t, ngettext("; %zu wrong answer", "; %zu wrong answers", wrong),
			          wrong);
		add_marked(l, STYLE_PLAIN, "", good ? STYLE_GRANTED : STYLE_REFUSED, t.s);
	}
	text_clear(&t);
	text_add(&t, question);
	for (size_t i = 0; i < state->choice_count; i++)
		right += state->choices[i].right;
	/* an exam does not tell when all were found */
	if (l->run->lesson->exam && right > 1)
		text_addf(&t, _(" (%zu answers)"), right);
	add_marked(l, STYLE_KEY, "? ", STYLE_HEADING, t.s);
	text_free(&t);
	for (size_t i = 0; i < state->choice_count; i++)
		add_answer(l, state, i);
}

static void add_task(struct page_lines *l, const struct task *task, size_t b)
{
	const struct block_state *state = &l->run->states[b];

	if (state->done) {
		lines_addf(l->out, STYLE_GRANTED, "%s ", glyph(l->room->unicode, GLYPH_RIGHT));
		lines_add(l->out, STYLE_GRANTED, _("solved"));
		lines_end(l->out);
	}
	add_named(l, STYLE_KEY, _("Task: "), STYLE_HEADING, task->goal);
	for (size_t i = 0; i < state->hints && i < task->hint_count; i++) {
		struct text mark = { 0 };

		text_addf(&mark, _("hint %zu: "), i + 1);
		add_named(l, STYLE_CONFLICT, text_str(&mark), STYLE_PLAIN, task->hints[i]);
		text_free(&mark);
	}
	if (state->solution_shown || (l->run->exam_over && !state->done)) {
		add_marked(l, STYLE_CONFLICT, "  ", STYLE_CONFLICT, _("solution:"));
		for (size_t i = 0; i < task->solution_count; i++)
			add_marked(l, STYLE_DIM, "  : ", STYLE_CODE, task->solutions[i]);
	}
}

/* Items of a list and literal lines stand close together. */
static bool stands_close(const struct block *block, const struct block *before)
{
	enum prose_kind kind = block->prose.kind;

	return block->kind == BLOCK_PROSE && before->kind == BLOCK_PROSE &&
	       (block->prose.goes_on ||
	        ((kind == PROSE_ITEM || kind == PROSE_LITERAL) && before->prose.kind == kind));
}

static void add_block(struct page_lines *l, size_t b)
{
	const struct block *block = &page_of(l->run)->blocks[b];

	switch (block->kind) {
	case BLOCK_PROSE:
		add_prose(l, &block->prose);
		break;
	case BLOCK_LIVE:
		if (!block->quiet)
			add_live(l, b);
		break;
	case BLOCK_QUIZ:
		add_question(l, b, block->question);
		break;
	case BLOCK_PREDICT:
		add_question(l, b, block->predict.question);
		break;
	case BLOCK_TASK:
		add_task(l, &block->task, b);
		break;
	case BLOCK_TEACHER:
		break;
	}
}

bool lesson_has_notes(const struct lesson_run *run)
{
	const struct page *page = page_of(run);

	for (size_t b = 0; b < page->block_count; b++)
		if (page->blocks[b].kind == BLOCK_TEACHER)
			return true;
	return false;
}

void view_lesson_notes(const struct lesson_run *run, const struct view_room *room,
                       struct lines *out)
{
	const struct page *page = page_of(run);
	struct page_lines l = { run, room, out };
	const struct block *before = NULL;

	for (size_t b = 0; b < page->block_count; b++) {
		const struct block *block = &page->blocks[b];

		if (block->kind != BLOCK_TEACHER)
			continue;
		if (before)
			lines_end(out);
		add_prose(&l, &block->prose);
		before = block;
	}
}

/* What came of an exam that is over. */
static void add_result(struct page_lines *l)
{
	const struct lesson *lesson = l->run->lesson;
	size_t right = lesson_run_right(l->run);
	struct text t = { 0 };

	text_addf(&t,
	          right >= lesson->pass
	                  ? _("The exam is passed: %zu of %zu are right, %u were needed.")
	                  : _("The exam is not passed: %zu of %zu are right, %u were "
	                      "needed."),
	          right, lesson_question_count(lesson), lesson->pass);
	add_marked(l, STYLE_PLAIN, "", right >= lesson->pass ? STYLE_GRANTED : STYLE_REFUSED, t.s);
	lines_end(l->out);
	text_free(&t);
}

/* At the end of a lesson: how it went. */
static void add_tally(struct page_lines *l)
{
	const struct lesson *lesson = l->run->lesson;
	size_t of = lesson_question_count(lesson);
	struct text t = { 0 };

	if (!of || !l->run->progress || !progress_count(l->run->progress, lesson->name))
		return;
	text_addf(&t, _("Of %zu questions and tasks you have done %zu, and %zu without a slip."),
	          of, progress_count(l->run->progress, lesson->name), lesson_run_right(l->run));
	lines_end(l->out);
	add_marked(l, STYLE_PLAIN, "", STYLE_EMPHASIS, t.s);
	text_free(&t);
}

void view_lesson(const struct lesson_run *run, const struct view_room *room, size_t *ends,
                 struct lines *out)
{
	const struct page *page = page_of(run);
	struct page_lines l = { run, room, out };
	const struct block *before = NULL;
	bool asked = false; /* a question is open: what was done behind it would tell its answer */

	if (run->exam_over)
		add_result(&l);
	for (size_t b = 0; b < page->block_count; b++) {
		const struct block *block = &page->blocks[b];
		struct lines part = { 0 };

		l.out = &part;
		if (block->kind != BLOCK_LIVE || !asked)
			add_block(&l, b);
		asked |= block_asks(block) && block->kind != BLOCK_TASK && !run->states[b].done;
		l.out = out;
		/* a block may have nothing to show */
		if (part.count) {
			if (before && !stands_close(block, before))
				lines_end(out);
			lines_append(out, &part);
			before = block;
		}
		lines_free(&part);
		if (ends)
			ends[b] = out->count;
	}
	if (run->page + 1 == run->lesson->page_count && !run->lesson->exam)
		add_tally(&l);
	if (!out->count)
		add_marked(&l, STYLE_DIM, "", STYLE_DIM, _("This page is empty."));
}
