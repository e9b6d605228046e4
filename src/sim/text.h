/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A string that grows.  Owned by whoever declares it: `struct text t = { 0 };`
 * ... text_free(&t).  t.s is NULL until something was added, then always
 * NUL-terminated.
 */
#ifndef BOOTWALK_SIM_TEXT_H
#define BOOTWALK_SIM_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct text {
	char *s;
	size_t len; /* bytes, without the NUL */
	size_t cap;
};

void text_free(struct text *t);
/* Make it empty but keep its room. */
void text_clear(struct text *t);
/* The string, "" when nothing was added yet. */
const char *text_str(const struct text *t);

void text_add(struct text *t, const char *s);
void text_add_n(struct text *t, const char *s, size_t n);
void text_add_char(struct text *t, char c);
/* The character C in UTF-8. */
void text_add_utf8(struct text *t, uint32_t c);
/* S as /dev/kmsg shows it: what is not safe to show is written out, \x1b, and a tab stays. */
void text_add_printable(struct text *t, const char *s);
/* VALUE in lower-case hex, at least WIDTH digits. */
void text_add_hex(struct text *t, uint64_t value, unsigned width);
/* `0a000000-0affffff`, as /proc/iomem writes it. */
void text_add_range(struct text *t, uint64_t first, uint64_t last);
void text_addf(struct text *t, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void text_addv(struct text *t, const char *fmt, va_list args) __attribute__((format(printf, 2, 0)));

#define UTF8_BROKEN 0xfffdu
/*
 * The character at S (LEN bytes, at least one) in *C, UTF8_BROKEN for broken UTF-8.
 * Returns the bytes it takes, at least 1.
 */
size_t utf8_next(const char *s, size_t len, uint32_t *c);
/* False for what a terminal might act on, or what turns the direction of a line. */
bool utf8_is_safe(uint32_t c);

/*
 * Cells of a terminal, by the locale's own table.  What is not safe is shown as one sign,
 * so it takes one.
 */
unsigned utf8_width(uint32_t c);
unsigned text_width(const char *s, size_t len);
/* Bytes of the LEN at S that fit into WIDTH cells; signs without a cell stay with theirs. */
size_t text_fitting(const char *s, size_t len, unsigned width);
/*
 * Add what FILE still has; once T is longer than MOST, the rest stays unread.  False, with errno,
 * when it cannot be read.
 */
bool text_add_file(struct text *t, FILE *file, size_t most);
/* S, and blanks until it takes WIDTH cells. */
void text_add_padded(struct text *t, const char *s, unsigned width);

#endif
