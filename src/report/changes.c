/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two looks at the state compared.  The lists have the order of their files, so what is the
 * same at both ends is passed over, and only what lies between is sorted and matched.
 */
#include "report/changes.h"

#include <stdlib.h>
#include <string.h>

#include "linux/linux.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "view/about.h"
#include "view/parts.h"

enum list_kind { IOMEM, IOPORT, MEMORY, RESERVED, LIST_COUNT };

enum fate { STAYED, ADDED, REMOVED, CHANGED, MOVED };

#define AT_TOP SIZE_MAX

/* A resource of a tree, or a region of memblock. */
struct entry {
	uint64_t start, end; /* inclusive */
	const char *name;    /* NULL for a region, or for a resource without one */
	size_t parent;       /* its place in the list, or AT_TOP */
	const void *id;      /* the resource itself, never followed; NULL when it is not known */
	uint32_t flags;      /* of a region: MEMBLOCK_* */
	int32_t node;        /* of a region, or -1 */
	/* what came of it, while two lists are compared */
	enum fate fate;
	const struct entry *before; /* what CHANGED was */
};

struct list {
	struct entry *all;
	size_t count, cap;
	unsigned digits; /* that an address has at least */
};

/* So many bytes of the arena are one bit of `watched`. */
#define GRAIN 32

struct changes {
	struct list lists[LIST_COUNT], next[LIST_COUNT];
	struct names names;    /* of entries whose run may be gone */
	const struct sim *sim; /* that of the last look; NULL when it may be gone */
	size_t notes;          /* where its journal stood */
	uint8_t *watched;      /* a bit for each grain that holds something of the lists */
	size_t watched_bytes;
};

struct changes *changes_new(void)
{
	struct changes *c = xzalloc(sizeof(*c));

	names_init(&c->names);
	return c;
}

void changes_free(struct changes *c)
{
	for (unsigned i = 0; c && i < LIST_COUNT; i++) {
		free(c->lists[i].all);
		free(c->next[i].all);
	}
	if (c) {
		names_done(&c->names);
		free(c->watched);
	}
	free(c);
}

void changes_let_go(struct changes *c)
{
	for (unsigned i = 0; c->sim && i < LIST_COUNT; i++)
		for (size_t n = 0; n < c->lists[i].count; n++) {
			struct entry *e = &c->lists[i].all[n];

			e->id = NULL;
			e->name = e->name ? names_intern(&c->names, e->name) : NULL;
		}
	c->sim = NULL;
}

/* ---- taking the lists down ---- */

static void watch(struct changes *c, const struct sim *sim, const void *p, size_t len)
{
	size_t at = (size_t)((const unsigned char *)p - sim->journal.base);

	for (size_t i = at / GRAIN; i * GRAIN < at + len; i++)
		c->watched[i / 8] |= (uint8_t)(1u << i % 8);
}

static bool wrote_watched(const struct changes *c, const struct note *n)
{
	size_t low = n->at, high = low + n->len;

	if (n->shift < 0)
		low -= (size_t)-n->shift;
	else
		high += (size_t)n->shift;
	for (size_t i = low / GRAIN; i * GRAIN < high && i / 8 < c->watched_bytes; i++)
		if (c->watched[i / 8] & 1u << i % 8)
			return true;
	return false;
}

/* May the lists have changed since the last look? */
static bool may_differ(const struct changes *c, const struct sim *sim)
{
	const struct journal *j = &sim->journal;
	size_t from = c->notes < j->at ? c->notes : j->at;
	size_t to = c->notes < j->at ? j->at : c->notes;

	if (c->sim != sim)
		return true;
	/* whatever is new in a list was linked to something that had been in it */
	for (size_t i = from; i < to; i++)
		if (wrote_watched(c, &j->notes[i]))
			return true;
	return false;
}

static struct entry *add_entry(struct list *to)
{
	to->all = xgrow(to->all, &to->cap, to->count + 1, sizeof(*to->all));
	to->all[to->count] = (struct entry){ .parent = AT_TOP, .node = -1 };
	return &to->all[to->count++];
}

static void take_tree(struct changes *c, struct list *to, const struct player *p,
                      const struct resource *root)
{
	size_t *above = NULL, cap = 0; /* by depth: the entry that is there now */
	struct tree_walk walk;

	to->digits = root->end < 0x10000 ? 4 : 8;
	watch(c, player_sim(p), root, sizeof(*root));
	tree_walk_init(&walk, p, root);
	while (tree_walk_next(&walk)) {
		const struct resource *res = walk.at;
		struct entry *e = add_entry(to);

		above = xgrow(above, &cap, walk.depth + 1, sizeof(*above));
		above[walk.depth] = to->count - 1;
		e->start = res->start;
		e->end = res->end;
		e->name = res->name;
		e->id = res;
		if (walk.depth > 1)
			e->parent = above[walk.depth - 1];
		watch(c, player_sim(p), res, sizeof(*res));
	}
	free(above);
}

