/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `bootwalk explain` tells of one range: who has it in the tree and since which
 * call, who has it mapped, whose registers it is, what memblock says, and its history.
 */
#include "report/explain.h"

#include <inttypes.h>
#include <string.h>

#include "linux/include/of_address.h"
#include "machine/drivers.h"
#include "player/refusal.h"
#include "sim/intl.h"
#include "sim/sentence.h"

/* More of them help nobody. */
#define PARTS_MAX   12
#define DEVICES_MAX 16

void explain_add_range(struct text *out, const struct resource *root, uint64_t first, uint64_t last)
{
	unsigned width = root->end < 0x10000 ? 4 : 8;

	text_add_hex(out, first, width);
	text_add_char(out, '-');
	text_add_hex(out, last, width);
}

void explain_add_step(const struct question *q, uint32_t step, const char *before)
{
	text_add(q->out, before);
	sentence_of(q->out, q->sim, &q->sim->steps[step]);
	text_add_char(q->out, '\n');
}

static void tell_how(const struct question *q, const struct resource *res, const char *indent)
{
	uint32_t step = player_put_by(q->p, res);

	if (step == NO_STEP)
		return;
	text_addf(q->out, _("%sput there by "), indent);
	add_doer(q->p, step, q->out);
}

static void tell_entry(const struct question *q, const struct resource *root,
                       const struct resource *r)
{
	explain_add_range(q->out, root, r->start, r->end);
	text_addf(q->out, " : %s%s\n", r->name ? r->name : "<BAD>",
	          r->flags & IORESOURCE_BUSY ? _("  (busy: nobody else may claim it)") : "");
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
		tell_entry(q, root, at);
		if (strlen(indent) + 3 < sizeof(indent))
			strcat(indent, "  ");
		tell_how(q, at, indent);
		owner = at;
		at = at->child;
	}
	return owner;
}

/* What lies inside, when it is no more than a part of it: the outermost entries only. */
static void tell_parts(const struct question *q, const struct resource *root)
{
	const struct resource *r = root->child;
	size_t left = q->sim->journal.top / sizeof(*root);
	unsigned count = 0;

	while (r && left-- && count < PARTS_MAX) {
		if (r->start <= q->first && r->end >= q->last) {
			r = r->child;
			continue;
		}
		if (r->end >= q->first && r->start <= q->last) {
			text_add(q->out, _("  a part of it: "));
			tell_entry(q, root, r);
			tell_how(q, r, "    ");
			count++;
		}
		r = r->sibling;
	}
}

/* What a driver would have to be made for. */
static void tell_compatible(const struct question *q, const struct device *dev)
{
	int len = 0;
	const char *compatible =
		dev->of_node < 0
			? NULL
			: nodes_property(q->k->machine->nodes, dev->of_node, "compatible", &len);

	if (!compatible || len <= 0 || !memchr(compatible, 0, (size_t)len))
		return;
	text_add(q->out, _("; it is compatible with "));
	text_add_printable(q->out, compatible);
}

