/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where things stand in the terminal: the pointer, presenter mode, the timeline. */
#include "terminal.h"

static struct term *start(const char *board, int cols, int rows)
{
	const char *const args[] = { board, NULL };
	struct term *t = start_program("xterm-256color", cols, rows, args);

	wait_for(t, "stop 1 of ");
	settle(t);
	return t;
}

/* Line Y of the screen. */
static char *row(struct term *t, int y)
{
	char *screen = screen_text(t), *s = screen, *line;

	while (y--)
		s = strchr(s, '\n') + 1;
	line = xmalloc(strcspn(s, "\n") + 1);
	memcpy(line, s, strcspn(s, "\n"));
	line[strcspn(s, "\n")] = '\0';
	free(screen);
	return line;
}

/* The pointer goes to the line of the tree that says WHAT. */
static void point_at(struct term *t, const char *what)
{
	for (int i = 0; i < 100; i++) {
		char *screen, *line, *end;
		bool there;

		type(t, i ? "j" : "2");
		settle(t);
		screen = screen_text(t);
		line = strstr(screen, "▶");
		end = line ? strchr(line, '\n') : NULL;
		if (end)
			*end = '\0';
		there = line && strstr(line, what);
		free(screen);
		if (there)
			return;
	}
	fail_msg("no line of the tree says %s", what);
}

static void a_line_of_iomem_leads_to_its_step(void **state)
{
	struct term *t = start("qemu-virt", 80, 24);
	char *last;

	(void)state;
	type(t, "\x1bOF");
	wait_gone(t, "stop 1 of ");
	point_at(t, "Kernel data");
	assert_true(has(t, "Enter who made this"));
	type(t, "\r");
	wait_gone(t, "▶");
	settle(t);
	/* the tree changed it last when System RAM adopted it */
	assert_true(has(t, "RESOURCES"));
	assert_true(has(t, "System RAM"));
	last = screen_text(t);
	/* there, the line leads to where the reader stands already */
	point_at(t, "Kernel data");
	type(t, "\r");
	wait_for(t, "This very step made the line.");
	free(last);
	stop(t);
}

static void the_pointer_goes_away(void **state)
{
	struct term *t = start("qemu-virt", 80, 24);
	char *before;

	(void)state;
	type(t, "]]]");
	settle(t);
	before = screen_text(t);
	type(t, "j");
	wait_for(t, "▶");
	type(t, "\x1b");
	wait_same(t, before);
	type(t, "k");
	wait_for(t, "▶");
	type(t, " ");
	wait_gone(t, "▶");
	free(before);
	stop(t);
}

static void presenter_mode(void **state)
{
	struct term *t = start("qemu-virt", 80, 24);
	char *before;

	(void)state;
	before = screen_text(t);
	type(t, "W");
	wait_for(t, "Presenter mode");
	settle(t);
	/* one pane, and every other line free */
	assert_true(lacks(t, "├ map"));
	for (int y = 2; y < 14; y += 2) {
		char *even = row(t, y), *odd = row(t, y + 1);

		if (strspn(odd, "│ ") != strlen(odd))
			fail_msg("line %d is not free: %s", y + 1, odd);
		free(even);
		free(odd);
	}
	type(t, " ");
	wait_for(t, "stop 2 of ");
	type(t, "\x1bOD");
	wait_for(t, "stop 1 of ");
	type(t, "j");
	wait_for(t, "▶");
	type(t, "W");
	wait_for(t, "├ map");
	type(t, "\x1b");
	settle(t);
	wait_same(t, before);
	free(before);
	stop(t);
}

/* The place of the reader on the timeline, or -1. */
static int here(struct term *t)
{
	char *line = row(t, t->rows - 1), *at = strstr(line, "●");
	int cells = 0;

	for (char *s = line; at && s < at; s++)
		cells += (*s & 0xc0) != 0x80;
	free(line);
	return at ? cells : -1;
}

static void the_timeline_shows_the_way(void **state)
{
	struct term *t = start("conflict-lab", 80, 24);
	char *line;
	int first = here(t), middle;

	(void)state;
	assert_int_equal(first, 1);
	type(t, "]]]]]]");
	settle(t);
	middle = here(t);
	assert_true(middle > first && middle < 78);
	line = row(t, 23);
	/* what is behind and ahead, a conflict, a refusal, a stage */
	assert_non_null(strstr(line, "━"));
	assert_non_null(strstr(line, "!"));
	assert_non_null(strstr(line, "✗"));
	assert_non_null(strstr(line, "┃"));
	free(line);
	type(t, "\x1bOF");
	settle(t);
	assert_int_equal(here(t), 78);
	stop(t);
}

