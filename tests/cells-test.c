/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text is measured by the cells that it takes, wherever it comes from: a blob full of wide and
 * combining characters, calls, a lesson, file names, what a reader types.
 */
#include "screen-check.h"

#include <libfdt.h>
#include <locale.h>

#include "sim/error.h"

/* e and an accent of its own; people joined to one picture, which this program takes apart. */
#define ACCENT "e\xcc\x81"
#define FAMILY "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7"
#define WIDE   "呼吸器"
#define MIXED  WIDE ACCENT FAMILY "レジスタ"
#define BLOB   "blob-" WIDE ".dtb"
#define LESSON "lesson-" WIDE ".md"

/* ---- measures ---- */

static void widths(void **state)
{
	static const struct {
		const char *text;
		unsigned cells;
	} texts[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ WIDE, 6 },
		{ "é", 1 },
		{ ACCENT, 1 },
		{ "\xff\xfe", 2 },
		{ "a\xcc\x81\xcc\x82", 1 },
		/* what is not safe is shown by one sign */
		{ "\xe2\x80\x8d", 1 },
		{ "\x1b[", 2 },
		{ FAMILY, 8 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (text_width(texts[i].text, strlen(texts[i].text)) != texts[i].cells)
			fail_msg("%s takes %u cells, not %u", texts[i].text,
			         text_width(texts[i].text, strlen(texts[i].text)), texts[i].cells);
}

static void fitting(void **state)
{
	static const char text[] = "a" ACCENT WIDE;
	static const size_t bytes[] = { 0, 1, 4, 4, 7, 7, 10, 10, 13, 13 };

	(void)state;
	for (unsigned width = 0; width < sizeof(bytes) / sizeof(bytes[0]); width++)
		assert_int_equal(text_fitting(text, sizeof(text) - 1, width), bytes[width]);
}

static void padding(void **state)
{
	struct text t = { 0 };

	(void)state;
	text_add_padded(&t, WIDE, 8);
	text_add_padded(&t, ACCENT, 3);
	text_add_padded(&t, "long enough", 4);
	assert_string_equal(t.s, WIDE "  " ACCENT "  long enough");
	text_free(&t);
}

/* ---- a blob ---- */

static char path_of_file[192];

static const char *in_home(const char *name)
{
	snprintf(path_of_file, sizeof(path_of_file), "%s/%s", home, name);
	return path_of_file;
}

static void write_file(const char *name, const void *bytes, size_t len)
{
	FILE *out = fopen(in_home(name), "w");

	if (!out || fwrite(bytes, 1, len, out) != len || fclose(out)) {
		perror(name);
		exit(99);
	}
}

static void add_cells(void *fdt, const char *name, const uint32_t *values, int count)
{
	fdt32_t cells[8];

	for (int i = 0; i < count; i++)
		cells[i] = cpu_to_fdt32(values[i]);
	fdt_property(fdt, name, cells, 4 * count);
}

/* fdt_property_string() takes the length as it comes. */
static void add_string(void *fdt, const char *name, const char *value)
{
	fdt_property(fdt, name, value, (int)strlen(value) + 1);
}

static void add_reg(void *fdt, uint32_t base, uint32_t size)
{
	const uint32_t reg[] = { 0, base, 0, size };

	add_cells(fdt, "reg", reg, 4);
}

static void add_sizes(void *fdt)
{
	fdt_property_u32(fdt, "#address-cells", 2);
	fdt_property_u32(fdt, "#size-cells", 2);
}

/* No specification allows such names of nodes, and nothing keeps a blob from having them. */
static void make_blob(void)
{
	static char fdt[8192];
	static const char clock[] = "arm,primecell";

	fdt_create(fdt, sizeof(fdt));
	fdt_finish_reservemap(fdt);
	fdt_begin_node(fdt, "");
	add_sizes(fdt);
	add_string(fdt, "model", MIXED " model");
	add_string(fdt, "compatible", "test," WIDE);
	fdt_begin_node(fdt, "chosen");
	add_string(fdt, "bootargs", "console=ttyAMA0 " WIDE "=" MIXED " loglevel=8");
	fdt_end_node(fdt);
	fdt_begin_node(fdt, "cpus");
	fdt_property_u32(fdt, "#address-cells", 1);
	fdt_property_u32(fdt, "#size-cells", 0);
	fdt_begin_node(fdt, "cpu@0");
	add_string(fdt, "device_type", "cpu");
	add_string(fdt, "compatible", "arm,cortex-a57");
	fdt_property_u32(fdt, "reg", 0);
	fdt_end_node(fdt);
	fdt_end_node(fdt);
	fdt_begin_node(fdt, "memory@40000000");
	add_string(fdt, "device_type", "memory");
	add_reg(fdt, 0x40000000, 0x20000000);
	fdt_end_node(fdt);
	fdt_begin_node(fdt, "reserved-memory");
	add_sizes(fdt);
	fdt_property(fdt, "ranges", NULL, 0);
	fdt_begin_node(fdt, MIXED "@50000000");
	add_reg(fdt, 0x50000000, 0x100000);
	add_string(fdt, "label", MIXED);
	fdt_end_node(fdt);
	fdt_end_node(fdt);
	for (uint32_t i = 0; i < 4; i++) {
		char name[128];

		snprintf(name, sizeof(name), "%s@%x", i % 2 ? MIXED : WIDE WIDE WIDE WIDE,
		         0x9000000 + i * 0x10000);
		fdt_begin_node(fdt, name);
		add_string(fdt, "compatible", i % 2 ? "bootwalk,example-claim" : "mmio-sram");
		add_string(fdt, "status", i == 3 ? "壊れた" : "okay");
		add_string(fdt, "label", MIXED);
		add_string(fdt, MIXED, clock);
		add_reg(fdt, 0x9000000 + i * 0x10000, 0x1000);
		fdt_end_node(fdt);
	}
	fdt_end_node(fdt);
	assert_int_equal(fdt_finish(fdt), 0);
	write_file(BLOB, fdt, fdt_totalsize(fdt));
}

static void check_screen(struct term *t)
{
	struct frames f;

	wait_idle(t);
	check_cells(t, false);
	check_frames(t, &f);
}

static struct term *start_blob(int cols, int rows)
{
	const char *args[] = { in_home(BLOB), NULL };
	struct term *t = start_program("xterm-256color", cols, rows, args);

	wait_for(t, "stop 1 of ");
	return t;
}

static bool at_the_end(struct term *t)
{
	return has(t, "This is the end.");
}

static const char panes[] = "123456789RIOB";

/* Each pane at each size, and each stop of the boot with one pane or another. */
static void a_blob_full_of_wide_names(void **state)
{
	static const struct {
		int cols, rows;
	} sizes[] = { { 80, 24 }, { 120, 36 }, { 200, 60 }, { 60, 15 } };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct term *t = start_blob(sizes[i].cols, sizes[i].rows);
		size_t stops = 0;

		for (; !at_the_end(t); stops++) {
			char keys[4] = { panes[stops % (sizeof(panes) - 1)], ' ' };

			type(t, keys);
			check_screen(t);
			assert_true(stops < 1000);
		}
		assert_true(stops > 10);
		type(t, "2");
		wait_for(t, "9000000.呼吸");
		for (size_t p = 0; panes[p]; p++) {
			char key[2] = { panes[p] };

			type(t, key);
			check_screen(t);
			type(t, "jjj");
			check_screen(t);
			type(t, "\x1b");
			wait_gone(t, "▶");
			type(t, "z");
			check_screen(t);
			type(t, "z");
			check_screen(t);
		}
		stop(t);
	}
}

