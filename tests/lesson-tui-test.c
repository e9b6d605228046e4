/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lesson as a student takes it: from the start screen to the last page, quitting on the way. */
#include "terminal.h"

static const char lesson[] =
	"---\n"
	"title: A lesson to test with\n"
	"board: qemu-virt\n"
	"kernel: linux-6.1-arm64\n"
	"level: test\n"
	"time: 5\n"
	"objectives:\n"
	"  - See that pages, questions and tasks work.\n"
	"---\n"
	"\n"
	"# The first page\n"
	"\n"
	"A paragraph with *emphasis*, **weight** and `code`, long enough that it takes several\n"
	"lines of a narrow pane.\n"
	"\n"
	"- first item\n- second item\n- third item\n- fourth item\n- fifth item\n- sixth item\n"
	"- seventh item\n- eighth item\n- ninth item\n- tenth item\n"
	"\n"
	"The last line of the first page.\n"
	"\n"
	"```bootwalk\n"
	"goto request_standard_resources\n"
	"```\n"
	"\n"
	"---\n"
	"\n"
	"# The second page\n"
	"\n"
	"```bootwalk\n"
	"goto request_standard_resources/insert_resource#2@return\n"
	"```\n"
	"\n"
	"```quiz\n"
	"? What comes first?\n"
	"- [ ] The hen | It came from an egg.\n"
	"- [x] The egg | Nothing else will do.\n"
	"```\n"
	"\n"
	"---\n"
	"\n"
	"# The third page\n"
	"\n"
	"```bootwalk\n"
	"goto bootmem_init\n"
	"```\n"
	"\n"
	"```task\n"
	"goal: keep System RAM out of the tree\n"
	"hint: something else must have a part of its range\n"
	"hint: the overlap must not be whole\n"
	"check: no resource \"System RAM\"\n"
	"solution: at bootmem_init insert_resource iomem 0x3ff00000-0x400fffff box\n"
	"```\n"
	"\n"
	"---\n"
	"\n"
	"# The fourth page\n"
	"\n"
	"That was all.\n";

static char lesson_file[HOME_PATH];

static struct term *start_lesson(int cols, int rows)
{
	const char *args[] = { "lesson", lesson_file, NULL };
	struct term *t = start_program("xterm-256color", cols, rows, args);

	wait_for(t, " page ");
	if (cols >= 80 && rows >= 24)
		settle(t);
	return t;
}

/* As if it had never been begun. */
static int forget(void **state)
{
	char path[160];

	snprintf(path, sizeof(path), "%s/bootwalk/progress", home);
	(void)state;
	remove(path);
	return 0;
}

static void quit(struct term *t)
{
	int status;

	type(t, "q");
	status = wait_status(t);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	stop(t);
}

static void from_the_start_screen(void **state)
{
	static const char *const none[] = { NULL };
	struct term *t = start_program("xterm-256color", 80, 24, none);

	(void)state;
	wait_for(t, "Enter begin the course");
	type(t, "\r");
	wait_for(t, " page 1 of ");
	wait_for(t, "Enter");
	/* one leaves to the start screen, and then the program */
	type(t, "q");
	wait_for(t, "Enter go on with the course");
	quit(t);
}

/* All of the page has been on the screen before Enter turns it. */
static void a_long_page_is_read(void **state)
{
	struct term *t = start_lesson(80, 24);

	(void)state;
	assert_true(has(t, "The first page"));
	assert_true(has(t, "page 1 of 4"));
	assert_true(lacks(t, "The last line"));
	assert_true(has(t, "▼ more below"));
	type(t, "\r");
	wait_for(t, "The last line of the first page.");
	wait_for(t, "Enter: the next page");
	assert_true(has(t, "page 1 of 4"));
	type(t, "\r");
	wait_for(t, "page 2 of 4");
	type(t, "{");
	wait_for(t, "page 1 of 4");
	wait_for(t, "▼ more below");
	type(t, " ");
	wait_for(t, "The last line of the first page.");
	type(t, "}}}}");
	wait_for(t, "This is the last page");
	wait_for(t, "the end of the lesson");
	stop(t);
}

