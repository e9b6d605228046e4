/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parameters of the kernel's command line: parse_early_param() of init/main.c with
 * the rows that early_param() makes all over the kernel, and the later pass over
 * the rows of __setup().  A row's function bears the kernel's name.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "linux/arch/arm/mm/mm.h"
#include "linux/arch/arm64/kernel/setup.h"
#include "linux/arch/arm64/mm/mmu.h"
#include "linux/arch/riscv/mm/mm.h"
#include "linux/arch/x86/kernel/setup.h"
#include "linux/drivers/base/base.h"
#include "linux/drivers/of/fdt.h"
#include "linux/include/asm-generic/numa.h"
#include "linux/include/pci.h"
#include "linux/init/initcall.h"
#include "linux/init/main.h"
#include "linux/init/params.h"
#include "linux/kernel/dma/contiguous.h"
#include "linux/kernel/dma/swiotlb.h"
#include "linux/kernel/printk/printk.h"
#include "linux/lib/cmdline.h"
#include "linux/mm/hugetlb.h"
#include "linux/mm/page_alloc.h"
#include "sim/memory.h"

enum {
	STAGE,
	NO_WORDS,
	MALFORMED,
	NO_VALUE,
	OTHER_EARLY,
	LATER,
	MEMBLOCK_DEBUG,
	MEMBLOCK_OTHER,
	INITRD_SET,
	INITRD_ODD,
	ELFCOREHDR,
	NR_CPUS,
	MOVABLE,
	MIRROR,
	CORE_SIZE,
	IOMEM,
	KEEP_INITRD,
	DONE,
};

static const struct sentence says[] = {
	[STAGE] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	            N_("{0}: the command line is searched for words that must be obeyed before "
	               "memory is set up.") },
	[NO_WORDS] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	               N_("The command line is empty: everything keeps its default.") },
	[MALFORMED] = { STEP_REFUSE, LEVEL_STOP, 3, "n",
	                N_("{0} could not be understood; the kernel complains and goes on.") },
	[NO_VALUE] = { STEP_REFUSE, LEVEL_STOP, 1, "n",
	               N_("{0} stands without a value, and its function looks at the value all the "
	                  "same: the kernel follows a NULL pointer.") },
	[OTHER_EARLY] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	                  N_("{0} is obeyed early, but it moves no memory now.") },
	[LATER] = { STEP_DECIDE, LEVEL_CALL, 2, "n",
	            N_("{0} is no early parameter; whoever it is meant for finds it later.") },
	[MEMBLOCK_DEBUG] = { STEP_SET, LEVEL_STOP, 1, "",
	                     N_("memblock=debug: from here on memblock prints what it does to the "
	                        "log.") },
	[MEMBLOCK_OTHER] = { STEP_DECIDE, LEVEL_STOP, 1, "n",
	                     N_("memblock={0} changes nothing: only memblock=debug means "
	                        "something.") },
	[INITRD_SET] = { STEP_SET, LEVEL_STOP, 2, "as",
	                 N_("The command line says that the initrd lies at {0} and has {1}; that "
	                    "wins over what /chosen says.") },
	[INITRD_ODD] = { STEP_DECIDE, LEVEL_STOP, 1, "n",
	                 N_("{0} names no size behind a comma, so it changes nothing.") },
	[ELFCOREHDR] = { STEP_SET, LEVEL_STOP, 1, "as",
	                 N_("elfcorehdr= says that a crashed kernel left its ELF core header at "
	                    "{0}, {1}; that wins over what /chosen says.") },
	[NR_CPUS] = { STEP_SET, LEVEL_STOP, 1, "d",
	              N_("nr_cpus= limits the machine to {0} CPUs.") },
	[MOVABLE] = { STEP_SET, LEVEL_STOP, 1, "",
	              N_("movable_node: memory that is hotpluggable is not used for allocations "
	                 "that cannot be moved.") },
	[MIRROR] = { STEP_SET, LEVEL_STOP, 1, "",
	             N_("kernelcore=mirror: the kernel's own allocations go to mirrored memory.") },
	[CORE_SIZE] = { STEP_DECIDE, LEVEL_STOP, 2, "n",
	                N_("kernelcore={0} divides the zones; memblock does not care.") },
	[IOMEM] = { STEP_SET, LEVEL_STOP, 1, "n",
	            N_("iomem={0}: whether /dev/mem may map what a driver has claimed.") },
	[KEEP_INITRD] = { STEP_SET, LEVEL_STOP, 1, "n",
	                  N_("{0}: the initrd's memory will not be given back.") },
	[DONE] = { STEP_READ, LEVEL_STEP, 2, "d", N_("{0} words were looked at.") },
};

