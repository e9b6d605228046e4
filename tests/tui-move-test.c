/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving about in the terminal: breakpoints, bookmarks, undo, search, play, and to the node. */
#include "terminal.h"

static struct term *start_at(const char *board, int cols, int rows)
{
	const char *args[] = { board, NULL };
	struct term *t = start_program("xterm-256color", cols, rows, args);

	wait_for(t, "stop 1 of ");
	settle(t);
	return t;
}

static struct term *start(void)
{
	return start_at("qemu-virt", 80, 24);
}

static void ask_and_answer(struct term *t, const char *keys, const char *asks, const char *answer)
{
	type(t, keys);
	wait_for(t, asks);
	type(t, answer);
	wait_gone(t, asks);
}

static void a_breakpoint_of_each_kind(void **state)
{
	static const struct {
		const char *key, *asks, *answer, *says;
	} kinds[] = {
		{ "f", "break at the function: ", "\x15insert_resource\r", "insert_resource(" },
		{ "d", "break at the device: ",
		  "\x15"
		  "9030000.pl061\r",
		  "9030000.pl061" },
		{ "r", "break where the range is spoken of: ",
		  "\x15"
		  "0x9030000-0x9030fff\r",
		  "9030000" },
		{ "k", "break at steps of the kind: ",
		  "\x15"
		  "link\r",
		  "Breakpoint" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct term *t = start();

		type(t, "b");
		wait_for(t, "break on: ");
		ask_and_answer(t, kinds[i].key, kinds[i].asks, kinds[i].answer);
		wait_for(t, "Breakpoint 1.");
		type(t, "n");
		wait_gone(t, "Breakpoint 1.");
		type(t, "c");
		wait_for(t, "Breakpoint 1.");
		wait_for(t, kinds[i].says);
		/* backwards it does not fire where one stands */
		type(t, "C");
		wait_for(t, "stop 0 of ");
		stop(t);
	}
}

/* What the step has at hand stands there already, and Tab completes names. */
static void questions_suggest(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "grequest_standard_resources\r");
	wait_for(t, "request_standard_resources(");
	type(t, "bf");
	wait_for(t, "break at the function: request_standard_resources");
	type(t, "\x15insert_r\t");
	wait_for(t, "break at the function: insert_resource");
	/* all that fit are told, also one that others begin with; what stands behind stays */
	wait_for(t, "insert_resource  insert_resource_conflict");
	type(t, "\x15_end\x01request_sta\t");
	wait_for(t, "break at the function: request_standard_resources_end");
	type(t, "\x15zzz\t");
	wait_for(t, "No name begins like that.");
	type(t, "\x1b");
	wait_gone(t, "break at");
	type(t, "bk");
	wait_for(t, "break at steps of the kind: call");
	type(t, "\x15re\t");
	wait_for(t, "refusal  read");
	type(t, "\x15\x7f");
	wait_gone(t, "break at");
	type(t, "/System RAM covers\r");
	wait_for(t, "adopts them");
	type(t, "w");
	wait_for(t, "watch the range: 0x40000000-0x5fffffff");
	type(t, "\r");
	wait_for(t, "Breakpoint 1.");
	/* of the line under the pointer */
	type(t, "2j");
	settle(t);
	type(t, "w");
	wait_for(t, "watch the range: 0x4");
	type(t, "\x1b");
	wait_gone(t, "watch the range");
	type(t, "gprobe(9030000.pl061)\r");
	wait_for(t, "probe(9030000.pl061");
	type(t, "bd");
	wait_for(t, "break at the device: 9030000.pl061");
	type(t, "\x1b");
	stop(t);
}

