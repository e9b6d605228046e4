/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `breaks`: breakpoints, how often each stops in this run and at which stops, then
 * bookmarks.  A line leads to the next hit, and to the bookmark.
 */
#include "view/view_breaks.h"
#include "sim/intl.h"
#include "view/parts.h"

/* So many stops are named; the pane cuts them where its width ends. */
#define STOPS_NAMED 40

static size_t stop_at(const struct player *p, uint32_t step)
{
	return player_first_behind(p->stops, p->stop_count, step);
}

/* How often B stops; of what lies ahead nothing is told while a question about it is open. */
static size_t hit_count(const struct player *p, const struct breakpoint *b)
{
	return p->veiled ? player_first_behind(b->hits.steps, b->hits.count, p->at) : b->hits.count;
}

/* The stops that the hits stand at or behind: "at stop 3, 7, 9". */
static void add_stops(const struct player *p, const struct breakpoint *b, struct text *t)
{
	const struct step_list *hits = &b->hits;
	size_t i = 0, named = 0, count = hit_count(p, b);

	while (i < count) {
		size_t stop = stop_at(p, hits->steps[i]);

		if (named == STOPS_NAMED) {
			text_add(t, " ...");
			return;
		}
		text_addf(t, "%s%zu", named++ ? ", " : "", stop);
		/* more hits before the next stop are at the same one */
		if (stop >= p->stop_count)
			return;
		i = player_first_behind(hits->steps, hits->count, p->stops[stop] - 1);
	}
}

static bool is_hit(const struct player *p, const struct breakpoint *b)
{
	size_t behind = player_first_behind(b->hits.steps, b->hits.count, p->at);

	return p->at != NO_STEP && behind && b->hits.steps[behind - 1] == p->at;
}

static void add_break(const struct player *p, const struct view_room *room,
                      const struct breakpoint *b, struct lines *out)
{
	size_t count = hit_count(p, b);
	bool now = is_hit(p, b);
	enum style style = b->off ? STYLE_DIM : now ? STYLE_NOW : STYLE_PLAIN;
	struct text t = { 0 };

	lines_add(out, now ? STYLE_NOW : STYLE_PLAIN, now ? glyph(room->unicode, GLYPH_NOW) : " ");
	text_addf(&t, "%2u %s %s", b->number, player_break_word(b->kind), b->text);
	lines_add_cut(out, style, text_str(&t), room->width, room->unicode);
	text_clear(&t);
	if (b->off)
		text_addf(&t, "  %s", _("off"));
	else if (!count)
		text_addf(&t, "  %s", p->veiled ? _("not yet") : _("never in this run"));
	else
		text_addf(&t, ngettext("  %zu time, at stop ", "  %zu times, at stop ", count),
		          count);
	if (!b->off)
		add_stops(p, b, &t);
	lines_add_cut(out, b->off ? STYLE_DIM : STYLE_HEADING, text_str(&t), room->width,
	              room->unicode);
	if (now)
		out->focus = out->count;
	if (b->hits.count && !p->veiled) {
		size_t next = player_first_behind(b->hits.steps, b->hits.count, p->at);

		lines_lead_to_step(out, b->hits.steps[next % b->hits.count]);
	}
	lines_end(out);
	text_free(&t);
}

static void add_bookmark(const struct player *p, const struct view_room *room,
                         const struct bookmark *b, struct lines *out)
{
	bool now = b->place.at == p->at && p->at != NO_STEP;
	struct text t = { 0 };

	text_addf(&t, "'%c ", b->letter);
	lines_add(out, now ? STYLE_NOW : STYLE_PLAIN, now ? glyph(room->unicode, GLYPH_NOW) : " ");
	lines_add_cut(out, STYLE_KEY, text_str(&t), room->width, room->unicode);
	text_clear(&t);
	if (b->place.at == NO_STEP)
		text_addf(&t, "%s  ", _("not in this run"));
	else
		text_addf(&t, b->fell_back ? _("stop %zu (its caller)  ") : _("stop %zu  "),
		          stop_at(p, b->place.at));
	text_add(&t, b->moment);
	lines_add_cut(out, STYLE_PLAIN, text_str(&t), room->width, room->unicode);
	if (b->place.at != NO_STEP)
		lines_lead_to_step(out, b->place.at);
	lines_end(out);
	text_free(&t);
}

static void add_note(const struct view_room *room, const char *text, struct lines *out)
{
	lines_add_cut(out, STYLE_DIM, text, room->width, room->unicode);
	lines_end(out);
}

/* The order of the lines is what view_breaks_at() reads. */
void view_breaks(const struct player *p, const struct view_room *room, struct lines *out)
{
	for (size_t i = 0; i < p->break_count; i++)
		add_break(p, room, &p->breaks[i], out);
	if (!p->break_count)
		add_note(room, _("No breakpoints: b sets one, w watches a range."), out);
	lines_end(out);
	for (size_t i = 0; i < p->bookmark_count; i++)
		add_bookmark(p, room, &p->bookmarks[i], out);
	if (!p->bookmark_count)
		add_note(room,
		         _("No bookmarks: m and a letter set one, ' and the letter go there."),
		         out);
}

bool view_breaks_at(const struct player *p, size_t line, unsigned *number, char *letter)
{
	size_t above = (p->break_count ? p->break_count : 1) + 1;

	*number = 0;
	*letter = 0;
	if (line < p->break_count)
		*number = p->breaks[line].number;
	else if (line >= above && line - above < p->bookmark_count)
		*letter = p->bookmarks[line - above].letter;
	return *number || *letter;
}
