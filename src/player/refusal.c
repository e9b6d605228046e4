/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was refused, and why.  A refusal is told once, as the call that a driver made,
 * although each function on the way back to the driver has its own step about it.
 */
#include "player/refusal.h"

#include <string.h>

#include "linux/mm/vmalloc.h"
#include "sim/intl.h"
#include "sim/moment.h"
#include "sim/sentence.h"

/* More than these help nobody; the trace has all. */
#define REFUSALS_MAX  6
#define SENTENCES_MAX 4
#define LINES_MAX     4
#define MAPPINGS_MAX  8

bool step_range(const struct player *p, const char *letters, const uint64_t *words, uint64_t *first,
                uint64_t *last)
{
	for (; *letters; words += step_letter_words(*letters), letters++) {
		switch (*letters) {
		case 'r':
		case 'R':
			*first = words[0];
			*last = words[1];
			return *first <= *last;
		case 'p':
			*first = words[0] << p->run->kernel->profile->page_shift;
			*last = *first + ((uint64_t)1 << p->run->kernel->profile->page_shift) - 1;
			return *first <= *last;
		case 'a':
			*first = *last = words[0];
			if (letters[1] == 's' && words[1] && words[0] + (words[1] - 1) >= words[0])
				*last = words[0] + (words[1] - 1);
			return true;
		default:
			break;
		}
	}
	return false;
}

static bool range_of_step(const struct player *p, uint32_t at, uint64_t *first, uint64_t *last)
{
	const struct step *step = &p->run->sim->steps[at];
	const char *letters =
		step->says->kind == STEP_CALL ? step->function->args : step->says->args;

	return step_range(p, letters, sim_args(p->run->sim, step), first, last);
}

static bool is_probe(const struct step *step)
{
	return step->says->kind == STEP_CALL && !strcmp(step->function->function, "probe");
}

/*
 * The call that was refused when step AT says so: what a probe called, or else the
 * outermost of the calls around it that are about the same addresses.
 */
static uint32_t refused_call(const struct player *p, uint32_t at, const struct refusal *r)
{
	const struct step *steps = p->run->sim->steps;
	uint32_t inner = at, outer, about = at;
	bool same = r->first <= r->last;
	uint64_t first, last;

	for (outer = steps[at].call; outer != NO_STEP; inner = outer, outer = steps[outer].call) {
		if (is_probe(&steps[outer]))
			return inner;
		same = same && range_of_step(p, outer, &first, &last) && first <= r->last &&
		       last >= r->first;
		if (same)
			about = outer;
	}
	return about == at && steps[at].call != NO_STEP ? steps[at].call : about;
}

/* A call that was given one range tells better what was asked for than the first page of it. */
static void widen(const struct player *p, struct refusal *r)
{
	const struct step *call = &p->run->sim->steps[r->call];
	const char *letter = call->says->kind == STEP_CALL ? call->function->args : "";
	uint64_t first, last;

	if (r->first > r->last || letter[strcspn(letter, "rRpa")] == 'R' ||
	    !range_of_step(p, r->call, &first, &last) || first > r->first || last < r->last)
		return;
	r->first = first;
	r->last = last;
}

static bool is_refusal(const struct step *step, bool fine)
{
	return (step->says->kind == STEP_REFUSE || step->says->kind == STEP_CONFLICT) &&
	       (fine || step->says->level <= LEVEL_STOP);
}

static bool lies_in(const struct sim *sim, uint32_t step, uint32_t call)
{
	while (step != NO_STEP && step != call)
		step = sim->steps[step].call;
	return step == call;
}

bool refusal_next(const struct player *p, uint32_t *from, uint32_t in, bool fine, struct refusal *r)
{
	const struct sim *sim = p->run->sim;

	for (uint32_t i = *from; p->at != NO_STEP && i <= p->at && i < sim->step_count; i++) {
		if (!is_refusal(&sim->steps[i], fine) || (in != NO_STEP && !lies_in(sim, i, in)))
			continue;
		*r = (struct refusal){ .step = i, .first = 1 };
		range_of_step(p, i, &r->first, &r->last);
		r->call = refused_call(p, i, r);
		r->end = sim->steps[r->call].says->kind == STEP_CALL
		                 ? moment_return_of(sim, r->call)
		                 : r->call;
		widen(p, r);
		if (r->end > p->at)
			r->end = p->at; /* what is still to come is not known there */
		*from = (r->end > i ? r->end : i) + 1;
		return true;
	}
	return false;
}

/* STEP, or the call that a reader or a script made when it was made in that and in no boot. */
static uint32_t call_by_hand(const struct sim *sim, uint32_t step)
{
	uint32_t outer = step;

	while (sim->steps[outer].call != NO_STEP)
		outer = sim->steps[outer].call;
	if (sim->steps[outer].says->kind != STEP_CALL ||
	    !strcmp(sim->steps[outer].function->function, "start_kernel"))
		return step;
	for (uint32_t at = step; at != NO_STEP; at = sim->steps[at].call)
		if (is_probe(&sim->steps[at]))
			return step;
	return outer;
}

void add_doer(const struct player *p, uint32_t step, struct text *out)
{
	size_t before = 0;

	moment_of_doer(out, p->run->sim, call_by_hand(p->run->sim, step));
	while (before < p->stop_count && p->stops[before] <= step)
		before++;
	if (before)
		text_addf(out, _(", at stop %zu of %zu"), before, p->stop_count);
	text_add_char(out, '\n');
}

