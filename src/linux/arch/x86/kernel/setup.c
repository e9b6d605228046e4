/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/kernel/setup.c: the way of a PC from what the boot loader left to memory and
 * to the first entries of /proc/iomem and /proc/ioports.
 *
 * There is no device tree: the BIOS told the boot loader what memory there is, and many
 * things are where they are on every PC.
 */
#include "linux/arch/x86/kernel/setup.h"

#include <inttypes.h>

#include "linux/arch/arch.h"
#include "linux/arch/x86/mm/mm.h"
#include "linux/drivers/of/fdt.h"
#include "linux/init/main.h"

#define SETUP_FILE     "arch/x86/kernel/setup.c"
#define LOW_RESERVE    ((uint64_t)64 << 10)
#define BIOS_START_MAX ((uint64_t)0x9f000)
#define BIOS_START_MIN ((uint64_t)0x20000)
#define REAL_MODE_SIZE ((uint64_t)0x7000)

enum {
	BOOT_PARAMS,
	INITRD_FROM,
	IMAGE_RESERVED,
	LOW_RESERVED,
	INITRD_RESERVED,
	BIOS_RESERVED,
	IMAGE_PARTS,
	IMAGE_INSERTED,
	IMAGE_IN_MAP,
	IMAGE_NOT_IN_MAP,
	FIRST_PAGE,
	NO_RAM_THERE,
	BRK,
	MP_TABLE,
	LIMIT,
	REAL_MODE,
	NO_REAL_MODE,
	MEGABYTE,
	PORT,
	VIDEO_RAM,
	PORTS_DONE,
};

static const struct sentence says[] = {
	[BOOT_PARAMS] = { STEP_READ, LEVEL_STOP, 1, "n",
	                  N_("The boot loader left a page of boot parameters. The command line in it "
	                     "is: {0}") },
	[INITRD_FROM] = { STEP_READ, LEVEL_STOP, 1, "rs",
	                  N_("The boot parameters say that an initrd lies in {0}, {1}.") },
	[IMAGE_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 1, "rs",
	                     N_("The kernel's own image, {0}, {1}, is the first thing that is "
	                        "reserved.") },
	[LOW_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 2, "rs",
	                   N_("{0}, {1}, is reserved: some BIOSes write there when nobody "
	                      "looks.") },
	[INITRD_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 3, "rs",
	                      N_("The initrd, {0}, {1} with the rest of its last page, is "
	                         "reserved.") },
	[BIOS_RESERVED] = { STEP_DECIDE, LEVEL_STOP, 4, "rs",
	                    N_("{0}, {1}, is the BIOS's own: it says at address 0x413 where RAM for "
	                       "others ends.") },
	[IMAGE_PARTS] = { STEP_SET, LEVEL_STOP, 3, "RRR",
	                  N_("The image's resources get their ranges, to the byte: {0}, {1} and "
	                     "{2}.") },
	[IMAGE_INSERTED] = { STEP_LINK, LEVEL_CALL, 6, "R",
	                     N_("{0} is inserted at the root; System RAM is not there yet and will "
	                        "adopt it.") },
	[IMAGE_IN_MAP] = { STEP_COMPARE, LEVEL_CALL, 1, "r",
	                   N_("All of the image, {0}, is usable in the map of the BIOS.") },
	[IMAGE_NOT_IN_MAP] = { STEP_CONFLICT, LEVEL_STOP, 2, "r",
	                       N_("The image lies in {0}, which the map does not call usable. It "
	                          "runs there all the same, so the map is changed.") },
	[FIRST_PAGE] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                 N_("The first page belongs to the BIOS, though its map calls it usable: it "
	                    "becomes reserved.") },
	[NO_RAM_THERE] = { STEP_DECIDE, LEVEL_STOP, 2, "",
	                   N_("From 640 KiB to 1 MiB lie the screen, ROMs and the BIOS. Whatever the "
	                      "map says, there is no RAM for anybody.") },
	[BRK] = { STEP_DECIDE, LEVEL_STOP, 7, "rs",
	          N_("{0}, {1}, directly behind the image, was given out by the very first "
	             "instructions, for page tables: it is reserved.") },
	[MP_TABLE] = { STEP_READ, LEVEL_STOP, 1, "rs",
	               N_("A table of the BIOS about CPUs lies in {0}, {1}: it is reserved.") },
	[LIMIT] = { STEP_SET, LEVEL_STEP, 7, "a",
	            N_("Until RAM is mapped, memblock allocates below {0} only.") },
	[REAL_MODE] = { STEP_ALLOCATE, LEVEL_STOP, 1, "rs",
	                N_("{0}, {1}, is for the first instructions of further CPUs, which begin as "
	                   "an 8086 did: it must lie below 1 MiB.") },
	[NO_REAL_MODE] = { STEP_REFUSE, LEVEL_STOP, 1, "s",
	                   N_("Below 1 MiB there is no room of {0} for the first instructions of "
	                      "further CPUs.") },
	[MEGABYTE] = { STEP_DECIDE, LEVEL_STOP, 8, "",
	               N_("The rest of the first megabyte is reserved, whatever is in it: too many "
	                  "BIOSes write there.") },
	[PORT] = { STEP_LINK, LEVEL_CALL, 2, "R",
	           N_("{0}: on every PC it is there, and busy from the first on.") },
	[VIDEO_RAM] = { STEP_LINK, LEVEL_STOP, 1, "R",
	                N_("{0} is claimed: a VGA's memory, as far as this kernel knows.") },
	[PORTS_DONE] = { STEP_SET, LEVEL_STOP, 2, "d",
	                 N_("{0} ranges of ports that every PC has are in /proc/ioports; nobody has "
	                    "looked whether they answer.") },
};

