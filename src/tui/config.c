/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/config.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/program.h"
#include "sim/intl.h"

/* A file of settings is short, and does not include itself for ever. */
enum { LINES_MAX = 2000, LINE_MAX_LEN = 1000, DEPTH_LIMIT = 8 };

struct reading {
	struct settings *settings;
	const char *path; /* of the file that is read */
	unsigned depth;
	struct error *err;
};

static bool set_theme(struct reading *r, const char *value)
{
	size_t theme = theme_named(value);
	struct text names = { 0 };

	if (theme < theme_count) {
		r->settings->theme = theme;
		return true;
	}
	for (size_t i = 0; i < theme_count; i++)
		text_addf(&names, "%s%s", i ? ", " : "", themes[i].name);
	error_set(r->err, NULL, NULL, _("'%s' is not one of: %s"), value, names.s);
	text_free(&names);
	return false;
}

static bool set_animation(struct reading *r, const char *value)
{
	return settings_animation(r->settings, value, r->err);
}

static bool set_mouse(struct reading *r, const char *value)
{
	bool on = !strcmp(value, "on");

	if (!on && strcmp(value, "off") != 0)
		return error_set(r->err, NULL, NULL, _("'%s' is not one of: %s"), value, "on, off");
	r->settings->mouse = on;
	return true;
}

static bool set_colour(struct reading *r, const char *value)
{
	return settings_colour(r->settings, value, r->err);
}

static bool set_kernel_source(struct reading *r, const char *value)
{
	return settings_kernel_source(r->settings, value, r->err);
}

static const struct {
	const char *name;
	bool (*set)(struct reading *r, const char *value);
} rows[] = {
	{ "theme", set_theme },   { "animation", set_animation },
	{ "mouse", set_mouse },   { "kernel-source", set_kernel_source },
	{ "colour", set_colour }, { "color", set_colour },
};

static bool read_file(struct reading *r, const char *path, bool may_lack);

/* FOLDER/NAME in PATH, and whether there is such a file. */
static bool is_in(const char *folder, const char *name, char *path, size_t size)
{
	FILE *file;
	int n = snprintf(path, size, "%s/%s", folder, name);

	file = n > 0 && (size_t)n < size ? fopen(path, "r") : NULL;
	if (file)
		fclose(file);
	return file != NULL;
}

/* Beside the file that is read, else among what the program came with. */
static void find_included(const struct reading *r, const char *name, char *path, size_t size)
{
	static const char *const beside[] = { "%s/../share/bootwalk", "%s/../../share/bootwalk" };
	const char *slash = strrchr(r->path, '/'), *chosen = getenv("BOOTWALK_DATADIR");
	char program[PATH_MAX], folder[PATH_MAX + 64];

	snprintf(folder, sizeof(folder), "%.*s", (int)(slash - r->path), r->path);
	if (is_in(folder, name, path, size))
		return;
	if (chosen && *chosen && is_in(chosen, name, path, size))
		return;
	program_folder(program, sizeof(program));
	for (size_t i = 0; program[0] && i < sizeof(beside) / sizeof(beside[0]); i++) {
		snprintf(folder, sizeof(folder), beside[i], program);
		if (is_in(folder, name, path, size))
			return;
	}
	is_in(BOOTWALK_PKGDATADIR, name, path, size);
}

static bool include(struct reading *r, const char *name)
{
	char path[2 * PATH_MAX];

	if (r->depth >= DEPTH_LIMIT)
		return error_set(r->err, NULL, NULL, _("files include each other too deeply"));
	if (name[0] == '/')
		return read_file(r, name, false);
	find_included(r, name, path, sizeof(path));
	return read_file(r, path, false);
}

/* The word at *S, which then stands behind it and the blanks there; cut off with a NUL. */
static char *next_word(char **s)
{
	char *word = *s;

	*s += strcspn(*s, " \t");
	if (**s)
		*(*s)++ = '\0';
	*s += strspn(*s, " \t");
	return word;
}

