/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/state_file.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/intl.h"

#define FORMAT_VERSION 1

/* A file larger than this was not written by us; as many as these are kept aside. */
enum { FILE_LIMIT = 1 << 20, ASIDE_LIMIT = 100 };

/* Make the folders of PATH; what is missing is told when the file is opened. */
static void make_folders(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0700);
		*slash = '/';
	}
}

char *state_path(const char *name, bool make)
{
	const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	struct text path = { 0 };

	/* the specification says that a relative one is to be ignored */
	if (state && state[0] == '/')
		text_addf(&path, "%s/bootwalk/%s", state, name);
	else if (home && home[0] == '/')
		text_addf(&path, "%s/.local/state/bootwalk/%s", home, name);
	if (path.s && make)
		make_folders(path.s);
	return path.s;
}

void state_file_init(struct state_file *f, const char *name)
{
	*f = (struct state_file){ .name = name, .path = state_path(name, false) };
}

void state_file_done(struct state_file *f)
{
	free(f->path);
	*f = (struct state_file){ 0 };
}

/* ---- words ---- */

void state_add_word(struct text *out, const char *word)
{
	for (; *word; word++) {
		unsigned char c = (unsigned char)*word;

		if (c <= ' ' || c == '%' || c == 0x7f)
			text_addf(out, "%%%02x", c);
		else
			text_add_char(out, (char)c);
	}
}

bool state_read_word(const char **s, struct text *word)
{
	text_clear(word);
	while (**s && **s != ' ') {
		unsigned code = (unsigned char)**s;

		if (code == '%' &&
		    (!isxdigit((unsigned char)(*s)[1]) || !isxdigit((unsigned char)(*s)[2]) ||
		     sscanf(*s, "%%%2x", &code) != 1))
			return false;
		if (!code)
			return false;
		*s += **s == '%' ? 3 : 1;
		text_add_char(word, (char)code);
	}
	return word->len != 0;
}

/* ---- reading ---- */

/* The whole file, *THERE if there is one; false when there is none or it cannot be read. */
static bool read_file(const char *path, struct text *text, bool *there)
{
	FILE *file = fopen(path, "r");
	bool ok;

	*there = file || errno != ENOENT;
	if (!file)
		return false;
	ok = text_add_file(text, file, FILE_LIMIT);
	fclose(file);
	return ok;
}

/* Which of our endings a file that we cannot read gets; NULL for one that was read. */
static const char *read_lines(const struct state_file *f, struct text *text,
                              bool (*each)(void *arg, const char *line), void *arg)
{
	size_t magic = strlen("bootwalk-"), name = strlen(f->name);
	char *line = text->s, *end;
	unsigned long version;

	if (!text->len || text->len > FILE_LIMIT || memchr(text->s, '\0', text->len) ||
	    strncmp(line, "bootwalk-", magic) != 0 || strncmp(line + magic, f->name, name) != 0 ||
	    line[magic + name] != ' ')
		return "damaged";
	version = strtoul(line + magic + name + 1, &end, 10);
	if (*end != '\n' || !version)
		return "damaged";
	if (version > FORMAT_VERSION)
		return "newer";
	for (line = end + 1; *line; line = end + 1) {
		end = strchr(line, '\n');
		if (!end)
			return "damaged";
		*end = '\0';
		if (!each(arg, line))
			return "damaged";
	}
	return NULL;
}

bool state_file_read(struct state_file *f, bool (*line)(void *arg, const char *line), void *arg)
{
	struct text text = { 0 };
	bool there;

	if (!f->path)
		return true;
	if (read_file(f->path, &text, &there))
		f->aside = read_lines(f, &text, line, arg);
	else if (there)
		f->aside = "damaged";
	text_free(&text);
	return !f->aside;
}

/* ---- writing ---- */

static bool refuse(const struct state_file *f, struct error *err)
{
	return error_set(err, f->path, NULL, _("it cannot be saved: %s"), strerror(errno));
}

/* Give the file that is there another name, one that nothing bears yet. */
static bool keep_aside(struct state_file *f, struct error *err)
{
	struct text name = { 0 };
	struct stat st;
	bool ok = false, taken = true;

	for (unsigned i = 1; taken && i <= ASIDE_LIMIT; i++) {
		text_clear(&name);
		text_addf(&name, i == 1 ? "%s.%s" : "%s.%s.%u", f->path, f->aside, i);
		taken = lstat(text_str(&name), &st) == 0;
	}
	if (taken)
		errno = EEXIST;
	else
		ok = rename(f->path, text_str(&name)) == 0 || errno == ENOENT;
	text_free(&name);
	if (ok)
		f->aside = NULL;
	return ok || refuse(f, err);
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
static bool replace(struct state_file *f, const struct text *text, struct error *err)
{
	struct text name = { 0 };
	bool ok;
	int fd;

	text_addf(&name, "%s.XXXXXX", f->path);
	fd = mkstemp(name.s);
	if (fd < 0) {
		text_free(&name);
		return refuse(f, err);
	}
	ok = write_all(fd, text->s, text->len);
	ok = close(fd) == 0 && ok;
	if (!ok)
		refuse(f, err);
	else if (f->aside && !keep_aside(f, err))
		ok = false;
	else if (rename(name.s, f->path) != 0)
		ok = refuse(f, err);
	if (!ok)
		unlink(name.s);
	text_free(&name);
	return ok;
}

bool state_file_write(struct state_file *f, const struct text *lines, struct error *err)
{
	struct text text = { 0 };
	bool ok;

	if (!f->path)
		return error_set(err, NULL, NULL,
		                 _("it cannot be saved: neither HOME nor XDG_STATE_HOME names a "
		                   "folder"));
	make_folders(f->path);
	text_addf(&text, "bootwalk-%s %d\n", f->name, FORMAT_VERSION);
	text_add(&text, text_str(lines));
	ok = replace(f, &text, err);
	text_free(&text);
	return ok;
}
