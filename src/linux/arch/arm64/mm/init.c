/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm64/mm/init.c: memblock gets its final shape.  What the machine cannot
 * address goes, mem= is obeyed, initrd and image are reserved; later the zones are
 * sized and the areas that depend on them are taken.
 */
#include <inttypes.h>

#include "linux/arch/arch.h"
#include "linux/arch/arm64/kernel/setup.h"
#include "linux/include/asm-generic/numa.h"
#include "linux/include/crash_reserve.h"
#include "linux/include/of_address.h"
#include "linux/kernel/dma/contiguous.h"
#include "linux/kernel/dma/swiotlb.h"
#include "linux/lib/cmdline.h"
#include "linux/mm/page_alloc.h"
#include "linux/mm/sparse.h"

#define INIT_FILE "arch/arm64/mm/init.c"

enum {
	LIMIT_NOTED,
	LIMIT_EMPTY,
	STAGE_MEMBLOCK,
	PHYS_LIMIT,
	MEMSTART,
	TOO_WIDE,
	LINEAR_LIMIT,
	LINEAR_CUT,
	LIMIT_APPLIED,
	IMAGE_BACK,
	NO_INITRD,
	INITRD_FAR,
	INITRD_RESERVED,
	IMAGE_RESERVED,
	STAGE_BOOTMEM,
	PFNS,
	ZONE_LIMIT_BITS,
	ZONE_NO_LIMIT,
	ZONE_LAST,
	ZONE_NO_RANGE,
	INITMEM,
	ZONE_LIMIT,
	NO_ROOM_BELOW,
};

static const struct sentence says[] = {
	[LIMIT_NOTED] = { STEP_SET, LEVEL_STOP, 2, "s",
	                  N_("mem= limits memory to {0}; it is cut when all banks are known.") },
	[LIMIT_EMPTY] = { STEP_REFUSE, LEVEL_STOP, 1, "", N_("mem= without a size is malformed.") },
	[STAGE_MEMBLOCK] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                     N_("{0}: what the tree calls memory is cut to what this kernel can "
	                        "use, and what is taken already is reserved.") },
	[PHYS_LIMIT] = { STEP_DECIDE, LEVEL_STOP, 1, "ad",
	                 N_("Memory from {0} up is taken out: this kernel is built for physical "
	                    "addresses of {1} bits.") },
	[MEMSTART] = { STEP_SET, LEVEL_STOP, 2, "aas",
	               N_("Memory begins at {0}; the linear map begins at {1}, that address "
	                  "rounded down to a multiple of {2}.") },
	[TOO_WIDE] = { STEP_DECIDE, LEVEL_STOP, 3, "s",
	               N_("Memory spans more than {0} of addresses, more than the linear map can "
	                  "reach.") },
	[LINEAR_LIMIT] = { STEP_DECIDE, LEVEL_STOP, 3, "as",
	                   N_("Memory from {0} up is taken out: the linear map has addresses for "
	                      "{1} only.") },
	[LINEAR_CUT] = { STEP_SET, LEVEL_STOP, 3, "a",
	                 N_("Memory still ends too high, so what lies below {0} is given up "
	                    "instead.") },
	[LIMIT_APPLIED] = { STEP_RESIZE, LEVEL_STOP, 4, "s",
	                    N_("mem= is obeyed: all memory behind the first {0} is dropped, and "
	                       "what was reserved there too.") },
	[IMAGE_BACK] = { STEP_DECIDE, LEVEL_STOP, 4, "r",
	                 N_("The image itself, {0}, is added back: the kernel cannot run outside "
	                    "of its memory.") },
	[NO_INITRD] = { STEP_DECIDE, LEVEL_STOP, 5, "", N_("There is no initrd to keep.") },
	[INITRD_FAR] = { STEP_REFUSE, LEVEL_STOP, 5, "r",
	                 N_("The initrd at {0} lies outside of what the linear map can reach: the "
	                    "kernel warns and boots without it.") },
	[INITRD_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 5, "rs",
	                      N_("The initrd, rounded out to the pages {0}, {1}, is made sure to "
	                         "be memory, then reserved.") },
	[IMAGE_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 6, "rsn",
	                     N_("The running kernel itself, {0}, {1} from {2} to _end, is "
	                        "reserved.") },
	[STAGE_BOOTMEM] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                    N_("{0}: memory gets its nodes and zones, and areas that depend on "
	                       "them are taken.") },
	[PFNS] = { STEP_SET, LEVEL_CALL, 1, "pp",
	           N_("Memory goes from page frame {0} up to, but not with, {1}.") },
	[ZONE_LIMIT_BITS] = { STEP_DECIDE, LEVEL_STOP, 1, "ad",
	                      N_("Buses with dma-ranges reach addresses up to {0} only, so the DMA "
	                         "zone is limited to {1} address bits.") },
	[ZONE_NO_LIMIT] = { STEP_DECIDE, LEVEL_CALL, 1, "d",
	                    N_("No bus in the tree has dma-ranges that limit its devices, so the "
	                       "DMA zone has the usual {0} address bits.") },
	[INITMEM] = { STEP_DECIDE, LEVEL_STOP, 1, "rs",
	              N_("{0}, {1} of the image, held code and data that only the start needed: "
	                 "memblock forgets it.") },
	[ZONE_NO_RANGE] = { STEP_DECIDE, LEVEL_CALL, 1, "",
	                    N_("No bus in the tree has dma-ranges that limit its devices; where RAM "
	                       "begins below 4 GiB the DMA zone ends there at the latest.") },
	[ZONE_LAST] = { STEP_READ, LEVEL_STOP, 1, "a",
	                N_("The last address that all buses with dma-ranges reach is {0}; where RAM "
	                   "begins below 4 GiB the DMA zone ends there at the latest.") },
	[ZONE_LIMIT] = { STEP_SET, LEVEL_STOP, 2, "a",
	                 N_("Memory for DMA ends at {0}: the zone's limit or the end of memory, "
	                    "whichever is lower.") },
	[NO_ROOM_BELOW] = { STEP_DECIDE, LEVEL_STOP, 2, "a",
	                    N_("All memory lies above what those bits reach, so the zone ends at "
	                       "{0}.") },
};

