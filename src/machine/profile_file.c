/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A kernel profile that does not ship with the program, but lies in a file of the reader's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "machine/blob.h"
#include "machine/input.h"
#include "machine/profile.h"
#include "machine/source.h"

static bool ends_in(const char *word, const char *end)
{
	size_t len = strlen(word), end_len = strlen(end);

	return len > end_len && strcmp(word + len - end_len, end) == 0;
}

bool profile_is_file(const char *word)
{
	return strchr(word, '/') || ends_in(word, ".dts") || ends_in(word, ".dtb");
}

/* The profile is called like its file, without folder and ending. */
static void name_by_path(struct profile *profile, const char *path)
{
	const char *slash = strrchr(path, '/');
	char name[PROFILE_NAME_MAX];

	snprintf(name, sizeof(name), "%s", slash ? slash + 1 : path);
	if (ends_in(name, ".dts") || ends_in(name, ".dtb"))
		name[strlen(name) - 4] = '\0';
	input_printable(profile->name, sizeof(profile->name), name);
}

bool profile_load(struct profile *profile, const char *path, unsigned char **blob,
                  struct error *err)
{
	unsigned char *fdt;
	size_t len;

	if (!source_load(path, &fdt, &len, err))
		return false;
	if (!blob_check(fdt, len, path, err) || !profile_from_fdt(profile, fdt, path, err)) {
		free(fdt);
		return false;
	}
	name_by_path(profile, path);
	*blob = fdt;
	return true;
}
