/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pane `output`: the last commands, and what each of them printed. */
#include <stdlib.h>
#include <string.h>

#include "sim/intl.h"
#include "sim/memory.h"
#include "tui/internal.h"
#include "view/parts.h"

/* So much is kept; the oldest goes first, but what was printed last stays whole. */
#define KEPT_BYTES   ((size_t)128 << 10)
#define KEPT_ENTRIES 256

static void drop_first(struct outputs *o)
{
	o->bytes -= o->all[0].line.len + o->all[0].printed.len;
	text_free(&o->all[0].line);
	text_free(&o->all[0].printed);
	o->count--;
	memmove(o->all, o->all + 1, o->count * sizeof(*o->all));
	o->gone = true;
}

void output_keep(struct tui *t, const char *line)
{
	struct outputs *o = &t->outputs;
	struct output_entry *e;

	o->all = xgrow(o->all, &o->cap, o->count + 1, sizeof(*o->all));
	e = &o->all[o->count++];
	*e = (struct output_entry){ 0 };
	text_add(&e->line, line);
	text_add(&e->printed, text_str(&t->output));
	/* an error, or what a lesson says to it */
	if (t->flash.len)
		text_addf(&e->printed, "%s\n", text_str(&t->flash));
	o->bytes += e->line.len + e->printed.len;
	while (o->count > 1 && (o->bytes > KEPT_BYTES || o->count > KEPT_ENTRIES))
		drop_first(o);
}

void output_free(struct tui *t)
{
	while (t->outputs.count)
		drop_first(&t->outputs);
	free(t->outputs.all);
	t->outputs = (struct outputs){ 0 };
}

bool output_is_seen(const struct tui *t)
{
	struct plan plan;

	layout_plan(t, &plan);
	for (unsigned i = 0; i < plan.count; i++)
		if (plan.panes[i].view == PANE_OUTPUT)
			return true;
	return false;
}

void output_add_text(const char *s, unsigned width, struct lines *out)
{
	struct text line = { 0 };

	while (*s) {
		size_t len = strcspn(s, "\n");

		text_clear(&line);
		text_add_n(&line, s, len);
		lines_add_wrapped(out, STYLE_PLAIN, text_str(&line), width, 2);
		lines_end(out);
		s += len + (s[len] == '\n');
	}
	text_free(&line);
}

void output_draw(const struct tui *t, const struct view_room *room, struct lines *out)
{
	const struct outputs *o = &t->outputs;
	size_t last = 0;

	if (!o->count)
		lines_add_wrapped(out, STYLE_DIM,
		                  _("Nothing was typed yet. What a command behind : prints is kept "
		                    "here."),
		                  room->width, 0);
	else if (o->gone)
		lines_add_wrapped(out, STYLE_DIM, _("Earlier commands are left out."), room->width,
		                  0);
	if (!o->count || o->gone)
		lines_end(out);
	for (size_t i = 0; i < o->count; i++) {
		last = out->count;
		lines_add(out, STYLE_KEY, ": ");
		lines_add_wrapped(out, STYLE_HEADING, text_str(&o->all[i].line), room->width, 4);
		lines_end(out);
		output_add_text(text_str(&o->all[i].printed), room->width, out);
	}
	/* the last command on top, or as much of its output as there is room for */
	out->focus = last + room->height / 2;
	if (out->count && out->focus >= out->count)
		out->focus = out->count - 1;
}