static const struct outline outline_early_mem = {
	"early_mem",
	INIT_FILE,
	"n",
	'e',
	N_("Reads mem=SIZE from the command line."),
	N_("It limits the amount of memory, not the highest address."),
	{ N_("no size: malformed"), N_("round the size down to pages and note it") }
};

int early_mem(struct kernel *k, const char *value)
{
	ENTER(k, &outline_early_mem, NAME(k, value));
	if (!value) {
		TELL(k, &says[LIMIT_EMPTY]);
		return leave_int(k, 1);
	}
	SET(k, k->setup->memory_limit, memparse(value, NULL) & PAGE_MASK(k));
	TELL(k, &says[LIMIT_NOTED], k->setup->memory_limit);
	printk(k, "Memory limited to %" PRIu64 "MB", k->setup->memory_limit >> 20);
	return leave_int(k, 0);
}

/* From PAGE_OFFSET to PAGE_END; where 52 bits may be fewer, the end is that of 48 bits. */
static uint64_t linear_region_size(const struct kernel *k)
{
	unsigned va_bits = k->profile->va_bits, least = k->profile->va_bits_built ? 48 : va_bits;

	return ((uint64_t)1 << va_bits) - ((uint64_t)1 << (least - 1));
}

static const struct outline outline_memblock_init = {
	"arm64_memblock_init",
	INIT_FILE,
	"",
	'v',
	N_("Cuts memory to what this kernel can use, and reserves what is in use."),
	N_("Nothing has been allocated before this; memblock only wrote down what it was told."),
	{ N_("take out what has too many address bits"), N_("choose where the linear map begins"),
	  N_("take out what the linear map cannot reach"),
	  N_("mem=: drop memory behind the limit, but keep the image"),
	  N_("the initrd: add it to memory, take a no-map mark off, reserve it"),
	  N_("reserve the image"), N_("reserve what the device tree asks for"),
	  N_("reserve memory for a crash kernel, unless that must wait for the DMA zone") }
};

