/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which panes stand where, by the size of the terminal: a table. */
#include "tui/internal.h"
#include "view/parts.h"
#include "view/relevant.h"

/* The place for whichever pane the reader chose. */
#define FREE_PLACE 0xff
#define MIN_COLS   60
#define MIN_ROWS   15
#define MAX_PLACES 6

struct place {
	unsigned char view;           /* PANE_*, or FREE_PLACE */
	unsigned char x0, x1, y0, y1; /* of the upper part, in percent */
};

struct layout {
	unsigned cols, rows; /* for terminals at least so big */
	unsigned map_rows;   /* of a map from side to side below; 0 for none */
	unsigned sentence_rows;
	unsigned count;
	struct place places[MAX_PLACES];
};

/* clang-format off */
/* The first that fits is taken. */
static const struct layout layouts[] = {
	{ 160, 45, 4, 2, 6,
	  { { PANE_BOOT, 0, 32, 0, 60 }, { PANE_TREE, 32, 64, 0, 60 },
	    { PANE_MEMBLOCK, 64, 100, 0, 60 }, { PANE_SOURCE, 0, 32, 60, 100 },
	    { FREE_PLACE, 32, 64, 60, 100 }, { PANE_LOG, 64, 100, 60, 100 } } },
	{ 110, 34, 4, 2, 4,
	  { { PANE_BOOT, 0, 45, 0, 50 }, { PANE_TREE, 45, 100, 0, 50 },
	    { PANE_SOURCE, 0, 45, 50, 100 }, { FREE_PLACE, 45, 100, 50, 100 } } },
	{ 80, 24, 3, 3, 2, { { PANE_BOOT, 0, 40, 0, 100 }, { FREE_PLACE, 40, 100, 0, 100 } } },
	{ 60, 30, 3, 3, 2, { { PANE_BOOT, 0, 100, 0, 45 }, { FREE_PLACE, 0, 100, 45, 100 } } },
	{ MIN_COLS, MIN_ROWS, 0, 3, 2,
	  { { PANE_BOOT, 0, 38, 0, 100 }, { FREE_PLACE, 38, 100, 0, 100 } } },
};

/* The same with the page of a lesson. */
static const struct layout lesson_layouts[] = {
	{ 160, 45, 4, 2, 5,
	  { { PANE_LESSON, 0, 40, 0, 100 }, { PANE_TREE, 40, 72, 0, 55 },
	    { FREE_PLACE, 72, 100, 0, 55 }, { PANE_BOOT, 40, 70, 55, 100 },
	    { PANE_SOURCE, 70, 100, 55, 100 } } },
	{ 110, 34, 3, 2, 4,
	  { { PANE_LESSON, 0, 45, 0, 100 }, { FREE_PLACE, 45, 100, 0, 42 },
	    { PANE_BOOT, 45, 100, 42, 70 }, { PANE_SOURCE, 45, 100, 70, 100 } } },
	{ 80, 24, 0, 3, 2, { { PANE_LESSON, 0, 50, 0, 100 }, { FREE_PLACE, 50, 100, 0, 100 } } },
	{ 60, 30, 0, 3, 2, { { PANE_LESSON, 0, 100, 0, 60 }, { FREE_PLACE, 0, 100, 60, 100 } } },
	{ MIN_COLS, MIN_ROWS, 0, 3, 2,
	  { { PANE_LESSON, 0, 55, 0, 100 }, { FREE_PLACE, 55, 100, 0, 100 } } },
};

static const struct layout zoomed = {
	MIN_COLS, MIN_ROWS, 0, 3, 1, { { FREE_PLACE, 0, 100, 0, 100 } }
};
/* clang-format on */

/* In front of a class: one pane, and the teacher's notes on a page that has some. */
static const struct layout presenter = { MIN_COLS, MIN_ROWS, 0,
	                                 4,        1,        { { FREE_PLACE, 0, 100, 0, 100 } } };
static const struct layout presenter_notes = {
	MIN_COLS, MIN_ROWS, 0,
	4,        2,        { { FREE_PLACE, 0, 68, 0, 100 }, { PANE_NOTES, 68, 100, 0, 100 } }
};

static const struct layout *layout_for(const struct tui *t)
{
	const struct layout *l;
	size_t count;

	if (t->cols < MIN_COLS || t->rows < MIN_ROWS)
		return NULL;
	if (t->zoom && !t->present)
		return &zoomed;
	if (t->present)
		return t->lesson && lesson_has_notes(t->lesson) ? &presenter_notes : &presenter;
	l = t->lesson ? lesson_layouts : layouts;
	count = t->lesson ? sizeof(lesson_layouts) / sizeof(*l) : sizeof(layouts) / sizeof(*l);
	for (; count--; l++)
		if (t->cols >= l->cols && t->rows >= l->rows)
			return l;
	return NULL;
}

static bool is_fixed(const struct layout *l, size_t view)
{
	if (view == PANE_MAP && l->map_rows)
		return true;
	for (unsigned i = 0; i < l->count; i++)
		if (l->places[i].view == view)
			return true;
	return false;
}