static void the_pane_of_breaks(void **state)
{
	struct term *t = start_at("qemu-virt", 120, 36);

	(void)state;
	type(t, "B");
	wait_for(t, "No breakpoints: b sets one");
	wait_for(t, "No bookmarks: m");
	type(t, "bf\x15insert_resource\r");
	wait_for(t, " 1 function insert_resource  ");
	type(t, "bk\x15"
	        "conflict\r");
	wait_for(t, " 2 kind conflict  ");
	type(t, "mk");
	wait_for(t, "'k stop 1  ");
	wait_for(t, "Bookmark k is here");
	type(t, ":disable 2\r");
	wait_for(t, " 2 kind conflict  off");
	type(t, "c");
	wait_for(t, "insert_resource(");
	/* the pointer on the bookmark: Enter goes there, x removes it */
	type(t, "jjj");
	settle(t);
	type(t, "\r");
	wait_for(t, "stop 1 of ");
	/* on a breakpoint: Enter goes to its next hit */
	type(t, "k\x1bOA\x1bOA\x1bOA\x1bOA\r");
	wait_for(t, "insert_resource(");
	type(t, "kkkkjjjx");
	wait_for(t, "The bookmark is gone.");
	wait_for(t, "No bookmarks: m");
	type(t, "kkkkkx");
	wait_for(t, "The breakpoint is gone.");
	wait_gone(t, "function insert_resource  ");
	type(t, "\x1bx");
	wait_for(t, "delete breakpoint number: ");
	type(t, "2\r");
	wait_for(t, "No breakpoints: b sets one");
	stop(t);
}

static void bookmarks_and_jumps(void **state)
{
	struct term *t = start();
	char *first = screen_text(t), *second;

	(void)state;
	type(t, "ma");
	wait_for(t, "Bookmark a is here; 'a comes back.");
	type(t, "grequest_standard_resources\r");
	wait_for(t, "request_standard_resources(");
	settle(t);
	second = screen_text(t);
	type(t, "'");
	wait_for(t, "go to the bookmark");
	type(t, "a");
	wait_same(t, first);
	type(t, "''");
	wait_same(t, second);
	type(t, "''");
	wait_same(t, first);
	type(t, "'z");
	wait_for(t, "there is no bookmark z");
	type(t, "m1");
	wait_for(t, "A bookmark is a letter.");
	type(t, "'\x1b");
	settle(t);
	assert_true(equals(t, first));
	free(first);
	free(second);
	stop(t);
}

static void undo_and_redo(void **state)
{
	struct term *t = start();
	char *screens[5];

	(void)state;
	screens[0] = screen_text(t);
	type(t, "u");
	wait_for(t, "There is no motion to undo.");
	type(t, "s");
	settle(t);
	screens[1] = screen_text(t);
	type(t, "gbootmem_init\r");
	wait_for(t, "bootmem_init()");
	settle(t);
	screens[2] = screen_text(t);
	type(t, "/System RAM covers\r");
	wait_for(t, "adopts them");
	settle(t);
	screens[3] = screen_text(t);
	type(t, "c");
	wait_gone(t, "adopts them");
	settle(t);
	screens[4] = screen_text(t);
	for (int i = 3; i >= 0; i--) {
		type(t, "u");
		wait_same(t, screens[i]);
	}
	for (int i = 1; i < 5; i++) {
		type(t, i % 2 ? "U" : "\x12");
		wait_same(t, screens[i]);
	}
	type(t, "U");
	wait_for(t, "There is no motion to make again.");
	/* a command is a motion too */
	type(t, ":goto setup_machine_fdt\r");
	wait_for(t, "setup_machine_fdt(");
	type(t, "\x1bu");
	wait_same(t, screens[4]);
	for (int i = 0; i < 5; i++)
		free(screens[i]);
	stop(t);
}

static void the_last_move_again(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, ".");
	wait_for(t, "There is no move or search to repeat yet.");
	type(t, " .");
	wait_for(t, "stop 3 of ");
	type(t, "u.");
	wait_for(t, "stop 3 of ");
	type(t, "\x7f.");
	wait_for(t, "stop 1 of ");
	type(t, "/memblock_reserve(\r");
	wait_for(t, "Hit 1 of ");
	type(t, ".");
	wait_for(t, "Hit 2 of ");
	type(t, ".<");
	wait_for(t, "Hit 2 of ");
	type(t, ".");
	wait_for(t, "Hit 1 of ");
	stop(t);
}

