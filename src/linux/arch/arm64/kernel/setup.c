/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/arm64/kernel/setup.c: the way from the blob's address to a resource tree
 * that shows memory.
 */
#include "linux/arch/arm64/kernel/setup.h"

#include <inttypes.h>

#include "linux/arch/arch.h"
#include "linux/arch/reserved_regions.h"
#include "linux/drivers/of/fdt.h"
#include "linux/init/main.h"

#define SETUP_FILE     "arch/arm64/kernel/setup.c"
#define MIN_FDT_ALIGN  8
#define MAX_FDT_SIZE   ((uint64_t)2 << 20)
#define MIN_KIMG_ALIGN ((uint64_t)2 << 20)

enum {
	STAGE_DTB,
	FDT_MAPPED,
	FDT_UNALIGNED,
	FDT_TOO_BIG,
	FDT_RESERVED,
	MODEL,
	NO_MODEL,
	NO_EFI,
	EFI_UNKNOWN,
	EFI_PARTLY,
	MISALIGNED,
	STAGE_RESOURCES,
	CODE_AND_DATA,
	RECORDS,
	RECORDS_AT,
	RAM_RES,
	RAM_ROUNDED,
	NOMAP_RES,
	NOMAP_ROUNDED,
	LEFT_OUT,
	HOLDS,
};

static const struct sentence says[] = {
	[STAGE_DTB] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                N_("{0}: the kernel reads the device tree blob that the bootloader "
	                   "left.") },
	[FDT_MAPPED] = { STEP_READ, LEVEL_STOP, 1, "as",
	                 N_("The bootloader left the blob at {0}, {1} with its padding; the "
	                    "address is a multiple of 8 and the size within 2 MiB, as the kernel "
	                    "demands.") },
	[FDT_UNALIGNED] = { STEP_REFUSE, LEVEL_STOP, 1, "a",
	                    N_("The blob lies at {0}, which is no multiple of 8: the kernel cannot "
	                       "map it.") },
	[FDT_TOO_BIG] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	                  N_("The blob has {0}, and the kernel maps 2 MiB at most.") },
	[FDT_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 2, "rs",
	                   N_("The blob itself, {0}, {1}, is the first thing that is reserved: "
	                      "nobody may overwrite it.") },
	[MODEL] = { STEP_READ, LEVEL_STOP, 5, "n",
	            N_("The root's model says what machine this is: {0}") },
	[NO_MODEL] = { STEP_DECIDE, LEVEL_STOP, 5, "",
	               N_("The root has neither model nor compatible: a machine without a name.") },
	[NO_EFI] = { STEP_DECIDE, LEVEL_CALL, 3, "",
	             N_("No UEFI firmware speaks up in /chosen, so the tree alone says what is "
	                "memory.") },
	[EFI_UNKNOWN] = { STEP_DECIDE, LEVEL_STOP, 2, "",
	                  N_("/chosen names a UEFI system table, so firmware with its own memory "
	                     "map started this kernel. That map is not in the blob; the memory "
	                     "nodes stand for it here.") },
	[EFI_PARTLY] = { STEP_REFUSE, LEVEL_STOP, 2, "n",
	                 N_("/chosen names a UEFI system table but has no {0}, so the kernel does "
	                    "without UEFI.") },
	[MISALIGNED] = { STEP_DECIDE, LEVEL_STOP, 3, "a",
	                 N_("The image lies at {0}, no multiple of 2 MiB: the bootloader has a "
	                    "bug.") },
	[STAGE_RESOURCES] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                      N_("{0}: what memblock knows as memory becomes the first entries of "
	                         "/proc/iomem.") },
	[CODE_AND_DATA] = { STEP_SET, LEVEL_STOP, 1, "RRn",
	                    N_("The image's two resources get their ranges: {0} ({2} up to "
	                       "__init_begin) and {1} (_sdata up to _end).") },
	[RECORDS] = { STEP_READ, LEVEL_STOP, 3, "ds",
	              N_("Regions in memblock.memory: {0}. Each becomes a resource, and the "
	                 "records take {1}.") },
	[RECORDS_AT] = { STEP_ALLOCATE, LEVEL_STEP, 3, "a", N_("The records lie at {0}.") },
	[RAM_RES] = { STEP_SET, LEVEL_STOP, 5, "R",
	              N_("The memory region becomes {0}: busy, so no driver may claim a part of "
	                 "it.") },
	[RAM_ROUNDED] = { STEP_RESIZE, LEVEL_STOP, 5, "rR",
	                  N_("The memory region {0}, cut to whole pages, becomes {1}.") },
	[NOMAP_RES] = { STEP_SET, LEVEL_STOP, 4, "R",
	                N_("The region is marked no-map, so it becomes {0} and no System RAM; it "
	                   "is not busy, so drivers may claim it.") },
	[NOMAP_ROUNDED] = { STEP_RESIZE, LEVEL_STOP, 4, "rR",
	                    N_("The no-map region {0}, rounded out to whole pages, becomes {1}; "
	                       "drivers may claim it.") },
	[LEFT_OUT] = { STEP_CONFLICT, LEVEL_STOP, 6, "R",
	               N_("{0} cuts through something that is in the tree already, so it is left "
	                  "out without a word.") },
	[HOLDS] = { STEP_COMPARE, LEVEL_STOP, 7, "RR",
	            N_("{0} lies wholly inside {1}, so it is requested below it.") },
};

