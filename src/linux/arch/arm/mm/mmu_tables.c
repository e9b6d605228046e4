/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm/mm/mmu.c and dma-mapping.c: what the page tables of low memory take.
 *
 * The first table is part of the image.  One of its entries stands for 1 MiB, and Linux uses
 * them in pairs; where a pair is mapped in one piece it needs no more, and where a
 * border does not fit, or pages are wanted, a second table is taken, a page for each pair.
 */
#include "linux/arch/arm/mm/mm.h"

#define MMU_FILE "arch/arm/mm/mmu.c"

#define PAGE_OFFSET   UINT64_C(0xc0000000)
#define FIXADDR_START UINT64_C(0xffc80000)
#define VECTORS       UINT64_C(0xffff0000)
#define ADDRESSES     ((uint64_t)1 << 32)
#define STATIC_VM     40 /* bytes of a struct static_vm: what is kept of a mapping that stays */

enum { NONE, SECTIONS, TABLE };

/* What each pair of entries of the first table holds. */
struct first_table {
	uint8_t pairs[ADDRESSES / ARM_PMD_SIZE];
};

enum {
	STAGE,
	NO_ROOM,
	MAPPED,
	TABLE_TAKEN,
	KERNEL_ALONE,
	REMAPPED,
	IN_HIGHMEM,
	RECORD,
	OPENED,
	WINDOW,
	ZEROS,
};

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n", N_("{0}: low memory gets its page tables.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	              N_("There is no memory of {0} for a page table.") },
	[MAPPED] = { STEP_MAP, LEVEL_CALL, 1, "ra",
	             N_("{0} gets its addresses for good, from {1} on.") },
	[TABLE_TAKEN] = { STEP_ALLOCATE, LEVEL_CALL, 3, "aa",
	                  N_("What is at {0} is not mapped in whole MiB, so a page of page table "
	                     "entries is taken, {1}.") },
	[KERNEL_ALONE] = { STEP_DECIDE, LEVEL_STEP, 1, "r",
	                   N_("{0} holds the running kernel and is mapped apart.") },
	[REMAPPED] = { STEP_MAP, LEVEL_STOP, 2, "rd",
	               N_("The CMA area {0} is mapped anew by single pages, so that devices can get "
	                  "parts of it under other rules: that takes {1} page tables.") },
	[IN_HIGHMEM] = { STEP_DECIDE, LEVEL_CALL, 1, "r",
	                 N_("The CMA area {0} is highmem, which is not mapped: nothing to do.") },
	[RECORD] = { STEP_ALLOCATE, LEVEL_CALL, 1, "aa",
	             N_("A record of the mapping at {0} is kept at {1}.") },
	[OPENED] = { STEP_SET, LEVEL_STOP, 2, "a",
	             N_("Low memory is mapped up to {0}, so memblock may allocate all of it.") },
	[WINDOW] = { STEP_ALLOCATE, LEVEL_CALL, 5, "aa",
	             N_("What is mapped for a moment only has its addresses from {0} on; the page of "
	                "entries for them is {1}.") },
	[ZEROS] = { STEP_ALLOCATE, LEVEL_CALL, 6, "r",
	            N_("A page of zeros, {0}, is what a process gets that only reads.") },
};

static const struct outline outline_early_alloc = {
	"early_alloc",
	MMU_FILE,
	"s",
	'a',
	N_("Takes memory for a page table, aligned to its size."),
	NULL,
	{ N_("from memblock; none: panic") }
};

static phys_addr_t early_alloc(struct kernel *k, uint64_t size)
{
	phys_addr_t at;

	ENTER(k, &outline_early_alloc, size);
	at = memblock_alloc(k, size, size);
	if (!at) {
		TELL(k, &says[NO_ROOM], size);
		printk(k,
		       "Kernel panic - not syncing: early_alloc: Failed to allocate %lu bytes "
		       "align=0x%lx",
		       size, size);
		kernel_panic(k, _("there is no memory for a page table"));
	}
	return leave_word(k, at);
}

static uint64_t virt_of(const struct kernel *k, phys_addr_t phys)
{
	return phys - arm_phys_offset(k) + PAGE_OFFSET;
}

static const struct outline outline_create = {
	"create_mapping",
	MMU_FILE,
	"ra",
	'v',
	N_("Maps a range: by whole MiB where it can, else by pages."),
	NULL,
	{ N_("whole pages"),
	  N_("addresses and borders are multiples of 1 MiB: entries of the "
	     "first table"),
	  N_("else a second table, unless there is one") }
};

