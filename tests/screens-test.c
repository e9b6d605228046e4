/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole screens at 80x24: the first ten stops of each board are as tests/data/screens has them.
 *
 * BOOTWALK_NEW_SCREENS=FOLDER writes what is seen to FOLDER instead, to be looked at and
 * put in the place of the old ones when a change was meant.
 */
#include "terminal.h"

#include "machine/store.h"

#define STOPS 10

/* The screens of BOARD as they should be: STOPS times 24 lines behind a line of their own. */
static char *wanted(const char *board)
{
	const char *source = getenv("BOOTWALK_SOURCE");
	struct text path = { 0 }, all = { 0 };
	char bytes[4096];
	FILE *file;
	size_t n;

	text_addf(&path, "%s/tests/data/screens/%s", source ? source : ".", board);
	file = fopen(path.s, "r");
	if (!file)
		fail_msg("%s: %s", path.s, strerror(errno));
	while ((n = fread(bytes, 1, sizeof(bytes), file)))
		text_add_n(&all, bytes, n);
	fclose(file);
	text_free(&path);
	return all.s;
}

static void heading(struct text *t, unsigned stop)
{
	text_addf(t, "==== stop %u\n", stop);
}

/* The part of ALL behind the heading of STOP, up to the next; to be freed. */
static char *screen_of(const char *all, unsigned stop)
{
	struct text head = { 0 }, screen = { 0 };
	const char *s, *end;

	heading(&head, stop);
	s = strstr(all, head.s);
	if (!s)
		fail_msg("there is no screen of stop %u", stop);
	s += head.len;
	end = strstr(s, "==== stop ");
	text_add_n(&screen, s, end ? (size_t)(end - s) : strlen(s));
	text_free(&head);
	return screen.s;
}

static void go_to_stop(struct term *t, unsigned stop)
{
	char title[32];

	if (stop > 1)
		type(t, " ");
	snprintf(title, sizeof(title), "stop %u of ", stop);
	wait_for(t, title);
}

static void write_screens(struct term *t, const char *board, const char *folder)
{
	struct text path = { 0 }, head = { 0 };
	FILE *file;

	text_addf(&path, "%s/%s", folder, board);
	file = fopen(path.s, "w");
	if (!file)
		fail_msg("%s: %s", path.s, strerror(errno));
	for (unsigned stop = 1; stop <= STOPS; stop++) {
		char *screen;

		go_to_stop(t, stop);
		settle(t);
		screen = screen_text(t);
		text_clear(&head);
		heading(&head, stop);
		fprintf(file, "%s%s", head.s, screen);
		free(screen);
	}
	fclose(file);
	text_free(&path);
	text_free(&head);
}

static void check_board(const char *board)
{
	const char *const args[] = { board, NULL };
	const char *folder = getenv("BOOTWALK_NEW_SCREENS");
	struct term *t = start_program("xterm-256color", 80, 24, args);

	if (folder) {
		write_screens(t, board, folder);
	} else {
		char *all = wanted(board);

		for (unsigned stop = 1; stop <= STOPS; stop++) {
			char *screen = screen_of(all, stop);

			go_to_stop(t, stop);
			wait_same(t, screen);
			free(screen);
		}
		free(all);
	}
	stop(t);
}

static void the_first_stops_of_each_board(void **state)
{
	struct store_entry entry;
	struct store *store;
	struct error err;
	unsigned n;

	(void)state;
	if (!store_open(&store, &err))
		fail_msg("%s", err.reason);
	for (n = 0; store_at(store, "boards", n, &entry); n++)
		check_board(entry.name);
	assert_true(n > 2);
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_first_stops_of_each_board),
	};

	set_up_terminal();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