static const struct outline outline_memblock = { "early_memblock",
	                                         "mm/memblock.c",
	                                         "n",
	                                         'e',
	                                         N_("Reads memblock=debug."),
	                                         NULL,
	                                         { N_("debug anywhere in the value: speak") } };

static int early_memblock(struct kernel *k, const char *value)
{
	ENTER(k, &outline_memblock, NAME(k, value));
	if (value && strstr(value, "debug")) {
		SET(k, k->mm_memblock.debug, true);
		TELL(k, &says[MEMBLOCK_DEBUG]);
	} else {
		TELL(k, &says[MEMBLOCK_OTHER], NAME(k, value ? value : ""));
	}
	return leave_int(k, 0);
}

static const struct outline outline_initrdmem = {
	"early_initrdmem",
	"init/do_mounts_initrd.c",
	"n",
	'e',
	N_("Reads initrdmem=START,SIZE, also spelt initrd=."),
	N_("It replaces what the bootloader wrote into /chosen."),
	{ N_("without a comma and a size: ignored"), N_("note start and size") }
};

static int early_initrdmem(struct kernel *k, const char *value)
{
	const char *end = NULL;
	uint64_t start;

	ENTER(k, &outline_initrdmem, NAME(k, value));
	start = memparse(value, &end);
	if (*end == ',') {
		SET(k, k->fdt->phys_initrd_start, start);
		SET(k, k->fdt->phys_initrd_size, memparse(end + 1, NULL));
		TELL(k, &says[INITRD_SET], start, k->fdt->phys_initrd_size);
	} else {
		TELL(k, &says[INITRD_ODD], NAME(k, value));
	}
	return leave_int(k, 0);
}

static const struct outline outline_elfcorehdr = {
	"setup_elfcorehdr",
	"kernel/crash_dump.c",
	"n",
	'e',
	N_("Reads elfcorehdr=[SIZE@]ADDRESS."),
	N_("Without a SIZE the one from /chosen stays, and usually there is none."),
	{ N_("no value: -EINVAL"), N_("note the address, and with @ the size before it"),
	  N_("no number at all: -EINVAL") }
};

static int setup_elfcorehdr(struct kernel *k, const char *value)
{
	struct fdt_state *fdt = k->fdt;
	const char *end = NULL;

	ENTER(k, &outline_elfcorehdr, NAME(k, value));
	if (!value)
		return leave_int(k, -EINVAL);
	SET(k, fdt->elfcorehdr_addr, memparse(value, &end));
	if (*end == '@') {
		SET(k, fdt->elfcorehdr_size, fdt->elfcorehdr_addr);
		SET(k, fdt->elfcorehdr_addr, memparse(end + 1, &end));
	}
	if (end == value)
		return leave_int(k, -EINVAL);
	TELL(k, &says[ELFCOREHDR], fdt->elfcorehdr_addr, fdt->elfcorehdr_size);
	return leave_int(k, 0);
}

static const struct outline outline_nrcpus = {
	"nrcpus",
	"kernel/smp.c",
	"n",
	'e',
	N_("Reads nr_cpus=N."),
	NULL,
	{ N_("a number between 1 and what the kernel is built for counts") }
};

static int nrcpus(struct kernel *k, const char *value)
{
	uint64_t n;

	ENTER(k, &outline_nrcpus, NAME(k, value));
	n = simple_strtoull(value ? value : "", NULL);
	if (!n || n >= k->profile->cpus)
		return leave_int(k, 0);
	SET(k, k->setup->nr_cpu_ids, n);
	TELL(k, &says[NR_CPUS], n);
	return leave_int(k, 0);
}

static const struct outline outline_movable_node = {
	"cmdline_parse_movable_node",
	"mm/memory_hotplug.c",
	"n",
	'e',
	N_("Reads movable_node."),
	NULL,
	{ N_("allocations shall spare hotpluggable memory") }
};

static int cmdline_parse_movable_node(struct kernel *k, const char *value)
{
	ENTER(k, &outline_movable_node, NAME(k, value));
	SET(k, k->mm_memblock.movable_node, true);
	TELL(k, &says[MOVABLE]);
	return leave_int(k, 0);
}

