/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * init/main.c: the order of a boot.
 *
 * start_kernel() sets up the architecture and the allocators; kernel_init() then
 * runs the initcalls, gives the initrd back and starts the first process.  Here that
 * process does one thing: it reads /proc/iomem.
 */
#include "linux/init/main.h"

#include <inttypes.h>
#include <string.h>

#include "linux/arch/arch.h"
#include "linux/arch/arm64/kernel/setup.h"
#include "linux/arch/arm64/kvm/kvm.h"
#include "linux/arch/riscv/mm/mm.h"
#include "linux/arch/x86/kernel/setup.h"
#include "linux/drivers/char/mem.h"
#include "linux/drivers/of/declare.h"
#include "linux/drivers/of/fdt.h"
#include "linux/fs/proc/meminfo.h"
#include "linux/fs/seq_file.h"
#include "linux/include/amba.h"
#include "linux/include/crash_reserve.h"
#include "linux/include/interrupt.h"
#include "linux/include/of_platform.h"
#include "linux/include/platform_device.h"
#include "linux/include/slab.h"
#include "linux/init/initcall.h"
#include "linux/init/params.h"
#include "linux/kernel/printk/printk.h"
#include "linux/kernel/resource_proc.h"
#include "linux/mm/page_alloc.h"
#include "linux/mm/percpu.h"
#include "linux/mm/vmalloc.h"

#define MAIN_FILE "init/main.c"

enum {
	HANDED_OVER,
	SLAB,
	VMALLOC,
	STAGE_INITCALLS,
	INITCALL,
	DRIVER,
	MODULE,
	STAGE_INITRD,
	NO_INITRD,
	INITRD_KEPT,
	INITRD_FREED,
	INITRD_GIVEN,
	STAGE_PROC,
	USER,
	READ
};

static const struct sentence says[] = {
	[HANDED_OVER] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                  N_("The page allocator and the slab allocator work from here on; "
	                     "memblock's lists stay to be read.") },
	[SLAB] = { STEP_SET, LEVEL_STEP, 2, "", N_("kmalloc() works from here on.") },
	[VMALLOC] = { STEP_SET, LEVEL_STEP, 3, "", N_("ioremap() works from here on.") },
	[STAGE_INITCALLS] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                      N_("{0}: each part of the kernel runs the functions that it "
	                         "registered for start-up.") },
	[INITCALL] = { STEP_DECIDE, LEVEL_CALL, 2, "nn",
	               N_("The next initcall is {0}, of the level called {1}.") },
	[DRIVER] = { STEP_DECIDE, LEVEL_CALL, 2, "nn",
	             N_("The next initcall is that of driver {0}, of the level called {1}.") },
	[MODULE] = { STEP_DECIDE, LEVEL_CALL, 1, "n",
	             N_("Driver {0} is a module; a device asks for it, so user space loads it.") },
	[STAGE_INITRD] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                   N_("{0}: the initial RAM disk is unpacked, and then its memory is not "
	                      "needed any more.") },
	[NO_INITRD] = { STEP_DECIDE, LEVEL_STOP, 1, "",
	                N_("There was no initrd, so there is nothing to unpack or to give back.") },
	[INITRD_KEPT] = { STEP_DECIDE, LEVEL_STOP, 2, "",
	                  N_("retain_initrd was given, so its memory stays reserved.") },
	[INITRD_FREED] = { STEP_DECIDE, LEVEL_STOP, 1, "rs",
	                   N_("memblock forgets {0}, {1}; /proc/iomem does not: its entry was made "
	                      "before, and stays.") },
	[INITRD_GIVEN] = { STEP_DECIDE, LEVEL_STOP, 1, "rs",
	                   N_("The pages of {0}, {1}, are given back; memblock is not told and "
	                      "goes on calling them reserved.") },
	[STAGE_PROC] = { STEP_STAGE, LEVEL_STAGE, 1, "n",
	                 N_("{0}: the first process runs and reads /proc/iomem.") },
	[USER] = { STEP_SET, LEVEL_CALL, 1, "", N_("There are processes and files from here on.") },
	[READ] = { STEP_READ, LEVEL_STOP, 2, "s",
	           N_("The first process has read {0} from /proc/iomem, line by line as the tree "
	              "stands.") },
};

