/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `who`: from a resource to the step that put it there. */
#include <string.h>

#include "linux/linux.h"
#include "player/internal.h"
#include "sim/intl.h"

uint32_t player_put_by(const struct player *p, const struct resource *res)
{
	const struct sim *sim = p->run->sim;
	uint32_t step = NO_STEP;

	do
		step = sim_next_writer(sim, &res->parent, sizeof(res->parent), step + 1, p->at);
	while (step != NO_STEP && sim->steps[step].says->kind != STEP_LINK);
	return step;
}

/* What a word asks for: a name, or a range. */
struct asked {
	const char *name;
	uint64_t first, last;
	bool is_range;
};

/* The resource of that name; of that range; or the innermost that holds it. */
static const struct resource *find(const struct player *p, const struct resource *root,
                                   const struct asked *asked)
{
	const struct resource *holder = NULL;
	size_t left = p->run->sim->journal.top / sizeof(*root);

	for (const struct resource *r = root->child; r && left--; r = next_resource(r)) {
		if (r->name && !strcmp(r->name, asked->name))
			return r;
		if (!asked->is_range)
			continue;
		if (r->start == asked->first && r->end == asked->last)
			return r;
		if (r->start <= asked->first && asked->last <= r->end)
			holder = r;
	}
	return holder;
}

static const struct resource *resource_of(const struct player *p, const char *word)
{
	const struct kernel *k = p->run->kernel;
	const struct thing *thing = word[0] == '&' ? labels_get(k, p->run->labels, word + 1) : NULL;
	struct asked asked = { .name = word };
	const struct resource *res;

	if (thing && thing->kind == THING_RESOURCE)
		return thing->res && thing->res->parent ? thing->res : NULL;
	asked.is_range = word_range(word, &asked.first, &asked.last);
	if (!asked.is_range && word_number(word, &asked.first)) {
		asked.last = asked.first;
		asked.is_range = true;
	}
	res = find(p, &k->iomem_resource, &asked);
	return res ? res : find(p, &k->ioport_resource, &asked);
}

bool player_who(struct player *p, const char *word, struct error *err)
{
	const struct resource *res = p->at == NO_STEP ? NULL : resource_of(p, word);
	uint32_t step = res ? player_put_by(p, res) : NO_STEP;

	if (!res)
		return error_set(err, NULL, NULL,
		                 _("no resource has or holds '%s' where you stand"), word);
	if (step == NO_STEP)
		return error_set(err, NULL, NULL, _("no step of this run put '%s' there"), word);
	player_jump(p, step);
	return true;
}
