/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The mapped boards.dtb and the way to it. */
#include "machine/store.h"

#include <errno.h>
#include <fcntl.h>
#include <libfdt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine/program.h"
#include "sim/intl.h"

/* The build passes where `make install` puts the data. */
#ifndef BOOTWALK_PKGDATADIR
#define BOOTWALK_PKGDATADIR "/usr/local/share/bootwalk"
#endif

/* A property lies at a multiple of 4, libfdt wants 8: such a blob is copied once. */
struct copy {
	struct copy *next;
	const void *of;
	_Alignas(8) unsigned char bytes[];
};

struct store {
	void *map;
	size_t len;
	struct copy **copies; /* behind a pointer: finding does not change the store */
};

static int open_first(char *path, size_t size)
{
	static const char *const beside[] = {
		"%s/boards/boards.dtb",               /* the build folder */
		"%s/../boards/boards.dtb",            /* a program in a folder below it */
		"%s/../share/bootwalk/boards.dtb",    /* installed, wherever it was moved to */
		"%s/../../share/bootwalk/boards.dtb", /* the same for bootwalk-full in libexec */
	};
	const char *chosen = getenv("BOOTWALK_DATADIR");
	char folder[PATH_MAX];
	int fd = -1;

	if (chosen && chosen[0]) {
		snprintf(path, size, "%s/boards.dtb", chosen);
		fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	program_folder(folder, sizeof(folder));
	for (size_t i = 0; fd < 0 && folder[0] && i < sizeof(beside) / sizeof(beside[0]); i++) {
		int n = snprintf(path, size, beside[i], folder);

		if (n > 0 && (size_t)n < size)
			fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (fd < 0) {
		snprintf(path, size, "%s/boards.dtb", BOOTWALK_PKGDATADIR);
		fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	return fd;
}

static bool map_file(struct store *s, int fd, const char *path, struct error *err)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || st.st_size < (off_t)sizeof(struct fdt_header))
		return error_set(err, path, NULL,
		                 _("it is not the file of boards: it is too short"));
	s->len = (size_t)st.st_size;
	s->map = mmap(NULL, s->len, PROT_READ, MAP_PRIVATE, fd, 0);
	if (s->map == MAP_FAILED)
		return error_set(err, path, NULL, _("cannot be mapped: %s"), strerror(errno));
	/* libfdt watches the bounds of every access; a whole check would read every page */
	if (fdt_check_header(s->map) != 0 || fdt_totalsize(s->map) > s->len) {
		munmap(s->map, s->len);
		return error_set(err, path, NULL, _("it is not the file of boards: it is damaged"));
	}
	return true;
}

bool store_open(struct store **store, struct error *err)
{
	struct store *s = calloc(1, sizeof(*s));
	char path[PATH_MAX + 64];
	bool ok;
	int fd;

	if (!s || !(s->copies = calloc(1, sizeof(struct copy *)))) {
		free(s);
		return error_set(err, "boards.dtb", NULL, _("there is no memory left for it"));
	}
	fd = open_first(path, sizeof(path));
	if (fd < 0) {
		ok = error_set(err, "boards.dtb", NULL,
		               _("the boards and kernels that ship with the program were not "
		                 "found; set BOOTWALK_DATADIR to their folder"));
	} else {
		ok = map_file(s, fd, path, err);
		close(fd);
	}
	if (!ok) {
		free(s->copies);
		free(s);
		return false;
	}
	*store = s;
	return true;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	while (*store->copies) {
		struct copy *next = (*store->copies)->next;

		free(*store->copies);
		*store->copies = next;
	}
	free(store->copies);
	munmap(store->map, store->len);
	free(store);
}

/* BYTES of the map, or a copy of them that is aligned. */
static const void *aligned(const struct store *store, const void *bytes, size_t len)
{
	struct copy *c;

	if (((uintptr_t)bytes & 7) == 0)
		return bytes;
	for (c = *store->copies; c; c = c->next) {
		if (c->of == bytes)
			return c->bytes;
	}
	c = malloc(sizeof(*c) + len);
	if (!c)
		return NULL;
	memcpy(c->bytes, bytes, len);
	c->of = bytes;
	c->next = *store->copies;
	*store->copies = c;
	return c->bytes;
}

/* A property of the tree FDT that is one string, else NULL. */
static const char *text_of(const void *fdt, int node, const char *name)
{
	int len;
	const char *text = fdt_getprop(fdt, node, name, &len);

	return text && len > 0 && text[len - 1] == '\0' ? text : NULL;
}

static bool fill_entry(const struct store *store, int node, struct store_entry *entry)
{
	int len;
	const void *dtb = fdt_getprop(store->map, node, "dtb", &len);

	if (!dtb || len < (int)sizeof(struct fdt_header))
		return false;
	entry->dtb = aligned(store, dtb, (size_t)len);
	entry->dtb_len = (size_t)len;
	entry->name = fdt_get_name(store->map, node, NULL);
	entry->about = text_of(store->map, node, "about");
	entry->pci = text_of(store->map, node, "pci");
	entry->summary = NULL;
	if (entry->dtb)
		entry->summary =
			text_of(entry->dtb, fdt_path_offset(entry->dtb, "/bootwalk"), "summary");
	return entry->dtb && entry->name;
}

bool store_find(const struct store *store, const char *group, const char *name,
                struct store_entry *entry)
{
	int node = fdt_subnode_offset(store->map, 0, group);

	if (node < 0)
		return false;
	/* fdt_subnode_offset() would take `virt` for `virt@0` */
	node = fdt_subnode_offset(store->map, node, name);
	return node >= 0 && fill_entry(store, node, entry) && strcmp(entry->name, name) == 0;
}

bool store_drivers(const struct store *store, const void **packed, size_t *len)
{
	int node = fdt_subnode_offset(store->map, 0, "drivers"), bytes;

	*packed = node < 0 ? NULL : fdt_getprop(store->map, node, "packed", &bytes);
	if (!*packed || bytes < 0)
		return false;
	*len = (size_t)bytes;
	return true;
}

bool store_at(const struct store *store, const char *group, unsigned n, struct store_entry *entry)
{
	int parent = fdt_subnode_offset(store->map, 0, group);
	const char *last = NULL;
	int found = -1;

	if (parent < 0)
		return false;
	/* the file is in no order: take N + 1 times the next name */
	for (unsigned i = 0; i <= n; i++) {
		const char *best = NULL;
		int node;

		found = -1;
		fdt_for_each_subnode(node, store->map, parent)
		{
			const char *name = fdt_get_name(store->map, node, NULL);

			if (!name || (last && strcmp(name, last) <= 0) ||
			    (best && strcmp(name, best) >= 0))
				continue;
			best = name;
			found = node;
		}
		if (found < 0)
			return false;
		last = best;
	}
	return fill_entry(store, found, entry);
}