static void show_reserved_regions(struct kernel *k)
{
	reserve_memblock_reserved_regions(k);
}

/* Those of a level before all of its drivers, or behind them. */
enum place { BEFORE_DRIVERS, BEHIND_DRIVERS };

/* In the order in which the kernel runs them: by level, then as it is linked. */
static const struct {
	enum driver_level level;
	enum place place;
	const char *name;
	void (*func)(struct kernel *k);
	uint32_t makes;          /* only in a kernel that makes this device; 0: in each */
	const struct arch *arch; /* of its own files; NULL: of those that all have */
} initcalls[] = {
	{ DRIVER_CORE, BEFORE_DRIVERS, "cpufreq_dt_platdev_init", cpufreq_dt_platdev_init,
	  MAKES_CPUFREQ_DT, NULL },
	{ DRIVER_CORE, BEFORE_DRIVERS, "regulator_init", regulator_init, MAKES_REG_DUMMY, NULL },
	{ DRIVER_ARCH, BEFORE_DRIVERS, "reserve_memblock_reserved_regions", show_reserved_regions,
	  0, &arch_arm64 },
	{ DRIVER_ARCH, BEFORE_DRIVERS, "reserve_memblock_reserved_regions",
	  riscv_reserve_memblock_reserved_regions, 0, &arch_riscv },
	{ DRIVER_ARCH, BEFORE_DRIVERS, "pci_arch_init", pci_arch_init, 0, &arch_x86 },
	{ DRIVER_SUBSYS, BEFORE_DRIVERS, "acpi_init", acpi_init, 0, &arch_x86 },
	{ DRIVER_SUBSYS, BEHIND_DRIVERS, "pci_subsys_init", pci_subsys_init, 0, &arch_x86 },
	{ DRIVER_ARCH, BEHIND_DRIVERS, "of_platform_default_populate_init",
	  of_platform_default_populate_init, 0, NULL },
	{ DRIVER_FS, BEFORE_DRIVERS, "chr_dev_init", chr_dev_init, 0, NULL },
	{ DRIVER_FS, BEFORE_DRIVERS, "proc_interrupts_init", proc_interrupts_init, 0, NULL },
	{ DRIVER_FS, BEFORE_DRIVERS, "proc_meminfo_init", proc_meminfo_init, 0, NULL },
	{ DRIVER_FS, BEFORE_DRIVERS, "pnpacpi_init", pnpacpi_init, 0, &arch_x86 },
	{ DRIVER_FS, BEFORE_DRIVERS, "pnp_system_init", pnp_system_init, 0, &arch_x86 },
	{ DRIVER_FS, BEFORE_DRIVERS, "pcibios_assign_resources", pcibios_assign_resources, 0,
	  &arch_x86 },
	{ DRIVER_FS, BEHIND_DRIVERS, "acpi_reserve_resources", acpi_reserve_resources, 0,
	  &arch_x86 },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "serial8250_pnp_init", serial8250_pnp_init, 0, &arch_x86 },
	{ DRIVER_DEVICE, BEHIND_DRIVERS, "hpet_init", hpet_init, 0, &arch_x86 },
	{ DRIVER_DEVICE, BEHIND_DRIVERS, "cmos_init", cmos_init, 0, &arch_x86 },
	{ DRIVER_LATE, BEFORE_DRIVERS, "pci_mmcfg_late_insert_resources",
	  pci_mmcfg_late_insert_resources, 0, &arch_x86 },
	{ DRIVER_LATE, BEFORE_DRIVERS, "hpet_insert_resource", hpet_insert_resource, 0, &arch_x86 },
	{ DRIVER_LATE, BEFORE_DRIVERS, "lapic_insert_resource", lapic_insert_resource, 0,
	  &arch_x86 },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "kvm_arm_init", kvm_arm_init, 0, &arch_arm64 },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "ioresources_init", ioresources_init, 0, NULL },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "proc_vmalloc_init", proc_vmalloc_init, 0, NULL },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "slab_proc_init", slab_proc_init, 0, NULL },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "memblock_init_debugfs", memblock_init_debugfs, 0, NULL },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "serial8250_init", serial8250_init, MAKES_SERIAL8250,
	  NULL },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "psci_idle_init", psci_idle_init, MAKES_PSCI_CPUIDLE,
	  NULL },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "sbi_cpuidle_init", sbi_cpuidle_init, MAKES_SBI_CPUIDLE,
	  NULL },
	{ DRIVER_DEVICE, BEHIND_DRIVERS, "pmu_sbi_devinit", pmu_sbi_devinit, MAKES_RISCV_PMU_SBI,
	  NULL },
	{ DRIVER_DEVICE, BEFORE_DRIVERS, "sysfb_init", sysfb_init, MAKES_PLATFORM_FRAMEBUFFER,
	  NULL },
	{ DRIVER_LATE, BEFORE_DRIVERS, "deferred_probe_initcall", deferred_probe_initcall, 0,
	  NULL },
};

