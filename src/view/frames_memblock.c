/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/frames_memblock.h"

#include <stdlib.h>
#include <string.h>

#include "sim/intl.h"
#include "sim/memory.h"

/* More changes than these are shown in leaps. */
#define LEAPS_MAX 6
/* A list longer than that is not compared for a picture. */
#define LIST_MAX 4096
/* Full, a new one, copied in quarters, in use. */
#define ARRAY_QUARTERS 4
#define ARRAY_FRAMES   (2 + ARRAY_QUARTERS + 1)

/* A list, before and now. */
struct two_lists {
	struct memblock_type then, now;
	struct memblock_region *old; /* then.cnt of them */
};

/* Regions that differ and overlap each other: from (inclusive) and to (exclusive) in both lists. */
struct group {
	unsigned list;
	uint64_t old_from, old_to, new_from, new_to;
	uint64_t first, last;
};

struct changes {
	struct two_lists lists[LIST_COUNT];
	struct group *groups;
	size_t count, cap;
	unsigned leaps;
	const struct two_lists *doubled; /* or NULL */
};

/* The notes that the frames of the step are about: from here on up to the step's own. */
static bool window(const struct player *p, size_t *from)
{
	size_t to = about_window(p, from);

	return *from < to;
}

static uint64_t regions_of(const struct memblock_type *type, const struct memblock_region *regions)
{
	return type->cnt == 1 && !regions[0].size ? 0 : type->cnt;
}

static bool read_lists(struct changes *c, const struct player *p, size_t from)
{
	const struct memblock *now = &p->run->kernel->mm_memblock.memblock;
	const struct journal *j = &player_sim(p)->journal;
	struct memblock then;

	journal_past(j, from, now, sizeof(then), &then);
	c->lists[LIST_MEMORY].then = then.memory;
	c->lists[LIST_MEMORY].now = now->memory;
	c->lists[LIST_RESERVED].then = then.reserved;
	c->lists[LIST_RESERVED].now = now->reserved;
	for (unsigned i = 0; i < LIST_COUNT; i++) {
		struct two_lists *l = &c->lists[i];
		size_t bytes = l->then.cnt * sizeof(*l->old);

		if (!l->then.regions || !l->now.regions || l->then.cnt > LIST_MAX ||
		    l->now.cnt > LIST_MAX)
			return false;
		l->old = xmalloc(bytes + 1);
		journal_past(j, from, l->then.regions, bytes, l->old);
		l->then.cnt = regions_of(&l->then, l->old);
		l->now.cnt = regions_of(&l->now, l->now.regions);
		if (l->then.max && l->now.max > l->then.max)
			c->doubled = l;
	}
	return true;
}

static bool same_region(const struct memblock_region *a, const struct memblock_region *b)
{
	return a->base == b->base && a->size == b->size && a->flags == b->flags && a->nid == b->nid;
}

/* The next region of a list belongs to the group when it overlaps what the group has. */
static bool take(struct group *g, bool empty, const struct memblock_region *r)
{
	uint64_t last = r->base + r->size - 1;

	if (!empty && (r->base > g->last || last < g->first))
		return false;
	g->first = empty || r->base < g->first ? r->base : g->first;
	g->last = empty || last > g->last ? last : g->last;
	return true;
}

/* The group that begins where G stands in both lists. */
static void fill_group(struct group *g, const struct two_lists *l)
{
	bool empty = true, grown = true;

	while (grown) {
		bool has_old = g->old_to < l->then.cnt, has_new = g->new_to < l->now.cnt;

		/* the lower one begins */
		if (empty && has_old && has_new)
			has_old = l->old[g->old_to].base <= l->now.regions[g->new_to].base;
		grown = false;
		if (has_old && take(g, empty, &l->old[g->old_to])) {
			g->old_to++;
			grown = true;
			empty = false;
		}
		if (has_new && (!empty || !has_old) && take(g, empty, &l->now.regions[g->new_to])) {
			g->new_to++;
			grown = true;
			empty = false;
		}
	}
}