static const struct outline outline_kernelcore = {
	"cmdline_parse_kernelcore",
	"mm/page_alloc.c",
	"n",
	'e',
	N_("Reads kernelcore=SIZE, =SIZE% or =mirror."),
	NULL,
	{ N_("mirror: use mirrored memory only"), N_("a size: the zones will be divided by it") }
};

/* parse_option_str(): is WORD one of the words in VALUE, which commas part? */
static bool has_option(const char *value, const char *word)
{
	size_t len = strlen(word);

	for (; *value; value += *value == ',') {
		if (!strncmp(value, word, len) && (!value[len] || value[len] == ','))
			return true;
		value += strcspn(value, ",");
	}
	return false;
}

static int cmdline_parse_kernelcore(struct kernel *k, const char *value)
{
	ENTER(k, &outline_kernelcore, NAME(k, value));
	if (has_option(value, "mirror")) {
		SET(k, k->mm_memblock.mirrored_kernelcore, true);
		TELL(k, &says[MIRROR]);
	} else {
		TELL(k, &says[CORE_SIZE], NAME(k, value));
	}
	return leave_int(k, 0);
}

/* kstrtobool() */
static bool is_bool(const char *value)
{
	if (!value)
		return false;
	if (*value == 'o' || *value == 'O')
		return value[1] && strchr("nNfF", value[1]);
	return *value && strchr("yYtT1nNfF0", *value);
}

/* get_option() */
static bool is_number(const char *value)
{
	const char *end = value;

	if (value)
		simple_strtoull(value + (*value == '-'), &end);
	return value && end > value + (*value == '-');
}

static bool is_given(const char *value)
{
	return value;
}

static bool is_acpi(const char *value)
{
	return value && (!strcmp(value, "off") || !strcmp(value, "on") || !strcmp(value, "force"));
}

static bool is_ssbd(const char *value)
{
	return value && (!strncmp(value, "force-on", 8) || !strncmp(value, "force-off", 9) ||
	                 !strncmp(value, "kernel", 6));
}

/* A row of early_param() or __setup(). */
struct param {
	const char *name;
	int (*func)(struct kernel *k, const char *value); /* NULL: nothing of this is retold */
	bool (*accepts)(const char *value); /* with no func: others are malformed; NULL: none is */
	bool blind;                         /* it reads its value without looking for one */
	const struct arch *arch;            /* only that one has it; NULL: all have */
	uint64_t needs;                     /* enum profile_feature that it takes; 0: none */
};

static const struct param early_params[] = {
	{ .name = "cma", .func = early_cma, .needs = FEATURE_CMA },
	{ .name = "elfcorehdr", .func = setup_elfcorehdr },
	{ .name = "fw_devlink", .func = fw_devlink_setup },
	{ .name = "initrd", .func = early_initrdmem, .blind = true },
	{ .name = "initrdmem", .func = early_initrdmem, .blind = true },
	{ .name = "kfence.sample_interval",
	  .func = parse_kfence_early_init,
	  .needs = FEATURE_KFENCE_EARLY },
	{ .name = "kernelcore", .func = cmdline_parse_kernelcore, .blind = true },
	{ .name = "log_buf_len", .func = log_buf_len_setup },
	{ .name = "mem", .func = early_mem, .arch = &arch_arm64 },
	{ .name = "mem", .func = arm_early_mem, .arch = &arch_arm, .blind = true },
	{ .name = "mem", .func = parse_memopt, .arch = &arch_x86 },
	{ .name = "mem", .func = riscv_early_mem, .arch = &arch_riscv },
	{ .name = "memmap", .func = parse_memmap_opt, .arch = &arch_x86 },
	{ .name = "memblock", .func = early_memblock },
	{ .name = "movable_node", .func = cmdline_parse_movable_node },
	{ .name = "nr_cpus", .func = nrcpus },
	{ .name = "numa", .func = numa_parse_early_param },
	{ .name = "pci", .func = pci_setup },
	{ .name = "vmalloc", .func = early_vmalloc, .arch = &arch_arm },
	{ .name = "acpi", .accepts = is_acpi },
	{ .name = "coherent_pool", .blind = true },
	{ .name = "crashkernel", .func = enable_crash_mem_map, .arch = &arch_arm64 },
	{ .name = "crashkernel" },
	{ .name = "debug" },
	{ .name = "earlycon" },
	{ .name = "efi", .accepts = is_given },
	{ .name = "hugetlb_cma", .blind = true },
	{ .name = "ignore_loglevel" },
	{ .name = "init_on_alloc", .accepts = is_bool },
	{ .name = "init_on_free", .accepts = is_bool },
	{ .name = "iommu.passthrough", .accepts = is_bool },
	{ .name = "iommu.strict", .accepts = is_bool },
	{ .name = "iommu.forcedac", .accepts = is_bool },
	{ .name = "irqchip.gicv3_nolpi", .accepts = is_bool },
	{ .name = "keep_bootcon" },
	{ .name = "kpti", .accepts = is_bool },
	{ .name = "kvm-arm.mode", .accepts = is_given },
	{ .name = "kvm-arm.vgic_v3_group0_trap", .accepts = is_bool },
	{ .name = "loglevel", .accepts = is_number },
	{ .name = "maxcpus" },
	{ .name = "memtest" },
	{ .name = "mitigations", .blind = true },
	{ .name = "movablecore", .accepts = is_given },
	{ .name = "nohugevmalloc" },
	{ .name = "nosmp" },
	{ .name = "nospectre_v2" },
	{ .name = "oops", .accepts = is_given },
	{ .name = "page_poison", .accepts = is_bool },
	{ .name = "percpu_alloc", .accepts = is_given },
	{ .name = "quiet" },
	{ .name = "randomize_kstack_offset", .accepts = is_bool },
	{ .name = "rodata", .func = set_debug_rodata, .arch = &arch_arm64 },
	{ .name = "rodata" },
	{ .name = "ssbd", .accepts = is_ssbd },
	{ .name = "swiotlb", .func = setup_io_tlb_npages, .blind = true },
};

