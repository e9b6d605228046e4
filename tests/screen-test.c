/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal itself: themes, the mouse, kinds of terminals, keys that come in sequences. */
#include "terminal.h"

static struct term *start(const char *term, const char *option)
{
	const char *const args[] = { "qemu-virt", option, NULL };
	struct term *t = start_program(term, 80, 24, args);

	wait_for(t, "stop 1 of ");
	settle(t);
	return t;
}

/* The colours of the cell where TEXT begins, with how it is shown otherwise. */
static VTermScreenCell cell_of(struct term *t, const char *text)
{
	char *screen = screen_text(t), *at = strstr(screen, text);
	VTermScreenCell cell;
	VTermPos pos = { 0, 0 };

	assert_non_null(at);
	for (const char *s = screen; s < at; s++) {
		pos.col = *s == '\n' ? 0 : pos.col + ((*s & 0xc0) != 0x80);
		pos.row += *s == '\n';
	}
	free(screen);
	assert_int_equal(vterm_screen_get_cell(t->screen, pos, &cell), 1);
	return cell;
}

static bool is_default(VTermColor colour)
{
	return VTERM_COLOR_IS_DEFAULT_FG(&colour) || VTERM_COLOR_IS_DEFAULT_BG(&colour);
}

/* Cells that have the terminal's own background. */
static int own_background(struct term *t)
{
	int count = 0;

	for (int y = 0; y < t->rows; y++)
		for (int x = 0; x < t->cols; x++) {
			VTermScreenCell cell;

			vterm_screen_get_cell(t->screen, (VTermPos){ y, x }, &cell);
			count += is_default(cell.bg);
		}
	return count;
}

static void themes_on_a_key(void **state)
{
	struct term *t = start("xterm-256color", NULL);
	char *first = screen_text(t);
	VTermScreenCell cell;

	(void)state;
	assert_true(is_default(cell_of(t, "setup_machine_fdt").bg));
	type(t, "T");
	wait_for(t, "Theme: light.");
	settle(t);
	cell = cell_of(t, "setup_machine_fdt");
	assert_true(VTERM_COLOR_IS_INDEXED(&cell.bg) && cell.bg.indexed.idx == 231);
	assert_true(VTERM_COLOR_IS_INDEXED(&cell.fg));
	/* from edge to edge, also where nothing stands */
	assert_int_equal(own_background(t), 0);
	type(t, "T");
	wait_for(t, "Theme: high contrast.");
	settle(t);
	cell = cell_of(t, "setup_machine_fdt");
	assert_true(VTERM_COLOR_IS_INDEXED(&cell.bg) && cell.bg.indexed.idx == 16);
	assert_int_equal(own_background(t), 0);
	type(t, "T");
	wait_for(t, "Theme: no colours.");
	settle(t);
	assert_int_equal(own_background(t), t->rows * t->cols);
	type(t, "T");
	wait_for(t, "Theme: dark.");
	/* the flash stays until the next key */
	type(t, "?\x1b");
	wait_same(t, first);
	type(t, "q");
	assert_true(WIFEXITED(wait_status(t)));
	check_restored(t);
	free(first);
	stop(t);
}

/* Was a colour set by any of the sequences that do? */
static bool colours_sent(struct term *t)
{
	for (const char *s = text_str(&t->raw); (s = strstr(s, "\x1b[")); s += 2) {
		size_t len = strspn(s + 2, "0123456789;");

		if (s[2 + len] != 'm')
			continue;
		for (const char *p = s + 2; p < s + 2 + len; p += strspn(p, "0123456789")) {
			p += *p == ';';
			if (*p == '3' || *p == '4' || *p == '9')
				if (p[1] >= '0' && p[1] <= '8')
					return true;
		}
	}
	return false;
}

static void colours_by_wish(void **state)
{
	static const struct {
		const char *no_color, *option;
		bool colours;
	} rows[] = {
		{ NULL, NULL, true },
		{ NULL, "--color=auto", true },
		{ NULL, "--color=always", true },
		{ NULL, "--color=never", false },
		{ "", NULL, true },
		{ "1", NULL, false },
		{ "1", "--color=auto", false },
		{ "1", "--color=always", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct term *t;

		if (rows[i].no_color)
			setenv("NO_COLOR", rows[i].no_color, 1);
		t = start("xterm-256color", rows[i].option);
		type(t, "T");
		wait_for(t, rows[i].colours ? "Theme: light." : "There are no colours here");
		if (colours_sent(t) != rows[i].colours)
			fail_msg("row %zu: colours %d", i, !rows[i].colours);
		unsetenv("NO_COLOR");
		stop(t);
	}
}

static void wrong_wish(void **state)
{
	const char *const args[] = { "qemu-virt", "--color=blue", NULL };
	struct term *t = start_program("xterm", 80, 24, args);
	int status = wait_status(t);

	(void)state;
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 2);
	assert_true(has(t, "bootwalk: --color: 'blue' is not one of: auto, always, never"));
	assert_false(t->other_screen);
	stop(t);
}

