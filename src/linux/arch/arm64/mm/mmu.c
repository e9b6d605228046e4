/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/arm64/mm/mmu.c: what the kernel's own mapping gives back to memblock. */
#include "linux/arch/arm64/mm/mmu.h"

#include <string.h>

#include "linux/arch/arm64/kernel/setup.h"
#include "linux/drivers/of/fdt.h"
#include "linux/lib/cmdline.h"
#include "linux/mm/vmalloc.h"

enum { STAGE, GIVEN_BACK, NOTHING_BACK, MAY_GROW, CRASH, RODATA, RODATA_OTHER, KFENCE };

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
	[CRASH] = { STEP_SET, LEVEL_STOP, 1, "",
	            N_("crashkernel= will be read later; that it is there means that memory must be "
	               "mapped page by page.") },
	[RODATA] = { STEP_SET, LEVEL_STOP, 1, "n",
	             N_("rodata={0}: full is the default and the only one for which memory is mapped "
	                "page by page.") },
	[KFENCE] = { STEP_SET, LEVEL_STOP, 1, "d",
	             N_("kfence.sample_interval={0}: memory for KFENCE is taken before memory is mapped, "
	                "unless that is 0.") },
	[RODATA_OTHER] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	                   N_("rodata={0} changes nothing: on, off and full are the words.") },
};

static const struct outline outline_crash = {
	"enable_crash_mem_map",
	MMU_FILE,
	"n",
	'e',
	N_("Notes that crashkernel= is there."),
	N_("Its size does not matter here: even one that comes out as nothing counts."),
	{ N_("remember it") }
};

int enable_crash_mem_map(struct kernel *k, const char *value)
{
	ENTER(k, &outline_crash, NAME(k, value ? value : ""));
	SET(k, k->setup->crash_mem_map, true);
	TELL(k, &says[CRASH]);
	return leave_int(k, 0);
}

static const struct outline outline_rodata = {
	"set_debug_rodata",
	"init/main.c",
	"n",
	'e',
	N_("Reads rodata=on, off or full."),
	N_("full is the default, and the one that costs memory: a page table for each 2 MiB."),
	{ N_("one of the three words: remember it"), N_("any other is remarked on") }
};

int set_debug_rodata(struct kernel *k, const char *value)
{
	const char *name = sim_name(k->sim, value ? value : "");
	bool full = !strcmp(name, "full");

	ENTER(k, &outline_rodata, name_id(name));
	if (full || !strcmp(name, "on") || !strcmp(name, "off")) {
		SET(k, k->setup->rodata_blocks, full ? NULL : name);
		TELL(k, &says[RODATA], name_id(name));
	} else {
		TELL(k, &says[RODATA_OTHER], name_id(name));
		printk(k, "Invalid option string for rodata: '%s'", name);
	}
	return leave_int(k, 0);
}

static const struct outline outline_kfence = {
	"parse_kfence_early_init",
	MMU_FILE,
	"n",
	'e',
	N_("Reads kfence.sample_interval= early, for the pool needs page tables of its own."),
	NULL,
	{ N_("0: there may be a pool later; another number: its memory is taken at once") }
};

int parse_kfence_early_init(struct kernel *k, const char *value)
{
	const char *end = value;
	bool minus = value && *value == '-';
	uint64_t number = value ? simple_strtoull(value + minus, &end) : 0;

	ENTER(k, &outline_kfence, NAME(k, value ? value : ""));
	/* get_option(): what is no number changes nothing */
	if (value && end != value + minus) {
		SET(k, k->setup->kfence_early, number != 0);
		TELL(k, &says[KFENCE], number);
	}
	return leave_int(k, 0);
}

static const struct outline outline_paging_init = {
	"paging_init",
	MMU_FILE,
	"",
	'v',
	N_("Switches from the image's provisional page tables to the final ones."),
	N_("Kernel data in /proc/iomem still reaches to the image's end: only the reservation "
	   "gets shorter."),
	{ N_("map the image, and all memory but what is no-map"),
	  N_("give the provisional page directory back to memblock"),
	  N_("from now on memblock's arrays may grow"),
	  N_("page tables for the image's parts, and for the code that switches to them") }
};

/* The five parts of the image, each with rules of its own; a guard page after the last. */
static void map_kernel(struct kernel *k)
{
	const struct profile_image *i = &k->profile->image;
	const uint64_t ends[] = { i->stext,        i->etext, i->init_begin,
		                  i->inittext_end, i->sdata, i->end };
	const uint64_t base = k->mapping->vmalloc_start;

	for (unsigned n = 0; n < 5; n++)
		vm_area_add_early(k, base + ends[n],
		                  ends[n + 1] - ends[n] + (n == 4 ? PAGE_SIZE(k) : 0),
		                  pa_symbol(k, ends[n]), VM_MAP, "paging_init");
	if (profile_allocates(k->profile) && !profile_has(k->profile, FEATURE_IMAGE_TABLES_INSIDE))
		map_image_tables(k, ends, 5);
}

void paging_init(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	phys_addr_t base = pa_symbol(k, image->init_pg_dir);
	uint64_t size = image->init_pg_end - image->init_pg_dir;

	ENTER(k, &outline_paging_init);
	TELL(k, &says[STAGE], NAME(k, "paging"));
	map_kernel(k);
	map_mem(k);
	if (size) {
		memblock_phys_free(k, base, size);
		TELL(k, &says[GIVEN_BACK], SPAN(base, size), size);
	} else {
		TELL(k, &says[NOTHING_BACK]);
	}
	memblock_allow_resize(k);
	TELL(k, &says[MAY_GROW]);
	create_idmap(k);
	leave(k);
}
