/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The retold kernel: where its state is, and how a retold function records
 * what it does.
 *
 * All of struct kernel lies in the arena of its simulation and is written with
 * SET() only.  What a kernel file keeps in static variables is a structure of
 * its own here, named after the file.
 *
 * A retold function reads like this:
 *
 *	ENTER(k, &outline_of_it, arguments...);
 *	... decisions, SET(k, lvalue, value), TELL(k, &says[ROW], arguments...) ...
 *	return leave_int(k, result);
 */
#ifndef BOOTWALK_LINUX_LINUX_H
#define BOOTWALK_LINUX_LINUX_H

#include <errno.h>
#include <inttypes.h>

#include "linux/include/device.h"
#include "linux/include/ioport.h"
#include "linux/include/memblock.h"
#include "machine/machine.h"
#include "sim/intl.h"
#include "sim/sim.h"

struct base_state;
struct fdt_state;
struct logic_pio_hwaddr;
struct vmalloc_state;
struct pci_state;
struct serial8250_state;
struct syscon;
struct driver_once;
struct irq_state;
struct slab_state;
struct hotplug_state;
struct access_state;
struct dma_pages;
struct process_state;
struct setup_state;
struct x86_state;
struct seq_open_files;
struct vm_area_struct;

/* What exists by now; a call that needs more waits until it does. */
enum kernel_has {
	HAS_MEMBLOCK = 1u << 0, /* from the first instruction on */
	HAS_SLAB = 1u << 1,     /* kmalloc() */
	HAS_VMALLOC = 1u << 2,  /* ioremap() */
	HAS_USER = 1u << 3,     /* processes and their files */
};

struct kernel;

/* What the kernel asks of the rooms below it. */
struct kernel_hooks {
	/* between two statements of setup_arch, an initcall or a probe: injected calls run here */
	void (*boundary)(struct kernel *k, void *arg);
	/* run the probe of DRV's recipe on DEV: 0 or an errno; NULL: no driver can probe */
	int (*probe)(struct kernel *k, struct device *dev, const struct driver *drv, void *arg);
	void (*remove)(struct kernel *k, struct device *dev, const struct driver *drv, void *arg);
	/* run the mmap of DRV's recipe for a new area: 0 or an errno; NULL: no driver has one */
	int (*mmap)(struct kernel *k, struct device *dev, const struct driver *drv,
	            struct vm_area_struct *vma, void *arg);
	void *arg;
};

struct kernel {
	struct sim *sim;
	const struct profile *profile;
	const struct profile_mapping *mapping; /* the profile's, unless the boot chose another */
	const struct machine *machine;         /* NULL when no board is loaded */
	const struct kernel_hooks *hooks;      /* NULL when nobody listens */
	unsigned has;                          /* enum kernel_has, or-ed */
	const char *recipe; /* what the driver calls its function that runs; or NULL */
	unsigned pid;       /* of the task that runs: 0 until kernel_init() */
	struct memblock_state mm_memblock; /* mm/memblock.c */
	struct resource iomem_resource;    /* kernel/resource.c */
	struct resource ioport_resource;
	bool iomem_relaxed;                  /* iomem=relaxed */
	uint32_t resource_warned;            /* its WARN_ON_ONCE()s that have spoken */
	struct fdt_state *fdt;               /* drivers/of/fdt.c and its neighbours */
	struct setup_state *setup;           /* arch/ and init/main.c: include/setup.h */
	struct x86_state *x86;               /* arch/x86: the memory map of the BIOS; else NULL */
	struct seq_open_files *files;        /* fs/seq_file.c */
	struct base_state *base;             /* drivers/base: the devices */
	struct vmalloc_state *vmalloc;       /* mm/vmalloc.c: areas and page tables */
	struct pci_state *pci;               /* drivers/pci: host bridges and buses */
	struct irq_state *irq;               /* kernel/irq: who asked for which */
	struct hotplug_state *hotplug;       /* mm/memory_hotplug.c: blocks that came after boot */
	struct slab_state *slab;             /* mm/slab: what kmalloc() gave */
	struct access_state *accesses;       /* arch: what the CPU did to memory and devices */
	struct dma_pages *dma_pages;         /* kernel/dma: what dma_alloc_coherent() gave */
	struct serial8250_state *serial8250; /* drivers/tty/serial/8250: ports; NULL: none yet */
	struct syscon *syscons;              /* drivers/mfd/syscon.c: those that are mapped */
	struct driver_once *once;      /* static variables of drivers that say "the first only" */
	struct process_state *process; /* the first process: its open files and mappings */

	/* lib/logic_pio.c: windows of ports, as they were registered */
	struct logic_pio_hwaddr *io_ranges;
};

/* Make the state of a kernel that has not run yet, in SIM's arena.  MACHINE may be NULL. */
struct kernel *kernel_new(struct sim *sim, const struct profile *profile,
                          const struct machine *machine);

