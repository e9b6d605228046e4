/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each key of the key table does what its row says, and no row is without such a test. */
#include "screen-check.h"

static char lesson_file[HOME_PATH];

static const char lesson[] =
	"---\n"
	"title: Keys\n"
	"board: qemu-virt\n"
	"kernel: linux-6.1-arm64\n"
	"level: test\n"
	"time: 5\n"
	"objectives:\n"
	"  - Press keys.\n"
	"---\n"
	"\n"
	"# The first page\n"
	"\n"
	"- 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7\n- 8\n- 9\n- 10\n- 11\n- 12\n- 13\n- 14\n"
	"- 15\n- 16\n- 17\n- 18\n- 19\n- 20\n- 21\n- 22\n- 23\n- 24\n- 25\n- 26\n"
	"- 27\n- 28\n- 29\n- 30\n"
	"\n"
	"The last line of the first page.\n"
	"\n"
	"```bootwalk\n"
	"goto request_standard_resources\n"
	"```\n"
	"\n"
	"---\n"
	"\n"
	"# The second page\n"
	"\n"
	"```quiz\n"
	"? What comes first?\n"
	"- [ ] The hen | It came from an egg.\n"
	"- [x] The egg | Nothing else will do.\n"
	"```\n"
	"\n"
	"---\n"
	"\n"
	"# The third page\n"
	"\n"
	"```task\n"
	"goal: keep System RAM out of the tree\n"
	"hint: something else must have a part of its range\n"
	"check: no resource \"System RAM\"\n"
	"solution: at bootmem_init insert_resource iomem 0x3ff00000-0x400fffff box\n"
	"```\n";

enum place { BOARD, PAGE };

/*
 * At 120x36: on the board, or in the lesson, BEFORE is typed until AT is seen; then
 * BYTES, what the terminal sends for KEY, until SEEN, which was not there, is seen,
 * and GONE, which was, is gone.  "@NAME": the pane NAME has the focus;
 * "@last stop": it is the last one.  Either may be NULL.
 */
