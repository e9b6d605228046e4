/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who owns an address or a name, which call put it there, why, and what touched
 * it: read off the run, where each change of state belongs to a step.  Here is what a
 * word may stand for; explain_range.c tells of a range.
 */
#include "report/explain.h"

#include <stdlib.h>
#include <string.h>

#include "lang/words.h"
#include "player/refusal.h"
#include "report/report.h"
#include "sim/intl.h"
#include "sim/sentence.h"

/* Does one of DEV's resources, if there is a DEV, hold all of FIRST..LAST? */
static bool has_range(const struct device *dev, uint64_t first, uint64_t last)
{
	for (unsigned i = 0; dev && i < dev->num_resources; i++)
		if (dev->resource[i].start <= first && dev->resource[i].end >= last)
			return true;
	return false;
}

/* All entries of ROOT's tree called NAME, but for those of DEV's own addresses. */
static unsigned explain_entries(struct question *q, const struct resource *root,
                                const struct device *dev)
{
	size_t left = q->sim->journal.top / sizeof(*root);
	unsigned found = 0;

	for (const struct resource *r = root->child; r && left--; r = next_resource(r)) {
		if (!r->name || strcmp(r->name, q->asked) || has_range(dev, r->start, r->end))
			continue;
		if (found++ || dev)
			text_add_char(q->out, '\n');
		q->first = r->start;
		q->last = r->end;
		refusals_about(q->p, q->first, q->last, q->out);
		explain_range(q, root, q->asked, NULL);
	}
	return found;
}

static void explain_device_range(struct question *q, const struct device *dev, const char *what,
                                 uint64_t first, uint64_t last, uint64_t type)
{
	const struct resource *root =
		type == IORESOURCE_IO ? &q->k->ioport_resource : &q->k->iomem_resource;
	struct text title = { 0 };

	text_add(&title, what);
	explain_add_range(&title, root, first, last);
	if (first > last) {
		text_addf(q->out, _("%s, ends before it begins: nobody can have it\n"),
		          text_str(&title));
		text_free(&title);
		return;
	}
	q->first = first;
	q->last = last;
	explain_range(q, root, text_str(&title), dev);
	text_free(&title);
}

/* What DEV's probe was refused beside its own addresses: memory that its node names, say. */
static void explain_other_ranges(struct question *q, const struct device *dev)
{
	uint32_t from = 0, probe = refusal_probe_of(q->p, dev);
	uint64_t first = 1, last = 0;
	struct refusal r;

	while (probe != NO_STEP && refusal_next(q->p, &from, probe, false, &r)) {
		if (r.first > r.last || has_range(dev, r.first, r.last) ||
		    (r.first == first && r.last == last))
			continue;
		first = r.first;
		last = r.last;
		explain_device_range(q, dev, _("it asked for "), first, last, IORESOURCE_MEM);
	}
}

/* The device called so, or the first that has a resource called so. */
static const struct device *device_asked_for(const struct question *q)
{
	const struct device *dev = device_find(q->k, q->asked);

	for (unsigned bus = 0; !dev && bus < BUS_COUNT; bus++)
		for (const struct device *d = bus_first_device(q->k, bus); d && !dev; d = d->next)
			for (unsigned i = 0; i < d->num_resources; i++)
				if (d->resource[i].name && !strcmp(d->resource[i].name, q->asked))
					dev = d;
	return dev;
}

/* Is WORD among the names that STEP tells of? */
static bool names_word(const struct question *q, const struct step *step, const char *word)
{
	const uint64_t *words = sim_args(q->sim, step);
	const char *name;

	for (const char *letter = step->says->args; *letter; letter++) {
		name = *letter == 'n' ? names_get(&q->sim->names, words[0]) : NULL;
		if (name && !strcmp(name, word))
			return true;
		words += step_letter_words(*letter);
	}
	return false;
}

/* The first thing that went wrong inside the call that STEP stands in: why STEP came. */
static void tell_why(const struct question *q, uint32_t step)
{
	uint32_t at = q->sim->steps[step].call;

	for (at = at == NO_STEP ? step : at; at < step; at++)
		if (q->sim->steps[at].says->kind == STEP_REFUSE) {
			explain_add_step(q, at, "  ");
			return;
		}
}

/* What went wrong with DEV's node before there was a probe. */
static void tell_node(const struct question *q, const struct device *dev)
{
	const struct node_entry *node =
		dev->of_node < 0 ? NULL : nodes_find(q->k->machine->nodes, dev->of_node);

	for (uint32_t i = 0; node && q->p->at != NO_STEP && i <= q->p->at; i++) {
		const struct step *step = &q->sim->steps[i];

		if (step->says->kind == STEP_REFUSE && step->says->level <= LEVEL_STOP &&
		    step->function && !strncmp(step->function->file, "drivers/of/", 11) &&
		    names_word(q, step, node->name)) {
			explain_add_step(q, i, "");
			tell_why(q, i);
		}
	}
}

