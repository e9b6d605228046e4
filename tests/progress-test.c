/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is remembered of a lesson, and how a lesson is found. */
#include "lesson-bench.h"

static void test_resume(void **state)
{
	struct lesson *l = load(RUN_LESSON);
	struct progress *progress;
	struct lesson_run *run;
	struct error err;
	uint32_t at;

	(void)state;
	remove_file("progress");
	progress = progress_open();
	run = begin(l, progress);
	lesson_run_answer(run, 2, 1);
	assert_int_equal(progress_count(progress, "01-test"), 0);
	lesson_run_answer(run, 2, 2);
	assert_false(run->unsaved);
	/* what was answered is on the disk before anything is closed */
	assert_true(there("progress"));
	assert_true(lesson_run_open(run, 1, &err));
	assert_true(player_stop(run->player, 3, false));
	at = run->player->at;
	lesson_run_free(run);
	progress_close(progress);

	progress = progress_open();
	assert_int_equal(progress_count(progress, "01-test"), 1);
	run = begin(l, progress);
	assert_int_equal(run->page, 1);
	assert_int_equal(run->player->at, at);
	assert_true(run->player->at != run->home);
	assert_true(lesson_run_open(run, 0, &err));
	assert_true(run->states[2].done);
	assert_false(run->states[3].done);
	lesson_run_free(run);

	/* home is remembered as such, and a page that is gone is the first */
	run = begin(l, progress);
	assert_int_equal(run->page, 0);
	assert_int_equal(run->player->at, run->home);
	lesson_run_free(run);
	progress_set_place(progress, "01-test", 7, 3);
	run = begin(l, progress);
	assert_int_equal(run->page, 0);
	assert_int_equal(run->player->at, run->home);
	lesson_run_free(run);
	progress_close(progress);
	lesson_free(l);
}

static void test_names(void **state)
{
	struct progress *p;
	struct error err;
	uint32_t stop;
	size_t page;

	(void)state;
	remove_file("progress");
	p = progress_open();
	assert_false(progress_place(p, "a b%", &page, &stop));
	progress_set_place(p, "a b%", 3, 17);
	progress_set_done(p, "a b%", 1, 2);
	progress_set_done(p, "a b%", 1, 2);
	progress_set_done(p, "c", 1, 2);
	assert_true(progress_save(p, &err));
	progress_close(p);
	p = progress_open();
	assert_true(progress_place(p, "a b%", &page, &stop));
	assert_true(page == 3 && stop == 17);
	assert_true(progress_done(p, "a b%", 1, 2));
	assert_false(progress_done(p, "a b%", 2, 1));
	assert_int_equal(progress_count(p, "a b%"), 1);
	progress_close(p);
}

/* A file that is there but gives nothing, here a folder, is not written over. */
static void test_unreadable(void **state)
{
	struct progress *p;
	struct error err;

	(void)state;
	remove_file("progress");
	assert_int_equal(mkdir(state_file, 0700), 0);
	p = progress_open();
	progress_set_done(p, "x", 1, 2);
	assert_true(progress_save(p, &err));
	progress_close(p);
	assert_true(there("progress.damaged"));
	remove_file("progress.damaged");
}

/* A file that we cannot read is as if it were empty, and is not thrown away. */
static void test_kept_aside(void **state)
{
	static const struct {
		const char *text, *aside;
	} files[] = {
		{ "bootwalk-progress 2\nsomething new\n", "progress.newer" },
		{ "bootwalk-progress 1\nat x 1\n", "progress.damaged" },
		{ "bootwalk-progress 1\nat x 1 2", "progress.damaged.2" },
		{ "bootwalk-progress 1\ndone %+2 1 1\n", "progress.damaged.3" },
	};
	struct error err;
	uint32_t stop;
	size_t page;

	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct progress *p;
		struct text text = { 0 };
		char path[128];

		write_file(state_file, files[i].text);
		p = progress_open();
		assert_false(progress_place(p, "x", &page, &stop));
		progress_set_place(p, "y", 1, 1);
		assert_true(progress_save(p, &err));
		assert_true(progress_save(p, &err));
		progress_close(p);
		snprintf(path, sizeof(path), "%s/bootwalk/%s", folder, files[i].aside);
		assert_true(test_read(path, &text));
		assert_string_equal(text_str(&text), files[i].text);
		text_free(&text);
		p = progress_open();
		assert_true(progress_place(p, "y", &page, &stop));
		progress_close(p);
	}
	assert_false(there("progress.newer.2"));
}

static void test_no_home(void **state)
{
	struct lesson *l = load(RUN_LESSON);
	struct progress *progress;
	struct lesson_run *run;

	(void)state;
	/* a file in the place of a folder: nobody, root neither, can write below it */
	setenv("XDG_STATE_HOME", file, 1);
	progress = progress_open();
	run = begin(l, progress);
	lesson_run_answer(run, 2, 1);
	assert_true(lesson_run_answer(run, 2, 2));
	assert_true(run->unsaved);
	assert_non_null(strstr(run->save_error.reason, "cannot be saved"));
	lesson_run_free(run);
	progress_close(progress);
	setenv("XDG_STATE_HOME", folder, 1);
	lesson_free(l);
}

static void test_find(void **state)
{
	struct error err;
	char *path = lesson_path(0), *found;

	(void)state;
	assert_non_null(path);
	for (int i = 0; i < 3; i++) {
		static const char *const names[] = { "04", "4", "04-request-standard-resources" };

		found = lesson_find(names[i], &err);
		assert_non_null(found);
		assert_string_equal(found, path);
		free(found);
	}
	assert_null(lesson_find("04-request-standard-resorces", &err));
	assert_non_null(strstr(err.reason, "did you mean '04-request-standard-resources'"));
	assert_null(lesson_path(1000));
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_resume),     cmocka_unit_test(test_names),
		cmocka_unit_test(test_unreadable), cmocka_unit_test(test_kept_aside),
		cmocka_unit_test(test_no_home),    cmocka_unit_test(test_find),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
