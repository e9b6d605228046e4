/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kinds of terminals, and terminals of all sizes. */
#include "screen-check.h"

/* The smallest screen with panes. */
#define PANE_COLS 60
#define PANE_ROWS 15

static char lesson_file[HOME_PATH];

static const char lesson[] = "---\n"
			     "title: Sizes\n"
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
			     "A paragraph with 呼吸器 and e\xcc\x81 in it, long enough for lines.\n"
			     "\n"
			     "| a | table |\n|---|---|\n| 呼 | of two columns |\n"
			     "\n"
			     "```teacher\n"
			     "What to say in class.\n"
			     "```\n";

static struct term *start_as(const char *term, int cols, int rows)
{
	static const char *const args[] = { "qemu-virt", NULL };

	return start_program(term, cols, rows, args);
}

/* ---- kinds of terminals ---- */

static const char *const terminals[] = { "vt100",           "vt220",          "linux",
	                                 "xterm",           "xterm-256color", "screen",
	                                 "screen-256color", "tmux-256color",  "rxvt-unicode" };

/* What TERM sends for the key that terminfo calls NAME; false when that is not known here. */
static bool key_bytes(const char *term, const char *name, char bytes[32])
{
	char command[128];
	size_t len;
	FILE *in;

	snprintf(command, sizeof(command), "tput -T%s %s 2>/dev/null", term, name);
	in = popen(command, "r");
	assert_non_null(in);
	len = fread(bytes, 1, 31, in);
	bytes[len] = '\0';
	return !pclose(in) && len;
}

static void check_walk(struct term *t, const char *right)
{
	struct frames f;
	char *first;
	int status;

	wait_for(t, "stop 1 of ");
	wait_idle(t);
	check_cells(t, false);
	check_frames(t, &f);
	first = screen_text(t);
	type(t, right);
	wait_for(t, "stop 2 of ");
	type(t, "\x7f");
	wait_same(t, first);
	type(t, "2");
	wait_until(t, has_title, "tree", "shows the pane");
	resize(t, 120, 36);
	wait_idle(t);
	check_frames(t, &f);
	resize(t, 80, 24);
	wait_idle(t);
	check_frames(t, &f);
	assert_true(has_title(t, "tree"));
	type(t, "q");
	status = wait_status(t);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	check_restored(t);
	assert_int_equal(t->mouse, VTERM_PROP_MOUSE_NONE);
	free(first);
}

static void kinds_of_terminals(void **state)
{
	unsigned tested = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(terminals) / sizeof(terminals[0]); i++) {
		struct term *t;
		char right[32];

		if (!key_bytes(terminals[i], "kcuf1", right)) {
			print_message("%s is left out: no tput that knows it\n", terminals[i]);
			continue;
		}
		print_message("%s\n", terminals[i]);
		t = start_as(terminals[i], 80, 24);
		check_walk(t, right);
		stop(t);
		tested++;
	}
	if (!tested)
		skip();
}

static bool has_written(struct term *t, const char *text)
{
	return strstr(text_str(&t->raw), text) != NULL;
}

/* One that cannot move its cursor gets lines of text, and keeps them. */
static void a_dumb_terminal(void **state)
{
	struct term *t = start_as("dumb", 80, 24);
	int status;

	(void)state;
	wait_until(t, has_written, "stop 1 of ", "had");
	wait_until(t, has_written, "> ", "had");
	type(t, "\n");
	wait_until(t, has_written, "stop 2 of ", "had");
	resize(t, 1, 1);
	type(t, "q\n");
	status = wait_status(t);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_null(strchr(text_str(&t->raw), '\x1b'));
	check_restored(t);
	stop(t);
}

/* ---- sizes ---- */

static void check_size(struct term *t, int cols, int rows, bool framed)
{
	struct frames f;

	resize(t, cols, rows);
	wait_idle(t);
	check_cells(t, false);
	if (framed && cols >= PANE_COLS && rows >= PANE_ROWS)
		check_frames(t, &f);
	/* there is always something to see */
	if (cols > 3 && !has_any(t, ""))
		fail_at(t, 0, 0, "nothing");
}