static void a_question(void **state)
{
	struct term *t = start_lesson(80, 24);

	(void)state;
	type(t, "}");
	wait_for(t, "? What comes first?");
	assert_true(lacks(t, "It came from an egg."));
	type(t, "\r");
	wait_for(t, "waits for its answer");
	assert_true(has(t, "page 2 of 4"));
	type(t, "1");
	wait_for(t, "✗ 1 The hen");
	wait_for(t, "It came from an egg.");
	assert_true(lacks(t, "answered"));
	type(t, "9");
	wait_for(t, "no answer with that number");
	type(t, "2");
	wait_for(t, "✓ 2 The egg");
	wait_for(t, "Nothing else will do.");
	wait_for(t, "✓ answered");
	type(t, "\r");
	wait_for(t, "page 3 of 4");
	/* it is written once the answer is on the screen */
	type(t, "q");
	wait_status(t);
	stop(t);

	/* what was answered is remembered */
	t = start_lesson(80, 24);
	wait_for(t, "page 3 of 4");
	type(t, "{");
	wait_for(t, "✓ answered");
	wait_for(t, "✓ 2 The egg");
	stop(t);
}

static void wandering_and_back(void **state)
{
	struct term *t = start_lesson(80, 24);
	char *home_screen;

	(void)state;
	type(t, "}");
	wait_for(t, "? What comes first?");
	wait_for(t, "insert_resource returns 0.");
	settle(t);
	home_screen = screen_text(t);
	type(t, "  ");
	wait_gone(t, "insert_resource returns 0.");
	type(t, "\t3");
	wait_for(t, " memblock ");
	type(t, ":insert_resource iomem 0x1000-0x1fff early\r");
	wait_for(t, "-> 0");
	type(t, "q");
	wait_gone(t, "-> 0");
	type(t, "l");
	wait_same(t, home_screen);
	free(home_screen);
	stop(t);
}

static void a_task_is_solved(void **state)
{
	struct term *t = start_lesson(80, 24);

	(void)state;
	type(t, "}}");
	wait_for(t, "Task: keep System RAM");
	type(t, ":insert_resource iomem 0x1000-0x1fff early\r");
	wait_for(t, "-> 0");
	type(t, "\r");
	wait_gone(t, "-> 0");
	assert_true(lacks(t, "solved"));
	type(t, ":insert_resource iomem 0x3ff00000-0x400fffff box\r");
	wait_for(t, "-> 0");
	type(t, "\r");
	wait_gone(t, " output ");
	wait_for(t, "✓ solved");
	wait_for(t, "3ff00000-400fffff : box");
	type(t, "\r");
	wait_for(t, "page 4 of 4");
	stop(t);
}

/* The task is tried elsewhere at each motion, and what is undone are the reader's own. */
static void undo_with_a_task_open(void **state)
{
	struct term *t = start_lesson(80, 24);
	char *screens[3];

	(void)state;
	type(t, "}}");
	wait_for(t, "Task: keep System RAM");
	type(t, "1");
	for (int i = 0; i < 3; i++) {
		type(t, i == 1 ? "s" : i == 2 ? "grequest_standard_resources\r" : "");
		wait_for(t, i == 2 ? "request_standard_resources(" : "bootmem_init");
		settle(t);
		screens[i] = screen_text(t);
	}
	type(t, "u");
	wait_same(t, screens[1]);
	type(t, "u");
	wait_same(t, screens[0]);
	type(t, "u");
	wait_for(t, "There is no motion to undo.");
	type(t, "UU");
	wait_same(t, screens[2]);
	for (int i = 0; i < 3; i++)
		free(screens[i]);
	stop(t);
}