/* What is at the same ports on every PC since 1984. */
static const struct {
	const char *name;
	uint64_t start, end;
} standard_io_resources[] = {
	{ "dma1", 0x00, 0x1f },         { "pic1", 0x20, 0x21 },     { "timer0", 0x40, 0x43 },
	{ "timer1", 0x50, 0x53 },       { "keyboard", 0x60, 0x60 }, { "keyboard", 0x64, 0x64 },
	{ "dma page reg", 0x80, 0x8f }, { "pic2", 0xa0, 0xa1 },     { "dma2", 0xc0, 0xdf },
	{ "fpu", 0xf0, 0xff },
};

struct resource *firmware_resource(struct kernel *k, const struct firmware_range *range,
                                   const char *name, uint64_t flags)
{
	return resource_new(k, range->start, range->end, sim_name(k->sim, name),
	                    flags | (range->io ? IORESOURCE_IO : IORESOURCE_MEM), IORES_DESC_NONE);
}

static void x86_state_init(struct kernel *k)
{
	static const char *const names[] = { "Kernel code", "Kernel rodata", "Kernel data",
		                             "Kernel bss" };
	struct x86_state *x86 = sim_alloc(k->sim, sizeof(*x86));
	uint64_t max = 128 + 3 * (uint64_t)k->profile->nodes;
	bool by_name = profile_has(k->profile, FEATURE_RAM_BY_NAME);

	SET(k, x86->e820_table.max, max);
	SET(k, x86->e820_table.entries, sim_alloc(k->sim, max * sizeof(struct e820_entry)));
	for (int i = 0; i < X86_IMAGE_COUNT; i++) {
		SET(k, x86->image[i].name, sim_name(k->sim, names[i]));
		SET(k, x86->image[i].flags,
		    IORESOURCE_BUSY | (by_name ? IORESOURCE_MEM : IORESOURCE_SYSTEM_RAM));
	}
	SET(k, k->x86, x86);
}

static const struct outline outline_params = {
	"copy_bootdata",
	"arch/x86/kernel/head64.c",
	"",
	'v',
	N_("Takes over what the boot loader wrote down: the command line, and where the initrd "
	   "lies."),
	N_("This page is to a PC what /chosen is to a device tree."),
	{ N_("copy the page of boot parameters and the command line") }
};

