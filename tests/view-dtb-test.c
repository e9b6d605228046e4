/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane dtb: which node a step reads, what its cells mean, and the way of its address. */
#include <locale.h>

#include "of-bench.h"

#include "view/dtb.h"

static struct vocabulary vocabulary;

static const struct view_room big = { .width = 100, .height = 60, .unicode = true };

static const struct view_room rooms[] = {
	{ .width = 78, .height = 17, .unicode = true },
	{ .width = 47, .height = 12, .unicode = true },
	{ .width = 28, .height = 10, .unicode = true },
	{ .width = 198, .height = 56, .unicode = true },
	{ .width = 20, .height = 3, .unicode = true },
	{ .width = 47, .height = 12, .unicode = false },
	{ .width = 3, .height = 3, .unicode = false },
};
enum { ROOMS = sizeof(rooms) / sizeof(rooms[0]) };

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

/* ---- lines ---- */

static char *line_text(const struct lines *lines, size_t line)
{
	size_t i, end = lines_spans(lines, line, &i);
	struct text t = { 0 };

	for (; i < end; i++)
		text_add_n(&t, lines->text.s + lines->spans[i].start, lines->spans[i].len);
	return t.s ? t.s : strdup("");
}

/* The first line that has TEXT in it; the count of lines when none has. */
static size_t find_line(const struct lines *lines, const char *text)
{
	size_t i = 0;

	for (; i < lines->count; i++) {
		char *line = line_text(lines, i);
		bool found = strstr(line, text) != NULL;

		free(line);
		if (found)
			break;
	}
	return i;
}