/*
 * Map SIZE bytes from PHYS on at VIRT; BY_PAGES when they shall be single pages.  Returns how
 * many tables that took.
 */
static unsigned create_mapping(struct kernel *k, struct first_table *t, uint64_t virt,
                               phys_addr_t phys, uint64_t size, bool by_pages)
{
	uint64_t addr = virt & PAGE_MASK(k), end = addr + PAGE_ALIGN(k, size + virt - addr), next;
	unsigned tables = 0;

	ENTER(k, &outline_create, SPAN(phys, size), virt);
	phys &= PAGE_MASK(k);
	for (; addr < end && addr < ADDRESSES; phys += next - addr, addr = next) {
		uint64_t pair = addr / ARM_PMD_SIZE;

		next = min64((pair + 1) * ARM_PMD_SIZE, end);
		if (!by_pages && !((addr | next | phys) % ARM_SECTION_SIZE)) {
			t->pairs[pair] = SECTIONS;
		} else if (t->pairs[pair] == NONE) {
			phys_addr_t at = early_alloc(k, PAGE_SIZE(k));

			t->pairs[pair] = TABLE;
			TELL(k, &says[TABLE_TAKEN], addr, at);
			tables++;
		}
	}
	leave(k);
	return tables;
}

/* Where the image lies, in whole MiB: it counts from the start of RAM. */
static phys_addr_t kernel_end(const struct kernel *k)
{
	return round_up_to(pa_symbol(k, k->profile->image.end), ARM_SECTION_SIZE);
}

static void map_bank(struct kernel *k, struct first_table *t, phys_addr_t start, phys_addr_t end)
{
	if (start >= end)
		return;
	create_mapping(k, t, virt_of(k, start), start, end - start, false);
	TELL(k, &says[MAPPED], SPAN(start, end - start), virt_of(k, start));
}

static const struct outline outline_lowmem = {
	"map_lowmem",
	MMU_FILE,
	"",
	'v',
	N_("Gives all low memory its addresses."),
	N_("A no-map region is left out, so whatever touches it faults."),
	{ N_("each memory region, as far as low memory goes"),
	  N_("the kernel's own part is mapped apart") }
};

static void map_lowmem(struct kernel *k, struct first_table *t)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	phys_addr_t image = arm_phys_offset(k), image_end = kernel_end(k);

	ENTER(k, &outline_lowmem);
	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];
		phys_addr_t start = r->base,
			    end = min64(start + r->size, k->setup->arm_lowmem_limit);

		if (r->flags & MEMBLOCK_NOMAP)
			continue;
		/* like the kernel, which does not go on behind a region inside of its image */
		if (start >= end || (start > image && end < image_end))
			break;
		if (start <= image && image <= end) {
			TELL(k, &says[KERNEL_ALONE], SPAN(image, image_end - image));
			if (start < image && end > image_end) {
				map_bank(k, t, start, image);
				map_bank(k, t, image_end, end);
				break;
			}
			if (start == image)
				start = image_end;
			else if (end == image_end)
				end = image;
		} else if (image < start && start < image_end && image_end < end) {
			start = image_end;
		} else if (start < image && image < end && image_end > end) {
			end = image;
		}
		map_bank(k, t, start, end);
	}
	leave(k);
}

static const struct outline outline_iotable = {
	"iotable_init",
	MMU_FILE,
	"ra",
	'v',
	N_("Maps a range that stays mapped, and notes that it is."),
	NULL,
	{ N_("memory for the record"), N_("map it") }
};

static unsigned iotable_init(struct kernel *k, struct first_table *t, phys_addr_t phys,
                             uint64_t size)
{
	uint64_t virt = virt_of(k, phys);
	unsigned tables;
	phys_addr_t at;

	ENTER(k, &outline_iotable, SPAN(phys, size), virt);
	at = memblock_alloc(k, STATIC_VM, word_size(k));
	TELL(k, &says[RECORD], virt, at);
	tables = create_mapping(k, t, virt, phys, size, true);
	leave(k);
	return tables;
}

static const struct outline outline_remap = {
	"dma_contiguous_remap",
	"arch/arm/mm/dma-mapping.c",
	"",
	'v',
	N_("Maps CMA areas by pages: parts of them will be mapped for devices in another way."),
	N_("A CMA area in highmem needs nothing: it has no addresses of its own."),
	{ N_("each area, as far as it is low memory"), N_("forget its large entries"),
	  N_("map it anew, by pages") }
};

