/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The reader's file of settings: what it says holds, and what is wrong in it is told. */
#include <sys/stat.h>

#include "terminal.h"

static void write_file(const char *name, const char *text)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof(path), "%s/bootwalk", home);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/bootwalk/%s", home, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
}

static void remove_files(void)
{
	static const char *const names[] = { "config", "more" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char path[128];

		snprintf(path, sizeof(path), "%s/bootwalk/%s", home, names[i]);
		remove(path);
	}
}

static struct term *start(int cols, int rows)
{
	static const char *const args[] = { "qemu-virt", NULL };
	struct term *t = start_program("xterm-256color", cols, rows, args);

	wait_for(t, "stop 1 of ");
	return t;
}

static struct term *start_with(const char *config)
{
	write_file("config", config);
	return start(80, 24);
}

static void keys_as_bound(void **state)
{
	struct term *t = start_with("# mine\n"
	                            "bind F7 stop\n"
	                            "  bind   Alt-b   back-stop  \n"
	                            "bind Ctrl-N next\n"
	                            "bind \xc3\xa4 theme\n"
	                            "bind = help\n"
	                            "bind s quit\n"
	                            "unbind Q\n"
	                            "unbind c\n");

	(void)state;
	/* the line of keys and the help show them as bound */
	wait_for(t, "F7 go on");
	assert_true(has(t, "Alt-b back"));
	assert_true(has(t, "s quit"));
	assert_true(has(t, "= help"));
	assert_true(lacks(t, " step"));
	type(t, "=");
	wait_for(t, "F7, space, right");
	assert_true(has(t, "Alt-b, left, backspace"));
	assert_true(has(t, "Ctrl-N, n"));
	assert_true(has(t, "no key "));
	type(t, "\x1b");
	wait_gone(t, "F7, space, right");
	type(t, "\x1b[18~");
	wait_for(t, "stop 2 of ");
	type(t, "\x1b"
	        "b");
	wait_for(t, "stop 1 of ");
	type(t, " ");
	wait_for(t, "stop 2 of ");
	type(t, "\xc3\xa4");
	wait_for(t, "Theme: light.");
	type(t, "s");
	assert_true(WIFEXITED(wait_status(t)));
	stop(t);
}

/* Alt with a key that means nothing is Esc and that key, as a terminal may send both at once. */
static void alt_alone(void **state)
{
	struct term *t = start_with("");

	(void)state;
	type(t, "?");
	wait_for(t, "close ");
	type(t, "\x1b ");
	wait_gone(t, "close ");
	wait_for(t, "stop 2 of ");
	stop(t);
}

static void values(void **state)
{
	struct term *t =
		start_with("theme = contrast\nmouse=off\nanimation = reduced\ncolour = always\n");

	(void)state;
	wait_for(t, "q quit");
	assert_null(strstr(t->raw.s, "\x1b[?1000h"));
	type(t, "T");
	wait_for(t, "Theme: no colours.");
	type(t, "M");
	wait_for(t, "Mouse: on.");
	type(t, "a");
	wait_for(t, "Animation: slow.");
	stop(t);

	/* the environment goes before the file, an option before both */
	setenv("BOOTWALK_ANIMATION", "fast", 1);
	setenv("NO_COLOR", "1", 1);
	t = start_with("animation = slow\n");
	type(t, "a");
	wait_for(t, "Animation: off.");
	type(t, "T");
	wait_for(t, "There are no colours here");
	stop(t);
	unsetenv("NO_COLOR");
	unsetenv("BOOTWALK_ANIMATION");
}

/* One picture with the signs comes before the settled one, and nothing moves in between. */
static void reduced_motion(void **state)
{
	struct term *t;

	(void)state;
	write_file("config", "animation = reduced\n");
	t = start(120, 36);
	type(t, "2/System RAM covers\r");
	wait_for(t, "adopts them");
	type(t, "\x7f");
	wait_gone(t, "adopts them");
	type(t, " ");
	wait_for(t, "adopts them");
	assert_null(strstr(t->raw.s, "comes in"));
	wait_for(t, "Kernel data ◄ becomes a child");
	wait_for(t, "Kernel code ◄ becomes a child");
	assert_null(strstr(t->raw.s, "comes in"));
	stop(t);
}

static const struct {
	const char *line, *reason;
} wrong[] = {
	{ "theme = blue", "'blue' is not one of: dark, light, contrast, mono" },
	{ "mouse = maybe", "'maybe' is not one of: on, off" },
	{ "animation = -1", "'-1' is not one of: off, instant" },
	{ "colour = red", "'red' is not one of: auto, always, never" },
	{ "kernel-source = /no/such/folder", "no source of a kernel" },
	{ "theme =", "behind the = stands nothing" },
	{ "thme = dark", "there is no setting called 'thme'" },
	{ "bind F99 stop", "there is no key called 'F99'" },
	{ "bind Ctrl-1 stop", "there is no key called 'Ctrl-1'" },
	{ "bind s fly", "there is no request called 'fly'" },
	{ "bind s", "a line is" },
	{ "bind s stop now", "a line is" },
	{ "unbind", "a line is" },
	{ "fly away", "a line is" },
	{ "include no-such-file", "no-such-file cannot be opened" },
	{ "include config", "files include each other too deeply" },
};

