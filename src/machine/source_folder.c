/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A folder in the form of /proc/device-tree (or a copy of it): a folder is a
 * node, a file is a property with its bytes.  The order that the blob had is
 * lost there, so names are sorted: the same folder gives the same blob.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libfdt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine/blob.h"
#include "machine/input.h"
#include "machine/source.h"
#include "sim/intl.h"

struct builder {
	const char *path; /* of the folder, for errors */
	unsigned char *fdt;
	size_t capacity;
	struct error *err;
	char where[1024]; /* the path of the node or property in hand */
};

static bool fail(struct builder *b, const char *reason)
{
	char where[sizeof(b->where)];

	return error_set(b->err, b->path, input_printable(where, sizeof(where), b->where), "%s",
	                 reason);
}

static bool fail_errno(struct builder *b)
{
	return fail(b, strerror(errno));
}

/* Double the buffer.  What libfdt has written so far is kept. */
static bool grow(struct builder *b)
{
	size_t capacity = b->capacity * 2;
	unsigned char *larger;

	if (capacity > SOURCE_LIMIT)
		return fail(b, _("the tree is longer than 64 MiB, the most that is read"));
	larger = malloc(capacity);
	if (!larger)
		return fail(b, _("there is no memory left to read it"));
	if (fdt_resize(b->fdt, larger, (int)capacity) != 0) {
		free(larger);
		return fail(b, _("the tree cannot be made into a blob"));
	}
	free(b->fdt);
	b->fdt = larger;
	b->capacity = capacity;
	return true;
}

static bool add_property(struct builder *b, const char *name, const unsigned char *data, size_t len)
{
	int r;

	while ((r = fdt_property(b->fdt, name, data, (int)len)) == -FDT_ERR_NOSPACE) {
		if (!grow(b))
			return false;
	}
	return r == 0 || fail(b, _("the property cannot be put into a blob"));
}

static bool begin_node(struct builder *b, const char *name)
{
	int r;

	while ((r = fdt_begin_node(b->fdt, name)) == -FDT_ERR_NOSPACE) {
		if (!grow(b))
			return false;
	}
	return r == 0 || fail(b, _("the node cannot be put into a blob"));
}

static bool end_node(struct builder *b)
{
	int r;

	while ((r = fdt_end_node(b->fdt)) == -FDT_ERR_NOSPACE) {
		if (!grow(b))
			return false;
	}
	return r == 0 || fail(b, _("the node cannot be put into a blob"));
}

/* A folder's names in the order of their bytes. */
struct names {
	char **list;
	size_t count;
};

static void names_free(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i]);
	free(names->list);
}

static int by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool names_read(DIR *folder, struct names *names)
{
	struct dirent *entry;
	size_t capacity = 0;

	while ((entry = readdir(folder))) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (names->count == capacity) {
			size_t more = capacity ? capacity * 2 : 64;
			char **list = realloc(names->list, more * sizeof(*list));

			if (!list)
				return false;
			names->list = list;
			capacity = more;
		}
		names->list[names->count] = strdup(entry->d_name);
		if (!names->list[names->count])
			return false;
		names->count++;
	}
	if (names->count)
		qsort(names->list, names->count, sizeof(*names->list), by_bytes);
	return true;
}

/* Open NAME in the folder FD; never through a link, never waiting for a pipe's other end. */
static int open_entry(struct builder *b, int fd, const char *name, struct stat *st)
{
	int entry = openat(fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (entry < 0) {
		if (errno == ELOOP)
			fail(b, _("it is a symbolic link, and links are not followed"));
		else
			fail_errno(b);
		return -1;
	}
	if (fstat(entry, st) == 0 && (S_ISDIR(st->st_mode) || S_ISREG(st->st_mode)))
		return entry;
	fail(b, _("it is neither a file nor a folder"));
	close(entry);
	return -1;
}

static bool add_file(struct builder *b, int fd, const char *name)
{
	unsigned char *data;
	size_t len;
	bool ok;

	/* the kernel shows each node's name as a property; a blob has none */
	if (strcmp(name, "name") == 0)
		return true;
	if (!source_read_fd(fd, SOURCE_LIMIT / 2, b->where, &data, &len, b->err)) {
		char reason[sizeof(b->err->reason)];

		memcpy(reason, b->err->reason, sizeof(reason));
		return fail(b, reason);
	}
	ok = add_property(b, name, data, len);
	free(data);
	return ok;
}

static bool add_folder(struct builder *b, int fd, unsigned depth);

/* One pass over NAMES: first the files, then the folders, as a blob has them. */
static bool add_entries(struct builder *b, int fd, const struct names *names, unsigned depth,
                        bool folders)
{
	size_t base = strlen(b->where);

	for (size_t i = 0; i < names->count; i++) {
		const char *name = names->list[i];
		bool ok = true;
		struct stat st;
		int entry;

		snprintf(b->where + base, sizeof(b->where) - base, "%s%s", base > 1 ? "/" : "",
		         name);
		if (input_check(name, strlen(name), NULL) != INPUT_GOOD)
			return fail(b, _("the name holds bytes that cannot be shown"));
		entry = open_entry(b, fd, name, &st);
		if (entry < 0)
			return false;
		if (S_ISDIR(st.st_mode) && folders)
			ok = begin_node(b, name) && add_folder(b, entry, depth + 1);
		else if (!S_ISDIR(st.st_mode) && !folders)
			ok = add_file(b, entry, name);
		close(entry);
		b->where[base] = '\0';
		if (!ok)
			return false;
	}
	return true;
}

/* Add what the folder FD holds to the node that was begun, and end the node. */
static bool add_folder(struct builder *b, int fd, unsigned depth)
{
	struct names names = { NULL, 0 };
	DIR *folder;
	bool ok;
	int own;

	if (depth > BLOB_DEPTH_MAX)
		return fail(b, _("the tree is deeper than 64 levels"));
	own = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	folder = own < 0 ? NULL : fdopendir(own);
	if (!folder) {
		fail_errno(b);
		if (own >= 0)
			close(own);
		return false;
	}
	if (!names_read(folder, &names))
		ok = fail(b, _("there is no memory left to read it"));
	else
		ok = add_entries(b, fd, &names, depth, false) &&
		     add_entries(b, fd, &names, depth, true) && end_node(b);
	names_free(&names);
	closedir(folder);
	return ok;
}

bool source_folder(const char *path, unsigned char **data, size_t *len, struct error *err)
{
	struct builder b = { .path = path, .capacity = 1u << 17, .err = err, .where = "/" };
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok;

	if (fd < 0)
		return error_set(err, path, NULL, _("cannot be opened: %s"), strerror(errno));
	b.fdt = malloc(b.capacity);
	if (!b.fdt) {
		close(fd);
		return error_set(err, path, NULL, _("there is no memory left to read it"));
	}
	fdt_create(b.fdt, (int)b.capacity);
	fdt_finish_reservemap(b.fdt);
	ok = begin_node(&b, "") && add_folder(&b, fd, 1);
	close(fd);
	while (ok && fdt_finish(b.fdt) != 0)
		ok = grow(&b);
	if (!ok) {
		free(b.fdt);
		return false;
	}
	*data = b.fdt;
	*len = fdt_totalsize(b.fdt);
	return true;
}
