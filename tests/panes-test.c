/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panes: the map looked at closely, lines kept for the next key, and where lines break. */
#include "player-bench.h"
#include "tui/drawn.h"
#include "view/parts.h"

/* The widest line of the map at ZOOM. */
static unsigned map_width(const struct player *p, unsigned zoom)
{
	const struct view_room room = { 78, 20, true, { 0, 0 }, zoom };
	struct lines lines = { 0 }, line = { 0 };
	unsigned width = 0;

	view_map(p, &room, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		lines_clear(&line);
		lines_add_line(&line, &lines, i);
		width = lines_width(&line) > width ? lines_width(&line) : width;
	}
	lines_free(&lines);
	lines_free(&line);
	return width;
}

/* Each label stands for an end of its bar; the window may end where addresses have a digit more. */
static void the_map_fits_however_close(void **state)
{
	struct player *p = play(NULL, "memblock_add 0xf0000000 256M\n"
	                              "request_resource iomem 0xfffff000-0xffffffff vectors\n");

	(void)state;
	for (uint32_t i = 0; i < player_sim(p)->step_count; i++) {
		player_go(p, i);
		for (unsigned zoom = 0; zoom <= 26; zoom++)
			assert_true(map_width(p, zoom) <= 78);
	}
	player_free(p);
}

static bool same(const struct lines *a, const struct lines *b)
{
	return a->count == b->count && a->text.len == b->text.len &&
	       !memcmp(text_str(&a->text), text_str(&b->text), a->text.len);
}

/* Are the lines that D keeps of VIEW those that it would draw now? */
static bool is_true(struct drawn *d, const struct view *view, const struct player *p)
{
	static const struct view_room room = { 78, 20, true, { 0, 0 }, 0 };
	struct lines kept = { 0 }, now = { 0 };
	bool is;

	drawn_lines(d, view, p, &room, &kept);
	view->draw(p, &room, &now);
	is = same(&kept, &now);
	lines_free(&kept);
	lines_free(&now);
	return is;
}

/* What moves the reader, or opens a question, need not be a key: a search does both. */
static void kept_lines_are_those_of_the_place(void **state)
{
	struct player *p = play(NULL, "request_resource iomem 0x1000-0x1fff a\n"
	                              "request_resource iomem 0x3000-0x3fff b\n"
	                              "request_resource iomem 0x5000-0x5fff c\n"
	                              "request_resource iomem 0x7000-0x7fff d\n");
	unsigned walks = 0;

	(void)state;
	for (size_t v = 0; v < view_count; v++) {
		struct drawn d = { 0 };

		for (uint32_t i = 0; i < player_sim(p)->step_count; i++) {
			player_go(p, i);
			walks += player_unfolds(p) > 1;
			for (; p->sub < player_unfolds(p); p->sub++)
				assert_true(is_true(&d, &views[v], p));
			p->sub = 0;
			p->veiled = true;
			assert_true(is_true(&d, &views[v], p));
			p->veiled = false;
			assert_true(is_true(&d, &views[v], p));
		}
		drawn_free(&d);
	}
	assert_true(walks > 0);
	player_free(p);
}

static void check_line(const struct lines *lines, size_t line, const char *wanted)
{
	size_t i, end = lines_spans(lines, line, &i);
	struct text t = { 0 };

	for (; i < end; i++)
		text_add_n(&t, lines->text.s + lines->spans[i].start, lines->spans[i].len);
	assert_string_equal(text_str(&t), wanted);
	text_free(&t);
}

static void lines_wrap_and_cut(void **state)
{
	static const char *const wanted[] = { "one two", "three-and-", "a-bit four", "five",
		                              "(six_7)." };
	struct lines lines = { 0 }, out = { 0 };

	(void)state;
	lines_add(&lines, STYLE_PLAIN, "one two ");
	lines_add(&lines, STYLE_HEADING, "three-and-a-bit four");
	lines_end(&lines);
	lines_wrap(&lines, 0, 10, &out);
	/* a style that changes inside of a word is no place to break it */
	lines_add(&lines, STYLE_PLAIN, "five (");
	lines_add(&lines, STYLE_CODE, "six_7");
	lines_add(&lines, STYLE_PLAIN, ").");
	lines_end(&lines);
	lines_wrap(&lines, 1, 10, &out);
	assert_int_equal(out.count, 5);
	for (size_t i = 0; i < out.count; i++)
		check_line(&out, i, wanted[i]);
	lines_clear(&out);
	lines_add_cut(&out, STYLE_PLAIN, "呼吸器装置", 7, true);
	lines_end(&out);
	check_line(&out, 0, "呼吸器…");
	lines_free(&lines);
	lines_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_map_fits_however_close),
		cmocka_unit_test(kept_lines_are_those_of_the_place),
		cmocka_unit_test(lines_wrap_and_cut),
	};

	return cmocka_run_group_tests(tests, learn_words, NULL);
}