/* ---- what a reader types ---- */

static int cursor_column(struct term *t)
{
	VTermPos at;

	wait_idle(t);
	vterm_state_get_cursorpos(vterm_obtain_state(t->vt), &at);
	return at.col;
}

static struct term *start_board(void)
{
	static const char *const args[] = { "qemu-virt", NULL };
	struct term *t = start_program("xterm-256color", 80, 24, args);

	wait_for(t, "stop 1 of ");
	wait_idle(t);
	return t;
}

/* The cursor stands behind the cells of what is before it; a sign and its accent are one. */
static void check_line(const char *opening, const char *asks)
{
	struct term *t = start_board();
	int begin;

	type(t, opening);
	wait_for(t, asks);
	wait_until(t, cursor_is, "shown", "has its cursor");
	begin = cursor_column(t);
	type(t, "a" WIDE ACCENT "b");
	wait_for(t, "a" WIDE ACCENT "b");
	assert_int_equal(cursor_column(t), begin + 9);
	type(t, "\x1bOD");
	assert_int_equal(cursor_column(t), begin + 8);
	type(t, "\x1bOD");
	assert_int_equal(cursor_column(t), begin + 7);
	type(t, "\x1bOD");
	assert_int_equal(cursor_column(t), begin + 5);
	type(t, "\x1bOC\x1bOC");
	assert_int_equal(cursor_column(t), begin + 8);
	type(t, "\x7f");
	wait_for(t, "a" WIDE "b");
	assert_int_equal(cursor_column(t), begin + 7);
	type(t, "\x7f");
	wait_for(t, "a呼吸b");
	assert_int_equal(cursor_column(t), begin + 5);
	type(t, "\x01\x1bOC\x1b[3~");
	wait_for(t, "a吸b");
	assert_int_equal(cursor_column(t), begin + 1);
	check_screen(t);
	stop(t);
}

