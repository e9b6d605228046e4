/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws the start screen: the list, the text about the entry in hand, the line of keys. */
#include <string.h>

#include "sim/intl.h"
#include "tui/box.h"
#include "tui/start.h"
#include "view/parts.h"

/* From so many cells and rows on there are frames; the text stands beside the list, or below. */
enum { FRAME_COLS = 60, FRAME_ROWS = 15, BESIDE_COLS = 100, BELOW_ROWS = 22 };
enum { NOTE_ROWS = 3 };

struct part {
	unsigned x, y, width, height; /* what is inside of its frame */
	size_t top;                   /* the first of its lines that is seen */
};

struct start_plan {
	bool framed;
	struct part list, text; /* the text's height is 0 where there is no room */
	struct part note;       /* what is told */
	struct part matches;    /* names that fit; its height is 0 when there are none */
	unsigned keys_x, keys_y, keys_width;
	unsigned split; /* the column, or row, between list and text */
	bool beside;
};

static bool is_framed(const struct start *s)
{
	return s->cols >= FRAME_COLS && s->rows >= FRAME_ROWS;
}

/* What is told above the last line: a message, or advice for what is being typed. */
static void add_note(const struct start *s, unsigned width, struct lines *out)
{
	struct lines line = { 0 };

	if (s->message.len) {
		lines_add(&line, s->is_error ? STYLE_REFUSED : STYLE_CONFLICT,
		          s->is_error ? "! " : "");
		lines_add(&line, s->is_error ? STYLE_REFUSED : STYLE_CONFLICT, s->message.s);
	} else if (s->asks != ASKS_NOTHING) {
		lines_add(&line, STYLE_DIM, start_advice(s));
	}
	if (lines_width(&line)) {
		lines_end(&line);
		lines_wrap(&line, 0, width, out);
	}
	lines_free(&line);
}

static void plan_plain(const struct start *s, size_t note, struct start_plan *plan)
{
	unsigned below = s->rows > 1, told = s->rows > 3 ? (unsigned)note : 0;

	plan->keys_width = s->cols;
	plan->keys_y = s->rows - 1;
	plan->list = (struct part){ 0, 0, s->cols, s->rows - below - told, 0 };
	plan->note = (struct part){ 0, s->rows - below - told, s->cols, told, 0 };
}

/* WANTED: lines of the list; what it does not need the text below it gets. */
static struct start_plan make_plan(const struct start *s, size_t note, size_t wanted)
{
	struct start_plan plan = { .framed = is_framed(s) };
	unsigned bottom, inner = s->cols - 4;

	note = note < NOTE_ROWS ? note : NOTE_ROWS;
	if (!plan.framed) {
		plan_plain(s, note > 1 && s->rows < 8 ? 1 : note, &plan);
		return plan;
	}
	bottom = s->rows - 3 - (unsigned)note; /* the row of the frame above the note */
	plan.keys_x = 2;
	plan.keys_width = inner;
	plan.keys_y = s->rows - 2;
	plan.note = (struct part){ 2, bottom + 1, inner, (unsigned)note, 0 };
	plan.list = (struct part){ 2, 1, inner, bottom - 1, 0 };
	plan.beside = s->cols >= BESIDE_COLS;
	if (plan.beside) {
		plan.split = s->cols * 56 / 100;
		plan.list.width = plan.split - 3;
		plan.text =
			(struct part){ plan.split + 2, 1, s->cols - plan.split - 4, bottom - 1, 0 };
	} else if (s->rows >= BELOW_ROWS) {
		unsigned most = bottom - 2, height = most * 3 / 10;

		if (wanted < most - height)
			height = most - (unsigned)wanted;
		plan.split = bottom - height - 1;
		plan.list.height = plan.split - 1;
		plan.text = (struct part){ 2, plan.split + 1, inner, height, 0 };
	}
	return plan;
}