static const struct outline outline_strict_iomem = {
	"strict_iomem",
	"kernel/resource.c",
	"n",
	'e',
	N_("Reads iomem=strict or iomem=relaxed."),
	N_("It changes nothing in /proc/iomem, only what /dev/mem refuses."),
	{ N_("remember which") }
};

static int strict_iomem(struct kernel *k, const char *value)
{
	ENTER(k, &outline_strict_iomem, NAME(k, value));
	if (value && strstr(value, "relaxed"))
		SET(k, k->iomem_relaxed, true);
	if (value && strstr(value, "strict"))
		SET(k, k->iomem_relaxed, false);
	TELL(k, &says[IOMEM], NAME(k, value ? value : ""));
	return leave_int(k, 1);
}

static const struct outline outline_retain = {
	"retain_initrd_param",
	"init/initramfs.c",
	"n",
	'e',
	N_("Reads retain_initrd."),
	NULL,
	{ N_("only the bare word counts; then the initrd stays reserved") }
};

static int retain_initrd_param(struct kernel *k, const char *value)
{
	ENTER(k, &outline_retain, NAME(k, value));
	if (value && *value)
		return leave_int(k, 0);
	SET(k, k->setup->keep_initrd, true);
	TELL(k, &says[KEEP_INITRD], NAME(k, "retain_initrd"));
	return leave_int(k, 1);
}

static const struct outline outline_keepinitrd = {
	"keepinitrd_setup",
	"init/initramfs.c",
	"n",
	'e',
	N_("Reads keepinitrd, the older name of retain_initrd."),
	NULL,
	{ N_("whatever its value, the initrd stays reserved") }
};

static int keepinitrd_setup(struct kernel *k, const char *value)
{
	ENTER(k, &outline_keepinitrd, NAME(k, value));
	SET(k, k->setup->keep_initrd, true);
	TELL(k, &says[KEEP_INITRD], NAME(k, "keepinitrd"));
	return leave_int(k, 1);
}

static const struct param setup_params[] = {
	{ .name = "default_hugepagesz", .func = default_hugepagesz_setup, .blind = true },
	{ .name = "devres.log", .func = devres_log_param },
	{ .name = "dhash_entries", .func = set_dhash_entries },
	{ .name = "hashdist", .func = set_hashdist },
	{ .name = "hugepages", .func = hugepages_setup, .blind = true },
	{ .name = "hugepagesz", .func = hugepagesz_setup, .blind = true },
	{ .name = "ihash_entries", .func = set_ihash_entries },
	{ .name = "reserve_mem", .func = reserve_mem, .needs = FEATURE_RESERVE_MEM },
	{ .name = "initcall_blacklist", .func = initcall_blacklist, .blind = true },
	{ .name = "iomem", .func = strict_iomem },
	{ .name = "keepinitrd", .func = keepinitrd_setup },
	{ .name = "reserve", .func = reserve_setup, .blind = true },
	{ .name = "retain_initrd", .func = retain_initrd_param },
};

