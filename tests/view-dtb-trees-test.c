/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane dtb of trees that are made here: buses that end, PCI, values that make no sense. */
#include "dtb-bench.h"

static int set_up(void **state)
{
	(void)state;
	/* widths of characters come from the locale */
	return setlocale(LC_CTYPE, "C.UTF-8") ? 0 : -1;
}

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
	shows(&out, "00000001 = 0x1; nothing has a size here");
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
	shows(&out, "config 0x0, size 0x0, 0 bytes");
	draw_node(b, "/pcie@10000000/card@1,0", "assigned-addresses", &big, &out);
	shows(&out, "mem32 0x10004000, size 0x1000, 4 KiB");
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
	shows(&out, "0x1, size 0x2, 2 bytes");
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
		BOOT_TEST(buses_that_end),
		BOOT_TEST(addresses_of_pci),
		BOOT_TEST(what_is_left_over),
		cmocka_unit_test(values_that_make_no_sense),
	};

	return cmocka_run_group_tests_name("the pane dtb, of odd trees", tests, set_up, NULL);
}
