/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of files opened last: what is remembered of them, and what becomes of a bad list. */
#include "machine-bench.h"

#include "machine/recent.h"
#include "sim/text.h"

static char list[128];

static void write_text(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static int set_up(void **state)
{
	(void)state;
	if (!mkdtemp(folder) || chdir(folder))
		return -1;
	setenv("XDG_STATE_HOME", folder, 1);
	snprintf(list, sizeof(list), "%s/bootwalk/recent", folder);
	return 0;
}

static int tear_down(void **state)
{
	char command[128];

	(void)state;
	snprintf(command, sizeof(command), "rm -r '%s'", folder);
	return system(command) ? -1 : 0;
}

static int forget(void **state)
{
	(void)state;
	return remove(list) && access(list, F_OK) == 0 ? -1 : 0;
}

static void add(const char *spec, const struct machine_options *options)
{
	struct recent *r = recent_open();
	struct error err;

	assert_true(recent_add(r, spec, options));
	assert_true(recent_save(r, &err));
	recent_close(r);
}

static void check_options(const struct recent_entry *e, const char *expected)
{
	struct text said = { 0 };

	recent_add_options(&e->options, &said);
	assert_string_equal(text_str(&said), expected);
	text_free(&said);
}

static void remembers_options(void **state)
{
	struct machine_options options = { .append = "mem=1G it's 100%", .cpus = "" };
	struct recent *r;
	struct text path = { 0 }, said = { 0 };

	(void)state;
	options.overlays[options.overlay_count++] = "a b.dtbo";
	options.overlays[options.overlay_count++] = "/no/such folder/c.dtbo";
	options.absent[options.absent_count++] = "/soc/uart@0";
	write_text("b.dtb", "");
	write_text("a b.dtbo", "");
	add("b.dtb", &options);
	r = recent_open();
	assert_non_null(recent_at(r, 0));
	assert_null(recent_at(r, 1));
	text_addf(&path, "%s/b.dtb", folder);
	assert_string_equal(recent_at(r, 0)->path, path.s);
	/* files have their whole names, so that the program may be started elsewhere */
	text_addf(&said,
	          "--append 'mem=1G it'\\''s 100%%' --cpus '' --overlay '%s/a b.dtbo' "
	          "--overlay '/no/such folder/c.dtbo' --absent /soc/uart@0",
	          folder);
	check_options(recent_at(r, 0), said.s);
	recent_close(r);
	text_free(&path);
	text_free(&said);
}

static void remembers_kernel(void **state)
{
	struct machine_options file = { .kernel = "mine.dts" },
			       name = { .kernel = "linux-6.1-arm64" };
	struct recent *r;
	struct text said = { 0 };

	(void)state;
	write_text("b.dtb", "");
	write_text("mine.dts", "");
	add("b.dtb", &name);
	add("b.dtb", &file);
	r = recent_open();
	text_addf(&said, "--kernel %s/mine.dts", folder);
	check_options(recent_at(r, 0), said.s);
	check_options(recent_at(r, 1), "--kernel linux-6.1-arm64");
	recent_close(r);
	text_free(&said);
}

static void latest_first(void **state)
{
	struct machine_options none = { 0 }, other = { .cpus = "2" };
	struct recent *r;
	char here[160];

	(void)state;
	write_text("1.dtb", "");
	write_text("2.dtb", "");
	add("1.dtb", &none);
	add("2.dtb", &none);
	add("./1.dtb", &other);
	snprintf(here, sizeof(here), "%s/./../%s/1.dtb", folder, strrchr(folder, '/') + 1);
	add(here, &none);
	r = recent_open();
	assert_string_equal(strrchr(recent_at(r, 0)->path, '/'), "/1.dtb");
	check_options(recent_at(r, 0), "");
	check_options(recent_at(r, 1), "--cpus 2");
	assert_string_equal(strrchr(recent_at(r, 2)->path, '/'), "/2.dtb");
	assert_null(recent_at(r, 3));
	recent_close(r);
}

static void ten_at_most(void **state)
{
	struct machine_options none = { 0 };
	struct recent *r;

	(void)state;
	for (unsigned i = 0; i < RECENT_MAX + 3; i++) {
		char name[32];

		snprintf(name, sizeof(name), "many-%u", i);
		write_text(name, "");
		add(name, &none);
	}
	r = recent_open();
	assert_string_equal(strrchr(recent_at(r, 0)->path, '/'), "/many-12");
	assert_string_equal(strrchr(recent_at(r, RECENT_MAX - 1)->path, '/'), "/many-3");
	assert_null(recent_at(r, RECENT_MAX));
	recent_close(r);
}

static void only_files(void **state)
{
	struct machine_options none = { 0 };
	struct recent *r = recent_open();

	(void)state;
	assert_false(recent_add(r, "qemu-virt", &none));
	assert_false(recent_add(r, "-", &none));
	assert_true(recent_add(r, "/", &none));
	assert_true(recent_add(r, "/proc", &none));
	assert_string_equal(recent_at(r, 1)->path, "/");
	assert_string_equal(recent_at(r, 0)->path, "/proc");
	recent_close(r);
}

/* A list that cannot be read is an empty one, and is kept. */
static void bad_lists(void **state)
{
	static const struct {
		const char *text, *aside;
	} bad[] = {
		{ "", "damaged" },
		{ "what is this\n", "damaged" },
		{ "bootwalk-progress 1\n", "damaged" },
		{ "bootwalk-recent 1\nwith cpus 2\n", "damaged" },
		{ "bootwalk-recent 1\nfile relative\n", "damaged" },
		{ "bootwalk-recent 1\nfile /a b\n", "damaged" },
		{ "bootwalk-recent 1\nfile /a\nwith nothing 3\n", "damaged" },
		{ "bootwalk-recent 1\nfile /a", "damaged" },
		{ "bootwalk-recent 1\nfile /%00a\n", "damaged" },
		{ "bootwalk-recent 2\nfile /a\n", "newer" },
	};
	struct machine_options none = { 0 };

	(void)state;
	write_text("1.dtb", "");
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		char aside[160];
		struct recent *r;

		write_text(list, bad[i].text);
		snprintf(aside, sizeof(aside), "%s.%s", list, bad[i].aside);
		remove(aside);
		r = recent_open();
		assert_null(recent_at(r, 0));
		recent_close(r);
		add("1.dtb", &none);
		assert_int_equal(access(aside, F_OK), 0);
		r = recent_open();
		assert_non_null(recent_at(r, 0));
		recent_close(r);
	}
}

/* No home: nothing is remembered, and that is told when it matters. */
static void no_home(void **state)
{
	struct machine_options none = { 0 };
	struct error err;
	struct recent *r;

	(void)state;
	setenv("XDG_STATE_HOME", "not/absolute", 1);
	unsetenv("HOME");
	r = recent_open();
	assert_null(recent_at(r, 0));
	assert_true(recent_add(r, "/", &none));
	assert_false(recent_save(r, &err));
	assert_non_null(strstr(err.reason, "HOME"));
	recent_close(r);
	setenv("XDG_STATE_HOME", folder, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(remembers_options, forget),
		cmocka_unit_test_setup(remembers_kernel, forget),
		cmocka_unit_test_setup(latest_first, forget),
		cmocka_unit_test_setup(ten_at_most, forget),
		cmocka_unit_test_setup(only_files, forget),
		cmocka_unit_test_setup(bad_lists, forget),
		cmocka_unit_test_setup(no_home, forget),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
