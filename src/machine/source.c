/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files and standard input, and the choice between the kinds of source. */
#include "machine/source.h"

#include <errno.h>
#include <fcntl.h>
#include <libfdt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sim/intl.h"

/* Text beyond this is not searched for the mark of a DTS. */
#define DTS_MARK_WITHIN 65536

const char *source_name(const char *name)
{
	return strcmp(name, "-") == 0 ? _("standard input") : name;
}

/* What an edit of the tree may need: then the blob need not be copied for it. */
#define ROOM_FOR_EDITS 4096

/* Bytes to ask for at first: a regular file says how long it is. */
static size_t first_capacity(int fd, size_t limit)
{
	struct stat st;

	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size >= 0 &&
	    (uint64_t)st.st_size <= limit)
		return (size_t)st.st_size + ROOM_FOR_EDITS;
	return 65536;
}

bool source_read_fd(int fd, size_t limit, const char *name, unsigned char **data, size_t *len,
                    struct error *err)
{
	size_t capacity = first_capacity(fd, limit);
	unsigned char *buffer = malloc(capacity);
	size_t used = 0;

	while (buffer) {
		ssize_t n = read(fd, buffer + used, capacity - used);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			error_set(err, source_name(name), NULL, _("cannot be read: %s"),
			          strerror(errno));
			free(buffer);
			return false;
		}
		if (n == 0) {
			*data = buffer;
			*len = used;
			return true;
		}
		used += (size_t)n;
		if (used > limit) {
			free(buffer);
			return error_set(err, source_name(name), NULL,
			                 _("it is longer than %zu MiB, the most that is read"),
			                 limit >> 20);
		}
		if (used == capacity) {
			unsigned char *larger = realloc(buffer, capacity *= 2);

			if (!larger)
				free(buffer);
			buffer = larger;
		}
	}
	return error_set(err, source_name(name), NULL, _("there is no memory left to read it"));
}

static bool ends_in_dts(const char *name)
{
	size_t len = strlen(name);

	return len > 4 && strcmp(name + len - 4, ".dts") == 0;
}

static bool is_dts(const char *name, const unsigned char *data, size_t len)
{
	static const char mark[] = "/dts-v1/";

	if (len >= 4 && fdt32_ld((const fdt32_t *)(const void *)data) == FDT_MAGIC)
		return false;
	if (ends_in_dts(name))
		return true;
	return memmem(data, len < DTS_MARK_WITHIN ? len : DTS_MARK_WITHIN, mark,
	              sizeof(mark) - 1) != NULL;
}

static bool load_fd(int fd, const char *name, unsigned char **data, size_t *len, struct error *err)
{
	unsigned char *text;
	size_t text_len;
	bool ok;

	if (!source_read_fd(fd, SOURCE_LIMIT, name, &text, &text_len, err))
		return false;
	if (!is_dts(name, text, text_len)) {
		*data = text;
		*len = text_len;
		return true;
	}
	ok = source_compile(name, text, text_len, data, len, err);
	free(text);
	return ok;
}

bool source_load(const char *name, unsigned char **data, size_t *len, struct error *err)
{
	struct stat st;
	bool ok;
	int fd;

	if (strcmp(name, "-") == 0)
		return load_fd(STDIN_FILENO, name, data, len, err);
	fd = open(name, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_set(err, name, NULL, _("cannot be opened: %s"), strerror(errno));
	if (fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		ok = source_folder(name, data, len, err);
	else
		ok = load_fd(fd, name, data, len, err);
	close(fd);
	return ok;
}