static const struct outline outline_initcalls = {
	"do_initcalls",
	MAIN_FILE,
	"",
	'v',
	N_("Runs what the parts of the kernel registered for start-up, level by level."),
	N_("Drivers are initcalls too: they come after the memory is shown, so they find RAM "
	   "busy."),
	{ N_("pure, core, postcore, arch, subsys, fs, device, late: in this order"),
	  N_("within a level, as the kernel was linked") }
};

static void run_initcalls(struct kernel *k, enum driver_level level, enum place place)
{
	for (size_t i = 0; i < sizeof(initcalls) / sizeof(initcalls[0]); i++) {
		if (initcalls[i].level != level || initcalls[i].place != place ||
		    (k->profile->devices & initcalls[i].makes) != initcalls[i].makes ||
		    (initcalls[i].arch && initcalls[i].arch != arch_row(k)))
			continue;
		kernel_boundary(k);
		TELL(k, &says[INITCALL], NAME(k, initcalls[i].name),
		     NAME(k, driver_level_name(level)));
		if (!initcall_blacklisted(k, initcalls[i].name))
			initcalls[i].func(k);
	}
}

/* Does the driver come with the kernel, or is it one of those loaded from user space? */
static bool is_loaded_later(const struct driver *drv)
{
	return drv->presence == DRIVER_MODULE || drv->is_module;
}

/* The drivers of LEVEL that the reader wants and that nobody has to load. */
static void register_drivers(struct kernel *k, enum driver_level level)
{
	const struct driver_set *set = k->machine->drivers;

	for (size_t i = 0; set && i < set->count; i++) {
		const struct driver *drv = set->drivers[i];

		if (drv->level != level || is_loaded_later(drv) ||
		    !machine_wants_driver(k->machine, drv))
			continue;
		kernel_boundary(k);
		TELL(k, &says[DRIVER], NAME(k, drv->name), NAME(k, driver_level_name(level)));
		if (initcall_blacklisted(k, drv->init))
			continue;
		driver_register(k, drv);
		deferred_probe_work(k);
	}
}

/* Before all others: the only one of that level that is retold. */
static void run_early_initcall(struct kernel *k)
{
	const char *name = "insert_crashkernel_resources";

	if (!profile_has(k->profile, FEATURE_CRASH_RESERVE))
		return;
	kernel_boundary(k);
	TELL(k, &says[INITCALL], NAME(k, name), NAME(k, "early"));
	if (!initcall_blacklisted(k, name))
		insert_crashkernel_resources(k);
}

static void do_initcalls(struct kernel *k)
{
	ENTER(k, &outline_initcalls);
	TELL(k, &says[STAGE_INITCALLS], NAME(k, "initcalls"));
	run_early_initcall(k);
	for (enum driver_level level = DRIVER_CORE; level < DRIVER_LEVELS; level++) {
		run_initcalls(k, level, BEFORE_DRIVERS);
		register_drivers(k, level);
		run_initcalls(k, level, BEHIND_DRIVERS);
	}
	/* in the kernel a timer does it, some seconds after the device began to wait */
	amba_deferred_retry(k);
	kernel_boundary(k);
	leave(k);
}

