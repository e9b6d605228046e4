/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal interface as a reader meets it. */
#include "terminal.h"

static struct term *start_with(const char *term, int cols, int rows)
{
	static const char *const args[] = { "qemu-virt", NULL };

	return start_program(term, cols, rows, args);
}

static struct term *start(void)
{
	struct term *t = start_with("xterm-256color", 80, 24);

	wait_for(t, "stop 1 of ");
	settle(t);
	return t;
}

static void first_screen(void **state)
{
	struct term *t = start();

	(void)state;
	assert_true(t->other_screen);
	wait_until(t, cursor_is, "hidden", "has its cursor");
	assert_true(has(t, "┌ qemu-virt · linux 6.1 arm64"));
	assert_true(has(t, " boot "));
	assert_true(has(t, " dtb "));
	assert_true(has(t, "├ map "));
	assert_true(has(t, "setup_machine_fdt"));
	assert_true(has(t, "space go on"));
	assert_true(has(t, "┘"));
	stop(t);
}

static void back_is_the_same_screen(void **state)
{
	struct term *t = start();
	char *first = screen_text(t), *third;

	(void)state;
	type(t, " ");
	wait_for(t, "stop 2 of ");
	type(t, "\x1bOC");
	wait_for(t, "stop 3 of ");
	type(t, "s");
	type(t, "S");
	settle(t);
	assert_true(has(t, "stop 3 of "));
	third = screen_text(t);
	type(t, " ");
	wait_for(t, "stop 4 of ");
	type(t, "\x1bOD");
	wait_same(t, third);
	type(t, "\x7f\x7f");
	wait_same(t, first);
	type(t, "\x1bOD");
	wait_for(t, "This is the beginning.");
	type(t, "G");
	wait_gone(t, "stop 1 of ");
	type(t, "\x1bOH");
	wait_same(t, first);
	free(first);
	free(third);
	stop(t);
}

/* Every key there is; the help opens after each, so the program still lives and listens. */
static void every_key_is_accepted(void **state)
{
	static const char *const keys[] = {
		" ",       "\x1bOC", "\x1bOD",    "\x7f",       "s",
		"n",       "f",      "c",         "S",          "N",
		"F",       "C",      "]",         "[",          "\x1bOH",
		"0",       "\x1bOF", "G",         ">",          "<",
		"\t",      "\x1b[Z", "1",         "2",          "3",
		"4",       "5",      "6",         "z",          "z",
		"\x1bOB",  "j",      "\x1bOA",    "k",          "\x1b[6~",
		"\x1b[5~", "\x06",   "\x02",      "\x0c",       "\r",
		"x",       "Q",      "\x1b[24~",  "\xc3\xa4",   "\xff\xfe",
		"g\r",     "/\r",    "\x1b[1;5C", "/zzzz\r",    "gnowhere\r",
		"g(((\r",  ":\x1b",  "a",         "a",          "a",
		"a",       ":zzz\r", ":\x07",     ":\x12i\x1b", ":\t\t\x1b",
		"}",       "{",      "b\x1b",     "h",          "7",
		"l",       "bf\x1b", "bd\t\x1b",  "br\x1b",     "bk\x15\t\x1b",
		"w\x1b",   "bq",     "ma",        "'a",         "''",
		"'\x1b",   "u",      "U",         "\x12",       ".",
		"t",       "p",      "B",         "xnone\r",
	};
	struct term *t = start();

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		type(t, keys[i]);
		settle(t);
	}
	type(t, "\x1bOP");
	wait_for(t, "─ keys ─");
	type(t, "q");
	wait_gone(t, "─ keys ─");
	assert_false(t->ended);
	stop(t);
}

