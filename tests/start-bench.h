/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen in a pseudo-terminal, with lessons and files of the test's own. */
#ifndef BOOTWALK_TESTS_START_BENCH_H
#define BOOTWALK_TESTS_START_BENCH_H

#include "terminal.h"

#include <libfdt.h>
#include <libgen.h>
#include <sys/mman.h>
#include <sys/stat.h>

static UNUSED const char lesson[] = "---\n"
				    "title: %s\n"
				    "board: qemu-virt\n"
				    "kernel: linux-6.1-arm64\n"
				    "level: test\n"
				    "time: 5\n"
				    "objectives:\n"
				    "  - See that the first objective is shown.\n"
				    "---\n"
				    "\n"
				    "# A page\n"
				    "\n"
				    "```quiz\n"
				    "? What comes first?\n"
				    "- [ ] The hen | It came from an egg.\n"
				    "- [x] The egg | Nothing else will do.\n"
				    "```\n";

static UNUSED const char *const none[] = { NULL };

/* The path of NAME in the folder of this test; the last two stay as they are. */
static UNUSED const char *in_home(const char *name)
{
	static char paths[2][160];
	static unsigned n;
	char *path = paths[n++ % 2];

	snprintf(path, sizeof(paths[0]), "%s/%s", home, name);
	return path;
}

static UNUSED void write_bytes(const char *name, const void *bytes, size_t len)
{
	FILE *out = fopen(in_home(name), "w");

	if (!out || fwrite(bytes, 1, len, out) != len || fclose(out)) {
		perror(name);
		exit(99);
	}
}

static UNUSED void write_lesson(const char *name, const char *title)
{
	struct text t = { 0 };

	text_addf(&t, lesson, title);
	write_bytes(name, t.s, t.len);
	text_free(&t);
}

/* The blob of the board qemu-virt as the file NAME. */
static UNUSED void write_board(const char *boards, const char *name)
{
	int fd = open(boards, O_RDONLY), len;
	const void *map, *dtb;
	struct stat st;

	if (fd < 0 || fstat(fd, &st)) {
		perror(boards);
		exit(99);
	}
	map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	dtb = fdt_getprop(map, fdt_path_offset(map, "/boards/qemu-virt"), "dtb", &len);
	if (!dtb)
		exit(99);
	write_bytes(name, dtb, (size_t)len);
}

/* Of all boards in the file BOARDS the three that the tests know, as the file NAME. */
static UNUSED void write_three_boards(const char *boards, const char *name)
{
	static const char *const kept[] = { "conflict-lab", "qemu-virt", "vexpress-a15" };
	int fd = open(boards, O_RDONLY), all, left = 0;
	struct stat st;
	char *map;

	if (fd < 0 || fstat(fd, &st)) {
		perror(boards);
		exit(99);
	}
	map = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	close(fd);
	all = fdt_path_offset(map, "/boards");
	for (int node = fdt_first_subnode(map, all), next; node >= 0; node = next) {
		const char *is = fdt_get_name(map, node, NULL);

		next = fdt_next_subnode(map, node);
		if (!strcmp(is, kept[0]) || !strcmp(is, kept[1]) || !strcmp(is, kept[2]))
			left++;
		else
			fdt_nop_node(map, node);
	}
	if (left != 3)
		exit(99);
	write_bytes(name, map, (size_t)st.st_size);
	munmap(map, (size_t)st.st_size);
}

static UNUSED void remove_all(void)
{
	char command[160];

	snprintf(command, sizeof(command), "rm -rf '%s'", home);
	if (system(command))
		perror(home);
}

/* Two lessons, three of the boards that ship, and some files to open. */
static UNUSED void make_files(void)
{
	static const char *const folders[] = { "data",  "data/lessons", "data/lessons/en",
		                               "files", "files/below",  "bootwalk" };
	char program_path[256], boards[300];

	atexit(remove_all);
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		mkdir(in_home(folders[i]), 0700);
	write_lesson("data/lessons/en/01-one.md", "The first lesson");
	write_lesson("data/lessons/en/02-two.md", "\"A second one: \xe5\x86\x85\xe5\xad\x98\"");
	write_bytes("data/lessons/en/03-broken.md", "---\n", 4);
	snprintf(program_path, sizeof(program_path), "%s", program());
	snprintf(boards, sizeof(boards), "%s/boards/boards.dtb", dirname(program_path));
	write_three_boards(boards, "data/boards.dtb");
	setenv("BOOTWALK_DATADIR", in_home("data"), 1);
	write_board(boards, "files/alpha-one.dtb");
	write_board(boards, "files/alpha-two.dtb");
	write_bytes("files/bad.dtb", "no blob", 7);
	write_bytes("files/notes.txt", "no blob", 7);
}

static UNUSED int forget(void **state)
{
	static const char *const names[] = { "bootwalk/progress", "bootwalk/recent",
		                             "bootwalk/recent.damaged" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		remove(in_home(names[i]));
	return 0;
}

static UNUSED struct term *start_sized(const char *term, int cols, int rows)
{
	struct term *t = start_program(term, cols, rows, none);

	wait_for(t, "Lessons");
	wait_for(t, "q quit");
	return t;
}

static UNUSED struct term *start(void)
{
	struct term *t = start_sized("xterm-256color", 80, 24);

	settle(t);
	return t;
}

static UNUSED void quit(struct term *t)
{
	int status;

	type(t, "q");
	status = wait_status(t);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	check_restored(t);
	stop(t);
}

/* Is the entry whose line holds TEXT in hand? */
static UNUSED bool in_hand(struct term *t, const char *text)
{
	char *screen = screen_text(t), *sign = strstr(screen, "►");
	bool is = false;

	if (sign) {
		sign[strcspn(sign, "\n")] = '\0';
		is = strstr(sign, text) != NULL;
	}
	free(screen);
	return is;
}

static UNUSED void wait_in_hand(struct term *t, const char *text)
{
	wait_until(t, in_hand, text, "has in hand");
}

/* Open FILE from the command line, two CPUs in it, and leave. */
static UNUSED void open_once(const char *file)
{
	const char *args[] = { file, "--cpus", "2", NULL };
	struct term *t = start_program("xterm-256color", 80, 24, args);

	wait_for(t, "stop 1 of ");
	quit(t);
}

#endif
