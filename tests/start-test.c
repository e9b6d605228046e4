/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen: what it offers, and what its keys do. */
#include "start-bench.h"

static void first_screen(void **state)
{
	struct term *t = start();

	(void)state;
	wait_for(t, "│ Lessons");
	wait_in_hand(t, "The first lesson");
	wait_in_hand(t, "5 min");
	wait_in_hand(t, "0/1");
	wait_for(t, "A second one: 内存");
	wait_for(t, "✗ 03-broken.md");
	wait_for(t, "│ Boards");
	wait_for(t, "QEMU's virt machine: one Cortex-A57");
	assert_true(lacks(t, "Recent files"));
	wait_for(t, "Enter begin the course");
	wait_for(t, "See that the first objective is shown.");
	assert_false(t->cursor_shown);
	quit(t);
}

/* Enter, and nothing else, leads through the course. */
static void enter_goes_on_with_the_course(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "\r");
	wait_for(t, " page 1 of 1");
	type(t, "q");
	wait_for(t, "Enter go on with the course");
	wait_for(t, "You are on page 1 of 1.");
	type(t, "\r");
	wait_for(t, "What comes first?");
	type(t, "2");
	wait_for(t, "answered");
	type(t, "q");
	/* what is finished is marked, and the next one is in hand */
	wait_for(t, "Lessons  1 of 3 finished");
	wait_for(t, "✓ The first lesson");
	wait_for(t, "■■■■■■  1/1");
	wait_in_hand(t, "A second one");
	wait_for(t, "Enter go on with the course");
	type(t, "k");
	wait_for(t, "Enter read it again");
	quit(t);

	/* also another day */
	t = start();
	wait_in_hand(t, "A second one");
	quit(t);
}

static void moving(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "jj");
	/* what cannot be read says why */
	wait_in_hand(t, "03-broken.md");
	wait_for(t, "Enter what is wrong");
	wait_for(t, "This lesson cannot be read: the front matter");
	type(t, "\r");
	wait_for(t, "! ");
	wait_for(t, "03-broken.md:1: ");
	type(t, "j");
	wait_in_hand(t, "conflict-lab");
	wait_for(t, "Enter boot it");
	type(t, "\x1bOA\x1bOA");
	wait_in_hand(t, "A second one");
	type(t, "]");
	wait_in_hand(t, "conflict-lab");
	type(t, "\x1bOB");
	wait_in_hand(t, "qemu-virt");
	type(t, "[");
	wait_in_hand(t, "conflict-lab");
	type(t, "[");
	wait_in_hand(t, "The first lesson");
	type(t, "G");
	wait_in_hand(t, "Open a file");
	wait_for(t, "Enter type its name");
	type(t, "\x1bOH");
	wait_in_hand(t, "The first lesson");
	type(t, "\x1b[6~");
	wait_in_hand(t, "Open a file");
	type(t, "\x1b[5~");
	wait_in_hand(t, "The first lesson");
	/* Esc never quits */
	type(t, "\x1b");
	settle(t);
	wait_in_hand(t, "The first lesson");
	quit(t);
}

static void searching(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "/");
	wait_for(t, "find: ");
	type(t, "VERS");
	wait_in_hand(t, "vexpress-a15");
	type(t, "\x7f\x7f\x7f\x7f"
	        "e");
	wait_in_hand(t, "The first lesson");
	type(t, "\x1bOB");
	wait_in_hand(t, "A second one");
	/* the keys of the list are text here */
	type(t, "\x15qG");
	wait_for(t, "find: qG");
	wait_for(t, "Nothing in the list says that.");
	type(t, "\x15"
	        "first l\r");
	wait_gone(t, "find: ");
	wait_in_hand(t, "The first lesson");
	type(t, "/cortex\r");
	wait_in_hand(t, "qemu-virt");
	type(t, "n");
	wait_in_hand(t, "qemu-virt");
	type(t, "/a15");
	wait_in_hand(t, "vexpress-a15");
	type(t, "\x1b");
	wait_gone(t, "find: ");
	wait_in_hand(t, "qemu-virt");
	type(t, "N");
	wait_in_hand(t, "vexpress-a15");
	type(t, "/-\r>");
	wait_in_hand(t, "03-broken.md");
	type(t, "<");
	wait_in_hand(t, "vexpress-a15");
	quit(t);
}

static void a_board_leads_back(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "/qemu-virt\r");
	wait_in_hand(t, "qemu-virt");
	wait_for(t, "interrupt controller of version 2");
	type(t, "\r");
	wait_for(t, "stop 1 of ");
	type(t, "q");
	wait_for(t, "Enter boot it");
	wait_in_hand(t, "qemu-virt");
	/* a board is no file */
	assert_true(lacks(t, "Recent files"));
	quit(t);
}