/* What the step is about; else, early in a boot the tree is empty, and so is memblock before that. */
static size_t view_by_state(const struct tui *t)
{
	const struct kernel *k = t->player->run->kernel;
	size_t view = view_relevant(t->player);

	if (view < view_count)
		return view;
	if (k->iomem_resource.child || k->ioport_resource.child)
		return PANE_TREE;
	return k->mm_memblock.memblock.memory.total_size ? PANE_MEMBLOCK : PANE_SOURCE;
}

/* What stands in the free place: the reader's choice, if it is not on the screen already. */
static size_t free_view(const struct tui *t, const struct layout *l)
{
	static const unsigned char defaults[] = { PANE_TREE, PANE_MEMBLOCK, PANE_DEVICES,
		                                  PANE_LOG };

	if (t->zoom && !t->present)
		return t->focus;
	if (t->chosen != PANE_BY_STATE && !is_fixed(l, t->chosen))
		return t->chosen;
	if (!is_fixed(l, view_by_state(t)))
		return view_by_state(t);
	for (size_t i = 0; i < sizeof(defaults); i++)
		if (!is_fixed(l, defaults[i]))
			return defaults[i];
	return PANE_LOG;
}

static void add_pane(struct plan *plan, size_t view, unsigned x0, unsigned y0, unsigned x1,
                     unsigned y1)
{
	struct pane *p = &plan->panes[plan->count++];
	unsigned at_top = y0 == 0; /* the title bar is on that line: the pane's goes below it */

	*p = (struct pane){ .view = view,
		            .x = x0 + 1,
		            .y = y0 + 1 + at_top,
		            .width = x1 - x0 - 1,
		            .height = y1 - y0 - 1 - at_top,
		            .title_x = x0 + 1,
		            .title_y = y0 + at_top,
		            .x0 = x0,
		            .y0 = y0,
		            .x1 = x1,
		            .y1 = y1,
		            .spacing = 1 };
}

/* Larger, for those in the last row: wide margins, and a line left free between two. */
static void enlarge(struct pane *p)
{
	p->x += 2;
	p->width -= 4;
	if (p->height >= 12 && p->view != PANE_LESSON && p->view != PANE_NOTES)
		p->spacing = 2;
}

/* Rows that the sentence of the step needs, but no more than half of them all; a question more. */
static unsigned sentence_rows(const struct tui *t, unsigned least, unsigned width)
{
	unsigned most = t->foretell.guess.open ? t->rows - MIN_ROWS / 2 : t->rows / 2, rows;
	struct lines said = { 0 }, wrapped = { 0 };

	if (!panes_told(t, &said))
		view_sentence(t->player, &said);
	panes_wrap(&said, width, &wrapped);
	lines_free(&said);
	rows = wrapped.count < most ? (unsigned)wrapped.count : most;
	lines_free(&wrapped);
	return rows > least ? rows : least;
}

/* Has each pane a row of its own, with the sentence beginning at Y? */
static bool panes_fit(const struct layout *l, unsigned y)
{
	unsigned below = 1 + (l->map_rows ? l->map_rows + 1 : 0);

	for (unsigned i = 0; y > below && i < l->count; i++) {
		unsigned y0 = (y - below) * l->places[i].y0 / 100;
		unsigned y1 = (y - below) * l->places[i].y1 / 100;

		/* its two frame lines, and the title bar at the top */
		if (y1 < y0 + 2 + (y0 == 0))
			return false;
	}
	return y > below;
}

void layout_plan(const struct tui *t, struct plan *plan)
{
	const struct layout *l = layout_for(t);
	unsigned right = t->cols - 1, bottom = t->rows - 1, upper;

	*plan = (struct plan){ .left = 1,
		               .width = t->cols > 2 ? t->cols - 2 : 1,
		               .sentence_spacing = 1 };
	if (!l) {
		plan->tiny = true;
		plan->left = 0;
		plan->width = t->cols;
		plan->keys_y = bottom;
		plan->sentence_rows = bottom;
		return;
	}
	plan->keys_y = bottom - 1;
	plan->sentence_rows = sentence_rows(t, l->sentence_rows, plan->width);
	if (t->present)
		plan->sentence_spacing = 2;
	while (plan->sentence_rows > l->sentence_rows &&
	       !panes_fit(l, plan->keys_y - plan->sentence_rows))
		plan->sentence_rows--;
	plan->sentence_y = plan->keys_y - plan->sentence_rows;
	upper = plan->sentence_y - 1 - (l->map_rows ? l->map_rows + 1 : 0);
	for (unsigned i = 0; i < l->count; i++) {
		const struct place *place = &l->places[i];
		size_t view = place->view == FREE_PLACE ? free_view(t, l) : place->view;

		add_pane(plan, view, right * place->x0 / 100, upper * place->y0 / 100,
		         right * place->x1 / 100, upper * place->y1 / 100);
		if (t->present)
			enlarge(&plan->panes[plan->count - 1]);
	}
	if (l->map_rows)
		add_pane(plan, PANE_MAP, 0, upper, right, plan->sentence_y - 1);
}

size_t layout_focused(const struct tui *t, const struct plan *plan)
{
	for (unsigned i = 0; i < plan->count; i++)
		if (plan->panes[i].view == t->focus)
			return t->focus;
	return plan->count ? plan->panes[0].view : t->focus;
}

void layout_focus(struct tui *t, size_t view)
{
	const struct layout *l = layout_for(t);

	t->focus = view;
	if (!l || !is_fixed(l, view))
		t->chosen = view;
}
