/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two texts compared line by line, as `diff -u` shows it.
 *
 * The lines that both have exactly once are the fixed points, as many of them as stand in the
 * same order on both sides; from each the pairs grow to both sides over equal lines.  The
 * lines of /proc/iomem are nearly all of this kind, and the time is that of a sort.
 */
#include <stdlib.h>
#include <string.h>

#include "report/diff.h"
#include "sim/memory.h"

enum { CONTEXT = 3 };

struct line {
	const char *s;
	size_t len;
	bool second;  /* of which text */
	size_t index; /* in its text, from 0 */
};

struct lines {
	struct line *all;
	size_t count, cap;
	size_t *pair; /* the index of its equal in the other text plus 1; 0 for none */
};

static void split(struct lines *to, const char *s, bool second)
{
	while (*s) {
		size_t len = strcspn(s, "\n");

		to->all = xgrow(to->all, &to->cap, to->count + 1, sizeof(*to->all));
		to->all[to->count] = (struct line){ s, len, second, to->count };
		to->count++;
		s += len + (s[len] == '\n');
	}
	to->pair = xmalloc((to->count + 1) * sizeof(*to->pair));
	memset(to->pair, 0, (to->count + 1) * sizeof(*to->pair));
}

static void lines_free(struct lines *lines)
{
	free(lines->all);
	free(lines->pair);
}

static int by_text(const void *x, const void *y)
{
	const struct line *a = x, *b = y;
	int order = memcmp(a->s, b->s, a->len < b->len ? a->len : b->len);

	if (!order && a->len != b->len)
		order = a->len < b->len ? -1 : 1;
	return order ? order : (int)a->second - (int)b->second;
}

static bool same_line(const struct line *a, const struct line *b)
{
	return a->len == b->len && !memcmp(a->s, b->s, a->len);
}

/* Pair the lines that both texts have once, whatever their order. */
static void pair_unique(struct lines *a, struct lines *b)
{
	size_t count = a->count + b->count;
	struct line *sorted = xmalloc((count + 1) * sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		sorted[i] = i < a->count ? a->all[i] : b->all[i - a->count];
	qsort(sorted, count, sizeof(*sorted), by_text);
	for (size_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count && same_line(&sorted[i], &sorted[end]);)
			end++;
		if (end - i == 2 && !sorted[i].second && sorted[i + 1].second)
			a->pair[sorted[i].index] = sorted[i + 1].index + 1;
	}
	free(sorted);
}

/* Of the pairs keep the longest run that goes up on both sides. */
static void keep_in_order(struct lines *a)
{
	size_t *last = xmalloc((a->count + 1) * sizeof(*last)); /* by length: the line it ends in */
	size_t *before = xmalloc((a->count + 1) * sizeof(*before));
	size_t longest = 0, kept = 0, at;

	for (size_t i = 0; i < a->count; i++) {
		size_t low = 0, high = longest;

		if (!a->pair[i])
			continue;
		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (a->pair[last[middle]] < a->pair[i])
				low = middle + 1;
			else
				high = middle;
		}
		before[i] = low ? last[low - 1] : 0;
		last[low] = i;
		longest += low == longest;
	}
	at = longest ? last[longest - 1] : 0;
	for (size_t i = a->count; i-- > 0;) {
		if (kept == longest || i != at) {
			a->pair[i] = 0;
			continue;
		}
		kept++;
		at = before[i];
	}
	free(last);
	free(before);
}

static void pair_lines(struct lines *a, struct lines *b, size_t i, size_t j)
{
	a->pair[i] = j + 1;
	b->pair[j] = i + 1;
}