static void take_regions(struct changes *c, struct list *to, const struct player *p,
                         const struct memblock_type *type)
{
	unsigned nodes = p->run->kernel->profile->nodes;

	to->digits = 8;
	watch(c, player_sim(p), type, sizeof(*type));
	if (!type->regions)
		return;
	watch(c, player_sim(p), type->regions, type->max * sizeof(*type->regions));
	for (uint64_t i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];
		struct entry *e;

		if (!r->size)
			continue;
		e = add_entry(to);
		e->start = r->base;
		e->end = r->base + r->size - 1;
		e->flags = r->flags;
		e->node = r->nid >= 0 && (unsigned)r->nid < nodes ? r->nid : -1;
	}
}

static void take_lists(struct changes *c, const struct player *p)
{
	const struct kernel *k = p->run->kernel;
	size_t bytes = player_sim(p)->journal.top / GRAIN / 8 + 1;

	for (unsigned i = 0; i < LIST_COUNT; i++)
		c->next[i].count = 0;
	c->watched = xrealloc(c->watched, bytes);
	c->watched_bytes = bytes;
	memset(c->watched, 0, bytes);
	take_tree(c, &c->next[IOMEM], p, &k->iomem_resource);
	take_tree(c, &c->next[IOPORT], p, &k->ioport_resource);
	take_regions(c, &c->next[MEMORY], p, &k->mm_memblock.memblock.memory);
	take_regions(c, &c->next[RESERVED], p, &k->mm_memblock.memblock.reserved);
}

/* ---- comparing ---- */

static int by_name(const char *a, const char *b)
{
	if (a == b)
		return 0;
	return !a ? -1 : !b ? 1 : strcmp(a, b);
}

static int by_place(const struct entry *a, const struct entry *b)
{
	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end != b->end)
		return a->end > b->end ? -1 : 1;
	return by_name(a->name, b->name);
}

static int compare(const void *a, const void *b)
{
	return by_place(*(const struct entry *const *)a, *(const struct entry *const *)b);
}

static bool same_parent(const struct list *a, const struct entry *x, const struct list *b,
                        const struct entry *y)
{
	const struct entry *v = x->parent == AT_TOP ? NULL : &a->all[x->parent];
	const struct entry *w = y->parent == AT_TOP ? NULL : &b->all[y->parent];

	if (!v || !w)
		return !v && !w;
	/* the parent may have changed, and be the same one all the same */
	return v->id && w->id ? v->id == w->id : !by_place(v, w);
}

static bool same_regions(const struct entry *x, const struct entry *y)
{
	return x->flags == y->flags && x->node == y->node;
}

static bool same(const struct list *a, const struct entry *x, const struct list *b,
                 const struct entry *y)
{
	return !by_place(x, y) && same_regions(x, y) && same_parent(a, x, b, y);
}

/* COUNT entries from FIRST on, in order of their places. */
static struct entry **sorted(struct entry *first, size_t count, enum fate fate)
{
	struct entry **all = xmalloc((count + 1) * sizeof(struct entry *));

	for (size_t i = 0; i < count; i++) {
		all[i] = &first[i];
		first[i].fate = fate;
		first[i].before = NULL;
	}
	if (count)
		qsort(all, count, sizeof(struct entry *), compare);
	return all;
}

/* Those that are in both lists at one place; what is left in X and Y has no match. */
static void match_same(const struct list *a, struct entry **x, size_t *m, const struct list *b,
                       struct entry **y, size_t *n)
{
	size_t i = 0, j = 0, left = 0, new = 0;

	while (i < *m && j < *n) {
		int order = by_place(x[i], y[j]);

		if (order < 0) {
			x[left++] = x[i++];
		} else if (order > 0) {
			y[new ++] = y[j++];
		} else {
			bool moved = !same_parent(a, x[i], b, y[j]);

			y[j]->fate = !same_regions(x[i], y[j]) ? CHANGED : moved ? MOVED : STAYED;
			y[j++]->before = x[i];
			x[i++]->fate = STAYED;
		}
	}
	while (i < *m)
		x[left++] = x[i++];
	while (j < *n)
		y[new ++] = y[j++];
	*m = left;
	*n = new;
}

