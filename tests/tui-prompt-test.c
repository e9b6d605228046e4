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

/* Type LINE, of which a Tab makes WHOLE. */
static void completes(struct term *t, const char *line, const char *whole)
{
	type(t, ":");
	type(t, line);
	type(t, "\t");
	wait_for(t, whole);
	type(t, "\x1b");
	wait_for(t, "q quit");
}

static void completion(void **state)
{
	struct term *t = start();
	char path[128], line[160], whole[200];

	(void)state;
	type(t, "G");
	wait_gone(t, "stop 1 of ");
	completes(t, "request_mem_region 0x90300", ": request_mem_region 0x9030000 ");
	completes(t, "request_mem_region 0x9030000 ", ": request_mem_region 0x9030000 0x1000 ");
	completes(t, "watch 0x403", ": watch 0x403");
	completes(t, "watch 0x4021", ": watch 0x40210000-0x4");
	completes(t, "info device 9030", ": info device 9030000.pl061 ");
	completes(t, "info device &/pl06", ": info device &/pl061@9030000 ");
	completes(t, "break kind confl", ": break kind conflict ");
	completes(t, "break function bootmem_in", ": break function bootmem_init ");
	completes(t, "goto request_sta", ": goto request_standard_resources");
	completes(t, "goto request_standard_resources/insert_resource#2@",
	          "insert_resource#2@return");
	completes(t, "request_resource iomem 1-2 x mem,exc",
	          ": request_resource iomem 1-2 x mem,ex");
	completes(t, "cat /proc/iom", ": cat /proc/iomem ");
	completes(t, "expect resource 1-2 Sys", ": expect resource 1-2 \"System RAM\" ");
	completes(t, "expect resource 1-2 \"Sys", ": expect resource 1-2 \"System RAM\" ");
	command(t, "mouse: request_mem_region 0x1000 0x1000 mouse", "-> 00001000");
	completes(t, "release_resource &mo", ": release_resource &mouse ");
	completes(t, "drop ", ": drop ");
	/* several: with what they are, until the next key */
	type(t, ":request_resource iomem 0x40\t");
	wait_for(t, " what fits ");
	wait_for(t, "0x40000000-0x5fffffff      System RAM");
	assert_true(has(t, "0x40210000-0x4185ffff      Kernel code"));
	type(t, "\x7f");
	wait_gone(t, " what fits ");
	type(t, "\x1b");
	wait_for(t, "q quit");
	/* a file of the reader's */
	snprintf(path, sizeof(path), "%s/lesson.md", home);
	snprintf(line, sizeof(line), "save %s", path);
	command(t, line, "1 call saved");
	snprintf(line, sizeof(line), "load %s/less", home);
	snprintf(whole, sizeof(whole), ": load %s ", path);
	completes(t, line, whole);
	remove(path);
	stop(t);
}

/* What the command takes stands above the line, in the place of the sentence. */
static void hints(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, ":request_mem_reg");
	wait_for(t, ": request_mem_reg");
	assert_true(lacks(t, "START SIZE NAME"));
	type(t, "ion");
	wait_for(t, "request_mem_region START SIZE NAME");
	type(t, " ");
	wait_for(t, "START: a number.");
	type(t, "0x1000 ");
	wait_for(t, "SIZE: a number.");
	type(t, "\x15insert_resource iomem ");
	wait_for(t, "insert_resource PARENT RANGE NAME [FLAGS [DESC]]");
	wait_for(t, "RANGE: a range such as");
	type(t, "\x15");
	wait_gone(t, "insert_resource");
	wait_for(t, "the bootloader left");
	stop(t);
}

