/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lang/command.h"

enum { BUCKETS = 64 };

struct label {
	const char *name; /* a name of the simulation */
	struct thing thing;
	struct label *next;  /* in its bucket */
	struct label *later; /* the label given after it */
};

struct labels {
	struct label *buckets[BUCKETS];
	struct label *first, *last;
};

struct labels *labels_new(struct kernel *k)
{
	return sim_alloc(k->sim, sizeof(struct labels));
}

static struct label *find(const struct labels *labels, const char *name)
{
	struct label *l = labels->buckets[name_id(name) % BUCKETS];

	while (l && l->name != name)
		l = l->next;
	return l;
}

void labels_set(struct kernel *k, struct labels *labels, const char *label,
                const struct thing *thing)
{
	const char *name = sim_name(k->sim, label);
	struct label *l = find(labels, name);

	if (!l) {
		struct label **bucket = &labels->buckets[name_id(name) % BUCKETS];

		l = sim_alloc(k->sim, sizeof(*l));
		SET(k, l->name, name);
		SET(k, l->next, *bucket);
		SET(k, *bucket, l);
		if (labels->last)
			SET(k, labels->last->later, l);
		else
			SET(k, labels->first, l);
		SET(k, labels->last, l);
	}
	SET(k, l->thing, *thing);
}

const struct thing *labels_get(const struct kernel *k, const struct labels *labels,
                               const char *label)
{
	const struct label *l = find(labels, names_intern(&k->sim->names, label));

	return l ? &l->thing : NULL;
}

const char *labels_at(const struct labels *labels, size_t n, const struct thing **thing)
{
	const struct label *l = labels->first;

	while (l && n--)
		l = l->later;
	if (!l)
		return NULL;
	*thing = &l->thing;
	return l->name;
}
