/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `source`: the outline of the function where the reader stands, the
 * line of this step lit as a debugger lights source.
 */
#include <string.h>

#include "sim/intl.h"
#include "view/parts.h"

static void add_paragraph(const struct view_room *room, struct lines *out, enum style style,
                          const char *text, unsigned indent)
{
	lines_add_wrapped(out, style, text, room->width, indent);
	lines_end(out);
}

static void add_outline(const struct view_room *room, struct lines *out,
                        const struct outline *function, unsigned lit)
{
	for (unsigned i = 0; i < OUTLINE_LINES && function->lines[i]; i++) {
		bool now = i + 1 == lit;

		if (now)
			out->focus = out->count;
		lines_add(out, now ? STYLE_NOW : STYLE_PLAIN,
		          now ? glyph(room->unicode, GLYPH_NOW) : " ");
		lines_addf(out, STYLE_DIM, "%2u ", i + 1);
		add_paragraph(room, out, now ? STYLE_NOW : STYLE_PLAIN, _(function->lines[i]), 4);
	}
}

void view_source(const struct player *p, const struct view_room *room, struct lines *out)
{
	const struct step *step = player_step_now(p);
	const struct outline *function = step ? step->function : NULL;
	struct text name = { 0 };

	if (!function) {
		lines_add_cut(out, STYLE_DIM, _("No function runs here."), room->width,
		              room->unicode);
		lines_end(out);
		return;
	}
	lines_add(out, STYLE_NOW,
	          step->says->kind == STEP_CALL ? glyph(room->unicode, GLYPH_NOW) : "");
	text_addf(&name, "%s()", function->function);
	lines_add_cut(out, STYLE_HEADING, name.s, room->width, room->unicode);
	text_clear(&name);
	text_addf(&name, "  %s", function->file);
	lines_add_cut(out, STYLE_DIM, name.s, room->width, room->unicode);
	text_free(&name);
	lines_end(out);
	if (function->meaning)
		add_paragraph(room, out, STYLE_PLAIN, _(function->meaning), 0);
	add_outline(room, out, function, step->says->line);
	if (function->misread) {
		lines_addf(out, STYLE_CONFLICT, "! ");
		add_paragraph(room, out, STYLE_PLAIN, _(function->misread), 2);
	}
}
