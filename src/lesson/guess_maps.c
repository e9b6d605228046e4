/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether ioremap() or memremap() grants a mapping; and which line a read begins with. */
#include <string.h>

#include "lesson/guess_internal.h"
#include "linux/include/io.h"
#include "sim/intl.h"

/* ---- mappings ---- */

static void add(struct guess *g, bool right, const char *answer, const char *why_not)
{
	struct text text = { 0 }, because = { 0 };

	text_add(&text, answer);
	if (!right)
		text_add(&because, why_not);
	guess_add(g, right, &text, &because);
	text_free(&text);
	text_free(&because);
}

/* The physical range of a call that has `as` among its arguments. */
static bool read_range(const struct guess_call *call, struct guess_range *out)
{
	const struct sim *sim = player_sim(call->p);
	const struct step *step = &sim->steps[call->from];
	const uint64_t *start = guess_words(sim, step, 'a', 0),
		       *size = guess_words(sim, step, 's', 0);

	if (!start || !size)
		return false;
	*out = (struct guess_range){ *start, *start + *size - 1, NULL };
	return true;
}

/* Does memblock have any of R as memory that the kernel uses? */
static bool is_memory(const struct guess_call *call, const struct guess_range *r)
{
	const struct memblock_type *list = &call->p->run->kernel->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < list->cnt; i++) {
		const struct memblock_region *m = &list->regions[i];
		struct guess_range here = { m->base, m->base + m->size - 1, NULL };

		if (m->size && !(m->flags & MEMBLOCK_NOMAP) && guess_overlap(&here, r))
			return true;
	}
	return false;
}

/* Does a busy resource hold R? */
static bool is_claimed(const struct guess_call *call, const struct guess_range *r)
{
	const struct resource *at = call->p->run->kernel->iomem_resource.child;

	for (unsigned n = 0; at && n < NODES_MAX; at = next_resource(at), n++)
		if (at->flags & IORESOURCE_BUSY && at->start <= r->start && r->end <= at->end)
			return true;
	return false;
}

/* The last step of the call of KIND, in FUNCTION if that is not NULL. */
static uint32_t last_of(const struct guess_call *call, enum step_kind kind, const char *function)
{
	const struct sim *sim = player_sim(call->p);

	for (uint32_t i = call->to; i > call->from; i--) {
		const struct step *step = &sim->steps[i];

		if (step->says->kind == kind &&
		    (!function || (step->function && !strcmp(step->function->function, function))))
			return i;
	}
	return NO_STEP;
}

static void ask(struct guess *g, const struct guess_call *call, const struct guess_range *r,
                const char *kind)
{
	struct text t = { 0 }, range = { 0 };

	guess_name(&range, r);
	text_addf(&t, _("%s is called for %s%s. What does it answer?"), call->function,
	          text_str(&range), kind);
	g->question = guess_keep(g, &t);
	text_free(&t);
	text_free(&range);
}

bool guess_ioremap(struct guess *g, const struct guess_call *call)
{
	uint32_t mapped = last_of(call, STEP_MAP, call->function);
	uint32_t refused = last_of(call, STEP_REFUSE, NULL);
	struct guess_range r;
	bool ram, empty;

	if (!read_range(call, &r) || (mapped == NO_STEP) == (refused == NO_STEP))
		return false;
	g->to = mapped != NO_STEP ? mapped : refused;
	empty = r.end < r.start;
	ram = !empty && is_memory(call, &r);
	ask(g, call, &r, "");
	add(g, mapped != NO_STEP, _("An address: it is mapped."),
	    ram ? _("The kernel has RAM mapped already, and a second set of rules for it is refused.")
	        : _("What it asks is not fulfilled."));
	add(g, refused != NO_STEP && ram, _("NULL: it is RAM."),
	    _("memblock does not have it as memory, and that is what is asked."));
	add(g, false,
	    is_claimed(call, &r) ? _("NULL: somebody has claimed it already.")
	                         : _("NULL: nobody has claimed it."),
	    _("Mapping and claiming are two things: ioremap does not look at who claimed what."));
	add(g, refused != NO_STEP && empty,
	    _("NULL: it has no bytes, or runs past the last address."),
	    _("It has bytes, and its last one has an address."));
	if (refused != NO_STEP && !ram && !empty)
		add(g, true, _("NULL: this kernel cannot map such addresses, or has no room."), "");
	return true;
}

/* What the flags of memremap() ask for. */
static const char *kind_of(uint64_t flags)
{
	return flags & MEMREMAP_WB   ? _(", cached (MEMREMAP_WB)")
	       : flags & MEMREMAP_WT ? _(", write-through (MEMREMAP_WT)")
	       : flags & MEMREMAP_WC ? _(", write-combining (MEMREMAP_WC)")
	                             : "";
}

