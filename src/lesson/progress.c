/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of what a reader has done. */
#include "lesson/progress.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "machine/state_file.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/text.h"

struct place {
	char *lesson;
	size_t page;
	uint32_t stop;
};

/* A question or task. */
struct mark {
	char *lesson;
	size_t page, block;
	bool done;
	uint64_t chosen; /* bit N: answer N was tried */
	bool right;      /* at once */
};

/* How many of how many. */
struct score {
	char *name;
	enum score_kind kind;
	size_t right, of;
};

struct progress {
	struct state_file file;
	struct place *places;
	size_t place_count, place_cap;
	struct mark *marks;
	size_t mark_count, mark_cap;
	struct score *scores;
	size_t score_count, score_cap;
	size_t lines; /* that were read */
	bool whole;   /* the last of them says that they are all */
};

static struct place *find_place(const struct progress *p, const char *lesson)
{
	for (size_t i = 0; i < p->place_count; i++)
		if (!strcmp(p->places[i].lesson, lesson))
			return &p->places[i];
	return NULL;
}

bool progress_place(const struct progress *p, const char *lesson, size_t *page, uint32_t *stop)
{
	const struct place *place = find_place(p, lesson);

	if (!place)
		return false;
	*page = place->page;
	*stop = place->stop;
	return true;
}

void progress_set_place(struct progress *p, const char *lesson, size_t page, uint32_t stop)
{
	struct place *place = find_place(p, lesson);

	if (!place) {
		p->places = xgrow(p->places, &p->place_cap, p->place_count + 1, sizeof(*p->places));
		place = &p->places[p->place_count++];
		place->lesson = xstrdup(lesson);
	}
	place->page = page;
	place->stop = stop;
}

static struct mark *find_mark(const struct progress *p, const char *lesson, size_t page,
                              size_t block)
{
	for (size_t i = 0; i < p->mark_count; i++)
		if (p->marks[i].page == page && p->marks[i].block == block &&
		    !strcmp(p->marks[i].lesson, lesson))
			return &p->marks[i];
	return NULL;
}

static struct mark *make_mark(struct progress *p, const char *lesson, size_t page, size_t block)
{
	struct mark *mark = find_mark(p, lesson, page, block);

	if (mark)
		return mark;
	p->marks = xgrow(p->marks, &p->mark_cap, p->mark_count + 1, sizeof(*p->marks));
	mark = &p->marks[p->mark_count++];
	*mark = (struct mark){ .lesson = xstrdup(lesson), .page = page, .block = block };
	return mark;
}

bool progress_done(const struct progress *p, const char *lesson, size_t page, size_t block)
{
	const struct mark *mark = find_mark(p, lesson, page, block);

	return mark && mark->done;
}

void progress_set_done(struct progress *p, const char *lesson, size_t page, size_t block)
{
	make_mark(p, lesson, page, block)->done = true;
}

uint64_t progress_chosen(const struct progress *p, const char *lesson, size_t page, size_t block,
                         bool *right)
{
	const struct mark *mark = find_mark(p, lesson, page, block);

	*right = mark && mark->right;
	return mark ? mark->chosen : 0;
}

void progress_set_chosen(struct progress *p, const char *lesson, size_t page, size_t block,
                         uint64_t chosen, bool right)
{
	struct mark *mark = make_mark(p, lesson, page, block);

	mark->chosen = chosen;
	mark->right = right;
}

size_t progress_count(const struct progress *p, const char *lesson)
{
	size_t count = 0;

	for (size_t i = 0; i < p->mark_count; i++)
		count += p->marks[i].done && !strcmp(p->marks[i].lesson, lesson);
	return count;
}

size_t progress_right(const struct progress *p, const char *lesson)
{
	size_t count = 0;

	for (size_t i = 0; i < p->mark_count; i++)
		count += p->marks[i].right && !strcmp(p->marks[i].lesson, lesson);
	return count;
}

/* ---- scores ---- */

static struct score *find_score(const struct progress *p, enum score_kind kind, const char *name)
{
	for (size_t i = 0; i < p->score_count; i++)
		if (p->scores[i].kind == kind && !strcmp(p->scores[i].name, name))
			return &p->scores[i];
	return NULL;
}

bool progress_score(const struct progress *p, enum score_kind kind, const char *name, size_t *right,
                    size_t *of)
{
	const struct score *score = find_score(p, kind, name);

	*right = score ? score->right : 0;
	*of = score ? score->of : 0;
	return score != NULL;
}

void progress_set_score(struct progress *p, enum score_kind kind, const char *name, size_t right,
                        size_t of)
{
	struct score *score = find_score(p, kind, name);

	if (!score) {
		p->scores = xgrow(p->scores, &p->score_cap, p->score_count + 1, sizeof(*p->scores));
		score = &p->scores[p->score_count++];
		*score = (struct score){ .name = xstrdup(name), .kind = kind };
	}
	score->right = right;
	score->of = of;
}