static void the_cursor(void **state)
{
	(void)state;
	check_line("g", "go to moment:");
	check_line("/", "find:");
	check_line(":", ": ");
}

static void names_in_calls(void **state)
{
	struct term *t = start_board();

	(void)state;
	type(t, "G:request_mem_region 0x1000 0x1000 " WIDE ACCENT "レジスタ\r");
	wait_for(t, "-> 00001000");
	wait_idle(t);
	check_cells(t, false);
	type(t, "\x1b");
	wait_gone(t, "-> 00001000");
	check_screen(t);
	for (size_t p = 0; panes[p]; p++) {
		char key[2] = { panes[p] };

		type(t, key);
		check_screen(t);
	}
	/* the same text is found again, and compared */
	type(t, "\x1bOH/" WIDE "\r");
	wait_for(t, "request_mem_region(");
	check_screen(t);
	type(t, "GI=");
	wait_for(t, ": 呼吸器");
	wait_idle(t);
	check_cells(t, false);
	type(t, "\x1b:cat /proc/iomem\r");
	wait_for(t, "00001000-00001fff : 呼吸器");
	wait_idle(t);
	check_cells(t, false);
	stop(t);
}

/* ---- a lesson, and files ---- */

static const char lesson[] =
	"---\n"
	"title: " WIDE " " ACCENT "\n"
	"board: qemu-virt\n"
	"kernel: linux-6.1-arm64\n"
	"level: test\n"
	"time: 5\n"
	"objectives:\n"
	"  - " MIXED " " MIXED " " MIXED " " MIXED "\n"
	"---\n"
	"\n"
	"# " WIDE " " MIXED "\n"
	"\n"
	"呼吸器呼吸器呼吸器呼吸器呼吸器呼吸器呼吸器呼吸器呼吸器呼吸器呼吸器呼吸器呼吸器呼吸器\n"
	"呼吸器呼吸器 " ACCENT ACCENT ACCENT ACCENT " **" MIXED "** and `" MIXED "`.\n"
	"\n"
	"```quiz\n"
	"? " MIXED "?\n"
	"- [ ] " WIDE " | " MIXED "\n"
	"- [x] " ACCENT " | " MIXED "\n"
	"```\n"
	"\n"
	"```teacher\n" MIXED " " MIXED "\n```\n";

static void a_lesson(void **state)
{
	static const int widths[] = { 60, 61, 62, 63, 79, 80, 81, 120, 121, 200 };
	const char *args[] = { "lesson", in_home(LESSON), NULL };
	struct term *t = start_program("xterm-256color", 80, 24, args);

	(void)state;
	wait_for(t, " page 1 of 1");
	wait_for(t, WIDE);
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++)
		for (int rows = 15; rows < 60; rows += 15) {
			resize(t, widths[i], rows);
			check_screen(t);
			type(t, "W");
			check_screen(t);
			type(t, "W");
			check_screen(t);
		}
	resize(t, 200, 60);
	type(t, "2");
	wait_for(t, "✓");
	check_screen(t);
	stop(t);
}

/* On the start screen: the lesson's title in the list, and a file by its name, completed. */
static void on_the_start_screen(void **state)
{
	static const char *const none[] = { NULL };
	struct term *t = start_program("xterm-256color", 80, 24, none);
	struct text path = { 0 };

	(void)state;
	wait_for(t, "quit");
	wait_idle(t);
	check_cells(t, false);
	type(t, "o");
	wait_until(t, cursor_is, "shown", "has its cursor");
	text_addf(&path, "%s/blob-\xe5\x91\xbc\t", home);
	type(t, path.s);
	wait_for(t, "blob-" WIDE ".dtb");
	wait_idle(t);
	check_cells(t, false);
	type(t, "\r");
	wait_for(t, "stop 1 of ");
	check_screen(t);
	type(t, "q");
	wait_for(t, BLOB);
	wait_idle(t);
	check_cells(t, false);
	text_free(&path);
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths),     cmocka_unit_test(fitting),
		cmocka_unit_test(padding),    cmocka_unit_test(a_blob_full_of_wide_names),
		cmocka_unit_test(the_cursor), cmocka_unit_test(names_in_calls),
		cmocka_unit_test(a_lesson),   cmocka_unit_test(on_the_start_screen),
	};

	set_up_terminal();
	setlocale(LC_ALL, "");
	make_blob();
	write_file(LESSON, lesson, strlen(lesson));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