static void goto_and_search(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "g");
	wait_for(t, "go to moment:");
	wait_until(t, cursor_is, "shown", "has its cursor");
	type(t, "request_standard_resources/insert_resource#2\r");
	wait_for(t, "insert_resource(");
	wait_until(t, cursor_is, "hidden", "has its cursor");
	type(t, "g");
	wait_for(t, "go to moment:");
	type(t, "no_such_function\r");
	wait_for(t, "no_such_function");
	wait_gone(t, "go to moment:");
	type(t, "/System RAM covers\r");
	wait_for(t, "adopts them");
	type(t, "/b\xc3\xa4r\xe5\x91\xbc");
	wait_for(t, "find: bär呼");
	type(t, "\x7f\x7f");
	wait_for(t, "find: bä");
	wait_gone(t, "bär");
	type(t, "\x1b");
	wait_gone(t, "find: b");
	stop(t);
}

static void sizes(void **state)
{
	struct term *t = start();
	char *first = screen_text(t);

	(void)state;
	resize(t, 120, 36);
	wait_for(t, " memblock ");
	wait_for(t, " source ");
	resize(t, 200, 60);
	wait_for(t, " log ");
	resize(t, 60, 15);
	wait_gone(t, " log ");
	wait_for(t, "q quit");
	resize(t, 40, 10);
	wait_for(t, "too small");
	wait_for(t, "q quit");
	resize(t, 1, 1);
	wait_until(t, has_any, "", "shows anything");
	type(t, " ?q");
	resize(t, 3, 2);
	resize(t, 1, 40);
	resize(t, 80, 24);
	wait_for(t, "stop 2 of ");
	type(t, "\x1bOD");
	wait_same(t, first);
	free(first);
	stop(t);
}

/* Until the reader chooses a pane, the free place shows what there is most to see in. */
static void free_place_follows(void **state)
{
	struct term *t = start();

	(void)state;
	wait_for(t, "│ dtb ");
	type(t, "]]");
	wait_for(t, "│ memblock ");
	type(t, "\x1bOF");
	wait_for(t, "│ proc ");
	type(t, "\x1bOH");
	wait_for(t, "│ dtb ");
	/* what was chosen stays */
	type(t, "2");
	wait_for(t, "iomem_resource");
	type(t, "]");
	wait_for(t, "PARAMETERS");
	assert_true(has(t, "iomem_resource"));
	stop(t);
}

static void quit_restores(void **state)
{
	struct term *t = start();
	int status;

	(void)state;
	type(t, "q");
	status = wait_status(t);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	check_restored(t);
	stop(t);
}

static void signals_restore(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGABRT };

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		struct term *t = start();
		int status;

		kill(t->program, signals[i]);
		status = wait_status(t);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != signals[i])
			fail_msg("signal %d ended it with the status %#x", signals[i], status);
		check_restored(t);
		stop(t);
	}
}

static void stopped_and_continued(void **state)
{
	struct term *t = start();
	char *first = screen_text(t);
	int status;

	(void)state;
	type(t, "\x1a");
	status = wait_status(t);
	assert_true(WIFSTOPPED(status));
	check_restored(t);
	kill(t->program, SIGCONT);
	wait_same(t, first);
	assert_true(t->other_screen);
	settle(t);
	type(t, " ");
	wait_for(t, "stop 2 of ");
	free(first);
	stop(t);
}

/* One plain line, and nothing that a terminal would act on. */
static void check_refused(struct term *t, const char *why)
{
	int status = wait_status(t);
	const char *said = text_str(&t->raw), *end = strchr(said, '\n');

	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	assert_non_null(strstr(said, why));
	assert_memory_equal(said, "bootwalk: ", 10);
	assert_null(strchr(said, '\x1b'));
	assert_true(end && !end[1]);
	check_restored(t);
	stop(t);
}

static void terminals_that_cannot(void **state)
{
	/* a board comes as plain lines then: plain-test.c */
	static const char *const none[] = { NULL };

	(void)state;
	check_refused(start_program("dumb", 80, 24, none), "cannot move its cursor");
	check_refused(start_program("no-such-terminal", 80, 24, none), "unknown");
	check_refused(start_program("", 80, 24, none), "TERM");
}

static void no_terminal(void **state)
{
	struct text command = { 0 };
	char line[512] = "";
	FILE *out;
	int status;

	(void)state;
	text_addf(&command, "'%s' 2>&1 >/dev/null </dev/null", program());
	out = popen(command.s, "r");
	assert_non_null(out);
	assert_non_null(fgets(line, sizeof(line), out));
	status = pclose(out);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	assert_string_equal(line, "bootwalk: standard output is not a terminal\n");
	text_free(&command);
}

