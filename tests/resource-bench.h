/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A kernel on a guarded arena for tests of the resource tree.  Its end checks
 * that every step is sound and that the run can be undone and redone.
 */
#ifndef BOOTWALK_TESTS_RESOURCE_BENCH_H
#define BOOTWALK_TESTS_RESOURCE_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "linux/fs/seq_file.h"
#include "linux/linux.h"
#include "sim/sentence.h"

#define IOMEM "/proc/iomem"

struct bench {
	struct sim *sim;
	struct kernel *k;
	struct text out;
};

static inline int setup(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));
	struct sim_limits limits = sim_default_limits;
	struct error err;

	assert_non_null(b);
	limits.arena = 64 << 20;
	b->sim = sim_new(&limits, true, &err);
	assert_non_null(b->sim);
	b->k = kernel_new(b->sim, &profile_bare, NULL);
	*state = b;
	return 0;
}

/* Every step must be sound, and the way back and forth must end where it began. */
static inline void check_run(struct sim *sim)
{
	size_t top = sim->journal.top;
	unsigned char *before = malloc(top);

	assert_non_null(before);
	memcpy(before, sim->journal.base, top);
	for (size_t i = 0; i < sim->step_count; i++) {
		const struct step *step = &sim->steps[i];
		const char *letters = step->says->args;
		unsigned words = 0;

		if (step->says->kind == STEP_RETURN)
			continue;
		if (step->says->kind == STEP_CALL)
			letters = step->function->args;
		else
			assert_null(sentence_fault(step->says));
		while (*letters)
			words += step_letter_words(*letters++);
		assert_int_equal(words, step->arg_words);
		if (step->says->line)
			assert_non_null(step->function->lines[step->says->line - 1]);
	}
	sim_seek(sim, NO_STEP);
	for (size_t i = 0; i < top; i++)
		assert_int_equal(sim->journal.base[i], 0);
	sim_seek_end(sim);
	assert_memory_equal(before, sim->journal.base, top);
	free(before);
}

static inline int teardown(void **state)
{
	struct bench *b = *state;

	check_run(b->sim);
	text_free(&b->out);
	sim_free(b->sim);
	free(b);
	return 0;
}

static inline struct resource *bring(struct bench *b, uint64_t start, uint64_t end,
                                     const char *name, uint64_t flags)
{
	return resource_new(b->k, start, end, sim_name(b->sim, name), flags, IORES_DESC_NONE);
}

/* Request a resource below the memory root; it must succeed. */
static inline struct resource *put(struct bench *b, uint64_t start, uint64_t end, const char *name,
                                   uint64_t flags)
{
	struct resource *res = bring(b, start, end, name, flags);

	assert_int_equal(request_resource(b->k, &b->k->iomem_resource, res), 0);
	return res;
}

#endif