/* The box of names that fit ends where the note begins, and what it covers has no frame. */
static void draw_frames(const struct start *s, const struct start_plan *plan)
{
	unsigned right = s->cols - 1, bottom = plan->note.y - 1;
	unsigned free = plan->matches.height ? plan->matches.y - 1 : bottom;

	screen_frame(0, 0, right, s->rows - 1);
	screen_frame(0, bottom, right, s->rows - 1);
	screen_frame(0, free, right, bottom);
	if (plan->beside && free)
		screen_frame(0, 0, plan->split, free);
	else if (plan->text.height && plan->split < free)
		screen_frame(0, 0, right, plan->split);
	screen_frames_draw();
}

static void draw_lines(const struct part *part, const struct lines *lines)
{
	for (size_t i = 0; i < part->height && part->top + i < lines->count; i++)
		screen_put_line(part->x, part->y + (unsigned)i, part->width, lines, part->top + i);
}

/* On the frame above PART: what it is called, and which of its lines are seen. */
static void draw_title(const struct part *part, bool focus, const char *name,
                       const struct lines *lines)
{
	struct lines title = { 0 };

	lines_addf(&title, focus ? STYLE_NOW : STYLE_HEADING, " %s ", name);
	if (lines->count > part->height)
		lines_addf(&title, STYLE_DIM, " %zu-%zu/%zu ", part->top + 1,
		           part->top + part->height, lines->count);
	lines_end(&title);
	screen_put_line(part->x - 1, part->y - 1, part->width, &title, 0);
	lines_free(&title);
}

/* The first line of the list that is shown: as before, if the entry in hand is among them. */
static size_t follow(struct start *s, const struct lines *lines, unsigned height)
{
	size_t focus = lines->focus, near = height > 2 ? 1 : 0;

	if (s->top + near > focus)
		s->top = focus > near ? focus - near : 0;
	if (focus + near >= s->top + height)
		s->top = focus + near + 1 - height;
	if (s->top + height > lines->count)
		s->top = lines->count > height ? lines->count - height : 0;
	return s->top;
}

static size_t list_lines(const struct start *s)
{
	struct lines lines = { 0 };
	size_t count;

	start_list(s, s->cols, true, &lines);
	count = lines.count;
	lines_free(&lines);
	return count;
}

/* The names that fit what is typed, in columns. */
static void add_matches(const struct start *s, unsigned width, struct lines *out)
{
	unsigned column = 1;

	for (const char *m = s->matches.s; *m; m += strcspn(m, "\n") + 1) {
		unsigned used = view_width(m, strcspn(m, "\n")) + 2;

		column = used > column ? used : column;
	}
	for (const char *m = s->matches.s; *m; m += strcspn(m, "\n") + 1) {
		struct text name = { 0 };
		unsigned used = lines_width(out);

		if (used && used + column > width + 2) {
			lines_end(out);
			used = 0;
		}
		text_add_n(&name, m, strcspn(m, "\n"));
		lines_add_cut(out, STYLE_PLAIN, text_str(&name), width, screen_unicode());
		if (used + column < width)
			lines_pad(out, STYLE_PLAIN, used + column);
		text_free(&name);
	}
	lines_end(out);
}

/* They lie over the end of what is above the note. */
static void plan_matches(const struct lines *matches, struct start_plan *plan)
{
	unsigned frame = plan->framed, bottom = plan->note.y - frame;
	unsigned most = bottom > frame ? bottom - frame : 1;

	plan->matches = (struct part){ plan->keys_x, 0, plan->keys_width, most, 0 };
	if (matches->count < most)
		plan->matches.height = (unsigned)matches->count;
	plan->matches.y = bottom > plan->matches.height ? bottom - plan->matches.height : 0;
}