static bool do_setting(struct reading *r, const char *name, char *value)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!strcmp(rows[i].name, name))
			return *value ? rows[i].set(r, value)
			              : error_set(r->err, NULL, NULL,
			                          _("behind the = stands nothing"));
	return error_set(r->err, NULL, NULL, _("there is no setting called '%s'"), name);
}

static bool do_request(struct reading *r, const char *what, char *rest)
{
	struct bindings *b = &r->settings->bindings;
	char *key = rest;

	if (!strcmp(what, "include") && *rest)
		return include(r, rest);
	key = next_word(&rest);
	if (!strcmp(what, "bind") && *key && *rest && !strpbrk(rest, " \t"))
		return bindings_bind(b, key, rest, r->err);
	if (!strcmp(what, "unbind") && *key && !*rest)
		return bindings_unbind(b, key, r->err);
	return error_set(r->err, NULL, NULL,
	                 _("a line is 'NAME = VALUE', 'bind KEY REQUEST', 'unbind KEY' or "
	                   "'include FILE'"));
}

static bool do_line(struct reading *r, char *line)
{
	char *word, *equals;
	size_t len;

	line += strspn(line, " \t");
	len = strlen(line);
	while (len && strchr(" \t\r\n", line[len - 1]))
		line[--len] = '\0';
	if (!*line || *line == '#')
		return true;
	/* `bind = REQUEST` is about the key = */
	equals = strchr(line, '=');
	if (equals && strncmp(line, "bind", 4) != 0 && strncmp(line, "unbind", 6) != 0) {
		for (char *s = equals; s > line && (s[-1] == ' ' || s[-1] == '\t'); s--)
			s[-1] = '\0';
		*equals++ = '\0';
		return do_setting(r, line, equals + strspn(equals, " \t"));
	}
	word = next_word(&line);
	return do_request(r, word, line);
}

static void complain(struct reading *r, unsigned number)
{
	struct settings *s = r->settings;

	text_addf(&s->complaints, "%s:%u: %s\n", r->path, number, r->err->reason);
	s->complaint_count++;
}

static void read_lines(struct reading *r, FILE *file)
{
	char line[LINE_MAX_LEN + 2];
	unsigned number = 0;

	while (number < LINES_MAX && fgets(line, sizeof(line), file)) {
		size_t len = strlen(line);

		*r->err = (struct error){ 0 };
		number++;
		if (len == sizeof(line) - 1 && line[len - 1] != '\n') {
			for (int c = 0; c != '\n' && c != EOF;)
				c = fgetc(file);
			error_set(r->err, NULL, NULL, _("the line is too long"));
			complain(r, number);
		} else if (!do_line(r, line)) {
			complain(r, number);
		}
	}
	if (number == LINES_MAX && fgetc(file) != EOF) {
		error_set(r->err, NULL, NULL, _("only the first %u lines are read"),
		          (unsigned)LINES_MAX);
		complain(r, number);
	}
}

static bool read_file(struct reading *r, const char *path, bool may_lack)
{
	struct error err = { 0 };
	struct reading inner = { r->settings, path, r->depth + 1, &err };
	FILE *file = fopen(path, "r");

	if (!file && may_lack && (errno == ENOENT || errno == ENOTDIR))
		return true;
	if (!file)
		return error_set(r->err, NULL, NULL, _("%s cannot be opened: %s"), path,
		                 strerror(errno));
	read_lines(&inner, file);
	fclose(file);
	return true;
}

void config_read(struct settings *s)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct error err = { 0 };
	struct text path = { 0 };
	struct reading r = { s, "", 0, &err };

	/* the specification says that a relative one is to be ignored */
	if (config && config[0] == '/')
		text_addf(&path, "%s/bootwalk/config", config);
	else if (home && home[0] == '/')
		text_addf(&path, "%s/.config/bootwalk/config", home);
	if (path.s && !read_file(&r, path.s, true)) {
		text_addf(&s->complaints, "%s\n", err.reason);
		s->complaint_count++;
	}
	text_free(&path);
}