static const struct outline outline_free_initrd = {
	"free_initrd_mem",
	"init/initramfs.c",
	"r",
	'v',
	N_("Gives the initrd's memory back."),
	NULL,
	{ N_("round out to pages and take it off memblock's reserved list"),
	  N_("free its whole pages to the page allocator") }
};

static void free_initrd_mem(struct kernel *k, phys_addr_t start, phys_addr_t end)
{
	phys_addr_t base = start & PAGE_MASK(k);
	uint64_t size = PAGE_ALIGN(k, end) - base;
	phys_addr_t first = PAGE_ALIGN(k, start), behind = end & PAGE_MASK(k);
	uint64_t bytes = behind > first ? behind - first : 0;

	ENTER(k, &outline_free_initrd, start, end - 1);
	if (arch_of(k)->initrd_leaves_memblock) {
		memblock_free(k, base, size);
		TELL(k, &says[INITRD_FREED], SPAN(base, size), size);
	} else {
		TELL(k, &says[INITRD_GIVEN], SPAN(base, size), size);
	}
	if (arch_row(k)->free_initrd)
		arch_row(k)->free_initrd(k, start, end);
	else if (bytes)
		printk(k, "Freeing initrd memory: %" PRIu64 "K", bytes >> 10);
	leave(k);
}

static const struct outline outline_populate = {
	"do_populate_rootfs",
	"init/initramfs.c",
	"",
	'v',
	N_("Unpacks the initrd into the first file system, then gives its memory back."),
	N_("By now /proc/iomem has an entry for the initrd, and keeps it."),
	{ N_("unpack it; without one there is nothing to do"),
	  N_("give its memory back, unless it is to be kept") }
};

static void do_populate_rootfs(struct kernel *k)
{
	const struct fdt_state *fdt = k->fdt;

	ENTER(k, &outline_populate);
	TELL(k, &says[STAGE_INITRD], NAME(k, "initrd"));
	if (!fdt->phys_initrd_size) {
		TELL(k, &says[NO_INITRD]);
	} else {
		printk(k, "Trying to unpack rootfs image as initramfs...");
		if (k->setup->keep_initrd)
			TELL(k, &says[INITRD_KEPT]);
		else
			free_initrd_mem(k, fdt->phys_initrd_start,
			                fdt->phys_initrd_start + fdt->phys_initrd_size);
	}
	leave(k);
}

static const struct outline outline_mm_init = {
	"mm_init",
	MAIN_FILE,
	"",
	'v',
	N_("Starts the allocators that the running kernel uses."),
	NULL,
	{ N_("memblock hands its free memory over"), N_("the slab allocator: kmalloc()"),
	  N_("the area for mappings: vmalloc(), ioremap()") }
};

static void mm_init(struct kernel *k)
{
	ENTER(k, &outline_mm_init);
	kfence_alloc_pool_and_metadata(k);
	mem_init(k);
	SET(k, k->has, k->has | HAS_SLAB);
	TELL(k, &says[SLAB]);
	vmalloc_init(k);
	SET(k, k->has, k->has | HAS_VMALLOC);
	TELL(k, &says[VMALLOC]);
	TELL(k, &says[HANDED_OVER]);
	leave(k);
}

static const struct outline outline_modules = {
	"load_module",
	"kernel/module/main.c",
	"",
	'v',
	N_("User space loads the drivers that are modules, for the devices that are there."),
	N_("Each device says what it is in its modalias; udev looks up which module claims that."),
	{ N_("go through the modules that claim a device"),
	  N_("the module's driver comes to its bus like any other") }
};

/* udev loads what a device asks for; children of a device may ask for more. */
static void load_modules(struct kernel *k)
{
	const struct driver_set *set = k->machine->drivers;
	bool any = false;

	for (size_t i = 0; set && i < set->count; i++) {
		const struct driver *drv = set->drivers[i];

		if (driver_level_is_early(drv->level) || !is_loaded_later(drv) ||
		    !machine_wants_driver(k->machine, drv) || !driver_has_device(k, drv))
			continue;
		if (!any)
			ENTER(k, &outline_modules);
		any = true;
		kernel_boundary(k);
		TELL(k, &says[MODULE], NAME(k, drv->name));
		driver_register(k, drv);
		deferred_probe_work(k);
		/* from the first one on: there may be new devices */
		i = (size_t)-1;
	}
	if (any)
		leave(k);
}

