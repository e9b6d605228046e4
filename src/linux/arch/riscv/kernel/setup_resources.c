/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/riscv/kernel/setup.c, second part: what memblock knows becomes the first entries of
 * /proc/iomem.
 *
 * Everything is inserted at the root, the image first; what comes later and is larger adopts
 * what is there.  If one entry does not fit, all are taken out again.
 */
#include <inttypes.h>

#include "linux/arch/reserved_regions.h"
#include "linux/arch/riscv/mm/mm.h"
#include "linux/drivers/of/fdt.h"

#define SETUP_FILE "arch/riscv/kernel/setup.c"

enum {
	STAGE,
	RECORDS,
	RECORDS_AT,
	IMAGE,
	PART,
	ELF_HEADER,
	RESERVED_OUTSIDE,
	RESERVED_INSIDE,
	RAM,
	RAM_ROUNDED,
	NOMAP,
	FAILED,
	ALL_OUT,
	SPARE,
};

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: what memblock knows as memory becomes the first entries of "
	               "/proc/iomem.") },
	[RECORDS] = { STEP_READ, LEVEL_STOP, 1, "ddds",
	              N_("memblock has {0} regions of memory and {1} reserved ones. Each may become "
	                 "a resource, and taking the records may add one: {2} records, {3}.") },
	[RECORDS_AT] = { STEP_ALLOCATE, LEVEL_STEP, 1, "a", N_("The records lie at {0}.") },
	[IMAGE] = { STEP_SET, LEVEL_STOP, 2, "R",
	            N_("{0} gets its range: from _text to the end of the variables. What comes before "
	               "_text belongs to the image too but has no entry.") },
	[PART] = { STEP_SET, LEVEL_CALL, 2, "R",
	           N_("{0} gets its range, a part of the image; what lies between such parts has no "
	              "name.") },
	[ELF_HEADER] = { STEP_SET, LEVEL_STOP, 3, "R",
	                 N_("{0}, the description of the kernel that crashed, goes to the root.") },
	[RESERVED_OUTSIDE] = { STEP_SET, LEVEL_STOP, 4, "rR",
	                       N_("The reservation {0} does not begin in memory, so it becomes {1} "
	                          "at the root.") },
	[RESERVED_INSIDE] = { STEP_DECIDE, LEVEL_CALL, 4, "r",
	                      N_("The reservation {0} begins in memory: it has to wait, and its "
	                         "record is used for the next.") },
	[RAM] = { STEP_SET, LEVEL_STOP, 5, "R",
	          N_("The memory region becomes {0}: busy, so no driver may claim a part of it. It "
	             "adopts what lies inside.") },
	[RAM_ROUNDED] = { STEP_RESIZE, LEVEL_STOP, 5, "rR",
	                  N_("The memory region {0}, cut to whole pages, becomes {1}.") },
	[NOMAP] = { STEP_SET, LEVEL_STOP, 5, "rR",
	            N_("The region {0} is marked no-map, so it becomes {1} and no System RAM; user "
	               "space may not map it.") },
	[FAILED] = { STEP_CONFLICT, LEVEL_STOP, 6, "R",
	             N_("{0} cuts through something that is in the tree already, or has no whole "
	                "page.") },
	[ALL_OUT] = { STEP_UNLINK, LEVEL_STOP, 6, "s",
	              N_("Better an empty tree than a wrong one: all entries are taken out again, "
	                 "and the records, {0}, are given back.") },
	[SPARE] = { STEP_DECIDE, LEVEL_STOP, 7, "ds",
	            N_("{0} records were not needed: {1} are given back.") },
};

static const struct outline outline_add = {
	"add_resource",
	SETUP_FILE,
	"R",
	'e',
	N_("Inserts an entry, and complains when it cannot be."),
	NULL,
	{ N_("insert_resource(): it adopts what lies inside"), N_("no: complain") }
};

/* 1 when RES is in the tree below PARENT, or an errno. */
static int add_resource(struct kernel *k, struct resource *parent, struct resource *res)
{
	int err;

	ENTER(k, &outline_add, RES(res));
	err = insert_resource(k, parent, res);
	if (err >= 0)
		return leave_int(k, 1);
	printk(k, "Failed to add a %s resource at %" PRIx64, res->name, res->start);
	return leave_int(k, err);
}

