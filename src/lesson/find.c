/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the lessons lie that ship with the program, and which there are. */
#include <dirent.h>
#include <limits.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lang/words.h"
#include "lesson/lesson.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/names.h"
#include "sim/text.h"

/* The build passes where `make install` puts the data. */
#ifndef BOOTWALK_PKGDATADIR
#define BOOTWALK_PKGDATADIR "/usr/local/share/bootwalk"
#endif

/* The names of the lessons' files, in order, and of the paths. */
struct shelf {
	struct text folder; /* the one that holds a folder for each language */
	struct names strings;
	const char **names;
	size_t count, cap;
	size_t lessons; /* the first so many; behind them the paths for a class */
};

static bool is_lesson(const char *name)
{
	size_t len = strlen(name);

	return len > 3 && name[0] >= '0' && name[0] <= '9' && !strcmp(name + len - 3, ".md");
}

/* Lessons begin with a digit, so they come before these. */
static bool is_class_path(const char *name)
{
	return !strncmp(name, "path-", 5) && !strchr(name, '.') && !strchr(name, '~');
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* FOLDER/en as the shelf; false when there is no such folder. */
static bool try_folder(struct shelf *shelf, const char *folder, const char *below)
{
	struct text path = { 0 };
	struct dirent *entry;
	DIR *dir;

	text_clear(&shelf->folder);
	text_addf(&shelf->folder, "%s%s", folder, below);
	text_addf(&path, "%s/en", text_str(&shelf->folder));
	dir = opendir(text_str(&path));
	text_free(&path);
	if (!dir)
		return false;
	while ((entry = readdir(dir))) {
		if (!is_lesson(entry->d_name) && !is_class_path(entry->d_name))
			continue;
		shelf->names =
			xgrow(shelf->names, &shelf->cap, shelf->count + 1, sizeof(*shelf->names));
		shelf->lessons += is_lesson(entry->d_name);
		shelf->names[shelf->count++] = names_intern(&shelf->strings, entry->d_name);
	}
	closedir(dir);
	if (shelf->count)
		qsort(shelf->names, shelf->count, sizeof(*shelf->names), by_name);
	return true;
}

/* The folder of the running program, or "" when it cannot be told. */
static void program_folder(char *folder, size_t size)
{
	ssize_t n = readlink("/proc/self/exe", folder, size - 1);
	char *slash;

	folder[n > 0 ? n : 0] = '\0';
	slash = strrchr(folder, '/');
	if (slash)
		*slash = '\0';
}

static void shelf_open(struct shelf *shelf)
{
	static const char *const beside[] = {
		"/lessons",                   /* the build folder */
		"/../lessons",                /* a program in a folder below it */
		"/../share/bootwalk/lessons", /* installed, wherever it was moved to */
	};
	const char *chosen = getenv("BOOTWALK_DATADIR");
	char folder[PATH_MAX];

	*shelf = (struct shelf){ 0 };
	names_init(&shelf->strings);
	if (chosen && chosen[0] && try_folder(shelf, chosen, "/lessons"))
		return;
	program_folder(folder, sizeof(folder));
	for (size_t i = 0; folder[0] && i < sizeof(beside) / sizeof(beside[0]); i++)
		if (try_folder(shelf, folder, beside[i]))
			return;
	try_folder(shelf, BOOTWALK_PKGDATADIR, "/lessons");
}

static void shelf_close(struct shelf *shelf)
{
	text_free(&shelf->folder);
	names_done(&shelf->strings);
	free(shelf->names);
}

/* The Nth lesson's file: in the reader's language where there is a translation. */
static char *path_of(const struct shelf *shelf, size_t n)
{
	const char *locale = setlocale(LC_MESSAGES, NULL);
	int len = (int)strcspn(locale ? locale : "", "_.@/");
	struct text path = { 0 };

	text_addf(&path, "%s/%.*s/%s", text_str(&shelf->folder), len, locale ? locale : "",
	          shelf->names[n]);
	if (!len || access(text_str(&path), R_OK) != 0) {
		text_clear(&path);
		text_addf(&path, "%s/en/%s", text_str(&shelf->folder), shelf->names[n]);
	}
	return path.s;
}

char *lesson_path(unsigned n)
{
	struct shelf shelf;
	char *path;

	shelf_open(&shelf);
	path = n < shelf.lessons ? path_of(&shelf, n) : NULL;
	shelf_close(&shelf);
	return path;
}

char *lesson_class_path(unsigned n)
{
	struct shelf shelf;
	char *path;

	shelf_open(&shelf);
	path = n < shelf.count - shelf.lessons ? path_of(&shelf, shelf.lessons + n) : NULL;
	shelf_close(&shelf);
	return path;
}

/* The length of FILE without its ending. */
static size_t name_length(const char *file)
{
	return strcspn(file, ".");
}

/* "04-request-standard-resources", its file's name, or the number alone, "04" or "4". */
static bool goes_by(const char *file, const char *name)
{
	size_t len = name_length(file), digits = strspn(file, "0123456789");

	if (!strcmp(file, name) || (strlen(name) == len && !strncmp(file, name, len)))
		return true;
	if (!*name || name[strspn(name, "0123456789")])
		return false;
	while (digits > 1 && *file == '0') {
		file++;
		digits--;
	}
	while (*name == '0' && name[1])
		name++;
	return digits && strlen(name) == digits && !strncmp(file, name, digits);
}

static const char *name_at(size_t i, const void *shelf)
{
	return ((const struct shelf *)shelf)->names[i];
}

char *lesson_find(const char *name, struct error *err)
{
	struct shelf shelf;
	const char *near;
	char *path = NULL;

	if (strchr(name, '/') || access(name, F_OK) == 0)
		return xstrdup(name);
	shelf_open(&shelf);
	for (size_t i = 0; i < shelf.count && !path; i++)
		if (goes_by(shelf.names[i], name))
			path = path_of(&shelf, i);
	near = path ? NULL : word_nearest(name, name_at, &shelf, shelf.count);
	if (!path && !shelf.count)
		error_set(err, name, NULL,
		          _("the lessons that ship with the program were not found; set "
		            "BOOTWALK_DATADIR to the folder that holds lessons/"));
	else if (!path && near)
		error_set(err, name, NULL, _("there is no such lesson; did you mean '%.*s'?"),
		          (int)name_length(near), near);
	else if (!path)
		error_set(err, name, NULL,
		          _("there is no such lesson; 'bootwalk lessons' lists them"));
	shelf_close(&shelf);
	return path;
}
