/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of about.md as lines. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "view/parts.h"
#include "view/view_text.h"

/* The lines that TEXT becomes in WIDTH cells, each ended by a newline; what is no plain text in <>. */
static void check(const char *text, unsigned width, bool unicode, const char *expected)
{
	const struct view_room room = { .width = width, .height = 10, .unicode = unicode };
	struct lines lines = { 0 };
	struct text said = { 0 };

	view_text(text, &room, &lines);
	for (size_t i = 0; i < lines.count; i++) {
		size_t first, end = lines_spans(&lines, i, &first);

		for (; first < end; first++) {
			const struct span *span = &lines.spans[first];
			bool marked = span->style != STYLE_PLAIN && span->style != STYLE_DIM;

			text_add(&said, marked ? "<" : "");
			text_add_n(&said, lines.text.s + span->start, span->len);
			text_add(&said, marked ? ">" : "");
		}
		text_add(&said, "\n");
	}
	assert_string_equal(text_str(&said), expected);
	text_free(&said);
	lines_free(&lines);
}

static void paragraphs(void **state)
{
	(void)state;
	check("", 20, true, "");
	check("one\ntwo\n\n\nthree", 20, true, "one two\n\nthree\n");
	check("# A heading\n\nText.\n## Another\nMore.\n", 20, true,
	      "<A heading>\nText.\n\n<Another>\nMore.\n");
	check("words that go on in the next line", 16, true,
	      "words that go on\nin the next line\n");
}

static void marks(void **state)
{
	(void)state;
	check("a `b c` *d* **e**.", 40, true, "a <b c> <d> <e>.\n");
	/* signs that stand for themselves, and one that nothing ends */
	check("2 * 3 ** 4 `*` *x", 40, true, "2 * 3 ** 4 <*> <x>\n");
	check("`ioremap`s", 40, true, "<ioremap>s\n");
}

static void items_and_tables(void **state)
{
	(void)state;
	check("Text:\n- one that is\n  long\n- two\n\nEnd.", 12, true,
	      "Text:\n\n• one that\n  is long\n• two\n\nEnd.\n");
	check("| a | b |\n| --- | :-: |\n| `x` | y | z |\n|\n", 30, true, "a · b\n<x> · y · z\n");
	check("- x\n\n| a | b c d e |", 9, false, "* x\n\na - b c d\n  e\n");
}

static void literal_text(void **state)
{
	(void)state;
	check("Do:\n\n    make *all*\n      install\n\nDone.", 30, true,
	      "Do:\n\n  <make *all*>\n  <  install>\n\nDone.\n");
	/* what might act on a terminal does not get there */
	check("a\x1b[2Jb\x07", 30, true, "a?[2Jb?\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs),
		cmocka_unit_test(marks),
		cmocka_unit_test(items_and_tables),
		cmocka_unit_test(literal_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
