/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fenced blocks that are alive: bootwalk, quiz, predict, task, teacher. */
#include <string.h>

#include "lang/words.h"
#include "lesson/internal.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/moment.h"

/* One line of a fenced block; continuation lines have been joined to it. */
struct entry {
	const char *text;
	unsigned line;
};

struct entries {
	const char *rest;
	unsigned line; /* of REST */
	struct text text;
};

/* The next line that is not empty, with the indented ones behind it; false at the end. */
static bool next_entry(struct entries *e, struct entry *out)
{
	text_clear(&e->text);
	while (*e->rest) {
		size_t len = strcspn(e->rest, "\n");
		size_t blanks = strspn(e->rest, " \t\r");
		bool empty = blanks >= len;

		if (e->text.len && (empty || !blanks))
			break;
		if (!empty) {
			if (e->text.len)
				text_add_char(&e->text, ' ');
			else
				out->line = e->line;
			text_add_n(&e->text, e->rest + blanks, len - blanks);
		}
		e->rest += len + (e->rest[len] == '\n');
		e->line++;
	}
	out->text = text_str(&e->text);
	return e->text.len != 0;
}

/* What stands behind PREFIX in TEXT; NULL when TEXT begins otherwise. */
static const char *behind(const char *text, const char *prefix)
{
	size_t len = strlen(prefix);

	return strncmp(text, prefix, len) ? NULL : text + len;
}

static const char *keep(struct reader *r, const char *s)
{
	return reader_keep(r, s, strlen(s));
}

/* ---- quiz ---- */

static bool read_answer(struct reader *r, struct block *b, const struct entry *e)
{
	const char *right = behind(e->text, "- [x] "), *wrong = behind(e->text, "- [ ] ");
	const char *text = right ? right : wrong, *bar = text ? strstr(text, " | ") : NULL;
	struct quiz_answer *a;

	if (!text)
		return reader_refuse(r, e->line,
		                     _("a line of a quiz begins with '? ', '- [ ] ' or '- [x] '"));
	if (b->answer_count == ANSWERS_MAX)
		return reader_refuse(r, e->line, _("a quiz has %d answers at most"), ANSWERS_MAX);
	b->answers = xrealloc(b->answers, (b->answer_count + 1) * sizeof(*b->answers));
	a = &b->answers[b->answer_count++];
	a->right = right != NULL;
	a->text = reader_keep(r, text, bar ? (size_t)(bar - text) : strlen(text));
	a->because = keep(r, bar ? bar + 3 : "");
	if (!*a->text)
		return reader_refuse(r, e->line, _("this answer is empty"));
	if (!a->right && !*a->because)
		return reader_refuse(r, e->line,
		                     _("a wrong answer needs its reason: - [ ] ANSWER | REASON"));
	return true;
}

static bool read_quiz(struct reader *r, struct block *b, struct entries *entries)
{
	size_t right = 0;
	struct entry e;

	while (next_entry(entries, &e)) {
		const char *question = behind(e.text, "? ");

		if (question && b->question)
			return reader_refuse(r, e.line, _("a quiz has one question"));
		if (question)
			b->question = keep(r, question);
		else if (!read_answer(r, b, &e))
			return false;
	}
	for (size_t i = 0; i < b->answer_count; i++)
		right += b->answers[i].right;
	if (!b->question)
		return reader_refuse(r, b->line, _("the quiz has no question (? TEXT)"));
	if (!right)
		return reader_refuse(r, b->line, _("the quiz has no right answer (- [x] TEXT)"));
	if (right == b->answer_count)
		return reader_refuse(r, b->line, _("the quiz has no wrong answer (- [ ] TEXT)"));
	return true;
}

/* ---- predict ---- */

static bool read_moment(struct reader *r, const char **to, const struct entry *e, const char *text)
{
	struct error why;

	*to = keep(r, text);
	return moment_parse(*to, &why) || reader_refuse(r, e->line, "%s", why.reason);
}

static bool read_predict_line(struct reader *r, struct predict *p, const struct entry *e)
{
	const char *text;

	if ((text = behind(e->text, "? "))) {
		p->question = keep(r, text);
		return true;
	}
	if ((text = behind(e->text, "because:"))) {
		p->because = keep(r, text);
		return true;
	}
	if ((text = behind(e->text, "from:")))
		return read_moment(r, &p->from, e, text);
	if ((text = behind(e->text, "to:")))
		return read_moment(r, &p->to, e, text);
	if ((text = behind(e->text, "adopts:"))) {
		text = keep(r, text);
		return (word_range(text, &p->start, &p->end) && p->start <= p->end) ||
		       reader_refuse(r, e->line, _("'%s' is no range such as 0x1000-0x1fff"), text);
	}
	return reader_refuse(r, e->line,
	                     _("a line of a prediction begins with '? ', from:, to:, adopts: or "
	                       "because:"));
}

static bool read_predict(struct reader *r, struct block *b, struct entries *entries)
{
	struct predict *p = &b->predict;
	struct entry e;

	while (next_entry(entries, &e))
		if (!read_predict_line(r, p, &e))
			return false;
	if (p->question && p->from && p->to && p->end && p->because)
		return true;
	return reader_refuse(r, b->line,
	                     _("a prediction needs a question (? TEXT), from:, to:, adopts: and "
	                       "because:"));
}

/* ---- task ---- */