/* ---- forgetting ---- */

void progress_forget(struct progress *p, const char *lesson, size_t page, size_t block)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->mark_count; i++) {
		struct mark *m = &p->marks[i];

		if (!strcmp(m->lesson, lesson) && (page == ALL || m->page == page) &&
		    (block == ALL || m->block == block))
			free(m->lesson);
		else
			p->marks[kept++] = *m;
	}
	p->mark_count = kept;
}

void progress_drop_score(struct progress *p, enum score_kind kind, const char *name)
{
	struct score *score = find_score(p, kind, name);

	if (!score)
		return;
	free(score->name);
	*score = p->scores[--p->score_count];
}

static void forget(struct progress *p)
{
	for (size_t i = 0; i < p->place_count; i++)
		free(p->places[i].lesson);
	for (size_t i = 0; i < p->mark_count; i++)
		free(p->marks[i].lesson);
	for (size_t i = 0; i < p->score_count; i++)
		free(p->scores[i].name);
	p->place_count = p->mark_count = p->score_count = 0;
}

/* ---- reading ---- */

/* A blank and a number up to MAX. */
static bool read_number(const char **s, uint64_t max, uint64_t *n)
{
	char *end;

	if ((*s)[0] != ' ' || (*s)[1] < '0' || (*s)[1] > '9')
		return false;
	errno = 0;
	*n = strtoull(*s + 1, &end, 10);
	*s = end;
	return !errno && *n <= max;
}

/* What a line begins with, and the numbers behind the name of the lesson or board. */
enum line_kind { LINE_AT, LINE_DONE, LINE_CHOSE, LINE_EXAM, LINE_FORETOLD, LINE_KIND_COUNT };
enum { NUMBERS_MAX = 4 };

static const struct {
	const char *word;
	unsigned numbers;
	uint64_t max[NUMBERS_MAX];
} line_kinds[LINE_KIND_COUNT] = {
	[LINE_AT] = { "at ", 2, { UINT32_MAX, UINT32_MAX } },
	[LINE_DONE] = { "done ", 2, { UINT32_MAX, UINT32_MAX } },
	[LINE_CHOSE] = { "chose ", 4, { UINT32_MAX, UINT32_MAX, UINT64_MAX, 1 } },
	[LINE_EXAM] = { "exam ", 2, { UINT32_MAX, UINT32_MAX } },
	[LINE_FORETOLD] = { "foretold ", 2, { UINT32_MAX, UINT32_MAX } },
};

static bool take_line(struct progress *p, enum line_kind kind, const char *name, const uint64_t *n)
{
	switch (kind) {
	case LINE_AT:
		progress_set_place(p, name, n[0], (uint32_t)n[1]);
		return true;
	case LINE_DONE:
		progress_set_done(p, name, n[0], n[1]);
		return true;
	case LINE_CHOSE:
		progress_set_chosen(p, name, n[0], n[1], n[2], n[3] != 0);
		return true;
	case LINE_EXAM:
	case LINE_FORETOLD:
		progress_set_score(p, kind == LINE_EXAM ? SCORE_EXAM : SCORE_FORETOLD, name, n[0],
		                   n[1]);
		return n[0] <= n[1];
	case LINE_KIND_COUNT:
		break;
	}
	return false;
}

static bool read_line(void *arg, const char *line)
{
	struct progress *p = arg;
	struct text name = { 0 };
	uint64_t n[NUMBERS_MAX];
	unsigned kind = 0, i = 0;
	bool ok;

	p->whole = !strncmp(line, "end", 3);
	if (p->whole) {
		line += 3;
		return read_number(&line, UINT32_MAX, n) && !*line && n[0] == p->lines;
	}
	p->lines++;
	while (kind < LINE_KIND_COUNT &&
	       strncmp(line, line_kinds[kind].word, strlen(line_kinds[kind].word)) != 0)
		kind++;
	if (kind == LINE_KIND_COUNT)
		return false;
	line += strlen(line_kinds[kind].word);
	ok = state_read_word(&line, &name);
	while (ok && i < line_kinds[kind].numbers) {
		ok = read_number(&line, line_kinds[kind].max[i], &n[i]);
		i++;
	}
	ok = ok && !*line && take_line(p, (enum line_kind)kind, name.s, n);
	text_free(&name);
	return ok;
}

struct progress *progress_open(void)
{
	struct progress *p = xzalloc(sizeof(*p));

	state_file_init(&p->file, "progress");
	if (!state_file_read(&p->file, read_line, p))
		forget(p);
	return p;
}