void setup_state_init(struct kernel *k)
{
	static const char *const names[] = { "Kernel code", "Kernel data" };
	struct setup_state *setup = sim_alloc(k->sim, sizeof(*setup));

	SET(k, setup->boot_command_line, sim_name(k->sim, ""));
	SET(k, setup->memory_limit, PHYS_ADDR_MAX);
	SET(k, setup->memstart_addr, PHYS_ADDR_MAX);
	SET(k, setup->node_data, sim_alloc(k->sim, k->profile->nodes * sizeof(phys_addr_t)));
	for (int i = 0; i < MEM_RES_COUNT; i++) {
		SET(k, setup->mem_res[i].name, sim_name(k->sim, names[i]));
		SET(k, setup->mem_res[i].flags, IORESOURCE_SYSTEM_RAM);
	}
	SET(k, k->setup, setup);
}

static const struct outline outline_setup_fdt = {
	"setup_machine_fdt",
	SETUP_FILE,
	"a",
	'v',
	N_("Reads from the blob all that is needed before there is memory."),
	N_("The blob is not unpacked here; that needs memory, and memory is what it tells of."),
	{ N_("map the blob: it must be aligned to 8 bytes and have 2 MiB at most"),
	  N_("reserve its range as the bootloader passed it"), N_("scan it"),
	  N_("a blob that cannot be used ends the boot here"), N_("print the machine's name") }
};

/* fixmap_remap_fdt(): can the kernel map a blob there? */
static bool fdt_mapped(struct kernel *k)
{
	uint64_t base = k->machine->fdt_base, size = k->machine->fdt_size;

	if (!base || base % MIN_FDT_ALIGN)
		TELL(k, &says[FDT_UNALIGNED], base);
	else if (size > MAX_FDT_SIZE)
		TELL(k, &says[FDT_TOO_BIG], size);
	else
		TELL(k, &says[FDT_MAPPED], base, size);
	return base && base % MIN_FDT_ALIGN == 0 && size <= MAX_FDT_SIZE;
}

static void setup_machine_fdt(struct kernel *k)
{
	uint64_t base = k->machine->fdt_base, size = k->machine->fdt_size;
	const char *name;
	bool mapped;

	ENTER(k, &outline_setup_fdt, base);
	TELL(k, &says[STAGE_DTB], NAME(k, "dtb"));
	mapped = fdt_mapped(k);
	if (mapped) {
		memblock_reserve(k, base, size);
		TELL(k, &says[FDT_RESERVED], base, base + memblock_cap_size(k, base, size) - 1,
		     size);
	}
	if (!mapped || !early_init_dt_scan(k)) {
		printk(k,
		       "\nError: invalid device tree blob at physical address 0x%016" PRIx64 "\n"
		       "The dtb must be 8-byte aligned and must not exceed 2 MB in size\n"
		       "\nPlease check your bootloader.",
		       base);
		kernel_panic(k,
		             _("the kernel cannot use the device tree blob, and waits for ever"));
	}
	name = of_flat_dt_get_machine_name(k);
	if (name) {
		printk(k, "Machine model: %s", name);
		TELL(k, &says[MODEL], name_id(name));
	} else {
		TELL(k, &says[NO_MODEL]);
	}
	leave(k);
}

static const struct outline outline_standard = {
	"request_standard_resources",
	SETUP_FILE,
	"",
	'v',
	N_("Makes a resource of every memory region, and of the kernel's code and data."),
	N_("memblock may hold bytes; here everything becomes whole pages, RAM inwards, no-map "
	   "outwards."),
	{ N_("set the ranges of Kernel code and Kernel data"),
	  N_("late 6.1: insert both at the root, before any RAM"),
	  N_("allocate one record for each memory region"), N_("no-map: called reserved, not busy"),
	  N_("else: called System RAM, busy"),
	  N_("late 6.1: insert it, and it adopts what lies inside"),
	  N_("5.10: request it, then code, data and crash kernel below the RAM that holds them") }
};

