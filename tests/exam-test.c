/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is counted of a lesson and begun anew, exams, paths for a class, and several boards. */
#include "lesson-bench.h"

/* Wrong answers are counted, and what was chosen is there again another day. */
static void test_counts(void **state)
{
	struct lesson *l = load(RUN_LESSON);
	struct progress *progress = progress_open();
	struct lesson_run *run = begin(l, progress);
	struct error err;

	(void)state;
	lesson_run_answer(run, 2, 0);
	lesson_run_answer(run, 2, 0);
	assert_int_equal(lesson_run_wrong(run, 2), 1);
	lesson_run_answer(run, 2, 1);
	lesson_run_answer(run, 2, 2);
	assert_true(run->states[2].done && !run->states[2].right);
	assert_int_equal(lesson_run_right(run), 0);
	lesson_run_free(run);
	run = begin(l, progress);
	assert_int_equal(run->states[2].chosen, 7);
	assert_int_equal(lesson_run_wrong(run, 2), 1);
	/* anew: the page, its answers, and the calls made on it */
	assert_true(player_stop(run->player, 1, false));
	assert_true(lesson_run_reset(run, ALL, &err));
	assert_false(run->states[2].done);
	assert_int_equal(run->states[2].chosen, 0);
	assert_int_equal(run->player->at, run->home);
	assert_int_equal(progress_count(progress, "01-test"), 0);
	lesson_run_answer(run, 2, 1);
	assert_true(lesson_run_answer(run, 2, 2));
	assert_int_equal(lesson_run_right(run), 1);
	lesson_run_free(run);
	progress_close(progress);
	lesson_free(l);
}

/* One task anew: its hints and success, and no answer beside it. */
static void test_task_anew(void **state)
{
	struct lesson *l = load(RUN_LESSON);
	struct progress *progress = progress_open();
	struct lesson_run *run = begin(l, progress);
	struct text out = { 0 };
	struct error err;

	(void)state;
	assert_true(lesson_run_reset(run, ALL, &err));
	lesson_run_answer(run, 2, 1);
	lesson_run_answer(run, 2, 2);
	assert_string_equal(lesson_run_hint(run, 3), "one");
	assert_true(lesson_run_solve(run, 3, &out, &err));
	assert_false(run->states[3].right);
	assert_int_equal(progress_count(progress, "01-test"), 2);
	assert_true(lesson_run_reset(run, 3, &err));
	assert_false(run->states[3].done || run->states[3].solution_shown || run->states[3].hints);
	assert_int_equal(run->player->run->injection_count, 0);
	assert_true(run->states[2].done);
	assert_int_equal(progress_count(progress, "01-test"), 1);
	assert_true(lesson_run_reset(run, ALL, &err));
	text_free(&out);
	lesson_run_free(run);
	progress_close(progress);
	lesson_free(l);
}

/* An exam: an answer stands, nothing is told before the end, and the score is kept. */
static void test_exam(void **state)
{
	struct lesson *l = load(EXAM_LESSON);
	struct progress *progress = progress_open();
	struct lesson_run *run = begin(l, progress);
	struct text out = { 0 };
	struct error err;
	bool solved;

	(void)state;
	assert_true(l->exam && l->pass == 2);
	assert_false(lesson_run_tells(run));
	lesson_run_answer(run, 1, 0);
	assert_true(run->states[1].done && !run->states[1].right);
	lesson_run_answer(run, 1, 1);
	assert_int_equal(run->states[1].chosen, 1);
	/* two answers make it, in any order */
	lesson_run_answer(run, 2, 2);
	assert_false(run->states[2].done);
	lesson_run_answer(run, 2, 1);
	assert_true(run->states[2].done && run->states[2].right);
	assert_false(lesson_run_reset(run, ALL, &err));
	assert_true(lesson_run_open(run, 1, &err));
	assert_true(lesson_run_command(run, "last", &out, &solved, &err));
	assert_true(lesson_run_command(run, "request_resource iomem 0x1000-0x1fff mine", &out,
	                               &solved, &err));
	assert_true(solved);
	lesson_run_end_exam(run);
	assert_true(lesson_run_tells(run));
	assert_int_equal(lesson_run_right(run), 2);
	lesson_run_free(run);
	progress_close(progress);

	progress = progress_open();
	run = begin(l, progress);
	assert_true(run->exam_over);
	assert_int_equal(lesson_run_right(run), 2);
	assert_true(lesson_run_reset(run, ALL, &err));
	assert_int_equal(run->page, 0);
	assert_false(run->exam_over || run->states[1].done);
	assert_int_equal(lesson_run_right(run), 0);
	text_free(&out);
	lesson_run_free(run);
	progress_close(progress);
	text_clear(&out);
	assert_true(lesson_check(l, &vocabulary, &out, &err));
	text_free(&out);
	lesson_free(l);
}

/* ---- a path for a class ---- */

#define PATH_HEAD "title: T\ntime: 9\n"

static void path_file(char *path, size_t size)
{
	snprintf(path, size, "%s/path-test", folder);
}