/* What the board's /chosen says stands for the page that a PC's boot loader fills in. */
static void copy_bootdata(struct kernel *k)
{
	const struct nodes *nodes = k->machine->nodes;
	int chosen = nodes_subnode(nodes, 0, "chosen"), len = 0;
	const char *args = chosen < 0 ? NULL : nodes_property(nodes, chosen, "bootargs", &len);
	struct dt_cells start, end;
	uint64_t from, behind;

	ENTER(k, &outline_params);
	if (args && len > 0 && !args[len - 1])
		SET(k, k->setup->boot_command_line, sim_name(k->sim, args));
	TELL(k, &says[BOOT_PARAMS], name_id(k->setup->boot_command_line));
	printk(k, "Command line: %s", k->setup->boot_command_line);
	if (chosen >= 0) {
		start = of_get_cells(k, chosen, "linux,initrd-start");
		end = of_get_cells(k, chosen, "linux,initrd-end");
		from = dt_mem_next_cell((int)start.left, &start);
		behind = dt_mem_next_cell((int)end.left, &end);
		if (from < behind) {
			SET(k, k->fdt->phys_initrd_start, from);
			SET(k, k->fdt->phys_initrd_size, behind - from);
			TELL(k, &says[INITRD_FROM], from, behind - 1, behind - from);
		}
	}
	leave(k);
}

static const struct outline outline_early = {
	"early_reserve_memory",
	SETUP_FILE,
	"",
	'v',
	N_("Reserves what is in use already, before memblock knows of any memory."),
	N_("A reservation of memory that nobody knows yet is allowed: the two lists have nothing to "
	   "do with each other."),
	{ N_("the kernel's image"), N_("the first 64 KiB, where a BIOS may write"),
	  N_("the initrd"),
	  N_("from where the BIOS has its own data, at most 636 KiB, up to 1 MiB") }
};

/* reserve_bios_regions(): where the BIOS says that its own data begin. */
static uint64_t bios_start(const struct kernel *k)
{
	const struct firmware *fw = k->machine->firmware;
	uint64_t start = fw->ebda;

	/* what it says is where low RAM ends in its map, in KiB */
	for (size_t i = 0; !fw->ebda && i < fw->e820_count; i++)
		if (fw->e820[i].type == E820_TYPE_RAM && fw->e820[i].addr < BIOS_BEGIN)
			start = max64(start, fw->e820[i].addr + fw->e820[i].size);
	if (start < BIOS_START_MIN || start > BIOS_START_MAX)
		start = BIOS_START_MAX;
	return start;
}

static void early_reserve_memory(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	uint64_t start = k->fdt->phys_initrd_start, size = k->fdt->phys_initrd_size, bios;

	ENTER(k, &outline_early);
	memblock_reserve(k, pa_symbol(k, 0), image->bss_end);
	TELL(k, &says[IMAGE_RESERVED], SPAN(pa_symbol(k, 0), image->bss_end), image->bss_end);
	memblock_reserve(k, 0, LOW_RESERVE);
	TELL(k, &says[LOW_RESERVED], SPAN((uint64_t)0, LOW_RESERVE), LOW_RESERVE);
	if (size) {
		size = PAGE_ALIGN(k, start + size) - start;
		memblock_reserve(k, start, size);
		TELL(k, &says[INITRD_RESERVED], SPAN(start, size), size);
	}
	bios = bios_start(k);
	memblock_reserve(k, bios, BIOS_END - bios);
	TELL(k, &says[BIOS_RESERVED], SPAN(bios, BIOS_END - bios), BIOS_END - bios);
	leave(k);
}

static void set_range(struct kernel *k, int which, uint64_t start, uint64_t end)
{
	SET(k, k->x86->image[which].start, pa_symbol(k, start));
	SET(k, k->x86->image[which].end, pa_symbol(k, end) - 1);
}

