/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim/text.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

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

bool text_add_file(struct text *t, FILE *file, size_t most)
{
	char part[16384];
	size_t n;

	while (t->len <= most && (n = fread(part, 1, sizeof(part), file)) > 0)
		text_add_n(t, part, n);
	return !ferror(file);
}

void text_add_char(struct text *t, char c)
{
	text_add_n(t, &c, 1);
}

/* Bytes that follow a first byte, and the least character that may be written so. */
static const struct {
	unsigned char mask, value, more;
	uint32_t least;
} leads[] = {
	{ 0x80, 0x00, 0, 0 },
	{ 0xe0, 0xc0, 1, 0x80 },
	{ 0xf0, 0xe0, 2, 0x800 },
	{ 0xf8, 0xf0, 3, 0x10000 },
};

void text_add_utf8(struct text *t, uint32_t c)
{
	static const unsigned char first[] = { 0, 0, 0xc0, 0xe0, 0xf0 };
	size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	char bytes[4];

	for (size_t i = n; i-- > 1; c >>= 6)
		bytes[i] = (char)(0x80 | (c & 0x3f));
	bytes[0] = (char)(first[n] | c);
	text_add_n(t, bytes, n);
}

size_t utf8_next(const char *s, size_t len, uint32_t *c)
{
	const unsigned char *u = (const unsigned char *)s;

	if (u[0] < 0x80) {
		*c = u[0];
		return 1;
	}
	*c = UTF8_BROKEN;
	for (size_t i = 0; i < sizeof(leads) / sizeof(leads[0]); i++) {
		uint32_t value = (uint32_t)(u[0] & ~leads[i].mask & 0xff);

		if ((u[0] & leads[i].mask) != leads[i].value)
			continue;
		if (len <= leads[i].more)
			return 1;
		for (unsigned n = 1; n <= leads[i].more; n++) {
			if ((u[n] & 0xc0) != 0x80)
				return 1;
			value = value << 6 | (u[n] & 0x3f);
		}
		if (value < leads[i].least || value > 0x10ffff || (value >> 11) == 0x1b)
			return 1;
		*c = value;
		return leads[i].more + 1u;
	}
	return 1;
}

bool utf8_is_safe(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} unsafe[] = {
		{ 0, 0x1f },        { 0x7f, 0x9f },     { 0xad, 0xad },        { 0x61c, 0x61c },
		{ 0x200b, 0x200f }, { 0x2028, 0x202e }, { 0x2060, 0x206f },    { 0xfeff, 0xfeff },
		{ 0xfff9, 0xfffd }, { 0xe000, 0xf8ff }, { 0xe0000, 0x10ffff },
	};

	for (size_t i = 0; i < sizeof(unsafe) / sizeof(unsafe[0]); i++)
		if (c >= unsafe[i].first && c <= unsafe[i].last)
			return false;
	return true;
}

unsigned utf8_width(uint32_t c)
{
	int width;

	/* box drawing and blocks have one cell, and there are many of them */
	if (c < 0x7f || (c >= 0x2500 && c < 0x25a0) || !utf8_is_safe(c))
		return 1;
	width = wcwidth((wchar_t)c);
	return width < 0 ? 1 : (unsigned)width;
}

unsigned text_width(const char *s, size_t len)
{
	unsigned width = 0;
	uint32_t c;

	for (size_t n; len; s += n, len -= n) {
		n = 1;
		c = (unsigned char)*s;
		if (c >= 0x7f)
			n = utf8_next(s, len, &c);
		width += c < 0x7f ? 1 : utf8_width(c);
	}
	return width;
}

size_t text_fitting(const char *s, size_t len, unsigned width)
{
	size_t at = 0;
	uint32_t c;

	while (at < len) {
		size_t n = utf8_next(s + at, len - at, &c);

		if (utf8_width(c) > width)
			break;
		width -= utf8_width(c);
		at += n;
	}
	return at;
}

void text_add_padded(struct text *t, const char *s, unsigned width)
{
	text_add(t, s);
	for (unsigned used = text_width(s, strlen(s)); used < width; used++)
		text_add_char(t, ' ');
}

void text_add_printable(struct text *t, const char *s)
{
	size_t left = strlen(s);
	uint32_t c;

	while (left) {
		size_t plain = 0, n;

		while (plain < left && s[plain] >= 0x20 && s[plain] < 0x7f)
			plain++;
		text_add_n(t, s, plain);
		s += plain;
		left -= plain;
		if (!left)
			break;
		n = utf8_next(s, left, &c);
		if (c == '\t' || utf8_is_safe(c))
			text_add_n(t, s, n);
		else
			for (size_t i = 0; i < n; i++)
				text_addf(t, "\\x%02x", (unsigned char)s[i]);
		s += n;
		left -= n;
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

void text_add_range(struct text *t, uint64_t first, uint64_t last)
{
	text_add_hex(t, first, 8);
	text_add_char(t, '-');
	text_add_hex(t, last, 8);
}

/* Most of what is printed is not longer, so once is enough. */
#define LIKELY_LEN 63

void text_addv(struct text *t, const char *fmt, va_list args)
{
	va_list again;
	int n;

	va_copy(again, args);
	n = vsnprintf(make_room(t, LIKELY_LEN), LIKELY_LEN + 1, fmt, again);
	va_end(again);
	if (n < 0) {
		t->s[t->len] = '\0';
		return;
	}
	if (n > LIKELY_LEN)
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
