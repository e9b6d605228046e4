/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two runs compared: what differs in /proc/iomem, and where they parted.
 *
 * Steps are compared by function, sentence, ranges and names.  They part early, at a banner
 * or at the boot arguments, and two releases may take other steps to the same end.  What counts
 * more is the state: what memblock, the resource trees and the devices hold.  Each run goes
 * through a row of states; behind the last one that is in both rows, the runs have parted for
 * good.
 */
#include <stdlib.h>
#include <string.h>

#include "linux/include/device.h"
#include "machine/drivers.h"
#include "report/diff.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "sim/moment.h"
#include "sim/sentence.h"

enum { WIDTH = 79, INDENT = 2 };

/* So many resources and devices are looked at: a second or so, for boards of thousands. */
#define MOST_LOOKS ((size_t)20000000)

/* ---- the first step that differs ---- */

static bool same_words(const struct sim *a, const struct step *x, const struct sim *b,
                       const struct step *y, const char *letters)
{
	const uint64_t *v = sim_args(a, x), *w = sim_args(b, y);
	unsigned left = x->arg_words;

	if (x->arg_words != y->arg_words)
		return false;
	for (; *letters && left; letters++) {
		unsigned words = step_letter_words(*letters);

		if (words > left)
			return false;
		for (unsigned i = 0; i < words && *letters != 'o'; i++) {
			bool is_name = *letters == 'n' || (*letters == 'R' && i == 2);
			const char *n = is_name ? names_get(&a->names, v[i]) : NULL;
			const char *m = is_name ? names_get(&b->names, w[i]) : NULL;

			if (is_name ? !n != !m || (n && strcmp(n, m) != 0) : v[i] != w[i])
				return false;
		}
		v += words;
		w += words;
		left -= words;
	}
	return true;
}

static bool same_step(const struct sim *a, const struct step *x, const struct sim *b,
                      const struct step *y)
{
	const char *letters = x->says->args;
	char returns[2] = { 0 };

	if (x->says != y->says || x->function != y->function || x->depth != y->depth)
		return false;
	if (x->says->kind == STEP_CALL)
		letters = x->function->args;
	if (x->says->kind == STEP_RETURN) {
		returns[0] = x->function->returns;
		letters = returns;
	}
	return same_words(a, x, b, y, letters);
}

/* The steps up to where P stands. */
static uint32_t steps_of(const struct player *p)
{
	return p->at == NO_STEP ? 0 : p->at + 1;
}

/* The first step that the two do not share; the length of both when there is none. */
static uint32_t first_step(const struct player *a, const struct player *b)
{
	const struct sim *x = player_sim(a), *y = player_sim(b);
	uint32_t n = 0;

	while (n < steps_of(a) && n < steps_of(b) && same_step(x, &x->steps[n], y, &y->steps[n]))
		n++;
	return n;
}

/* ---- the first state that differs ---- */

static uint64_t mix(uint64_t sum, uint64_t word)
{
	sum = (sum ^ word) * 0x9e3779b97f4a7c15u;
	return sum ^ (sum >> 29);
}

static uint64_t mix_name(uint64_t sum, const char *name)
{
	size_t len = name ? strlen(name) : 0;
	size_t bytes;

	sum = mix(sum, len);
	for (; len; name += bytes, len -= bytes) {
		uint64_t part = 0;

		bytes = len < sizeof(part) ? len : sizeof(part);
		memcpy(&part, name, bytes);
		sum = mix(sum, part);
	}
	return sum;
}

static uint64_t mix_regions(uint64_t sum, const struct memblock_type *type)
{
	for (uint64_t i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];

		sum = mix(mix(mix(sum, r->base), r->size), r->flags);
	}
	return mix(sum, type->cnt);
}

static uint64_t mix_resources(uint64_t sum, const struct resource *root, size_t *looks)
{
	const struct resource *r = root->child;
	unsigned depth = 1;

	while (r) {
		sum = mix(mix(mix(mix(sum, r->start), r->end), r->flags), depth);
		sum = mix_name(sum, r->name);
		++*looks;
		if (r->child) {
			r = r->child;
			depth++;
			continue;
		}
		while (r != root && !r->sibling) {
			r = r->parent;
			depth--;
		}
		r = r == root ? NULL : r->sibling;
	}
	return mix(sum, 0x101);
}

static uint64_t mix_devices(uint64_t sum, const struct kernel *k, size_t *looks)
{
	for (unsigned bus = 0; bus < BUS_COUNT; bus++)
		for (const struct device *d = bus_first_device(k, bus); d; d = d->next) {
			sum = mix_name(mix(sum, d->state), d->name);
			sum = mix_name(sum, d->driver ? d->driver->name : NULL);
			++*looks;
		}
	return sum;
}