/* A press or a turn of the wheel in the cell where TEXT begins. */
static void use_mouse(struct term *t, int button, const char *text)
{
	char *screen = screen_text(t), *at = strstr(screen, text), report[32];
	int row = 0, col = 0;

	assert_non_null(at);
	for (const char *s = screen; s < at; s++) {
		col = *s == '\n' ? 0 : col + ((*s & 0xc0) != 0x80);
		row += *s == '\n';
	}
	free(screen);
	snprintf(report, sizeof(report), "\x1b[<%d;%d;%dM", button, col + 1, row + 1);
	type(t, report);
	snprintf(report, sizeof(report), "\x1b[<%d;%d;%dm", button, col + 1, row + 1);
	type(t, report);
}

static bool looks_like_focus(struct term *t, const char *text)
{
	return has(t, text) && cell_of(t, text).attrs.bold && !is_default(cell_of(t, text).bg);
}

/* The line of the log that its pane begins with, and the beginning of its title for another. */
static int log_top(struct term *t)
{
	char *screen = screen_text(t), *at = strstr(screen, " log  ");
	int top = at ? atoi(at + strlen(" log  ")) : 0;

	if (top <= 9)
		fail_msg("the log is not shown from further down:\n%s", screen);
	free(screen);
	return top;
}

static const char *first_of_log(int top, char line[32])
{
	snprintf(line, 32, " log  %d-", top);
	return line;
}

static void mouse_on(const char *term)
{
	struct term *t = start(term, NULL);
	char line[32];
	int top;

	assert_non_null(strstr(t->raw.s, "\x1b[?1000h\x1b[?1006h"));
	wait_until(t, looks_like_focus, "boot ", "has in front");
	use_mouse(t, 0, "dtb ");
	wait_until(t, looks_like_focus, "dtb ", "has in front");
	use_mouse(t, 0, "map ");
	wait_until(t, looks_like_focus, "map ", "has in front");
	/* the wheel scrolls what is below it, and the focus stays */
	type(t, "G5");
	wait_until(t, looks_like_focus, "log ", "has in front");
	type(t, "4");
	wait_until(t, looks_like_focus, "map ", "has in front");
	settle(t);
	top = log_top(t);
	use_mouse(t, 64, "log ");
	wait_for(t, first_of_log(top - 3, line));
	use_mouse(t, 64, "log ");
	use_mouse(t, 64, "log ");
	wait_for(t, first_of_log(top - 9, line));
	use_mouse(t, 65, "log ");
	wait_for(t, first_of_log(top - 6, line));
	assert_true(looks_like_focus(t, "map "));
	type(t, "?");
	wait_for(t, "close ");
	use_mouse(t, 65, "close ");
	use_mouse(t, 65, "close ");
	wait_gone(t, "space, right ");
	type(t, "q");
	wait_gone(t, "close ");
	type(t, "M");
	wait_for(t, "Mouse: off.");
	assert_non_null(strstr(t->raw.s, "\x1b[?1006l\x1b[?1000l"));
	type(t, "M");
	wait_for(t, "Mouse: on.");
	type(t, "q");
	assert_true(WIFEXITED(wait_status(t)));
	check_restored(t);
	assert_int_equal(t->mouse, VTERM_PROP_MOUSE_NONE);
	stop(t);
}

static void the_mouse(void **state)
{
	(void)state;
	mouse_on("xterm-256color");
	mouse_on("screen-256color");
	mouse_on("tmux-256color");
}

/* A report may come in pieces, be of the old form, be broken, or of what nobody asked for. */
static void reports_in_pieces(void **state)
{
	static const char *const pieces[] = { "\x1b[<0;", "50", ";4", "M" };
	struct term *t = start("xterm-256color", NULL);

	(void)state;
	wait_until(t, looks_like_focus, "boot ", "has in front");
	for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
		int unread = 1;

		type(t, pieces[i]);
		/* the next one comes when this one was taken */
		while (unread) {
			pump(t, 10);
			assert_int_equal(ioctl(t->slave, FIONREAD, &unread), 0);
		}
	}
	wait_until(t, looks_like_focus, "dtb ", "has in front");
	type(t, "\x1b[M !%");
	wait_until(t, looks_like_focus, "dtb ", "has in front");
	type(t, "\x1b[M \"%");
	wait_until(t, looks_like_focus, "boot ", "has in front");
	type(t, "\x1b[<35;50;4M\x1b[<2;50;4M\x1b[<0;50;4;7M\x1b[<0;9x");
	/* unknown sequences are no keys either */
	type(t, "\x1b[I\x1b[99~\x1b[1;9Z");
	settle(t);
	assert_true(looks_like_focus(t, "boot "));
	assert_true(has(t, "stop 1 of "));
	stop(t);
}

