/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `expect WHAT`: a table of what may be expected, and how each is found out. */
#include <string.h>

#include "player/internal.h"
#include "sim/intl.h"
#include "sim/moment.h"

/* The words behind the kind's own. */
struct wanted {
	const struct argument *args;
	unsigned count;
};

struct expectation {
	const char *word;
	unsigned min, max; /* words behind it */
	const char *form;  /* for the error */
	bool (*holds)(const struct player *p, const struct wanted *w);
};

static bool function_is(const struct player *p, const struct wanted *w)
{
	const struct step *step = player_step_now(p);

	return step && step->function && !strcmp(step->function->function, w->args[0].text);
}

static bool moment_is(const struct player *p, const struct wanted *w)
{
	const struct step *step = player_step_now(p);
	struct error err;
	uint32_t at;

	if (!step || moment_find(p->run->sim, w->args[0].text, &at, &err) != MOMENT_FOUND)
		return false;
	return at == p->at || (step->says->kind != STEP_CALL && step->call == at);
}

static bool last_is(const struct player *p, const struct wanted *w)
{
	struct text want = { 0 };
	bool same;

	for (unsigned i = 0; i < w->count; i++)
		text_addf(&want, "%s%s", i ? " " : "", w->args[i].text);
	same = !strcmp(text_str(&want), text_str(&p->last_value));
	text_free(&want);
	return same;
}

static bool same_range(const struct resource *r, const char *word)
{
	uint64_t start, end;

	return word_range(word, &start, &end) && r->start == start && r->end == end;
}

static bool same_name(const struct resource *r, const char *name)
{
	return r->name && !strcmp(r->name, name);
}

/* RANGE NAME [under RANGE] in one of the trees. */
static bool in_tree(const struct resource *root, const struct wanted *w)
{
	for (const struct resource *r = root->child; r; r = next_resource(r))
		if (same_range(r, w->args[0].text) && same_name(r, w->args[1].text) &&
		    (w->count < 4 || same_range(r->parent, w->args[3].text)))
			return true;
	return false;
}

static bool resource_is(const struct player *p, const struct wanted *w)
{
	return in_tree(&p->run->kernel->iomem_resource, w) ||
	       in_tree(&p->run->kernel->ioport_resource, w);
}

static bool none_in_tree(const struct resource *root, const char *word)
{
	for (const struct resource *r = root->child; r; r = next_resource(r))
		if (same_range(r, word) || same_name(r, word))
			return false;
	return true;
}

/* no resource RANGE|NAME */
static bool resource_is_not(const struct player *p, const struct wanted *w)
{
	return none_in_tree(&p->run->kernel->iomem_resource, w->args[1].text) &&
	       none_in_tree(&p->run->kernel->ioport_resource, w->args[1].text);
}

static bool in_list(const struct memblock_type *type, const char *word)
{
	uint64_t start, end;

	if (!word_range(word, &start, &end))
		return false;
	for (uint64_t i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];

		if (r->size && r->base <= start && end <= r->base + r->size - 1)
			return true;
	}
	return false;
}

static bool memory_is(const struct player *p, const struct wanted *w)
{
	return in_list(&p->run->kernel->mm_memblock.memblock.memory, w->args[0].text);
}

static bool reserved_is(const struct player *p, const struct wanted *w)
{
	return in_list(&p->run->kernel->mm_memblock.memblock.reserved, w->args[0].text);
}

static bool log_has(const struct player *p, const struct wanted *w)
{
	for (const struct log_line *l = p->run->sim->log->first; l; l = l->next)
		if (strstr(l->text, w->args[0].text))
			return true;
	return false;
}

static const struct expectation expectations[] = {
	{ "function", 1, 1, "function NAME", function_is },
	{ "moment", 1, 1, "moment MOMENT", moment_is },
	{ "last", 1, 6, "last VALUE", last_is },
	{ "resource", 2, 4, "resource RANGE NAME [under RANGE]", resource_is },
	{ "no", 2, 2, "no resource RANGE|NAME", resource_is_not },
	{ "memory", 1, 1, "memory RANGE", memory_is },
	{ "reserved", 1, 1, "reserved RANGE", reserved_is },
	{ "log", 1, 1, "log TEXT", log_has },
};

/* The row for a line, and the words behind it; NULL with ERR when it is none. */
static const struct expectation *find(const struct call *call, struct wanted *w, bool *negated,
                                      struct error *err)
{
	const struct argument *args = call->args;
	unsigned count = call->arg_count;

	*negated = count && !strcmp(args[0].text, "not");
	if (*negated) {
		args++;
		count--;
	}
	for (size_t i = 0; count && i < sizeof(expectations) / sizeof(expectations[0]); i++) {
		const struct expectation *e = &expectations[i];

		if (strcmp(e->word, args[0].text))
			continue;
		*w = (struct wanted){ args + 1, count - 1 };
		if (w->count < e->min || w->count > e->max) {
			error_set(err, NULL, NULL, _("expect takes: %s"), e->form);
			return NULL;
		}
		return e;
	}
	error_set(err, NULL, NULL, _("'%s' is nothing that can be expected"),
	          count ? args[0].text : "");
	return NULL;
}

bool expect_check(const struct call *call, struct error *err)
{
	struct wanted w;
	bool negated;

	return find(call, &w, &negated, err) != NULL;
}

bool expect_run(struct context *c, const struct call *call, struct value *value)
{
	struct wanted w;
	bool negated;
	const struct expectation *e = find(call, &w, &negated, c->err);

	(void)value;
	if (!e)
		return false;
	if (e->holds(c->room, &w) == negated) {
		c->failed = true;
		error_set(c->err, NULL, NULL, _("not so: %s"), call->source);
	}
	return true;
}