/* What covers the rest comes after it, and titles after the frames that they stand on. */
static void draw_parts(struct start *s, struct start_plan *plan, const struct lines *matches)
{
	const struct view_room room = { .width = plan->text.width,
		                        .height = plan->text.height,
		                        .unicode = screen_unicode() };
	unsigned covered = plan->matches.height ? plan->matches.y - plan->framed : s->rows;
	struct lines list = { 0 }, text = { 0 };

	start_list(s, plan->list.width, plan->framed, &list);
	plan->list.top = follow(s, &list, plan->list.height);
	draw_lines(&plan->list, &list);
	if (plan->text.height) {
		start_text(s, &room, &text);
		plan->text.top = box_top(&text, plan->text.height, &s->text_scroll);
		draw_lines(&plan->text, &text);
	}
	if (covered < s->rows)
		screen_blank(0, covered, s->cols, plan->note.y - covered);
	if (plan->framed)
		draw_frames(s, plan);
	if (plan->framed && covered)
		draw_title(&plan->list, !s->in_text, _("bootwalk: from device tree to /proc/iomem"),
		           &list);
	if (plan->text.height && plan->text.y - 1 < covered)
		draw_title(&plan->text, s->in_text, start_text_name(s), &text);
	if (plan->framed && plan->matches.height)
		draw_title(&plan->matches, true, _("names that fit"), matches);
	draw_lines(&plan->matches, matches);
	s->page = plan->list.height;
	s->text_page = plan->text.height;
	lines_free(&list);
	lines_free(&text);
}

/* Where there is no row for it the note takes the place of the keys; what is cut has a mark. */
static void draw_note(const struct start *s, const struct start_plan *plan,
                      const struct lines *note)
{
	struct part part = plan->note;

	if (!part.height && s->asks == ASKS_NOTHING)
		part = (struct part){ 0, plan->keys_y, s->cols, 1, 0 };
	if (!note->count || !part.height)
		return;
	screen_blank(part.x, part.y, part.width, part.height);
	draw_lines(&part, note);
	if (note->count > part.height)
		screen_put(part.x + part.width - 1, part.y + part.height - 1, 1, STYLE_DIM,
		           screen_unicode() ? "…" : "+");
}

static void draw_last_line(const struct start *s, const struct start_plan *plan)
{
	struct part part = { plan->keys_x, plan->keys_y, plan->keys_width, 1, 0 };
	struct lines footer = { 0 };

	start_footer(s, part.width, &footer);
	if (s->rows > 1)
		draw_lines(&part, &footer);
	lines_free(&footer);
}

static void draw_help(struct start *s)
{
	struct lines lines = { 0 };

	start_help(box_width(), &lines);
	box_draw(_(" keys "), &lines, &s->help_scroll);
	lines_free(&lines);
}

void start_draw(struct start *s)
{
	struct lines note = { 0 }, matches = { 0 };
	struct start_plan plan;

	screen_size(&s->cols, &s->rows);
	add_note(s, is_framed(s) ? s->cols - 4 : s->cols, &note);
	s->note = note.count;
	plan = make_plan(s, s->note, list_lines(s));
	if (s->matches.len) {
		add_matches(s, plan.keys_width, &matches);
		plan_matches(&matches, &plan);
	}
	screen_begin();
	draw_parts(s, &plan, &matches);
	if (s->asks == ASKS_NOTHING)
		draw_last_line(s, &plan);
	draw_note(s, &plan, &note);
	if (s->asks == ASKS_NOTHING) {
		if (s->help)
			draw_help(s);
		screen_show();
	} else {
		line_edit_draw(start_question(s), text_str(&s->edit.text), s->edit.at, plan.keys_x,
		               plan.keys_y, plan.keys_width);
	}
	lines_free(&note);
	lines_free(&matches);
}

static bool is_in(const struct part *part, unsigned x, unsigned y)
{
	return x >= part->x && x < part->x + part->width && y >= part->y &&
	       y < part->y + part->height;
}

bool start_text_at(const struct start *s, unsigned x, unsigned y)
{
	struct start_plan plan = make_plan(s, s->note, list_lines(s));

	return is_in(&plan.text, x, y);
}

size_t start_entry_at(const struct start *s, unsigned x, unsigned y)
{
	struct start_plan plan = make_plan(s, s->note, list_lines(s));

	if (!is_in(&plan.list, x, y))
		return s->screen->count;
	return start_list_entry(s, plan.framed, s->top + y - plan.list.y);
}