/* The steps of R that a newcomer sees, each a sentence. */
static void tell_sentences(const struct player *p, const struct refusal *r, struct text *out)
{
	unsigned count = 0;

	for (uint32_t i = r->step; i <= r->end && count < SENTENCES_MAX; i++) {
		if (i != r->step && !is_refusal(&p->run->sim->steps[i], false))
			continue;
		text_add(out, count ? "    " : "  ");
		sentence_of(out, p->run->sim, &p->run->sim->steps[i]);
		text_add_char(out, '\n');
		if (count++)
			continue;
		text_add(out, _("    asked for by "));
		add_doer(p, i, out);
	}
}

/* Where the lines end that the log has because of R: with the probe it happened in. */
static uint32_t end_of_talk(const struct player *p, const struct refusal *r)
{
	const struct step *steps = p->run->sim->steps;
	uint32_t probe = steps[r->call].call, next = r->end + 1, end;
	struct refusal other;

	if (probe == NO_STEP || !is_probe(&steps[probe]))
		return r->end;
	end = moment_return_of(p->run->sim,
	                       steps[probe].call == NO_STEP ? probe : steps[probe].call);
	if (refusal_next(p, &next, probe, false, &other) && other.step <= end)
		return other.step - 1;
	return end;
}

static void tell_log(const struct player *p, const struct refusal *r, struct text *out)
{
	const struct log_line *line = p->run->sim->log ? p->run->sim->log->first : NULL;
	uint32_t end = end_of_talk(p, r);
	unsigned count = 0;

	for (; line && count < LINES_MAX; line = line->next) {
		if (line->step < r->call || line->step > end || !strncmp(line->text, "---", 3))
			continue;
		text_add(out, _("    log: "));
		text_add_printable(out, line->text);
		text_add_char(out, '\n');
		count++;
	}
}

static void tell_refusal(const struct player *p, const struct refusal *r, unsigned count,
                         struct text *out)
{
	if (!count)
		text_add(out, _("refused, or warned about:\n"));
	tell_sentences(p, r, out);
	tell_log(p, r, out);
}

unsigned refusals_about(const struct player *p, uint64_t first, uint64_t last, struct text *out)
{
	struct refusal r;
	unsigned count = 0;

	for (uint32_t from = 0; refusal_next(p, &from, NO_STEP, false, &r);)
		if (r.first <= r.last && r.first <= last && r.last >= first &&
		    count++ < REFUSALS_MAX)
			tell_refusal(p, &r, count - 1, out);
	if (count > REFUSALS_MAX)
		text_addf(out,
		          ngettext("  and %u more; 'bootwalk trace' has all\n",
		                   "  and %u more; 'bootwalk trace' has all\n",
		                   count - REFUSALS_MAX),
		          count - REFUSALS_MAX);
	return count;
}

uint32_t refusal_probe_of(const struct player *p, const struct device *dev)
{
	const struct sim *sim = p->run->sim;
	uint32_t found = NO_STEP;
	struct text name = { 0 };

	for (uint32_t i = 0; p->at != NO_STEP && i <= p->at && i < sim->step_count; i++) {
		if (!is_probe(&sim->steps[i]) || sim->steps[i].function->args[0] != 'n')
			continue;
		text_clear(&name);
		sentence_argument(&name, sim, 'n', sim_args(sim, &sim->steps[i]));
		if (!strcmp(text_str(&name), dev->name))
			found = i;
	}
	text_free(&name);
	return found;
}

unsigned refusals_of(const struct player *p, const struct device *dev, struct text *out)
{
	uint32_t probe = refusal_probe_of(p, dev), from = 0;
	struct refusal r, last;
	unsigned count = 0;

	if (probe == NO_STEP)
		return 0;
	while (refusal_next(p, &from, probe, false, &r))
		if (count++ < REFUSALS_MAX)
			tell_refusal(p, &r, count - 1, out);
	if (count || dev->state != DEVICE_FAILED)
		return count;
	/* Nothing that a stop tells of: the last thing that did not go well was the cause. */
	for (from = probe; refusal_next(p, &from, probe, true, &r); count++)
		last = r;
	if (count)
		tell_refusal(p, &last, 0, out);
	return count;
}

void add_mappings(const struct player *p, uint64_t first, uint64_t last, struct text *out)
{
	const struct vm_struct *area =
		p->run->kernel->vmalloc ? p->run->kernel->vmalloc->first : NULL;
	unsigned count = 0;

	for (; area && count < MAPPINGS_MAX; area = area->next) {
		uint64_t size = get_vm_area_size(p->run->kernel, area);
		uint32_t step;

		if (!(area->flags & VM_IOREMAP) || !area->caller || !size ||
		    area->phys_addr > last || area->phys_addr + (size - 1) < first)
			continue;
		text_add(out, _("mapped: "));
		text_add_range(out, area->phys_addr, area->phys_addr + (size - 1));
		step = sim_next_writer(p->run->sim, &area->phys_addr, sizeof(area->phys_addr), 0,
		                       p->at);
		text_add(out, _(", by "));
		if (step == NO_STEP)
			text_addf(out, "%s\n", area->caller);
		else
			add_doer(p, step, out);
		count++;
	}
}