static void compare_lists(struct changes *c, unsigned list)
{
	const struct two_lists *l = &c->lists[list];
	uint64_t i = 0, n = 0;

	while (i < l->then.cnt || n < l->now.cnt) {
		struct group g = { list, i, i, n, n, 0, 0 };

		if (i < l->then.cnt && n < l->now.cnt &&
		    same_region(&l->old[i], &l->now.regions[n])) {
			i++;
			n++;
			continue;
		}
		fill_group(&g, l);
		c->groups = xgrow(c->groups, &c->cap, c->count + 1, sizeof(*c->groups));
		c->groups[c->count++] = g;
		i = g.old_to;
		n = g.new_to;
	}
}

static void changes_done(struct changes *c)
{
	for (unsigned i = 0; i < LIST_COUNT; i++)
		free(c->lists[i].old);
	free(c->groups);
}

/* What changed; false, with nothing to be freed, when nothing did. */
static bool find_changes(struct changes *c, const struct player *p)
{
	size_t from;

	*c = (struct changes){ 0 };
	if (!window(p, &from))
		return false;
	if (read_lists(c, p, from)) {
		compare_lists(c, LIST_MEMORY);
		compare_lists(c, LIST_RESERVED);
	}
	c->leaps = c->count > LEAPS_MAX ? LEAPS_MAX : (unsigned)c->count;
	if (c->count || c->doubled)
		return true;
	changes_done(c);
	return false;
}

/* As it was; then each change in hand, and done. */
static unsigned frames_of(const struct changes *c)
{
	return (c->doubled ? ARRAY_FRAMES : 0) + (c->leaps ? 1 + 2 * c->leaps : 0);
}

unsigned memblock_frames(const struct player *p)
{
	struct changes c;
	unsigned frames;

	if (!find_changes(&c, p))
		return 0;
	frames = frames_of(&c);
	changes_done(&c);
	return frames;
}

static void add_row(struct memblock_rows *rows, const struct memblock_region *r, char sign,
                    bool there, const char *says)
{
	rows->rows = xgrow(rows->rows, &rows->cap, rows->count + 1, sizeof(*rows->rows));
	rows->rows[rows->count++] = (struct memblock_row){ *r, sign, there, says };
	rows->total += there ? r->size : 0;
}

/* What happens to the regions of a group, and what is said of those that it makes. */
static const char *doing(const struct group *g, const struct two_lists *l, const char **done)
{
	uint64_t old = g->old_to - g->old_from, new = g->new_to - g->new_from;
	const struct memblock_region *a = &l->old[g->old_from];
	const struct memblock_region *b = &l->now.regions[g->new_from];

	*done = NULL;
	if (!old || !new) {
		*done = old ? NULL : N_("in the list");
		return old ? N_("goes") : N_("comes in");
	}
	if (old > 1 && new == 1) {
		*done = N_("one of them");
		return N_("touch");
	}
	if (new > old) {
		*done = N_("new");
		return N_("is cut");
	}
	if (a->base == b->base && a->size == b->size)
		return N_("is marked");
	return new == 1 && b->size < a->size ? N_("shrinks") : N_("grows");
}

enum stage { BEFORE, IN_HAND, DONE, AFTER };

static void add_group(struct memblock_frame *f, const struct changes *c, const struct group *g,
                      enum stage stage)
{
	const struct two_lists *l = &c->lists[g->list];
	struct memblock_rows *rows = &f->lists[g->list];
	const char *done, *says = doing(g, l, &done);
	bool hand = stage == IN_HAND, made = stage == DONE;

	for (uint64_t i = g->old_from; stage != AFTER && i < g->old_to; i++)
		add_row(rows, &l->old[i], hand ? '>' : made ? '-' : ' ', !made, hand ? says : NULL);
	for (uint64_t i = g->new_from; i < g->new_to; i++)
		if (made || stage == AFTER)
			add_row(rows, &l->now.regions[i], made ? '+' : '*', true,
			        made ? done : NULL);
		else if (hand && g->old_from == g->old_to)
			add_row(rows, &l->now.regions[i], '>', false, says);
	if (!hand && !made)
		return;
	f->first = f->first > f->last || g->first < f->first ? g->first : f->first;
	f->last = g->last > f->last ? g->last : f->last;
}

