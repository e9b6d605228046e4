/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sim/memory.h"

static char *make_room(struct text *t, size_t more)
{
	if (t->len + more + 1 > t->cap)
		t->s = xgrow(t->s, &t->cap, t->len + more + 1, 1);
	return t->s + t->len;
}

void text_free(struct text *t)
{
	free(t->s);
	*t = (struct text){ 0 };
}

void text_clear(struct text *t)
{
	t->len = 0;
	if (t->s)
		t->s[0] = '\0';
}

const char *text_str(const struct text *t)
{
	return t->s ? t->s : "";
}

void text_add_n(struct text *t, const char *s, size_t n)
{
	memcpy(make_room(t, n), s, n);
	t->len += n;
	t->s[t->len] = '\0';
}

void text_add(struct text *t, const char *s)
{
	text_add_n(t, s, strlen(s));
}

void text_add_char(struct text *t, char c)
{
	text_add_n(t, &c, 1);
}

void text_add_printable(struct text *t, const char *s)
{
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if ((c < 0x20 && c != '\t') || c == 0x7f)
			text_addf(t, "\\x%02x", c);
		else
			text_add_char(t, *s);
	}
}

void text_add_hex(struct text *t, uint64_t value, unsigned width)
{
	char digits[16];
	unsigned n = 0;

	do {
		digits[sizeof(digits) - ++n] = "0123456789abcdef"[value & 15];
		value >>= 4;
	} while (value);
	while (n < width && n < sizeof(digits))
		digits[sizeof(digits) - ++n] = '0';
	text_add_n(t, digits + sizeof(digits) - n, n);
}

void text_addv(struct text *t, const char *fmt, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (n < 0)
		return;
	vsnprintf(make_room(t, (size_t)n), (size_t)n + 1, fmt, args);
	t->len += (size_t)n;
}

void text_addf(struct text *t, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	text_addv(t, fmt, args);
	va_end(args);
}
