/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An exam as a student takes it, and a path as a teacher shows it. */
#include "terminal.h"

static const char exam[] =
	"---\ntitle: An exam\nboard: qemu-virt\nkernel: linux-6.1-arm64\nlevel: test\ntime: 5\n"
	"exam: yes\npass: 2\nobjectives:\n  - Pass.\n---\n"
	"\n# The first question\n\n"
	"```quiz\n? What comes first?\n- [ ] The hen | It came from an egg.\n"
	"- [x] The egg | Nothing else will do.\n```\n"
	"\n---\n\n# The second question\n\n"
	"```quiz\n? Which are even?\n- [x] Two | Right.\n- [ ] Three | It is odd.\n"
	"- [x] Four | Right as well.\n```\n"
	"\n---\n\n# The task\n\n"
	"```task\ngoal: claim a page\ncheck: resource 0x1000-0x1fff mine\n"
	"solution: last\nsolution: request_resource iomem 0x1000-0x1fff mine\n```\n";

static const char lesson[] =
	"---\ntitle: A lesson\nboard: qemu-virt\nkernel: linux-6.1-arm64\nlevel: test\ntime: 5\n"
	"objectives:\n  - See.\n---\n"
	"\n# One\n\nThe first page.\n\n```bootwalk\ngoto bootmem_init\n```\n"
	"```teacher\nThe lesson's own note.\n```\n"
	"\n---\n\n# Two\n\nThe second page.\n";

static const char path[] = "title: A path\ntime: 9\npage: 4 01-a \"Two\"\n"
			   "pause: 2 Talk in pairs.\npage: 3 01-a \"One\"\n"
			   "note: The note of the path.\n";

static char exam_file[HOME_PATH], path_file[HOME_PATH];

static struct term *start_exam(void)
{
	const char *args[] = { "lesson", exam_file, NULL };
	struct term *t = start_program("xterm-256color", 80, 24, args);

	wait_for(t, " page ");
	return t;
}

static void quit(struct term *t)
{
	type(t, "q");
	wait_status(t);
	stop(t);
}

static void an_exam(void **state)
{
	struct term *t = start_exam();

	(void)state;
	wait_for(t, "? What comes first?");
	type(t, "1");
	wait_for(t, "answered");
	assert_true(lacks(t, "It came from an egg.") && lacks(t, "✗ 1") && lacks(t, "✓"));
	/* it stands */
	type(t, "2");
	wait_for(t, "No question of this page is open.");
	type(t, "r");
	wait_for(t, "stands until it is over");
	type(t, "\r");
	wait_for(t, "? Which are even? (2 answers)");
	type(t, "3");
	wait_for(t, "• 3 Four");
	assert_true(lacks(t, "answered"));
	quit(t);

	/* what was chosen is there again */
	t = start_exam();
	wait_for(t, "• 3 Four");
	type(t, "1");
	wait_for(t, "answered");
	type(t, "}");
	wait_for(t, "Task: claim a page");
	type(t, "h");
	wait_for(t, "An exam gives no hints.");
	type(t, "}");
	wait_for(t, "end the exam and see");
	type(t, "n");
	wait_gone(t, "end the exam and see");
	type(t, "G:request_resource iomem 0x1000-0x1fff mine\r");
	wait_for(t, "-> 0");
	type(t, "\r");
	wait_for(t, "solved");
	type(t, "0}y");
	wait_for(t, "The exam is passed: 2 of 3 are");
	type(t, "{{");
	wait_for(t, "✗ 1 The hen");
	wait_for(t, "It came from an egg.");
	wait_for(t, "✓ 2 The egg");
	quit(t);

	/* all of it anew */
	t = start_exam();
	wait_for(t, "The exam is passed: 2 of 3 are");
	type(t, "r");
	wait_for(t, "begin the whole exam anew");
	type(t, "y");
	wait_gone(t, "The exam is passed");
	wait_for(t, "? What comes first?");
	assert_true(lacks(t, "answered"));
	quit(t);
}

/* Presenter mode: the page, what it is about after a move, the notes beside both. */
static void a_path(void **state)
{
	const char *args[] = { "lesson", path_file, NULL };
	struct term *t = start_program("xterm-256color", 80, 24, args);

	(void)state;
	wait_for(t, "page 1 of 3");
	wait_for(t, "The second page.");
	wait_for(t, "Minutes 0 to 4 of 9.");
	type(t, "\r");
	wait_for(t, "page 2 of 3");
	wait_for(t, "Pause: 2 minutes");
	wait_for(t, "Talk in pairs.");
	wait_for(t, "Minutes 4 to 6 of 9.");
	type(t, "\r");
	wait_for(t, "The first page.");
	wait_for(t, "The note of the path.");
	wait_for(t, "The lesson's own");
	type(t, " ");
	wait_gone(t, "The first page.");
	assert_true(has(t, "The note of the path."));
	type(t, "l");
	wait_for(t, "The first page.");
	type(t, "W");
	wait_for(t, "All panes again.");
	wait_gone(t, "The note of the path.");
	stop(t);
}

int main(void)
{
	char other[HOME_PATH];
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_exam),
		cmocka_unit_test(a_path),
	};

	set_up_terminal();
	write_home_file(exam_file, "exam.md", exam);
	write_home_file(other, "01-a.md", lesson);
	write_home_file(path_file, "path-a", path);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
