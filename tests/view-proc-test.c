/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane proc: what it tells of a read of /proc/iomem, at its steps and in frames. */
#include "linux/kernel/resource_proc.h"
#include "player-bench.h"
#include "view/proc_story.h"

static const struct view_room big = { 78, 40, true, { 0, 0 }, 0 };

/* Their lines take 24, 25, 24 and 26 bytes with the newlines. */
static const char four[] = "request_resource iomem 0x1000-0x1fff one\n"
			   "insert_resource iomem 0x1000-0x17ff in\n"
			   "request_resource iomem 0x2000-0x2fff two\n"
			   "request_resource iomem 0x3000-0x3fff three\n";

/* On an empty memory with four resources. */
static struct player *play_four(const char *text)
{
	struct player *p = play(NULL, four);
	struct text out = { 0 };

	say(p, text, &out);
	text_free(&out);
	return p;
}

/* All of the pane as text, a line each; to be freed. */
static char *drawn(const struct player *p, const struct view_room *room)
{
	struct lines lines = { 0 };
	struct text t = { 0 };

	view_proc(p, room, &lines);
	assert_true(lines.count && lines.focus < lines.count);
	for (size_t line = 0; line < lines.count; line++) {
		size_t i, end = lines_spans(&lines, line, &i), from = t.len;

		for (; i < end; i++)
			text_add_n(&t, lines.text.s + lines.spans[i].start, lines.spans[i].len);
		assert_in_range(view_width(text_str(&t) + from, t.len - from), 0, room->width);
		text_add_char(&t, '\n');
	}
	lines_free(&lines);
	return t.s;
}

static void check_shows(const struct player *p, const char *text)
{
	char *pane = drawn(p, &big);

	if (!strstr(pane, text))
		fail_msg("step %u lacks '%s':\n%s", p->at, text, pane);
	free(pane);
}

static void check_lacks(const struct player *p, const char *text)
{
	char *pane = drawn(p, &big);

	if (strstr(pane, text))
		fail_msg("step %u has '%s':\n%s", p->at, text, pane);
	free(pane);
}

static bool is_at(const struct player *p, const char *function, enum step_kind kind)
{
	const struct step *step = player_step_now(p);

	return step->function && !strcmp(step->function->function, function) &&
	       step->says->kind == kind;
}

/* To the next (or previous) step of that kind in FUNCTION. */
static void go_to(struct player *p, const char *function, enum step_kind kind, bool backwards)
{
	do {
		if (!player_step(p, 1, backwards))
			fail_msg("no such step in %s", function);
	} while (!is_at(p, function, kind));
}

static void nobody_reads(void **state)
{
	struct player *p = play_four("");
	struct lines lines = { 0 };
	struct target target;

	(void)state;
	check_shows(p, "A read would give:");
	check_shows(p, "  00001000-00001fff : one\n    00001000-000017ff : in\n"
	               "  00002000-00002fff : two\n");
	assert_int_equal(proc_frames(p), 0);

	/* its line leads to the step that linked it, where it is marked */
	view_proc(p, &big, &lines);
	target = lines_target(&lines, 3);
	assert_int_equal(target.kind, TARGET_PLACE);
	assert_true(player_go_writer(p, target.a, target.b));
	check_shows(p, "+ 00002000-00002fff : two\n");
	check_lacks(p, "three");
	lines_free(&lines);
	player_free(p);
}

static void a_read_step_by_step(void **state)
{
	struct player *p = play_four("read /proc/iomem 50\n");

	(void)state;
	/* two lines are a byte too short, so a third is made; a byte of it is given */
	check_shows(p, "given to the reader:\n> 00001000-00001fff : one\n");
	check_shows(p, "/proc/iomem as root, 50 bytes read");
	check_shows(p, "[ ] resource_lock");
	check_shows(p, "> 0\nstill in the buffer:\n  0002000-00002fff : two\n");

	go_to(p, "r_show", STEP_READ, true);
	check_shows(p, "[#] resource_lock: held");
	check_shows(p, "+ 00002000-00002fff : two\n");
	check_shows(p, "node    00002000-00002fff two\n");
	check_shows(p, "*pos    2\n");
	go_to(p, "r_show", STEP_READ, true);
	check_shows(p, "  00001000-00001fff : one\n+   00001000-000017ff : in\n");
	check_shows(p, "*pos    1\n");
	check_lacks(p, "two");
	go_to(p, "seq_read_iter", STEP_CALL, true);
	check_shows(p, "[ ] resource_lock");
	check_shows(p, "The buffer is empty.");
	player_free(p);
}

static void a_second_read_walks_again(void **state)
{
	struct player *p = play_four("read /proc/iomem 50\nread /proc/iomem 50\n");

	(void)state;
	check_shows(p, "; counted off from the root: 3\n");
	go_to(p, "r_start", STEP_RETURN, true);
	check_shows(p, "counted off from the root:\n   1 00001000-00001fff one\n");
	check_shows(p, "►  3 00002000-00002fff two\n");
	check_shows(p, "*pos    3, counted off from the root: 3 of 3\n");
	check_shows(p, "node    00003000-00003fff three\n");
	/* the walk unfolds into its comparisons */
	player_step(p, 1, true);
	assert_int_equal(p->sub, 2);
	player_step(p, 1, true);
	check_shows(p, "►  2 00001000-000017ff in\n");
	check_shows(p, "2 of 3\n");
	check_lacks(p, "  3 00002000");
	player_free(p);
}

