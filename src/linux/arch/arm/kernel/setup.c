/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm/kernel/setup.c and devtree.c: the way from the blob's address to a
 * resource tree that shows memory, on 32-bit Arm.
 *
 * Nothing is rounded to pages here, what is no-map is a gap and no entry, and
 * reservations do not become entries.
 */
#include <inttypes.h>

#include "linux/arch/arm/mm/mm.h"
#include "linux/drivers/of/fdt.h"
#include "linux/include/crash_core.h"
#include "linux/init/main.h"
#include "linux/lib/cmdline.h"

#define SETUP_FILE "arch/arm/kernel/setup.c"

enum {
	STAGE_DTB,
	FDT_RESERVED,
	MODEL,
	STAGE_RESOURCES,
	CODE_AND_DATA,
	RAM_RES,
	LEFT_OUT,
	HOLDS,
	MEM_FIRST,
	MEM_ADDED,
	MEM_BELOW,
	MEM_CUT,
	MEM_NONE,
	NOT_ASKED,
	ASKED,
	ASKED_AT,
	NO_ROOM,
	TAKEN,
};

static const struct sentence says[] = {
	[STAGE_DTB] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                N_("{0}: the kernel reads the device tree blob that the bootloader "
	                   "left.") },
	[FDT_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 1, "rs",
	                   N_("The blob itself, {0}, {1}, is the first thing that is reserved: "
	                      "nobody may overwrite it.") },
	[MODEL] = { STEP_READ, LEVEL_STOP, 2, "n",
	            N_("The root's model says what machine this is: {0}") },
	[STAGE_RESOURCES] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                      N_("{0}: what memblock knows as memory becomes the first entries of "
	                         "/proc/iomem.") },
	[CODE_AND_DATA] = { STEP_SET, LEVEL_STOP, 1, "RR",
	                    N_("The image's two resources get their ranges, to the byte: {0} and "
	                       "{1}.") },
	[RAM_RES] = { STEP_SET, LEVEL_STOP, 2, "R",
	              N_("The memory region becomes {0}: busy, so no driver may claim a part of "
	                 "it. Nothing is rounded to pages.") },
	[LEFT_OUT] = { STEP_CONFLICT, LEVEL_STOP, 3, "R",
	               N_("{0} meets something that is in the tree already, so it is left out "
	                  "without a word.") },
	[HOLDS] = { STEP_COMPARE, LEVEL_STOP, 4, "RR",
	            N_("{0} lies wholly inside {1}, so it is requested below it.") },
	[MEM_FIRST] = { STEP_SET, LEVEL_STOP, 1, "",
	                N_("mem= tells what memory there is, so all that the tree said of it is "
	                   "dropped.") },
	[MEM_ADDED] = { STEP_SET, LEVEL_STOP, 2, "rs", N_("mem= makes {0}, {1}, memory.") },
	[MEM_BELOW] = { STEP_REFUSE, LEVEL_STOP, 2, "r",
	                N_("{0} lies below the address that the kernel was started for, and is "
	                   "ignored.") },
	[MEM_CUT] = { STEP_REFUSE, LEVEL_STOP, 2, "a",
	              N_("This kernel has addresses of 32 bits: what lies behind them from {0} on is "
	                 "ignored.") },
	[MEM_NONE] = { STEP_REFUSE, LEVEL_STOP, 3, "",
	               N_("Nothing of it is left: mem= makes no memory.") },
	[NOT_ASKED] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                N_("The command line asks for no crash kernel that could be had.") },
	[ASKED] = { STEP_DECIDE, LEVEL_STOP, 2, "s",
	            N_("crashkernel= asks for {0} of low memory, anywhere at a multiple of 128 "
	               "MiB.") },
	[ASKED_AT] = { STEP_DECIDE, LEVEL_STOP, 3, "sa",
	               N_("crashkernel= asks for {0} at {1}, there or not at all.") },
	[NO_ROOM] = { STEP_REFUSE, LEVEL_STOP, 4, "s",
	              N_("There is no free place for the crash kernel's {0}: nothing is kept.") },
	[TAKEN] = { STEP_ALLOCATE, LEVEL_STOP, 5, "rs",
	            N_("{0}, {1}, is kept for the crash kernel: reserved, and inserted into the "
	               "tree.") },
};

