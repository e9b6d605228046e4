/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options that name a file, a folder, a word or a node: is it there? */
#include <errno.h>
#include <libfdt.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine/input.h"
#include "machine/loading.h"
#include "sim/intl.h"

static bool check_path(const char *option, const char *path, bool folder, struct error *err)
{
	char shown[256];
	struct stat st;

	input_printable(shown, sizeof(shown), path);
	if (stat(path, &st) != 0 || access(path, R_OK) != 0)
		return error_set(err, option, NULL, _("'%s' cannot be read: %s"), shown,
		                 strerror(errno));
	if (folder && !S_ISDIR(st.st_mode))
		return error_set(err, option, NULL, _("'%s' is not a folder"), shown);
	if (!folder && S_ISDIR(st.st_mode))
		return error_set(err, option, NULL, _("'%s' is a folder, not a file"), shown);
	return true;
}

static bool check_bind(const char *word, struct error *err)
{
	static const char *const words[] = { "known", "builtin", "all", "none" };
	char shown[64];

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(word, words[i]) == 0)
			return true;
	}
	return error_set(err, "--bind", NULL, _("'%s' is none of known, builtin, all and none"),
	                 input_printable(shown, sizeof(shown), word));
}

int loading_node(const void *fdt, const char *word)
{
	int offset = word[0] ? fdt_path_offset(fdt, word) : -FDT_ERR_NOTFOUND;

	if (offset >= 0 || word[0] == '/' || word[0] == '\0')
		return offset;
	offset = 0;
	while ((offset = fdt_next_node(fdt, offset, NULL)) >= 0) {
		const char *name = fdt_get_name(fdt, offset, NULL);

		if (name && strcmp(name, word) == 0)
			return offset;
	}
	return offset;
}

bool loading_check_options(struct loading *l)
{
	const struct machine_options *o = &l->opts;
	char shown[128];

	if (o->pci && !check_path("--pci", o->pci, false, l->err))
		return false;
	if (o->inject && !check_path("--inject", o->inject, false, l->err))
		return false;
	for (unsigned i = 0; i < o->driver_count; i++) {
		if (!check_path("--drivers", o->drivers[i], true, l->err))
			return false;
	}
	if (o->bind && !check_bind(o->bind, l->err))
		return false;
	for (unsigned i = 0; i < o->absent_count; i++) {
		if (loading_node(l->tree.fdt, o->absent[i]) < 0)
			return error_set(l->err, "--absent", NULL, _("the tree has no node '%s'"),
			                 input_printable(shown, sizeof(shown), o->absent[i]));
	}
	return true;
}