static void explain_device(struct question *q, const struct device *dev)
{
	struct text what = { 0 };

	text_addf(q->out, _("device %s: "), dev->name);
	explain_state(q, dev);
	text_add_char(q->out, '\n');
	tell_node(q, dev);
	refusals_of(q->p, dev, q->out);
	explain_other_ranges(q, dev);
	for (unsigned i = 0; i < dev->num_resources; i++) {
		const struct resource *res = &dev->resource[i];
		uint64_t type = res->flags & IORESOURCE_TYPE_BITS;

		if (type != IORESOURCE_MEM && type != IORESOURCE_IO)
			continue;
		text_clear(&what);
		text_addf(&what, _("its resource %u, "), i);
		explain_device_range(q, dev, text_str(&what), res->start, res->end, type);
	}
	text_free(&what);
}

/*
 * What is no device and no entry may be a node that the boot tells of: its memory, say.
 * The last range that it tells of is the one that came of it.
 */
static bool explain_told(struct question *q)
{
	unsigned count = 0;
	bool ranged = false;

	for (uint32_t i = 0; q->p->at != NO_STEP && i <= q->p->at && i < q->sim->step_count; i++) {
		const struct step *step = &q->sim->steps[i];

		if (step->says->level > LEVEL_STOP || !names_word(q, step, q->asked))
			continue;
		if (count++ < HISTORY_LAST)
			explain_add_step(q, i, "");
		if (step_range(q->p, step->says->args, sim_args(q->sim, step), &q->first, &q->last))
			ranged = true;
	}
	if (ranged) {
		struct text what = { 0 };

		explain_add_range(&what, &q->k->iomem_resource, q->first, q->last);
		refusals_about(q->p, q->first, q->last, q->out);
		explain_range(q, &q->k->iomem_resource, text_str(&what), NULL);
		text_free(&what);
	}
	return count != 0;
}

enum { LISTED_DIGITS = 8 };

/* A number as /proc/iomem writes it: eight digits of hex at least, and no 0x before them. */
static bool listed_number(const char **at, uint64_t *value)
{
	size_t digits = strspn(*at, "0123456789abcdefABCDEF");

	if (digits < LISTED_DIGITS || digits > 16)
		return false;
	*value = strtoull(*at, NULL, 16);
	*at += digits;
	return true;
}

static bool listed_range(const char *word, uint64_t *first, uint64_t *last)
{
	if (!listed_number(&word, first))
		return false;
	*last = *first;
	return !*word || (*word++ == '-' && listed_number(&word, last) && !*word);
}

/* An address or a range, in any way that one may write it; a plain number is decimal. */
static bool asked_range(const char *word, uint64_t *first, uint64_t *last)
{
	if (listed_range(word, first, last) || word_range(word, first, last))
		return *first <= *last;
	if (!word_number(word, first))
		return false;
	*last = *first;
	return true;
}

static void explain_address(struct question *q, uint64_t first, uint64_t last)
{
	struct text what = { 0 };
	size_t digits = strspn(q->asked, "0123456789");

	text_add(&what, q->asked);
	if (!q->asked[digits] && digits < LISTED_DIGITS)
		text_addf(&what, " (0x%llx)", (unsigned long long)first);
	q->first = first;
	q->last = last;
	refusals_about(q->p, first, last, q->out);
	explain_range(q, &q->k->iomem_resource, text_str(&what), NULL);
	text_free(&what);
}

bool report_explain(const struct player *p, const char *word, struct text *out, struct error *err)
{
	struct question q = {
		.p = p, .sim = p->run->sim, .k = p->run->kernel, .asked = word, .out = out
	};
	const struct device *dev;
	uint64_t first, last;

	if (asked_range(word, &first, &last)) {
		explain_address(&q, first, last);
		return true;
	}
	dev = device_asked_for(&q);
	if (dev)
		explain_device(&q, dev);
	if (explain_entries(&q, &q.k->iomem_resource, dev) +
	            explain_entries(&q, &q.k->ioport_resource, dev) ||
	    dev || explain_told(&q))
		return true;
	return error_set(
		err, "explain", NULL,
		_("'%s' is no address, no entry of /proc/iomem or /proc/ioports, no device, "
	          "and no node that the boot tells of"),
		word);
}
