/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CommonMark: what a page may hold, as it is shown, and input that makes no sense. */
#include "lesson-bench.h"

#include "view/view_lesson.h"

/* BODY on a page, as WIDTH cells show it, below its heading. */
static struct text shown(const char *body, unsigned width)
{
	const struct view_room room = { width, 40, true, { 0, 0 }, 0 };
	struct text text = { 0 }, all = { 0 };
	struct lines out = { 0 };
	struct lesson_run *run;
	struct lesson *l;

	text_addf(&text, "%s# A\n\n%s\n", FRONT, body);
	l = load(text.s);
	run = begin(l, NULL);
	view_lesson(run, &room, NULL, &out);
	for (size_t i = 2; i < out.count; i++) {
		size_t first, end = lines_spans(&out, i, &first), used = all.len;

		for (; first < end; first++)
			text_add_n(&all, out.text.s + out.spans[first].start, out.spans[first].len);
		assert_true(view_width(text_str(&all) + used, all.len - used) <= width);
		while (all.len > used && all.s[all.len - 1] == ' ')
			all.s[--all.len] = '\0';
		text_add_char(&all, '\n');
	}
	lines_free(&out);
	lesson_run_free(run);
	lesson_free(l);
	text_free(&text);
	return all;
}

/* What a page proves in silence gives no answer away; the other blocks know of it all the same. */
static void test_quiet(void **state)
{
	static const struct {
		const char *body, *wanted;
	} cases[] = {
		{ "```bootwalk\nlast\npage_is_ram 0x40000\n```",
		  "  : page_is_ram 0x40000\n  -> 1\n" },
		{ "```bootwalk quiet\nlast\npage_is_ram 0x40000\n```\n\na\n", "a\n" },
		{ "```bootwalk quiet spring --cpus 2\nlast\npage_is_ram 0x40000\nexpect last 0\n```\n\n"
		  "```bootwalk\nexpect last 0\npage_is_ram 0x80000\n```",
		  "  : page_is_ram 0x80000\n  -> 0\n" },
		{ "```bootwalk\nlast\npage_is_ram 1\n```\n\n```bootwalk quiet\nexpect last 0\n"
		  "page_is_ram 0x40000\n```\n\n```bootwalk\npage_is_ram 2\n```",
		  "  : page_is_ram 1\n  -> 0\n\n  : page_is_ram 2\n  -> 0\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text all = shown(cases[i].body, 38);

		assert_string_equal(text_str(&all), cases[i].wanted);
		text_free(&all);
	}
}

static void test_shown(void **state)
{
	static const struct {
		const char *body, *wanted;
	} cases[] = {
		{ "a *b* __c__ `d`", "a b c d\n" },
		{ "one\\\ntwo  \nthree\nfour", "one\ntwo\nthree four\n" },
		{ "- one\\\n  two\n- three", "  • one\n    two\n  • three\n" },
		{ "1. a\n2. b\n   - c\n   - d\n3. e",
		  "  1. a\n  2. b\n    • c\n    • d\n  3. e\n" },
		{ "7) a\n8) b", "  7) a\n  8) b\n" },
		{ "-\n- b", "  •\n  • b\n" },
		{ "- - a", "  •\n    • a\n" },
		{ "- # a", "  •\n\n  a\n" },
		{ "- ```\n  x\n  ```", "  •\n\n    x\n" },
		{ "> a quote of two\n> lines\n>\n> and more",
		  "│ a quote of two lines\n\n│ and more\n" },
		{ "> > a", "│ │ a\n" },
		{ "> - a", "│   • a\n" },
		{ "see [the text](http://x.org/y)", "see the text (http://x.org/y)\n" },
		{ "see <http://x.org/>", "see http://x.org/\n" },
		{ "see <a@b.org>", "see a@b.org\n" },
		{ "[a *b*][r]\n\n[r]: /u", "a b (/u)\n" },
		{ "![a *picture*](p.png) here", "a picture here\n" },
		{ "a <b>c</b>\n\n<!-- d -->\n\ne", "a c\n\ne\n" },
		{ "| a | b |\n|---|--:|\n| 1 | `2` |\n",
		  "  | a | b |\n  |---|--:|\n  | 1 | `2` |\n" },
		{ "- | a |\n  |---|\n  | 1 |\n", "  •\n\n    | a |\n    |---|\n    | 1 |\n" },
		{ "> | a |\n> |---|\n", "│   | a |\n│   |---|\n" },
		{ "a | b\nc | d", "a | b c | d\n" },
		{ "    int x;\n\n    y;", "  int x;\n\n  y;\n" },
		{ "```c\nint x;\n```", "  int x;\n" },
		{ "## b\n\nc", "b\n\nc\n" },
		{ "&amp; &copy; \\*", "& © *\n" },
		{ "a\xff\xfe z", "a?? z\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct text got = shown(cases[i].body, 46);

		if (strcmp(text_str(&got), cases[i].wanted))
			fail_msg("%zu: %s\ngave:\n%s", i, cases[i].body, text_str(&got));
		text_free(&got);
	}
}

static void test_narrow(void **state)
{
	static const char body[] =
		"> quoted words that take several lines, [a link](https://example.org/a/long/way)\n\n"
		"1. an item\\\n   that goes on and on\n   - another\n\n| a | b |\n|---|---|\n| 1 | 2 |\n";

	(void)state;
	/* shown() holds each line to its width; a literal line is cut by the terminal */
	for (unsigned width = 12; width < 60; width += 3) {
		struct text got = shown(body, width);

		assert_non_null(strstr(got.s, "│ quoted"));
		text_free(&got);
	}
}

/* COUNT times S in T, and END behind all. */
static void add_times(struct text *t, const char *s, unsigned count, const char *end)
{
	while (count--)
		text_add(t, s);
	text_add(t, end);
}

/* It loads, or says with a line why not. */
static void try(const struct text *text)
{
	struct error err = { 0 };
	struct lesson *l;

	write_file(file, text_str(text));
	if (lesson_load(&l, file, &err)) {
		lesson_free(l);
		return;
	}
	assert_string_equal(err.what, file);
	assert_true(err.where[0] >= '0' && err.where[0] <= '9');
	assert_true(err.reason[0]);
}

static void test_deep(void **state)
{
	static const char *const parts[] = { "*a ",  "**a",   "_*",          "[",  "![",
		                             "> ",   "- ",    "1. ",         "`",  "<",
		                             "\\",   "~~~\n", "```quiz\n",   "&#", "| ",
		                             "[a](", "***",   "\n\n---\n\n", "# " };

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		for (unsigned n = 1; n < 40000; n = n * 5 + 1) {
			struct text text = { 0 };

			text_add(&text, FRONT "# A\n\n");
			add_times(&text, parts[i], n, "x");
			add_times(&text, "* ", n, "\n");
			try(&text);
			text_free(&text);
		}
}

/* Emphasis that is closed as often as it is opened; links in pictures in pictures. */
static void test_nested(void **state)
{
	struct text text = { 0 };
	struct error err = { 0 };
	struct lesson *l;

	(void)state;
	text_add(&text, FRONT "# A\n\n");
	add_times(&text, "*a **b ", 5000, "x");
	add_times(&text, " b** a*", 5000, "\n");
	write_file(file, text.s);
	assert_false(lesson_load(&l, file, &err));
	assert_string_equal(err.where, "12");
	assert_non_null(strstr(err.reason, "nested more than"));
	text_clear(&text);
	text_add(&text, FRONT "# A\n\n");
	add_times(&text, "![", 300, "x");
	add_times(&text, "](u)", 300, "\n");
	try(&text);
	text_free(&text);
}

/* Pieces of Markdown and of fences thrown together; always the same. */
static void test_thrown_together(void **state)
{
	static const char *const parts[] = {
		"\n",        "\n\n",
		"# h\n",     "- [ ] a | b\n",
		"- [x] c\n", "? q\n",
		"```",       "```quiz\n",
		"```task\n", "```bootwalk\n",
		"goal: g\n", "check: c\n",
		"> ",        "* ",
		"`",         "**",
		"[l](u)",    "| - |\n",
		"---\n",     "\t",
		"  ",        "1. ",
		"<b>",       "&lt;",
		"\\\n",      "a  \n",
		"\xc3",      "\xe2\x82\xac",
		"\x01",      "word ",
		"```\n\n",   "predict\n",
		"from: a\n", "teacher\n",
		"hint: h\n", "solution: s\n",
	};
	uint32_t random = 12345;

	(void)state;
	for (unsigned round = 0; round < 3000; round++) {
		struct text text = { 0 };
		unsigned count;

		text_add(&text, FRONT "# A\n\n");
		random = random * 1664525u + 1013904223u;
		count = random >> 26;
		while (count--) {
			random = random * 1664525u + 1013904223u;
			text_add(&text, parts[(random >> 16) % (sizeof(parts) / sizeof(*parts))]);
		}
		text_add_char(&text, '\n');
		try(&text);
		text_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shown),  cmocka_unit_test(test_quiet),
		cmocka_unit_test(test_narrow), cmocka_unit_test(test_deep),
		cmocka_unit_test(test_nested), cmocka_unit_test(test_thrown_together),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