static const struct outline outline_add_memory = {
	"arm_add_memory",
	SETUP_FILE,
	"as",
	'e',
	N_("Makes one range of the command line memory."),
	N_("Only whole pages count, from the address on for which the kernel was started."),
	{ N_("round the start up to a page"),
	  N_("with addresses of 32 bits: leave out what is behind them"),
	  N_("leave out what is below the start of RAM"),
	  N_("round the size down to pages, and add what is left") }
};

/* False when all of *SIZE bytes lies behind what an address of 32 bits reaches; else what does goes. */
static bool within_32_bits(struct kernel *k, uint64_t start, uint64_t aligned, uint64_t *size)
{
	if (k->profile->phys_addr_bits > 32)
		return true;
	if (aligned > UINT32_MAX) {
		printk(k,
		       "Ignoring memory at 0x%08" PRIx64 " outside 32-bit physical address space",
		       start);
		TELL(k, &says[MEM_CUT], start);
		return false;
	}
	if (*size > UINT32_MAX - aligned) {
		printk(k,
		       "Truncating memory at 0x%08" PRIx64
		       " to fit in 32-bit physical address space",
		       start);
		TELL(k, &says[MEM_CUT], (uint64_t)UINT32_MAX);
		*size = UINT32_MAX - aligned;
	}
	return true;
}

/* The same with what lies below the start of RAM, from *START on. */
static bool above_offset(struct kernel *k, uint64_t *start, uint64_t *size)
{
	uint64_t offset = arm_phys_offset(k), below;

	if (*start >= offset)
		return true;
	below = offset - *start;
	if (below > *size)
		below = *size;
	printk(k, "Ignoring memory below PHYS_OFFSET: 0x%08" PRIx64 "-0x%08" PRIx64, *start,
	       *start + below);
	if (below)
		TELL(k, &says[MEM_BELOW], SPAN(*start, below));
	if (below == *size)
		return false;
	*start = offset;
	*size -= below;
	return true;
}

static int arm_add_memory(struct kernel *k, uint64_t start, uint64_t size)
{
	uint64_t aligned = PAGE_ALIGN(k, start), lost = aligned - start;

	ENTER(k, &outline_add_memory, start, size);
	size = size > lost ? size - lost : 0;
	if (!within_32_bits(k, start, aligned, &size) || !above_offset(k, &aligned, &size))
		return leave_int(k, -EINVAL);
	size &= PAGE_MASK(k);
	if (!size) {
		TELL(k, &says[MEM_NONE]);
		return leave_int(k, -EINVAL);
	}
	memblock_add(k, aligned, size);
	TELL(k, &says[MEM_ADDED], SPAN(aligned, size), size);
	return leave_int(k, 0);
}

static const struct outline outline_early_mem = {
	"early_mem",
	SETUP_FILE,
	"n",
	'e',
	N_("Reads mem=SIZE[@START] from the command line."),
	N_("On 32-bit Arm this replaces what the tree says; on arm64 it is a limit."),
	{ N_("the first one: drop all memory known so far"),
	  N_("add SIZE from START, or from the start of RAM") }
};

int arm_early_mem(struct kernel *k, const char *value)
{
	uint64_t start = arm_phys_offset(k), size;
	const char *end;

	ENTER(k, &outline_early_mem, NAME(k, value ? value : ""));
	if (!k->setup->usermem) {
		SET(k, k->setup->usermem, true);
		start = memblock_start_of_DRAM(k);
		memblock_remove(k, start, memblock_end_of_DRAM(k) - start);
		TELL(k, &says[MEM_FIRST]);
		start = arm_phys_offset(k);
	}
	size = memparse(value, &end);
	if (*end == '@')
		start = memparse(end + 1, NULL);
	arm_add_memory(k, start, size);
	return leave_int(k, 0);
}

static const struct outline outline_setup_fdt = {
	"setup_machine_fdt",
	"arch/arm/kernel/devtree.c",
	"a",
	'v',
	N_("Reads from the blob all that is needed before there is memory."),
	NULL,
	{ N_("scan it: chosen, root, memory"), N_("print the machine's name") }
};

static void setup_machine_fdt(struct kernel *k)
{
	const char *name;

	ENTER(k, &outline_setup_fdt, k->machine->fdt_base);
	TELL(k, &says[STAGE_DTB], NAME(k, "dtb"));
	if (!early_init_dt_scan(k))
		kernel_panic(k,
		             _("the kernel cannot use the device tree blob, and waits for ever"));
	name = of_flat_dt_get_machine_name(k);
	if (name) {
		printk(k, "OF: fdt: Machine model: %s", name);
		TELL(k, &says[MODEL], name_id(name));
	}
	leave(k);
}