static void set_image_resources(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	struct resource *res = k->x86->image;

	set_range(k, X86_CODE, image->stext, image->init_begin);
	if (image->rodata_end)
		set_range(k, X86_RODATA, image->rodata, image->rodata_end);
	set_range(k, X86_DATA, image->sdata, image->data_end);
	set_range(k, X86_BSS, image->bss, image->bss_end);
	TELL(k, &says[IMAGE_PARTS], RES(&res[X86_CODE]), RES(&res[X86_DATA]), RES(&res[X86_BSS]));
}

static void insert_image(struct kernel *k)
{
	for (int i = 0; i < X86_IMAGE_COUNT; i++) {
		struct resource *res = &k->x86->image[i];

		if (!res->end)
			continue;
		insert_resource(k, &k->iomem_resource, res);
		TELL(k, &says[IMAGE_INSERTED], RES(res));
	}
}

static const struct outline outline_kernel_range = {
	"e820_add_kernel_range",
	SETUP_FILE,
	"",
	'v',
	N_("Makes sure that the map calls usable what the kernel itself lies in."),
	NULL,
	{ N_("all of the image is usable: good"), N_("else complain, and change the map") }
};

static void e820_add_kernel_range(struct kernel *k)
{
	uint64_t start = pa_symbol(k, 0), size = k->profile->image.end;

	ENTER(k, &outline_kernel_range);
	if (e820__mapped_all(k, start, start + size, E820_TYPE_RAM)) {
		TELL(k, &says[IMAGE_IN_MAP], SPAN(start, size));
	} else {
		TELL(k, &says[IMAGE_NOT_IN_MAP], SPAN(start, size));
		printk(k, ".text .data .bss are not marked as E820_TYPE_RAM!");
		e820__range_remove(k, start, size, E820_TYPE_RAM, false);
		e820__range_add(k, start, size, E820_TYPE_RAM);
	}
	leave(k);
}

static const struct outline outline_trim = {
	"trim_bios_range",
	SETUP_FILE,
	"",
	'v',
	N_("Takes from the map what a BIOS calls RAM and what is none."),
	NULL,
	{ N_("the first page is reserved"), N_("from 640 KiB to 1 MiB nothing is usable"),
	  N_("put the map in order") }
};

static void trim_bios_range(struct kernel *k)
{
	ENTER(k, &outline_trim);
	TELL(k, &says[FIRST_PAGE]);
	e820__range_update(k, 0, PAGE_SIZE(k), E820_TYPE_RAM, E820_TYPE_RESERVED);
	TELL(k, &says[NO_RAM_THERE]);
	e820__range_remove(k, BIOS_BEGIN, BIOS_END - BIOS_BEGIN, E820_TYPE_RAM, true);
	e820__update_table(k);
	leave(k);
}

static void find_end_of_ram(struct kernel *k)
{
	uint64_t max_arch = (uint64_t)1 << (46 - PAGE_SHIFT(k)), four = FOUR_GIB >> PAGE_SHIFT(k);
	uint64_t pfn = e820_end_pfn(k, max_arch);

	SET(k, k->x86->max_pfn, pfn);
	SET(k, k->x86->max_low_pfn, pfn > four ? e820_end_pfn(k, four) : pfn);
	SET(k, k->setup->max_pfn, pfn);
	SET(k, k->setup->high_memory, PFN_PHYS(k, pfn));
	SET(k, k->setup->memstart_addr, 0);
}

static const struct outline outline_smp = {
	"smp_scan_config",
	"arch/x86/kernel/mpparse.c",
	"",
	'v',
	N_("Looks for the table in which an older BIOS lists its CPUs."),
	NULL,
	{ N_("what is found is reserved, so that it can be read later") }
};