static const struct outline outline_kernel = {
	"add_kernel_resources",
	SETUP_FILE,
	"",
	'e',
	N_("Shows the running kernel: one entry for all of it, and its parts as children."),
	N_("The code that only the start needs lies between code and constants and has no entry."),
	{ N_("Kernel image at the root, busy"), N_("Kernel code, from _text to _etext"),
	  N_("Kernel rodata, the constants"), N_("Kernel data, the variables with a value"),
	  N_("Kernel bss, those that begin as zero") }
};

static struct resource *new_part(struct kernel *k, const char *name, uint64_t start, uint64_t end)
{
	return resource_new(k, pa_symbol(k, start), pa_symbol(k, end) - 1, sim_name(k->sim, name),
	                    IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY, IORES_DESC_NONE);
}

static int add_kernel_resources(struct kernel *k)
{
	const struct profile_image *i = &k->profile->image;
	const struct {
		const char *name;
		uint64_t start, end;
	} parts[] = {
		{ "Kernel code", i->stext, i->init_begin },
		{ "Kernel rodata", i->rodata, i->rodata_end },
		{ "Kernel data", i->sdata, i->data_end },
		{ "Kernel bss", i->bss, i->bss_end },
	};
	struct resource *image, *part;
	int err;

	ENTER(k, &outline_kernel);
	image = new_part(k, "Kernel image", i->stext, i->bss_end);
	sim_tell(k->sim, &says[IMAGE], SIM_WORDS(RES(image)));
	err = add_resource(k, &k->iomem_resource, image);
	for (size_t n = 0; err >= 0 && n < sizeof(parts) / sizeof(parts[0]); n++) {
		part = new_part(k, parts[n].name, parts[n].start, parts[n].end);
		TELL(k, &says[PART], RES(part));
		err = add_resource(k, image, part);
	}
	return leave_int(k, err);
}

/* The next record, filled in; records are used from the last one down. */
static struct resource *fill_record(struct kernel *k, struct resource *records, uint64_t *left,
                                    uint64_t first, uint64_t behind, bool ram)
{
	struct resource *res = &records[--*left], new = {
		.start = PFN_PHYS(k, first),
		.end = PFN_PHYS(k, behind) - 1,
		.name = sim_name(k->sim, ram ? "System RAM" : "Reserved"),
		.flags = ram ? IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY
		             : IORESOURCE_MEM | IORESOURCE_EXCLUSIVE,
	};

	SET(k, *res, new);
	return res;
}

/* What is reserved and does not begin in memory, whole pages of it. */
static int add_reserved(struct kernel *k, struct resource *records, uint64_t *left)
{
	const struct memblock_type *reserved = &k->mm_memblock.memblock.reserved;

	for (uint64_t i = 0; i < reserved->cnt; i++) {
		const struct memblock_region *r = &reserved->regions[i];
		uint64_t first = PFN_DOWN(k, r->base), behind = PFN_UP(k, r->base + r->size);
		struct resource *res;
		int err;

		if (!r->size)
			continue;
		if (memblock_is_memory(k, PFN_PHYS(k, first))) {
			TELL(k, &says[RESERVED_INSIDE], SPAN(r->base, r->size));
			continue;
		}
		res = fill_record(k, records, left, first, behind, false);
		TELL(k, &says[RESERVED_OUTSIDE], SPAN(r->base, r->size), RES(res));
		err = add_resource(k, &k->iomem_resource, res);
		if (err < 0)
			return err;
	}
	return 1;
}

/* Every region of memory; no-map ones have the name of reservations. */
static int add_memory(struct kernel *k, struct resource *records, uint64_t *left)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];
		uint64_t first = PFN_UP(k, r->base), behind = PFN_DOWN(k, r->base + r->size);
		bool nomap = r->flags & MEMBLOCK_NOMAP;
		struct resource *res;
		int err;

		if (!r->size)
			continue;
		res = fill_record(k, records, left, first, behind, !nomap);
		if (nomap)
			TELL(k, &says[NOMAP], SPAN(r->base, r->size), RES(res));
		else if (res->start == r->base && res->end == r->base + r->size - 1)
			TELL(k, &says[RAM], RES(res));
		else
			TELL(k, &says[RAM_ROUNDED], SPAN(r->base, r->size), RES(res));
		err = add_resource(k, &k->iomem_resource, res);
		if (err < 0) {
			TELL(k, &says[FAILED], RES(res));
			return err;
		}
		SET(k, k->setup->num_standard_resources, k->setup->num_standard_resources + 1);
	}
	return 1;
}

