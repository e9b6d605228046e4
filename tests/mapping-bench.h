/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A kernel of any profile on a guarded arena, with nothing in it, for tests of mapping. */
#ifndef BOOTWALK_TESTS_MAPPING_BENCH_H
#define BOOTWALK_TESTS_MAPPING_BENCH_H

#include "resource-bench.h"

#include "linux/include/io.h"
#include "linux/mm/vmalloc.h"
#include "machine/profile.h"
#include "machine/store.h"

#define GIB (1ull << 30)
#define MIB (1ull << 20)

/* The bench's kernel is one of the profile NAME from here on. */
static inline void use_kernel(struct bench *b, struct profile *p, const char *name)
{
	struct sim_limits limits = sim_default_limits;
	struct store_entry entry;
	struct store *store;
	struct error err;

	if (!store_open(&store, &err))
		fail_msg("%s: %s", err.what, err.reason);
	assert_true(store_find(store, "kernels", name, &entry));
	if (!profile_from_fdt(p, entry.dtb, name, &err))
		fail_msg("%s: %s: %s", err.what, err.where, err.reason);
	store_close(store);
	sim_free(b->sim);
	limits.arena = 64 << 20;
	b->sim = sim_new(&limits, true, &err);
	assert_non_null(b->sim);
	b->k = kernel_new(b->sim, p, NULL);
}

/* Does the log have TEXT in a line? */
static inline bool logged(const struct bench *b, const char *text)
{
	for (const struct log_line *l = b->sim->log->first; l; l = l->next)
		if (strstr(l->text, text))
			return true;
	return false;
}

/* How often FUNCTION was called. */
static inline unsigned called(const struct bench *b, const char *function)
{
	unsigned count = 0;

	for (size_t i = 0; i < b->sim->step_count; i++)
		count += b->sim->steps[i].says->kind == STEP_CALL &&
		         !strcmp(b->sim->steps[i].function->function, function);
	return count;
}

#endif
