/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen: a list to choose from, before there is anything to walk through. */
#include "tui/start.h"

#include <signal.h>

#include "sim/intl.h"

void start_tell(struct start *s, bool is_error, const char *text)
{
	text_clear(&s->message);
	text_add(&s->message, text);
	s->is_error = is_error;
}

void start_go(struct start *s, size_t entry, bool forwards)
{
	const struct start_entry *entries = s->screen->entries;

	while (entry < s->screen->count && entries[entry].gone)
		entry = forwards ? entry + 1 : entry - 1;
	if (entry >= s->screen->count || entry == s->at)
		return;
	s->at = entry;
	s->text_scroll = 0;
}

void start_move(struct start *s, long by)
{
	size_t last = s->screen->count - 1, n = (size_t)(by < 0 ? -by : by);

	if (by < 0)
		start_go(s, s->at > n ? s->at - n : 0, s->at <= n);
	else
		start_go(s, s->at + n < last ? s->at + n : last, true);
}

/* An error as a line: what it is about, and why. */
static void tell_error(struct start *s, const struct error *err)
{
	struct text t = { 0 };

	if (err->what[0])
		text_addf(&t, err->where[0] ? "%s:%s: " : "%s: ", err->what, err->where);
	text_add(&t, err->reason);
	start_tell(s, true, text_str(&t));
	text_free(&t);
}

void start_take(struct start *s, const char *path)
{
	struct error err = { 0 };

	s->taken = s->screen->take(s->screen->arg, s->at, path, &err);
	if (!s->taken)
		tell_error(s, &err);
}

int tui_start(const struct start_screen *screen, bool *taken, struct error *err)
{
	struct start s = { .screen = screen, .at = screen->first };
	key_code key;
	int ended;

	*taken = false;
	if (!settings_open_screen(screen->settings, err))
		return 2;
	start_tell(&s, false, screen->note ? screen->note : "");
	if (screen->settings->complaint_count) {
		text_clear(&s.message);
		settings_complain(screen->settings, &s.message);
		s.is_error = true;
	}
	do {
		start_draw(&s);
		if (!screen_wait(-1))
			break;
		while (!s.quit && !s.taken && (key = screen_key()) != NO_KEY)
			start_press(&s, key);
	} while (!s.quit && !s.taken);
	ended = screen_ended();
	screen_close();
	*taken = s.taken;
	line_edit_free(&s.edit);
	text_free(&s.query);
	text_free(&s.matches);
	text_free(&s.message);
	if (ended)
		raise(ended);
	return 0;
}
