/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/arm64/mm/mmu.c: what the kernel's own mapping gives back to memblock. */
#include "linux/arch/arm64/kernel/setup.h"
#include "linux/drivers/of/fdt.h"
#include "linux/mm/vmalloc.h"

enum { STAGE, GIVEN_BACK, NOTHING_BACK, MAY_GROW };

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: the kernel makes its final page tables and switches to them.") },
	[GIVEN_BACK] = { STEP_DECIDE, LEVEL_STOP, 2, "rs",
	                 N_("The page directory that the very first instructions used, {0}, {1} "
	                    "inside the image, is given back.") },
	[NOTHING_BACK] = { STEP_DECIDE, LEVEL_STEP, 2, "",
	                   N_("This image holds no page directory to give back.") },
	[MAY_GROW] = { STEP_SET, LEVEL_CALL, 3, "",
	               N_("All memory is mapped now, so memblock may move its arrays to bigger "
	                  "places when they fill up.") },
};

static const struct outline outline_paging_init = {
	"paging_init",
	"arch/arm64/mm/mmu.c",
	"",
	'v',
	N_("Switches from the image's provisional page tables to the final ones."),
	N_("Kernel data in /proc/iomem still reaches to the image's end: only the reservation "
	   "gets shorter."),
	{ N_("map the image, and all memory but what is no-map"),
	  N_("give the provisional page directory back to memblock"),
	  N_("from now on memblock's arrays may grow") }
};

/* The five parts of the image, each with rules of its own; a guard page after the last. */
static void map_kernel(struct kernel *k)
{
	const struct profile_image *i = &k->profile->image;
	const uint64_t ends[] = { i->stext,        i->etext, i->init_begin,
		                  i->inittext_end, i->sdata, i->end };
	const uint64_t base = k->profile->mapping.vmalloc_start;

	for (unsigned n = 0; n < 5; n++)
		vm_area_add_early(k, base + ends[n],
		                  ends[n + 1] - ends[n] + (n == 4 ? PAGE_SIZE(k) : 0),
		                  pa_symbol(k, ends[n]), VM_MAP, "paging_init");
}

void paging_init(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	phys_addr_t base = pa_symbol(k, image->init_pg_dir);
	uint64_t size = image->init_pg_end - image->init_pg_dir;

	ENTER(k, &outline_paging_init);
	TELL(k, &says[STAGE], NAME(k, "paging"));
	map_kernel(k);
	if (size) {
		memblock_phys_free(k, base, size);
		TELL(k, &says[GIVEN_BACK], SPAN(base, size), size);
	} else {
		TELL(k, &says[NOTHING_BACK]);
	}
	memblock_allow_resize(k);
	TELL(k, &says[MAY_GROW]);
	leave(k);
}
