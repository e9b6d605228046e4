/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of the start screen: a table, from which its line of keys and its help are made. */
#include <string.h>

#define NCURSES_NOMACROS
#include <curses.h>

#include "sim/intl.h"
#include "tui/key_line.h"
#include "tui/start.h"
#include "view/parts.h"

#define CODES_MAX 6

struct start_key {
	const char *request;       /* its name */
	const char *keys;          /* as help shows them */
	const char *help;          /* N_() */
	const char *label;         /* in the line of keys; NULL: the first of the keys */
	const char *footer;        /* a word for it there, N_(); NULL: it is not there */
	unsigned rank;             /* in a narrow line of keys the lowest stay */
	key_code codes[CODES_MAX]; /* 0 ends them */
	void (*act)(struct start *s, long arg);
	long arg;
	const char *(*word)(const struct start *s); /* in the place of the footer's; or NULL */
};

static void act_take(struct start *s, long arg)
{
	(void)arg;
	if (s->screen->entries[s->at].kind == START_FILE)
		start_ask(s, ASKS_FILE);
	else
		start_take(s, NULL);
}

static void act_line(struct start *s, long by)
{
	if (s->help)
		s->help_scroll += by;
	else if (s->in_text)
		s->text_scroll += by;
	else
		start_move(s, by);
}

static void act_page(struct start *s, long by)
{
	unsigned page = s->help ? s->rows : s->in_text ? s->text_page : s->page;
	unsigned keep = s->help ? 6 : 1;

	act_line(s, by * (page > keep ? (long)(page - keep) : 1));
}

static void act_end(struct start *s, long last)
{
	if (s->help || s->in_text)
		act_line(s, last ? 1000000 : -1000000);
	else if (last)
		start_go(s, s->screen->count - 1, false);
	else
		start_go(s, 0, true);
}

/* To where entries of another kind begin; first to the beginning of those here. */
static void act_heading(struct start *s, long by)
{
	const struct start_entry *e = s->screen->entries;
	size_t i = s->at;

	if (by > 0) {
		while (i < s->screen->count && e[i].kind == e[s->at].kind)
			i++;
	} else {
		i -= i != 0;
		while (i && e[i - 1].kind == e[i].kind)
			i--;
	}
	start_go(s, i, true);
}

static void act_ask(struct start *s, long what)
{
	if (what == ASKS_FILE)
		start_go(s, s->screen->count - 1, false);
	start_ask(s, (enum start_asks)what);
}

static void act_again(struct start *s, long backwards)
{
	start_search_again(s, backwards != 0);
}

static void act_text(struct start *s, long arg)
{
	(void)arg;
	if (s->text_page)
		s->in_text = !s->in_text;
	else
		start_tell(s, false, _("The terminal has no room for the text beside the list."));
}

static void act_help(struct start *s, long arg)
{
	(void)arg;
	s->help = !s->help;
	s->help_scroll = 0;
}

static void act_redraw(struct start *s, long arg)
{
	(void)s;
	(void)arg;
	screen_redraw();
}

static void act_theme(struct start *s, long arg)
{
	(void)arg;
	start_tell(s, false, settings_next_theme(s->screen->settings));
}

static void act_mouse(struct start *s, long arg)
{
	(void)arg;
	start_tell(s, false, settings_toggle_mouse(s->screen->settings));
}

static void act_escape(struct start *s, long arg)
{
	(void)arg;
	if (s->help)
		s->help = false;
	else
		s->in_text = false;
}

static void act_quit(struct start *s, long arg)
{
	(void)arg;
	if (s->help)
		s->help = false;
	else
		s->quit = true;
}

/* Has the reader finished a lesson, or begun one? */
static bool is_course_begun(const struct start *s)
{
	for (size_t i = 0; i < s->screen->count; i++) {
		const struct start_entry *e = &s->screen->entries[i];

		if (e->kind == START_LESSON && (e->begun || e->finished))
			return true;
	}
	return false;
}

static const char *word_lesson(const struct start *s, const struct start_entry *e)
{
	bool course = s->at == s->screen->course;

	if (e->broken)
		return _("what is wrong");
	if (e->finished)
		return _("read it again");
	if (course)
		return is_course_begun(s) ? _("go on with the course") : _("begin the course");
	return e->begun ? _("go on with the lesson") : _("begin the lesson");
}

static const char *word_take(const struct start *s)
{
	const struct start_entry *e = &s->screen->entries[s->at];

	switch (e->kind) {
	case START_LESSON:
		return word_lesson(s, e);
	case START_BOARD:
		return _("boot it");
	case START_RECENT:
		return _("open it");
	case START_FILE:
		break;
	}
	return _("type its name");
}

