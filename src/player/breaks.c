/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breakpoints and watches: which steps they stop at. */
#include <stdlib.h>
#include <string.h>

#include "player/internal.h"
#include "sim/memory.h"

/* The kinds of steps that one may break on, by the words of the command language. */
static const struct {
	const char *word;
	enum step_kind kind;
} kinds[] = {
	{ "call", STEP_CALL },         { "return", STEP_RETURN },  { "compare", STEP_COMPARE },
	{ "link", STEP_LINK },         { "unlink", STEP_UNLINK },  { "resize", STEP_RESIZE },
	{ "allocate", STEP_ALLOCATE }, { "refusal", STEP_REFUSE }, { "conflict", STEP_CONFLICT },
	{ "print", STEP_PRINT },       { "read", STEP_READ },      { "stage", STEP_STAGE },
	{ "set", STEP_SET },           { "decide", STEP_DECIDE },  { "map", STEP_MAP },
	{ "unmap", STEP_UNMAP },
};

const char *player_kind_word(size_t n)
{
	return n < sizeof(kinds) / sizeof(kinds[0]) ? kinds[n].word : NULL;
}

const char *player_kind_of(const struct step *step)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].kind == step->says->kind)
			return kinds[i].word;
	return NULL;
}

bool player_kind_known(const char *word)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (!strcmp(kinds[i].word, word))
			return true;
	return false;
}

bool player_kind_is(const struct step *step, const char *word)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].kind == step->says->kind && !strcmp(kinds[i].word, word))
			return true;
	return false;
}

/* The letters of what STEP recorded. */
static const char *letters_of(const struct step *step)
{
	return step->says->kind == STEP_CALL ? step->function->args : step->says->args;
}

/* What is looked for among the arguments of a step. */
struct wanted {
	uint64_t start, end;
	bool virtual;
};

static bool overlap(uint64_t first, uint64_t last, const struct wanted *w)
{
	return first <= last && first <= w->end && w->start <= last;
}

/* The tree itself: a call names it to say where it works, and it holds every address. */
static bool is_root(const struct sim *sim, const uint64_t *words)
{
	const char *name = names_get(&sim->names, words[2]);

	return !words[0] && name && (!strcmp(name, "PCI mem") || !strcmp(name, "PCI IO"));
}

/*
 * Does LETTER, whose words are WORDS, speak of any of the range?  An address with a size
 * behind it is a range; one that would wrap around ends at the last address.
 */
static bool speaks_of(const struct player *p, const char *letter, const uint64_t *words,
                      const struct wanted *w)
{
	const unsigned page_shift = p->run->kernel->profile->page_shift;
	uint64_t last = words[0];

	switch (*letter) {
	case 'R':
		return overlap(words[0], words[1], w) && !is_root(p->run->sim, words);
	case 'r':
		/* what leaves nothing out speaks of nothing */
		return overlap(words[0], words[1], w) && (words[0] || words[1] < UINT64_MAX - 1);
	case 'a':
		if (letter[1] == 's' && words[1])
			last = words[0] + words[1] - 1;
		return overlap(words[0], last < words[0] ? UINT64_MAX : last, w);
	case 'p':
		if (words[0] > UINT64_MAX >> page_shift)
			return false;
		last = words[0] << page_shift;
		return overlap(last, last + (((uint64_t)1 << page_shift) - 1), w);
	case 'm':
		return w->virtual && overlap(words[0], words[0], w);
	default:
		return false;
	}
}

bool player_touches(const struct player *p, const struct step *step, uint64_t first, uint64_t last,
                    bool virtual)
{
	const struct wanted w = { first, last, virtual };
	const uint64_t *words = sim_args(p->run->sim, step);
	const char *letter = letters_of(step);
	unsigned left = step->arg_words;

	/* who asks for a size first names a range only to say where to look for it */
	const bool window = *letter == 's';

	for (; *letter && left >= step_letter_words(*letter); letter++) {
		if (!(window && *letter == 'r') && speaks_of(p, letter, words, &w))
			return true;
		words += step_letter_words(*letter);
		left -= step_letter_words(*letter);
	}
	return false;
}

/* Is one of the names that a step tells that of the device? */
static bool names_device(const struct sim *sim, const struct step *step, const char *device)
{
	const uint64_t *words = sim_args(sim, step);
	const char *letter = letters_of(step), *name;
	unsigned left = step->arg_words;

	for (; *letter && left >= step_letter_words(*letter); letter++) {
		name = *letter == 'n' ? names_get(&sim->names, words[0]) : NULL;
		if (name && !strcmp(name, device))
			return true;
		words += step_letter_words(*letter);
		left -= step_letter_words(*letter);
	}
	return false;
}

