/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * At 80x24 the longest sentence, name and range of every board can be read: a line that had to
 * be cut has the mark of it and stands for the whole, which the pointer shows.
 */
#include "machine/store.h"
#include "player-bench.h"
#include "support.h"
#include "view/parts.h"

/* The pane beside the calls, at 80x24; and one that nothing is too long for. */
static const struct view_room narrow = { 46, 12, true, { 0, 0 }, 0 };
static const struct view_room wide = { 4000, 12, true, { 0, 0 }, 0 };

/* Bars are pictures of what stands beside them, and rules are lines: neither is text. */
static bool is_drawn(uint32_t c)
{
	return (c >= 0x2500 && c < 0x25a0) || c == 0xb7;
}

/* All that can be read in LINES, without the blanks and the breaks of lines. */
static void read_all(const struct lines *lines, struct text *out)
{
	struct lines whole = { 0 };
	const char *s;
	uint32_t c;

	text_clear(out);
	for (size_t i = 0; i < lines->count; i++)
		lines_add_whole(lines, i, &whole);
	s = text_str(&whole.text);
	for (size_t n, left = whole.text.len; left; s += n, left -= n) {
		n = utf8_next(s, left, &c);
		if (c != ' ' && !is_drawn(c))
			text_add_n(out, s, n);
	}
	lines_free(&whole);
}

/* Where two texts part, with what stands before it. */
static void fail_where_they_part(const struct view *view, const struct player *p, const char *a,
                                 const char *b)
{
	size_t i = 0;

	while (a[i] && a[i] == b[i])
		i++;
	i = i > 60 ? i - 60 : 0;
	fail_msg("%s at step %u has lost some of: %.120s\nit reads: %.120s", view->name, p->at,
	         b + i, a + i);
}

static void check_marks(const struct lines *lines, const struct view *view, const struct player *p)
{
	for (size_t i = 0; i < lines->count; i++) {
		size_t first, end = lines_spans(lines, i, &first);

		if (!lines_was_cut(lines, i))
			continue;
		/* the mark is where it was cut, or the sign that stands for the remark */
		for (; first < end; first++)
			if (lines->spans[first].whole_len && !lines->spans[first].len)
				fail_msg("%s at step %u has a line cut without a mark", view->name,
				         p->at);
	}
}

static void check_view(const struct player *p, const struct view *view)
{
	struct lines cut = { 0 }, all = { 0 };
	struct text a = { 0 }, b = { 0 };

	view->draw(p, &narrow, &cut);
	view->draw(p, &wide, &all);
	check_marks(&cut, view, p);
	read_all(&cut, &a);
	read_all(&all, &b);
	if (strcmp(text_str(&a), text_str(&b)) != 0)
		fail_where_they_part(view, p, text_str(&a), text_str(&b));
	text_free(&a);
	text_free(&b);
	lines_free(&cut);
	lines_free(&all);
}

/* The sentence has half the screen at most, and needs less. */
static void check_sentence(const struct player *p)
{
	struct lines said = { 0 }, wrapped = { 0 };

	view_sentence(p, &said);
	lines_wrap(&said, 0, 78, &wrapped);
	if (wrapped.count > 12)
		fail_msg("the sentence of step %u takes %zu lines", p->at, wrapped.count);
	lines_free(&said);
	lines_free(&wrapped);
}

/*
 * The map says what it is about in the sentence and the tree.  The blob's cells stand in rows, each
 * with an offset of its own, so that their text follows the width; view-dtb-test reads them.
 */
static bool is_picture(const struct view *view)
{
	return !strcmp(view->name, "map") || !strcmp(view->name, "dtb");
}

static void check_board(const char *name)
{
	struct machine *machine = load_board(name);
	struct player *p = new_player(machine);

	for (size_t i = 0; i < p->stop_count; i += test_stride()) {
		player_go(p, p->stops[i]);
		for (size_t v = 0; v < view_count; v++)
			if (!is_picture(&views[v]))
				check_view(p, &views[v]);
	}
	for (uint32_t i = 0; i < player_sim(p)->step_count; i += test_stride()) {
		player_go(p, i);
		check_sentence(p);
	}
	player_free(p);
	machine_free(machine);
}

static void all_boards(void **state)
{
	struct store_entry entry;
	struct store *store;
	struct error err;
	unsigned n;

	(void)state;
	if (!store_open(&store, &err))
		fail_msg("%s", err.reason);
	for (n = 0; store_at(store, "boards", n, &entry); n++)
		check_board(entry.name);
	assert_true(n > 2);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_boards),
	};

	return cmocka_run_group_tests(tests, learn_words, NULL);
}
