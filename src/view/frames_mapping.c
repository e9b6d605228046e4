/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "view/frames_mapping.h"

#include <string.h>

#include "sim/intl.h"

/* More page frames than these are looked at in leaps. */
#define LOOKS_MAX 10
/* Answers of one test that are told apart; the last one goes on for those behind it. */
#define ANSWERS_MAX 64
/* Entries of a run come in so many parts. */
#define PARTS_MAX 3
/* Rows that are looked at for how many levels they have. */
#define ROWS_MAX 32

/* What a step says about a range that is to be mapped. */
enum answer { PASSES, REFUSES, FOUND, VERDICT, REST };

/* By the kernel's file, the letters of the arguments and the line of the outline. */
static const struct {
	const char *file, *args;
	unsigned line;
	enum answer answer;
} tests[] = {
	{ "arch/x86/mm/ioremap.c", "p", 4, REFUSES }, /* 3.10: page frame by page frame */
	{ "arch/x86/mm/ioremap.c", "p", 5, PASSES },
	{ "arch/x86/mm/ioremap.c", "dr", 5, PASSES },
	{ "arch/x86/mm/ioremap.c", "r", 2, PASSES }, /* 6.1: piece by piece of the tree */
	{ "arch/x86/mm/ioremap.c", "r", 3, PASSES },
	{ "arch/x86/mm/ioremap.c", "rp", 3, FOUND },
	{ "arch/x86/mm/ioremap.c", "r", 4, VERDICT },
	{ "arch/arm64/mm/ioremap.c", "p", 2, REFUSES }, /* the first one only */
	{ "arch/arm64/mm/ioremap.c", "p", 3, PASSES },
	{ "arch/arm64/mm/ioremap.c", "d", 3, REST },
	{ "arch/arm/mm/ioremap.c", "p", 3, REST },
};

struct looked {
	uint64_t first, last;
	enum answer answer;
	bool reserved;
};

struct test {
	uint64_t page, first, last;
	struct looked looked[ANSWERS_MAX];
	unsigned count;
	uint64_t pages;       /* in them */
	unsigned look_frames; /* for those */
	bool refused, rest;
	uint64_t ram_first, ram_last;
};

static bool answer_of(const struct step *step, enum answer *answer)
{
	if (!step->function || step->says->kind == STEP_CALL || step->says->kind == STEP_RETURN)
		return false;
	for (size_t i = 0; i < sizeof(tests) / sizeof(tests[0]); i++) {
		if (strcmp(step->function->file, tests[i].file) != 0 ||
		    strcmp(step->says->args, tests[i].args) != 0 ||
		    step->says->line != tests[i].line)
			continue;
		*answer = tests[i].answer;
		if (*answer == REST && step->says->kind == STEP_REFUSE)
			*answer = REFUSES;
		return true;
	}
	return false;
}

/* The page frames that STEP says were looked at, in bytes; false when it names none. */
static bool frames_in(const struct test *t, const struct sim *sim, const struct step *step,
                      struct looked *l)
{
	const uint64_t *words = sim_args(sim, step);

	for (const char *letter = step->says->args; *letter; letter++) {
		if (*letter == 'p' || *letter == 'r') {
			bool one = *letter == 'p', count = step->says->args[0] == 'd';

			/* a range behind a count is one of page frames, not of addresses */
			l->first = one || count ? words[0] * t->page : words[0];
			l->last = one     ? l->first + t->page - 1
			          : count ? (words[1] + 1) * t->page - 1
			                  : words[1];
			return l->first <= l->last;
		}
		words += step_letter_words(*letter);
	}
	return false;
}

static void add_answer(struct test *t, const struct sim *sim, const struct step *step,
                       enum answer answer)
{
	struct looked l = { .answer = answer == REST ? PASSES : answer };

	t->refused |= answer == REFUSES || answer == VERDICT;
	t->rest |= answer == REST;
	if (answer == VERDICT || !frames_in(t, sim, step, &l))
		return;
	l.reserved = answer == PASSES && step->says->level == LEVEL_CALL;
	l.first -= l.first % t->page;
	if (t->count == ANSWERS_MAX) {
		t->looked[t->count - 1].last = l.last;
		t->looked[t->count - 1].answer = l.answer;
	} else {
		t->looked[t->count++] = l;
	}
}

/* What was asked for, by the call that the step stands in; whole pages. */
static bool find_asked(struct test *t, const struct player *p, const struct step *call)
{
	const struct sim *sim = player_sim(p);
	const uint64_t *words = sim_args(sim, call);
	const char *letters = call->function->args;

	if (letters[0] == 'a' && letters[1] == 's' && words[1]) {
		t->first = words[0];
		t->last = words[0] + words[1] - 1;
	} else if (letters[0] == 'r') {
		t->first = words[0];
		t->last = words[1];
	}
	if (t->last < t->first || !t->last)
		return false;
	t->first -= t->first % t->page;
	t->last |= t->page - 1;
	return true;
}