/* The first hit is there while the text is typed; Esc leads back. */
static void search_while_typing(void **state)
{
	struct term *t = start();
	char *first = screen_text(t);

	(void)state;
	type(t, "/system ram cov");
	wait_for(t, "find: system ram cov");
	wait_for(t, "adopts them");
	wait_for(t, "Hit 1 of 1.");
	type(t, "zzz");
	wait_for(t, "No step says that.");
	wait_for(t, "stop 1 of ");
	type(t, "\x7f\x7f\x7f");
	wait_for(t, "adopts them");
	type(t, "\x1b");
	wait_same(t, first);
	/* a capital counts */
	type(t, "/System ram cov\r");
	wait_for(t, "No step says that.");
	type(t, "/0x9030800\r");
	wait_for(t, "9030000");
	wait_for(t, "Hit 1 of ");
	type(t, "u");
	wait_same(t, first);
	type(t, "/\r");
	wait_for(t, "9030000");
	type(t, "<");
	wait_for(t, "found from the end on.");
	type(t, ">");
	wait_for(t, "found from the beginning on.");
	free(first);
	stop(t);
}

static void to_the_node(void **state)
{
	static const struct {
		const char *moment, *pane, *line;
	} nodes[] = {
		{ "request_standard_resources/insert_resource#2", " tree ", "iomem_resource" },
		{ "bootmem_init", NULL, "This step is about nothing that a pane lists." },
		{ "memblock_reserve#2", " memblock ", "reserved" },
		{ "early_init_dt_scan", " dtb ", "The header of the blob" },
		{ "probe(9030000.pl061)", " devices ", "9030000.pl061" },
	};
	struct term *t = start();

	(void)state;
	for (size_t i = 0; i < sizeof(nodes) / sizeof(nodes[0]); i++) {
		type(t, "6g");
		wait_for(t, "go to moment: ");
		type(t, nodes[i].moment);
		type(t, "\r");
		wait_gone(t, "go to moment: ");
		type(t, "t");
		wait_for(t, nodes[i].line);
		if (nodes[i].pane) {
			wait_for(t, nodes[i].pane);
			wait_for(t, "▶");
		}
	}
	stop(t);
}

/* Stop after stop by itself: to a breakpoint, to a key, to the end. */
static void play(void **state)
{
	struct term *t;

	(void)state;
	setenv("BOOTWALK_ANIMATION", "20", 1);
	t = start();
	type(t, "bf\x15paging_init\r");
	wait_for(t, "Breakpoint 1.");
	type(t, "p");
	wait_for(t, "Playing; any key stops it");
	wait_for(t, "stop 3 of ");
	wait_for(t, "Breakpoint 1; p plays on.");
	wait_for(t, "paging_init()");
	type(t, "p");
	wait_for(t, "Playing");
	wait_gone(t, "paging_init(): ");
	type(t, " ");
	wait_for(t, "Stopped; p plays on.");
	type(t, "G");
	wait_gone(t, "Stopped");
	type(t, "\x7f");
	settle(t);
	type(t, "p");
	wait_for(t, "This is the end.");
	/* Ctrl-C stops it too, and nothing else */
	type(t, "\x1bOHp");
	wait_for(t, "Playing");
	kill(t->program, SIGINT);
	wait_for(t, "Stopped; p plays on.");
	assert_false(t->ended);
	settle(t);
	/* another speed, and it goes on */
	type(t, "pa");
	wait_for(t, "Animation: ");
	type(t, "q");
	settle(t);
	stop(t);
	setenv("BOOTWALK_ANIMATION", "off", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_breakpoint_of_each_kind),
		cmocka_unit_test(questions_suggest),
		cmocka_unit_test(the_pane_of_breaks),
		cmocka_unit_test(bookmarks_and_jumps),
		cmocka_unit_test(undo_and_redo),
		cmocka_unit_test(the_last_move_again),
		cmocka_unit_test(search_while_typing),
		cmocka_unit_test(to_the_node),
		cmocka_unit_test(play),
	};

	set_up_terminal();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
