/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who owns an address or a name, which call put it there, why, and what touched
 * it: read off the run, where each change of state belongs to a step.
 */
#include <inttypes.h>
#include <string.h>

#include "lang/words.h"
#include "linux/linux.h"
#include "machine/drivers.h"
#include "report/report.h"
#include "sim/intl.h"
#include "sim/moment.h"
#include "sim/sentence.h"

/* More lines than these help nobody; the trace has all. */
#define TOUCHES_MAX 24

struct question {
	const struct player *p;
	const struct sim *sim;
	const struct kernel *k;
	const char *asked;    /* the word */
	uint64_t first, last; /* what it stands for, inclusive */
	struct text *out;
};

static void add_range(struct text *out, const struct resource *root, uint64_t first, uint64_t last)
{
	unsigned width = root->end < 0x10000 ? 4 : 8;

	text_add_hex(out, first, width);
	text_add_char(out, '-');
	text_add_hex(out, last, width);
}

static void add_step(const struct question *q, uint32_t step, const char *before)
{
	text_add(q->out, before);
	sentence_of(q->out, q->sim, &q->sim->steps[step]);
	text_add_char(q->out, '\n');
}

/* The last step for newcomers at or before STEP, in the same top-level part of the boot. */
static uint32_t stop_before(const struct question *q, uint32_t step)
{
	for (uint32_t at = step + 1; at-- > 0;)
		if (q->sim->steps[at].says->level <= LEVEL_STOP)
			return at;
	return NO_STEP;
}

/*
 * The step that put RES into its tree: the first that linked it.  Later ones gave it
 * another parent, when something was inserted above it.
 */
static uint32_t put_there_by(const struct question *q, const struct resource *res)
{
	uint32_t step = NO_STEP;

	do
		step = sim_next_writer(q->sim, &res->parent, sizeof(res->parent), step + 1,
		                       q->p->at);
	while (step != NO_STEP && q->sim->steps[step].says->kind != STEP_LINK);
	return step;
}

static void tell_how(const struct question *q, const struct resource *res, const char *indent)
{
	uint32_t step = put_there_by(q, res), stop;
	struct text before = { 0 };

	if (step == NO_STEP)
		return;
	stop = stop_before(q, step);
	text_addf(q->out, _("%sput there by "), indent);
	moment_of_doer(q->out, q->sim, step);
	text_add_char(q->out, '\n');
	text_addf(&before, "%s  ", indent);
	add_step(q, step, text_str(&before));
	if (stop != NO_STEP && stop != step)
		add_step(q, stop, text_str(&before));
	text_free(&before);
}

/* The entries of ROOT's tree that hold all that was asked for, from the outside in. */
static const struct resource *tell_owners(const struct question *q, const struct resource *root)
{
	const struct resource *owner = NULL;
	const struct resource *at = root->child;
	char indent[32] = "  ";
	size_t left = q->sim->journal.top / sizeof(*root);

	while (at && left--) {
		if (at->start > q->first || at->end < q->last) {
			at = at->sibling;
			continue;
		}
		text_add(q->out, indent);
		add_range(q->out, root, at->start, at->end);
		text_addf(q->out, " : %s%s\n", at->name ? at->name : "<BAD>",
		          at->flags & IORESOURCE_BUSY ? _("  (busy: nobody else may claim it)")
		                                      : "");
		if (strlen(indent) + 3 < sizeof(indent))
			strcat(indent, "  ");
		tell_how(q, at, indent);
		owner = at;
		at = at->child;
	}
	return owner;
}

/* What lies inside, when it is no more than a part of it. */
static void tell_parts(const struct question *q, const struct resource *root)
{
	size_t left = q->sim->journal.top / sizeof(*root);

	for (const struct resource *r = root->child; r && left--; r = next_resource(r)) {
		if (r->end < q->first || r->start > q->last ||
		    (r->start <= q->first && r->end >= q->last))
			continue;
		text_add(q->out, _("  a part of it: "));
		add_range(q->out, root, r->start, r->end);
		text_addf(q->out, " : %s\n", r->name ? r->name : "<BAD>");
	}
}

static void tell_state(const struct question *q, const struct device *dev)
{
	struct text err = { 0 };

	sentence_errno(&err, dev->error);
	switch (dev->state) {
	case DEVICE_BOUND:
		text_addf(q->out, _("driven by %s"), dev->driver->name);
		break;
	case DEVICE_FAILED:
		text_addf(q->out, _("the probe of %s failed: %s"),
		          dev->tried ? dev->tried->name : "?", text_str(&err));
		break;
	case DEVICE_DEFERRED:
		text_add(q->out, _("its probe is put off until something it needs is there"));
		break;
	case DEVICE_WAITING:
		text_add(q->out, _("no driver has taken it"));
		break;
	case DEVICE_GONE:
		text_add(q->out, _("taken out again"));
		break;
	}
	text_free(&err);
}

static bool meets(const struct question *q, const struct resource *res, uint64_t type)
{
	return (res->flags & IORESOURCE_TYPE_BITS) == type && res->start <= q->last &&
	       res->end >= q->first;
}

static void tell_device(const struct question *q, const struct device *dev)
{
	text_addf(q->out, _("device %s: "), dev->name);
	tell_state(q, dev);
	text_add_char(q->out, '\n');
	for (unsigned i = 0; i < dev->num_resources; i++) {
		const struct resource *res = &dev->resource[i];

		if (!meets(q, res, IORESOURCE_MEM) && !meets(q, res, IORESOURCE_IO))
			continue;
		text_addf(q->out, _("  its resource %u: "), i);
		add_range(q->out, &q->k->iomem_resource, res->start, res->end);
		text_addf(q->out, " : %s\n", res->name ? res->name : "");
	}
}

