/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The timeline: the stops of the whole run in one line of cells, what is behind the reader
 * and what is ahead; where stages begin, and where something was refused or collided.
 */
#include <stdlib.h>

#include "sim/intl.h"
#include "sim/memory.h"
#include "view/parts.h"

/* What a cell shows; of several the highest. */
enum mark { AHEAD, BEHIND, STAGE, REFUSAL, CONFLICT, HERE, MARK_COUNT };

static const struct {
	enum style style;
	enum glyph glyph;
	const char *name; /* N_(), for the legend; NULL: explains itself */
} marks[MARK_COUNT] = {
	[AHEAD] = { STYLE_DIM, GLYPH_RULE, NULL },
	[BEHIND] = { STYLE_PLAIN, GLYPH_PAST, NULL },
	[STAGE] = { STYLE_HEADING, GLYPH_STAGE, N_("a stage begins") },
	[REFUSAL] = { STYLE_REFUSED, GLYPH_WRONG, N_("refused") },
	[CONFLICT] = { STYLE_CONFLICT, GLYPH_CONFLICT, N_("conflict") },
	[HERE] = { STYLE_NOW, GLYPH_HERE, N_("here") },
};

/* The cell of a stop (from 1), of COUNT stops in WIDTH cells. */
static unsigned cell_of(size_t stop, size_t count, unsigned width)
{
	if (stop)
		stop--;
	if (count < 2)
		return 0;
	return (unsigned)((unsigned __int128)stop * (width - 1) / (count - 1));
}

static void put(const struct player *p, unsigned char *cells, unsigned width, const uint32_t *steps,
                size_t count, enum mark mark)
{
	/* with a question open about what comes, nothing of it is marked */
	for (size_t i = 0; i < count && (!p->veiled || steps[i] <= p->at); i++) {
		unsigned cell = cell_of(player_stop_of(p, steps[i]), p->stop_count, width);

		if (cells[cell] < mark)
			cells[cell] = (unsigned char)mark;
	}
}

void view_timeline(const struct player *p, unsigned width, bool unicode, struct lines *out)
{
	size_t stops, at = player_stop_number(p, &stops);
	unsigned char *cells;
	unsigned here;

	if (!width || !player_step_now(p))
		return;
	cells = xzalloc(width);
	here = cell_of(at, stops, width);
	for (unsigned i = 0; i < here; i++)
		cells[i] = BEHIND;
	put(p, cells, width, p->stages, p->stage_count, STAGE);
	put(p, cells, width, p->refusals.steps, p->refusals.count, REFUSAL);
	put(p, cells, width, p->conflicts.steps, p->conflicts.count, CONFLICT);
	cells[here] = HERE;
	for (unsigned i = 0; i < width; i++)
		lines_add(out, marks[cells[i]].style, glyph(unicode, marks[cells[i]].glyph));
	lines_end(out);
	free(cells);
}

void view_timeline_legend(bool unicode, struct lines *out)
{
	for (int i = MARK_COUNT - 1; i >= 0; i--) {
		if (!marks[i].name)
			continue;
		lines_add(out, marks[i].style, glyph(unicode, marks[i].glyph));
		lines_addf(out, STYLE_PLAIN, " %s  ", _(marks[i].name));
	}
}

uint32_t view_timeline_step(const struct player *p, unsigned width, unsigned cell)
{
	size_t stops, at = player_stop_number(p, &stops), best = 0;

	if (!stops || !width)
		return NO_STEP;
	if (cell == cell_of(at, stops, width))
		return p->at;
	/* the first stop of that cell, or the last before it */
	for (size_t i = 0; i < stops; i++) {
		unsigned of = cell_of(i + 1, stops, width);

		if (of > cell)
			break;
		if (!i || of > cell_of(best + 1, stops, width))
			best = i;
	}
	return p->stops[best];
}