static void set_image_resources(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	struct resource *res = k->setup->mem_res;

	SET(k, res[KERNEL_CODE].start, pa_symbol(k, image->stext));
	SET(k, res[KERNEL_CODE].end, pa_symbol(k, image->init_begin) - 1);
	SET(k, res[KERNEL_DATA].start, pa_symbol(k, image->sdata));
	SET(k, res[KERNEL_DATA].end, pa_symbol(k, image->end) - 1);
	TELL(k, &says[CODE_AND_DATA], RES(&res[KERNEL_CODE]), RES(&res[KERNEL_DATA]),
	     NAME(k, image_symbol(k)));
	if (profile_has(k->profile, FEATURE_KERNEL_IMAGE_ADOPTED)) {
		insert_resource(k, &k->iomem_resource, &res[KERNEL_CODE]);
		insert_resource(k, &k->iomem_resource, &res[KERNEL_DATA]);
	}
}

/* What REGION looks like as a resource: RAM loses broken pages, no-map gains them. */
static void fill_standard(struct kernel *k, struct resource *res,
                          const struct memblock_region *region)
{
	bool nomap = region->flags & MEMBLOCK_NOMAP;
	phys_addr_t end = region->base + region->size;
	uint64_t first = nomap ? PFN_DOWN(k, region->base) : PFN_UP(k, region->base);
	uint64_t behind = nomap ? PFN_UP(k, end) : PFN_DOWN(k, end);
	struct resource new = {
		.start = PFN_PHYS(k, first),
		.end = PFN_PHYS(k, behind) - 1,
		.name = sim_name(k->sim, nomap ? "reserved" : "System RAM"),
		.flags = nomap ? IORESOURCE_MEM : IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY,
	};

	SET(k, *res, new);
	if (region->base == new.start && end - 1 == new.end)
		TELL(k, &says[nomap ? NOMAP_RES : RAM_RES], RES(res));
	else
		TELL(k, &says[nomap ? NOMAP_ROUNDED : RAM_ROUNDED], region->base, end - 1,
		     RES(res));
}

/* 5.10: request NEW below RAM if RAM holds it. */
static void request_if_inside(struct kernel *k, struct resource *ram, struct resource *new)
{
	if (!new->end || new->start < ram->start || new->end > ram->end)
		return;
	TELL(k, &says[HOLDS], RES(new), RES(ram));
	request_resource(k, ram, new);
}

/* Bring RES into the tree by the road that this release takes. */
static void enter_standard(struct kernel *k, struct resource *res)
{
	struct setup_state *setup = k->setup;

	if (profile_has(k->profile, FEATURE_KERNEL_IMAGE_ADOPTED)) {
		if (insert_resource(k, &k->iomem_resource, res))
			TELL(k, &says[LEFT_OUT], RES(res));
		return;
	}
	if (request_resource(k, &k->iomem_resource, res))
		TELL(k, &says[LEFT_OUT], RES(res));
	request_if_inside(k, res, &setup->mem_res[KERNEL_CODE]);
	request_if_inside(k, res, &setup->mem_res[KERNEL_DATA]);
	request_if_inside(k, res, &setup->crashk_res);
}

static void request_standard_resources(struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;
	struct setup_state *setup = k->setup;
	uint64_t count = memory->cnt, size = count * k->profile->sizes.resource;
	phys_addr_t at;

	ENTER(k, &outline_standard);
	TELL(k, &says[STAGE_RESOURCES], NAME(k, "resources"));
	set_image_resources(k);
	SET(k, setup->num_standard_resources, count);
	TELL(k, &says[RECORDS], count, size);
	at = memblock_alloc(k, size, k->profile->cache_line);
	if (!at) {
		printk(k,
		       "Kernel panic - not syncing: request_standard_resources: Failed to allocate "
		       "%" PRIu64 " bytes",
		       size);
		kernel_panic(k, _("there is no memory for the records of memory itself"));
	}
	SET(k, setup->standard_resources, sim_alloc(k->sim, count * sizeof(struct resource)));
	TELL(k, &says[RECORDS_AT], at);
	for (uint64_t i = 0; i < count; i++) {
		struct resource *res = &setup->standard_resources[i];

		fill_standard(k, res, &memory->regions[i]);
		enter_standard(k, res);
	}
	leave(k);
}

static const struct outline outline_reserved_regions = {
	"reserve_memblock_reserved_regions",
	SETUP_FILE,
	"",
	'e',
	N_("Shows what memblock reserved as reserved children of System RAM."),
	N_("It runs late, as an initcall, so allocations of the whole boot are in it, but before "
	   "the initrd is given back."),
	{ N_("pass over a memory resource in which nothing is reserved"),
	  N_("round each reservation out to pages and cut it to the resource"),
	  N_("fill what has no child yet with entries called reserved") }
};

int reserve_memblock_reserved_regions(struct kernel *k)
{
	ENTER(k, &outline_reserved_regions);
	show_reserved_regions(k, "reserved");
	return leave_int(k, 0);
}

