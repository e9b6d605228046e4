/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `info WHAT`: a table of what one may ask about. */
#include <inttypes.h>
#include <string.h>

#include "lang/flags.h"
#include "lang/words.h"
#include "linux/include/memblock.h"
#include "linux/include/mm.h"
#include "player/internal.h"
#include "player/refusal.h"
#include "sim/intl.h"
#include "sim/sentence.h"

struct question {
	const char *word;
	unsigned words; /* behind it */
	const char *form;
	bool (*answer)(struct context *c, const struct player *p, const char *about);
};

static void add_resource(struct text *out, const struct resource *r)
{
	text_add_range(out, r->start, r->end);
	text_addf(out, " : %s", r->name ? r->name : "<BAD>");
}

static void describe(struct text *out, const struct sim *sim, const struct resource *r)
{
	const uint64_t by = r->by_step;

	add_resource(out, r);
	text_add(out, "\n  flags  ");
	flags_names(out, r->flags);
	text_add(out, "\n  parent ");
	if (r->parent)
		add_resource(out, r->parent);
	else
		text_add(out, "NULL");
	if (r->parent) {
		text_add(out, "\n  by     ");
		sentence_argument(out, sim, 't', &by);
	}
	text_add_char(out, '\n');
}

static void add_relative(struct text *out, const char *what, const struct resource *r)
{
	text_addf(out, "  %-8s", what);
	if (r)
		add_resource(out, r);
	else
		text_add(out, "NULL");
	text_add_char(out, '\n');
}

/* What describe() leaves out of struct resource, and what the bits of its flags may mean. */
static void describe_rest(struct text *out, const struct resource *r)
{
	const char *desc = desc_name(r->desc);

	if (desc)
		text_addf(out, "  desc   IORES_DESC_%s\n", desc);
	else
		text_addf(out, "  desc   %" PRIu64 "\n", r->desc);
	add_relative(out, "sibling", r->sibling);
	add_relative(out, "child", r->child);
	flags_of_buses(out, r->flags);
}

static bool about_resource(struct context *c, const struct player *p, const char *about)
{
	const struct thing *thing =
		about[0] == '&' ? labels_get(c->kernel, c->labels, about + 1) : NULL;

	(void)p;
	if (!thing)
		return error_set(c->err, NULL, NULL, _("nothing has the label '%s'"), about);
	if (thing->kind != THING_RESOURCE)
		return error_set(c->err, NULL, NULL, _("'%s' is no resource"), about);
	if (!thing->res) {
		text_add(c->out, "NULL\n");
		return true;
	}
	describe(c->out, c->kernel->sim, thing->res);
	describe_rest(c->out, thing->res);
	return true;
}

static bool about_flags(struct context *c, const struct player *p, const char *about)
{
	uint64_t flags;

	(void)p;
	if (!word_flags(about, &flags))
		return error_set(c->err, NULL, NULL, _("'%s' are no IORESOURCE_* bits"), about);
	flags_names(c->out, flags);
	text_add_char(c->out, '\n');
	flags_of_buses(c->out, flags);
	return true;
}

static bool about_all_flags(struct context *c, const struct player *p, const char *about)
{
	(void)p;
	(void)about;
	flags_list(c->out);
	return true;
}

static bool about_descs(struct context *c, const struct player *p, const char *about)
{
	(void)p;
	(void)about;
	descs_list(c->out);
	return true;
}

/*
 * A virtual address leads somewhere, or not; then all resources that hold the physical
 * one, from the outermost on.
 */
static bool about_address(struct context *c, const struct player *p, const char *about)
{
	uint64_t addr, phys;
	size_t before = c->out->len;
	bool any = false;

	if (!reference_address(c, about, &addr))
		return false;
	phys = addr;
	if (!info_virtual_address(c->kernel, addr, &phys, c->out) && c->out->len > before)
		return true;
	for (const struct resource *r = c->kernel->iomem_resource.child; r; r = next_resource(r)) {
		if (phys < r->start || phys > r->end)
			continue;
		describe(c->out, c->kernel->sim, r);
		any = true;
	}
	if (!any)
		text_addf(c->out, "%s\n", _("No resource holds this address."));
	if (phys == addr)
		add_mappings(p, phys, phys, c->out);
	refusals_about(p, phys, phys, c->out);
	return true;
}

/* What the run knows of a function: its outline. */
static bool about_function(struct context *c, const struct player *p, const char *about)
{
	const struct sim *sim = p->run->sim;

	for (size_t i = 0; i < sim->step_count; i++) {
		const struct outline *o = sim->steps[i].function;

		if (!o || strcmp(o->function, about))
			continue;
		text_addf(c->out, "%s (%s)\n%s\n", o->function, o->file, _(o->meaning));
		for (int l = 0; l < OUTLINE_LINES && o->lines[l]; l++)
			text_addf(c->out, "%3d  %s\n", l + 1, _(o->lines[l]));
		if (o->misread)
			text_addf(c->out, "%s\n", _(o->misread));
		return true;
	}
	return error_set(c->err, NULL, NULL, _("'%s' is never called in this run"), about);
}