/* The keys that readline has, by the names that $INPUTRC has for them too. */
static void editing(void **state)
{
	struct term *t = start();

	(void)state;
	command(t, "info flags mem,busy", "IORESOURCE_MEM");
	command(t, "info flags sysram", "IORESOURCE_SYSRAM");
	/* a search in what was typed before */
	type(t, ":\x12");
	wait_for(t, "(reverse-i-search)");
	type(t, "busy");
	wait_for(t, "info flags mem,busy");
	type(t, "\x05");
	wait_for(t, ": info flags mem,busy");
	/* the last word goes, and comes back */
	type(t, "\x17");
	wait_gone(t, ": info flags mem");
	type(t, "\x19");
	wait_for(t, ": info flags mem,busy");
	type(t, "\x01x: ");
	wait_for(t, ": x: info flags mem,busy");
	type(t, "\x0b");
	wait_gone(t, "info flags");
	type(t, "\x1b");
	wait_for(t, "q quit");
	type(t, ":\x1bOA\x1bOA");
	wait_for(t, ": info flags mem,busy");
	type(t, "\x1bOB");
	wait_for(t, ": info flags sysram");
	/* characters of two cells, and of none: the cursor stands behind what is seen */
	type(t, "\x15\xe5\x91\xbc\xe5\x91\xbc"
	        "e\xcc\x81x\x1bOD\x1bOD\x7f");
	wait_for(t, ": \xe5\x91\xbc"
	            "e\xcc\x81x");
	type(t, "\x1b");
	wait_for(t, "q quit");
	stop(t);
}

#define PASTE(text) "\x1b[200~" text "\x1b[201~"

/* Lines that are pasted are done one after another; text that is pasted elsewhere is no keys. */
static void pasting(void **state)
{
	struct term *t = start();

	(void)state;
	assert_non_null(strstr(text_str(&t->raw), "\x1b[?2004h"));
	type(t, PASTE("qGs:q\n"));
	wait_for(t, "Pasted text is not taken for keys");
	assert_true(has(t, "stop 1 of "));
	type(t, ":");
	wait_gone(t, "Pasted text is not taken");
	type(t, PASTE("info flags mem\r\n\tinfo flags busy\n\n\x1b[Ainfo fla\x01gs"));
	wait_for(t, "IORESOURCE_MEM");
	wait_for(t, "IORESOURCE_BUSY");
	wait_for(t, ": info flags");
	type(t, " irq\r");
	wait_for(t, "IORESOURCE_IRQ");
	type(t, "\x1b");
	wait_gone(t, "IORESOURCE_IRQ");
	/* one that cannot be done ends it, and the rest is not done */
	type(t, ":");
	type(t, PASTE("info flags exclusive\nno_such_word\ninfo flags muxed\nlast\n"));
	wait_for(t, "were not done: there is no command");
	assert_true(has(t, "IORESOURCE_EXCLUSIVE"));
	assert_true(has(t, "stop 1 of "));
	type(t, "\x1b");
	wait_gone(t, "IORESOURCE_EXCLUSIVE");
	type(t, "O");
	wait_for(t, ": no_such_word");
	assert_true(lacks(t, "IORESOURCE_MUXED"));
	/* one whose end is lost ends with Escape */
	type(t, "\x1b[200~qqq");
	type(t, "\x1b");
	/* a question takes the first line */
	type(t, "g");
	wait_for(t, "go to moment: ");
	type(t, PASTE("bootmem_init\nq"));
	wait_for(t, "go to moment: bootmem_init");
	type(t, "\r");
	wait_gone(t, "go to moment: ");
	wait_gone(t, "stop 1 of ");
	type(t, "q");
	assert_true(WIFEXITED(wait_status(t)));
	assert_non_null(strstr(text_str(&t->raw), "\x1b[?2004l"));
	stop(t);
}

/* Alt and a letter are readline's where that has a use for them, and Escape and the letter else. */
static void alt_keys(void **state)
{
	struct term *t = start();

	(void)state;
	type(t, ":info flags mem");
	wait_for(t, ": info flags mem");
	type(t, "\x1b"
	        "b\x1b"
	        "dbusy");
	wait_for(t, ": info flags busy");
	type(t, "\x1b:last\r");
	wait_for(t, "start_kernel@return");
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(inject_compare_drop),
		cmocka_unit_test(drop_by_pointer_and_by_number),
		cmocka_unit_test(follow_a_call),
		cmocka_unit_test(output_is_kept),
		cmocka_unit_test(save_and_load),
		cmocka_unit_test(completion),
		cmocka_unit_test(hints),
		cmocka_unit_test(editing),
		cmocka_unit_test(pasting),
		cmocka_unit_test(alt_keys),
	};

	set_up_terminal();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
