/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `expect WHAT`: a table of what may be expected, and how each is found out. */
#include <string.h>

#include "lang/flags.h"
#include "machine/drivers.h"
#include "player/internal.h"
#include "sim/intl.h"
#include "sim/moment.h"
#include "sim/sentence.h"

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
	bool (*fits)(const struct wanted *w); /* are the words of that form?  May be NULL. */
};

/* FUNCTION | FUNCTION ...: any of them will do. */
static bool function_is(const struct player *p, const struct wanted *w)
{
	const struct step *step = player_step_now(p);

	for (unsigned i = 0; i < w->count && step && step->function; i += 2)
		if (!strcmp(step->function->function, w->args[i].text))
			return true;
	return false;
}

/* MOMENT | MOMENT ... */
static bool moment_is(const struct player *p, const struct wanted *w)
{
	const struct step *step = player_step_now(p);
	struct error err;
	uint32_t at;

	for (unsigned i = 0; i < w->count && step; i += 2)
		if (moment_find(p->run->sim, w->args[i].text, &at, &err) == MOMENT_FOUND &&
		    (at == p->at || (step->says->kind != STEP_CALL && step->call == at)))
			return true;
	return false;
}

/* One of the words that `break kind` takes. */
static bool kind_is(const struct player *p, const struct wanted *w)
{
	const struct step *step = player_step_now(p);

	return step && player_kind_is(step, w->args[0].text);
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

/* The word behind WORD, one of the pairs behind the first FROM words; NULL when it is not there. */
static const char *word_behind(const struct wanted *w, unsigned from, const char *word)
{
	for (unsigned i = from; i + 1 < w->count; i += 2)
		if (!strcmp(w->args[i].text, word))
			return w->args[i + 1].text;
	return NULL;
}

/* All the bits of WORD; `none` is a resource without any. */
static bool has_flags(const struct resource *r, const char *word)
{
	uint64_t flags;

	return word_flags(word, &flags) && (flags ? (r->flags & flags) == flags : !r->flags);
}

/* RANGE NAME [under RANGE] [flags FLAGS] in one of the trees. */
static bool in_tree(const struct resource *root, const struct wanted *w)
{
	const char *parent = word_behind(w, 2, "under"), *flags = word_behind(w, 2, "flags");

	for (const struct resource *r = root->child; r; r = next_resource(r))
		if (same_range(r, w->args[0].text) && same_name(r, w->args[1].text) &&
		    (!parent || same_range(r->parent, parent)) && (!flags || has_flags(r, flags)))
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

/* DEV, which is there, or DEV bound DRIVER, DEV failed -ERRNO, DEV unbound, DEV waiting */
static bool device_is(const struct player *p, const struct wanted *w)
{
	const struct run *run = p->run;
	const struct device *dev = player_device(run->kernel, run->labels, w->args[0].text);
	struct text err = { 0 };
	bool same;

	if (!dev || w->count == 1)
		return dev != NULL;
	if (!strcmp(w->args[1].text, "unbound"))
		return dev->state != DEVICE_BOUND && dev->state != DEVICE_GONE;
	if (!strcmp(w->args[1].text, "waiting"))
		return dev->state == DEVICE_DEFERRED;
	if (!strcmp(w->args[1].text, "bound"))
		return dev->state == DEVICE_BOUND && !strcmp(dev->driver->name, w->args[2].text);
	sentence_errno(&err, dev->error);
	same = (dev->state == DEVICE_FAILED || dev->state == DEVICE_DEFERRED) &&
	       !strcmp(text_str(&err), w->args[2].text);
	text_free(&err);
	return same;
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

static bool is_range(const char *word)
{
	uint64_t start, end;

	return word_range(word, &start, &end) && start <= end;
}

static bool fits_range(const struct wanted *w)
{
	return is_range(w->args[0].text);
}

static bool fits_resource(const struct wanted *w)
{
	const char *parent = word_behind(w, 2, "under"), *flags = word_behind(w, 2, "flags");
	uint64_t bits;

	return fits_range(w) && w->count == 2 + 2u * (parent != NULL) + 2u * (flags != NULL) &&
	       (!parent || is_range(parent)) && (!flags || word_flags(flags, &bits));
}

static bool fits_mapped(const struct wanted *w)
{
	const char *type = word_behind(w, 1, "as"), *level = word_behind(w, 1, "by");

	return fits_range(w) && w->count == 1 + 2u * (type != NULL) + 2u * (level != NULL) &&
	       (!type || mapped_knows_type(type)) && (!level || mapped_knows_level(level));
}

static bool mapped_is(const struct player *p, const struct wanted *w)
{
	uint64_t start, end;

	return word_range(w->args[0].text, &start, &end) &&
	       mapped_as(p->run->kernel, start, end, word_behind(w, 1, "as"),
	                 word_behind(w, 1, "by"));
}

static bool fits_no(const struct wanted *w)
{
	return !strcmp(w->args[0].text, "resource");
}

static bool fits_device(const struct wanted *w)
{
	const char *state = w->count > 1 ? w->args[1].text : "";

	if (w->count == 2)
		return !strcmp(state, "unbound") || !strcmp(state, "waiting");
	return w->count == 1 || !strcmp(state, "bound") ||
	       (!strcmp(state, "failed") && w->args[2].text[0] == '-');
}

/* Words with a `|` between each two. */
static bool fits_any(const struct wanted *w)
{
	for (unsigned i = 1; i < w->count; i += 2)
		if (strcmp(w->args[i].text, "|") != 0)
			return false;
	return w->count % 2;
}

static bool fits_moment(const struct wanted *w)
{
	struct error err;

	for (unsigned i = 0; i < w->count; i += 2)
		if (!moment_parse(w->args[i].text, &err))
			return false;
	return fits_any(w);
}

static bool fits_kind(const struct wanted *w)
{
	return player_kind_known(w->args[0].text);
}

static const struct expectation expectations[] = {
	{ "function", 1, 5, "function NAME [| NAME ...]", function_is, fits_any },
	{ "moment", 1, 5, "moment MOMENT [| MOMENT ...]", moment_is, fits_moment },
	{ "kind", 1, 1, "kind conflict|refusal|link|...", kind_is, fits_kind },
	{ "last", 1, 6, "last VALUE", last_is, NULL },
	{ "resource", 2, 6, "resource RANGE NAME [under RANGE] [flags FLAGS]", resource_is,
	  fits_resource },
	{ "no", 2, 2, "no resource RANGE|NAME", resource_is_not, fits_no },
	{ "device", 1, 3, "device DEV [bound DRIVER|failed -ERRNO|unbound|waiting]", device_is,
	  fits_device },
	{ "memory", 1, 1, "memory RANGE", memory_is, fits_range },
	{ "reserved", 1, 1, "reserved RANGE", reserved_is, fits_range },
	{ "mapped", 1, 5, "mapped RANGE [as device|wc|wt|wb|TYPE] [by pte|pmd|pud|pgd]", mapped_is,
	  fits_mapped },
	{ "log", 1, 1, "log TEXT", log_has, NULL },
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
		if (w->count < e->min || w->count > e->max || (e->fits && !e->fits(w))) {
			error_set(err, NULL, NULL, _("expect takes: %s"), e->form);
			return NULL;
		}
		return e;
	}
	error_set(err, NULL, NULL,
	          _("'%s' is not one of: function, moment, last, resource, no resource, "
	            "device, memory, reserved, mapped, log, each with 'not' before it if need be"),
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
