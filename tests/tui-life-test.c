/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may befall the program: signals, a stop, another size, a closed terminal, floods of keys. */
#include "screen-check.h"

/* Each frame stays long enough to be met on a machine that is busy with other tests. */
#define LONG_FRAMES "1500"

static char lesson_file[HOME_PATH];

static const char lesson[] = "---\n"
			     "title: Life\n"
			     "board: qemu-virt\n"
			     "kernel: linux-6.1-arm64\n"
			     "level: test\n"
			     "time: 5\n"
			     "objectives:\n"
			     "  - See a page.\n"
			     "---\n"
			     "\n"
			     "# The first page\n"
			     "\n"
			     "All of it.\n";

static const char *const board[] = { "qemu-virt", NULL };
static const char *const page[] = { "lesson", lesson_file, NULL };
static const char *const nothing[] = { NULL };

/* To the step before one with frames, at 80x24; with the keys it is told frame by frame. */
#define TO_THE_LINK  "2/System RAM covers\r\x7f"
#define FIRST_FRAME  "comes in"
#define SECOND_FRAME "● covers it"

/* Where the program may be when something befalls it. */
static const struct scene {
	const char *const *args;
	const char *animation, *keys, *wait;
} scenes[] = {
	{ board, "off", "", "stop 1 of " },
	{ board, "off", ":request_mem_region", ": request_mem_region" },
	{ board, "off", ":\x12mem", "mem" },
	{ board, "off", "/System", "find: System" },
	{ board, "off", "?", "close " },
	{ board, "off", "W", "Presenter mode" },
	{ board, "off", "p", "Playing" },
	{ board, LONG_FRAMES, TO_THE_LINK " ", FIRST_FRAME },
	{ page, "off", "", " page 1 of 1" },
	{ nothing, "off", "", "quit" },
};
enum { SCENES = sizeof(scenes) / sizeof(scenes[0]) };

static struct term *start(const struct scene *scene)
{
	struct term *t;

	setenv("BOOTWALK_ANIMATION", scene->animation, 1);
	t = start_program("xterm-256color", 80, 24, scene->args);
	setenv("BOOTWALK_ANIMATION", "off", 1);
	wait_for(t, "quit");
	type(t, scene->keys);
	wait_for(t, scene->wait);
	wait_idle(t);
	return t;
}

static void signals_end_it(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };

	(void)state;
	for (size_t i = 0; i < SCENES; i++)
		for (size_t n = 0; n < sizeof(signals) / sizeof(signals[0]); n++) {
			struct term *t = start(&scenes[i]);
			int status;

			print_message("scene %zu, signal %d\n", i, signals[n]);
			kill(t->program, signals[n]);
			if (!strcmp(scenes[i].keys, "p") && signals[n] == SIGINT) {
				/* the first Ctrl-C ends what goes on by itself, and nothing else */
				wait_gone(t, scenes[i].wait);
				wait_idle(t);
				kill(t->program, SIGINT);
			}
			status = wait_status(t);
			if (!WIFSIGNALED(status) || WTERMSIG(status) != signals[n])
				fail_msg("scene %zu: signal %d ended it with the status %#x", i,
				         signals[n], status);
			check_restored(t);
			assert_int_equal(t->mouse, VTERM_PROP_MOUSE_NONE);
			stop(t);
		}
}

/* The screen of SCENE as a terminal of that size has it from the beginning. */
static char *fresh_screen(const struct scene *scene, int cols, int rows)
{
	struct term *t = start_program("xterm-256color", cols, rows, scene->args);
	char *screen;

	wait_for(t, "quit");
	type(t, scene->keys);
	wait_for(t, scene->wait);
	wait_idle(t);
	screen = screen_text(t);
	stop(t);
	return screen;
}

static void stop_it(struct term *t)
{
	type(t, "\x1a");
	assert_true(WIFSTOPPED(wait_status(t)));
	check_restored(t);
	assert_int_equal(t->mouse, VTERM_PROP_MOUSE_NONE);
}