/* Everything out that lies outside of the linear map. */
static void limit_to_linear_map(struct kernel *k, uint64_t linear)
{
	struct setup_state *setup = k->setup;
	uint64_t align = k->profile->memstart_align;
	phys_addr_t start = memblock_start_of_DRAM(k), end, limit;

	SET(k, setup->memstart_addr, round_down_to(start, align));
	TELL(k, &says[MEMSTART], start, setup->memstart_addr, align);
	if (memblock_end_of_DRAM(k) - setup->memstart_addr > linear) {
		TELL(k, &says[TOO_WIDE], linear);
		printk(k, "Memory doesn't fit in the linear mapping, VA_BITS too small");
	}
	limit = max64(setup->memstart_addr + linear, pa_symbol(k, k->profile->image.end));
	memblock_remove(k, limit, UINT64_MAX);
	TELL(k, &says[LINEAR_LIMIT], limit, linear);
	end = memblock_end_of_DRAM(k);
	if (setup->memstart_addr + linear < end) {
		SET(k, setup->memstart_addr, round_up_to(end - linear, align));
		memblock_remove(k, 0, setup->memstart_addr);
		TELL(k, &says[LINEAR_CUT], setup->memstart_addr);
	}
}

static void apply_memory_limit(struct kernel *k)
{
	phys_addr_t limit = k->setup->memory_limit, text = pa_symbol(k, 0);

	if (limit == PHYS_ADDR_MAX)
		return;
	memblock_mem_limit_remove_map(k, limit);
	TELL(k, &says[LIMIT_APPLIED], limit);
	memblock_add(k, text, k->profile->image.end);
	TELL(k, &says[IMAGE_BACK], SPAN(text, k->profile->image.end));
}

/* The initrd becomes memory, mapped and reserved, in whole pages. */
static void keep_initrd(struct kernel *k, uint64_t linear)
{
	struct fdt_state *fdt = k->fdt;
	phys_addr_t base = fdt->phys_initrd_start & PAGE_MASK(k);
	uint64_t size = PAGE_ALIGN(k, fdt->phys_initrd_start + fdt->phys_initrd_size) - base;
	phys_addr_t start = memblock_start_of_DRAM(k);

	if (!fdt->phys_initrd_size) {
		TELL(k, &says[NO_INITRD]);
		return;
	}
	if (base < start || base + size > start + linear) {
		kernel_warn(
			k, INIT_FILE ":347", "arm64_memblock_init",
			"initrd not fully accessible via the linear mapping -- please check your "
			"bootloader ...");
		SET(k, fdt->phys_initrd_size, 0);
		TELL(k, &says[INITRD_FAR], SPAN(base, size));
		return;
	}
	if (!profile_has(k->profile, FEATURE_INITRD_NOMAP_CLEARED))
		memblock_remove(k, base, size);
	memblock_add(k, base, size);
	if (profile_has(k->profile, FEATURE_INITRD_NOMAP_CLEARED))
		memblock_clear_nomap(k, base, size);
	memblock_reserve(k, base, size);
	TELL(k, &says[INITRD_RESERVED], base, base + memblock_cap_size(k, base, size) - 1, size);
}

void arm64_memblock_init(struct kernel *k)
{
	const struct profile *profile = k->profile;
	uint64_t linear = linear_region_size(k);
	phys_addr_t phys_end = (uint64_t)1 << profile->pa_bits;
	phys_addr_t stext = pa_symbol(k, profile->image.stext);
	uint64_t size = profile->image.end - profile->image.stext;

	ENTER(k, &outline_memblock_init);
	TELL(k, &says[STAGE_MEMBLOCK], NAME(k, "memblock"));
	if (!profile_has(profile, FEATURE_FDT_CRASH_DUMP))
		fdt_enforce_memory_region(k);
	memblock_remove(k, phys_end, UINT64_MAX);
	TELL(k, &says[PHYS_LIMIT], phys_end, profile->pa_bits);
	limit_to_linear_map(k, linear);
	apply_memory_limit(k);
	keep_initrd(k, linear);
	memblock_reserve(k, stext, size);
	TELL(k, &says[IMAGE_RESERVED], SPAN(stext, size), size, NAME(k, image_symbol(k)));
	early_init_fdt_scan_reserved_mem(k);
	if (!profile_has(profile, FEATURE_CRASHKERNEL_IN_BOOTMEM)) {
		SET(k, k->setup->arm64_dma_phys_limit, phys_end);
		reserve_crashkernel(k);
	}
	if (!profile_has(profile, FEATURE_FDT_CRASH_DUMP))
		reserve_elfcorehdr(k);
	SET(k, k->setup->high_memory, memblock_end_of_DRAM(k));
	leave(k);
}

