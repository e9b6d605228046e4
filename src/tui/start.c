/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The start screen: a list to choose from, before there is anything to walk through. */
#include <signal.h>

#define NCURSES_NOMACROS
#include <curses.h>

#include "sim/intl.h"
#include "tui/internal.h"
#include "view/paragraph.h"

struct start {
	const struct start_entry *entries;
	size_t count, at;
	unsigned cols, rows;
	bool taken, quit;
};

static void act_move(struct start *s, long by)
{
	if (by < 0)
		s->at = s->at < (size_t)-by ? 0 : s->at - (size_t)-by;
	else
		s->at = s->at + (size_t)by < s->count ? s->at + (size_t)by : s->count - 1;
}

static void act_first(struct start *s, long last)
{
	s->at = last ? s->count - 1 : 0;
}

static void act_take(struct start *s, long arg)
{
	(void)arg;
	s->taken = true;
}

static void act_quit(struct start *s, long arg)
{
	(void)arg;
	s->quit = true;
}

static void act_redraw(struct start *s, long arg)
{
	(void)s;
	(void)arg;
	screen_redraw();
}

/* What the keys do here; those with words stand in the last line. */
static const struct {
	key_code codes[4]; /* 0 ends them */
	void (*act)(struct start *s, long arg);
	long arg;
	const char *key, *footer; /* N_() */
} keys[] = {
	{ { '\r', '\n', SPECIAL_KEY(KEY_ENTER), ' ' }, act_take, 0, "Enter", N_("start") },
	{ { SPECIAL_KEY(KEY_UP), 'k' }, act_move, -1, "up, down", N_("choose") },
	{ { SPECIAL_KEY(KEY_DOWN), 'j', '\t' }, act_move, 1, NULL, NULL },
	{ { SPECIAL_KEY(KEY_HOME), 'g' }, act_first, 0, NULL, NULL },
	{ { SPECIAL_KEY(KEY_END), 'G' }, act_first, 1, NULL, NULL },
	{ { 'L' & 31 }, act_redraw, 0, NULL, NULL },
	{ { 'q', SPECIAL_KEY(KEY_F(10)) }, act_quit, 0, "q", N_("quit") },
};

static void press(struct start *s, key_code key)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		for (unsigned n = 0; n < 4 && keys[i].codes[n]; n++)
			if (keys[i].codes[n] == key) {
				keys[i].act(s, keys[i].arg);
				return;
			}
}

static void add_entries(const struct start *s, unsigned width, struct lines *out)
{
	for (size_t i = 0; i < s->count; i++) {
		const struct start_entry *e = &s->entries[i];
		struct paragraph p = { 0 };
		bool at = i == s->at;

		if (at)
			out->focus = out->count;
		lines_add(out, STYLE_NOW, at ? glyph(screen_unicode(), GLYPH_NOW) : "");
		lines_pad(out, STYLE_PLAIN, 2);
		paragraph_add(&p, at ? STYLE_NOW : STYLE_HEADING, e->title);
		paragraph_end(&p, width, 2, out);
		if (e->detail && *e->detail) {
			lines_pad(out, STYLE_PLAIN, 4);
			paragraph_add(&p, STYLE_PLAIN, e->detail);
			paragraph_end(&p, width, 4, out);
		}
		lines_end(out);
	}
}

static void draw_keys(unsigned x, unsigned y, unsigned width)
{
	struct lines footer = { 0 };

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (!keys[i].key)
			continue;
		lines_add(&footer, STYLE_KEY, keys[i].key);
		lines_addf(&footer, STYLE_DIM, " %s  ", _(keys[i].footer));
	}
	lines_end(&footer);
	screen_put_line(x, y, width, &footer, 0);
	lines_free(&footer);
}

static void draw(struct start *s)
{
	struct lines lines = { 0 };
	unsigned border, width, height;
	size_t top = 0;

	screen_size(&s->cols, &s->rows);
	border = s->cols >= 20 && s->rows >= 8;
	width = s->cols > 4 * border ? s->cols - 4 * border : 1;
	height = s->rows > 1 + 3 * border ? s->rows - 1 - 3 * border : 1;
	screen_begin();
	add_entries(s, width, &lines);
	/* the entry in the middle, and all of it if it fits */
	if (lines.count > height && lines.focus > height / 3)
		top = lines.focus - height / 3;
	if (top + height > lines.count)
		top = lines.count > height ? lines.count - height : 0;
	if (border) {
		screen_frame(0, 0, s->cols - 1, s->rows - 1);
		screen_frame(0, s->rows - 3, s->cols - 1, s->rows - 1);
		screen_frames_draw();
		screen_put(2, 0, width, STYLE_HEADING,
		           _(" bootwalk: from device tree to /proc/iomem "));
		if (top + height < lines.count)
			screen_put(2, s->rows - 3, width, STYLE_DIM, _(" more below "));
	}
	for (size_t i = 0; i < height && top + i < lines.count; i++)
		screen_put_line(2 * border, border + (unsigned)i, width, &lines, top + i);
	if (s->rows > 1)
		draw_keys(2 * border, s->rows - 1 - border, width);
	screen_show();
	lines_free(&lines);
}

int tui_start(const struct start_entry *entries, size_t count, struct settings *settings,
              size_t *chosen, struct error *err)
{
	struct start s = { .entries = entries, .count = count };
	key_code key;
	int ended;

	*chosen = SIZE_MAX;
	if (!settings_open_screen(settings, err))
		return 2;
	do {
		draw(&s);
		if (!screen_wait(-1))
			break;
		while (!s.quit && !s.taken && (key = screen_key()) != NO_KEY)
			press(&s, key);
	} while (!s.quit && !s.taken);
	ended = screen_ended();
	screen_close();
	if (s.taken && count)
		*chosen = s.at;
	if (ended)
		raise(ended);
	return 0;
}