/* A watch stops only where something changes or is refused. */
static bool changes(const struct step *step)
{
	switch ((enum step_kind)step->says->kind) {
	case STEP_LINK:
	case STEP_UNLINK:
	case STEP_RESIZE:
	case STEP_SET:
	case STEP_ALLOCATE:
	case STEP_REFUSE:
	case STEP_CONFLICT:
	case STEP_MAP:
	case STEP_UNMAP:
		return true;
	default:
		return false;
	}
}

bool player_break_hits(const struct player *p, const struct breakpoint *b, uint32_t at)
{
	const struct sim *sim = p->run->sim;
	const struct step *step = &sim->steps[at];

	switch (b->kind) {
	case BREAK_FUNCTION:
		return step->says->kind == STEP_CALL && !strcmp(step->function->function, b->text);
	case BREAK_KIND:
		return player_kind_is(step, b->text);
	case BREAK_DEVICE:
		return step->says->kind == STEP_CALL && names_device(sim, step, b->text);
	case BREAK_RANGE:
		return player_touches(p, step, b->start, b->end, false);
	case BREAK_WATCH:
		return changes(step) && player_touches(p, step, b->start, b->end, false);
	}
	return false;
}

bool player_knows_device(const struct player *p, const char *device)
{
	const struct sim *sim = p->run->sim;

	for (size_t i = 0; i < sim->step_count; i++)
		if (sim->steps[i].says->kind == STEP_CALL &&
		    names_device(sim, &sim->steps[i], device))
			return true;
	return false;
}

unsigned player_break(struct player *p, enum break_kind kind, const char *text, uint64_t start,
                      uint64_t end)
{
	struct breakpoint *b;

	p->breaks = xgrow(p->breaks, &p->break_cap, p->break_count + 1, sizeof(*p->breaks));
	b = &p->breaks[p->break_count++];
	*b = (struct breakpoint){ .number = ++p->last_break,
		                  .kind = kind,
		                  .text = xstrdup(text),
		                  .start = start,
		                  .end = end };
	player_index_break(p, b, 0);
	return b->number;
}

static struct breakpoint *find_break(struct player *p, unsigned number)
{
	for (size_t i = 0; i < p->break_count; i++)
		if (p->breaks[i].number == number)
			return &p->breaks[i];
	return NULL;
}

bool player_enable(struct player *p, unsigned number, bool on)
{
	struct breakpoint *b = find_break(p, number);

	if (b)
		b->off = !on;
	return b;
}

bool player_delete(struct player *p, unsigned number)
{
	struct breakpoint *b = find_break(p, number);

	if (!b)
		return false;
	free(b->text);
	free(b->hits.steps);
	p->break_count--;
	memmove(b, b + 1, (size_t)(&p->breaks[p->break_count] - b) * sizeof(*b));
	return true;
}

/* Strictly behind or before: the breakpoint that one stands on does not fire again. */
static uint32_t hit_near(const struct step_list *hits, uint32_t at, bool backwards)
{
	size_t behind = player_first_behind(hits->steps, hits->count, at);

	if (!backwards)
		return behind < hits->count ? hits->steps[behind] : NO_STEP;
	if (behind && hits->steps[behind - 1] == at)
		behind--;
	return behind ? hits->steps[behind - 1] : NO_STEP;
}

uint32_t player_next_hit(const struct player *p, bool backwards, const struct breakpoint **which)
{
	uint32_t nearest = NO_STEP;

	*which = NULL;
	for (size_t i = 0; p->at != NO_STEP && i < p->break_count; i++) {
		const struct breakpoint *b = &p->breaks[i];
		uint32_t hit = b->off ? NO_STEP : hit_near(&b->hits, p->at, backwards);

		if (hit == NO_STEP ||
		    (nearest != NO_STEP && (backwards ? hit <= nearest : hit >= nearest)))
			continue;
		nearest = hit;
		*which = b;
	}
	return nearest;
}

const char *player_break_word(enum break_kind kind)
{
	static const char *const words[] = { [BREAK_FUNCTION] = "function",
		                             [BREAK_DEVICE] = "device",
		                             [BREAK_RANGE] = "range",
		                             [BREAK_KIND] = "kind",
		                             [BREAK_WATCH] = "watch" };

	return words[kind];
}
