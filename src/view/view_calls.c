/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `calls`: what the reader, a script or a lesson called in this run, where, and what
 * came of it.  A line leads to the step behind its call; lines_target().b is the call's number.
 */
#include <string.h>

#include "sim/intl.h"
#include "view/parts.h"

/* Lines that are shown of what one call printed. */
#define PRINTED_LINES 6

struct list {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
};

static void end_line(struct list *l, const struct injection *in)
{
	if (in->done)
		lines_lead_to_step(l->out, in->step);
	l->out->next.b = in->id;
	lines_end(l->out);
}

static void add_line(struct list *l, const struct injection *in, enum style style, const char *text)
{
	lines_add(l->out, STYLE_PLAIN, "     ");
	lines_add_cut(l->out, style, text, l->room->width, l->room->unicode);
	end_line(l, in);
}

static void add_printed(struct list *l, const struct injection *in)
{
	const char *s = text_str(&in->printed);
	struct text line = { 0 };

	for (unsigned n = 0; *s; n++) {
		size_t len = strcspn(s, "\n");
		const char *next = s + len + (s[len] == '\n');

		/* of much, the beginning and what was returned */
		if (n + 1 == PRINTED_LINES && *next) {
			add_line(l, in, STYLE_DIM, glyph(l->room->unicode, GLYPH_MORE));
			while (strchr(next, '\n') && *(strchr(next, '\n') + 1))
				next = strchr(next, '\n') + 1;
			s = next;
			continue;
		}
		text_clear(&line);
		text_add_n(&line, s, len);
		add_line(l, in, STYLE_CODE, text_str(&line));
		s = next;
	}
	text_free(&line);
}

static void add_call(struct list *l, const struct injection *in)
{
	bool now = in->done && l->p->at >= in->first && l->p->at <= in->step;
	struct text at = { 0 };

	if (now)
		l->out->focus = l->out->count;
	lines_addf(l->out, now ? STYLE_NOW : STYLE_DIM, "%s%3u ",
	           now ? glyph(l->room->unicode, GLYPH_NOW) : " ", in->id);
	lines_add_cut(l->out, STYLE_PLAIN, in->line, l->room->width, l->room->unicode);
	end_line(l, in);
	if (in->moment)
		text_addf(&at, _("at %s"), in->moment);
	else
		text_add(&at, _("behind the boot"));
	add_line(l, in, STYLE_DIM, text_str(&at));
	/* what came of it is not told before it is made, while a question about that is open */
	if (l->p->veiled && (!in->done || in->step > l->p->at)) {
		text_free(&at);
		return;
	}
	if (!in->done)
		add_line(l, in, STYLE_REFUSED, _("not made: the boot does not come there"));
	add_printed(l, in);
	text_free(&at);
}

void view_calls(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct list l = { p, room, out };

	for (size_t i = 0; i < p->run->injection_count; i++)
		add_call(&l, &p->run->injections[i]);
	if (p->run->injection_count)
		return;
	lines_add_wrapped(out, STYLE_DIM,
	                  _("No call was made in this run. What you type behind : is made where "
	                    "you stand, and listed here; it can be compared with the run before, "
	                    "and dropped."),
	                  room->width, 0);
	lines_end(out);
}
