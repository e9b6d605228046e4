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

/* Does a step speak of any of the range? */
static bool touches(const struct sim *sim, const struct step *step, uint64_t start, uint64_t end)
{
	const char *letter =
		step->says->kind == STEP_CALL ? step->function->args : step->says->args;
	const uint64_t *words = sim_args(sim, step);
	unsigned left = step->arg_words;

	for (; *letter && left >= step_letter_words(*letter); letter++) {
		if ((*letter == 'r' || *letter == 'R') && words[0] <= end && start <= words[1] &&
		    words[0] <= words[1])
			return true;
		if (*letter == 'a' && words[0] >= start && words[0] <= end)
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
	case BREAK_RANGE:
		return touches(sim, step, b->start, b->end);
	case BREAK_WATCH:
		return changes(step) && touches(sim, step, b->start, b->end);
	}
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
	return b->number;
}

bool player_delete(struct player *p, unsigned number)
{
	for (size_t i = 0; i < p->break_count; i++) {
		if (p->breaks[i].number != number)
			continue;
		free(p->breaks[i].text);
		memmove(&p->breaks[i], &p->breaks[i + 1],
		        (p->break_count - i - 1) * sizeof(*p->breaks));
		p->break_count--;
		return true;
	}
	return false;
}