/* Somebody else writes there meanwhile, and the window gets another size. */
static void stopped_and_resized(void **state)
{
	static const char noise[] = "\x1b[2J\x1b[HSomebody else was here.";

	(void)state;
	for (size_t i = 0; i < SCENES; i++) {
		const struct scene *scene = &scenes[i];
		struct term *t;
		char *wanted;

		/* these go on by themselves */
		if (strcmp(scene->animation, "off") != 0 || !strcmp(scene->keys, "p"))
			continue;
		wanted = fresh_screen(scene, 120, 36);
		t = start(scene);
		stop_it(t);
		resize(t, 120, 36);
		vterm_input_write(t->vt, noise, strlen(noise));
		kill(t->program, SIGCONT);
		wait_same(t, wanted);
		assert_true(t->other_screen);
		free(wanted);
		stop(t);
	}
}

static const struct scene *animated(void)
{
	size_t i = 0;

	while (!strcmp(scenes[i].animation, "off"))
		i++;
	return &scenes[i];
}

/* The frames go on where they were, and a key still ends them. */
static void go_on_in_frames(struct term *t)
{
	struct scene settled = { board, "off", TO_THE_LINK " ", "adopts them" };
	char *wanted = fresh_screen(&settled, t->cols, t->rows);
	struct frames f;

	wait_for(t, SECOND_FRAME);
	wait_idle(t);
	check_frames(t, &f);
	type(t, "\x1b");
	wait_same(t, wanted);
	free(wanted);
}

static void resized_in_an_animation(void **state)
{
	struct term *t = start(animated());

	(void)state;
	/* through sizes that have no room for it */
	resize(t, 1, 1);
	wait_idle(t);
	resize(t, 30, 5);
	wait_idle(t);
	resize(t, 200, 60);
	go_on_in_frames(t);
	stop(t);
}

static void stopped_in_an_animation(void **state)
{
	struct term *t = start(animated());

	(void)state;
	stop_it(t);
	resize(t, 120, 36);
	kill(t->program, SIGCONT);
	go_on_in_frames(t);
	stop(t);
}

/* What is told until the next key, and playing, outlast another size. */
static void resized_is_no_key(void **state)
{
	static const struct scene playing = { board, "off", "p", "Playing" };
	struct term *t = start(&playing);

	(void)state;
	resize(t, 120, 36);
	wait_idle(t);
	assert_true(has(t, "Playing"));
	wait_for(t, "stop 2 of ");
	stop(t);
}

static bool has_ended(pid_t pid)
{
	char state = state_of(pid);

	/* nobody may be there to ask how it ended */
	return !state || state == 'Z' || state == 'X';
}

static void wait_end(pid_t pid)
{
	struct timespec little = { 0, 5000000 };
	time_t end = time(NULL) + DEADLINE;

	while (!has_ended(pid)) {
		if (time(NULL) > end) {
			kill(pid, SIGKILL);
			fail_msg("the program goes on without its terminal");
		}
		nanosleep(&little, NULL);
	}
}

/*
 * The window is closed: SIGHUP comes, or is ignored and there is nothing more
 * to read.  With a closed window comes SIGCONT, which undoes the stop by which
 * a search for leaks begins, and that would wait for it for ever.
 */
static void terminal_closed(void **state)
{
	char *real = xstrdup(program());

	(void)state;
	for (size_t i = 0; i < SCENES; i++)
		for (int ignored = 0; ignored < 2; ignored++) {
			struct text command = { 0 };
			const char *args[] = { "-c", NULL, NULL };
			struct scene scene = scenes[i];
			struct term *t;
			pid_t pid;

			text_addf(&command,
			          "trap '%s' HUP; "
			          "exec env ASAN_OPTIONS=$ASAN_OPTIONS:detect_leaks=0 '%s' %s %s",
			          ignored ? "" : "-", real, scene.args[0] ? scene.args[0] : "",
			          scene.args[0] && scene.args[1] ? scene.args[1] : "");
			args[1] = command.s;
			scene.args = args;
			setenv("BOOTWALK", "/bin/sh", 1);
			t = start(&scene);
			setenv("BOOTWALK", real, 1);
			pid = t->program;
			close(t->master);
			close(t->slave);
			t->master = t->slave = -1;
			wait_end(pid);
			t->ended = true;
			stop(t);
			text_free(&command);
		}
	free(real);
}

