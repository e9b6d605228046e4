/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Puts what the views say on the screen. */
#include "tui/internal.h"

#include <string.h>

#include "sim/intl.h"
#include "tui/box.h"
#include "view/parts.h"

static const char *pane_name(size_t view)
{
	return view == PANE_LESSON   ? _("lesson")
	       : view == PANE_NOTES  ? _("notes")
	       : view == PANE_OUTPUT ? _("output")
	                             : _(views[view].name);
}

/* Lines that find room in PANE. */
static unsigned lines_in(const struct pane *pane)
{
	return (pane->height + pane->spacing - 1) / pane->spacing;
}

static void draw_title(const struct tui *t, const struct pane *pane, const struct lines *lines,
                       size_t top)
{
	bool focus = pane->view == t->focus;
	struct lines title = { 0 };

	lines_add(&title, focus ? STYLE_FOCUS : STYLE_HEADING, " ");
	lines_add(&title, focus ? STYLE_FOCUS : STYLE_HEADING, pane_name(pane->view));
	lines_add(&title, focus ? STYLE_FOCUS : STYLE_HEADING, " ");
	if (pane->view == PANE_LESSON)
		lines_addf(&title, STYLE_PLAIN, _(" page %zu of %zu "), t->lesson->page + 1,
		           t->lesson->lesson->page_count);
	if (lines->count > lines_in(pane))
		lines_addf(&title, STYLE_DIM, " %zu-%zu/%zu ", top + 1, top + lines_in(pane),
		           lines->count);
	lines_end(&title);
	screen_put_line(pane->title_x, pane->title_y, pane->width, &title, 0);
	lines_free(&title);
}

/* Below the page: what Enter does now, so that nothing of it stays unseen. */
static void draw_page_end(struct tui *t, const struct pane *pane, const struct lines *lines,
                          size_t top)
{
	size_t blocks = t->lesson->lesson->pages[t->lesson->page].block_count;
	bool more = top + lines_in(pane) < lines->count;
	struct lines end = { 0 };
	unsigned used;

	if (more)
		lines_addf(&end, STYLE_NOW, _(" %s more below: Enter "),
		           glyph(screen_unicode(), GLYPH_DOWN));
	else if (lesson_open_question(t->lesson) < blocks)
		lines_add(&end, STYLE_NOW, _(" ? answer: 1, 2 ... "));
	else if (lesson_open_task(t->lesson) < blocks)
		lines_add(&end, STYLE_NOW, _(" : solve the task   h hint "));
	else if (t->lesson->page + 1 < t->lesson->lesson->page_count)
		lines_add(&end, STYLE_HEADING, _(" Enter: the next page "));
	else
		lines_add(&end, STYLE_HEADING, _(" the end of the lesson: q leaves "));
	used = lines_width(&end);
	lines_end(&end);
	/* on the right: on the left the title of a pane below may stand */
	screen_put_line(used < pane->width ? pane->x + pane->width - used - 1 : pane->x, pane->y1,
	                pane->width, &end, 0);
	lines_free(&end);
}

/* The kernel's own lines, where the reader has them: read here, for views read no files. */
static void find_kernel_lines(struct tui *t)
{
	const struct step *step = player_step_now(t->player);

	t->player->kernel = NULL;
	if (t->settings->kernel_source && step && step->function)
		t->player->kernel = kernel_source_find(
			t->settings->kernel_source, step->function->file, step->function->function);
}

static void draw_view(struct tui *t, const struct pane *pane, size_t *ends, struct lines *out)
{
	struct view_room room = { pane->width, lines_in(pane), screen_unicode(), t->animation.frame,
		                  t->map_zoom };

	if (pane->view == PANE_SOURCE)
		find_kernel_lines(t);
	if (pane->view == PANE_LESSON)
		view_lesson(t->lesson, &room, ends, out);
	else if (pane->view == PANE_NOTES)
		view_lesson_notes(t->lesson, &room, out);
	else if (pane->view == PANE_OUTPUT)
		output_draw(t, &room, out);
	else
		drawn_lines(&t->drawn[pane->view], &views[pane->view], t->player, &room, out);
}

void panes_forget(struct tui *t)
{
	for (size_t i = 0; i < VIEWS_MAX; i++)
		drawn_forget(&t->drawn[i]);
}

static bool make_lines(struct tui *t, size_t view, size_t *ends, struct lines *lines,
                       struct page_shown *shown)
{
	struct plan plan;
	unsigned i = 0;

	layout_plan(t, &plan);
	while (i < plan.count && plan.panes[i].view != view)
		i++;
	if (i == plan.count)
		return false;
	draw_view(t, &plan.panes[i], ends, lines);
	shown->height = lines_in(&plan.panes[i]);
	shown->count = lines->count;
	shown->top = box_top(lines, (unsigned)shown->height, &t->scroll[view]);
	return true;
}

bool panes_lines(struct tui *t, size_t view, struct lines *lines, struct page_shown *shown)
{
	return make_lines(t, view, NULL, lines, shown);
}

