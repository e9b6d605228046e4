/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/memory.h"

const char *test_data(void)
{
	const char *path = getenv("BOOTWALK_TESTDATA");

	if (!path) {
		fprintf(stderr, "BOOTWALK_TESTDATA must name the folder of the test data\n");
		exit(1);
	}
	return path;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool ends_in(const char *name, const char *suffix)
{
	size_t len = strlen(name), n = strlen(suffix);

	return name[0] != '.' && len >= n && !strcmp(name + len - n, suffix);
}

unsigned test_stride(void)
{
	const char *brief = getenv("BOOTWALK_BRIEF");
	unsigned long stride = brief ? strtoul(brief, NULL, 10) : 1;

	return stride ? (unsigned)stride : 1;
}

size_t test_each(const char *folder, const char *suffix, void (*each)(const char *path, void *arg),
                 void *arg)
{
	struct text path = { 0 };
	char **names = NULL;
	size_t count = 0, cap = 0;
	struct dirent *entry;
	DIR *dir;

	text_addf(&path, "%s/%s", test_data(), folder);
	dir = opendir(text_str(&path));
	while (dir && (entry = readdir(dir))) {
		if (!ends_in(entry->d_name, suffix))
			continue;
		names = xgrow(names, &cap, count + 1, sizeof(*names));
		names[count++] = xstrdup(entry->d_name);
	}
	if (dir)
		closedir(dir);
	if (count)
		qsort(names, count, sizeof(*names), by_name);
	for (size_t i = 0; i < count; i++) {
		text_clear(&path);
		text_addf(&path, "%s/%s/%s", test_data(), folder, names[i]);
		if (i % test_stride() == 0)
			each(text_str(&path), arg);
		free(names[i]);
	}
	free(names);
	text_free(&path);
	return count;
}

bool test_read(const char *path, struct text *out)
{
	FILE *f = fopen(path, "rb");
	char part[65536];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		text_add_n(out, part, n);
	fclose(f);
	return true;
}

/* The value of `key = value` in a case.txt; false when the key is not there. */
static bool case_key(const struct text *text, const char *key, char *value, size_t size)
{
	size_t len = strlen(key);

	for (const char *line = text_str(text); *line; line += strcspn(line, "\n")) {
		line += *line == '\n';
		if (strncmp(line, key, len) || strncmp(line + len, " = ", 3))
			continue;
		snprintf(value, size, "%.*s", (int)strcspn(line + len + 3, "\n"), line + len + 3);
		return true;
	}
	return false;
}

struct machine *test_case_machine(const char *folder, const char *kernel, const char *bind)
{
	struct text text = { 0 }, path = { 0 }, pci = { 0 };
	struct machine_options opts = { .kernel = kernel, .bind = bind };
	char kernel_base[32], fdt_base[32], fdt_size[32];
	struct machine *machine = NULL;
	struct error err;

	text_addf(&path, "%s/case.txt", folder);
	if (!test_read(text_str(&path), &text)) {
		text_free(&path);
		return NULL;
	}
	if (case_key(&text, "kernel_base", kernel_base, sizeof(kernel_base)))
		opts.kernel_base = kernel_base;
	if (case_key(&text, "fdt_base", fdt_base, sizeof(fdt_base)))
		opts.fdt_base = fdt_base;
	if (case_key(&text, "fdt_size", fdt_size, sizeof(fdt_size)))
		opts.fdt_size = fdt_size;
	text_addf(&pci, "%s/pci", folder);
	text_clear(&path);
	if (test_read(text_str(&pci), &path))
		opts.pci = text_str(&pci);
	text_clear(&path);
	text_addf(&path, "%s/fdt.dtb", folder);
	if (!machine_load(&machine, text_str(&path), &opts, &err))
		fprintf(stderr, "%s: %s\n", text_str(&path), err.reason);
	text_free(&pci);
	text_free(&path);
	text_free(&text);
	return machine;
}