static const struct key_test {
	const char *request, *key, *bytes;
	enum place place;
	const char *before, *at, *seen, *gone;
} rows[] = {
	{ "follow", "Enter", "\r", BOARD, "G2jj", "▶", NULL, "@last stop" },
	{ "read-on", "Enter", "\r", PAGE, "", "more below", "The last line", NULL },
	{ "scroll-page", "space", " ", PAGE, "", "more below", "The last line", "• 1 " },
	{ "answer", "1 to 9", "1", PAGE, "}", "What comes first?", "It came from an egg.", NULL },
	{ "answer", "1 to 9", "2", PAGE, "}", "What comes first?", "Nothing else will do.", NULL },
	{ "answer", "1 to 9", "9", PAGE, "}", "What comes first?", "no answer with that number",
	  NULL },
	{ "leave-page", "Tab", "\t", PAGE, "}", "Tab panes", "@output", NULL },
	{ "next-page", "}", "}", PAGE, "", "page 1 of 3", "page 2 of 3", NULL },
	{ "back-page", "{", "{", PAGE, "}", "page 2 of 3", "page 1 of 3", NULL },
	{ "hint", "h", "h", PAGE, "}}", "page 3 of 3", "something else must have", NULL },
	{ "reset", "r", "rp", PAGE, "}1", "It came from an egg.", "The page is as it was",
	  "It came from an egg." },
	{ "home", "l", "l", PAGE, "G\t", "@output", "@lesson", "@last stop" },
	{ "stop", "space", " ", BOARD, "", "stop 1 of", "stop 2 of", NULL },
	{ "stop", "right", "\x1bOC", BOARD, "", "stop 1 of", "stop 2 of", NULL },
	{ "back-stop", "left", "\x1bOD", BOARD, " ", "stop 2 of", "stop 1 of", NULL },
	{ "back-stop", "backspace", "\x7f", BOARD, " ", "stop 2 of", "stop 1 of", NULL },
	{ "back-stop", "backspace", "\b", BOARD, " ", "stop 2 of", "stop 1 of", NULL },
	{ "step", "s", "s", BOARD, "  s", "early_init_dt_scan(): Checks",
	  "verify(0x48200000): Makes", NULL },
	{ "next", "n", "n", BOARD, "  ss", "verify(0x48200000): Makes",
	  "│early_init_dt_scan_nodes(): Takes", NULL },
	{ "finish", "f", "f", BOARD, "  ss", "verify(0x48200000): Makes",
	  "│early_init_dt_verify returns", NULL },
	{ "continue", "c", "c", BOARD, "", "stop 1 of", "│start_kernel returns.", NULL },
	{ "back-step", "S", "S", BOARD, "  ss", "verify(0x48200000): Makes",
	  "early_init_dt_scan(): Checks", NULL },
	{ "back-next", "N", "N", BOARD, "  ssn", "│early_init_dt_scan_nodes(): Takes",
	  "verify(0x48200000): Makes", NULL },
	{ "back-finish", "F", "F", BOARD, "  sss", "│The blob's header",
	  "verify(0x48200000): Makes", NULL },
	{ "back-continue", "C", "C", BOARD, "G", "│start_kernel returns.", "│start_kernel(): The",
	  NULL },
	{ "stage", "]", "]", BOARD, "", "│dtb:", "│parameters:", NULL },
	{ "back-stage", "[", "[", BOARD, "]", "│parameters:", "│dtb:", NULL },
	{ "first", "Home", "\x1bOH", BOARD, "G", "@last stop", "stop 1 of", NULL },
	{ "last", "End", "\x1bOF", BOARD, "", "stop 1 of", "@last stop", NULL },
	{ "last", "G", "G", BOARD, "", "stop 1 of", "@last stop", NULL },
	{ "goto", "g", "g", BOARD, "", "stop 1 of", "go to moment:", "space go on" },
	{ "find", "/", "/", BOARD, "", "stop 1 of", "find:", "space go on" },
	{ "find-next", ">", ">", BOARD, "/reserve\r", "482fffff): Marks", "482fffff): Adds", NULL },
	{ "find-previous", "<", "<", BOARD, "/reserve\r>", "482fffff): Adds", "482fffff): Marks",
	  NULL },
	{ "command", ":", ":", BOARD, "", "stop 1 of", NULL, "space go on" },
	{ "repeat", ".", ".", BOARD, " ", "stop 2 of", "stop 3 of", NULL },
	{ "undo", "u", "u", BOARD, "G", "@last stop", "stop 1 of", NULL },
	{ "redo", "U", "U", BOARD, "Gu", "stop 1 of", "@last stop", NULL },
	{ "redo", "Ctrl-R", "\x12", BOARD, "Gu", "stop 1 of", "@last stop", NULL },
	{ "play", "p", "p", BOARD, "", "stop 1 of", "Playing; any key stops it", NULL },
	{ "foretell", "P", "P", BOARD, "", "stop 1 of", "foretold: ", NULL },
	{ "say", "1 to 9", "9", BOARD, "Pgrequest_standard_resources/insert_resource#3\rS ",
	  "Its number answers it", "no answer with that number", NULL },
	{ "close", "Esc", "\x1b", BOARD, "Pgrequest_standard_resources/insert_resource#3\rS ",
	  "Its number answers it", "The question is dropped", "Its number answers it" },
	{ "break", "b", "b", BOARD, "", "stop 1 of", "break on: ", "space go on" },
	{ "watch", "w", "w", BOARD, "", "stop 1 of", "watch the range: ", "space go on" },
	{ "mark", "m", "m", BOARD, "", "stop 1 of", "bookmark this place as", "space go on" },
	{ "go-mark", "'", "'k", BOARD, "mkG", "@last stop", "stop 1 of", NULL },
	{ "node", "t", "t", BOARD, "/System RAM covers\r", "@boot", "@tree", NULL },
	{ "delete", "x", "x", BOARD, "bf\x15insert_resource\rBk", " 1 function insert_resource",
	  "The breakpoint is gone.", " 1 function insert_resource" },
	{ "delete", "Delete", "\x1b[3~", BOARD, "bf\x15insert_resource\rBk",
	  " 1 function insert_resource", "The breakpoint is gone.", " 1 function insert_resource" },
	{ "breaks", "B", "B", BOARD, "", "@boot", "@breaks", NULL },
	{ "speed", "a", "a", BOARD, "", "stop 1 of", "Animation: ", NULL },
	{ "pane", "Tab", "\t", BOARD, "", "@boot", "@tree", NULL },
	{ "back-pane", "Shift-Tab", "\x1b[Z", BOARD, "2", "@tree", "@boot", NULL },
	{ "boot", "1", "1", BOARD, "2", "@tree", "@boot", NULL },
	{ "tree", "2", "2", BOARD, "", "@boot", "@tree", NULL },
	{ "memblock", "3", "3", BOARD, "", "@boot", "@memblock", NULL },
	{ "map", "4", "4", BOARD, "", "@boot", "@map", NULL },
	{ "log", "5", "5", BOARD, "", "@boot", "@log", NULL },
	{ "source", "6", "6", BOARD, "", "@boot", "@source", NULL },
	{ "devices", "7", "7", BOARD, "", "@boot", "@devices", NULL },
	{ "mappings", "8", "8", BOARD, "", "@boot", "@mappings", NULL },
	{ "dtb", "9", "9", BOARD, "", "@boot", "@dtb", NULL },
	{ "proc", "R", "R", BOARD, "", "@boot", "@proc", NULL },
	{ "calls", "I", "I", BOARD, "", "@boot", "@calls", NULL },
	{ "drop", "x", "x", BOARD, "G:request_mem_region 0x1000 0x1000 mouse\r\x1bI", "@calls",
	  "1 call dropped", NULL },
	{ "compare", "=", "=", BOARD, "G:request_mem_region 0x1000 0x1000 mouse\r\x1bI", "@calls",
	  "+00001000-00001fff : mouse", NULL },
	{ "output", "O", "O", BOARD, "", "@boot", "@output", NULL },
	{ "lesson", "0", "0", PAGE, "\t", "@output", "@lesson", NULL },
	{ "zoom", "z", "z", BOARD, "", "@boot", NULL, "├ map" },
	{ "copy", "y", "y", BOARD, "", "stop 1 of", "given to the terminal's clipboard", NULL },
	{ "map-in", "+", "+", BOARD, "G-", "shows all of memory already", NULL, "│  40000000 █" },
	{ "map-out", "-", "-", BOARD, "G", "│  40000000 █", "shows all of memory already", NULL },
	{ "present", "W", "W", BOARD, "", "├ map", "Presenter mode", "├ map" },
	{ "present", "F5", "\x1b[15~", BOARD, "", "├ map", "Presenter mode", "├ map" },
	{ "down", "down", "\x1bOB", BOARD, "G2", "@tree", "▶", NULL },
	{ "down", "j", "j", BOARD, "G2", "@tree", "▶", NULL },
	{ "up", "up", "\x1bOA", BOARD, "G5", "@log", "▶", NULL },
	{ "up", "k", "k", BOARD, "G5", "@log", "▶", NULL },
	{ "page-down", "PgDn", "\x1b[6~", BOARD, "G2", "tree  1-", "▶", NULL },
	{ "page-down", "Ctrl-F", "\x06", PAGE, "", "more below", "The last line", NULL },
	{ "page-up", "PgUp", "\x1b[5~\x1b[5~", BOARD, "G5", "Freeing initrd", NULL,
	  "Freeing initrd" },
	{ "page-up", "Ctrl-B", "\x02", PAGE, "\x06", "The last line", "more below", NULL },
	{ "help", "?", "?", BOARD, "", "stop 1 of", "─ keys ─", NULL },
	{ "help", "?", "?", BOARD, "?", "─ keys ─", "fdt()  arch/arm64", "─ keys ─" },
	{ "help", "F1", "\x1bOP", BOARD, "", "stop 1 of", "─ keys ─", NULL },
	{ "glossary", "K", "K", BOARD, "", "stop 1 of", "─ glossary: ", NULL },
	{ "theme", "T", "T", BOARD, "", "stop 1 of", "Theme: light.", NULL },
	{ "mouse", "M", "M", BOARD, "", "stop 1 of", "Mouse: off.", NULL },
	{ "close", "Esc", "\x1b", BOARD, "?", "─ keys ─", "fdt()  arch/arm64", "─ keys ─" },
	{ "close", "Esc", "\x1b", BOARD, "G2j", "▶", NULL, "▶" },
	{ "close", "Esc", "\x1b", BOARD, "gsetup", "go to moment: setup", "space go on",
	  "moment: setup" },
	{ "quit", "q", "q", BOARD, "?", "─ keys ─", "fdt()  arch/arm64", "─ keys ─" },
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

static struct term *start(enum place place)
{
	const char *board[] = { "qemu-virt", NULL };
	const char *page[] = { "lesson", lesson_file, NULL };
	struct term *t;
	char path[160];

	/* where the test before left the lesson is forgotten */
	snprintf(path, sizeof(path), "%s/bootwalk/progress", home);
	remove(path);
	t = start_program("xterm-256color", 120, 36, place == PAGE ? page : board);
	wait_for(t, "q quit");
	return t;
}

/* The title says which of how many stops it is. */
static bool is_at_last_stop(struct term *t)
{
	char *screen = screen_text(t);
	const char *title = strstr(screen, "stop ");
	unsigned at = 0, count = 1;
	bool last = title && sscanf(title, "stop %u of %u", &at, &count) == 2 && at == count;

	free(screen);
	return last;
}

static bool shows(struct term *t, const char *what)
{
	if (!strcmp(what, "@last stop"))
		return is_at_last_stop(t);
	return what[0] == '@' ? has_focus(t, what + 1) : has(t, what);
}

static bool hides(struct term *t, const char *what)
{
	return !shows(t, what);
}

static void check_row(const struct key_test *row)
{
	struct term *t = start(row->place);

	type(t, row->before);
	wait_until(t, shows, row->at, "shows");
	/* what lies over the panes may be on its way yet */
	if (row->gone)
		wait_until(t, shows, row->gone, "shows");
	wait_idle(t);
	if (row->seen && shows(t, row->seen))
		fail_at(t, 0, 0, row->seen);
	type(t, row->bytes);
	if (row->seen)
		wait_until(t, shows, row->seen, "shows");
	if (row->gone)
		wait_until(t, hides, row->gone, "lacks");
	wait_idle(t);
	check_cells(t, false);
	stop(t);
}

static void each_key(void **state)
{
	(void)state;
	for (size_t i = 0; i < ROWS; i++) {
		print_message("%s by %s\n", rows[i].request, rows[i].key);
		check_row(&rows[i]);
	}
}

/* What another program wrote over the screen goes away. */
static void check_redraw(struct term *t)
{
	static const char noise[] = "\x1b[5;5Hwrote this\x1b[20;1H\x1b[K";
	char *before = screen_text(t);

	vterm_input_write(t->vt, noise, strlen(noise));
	assert_true(has(t, "wrote this"));
	type(t, "\x0c");
	wait_same(t, before);
	free(before);
}

static void check_quit(struct term *t, const char *key)
{
	int status;

	type(t, key);
	status = wait_status(t);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	check_restored(t);
}

static void check_quit_by_letter(struct term *t)
{
	check_quit(t, "q");
}

static void check_quit_by_f10(struct term *t)
{
	check_quit(t, "\x1b[21~");
}

/* Those that need more than a look at the screen. */
static const struct {
	const char *request, *key;
	void (*check)(struct term *t);
} others[] = {
	{ "redraw", "Ctrl-L", check_redraw },
	{ "quit", "q", check_quit_by_letter },
	{ "quit", "F10", check_quit_by_f10 },
};
enum { OTHERS = sizeof(others) / sizeof(others[0]) };

static void other_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < OTHERS; i++) {
		struct term *t = start(BOARD);

		wait_idle(t);
		print_message("%s by %s\n", others[i].request, others[i].key);
		others[i].check(t);
		stop(t);
	}
}