static const struct outline outline_efi_init = {
	"efi_init",
	"drivers/firmware/efi/efi-init.c",
	"",
	'v',
	N_("Asks whether UEFI firmware started this kernel."),
	NULL,
	{ N_("look for linux,uefi-system-table in /chosen"),
	  N_("with it but not all that belongs to it: complain and do without"),
	  N_("with all of it the firmware's own memory map would replace the tree's"),
	  N_("without it: say so and go on") }
};

/* What the table in drivers/firmware/efi/fdtparams.c asks for; the first tells that UEFI is there. */
static const char *const efi_properties[] = {
	"linux,uefi-system-table",   "linux,uefi-mmap-start",    "linux,uefi-mmap-size",
	"linux,uefi-mmap-desc-size", "linux,uefi-mmap-desc-ver",
};

void efi_init(struct kernel *k)
{
	const unsigned count = sizeof(efi_properties) / sizeof(efi_properties[0]);
	int chosen = k->fdt->chosen_node_offset;
	unsigned found = 0;

	ENTER(k, &outline_efi_init);
	while (chosen >= 0 && found < count && of_flat_dt_has(k, chosen, efi_properties[found]))
		found++;
	if (found == count) {
		TELL(k, &says[EFI_UNKNOWN]);
	} else if (found) {
		TELL(k, &says[EFI_PARTLY], NAME(k, efi_properties[found]));
		printk(k, "efi: Can't find property '%s' in DT!", efi_properties[found]);
	} else {
		printk(k, "efi: UEFI not found.");
		TELL(k, &says[NO_EFI]);
	}
	leave(k);
}

static const struct outline outline_setup_arch = {
	"setup_arch",
	SETUP_FILE,
	"",
	'v',
	N_("Sets up what differs from architecture to architecture, memory first of all."),
	N_("There is no allocator but memblock until this and more is done."),
	{ N_("read the device tree blob"), N_("read the early parameters of the command line"),
	  N_("ask for UEFI; complain about an image at an odd place"),
	  N_("cut memory to what can be used and reserve what is in use"),
	  N_("switch to the final page tables"), N_("unpack the blob into a tree of nodes"),
	  N_("nodes, zones, CMA and crash kernel"), N_("turn memory into resources"),
	  N_("see which CPUs there may be") }
};

static void setup_arch(struct kernel *k)
{
	ENTER(k, &outline_setup_arch);
	setup_machine_fdt(k);
	kernel_boundary(k);
	parse_early_param(k);
	kernel_boundary(k);
	efi_init(k);
	if (k->machine->kernel_base % MIN_KIMG_ALIGN) {
		printk(k, "[Firmware Bug]: Kernel image misaligned at boot, please fix your "
		          "bootloader!");
		TELL(k, &says[MISALIGNED], k->machine->kernel_base);
	}
	kernel_boundary(k);
	arm64_memblock_init(k);
	kernel_boundary(k);
	paging_init(k);
	kernel_boundary(k);
	unflatten_device_tree(k);
	kernel_boundary(k);
	bootmem_init(k);
	kernel_boundary(k);
	request_standard_resources(k);
	kernel_boundary(k);
	smp_init_cpus(k);
	leave(k);
}

/* The linear map may begin anywhere, so no address is too low. */
static phys_addr_t min_memblock_addr(const struct kernel *k)
{
	(void)k;
	return 0;
}

/* arch_get_mappable_range(): what the linear map can hold. */
static void mappable_range(const struct kernel *k, uint64_t *first, uint64_t *last)
{
	*first = k->setup ? k->setup->memstart_addr : 0;
	*last = *first + (1ull << (k->mapping->va_bits - 1)) - 1;
}

/* ARCH_LOW_ADDRESS_LIMIT */
static phys_addr_t low_address_limit(const struct kernel *k)
{
	return k->setup->arm64_dma_phys_limit - 1;
}

const struct arch arch_arm64 = {
	.name = "arm64",
	.memory_types = { [IOREMAP] = "Device-nGnRE",
	                  [IOREMAP_WC] = "Normal-NC",
	                  [IOREMAP_CACHE] = "Normal-WB",
	                  [IOREMAP_NP] = "Device-nGnRnE" },
	.setup_arch = setup_arch,
	.free_initmem = arm64_free_initmem,
	.pcibios_min_io = 0x1000, /* those below are for an ISA bus, or what pretends to be one */
	.min_memblock_addr = min_memblock_addr,
	.low_address_limit = low_address_limit,
	.initrd_leaves_memblock = true,
	.valid_phys_addr_range = arm64_valid_phys_addr_range,
	.valid_mmap_phys_addr_range = arm64_valid_mmap_phys_addr_range,
	.mappable_range = mappable_range,
	.boot_memory_stays = true,
	.device_memory_aligned = true,
};
