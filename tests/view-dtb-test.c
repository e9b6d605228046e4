/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane dtb on the boards that ship: which node a step reads, its frames, its addresses. */
#include "dtb-bench.h"
#include "support.h"

static struct vocabulary vocabulary;

static int set_up(void **state)
{
	(void)state;
	/* widths of characters come from the locale */
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return -1;
	run_add_commands(&vocabulary);
	player_add_commands(&vocabulary);
	return 0;
}

static bool same(const struct lines *a, const struct lines *b)
{
	if (a->count != b->count || a->span_count != b->span_count || a->focus != b->focus ||
	    a->text.len != b->text.len || memcmp(a->text.s, b->text.s, a->text.len) != 0)
		return false;
	for (size_t i = 0; i < a->span_count; i++)
		if (a->spans[i].style != b->spans[i].style || a->spans[i].len != b->spans[i].len)
			return false;
	return true;
}

struct show {
	struct machine *machine;
	struct player *p;
	struct lines a, b;
};

static void open_board(struct show *s, const char *board)
{
	struct error err;

	*s = (struct show){ 0 };
	if (!machine_load(&s->machine, board, NULL, &err))
		fail_msg("%s: %s", board, err.reason);
	s->p = player_new(s->machine, &vocabulary, &sim_default_limits, NULL, &err);
	if (!s->p)
		fail_msg("%s: %s", board, err.reason);
}

static void close_board(struct show *s)
{
	lines_free(&s->a);
	lines_free(&s->b);
	player_free(s->p);
	machine_free(s->machine);
}

static void go_to(struct player *p, const char *text)
{
	struct text said = { 0 };
	uint32_t i = 0;

	for (; i < player_sim(p)->step_count; i++) {
		text_clear(&said);
		sentence_of(&said, player_sim(p), &player_sim(p)->steps[i]);
		if (strstr(text_str(&said), text))
			break;
	}
	text_free(&said);
	if (i == player_sim(p)->step_count)
		fail_msg("no step says: %s", text);
	player_go(p, i);
}

/* Each frame fits, and the last leads to the settled picture; returns how many differ in a row. */
static unsigned check_frames(struct show *s, const struct view_room *room)
{
	struct view_room in_frame = *room;
	unsigned different = 0;

	in_frame.frame.of = dtb_frames(s->p);
	lines_clear(&s->a);
	for (; in_frame.frame.n <= in_frame.frame.of; in_frame.frame.n++) {
		lines_clear(&s->b);
		view_dtb(s->p, &in_frame, &s->b);
		check_lines(&s->b, room);
		different += in_frame.frame.n < in_frame.frame.of && !same(&s->a, &s->b);
		lines_clear(&s->a);
		view_dtb(s->p, &in_frame, &s->a);
		if (!same(&s->a, &s->b))
			fail_msg("step %u is not the same twice", s->p->at);
	}
	lines_clear(&s->b);
	view_dtb(s->p, room, &s->b);
	if (!same(&s->a, &s->b))
		fail_msg("step %u is not the same behind its frames", s->p->at);
	return different;
}

static void every_stop_is_clean(void **state)
{
	static const char *const boards[] = { "qemu-virt", "vexpress-a15", "conflict-lab" };

	(void)state;
	for (size_t i = 0; i < sizeof(boards) / sizeof(boards[0]); i++) {
		struct show s;
		size_t told = 0;

		open_board(&s, boards[i]);
		for (size_t stop = 0; stop < s.p->stop_count; stop++) {
			player_go(s.p, s.p->stops[stop]);
			assert_true(dtb_frames(s.p) <= 24);
			for (size_t r = stop % test_stride(); r < ROOMS; r += test_stride())
				check_frames(&s, &rooms[r]);
			told += dtb_frames(s.p) >= 3;
		}
		assert_true(told >= 10);
		close_board(&s);
	}
}

static void steps_in_between_are_clean(void **state)
{
	struct show s;

	(void)state;
	open_board(&s, "vexpress-a15");
	for (uint32_t at = 0; at < player_sim(s.p)->step_count; at += 7 * test_stride()) {
		player_go(s.p, at);
		check_frames(&s, &rooms[at % ROOMS]);
	}
	close_board(&s);
}

