/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player/kernel_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "player/c_function.h"
#include "sim/intl.h"
#include "sim/memory.h"

/* No file of the kernel that is retold here comes near this. */
#define FILE_MAX (8 << 20)

struct kernel_source {
	char *dir;
	struct text release;
	struct text file, function; /* looked for last */
	struct text content;        /* of the file */
	bool is_there;
	struct kernel_function found;
};

/* All of DIR/FILE; false when it cannot be read, or is too large to be a source. */
static bool read_file(const char *dir, const char *file, struct text *out)
{
	struct text path = { 0 };
	FILE *f;
	bool ok;

	text_clear(out);
	text_addf(&path, "%s/%s", dir, file);
	f = fopen(path.s, "re");
	text_free(&path);
	if (!f)
		return false;
	ok = text_add_file(out, f, FILE_MAX) && out->len <= FILE_MAX;
	fclose(f);
	return ok;
}

/* The value of the line `NAME = VALUE` of MAKEFILE, added to OUT behind BETWEEN. */
static bool add_value(const char *makefile, const char *name, const char *between, struct text *out)
{
	size_t len = strlen(name);

	for (const char *line = makefile; *line; line += strcspn(line, "\n")) {
		const char *value;

		line += *line == '\n';
		if (strncmp(line, name, len) != 0)
			continue;
		value = line + len + strspn(line + len, " \t");
		if (*value++ != '=')
			continue;
		value += strspn(value, " \t");
		len = strcspn(value, " \t\r\n");
		if (!len)
			return false;
		text_add(out, between);
		text_add_n(out, value, len);
		return true;
	}
	return false;
}

struct kernel_source *kernel_source_open(const char *dir, struct error *err)
{
	struct kernel_source *source = xzalloc(sizeof(*source));
	struct text makefile = { 0 };
	bool ok;

	source->dir = xstrdup(dir);
	ok = read_file(dir, "Makefile", &makefile) &&
	     add_value(text_str(&makefile), "VERSION", "", &source->release) &&
	     add_value(text_str(&makefile), "PATCHLEVEL", ".", &source->release);
	if (ok)
		add_value(text_str(&makefile), "SUBLEVEL", ".", &source->release);
	text_free(&makefile);
	if (ok)
		return source;
	kernel_source_close(source);
	error_set(err, dir, NULL,
	          _("no source of a kernel: there is no Makefile that tells its release"));
	return NULL;
}

void kernel_source_close(struct kernel_source *source)
{
	if (!source)
		return;
	free(source->dir);
	text_free(&source->release);
	text_free(&source->file);
	text_free(&source->function);
	text_free(&source->content);
	free(source);
}

const char *kernel_source_release(const struct kernel_source *source)
{
	return text_str(&source->release);
}

static void set(struct text *t, const char *s)
{
	text_clear(t);
	text_add(t, s);
}

const struct kernel_function *kernel_source_find(struct kernel_source *source, const char *file,
                                                 const char *function)
{
	struct kernel_function *f = &source->found;
	struct c_function at;

	if (f->name && !strcmp(f->name, function) && !strcmp(f->file, file))
		return f;
	if (strcmp(text_str(&source->file), file) != 0 || !f->name)
		source->is_there = read_file(source->dir, file, &source->content);
	set(&source->file, file);
	set(&source->function, function);
	*f = (struct kernel_function){ .release = text_str(&source->release),
		                       .file = text_str(&source->file),
		                       .name = text_str(&source->function) };
	if (!source->is_there) {
		f->missing = N_("There is no file %s in that source.");
		f->missing_what = f->file;
	} else if (!c_function_find(text_str(&source->content), source->content.len, function,
	                            &at)) {
		f->missing = N_("That file has no function %s in this release.");
		f->missing_what = f->name;
	} else {
		f->text = source->content.s + at.start;
		f->len = at.end - at.start;
		f->line = at.line;
	}
	return f;
}
