/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player/script_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/intl.h"

/* a script of /dev/zero must end too */
#define FILE_LIMIT ((size_t)64 << 20)

/* ~ at its beginning is the reader's home, as in a shell. */
static const char *home_path(const char *path, struct text *whole)
{
	const char *home = getenv("HOME");

	if (path[0] != '~' || path[1] != '/' || !home)
		return path;
	text_addf(whole, "%s%s", home, path + 1);
	return text_str(whole);
}

static bool read_all(FILE *file, const char *path, struct text *out, struct error *err)
{
	if (!text_add_file(out, file, FILE_LIMIT))
		return error_set(err, path, NULL, _("cannot be read: %s"), strerror(errno));
	return out->len <= FILE_LIMIT ||
	       error_set(err, path, NULL, _("it is longer than 64 MiB, the most that is read"));
}

bool script_file_read(const char *path, struct text *out, struct error *err)
{
	FILE *file;
	bool ok;

	if (!*path)
		return error_set(err, NULL, NULL, _("the script's name is empty"));
	if (!strcmp(path, "-"))
		return read_all(stdin, path, out, err);
	file = fopen(path, "r");
	if (!file)
		return error_set(err, path, NULL, _("cannot be opened: %s"), strerror(errno));
	ok = read_all(file, path, out, err);
	fclose(file);
	return ok;
}

bool script_file_load(const char *path, struct text *out, struct error *err)
{
	struct text whole = { 0 };
	const char *name = home_path(path, &whole);
	struct stat st;
	bool ok;

	if (*path && stat(name, &st))
		ok = error_set(err, path, NULL, _("cannot be opened: %s"), strerror(errno));
	else if (*path && !S_ISREG(st.st_mode))
		ok = error_set(err, path, NULL, _("it is no regular file"));
	else
		ok = script_file_read(strcmp(name, "-") ? name : "./-", out, err);
	text_free(&whole);
	return ok;
}

bool script_file_save(const char *path, const struct text *text, bool force, struct error *err)
{
	struct text whole = { 0 };
	int fd = open(home_path(path, &whole),
	              O_WRONLY | O_CREAT | O_CLOEXEC | O_NONBLOCK | (force ? O_TRUNC : O_EXCL),
	              0666);
	int error = fd < 0 ? errno : 0;
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	text_free(&whole);
	if (error == EEXIST)
		return error_set(err, path, NULL, _("it is there already; save -f writes over it"));
	if (error)
		return error_set(err, path, NULL, _("cannot be written: %s"), strerror(error));
	fwrite(text_str(text), 1, text->len, file);
	error = ferror(file) ? errno : 0;
	if (fclose(file) && !error)
		error = errno;
	return !error || error_set(err, path, NULL, _("cannot be written: %s"), strerror(error));
}