#define SET(k, lvalue, value) sim_set((k)->sim, lvalue, value)
/* The arguments are made only when somebody will see the step: they must change nothing. */
#define ENTER(k, outline, ...)                                                                     \
	do {                                                                                       \
		if ((k)->sim->limits.forget)                                                       \
			sim_enter((k)->sim, (outline));                                            \
		else                                                                               \
			sim_call((k)->sim, (outline), SIM_WORDS(__VA_ARGS__));                     \
	} while (0)
#define TELL(k, says, ...)                                                                         \
	do {                                                                                       \
		if ((k)->sim->limits.forget)                                                       \
			sim_skip((k)->sim);                                                        \
		else                                                                               \
			sim_tell((k)->sim, (says), SIM_WORDS(__VA_ARGS__));                        \
	} while (0)

/* The words of a resource (letter R), of its range (letter r), of a memory region (letter r). */
#define RES(res)         (res)->start, (res)->end, name_id((res)->name)
#define RANGE(res)       (res)->start, (res)->end
#define SPAN(base, size) (base), (base) + (size)-1
#define WORD(value)      ((uint64_t)(value))
/* The text S as a step records it (letter n). */
#define NAME(k, s) WORD(name_id(sim_name((k)->sim, (s))))

static inline void leave(struct kernel *k)
{
	sim_return(k->sim, NULL, 0);
}

static inline uint64_t leave_word(struct kernel *k, uint64_t word)
{
	sim_return(k->sim, &word, 1);
	return word;
}

/* For an errno or a count (letter e or d). */
static inline int leave_int(struct kernel *k, int result)
{
	leave_word(k, (uint64_t)(int64_t)result);
	return result;
}

static inline bool leave_bool(struct kernel *k, bool result)
{
	leave_word(k, result);
	return result;
}

/* For a resource or NULL (letter R). */
static inline struct resource *leave_res(struct kernel *k, struct resource *res)
{
	uint64_t words[3] = { 0, 0, 0 };

	if (res) {
		words[0] = res->start;
		words[1] = res->end;
		words[2] = name_id(res->name);
	}
	sim_return(k->sim, words, 3);
	return res;
}

#define printk(k, ...) sim_printk((k)->sim, __VA_ARGS__)

/*
 * The function that called the one that now runs, as `%pS` of a return address
 * names it (without +offset/size): functions that the compiler melted into
 * their callers are passed over.
 */
const char *kernel_caller(const struct kernel *k);

/* WARN(): the lines that a warning leaves in the log; MESSAGE may be NULL. */
void kernel_warn(struct kernel *k, const char *place, const char *function, const char *message);

/* The kernel follows a pointer that it must not: back to whoever made the call. */
void kernel_oops(struct kernel *k) __attribute__((noreturn));
#define kernel_panic(k, ...) sim_stop((k)->sim, SIM_PANIC, __VA_ARGS__)

/* A place between two statements at which injected calls may run. */
static inline void kernel_boundary(struct kernel *k)
{
	if (k->hooks && k->hooks->boundary)
		k->hooks->boundary(k, k->hooks->arg);
}

/* All bits that a physical address may have: PHYS_MASK. */
static inline phys_addr_t phys_mask(const struct kernel *k)
{
	return k->profile->pa_bits < 64 ? (1ull << k->profile->pa_bits) - 1 : UINT64_MAX;
}

/* The last address that a phys_addr_t of this build holds. */
static inline phys_addr_t phys_addr_max(const struct kernel *k)
{
	return UINT64_MAX >> (64 - k->profile->phys_addr_bits);
}

/* Bytes of a pointer and of a long. */
static inline unsigned word_size(const struct kernel *k)
{
	return k->profile->va_bits > 32 ? 8 : 4;
}

/* `%pa` of log lines: an address with as many digits as a phys_addr_t has. */
#define PRIpa       "0x%0*" PRIx64
#define PA(k, addr) (int)((k)->profile->phys_addr_bits / 4), (uint64_t)(addr)

/* Pages. */
#define PAGE_SHIFT(k)    ((k)->profile->page_shift)
#define PAGE_SIZE(k)     ((uint64_t)1 << PAGE_SHIFT(k))
#define PAGE_MASK(k)     (~(PAGE_SIZE(k) - 1))
#define PAGE_ALIGN(k, x) (((x) + PAGE_SIZE(k) - 1) & PAGE_MASK(k))
#define PFN_UP(k, x)     (((x) + PAGE_SIZE(k) - 1) >> PAGE_SHIFT(k))
#define PFN_DOWN(k, x)   ((x) >> PAGE_SHIFT(k))
#define PFN_PHYS(k, pfn) ((uint64_t)(pfn) << PAGE_SHIFT(k))

static inline uint64_t round_up_to(uint64_t x, uint64_t align)
{
	return ((x - 1) | (align - 1)) + 1;
}

static inline uint64_t round_down_to(uint64_t x, uint64_t align)
{
	return x & ~(align - 1);
}

static inline uint64_t min64(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static inline uint64_t max64(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

#endif
