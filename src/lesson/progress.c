/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of what a reader has done. */
#include "lesson/progress.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/text.h"

#define MAGIC          "bootwalk-progress"
#define FORMAT_VERSION 1

/* A file larger than this was not written by us; as many as these are kept aside. */
enum { FILE_LIMIT = 1 << 20, ASIDE_LIMIT = 100, NAME_LIMIT = 256 };

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
	char *path; /* NULL: there is no home */
	struct place *places;
	size_t place_count, place_cap;
	struct done *dones;
	size_t done_count, done_cap;
	/* what was read cannot be written over: the ending of the name it is kept under */
	const char *aside;
};

static char *progress_path(void)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	struct text path = { 0 };

	/* the specification says that a relative one is to be ignored */
	if (state && state[0] == '/')
		text_addf(&path, "%s/bootwalk/progress", state);
	else if (home && home[0] == '/')
		text_addf(&path, "%s/.local/state/bootwalk/progress", home);
	return path.s;
}

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

/* Lesson names stand in the file as one word: blanks, % and controls as %20. */
static void add_word(struct text *out, const char *name)
{
	for (; *name; name++) {
		unsigned char c = (unsigned char)*name;

		if (c <= ' ' || c == '%' || c == 0x7f)
			text_addf(out, "%%%02x", c);
		else
			text_add_char(out, (char)c);
	}
}

static bool read_word(const char **s, char *name, size_t size)
{
	size_t len = 0;

	while (**s && **s != ' ') {
		unsigned code = (unsigned char)**s;

		if (code == '%' &&
		    (!isxdigit((unsigned char)(*s)[1]) || !isxdigit((unsigned char)(*s)[2]) ||
		     sscanf(*s, "%%%2x", &code) != 1))
			return false;
		if (!code || len + 1 == size)
			return false;
		*s += **s == '%' ? 3 : 1;
		name[len++] = (char)code;
	}
	name[len] = '\0';
	return len != 0;
}

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

static bool read_line(struct progress *p, const char *line)
{
	bool place = !strncmp(line, "at ", 3), done = !strncmp(line, "done ", 5);
	char name[NAME_LIMIT];
	uint64_t page, n;

	if (!place && !done)
		return false;
	line += place ? 3 : 5;
	if (!read_word(&line, name, sizeof(name)) || !read_number(&line, UINT32_MAX, &page) ||
	    !read_number(&line, UINT32_MAX, &n) || *line)
		return false;
	if (place)
		progress_set_place(p, name, page, (uint32_t)n);
	else
		progress_set_done(p, name, page, n);
	return true;
}

/* The whole file, *THERE if there is one; false when there is none or it cannot be read. */
static bool read_file(const char *path, struct text *text, bool *there)
{
	char part[4096];
	size_t n;
	FILE *file = fopen(path, "r");
	bool ok;

	*there = file || errno != ENOENT;
	if (!file)
		return false;
	while ((n = fread(part, 1, sizeof(part), file)) > 0 && text->len <= FILE_LIMIT)
		text_add_n(text, part, n);
	ok = !ferror(file);
	fclose(file);
	return ok;
}

/* Which of our endings a file that we cannot read gets; NULL for one that was read. */
static const char *read_lines(struct progress *p, struct text *text)
{
	const char *first = MAGIC " ";
	char *line = text->s, *end;
	unsigned long version;

	if (!text->len || text->len > FILE_LIMIT || memchr(text->s, '\0', text->len) ||
	    strncmp(line, first, strlen(first)) != 0)
		return "damaged";
	version = strtoul(line + strlen(first), &end, 10);
	if (*end != '\n' || !version)
		return "damaged";
	if (version > FORMAT_VERSION)
		return "newer";
	for (line = end + 1; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end)
			return "damaged";
		*end = '\0';
		if (!read_line(p, line))
			return "damaged";
	}
	return NULL;
}

struct progress *progress_open(void)
{
	struct progress *p = xzalloc(sizeof(*p));
	struct text text = { 0 };
	bool there;

	p->path = progress_path();
	if (p->path) {
		if (read_file(p->path, &text, &there))
			p->aside = read_lines(p, &text);
		else if (there)
			p->aside = "damaged";
		if (p->aside)
			forget(p);
	}
	text_free(&text);
	return p;
}

void progress_close(struct progress *p)
{
	if (!p)
		return;
	forget(p);
	free(p->places);
	free(p->dones);
	free(p->path);
	free(p);
}

/* ---- writing ---- */

static bool refuse(const struct progress *p, struct error *err)
{
	return error_set(err, p->path, NULL, _("your progress cannot be saved: %s"),
	                 strerror(errno));
}

/* Make the folders of PATH; what is missing is told when the file is opened. */
static void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
}

/* Give the file that is there another name, one that nothing bears yet. */
static bool keep_aside(struct progress *p, struct error *err)
{
	struct text name = { 0 };
	struct stat st;
	bool ok = false, taken = true;

	for (unsigned i = 1; taken && i <= ASIDE_LIMIT; i++) {
		text_clear(&name);
		text_addf(&name, i == 1 ? "%s.%s" : "%s.%s.%u", p->path, p->aside, i);
		taken = lstat(text_str(&name), &st) == 0;
	}
	if (taken)
		errno = EEXIST;
	else
		ok = rename(p->path, text_str(&name)) == 0 || errno == ENOENT;
	text_free(&name);
	if (ok)
		p->aside = NULL;
	return ok || refuse(p, err);
}

static void compose(const struct progress *p, struct text *out)
{
	text_addf(out, "%s %d\n", MAGIC, FORMAT_VERSION);
	for (size_t i = 0; i < p->place_count; i++) {
		text_add(out, "at ");
		add_word(out, p->places[i].lesson);
		text_addf(out, " %zu %u\n", p->places[i].page, p->places[i].stop);
	}
	for (size_t i = 0; i < p->done_count; i++) {
		text_add(out, "done ");
		add_word(out, p->dones[i].lesson);
		text_addf(out, " %zu %zu\n", p->dones[i].page, p->dones[i].block);
	}
}

static bool write_all(int fd, const char *s, size_t len)
{
	while (len) {
		ssize_t n = write(fd, s, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		s += n;
		len -= (size_t)n;
	}
	return fsync(fd) == 0;
}

/* Write TEXT to a file beside the old one, and only then put it in its place. */
static bool replace(struct progress *p, const struct text *text, struct error *err)
{
	struct text name = { 0 };
	bool ok;
	int fd;

	text_addf(&name, "%s.XXXXXX", p->path);
	fd = mkstemp(name.s);
	if (fd < 0) {
		text_free(&name);
		return refuse(p, err);
	}
	ok = write_all(fd, text->s, text->len);
	ok = close(fd) == 0 && ok;
	if (!ok)
		refuse(p, err);
	else if (p->aside && !keep_aside(p, err))
		ok = false;
	else if (rename(name.s, p->path) != 0)
		ok = refuse(p, err);
	if (!ok)
		unlink(name.s);
	text_free(&name);
	return ok;
}

bool progress_save(struct progress *p, struct error *err)
{
	struct text text = { 0 };
	bool ok;

	if (!p->path)
		return error_set(err, NULL, NULL,
		                 _("your progress cannot be saved: neither HOME nor "
		                   "XDG_STATE_HOME names a folder"));
	make_folders(p->path);
	compose(p, &text);
	ok = replace(p, &text, err);
	text_free(&text);
	return ok;
}