/* The first piece of FIRST..LAST (inclusive) that is memory; false when none of it is. */
static bool find_memory(const struct kernel *k, struct test *t, uint64_t first)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];
		uint64_t last = r->base + r->size - 1;

		if (!r->size || r->flags & MEMBLOCK_NOMAP || last < first || r->base > t->last)
			continue;
		t->ram_first = r->base > first ? r->base : first;
		t->ram_last = last < t->last ? last : t->last;
		return true;
	}
	return false;
}

/* What was looked at; for an answer in the midst of a loop only its own page frames. */
static void collect(struct test *t, const struct player *p, uint32_t call)
{
	const struct sim *sim = player_sim(p);
	enum answer answer;

	for (uint32_t i = call + 1; i <= p->at; i++)
		if (sim->steps[i].call == call && answer_of(&sim->steps[i], &answer))
			add_answer(t, sim, &sim->steps[i], answer);
	if (!t->refused && !t->rest && t->count) {
		t->looked[0] = t->looked[t->count - 1];
		t->count = 1;
	}
}

static bool find_test(struct test *t, const struct player *p)
{
	const struct step *step = player_step_now(p);
	enum answer answer;

	if (!step || step->call == NO_STEP || !answer_of(step, &answer))
		return false;
	*t = (struct test){ .page = PAGE_SIZE(p->run->kernel), .ram_first = 1 };
	if (!find_asked(t, p, &player_sim(p)->steps[step->call]))
		return false;
	collect(t, p, step->call);
	for (unsigned i = 0; i < t->count; i++)
		t->pages += (t->looked[i].last - t->looked[i].first) / t->page + 1;
	if (!t->count)
		return false;
	t->look_frames = t->pages > LOOKS_MAX ? LOOKS_MAX : (unsigned)t->pages;
	t->rest &= t->looked[t->count - 1].last < t->last;
	if (t->rest)
		find_memory(p->run->kernel, t, t->looked[t->count - 1].last + 1);
	return true;
}

/* Asked; looked at; the answer, if something follows from it; that the rest is not looked at. */
static unsigned test_frames(const struct test *t)
{
	return 1 + t->look_frames + (t->refused || t->rest) + t->rest;
}

/* The page frame number N of those that are looked at, from 0. */
static const struct looked *look_at(const struct test *t, uint64_t n, uint64_t *first)
{
	unsigned i = 0;

	for (; i + 1 < t->count; i++) {
		uint64_t pages = (t->looked[i].last - t->looked[i].first) / t->page + 1;

		if (n < pages)
			break;
		n -= pages;
	}
	*first = t->looked[i].first + n * t->page;
	return &t->looked[i];
}

/* The answer that decides: the piece that was found to be RAM, or the last one. */
static const struct looked *decides(const struct test *t, uint64_t *first)
{
	for (unsigned i = 0; i < t->count; i++)
		if (t->looked[i].answer == FOUND) {
			*first = t->looked[i].first;
			return &t->looked[i];
		}
	return look_at(t, t->pages - 1, first);
}

static const char *answer_says(const struct looked *l)
{
	if (l->answer != PASSES)
		return N_("it is RAM that is in use");
	return l->reserved ? N_("reserved RAM: it passes") : N_("it is no RAM: it passes");
}

/* The picture behind all frames. */
static void settle(struct mapping_test *m, const struct test *t, const struct looked *l)
{
	m->phase = TEST_SETTLED;
	m->refused = t->refused || l->answer != PASSES;
	m->rest = t->rest;
	m->ram_first = t->ram_first;
	m->ram_last = t->ram_last;
	m->says = t->refused ? N_("refused: nothing is mapped") : answer_says(l);
	if (t->rest)
		m->says = t->ram_first <= t->ram_last ? N_("then RAM, and nobody asks")
		                                      : N_("nobody asks about the rest");
}

void mapping_test_at(struct mapping_test *m, const struct player *p, struct view_frame frame)
{
	const struct looked *l;
	struct test t;
	unsigned n = frame.n;

	*m = (struct mapping_test){ .at_first = 1, .ram_first = 1 };
	if (!find_test(&t, p))
		return;
	m->page = t.page;
	m->first = t.first;
	m->last = t.last;
	l = decides(&t, &m->at_first);
	m->at_last = m->at_first + t.page - 1;
	if (n >= frame.of || n >= test_frames(&t)) {
		settle(m, &t, l);
		return;
	}
	m->phase = TEST_ASKED;
	m->says = N_("asked for");
	if (!n) {
		m->at_first = 1;
		m->at_last = 0;
	} else if (n <= t.look_frames) {
		m->phase = TEST_LOOKS;
		m->says = N_("is this page frame RAM?");
		look_at(&t, t.pages * n / t.look_frames - 1, &m->at_first);
		m->at_last = m->at_first + t.page - 1;
	} else {
		m->phase = TEST_ANSWER;
		m->refused = l->answer != PASSES;
		m->says = answer_says(l);
		m->rest = n > t.look_frames + 1;
		if (m->rest)
			m->says = N_("the rest is not asked about");
	}
}