/* fls64(): the number of the highest bit set, counted from 1; 0 for none. */
static unsigned fls64(uint64_t x)
{
	return x ? 64 - (unsigned)__builtin_clzll(x) : 0;
}

static const struct outline outline_max_zone_phys = {
	"max_zone_phys",
	INIT_FILE,
	"d",
	'a',
	N_("Tells where memory ends that so many address bits can reach."),
	NULL,
	{ N_("all addresses of that many bits"),
	  N_("memory begins above them: 32 bits, or no limit at all"),
	  N_("not beyond the end of memory") }
};

static phys_addr_t max_zone_phys(struct kernel *k, unsigned zone_bits)
{
	phys_addr_t mask = zone_bits >= 64 ? PHYS_ADDR_MAX : ((phys_addr_t)1 << zone_bits) - 1;
	phys_addr_t start = memblock_start_of_DRAM(k);

	ENTER(k, &outline_max_zone_phys, zone_bits);
	if (start > UINT32_MAX)
		mask = PHYS_ADDR_MAX;
	else if (start > mask)
		mask = UINT32_MAX;
	else
		zone_bits = 0;
	if (zone_bits)
		TELL(k, &says[NO_ROOM_BELOW], mask);
	return leave_word(k, min64(mask, memblock_end_of_DRAM(k) - 1) + 1);
}

/* The same of the last address that DMA reaches, without rounding. */
static phys_addr_t exact_limit(struct kernel *k, phys_addr_t last)
{
	if (memblock_start_of_DRAM(k) < UINT32_MAX)
		last = min64(last, UINT32_MAX);
	return min64(last, memblock_end_of_DRAM(k) - 1) + 1;
}

static const struct outline outline_zone_sizes_init = {
	"zone_sizes_init",
	INIT_FILE,
	"",
	'v',
	N_("Finds out where memory ends that every device can reach."),
	N_("In 6.1 the limit is a power of two: dma-ranges that end inside RAM are rounded up."),
	{ N_("the last address that all buses with dma-ranges reach, in address bits, at most 32"),
	  N_("the end of memory that lies below"), N_("count the pages of the zones") }
};

static void zone_sizes_init(struct kernel *k)
{
	phys_addr_t last, limit;
	uint64_t ends[3];
	unsigned bits;

	ENTER(k, &outline_zone_sizes_init);
	last = of_dma_get_max_cpu_address(k);
	bits = fls64(last) < 32 ? fls64(last) : 32;
	if (profile_has(k->profile, FEATURE_DMA_LIMIT_EXACT) && last == PHYS_ADDR_MAX)
		TELL(k, &says[ZONE_NO_RANGE]);
	else if (profile_has(k->profile, FEATURE_DMA_LIMIT_EXACT))
		TELL(k, &says[ZONE_LAST], last);
	else if (last == PHYS_ADDR_MAX)
		TELL(k, &says[ZONE_NO_LIMIT], bits);
	else
		TELL(k, &says[ZONE_LIMIT_BITS], last, bits);
	limit = profile_has(k->profile, FEATURE_DMA_LIMIT_EXACT) ? exact_limit(k, last)
	                                                         : max_zone_phys(k, bits);
	SET(k, k->setup->arm64_dma_phys_limit, limit);
	TELL(k, &says[ZONE_LIMIT], limit);
	if (profile_allocates(k->profile)) {
		ends[0] = PFN_DOWN(k, limit);
		ends[1] = PFN_DOWN(k, profile_has(k->profile, FEATURE_DMA_LIMIT_EXACT)
		                              ? min64(UINT32_MAX, memblock_end_of_DRAM(k) - 1) + 1
		                              : max_zone_phys(k, 32));
		ends[2] = k->setup->max_pfn;
		free_area_init(k, ends, 3, 0);
	}
	leave(k);
}

