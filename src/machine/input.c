/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/input.h"

#include <string.h>

/*
 * Length of the well-formed UTF-8 sequence at S with LEN bytes left; 0 when
 * there is none: a stray byte, a cut or overlong sequence, a surrogate.
 */
static size_t utf8_length(const unsigned char *s, size_t len)
{
	static const struct {
		unsigned char first, last; /* of the first byte */
		unsigned char low, high;   /* of the second byte */
		unsigned char length;
	} rows[] = {
		{ 0x00, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (s[0] < rows[i].first || s[0] > rows[i].last)
			continue;
		if (rows[i].length > len)
			return 0;
		if (rows[i].length > 1 && (s[1] < rows[i].low || s[1] > rows[i].high))
			return 0;
		for (size_t k = 2; k < rows[i].length; k++) {
			if (s[k] < 0x80 || s[k] > 0xbf)
				return 0;
		}
		return rows[i].length;
	}
	return 0;
}

enum input_fault input_check(const char *text, size_t len, size_t *at)
{
	const unsigned char *s = (const unsigned char *)text;
	enum input_fault fault = INPUT_GOOD;
	size_t i = 0;

	while (i < len) {
		size_t n;

		/* nearly every name is plain ASCII, and all names of a blob pass here */
		if (s[i] >= 0x20 && s[i] < 0x7f) {
			i++;
			continue;
		}
		n = utf8_length(s + i, len - i);
		if (n == 0)
			fault = INPUT_NOT_UTF8;
		else if (n == 1 || (n == 2 && s[i] == 0xc2 && s[i + 1] < 0xa0))
			fault = INPUT_CONTROL;
		if (fault != INPUT_GOOD)
			break;
		i += n;
	}
	if (at)
		*at = i;
	return fault;
}

const char *input_printable(char *dst, size_t size, const char *text)
{
	size_t len = strlen(text);
	size_t out = 0;

	for (size_t i = 0; i < len && out + 1 < size;) {
		size_t n = utf8_length((const unsigned char *)text + i, len - i);

		if (n == 0 || input_check(text + i, n, NULL) != INPUT_GOOD) {
			dst[out++] = '?';
			i += n ? n : 1;
			continue;
		}
		if (out + n >= size)
			break;
		memcpy(dst + out, text + i, n);
		out += n;
		i += n;
	}
	dst[out] = '\0';
	return dst;
}

static unsigned digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned)(c - '0');
	if (c >= 'a' && c <= 'f')
		return (unsigned)(c - 'a' + 10);
	if (c >= 'A' && c <= 'F')
		return (unsigned)(c - 'A' + 10);
	return 255;
}

/* How far a suffix shifts; 0 when C is none. */
static unsigned suffix_shift(char c)
{
	static const struct {
		char letters[2];
		unsigned shift;
	} rows[] = { { "kK", 10 }, { "mM", 20 }, { "gG", 30 }, { "tT", 40 } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (c == rows[i].letters[0] || c == rows[i].letters[1])
			return rows[i].shift;
	}
	return 0;
}

/* Read a number at WORD; returns what follows it, NULL when there is none. */
static const char *scan_number(const char *word, uint64_t *value)
{
	unsigned base = 10;
	unsigned shift;
	uint64_t v = 0;

	if (word[0] == '0' && (word[1] == 'x' || word[1] == 'X')) {
		base = 16;
		word += 2;
	}
	if (digit_of(*word) >= base)
		return NULL;
	for (; digit_of(*word) < base; word++) {
		unsigned digit = digit_of(*word);

		if (v > (UINT64_MAX - digit) / base)
			return NULL;
		v = v * base + digit;
	}
	shift = suffix_shift(*word);
	if (shift) {
		if (v > UINT64_MAX >> shift)
			return NULL;
		v <<= shift;
		word++;
	}
	*value = v;
	return word;
}

bool input_number(const char *word, uint64_t *value)
{
	const char *rest = scan_number(word, value);

	return rest && *rest == '\0';
}

bool input_range(const char *word, uint64_t *start, uint64_t *end, const char **rest)
{
	const char *p = scan_number(word, start);

	if (!p || *p != '-')
		return false;
	p = scan_number(p + 1, end);
	if (!p || (*p != '\0' && *p != ','))
		return false;
	*rest = p;
	return *start <= *end;
}
