/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * lib/cmdline.c: how the kernel reads its command line.  Nothing of this is a
 * decision about memory, so nothing of it makes a step.
 */
#include "linux/lib/cmdline.h"

#include <string.h>

/* The value of C as a digit of BASE, or -1. */
static int digit_of(char c, unsigned base)
{
	static const char digits[] = "0123456789abcdef";
	const char *at;

	if (c >= 'A' && c <= 'F')
		c = (char)(c - 'A' + 'a');
	at = c ? strchr(digits, c) : NULL;
	return at && at - digits < (int)base ? (int)(at - digits) : -1;
}

uint64_t simple_strtoull(const char *p, const char **end)
{
	unsigned base = 10;
	uint64_t value = 0;

	if (p[0] == '0') {
		base = 8;
		if ((p[1] == 'x' || p[1] == 'X') && digit_of(p[2], 16) >= 0) {
			base = 16;
			p += 2;
		}
	}
	for (; digit_of(*p, base) >= 0; p++)
		value = value * base + (uint64_t)digit_of(*p, base);
	if (end)
		*end = p;
	return value;
}

uint64_t memparse(const char *p, const char **end)
{
	static const char suffixes[] = "KMGTPE";
	const char *behind, *at;
	uint64_t value = simple_strtoull(p, &behind);
	char c = *behind;

	if (c >= 'a' && c <= 'z')
		c = (char)(c - 'a' + 'A');
	at = c ? strchr(suffixes, c) : NULL;
	if (at) {
		value <<= 10 * (at - suffixes + 1);
		behind++;
	}
	if (end)
		*end = behind;
	return value;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == '\xa0';
}

static char *skip_spaces(char *s)
{
	while (is_space(*s))
		s++;
	return s;
}

bool next_arg(char **args, char **param, char **value)
{
	char *s = skip_spaces(*args), *equals = NULL, *end;
	bool quoted = *s == '"', in_quote = quoted;

	*args = s;
	if (!*s)
		return false;
	if (quoted)
		s++;
	for (end = s; *end && (in_quote || !is_space(*end)); end++) {
		if (*end == '=' && !equals && end != s)
			equals = end;
		if (*end == '"')
			in_quote = !in_quote;
	}
	*args = *end ? end + 1 : end;
	*end = '\0';
	*param = s;
	*value = NULL;
	if (equals) {
		*equals = '\0';
		*value = equals + 1;
		if (**value == '"') {
			++*value;
			if (end > *value && end[-1] == '"')
				end[-1] = '\0';
		}
	}
	if (quoted && end > s && end[-1] == '"')
		end[-1] = '\0';
	return *value || strcmp(*param, "--") != 0;
}

bool parameq(const char *a, const char *b)
{
	for (;; a++, b++) {
		char x = *a == '-' ? '_' : *a, y = *b == '-' ? '_' : *b;

		if (x != y)
			return false;
		if (!x)
			return true;
	}
}