/* The file of a function begins so, its steps of the kind MADE fill tables or empty them. */
static bool fills_tables(const struct step *step)
{
	static const enum step_kind kinds[] = { STEP_MAP, STEP_UNMAP, STEP_SET };
	const struct outline *f = step->function;

	if (!f || strcmp(f->file, "mm/vmalloc.c") != 0 || f->args[0] != 'r' ||
	    (strncmp(f->function, "vmap_", 5) != 0 && strcmp(f->function, "vunmap_range") != 0 &&
	     strcmp(f->function, "ioremap_page_range") != 0))
		return false;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (step->says->kind == kinds[i])
			return true;
	return false;
}

/* The address that a whole ioremap() or iounmap() was about; 0 for none. */
static uint64_t whole_call(const struct sim *sim, const struct step *step)
{
	const struct outline *f = step->function;
	const struct step *call = step->call == NO_STEP ? NULL : &sim->steps[step->call];

	if (!f || !call || !strstr(f->file, "ioremap.c") || !step->arg_words)
		return f && call && !strcmp(f->function, "iounmap") &&
		                       step->says->kind == STEP_RETURN && call->arg_words
		               ? sim_args(sim, call)[0]
		               : 0;
	if (step->says->kind == STEP_MAP && !strcmp(step->says->args, "arn"))
		return sim_args(sim, step)[0];
	return step->says->kind == STEP_RETURN && f->returns == 'a' ? sim_args(sim, step)[0] : 0;
}

/* The step clears entries of one table only: which. */
static void find_cleared(struct mapping_fill *f, const struct sim *sim, const struct step *step)
{
	const uint64_t *words = sim_args(sim, step);

	if (strcmp(step->says->args, "ddn") != 0)
		return;
	f->first = (unsigned)words[1];
	f->level = names_get(&sim->names, words[2]);
}

bool mapping_fill_has(const struct mapping_fill *f, const struct kernel *k,
                      const struct page_row *row)
{
	return !f->level ||
	       (row->first == f->first && !strcmp(pt_level_name(k, row->level), f->level));
}

static bool find_fill(struct mapping_fill *f, const struct player *p)
{
	const struct sim *sim = player_sim(p);
	const struct step *step = player_step_now(p);
	uint64_t addr;

	if (!step || step->call == NO_STEP || !p->run->kernel->vmalloc)
		return false;
	sim_step_notes(sim, p->at, &f->from);
	if (fills_tables(step)) {
		addr = sim_args(sim, &sim->steps[step->call])[0];
		f->unmap = step->says->kind == STEP_UNMAP;
		if (f->unmap)
			find_cleared(f, sim, step);
	} else {
		addr = whole_call(sim, step);
		if (!addr)
			return false;
		f->from = sim->steps[step->call].notes;
		f->unmap = !strcmp(step->function->function, "iounmap");
	}
	f->area = find_vm_area_around(p->run->kernel, addr);
	return f->area != NULL;
}

/* The levels that lead to the area, and in how many parts the entries are told that map it. */
static unsigned levels_of(const struct player *p, const struct mapping_fill *f, unsigned *parts)
{
	struct page_row rows[ROWS_MAX];
	unsigned count = page_rows(p->run->kernel, f->area, rows, ROWS_MAX), levels = 0;

	*parts = 0;
	for (unsigned i = 0; i < count; i++) {
		levels = rows[i].depth >= levels ? rows[i].depth + 1 : levels;
		if (rows[i].what == (f->unmap ? ROW_EMPTY : ROW_MAPS) && rows[i].count > *parts)
			*parts = rows[i].count > PARTS_MAX ? PARTS_MAX : (unsigned)rows[i].count;
	}
	return levels;
}

/* No level, then one after another; then the entries part by part.  Emptying has only these. */
static unsigned fill_frames(const struct mapping_fill *f, unsigned levels, unsigned parts)
{
	return f->unmap ? 1 + parts + 1 : 1 + levels + parts;
}

void mapping_fill_at(struct mapping_fill *f, const struct player *p, struct view_frame frame)
{
	unsigned levels, parts, n = frame.n;

	*f = (struct mapping_fill){ 0 };
	if (!find_fill(f, p)) {
		f->area = NULL;
		return;
	}
	levels = levels_of(p, f, &parts);
	f->moving = n < frame.of && n < fill_frames(f, levels, parts);
	f->levels = levels;
	f->part = f->parts = parts;
	if (!f->moving)
		return;
	f->parts = parts + 1;
	if (f->unmap) {
		f->part = n;
	} else {
		f->levels = n < levels ? n : levels;
		f->part = n > levels ? n - levels : 0;
	}
}

unsigned mapping_frames(const struct player *p)
{
	struct mapping_fill f = { 0 };
	unsigned levels, parts;
	struct test t;

	if (find_test(&t, p))
		return test_frames(&t);
	if (!find_fill(&f, p))
		return 0;
	levels = levels_of(p, &f, &parts);
	return fill_frames(&f, levels, parts);
}