static bool read_task_line(struct reader *r, struct task *t, const struct entry *e)
{
	const char *text;

	if ((text = behind(e->text, "goal:"))) {
		if (t->goal)
			return reader_refuse(r, e->line, _("a task has one goal"));
		t->goal = keep(r, text);
		return true;
	}
	if ((text = behind(e->text, "hint:"))) {
		reader_push(&t->hints, &t->hint_count, keep(r, text));
		return true;
	}
	if ((text = behind(e->text, "check:"))) {
		reader_push(&t->checks, &t->check_count, keep(r, text));
		return true;
	}
	if ((text = behind(e->text, "solution:"))) {
		reader_push(&t->solutions, &t->solution_count, keep(r, text));
		return true;
	}
	return reader_refuse(r, e->line,
	                     _("a line of a task begins with goal:, hint:, check: or solution:"));
}

static bool read_task(struct reader *r, struct block *b, struct entries *entries)
{
	struct task *t = &b->task;
	struct entry e;

	while (next_entry(entries, &e))
		if (!read_task_line(r, t, &e))
			return false;
	if (!t->goal || !*t->goal)
		return reader_refuse(r, b->line, _("the task has no goal"));
	if (!t->check_count)
		return reader_refuse(r, b->line, _("the task has no check"));
	if (!t->solution_count)
		return reader_refuse(r, b->line, _("the task has no solution"));
	return true;
}

/* ---- bootwalk ---- */

static const struct machine_option *find_option(const char *word)
{
	/* these two are not of the machine: a live block says the same by its commands */
	if (!strcmp(word, "inject") || !strcmp(word, "at"))
		return NULL;
	for (size_t i = 0; i < machine_option_count; i++)
		if (!strcmp(machine_option_rows[i].name, word))
			return &machine_option_rows[i];
	return NULL;
}

static bool set_option(struct reader *r, struct machine_options *opts,
                       const struct machine_option *o, const char *value, unsigned line)
{
	const char **member = (const char **)(void *)((char *)opts + o->offset);
	unsigned *count = (unsigned *)(void *)((char *)opts + o->count_offset);

	if (o->max > 1) {
		if (*count == o->max)
			return reader_refuse(r, line, _("--%s is there more than %u times"),
			                     o->name, o->max);
		member += (*count)++;
	}
	*member = keep(r, value);
	return true;
}

/* The words behind `bootwalk quiet`, or behind `bootwalk`; *QUIET says which. */
static const char *cut_quiet(const char *words, bool *quiet)
{
	const char *word = words + strspn(words, " \t");
	size_t len = strcspn(word, " \t");

	*quiet = len == strlen("quiet") && !strncmp(word, "quiet", len);
	return *quiet ? word + len : words;
}

/* WORDS are machine options, as on the command line. */
static bool read_options(struct reader *r, const char *words, unsigned line)
{
	struct page *page = &r->lesson->pages[r->lesson->page_count - 1];
	struct words split;
	struct error why;

	if (!words_split(&split, words, strlen(words), &why))
		return reader_refuse(r, line, "%s", why.reason);
	if (split.count && page->blocks)
		for (size_t i = 0; i + 1 < page->block_count; i++)
			if (page->blocks[i].kind == BLOCK_LIVE)
				return reader_refuse(r, line,
				                     _("only the first live block of a page may "
				                       "have machine options"));
	if (split.count && strncmp(split.word[0], "--", 2) != 0) {
		page->board = keep(r, split.word[0]);
		page->own_board = true;
	}
	for (unsigned i = page->own_board && split.count; i < split.count; i++) {
		const char *name = behind(split.word[i], "--");
		const struct machine_option *o = name ? find_option(name) : NULL;

		if (!o)
			return reader_refuse(r, line, _("'%s' is no option of a machine"),
			                     split.word[i]);
		if (++i == split.count)
			return reader_refuse(r, line, _("--%s needs a value"), o->name);
		if (!set_option(r, &page->options, o, split.word[i], line))
			return false;
	}
	return true;
}

static bool read_live(struct reader *r, struct block *b, const char *options, const char *text)
{
	for (const char *s = text; *s; s++)
		if (((unsigned char)*s < ' ' && !strchr("\n\t\r", *s)) || *s == 0x7f)
			return reader_refuse(r, b->line, _("the block holds a control character"));
	b->script = names_intern(&r->lesson->store->strings, text);
	options = cut_quiet(options, &b->quiet);
	return read_options(r, options, b->line);
}

static const struct alive {
	const char *word;
	enum block_kind kind;
	bool (*read)(struct reader *r, struct block *b, struct entries *entries);
} alive_fences[] = {
	{ "quiz", BLOCK_QUIZ, read_quiz },
	{ "predict", BLOCK_PREDICT, read_predict },
	{ "task", BLOCK_TASK, read_task },
};

bool fence_read(struct reader *r, const char *info, const char *text, unsigned line, bool *alive)
{
	struct entries entries = { .rest = text, .line = line + 1 };
	size_t len = strcspn(info, " \t");

	*alive = true;
	if (len == strlen("bootwalk") && !strncmp(info, "bootwalk", len))
		return read_live(r, reader_block(r, BLOCK_LIVE, line), info + len, text);
	if (!strcmp(info, "teacher"))
		return prose_read(r, text, strlen(text), line + 1, true);
	for (size_t i = 0; i < sizeof(alive_fences) / sizeof(alive_fences[0]); i++) {
		const struct alive *a = &alive_fences[i];
		bool ok;

		if (strcmp(info, a->word))
			continue;
		ok = a->read(r, reader_block(r, a->kind, line), &entries);
		text_free(&entries.text);
		return ok;
	}
	*alive = false;
	return true;
}
