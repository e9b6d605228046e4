/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps that are told in frames, on a terminal: each frame in its turn, and behind the last
 * the screen that there is with animation off; keys and another size in the midst of them.
 */
#include "terminal.h"

/* Each frame stays long enough to be seen on a machine that is busy with other tests. */
#define LONG_FRAMES "1000"
/* No frame goes by itself while a test runs. */
#define ENDLESS_FRAMES "60000"

/* What is called on the way; a script for --inject, or the body of a lesson. */
static const char calls[] =
	"at probe(9030000.pl061) ioremap 0x50000000 0x3000\n"
	"at probe(9030000.pl061) ioremap 0x3ffff000 0x3000\n"
	"at probe(9030000.pl061) m: ioremap 0xc000000 0x403000\n"
	"at probe(9030000.pl061) iounmap &m\n"
	"at probe(9030000.pl061) request_mem_region 0xf0000000 0x1000 alone\n"
	"at probe(9030000.pl061) release_mem_region 0xf0000000 0x1000\n"
	"at probe(9030000.pl061) insert_resource iomem 0x41000000-0x61000000 thief\n"
	"at probe(9030000.pl061) insert_resource_expand_to_fit iomem 0x9000800-0x9001800 wide\n";

static const char loop_lesson[] =
	"---\n"
	"title: The loop\n"
	"board: none\n"
	"kernel: linux-3.10-x86\n"
	"level: test\n"
	"time: 1\n"
	"objectives:\n"
	"  - See it stop.\n"
	"---\n"
	"# The loop\n"
	"\n"
	"Each page frame is asked about.\n"
	"\n"
	"```bootwalk\n"
	"insert_resource iomem 0x100000-0x1fffffff \"System RAM\" mem,busy\n"
	"memblock_add 0x100000 0x1ff00000\n"
	"ioremap 0xfe000 0x3000\n"
	"```\n";

#define TOLD_MAX 8

/* The step that a search for FIND leads to, in the pane that the key PANE opens. */
static const struct scene {
	const char *name, *board, *pane, *find;
	const char *told[TOLD_MAX]; /* one frame after the other, each of which has its own */
} scenes[] = {
	{ "a conflict in the tree",
	  "qemu-virt",
	  "2",
	  "thief is refused",
	  { "thief ● asks for room", "thief ● lies behind it", "System RAM ◄ compared",
	    "!└ 40000000-5fffffff : System RAM ◄ in the way" } },
	{ "a conflict on the map",
	  "qemu-virt",
	  "4",
	  "thief is refused",
	  { "09000000-09000fff pl011@9000000", "09010000-09010fff pl031@9010000",
	    "09030000-09030fff pl061@9030000", "△─────────", "╳╳╳╳╳" } },
	{ "a resource leaves",
	  "qemu-virt",
	  "2",
	  "alone leaves the tree",
	  { "alone ● is to leave", "alone ● is taken out", "-f0000000-f0000fff" } },
	{ "a resource grows",
	  "qemu-virt",
	  "2",
	  "which grows from",
	  { "wide ● as it was", "wide ● overlaps it", "wide ● grows" } },
	{ "two regions become one",
	  "qemu-virt",
	  "3",
	  "touch and agree in flags",
	  { "memory: 3 regions, 512 MiB ", "1 48000000-480f1fff 968 KiB ◄ touch",
	    "+  0 40000000-480f1fff" } },
	{ "a region is cut",
	  "qemu-virt",
	  "3",
	  "ends above the range",
	  { "memory: 2 regions, 512 MiB ", ">  1 48000000-5fffffff", "+  2 480f2000-5fffffff" } },
	{ "an array doubles",
	  "qemu-virt, full",
	  "3",
	  "it doubles to",
	  { "array of reserved: the array is full", "one of twice the size", " 96 of 770",
	    " 192 of 770", " 288 of 770", "the list uses the new one" } },
	{ "the first page frame is RAM",
	  "qemu-virt",
	  "8",
	  "Page frame 0x50000 is memory",
	  { "[...]", "[?..]", "it is RAM that is in use" } },
	{ "RAM behind the first page frame",
	  "qemu-virt",
	  "8",
	  "pages that follow: 2.",
	  { "[...]", "[?..]", "[+..]", "[+--]" } },
	{ "the loop over page frames",
	  "lesson",
	  "8",
	  "valid and not reserved",
	  { "[...]", "[?..]", "[+?.]", "[++?]", "it is RAM that is in use" } },
	{ "page tables fill",
	  "qemu-virt",
	  "8",
	  "0c000000-0c402fff is mapped",
	  { ">PGD[256]", "> PUD[0]", ">  PMD[84-85] empty", ">   PTE[0-2] empty",
	    "1 of 3 entries written", "2 of 3 entries written" } },
	{ "page tables empty",
	  "qemu-virt",
	  "8",
	  "3 entries of the PTE, from number 0 on, are cleared",
	  { "3 entries map it", "0 of 3 entries cleared", "1 of 3 entries cleared",
	    "3 of 3 entries cleared" } },
};

static char calls_file[HOME_PATH], full_file[HOME_PATH], lesson_file[HOME_PATH];

