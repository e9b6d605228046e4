/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The real program in a pseudo-terminal, its output on the screen of libvterm.
 *
 * A small process between the test and the program does a shell's part, so
 * that the program can be stopped.  Nothing here sleeps: the test waits for
 * what should come, and gives up after DEADLINE.
 */
#ifndef BOOTWALK_TESTS_TERMINAL_H
#define BOOTWALK_TESTS_TERMINAL_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
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

/* not every test needs all of it */
#define UNUSED __attribute__((unused))

#define DEADLINE 20 /* seconds */

struct term {
	int master, slave; /* the slave is kept open: its modes are looked at */
	int status_pipe;   /* the program's pid, then each of its states */
	pid_t shell, program;
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	bool other_screen, cursor_shown;
	int mouse; /* VTERM_PROP_MOUSE_* */
	bool ended;
	struct termios before;
	struct text raw; /* all that was written */
};

static UNUSED int on_property(VTermProp prop, VTermValue *value, void *user)
{
	struct term *t = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		t->other_screen = value->boolean;
	if (prop == VTERM_PROP_MOUSE)
		t->mouse = value->number;
	if (prop == VTERM_PROP_CURSORVISIBLE)
		t->cursor_shown = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = { .settermprop = on_property };

/* A shell's part: own the terminal, start the program in front, tell what becomes of it. */
static UNUSED void be_shell(const char *slave, int out, char **argv)
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
		/* nor what a test's reader waits for the end of */
		for (int fd = 3; fd < 1024; fd++)
			close(fd);
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

static UNUSED const char *program(void)
{
	const char *path = getenv("BOOTWALK");

	return path ? path : "./bootwalk";
}

/* ARGS are those of the program, NULL behind the last; at most 6. */
static UNUSED struct term *start_program(const char *term, int cols, int rows,
                                         const char *const *args)
{
	char *argv[8] = { (char *)program() };
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };
	struct term *t = xzalloc(sizeof(*t));
	int pipes[2];

	for (int i = 0; i < 6 && args[i]; i++)
		argv[i + 1] = (char *)args[i];
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

static UNUSED void stop(struct term *t)
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
static UNUSED void pump(struct term *t, int ms)
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
static UNUSED char *screen_text(struct term *t)
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

static UNUSED bool has(struct term *t, const char *text)
{
	char *screen = screen_text(t);
	bool found = strstr(screen, text) != NULL;

	free(screen);
	return found;
}

static UNUSED bool lacks(struct term *t, const char *text)
{
	return !has(t, text);
}

static UNUSED bool equals(struct term *t, const char *text)
{
	char *screen = screen_text(t);
	bool same = !strcmp(screen, text);

	free(screen);
	return same;
}

/* Is there anything on the screen? */
static UNUSED bool has_any(struct term *t, const char *text)
{
	char *screen = screen_text(t);
	bool any = screen[0] != '\n';

	(void)text;
	free(screen);
	return any;
}

/* HOW: "shown" or "hidden". */
static UNUSED bool cursor_is(struct term *t, const char *how)
{
	return t->cursor_shown == !strcmp(how, "shown");
}

static UNUSED void wait_until(struct term *t, bool (*holds)(struct term *t, const char *text),
                              const char *text, const char *what)
{
	time_t end = time(NULL) + DEADLINE;

	while (!holds(t, text)) {
		if (time(NULL) > end) {
			char *screen = screen_text(t);

			fprintf(stderr, "the screen is:\n%s", screen);
			free(screen);
			fail_msg("waited in vain until the screen %s: %s", what, text);
		}
		pump(t, 50);
	}
}

static UNUSED void wait_for(struct term *t, const char *text)
{
	wait_until(t, has, text, "shows");
}

static UNUSED void wait_gone(struct term *t, const char *text)
{
	wait_until(t, lacks, text, "lacks");
}

static UNUSED void wait_same(struct term *t, const char *screen)
{
	wait_until(t, equals, screen, "is again");
}

static UNUSED void type(struct term *t, const char *keys)
{
	size_t len = strlen(keys);

	assert_int_equal(write(t->master, keys, len), (ssize_t)len);
}

static UNUSED void resize(struct term *t, int cols, int rows)
{
	struct winsize size = { .ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols };

	t->rows = rows;
	t->cols = cols;
	vterm_set_size(t->vt, rows, cols);
	assert_int_equal(ioctl(t->master, TIOCSWINSZ, &size), 0);
}

/* The next state of the program, as waitpid() tells it. */
static UNUSED int wait_status(struct term *t)
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

static UNUSED void check_restored(struct term *t)
{
	struct termios now;

	assert_int_equal(tcgetattr(t->slave, &now), 0);
	assert_int_equal(now.c_lflag, t->before.c_lflag);
	assert_int_equal(now.c_iflag, t->before.c_iflag);
	assert_int_equal(now.c_oflag, t->before.c_oflag);
	assert_false(t->other_screen);
	assert_true(t->cursor_shown);
}

/* As /proc tells it: 'R' it runs, 'S' it waits; 0 when that cannot be told. */
static UNUSED char state_of(pid_t pid)
{
	char path[64], line[256] = "", *end;
	FILE *in;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	in = fopen(path, "r");
	if (!in)
		return 0;
	/* "PID (NAME) STATE ...", and the name may hold anything */
	end = fgets(line, sizeof(line), in) ? strrchr(line, ')') : NULL;
	fclose(in);
	return end && end[1] ? end[2] : (char)0;
}

static UNUSED bool is_there(int fd)
{
	struct pollfd input = { .fd = fd, .events = POLLIN };

	/* whoever asks gets what was still on its way through the terminal as well */
	return poll(&input, 1, 0) > 0;
}

/*
 * Until the program has read all that was typed, waits for more, and all that it
 * wrote is on the screen.  An Escape alone is not done by then: wait for what it does.
 */
static UNUSED void wait_idle(struct term *t)
{
	time_t end = time(NULL) + DEADLINE;

	while (is_there(t->slave) || state_of(t->program) != 'S' || is_there(t->master)) {
		if (!state_of(t->program))
			fail_msg("the program has ended");
		if (time(NULL) > end)
			fail_msg("the program never waits for a key: %s",
			         is_there(t->slave) ? "some are unread" : "it goes on and on");
		pump(t, 2);
	}
}

/*
 * Until all that was typed is done and on the screen, an Escape at the end too: the
 * help opens and closes, which also takes away what is said only until the next key.
 */
static UNUSED void settle(struct term *t)
{
	type(t, "?");
	wait_for(t, "close ");
	type(t, "\x1b");
	wait_gone(t, "close ");
	wait_for(t, "q quit");
	wait_idle(t);
}

static char home[] = "/tmp/bootwalk-test-XXXXXX";

static UNUSED int remove_one(const char *path, const struct stat *st, int what, struct FTW *place)
{
	(void)st;
	(void)what;
	(void)place;
	return remove(path);
}

static UNUSED void remove_home(void)
{
	nftw(home, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* A home of its own for what the program remembers. */
static UNUSED void make_home(void)
{
	if (!mkdtemp(home)) {
		perror(home);
		exit(99);
	}
	setenv("HOME", home, 1);
	setenv("XDG_STATE_HOME", home, 1);
	setenv("INPUTRC", "/dev/null", 1);
	atexit(remove_home);
}

/* What most of these tests need: a home, UTF-8, colours, no animation. */
static UNUSED void set_up_terminal(void)
{
	make_home();
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("NO_COLOR");
	setenv("BOOTWALK_ANIMATION", "off", 1);
}

#define HOME_PATH 128

/* A file called NAME in the home, with TEXT in it; its path goes to PATH, of HOME_PATH bytes. */
static UNUSED void write_home_file(char *path, const char *name, const char *text)
{
	FILE *out;

	snprintf(path, HOME_PATH, "%s/%s", home, name);
	out = fopen(path, "w");
	if (!out || fputs(text, out) < 0 || fclose(out)) {
		perror(path);
		exit(99);
	}
}

#endif