/* Lines of the outline of memremap(). */
enum { LINE_MIXED = 2, LINE_LINEAR = 3, LINE_RAM = 5, LINE_RESULT = 8 };

bool guess_memremap(struct guess *g, const struct guess_call *call)
{
	const struct sim *sim = player_sim(call->p);
	const uint64_t *flags = guess_words(sim, &sim->steps[call->from], 'x', 0);
	struct guess_range r;
	unsigned line = 0;

	if (!flags || !*flags || !read_range(call, &r))
		return false;
	for (uint32_t i = call->from + 1; i < call->to; i++) {
		const struct step *step = &sim->steps[i];
		bool decides = step->says->line == LINE_MIXED || step->says->line == LINE_RAM
		                       ? step->says->kind == STEP_REFUSE
		                       : (step->says->line == LINE_LINEAR &&
		                          step->says->level == LEVEL_CALL) ||
		                                 (step->says->line == LINE_RESULT && !line);

		if (step->call != call->from || !decides)
			continue;
		line = step->says->line;
		g->to = i;
	}
	if (!line)
		return false;
	ask(g, call, &r, kind_of(*flags));
	add(g, line == LINE_LINEAR, _("The address that the linear map has: nothing is mapped."),
	    _("That is the answer for RAM that is asked for as cached, and for nothing else."));
	add(g, line == LINE_RESULT, _("The address of a new mapping."),
	    line == LINE_LINEAR
	            ? _("RAM has a cached mapping already: the linear map.")
	            : _("System RAM has one mapping, and no other kind beside it is allowed."));
	add(g, line == LINE_RAM,
	    _("NULL: it is RAM, and another kind of mapping of it is refused."),
	    _("Only RAM that is not asked for as cached is refused like that."));
	add(g, line == LINE_MIXED, _("NULL: a part of it is RAM and a part is not."),
	    _("What the tree has in that range is all of one sort."));
	return true;
}

/* ---- reads ---- */

/* The first record that a read showed at or behind step FROM, and before TO; NO_STEP for none. */
static uint32_t first_shown(const struct sim *sim, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		const struct step *step = &sim->steps[i];

		if (step->says->kind == STEP_READ && step->says->args &&
		    !strcmp(step->says->args, "Rd"))
			return i;
	}
	return NO_STEP;
}

static void offer_line(struct guess *g, bool right, const struct guess_range *r,
                       const char *why_not)
{
	struct text t = { 0 };

	guess_name(&t, r);
	add(g, right, text_str(&t), why_not);
	text_free(&t);
}

/* The line of System RAM, if there is one. */
static bool find_ram(const struct resource *root, struct guess_range *out)
{
	const struct resource *at = root->child;

	for (unsigned n = 0; at && n < NODES_MAX; at = next_resource(at), n++)
		if (at->name && !strcmp(at->name, "System RAM")) {
			*out = guess_of(at);
			return true;
		}
	return false;
}

bool guess_read(struct guess *g, const struct guess_call *call)
{
	const struct sim *sim = player_sim(call->p);
	const struct kernel *k = call->p->run->kernel;
	const uint64_t *name = guess_words(sim, &sim->steps[call->from], 'n', 0);
	const char *file = name ? names_get(&sim->names, *name) : NULL;
	const struct resource *root;
	uint32_t shown = first_shown(sim, call->from, call->to);
	struct guess_range first = { 0 }, other;
	struct text t = { 0 };

	if (!file || (strcmp(file, "/proc/iomem") && strcmp(file, "/proc/ioports")))
		return false;
	root = !strcmp(file, "/proc/iomem") ? &k->iomem_resource : &k->ioport_resource;
	if (!root->child)
		return false;
	g->to = shown != NO_STEP ? shown : last_of(call, STEP_DECIDE, call->function);
	if (shown != NO_STEP)
		first = guess_resource_at(sim, guess_words(sim, &sim->steps[shown], 'R', 0));
	text_addf(&t, _("%s is read. Which line comes first in what this read gives?"), file);
	g->question = guess_keep(g, &t);
	text_free(&t);
	if (shown != NO_STEP)
		offer_line(g, true, &first, "");
	add(g, shown == NO_STEP, _("None: the read gives nothing."),
	    _("There are lines that no read gave yet."));
	other = guess_of(root->child);
	offer_line(g, false, &other,
	           _("The read before gave it: a read goes on where the last ended."));
	if (find_ram(root, &other))
		offer_line(g, false, &other,
		           _("Lines come in the order of the tree, by their addresses."));
	other = guess_of(root);
	offer_line(g, false, &other, _("The root itself is no line: only what lies below it."));
	return true;
}
