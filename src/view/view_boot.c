/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pane `boot`: the calls that are open, and in the innermost of them the
 * steps around the one where the reader stands.  What lies between two steps
 * of the same function is left out: its calls stand for it.
 */
#include <stdlib.h>

#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/sentence.h"
#include "view/parts.h"

/* How far ahead to look for steps worth a line; keeps a key quick in a long run. */
#define LOOK_AHEAD 4096

struct boot_lines {
	const struct player *p;
	const struct view_room *room;
	struct lines *out;
	unsigned base; /* depth of the outermost line that is shown */
};

static void indent(struct boot_lines *b, unsigned depth, const char *mark)
{
	unsigned cells = depth > b->base ? depth - b->base : 0;
	unsigned most = b->room->width / 3;

	lines_add(b->out, STYLE_NOW, mark);
	lines_pad(b->out, STYLE_PLAIN, 2 + (cells < most ? cells : most));
}

static enum style style_of(const struct step *step)
{
	static const enum style styles[STEP_KIND_COUNT] = {
		[STEP_STAGE] = STYLE_HEADING,     [STEP_REFUSE] = STYLE_REFUSED,
		[STEP_CONFLICT] = STYLE_CONFLICT, [STEP_LINK] = STYLE_GRANTED,
		[STEP_ALLOCATE] = STYLE_GRANTED,
	};

	return styles[step->says->kind];
}

static void add_step(struct boot_lines *b, uint32_t n, bool ahead)
{
	const struct step *step = &player_sim(b->p)->steps[n];
	bool now = n == b->p->at;
	struct text t = { 0 };

	sentence_of(&t, player_sim(b->p), step);
	lines_lead_to_step(b->out, n);
	indent(b, step->depth, now ? glyph(b->room->unicode, GLYPH_NOW) : "");
	lines_add_cut(b->out,
	              now     ? STYLE_NOW
	              : ahead ? STYLE_DIM
	                      : style_of(step),
	              text_str(&t), b->room->width, b->room->unicode);
	if (now)
		b->out->focus = b->out->count;
	lines_end(b->out);
	text_free(&t);
}

/* The steps of one function that came before step `at`, the latest first; returns how many. */
static unsigned collect_before(const struct player *p, uint32_t *before, unsigned max)
{
	const struct step *steps = player_sim(p)->steps;
	uint32_t frame = steps[p->at].call, i = p->at;
	unsigned count = 0;

	while (i > 0 && count < max) {
		i--;
		/* out of calls that were made meanwhile, to the one our function made */
		while (i != frame && steps[i].call != frame && steps[i].call != NO_STEP)
			i = steps[i].call;
		if (i == frame)
			break;
		if (steps[i].call == frame)
			before[count++] = i;
	}
	return count;
}

/* The open calls around the step, the innermost first; returns how many. */
static unsigned collect_frames(const struct player *p, uint32_t *frames, unsigned max)
{
	const struct step *steps = player_sim(p)->steps;
	unsigned count = 0;

	for (uint32_t i = steps[p->at].call; i != NO_STEP && count < max; i = steps[i].call)
		frames[count++] = i;
	return count;
}

static void add_frames(struct boot_lines *b, const uint32_t *frames, unsigned count, unsigned shown)
{
	const struct sim *sim = player_sim(b->p);

	b->base = count > shown ? sim->steps[frames[shown - 1]].depth - 1u : 0;
	if (count > shown) {
		lines_add(b->out, STYLE_DIM, "  ");
		lines_add(b->out, STYLE_DIM, glyph(b->room->unicode, GLYPH_MORE));
		lines_end(b->out);
	}
	for (unsigned i = shown < count ? shown : count; i-- > 0;) {
		const struct step *step = &sim->steps[frames[i]];

		lines_lead_to_step(b->out, frames[i]);
		indent(b, step->depth, "");
		lines_add_cut(b->out, STYLE_PLAIN, step->function->function, b->room->width,
		              b->room->unicode);
		lines_end(b->out);
	}
}

static void add_ahead(struct boot_lines *b, unsigned max)
{
	const struct sim *sim = player_sim(b->p);
	const struct step *now = &sim->steps[b->p->at];
	unsigned deepest = now->depth + (now->says->kind == STEP_CALL ? 1u : 0u);

	for (uint32_t i = b->p->at + 1, n = 0; i < sim->step_count && n < LOOK_AHEAD && max;
	     i++, n++) {
		const struct step *step = &sim->steps[i];

		if (step->depth > deepest || step->says->kind == STEP_RETURN)
			continue;
		/* what follows our function is shown where it stands, but never deeper again */
		if (step->depth < deepest)
			deepest = step->depth;
		add_step(b, i, true);
		max--;
	}
}

void view_boot(const struct player *p, const struct view_room *room, struct lines *out)
{
	struct boot_lines b = { p, room, out, 0 };
	unsigned height = room->height < 4 ? 4 : room->height;
	uint32_t frames[256], *before;
	unsigned count, shown, earlier;

	if (!player_step_now(p)) {
		lines_add_cut(out, STYLE_DIM, _("Nothing has happened yet."), room->width,
		              room->unicode);
		lines_end(out);
		return;
	}
	count = collect_frames(p, frames, 256);
	shown = count <= height / 2 ? count : height / 2 - 1;
	add_frames(&b, frames, count, shown);
	before = xmalloc(height * sizeof(*before));
	earlier = collect_before(p, before, (height - (unsigned)out->count) / 2);
	while (earlier-- > 0)
		add_step(&b, before[earlier], false);
	add_step(&b, p->at, false);
	if (!p->veiled)
		add_ahead(&b, height);
	free(before);
}
