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

/* What two files say is put together so that nothing that was done is lost. */
static void test_import(void **state)
{
	struct progress *a, *b;
	char path[96];
	struct error err = { 0 };
	size_t page, right, of;
	uint32_t stop;
	bool was_right;

	(void)state;
	snprintf(path, sizeof(path), "%s/exported", folder);
	remove_file("progress");
	a = progress_open();
	progress_set_place(a, "x", 3, 7);
	progress_set_done(a, "x", 1, 1);
	progress_set_chosen(a, "x", 1, 1, 6, false);
	progress_set_score(a, SCORE_FORETOLD, "b", 2, 5);
	assert_true(progress_export(a, path, false, &err));
	assert_false(progress_export(a, path, false, &err));
	assert_non_null(strstr(err.reason, "there already"));
	assert_true(progress_export(a, path, true, &err));

	b = progress_open();
	progress_set_place(b, "x", 1, 1);
	progress_set_done(b, "x", 1, 1);
	progress_set_chosen(b, "x", 1, 1, 4, true);
	progress_set_done(b, "y", 0, 2);
	progress_set_score(b, SCORE_FORETOLD, "b", 4, 5);
	assert_true(progress_import(b, path, &err));
	assert_true(progress_place(b, "x", &page, &stop));
	assert_true(page == 3 && stop == 7);
	assert_int_equal(progress_chosen(b, "x", 1, 1, &was_right), 4);
	assert_true(was_right && progress_done(b, "y", 0, 2));
	assert_true(progress_score(b, SCORE_FORETOLD, "b", &right, &of) && right == 4);
	/* it was saved, and the other way round it comes to the same */
	progress_close(b);
	b = progress_open();
	assert_true(progress_export(b, path, true, &err));
	assert_true(progress_import(a, path, &err));
	assert_int_equal(progress_chosen(a, "x", 1, 1, &was_right), 4);
	assert_int_equal(progress_right(a, "x"), 1);
	assert_int_equal(progress_count(a, "y"), 1);
	progress_close(a);
	progress_close(b);
	remove(path);
}

/* A file that is not one of progress, all of it, gives nothing. */
static void test_bad_import(void **state)
{
	static const char *const files[] = {
		"",
		"hello\n",
		"bootwalk-progress 1\ndone y 1 1\ndone x 1\nend 2\n",
		"bootwalk-progress 1\ndone y 1 1\n",
		"bootwalk-progress 1\ndone y 1 1\nend 2\n",
		"bootwalk-progress 1\ndone y 1 1\nend 1\ndone y 1 2\n",
		"bootwalk-progress 1\ndone y 1 1\ndone y 1 2",
		"bootwalk-progress 1\ndone y 1 1\nchose y 1 1 1 2\nend 2\n",
		"bootwalk-progress 1\ndone y 1 1\nexam y 5 4\nend 2\n",
		"bootwalk-progress 9\ndone y 1 1\n",
	};
	struct progress *p;
	char path[96];
	struct error err = { 0 };

	(void)state;
	snprintf(path, sizeof(path), "%s/exported", folder);
	remove_file("progress");
	p = progress_open();
	progress_set_done(p, "x", 1, 1);
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		write_file(path, files[i]);
		assert_false(progress_import(p, path, &err));
		assert_string_equal(err.what, path);
		assert_int_equal(progress_count(p, "x"), 1);
		assert_int_equal(progress_count(p, "y"), 0);
		/* what it was stays */
		assert_int_equal(access(path, F_OK), 0);
	}
	remove(path);
	assert_false(progress_import(p, path, &err));
	assert_false(progress_import(p, folder, &err));
	assert_false(progress_export(p, "/nowhere/at/all", false, &err));
	assert_int_not_equal(access("/nowhere", F_OK), 0);
	progress_close(p);
}

static void test_find(void **state)
{
	struct error err;
	char *path = NULL, *found;

	(void)state;
	for (unsigned n = 0; !path || !strstr(path, "/04-"); n++) {
		free(path);
		path = lesson_path(n);
		assert_non_null(path);
	}
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
		cmocka_unit_test(test_import),     cmocka_unit_test(test_bad_import),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