void explain_state(const struct question *q, const struct device *dev)
{
	struct text err = { 0 };

	sentence_errno(&err, dev->error);
	switch (dev->state) {
	case DEVICE_BOUND:
		text_addf(q->out, _("driven by %s"), dev->driver->name);
		break;
	case DEVICE_FAILED:
		text_addf(q->out,
		          probe_declined(dev->error) ? _("%s looked at it and declines: %s")
		                                     : _("the probe of %s failed: %s"),
		          dev->tried ? dev->tried->name : "?", text_str(&err));
		break;
	case DEVICE_DEFERRED:
		text_addf(q->out, _("its probe is put off: %s"),
		          dev->reason ? dev->reason : _("something it needs is not there"));
		if (dev->waits_for)
			text_addf(q->out, _("; it waits for %s"), dev->waits_for);
		if (dev->waits_for && dev->waits_property)
			text_addf(q->out, " (%s)", dev->waits_property);
		break;
	case DEVICE_WAITING:
		text_add(q->out, _("no driver has taken it"));
		tell_compatible(q, dev);
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

/* Has DEV a resource of TYPE that meets it? */
static bool has_some(const struct question *q, const struct device *dev, uint64_t type)
{
	for (unsigned i = 0; i < dev->num_resources; i++)
		if (meets(q, &dev->resource[i], type))
			return true;
	return false;
}

static void tell_device(const struct question *q, const struct device *dev)
{
	text_addf(q->out, _("device %s: "), dev->name);
	explain_state(q, dev);
	text_add_char(q->out, '\n');
	for (unsigned i = 0; i < dev->num_resources; i++) {
		const struct resource *res = &dev->resource[i];

		if (!meets(q, res, IORESOURCE_MEM) && !meets(q, res, IORESOURCE_IO))
			continue;
		text_addf(q->out, _("  its resource %u: "), i);
		explain_add_range(q->out, &q->k->iomem_resource, res->start, res->end);
		text_addf(q->out, " : %s\n", res->name ? res->name : "");
	}
}

/*
 * Devices whose node has what was asked for, while the CPU has them elsewhere: a number in
 * a `reg` is an address on the device's bus.
 */
static void tell_bus_addresses(const struct question *q, const struct device *dev)
{
	int bus = dev->of_node < 0 ? -1 : of_get_parent(q->k, dev->of_node);
	int na = bus < 0 ? 0 : of_bus_n_addr_cells(q->k, bus);
	int ns = bus < 0 ? 0 : of_bus_n_size_cells(q->k, bus);
	struct dt_cells cells;

	if (na < 1 || na > 2 || ns < 1 || ns > 2)
		return;
	cells = of_get_cells(q->k, dev->of_node, "reg");
	for (unsigned i = 0; i < dev->num_resources && cells.left >= na + ns; i++) {
		const struct resource *res = &dev->resource[i];
		uint64_t start = dt_mem_next_cell(na, &cells);
		uint64_t size = dt_mem_next_cell(ns, &cells), last = start + (size - 1);

		if (!size || last < start || start > q->last || last < q->first ||
		    res->start == start || res->end - res->start != size - 1)
			continue;
		text_addf(q->out, _("device %s: its node says "), dev->name);
		explain_add_range(q->out, &q->k->iomem_resource, start, last);
		text_add(q->out, _(", which is "));
		explain_add_range(q->out, &q->k->iomem_resource, res->start, res->end);
		text_add(q->out, _(" to the CPU\n"));
	}
}

/* The devices whose registers meet it, whoever claimed them; BUT is not told. */
static void tell_devices(const struct question *q, uint64_t type, const struct device *but)
{
	unsigned count = 0;

	for (unsigned bus = 0; bus < BUS_COUNT; bus++)
		for (const struct device *d = bus_first_device(q->k, bus); d; d = d->next)
			if (d != but && has_some(q, d, type) && count++ < DEVICES_MAX)
				tell_device(q, d);
	if (count > DEVICES_MAX)
		text_addf(q->out,
		          ngettext("and %u device more\n", "and %u devices more\n",
		                   count - DEVICES_MAX),
		          count - DEVICES_MAX);
	for (const struct device *d = bus_first_device(q->k, BUS_PLATFORM); d; d = d->next)
		if (d != but)
			tell_bus_addresses(q, d);
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

/*
 * Steps that changed something about a range, rather than look at it.  What was refused
 * stands before; how memblock keeps its arrays in order is no matter of the range, nor in
 * which NUMA node all memory lies.
 */
static bool is_history(const struct step *step)
{
	const char *file = step->function ? step->function->file : "";

	if (!strcmp(file, "drivers/base/arch_numa.c"))
		return false;
	switch (step->says->kind) {
	case STEP_CALL:
	case STEP_RETURN:
	case STEP_CONFLICT:
	case STEP_REFUSE:
		return false;
	case STEP_LINK:
	case STEP_UNLINK:
	case STEP_RESIZE:
		if (!strncmp(file, "mm/memblock", 11))
			break;
		return true;
	case STEP_UNMAP:
		return step->says->level <= LEVEL_CALL;
	default:
		break;
	}
	return step->says->level == LEVEL_STOP;
}

static bool names_it(const struct question *q, const struct step *step)
{
	uint64_t first, last;

	return step_range(q->p, step->says->args, sim_args(q->sim, step), &first, &last) &&
	       first <= q->last && last >= q->first;
}

/* The next step of the history at or behind AT; NO_STEP when there is none. */
static uint32_t next_of_history(const struct question *q, uint32_t at)
{
	for (; q->p->at != NO_STEP && at <= q->p->at && at < q->sim->step_count; at++)
		if (is_history(&q->sim->steps[at]) && names_it(q, &q->sim->steps[at]))
			return at;
	return NO_STEP;
}

static void tell_history(const struct question *q)
{
	uint32_t at;
	unsigned count = 0, left_out, i = 0;

	for (at = next_of_history(q, 0); at != NO_STEP; at = next_of_history(q, at + 1))
		count++;
	left_out =
		count > HISTORY_FIRST + HISTORY_LAST + 1 ? count - HISTORY_FIRST - HISTORY_LAST : 0;
	if (count)
		text_add(q->out, _("what touched it, in order:\n"));
	for (at = next_of_history(q, 0); at != NO_STEP; at = next_of_history(q, at + 1), i++) {
		if (i < HISTORY_FIRST || i >= HISTORY_FIRST + left_out)
			explain_add_step(q, at, "  ");
		else if (i == HISTORY_FIRST)
			text_addf(q->out,
			          ngettext("  (%u line left out; 'bootwalk trace' has all)\n",
			                   "  (%u lines left out; 'bootwalk trace' has all)\n",
			                   left_out),
			          left_out);
	}
}

/* Who has Q's range, who uses it and what became of it; refusals are told before. */
static void tell_range(const struct question *q, const struct resource *root, const char *what)
{
	bool memory = root == &q->k->iomem_resource;

	text_add(q->out, what);
	text_add(q->out, memory ? _(", in /proc/iomem:\n") : _(", in /proc/ioports:\n"));
	if (!tell_owners(q, root))
		text_add(q->out, q->first == q->last ? _("  nobody has claimed it\n")
		                                     : _("  no entry holds all of it\n"));
	if (q->first != q->last)
		tell_parts(q, root);
	if (memory)
		add_mappings(q->p, q->first, q->last, q->out);
}

void explain_range(const struct question *q, const struct resource *root, const char *what,
                   const struct device *but)
{
	bool memory = root == &q->k->iomem_resource;

	tell_range(q, root, what);
	tell_devices(q, memory ? IORESOURCE_MEM : IORESOURCE_IO, but);
	if (memory) {
		tell_memblock(q, &q->k->mm_memblock.memblock.memory);
		tell_memblock(q, &q->k->mm_memblock.memblock.reserved);
	}
	tell_history(q);
}