/* More reservations than the array of the profile has room for. */
static void write_full(void)
{
	struct text t = { 0 };

	for (unsigned i = 0; i < 390; i++)
		text_addf(&t, "at bootmem_init memblock_reserve 0x%x 0x1000\n",
		          0x49000000 + i * 0x4000);
	write_home_file(full_file, "full.bw", t.s);
	text_free(&t);
}

static struct term *start_scene(const struct scene *s, const char *speed, int cols, int rows)
{
	char inject[160];
	const char *args[] = { s->board, NULL, NULL };
	struct term *t;

	snprintf(inject, sizeof(inject), "--inject=%s",
	         strstr(s->board, "full") ? full_file : calls_file);
	if (!strcmp(s->board, "lesson"))
		args[1] = lesson_file;
	else if (!strncmp(s->board, "qemu-virt", 9)) {
		args[0] = "qemu-virt";
		args[1] = inject;
	}
	setenv("BOOTWALK_ANIMATION", speed, 1);
	t = start_program("xterm-256color", cols, rows, args);
	setenv("BOOTWALK_ANIMATION", "off", 1);
	wait_for(t, strcmp(s->board, "lesson") ? "stop 1 of " : "Each page frame is asked about.");
	settle(t);
	return t;
}

/* One step before that of the scene. */
static struct term *start_before(const struct scene *s, const char *speed, int cols, int rows)
{
	struct term *t = start_scene(s, speed, cols, rows);

	type(t, s->pane);
	/* digits are answers in a lesson, which opens behind its calls */
	for (int i = 0; i < 12 && strstr(s->board, "lesson") && lacks(t, " mappings "); i++) {
		type(t, "\t");
		settle(t);
	}
	type(t, "\x1bOH");
	type(t, "/");
	type(t, s->find);
	type(t, "\r");
	settle(t);
	type(t, "S");
	settle(t);
	return t;
}

static char *settled_screen(const struct scene *s, int cols, int rows)
{
	struct term *t = start_before(s, "off", cols, rows);
	char *before = screen_text(t), *screen;

	type(t, "s");
	settle(t);
	screen = screen_text(t);
	assert_string_not_equal(before, screen);
	free(before);
	stop(t);
	return screen;
}

static void check_scene(const struct scene *s)
{
	char *settled = settled_screen(s, 120, 36);
	struct term *t = start_before(s, LONG_FRAMES, 120, 36);
	unsigned told = 0;

	type(t, "s");
	for (; told < TOLD_MAX && s->told[told]; told++) {
		wait_for(t, s->told[told]);
		assert_false(equals(t, settled));
	}
	assert_true(told >= 3);
	wait_same(t, settled);
	free(settled);
	stop(t);
}

/* A test of its own for each, so that a failure has a name. */
#define SCENE(n)                                                                                   \
	static void scene_##n(void **state)                                                        \
	{                                                                                          \
		(void)state;                                                                       \
		check_scene(&scenes[n]);                                                           \
	}
SCENE(0)
SCENE(1)
SCENE(2)
SCENE(3)
SCENE(4)
SCENE(5)
SCENE(6)
SCENE(7)
SCENE(8)
SCENE(9)
SCENE(10)
SCENE(11)

/* Ctrl-L draws anew and does nothing else: what is left of the frames is over at once. */
static void a_key_ends_each_at_once(void **state)
{
	static const unsigned some[] = { 4, 8, 10 };

	(void)state;
	for (size_t i = 0; i < sizeof(some) / sizeof(some[0]); i++) {
		const struct scene *s = &scenes[some[i]];
		char *settled = settled_screen(s, 120, 36);
		struct term *t = start_before(s, ENDLESS_FRAMES, 120, 36);

		type(t, "s");
		wait_until(t, lacks, settled, "is in a frame, not");
		type(t, "\x0c");
		wait_same(t, settled);
		free(settled);
		stop(t);
	}
}

/* Another size in the midst of the frames: they go on, and the end is as it is at that size. */
static void another_size_in_a_frame(void **state)
{
	const struct scene *s = &scenes[4];
	char *settled = settled_screen(s, 100, 30);
	struct term *t = start_before(s, LONG_FRAMES, 120, 36);

	(void)state;
	type(t, "s");
	wait_for(t, "1 48000000-480f1fff 968 KiB ◄ touch");
	resize(t, 100, 30);
	wait_for(t, "+  0 40000000-480f1fff");
	wait_same(t, settled);
	free(settled);
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scene_0),
		cmocka_unit_test(scene_1),
		cmocka_unit_test(scene_2),
		cmocka_unit_test(scene_3),
		cmocka_unit_test(scene_4),
		cmocka_unit_test(scene_5),
		cmocka_unit_test(scene_6),
		cmocka_unit_test(scene_7),
		cmocka_unit_test(scene_8),
		cmocka_unit_test(scene_9),
		cmocka_unit_test(scene_10),
		cmocka_unit_test(scene_11),
		cmocka_unit_test(a_key_ends_each_at_once),
		cmocka_unit_test(another_size_in_a_frame),
	};

	set_up_terminal();
	write_home_file(calls_file, "calls.bw", calls);
	write_home_file(lesson_file, "loop.md", loop_lesson);
	write_full();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