/* A number that stands for the state of K; *LOOKS grows by what it took. */
static uint64_t state_of(const struct kernel *k, size_t *looks)
{
	uint64_t sum = mix_regions(0, &k->mm_memblock.memblock.memory);

	sum = mix_regions(sum, &k->mm_memblock.memblock.reserved);
	sum = mix_resources(sum, &k->iomem_resource, looks);
	sum = mix_resources(sum, &k->ioport_resource, looks);
	return mix_devices(sum, k, looks);
}

/* A state that a run came to, and the step that led there. */
struct state {
	uint64_t sum;
	uint32_t step;
};

/* The states of a run one after another, each another one than that before. */
struct states {
	struct state *all; /* all[0]: that of the last step which both runs share */
	size_t count, cap;
	bool whole; /* up to the end of the run */
};

static void add_state(struct states *to, uint64_t sum, uint32_t step)
{
	to->all = xgrow(to->all, &to->cap, to->count + 1, sizeof(*to->all));
	to->all[to->count++] = (struct state){ sum, step };
}

/* The states of P's run from step N on. */
static void list_states(struct states *to, struct player *p, uint32_t n)
{
	struct sim *sim = p->run->sim;
	size_t looks = 0;
	uint32_t at;

	sim_seek(sim, n ? n - 1 : NO_STEP);
	add_state(to, state_of(p->run->kernel, &looks), n);
	for (at = n; at < steps_of(p) && looks < MOST_LOOKS; at++) {
		size_t from;
		uint64_t sum;

		if (sim_step_notes(sim, at, &from) <= from)
			continue;
		sim_seek(sim, at);
		sum = state_of(p->run->kernel, &looks);
		if (sum != to->all[to->count - 1].sum)
			add_state(to, sum, at);
	}
	to->whole = at == steps_of(p);
	player_go(p, p->at);
}

static int by_sum(const void *x, const void *y)
{
	const struct state *a = x, *b = y;

	if (a->sum != b->sum)
		return a->sum < b->sum ? -1 : 1;
	return a->step < b->step ? -1 : a->step > b->step;
}

/* The last state of A that B has too, and the place in B where it has it last. */
static void last_shared(const struct states *a, const struct states *b, size_t *i, size_t *j)
{
	struct state *sorted = xmalloc(b->count * sizeof(*sorted));

	memcpy(sorted, b->all, b->count * sizeof(*sorted));
	qsort(sorted, b->count, sizeof(*sorted), by_sum);
	*i = *j = 0;
	for (size_t n = a->count; n-- > 0;) {
		struct state wanted = { a->all[n].sum, UINT32_MAX };
		size_t low = 0, high = b->count;

		while (low < high) {
			size_t middle = low + (high - low) / 2;

			if (by_sum(&sorted[middle], &wanted) < 0)
				low = middle + 1;
			else
				high = middle;
		}
		if (!low || sorted[low - 1].sum != wanted.sum)
			continue;
		*i = n;
		while (*j < b->count && b->all[*j].step != sorted[low - 1].step)
			++*j;
		break;
	}
	free(sorted);
}

/* How the states of two runs part. */
enum states_part {
	STATES_SAME,      /* never */
	STATES_MEET,      /* for a while */
	STATES_PART,      /* for good */
	STATES_SEEN_PART, /* there are too many to follow them to the end */
};

static uint32_t step_of_state(const struct states *states, size_t i, const struct player *p)
{
	return i < states->count ? states->all[i].step : steps_of(p);
}

/* Behind the N steps that both share: the steps that lead to the states where they part. */
static enum states_part part_states(struct player *a, struct player *b, uint32_t n, uint32_t *first,
                                    uint32_t *second)
{
	struct states x = { 0 }, y = { 0 };
	enum states_part how;
	size_t i = 0, j = 0;

	list_states(&x, a, n);
	list_states(&y, b, n);
	while (i < x.count && i < y.count && x.all[i].sum == y.all[i].sum)
		i++;
	how = i == x.count && i == y.count ? STATES_SAME : STATES_SEEN_PART;
	*first = step_of_state(&x, i, a);
	*second = step_of_state(&y, i, b);
	if (how == STATES_SEEN_PART && x.whole && y.whole) {
		how = STATES_MEET;
		if (x.all[x.count - 1].sum != y.all[y.count - 1].sum) {
			how = STATES_PART;
			last_shared(&x, &y, &i, &j);
			*first = step_of_state(&x, i + 1, a);
			*second = step_of_state(&y, j + 1, b);
		}
	}
	free(x.all);
	free(y.all);
	return how;
}

/* ---- what is printed ---- */