/* Also a lesson that can be read and not begun. */
static void a_lesson_that_fails(void **state)
{
	static const char text[] = "---\ntitle: Lost\nboard: no-such-board\nkernel: "
				   "linux-6.1-arm64\nlevel: test\ntime: 5\nobjectives:\n"
				   "  - See.\n---\n\n# A page\n\nText.\n";
	struct term *t;

	(void)state;
	write_bytes("data/lessons/en/04-lost.md", text, sizeof(text) - 1);
	t = start();
	type(t, "/Lost\r");
	wait_in_hand(t, "Lost");
	type(t, "\r");
	wait_for(t, "no-such-board");
	wait_in_hand(t, "Lost");
	quit(t);
	remove(in_home("data/lessons/en/04-lost.md"));
}

/* The text about the entry scrolls to its end at every size that shows it. */
static void the_text_scrolls(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "/qemu-virt\r\t");
	wait_for(t, " board ");
	assert_true(lacks(t, "of a recorded boot of that machine."));
	type(t, "\x1bOF");
	wait_for(t, "of a recorded boot of that machine.");
	type(t, "\x1bOH");
	wait_for(t, "QEMU's virt machine: one Cortex-A57, 512 MiB, GICv2, PCIe.");
	type(t, "\x1b[6~jjk");
	wait_gone(t, "GICv2, PCIe.");
	wait_in_hand(t, "qemu-virt");
	type(t, "\x1b");
	settle(t);
	type(t, "j");
	wait_in_hand(t, "vexpress-a15");
	resize(t, 200, 60);
	wait_for(t, "/proc/iomem");
	wait_for(t, "page");
	wait_for(t, "translation");
	resize(t, 60, 15);
	settle(t);
	assert_true(lacks(t, "translation"));
	type(t, "\t");
	wait_for(t, "no room for the text");
	quit(t);
}

/* The line of TEXT on the screen, from 1 on. */
static int row_of(struct term *t, const char *text)
{
	char *screen = screen_text(t), *found = strstr(screen, text);
	int row = 1;

	assert_non_null(found);
	for (char *s = screen; s < found; s++)
		row += *s == '\n';
	free(screen);
	return row;
}

/* Press the mouse in the line of TEXT, TIMES times. */
static void press(struct term *t, const char *text, int times)
{
	for (int i = 0; i < times; i++) {
		char bytes[64];

		snprintf(bytes, sizeof(bytes), "\x1b[<0;10;%dM\x1b[<0;10;%dm", row_of(t, text),
		         row_of(t, text));
		type(t, bytes);
	}
}

static void mouse_and_themes(void **state)
{
	struct term *t = start();
	char above[32];

	(void)state;
	press(t, "vexpress-a15", 1);
	wait_in_hand(t, "vexpress-a15");
	/* headings and the frame are nothing to choose */
	press(t, "Boards", 1);
	press(t, "q quit", 1);
	settle(t);
	assert_true(in_hand(t, "vexpress-a15"));
	/* in the text the wheel and the keys scroll it */
	press(t, "translation", 1);
	type(t, "\x1b[<65;10;10M\x1b[<65;10;10M\x1b[<65;10;10M");
	wait_for(t, "┤");
	wait_for(t, " board  4-");
	type(t, "\x1b[<64;10;10M");
	wait_for(t, " board  3-");
	assert_true(in_hand(t, "vexpress-a15"));
	press(t, "conflict-lab", 1);
	wait_in_hand(t, "conflict-lab");
	type(t, "\x1b[<65;10;10M");
	wait_in_hand(t, "qemu-virt");
	/* what is told takes rows of the list, and is nothing to choose either */
	resize(t, 60, 15);
	settle(t);
	type(t, "\t");
	wait_for(t, "no room for the text");
	snprintf(above, sizeof(above), "\x1b[<0;10;%dM", row_of(t, "no room for the text") - 1);
	type(t, above);
	wait_gone(t, "no room for the text");
	settle(t);
	assert_true(in_hand(t, "qemu-virt"));
	resize(t, 80, 24);
	settle(t);
	type(t, "T");
	wait_for(t, "Theme: light.");
	type(t, "M");
	wait_for(t, "Mouse: off.");
	type(t, "M");
	wait_for(t, "Mouse: on.");
	settle(t);
	press(t, "vexpress-a15", 2);
	wait_for(t, "stop 1 of ");
	stop(t);
}

/* Options without a machine are told, and hold for what is opened. */
static void options_alone(void **state)
{
	static const char *const args[] = { "--kernel", "linux-5.10-arm64", NULL };
	struct term *t = start_program("xterm-256color", 80, 24, args);

	(void)state;
	wait_for(t, "Boards and files that are opened here get: --kernel linux-5.10-arm64");
	type(t, "/qemu-virt\r\r");
	wait_for(t, "stop 1 of ");
	wait_for(t, "linux 5.10 arm64");
	stop(t);
}

static void signals(void **state)
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
	/* also while something is typed */
	type(t, "o/no");
	wait_for(t, "open: /no");
	kill(t->program, SIGTERM);
	status = wait_status(t);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM);
	check_restored(t);
	free(first);
	stop(t);
}