static const struct outline outline_run_init = {
	"run_init_process",
	MAIN_FILE,
	"",
	'v',
	N_("Becomes the first process of user space."),
	N_("What it reads is made while it reads: /proc/iomem is no file on any disk."),
	{ N_("from now on there are processes"), N_("it opens /proc/iomem, reads it to the end, "
	                                            "closes it") }
};

/* What the first process has read; kept out of the kernel, so that it can be freed. */
struct reader {
	struct kernel *k;
	struct text out;
};

static void read_iomem(void *arg)
{
	struct reader *reader = arg;

	seq_cat(reader->k, "/proc/iomem", true, &reader->out);
}

static void run_init_process(struct kernel *k)
{
	struct reader reader = { .k = k };
	enum sim_end end;

	ENTER(k, &outline_run_init);
	TELL(k, &says[STAGE_PROC], NAME(k, "proc"));
	SET(k, k->has, k->has | HAS_USER);
	TELL(k, &says[USER]);
	seq_file_exists(k, PROC_MAPS);
	seq_file_exists(k, PROC_SMAPS);
	kernel_boundary(k);
	load_modules(k);
	end = sim_try(k->sim, read_iomem, &reader);
	if (end != SIM_DONE) {
		text_free(&reader.out);
		sim_stop(k->sim, end, "%s", k->sim->stopped.reason);
	}
	TELL(k, &says[READ], reader.out.len);
	text_free(&reader.out);
	leave(k);
}

static const struct outline outline_kernel_init = {
	"kernel_init",
	MAIN_FILE,
	"",
	'v',
	N_("The first thread: it finishes the boot and turns into the first process."),
	NULL,
	{ N_("run the initcalls"), N_("wait until the initrd is unpacked"),
	  N_("become the first process") }
};

static void kernel_init(struct kernel *k)
{
	SET(k, k->pid, 1);
	ENTER(k, &outline_kernel_init);
	do_initcalls(k);
	do_populate_rootfs(k);
	if (arch_row(k)->free_initmem)
		arch_row(k)->free_initmem(k);
	kernel_boundary(k);
	run_init_process(k);
	leave(k);
}

static const struct outline outline_start_kernel = {
	"start_kernel",
	MAIN_FILE,
	"",
	'v',
	N_("The first C function: it brings up the kernel, part by part, in a fixed order."),
	N_("Until mm_init() there is neither kmalloc() nor a page allocator, only memblock."),
	{ N_("say who we are"), N_("set up what belongs to the architecture"),
	  N_("keep the command line"), N_("a copy of per-CPU variables for each possible CPU"),
	  N_("read the rest of the command line"),
	  N_("the log buffer, and hash tables that grow with memory"), N_("start the allocators"),
	  N_("set up interrupts, clocks and timers"),
	  N_("start the first thread, which does the rest") }
};

void start_kernel(struct kernel *k)
{
	fdt_state_init(k);
	setup_state_init(k);
	if (arch_of(k)->before_start)
		arch_of(k)->before_start(k);
	ENTER(k, &outline_start_kernel);
	printk(k, "%s", k->profile->banner);
	arch_of(k)->setup_arch(k);
	setup_command_line(k);
	setup_per_cpu_areas(k);
	kernel_boundary(k);
	printk(k, "Kernel command line: %s", k->setup->boot_command_line);
	parse_boot_params(k);
	print_unknown_bootoptions(k);
	kernel_boundary(k);
	setup_log_buf(k);
	vfs_caches_init_early(k);
	kernel_boundary(k);
	mm_init(k);
	kernel_boundary(k);
	if (!arch_row(k)->firmware_assigns) {
		irqchip_init(k);
		of_clk_init(k);
		timer_probe(k);
	}
	if (arch_row(k)->console_init)
		arch_row(k)->console_init(k);
	kernel_boundary(k);
	kernel_init(k);
	leave(k);
}