static void find_smp_config(struct kernel *k)
{
	const struct firmware_list *tables = &k->machine->firmware->mp_tables;

	if (!tables->count)
		return;
	ENTER(k, &outline_smp);
	printk(k, "found SMP MP-table at [mem 0x%08" PRIx64 "-0x%08" PRIx64 "]",
	       tables->items[0].ranges[0].start, tables->items[0].ranges[0].end);
	for (size_t i = 0; i < tables->count; i++) {
		const struct firmware_range *r = &tables->items[i].ranges[0];
		uint64_t size = r->end - r->start + 1;

		memblock_reserve(k, r->start, size);
		TELL(k, &says[MP_TABLE], r->start, r->end, size);
	}
	leave(k);
}

static const struct outline outline_brk = {
	"reserve_brk",
	SETUP_FILE,
	"",
	'v',
	N_("Reserves what the very first instructions took from the room behind the image."),
	NULL,
	{ N_("from the end of bss to what is used by now") }
};

static void reserve_brk(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;
	uint64_t start = pa_symbol(k, image->brk), size = image->brk_end - image->brk;

	ENTER(k, &outline_brk);
	memblock_reserve(k, start, size);
	leave(k);
	TELL(k, &says[BRK], SPAN(start, size), size);
}

static const struct outline outline_real_mode = {
	"reserve_real_mode",
	"arch/x86/realmode/init.c",
	"",
	'v',
	N_("Takes memory below 1 MiB, which further CPUs start in."),
	N_("A PC's CPU begins in the mode of 1978, which reaches 1 MiB."),
	{ N_("allocate it below 1 MiB"),
	  N_("then nobody else gets anything of the first megabyte") }
};

static void reserve_real_mode(struct kernel *k)
{
	phys_addr_t at;

	ENTER(k, &outline_real_mode);
	at = memblock_phys_alloc_range(k, REAL_MODE_SIZE, PAGE_SIZE(k), 0, BIOS_END);
	if (at)
		TELL(k, &says[REAL_MODE], SPAN(at, REAL_MODE_SIZE), REAL_MODE_SIZE);
	else
		TELL(k, &says[NO_REAL_MODE], REAL_MODE_SIZE);
	if (!at)
		printk(k, "No sub-1M memory is available for the trampoline");
	leave(k);
	if (profile_has(k->profile, FEATURE_FIRST_MEGABYTE_RESERVED)) {
		memblock_reserve(k, 0, BIOS_END);
		TELL(k, &says[MEGABYTE]);
	}
}

static const struct outline outline_standard = {
	"reserve_standard_io_resources",
	SETUP_FILE,
	"",
	'v',
	N_("Claims the ports that every PC has."),
	N_("/proc/ioports is a tree of its own: its numbers are no addresses of memory."),
	{ N_("on 32-bit kernels: the memory of a VGA, in /proc/iomem"),
	  N_("timers, interrupt controllers, DMA, keyboard: claimed, busy, nobody looks") }
};

static void reserve_standard_io_resources(struct kernel *k)
{
	const size_t count = sizeof(standard_io_resources) / sizeof(standard_io_resources[0]);
	struct resource *res;

	ENTER(k, &outline_standard);
	if (profile_has(k->profile, FEATURE_VIDEO_RAM_AREA)) {
		res = resource_new(k, BIOS_BEGIN, 0xbffff, sim_name(k->sim, "Video RAM area"),
		                   IORESOURCE_BUSY | IORESOURCE_MEM, IORES_DESC_NONE);
		request_resource(k, &k->iomem_resource, res);
		TELL(k, &says[VIDEO_RAM], RES(res));
	}
	for (size_t i = 0; i < count; i++) {
		res = resource_new(k, standard_io_resources[i].start, standard_io_resources[i].end,
		                   sim_name(k->sim, standard_io_resources[i].name),
		                   IORESOURCE_BUSY | IORESOURCE_IO, IORES_DESC_NONE);
		resource_request_piece(k, &k->ioport_resource, res);
		TELL(k, &says[PORT], RES(res));
	}
	TELL(k, &says[PORTS_DONE], WORD(count));
	leave(k);
}