/* Of the rest, what overlaps and bears the same name is the same thing that was changed. */
static void match_changed(struct entry **x, size_t m, struct entry **y, size_t n)
{
	for (size_t i = 0, j = 0; i < m && j < n;) {
		if (x[i]->end < y[j]->start) {
			i++;
		} else if (y[j]->end < x[i]->start) {
			j++;
		} else if (!by_name(x[i]->name, y[j]->name)) {
			y[j]->fate = CHANGED;
			y[j++]->before = x[i];
			x[i++]->fate = STAYED;
		} else if (x[i]->end < y[j]->end) {
			i++;
		} else {
			j++;
		}
	}
}

/* Give the entries of both lists their fates; from *FROM on, so many of each. */
static void compare_lists(struct list *a, struct list *b, size_t *from, size_t *m, size_t *n)
{
	struct entry **x, **y;
	size_t left, new;

	for (*from = 0; *from < a->count && *from < b->count; ++*from)
		if (!same(a, &a->all[*from], b, &b->all[*from]))
			break;
	*m = a->count - *from;
	*n = b->count - *from;
	while (*m && *n && same(a, &a->all[*from + *m - 1], b, &b->all[*from + *n - 1])) {
		--*m;
		--*n;
	}
	left = *m;
	new = *n;
	x = sorted(a->all + *from, left, REMOVED);
	y = sorted(b->all + *from, new, ADDED);
	match_same(a, x, &left, b, y, &new);
	match_changed(x, left, y, new);
	free(x);
	free(y);
}

/* ---- telling ---- */

/* A resource as its file has it; a region with its flags and its node. */
static void describe(struct text *out, enum list_kind kind, const struct list *list,
                     const struct entry *e)
{
	text_clear(out);
	text_add_hex(out, e->start, list->digits);
	text_add_char(out, '-');
	text_add_hex(out, e->end, list->digits);
	if (kind == IOMEM || kind == IOPORT) {
		text_add(out, " : ");
		text_add_printable(out, e->name ? e->name : "<BAD>");
		return;
	}
	text_add_memblock_flags(out, e->flags);
	if (e->node >= 0)
		text_addf(out, " on node %d", e->node);
}

/* One line of OUT for E of LIST. */
static void tell(struct text *out, enum list_kind kind, const struct list *list,
                 const struct entry *e)
{
	static const char *const names[LIST_COUNT] = { "iomem", "ioport", "memblock.memory",
		                                       "memblock.reserved" };
	const char *where = names[kind];
	struct text what = { 0 }, other = { 0 };

	describe(&what, kind, list, e);
	if (e->fate == CHANGED)
		describe(&other, kind, list, e->before);
	else if (e->parent != AT_TOP)
		describe(&other, kind, list, &list->all[e->parent]);
	text_add(out, "  ");
	if (e->fate == REMOVED)
		text_addf(out, _("removed from %s: %s"), where, what.s);
	else if (e->fate == CHANGED)
		text_addf(out, _("changed in %s: %s, before: %s"), where, what.s, other.s);
	else if (e->fate == MOVED && other.len)
		text_addf(out, _("moved in %s: %s, now inside %s"), where, what.s, other.s);
	else if (e->fate == MOVED)
		text_addf(out, _("moved in %s: %s, now inside nothing else"), where, what.s);
	else if (other.len)
		text_addf(out, _("added to %s: %s, inside %s"), where, what.s, other.s);
	else
		text_addf(out, _("added to %s: %s"), where, what.s);
	text_add_char(out, '\n');
	text_free(&what);
	text_free(&other);
}

static void tell_changes(struct text *out, enum list_kind kind, struct list *a, struct list *b)
{
	size_t from, m, n;

	compare_lists(a, b, &from, &m, &n);
	for (size_t i = from; i < from + m; i++)
		if (a->all[i].fate == REMOVED)
			tell(out, kind, a, &a->all[i]);
	for (size_t i = from; i < from + n; i++)
		if (b->all[i].fate != STAYED)
			tell(out, kind, b, &b->all[i]);
}

void changes_look(struct changes *c, const struct player *p, struct text *out)
{
	const struct sim *sim = player_sim(p);

	if (may_differ(c, sim)) {
		take_lists(c, p);
		for (unsigned i = 0; i < LIST_COUNT; i++) {
			struct list was = c->lists[i];

			if (out)
				tell_changes(out, i, &was, &c->next[i]);
			c->lists[i] = c->next[i];
			c->next[i] = was;
		}
	}
	c->sim = sim;
	c->notes = sim->journal.at;
}