/* The lists, with the groups from FROM (inclusive) to TO (exclusive) at STAGE. */
static void add_lists(struct memblock_frame *f, const struct changes *c, size_t from, size_t to,
                      enum stage stage)
{
	uint64_t at[LIST_COUNT] = { 0 };

	for (size_t i = 0; i < c->count; i++) {
		const struct group *g = &c->groups[i];

		for (; at[g->list] < g->new_from; at[g->list]++)
			add_row(&f->lists[g->list], &c->lists[g->list].now.regions[at[g->list]],
			        ' ', true, NULL);
		add_group(f, c, g, i < from ? AFTER : i < to ? stage : BEFORE);
		at[g->list] = g->new_to;
	}
	for (unsigned n = 0; n < LIST_COUNT; n++)
		for (; at[n] < c->lists[n].now.cnt; at[n]++)
			add_row(&f->lists[n], &c->lists[n].now.regions[at[n]], ' ', true, NULL);
}

static void array_frame(struct memblock_frame *f, const struct changes *c, const struct kernel *k,
                        unsigned n)
{
	const struct two_lists *l = c->doubled;
	struct memblock_array *a = &f->array;
	unsigned quarters = n < 2 ? 0 : n - 1;

	a->list = l->now.name;
	a->old = l->then.max;
	a->new = l->now.max;
	a->taken = l->then.cnt;
	a->says = N_("the array is full");
	if (!n)
		return;
	a->at = l->now.array;
	a->bytes = PAGE_ALIGN(k, l->now.max * k->profile->sizes.memblock_region);
	quarters = quarters > ARRAY_QUARTERS ? ARRAY_QUARTERS : quarters;
	a->copied = a->taken * quarters / ARRAY_QUARTERS;
	a->says = n == 1                  ? N_("one of twice the size")
	          : n == ARRAY_FRAMES - 1 ? N_("the list uses the new one")
	                                  : N_("the regions are copied");
	if (a->at) {
		f->first = a->at;
		f->last = a->at + a->bytes - 1;
	}
}

/* Where memory begins and ends; the same in all frames. */
static void set_span(struct memblock_frame *f, const struct two_lists *l)
{
	const struct memblock_region *lists[] = { l->old, l->now.regions };
	const uint64_t counts[] = { l->then.cnt, l->now.cnt };
	bool any = false;

	f->high = UINT64_MAX;
	for (unsigned i = 0; i < 2; i++) {
		const struct memblock_region *last = lists[i] + counts[i] - 1;

		if (!counts[i])
			continue;
		if (!any || lists[i]->base < f->low)
			f->low = lists[i]->base;
		if (!any || last->base + last->size - 1 > f->high)
			f->high = last->base + last->size - 1;
		any = true;
	}
}

void memblock_frame_at(struct memblock_frame *f, const struct player *p, struct view_frame frame)
{
	struct changes c;
	unsigned n = frame.n, leap;

	*f = (struct memblock_frame){ .first = 1 };
	if (!find_changes(&c, p))
		return;
	f->moving = n < frame.of && n < frames_of(&c);
	set_span(f, &c.lists[LIST_MEMORY]);
	if (!f->moving) {
		add_lists(f, &c, c.count, c.count, AFTER);
	} else if (c.doubled && n < ARRAY_FRAMES) {
		array_frame(f, &c, p->run->kernel, n);
		add_lists(f, &c, 0, 0, BEFORE);
	} else {
		n -= c.doubled ? ARRAY_FRAMES : 0;
		leap = n ? (n - 1) / 2 : 0;
		if (n)
			add_lists(f, &c, c.count * leap / c.leaps, c.count * (leap + 1) / c.leaps,
			          n % 2 ? IN_HAND : DONE);
		else
			add_lists(f, &c, 0, 0, BEFORE);
	}
	changes_done(&c);
}

void memblock_frame_done(struct memblock_frame *f)
{
	for (unsigned i = 0; i < LIST_COUNT; i++)
		free(f->lists[i].rows);
	*f = (struct memblock_frame){ .first = 1 };
}
