/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of what a reader has done. */
#include "lesson/progress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "machine/state_file.h"
#include "sim/memory.h"
#include "sim/text.h"

struct place {
	char *lesson;
	size_t page;
	uint32_t stop;
};

struct done {
	char *lesson;
	size_t page, block;
};

struct progress {
	struct state_file file;
	struct place *places;
	size_t place_count, place_cap;
	struct done *dones;
	size_t done_count, done_cap;
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

bool progress_done(const struct progress *p, const char *lesson, size_t page, size_t block)
{
	for (size_t i = 0; i < p->done_count; i++) {
		const struct done *d = &p->dones[i];

		if (d->page == page && d->block == block && !strcmp(d->lesson, lesson))
			return true;
	}
	return false;
}

void progress_set_done(struct progress *p, const char *lesson, size_t page, size_t block)
{
	if (progress_done(p, lesson, page, block))
		return;
	p->dones = xgrow(p->dones, &p->done_cap, p->done_count + 1, sizeof(*p->dones));
	p->dones[p->done_count++] = (struct done){ xstrdup(lesson), page, block };
}

size_t progress_count(const struct progress *p, const char *lesson)
{
	size_t count = 0;

	for (size_t i = 0; i < p->done_count; i++)
		count += !strcmp(p->dones[i].lesson, lesson);
	return count;
}

static void forget(struct progress *p)
{
	for (size_t i = 0; i < p->place_count; i++)
		free(p->places[i].lesson);
	for (size_t i = 0; i < p->done_count; i++)
		free(p->dones[i].lesson);
	p->place_count = p->done_count = 0;
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

static bool read_line(void *arg, const char *line)
{
	struct progress *p = arg;
	bool place = !strncmp(line, "at ", 3), done = !strncmp(line, "done ", 5);
	struct text name = { 0 };
	uint64_t page, n;
	bool ok = place || done;

	line += place ? 3 : 5 * done;
	ok = ok && state_read_word(&line, &name) && read_number(&line, UINT32_MAX, &page) &&
	     read_number(&line, UINT32_MAX, &n) && !*line;
	if (ok && place)
		progress_set_place(p, name.s, page, (uint32_t)n);
	else if (ok)
		progress_set_done(p, name.s, page, n);
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
	free(p->dones);
	state_file_done(&p->file);
	free(p);
}

/* ---- writing ---- */

static void compose(const struct progress *p, struct text *out)
{
	for (size_t i = 0; i < p->place_count; i++) {
		text_add(out, "at ");
		state_add_word(out, p->places[i].lesson);
		text_addf(out, " %zu %u\n", p->places[i].page, p->places[i].stop);
	}
	for (size_t i = 0; i < p->done_count; i++) {
		text_add(out, "done ");
		state_add_word(out, p->dones[i].lesson);
		text_addf(out, " %zu %zu\n", p->dones[i].page, p->dones[i].block);
	}
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