static bool is_tested(const char *request, const char *key)
{
	for (size_t i = 0; i < ROWS; i++)
		if (!strcmp(rows[i].request, request) && !strcmp(rows[i].key, key))
			return true;
	for (size_t i = 0; i < OTHERS; i++)
		if (!strcmp(others[i].request, request) && !strcmp(others[i].key, key))
			return true;
	return false;
}

/* The next word in quotes from *S on, behind which *S is then; NULL when there is none. */
static char *next_quoted(char **s)
{
	char *from = strchr(*s, '"'), *to = from ? strchr(from + 1, '"') : NULL;

	if (!to)
		return NULL;
	*to = '\0';
	*s = to + 1;
	return from + 1;
}

static char *key_table(void)
{
	char path[512];
	struct text all = { 0 };
	FILE *in;
	int c;

	snprintf(path, sizeof(path), "%s/src/tui/key_rows.c", getenv("BOOTWALK_SOURCE"));
	in = fopen(path, "r");
	assert_non_null(in);
	while ((c = getc(in)) != EOF)
		text_add_char(&all, (char)c);
	fclose(in);
	return all.s;
}

/* Each row of the program's own table, with each key that its help names, is tested here. */
static void no_key_is_left_out(void **state)
{
	char *table = key_table(), *s = strstr(table, "key_rows[] = {");
	size_t count = 0, missing = 0;

	(void)state;
	while (s && (s = strstr(s, "\n\t{ \""))) {
		char *request = next_quoted(&s), *keys = next_quoted(&s), *state_of_keys = NULL;

		assert_non_null(keys);
		for (char *key = strtok_r(keys, ",", &state_of_keys); key;
		     key = strtok_r(NULL, ",", &state_of_keys)) {
			key += strspn(key, " ");
			count++;
			if (is_tested(request, key))
				continue;
			missing++;
			print_error("%s by %s has no row in this test\n", request, key);
		}
	}
	free(table);
	assert_int_equal(missing, 0);
	assert_true(count > 60 && count <= ROWS + OTHERS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_key_is_left_out),
		cmocka_unit_test(each_key),
		cmocka_unit_test(other_keys),
	};

	set_up_terminal();
	write_home_file(lesson_file, "lesson.md", lesson);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
