/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/recent.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "machine/profile.h"
#include "machine/state_file.h"
#include "sim/memory.h"
#include "sim/names.h"

struct recent {
	struct state_file file;
	struct recent_entry entries[RECENT_MAX];
	size_t count;
	struct names strings; /* what the entries lie in */
};

/* ---- reading ---- */

static const struct machine_option *find_option(const char *name)
{
	for (size_t i = 0; i < machine_option_count; i++)
		if (!strcmp(machine_option_rows[i].name, name))
			return &machine_option_rows[i];
	return NULL;
}

/* `NAME VALUE`; an empty value is left out, and the blank before it. */
static bool read_option(struct recent *r, const char *line)
{
	const struct machine_option *o;
	struct text word = { 0 };
	bool ok = r->count && state_read_word(&line, &word);

	o = ok ? find_option(word.s) : NULL;
	text_clear(&word);
	if (o && *line == ' ') {
		line++;
		ok = state_read_word(&line, &word);
	}
	ok = ok && o && !*line &&
	     machine_option_add(&r->entries[r->count - 1].options, o,
	                        names_intern(&r->strings, text_str(&word)));
	text_free(&word);
	return ok;
}

static bool read_line(void *arg, const char *line)
{
	struct recent *r = arg;
	struct text path = { 0 };
	bool ok;

	if (!strncmp(line, "with ", 5))
		return read_option(r, line + 5);
	if (strncmp(line, "file ", 5) != 0 || r->count == RECENT_MAX)
		return false;
	line += 5;
	ok = state_read_word(&line, &path) && !*line && path.s[0] == '/';
	if (ok)
		r->entries[r->count++].path = names_intern(&r->strings, path.s);
	text_free(&path);
	return ok;
}

struct recent *recent_open(void)
{
	struct recent *r = xzalloc(sizeof(*r));

	names_init(&r->strings);
	state_file_init(&r->file, "recent");
	if (!state_file_read(&r->file, read_line, r))
		r->count = 0;
	return r;
}

void recent_close(struct recent *r)
{
	if (!r)
		return;
	names_done(&r->strings);
	state_file_done(&r->file);
	free(r);
}

const struct recent_entry *recent_at(const struct recent *r, size_t n)
{
	return n < r->count ? &r->entries[n] : NULL;
}

/* ---- adding ---- */

/* PATH from the root on; its last part stays as it is, a link say, whatever that leads to. */
static void add_absolute(struct text *out, const char *path)
{
	const char *slash = strrchr(path, '/'), *last = slash ? slash + 1 : path;
	bool whole = !*last || !strcmp(last, ".") || !strcmp(last, "..");
	char real[PATH_MAX];
	struct text folder = { 0 };

	text_add_n(&folder, path, (size_t)(last - path));
	if (!realpath(whole ? path : slash ? folder.s : ".", real))
		text_add(out, path);
	else if (whole)
		text_add(out, real);
	else
		text_addf(out, "%s/%s", strcmp(real, "/") != 0 ? real : "", last);
	text_free(&folder);
}

static const char *intern_absolute(struct recent *r, const char *path)
{
	struct text absolute = { 0 };
	const char *name;

	add_absolute(&absolute, path);
	name = names_intern(&r->strings, text_str(&absolute));
	text_free(&absolute);
	return name;
}

static bool is_path(const struct machine_option *o, const char *value)
{
	if (!strcmp(o->argument, "NAME|FILE"))
		return profile_is_file(value);
	return !strcmp(o->argument, "FILE") || !strcmp(o->argument, "DIR");
}

static void copy_options(struct recent *r, struct machine_options *to,
                         const struct machine_options *from)
{
	for (size_t i = 0; i < machine_option_count; i++) {
		const struct machine_option *o = &machine_option_rows[i];
		const char *value;

		for (unsigned n = 0; (value = machine_option_at(from, o, n)); n++)
			machine_option_add(to, o,
			                   is_path(o, value) && *value
			                           ? intern_absolute(r, value)
			                           : names_intern(&r->strings, value));
	}
}

/* Strings of one list are the same when their pointers are. */
static bool is_same(const struct recent_entry *a, const struct recent_entry *b)
{
	if (a->path != b->path)
		return false;
	for (size_t i = 0; i < machine_option_count; i++) {
		const struct machine_option *o = &machine_option_rows[i];
		const char *value;
		unsigned n = 0;

		do {
			value = machine_option_at(&a->options, o, n);
			if (value != machine_option_at(&b->options, o, n))
				return false;
			n++;
		} while (value);
	}
	return true;
}

bool recent_add(struct recent *r, const char *spec, const struct machine_options *options)
{
	struct recent_entry entry = { 0 };
	size_t n = 0;

	if (!strcmp(spec, "-") || access(spec, F_OK) != 0)
		return false;
	entry.path = intern_absolute(r, spec);
	if (entry.path[0] != '/')
		return false;
	copy_options(r, &entry.options, options);
	while (n < r->count && !is_same(&r->entries[n], &entry))
		n++;
	if (n == r->count && r->count < RECENT_MAX)
		r->count++;
	else if (n == r->count)
		n--;
	memmove(&r->entries[1], &r->entries[0], n * sizeof(entry));
	r->entries[0] = entry;
	return true;
}

/* ---- writing ---- */

static void compose_options(const struct machine_options *options, struct text *out)
{
	for (size_t i = 0; i < machine_option_count; i++) {
		const struct machine_option *o = &machine_option_rows[i];
		const char *value;

		for (unsigned n = 0; (value = machine_option_at(options, o, n)); n++) {
			text_addf(out, "with %s%s", o->name, *value ? " " : "");
			state_add_word(out, value);
			text_add_char(out, '\n');
		}
	}
}

bool recent_save(struct recent *r, struct error *err)
{
	struct text lines = { 0 };
	bool ok;

	for (size_t i = 0; i < r->count; i++) {
		text_add(&lines, "file ");
		state_add_word(&lines, r->entries[i].path);
		text_add_char(&lines, '\n');
		compose_options(&r->entries[i].options, &lines);
	}
	ok = state_file_write(&r->file, &lines, err);
	text_free(&lines);
	return ok;
}

/* As a shell takes it. */
static void add_quoted(struct text *out, const char *value)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
				    "-_./,:=@%+";

	if (*value && !value[strspn(value, plain)]) {
		text_add(out, value);
		return;
	}
	text_add_char(out, '\'');
	for (; *value; value++)
		if (*value == '\'')
			text_add(out, "'\\''");
		else
			text_add_char(out, *value);
	text_add_char(out, '\'');
}

void recent_add_options(const struct machine_options *options, struct text *out)
{
	for (size_t i = 0; i < machine_option_count; i++) {
		const struct machine_option *o = &machine_option_rows[i];
		const char *value;

		for (unsigned n = 0; (value = machine_option_at(options, o, n)); n++) {
			text_addf(out, "%s--%s ", out->len ? " " : "", o->name);
			add_quoted(out, value);
		}
	}
}