/* The mouse is not left on, whichever way the program goes. */
static void mouse_given_back(void **state)
{
	static const int signals[] = { SIGTERM, SIGSEGV };
	struct term *t;

	(void)state;
	for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		t = start("xterm-256color", NULL);
		assert_int_equal(t->mouse, VTERM_PROP_MOUSE_CLICK);
		kill(t->program, signals[i]);
		wait_status(t);
		assert_int_equal(t->mouse, VTERM_PROP_MOUSE_NONE);
		stop(t);
	}
	t = start("xterm-256color", NULL);
	type(t, "\x1a");
	assert_true(WIFSTOPPED(wait_status(t)));
	assert_int_equal(t->mouse, VTERM_PROP_MOUSE_NONE);
	kill(t->program, SIGCONT);
	settle(t);
	assert_int_equal(t->mouse, VTERM_PROP_MOUSE_CLICK);
	stop(t);
}

/* On each kind: the first screen, there and back, away, and all as it was. */
static void kinds_of_terminals(void **state)
{
	static const char *const kinds[] = { "vt100",         "vt220",         "linux",
		                             "xterm",         "screen",        "screen-256color",
		                             "tmux-256color", "xterm-256color" };

	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		struct term *t = start(kinds[i], NULL);
		char *first = screen_text(t);
		int status;

		assert_true(has(t, "┌ qemu-virt · linux 6.1 arm64"));
		assert_true(has(t, "setup_machine_fdt"));
		type(t, " ");
		wait_for(t, "stop 2 of ");
		type(t, "\x7f");
		wait_same(t, first);
		type(t, "T");
		wait_for(t, kinds[i][0] == 'v' ? "There are no colours here" : "Theme: light.");
		resize(t, 60, 15);
		wait_for(t, "q quit");
		resize(t, 80, 24);
		wait_for(t, "├ map ");
		type(t, "q");
		status = wait_status(t);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		check_restored(t);
		free(first);
		stop(t);
	}
}

/* What the program has used of the processor, and how often it was woken. */
struct usage {
	char state;
	unsigned long user, system, switches;
};

static struct usage usage_of(pid_t pid)
{
	struct usage u = { 0 };
	char path[64], line[256];
	FILE *file;

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)pid);
	file = fopen(path, "r");
	assert_non_null(file);
	assert_int_equal(fscanf(file, "%*d %*s %c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
	                        &u.state, &u.user, &u.system),
	                 3);
	fclose(file);
	snprintf(path, sizeof(path), "/proc/%d/status", (int)pid);
	file = fopen(path, "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file))
		if (sscanf(line, "voluntary_ctxt_switches: %lu", &u.switches) == 1)
			break;
	fclose(file);
	return u;
}

/* While nothing is typed and no frames run, the program sleeps: nothing wakes it. */
static void asleep_when_nothing_moves(void **state)
{
	struct term *t;
	struct usage before, after;
	time_t end = time(NULL) + DEADLINE;

	(void)state;
	setenv("BOOTWALK_ANIMATION", "fast", 1);
	t = start("xterm-256color", NULL);
	setenv("BOOTWALK_ANIMATION", "off", 1);
	type(t, "/System RAM covers\r");
	wait_for(t, "adopts them");
	type(t, "\x7f ");
	settle(t);
	while ((before = usage_of(t->program)).state != 'S')
		assert_true(time(NULL) <= end);
	/* the time over which it is watched, not one that anything needs */
	pump(t, 1000);
	after = usage_of(t->program);
	assert_int_equal(after.user, before.user);
	assert_int_equal(after.system, before.system);
	assert_int_equal(after.switches, before.switches);
	stop(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(themes_on_a_key),    cmocka_unit_test(colours_by_wish),
		cmocka_unit_test(wrong_wish),         cmocka_unit_test(the_mouse),
		cmocka_unit_test(reports_in_pieces),  cmocka_unit_test(mouse_given_back),
		cmocka_unit_test(kinds_of_terminals), cmocka_unit_test(asleep_when_nothing_moves),
	};

	make_home();
	setenv("BOOTWALK_ANIMATION", "off", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