static void without_colours(void **state)
{
	struct term *t;
	char *first;

	(void)state;
	setenv("NO_COLOR", "1", 1);
	t = start();
	for (const char *s = text_str(&t->raw); (s = strstr(s, "\x1b[")); s += 2)
		if (s[2] == '3' && s[3] >= '0' && s[3] <= '7' && s[4] == 'm')
			fail_msg("a colour is used though NO_COLOR is set");
	stop(t);
	unsetenv("NO_COLOR");
	t = start_with("vt100", 80, 24);
	wait_for(t, "stop 1 of ");
	settle(t);
	first = screen_text(t);
	type(t, " ");
	wait_for(t, "stop 2 of ");
	type(t, "\x7f");
	wait_same(t, first);
	free(first);
	stop(t);
}

/* To where the next stop is MOMENT's link, with animation SPEED. */
/* Each frame stays long enough to be seen on a machine that is busy with other tests. */
#define LONG_FRAMES "1500"

static struct term *start_before_link(const char *speed, int cols, int rows)
{
	struct term *t;

	setenv("BOOTWALK_ANIMATION", speed, 1);
	t = start_with("xterm-256color", cols, rows);
	setenv("BOOTWALK_ANIMATION", "off", 1);
	wait_for(t, "stop 1 of ");
	settle(t);
	type(t, "2/System RAM covers\r");
	wait_for(t, "adopts them");
	type(t, "\x7f");
	wait_gone(t, "adopts them");
	settle(t);
	return t;
}

static void an_adoption_in_frames(void **state)
{
	struct term *t = start_before_link("off", 120, 36);
	char *settled;

	(void)state;
	type(t, " ");
	wait_for(t, "adopts them");
	settle(t);
	settled = screen_text(t);
	stop(t);

	/* each of these is there for one frame only */
	t = start_before_link(LONG_FRAMES, 120, 36);
	type(t, " ");
	wait_for(t, "System RAM ● comes in");
	wait_for(t, "System RAM ● covers it");
	wait_for(t, "Kernel code ◄ compared");
	assert_true(lacks(t, "becomes a child"));
	wait_for(t, "Kernel data ◄ compared");
	wait_for(t, "System RAM ◄ adopts");
	wait_for(t, "Kernel code ◄ becomes a child");
	assert_true(lacks(t, "Kernel data ◄ becomes a child"));
	wait_same(t, settled);
	free(settled);
	stop(t);
}

static void a_conflict_in_frames(void **state)
{
	struct term *t = start_before_link(LONG_FRAMES, 120, 36);

	(void)state;
	type(t, " ");
	wait_for(t, "comes in");
	type(t, ":insert_resource iomem 0x41000000-0x61000000 thief\r");
	wait_for(t, "-> -EBUSY");
	type(t, "\x1b");
	wait_gone(t, "-> -EBUSY");
	type(t, "SSSS");
	settle(t);
	type(t, " ");
	wait_for(t, "thief ● asks for room");
	wait_for(t, "System RAM ◄ compared");
	assert_true(lacks(t, "╳╳╳"));
	wait_for(t, "!└ 40000000-5fffffff : System RAM ◄ in the way");
	wait_for(t, "╳╳╳");
	wait_for(t, "thief ● refused");
	assert_true(has(t, "!└ 40000000-5fffffff : System RAM ◄ in the way"));
	assert_true(has(t, "╳╳╳"));
	stop(t);
}

/* The key is done at once, and nothing of the frames is left. */
static void a_key_ends_the_frames(void **state)
{
	struct term *t = start_before_link(LONG_FRAMES, 120, 36);

	(void)state;
	type(t, " ");
	wait_for(t, "comes in");
	type(t, "z");
	wait_gone(t, "comes in");
	wait_gone(t, "lies before it");
	type(t, "z");
	wait_for(t, "Kernel data ◄ becomes a child");
	assert_true(has(t, "Kernel code ◄ becomes a child"));
	type(t, "a");
	wait_for(t, "Animation: normal.");
	type(t, "aa");
	wait_for(t, "Animation: off.");
	type(t, "\x7f");
	wait_gone(t, "adopts them");
	type(t, " ");
	wait_for(t, "adopts them");
	assert_true(has(t, "Kernel data ◄ becomes a child"));
	stop(t);
}

