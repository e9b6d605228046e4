/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the mouse does: a press gives its pane the focus and points at a line, a double one
 * follows it; the wheel scrolls the pane below it; the timeline leads to its stops, and the
 * line of keys does what they do.
 */
#include "tui/internal.h"

#define WHEEL_LINES 3

static const struct pane *pane_at(const struct plan *plan, unsigned x, unsigned y)
{
	for (unsigned i = 0; i < plan->count; i++) {
		const struct pane *p = &plan->panes[i];

		/* its title is a part of it, the other frame lines are shared */
		if (x > p->x0 && x < p->x1 && y >= p->title_y && y < p->y1)
			return p;
	}
	return NULL;
}

static void turn_wheel(struct tui *t, const struct pane *pane, long by)
{
	/* what lies over the panes scrolls first; the pane is clipped when it is drawn */
	if (t->help || t->glossary.open || t->output.len)
		panes_scroll(t, by, 0);
	else if (pane)
		t->scroll[pane->view] += by;
}

/* The line of PANE that is shown in row Y; false when there is none. */
static bool line_at(struct tui *t, const struct pane *pane, unsigned y, size_t *line)
{
	struct lines lines = { 0 };
	struct page_shown shown;
	bool there = y >= pane->y && (y - pane->y) % pane->spacing == 0 &&
	             panes_lines(t, pane->view, &lines, &shown);

	if (there) {
		*line = shown.top + (y - pane->y) / pane->spacing;
		there = *line < lines.count;
	}
	lines_free(&lines);
	return there;
}

static void press_pane(struct tui *t, const struct pane *pane, unsigned y, bool twice)
{
	size_t line;

	layout_focus(t, pane->view);
	if (pane->view == PANE_LESSON || !line_at(t, pane, y, &line))
		return;
	pointer_put(t, pane->view, line);
	if (twice)
		pointer_follow(t);
}

static void press_timeline(struct tui *t, unsigned x)
{
	uint32_t step =
		x && x + 1 < t->cols ? view_timeline_step(t->player, t->cols - 2, x - 1) : NO_STEP;

	if (step != NO_STEP)
		player_jump(t->player, step);
}

void mouse_press(struct tui *t)
{
	struct plan plan;
	const struct pane *pane;
	enum mouse_button what;
	unsigned x, y;

	screen_mouse(&x, &y, &what);
	layout_plan(t, &plan);
	pane = pane_at(&plan, x, y);
	if (what == MOUSE_WHEEL_UP || what == MOUSE_WHEEL_DOWN)
		turn_wheel(t, pane, what == MOUSE_WHEEL_UP ? -WHEEL_LINES : WHEEL_LINES);
	else if (t->help || t->glossary.open || t->output.len)
		return;
	else if (pane)
		press_pane(t, pane, y, what == MOUSE_DOUBLE);
	else if (y == plan.keys_y && x >= plan.left)
		keys_press_footer(t, plan.width, x - plan.left);
	else if (!plan.tiny && y + 1 == t->rows)
		press_timeline(t, x);
}
