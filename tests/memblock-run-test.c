/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mm/memblock.c: pages taken in runs leave the same lists and the same log as pages taken one
 * by one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "linux/linux.h"
#include "support.h"

#define PAGE  4096ull
#define START 0x40000000ull

/* What one way has made of memory that is cut up by SEED. */
struct world {
	struct sim *sim;
	struct kernel *k;
	uint64_t seed, pages;
	bool runs;
	phys_addr_t last;
};

static uint64_t next(struct world *w)
{
	w->seed = w->seed * 6364136223846793005u + 1442695040888963407u;
	return w->seed >> 33;
}

static void body(void *arg)
{
	struct world *w = arg;
	struct kernel *k = w->k;

	SET(k, k->mm_memblock.debug, next(w) % 2);
	SET(k, k->mm_memblock.can_resize, true);
	for (unsigned n = 0; n < 3; n++)
		memblock_add(k, START + n * 0x1000000, (next(w) % 900 + 100) * PAGE);
	for (unsigned n = 0, count = (unsigned)(next(w) % 80); n < count; n++)
		memblock_reserve(k, START + next(w) % 0x3000000, next(w) % 0x9000 + 1);
	memblock_mark_nomap(k, START + next(w) % 0x3000 * PAGE, next(w) % 64 * PAGE);
	memblock_set_bottom_up(k, next(w) % 4 == 0);
	w->pages = next(w) % 700;
	if (w->runs) {
		w->last = memblock_phys_alloc_pages(k, w->pages);
		return;
	}
	for (uint64_t n = 0; n < w->pages; n++)
		w->last = memblock_phys_alloc_range(k, PAGE, PAGE, 0, MEMBLOCK_ALLOC_NOLEAKTRACE);
}

static void make(struct world *w, uint64_t seed, bool runs, const struct profile *profile)
{
	struct error err;

	*w = (struct world){ .seed = seed, .runs = runs };
	w->sim = sim_new(&sim_default_limits, true, &err);
	assert_non_null(w->sim);
	w->k = kernel_new(w->sim, profile, NULL);
	assert_int_equal(sim_try(w->sim, body, w), SIM_DONE);
}

static void same_list(const struct memblock_type *a, const struct memblock_type *b)
{
	assert_int_equal(a->cnt, b->cnt);
	assert_int_equal(a->max, b->max);
	assert_int_equal(a->total_size, b->total_size);
	for (uint64_t i = 0; i < a->cnt; i++) {
		assert_int_equal(a->regions[i].base, b->regions[i].base);
		assert_int_equal(a->regions[i].size, b->regions[i].size);
		assert_int_equal(a->regions[i].flags, b->regions[i].flags);
		assert_int_equal(a->regions[i].nid, b->regions[i].nid);
	}
}

static void test_same(void **state)
{
	static struct profile profiles[2];

	(void)state;
	profiles[0] = profiles[1] = profile_bare;
	profiles[1].log = LOG_PHYS_NAMES;
	for (uint64_t seed = 1; seed <= 400; seed++) {
		struct world one, runs;
		const struct log_line *a, *b;

		make(&one, seed, false, &profiles[seed % 2]);
		make(&runs, seed, true, &profiles[seed % 2]);
		assert_int_equal(one.last, runs.last);
		same_list(&one.k->mm_memblock.memblock.memory,
		          &runs.k->mm_memblock.memblock.memory);
		same_list(&one.k->mm_memblock.memblock.reserved,
		          &runs.k->mm_memblock.memblock.reserved);
		a = one.sim->log->first;
		for (b = runs.sim->log->first; b; a = a->next, b = b->next) {
			assert_non_null(a);
			assert_string_equal(a->text, b->text);
		}
		assert_null(a);
		sim_free(one.sim);
		sim_free(runs.sim);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_same) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