static void shows(const struct lines *lines, const char *text)
{
	if (find_line(lines, text) < lines->count)
		return;
	for (size_t i = 0; i < lines->count; i++) {
		char *line = line_text(lines, i);

		print_error("%s\n", line);
		free(line);
	}
	fail_msg("no line has: %s", text);
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

static void check_lines(const struct lines *lines, const struct view_room *room)
{
	assert_true(lines->count > 0);
	assert_true(lines->focus < lines->count);
	for (size_t i = 0; i < lines->count; i++) {
		char *text = line_text(lines, i), *s = text;
		size_t left = strlen(text), n;
		uint32_t c;

		if (view_width(text, left) > room->width)
			fail_msg("wider than %u cells: %s", room->width, text);
		for (; left; s += n, left -= n) {
			n = utf8_next(s, left, &c);
			assert_true(utf8_is_safe(c));
			assert_true(room->unicode || c < 0x80);
		}
		free(text);
	}
}

/* ---- boards that ship ---- */

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
			for (size_t r = 0; r < ROOMS; r++)
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
	for (uint32_t at = 0; at < player_sim(s.p)->step_count; at += 7) {
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
	shows(&s.a, "On / an address has 2 cells and a size 2.");
	shows(&s.a, "00000000 40000000 | 00000000 20000000 = address 0x40000000, size "
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
	shows(&s.a, "Read last: /");
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

/* ---- trees that are made here ---- */

/* What the pane shows of the node at PATH, its PROPERTY being read; the kernel has not run. */
static void draw_node(struct board *b, const char *path, const char *property,
                      const struct view_room *room, struct lines *out)
{
	struct run run = { .sim = b->sim, .kernel = b->k };
	struct player p = { .run = &run, .machine = &b->machine, .at = NO_STEP };
	struct dtb_about about = { .node = fdt_path_offset(b->blob, path),
		                   .now = true,
		                   .read = true,
		                   .property = property,
		                   .rprop = "ranges",
		                   .entry = 0,
		                   .bus = -1,
		                   .step = NO_STEP,
		                   .translation = NO_STEP };

	assert_true(about.node >= 0);
	lines_clear(out);
	dtb_draw(&p, &about, room, out);
	check_lines(out, room);
}

static void make_kernel(struct board *b)
{
	struct error err;

	assert_true(blob_check(b->blob, fdt_totalsize(b->blob), "test", &err));
	b->machine.fdt = b->blob;
	b->machine.fdt_len = fdt_totalsize(b->blob);
	b->machine.nodes = nodes_new(b->blob);
	b->sim = sim_new(&sim_default_limits, false, &err);
	assert_non_null(b->sim);
	b->k = kernel_new(b->sim, b->machine.profile, &b->machine);
}

static void buses_that_end(void **state)
{
	struct board *b = *state;
	struct lines out = { 0 };

	bus(b, "/none", 1, 1);
	CELLS(b, "/none/dev@10", "reg", 0x10, 4);
	bus(b, "/same", 1, 1);
	flag(b, "/same", "ranges");
	CELLS(b, "/same/dev@10", "reg", 0x10, 4);
	bus(b, "/missed", 1, 1);
	CELLS(b, "/missed", "ranges", 0x100, 0, 0x50000000, 0x100, 0x200, 0, 0x60000000, 0x100);
	CELLS(b, "/missed/dev@10", "reg", 0x10, 4);
	CELLS(b, "/missed/dev@204", "reg", 0x204, 4);
	bus(b, "/cpus", 1, 0);
	CELLS(b, "/cpus/cpu@1", "reg", 1);
	bus(b, "/many", 9, 1);
	CELLS(b, "/many/dev@1", "reg", 0, 0, 0, 0, 0, 0, 0, 0, 1, 4);
	make_kernel(b);

	draw_node(b, "/none/dev@10", "reg", &big, &out);
	shows(&out, "on none");
	shows(&out, "no ranges: the CPU cannot reach what is on this bus");
	assert_int_equal(find_line(&out, "The CPU sees"), out.count);
	draw_node(b, "/same/dev@10", "reg", &big, &out);
	shows(&out, "ranges is empty: the same address above");
	shows(&out, "The CPU sees 00000010-00000013, 4 bytes");
	draw_node(b, "/same", NULL, &big, &out);
	shows(&out, "It is empty: an address here is the same on the bus above.");
	draw_node(b, "/missed/dev@10", "reg", &big, &out);
	shows(&out, "✗ ranges[1] 00000200-000002ff does not hold it");
	shows(&out, "no entry of ranges holds it: it leads nowhere");
	draw_node(b, "/missed/dev@204", "reg", &big, &out);
	shows(&out, "✓ ranges[1] 00000200-000002ff -> 60000000");
	shows(&out, "The CPU sees 60000004-60000007, 4 bytes");
	draw_node(b, "/missed", NULL, &big, &out);
	shows(&out, "00000100 | 00000000 50000000 | 00000100 = 0x100 -> 0x50000000, 256 bytes");
	draw_node(b, "/cpus/cpu@1", "reg", &big, &out);
	shows(&out, "00000001 = address 0x1; nothing has a size here");
	shows(&out, "with so many cells nothing can be translated");
	draw_node(b, "/many/dev@1", "reg", &big, &out);
	shows(&out, "with so many cells nothing can be translated");
	lines_free(&out);
}

static void addresses_of_pci(void **state)
{
	struct board *b = *state;
	struct lines out = { 0 };

	words(b, "/pcie@10000000", "device_type", "pci");
	cell(b, "/pcie@10000000", "#address-cells", 3);
	cell(b, "/pcie@10000000", "#size-cells", 2);
	CELLS(b, "/pcie@10000000", "ranges", 0x01000000, 0, 0, 0, 0x3eff0000, 0, 0x10000,
	      0x42000000, 0, 0x10000000, 0, 0x10000000, 0, 0x2eff0000);
	CELLS(b, "/pcie@10000000/card@1,0", "reg", 0x800, 0, 0, 0, 0);
	CELLS(b, "/pcie@10000000/card@1,0", "assigned-addresses", 0x02000810, 0, 0x10004000, 0,
	      0x1000);
	make_kernel(b);

	draw_node(b, "/pcie@10000000", "ranges", &big, &out);
	shows(&out, "I/O 0x0 -> 0x3eff0000, 64 KiB");
	shows(&out, "mem32 prefetchable 0x10000000 -> 0x10000000, 769984 KiB");
	draw_node(b, "/pcie@10000000/card@1,0", "reg", &big, &out);
	shows(&out, "address config 0x0, size 0x0, 0 bytes");
	draw_node(b, "/pcie@10000000/card@1,0", "assigned-addresses", &big, &out);
	shows(&out, "address mem32 0x10004000, size 0x1000, 4 KiB");
	lines_free(&out);
}

static void what_is_left_over(void **state)
{
	struct board *b = *state;
	struct lines out = { 0 };

	assert_int_equal(fdt_setprop(b->blob, node_at(b, "/odd@0"), "reg",
	                             "\0\0\0\0\0\0\0\1\0\0\0\0\0\0\0\2\0\0\0\3\xff", 21),
	                 0);
	words(b, "/odd@0", "compatible", "some,thing");
	assert_int_equal(fdt_setprop(b->blob, node_at(b, "/odd@0"), "bytes", "\1\2\3\4\5", 5), 0);
	cell(b, "/odd@0", "clocks", 77);
	make_kernel(b);
	draw_node(b, "/odd@0", "reg", &big, &out);
	shows(&out, "address 0x1, size 0x2, 2 bytes");
	shows(&out, "5 bytes are left over, too few for an entry:");
	shows(&out, "00000003 ff");
	shows(&out, "01020304 05");
	shows(&out, "0000004d = no node has that phandle");
	lines_free(&out);
}

/* Names that are read in their own way, with values that nobody would write. */
static void values_that_make_no_sense(void **state)
{
	static const char *const names[] = {
		"reg",
		"ranges",
		"dma-ranges",
		"#address-cells",
		"#size-cells",
		"interrupts",
		"interrupt-parent",
		"interrupts-extended",
		"clocks",
		"memory-region",
		"linux,usable-memory",
		"assigned-addresses",
		"phandle",
		"vdd-supply",
		"#interrupt-cells",
		"compatible",
		"linux,phandle",
		"linux,initrd-end",
		"status",
		"device_type",
	};
	enum { NAMES = sizeof(names) / sizeof(names[0]) };
	static const char *const paths[] = { "/", "/a", "/a/pcie", "/a/pcie/isa",
		                             "/a/pcie/isa/d@1" };
	static const uint32_t cells[] = { 0, 1, 2, 3, 4, 5, 0xffffffff, 0x80000000, 0x02000000 };
	uint32_t seed = 20250722;
	struct lines out = { 0 };

	(void)state;
	for (unsigned round = 0; round < 300; round++) {
		struct board *b;

		assert_int_equal(board_setup((void **)&b), 0);
		for (unsigned i = 0; i < 24; i++) {
			unsigned char value[68];
			int len;
			const char *path, *name;

			seed = seed * 1664525 + 1013904223;
			path = paths[(seed >> 8) % 5];
			name = names[(seed >> 12) % NAMES];
			for (size_t n = 0; n < sizeof(value); n += 4) {
				seed = seed * 1664525 + 1013904223;
				fdt32_st(value + n, cells[(seed >> 16) % 9]);
			}
			len = name[0] == '#' ? 4 : (int)(seed >> 9) % (int)sizeof(value);
			fdt_setprop(b->blob, path[1] ? node_at(b, path) : 0, name, value, len);
		}
		/* the cells of the root are checked when a blob is loaded */
		cell(b, "/", "#address-cells", 2);
		cell(b, "/", "#size-cells", 1);
		node_at(b, paths[4]);
		make_kernel(b);
		for (size_t i = 0; i < 5; i++)
			for (size_t r = 0; r < ROOMS; r++)
				draw_node(b, paths[i], names[(round + r) % NAMES], &rooms[r], &out);
		assert_int_equal(board_teardown((void **)&b), 0);
	}
	lines_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_stop_is_clean),
		cmocka_unit_test(steps_in_between_are_clean),
		cmocka_unit_test(a_node_of_memory),
		cmocka_unit_test(what_calls_are_for),
		cmocka_unit_test(what_was_read_last),
		cmocka_unit_test(without_a_tree),
		cmocka_unit_test(the_way_of_a_device),
		cmocka_unit_test(ways_are_the_kernels),
		BOOT_TEST(buses_that_end),
		BOOT_TEST(addresses_of_pci),
		BOOT_TEST(what_is_left_over),
		cmocka_unit_test(values_that_make_no_sense),
	};

	return cmocka_run_group_tests_name("the pane dtb", tests, set_up, NULL);
}