static const struct outline outline_standard = {
	"request_standard_resources",
	SETUP_FILE,
	"",
	'v',
	N_("Makes a resource of every memory region, and of the kernel's code and data."),
	N_("A no-map region is a gap here: it gets no entry at all."),
	{ N_("set the ranges of Kernel code and Kernel data"),
	  N_("each memory region that is mapped: one record, called System RAM, busy"),
	  N_("request it at the root"), N_("request code and data below the RAM that holds them") }
};

static void set_image_resources(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	struct resource *res = k->setup->mem_res;

	SET(k, res[KERNEL_CODE].start, pa_symbol(k, image->stext));
	SET(k, res[KERNEL_CODE].end, pa_symbol(k, image->init_begin) - 1);
	SET(k, res[KERNEL_DATA].start, pa_symbol(k, image->sdata));
	SET(k, res[KERNEL_DATA].end, pa_symbol(k, image->end) - 1);
	TELL(k, &says[CODE_AND_DATA], RES(&res[KERNEL_CODE]), RES(&res[KERNEL_DATA]));
}

static void request_if_inside(struct kernel *k, struct resource *ram, struct resource *new)
{
	if (new->start < ram->start || new->end > ram->end)
		return;
	TELL(k, &says[HOLDS], RES(new), RES(ram));
	request_resource(k, ram, new);
}

static void request_ram(struct kernel *k, const struct memblock_region *region)
{
	struct resource *res;

	if (!memblock_alloc(k, k->profile->sizes.resource, k->profile->cache_line))
		kernel_panic(k, _("there is no memory for the records of memory itself"));
	res = resource_new(k, region->base, region->base + region->size - 1,
	                   sim_name(k->sim, "System RAM"), IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY,
	                   IORES_DESC_NONE);
	TELL(k, &says[RAM_RES], RES(res));
	if (request_resource(k, &k->iomem_resource, res))
		TELL(k, &says[LEFT_OUT], RES(res));
	request_if_inside(k, res, &k->setup->mem_res[KERNEL_CODE]);
	request_if_inside(k, res, &k->setup->mem_res[KERNEL_DATA]);
}

static void request_standard_resources(struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	ENTER(k, &outline_standard);
	TELL(k, &says[STAGE_RESOURCES], NAME(k, "resources"));
	set_image_resources(k);
	for (uint64_t i = 0; i < memory->cnt; i++)
		if (memory->regions[i].size && !(memory->regions[i].flags & MEMBLOCK_NOMAP))
			request_ram(k, &memory->regions[i]);
	leave(k);
}

static const struct outline outline_crashkernel = {
	"reserve_crashkernel",
	SETUP_FILE,
	"",
	'v',
	N_("Keeps memory for the kernel that takes over after a crash."),
	N_("It comes after System RAM, so it is inserted below it."),
	{ N_("no crashkernel=, or no size: done"), N_("no address: low memory, at 128 MiB steps"),
	  N_("an address: there or not at all"), N_("no room: say so"),
	  N_("reserve it and insert it into the tree") }
};

/* The place for SIZE bytes, reserved; 0 when there is none. */
static phys_addr_t take_crash_memory(struct kernel *k, uint64_t size, uint64_t base)
{
	phys_addr_t lowmem = k->setup->high_memory;
	uint64_t align = k->profile->crash_align;

	if (base) {
		TELL(k, &says[ASKED_AT], size, base);
		return memblock_phys_alloc_range(k, size, ARM_SECTION_SIZE, base, base + size);
	}
	TELL(k, &says[ASKED], size);
	return memblock_phys_alloc_range(k, size, align, align, min64(lowmem, UINT32_MAX));
}