static void who_may_not_sees_zeros(void **state)
{
	struct player *p = play_four("cat --user /proc/iomem\n");

	(void)state;
	check_shows(p, "A read would give:");
	go_to(p, "r_show", STEP_READ, true);
	check_shows(p, "/proc/iomem as anybody: zeros");
	check_shows(p, "+ 00000000-00000000 : three\n");
	player_free(p);
}

static void other_files_have_a_buffer_too(void **state)
{
	struct player *p = play_four("request_region 0x60 4 keyboard\ncat /proc/ioports\n"
	                             "read /proc/meminfo 5\n");

	(void)state;
	check_shows(p, "/proc/meminfo as root, 5 bytes read");
	check_lacks(p, "resource_lock");
	assert_int_equal(proc_frames(p), 0);
	go_to(p, "r_show", STEP_READ, true);
	check_shows(p, "+ 0060-0063 : keyboard\n");
	check_shows(p, "/proc/ioports as root");
	player_free(p);
}

/* Each frame differs from the one before; behind the last it is as if there were none. */
static void check_frames(const struct player *p, unsigned least)
{
	struct view_room in_frame = big;
	unsigned count = proc_frames(p);
	char *before, *pane;

	assert_in_range(count, least, 24);
	in_frame.frame.of = count;
	before = drawn(p, &in_frame);
	for (unsigned n = 1; n < count; n++) {
		in_frame.frame.n = n;
		pane = drawn(p, &in_frame);
		if (!strcmp(pane, before))
			fail_msg("frames %u and %u are the same:\n%s", n - 1, n, pane);
		free(before);
		before = pane;
	}
	in_frame.frame.n = count;
	pane = drawn(p, &in_frame);
	free(before);
	before = drawn(p, &big);
	assert_string_equal(pane, before);
	free(pane);
	free(before);
}

/* The picture of frame N holds TEXT. */
static void check_frame(const struct player *p, unsigned n, const char *text)
{
	struct view_room in_frame = big;
	char *pane;

	in_frame.frame = (struct view_frame){ n, proc_frames(p) };
	pane = drawn(p, &in_frame);
	if (!strstr(pane, text))
		fail_msg("frame %u lacks '%s':\n%s", n, text, pane);
	free(pane);
}

static void a_read_in_frames(void **state)
{
	struct player *p = play_four("read /proc/iomem 50\nread /proc/iomem 50\n");

	(void)state;
	/* what was left, the lock, the walk over three entries, a line, the copy */
	check_frames(p, 7);
	assert_int_equal(proc_frames(p), 7);
	check_frame(p, 0, "What was left in the buffer goes first.");
	check_frame(p, 0, "[ ] resource_lock");
	check_frame(p, 0, "*pos    3\n");
	check_frame(p, 1, "[#] resource_lock");
	check_frame(p, 2, "►  1 00001000-00001fff one\n");
	check_frame(p, 4, "►  3 00002000-00002fff two\n");
	check_frame(p, 5, "+ 00003000-00003fff : three\n");
	check_frame(p, 6, "[ ] resource_lock");
	check_frame(p, 6, "/proc/iomem as root, 50 bytes read");

	/* r_start() alone: its lock and its walk */
	go_to(p, "r_start", STEP_RETURN, true);
	assert_int_equal(proc_frames(p), 4);
	check_frames(p, 4);
	go_to(p, "r_show", STEP_READ, true);
	assert_int_equal(proc_frames(p), 0);
	player_free(p);
}

/* The last stop of a boot passes over two reads: all lines, and the walk that finds the end. */
static void a_boot_ends_in_frames(void **state)
{
	struct machine *machine = load_board("qemu-virt");
	struct player *p = new_player(machine);

	(void)state;
	player_go(p, p->stops[p->stop_count - 1]);
	check_frames(p, 12);
	check_frame(p, 0, "*pos    0\n");
	check_frame(p, proc_frames(p) - 1, "25 of 25\n");
	check_shows(p, "Nobody reads /proc/iomem now.");
	player_first(p);
	check_shows(p, "There is no /proc/iomem yet.");
	player_free(p);
	machine_free(machine);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(nobody_reads),
	cmocka_unit_test(a_read_step_by_step),
	cmocka_unit_test(a_second_read_walks_again),
	cmocka_unit_test(who_may_not_sees_zeros),
	cmocka_unit_test(other_files_have_a_buffer_too),
	cmocka_unit_test(a_read_in_frames),
	cmocka_unit_test(a_boot_ends_in_frames),
};

int main(void)
{
	return cmocka_run_group_tests_name("the pane proc", tests, learn_words, NULL);
}