static void hints_and_solution(void **state)
{
	struct term *t = start_lesson(80, 24);

	(void)state;
	type(t, "}}");
	wait_for(t, "Task: keep System RAM");
	assert_true(lacks(t, "hint 1"));
	type(t, "h");
	wait_for(t, "hint 1: something else");
	assert_true(lacks(t, "hint 2"));
	type(t, "h");
	wait_for(t, "hint 2: the overlap");
	type(t, "h");
	wait_for(t, "no other hint");
	assert_true(lacks(t, "solution:"));
	type(t, "h");
	wait_for(t, "show the solution");
	type(t, "n");
	wait_gone(t, "show the solution");
	assert_true(lacks(t, "solution:"));
	type(t, "h");
	wait_for(t, "show the solution");
	type(t, "y");
	wait_for(t, "solution:");
	type(t, "\r");
	wait_for(t, "✓ solved");
	stop(t);
}

/* The task alone is begun anew, or the page with its answers. */
static void begun_anew(void **state)
{
	struct term *t = start_lesson(80, 24);

	(void)state;
	type(t, "}1");
	wait_for(t, "✗ 1 The hen");
	type(t, "r");
	wait_for(t, "begin the page anew");
	type(t, "n");
	wait_gone(t, "begin the page anew");
	assert_true(has(t, "✗ 1 The hen"));
	type(t, "2");
	wait_for(t, "✓ answered; 1 wrong answer");
	type(t, "rp");
	wait_for(t, "The page is as it was");
	wait_gone(t, "answered");
	assert_true(lacks(t, "✗ 1 The hen"));
	type(t, "}h");
	wait_for(t, "hint 1: something else");
	type(t, "hhhy");
	wait_for(t, "solution:");
	type(t, "\r");
	wait_for(t, "✓ solved");
	type(t, "rt");
	wait_for(t, "The task is as it was");
	wait_gone(t, "hint 1");
	assert_true(lacks(t, "solved") && lacks(t, "3ff00000-400fffff"));
	stop(t);
}

static void quit_and_resume(void **state)
{
	struct term *t = start_lesson(80, 24);
	char *left;

	(void)state;
	type(t, "}");
	wait_for(t, "page 2 of 4");
	type(t, "  ");
	wait_gone(t, "insert_resource returns 0.");
	settle(t);
	left = screen_text(t);
	quit(t);
	t = start_lesson(80, 24);
	wait_same(t, left);
	free(left);
	stop(t);
}

static void sizes(void **state)
{
	static const int sizes[][2] = { { 120, 36 }, { 200, 60 }, { 60, 30 }, { 60, 15 },
		                        { 20, 5 },   { 1, 1 },    { 80, 24 } };
	struct term *t = start_lesson(80, 24);
	char *first = screen_text(t);

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		resize(t, sizes[i][0], sizes[i][1]);
		type(t, "1\x0c");
		if (sizes[i][0] < 60)
			continue;
		wait_for(t, " page 1 of 4 ");
		if (sizes[i][0] > 100)
			wait_for(t, " source ");
	}
	settle(t);
	wait_same(t, first);
	free(first);
	stop(t);
}

/* A terminal without room for the page says so, and keys neither answer nor turn it. */
static void too_small(void **state)
{
	struct term *t = start_lesson(80, 24);

	(void)state;
	wait_for(t, " page 1 of 4 ");
	resize(t, 50, 10);
	settle(t);
	type(t, "\r");
	wait_for(t, "too small for the page");
	resize(t, 80, 24);
	wait_for(t, " page 1 of 4 ");
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(from_the_start_screen, forget),
		cmocka_unit_test_setup(a_long_page_is_read, forget),
		cmocka_unit_test_setup(a_question, forget),
		cmocka_unit_test_setup(wandering_and_back, forget),
		cmocka_unit_test_setup(a_task_is_solved, forget),
		cmocka_unit_test_setup(undo_with_a_task_open, forget),
		cmocka_unit_test_setup(hints_and_solution, forget),
		cmocka_unit_test_setup(begun_anew, forget),
		cmocka_unit_test_setup(quit_and_resume, forget),
		cmocka_unit_test_setup(sizes, forget),
		cmocka_unit_test_setup(too_small, forget),
	};

	set_up_terminal();
	write_home_file(lesson_file, "lesson.md", lesson);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