static void arm_reserve_crashkernel(struct kernel *k)
{
	struct resource *res = &k->setup->crashk_res;
	uint64_t total = memblock_phys_mem_size(k), size, base;
	phys_addr_t at;

	ENTER(k, &outline_crashkernel);
	if (parse_crashkernel(k, total, &size, &base) || !size) {
		TELL(k, &says[NOT_ASKED]);
		leave(k);
		return;
	}
	at = take_crash_memory(k, size, base);
	if (!at) {
		printk(k, "crashkernel reservation failed - %s",
		       base ? "memory is in use." : "No suitable area found.");
		TELL(k, &says[NO_ROOM], size);
		leave(k);
		return;
	}
	if (!base)
		base = at;
	printk(k,
	       "Reserving %" PRIu64 "MB of memory at %" PRIu64
	       "MB for crashkernel (System RAM: %" PRIu64 "MB)",
	       size >> 20, base >> 20, total >> 20);
	SET(k, res->name, sim_name(k->sim, "Crash kernel"));
	SET(k, res->start, base);
	SET(k, res->end, base + size - 1);
	SET(k, res->flags, IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY);
	SET(k, res->desc, IORES_DESC_CRASH_KERNEL);
	insert_resource(k, &k->iomem_resource, res);
	TELL(k, &says[TAKEN], SPAN(base, size), size);
	leave(k);
}

static const struct outline outline_setup_arch = {
	"setup_arch",
	SETUP_FILE,
	"",
	'v',
	N_("Sets up what differs from architecture to architecture, memory first of all."),
	N_("There is no allocator but memblock until this and more is done."),
	{ N_("read the device tree blob, then reserve it"),
	  N_("read the early parameters of the command line"), N_("ask for UEFI"),
	  N_("how much memory can be mapped for good"), N_("reserve what is in use"),
	  N_("that may have taken memory away: once more"),
	  N_("the page tables, where there is an MMU"), N_("turn memory into resources"),
	  N_("unpack the blob into a tree of nodes"), N_("see which CPUs there may be"),
	  N_("keep memory for a crash kernel") }
};

static void setup_arch(struct kernel *k)
{
	uint64_t base = k->machine->fdt_base, size = k->machine->fdt_size;
	const struct arm_mm *mm = arm_mm_of(k);

	SET(k, k->setup->vmalloc_size, ARM_VMALLOC_DEFAULT);
	ENTER(k, &outline_setup_arch);
	setup_machine_fdt(k);
	memblock_reserve(k, base, size);
	TELL(k, &says[FDT_RESERVED], SPAN(base, size), size);
	kernel_boundary(k);
	parse_early_param(k);
	kernel_boundary(k);
	if (!profile_has(k->profile, FEATURE_NO_MMU)) /* EFI wants one */
		efi_init(k);
	mm->adjust_lowmem_bounds(k);
	kernel_boundary(k);
	arm_memblock_init(k);
	mm->adjust_lowmem_bounds(k);
	kernel_boundary(k);
	mm->paging_init(k);
	kernel_boundary(k);
	request_standard_resources(k);
	kernel_boundary(k);
	unflatten_device_tree(k);
	kernel_boundary(k);
	arm_dt_init_cpu_maps(k);
	if (profile_has(k->profile, FEATURE_KEXEC_CORE))
		arm_reserve_crashkernel(k);
	kernel_boundary(k);
	leave(k);
}

/* The last address of all, counted from where RAM begins if it is not RAM's own. */
static phys_addr_t max_dma_address(const struct kernel *k)
{
	if (profile_has(k->profile, FEATURE_NO_MMU))
		return UINT32_MAX;
	return (uint32_t)(UINT32_MAX - k->profile->mapping.linear + arm_phys_offset(k));
}

/*
 * arch/arm/kernel/bios32.c.  Old cards see ten bits of a port only and answer at all that are alike
 * in those, so ports with bit 8 or 9 set are left to them.
 */
static resource_size_t pcibios_align_resource(const struct resource *room, resource_size_t align)
{
	resource_size_t start = room->start;

	if (room->flags & IORESOURCE_IO && start & 0x300)
		start = (start + 0x3ff) & ~(resource_size_t)0x3ff;
	return (start + align - 1) & ~(align - 1);
}

const struct arch arch_arm = {
	.name = "arm",
	.memory_types = { [IOREMAP] = "Device",
	                  [IOREMAP_WC] = "Normal-NC",
	                  [IOREMAP_CACHE] = "Normal-WB",
	                  [IOREMAP_MEMORY] = "Normal-WB" },
	.setup_arch = setup_arch,
	.pcibios_min_io = 0x1000, /* those below are for an ISA bus, or what pretends to be one */
	.pcibios_align_resource = pcibios_align_resource,
	.min_memblock_addr = arm_phys_offset,
	.max_dma_address = max_dma_address,
	.valid_phys_addr_range = arm_valid_phys_addr_range,
	.valid_mmap_phys_addr_range = arm_valid_mmap_phys_addr_range,
	.device_memory_aligned = true,
	.warning_in_front = true,
};
