/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lang/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "linux/include/io.h"
#include "linux/include/memblock.h"
#include "linux/include/mm.h"
#include "sim/intl.h"

struct bit {
	const char *name;
	uint64_t value;
};

static const struct bit memremap_bits[] = {
	{ "wb", MEMREMAP_WB },   { "wt", MEMREMAP_WT },   { "wc", MEMREMAP_WC },
	{ "enc", MEMREMAP_ENC }, { "dec", MEMREMAP_DEC },
};

static const struct bit memblock_bits[] = {
	{ "none", MEMBLOCK_NONE },
	{ "hotplug", MEMBLOCK_HOTPLUG },
	{ "mirror", MEMBLOCK_MIRROR },
	{ "nomap", MEMBLOCK_NOMAP },
	{ "driver_managed", MEMBLOCK_DRIVER_MANAGED },
};
#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* One word from *S on into *TO; quotes are taken off. */
static bool take_word(const char **s, const char *end, char **to, const char *to_end, bool *quoted)
{
	char quote = 0;

	for (; *s < end && (quote || !is_blank(**s)); (*s)++) {
		char c = **s;

		if (quote && c == quote) {
			quote = 0;
			continue;
		}
		if (!quote && (c == '"' || c == '\'')) {
			quote = c;
			*quoted = true;
			continue;
		}
		if (c == '\\' && quote != '\'' && *s + 1 < end)
			c = *++*s;
		if (*to == to_end)
			return false;
		*(*to)++ = c;
	}
	if (quote || *to == to_end)
		return false;
	*(*to)++ = '\0';
	return true;
}

/* The name of a bookmark: 'a at the end of a line, where it can begin no quoted word. */
static bool is_bookmark(const char *s, const char *end)
{
	return end - s == 2 && s[0] == '\'' && s[1] != '\'';
}

bool words_split(struct words *words, const char *line, size_t len, struct error *err)
{
	const char *s = line, *end = line + len;
	char *to = words->store, *to_end = words->store + sizeof(words->store) - 1;

	words->count = 0;
	for (;;) {
		while (s < end && is_blank(*s))
			s++;
		if (s == end || *s == '#')
			return true;
		if (words->count == WORDS_MAX)
			return error_set(err, NULL, NULL, _("a line has at most %d words"),
			                 WORDS_MAX);
		words->word[words->count] = to;
		words->quoted[words->count] = false;
		words->at[words->count] = (size_t)(s - line);
		if (is_bookmark(s, end) && to + 3 < to_end) {
			*to++ = *s++;
			*to++ = *s++;
			*to++ = '\0';
			words->count++;
			continue;
		}
		if (!take_word(&s, end, &to, to_end, &words->quoted[words->count]))
			return error_set(err, NULL, NULL,
			                 to >= to_end ? _("the line is too long")
			                              : _("a quote is not closed"));
		words->count++;
	}
}

void word_add(struct text *out, const char *word)
{
	if (*word && *word != '#' && !strpbrk(word, " \t\r'\"\\")) {
		text_add(out, word);
		return;
	}
	text_add_char(out, '"');
	for (; *word; word++) {
		if (*word == '"' || *word == '\\')
			text_add_char(out, '\\');
		text_add_char(out, *word);
	}
	text_add_char(out, '"');
}

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 99;
}

/* The number at *S; moves *S behind it. */
static bool take_number(const char **s, uint64_t *value)
{
	static const struct {
		char letter;
		unsigned shift;
	} units[] = { { 'K', 10 }, { 'M', 20 }, { 'G', 30 } };
	unsigned base = 10;
	uint64_t n = 0;
	const char *first;

	if ((*s)[0] == '0' && ((*s)[1] == 'x' || (*s)[1] == 'X')) {
		base = 16;
		*s += 2;
	}
	for (first = *s; (unsigned)digit_value(**s) < base; (*s)++) {
		unsigned digit = (unsigned)digit_value(**s);

		if (n > (UINT64_MAX - digit) / base)
			return false;
		n = n * base + digit;
	}
	if (*s == first)
		return false;
	for (size_t i = 0; i < COUNT(units); i++) {
		if (**s != units[i].letter)
			continue;
		if (n >> (64 - units[i].shift))
			return false;
		n <<= units[i].shift;
		(*s)++;
		break;
	}
	*value = n;
	return true;
}