/* clang-format off */
static const struct start_key keys[] = {
	{ "take", "Enter, space", N_("begin the lesson or go on with it, boot the board, open the file"),
	  NULL, N_("take"), 0, { '\r', '\n', SPECIAL_KEY(KEY_ENTER), ' ' }, act_take, 0, word_take },
	{ "up", "up, k", N_("to the entry before; with the text in hand, scroll it"), "up, down",
	  N_("choose"), 3, { SPECIAL_KEY(KEY_UP), 'k' }, act_line, -1, NULL },
	{ "down", "down, j", N_("to the next entry"), NULL, NULL, 0, { SPECIAL_KEY(KEY_DOWN), 'j' },
	  act_line, 1, NULL },
	{ "page-up", "PgUp, Ctrl-B", N_("up by a page"), NULL, NULL, 0,
	  { SPECIAL_KEY(KEY_PPAGE), CTRL_KEY('B') }, act_page, -1, NULL },
	{ "page-down", "PgDn, Ctrl-F", N_("down by a page"), NULL, NULL, 0,
	  { SPECIAL_KEY(KEY_NPAGE), CTRL_KEY('F') }, act_page, 1, NULL },
	{ "first", "Home, g", N_("to the first entry"), NULL, NULL, 0, { SPECIAL_KEY(KEY_HOME), 'g' },
	  act_end, 0, NULL },
	{ "last", "End, G", N_("to the last entry"), NULL, NULL, 0, { SPECIAL_KEY(KEY_END), 'G' },
	  act_end, 1, NULL },
	{ "next-heading", "]", N_("to the next heading"), NULL, NULL, 0, { ']' }, act_heading, 1, NULL },
	{ "back-heading", "[", N_("to the heading before"), NULL, NULL, 0, { '[' }, act_heading, -1, NULL },
	{ "find", "/", N_("find text in the list while it is typed"), NULL, N_("find"), 4, { '/' }, act_ask,
	  ASKS_SEARCH, NULL },
	{ "find-next", "n, >", N_("to the next entry with the text"), NULL, NULL, 0, { 'n', '>' }, act_again, 0,
	  NULL },
	{ "find-previous", "N, <", N_("to the entry before with the text"), NULL, NULL, 0, { 'N', '<' }, act_again, 1,
	  NULL },
	{ "open", "o", N_("open a file: type its name"), NULL, N_("file"), 5, { 'o' }, act_ask,
	  ASKS_FILE, NULL },
	{ "text", "Tab", N_("the keys that move scroll the text about the entry, and again the list"), NULL,
	  N_("text"), 6, { '\t', SPECIAL_KEY(KEY_BTAB) }, act_text, 0, NULL },
	{ "help", "?, F1", N_("this help, and away again"), NULL, N_("help"), 2,
	  { '?', SPECIAL_KEY(KEY_F(1)) }, act_help, 0, NULL },
	{ "theme", "T", N_("the next theme: dark, light, high contrast, without colours"), NULL, NULL, 0,
	  { 'T' }, act_theme, 0, NULL },
	{ "mouse", "M", N_("the mouse off and on; when it is off, the terminal selects text by it"), NULL,
	  NULL, 0, { 'M' }, act_mouse, 0, NULL },
	{ "redraw", "Ctrl-L", N_("draw the screen anew"), NULL, NULL, 0, { CTRL_KEY('L') }, act_redraw, 0, NULL },
	{ "close", "Esc", N_("back to the list; never quits"), NULL, NULL, 0, { ESC_KEY }, act_escape, 0, NULL },
	{ "quit", "q, F10", N_("close the help; else leave the program"), NULL, N_("quit"), 1,
	  { 'q', SPECIAL_KEY(KEY_F(10)) }, act_quit, 0, NULL },
};
/* clang-format on */
enum { KEYS = sizeof(keys) / sizeof(keys[0]) };

static const struct start_key *row_of(key_code key)
{
	for (size_t i = 0; i < KEYS; i++)
		for (unsigned n = 0; n < CODES_MAX && keys[i].codes[n]; n++)
			if (keys[i].codes[n] == key)
				return &keys[i];
	return NULL;
}

/* With the help open, keys that scroll scroll it, and the rest wait. */
static bool works_in_help(const struct start_key *row)
{
	return row->act == act_line || row->act == act_page || row->act == act_end ||
	       row->act == act_help || row->act == act_escape || row->act == act_quit ||
	       row->act == act_redraw;
}

/* The wheel scrolls; a press chooses an entry, a double one takes it, or gives the text the keys. */
static void press_mouse(struct start *s)
{
	enum mouse_button what;
	unsigned x, y;
	size_t entry;

	screen_mouse(&x, &y, &what);
	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN) {
		act_line(s, what == MOUSE_WHEEL_UP ? -1 : 1);
		return;
	}
	if (s->help || s->asks != ASKS_NOTHING)
		return;
	s->in_text = start_text_at(s, x, y);
	entry = start_entry_at(s, x, y);
	if (entry == s->screen->count || s->screen->entries[entry].gone)
		return;
	start_go(s, entry, true);
	if (what == MOUSE_DOUBLE)
		act_take(s, 0);
}

void start_press(struct start *s, key_code key)
{
	const struct start_key *row;

	/* Alt and a key mean nothing together: it is Escape and the key */
	if (IS_ALT_KEY(key)) {
		start_press(s, ESC_KEY);
		start_press(s, WITHOUT_ALT(key));
		return;
	}
	text_clear(&s->message);
	if (key == MOUSE_KEY) {
		press_mouse(s);
		return;
	}
	/* a terminal that became smaller may have no text to scroll any more */
	s->in_text = s->in_text && s->text_page;
	if (s->asks != ASKS_NOTHING) {
		start_press_asked(s, key);
		return;
	}
	row = row_of(key);
	if (row && (!s->help || works_in_help(row)))
		row->act(s, row->arg);
}

void start_footer(const struct start *s, unsigned width, struct lines *out)
{
	struct key_item items[KEYS] = { 0 };

	for (size_t i = 0; i < KEYS; i++) {
		const struct start_key *row = &keys[i];

		if (!row->footer)
			continue;
		items[i].rank = row->rank;
		items[i].word = row->word ? row->word(s) : _(row->footer);
		if (row->label)
			text_add(&items[i].key, row->label);
		else
			text_add_n(&items[i].key, row->keys, strcspn(row->keys, ","));
	}
	key_line_add(items, KEYS, width, out);
	key_line_free(items, KEYS);
}

void start_help(unsigned width, struct lines *out)
{
	for (size_t i = 0; i < KEYS; i++)
		key_help_row(keys[i].keys, _(keys[i].help), width, width >= 40 ? 16 : 2, out);
	out->focus = 0;
}
