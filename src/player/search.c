/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "player/search.h"

#include <stdlib.h>
#include <string.h>

#include "player/internal.h"
#include "sim/moment.h"
#include "sim/sentence.h"

/* An address without 0x has as many digits as /proc/iomem prints at least; a range may be of ports. */
#define ADDRESS_DIGITS 8
#define PORT_DIGITS    4

/* LEN digits at S, as many as LEAST at least. */
static bool hex_digits(const char *s, size_t len, size_t least, uint64_t *value)
{
	char digits[17] = "";

	if (len < least || len > 16 || strspn(s, "0123456789abcdefABCDEF") < len)
		return false;
	memcpy(digits, s, len);
	*value = strtoull(digits, NULL, 16);
	return true;
}

/* Is the query an address or a range?  One without 0x may stand in a sentence as it is, too. */
static void read_range(struct search *s)
{
	const char *query = text_str(&s->query), *dash = strchr(query, '-');
	size_t len = strlen(query), first = dash ? (size_t)(dash - query) : 0;

	if (!strncmp(query, "0x", 2)) {
		s->as_range = dash ? word_range(query, &s->first, &s->last)
		                   : word_number(query, &s->first);
		if (!dash)
			s->last = s->first;
		s->as_text = !s->as_range;
	} else if (dash) {
		s->as_range = hex_digits(query, first, PORT_DIGITS, &s->first) &&
		              hex_digits(dash + 1, len - first - 1, PORT_DIGITS, &s->last);
	} else {
		s->as_range = hex_digits(query, len, ADDRESS_DIGITS, &s->first);
		s->last = s->first;
	}
	s->as_range &= s->first <= s->last;
}

/* The step that the query names, when it looks like a moment. */
static uint32_t named_moment(const struct player *p, const char *query)
{
	struct error err;
	uint32_t step;

	if (!strpbrk(query, "/#@(") || moment_find(p->run->sim, query, &step, &err) != MOMENT_FOUND)
		return NO_STEP;
	return step;
}

void search_forget(struct player *p)
{
	struct search *s = &p->search;

	s->hits.count = s->counted = 0;
	s->busy = false;
	s->moment = s->query.len ? named_moment(p, text_str(&s->query)) : NO_STEP;
}

void search_done(struct player *p)
{
	text_free(&p->search.query);
	text_free(&p->search.said);
	free(p->search.hits.steps);
}

void search_set(struct player *p, const char *query)
{
	struct search *s = &p->search;

	if (!strcmp(text_str(&s->query), query))
		return;
	text_clear(&s->query);
	text_add(&s->query, query);
	s->as_text = true;
	s->as_range = s->exact_case = false;
	for (const char *c = query; *c; c++)
		s->exact_case |= *c >= 'A' && *c <= 'Z';
	read_range(s);
	search_forget(p);
}

static bool is_hit(struct player *p, uint32_t at)
{
	struct search *s = &p->search;
	const struct step *step = &p->run->sim->steps[at];

	if (at == s->moment || (s->as_range && player_touches(p, step, s->first, s->last, true)))
		return true;
	if (!s->as_text)
		return false;
	text_clear(&s->said);
	sentence_of(&s->said, p->run->sim, step);
	return s->exact_case ? strstr(text_str(&s->said), text_str(&s->query))
	                     : strcasestr(text_str(&s->said), text_str(&s->query));
}

void search_begin(struct player *p, uint32_t from, bool backwards)
{
	struct search *s = &p->search;

	s->busy = p->run->sim->step_count && s->query.len;
	s->from = from;
	s->backwards = backwards;
	s->looked = 0;
}

/* All hits are known: the nearest. */
static uint32_t nearest_of(const struct search *s)
{
	const struct step_list *hits = &s->hits;
	size_t behind = player_first_behind(hits->steps, hits->count, s->from);

	if (!hits->count)
		return NO_STEP;
	if (!s->backwards)
		return hits->steps[behind % hits->count];
	if (behind && hits->steps[behind - 1] == s->from)
		behind--;
	return hits->steps[(behind + hits->count - 1) % hits->count];
}

enum search_state search_on(struct player *p, size_t steps, uint32_t *found)
{
	struct search *s = &p->search;
	size_t count = p->run->sim->step_count;

	*found = NO_STEP;
	if (s->busy && s->counted == count) {
		*found = nearest_of(s);
		s->busy = false;
	}
	for (; s->busy && steps && s->looked < count; steps--) {
		size_t i = ++s->looked;

		i = s->backwards ? (s->from + count - i) % count : (s->from + i) % count;
		if (is_hit(p, (uint32_t)i)) {
			*found = (uint32_t)i;
			s->busy = false;
		}
	}
	s->busy &= s->looked < count;
	return *found != NO_STEP ? SEARCH_FOUND : s->busy ? SEARCH_BUSY : SEARCH_NONE;
}

bool search_count(struct player *p, size_t steps)
{
	struct search *s = &p->search;
	size_t count = p->run->sim->step_count;

	for (; s->query.len && steps && s->counted < count; steps--, s->counted++)
		if (is_hit(p, (uint32_t)s->counted))
			step_list_add(&s->hits, (uint32_t)s->counted);
	return s->query.len && s->counted < count;
}

size_t search_rank(const struct player *p, uint32_t step, size_t *of)
{
	const struct search *s = &p->search;
	size_t behind;

	*of = s->hits.count;
	if (!s->query.len || s->counted < p->run->sim->step_count)
		return 0;
	behind = player_first_behind(s->hits.steps, s->hits.count, step);
	return behind && s->hits.steps[behind - 1] == step ? behind : 0;
}