bool word_number(const char *word, uint64_t *value)
{
	return take_number(&word, value) && !*word;
}

bool word_range(const char *word, uint64_t *start, uint64_t *end)
{
	return take_number(&word, start) && *word++ == '-' && take_number(&word, end) && !*word;
}

static bool find_bit(const struct bit *table, size_t count, const char *word, size_t len,
                     uint64_t *value)
{
	for (size_t i = 0; i < count; i++) {
		if (!strncmp(table[i].name, word, len) && !table[i].name[len]) {
			*value = table[i].value;
			return true;
		}
	}
	return false;
}

static bool find_bits(const struct bit *table, size_t count, const char *word, uint64_t *value)
{
	uint64_t one;

	if (word_number(word, value))
		return true;
	for (*value = 0;; word++) {
		size_t len = strcspn(word, ",");

		if (!find_bit(table, count, word, len, &one))
			return false;
		*value |= one;
		word += len;
		if (!*word)
			return true;
	}
}

bool word_memblock_flags(const char *word, uint64_t *flags)
{
	return find_bits(memblock_bits, COUNT(memblock_bits), word, flags);
}

bool word_memremap_flags(const char *word, uint64_t *flags)
{
	return find_bits(memremap_bits, COUNT(memremap_bits), word, flags);
}

static const struct bit prot_bits[] = {
	{ "none", 0 },
	{ "read", PROT_READ },
	{ "write", PROT_WRITE },
	{ "exec", PROT_EXEC },
	{ "r", PROT_READ },
	{ "w", PROT_WRITE },
	{ "rw", PROT_READ | PROT_WRITE },
	{ "rx", PROT_READ | PROT_EXEC },
	{ "rwx", PROT_READ | PROT_WRITE | PROT_EXEC },
	{ "writecombine", PGPROT_WRITECOMBINE },
	{ "noncached", PGPROT_NONCACHED },
	{ "device", PGPROT_DEVICE },
};

static const struct bit map_bits[] = {
	{ "shared", MAP_SHARED },
	{ "private", MAP_PRIVATE },
};

/* WORD as C has it, PREFIX_ONE|PREFIX_TWO, in the form that is used here: one,two. */
static bool plain_bits(char *out, size_t size, const char *word, const char *prefix)
{
	size_t len = 0;

	for (const char *s = word; *s; s++) {
		if (!strncmp(s, prefix, strlen(prefix)) &&
		    (s == word || s[-1] == '|' || s[-1] == ','))
			s += strlen(prefix);
		if (len + 1 >= size)
			return false;
		if (!*s)
			return false;
		out[len++] = *s == '|' ? ',' : (char)tolower((unsigned char)*s);
	}
	out[len] = '\0';
	return true;
}

bool word_prot(const char *word, uint64_t *prot)
{
	char plain[128];

	return plain_bits(plain, sizeof(plain), word, "PROT_") &&
	       find_bits(prot_bits, COUNT(prot_bits), plain, prot);
}

bool word_map_flags(const char *word, uint64_t *flags)
{
	char plain[128];

	return plain_bits(plain, sizeof(plain), word, "MAP_") &&
	       find_bits(map_bits, COUNT(map_bits), plain, flags);
}

/* Letters to change, add or drop between A and B: the usual table, two rows of it. */
static unsigned distance(const char *a, const char *b)
{
	unsigned row[64], lb = (unsigned)strlen(b);

	if (lb >= COUNT(row))
		return UINT32_MAX;
	for (unsigned j = 0; j <= lb; j++)
		row[j] = j;
	for (unsigned i = 1; *a; a++, i++) {
		unsigned diagonal = row[0];

		row[0] = i;
		for (unsigned j = 1; j <= lb; j++) {
			unsigned above = row[j], best = diagonal + (*a != b[j - 1]);

			if (above + 1 < best)
				best = above + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
			diagonal = above;
		}
	}
	return row[lb];
}

const char *word_nearest(const char *word, const char *(*name_at)(size_t i, const void *arg),
                         const void *arg, size_t count)
{
	unsigned best = (unsigned)strlen(word) / 3 + 2;
	const char *nearest = NULL;

	for (size_t i = 0; i < count; i++) {
		unsigned d = distance(word, name_at(i, arg));

		if (d < best) {
			best = d;
			nearest = name_at(i, arg);
		}
	}
	return nearest;
}