bool panes_page_shown(struct tui *t, struct page_shown *shown, size_t *ends)
{
	struct lines lines = { 0 };
	bool there = make_lines(t, PANE_LESSON, ends, &lines, shown);

	lines_free(&lines);
	return there;
}

static void draw_pane(struct tui *t, const struct pane *pane)
{
	bool points = t->pointer.on && t->pointer.view == pane->view;
	struct lines lines = { 0 };
	size_t top;

	draw_view(t, pane, NULL, &lines);
	top = box_top(&lines, lines_in(pane), &t->scroll[pane->view]);
	draw_title(t, pane, &lines, top);
	if (pane->view == PANE_LESSON)
		draw_page_end(t, pane, &lines, top);
	for (size_t i = 0; i < lines_in(pane) && top + i < lines.count; i++) {
		unsigned y = pane->y + (unsigned)i * pane->spacing;

		screen_put_line(pane->x, y, pane->width, &lines, top + i);
		if (points && top + i == t->pointer.line) {
			screen_put(pane->x0, y, 1, STYLE_KEY,
			           glyph(screen_unicode(), GLYPH_POINTER));
			screen_mark(pane->x, y, pane->width);
		}
	}
	lines_free(&lines);
}

/* In HEIGHT rows, a line each SPACING. */
static void draw_lines(const struct lines *lines, unsigned x, unsigned y, unsigned width,
                       unsigned height, unsigned spacing)
{
	for (size_t i = 0; i * spacing < height && i < lines->count; i++)
		screen_put_line(x, y + (unsigned)i * spacing, width, lines, i);
}

/* The whole of the line under the pointer, when it had to be cut; false otherwise. */
static bool say_whole_line(struct tui *t, struct lines *said)
{
	struct lines lines = { 0 };
	struct page_shown shown;
	bool cut = t->pointer.on && panes_lines(t, t->pointer.view, &lines, &shown) &&
	           t->pointer.line < lines.count && lines_was_cut(&lines, t->pointer.line);

	if (cut)
		lines_add_whole(&lines, t->pointer.line, said);
	lines_free(&lines);
	return cut;
}

bool panes_told(const struct tui *t, struct lines *said)
{
	bool asks = t->foretell.guess.open;

	view_told(text_str(&t->flash), said);
	if (asks && t->flash.len)
		lines_end(said);
	if (asks || t->foretell.told)
		foretell_lines(t, said);
	return asks;
}

void panes_wrap(const struct lines *said, unsigned width, struct lines *wrapped)
{
	for (size_t i = 0; i < said->count; i++)
		lines_wrap(said, i, width, wrapped);
}

/* The flash, if there is one, and the sentence. */
static void draw_sentence(struct tui *t, const struct plan *plan, unsigned y, unsigned rows)
{
	struct lines said = { 0 }, wrapped = { 0 };
	unsigned spacing = plan->sentence_spacing;

	if ((!t->typing || !complete_hint(t, &said)) && !panes_told(t, &said) &&
	    !say_whole_line(t, &said))
		view_sentence(t->player, &said);
	panes_wrap(&said, plan->width, &wrapped);
	if (wrapped.count * spacing > rows)
		spacing = 1;
	draw_lines(&wrapped, plan->left, y, plan->width, rows, spacing);
	/* there was more to say than there is room for */
	if (wrapped.count > rows && rows)
		screen_put(plan->left + plan->width - 1, y + rows - 1, 1, STYLE_DIM,
		           screen_unicode() ? "…" : "+");
	lines_free(&said);
	lines_free(&wrapped);
}

static bool is_asking(const struct tui *t)
{
	return t->prompt.ask || t->typing;
}

static void draw_keys(struct tui *t, const struct plan *plan)
{
	struct lines footer = { 0 };

	if (t->prompt.ask) {
		prompt_draw(t, plan->left, plan->keys_y, plan->width);
		return;
	}
	if (t->typing) {
		command_line_draw(t, plan->left, plan->keys_y, plan->width);
		return;
	}
	keys_footer(t, plan->width, &footer);
	draw_lines(&footer, plan->left, plan->keys_y, plan->width, 1, 1);
	lines_free(&footer);
}

static void draw_frames(const struct tui *t, const struct plan *plan)
{
	for (unsigned i = 0; i < plan->count; i++)
		screen_frame(plan->panes[i].x0, plan->panes[i].y0, plan->panes[i].x1,
		             plan->panes[i].y1);
	screen_frame(0, plan->sentence_y - 1, t->cols - 1, t->rows - 1);
	screen_frames_draw();
}

/* On the line above the sentence, on the right. */
static void draw_score(const struct tui *t, const struct plan *plan)
{
	struct lines line = { 0 };
	unsigned used;

	foretell_score(t, &line);
	used = view_width(line.text.s, line.text.len);
	if (used + 2 < t->cols)
		screen_put_line(t->cols - used - 2, plan->sentence_y - 1, used, &line, 0);
	lines_free(&line);
}