static void dma_contiguous_remap(struct kernel *k, struct first_table *t)
{
	const struct setup_state *setup = k->setup;

	ENTER(k, &outline_remap);
	for (unsigned i = 0; i < setup->cma_area_count; i++) {
		phys_addr_t start = setup->cma_areas[i].base, whole = setup->cma_areas[i].size;
		phys_addr_t end = min64(start + whole, setup->arm_lowmem_limit);
		unsigned tables;

		if (start >= end) {
			TELL(k, &says[IN_HIGHMEM], SPAN(start, whole));
			continue;
		}
		for (uint64_t a = virt_of(k, start); a < virt_of(k, end); a += ARM_PMD_SIZE)
			t->pairs[a / ARM_PMD_SIZE] = NONE;
		tables = iotable_init(k, t, start, end - start);
		TELL(k, &says[REMAPPED], SPAN(start, end - start), tables);
	}
	leave(k);
}

static const struct outline outline_reserve_area = {
	"vm_reserve_area_early",
	MMU_FILE,
	"a",
	'v',
	N_("Keeps a range of addresses in the area for mappings."),
	NULL,
	{ N_("memory for the record of it") }
};

static void vm_reserve_area_early(struct kernel *k, uint64_t addr)
{
	phys_addr_t at;

	ENTER(k, &outline_reserve_area, addr);
	at = memblock_alloc(k, STATIC_VM, word_size(k));
	TELL(k, &says[RECORD], addr, at);
	leave(k);
}

static const struct outline outline_devicemaps = {
	"devicemaps_init",
	MMU_FILE,
	"",
	'v',
	N_("Maps what cannot wait for ioremap(): the vectors and the blob."),
	NULL,
	{ N_("two pages for the vectors, where exceptions go"), N_("the blob, read-only"),
	  N_("the vectors, at the end of all addresses"),
	  N_("keep the addresses that PCI's ports "
	     "are mapped to") }
};

static void devicemaps_init(struct kernel *k, struct first_table *t)
{
	phys_addr_t vectors;

	ENTER(k, &outline_devicemaps);
	vectors = early_alloc(k, 2 * PAGE_SIZE(k));
	create_mapping(k, t, VECTORS, vectors, PAGE_SIZE(k), true);
	create_mapping(k, t, VECTORS + PAGE_SIZE(k), vectors + PAGE_SIZE(k), PAGE_SIZE(k), true);
	if (k->profile->mapping.ports)
		vm_reserve_area_early(k, k->profile->mapping.ports);
	leave(k);
}

static const struct outline outline_paging = {
	"paging_init",
	MMU_FILE,
	"",
	'v',
	N_("Maps low memory and the devices that cannot wait."),
	N_("It is the first that allocates, so what it takes lies at the very end of low memory."),
	{ N_("map low memory"), N_("from now on all of it may be allocated"),
	  N_("map CMA areas anew, by pages"), N_("map the vectors and the blob"),
	  N_("page tables for what is mapped for a moment, highmem among it"),
	  N_("a page of zeros"), N_("zones and the memmap") }
};

/* kmap_init(): the entries of two windows. */
static void kmap_init(struct kernel *k, struct first_table *t)
{
	const uint64_t windows[] = { PAGE_OFFSET - ARM_PMD_SIZE, FIXADDR_START };

	for (unsigned i = 0; i < 2; i++) {
		uint64_t pair = windows[i] / ARM_PMD_SIZE;
		phys_addr_t at;

		if (t->pairs[pair] != NONE)
			continue;
		t->pairs[pair] = TABLE;
		at = early_alloc(k, PAGE_SIZE(k));
		TELL(k, &says[WINDOW], windows[i], at);
	}
}

void arm_paging_init(struct kernel *k)
{
	struct first_table t = { .pairs = { NONE } };
	phys_addr_t zeros;

	ENTER(k, &outline_paging);
	TELL(k, &says[STAGE], NAME(k, "paging"));
	map_lowmem(k, &t);
	memblock_set_current_limit(k, k->setup->arm_lowmem_limit);
	TELL(k, &says[OPENED], k->setup->arm_lowmem_limit);
	dma_contiguous_remap(k, &t);
	devicemaps_init(k, &t);
	kmap_init(k, &t);
	zeros = early_alloc(k, PAGE_SIZE(k));
	TELL(k, &says[ZEROS], SPAN(zeros, PAGE_SIZE(k)));
	arm_bootmem_init(k);
	leave(k);
}
