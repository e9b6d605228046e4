/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "machine/input.h"

#include <string.h>

#include "sim/text.h"

enum input_fault input_check(const char *text, size_t len, size_t *at)
{
	enum input_fault fault = INPUT_GOOD;
	size_t i = 0;

	while (i < len) {
		uint32_t c;
		size_t n;

		/* nearly every name is plain ASCII, and all names of a blob pass here */
		if (text[i] >= 0x20 && text[i] < 0x7f) {
			i++;
			continue;
		}
		n = utf8_next(text + i, len - i, &c);
		if (c == UTF8_BROKEN && n == 1)
			fault = INPUT_NOT_UTF8;
		else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
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
		uint32_t c;
		size_t n = utf8_next(text + i, len - i, &c);

		if (!utf8_is_safe(c)) {
			dst[out++] = '?';
			i += n;
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