static const struct outline outline_bootmem_init = {
	"bootmem_init",
	INIT_FILE,
	"",
	'v',
	N_("Sorts memory into nodes and zones and takes what depends on that."),
	N_("The crash kernel's memory must be taken here: the next step makes it a resource."),
	{ N_("the first and the last page frame"), N_("which node each range belongs to"),
	  N_("a record of every page: the memmap"), N_("how far DMA reaches"),
	  N_("the default CMA area below that"), N_("memory for a crash kernel"),
	  N_("with memblock=debug: print both lists") }
};

void bootmem_init(struct kernel *k)
{
	struct setup_state *setup = k->setup;

	ENTER(k, &outline_bootmem_init);
	TELL(k, &says[STAGE_BOOTMEM], NAME(k, "bootmem"));
	SET(k, setup->min_low_pfn, PFN_UP(k, memblock_start_of_DRAM(k)));
	SET(k, setup->max_pfn, PFN_DOWN(k, memblock_end_of_DRAM(k)));
	TELL(k, &says[PFNS], setup->min_low_pfn, setup->max_pfn);
	if (profile_has(k->profile, FEATURE_NUMA))
		arch_numa_init(k);
	sparse_init(k);
	zone_sizes_init(k);
	if (profile_has(k->profile, FEATURE_CMA))
		dma_contiguous_reserve(k, setup->arm64_dma_phys_limit);
	if (profile_has(k->profile, FEATURE_CRASH_RESERVE))
		reserve_crashkernel_generic(k, setup->arm64_dma_phys_limit,
		                            (phys_addr_t)1 << k->profile->pa_bits);
	else if (profile_has(k->profile, FEATURE_CRASHKERNEL_IN_BOOTMEM))
		reserve_crashkernel(k);
	memblock_dump_all(k);
	leave(k);
}

static const struct outline outline_free_initmem = {
	"free_initmem",
	INIT_FILE,
	"",
	'v',
	N_("Gives back what of the image only the start needed."),
	N_("In /proc/iomem it stays `reserved`: that was written down before."),
	{ N_("take it off memblock's reserved list"), N_("free its pages") }
};

void arm64_free_initmem(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	phys_addr_t start = pa_symbol(k, image->init_begin);
	uint64_t size = image->sdata - image->init_begin;

	if (!profile_has(k->profile, FEATURE_INITMEM_LEAVES_MEMBLOCK))
		return;
	ENTER(k, &outline_free_initmem);
	memblock_free(k, start, size);
	printk(k, "Freeing unused kernel memory: %" PRIu64 "K", size >> 10);
	TELL(k, &says[INITMEM], SPAN(start, size), size);
	leave(k);
}

static const struct outline outline_mem_init = {
	"mem_init",
	INIT_FILE,
	"",
	'v',
	N_("Ends memblock's time: the page allocator takes over."),
	NULL,
	{ N_("a bounce buffer, if memory goes beyond what every device reaches"),
	  N_("newer kernels: else a small one, for objects of kmalloc() that share a cache line"),
	  N_("free all that is not reserved") }
};

void mem_init(struct kernel *k)
{
	bool beyond = k->setup->max_pfn > PFN_DOWN(k, k->setup->arm64_dma_phys_limit);

	ENTER(k, &outline_mem_init);
	if (profile_has(k->profile, FEATURE_BOUNCE_KMALLOC) && !beyond &&
	    !(arch_row(k)->is_coherent && arch_row(k)->is_coherent(k))) {
		swiotlb_adjust_for_kmalloc(k);
		beyond = true;
	}
	swiotlb_init(k, beyond);
	memblock_free_all(k);
	leave(k);
}
