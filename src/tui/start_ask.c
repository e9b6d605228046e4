/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed on the start screen: text to find in the list, the name of a file. */
#include <string.h>

#define NCURSES_NOMACROS
#include <curses.h>

#include "sim/intl.h"
#include "tui/file_names.h"
#include "tui/start.h"

static bool says(const struct start_entry *e, const char *query)
{
	return !e->gone && (strcasestr(e->title, query) || strcasestr(e->summary, query));
}

/* To the first entry that says it, FROM being looked at too; false when none does. */
static bool find(struct start *s, size_t from, const char *query, bool backwards)
{
	size_t count = s->screen->count;

	for (size_t n = 0; n < count; n++) {
		size_t i = (from + (backwards ? count - n : n)) % count;

		if (says(&s->screen->entries[i], query)) {
			start_go(s, i, true);
			return true;
		}
	}
	return false;
}

void start_search_again(struct start *s, bool backwards)
{
	size_t count = s->screen->count;

	if (!s->query.len)
		start_tell(s, false, _("Nothing was searched for yet: / asks for the text."));
	else if (!find(s, (s->at + (backwards ? count - 1 : 1)) % count, s->query.s, backwards))
		start_tell(s, false, _("Nothing in the list says that."));
}

void start_ask(struct start *s, enum start_asks what)
{
	/* a file's name stays, so that a mistake can be mended */
	if (what == ASKS_SEARCH || s->edit_of != what)
		line_edit_set(&s->edit, "");
	s->asks = s->edit_of = what;
	s->before = s->at;
}

const char *start_question(const struct start *s)
{
	return s->asks == ASKS_FILE ? _("open: ") : _("find: ");
}

const char *start_advice(const struct start *s)
{
	if (s->asks == ASKS_FILE)
		return _("A .dtb, a .dts or a folder like /proc/device-tree. Tab completes, Enter "
		         "opens, Esc goes back.");
	return _("Up and down go to other places that say it; Enter stays, Esc goes back.");
}

static void close_line(struct start *s, bool back)
{
	if (s->asks == ASKS_SEARCH && back)
		start_go(s, s->before, true);
	s->asks = ASKS_NOTHING;
	text_clear(&s->matches);
}

/* What was typed is searched for from where the reader stood. */
static void search_typed(struct start *s)
{
	const char *typed = text_str(&s->edit.text);

	text_clear(&s->query);
	text_add(&s->query, typed);
	if (!*typed)
		start_go(s, s->before, true);
	else if (!find(s, s->before, typed, false))
		start_tell(s, false, _("Nothing in the list says that."));
}

static void press_searching(struct start *s, key_code key)
{
	bool up = key == SPECIAL_KEY(KEY_UP) || key == SPECIAL_KEY(KEY_BTAB);

	if (up || key == SPECIAL_KEY(KEY_DOWN) || key == '\t')
		start_search_again(s, up);
	else if (line_edit_press(&s->edit, key))
		search_typed(s);
}

static void open_typed(struct start *s)
{
	struct text path = { 0 };

	file_name_expand(text_str(&s->edit.text), &path);
	if (path.len)
		start_take(s, path.s);
	else
		close_line(s, true);
	text_free(&path);
}

/* Only what stands before the cursor is completed. */
static void complete(struct start *s)
{
	struct line_edit *e = &s->edit;
	struct text typed = { 0 }, rest = { 0 };
	size_t at;

	text_add_n(&typed, text_str(&e->text), e->at);
	text_add(&rest, text_str(&e->text) + e->at);
	if (!file_name_complete(&typed, &s->matches))
		start_tell(s, false, _("No file or folder there begins like that."));
	at = typed.len;
	text_add(&typed, text_str(&rest));
	line_edit_set(e, text_str(&typed));
	e->at = at;
	text_free(&typed);
	text_free(&rest);
}

static void press_naming(struct start *s, key_code key)
{
	text_clear(&s->matches);
	if (key == '\t')
		complete(s);
	else
		line_edit_press(&s->edit, key);
}

void start_press_asked(struct start *s, key_code key)
{
	if (line_edit_gives_up(&s->edit, key)) {
		close_line(s, true);
	} else if (line_edit_enters(key)) {
		if (s->asks == ASKS_FILE)
			open_typed(s);
		else
			close_line(s, !s->query.len);
	} else if (s->asks == ASKS_FILE) {
		press_naming(s, key);
	} else {
		press_searching(s, key);
	}
}
