/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane dtb on a terminal: a node of memory and a device's address, told token by token. */
#include "terminal.h"

/* Each frame stays long enough to be seen on a machine that is busy with other tests. */
#define LONG_FRAMES "700"

static struct term *start_pane(const char *board, const char *speed)
{
	const char *const args[] = { board, NULL };
	struct term *t;

	setenv("BOOTWALK_ANIMATION", speed, 1);
	t = start_program("xterm-256color", 80, 36, args);
	wait_for(t, "stop 1 of ");
	settle(t);
	type(t, "9");
	wait_for(t, "The header of the blob");
	type(t, "z");
	wait_for(t, "dtb: the kernel reads the device tree blob");
	return t;
}

/* Is the line lit that has TEXT in it? */
static bool is_lit(struct term *t, const char *text)
{
	char *screen = screen_text(t), *line = strstr(screen, "│►"), *end;
	bool lit = false;

	for (; line && !lit; line = strstr(line + 1, "│►")) {
		end = strchr(line, '\n');
		lit = strstr(line, text) && strstr(line, text) < end;
	}
	free(screen);
	return lit;
}

static void wait_lit(struct term *t, const char *text)
{
	wait_until(t, is_lit, text, "lights");
}

/* To the stop before the one that is looked at: `/` goes there at once, without frames. */
static void find(struct term *t, const char *what, const char *then)
{
	type(t, "/");
	wait_for(t, "find: ");
	type(t, what);
	type(t, "\r");
	wait_for(t, then);
}

static void a_node_of_memory_in_frames(void **state)
{
	struct term *t = start_pane("qemu-virt", "off");
	char *settled;

	(void)state;
	find(t, "The command line is what", "FDT_PROP bootargs");
	type(t, " ");
	wait_for(t, "its reg holds 4 cells");
	wait_lit(t, "FDT_PROP reg");
	wait_for(t, "FDT_END_NODE");
	settle(t);
	settled = screen_text(t);
	stop(t);

	t = start_pane("qemu-virt", LONG_FRAMES);
	find(t, "The command line is what", "The command line is what");
	type(t, " ");
	/* each of these is there for one frame only */
	wait_lit(t, "FDT_BEGIN_NODE \"memory@40000000\"");
	wait_gone(t, "FDT_PROP");
	wait_lit(t, "FDT_PROP device_type");
	wait_gone(t, "FDT_PROP reg");
	wait_lit(t, "FDT_PROP reg");
	wait_gone(t, "= 0x40000000");
	wait_lit(t, "00000000 40000000 | 00000000 20000000");
	wait_same(t, settled);
	free(settled);
	stop(t);
}

static void a_way_in_frames(void **state)
{
	struct term *t = start_pane("vexpress-a15", "off");
	char *settled;

	(void)state;
	find(t, "1c060000-1c060fff kmi@60000 becomes", "►The CPU sees 1c060000-1c060fff");
	type(t, " ");
	wait_for(t, "►The CPU sees 1c070000-1c070fff");
	settle(t);
	settled = screen_text(t);
	stop(t);

	t = start_pane("vexpress-a15", LONG_FRAMES);
	find(t, "1c060000-1c060fff kmi@60000 becomes", "►The CPU sees 1c060000-1c060fff");
	type(t, " ");
	wait_for(t, "FDT_BEGIN_NODE \"kmi@70000\"");
	wait_for(t, "00070000 | 00001000");
	wait_lit(t, "0x70000     on iofpga-bus@300000000");
	wait_gone(t, "The CPU sees 1c070000");
	wait_lit(t, "0x300070000 on motherboard-bus@8000000");
	wait_lit(t, "0x1c070000  on bus@8000000");
	wait_same(t, settled);
	/* a key ends the frames: back, and on again */
	type(t, "\x1bOD");
	wait_for(t, "1c060000-1c060fff kmi@60000 becomes");
	type(t, " ");
	wait_for(t, "FDT_BEGIN_NODE \"kmi@70000\"");
	wait_gone(t, "The CPU sees");
	type(t, "z");
	wait_for(t, "The CPU sees 1c070000");
	free(settled);
	stop(t);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(a_node_of_memory_in_frames),
	cmocka_unit_test(a_way_in_frames),
};

int main(void)
{
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("NO_COLOR");
	make_home();
	return cmocka_run_group_tests_name("the pane dtb on a terminal", tests, NULL, NULL);
}
