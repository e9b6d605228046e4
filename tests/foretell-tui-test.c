/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predict first, as a reader does it: questions, answers, the score, on a board and in a lesson. */
#include "terminal.h"

static struct term *start_board(int cols, int rows)
{
	static const char *const args[] = { "qemu-virt", NULL };
	struct term *t = start_program("xterm-256color", cols, rows, args);

	wait_for(t, "stop 1 of");
	return t;
}

/* To just before the call that the question is about. */
static void go_there(struct term *t)
{
	type(t, "grequest_standard_resources/insert_resource#3\r");
	wait_for(t, "insert_resource(");
	type(t, "S");
	wait_for(t, "The memory region becomes");
}

static void ask(struct term *t)
{
	type(t, "P");
	wait_for(t, "Predict first: before a step");
	wait_for(t, "foretold: 0 of ");
	go_there(t);
	type(t, " ");
	wait_for(t, "? insert_resource is called for 40000000-5fffffff System RAM");
}

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

/* The number that the answer TEXT has on the screen. */
static char number_of(struct term *t, const char *text)
{
	char *screen = screen_text(t), *at = strstr(screen, text), number;

	assert_non_null(at);
	assert_true(at - screen > 2 && at[-1] == ' ');
	number = at[-2];
	free(screen);
	assert_true(number >= '1' && number <= '9');
	return number;
}

static void answer(struct term *t, const char *text)
{
	char key[2] = { number_of(t, text), 0 };

	type(t, key);
	wait_gone(t, "Its number answers it");
}

static void a_question(void **state)
{
	struct term *t = start_board(80, 24);

	(void)state;
	ask(t);
	/* what comes is not to be seen, and space does not lead there */
	wait_gone(t, "adopts them");
	assert_true(lacks(t, "smp_init_cpus"));
	type(t, " ");
	wait_for(t, "The question comes first");
	type(t, "9");
	wait_for(t, "no answer with that number");
	answer(t, "It is refused: 40210000-4185ffff Kernel code");
	wait_for(t, "✗ Not so. It covers 40210000-4185ffff Kernel code whole");
	wait_for(t, "foretold: 0 of 1");
	wait_for(t, "linked in their place and adopts them");
	wait_for(t, "smp_init_cpus");
	/* what is told of it goes with the next key; the same question can come again */
	type(t, "u");
	wait_gone(t, "Not so.");
	type(t, "S ");
	wait_for(t, "? insert_resource is called for 40000000");
	answer(t, "It takes the place of 40210000-4185ffff Kernel code");
	wait_for(t, "✓ Foretold. The rule, __insert_resource line 6");
	wait_for(t, "foretold: 1 of 2");
	type(t, "P");
	wait_for(t, "Predict first is off. foretold: 1 of 2");
	type(t, " ");
	wait_gone(t, "foretold: 1 of 2");
	quit(t);

	/* the score is kept */
	t = start_board(120, 36);
	type(t, "P");
	wait_for(t, "foretold: 1 of 2");
	quit(t);
}

/* A question about a name that fills the screen leaves a row to each pane. */
static void a_long_question(void **state)
{
	struct term *t = start_board(80, 24);
	char name[1201];

	(void)state;
	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	type(t, "grequest_standard_resources@return\r");
	wait_for(t, "request_standard_resources returns");
	type(t, ":request_resource iomem 0x70000000-0x70000fff ");
	type(t, name);
	type(t, "\r");
	wait_for(t, " output ");
	type(t, "\x1b");
	wait_gone(t, " output ");
	type(t, "grequest_standard_resources@return\r");
	wait_for(t, "request_standard_resources returns");
	type(t, "P ");
	wait_for(t, "? request_resource is called for 70000000-70000fff");
	settle(t);
	assert_true(has(t, "│ boot "));
	assert_true(has(t, "├ map "));
	type(t, "\x1b");
	wait_for(t, "is dropped");
	quit(t);
}

/* A question that is dropped, or walked away from, does not count. */
static void not_answered(void **state)
{
	struct term *t = start_board(120, 36);

	(void)state;
	ask(t);
	type(t, "\x1b");
	wait_for(t, "The question is dropped");
	wait_gone(t, "? insert_resource");
	type(t, "S");
	wait_for(t, "The memory region becomes");
	type(t, " ");
	wait_for(t, "? insert_resource is called for 40000000");
	type(t, "s");
	wait_for(t, "You went on without an answer");
	wait_gone(t, "? insert_resource");
	type(t, "G");
	wait_for(t, "start_kernel returns");
	assert_true(has(t, "foretold: 0 of 0"));
	quit(t);
}

/* Play comes to the question and stops there. */
static void play_stops(void **state)
{
	struct term *t = start_board(120, 36);

	(void)state;
	type(t, "P");
	wait_for(t, "foretold: 0 of 0");
	go_there(t);
	type(t, "p");
	wait_for(t, "A question comes first");
	wait_for(t, "? insert_resource is called for 40000000");
	answer(t, "It takes the place of");
	wait_for(t, "foretold: 1 of 1");
	quit(t);
}

/* Numbers answer the question that was asked last; the lesson has a score of its own. */
static void in_a_lesson(void **state)
{
	static const char *const args[] = { "lesson", "04", NULL };
	struct term *t = start_program("xterm-256color", 120, 36, args);

	(void)state;
	wait_for(t, " page 1 of ");
	type(t, "}");
	wait_for(t, " page 2 of ");
	type(t, "P");
	wait_for(t, "foretold: 0 of 0");
	type(t, "\t");
	go_there(t);
	type(t, " ");
	wait_for(t, "? insert_resource is called for 40000000");
	type(t, "0");
	answer(t, "It takes the place of");
	wait_for(t, "foretold: 1 of 1");
	assert_true(lacks(t, "✗ 1"));
	/* another page has no open question */
	type(t, "u");
	wait_gone(t, "Foretold.");
	type(t, "S ");
	wait_for(t, "? insert_resource is called for 40000000");
	type(t, "}");
	wait_for(t, " page 3 of ");
	wait_gone(t, "? insert_resource is called for 40000000");
	quit(t);
	t = start_board(120, 36);
	type(t, "P");
	wait_for(t, "foretold: 0 of 0");
	stop(t);
}

/* As much of the question as there is room for, and all of it where there is enough. */
static void sizes(void **state)
{
	static const int sizes[][2] = { { 200, 60 }, { 120, 36 }, { 80, 24 }, { 60, 30 },
		                        { 60, 15 },  { 40, 12 },  { 20, 5 },  { 80, 24 } };
	struct term *t = start_board(80, 24);

	(void)state;
	ask(t);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		resize(t, sizes[i][0], sizes[i][1]);
		wait_for(t, "insert_resource");
		wait_for(t, "? ");
		if (sizes[i][1] >= 24) {
			wait_for(t, "Its number answers it");
			wait_for(t, "q quit");
		}
	}
	/* in front of a class too */
	type(t, "W");
	wait_for(t, "Its number answers it");
	answer(t, "It takes the place of");
	wait_for(t, "✓ Foretold.");
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_question, forget),
		cmocka_unit_test_setup(a_long_question, forget),
		cmocka_unit_test_setup(not_answered, forget),
		cmocka_unit_test_setup(play_stops, forget),
		cmocka_unit_test_setup(in_a_lesson, forget),
		cmocka_unit_test_setup(sizes, forget),
	};

	set_up_terminal();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
