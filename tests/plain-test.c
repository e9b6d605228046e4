/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk as plain lines at a terminal: it asks at each place, and draws nothing. */
#include "terminal.h"

static bool has_written(struct term *t, const char *text)
{
	return strstr(text_str(&t->raw), text) != NULL;
}

static void wait_raw(struct term *t, const char *text)
{
	wait_until(t, has_written, text, "had");
}

static struct term *start_plain(const char *term)
{
	static const char *const args[] = { "play", "qemu-virt", "--plain", NULL };

	return start_program(term, 80, 24, args);
}

/* All that was written is plain, and the terminal was left as it was. */
static void check_plain_end(struct term *t, int wanted)
{
	int status = wait_status(t);

	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), wanted);
	assert_null(strchr(text_str(&t->raw), '\x1b'));
	check_restored(t);
	stop(t);
}

static void asks_at_each_place(void **state)
{
	struct term *t = start_plain("xterm");

	(void)state;
	wait_raw(t, "stop 1 of ");
	wait_raw(t, "> ");
	assert_null(strstr(text_str(&t->raw), "stop 2 of "));
	type(t, "\n");
	wait_raw(t, "stop 2 of ");
	type(t, "stop 9\n");
	wait_raw(t, "stop 11 of ");
	type(t, "-stop\n");
	wait_raw(t, "stop 10 of ");
	type(t, "q\n");
	check_plain_end(t, 0);
}

static void a_slip_is_forgiven(void **state)
{
	struct term *t = start_plain("xterm");

	(void)state;
	wait_raw(t, "> ");
	type(t, "frobnicate\n");
	wait_raw(t, "bootwalk: there is no command 'frobnicate'");
	type(t, "\n");
	wait_raw(t, "stop 2 of ");
	/* Ctrl-D */
	type(t, "\x04");
	check_plain_end(t, 0);
}

static void the_rest(void **state)
{
	struct term *t = start_plain("xterm");

	(void)state;
	wait_raw(t, "> ");
	type(t, "rest\n");
	wait_raw(t, "This is the end of the walk.");
	type(t, "\nq\n");
	check_plain_end(t, 0);
}

/* Terminals that the terminal interface cannot use. */
static void goes_plain(const char *term, const char *why)
{
	static const char *const args[] = { "qemu-virt", NULL };
	struct term *t = start_program(term, 80, 24, args);

	wait_raw(t, "stop 1 of ");
	assert_non_null(strstr(text_str(&t->raw), why));
	wait_raw(t, "> ");
	type(t, "\n");
	wait_raw(t, "stop 2 of ");
	type(t, "quit\n");
	check_plain_end(t, 0);
}

static void terminals_that_cannot(void **state)
{
	(void)state;
	goes_plain("dumb", "cannot move its cursor; the walk comes as lines of text");
	goes_plain("no-such-terminal", "unknown");
	goes_plain("", "TERM: it is not set");
}

static void interrupted(void **state)
{
	struct term *t = start_plain("xterm");
	int status;

	(void)state;
	wait_raw(t, "> ");
	type(t, "\x03");
	status = wait_status(t);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(asks_at_each_place), cmocka_unit_test(a_slip_is_forgiven),
		cmocka_unit_test(the_rest),           cmocka_unit_test(terminals_that_cannot),
		cmocka_unit_test(interrupted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
