/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tui/file_names.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <readline/tilde.h>

#include "sim/memory.h"

/* The names in a folder that go on like what was typed. */
struct names_found {
	char **names; /* a folder's ends in a slash */
	size_t count, cap;
};

void file_name_expand(const char *typed, struct text *path)
{
	size_t len;
	char *expanded;

	typed += strspn(typed, " \t");
	expanded = tilde_expand(typed);
	len = strlen(expanded);
	while (len && (expanded[len - 1] == ' ' || expanded[len - 1] == '\t'))
		len--;
	text_clear(path);
	text_add_n(path, expanded, len);
	free(expanded);
}

static bool ends_in(const char *name, const char *ending)
{
	size_t len = strlen(name), n = strlen(ending);

	return len > n && !strcmp(name + len - n, ending);
}

/* Or a link that leads to one. */
static bool is_folder(const char *folder, const struct dirent *entry)
{
	struct text path = { 0 };
	struct stat st;
	bool is;

	if (entry->d_type != DT_LNK && entry->d_type != DT_UNKNOWN)
		return entry->d_type == DT_DIR;
	text_addf(&path, "%s/%s", folder, entry->d_name);
	is = stat(path.s, &st) == 0 && S_ISDIR(st.st_mode);
	text_free(&path);
	return is;
}

/* Names that begin with a dot only where a dot was typed, and those of folders themselves never. */
static bool fits(const char *name, const char *prefix)
{
	if (!strcmp(name, ".") || !strcmp(name, ".."))
		return !strcmp(name, "..") && !strcmp(prefix, "..");
	return (name[0] != '.' || prefix[0] == '.') && !strncmp(name, prefix, strlen(prefix));
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* ANY: whatever its name ends in. */
static void look(const char *folder, const char *prefix, bool any, struct names_found *found)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;
		struct text t = { 0 };
		bool below;

		if (!fits(name, prefix))
			continue;
		below = is_folder(folder, entry);
		if (!below && !any && !ends_in(name, ".dtb") && !ends_in(name, ".dts"))
			continue;
		text_addf(&t, "%s%s", name, below ? "/" : "");
		found->names =
			xgrow(found->names, &found->cap, found->count + 1, sizeof(*found->names));
		found->names[found->count++] = t.s;
	}
	if (dir)
		closedir(dir);
	if (found->count)
		qsort(found->names, found->count, sizeof(*found->names), by_name);
}

/* Bytes that all of them begin with, whole characters. */
static size_t in_common(const struct names_found *found)
{
	const char *first = found->names[0], *last = found->names[found->count - 1];
	size_t n = 0;

	/* they are sorted: what these two have in common all have */
	while (first[n] && first[n] == last[n])
		n++;
	while (n && ((unsigned char)first[n] & 0xc0) == 0x80)
		n--;
	return n;
}

bool file_name_complete(struct text *typed, struct text *matches)
{
	struct text folder = { 0 };
	struct names_found found = { 0 };
	const char *slash = strrchr(text_str(typed), '/'), *prefix;
	bool some;

	text_clear(matches);
	if (!slash && text_str(typed)[0] == '~') {
		text_add(typed, "/");
		slash = typed->s + typed->len - 1;
	}
	prefix = slash ? slash + 1 : text_str(typed);
	if (slash) {
		struct text part = { 0 };

		text_add_n(&part, typed->s, (size_t)(prefix - typed->s));
		file_name_expand(part.s, &folder);
		text_free(&part);
	}
	look(slash ? folder.s : ".", prefix, false, &found);
	if (!found.count)
		look(slash ? folder.s : ".", prefix, true, &found);
	some = found.count != 0;
	if (some) {
		size_t had = strlen(prefix), all = in_common(&found);
		size_t common = all > had ? all : had;

		text_add_n(typed, found.names[0] + had, common - had);
		for (size_t i = 0; found.count > 1 && i < found.count; i++)
			text_addf(matches, "%s\n", found.names[i]);
	}
	for (size_t i = 0; i < found.count; i++)
		free(found.names[i]);
	free(found.names);
	text_free(&folder);
	return some;
}
