/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each pane at three sizes, in each theme, in ASCII and without colours. */
#include "screen-check.h"

#define PANES_MAX 32

static const struct {
	int cols, rows;
} sizes[] = { { 80, 24 }, { 120, 36 }, { 200, 60 } };

static char lesson_file[HOME_PATH];

/*
 * A row for each pane.  Where no key opens it, Tab leads there.  BEFORE brings the
 * reader to where it has much to show, and WAIT is what it shows then.
 */
static const struct pane_row {
	const char *name;
	bool lesson;
	const char *key;
	const char *before, *wait;
} rows[] = {
	{ "boot", false, "1", "G", "start_kernel returns." },
	{ "tree", false, "2", "G", "09000000-09000fff : pl011@9000000" },
	{ "memblock", false, "3", "gpaging_init\r", "40000000-5fffffff" },
	{ "map", false, "4", "G", "kernel" },
	{ "log", false, "5", "G", "Freeing initrd memory" },
	{ "source", false, "6", "G", "start_kernel()" },
	{ "devices", false, "7", "G", "platform" },
	{ "mappings", false, "8", "G", "08000000-0800ffff" },
	{ "dtb", false, "9", "G", "BEGIN_NODE" },
	{ "proc", false, "R", "G:read /proc/iomem 100\r\x1b", "still in the buffer" },
	{ "breaks", false, "B",
	  "bk\x15"
	  "link\rmz",
	  "kind link" },
	{ "calls", false, "I", "G:request_mem_region 0x9030000 0x1000 mouse\r\x1b",
	  "request_mem_region" },
	{ "output", false, "O", "G:dmesg\r\x1b", "Machine model" },
	{ "lesson", true, "0", "", "A paragraph of the first page" },
	{ "notes", true, "W", "", "What to say" },
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

/* More than fits on any of the screens. */
#define ITEMS "- one\n- two\n- three\n- four\n- five\n- six\n- seven\n- eight\n- nine\n- ten\n"

static const char lesson[] = "---\n"
			     "title: Panes\n"
			     "board: qemu-virt\n"
			     "kernel: linux-6.1-arm64\n"
			     "level: test\n"
			     "time: 5\n"
			     "objectives:\n"
			     "  - See panes.\n"
			     "---\n"
			     "\n"
			     "# The first page\n"
			     "\n"
			     "A paragraph of the first page.\n"
			     "\n" ITEMS ITEMS ITEMS ITEMS ITEMS "\n"
			     "```teacher\n"
			     "What to say in class.\n"
			     "```\n";

/* The frames of each pane at a size, as they stand with UTF-8. */
static struct frames frames[ROWS];

static struct term *start(bool in_lesson, size_t size)
{
	const char *board[] = { "qemu-virt", NULL };
	const char *page[] = { "lesson", lesson_file, NULL };
	struct term *t = start_program("xterm-256color", sizes[size].cols, sizes[size].rows,
	                               in_lesson ? page : board);

	wait_for(t, "q quit");
	wait_idle(t);
	return t;
}

static bool focuses(struct term *t, const char *name)
{
	return has_focus(t, name);
}

static bool shows_no_title(struct term *t, const char *name)
{
	return !has_title(t, name);
}

/* Is it one that gets the keys: all but what a teacher reads off? */
static bool takes_keys(const struct pane_row *row)
{
	return strcmp(row->name, "notes") != 0;
}

/* The pane in front, with something to see. */
static void open_pane(struct term *t, const struct pane_row *row)
{
	type(t, row->before);
	if (strchr(row->before, '\x1b'))
		wait_for(t, "space go on");
	wait_idle(t);
	type(t, row->key);
	if (takes_keys(row))
		wait_until(t, focuses, row->name, "has in front");
	wait_for(t, row->wait);
	wait_idle(t);
}

static void check_screen(struct term *t, struct frames *f)
{
	check_cells(t, false);
	check_frames(t, f);
}

/* Down and up by pages and lines: the frames stay, and what is longer than its pane moves. */
static void scroll(struct term *t, const struct pane_row *row)
{
	static const char *const keys[] = { "\x1b[6~", "j", "\x1b[6~", "\x1b[6~", "\x1b[5~", "k" };
	char *before = screen_text(t);
	bool changed = false;
	struct frames f;

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		type(t, keys[i]);
		wait_idle(t);
		check_screen(t, &f);
		assert_true(has_title(t, row->name));
		changed |= !equals(t, before);
	}
	/* at least the pointer moved, or the lines did */
	if (!changed)
		fail_msg("%s does not move", row->name);
	type(t, "\x1b");
	wait_gone(t, "▶");
	wait_idle(t);
	free(before);
}

/* Alone on the screen, and back as it was. */
static void zoom(struct term *t, const struct pane_row *row)
{
	const char *other = strcmp(row->name, "boot") ? "boot" : "map";
	char *before;
	struct frames f;

	wait_idle(t);
	before = screen_text(t);
	type(t, "z");
	wait_until(t, shows_no_title, other, "has no pane");
	wait_idle(t);
	check_screen(t, &f);
	if (!has_focus(t, row->name))
		fail_at(t, 1, 1, row->name);
	type(t, "z");
	wait_same(t, before);
	free(before);
}

static void in_each_theme(struct term *t)
{
	static const struct {
		const char *says;
		bool background;
	} themes[] = {
		{ "Theme: light.", true },
		{ "Theme: high contrast.", true },
		{ "Theme: no colours.", false },
		{ "Theme: dark.", false },
	};
	struct frames f;

	for (size_t i = 0; i < sizeof(themes) / sizeof(themes[0]); i++) {
		type(t, "T");
		wait_for(t, themes[i].says);
		wait_idle(t);
		check_screen(t, &f);
		/* from edge to edge, or only where something is marked */
		if (themes[i].background)
			assert_int_equal(own_background(t), 0);
		else
			assert_true(own_background(t) > t->cols * t->rows * 3 / 4);
	}
}