/* Every key there is; the help opens after each, so the program still lives and listens. */
static void every_key_is_accepted(void **state)
{
	static const char *const keys[] = {
		"j",         "k",
		"\x1bOB",    "\x1bOA",
		"\x1b[6~",   "\x1b[5~",
		"\x06",      "\x02",
		"g",         "G",
		"\x1bOH",    "\x1bOF",
		"]",         "]",
		"]",         "]",
		"[",         "[",
		"[",         "[",
		"/\x1b",     "/\r",
		"/zz\r",     "/e\t\x1b[Z\r",
		"n",         "N",
		">",         "<",
		"o\x1b",     "o\r",
		"o\t\t\x1b", "o\xe5\x91\xbc\x7f\x7f",
		"\t",        "\x1b[Z",
		"\t",        "j",
		"\x1b[6~",   "G",
		"\x1b",      "\x0c",
		"x",         "Q",
		"?\x1b",     "?q",
		"??",        "\x1bOPj\x1b[6~G\x1bOP",
		"\xc3\xa4",  "\xff\xfe",
		"\x1b[1;5C", "?\r\x1b",
		"?o\x1b",
	};
	struct term *t = start();

	(void)state;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		type(t, keys[i]);
		settle(t);
	}
	assert_false(t->ended);
	type(t, "\x1bOP");
	wait_for(t, "─ keys ─");
	type(t, "\x1b[21~");
	wait_gone(t, "─ keys ─");
	type(t, "g ");
	wait_for(t, " page 1 of 1");
	stop(t);
}

static void sizes(void **state)
{
	struct term *t = start();
	char *first = screen_text(t);

	(void)state;
	resize(t, 120, 36);
	wait_for(t, "┬ lesson ─");
	wait_for(t, "See that the first objective is shown.");
	resize(t, 200, 60);
	wait_for(t, "1 page ");
	wait_for(t, "············");
	resize(t, 59, 14);
	settle(t);
	wait_gone(t, "┌");
	wait_for(t, "► ");
	wait_for(t, "q quit");
	resize(t, 20, 5);
	wait_for(t, "► ");
	wait_for(t, "q quit");
	resize(t, 1, 1);
	wait_until(t, has_any, "", "shows anything");
	type(t, "j?q/x\x1bo~/fi\t\t\x1bnk");
	resize(t, 3, 2);
	resize(t, 2, 4);
	type(t, "o~/files/\t\rx\x1b");
	resize(t, 1, 40);
	resize(t, 80, 24);
	type(t, "g");
	wait_same(t, first);
	/* where there is one line only a message takes it */
	resize(t, 40, 1);
	wait_for(t, "The first lesson");
	type(t, "/qqq\rN");
	wait_for(t, "Nothing");
	resize(t, 40, 6);
	type(t, "o/nowhere\r");
	wait_for(t, "! /nowhere: ");
	wait_for(t, "open: /nowhere");
	type(t, "\x1b");
	free(first);
	quit(t);
}

/* What stands on terminals of other kinds. */
static void terminals(void **state)
{
	static const char *const names[] = { "vt100", "linux", "screen-256color" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct term *t = start_sized(names[i], 80, 24);

		wait_in_hand(t, "The first lesson");
		type(t, "\r");
		wait_for(t, " page 1 of 1");
		type(t, "q");
		wait_for(t, "Enter go on with the course");
		stop(t);
		forget(NULL);
	}
}

static bool is_ascii(struct term *t, const char *text)
{
	char *screen = screen_text(t), *s = screen;
	bool is;

	(void)text;
	while (*s && (unsigned char)*s < 0x80)
		s++;
	is = !*s;
	free(screen);
	return is;
}

static void ascii(void **state)
{
	struct term *t;

	(void)state;
	setenv("LC_ALL", "C", 1);
	open_once(in_home("files/alpha-one.dtb"));
	t = start_sized("vt100", 120, 36);
	wait_for(t, "| Lessons");
	wait_for(t, "| >   The first lesson");
	wait_for(t, "......  0/1");
	wait_for(t, "A second one: ??");
	wait_until(t, is_ascii, "", "is ASCII");
	type(t, "o~/files/\t");
	wait_for(t, "+ names that fit ");
	wait_until(t, is_ascii, "", "is ASCII");
	stop(t);
	setenv("LC_ALL", "C.UTF-8", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(first_screen, forget),
		cmocka_unit_test_setup(enter_goes_on_with_the_course, forget),
		cmocka_unit_test_setup(moving, forget),
		cmocka_unit_test_setup(searching, forget),
		cmocka_unit_test_setup(a_board_leads_back, forget),
		cmocka_unit_test_setup(a_lesson_that_fails, forget),
		cmocka_unit_test_setup(the_text_scrolls, forget),
		cmocka_unit_test_setup(mouse_and_themes, forget),
		cmocka_unit_test_setup(options_alone, forget),
		cmocka_unit_test_setup(signals, forget),
		cmocka_unit_test_setup(every_key_is_accepted, forget),
		cmocka_unit_test_setup(sizes, forget),
		cmocka_unit_test_setup(terminals, forget),
		cmocka_unit_test_setup(ascii, forget),
	};

	make_home();
	make_files();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
