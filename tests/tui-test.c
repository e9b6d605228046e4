/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal interface as a reader meets it: the real program in a
 * pseudo-terminal, its output on the screen of libvterm.
 *
 * A small process between the test and the program does a shell's part, so
 * that the program can be stopped.  Nothing here sleeps: the test waits for
 * what should come, and gives up after DEADLINE.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <vterm.h>

#include "sim/memory.h"
#include "sim/text.h"

#define DEADLINE 20 /* seconds */

struct term {
	int master, slave; /* the slave is kept open: its modes are looked at */
	int status_pipe;   /* the program's pid, then each of its states */
	pid_t shell, program;
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	bool other_screen, cursor_shown;
	bool ended;
	struct termios before;
	struct text raw; /* all that was written */
};

static int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct term *t = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		t->other_screen = value->boolean;
	if (prop == VTERM_PROP_CURSORVISIBLE)
		t->cursor_shown = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

/* A shell's part: own the terminal, start the program in front, tell what becomes of it. */
static void be_shell(const char *slave, int out, char **argv)
{
	int status;
	pid_t pid;
	int tty;

	/* a test that fails leaves nobody behind */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	setsid();
	tty = open(slave, O_RDWR);
	ioctl(tty, TIOCSCTTY, 0);
	for (int fd = 0; fd < 3; fd++)
		dup2(tty, fd);
	signal(SIGTTOU, SIG_IGN);
	pid = fork();
	if (!pid) {
		setpgid(0, 0);
		tcsetpgrp(tty, getpid());
		/* whoever runs the tests may have some of them ignored */
		for (int sig = 1; sig < 32; sig++)
			signal(sig, SIG_DFL);
		close(tty);
		close(out);
		execv(argv[0], argv);
		_exit(127);
	}
	if (write(out, &pid, sizeof(pid)) != sizeof(pid))
		_exit(1);
	while (waitpid(pid, &status, WUNTRACED) == pid) {
		if (write(out, &status, sizeof(status)) != sizeof(status))
			break;
		if (!WIFSTOPPED(status))
			break;
	}
	_exit(0);
}

static const char *program(void)
{
	const char *path = getenv("BOOTWALK");

	return path ? path : "./bootwalk";
}

static struct term *start_with(const char *term, int cols, int rows)
{
	char *argv[] = { (char *)program(), (char *)"qemu-virt", NULL };
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	struct term *t = xzalloc(sizeof(*t));
	int pipes[2];

	*t = (struct term){ .rows = rows, .cols = cols, .cursor_shown = true };
	t->master = posix_openpt(O_RDWR | O_NOCTTY);
	assert_true(t->master >= 0 && !grantpt(t->master) && !unlockpt(t->master));
	t->slave = open(ptsname(t->master), O_RDWR | O_NOCTTY);
	assert_true(t->slave >= 0);
	assert_int_equal(ioctl(t->master, TIOCSWINSZ, &size), 0);
	assert_int_equal(tcgetattr(t->slave, &t->before), 0);
	assert_int_equal(pipe(pipes), 0);
	t->status_pipe = pipes[0];
	setenv("TERM", term, 1);
	t->shell = fork();
	if (!t->shell) {
		char slave[64];

		snprintf(slave, sizeof(slave), "%s", ptsname(t->master));
		close(pipes[0]);
		close(t->master);
		close(t->slave);
		be_shell(slave, pipes[1], argv);
	}
	close(pipes[1]);
	assert_int_equal(read(t->status_pipe, &t->program, sizeof(t->program)), sizeof(t->program));
	t->vt = vterm_new(rows, cols);
	vterm_set_utf8(t->vt, 1);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_set_callbacks(t->screen, &callbacks, t);
	vterm_screen_reset(t->screen, 1);
	return t;
}

static void stop(struct term *t)
{
	if (!t->ended)
		kill(t->program, SIGKILL);
	close(t->master);
	close(t->slave);
	close(t->status_pipe);
	waitpid(t->shell, NULL, 0);
	vterm_free(t->vt);
	text_free(&t->raw);
	free(t);
}

/* Take what the program writes, waiting at most MS milliseconds for it. */
static void pump(struct term *t, int ms)
{
	struct pollfd fd = { .fd = t->master, .events = POLLIN };
	char bytes[16384];
	ssize_t n;

	if (poll(&fd, 1, ms) <= 0 || !(fd.revents & POLLIN))
		return;
	n = read(t->master, bytes, sizeof(bytes));
	if (n <= 0)
		return;
	text_add_n(&t->raw, bytes, (size_t)n);
	vterm_input_write(t->vt, bytes, (size_t)n);
}

/* The screen as text, a line each, blanks at their ends left out; to be freed. */
static char *screen_text(struct term *t)
{
	struct text all = { 0 };

	for (int y = 0; y < t->rows; y++) {
		VTermRect rect = { y, y + 1, 0, t->cols };
		char line[4096];
		size_t n = vterm_screen_get_text(t->screen, line, sizeof(line), rect);

		while (n && (line[n - 1] == ' ' || !line[n - 1]))
			n--;
		text_add_n(&all, line, n);
		text_add_char(&all, '\n');
	}
	return all.s;
}

static bool has(struct term *t, const char *text)
{
	char *screen = screen_text(t);
	bool found = strstr(screen, text) != NULL;

	free(screen);
	return found;
}

static bool lacks(struct term *t, const char *text)
{
	return !has(t, text);
}

static bool equals(struct term *t, const char *text)
{
	char *screen = screen_text(t);
	bool same = !strcmp(screen, text);

	free(screen);
	return same;
}

