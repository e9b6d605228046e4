/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pointer: a line of a pane that the reader marks, looks up, or follows. */
#include "sim/intl.h"
#include "tui/clipboard.h"
#include "tui/internal.h"

void pointer_put(struct tui *t, size_t view, size_t line)
{
	struct lines lines = { 0 };
	struct page_shown shown;

	t->pointer = (struct pointer){ .on = false };
	if (panes_lines(t, view, &lines, &shown) && lines.count) {
		line = line < lines.count ? line : lines.count - 1;
		t->pointer = (struct pointer){ .on = true, .view = view, .line = line };
		if (line < shown.top)
			t->scroll[view] -= (long)(shown.top - line);
		else if (line >= shown.top + shown.height)
			t->scroll[view] += (long)(line - (shown.top + shown.height) + 1);
	}
	lines_free(&lines);
}

void pointer_drop(struct tui *t)
{
	t->pointer.on = false;
}

/* Where it stands, or where it would come up: at the line that the pane wants to be seen. */
static bool place(struct tui *t, size_t *view, size_t *line, size_t *count, size_t *page)
{
	struct lines lines = { 0 };
	struct page_shown shown;
	struct plan plan;
	bool there;

	layout_plan(t, &plan);
	*view = layout_focused(t, &plan);
	there = *view != PANE_LESSON && panes_lines(t, *view, &lines, &shown) && lines.count;
	if (there) {
		*count = lines.count;
		*page = shown.height > 1 ? shown.height - 1 : 1;
		*line = t->pointer.line;
		if (!t->pointer.on || t->pointer.view != *view)
			*line = lines.focus >= shown.top && lines.focus < shown.top + shown.height
			                ? lines.focus
			                : shown.top;
	}
	lines_free(&lines);
	return there;
}

bool pointer_move(struct tui *t, long by_lines, long by_pages)
{
	size_t view, line, count, page, by;

	if (!place(t, &view, &line, &count, &page))
		return false;
	by = by_pages ? page : 1;
	if (by_lines + by_pages < 0)
		line = line > by ? line - by : 0;
	else
		line = line + by < count ? line + by : count - 1;
	pointer_put(t, view, line);
	return true;
}

struct target pointer_target(struct tui *t)
{
	struct target target = { 0 };
	struct lines lines = { 0 };
	struct page_shown shown;

	if (t->pointer.on && panes_lines(t, t->pointer.view, &lines, &shown))
		target = lines_target(&lines, t->pointer.line);
	lines_free(&lines);
	return target;
}

void pointer_follow(struct tui *t)
{
	struct target target = pointer_target(t);
	uint32_t was = t->player->at;

	switch (target.kind) {
	case TARGET_STEP:
		player_jump(t->player, (uint32_t)target.a);
		break;
	case TARGET_PLACE:
		if (!player_go_writer(t->player, (size_t)target.a, (size_t)target.b))
			tui_flash(t, _("No step of this run wrote that: it was there before."));
		else if (t->player->at == was)
			tui_flash(t, _("This very step made the line."));
		break;
	default:
		tui_flash(t, _("This line leads to no step."));
	}
}

void pointer_copy(struct tui *t)
{
	struct lines lines = { 0 }, whole = { 0 };
	struct page_shown shown;
	size_t blanks = 0;

	if (t->pointer.on && panes_lines(t, t->pointer.view, &lines, &shown) &&
	    t->pointer.line < lines.count)
		lines_add_whole(&lines, t->pointer.line, &whole);
	else
		view_sentence(t->player, &whole);
	while (blanks < whole.text.len && whole.text.s[blanks] == ' ')
		blanks++;
	clipboard_put(text_str(&whole.text) + blanks, whole.text.len - blanks);
	tui_flash(t, t->pointer.on ? _("The line was given to the terminal's clipboard.")
	                           : _("The sentence was given to the terminal's clipboard."));
	lines_free(&lines);
	lines_free(&whole);
}