/* ---- floods of keys ---- */

#define FLOOD 4000 /* bytes; a terminal holds 4095 for who is to read them */

/* All but what the terminal itself acts on, or leaves the program: q, a click on its name. */
static unsigned char any_byte(uint32_t *seed)
{
	static const unsigned char left_out[] = { 0x03, 0x11, 0x13, 0x1a, 0x1c, 'q', 'M' };
	unsigned char c;

	do {
		*seed = *seed * 1664525u + 1013904223u;
		c = (unsigned char)(*seed >> 24);
	} while (memchr(left_out, c, sizeof(left_out)));
	return c;
}

static void check_lives(struct term *t)
{
	struct frames f;

	/* out of whatever is open, one after the other */
	for (int i = 0; i < 4; i++) {
		type(t, "\x1b");
		wait_idle(t);
	}
	type(t, "\x1b\x1b\x0c");
	wait_for(t, "q quit");
	type(t, "?");
	wait_for(t, "close ");
	type(t, "q");
	wait_gone(t, "close ");
	wait_idle(t);
	check_cells(t, false);
	check_frames(t, &f);
}

/* Nonsense of all kinds: broken UTF-8, sequences that nobody ends, keys of every sort. */
static void any_bytes(void **state)
{
	struct term *t = start(&scenes[0]);
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 8; round++) {
		char bytes[FLOOD + 1];

		for (size_t i = 0; i < FLOOD; i++) {
			bytes[i] = (char)any_byte(&seed);
			/* more of what begins a sequence */
			if (i % 7 == 0)
				bytes[i] = '\x1b';
			if (i % 7 == 1 && i % 2)
				bytes[i] = '[';
			if (!bytes[i])
				bytes[i] = ' ';
		}
		bytes[FLOOD] = '\0';
		type(t, bytes);
		check_lives(t);
	}
	stop(t);
}

/* Keys that readline does not expect while it searches the history. */
static void sequences_in_a_search(void **state)
{
	static const char *const keys[] = { "\x18\tY", "\x18\r", "\x18\x12", "\x1b[3~", "\x1bOA" };

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct term *t = start(&scenes[0]);

		type(t, ":M\x12");
		wait_for(t, "search");
		type(t, keys[i]);
		wait_idle(t);
		check_lives(t);
		stop(t);
	}
}

/* A held key does not lag behind: all of it is done before the next screen. */
static void a_held_key(void **state)
{
	struct term *t = start(&scenes[0]);
	char keys[FLOOD + 1];

	(void)state;
	memset(keys, ' ', FLOOD);
	keys[FLOOD] = '\0';
	type(t, keys);
	wait_for(t, "This is the end.");
	memset(keys, '\x7f', FLOOD);
	type(t, keys);
	wait_for(t, "This is the beginning.");
	check_lives(t);
	stop(t);
}

/* Text that is pasted: a long line is held, its end in sight; lines are done one by one. */
static void pasted(void **state)
{
	struct term *t = start(&scenes[0]);
	struct text line = { 0 };

	(void)state;
	text_add(&line, ":");
	while (line.len < 2400)
		text_add(&line, "呼吸器 é e\xcc\x81 ");
	text_add(&line, "the end");
	type(t, line.s);
	wait_for(t, "the end");
	wait_idle(t);
	check_cells(t, false);
	type(t, "\x15");
	wait_gone(t, "the end");
	type(t, "\x1b");
	wait_for(t, "q quit");
	type(t, ":stop\r:stop\r:stop\r");
	wait_for(t, "stop 4 of ");
	check_lives(t);
	text_free(&line);
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signals_end_it),
		cmocka_unit_test(stopped_and_resized),
		cmocka_unit_test(resized_in_an_animation),
		cmocka_unit_test(stopped_in_an_animation),
		cmocka_unit_test(resized_is_no_key),
		cmocka_unit_test(terminal_closed),
		cmocka_unit_test(any_bytes),
		cmocka_unit_test(sequences_in_a_search),
		cmocka_unit_test(a_held_key),
		cmocka_unit_test(pasted),
	};

	set_up_terminal();
	write_home_file(lesson_file, "lesson.md", lesson);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