/* Each width there is, and in between back to a large screen; the reader's place stays. */
static void each_width(void **state)
{
	static const int heights[] = { 1, 2, 3, 6, 15, 24, 40 };
	struct term *t = start_as("xterm-256color", 80, 24);
	char *before;

	(void)state;
	wait_for(t, "stop 1 of ");
	type(t, "]]]]2jjj");
	wait_for(t, "▶");
	wait_idle(t);
	before = screen_text(t);
	for (int cols = 1; cols <= 100; cols++) {
		for (size_t i = 0; i < sizeof(heights) / sizeof(heights[0]); i++)
			check_size(t, cols, heights[i], true);
		check_size(t, 200, 60, true);
	}
	resize(t, 80, 24);
	wait_same(t, before);
	free(before);
	stop(t);
}

static const char *const board[] = { "qemu-virt", NULL };
static const char *const page[] = { "lesson", lesson_file, NULL };
static const char *const nothing[] = { NULL };

/* What may be on the screen when its size changes; FRAMED: no box lies over the panes. */
static const struct {
	const char *const *args;
	const char *keys, *wait;
	bool framed;
} scenes[] = {
	{ board, "?", "close ", false },
	{ board, "K", "glossary", false },
	{ board, "/\xe5\x91\xbc\xe5\x90\xb8\xe5\x99\xa8", "find: 呼吸器", true },
	{ board, "G:dmesg\r", "down: more", false },
	{ board, ":request_mem_region 0x9030000 0x1000 \xe5\x91\xbc", "呼", false },
	{ board, "W", "Presenter mode", true },
	{ board, "z", "stop 1 of", true },
	{ board, "G5k", "▶", true },
	{ page, "", " page 1 of 1", true },
	{ page, "W", "What to say in class.", true },
	{ nothing, "", "quit", false },
};

static void what_is_on_the_screen(void **state)
{
	static const int widths[] = { 1, 2, 3, 5, 8, 13, 21, 40, 59, 60, 79, 80, 120, 200 };
	static const int heights[] = { 1, 2, 4, 5, 8, 14, 15, 24, 60 };

	(void)state;
	for (size_t i = 0; i < sizeof(scenes) / sizeof(scenes[0]); i++) {
		struct term *t = start_program("xterm-256color", 120, 36, scenes[i].args);
		char *before;

		wait_for(t, "quit");
		type(t, scenes[i].keys);
		wait_for(t, scenes[i].wait);
		wait_idle(t);
		before = screen_text(t);
		for (size_t w = 0; w < sizeof(widths) / sizeof(widths[0]); w++)
			for (size_t h = 0; h < sizeof(heights) / sizeof(heights[0]); h++)
				check_size(t, widths[w], heights[h], scenes[i].framed);
		resize(t, 120, 36);
		wait_same(t, before);
		free(before);
		stop(t);
	}
}

/* Each key is taken where there is no room for anything; what it opens is closed again. */
static void keys_in_one_cell(void **state)
{
	struct term *t = start_as("xterm-256color", 80, 24);

	(void)state;
	wait_for(t, "stop 1 of ");
	resize(t, 1, 1);
	for (int c = '!'; c <= '~'; c++) {
		char keys[8];

		snprintf(keys, sizeof(keys), "%c\x1b\x1b", c == 'q' ? 'n' : c);
		type(t, keys);
		wait_idle(t);
	}
	resize(t, 80, 24);
	type(t, "\x1b\x1b\x1bOH");
	wait_for(t, "stop 1 of ");
	wait_for(t, "q quit");
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_of_terminals), cmocka_unit_test(a_dumb_terminal),
		cmocka_unit_test(each_width),         cmocka_unit_test(what_is_on_the_screen),
		cmocka_unit_test(keys_in_one_cell),
	};

	set_up_terminal();
	write_home_file(lesson_file, "lesson.md", lesson);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