static void each_pane(bool in_lesson, size_t size)
{
	struct term *t = start(in_lesson, size);

	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i].lesson != in_lesson)
			continue;
		open_pane(t, &rows[i]);
		check_screen(t, &frames[i]);
		if (!has_title(t, rows[i].name))
			fail_at(t, 0, 0, rows[i].name);
		if (takes_keys(&rows[i])) {
			zoom(t, &rows[i]);
			scroll(t, &rows[i]);
		}
		in_each_theme(t);
	}
	stop(t);
}

/* The same lines of frames, of + - | alone, and not a byte that is not ASCII. */
static void each_pane_in_ascii(bool in_lesson, size_t size)
{
	struct term *t;

	setenv("LC_ALL", "C", 1);
	t = start(in_lesson, size);
	setenv("LC_ALL", "C.UTF-8", 1);
	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i].lesson != in_lesson)
			continue;
		open_pane(t, &rows[i]);
		check_cells(t, true);
		check_ascii_frames(t, &frames[i]);
		if (!has_title(t, rows[i].name))
			fail_at(t, 0, 0, rows[i].name);
	}
	for (size_t i = 0; i < t->raw.len; i++)
		assert_true((unsigned char)t->raw.s[i] < 0x80);
	stop(t);
}

static void each_pane_without_colours(bool in_lesson, size_t size)
{
	struct term *t;
	struct frames f;

	setenv("NO_COLOR", "1", 1);
	t = start(in_lesson, size);
	unsetenv("NO_COLOR");
	for (size_t i = 0; i < ROWS; i++) {
		if (rows[i].lesson != in_lesson)
			continue;
		open_pane(t, &rows[i]);
		check_screen(t, &f);
	}
	assert_false(colours_sent(t));
	stop(t);
}

static void panes_at(size_t size)
{
	for (int in_lesson = 0; in_lesson < 2; in_lesson++) {
		each_pane(in_lesson, size);
		each_pane_in_ascii(in_lesson, size);
		each_pane_without_colours(in_lesson, size);
	}
}

static void panes_at_80x24(void **state)
{
	(void)state;
	panes_at(0);
}

static void panes_at_120x36(void **state)
{
	(void)state;
	panes_at(1);
}

static void panes_at_200x60(void **state)
{
	(void)state;
	panes_at(2);
}

/* The row of the pane in front. */
static size_t in_front(struct term *t)
{
	wait_idle(t);
	for (size_t i = 0; i < ROWS; i++)
		if (has_focus(t, rows[i].name))
			return i;
	fail_at(t, 0, 0, "no pane has the focus");
	return 0;
}

/* Tab leads through all of them, Shift-Tab the same way back. */
static void around_by_tab(bool in_lesson)
{
	struct term *t = start(in_lesson, 0);
	size_t way[ROWS], first = in_front(t), count = 0, wanted = 0;

	for (size_t i = 0; i < ROWS; i++)
		wanted += takes_keys(&rows[i]) && (in_lesson || !rows[i].lesson);
	do {
		way[count++] = in_front(t);
		type(t, "\t");
	} while (in_front(t) != first && count < ROWS);
	assert_int_equal(count, wanted);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(way[i], way[j]);
	while (count--) {
		type(t, "\x1b[Z");
		assert_int_equal(in_front(t), way[count]);
	}
	stop(t);
}

static void tab_leads_around(void **state)
{
	(void)state;
	around_by_tab(false);
	around_by_tab(true);
}

/* The panes that the program has, by name, from the list in its source; returns how many. */
static size_t panes_of_source(char names[PANES_MAX][32])
{
	size_t count = 0;
	char path[512], line[512];
	bool inside = false;
	FILE *in;

	snprintf(path, sizeof(path), "%s/src/tui/layout.h", getenv("BOOTWALK_SOURCE"));
	in = fopen(path, "r");
	assert_non_null(in);
	while (fgets(line, sizeof(line), in)) {
		char *name = line + strspn(line, " \t");
		size_t len = strspn(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_");

		inside = (inside || !strncmp(line, "enum {", 6)) && strncmp(line, "};", 2) != 0;
		if (!inside || strncmp(name, "PANE_", 5) != 0)
			continue;
		assert_true(count < PANES_MAX && len < 32);
		for (size_t i = 5; i <= len; i++)
			names[count][i - 5] = (char)(i < len ? tolower(name[i]) : 0);
		count++;
	}
	fclose(in);
	return count;
}

static void no_pane_is_left_out(void **state)
{
	char names[PANES_MAX][32];
	size_t count = panes_of_source(names);

	(void)state;
	assert_true(count > 9);
	for (size_t i = 0; i < count; i++) {
		size_t row = 0;

		while (row < ROWS && strcmp(rows[row].name, names[i]) != 0)
			row++;
		if (row == ROWS)
			fail_msg("the pane %s has no row in this test", names[i]);
	}
	assert_int_equal(count, ROWS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_pane_is_left_out), cmocka_unit_test(panes_at_80x24),
		cmocka_unit_test(panes_at_120x36),     cmocka_unit_test(panes_at_200x60),
		cmocka_unit_test(tab_leads_around),
	};

	set_up_terminal();
	write_home_file(lesson_file, "lesson.md", lesson);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