enum {
	EARLY_PARAMS = sizeof(early_params) / sizeof(early_params[0]),
	SETUP_PARAMS = sizeof(setup_params) / sizeof(setup_params[0]),
};

static const struct param *find_param(const struct param *rows, unsigned n, const char *name,
                                      const struct kernel *k)
{
	const struct arch *arch = arch_row(k);

	for (unsigned i = 0; i < n; i++)
		if (parameq(rows[i].name, name) && (!rows[i].arch || rows[i].arch == arch) &&
		    (k->profile->features & rows[i].needs) == rows[i].needs)
			return &rows[i];
	return NULL;
}

bool param_is_known(const struct kernel *k, const char *name)
{
	return find_param(early_params, EARLY_PARAMS, name, k) ||
	       find_param(setup_params, SETUP_PARAMS, name, k);
}

/* NULL where a string was expected: the end of a kernel that is hardly up. */
static void follow_null(struct kernel *k, const char *name)
{
	TELL(k, &says[NO_VALUE], NAME(k, name));
	printk(k, "Unable to handle kernel NULL pointer dereference at virtual address "
	          "0000000000000000");
	printk(k, "Kernel panic - not syncing: Attempted to kill the idle task!");
	kernel_panic(k, _("the parameter %s has no value, and the kernel follows a NULL pointer"),
	             name);
}

/* do_early_param() */
static void do_early_param(struct kernel *k, const char *name, const char *value)
{
	const struct param *row = find_param(early_params, EARLY_PARAMS, name, k);
	bool malformed;

	if (!row) {
		TELL(k, &says[LATER], NAME(k, name));
		return;
	}
	if (row->blind && !value)
		follow_null(k, name);
	if (row->func) {
		malformed = row->func(k, value) != 0;
	} else {
		malformed = row->accepts && !row->accepts(value);
		if (!malformed)
			TELL(k, &says[OTHER_EARLY], NAME(k, name));
	}
	if (malformed) {
		TELL(k, &says[MALFORMED], NAME(k, name));
		printk(k, "Malformed early option '%s'", name);
	}
}

static void do_setup_param(struct kernel *k, const char *name, const char *value)
{
	const struct param *row = find_param(setup_params, SETUP_PARAMS, name, k);

	if (row)
		row->func(k, value);
}

/*
 * Each word is cut out of the simulation's own copy of the command line, so nothing has to
 * be freed when a limit ends the run here.
 */
uint64_t parse_args(struct kernel *k,
                    void (*unknown)(struct kernel *k, const char *name, const char *value))
{
	const char *line = k->setup->boot_command_line;
	size_t len = strlen(line), done = 0;
	uint64_t words = 0;

	while (done < len) {
		char *copy = xstrdup(line + done), *rest = copy, *param, *value;
		bool more = next_arg(&rest, &param, &value);
		const char *name = more ? sim_name(k->sim, param) : NULL;
		const char *held = more ? sim_name(k->sim, value) : NULL;

		done += (size_t)(rest - copy);
		free(copy);
		if (!more)
			break;
		unknown(k, name, held);
		words++;
	}
	return words;
}

static const struct outline outline_early = {
	"parse_early_param",
	"init/main.c",
	"",
	'v',
	N_("Obeys the words of the command line that cannot wait."),
	N_("Most words are no early parameters; they are read when their owner is set up."),
	{ N_("take a copy of the command line, word by word"),
	  N_("a word that early_param() named calls its function"),
	  N_("a function that fails: complain and go on") }
};

void parse_early_param(struct kernel *k)
{
	uint64_t words;

	ENTER(k, &outline_early);
	TELL(k, &says[STAGE], NAME(k, "parameters"));
	words = parse_args(k, do_early_param);
	if (words)
		TELL(k, &says[DONE], words);
	else
		TELL(k, &says[NO_WORDS]);
	leave(k);
}

static const struct outline outline_args = {
	"parse_args",
	"kernel/params.c",
	"",
	'v',
	N_("Hands the rest of the command line to whoever asked for a word of it."),
	NULL,
	{ N_("take it word by word"), N_("a word that __setup() named calls its function") }
};

void parse_boot_params(struct kernel *k)
{
	uint64_t words;

	ENTER(k, &outline_args);
	words = parse_args(k, do_setup_param);
	TELL(k, &says[DONE], words);
	leave(k);
}