static void the_same_key_again_follows_the_steps(void **state)
{
	struct term *t = start("qemu-virt", 80, 24);

	(void)state;
	type(t, "5");
	wait_for(t, " log ");
	type(t, "]]]");
	settle(t);
	assert_true(has(t, " log "));
	type(t, "5");
	wait_for(t, "The pane follows the steps again.");
	settle(t);
	assert_true(lacks(t, " log "));
	stop(t);
}

static void a_line_that_was_cut_can_be_read(void **state)
{
	struct term *t = start("conflict-lab", 80, 24);

	(void)state;
	type(t, "\x1bOF");
	wait_gone(t, "stop 1 of ");
	point_at(t, "a030000.shared-claimer");
	/* in the place of the sentence, and nowhere else */
	wait_for(t, "a030000.shared-claimer shared-claimer@a030000");
	type(t, "\x1b");
	wait_gone(t, "shared-claimer@a030000");
	stop(t);
}

static void the_map_is_looked_at_closely(void **state)
{
	struct term *t = start("qemu-virt", 80, 24);
	char *before, *all, *near;

	(void)state;
	type(t, "]]]]");
	settle(t);
	before = screen_text(t);
	all = row(t, 15);
	type(t, "++");
	settle(t);
	near = row(t, 15);
	assert_string_not_equal(all, near);
	type(t, "--");
	wait_same(t, before);
	type(t, "-");
	wait_for(t, "The map shows all of memory already.");
	type(t, "+++++++++++++++++++++++++++");
	wait_for(t, "The map cannot be looked at more closely.");
	free(before);
	free(all);
	free(near);
	stop(t);
}

/* A press of the left button at the cell X, Y, from 0, as xterm writes it. */
static void click(struct term *t, int x, int y)
{
	char bytes[64];

	snprintf(bytes, sizeof(bytes), "\x1b[<0;%d;%dM\x1b[<0;%d;%dm", x + 1, y + 1, x + 1, y + 1);
	type(t, bytes);
}

static void the_mouse_points_and_goes(void **state)
{
	struct term *t = start("conflict-lab", 80, 24);
	char *line;

	(void)state;
	/* the end of the timeline, its beginning */
	click(t, 78, 23);
	wait_for(t, "stop 148 of 148");
	click(t, 1, 23);
	wait_for(t, "stop 1 of 148");
	click(t, 78, 23);
	wait_for(t, "stop 148 of 148");
	/* a line, once and twice */
	type(t, "2");
	settle(t);
	click(t, 40, 5);
	wait_for(t, "▶");
	line = row(t, 5);
	assert_non_null(strstr(line, "▶"));
	free(line);
	click(t, 40, 5);
	wait_gone(t, "stop 148 of 148");
	wait_gone(t, "▶");
	/* the words for a key */
	click(t, 1, 22);
	type(t, "\x1bOH");
	wait_for(t, "stop 1 of 148");
	click(t, 1, 22);
	wait_for(t, "stop 2 of 148");
	stop(t);
}

static bool was_sent(struct term *t, const char *what)
{
	return t->raw.s && memmem(t->raw.s, t->raw.len, what, strlen(what));
}

static void a_line_is_copied(void **state)
{
	struct term *t = start("qemu-virt", 80, 24);

	(void)state;
	type(t, "y");
	wait_for(t, "The sentence was given to the terminal's clipboard.");
	/* "dtb: " */
	assert_true(was_sent(t, "\033]52;c;ZHRiOi"));
	type(t, "\x1bOF");
	wait_gone(t, "stop 1 of ");
	point_at(t, "Kernel data");
	type(t, "y");
	wait_for(t, "The line was given to the terminal's clipboard.");
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_line_of_iomem_leads_to_its_step),
		cmocka_unit_test(the_pointer_goes_away),
		cmocka_unit_test(a_line_that_was_cut_can_be_read),
		cmocka_unit_test(the_map_is_looked_at_closely),
		cmocka_unit_test(a_line_is_copied),
		cmocka_unit_test(the_mouse_points_and_goes),
		cmocka_unit_test(presenter_mode),
		cmocka_unit_test(the_timeline_shows_the_way),
		cmocka_unit_test(the_same_key_again_follows_the_steps),
	};

	set_up_terminal();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
