/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane proc on a terminal: two reads of /proc/iomem, back through them, and in frames;
 * the kernel's own lines in the pane source, and the glossary.
 */
#include "terminal.h"

#include <sys/stat.h>

/* Each frame stays long enough to be seen on a machine that is busy with other tests. */
#define LONG_FRAMES "1500"

/* Two reads were made at the end of the boot; the reader stands behind the second. */
static struct term *start_reads(const char *speed)
{
	static const char *const args[] = { "qemu-virt", NULL };
	struct term *t;

	setenv("BOOTWALK_ANIMATION", speed, 1);
	t = start_program("xterm-256color", 80, 24, args);
	wait_for(t, "stop 1 of ");
	settle(t);
	type(t, "R");
	wait_for(t, "There is no /proc/iomem yet.");
	type(t, "G");
	wait_for(t, "Nobody reads /proc/iomem now.");
	for (int i = 0; i < 2; i++) {
		type(t, ":read /proc/iomem 100\r");
		wait_for(t, "-> 100");
		type(t, "\x1b");
		wait_gone(t, "-> 100");
	}
	settle(t);
	return t;
}

static void back_through_the_reads(void **state)
{
	struct term *t = start_reads("off");

	(void)state;
	assert_true(has(t, "/proc/iomem as root, 200 bytes read"));
	assert_true(has(t, "*pos    6; counted off from the root: 3"));
	assert_true(has(t, "[ ] resource_lock"));
	/* into the second read: the walk from the root, the lock held */
	for (int i = 0; i < 50 && lacks(t, ": 3 of 3"); i++) {
		type(t, "S");
		settle(t);
	}
	assert_true(has(t, "[#] resource_lock"));
	assert_true(has(t, "►  3 09010000-09010fff pl031@9010000"));
	type(t, "SS");
	wait_for(t, ": 2 of 3");
	type(t, "S");
	wait_for(t, ": 1 of 3");
	/* between the two: what is left of the first */
	type(t, "SSSS");
	wait_for(t, "/proc/iomem as root, 100 bytes read");
	wait_for(t, "still in the buffer:");
	wait_for(t, "*pos    3 ");
	type(t, "gseq_read_iter#3\r");
	wait_for(t, "/proc/iomem as root, 0 bytes read");
	wait_for(t, "The buffer is empty.");
	stop(t);
}

static void a_read_in_frames(void **state)
{
	struct term *t = start_reads("off");
	char *settled;

	(void)state;
	type(t, "gseq_read_iter#4\r");
	wait_for(t, "*pos    3 ");
	type(t, "f");
	wait_for(t, "200 bytes read");
	settle(t);
	settled = screen_text(t);
	stop(t);

	/* each of these is there for one frame only */
	t = start_reads(LONG_FRAMES);
	type(t, "gseq_read_iter#4\r");
	wait_for(t, "seq_read_iter(/proc/iomem, 100)");
	type(t, "f");
	wait_for(t, "What was left in the buffer goes first.");
	wait_for(t, "[#] resource_lock");
	wait_for(t, "counted off from the root: 1 of 3");
	assert_true(lacks(t, "rtc-pl031"));
	wait_for(t, "►  3 09010000-09010fff pl031@9010000");
	wait_for(t, "+   09010000-09010fff : rtc-pl031");
	wait_for(t, "+ 09030000-09030fff : pl061@9030000");
	wait_for(t, "The bytes go to the reader.");
	wait_same(t, settled);
	free(settled);
	stop(t);
}

/* A made-up source tree, and its lines in the pane source. */
static void the_kernels_own_lines(void **state)
{
	static const char *const files[] = { "Makefile", "fs/seq_file.c" };
	static const char *const texts[] = {
		"VERSION = 5\nPATCHLEVEL = 10\n",
		"\nssize_t seq_read_iter(int a)\n{\n\treturn made_up_line(a);\n}\n"
	};
	char dir[] = "/tmp/bootwalk-source-XXXXXX", path[64];
	const char *const args[] = { "qemu-virt", "--kernel-source", dir, NULL };
	struct term *t;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/fs", dir);
	assert_int_equal(mkdir(path, 0700), 0);
	for (int i = 0; i < 2; i++) {
		FILE *f;

		snprintf(path, sizeof(path), "%s/%s", dir, files[i]);
		f = fopen(path, "w");
		assert_non_null(f);
		fputs(texts[i], f);
		fclose(f);
	}
	setenv("BOOTWALK_ANIMATION", "off", 1);
	t = start_program("xterm-256color", 120, 36, args);
	wait_for(t, "stop 1 of ");
	type(t, "gseq_read_iter#1\r");
	wait_for(t, "seq_read_iter()");
	type(t, "6z");
	wait_for(t, "    4     return made_up_line(a);");
	assert_true(has(t, "Linux 5.10, fs/seq_file.c"));
	assert_true(has(t, "What is retold here is Linux 6.1."));
	type(t, "gr_start#1\r");
	wait_for(t, "There is no file kernel/resource.c in that source.");
	stop(t);
	for (int i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, files[i]);
		remove(path);
	}
	snprintf(path, sizeof(path), "%s/fs", dir);
	remove(path);
	remove(dir);
}

static void the_glossary(void **state)
{
	struct term *t = start_reads("off");
	char *before = screen_text(t);

	(void)state;
	/* it opens at what the step is about */
	type(t, "K");
	wait_for(t, "►seq_file");
	assert_true(has(t, "glossary: type a word"));
	/* letters look a term up, j and q among them; one that leads nowhere begins anew */
	type(t, "sy");
	wait_for(t, "►System RAM");
	assert_true(has(t, "glossary: sy"));
	type(t, "q");
	type(t, "b");
	wait_for(t, "►BAR");
	type(t, "\x1b[6~");
	wait_gone(t, "►BAR");
	type(t, "\x1b");
	wait_same(t, before);
	type(t, "K");
	wait_for(t, "►seq_file");
	type(t, "q");
	wait_same(t, before);
	type(t, ":glossary no-map\r");
	wait_for(t, "no-map: A property of a reserved range");
	free(before);
	stop(t);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(back_through_the_reads),
	cmocka_unit_test(a_read_in_frames),
	cmocka_unit_test(the_kernels_own_lines),
	cmocka_unit_test(the_glossary),
};

int main(void)
{
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("NO_COLOR");
	make_home();
	return cmocka_run_group_tests_name("the pane proc on a terminal", tests, NULL, NULL);
}