/* The equal lines next to a pair, and at the beginning and the end of both, are pairs too. */
static void grow_pairs(struct lines *a, struct lines *b)
{
	size_t j;

	for (size_t i = 0; i < a->count; i++)
		if (a->pair[i])
			b->pair[a->pair[i] - 1] = i + 1;
	for (size_t i = 0; i < a->count; i++) {
		j = i ? a->pair[i - 1] : 0;
		if (!a->pair[i] && (!i || j) && j < b->count && !b->pair[j] &&
		    same_line(&a->all[i], &b->all[j]))
			pair_lines(a, b, i, j);
	}
	for (size_t i = a->count; i-- > 0;) {
		j = i + 1 < a->count ? a->pair[i + 1] : b->count + 1;
		if (!a->pair[i] && j > 1 && !b->pair[j - 2] &&
		    same_line(&a->all[i], &b->all[j - 2]))
			pair_lines(a, b, i, j - 2);
	}
}

static void add_line(struct text *out, char mark, const struct line *line)
{
	text_add_char(out, mark);
	text_add_n(out, line->s, line->len);
	text_add_char(out, '\n');
}

static void add_span(struct text *out, char mark, size_t from, size_t count)
{
	/* diff names the line before an empty span */
	text_addf(out, "%c%zu", mark, count ? from + 1 : from);
	if (count != 1)
		text_addf(out, ",%zu", count);
}

/* The line of the outermost level that covers line AT of A, behind the second @@. */
static void add_heading(struct text *out, const struct lines *a, size_t at)
{
	for (size_t i = at < a->count ? at + 1 : a->count; i-- > 0;) {
		if (!a->all[i].len || a->all[i].s[0] == ' ')
			continue;
		if (i < at) {
			text_add_char(out, ' ');
			text_add_n(out, a->all[i].s, a->all[i].len);
		}
		return;
	}
}

/* Lines I to TO of A, and J to UPTO of B (ends exclusive). */
static void add_hunk(struct text *out, const struct lines *a, const struct lines *b, size_t i,
                     size_t to, size_t j, size_t upto)
{
	text_add(out, "@@ ");
	add_span(out, '-', i, to - i);
	text_add_char(out, ' ');
	add_span(out, '+', j, upto - j);
	text_add(out, " @@");
	add_heading(out, a, i);
	text_add_char(out, '\n');
	while (i < to || j < upto) {
		if (i < to && !a->pair[i]) {
			add_line(out, '-', &a->all[i++]);
		} else if (j < upto && !b->pair[j]) {
			add_line(out, '+', &b->all[j++]);
		} else {
			add_line(out, ' ', &a->all[i++]);
			j++;
		}
	}
}

/* How many lines are paired from line I of A on. */
static size_t equal_from(const struct lines *a, const struct lines *b, size_t i, size_t j)
{
	size_t n = 0;

	while (i + n < a->count && j + n < b->count && a->pair[i + n] == j + n + 1)
		n++;
	return n;
}

static bool add_hunks(struct text *out, const struct lines *a, const struct lines *b)
{
	size_t i = 0, j = 0, equal = equal_from(a, b, 0, 0);
	bool differ = false;

	while (i + equal < a->count || j + equal < b->count) {
		size_t before = equal < CONTEXT ? equal : CONTEXT, behind;
		size_t from = i + equal - before, since = j + equal - before;

		i += equal;
		j += equal;
		for (;;) {
			while (i < a->count && !a->pair[i])
				i++;
			while (j < b->count && !b->pair[j])
				j++;
			equal = equal_from(a, b, i, j);
			if (equal > 2 * CONTEXT || (i + equal == a->count && j + equal == b->count))
				break;
			i += equal;
			j += equal;
		}
		behind = equal < CONTEXT ? equal : CONTEXT;
		add_hunk(out, a, b, from, i + behind, since, j + behind);
		differ = true;
	}
	return differ;
}

bool diff_lines(const char *first, const char *second, struct text *out)
{
	struct lines a = { 0 }, b = { 0 };
	bool differ;

	split(&a, first, false);
	split(&b, second, true);
	pair_unique(&a, &b);
	keep_in_order(&a);
	grow_pairs(&a, &b);
	differ = add_hunks(out, &a, &b);
	lines_free(&a);
	lines_free(&b);
	return differ;
}