static void test_class(void **state)
{
	struct lesson *l;
	struct lesson_run *run;
	struct text out = { 0 };
	char path[64];
	struct error err;

	(void)state;
	path_file(path, sizeof(path));
	write_file(file, RUN_LESSON);
	write_file(path, "# by hand\n" PATH_HEAD "page: 4 01-test \"B\"\nnote: Ask *why*\n"
	                 "  first.\n\npause: 2 In pairs.\npage: 3 01-test \"A\"\n");
	if (!lesson_load(&l, path, &err))
		fail_msg("%s:%s: %s", err.what, err.where, err.reason);
	assert_true(l->is_path);
	assert_string_equal(l->name, "path-test");
	assert_int_equal(l->page_count, 3);
	assert_string_equal(l->pages[0].title, "B");
	assert_string_equal(l->pages[2].title, "A");
	assert_int_equal(l->pages[0].block_count, 6);
	assert_string_equal(l->pages[0].blocks[0].prose.spans[0].text, "Minutes 0 to 4 of 9.");
	assert_string_equal(l->pages[0].blocks[1].prose.spans[1].text, "why");
	assert_int_equal(l->pages[0].blocks[1].kind, BLOCK_TEACHER);
	assert_int_equal(l->pages[0].blocks[2].kind, BLOCK_PROSE);
	/* a pause stands where the page before it had led */
	assert_int_equal(l->pages[1].blocks[0].kind, BLOCK_LIVE);
	run = begin(l, NULL);
	assert_int_equal(run->states[3].choice_count, 3);
	assert_true(lesson_run_open(run, 1, &err));
	assert_int_equal(run->player->run->injection_count, 1);
	lesson_run_free(run);
	/* an error in a page is one of the lesson's file */
	assert_false(lesson_check(l, &vocabulary, &out, &err));
	assert_string_equal(err.what, file);
	assert_string_equal(err.where, "42");
	text_free(&out);
	lesson_free(l);
	remove(path);
}

static void test_class_errors(void **state)
{
	static const struct bad bad[] = {
		{ "", "1", "no page" },
		{ PATH_HEAD, "2", "no page" },
		{ "title: T\npage: 4 01-test \"A\"\n", "2", "before the pages" },
		{ "title: T\ntitle: U\n", "2", "twice" },
		{ "title:\n", "1", "no value" },
		{ "time: soon\n", "1", "minutes" },
		{ "aim: x\n", "1", "begins with" },
		{ PATH_HEAD "pause: 5 x\n", "3", "behind a page" },
		{ PATH_HEAD "note: x\n", "3", "behind its page" },
		{ PATH_HEAD "page: 01-test\n", "3", "MINUTES" },
		{ PATH_HEAD "page: 4 02-nothing \"A\"\n", "3", "02-nothing" },
		{ PATH_HEAD "page: 4 01-test \"C\"\n", "3", "no page called \"C\"" },
		{ PATH_HEAD "\npage: 4 01-test A\n", "4", "no page called A" },
		{ PATH_HEAD "page: 4 01-test\n", "3", "no page called" },
		{ PATH_HEAD "page: 4 01-test \"A\"\npause: x\n", "4", "MINUTES TEXT" },
		{ PATH_HEAD "page: 4 01-test \"A\"\n", "3", "add up to 4" },
	};
	char path[64];

	(void)state;
	path_file(path, sizeof(path));
	write_file(file, RUN_LESSON);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct lesson *l;
		struct error err = { 0 };

		write_file(path, bad[i].text);
		assert_false(lesson_load(&l, path, &err));
		assert_string_equal(err.what, path);
		if (strcmp(err.where, bad[i].line) || !strstr(err.reason, bad[i].reason))
			fail_msg("%zu: %s: %s", i, err.where, err.reason);
	}
	remove(path);
}

/* A page may have a board of its own, with that board's kernel, and boards are all checked. */
static void test_boards(void **state)
{
	struct lesson *l = load(FRONT "# A\n```bootwalk spring --cpus 1\nlast\n"
	                              "expect not memory 0x40000000-0x5fffffff\n```\n---\n"
	                              "# B\n```bootwalk\nlast\n"
	                              "expect memory 0x40000000-0x5fffffff\n```\n");
	struct text out = { 0 };
	struct error err;

	(void)state;
	assert_string_equal(l->pages[0].board, "spring");
	assert_null(l->pages[0].options.kernel);
	assert_string_equal(l->pages[1].board, "qemu-virt");
	assert_true(lesson_check(l, &vocabulary, &out, &err));
	lesson_free(l);
	l = load("---\ntitle: \"T\"\nboards: qemu-virt, spring\nkernel: linux-6.1-arm64\nlevel: a\n"
	         "time: 5\nobjectives:\n  - Know.\n---\n# A\n```bootwalk\nlast\n"
	         "expect memory 0x40000000-0x5fffffff\n```\n");
	assert_int_equal(l->board_count, 2);
	text_clear(&out);
	assert_false(lesson_check(l, &vocabulary, &out, &err));
	assert_string_equal(err.where, "13");
	assert_non_null(strstr(err.reason, "on spring: not so"));
	assert_non_null(strstr(text_str(&out), "01-test: qemu-virt: 1/1 A"));
	text_free(&out);
	lesson_free(l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_counts),       cmocka_unit_test(test_task_anew),
		cmocka_unit_test(test_exam),         cmocka_unit_test(test_class),
		cmocka_unit_test(test_class_errors), cmocka_unit_test(test_boards),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