static const struct outline outline_setup_arch = {
	"setup_arch",
	SETUP_FILE,
	"",
	'v',
	N_("Sets up what differs from architecture to architecture, memory first of all."),
	N_("Until memblock has its memory, the map of the BIOS is all there is; both are asked in "
	   "turn."),
	{ N_("take over the boot parameters"),
	  N_("reserve what is in use; take over the memory map"),
	  N_("the image's parts get their ranges"), N_("read the early parameters"),
	  N_("what the command line changed in the map"),
	  N_("ROMs below 1 MiB, then the image, come into the tree"),
	  N_("correct the map; find the end of RAM"), N_("tell memblock what is memory"),
	  N_("map RAM, give nodes their memory, keep some for a crash kernel"),
	  N_("turn the map into resources"), N_("ports that every PC has; room for cards") }
};

/* From the map to memblock, and to memory that can be used. */
static void memory_part(struct kernel *k)
{
	find_smp_config(k);
	reserve_brk(k);
	memblock_set_current_limit(k, ISA_END_ADDRESS);
	TELL(k, &says[LIMIT], ISA_END_ADDRESS);
	e820__memblock_setup(k);
	kernel_boundary(k);
	reserve_real_mode(k);
	x86_init_mem_mapping(k);
	kernel_boundary(k);
	x86_reserve_initrd(k);
	acpi_reserve_initial_tables(k);
	x86_initmem_init(k);
	kernel_boundary(k);
	x86_reserve_crashkernel(k);
	kernel_boundary(k);
	io_apic_init_mappings(k);
}

static void setup_arch(struct kernel *k)
{
	x86_state_init(k);
	ENTER(k, &outline_setup_arch);
	copy_bootdata(k);
	early_reserve_memory(k);
	kernel_boundary(k);
	e820__memory_setup(k);
	set_image_resources(k);
	kernel_boundary(k);
	parse_early_param(k);
	kernel_boundary(k);
	e820__finish_early_params(k);
	probe_roms(k);
	insert_image(k);
	kernel_boundary(k);
	e820_add_kernel_range(k);
	trim_bios_range(k);
	find_end_of_ram(k);
	kernel_boundary(k);
	memory_part(k);
	e820__reserve_resources(k);
	kernel_boundary(k);
	reserve_standard_io_resources(k);
	e820__setup_pci_gap(k);
	leave(k);
}

/* What start_kernel() does between the allocators and the first thread, as far as it claims. */
static void start_console_and_timer(struct kernel *k)
{
	vgacon_startup(k);
	hpet_enable(k);
	dmar_table_init(k);
	x86_free_alternatives(k);
}

/* Memory may begin at 0, so no address is too low. */
static phys_addr_t min_memblock_addr(const struct kernel *k)
{
	(void)k;
	return 0;
}

const struct arch arch_x86 = {
	.name = "x86",
	.memory_types = { [IOREMAP] = "UC-",
	                  [IOREMAP_WC] = "WC",
	                  [IOREMAP_WT] = "WT",
	                  [IOREMAP_UC] = "UC",
	                  [IOREMAP_CACHE] = "WB" },
	.setup_arch = setup_arch,
	.pcibios_min_io = 0x1000, /* those below are for an ISA bus, or what pretends to be one */
	.pcibios_align_resource = x86_pcibios_align_resource,
	.min_memblock_addr = min_memblock_addr,
	.console_init = start_console_and_timer,
	.free_initrd = x86_free_initrd,
	.free_initmem = x86_free_initmem,
	.remove_reservations = x86_remove_reservations,
	.firmware_assigns = true,
	.devmem_is_allowed = x86_devmem_is_allowed,
	.valid_phys_addr_range = x86_valid_phys_addr_range,
	.valid_mmap_phys_addr_range = x86_valid_mmap_phys_addr_range,
	.maps_for_devmem = true,
	.vm_flags_more = x86_vm_flags_more,
};
