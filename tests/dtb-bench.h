/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the pane dtb share: rooms that it is drawn in, and its lines. */
#ifndef BOOTWALK_TESTS_DTB_BENCH_H
#define BOOTWALK_TESTS_DTB_BENCH_H

#include <locale.h>

#include "of-bench.h"

#include "view/dtb.h"

static const struct view_room big = { .width = 100, .height = 60, .unicode = true };

static const struct view_room rooms[] = {
	{ .width = 78, .height = 17, .unicode = true },
	{ .width = 47, .height = 12, .unicode = true },
	{ .width = 28, .height = 10, .unicode = true },
	{ .width = 198, .height = 56, .unicode = true },
	{ .width = 20, .height = 3, .unicode = true },
	{ .width = 47, .height = 12, .unicode = false },
	{ .width = 3, .height = 3, .unicode = false },
};
enum { ROOMS = sizeof(rooms) / sizeof(rooms[0]) };

static inline char *line_text(const struct lines *lines, size_t line)
{
	size_t i, end = lines_spans(lines, line, &i);
	struct text t = { 0 };

	for (; i < end; i++)
		text_add_n(&t, lines->text.s + lines->spans[i].start, lines->spans[i].len);
	return t.s ? t.s : strdup("");
}

/* The first line that has TEXT in it; the count of lines when none has. */
static inline size_t find_line(const struct lines *lines, const char *text)
{
	size_t i = 0;

	for (; i < lines->count; i++) {
		char *line = line_text(lines, i);
		bool found = strstr(line, text) != NULL;

		free(line);
		if (found)
			break;
	}
	return i;
}

static inline void shows(const struct lines *lines, const char *text)
{
	if (find_line(lines, text) < lines->count)
		return;
	for (size_t i = 0; i < lines->count; i++) {
		char *line = line_text(lines, i);

		print_error("%s\n", line);
		free(line);
	}
	fail_msg("no line has: %s", text);
}

static inline void check_lines(const struct lines *lines, const struct view_room *room)
{
	assert_true(lines->count > 0);
	assert_true(lines->focus < lines->count);
	for (size_t i = 0; i < lines->count; i++) {
		char *text = line_text(lines, i), *s = text;
		size_t left = strlen(text), n;
		uint32_t c;

		if (view_width(text, left) > room->width)
			fail_msg("wider than %u cells: %s", room->width, text);
		for (; left; s += n, left -= n) {
			n = utf8_next(s, left, &c);
			assert_true(utf8_is_safe(c));
			assert_true(room->unicode || c < 0x80);
		}
		free(text);
	}
}

#endif