/* Over the line of the frame at the bottom. */
static void draw_timeline(const struct tui *t)
{
	struct lines line = { 0 };

	view_timeline(t->player, t->cols - 2, screen_unicode(), &line);
	draw_lines(&line, 1, t->rows - 1, t->cols - 2, 1, 1);
	lines_free(&line);
}

static void draw_title_bar(const struct tui *t)
{
	struct lines title = { 0 };

	view_title(t->player, t->cols - 2, screen_unicode(), &title);
	screen_put_line(1, 0, t->cols - 2, &title, 0);
	lines_free(&title);
}

/* Too small for panes: the sentence and the keys go on as long as there is a cell. */
static void draw_tiny(struct tui *t, const struct plan *plan)
{
	struct lines note = { 0 };
	size_t of, at = player_stop_number(t->player, &of);

	lines_addf(&note, STYLE_DIM, _("%ux%u is too small for panes. Stop %zu of %zu"), t->cols,
	           t->rows, at, of);
	lines_end(&note);
	if (t->rows > 4)
		screen_put_line(0, 0, t->cols, &note, 0);
	draw_sentence(t, plan, t->rows > 4, plan->sentence_rows - (t->rows > 4));
	if (t->rows == 1)
		draw_sentence(t, plan, 0, 1);
	else
		draw_keys(t, plan);
	if (t->rows == 1 && is_asking(t))
		draw_keys(t, plan);
	lines_free(&note);
}

static void draw_help(struct tui *t)
{
	struct lines lines = { 0 };

	keys_help(t, box_width(), screen_unicode(), &lines);
	box_draw(_(" keys "), &lines, &t->help_scroll);
	lines_free(&lines);
}

/* What a command printed, in a box over the panes; the sentence and the line below stay. */
static void draw_output(struct tui *t, const struct plan *plan)
{
	unsigned border = !plan->tiny, bottom = plan->tiny ? plan->keys_y : plan->sentence_y;
	unsigned width = plan->width > 2 * border ? plan->width - 2 * border : 1, height, y;
	struct lines lines = { 0 };
	size_t top;

	output_add_text(t->output.s, width, &lines);
	height = bottom > 2 * border + 1 ? bottom - 2 * border : 1;
	height = lines.count < height ? (unsigned)lines.count : height;
	y = bottom > height + 2 * border ? bottom - height - 2 * border : 0;
	top = box_top(&lines, height, &t->output_scroll);
	screen_blank(plan->left - border, y, width + 3 * border, height + 2 * border);
	if (border) {
		screen_frame(0, y, t->cols - 1, y + height + 1);
		screen_frames_draw();
		screen_put(2, y, width, STYLE_NOW, t->typing ? _(" what fits ") : _(" output "));
		if (top + height < lines.count)
			screen_put(2, y + height + 1, width, STYLE_DIM, _(" down: more "));
	}
	for (size_t i = 0; i < height && top + i < lines.count; i++)
		screen_put_line(plan->left + border, y + border + (unsigned)i, width, &lines,
		                top + i);
	lines_free(&lines);
}

/* What stands below the panes comes last: a line that is typed at has the cursor. */
void panes_draw(struct tui *t)
{
	struct plan plan;

	screen_size(&t->cols, &t->rows);
	screen_begin();
	layout_plan(t, &plan);
	if (plan.tiny) {
		draw_tiny(t, &plan);
		if (t->output.len && !is_asking(t))
			draw_output(t, &plan);
	} else {
		draw_frames(t, &plan);
		draw_title_bar(t);
		for (unsigned i = 0; i < plan.count; i++)
			draw_pane(t, &plan.panes[i]);
		draw_timeline(t);
		if (t->foretell.on)
			draw_score(t, &plan);
		draw_sentence(t, &plan, plan.sentence_y, plan.sentence_rows);
		if (t->output.len)
			draw_output(t, &plan);
		draw_keys(t, &plan);
	}
	if (t->help)
		draw_help(t);
	if (t->glossary.open)
		glossary_draw(t);
	if (!is_asking(t))
		screen_show();
}

void panes_scroll(struct tui *t, long by_lines, long by_pages)
{
	struct plan plan;
	bool box = t->help || t->glossary.open || t->output.len;
	long *scroll = t->glossary.open ? &t->glossary.scroll
	               : t->help        ? &t->help_scroll
	               : t->output.len  ? &t->output_scroll
	                                : &t->scroll[t->focus];
	long page = (long)t->rows - 6;

	if (!box && pointer_move(t, by_lines, by_pages))
		return;
	if (!box) {
		layout_plan(t, &plan);
		for (unsigned i = 0; i < plan.count; i++)
			if (plan.panes[i].view == t->focus)
				page = (long)lines_in(&plan.panes[i]) - 1;
	}
	page = page < 1 ? 1 : page;
	/* the panes clip it when they are drawn */
	*scroll += by_lines + by_pages * page;
	if (*scroll > 1000000000 || *scroll < -1000000000)
		*scroll = *scroll > 0 ? 1000000000 : -1000000000;
}
