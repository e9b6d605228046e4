/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files on the start screen: those opened last, and how a name is typed. */
#include "start-bench.h"

static void recent_files(void **state)
{
	struct term *t;

	(void)state;
	open_once(in_home("files/alpha-one.dtb"));
	open_once(in_home("files/alpha-two.dtb"));
	t = start();
	wait_for(t, "Recent files");
	type(t, "/alpha\r");
	/* the last one first, with its options, home as ~ */
	wait_in_hand(t, "alpha-two.dtb  ~/files  --cpus 2");
	wait_for(t, "Enter open it");
	type(t, "j");
	wait_in_hand(t, "alpha-one.dtb");
	type(t, "\r");
	wait_for(t, "stop 1 of ");
	wait_for(t, "alpha-one.dtb");
	type(t, "q");
	wait_for(t, "Enter open it");
	/* now it is the last one */
	wait_in_hand(t, "alpha-one.dtb  ~/files  --cpus 2");
	type(t, "j");
	wait_in_hand(t, "alpha-two.dtb");
	quit(t);

	/* one that is gone is shown, and not offered */
	assert_int_equal(rename(in_home("files/alpha-two.dtb"), in_home("files/away")), 0);
	t = start();
	wait_for(t, "✗ alpha-two.dtb  gone from ~/files");
	type(t, "/alpha\rj");
	wait_in_hand(t, "Open a file");
	type(t, "k");
	wait_in_hand(t, "alpha-one.dtb");
	quit(t);
	assert_int_equal(rename(in_home("files/away"), in_home("files/alpha-two.dtb")), 0);
}

/* A list that cannot be read is no error, and is kept. */
static void damaged_list(void **state)
{
	struct term *t;

	(void)state;
	write_bytes("bootwalk/recent", "nonsense\n", 9);
	t = start();
	assert_true(lacks(t, "Recent files"));
	quit(t);
	open_once(in_home("files/alpha-one.dtb"));
	assert_int_equal(access(in_home("bootwalk/recent.damaged"), F_OK), 0);
	t = start();
	wait_for(t, "alpha-one.dtb");
	quit(t);
}

static void completion(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "o");
	wait_for(t, "open: ");
	wait_until(t, cursor_is, "shown", "has its cursor");
	type(t, "~/fi\t");
	wait_for(t, "open: ~/files/");
	type(t, "\t");
	/* folders and trees, not the rest */
	wait_for(t, "names that fit");
	wait_for(t, "alpha-one.dtb");
	wait_for(t, "bad.dtb");
	wait_for(t, "below/");
	assert_true(lacks(t, "notes.txt"));
	type(t, "a\t");
	wait_for(t, "open: ~/files/alpha-");
	assert_true(lacks(t, "bad.dtb"));
	type(t, "x\t");
	wait_for(t, "No file or folder there begins like that.");
	assert_true(lacks(t, "names that fit"));
	/* where nothing else fits anything does */
	type(t, "\x15~/files/no\t");
	wait_for(t, "open: ~/files/notes.txt");
	/* only what stands before the cursor is completed */
	type(t, "\x15~/fiXdtb\x02\x02\x02\x02\t\x04"
	        "alpha-t\t");
	wait_for(t, "open: ~/files/alpha-two.dtbdtb");
	type(t, "\x0b\x1b[3~\x1b[3~\x1b[3~");
	wait_gone(t, "dtbdtb");
	type(t, "\r");
	wait_for(t, "stop 1 of ");
	type(t, "q");
	wait_in_hand(t, "alpha-two.dtb");
	quit(t);
}

/* A mistake is told on the screen, the line stays, and can be mended. */
static void mistakes_stay_here(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "G\r");
	wait_for(t, "open: ");
	type(t, "~/files/bad.dtb\r");
	wait_for(t, "! ");
	wait_for(t, "bad.dtb: ");
	wait_for(t, "open: ~/files/bad.dtb");
	type(t, "\x15/no/such/file\r");
	wait_for(t, "/no/such/file: ");
	type(t, "\x15~/files\r");
	wait_for(t, "! ");
	type(t, "\x15\r");
	wait_gone(t, "open: ");
	wait_in_hand(t, "Open a file");
	type(t, "o~/files/bad.dtb\x1b");
	wait_gone(t, "open: ");
	/* what was typed is still there the next time */
	type(t, "o");
	wait_for(t, "open: ~/files/bad.dtb");
	type(t, "\x15\x7f");
	wait_gone(t, "open: ");
	settle(t);
	assert_true(lacks(t, "Recent files"));
	quit(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(recent_files, forget),
		cmocka_unit_test_setup(damaged_list, forget),
		cmocka_unit_test_setup(completion, forget),
		cmocka_unit_test_setup(mistakes_stay_here, forget),
	};

	make_home();
	make_files();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