static void broken_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct text text = { 0 }, said = { 0 };
		struct term *t;

		/* the lines around it hold */
		text_addf(&text, "\nbind F7 stop\n%s\nbind F8 back-stop\n", wrong[i].line);
		write_file("config", text.s);
		t = start(200, 24);
		text_addf(&said, "%s/bootwalk/config:3: ", home);
		wait_for(t, said.s);
		wait_for(t, wrong[i].reason);
		assert_true(lacks(t, "wrong lines in all"));
		wait_for(t, "F7 go on");
		assert_true(has(t, "F8 back"));
		type(t, "\x1b[18~");
		wait_for(t, "stop 2 of ");
		assert_true(lacks(t, said.s));
		text_free(&text);
		text_free(&said);
		stop(t);
	}
}

/* What stands behind the last line that is read does not hold, and is not passed over in silence. */
static void too_many_lines(void **state)
{
	struct text text = { 0 };
	struct term *t;

	(void)state;
	for (int i = 0; i < 2000; i++)
		text_add(&text, "# a remark\n");
	text_add(&text, "bind F7 stop\n");
	write_file("config", text.s);
	t = start(200, 24);
	wait_for(t, "only the first 2000 lines are read");
	assert_true(lacks(t, "F7 go on"));
	text_free(&text);
	stop(t);
}

static void several_broken_lines(void **state)
{
	struct text text = { 0 };
	struct term *t;

	(void)state;
	text_add(&text, "bind a b c\nx\ny = z\n");
	for (int i = 0; i < 3000; i++)
		text_add_char(&text, 'x');
	text_add(&text, "\n\x01\xff = \x1b[31m\nbind F7 stop");
	t = start_with(text.s);
	wait_for(t, "(wrong lines in all: 5)");
	assert_true(has(t, "config:1: "));
	assert_true(has(t, "F7 go on"));
	assert_null(strstr(t->raw.s, "\x1b[31m"));
	stop(t);
	text_free(&text);
}

static void included_files(void **state)
{
	char folder[512];
	static const char *const shipped[] = { "include keys.vim\n", "include keys.emacs\n" };
	struct term *t;

	(void)state;
	write_file("more", "bind F7 stop\nbind nonsense\n");
	t = start_with("include more\nbind F8 back-stop\n");
	wait_for(t, "bootwalk/more:2: ");
	assert_true(has(t, "F7 go on"));
	assert_true(has(t, "F8 back"));
	stop(t);
	/* what ships is found where the program's data is */
	snprintf(folder, sizeof(folder), "%s/contrib", getenv("BOOTWALK_SOURCE"));
	setenv("BOOTWALK_DATADIR", folder, 1);
	for (size_t i = 0; i < 2; i++) {
		t = start_with(shipped[i]);
		assert_true(lacks(t, "bootwalk/config:"));
		type(t, i ? "\x06" : "l");
		wait_for(t, "stop 2 of ");
		type(t, i ? "\x02" : "h");
		wait_for(t, "stop 1 of ");
		assert_true(lacks(t, "keys."));
		stop(t);
	}
	unsetenv("BOOTWALK_DATADIR");
}

/* A relative folder is to be ignored; then the one in the home counts. */
static void where_it_lies(void **state)
{
	char path[128];
	struct term *t;

	(void)state;
	write_file("config", "bind F7 stop\n");
	setenv("XDG_CONFIG_HOME", "relative", 1);
	t = start(80, 24);
	wait_for(t, "space go on");
	stop(t);
	snprintf(path, sizeof(path), "%s/.config", home);
	assert_int_equal(symlink(".", path), 0);
	t = start(80, 24);
	wait_for(t, "F7 go on");
	stop(t);
	assert_int_equal(remove(path), 0);
	setenv("XDG_CONFIG_HOME", home, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_as_bound),  cmocka_unit_test(alt_alone),
		cmocka_unit_test(values),         cmocka_unit_test(reduced_motion),
		cmocka_unit_test(broken_lines),   cmocka_unit_test(several_broken_lines),
		cmocka_unit_test(too_many_lines), cmocka_unit_test(included_files),
		cmocka_unit_test(where_it_lies),
	};
	int failed;

	make_home();
	setenv("XDG_CONFIG_HOME", home, 1);
	unsetenv("BOOTWALK_ANIMATION");
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	remove_files();
	return failed;
}
