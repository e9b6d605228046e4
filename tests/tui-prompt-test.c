/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader types behind the colon, and what becomes of it. */
#include "terminal.h"

static struct term *start_sized(int cols, int rows)
{
	static const char *const args[] = { "qemu-virt", NULL };
	struct term *t = start_program("xterm-256color", cols, rows, args);

	wait_for(t, "stop 1 of ");
	settle(t);
	return t;
}

static struct term *start(void)
{
	return start_sized(80, 24);
}

/* Type LINE behind a colon, and close the box with what it prints, which says SAYS. */
static void command(struct term *t, const char *line, const char *says)
{
	type(t, ":");
	type(t, line);
	type(t, "\r");
	wait_for(t, says);
	type(t, "\x1b");
	wait_gone(t, " output ");
	settle(t);
}

/* A call is made in the middle of a boot, compared, and dropped: the screen is as before. */
static void inject_compare_drop(void **state)
{
	struct term *t = start();
	char *before, *again;

	(void)state;
	type(t, "gbootmem_init\r");
	wait_for(t, "bootmem_init");
	type(t, " I");
	wait_for(t, "No call was made in this run.");
	settle(t);
	before = screen_text(t);
	command(t, "insert_resource iomem 0x41000000-0x61000000 thief", "-> 0");
	wait_for(t, "►  1 insert_resource iomem 0x41000000");
	wait_for(t, "-> 0");
	type(t, "=");
	wait_for(t, "+41000000-61000000 : thief");
	type(t, "\x1b");
	wait_gone(t, "--- /proc/iomem");
	type(t, "x");
	wait_for(t, "1 call dropped");
	type(t, "\x1b");
	wait_same(t, before);
	again = screen_text(t);
	assert_string_equal(before, again);
	free(before);
	free(again);
	stop(t);
}

/* The pointer chooses the call that is dropped; without it the reader is asked. */
static void drop_by_pointer_and_by_number(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "I");
	command(t, "memblock_reserve 0x50000000 0x1000", "-> 0");
	command(t, "last", "start_kernel@return");
	command(t, "request_mem_region 0x1000 0x1000 second", "-> 00001000");
	command(t, "request_mem_region 0x2000 0x1000 third", "-> 00002000");
	wait_for(t, "  3 request_mem_region 0x2000 0x1000 third");
	type(t, "x");
	wait_for(t, "drop which call, or all? ");
	type(t, "2\r");
	wait_for(t, "1 call dropped");
	type(t, "\x1b");
	wait_gone(t, "0x1000 second");
	/* up to the first line of the list, whose call is the first */
	type(t, "kkkkkkkkkkkkk");
	settle(t);
	type(t, "x");
	wait_for(t, "1 call dropped");
	type(t, "\x1b");
	wait_gone(t, "memblock_reserve 0x50000000");
	wait_for(t, "3 request_mem_region 0x2000 0x1000 third");
	/* the last one needs no question */
	type(t, "x");
	wait_for(t, "1 call dropped");
	type(t, "\x1b");
	wait_for(t, "No call was made in this run.");
	stop(t);
}

/* Enter on the line of a call leads to where it was made. */
static void follow_a_call(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, "gbootmem_init\r");
	wait_for(t, "bootmem_init");
	command(t, "insert_resource iomem 0x1000-0x1fff early", "-> 0");
	type(t, "GI");
	wait_for(t, "  1 insert_resource iomem 0x1000");
	settle(t);
	type(t, "k\r");
	wait_for(t, "insert_resource returns 0.");
	wait_for(t, "►  1 insert_resource");
	stop(t);
}

static void output_is_kept(void **state)
{
	struct term *t = start();

	(void)state;
	command(t, "info flags mem", "IORESOURCE_MEM");
	type(t, ":no_such_word\r");
	wait_for(t, "no_such_word");
	type(t, "O");
	wait_for(t, ": info flags mem");
	wait_for(t, "IORESOURCE_MEM");
	wait_for(t, ": no_such_word");
	wait_for(t, "there is no command 'no_such_word'");
	/* with the pane on the screen no box comes over it */
	type(t, ":info flags busy\r");
	wait_for(t, ": info flags busy");
	wait_for(t, "IORESOURCE_BUSY");
	assert_true(lacks(t, "┌─ output "));
	/* a long one begins on top, and the rest can be scrolled to */
	type(t, "G:dmesg\r");
	wait_gone(t, "IORESOURCE_BUSY");
	wait_for(t, ": dmesg");
	type(t, "z");
	wait_for(t, " output ");
	type(t, "\x1b[5~\x1b[5~\x1b[5~");
	wait_for(t, ": info flags mem");
	stop(t);

	t = start_sized(200, 60);
	type(t, "O");
	wait_for(t, "Nothing was typed yet.");
	type(t, ":info flags busy\r");
	wait_for(t, "IORESOURCE_BUSY");
	wait_for(t, " source ");
	assert_true(lacks(t, "┌─ output "));
	stop(t);
}

static void save_and_load(void **state)
{
	struct term *t = start();
	char path[128], line[160];

	(void)state;
	snprintf(path, sizeof(path), "%s/lesson.md", home);
	command(t, "x: request_mem_region 0x1000 0x1000 \"my 'own'\"", "-> 00001000");
	snprintf(line, sizeof(line), "save %s", path);
	command(t, line, "1 call saved");
	type(t, ":");
	type(t, line);
	type(t, "\r");
	wait_for(t, "it is there already");
	snprintf(line, sizeof(line), "save -f %s", path);
	command(t, line, "1 call saved");
	stop(t);

	t = start();
	snprintf(line, sizeof(line), "load %s", path);
	command(t, line, "1 call loaded");
	type(t, "I");
	type(t, "z");
	wait_for(t, "x: request_mem_region 0x1000 0x1000 \"my 'own'\"");
	wait_for(t, "at start_kernel/setup_arch/setup_machine_fdt");
	type(t, "z");
	type(t, "G2");
	wait_for(t, "00001000-00001fff : my 'own'");
	stop(t);
	remove(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inject_compare_drop),
		cmocka_unit_test(drop_by_pointer_and_by_number),
		cmocka_unit_test(follow_a_call),
		cmocka_unit_test(output_is_kept),
		cmocka_unit_test(save_and_load),
	};

	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("NO_COLOR");
	setenv("BOOTWALK_ANIMATION", "off", 1);
	make_home();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