static void wait_until(struct term *t, bool (*holds)(struct term *t, const char *text),
                       const char *text, const char *what)
{
	time_t end = time(NULL) + DEADLINE;

	while (!holds(t, text)) {
		if (time(NULL) > end) {
			char *screen = screen_text(t);

			print_error("the screen is:\n%s", screen);
			free(screen);
			fail_msg("waited in vain until the screen %s: %s", what, text);
		}
		pump(t, 50);
	}
}

static void wait_for(struct term *t, const char *text)
{
	wait_until(t, has, text, "shows");
}

static void wait_gone(struct term *t, const char *text)
{
	wait_until(t, lacks, text, "lacks");
}

static void wait_same(struct term *t, const char *screen)
{
	wait_until(t, equals, screen, "is again");
}

static void type(struct term *t, const char *keys)
{
	size_t len = strlen(keys);

	assert_int_equal(write(t->master, keys, len), (ssize_t)len);
}

static void resize(struct term *t, int cols, int rows)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	assert_int_equal(ioctl(t->master, TIOCSWINSZ, &size), 0);
}

/* The next state of the program, as waitpid() tells it. */
static int wait_status(struct term *t)
{
	struct pollfd fd = { .fd = t->status_pipe, .events = POLLIN };
	time_t end = time(NULL) + DEADLINE;
	int status;

	while (poll(&fd, 1, 0) <= 0) {
		if (time(NULL) > end)
			fail_msg("the program goes on and on");
		pump(t, 20);
	}
	assert_int_equal(read(t->status_pipe, &status, sizeof(status)), sizeof(status));
	t->ended = !WIFSTOPPED(status);
	for (size_t had = SIZE_MAX; had != t->raw.len;) {
		had = t->raw.len;
		pump(t, 20);
	}
	return status;
}

static void check_restored(struct term *t)
{
	struct termios now;

	assert_int_equal(tcgetattr(t->slave, &now), 0);
	assert_int_equal(now.c_lflag, t->before.c_lflag);
	assert_int_equal(now.c_iflag, t->before.c_iflag);
	assert_int_equal(now.c_oflag, t->before.c_oflag);
	assert_false(t->other_screen);
	assert_true(t->cursor_shown);
}

/*
 * Until all that was typed is done and on the screen: the help opens, and when
 * it is gone the line of keys, over which it lay, is the last to come back.
 */
static void settle(struct term *t)
{
	type(t, "?");
	wait_for(t, "close ");
	type(t, "\x1b");
	wait_gone(t, "close ");
	wait_for(t, "space go on");
}

static struct term *start(void)
{
	struct term *t = start_with("xterm-256color", 80, 24);

	wait_for(t, "stop 1 of ");
	settle(t);
	return t;
}

static bool cursor_is(struct term *t, const char *how)
{
	return t->cursor_shown == !strcmp(how, "shown");
}

static void first_screen(void **state)
{
	struct term *t = start();

	(void)state;
	assert_true(t->other_screen);
	wait_until(t, cursor_is, "hidden", "has its cursor");
	assert_true(has(t, "┌ qemu-virt · linux 6.1 arm64"));
	assert_true(has(t, " boot "));
	assert_true(has(t, " source "));
	assert_true(has(t, "├ map "));
	assert_true(has(t, "setup_machine_fdt()"));
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
	type(t, "0");
	wait_same(t, first);
	free(first);
	free(third);
	stop(t);
}

/* Every key there is; the help opens after each, so the program still lives and listens. */
static void every_key_is_accepted(void **state)
{
	static const char *const keys[] = {
		" ",          "\x1bOC",   "\x1bOD",   "\x7f", "s",      "n",         "f",
		"c",          "S",        "N",        "F",    "C",      "]",         "[",
		"\x1bOH",     "0",        "\x1bOF",   "G",    ">",      "<",         "\t",
		"\x1b[Z",     "1",        "2",        "3",    "4",      "5",         "6",
		"z",          "z",        "\x1bOB",   "j",    "\x1bOA", "k",         "\x1b[6~",
		"\x1b[5~",    "\x06",     "\x02",     "\x0c", "\r",     "x",         "Q",
		"\x1b[24~",   "\xc3\xa4", "\xff\xfe", "g\r",  "/\r",    "\x1b[1;5C", "/zzzz\r",
		"gnowhere\r", "g(((\r",
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

static bool has_any(struct term *t, const char *text)
{
	char *screen = screen_text(t);
	bool any = screen[0] != '\n';

	(void)text;
	free(screen);
	return any;
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
	wait_for(t, " source ");
	type(t, "]]");
	wait_for(t, " memblock ");
	type(t, "\x1bOF");
	wait_for(t, " tree ");
	type(t, "\x1bOH");
	wait_for(t, " source ");
	type(t, "2");
	wait_for(t, "iomem_resource");
	type(t, "]");
	wait_for(t, "iomem_resource");
	wait_gone(t, " source ");
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
	(void)state;
	check_refused(start_with("dumb", 80, 24), "cannot move its cursor");
	check_refused(start_with("no-such-terminal", 80, 24), "unknown");
	check_refused(start_with("", 80, 24), "TERM");
}

static void no_terminal(void **state)
{
	struct text command = { 0 };
	char line[512] = "";
	FILE *out;
	int status;

	(void)state;
	text_addf(&command, "'%s' qemu-virt 2>&1 >/dev/null </dev/null", program());
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
	};

	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("NO_COLOR");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