/* Add TEXT behind MARK, broken at blanks; a word that is too long has a line of its own. */
static void add_wrapped(struct text *out, char mark, const char *s)
{
	const unsigned room = WIDTH - 1 - INDENT;

	do {
		size_t all = strlen(s), len = text_fitting(s, all, room), cut = len;

		if (len < all) {
			while (cut && s[cut] != ' ')
				cut--;
			len = cut ? cut : strcspn(s, " ");
		}
		text_addf(out, "%c%*s%.*s\n", mark, INDENT, "", (int)len, s);
		s += len;
		while (*s == ' ')
			s++;
	} while (*s);
}

/*
 * The moment of step N.  From its left go the calls that make it too long for a line, as long as
 * what is left is the moment of the same step.
 */
static void add_moment(struct text *out, const struct sim *sim, uint32_t n)
{
	struct text whole = { 0 };
	uint32_t wanted = NO_STEP, found;
	const char *best, *part;
	struct error err;

	moment_of(&whole, sim, n);
	best = part = text_str(&whole);
	if (!*best)
		best = part = _("(outside of any call)");
	else if (moment_find(sim, best, &wanted, &err) != MOMENT_FOUND)
		part = "";
	while (text_width(best, strlen(best)) > WIDTH - 1 && strchr(part, '/')) {
		part = strchr(part, '/') + 1;
		if (moment_find(sim, part, &found, &err) == MOMENT_FOUND && found == wanted)
			best = part;
	}
	text_add(out, best);
	text_free(&whole);
}

/* The sentence of step N of P's run; with MOMENT its moment on a line before it. */
static void add_step(struct text *out, char mark, const struct player *p, uint32_t n, bool moment)
{
	const struct sim *sim = player_sim(p);
	struct text raw = { 0 }, text = { 0 };

	if (n >= steps_of(p)) {
		add_wrapped(out, mark, _("(nothing more: this run has come to its end)"));
		return;
	}
	if (moment) {
		text_add_char(out, mark);
		add_moment(out, sim, n);
		text_add_char(out, '\n');
	}
	sentence_of(&raw, sim, &sim->steps[n]);
	text_add_printable(&text, text_str(&raw));
	add_wrapped(out, mark, text_str(&text));
	text_free(&raw);
	text_free(&text);
}

/* The step before, which is the same in both runs or is told for each. */
static void add_parting(struct text *out, const char *title, const struct player *a, uint32_t n,
                        const struct player *b, uint32_t m)
{
	const struct sim *x = player_sim(a), *y = player_sim(b);
	bool shared = n && m && same_step(x, &x->steps[n - 1], y, &y->steps[m - 1]);

	text_addf(out, "\n%s\n", title);
	if (n)
		add_step(out, ' ', a, n - 1, false);
	add_step(out, '-', a, n, true);
	if (m && !shared)
		add_step(out, ' ', b, m - 1, false);
	add_step(out, '+', b, m, true);
}

static void add_partings(struct text *out, struct player *a, struct player *b, uint32_t n)
{
	uint32_t first, second;
	enum states_part how = part_states(a, b, n, &first, &second);
	static const char *const titles[] = {
		[STATES_MEET] =
			N_("The state differs from here on, and is the same again at the end:"),
		[STATES_PART] = N_("The state differs for good from here on:"),
		[STATES_SEEN_PART] = N_("The first state that differs:"),
	};

	if (how != STATES_SAME && first == n && second == n) {
		add_parting(out, _("The first step that differs, and the state with it:"), a, n, b,
		            n);
		return;
	}
	add_parting(out, _("The first step that differs:"), a, n, b, n);
	if (how == STATES_SAME)
		text_addf(out, "\n%s\n",
		          _("No state differs: memory, resources and devices go the same way."));
	else
		add_parting(out, _(titles[how]), a, first, b, second);
}

bool diff_first_step(const struct player *a, const struct player *b, struct text *out)
{
	uint32_t n = first_step(a, b);

	if (n >= steps_of(a) && n >= steps_of(b))
		return false;
	add_parting(out, _("The first step that differs:"), a, n, b, n);
	return true;
}

bool report_diff(struct player *a, const char *first, struct player *b, const char *second,
                 struct text *out)
{
	struct text left = { 0 }, right = { 0 }, lines = { 0 };
	uint32_t n = first_step(a, b);
	bool differ = n < steps_of(a) || n < steps_of(b), listed;

	report_file(a, "/proc/iomem", false, &left);
	report_file(b, "/proc/iomem", false, &right);
	listed = diff_lines(text_str(&left), text_str(&right), &lines);
	if (listed) {
		text_add(out, "--- ");
		text_add_printable(out, first);
		text_add(out, "\n+++ ");
		text_add_printable(out, second);
		text_add_char(out, '\n');
		text_add_n(out, lines.s, lines.len);
	} else if (differ) {
		text_addf(out, "%s\n", _("/proc/iomem is the same in both."));
	}
	if (differ)
		add_partings(out, a, b, n);
	text_free(&left);
	text_free(&right);
	text_free(&lines);
	return differ || listed;
}