static void a_node_of_memory(void **state)
{
	struct show s;
	struct view_room room = big;
	char *line;

	(void)state;
	open_board(&s, "qemu-virt");
	go_to(s.p, "its reg holds 4 cells");
	assert_true(check_frames(&s, &big) >= 6);
	assert_true(check_frames(&s, &rooms[1]) >= 6);
	lines_clear(&s.a);
	view_dtb(s.p, &big, &s.a);
	shows(&s.a, "/memory@40000000");
	shows(&s.a, "FDT_BEGIN_NODE \"memory@40000000\"  unit address 40000000");
	shows(&s.a, "\"memory\"");
	shows(&s.a, "On /: an address 2 cells, a size 2.");
	shows(&s.a, "00000000 40000000 | 00000000 20000000 = 0x40000000, size "
	            "0x20000000, 512 MiB");
	shows(&s.a, "FDT_END_NODE");
	line = line_text(&s.a, s.a.focus);
	assert_non_null(strstr(line, "FDT_PROP reg"));
	free(line);

	/* nothing is read in the first frame but the token that begins the node */
	room.frame.of = dtb_frames(s.p);
	lines_clear(&s.a);
	view_dtb(s.p, &room, &s.a);
	shows(&s.a, "►0140 FDT_BEGIN_NODE \"memory@40000000\"");
	assert_int_equal(find_line(&s.a, "FDT_PROP"), s.a.count);
	/* a property's token before it is read: its tag, the length, the offset of the name */
	shows(&s.a, " 00000003 00000010 ");
	close_board(&s);
}

/* Steps that lie deep in memblock know whose bank it is. */
static void what_calls_are_for(void **state)
{
	static const struct {
		const char *board, *step, *path, *property;
	} known[] = {
		{ "qemu-virt", "The root says #size-cells = 2", "/", "#size-cells" },
		{ "qemu-virt", "The command line is what bootargs", "/chosen", "bootargs" },
		{ "qemu-virt", "/chosen says that the initrd", "/chosen", "linux,initrd-start" },
		{ "qemu-virt", "memblock_add_range(memory, 40000000", "/memory@40000000", "reg" },
		{ "qemu-virt", "model says what machine", "/", "model" },
		{ "vexpress-a15", "model says what machine", "/", "model" },
		{ "vexpress-a15", "vram@18000000 says no-map", "/reserved-memory/vram@18000000",
		  "reg" },
		{ "qemu-virt", "09030000-09030fff pl061@9030000 becomes", "/pl061@9030000", "reg" },
		{ "qemu-virt", "psci has its driver now", "/psci", "compatible" },
	};
	struct text path = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		struct dtb_about about;
		struct show s;

		open_board(&s, known[i].board);
		go_to(s.p, known[i].step);
		dtb_about(&about, s.p);
		assert_true(about.now);
		text_clear(&path);
		dtb_path(&path, s.machine->nodes, about.node);
		assert_string_equal(text_str(&path), known[i].path);
		assert_string_equal(about.property, known[i].property);
		close_board(&s);
	}
	text_free(&path);
}

static void what_was_read_last(void **state)
{
	struct show s;
	struct target target;

	(void)state;
	open_board(&s, "qemu-virt");
	player_go(s.p, 0);
	view_dtb(s.p, &big, &s.a);
	shows(&s.a, "FDT_BEGIN_NODE \"\"");
	assert_int_equal(find_line(&s.a, "Read last"), s.a.count);
	assert_int_equal(dtb_frames(s.p), 0);
	go_to(s.p, "The running kernel itself");
	lines_clear(&s.a);
	view_dtb(s.p, &big, &s.a);
	shows(&s.a, "Read last: /");
	/* a line leads to where it was read */
	target = lines_target(&s.a, find_line(&s.a, "FDT_BEGIN_NODE"));
	assert_int_equal(target.kind, TARGET_STEP);
	assert_true(target.a < s.p->at);
	close_board(&s);
}

static void without_a_tree(void **state)
{
	struct error err;
	struct player *p = player_new(NULL, &vocabulary, &sim_default_limits, NULL, &err);
	struct lines lines = { 0 };

	(void)state;
	assert_non_null(p);
	view_dtb(p, &big, &lines);
	shows(&lines, "There is no device tree here.");
	assert_int_equal(dtb_frames(p), 0);
	lines_free(&lines);
	player_free(p);
}

