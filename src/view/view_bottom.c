/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two lines that are always there: the title, and the sentence of the step. */
#include <string.h>

#include "sim/intl.h"
#include "sim/sentence.h"
#include "view/parts.h"

static enum style sentence_style(const struct step *step)
{
	return step->says->kind == STEP_REFUSE     ? STYLE_REFUSED
	       : step->says->kind == STEP_CONFLICT ? STYLE_CONFLICT
	                                           : STYLE_PLAIN;
}

void view_told(const char *told, struct lines *out)
{
	if (!*told)
		return;
	lines_add(out, STYLE_CONFLICT, told);
	lines_add(out, STYLE_PLAIN, strchr(".!?:", told[strlen(told) - 1]) ? " " : ". ");
}

void view_sentence(const struct player *p, struct lines *out)
{
	const struct step *step = player_step_now(p);
	struct text t = { 0 };

	view_told(text_str(&p->told), out);
	if (!step) {
		lines_add(out, STYLE_DIM, _("Nothing has happened yet."));
		lines_end(out);
		return;
	}
	sentence_of(&t, player_sim(p), step);
	if (step->says->kind == STEP_CALL) {
		lines_add(out, STYLE_HEADING, text_str(&t));
		if (step->function->meaning)
			lines_addf(out, STYLE_PLAIN, ": %s", _(step->function->meaning));
	} else {
		lines_add(out, sentence_style(step), text_str(&t));
	}
	lines_end(out);
	text_free(&t);
}

/* Letters of ASCII only: in Turkish, toupper('i') is no ASCII letter. */
static void add_upper(struct text *t, const char *s)
{
	for (; *s; s++)
		text_add_char(t, *s >= 'a' && *s <= 'z' ? (char)(*s - 'a' + 'A') : *s);
}

/* The name of a stage; the one where the reader is in capitals. */
static void stage_text(struct text *t, const struct player *p, size_t n)
{
	text_clear(t);
	if (n == player_stage_number(p))
		add_upper(t, player_stage_name(p, n));
	else
		text_add(t, player_stage_name(p, n));
}

static unsigned stages_width(const struct player *p, size_t from, size_t to)
{
	struct text t = { 0 };
	unsigned width = 0;

	for (size_t i = from; i < to; i++) {
		stage_text(&t, p, i);
		width += view_width(text_str(&t), t.len) + (i > from ? 3 : 0);
	}
	text_free(&t);
	return width;
}

/* As many stages around the one where the reader is as fit into ROOM cells. */
static void choose_stages(const struct player *p, unsigned room, size_t *from, size_t *to)
{
	size_t now = player_stage_number(p), count = p->stage_count;

	*from = now < count ? now : 0;
	*to = *from + (count > 0);
	for (bool grew = true; grew;) {
		grew = false;
		if (*to < count && stages_width(p, *from, *to + 1) + 4 <= room) {
			++*to;
			grew = true;
		}
		if (*from > 0 && stages_width(p, *from - 1, *to) + 4 <= room) {
			--*from;
			grew = true;
		}
	}
}

static void add_stages(const struct player *p, size_t from, size_t to, bool unicode,
                       struct lines *out)
{
	size_t now = player_stage_number(p);
	struct text t = { 0 };

	lines_add(out, STYLE_DIM, from > 0 ? glyph(unicode, GLYPH_NEXT) : "");
	lines_add(out, STYLE_DIM, from > 0 ? " " : "");
	for (size_t i = from; i < to; i++) {
		if (i > from)
			lines_addf(out, STYLE_DIM, " %s ", glyph(unicode, GLYPH_NEXT));
		stage_text(&t, p, i);
		lines_add(out, i == now ? STYLE_NOW : STYLE_PLAIN, text_str(&t));
	}
	lines_add(out, STYLE_DIM, to < p->stage_count ? " " : "");
	lines_add(out, STYLE_DIM, to < p->stage_count ? glyph(unicode, GLYPH_NEXT) : "");
	text_free(&t);
}

static void rule(struct lines *out, unsigned to, bool unicode)
{
	while (lines_width(out) < to)
		lines_add(out, STYLE_DIM, glyph(unicode, GLYPH_RULE));
}

static void machine_text(struct text *t, const struct player *p, bool unicode, bool kernel)
{
	if (!p->machine) {
		text_add(t, _("no board"));
		return;
	}
	text_add(t, p->machine->name);
	if (!kernel)
		return;
	text_addf(t, " %s ", glyph(unicode, GLYPH_DOT));
	for (const char *s = p->machine->profile->name; *s; s++)
		text_add_char(t, *s == '-' ? ' ' : *s);
}

void view_title(const struct player *p, unsigned width, bool unicode, struct lines *out)
{
	struct text left = { 0 }, right = { 0 };
	unsigned taken, room, stages;
	size_t stops, at = player_stop_number(p, &stops), from, to;

	machine_text(&left, p, unicode, width >= 60);
	text_addf(&right, _("stop %zu of %zu"), at, stops);
	taken = view_width(right.s, right.len) + 2;
	lines_add(out, STYLE_PLAIN, " ");
	lines_add_cut(out, STYLE_HEADING, left.s, width > taken + 4 ? width - taken - 2 : width,
	              unicode);
	lines_add(out, STYLE_PLAIN, lines_width(out) < width ? " " : "");
	room = width > taken + lines_width(out) ? width - taken - lines_width(out) : 0;
	choose_stages(p, room > 4 ? room - 4 : 0, &from, &to);
	stages = stages_width(p, from, to) + 4;
	if (to > from && stages + 4 <= room) {
		rule(out, lines_width(out) + (room - stages) / 2, unicode);
		lines_add(out, STYLE_PLAIN, " ");
		add_stages(p, from, to, unicode, out);
		lines_add(out, STYLE_PLAIN, " ");
	}
	if (lines_width(out) + taken <= width) {
		rule(out, width - taken, unicode);
		lines_addf(out, STYLE_PLAIN, " %s ", right.s);
	}
	lines_end(out);
	text_free(&left);
	text_free(&right);
}
