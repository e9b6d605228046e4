/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the mouse does: a press gives its pane the focus, the wheel scrolls the pane below it. */
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
	if (t->help || t->output.len)
		panes_scroll(t, by, 0);
	else if (pane)
		t->scroll[pane->view] += by;
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
	else if (pane && !t->help && !t->output.len)
		layout_focus(t, pane->view);
}
