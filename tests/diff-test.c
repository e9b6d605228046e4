/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines compared as `diff -u` does, and where two runs part. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "report/diff.h"

static void assert_lines(const char *first, const char *second, const char *wanted)
{
	struct text out = { 0 };

	assert_int_equal(diff_lines(first, second, &out), *wanted != '\0');
	assert_string_equal(text_str(&out), wanted);
	text_free(&out);
}

static void test_lines(void **state)
{
	(void)state;
	assert_lines("", "", "");
	assert_lines("a\nb\n", "a\nb\n", "");
	assert_lines("", "a\n", "@@ -0,0 +1 @@\n+a\n");
	assert_lines("a\nb\n", "", "@@ -1,2 +0,0 @@\n-a\n-b\n");
	assert_lines("a\nb\nc\n", "a\nx\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n");
	/* a line that is there twice is paired by its neighbours */
	assert_lines("a\nz\nb\nz\nc\n", "a\nz\nb\nc\n", "@@ -1,5 +1,4 @@\n a\n z\n b\n-z\n c\n");
	/* of two that changed places one stays */
	assert_lines("a\nb\nc\n", "b\na\nc\n", "@@ -1,3 +1,3 @@\n-a\n b\n+a\n c\n");
}

static void test_hunks(void **state)
{
	(void)state;
	/* six equal lines between two changes are one hunk, seven are two */
	assert_lines("a\n1\n2\n3\n4\n5\n6\nb\n", "A\n1\n2\n3\n4\n5\n6\nB\n",
	             "@@ -1,8 +1,8 @@\n-a\n+A\n 1\n 2\n 3\n 4\n 5\n 6\n-b\n+B\n");
	assert_lines("a\n1\n2\n3\n4\n5\n6\n7\nb\n", "A\n1\n2\n3\n4\n5\n6\n7\nB\n",
	             "@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n"
	             "@@ -6,4 +6,4 @@\n 5\n 6\n 7\n-b\n+B\n");
	/* behind the second @@ stands the line that covers the first one */
	assert_lines("ram\n  1\n  2\n  3\n  4\n  5\n", "ram\n  1\n  2\n  3\n  4\n",
	             "@@ -3,4 +3,3 @@ ram\n   2\n   3\n   4\n-  5\n");
}

/* The lines of UNIFIED that one side has: those with MARK and those of both. */
static void side_of(const char *unified, char mark, struct text *out)
{
	for (const char *s = unified; *s;) {
		size_t len = strcspn(s, "\n") + 1;

		if (*s == mark || *s == ' ')
			text_add_n(out, s + 1, len - 1);
		s += len;
	}
}

/* Texts of few different lines, so that most of them are there several times. */
static void make_text(struct text *out, unsigned *seed)
{
	unsigned count = (*seed = *seed * 1103515245u + 12345u) >> 16 & 7;

	text_clear(out);
	for (unsigned i = 0; i < count; i++) {
		*seed = *seed * 1103515245u + 12345u;
		text_addf(out, "%c\n", (int)('a' + (*seed >> 16 & 7)));
	}
}

/* Texts this short are all in one hunk: both can be had back from it. */
static void test_nothing_is_lost(void **state)
{
	struct text first = { 0 }, second = { 0 }, out = { 0 }, back = { 0 };
	unsigned seed = 1;

	(void)state;
	for (unsigned i = 0; i < 5000; i++) {
		bool differ;

		make_text(&first, &seed);
		make_text(&second, &seed);
		text_clear(&out);
		differ = diff_lines(text_str(&first), text_str(&second), &out);
		assert_int_equal(differ, strcmp(text_str(&first), text_str(&second)) != 0);
		if (!differ)
			continue;
		text_clear(&back);
		side_of(text_str(&out), '-', &back);
		if (!strstr(text_str(&first), text_str(&back)))
			fail_msg("%s is not in %s", text_str(&back), text_str(&first));
		text_clear(&back);
		side_of(text_str(&out), '+', &back);
		if (!strstr(text_str(&second), text_str(&back)))
			fail_msg("%s is not in %s", text_str(&back), text_str(&second));
	}
	text_free(&first);
	text_free(&second);
	text_free(&out);
	text_free(&back);
}

/* ---- two runs ---- */

static struct vocabulary vocabulary;

static int set_up(void **state)
{
	(void)state;
	run_add_commands(&vocabulary);
	player_add_commands(&vocabulary);
	return 0;
}

struct boot {
	struct machine *machine;
	struct player *player;
};

static struct boot boot(const struct machine_options *opts)
{
	struct boot b = { 0 };
	struct error err;

	assert_true(machine_load(&b.machine, "qemu-virt", opts, &err));
	b.player = player_new(b.machine, &vocabulary, &sim_default_limits, NULL, &err);
	assert_non_null(b.player);
	return b;
}

static void boot_free(struct boot *b)
{
	player_free(b->player);
	machine_free(b->machine);
}

static void test_runs(void **state)
{
	struct machine_options plain = { 0 }, other = { .append = "mem=256M" };
	struct boot a = boot(&plain), b = boot(&plain), c = boot(&other);
	struct text out = { 0 }, before = { 0 }, after = { 0 };
	uint32_t at;

	(void)state;
	assert_false(report_diff(a.player, "a", b.player, "b", &out));
	assert_int_equal(out.len, 0);

	report_file(c.player, "/proc/iomem", false, &before);
	assert_true(report_diff(a.player, "a", c.player, "c", &out));
	assert_int_equal(strncmp(text_str(&out), "--- a\n+++ c\n@@ ", 15), 0);
	assert_non_null(strstr(text_str(&out), "\n+40000000-4fffffff : System RAM\n"));
	report_file(c.player, "/proc/iomem", false, &after);
	assert_string_equal(text_str(&before), text_str(&after));

	/* only as far as the players stand, and they stand there afterwards */
	text_clear(&out);
	player_first(a.player);
	player_first(c.player);
	at = c.player->at;
	assert_false(report_diff(a.player, "a", c.player, "c", &out));
	assert_int_equal(c.player->at, at);
	assert_false(sim_at_end(player_sim(c.player)));
	text_free(&out);
	text_free(&before);
	text_free(&after);
	boot_free(&a);
	boot_free(&b);
	boot_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_hunks),
		cmocka_unit_test(test_nothing_is_lost),
		cmocka_unit_test_setup(test_runs, set_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