/* The devices whose registers meet it, whoever claimed them. */
static void tell_devices(const struct question *q, uint64_t type)
{
	for (unsigned bus = 0; bus < BUS_COUNT; bus++)
		for (const struct device *d = bus_first_device(q->k, bus); d; d = d->next)
			for (unsigned i = 0; i < d->num_resources; i++)
				if (meets(q, &d->resource[i], type)) {
					tell_device(q, d);
					break;
				}
}

static void tell_memblock(const struct question *q, const struct memblock_type *type)
{
	for (uint64_t i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];

		if (!r->size || r->base > q->last || r->base + r->size - 1 < q->first)
			continue;
		text_addf(q->out, "memblock.%s: 0x%" PRIx64 "-0x%" PRIx64 "%s\n", type->name,
		          r->base, r->base + r->size - 1,
		          r->flags & MEMBLOCK_NOMAP ? " no-map" : "");
	}
}

/* Steps that did something to a range, rather than look at it. */
static bool is_touch(const struct step *step)
{
	switch (step->says->kind) {
	case STEP_LINK:
	case STEP_UNLINK:
	case STEP_RESIZE:
	case STEP_CONFLICT:
	case STEP_REFUSE:
		return true;
	default:
		return step->says->level == LEVEL_STOP;
	}
}

static bool names_it(const struct question *q, const struct step *step)
{
	const uint64_t *words = sim_args(q->sim, step);

	for (const char *letter = step->says->args; *letter; letter++) {
		if ((*letter == 'r' || *letter == 'R') && words[0] <= q->last &&
		    words[1] >= q->first && words[1] - words[0] < UINT64_MAX / 2)
			return true;
		words += step_letter_words(*letter);
	}
	return false;
}

static void tell_touches(const struct question *q)
{
	unsigned count = 0;

	for (uint32_t i = 0; i < q->sim->step_count && q->p->at != NO_STEP && i <= q->p->at; i++) {
		const struct step *step = &q->sim->steps[i];

		if (step->says->kind == STEP_CALL || step->says->kind == STEP_RETURN ||
		    !is_touch(step) || !names_it(q, step))
			continue;
		if (!count++)
			text_add(q->out, _("what touched it, in order:\n"));
		if (count <= TOUCHES_MAX)
			add_step(q, i, "  ");
	}
	if (count > TOUCHES_MAX)
		text_addf(q->out,
		          ngettext("  and %u more; 'bootwalk trace' has all\n",
		                   "  and %u more; 'bootwalk trace' has all\n",
		                   count - TOUCHES_MAX),
		          count - TOUCHES_MAX);
}

static void explain_range(const struct question *q, const struct resource *root)
{
	bool memory = root == &q->k->iomem_resource;

	text_add(q->out, q->asked);
	text_add(q->out, memory ? _(", in /proc/iomem:\n") : _(", in /proc/ioports:\n"));
	if (!tell_owners(q, root))
		text_add(q->out, _("  nobody has claimed it\n"));
	if (q->first != q->last)
		tell_parts(q, root);
	tell_devices(q, memory ? IORESOURCE_MEM : IORESOURCE_IO);
	if (memory) {
		tell_memblock(q, &q->k->mm_memblock.memblock.memory);
		tell_memblock(q, &q->k->mm_memblock.memblock.reserved);
	}
	tell_touches(q);
}

/* All entries of ROOT's tree called NAME. */
static unsigned explain_entries(struct question *q, const struct resource *root)
{
	size_t left = q->sim->journal.top / sizeof(*root);
	unsigned found = 0;

	for (const struct resource *r = root->child; r && left--; r = next_resource(r)) {
		if (!r->name || strcmp(r->name, q->asked))
			continue;
		if (found++)
			text_add_char(q->out, '\n');
		q->first = r->start;
		q->last = r->end;
		explain_range(q, root);
	}
	return found;
}

static unsigned explain_device(struct question *q)
{
	const struct device *dev = device_find(q->k, q->asked);
	unsigned found = 0;

	for (unsigned i = 0; dev && i < dev->num_resources; i++) {
		const struct resource *res = &dev->resource[i];
		uint64_t type = res->flags & IORESOURCE_TYPE_BITS;

		if (type != IORESOURCE_MEM && type != IORESOURCE_IO)
			continue;
		if (found++)
			text_add_char(q->out, '\n');
		q->first = res->start;
		q->last = res->end;
		explain_range(q, type == IORESOURCE_IO ? &q->k->ioport_resource
		                                       : &q->k->iomem_resource);
	}
	if (dev && !found)
		tell_device(q, dev);
	return dev ? 1 : 0;
}

bool report_explain(const struct player *p, const char *word, struct text *out, struct error *err)
{
	struct question q = {
		.p = p, .sim = p->run->sim, .k = p->run->kernel, .asked = word, .out = out
	};
	uint64_t address, end;

	if (word_range(word, &address, &end) && address <= end) {
		q.first = address;
		q.last = end;
		explain_range(&q, &q.k->iomem_resource);
		return true;
	}
	if (word_number(word, &address)) {
		q.first = q.last = address;
		explain_range(&q, &q.k->iomem_resource);
		return true;
	}
	if (explain_entries(&q, &q.k->iomem_resource) +
	            explain_entries(&q, &q.k->ioport_resource) ||
	    explain_device(&q))
		return true;
	return error_set(err, "explain", NULL,
	                 _("'%s' is no address, no entry of /proc/iomem or /proc/ioports, and no "
	                   "device"),
	                 word);
}
