/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/kfence/core.c: what KFENCE takes from memblock beside the pool that arch/ has given it. */
#include "linux/include/setup.h"
#include "linux/mm/page_alloc.h"

enum { METADATA, NO_METADATA };

static const struct sentence says[] = {
	[METADATA] = { STEP_ALLOCATE, LEVEL_CALL, 3, "rs",
	               N_("What KFENCE notes of each of its objects lies at {0}, {1}.") },
	[NO_METADATA] = { STEP_REFUSE, LEVEL_STOP, 3, "s",
	                  N_("There is no memory for KFENCE's notes, {0}: its pool is given back.") },
};

static const struct outline outline_alloc = {
	"kfence_alloc_pool_and_metadata",
	"mm/kfence/core.c",
	"",
	'v',
	N_("Takes memory for what KFENCE notes of its objects."),
	NULL,
	{ N_("kfence.sample_interval= is 0: nothing"),
	  N_("a pool, where the architecture took none"), N_("memory for the notes") }
};

void kfence_alloc_pool_and_metadata(struct kernel *k)
{
	uint64_t size = k->profile->sizes.kfence_metadata;
	struct setup_state *setup = k->setup;
	phys_addr_t at;

	if (!setup->kfence_pool || !size)
		return;
	ENTER(k, &outline_alloc);
	at = memblock_alloc(k, size, PAGE_SIZE(k));
	if (at) {
		TELL(k, &says[METADATA], SPAN(at, size), size);
	} else {
		printk(k, "kfence: failed to allocate metadata");
		TELL(k, &says[NO_METADATA], size);
		memblock_phys_free(k, setup->kfence_pool, k->profile->sizes.kfence_pool);
		SET(k, setup->kfence_pool, 0);
	}
	leave(k);
}