static const struct outline outline_init = {
	"init_resources",
	SETUP_FILE,
	"",
	'v',
	N_("Makes resources of the image, of memory, and of what is reserved outside of memory."),
	N_("On arm64 an entry that does not fit is left out; here one such entry empties the whole "
	   "tree."),
	{ N_("allocate a record for each region of memory and each reserved one, and one more"),
	  N_("the image and its parts"), N_("the description of a kernel that crashed"),
	  N_("reservations that do not begin in memory: called Reserved"),
	  N_("memory: System RAM, or Reserved where it is no-map"),
	  N_("one of them cannot be inserted: take all out, give the records back"),
	  N_("give back what was not needed") }
};

/* The ELF core header of /chosen, where there is one. */
static void add_elf_header(struct kernel *k)
{
	const struct fdt_state *fdt = k->fdt;
	struct resource *res;

	if (!fdt->elfcorehdr_size)
		return;
	res = resource_new(k, fdt->elfcorehdr_addr, fdt->elfcorehdr_addr + fdt->elfcorehdr_size - 1,
	                   sim_name(k->sim, "ELF Core hdr"),
	                   IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY, IORES_DESC_NONE);
	TELL(k, &says[ELF_HEADER], RES(res));
	add_resource(k, &k->iomem_resource, res);
}

/* All entries: 1, or an errno when the tree is to be emptied. */
static int add_all(struct kernel *k, struct resource *records, uint64_t *left)
{
	int err = add_kernel_resources(k);

	if (err < 0)
		return err;
	add_elf_header(k);
	err = add_reserved(k, records, left);
	return err < 0 ? err : add_memory(k, records, left);
}

void riscv_init_resources(struct kernel *k)
{
	const struct memblock *m = &k->mm_memblock.memblock;
	uint64_t count = m->memory.cnt + m->reserved.cnt + 1, left = count;
	uint64_t one = k->profile->sizes.resource, size = count * one;
	struct setup_state *setup = k->setup;
	struct resource *records;
	phys_addr_t at;

	ENTER(k, &outline_init);
	TELL(k, &says[STAGE], NAME(k, "resources"));
	TELL(k, &says[RECORDS], m->memory.cnt, m->reserved.cnt, count, size);
	at = memblock_alloc(k, size, k->profile->cache_line);
	if (!at) {
		printk(k,
		       "Kernel panic - not syncing: init_resources: Failed to allocate %" PRIu64
		       " bytes",
		       size);
		kernel_panic(k, _("there is no memory for the records of memory itself"));
	}
	TELL(k, &says[RECORDS_AT], at);
	records = sim_alloc(k->sim, count * sizeof(*records));
	if (add_all(k, records, &left) < 0) {
		SET(k, setup->num_standard_resources, 0);
		release_child_resources(k, &k->iomem_resource);
		memblock_free(k, at, size);
		TELL(k, &says[ALL_OUT], size);
	} else {
		SET(k, setup->standard_resources, &records[left]);
		if (left) {
			memblock_free(k, at, left * one);
			TELL(k, &says[SPARE], left, left * one);
		}
	}
	leave(k);
}

static const struct outline outline_reserved_regions = {
	"reserve_memblock_reserved_regions",
	SETUP_FILE,
	"",
	'v',
	N_("Shows what memblock reserved as children of System RAM, called Reserved."),
	N_("It runs late, as an initcall, so allocations of the whole boot are in it, but before "
	   "the initrd is given back."),
	{ N_("pass over a memory resource in which nothing is reserved"),
	  N_("round each reservation out to pages and cut it to the resource"),
	  N_("fill what has no child yet with entries called Reserved") }
};

void riscv_reserve_memblock_reserved_regions(struct kernel *k)
{
	ENTER(k, &outline_reserved_regions);
	show_reserved_regions(k, "Reserved");
	leave(k);
}
