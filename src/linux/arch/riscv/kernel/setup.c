/* SPDX-License-Identifier: GPL-3.0-or-later */
/* arch/riscv/kernel/setup.c: the order of a boot on RISC-V, and what this architecture is. */
#include "linux/arch/arch.h"

#include "linux/arch/riscv/mm/mm.h"
#include "linux/drivers/of/fdt.h"
#include "linux/init/main.h"

#define SETUP_FILE "arch/riscv/kernel/setup.c"

enum { STAGE_DTB, FDT_READ, MODEL, NO_MODEL, NO_FDT };

static const struct sentence says[] = {
	[STAGE_DTB] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                N_("{0}: the kernel reads the device tree blob that the firmware left.") },
	[FDT_READ] = { STEP_READ, LEVEL_STOP, 1, "as",
	               N_("The firmware left the blob at {0}, {1}. Nothing reserves it yet: it lies "
	                  "there like any other bytes until all reservations of the tree are "
	                  "known.") },
	[MODEL] = { STEP_READ, LEVEL_STOP, 2, "n",
	            N_("The root's model says what machine this is: {0}") },
	[NO_MODEL] = { STEP_DECIDE, LEVEL_STOP, 2, "",
	               N_("The root has neither model nor compatible: a machine without a name.") },
	[NO_FDT] = { STEP_REFUSE, LEVEL_STOP, 3, "a",
	             N_("What lies at {0} is no device tree blob, so the kernel knows of no "
	                "memory.") },
};

static const struct outline outline_parse_dtb = {
	"parse_dtb",
	SETUP_FILE,
	"a",
	'v',
	N_("Reads from the blob all that is needed before there is memory."),
	N_("The blob that the kernel sees is not the one that was built: the firmware has changed "
	   "it, and added a node for its own memory."),
	{ N_("scan it: chosen, root, memory"), N_("print the machine's name"),
	  N_("no blob: complain and go on, to no good end") }
};

static void parse_dtb(struct kernel *k)
{
	const char *name;

	ENTER(k, &outline_parse_dtb, k->machine->fdt_base);
	TELL(k, &says[STAGE_DTB], NAME(k, "dtb"));
	TELL(k, &says[FDT_READ], k->machine->fdt_base, k->machine->fdt_size);
	if (!early_init_dt_scan(k)) {
		TELL(k, &says[NO_FDT], k->machine->fdt_base);
		printk(k, "No DTB passed to the kernel");
		kernel_panic(k, _("the kernel has no device tree, and so no memory"));
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

static const struct outline outline_setup_arch = {
	"setup_arch",
	SETUP_FILE,
	"",
	'v',
	N_("Sets up what differs from architecture to architecture, memory first of all."),
	N_("There is no allocator but memblock until this and more is done."),
	{ N_("read the device tree blob"), N_("read the early parameters of the command line"),
	  N_("ask for UEFI"),
	  N_("cut memory, reserve what is in use, and switch to the final page tables"),
	  N_("unpack the blob into a tree of nodes"), N_("nodes, zones and crash kernel"),
	  N_("turn memory into resources"), N_("see which harts there may be") }
};

static void setup_arch(struct kernel *k)
{
	ENTER(k, &outline_setup_arch);
	parse_dtb(k);
	kernel_boundary(k);
	parse_early_param(k);
	kernel_boundary(k);
	efi_init(k);
	kernel_boundary(k);
	riscv_paging_init(k);
	kernel_boundary(k);
	unflatten_device_tree(k);
	kernel_boundary(k);
	riscv_misc_mem_init(k);
	kernel_boundary(k);
	riscv_init_resources(k);
	kernel_boundary(k);
	riscv_setup_smp(k);
	leave(k);
}

/* The linear map may begin anywhere, so no address is too low. */
static phys_addr_t min_memblock_addr(const struct kernel *k)
{
	(void)k;
	return 0;
}

/* Where modules may begin, 4 GiB below the end of all addresses (MODULES_LOWEST_VADDR). */
#define MODULES_LOWEST 0xffffffff00000000ull

/*
 * arch_get_mappable_range(): the linear map could go on up to where the shadow of KASAN would
 * begin, whether there is one or not.
 */
static void mappable_range(const struct kernel *k, uint64_t *first, uint64_t *last)
{
	const struct profile_mapping *m = k->mapping;
	unsigned pgdir = PAGE_SHIFT(k) + (m->levels - 1) * (PAGE_SHIFT(k) - 3);
	uint64_t end = MODULES_LOWEST - ((uint64_t)1 << (m->va_bits - 4));

	*first = k->setup ? k->setup->memstart_addr : 0;
	*last = *first + ((end >> pgdir << pgdir) - m->linear) - 1;
}

const struct arch arch_riscv = {
	.name = "riscv",
	/* which kind of memory it is follows from the address alone, not from the entry */
	.memory_types = { [IOREMAP] = "PMA" },
	.before_start = riscv_setup_vm,
	.setup_arch = setup_arch,
	.min_memblock_addr = min_memblock_addr,
	.initrd_leaves_memblock = true,
	.is_coherent = riscv_is_coherent,
	.pcibios_min_io = 4,
	.pcibios_min_mem = 16,
	.mappable_range = mappable_range,
	.user_has_half = true,
};