void progress_close(struct progress *p)
{
	if (!p)
		return;
	forget(p);
	free(p->places);
	free(p->marks);
	free(p->scores);
	state_file_done(&p->file);
	free(p);
}

/* ---- writing ---- */

/* A line of KIND about NAME, with its numbers; *COUNT is how many there are. */
static void add_line(struct text *out, size_t *count, enum line_kind kind, const char *name,
                     const uint64_t *n)
{
	++*count;
	text_add(out, line_kinds[kind].word);
	state_add_word(out, name);
	for (unsigned i = 0; i < line_kinds[kind].numbers; i++)
		text_addf(out, " %" PRIu64, n[i]);
	text_add_char(out, '\n');
}

static void compose(const struct progress *p, struct text *out)
{
	size_t count = 0;

	for (size_t i = 0; i < p->place_count; i++)
		add_line(out, &count, LINE_AT, p->places[i].lesson,
		         (const uint64_t[]){ p->places[i].page, p->places[i].stop });
	for (size_t i = 0; i < p->mark_count; i++) {
		const struct mark *m = &p->marks[i];
		const uint64_t n[] = { m->page, m->block, m->chosen, m->right };

		if (m->done)
			add_line(out, &count, LINE_DONE, m->lesson, n);
		if (m->chosen || m->right)
			add_line(out, &count, LINE_CHOSE, m->lesson, n);
	}
	for (size_t i = 0; i < p->score_count; i++)
		add_line(out, &count, p->scores[i].kind == SCORE_EXAM ? LINE_EXAM : LINE_FORETOLD,
		         p->scores[i].name,
		         (const uint64_t[]){ p->scores[i].right, p->scores[i].of });
	text_addf(out, "end %zu\n", count);
}

bool progress_save(struct progress *p, struct error *err)
{
	struct text lines = { 0 };
	bool ok;

	compose(p, &lines);
	ok = state_file_write(&p->file, &lines, err);
	text_free(&lines);
	return ok;
}

/* ---- export and import ---- */

bool progress_export(const struct progress *p, const char *path, bool over, struct error *err)
{
	struct state_file file = { .name = "progress", .path = (char *)path };
	const char *slash = strrchr(path, '/');
	struct text out = { 0 };
	struct stat st;
	bool ok;

	if (!over && lstat(path, &st) == 0)
		return error_set(err, path, NULL,
		                 _("the file is there already; -f writes over it"));
	/* a folder that is not there is a slip of the keys, not a wish for one */
	text_add_n(&out, path, slash ? (size_t)(slash - path) : 0);
	ok = !out.len || stat(out.s, &st) == 0 || error_set(err, path, NULL, "%s", strerror(errno));
	text_clear(&out);
	if (ok) {
		compose(p, &out);
		ok = state_file_write(&file, &out, err);
	}
	text_free(&out);
	return ok;
}

/* The better of the two stays: what was done, what was right, the page further on. */
static void merge(struct progress *p, const struct progress *from)
{
	for (size_t i = 0; i < from->place_count; i++) {
		const struct place *theirs = &from->places[i],
				   *ours = find_place(p, theirs->lesson);

		if (!ours || theirs->page > ours->page)
			progress_set_place(p, theirs->lesson, theirs->page, theirs->stop);
	}
	for (size_t i = 0; i < from->mark_count; i++) {
		const struct mark *theirs = &from->marks[i];
		struct mark *ours = make_mark(p, theirs->lesson, theirs->page, theirs->block);

		if (theirs->done > ours->done ||
		    (theirs->done == ours->done && theirs->right > ours->right)) {
			ours->chosen = theirs->chosen;
			ours->right = theirs->right;
			ours->done = theirs->done;
		}
	}
	for (size_t i = 0; i < from->score_count; i++) {
		const struct score *s = &from->scores[i], *ours = find_score(p, s->kind, s->name);

		if (!ours || s->right > ours->right ||
		    (s->right == ours->right && s->of < ours->of))
			progress_set_score(p, s->kind, s->name, s->right, s->of);
	}
}

bool progress_import(struct progress *p, const char *path, struct error *err)
{
	struct progress from = { .file = { .name = "progress", .path = (char *)path } };
	struct stat st;
	bool ok;

	if (stat(path, &st) != 0)
		return error_set(err, path, NULL, "%s", strerror(errno));
	ok = state_file_read(&from.file, read_line, &from);
	if (ok && from.whole)
		merge(p, &from);
	else if (!ok && !strcmp(from.file.aside, "newer"))
		error_set(err, path, NULL, _("a newer bootwalk has written it; nothing was taken"));
	else
		error_set(err, path, NULL,
		          _("it is no whole file of progress; nothing was taken from it"));
	forget(&from);
	free(from.places);
	free(from.marks);
	free(from.scores);
	return ok && from.whole && progress_save(p, err);
}