static void commands(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, ":");
	wait_until(t, cursor_is, "shown", "has its cursor");
	type(t, "request_r");
	wait_for(t, ": request_r");
	type(t, "\t");
	wait_for(t, "request_resource  ");
	assert_true(has(t, "request_region"));
	type(t, "s\t");
	wait_for(t, ": request_resource");
	type(t, "\x15");
	wait_gone(t, ": request_resource");
	type(t, "mem\xc3\xa4\xe5\x91\xbc");
	wait_for(t, ": memä呼");
	type(t, "\x1bOD\x7f");
	wait_for(t, ": mem呼");
	type(t, "\x1b");
	wait_for(t, "space go on");
	wait_until(t, cursor_is, "hidden", "has its cursor");
	type(t, ":no_such_word\r");
	wait_for(t, "no_such_word");
	wait_for(t, "space go on");
	type(t, ":mouse: request_mem_region 0x9030000 0x1000 mouse\r");
	wait_for(t, " output ");
	wait_for(t, "-> ");
	type(t, " ");
	wait_gone(t, " output ");
	type(t, ":info resource &mo\t");
	wait_for(t, ": info resource &mouse");
	type(t, "\x1b:dmesg\r");
	wait_for(t, "down: more");
	type(t, "jjj\x1b");
	wait_gone(t, " output ");
	wait_for(t, "space go on");
	/* what was typed before comes back */
	type(t, ":\x1bOA\x1bOA");
	wait_for(t, ": mouse: request_mem_region");
	type(t, "\x1b");
	wait_for(t, "space go on");
	type(t, "q");
	assert_true(WIFEXITED(wait_status(t)));
	stop(t);

	/* and is still there the next time */
	t = start();
	type(t, ":\x1bOA");
	wait_for(t, ": dmesg");
	stop(t);
}

/* A call in the past makes the run anew, and the reader stands behind it. */
static void a_call_in_the_past(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "gbootmem_init\r");
	wait_for(t, "bootmem_init(): ");
	type(t, ":insert_resource iomem 0x1000-0x1fff early\r");
	wait_for(t, "-> 0");
	type(t, "q");
	wait_for(t, "insert_resource returns 0.");
	type(t, "2");
	wait_for(t, "00001000-00001fff : early");
	assert_true(lacks(t, " : System RAM"));
	stop(t);
}

static void without_utf8(void **state)
{
	struct term *t;

	(void)state;
	setenv("LC_ALL", "C", 1);
	t = start();
	wait_for(t, "+ qemu-virt - linux 6.1 arm64");
	type(t, "/System RAM covers\r");
	wait_for(t, ": Kernel code <");
	for (size_t i = 0; i < t->raw.len; i++)
		assert_true((unsigned char)t->raw.s[i] < 0x80);
	stop(t);
	setenv("LC_ALL", "C.UTF-8", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_screen),
		cmocka_unit_test(back_is_the_same_screen),
		cmocka_unit_test(every_key_is_accepted),
		cmocka_unit_test(goto_and_search),
		cmocka_unit_test(sizes),
		cmocka_unit_test(free_place_follows),
		cmocka_unit_test(quit_restores),
		cmocka_unit_test(signals_restore),
		cmocka_unit_test(stopped_and_continued),
		cmocka_unit_test(terminals_that_cannot),
		cmocka_unit_test(no_terminal),
		cmocka_unit_test(without_colours),
		cmocka_unit_test(without_utf8),
		cmocka_unit_test(an_adoption_in_frames),
		cmocka_unit_test(a_conflict_in_frames),
		cmocka_unit_test(a_key_ends_the_frames),
		cmocka_unit_test(commands),
		cmocka_unit_test(a_call_in_the_past),
	};

	set_up_terminal();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