static void the_way_of_a_device(void **state)
{
	static const char *const way[] = {
		"0x90000     on iofpga-bus@300000000",
		"✓ ranges[0] 00000000-001fffff -> 300000000",
		"0x300090000 on motherboard-bus@8000000",
		"✗ ranges[2] 200000000-203ffffff does not hold it",
		"✓ ranges[3] 300000000-303ffffff -> 1c000000",
		"0x1c090000  on bus@8000000",
		"✓ ranges[0] 08000000-1fffffff -> 08000000",
		"0x1c090000  on /",
		"►The CPU sees 1c090000-1c090fff, 4 KiB",
	};
	struct show s;
	size_t last = 0;

	(void)state;
	open_board(&s, "vexpress-a15");
	go_to(s.p, "1c090000-1c090fff serial@90000 becomes");
	assert_true(check_frames(&s, &big) >= 12);
	lines_clear(&s.a);
	view_dtb(s.p, &big, &s.a);
	for (size_t i = 0; i < sizeof(way) / sizeof(way[0]); i++) {
		shows(&s.a, way[i]);
		assert_true(i == 0 || find_line(&s.a, way[i]) > last);
		last = find_line(&s.a, way[i]);
	}
	assert_int_equal(s.a.focus, last);
	shows(&s.a, "00000002 = /clk24mhz");
	close_board(&s);
}

/* What a host bridge claims is what one of its windows is for the CPU. */
static void a_window_in_hand(void **state)
{
	struct show s;

	(void)state;
	open_board(&s, "qemu-virt");
	go_to(s.p, "10000000-3efeffff pcie@10000000 becomes");
	view_dtb(s.p, &big, &s.a);
	shows(&s.a, "mem32 0x10000000 -> 0x10000000, 769984 KiB");
	shows(&s.a, "The way of ranges[1] up to the CPU");
	shows(&s.a, "►The CPU sees 10000000-3efeffff, 769984 KiB");
	close_board(&s);
}

/* Each address that the kernel carried up goes the same way here. */
static void ways_are_the_kernels(void **state)
{
	static const char *const boards[] = { "qemu-virt", "vexpress-a15", "conflict-lab" };
	size_t compared = 0, long_ways = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(boards) / sizeof(boards[0]); i++) {
		const struct sim *sim;
		struct show s;

		open_board(&s, boards[i]);
		sim = player_sim(s.p);
		for (uint32_t at = 0; at < sim->step_count; at++) {
			const struct step *step = &sim->steps[at];
			struct dtb_telling t = { .pen = { .k = s.p->run->kernel,
				                          .nodes = s.machine->nodes } };
			struct dtb_origin origin;
			struct dtb_way found;
			uint64_t said;
			bool in_hand;

			if (step->says != &sentence_return || !step->function ||
			    strcmp(step->function->function, "__of_translate_address"))
				continue;
			said = sim_args(sim, step)[0];
			player_go(s.p, step->call);
			dtb_about(&t.about, s.p);
			t.node = nodes_find(t.pen.nodes, t.about.node);
			assert_true(dtb_find_way(&t, &origin, &found, &in_hand));
			assert_true(in_hand);
			assert_int_equal(found.arrived, said != OF_BAD_ADDR);
			if (found.arrived)
				assert_int_equal(found.at, said);
			compared++;
			long_ways += found.count >= 4;
		}
		close_board(&s);
	}
	assert_true(compared >= 100);
	assert_true(long_ways >= 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_stop_is_clean), cmocka_unit_test(steps_in_between_are_clean),
		cmocka_unit_test(a_node_of_memory),    cmocka_unit_test(what_calls_are_for),
		cmocka_unit_test(what_was_read_last),  cmocka_unit_test(without_a_tree),
		cmocka_unit_test(the_way_of_a_device), cmocka_unit_test(ways_are_the_kernels),
		cmocka_unit_test(a_window_in_hand),
	};

	return cmocka_run_group_tests_name("the pane dtb", tests, set_up, NULL);
}