/* What the first process has mapped at an address, or under a label. */
static bool about_vma(struct context *c, const struct player *p, const char *about)
{
	const struct kernel *k = c->kernel;
	const struct vm_area_struct *vma;
	const struct thing *thing = labels_get(k, c->labels, about + (*about == '&'));
	uint64_t addr;

	(void)p;
	if (thing && thing->kind == THING_VMA)
		addr = thing->vma ? thing->vma->vm_start : 0;
	else if (!reference_address(c, about, &addr))
		return false;
	vma = find_vma(k, addr);
	if (!vma)
		return error_set(c->err, NULL, NULL, _("nothing is mapped at '%s'"), about);
	text_addf(c->out, "vm_start      0x%016" PRIx64 "\nvm_end        0x%016" PRIx64 "\n",
	          vma->vm_start, vma->vm_end);
	text_addf(c->out, "vm_pgoff      0x%" PRIx64 "\nvm_file       %s\n", vma->vm_pgoff,
	          vma->path);
	text_addf(c->out, "vm_flags      0x%" PRIx64 ": ", vma->vm_flags);
	vma_flag_words(vma, c->out);
	text_add(c->out, "\nvm_page_prot  ");
	pgprot_words(vma->vm_page_prot, c->out);
	text_add_char(c->out, '\n');
	vma_pages_show(k, vma, c->out);
	return true;
}

/* Both lists as they are here: the files that show them are there only at the end of a boot. */
static bool about_memblock(struct context *c, const struct player *p, const char *about)
{
	const struct memblock *lists = &p->run->kernel->mm_memblock.memblock;

	(void)about;
	text_add(c->out, "memory\n");
	memblock_debug_show(c->kernel, c->out, &lists->memory);
	text_add(c->out, "reserved\n");
	memblock_debug_show(c->kernel, c->out, &lists->reserved);
	return true;
}

static bool about_breakpoints(struct context *c, const struct player *p, const char *about)
{
	(void)about;
	for (size_t i = 0; i < p->break_count; i++) {
		const struct breakpoint *b = &p->breaks[i];

		text_addf(c->out, "%3u  %s %s", b->number, player_break_word(b->kind), b->text);
		text_addf(c->out,
		          ngettext("  stops %zu time in this run", "  stops %zu times in this run",
		                   b->hits.count),
		          b->hits.count);
		text_addf(c->out, "%s\n", b->off ? _(", is off") : "");
	}
	if (!p->break_count)
		text_addf(c->out, "%s\n", _("There are no breakpoints."));
	return true;
}

static bool about_calls(struct context *c, const struct player *p, const char *about)
{
	(void)about;
	player_list_calls(p, c->out);
	return true;
}

static bool about_bookmarks(struct context *c, const struct player *p, const char *about)
{
	(void)about;
	for (size_t i = 0; i < p->bookmark_count; i++)
		text_addf(c->out, "'%c  %s\n", p->bookmarks[i].letter, p->bookmarks[i].moment);
	if (!p->bookmark_count)
		text_addf(c->out, "%s\n", _("There are no bookmarks."));
	return true;
}

static bool about_labels(struct context *c, const struct player *p, const char *about)
{
	const struct thing *thing;
	const char *name;

	(void)p;
	(void)about;
	for (size_t i = 0; (name = labels_at(c->labels, i, &thing)); i++) {
		text_addf(c->out, "%s: ", name);
		if (thing->res)
			add_resource(c->out, thing->res);
		else if (thing->dev)
			text_add(c->out, thing->dev->name);
		else if (thing->address)
			text_addf(c->out, "0x%016" PRIx64, thing->address);
		else
			text_add(c->out, "NULL");
		text_add_char(c->out, '\n');
	}
	return true;
}

static const struct question questions[] = {
	{ "resource", 1, "resource &R", about_resource },
	{ "flags", 1, "flags [NUMBER]", about_flags },
	{ "flags", 0, "flags", about_all_flags },
	{ "descs", 0, "descs", about_descs },
	{ "address", 1, "address ADDR", about_address },
	{ "device", 1, "device DEV", info_about_device },
	{ "function", 1, "function NAME", about_function },
	{ "vma", 1, "vma &V", about_vma },
	{ "memblock", 0, "memblock", about_memblock },
	{ "breakpoints", 0, "breakpoints", about_breakpoints },
	{ "bookmarks", 0, "bookmarks", about_bookmarks },
	{ "labels", 0, "labels", about_labels },
	{ "calls", 0, "calls", about_calls },
};

static const struct question *find(const struct call *call, struct error *err)
{
	const char *word = call->arg_count ? call->args[0].text : "", *form = NULL;

	for (size_t i = 0; i < sizeof(questions) / sizeof(questions[0]); i++) {
		if (strcmp(questions[i].word, word))
			continue;
		if (call->arg_count == questions[i].words + 1)
			return &questions[i];
		form = form ? form : questions[i].form;
	}
	if (form) {
		error_set(err, NULL, NULL, _("info takes: %s"), form);
		return NULL;
	}
	error_set(err, NULL, NULL,
	          _("info knows: resource, flags, descs, address, device, function, vma, "
	            "memblock, breakpoints, bookmarks, labels, calls"));
	return NULL;
}

bool info_check(const struct call *call, struct error *err)
{
	return find(call, err) != NULL;
}

bool info_run(struct context *c, const struct call *call, struct value *value)
{
	const struct question *q = find(call, c->err);

	(void)value;
	return q && q->answer(c, c->room, q->words ? call->args[1].text : NULL);
}
