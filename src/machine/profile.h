/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A kernel profile: the figures and features of one kernel build.
 *
 * A profile is text, boards/kernels/NAME.dts; boards/kernels/PROPERTIES.md tells
 * each property and how to read it off a running kernel.  This is the same as
 * a C structure.  It is filled in once and never changed afterwards.
 */
#ifndef BOOTWALK_MACHINE_PROFILE_H
#define BOOTWALK_MACHINE_PROFILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

#define PROFILE_NAME_MAX    64
#define PROFILE_INLINED_MAX 32

/* What releases do differently, asked for by name and never by a version. */
enum profile_feature {
	/* code and data are inserted at the root before RAM, which adopts them
	 * (late 6.1); without it they are requested below the RAM that holds them (5.10) */
	FEATURE_KERNEL_IMAGE_ADOPTED = 1u << 0,
	/* reserve_crashkernel() waits for the end of bootmem_init() */
	FEATURE_CRASHKERNEL_IN_BOOTMEM = 1u << 1,
	/* 'linux,elfcorehdr' and 'linux,usable-memory-range' are read by
	 * drivers/of/fdt.c and not by the architecture */
	FEATURE_FDT_CRASH_DUMP = 1u << 2,
	/* CONFIG_NUMA: memblock regions bear a node */
	FEATURE_NUMA = 1u << 3,
	FEATURE_STRICT_DEVMEM = 1u << 4,
	FEATURE_IO_STRICT_DEVMEM = 1u << 5,
	FEATURE_KEXEC_CORE = 1u << 6,
	FEATURE_CMA = 1u << 7,
	FEATURE_MEMORY_HOTREMOVE = 1u << 8,
	FEATURE_SPARSEMEM_VMEMMAP = 1u << 9,
	/* a no-map node without an address stays memory, reserved and marked (6.1); without
	 * it the kernel finds it a place and takes that out of memory (5.10) */
	FEATURE_DYNAMIC_NOMAP_MARKED = 1u << 10,
	/* the initrd's memory loses a no-map mark (6.1); without it the memory is removed
	 * and added anew, which loses all marks (5.10) */
	FEATURE_INITRD_NOMAP_CLEARED = 1u << 11,
	/* no CONFIG_MMU: an address is an address, and nothing is mapped */
	FEATURE_NO_MMU = 1u << 15,
	/* CONFIG_ARM_MPU: the MPU of a Cortex-M says which memory can be used */
	FEATURE_ARM_MPU = 1u << 16,
	/* CONFIG_DEBUG_DEVRES: devres.log=1 logs what drivers take and give back */
	FEATURE_DEBUG_DEVRES = 1u << 20,
	/* pfn_valid() asks memblock for the very page (5.10 arm64); without it a frame is
	 * valid when its section has memory */
	FEATURE_PFN_VALID_IS_MEMORY = 1u << 24,
	/* nothing boots with it: its calls are made on an empty memory, and it has no image */
	FEATURE_CALLS_ONLY = 1u << 26,
	/* System RAM is looked for by its name among the root's children (3.10); without it
	 * by its flags, anywhere in the tree */
	FEATURE_RAM_BY_NAME = 1u << 25,
	/* a bus with three address cells has flags in the first of them (6.1) */
	FEATURE_OF_BUS_FLAGS = 1u << 12,
	/* interrupts are resources of a device that a node describes (5.10) */
	FEATURE_OF_IRQ_RESOURCES = 1u << 13,
	/* an AMBA device is added before its peripheral ID can be read (6.1); without it the
	 * device waits, and claims nothing meanwhile (5.10) */
	FEATURE_AMBA_PERIPHID_LATER = 1u << 14,
	/* a device waits for those that its node names (fw_devlink=on is the default);
	 * without it only drivers know whom they need */
	FEATURE_FW_DEVLINK = 1u << 21,
	/* devices of the tree are probed once when they are added and, without a driver, once
	 * more when all are there (5.10) */
	FEATURE_FW_DEVLINK_RESUME = 1u << 27,
	/* the driver of GICv3 claims its regions before it maps them (late 6.1) */
	FEATURE_GIC_V3_CLAIMS = 1u << 28,
	/* simplefb claims its memory, and goes on when it may not (6.1) */
	FEATURE_SIMPLEFB_CLAIMS = 1u << 29,
	/* plain buses (simple-bus and its like) are bound to the driver simple-pm-bus (6.1) */
	FEATURE_SIMPLE_BUS_DRIVER = 1u << 30,
	/* the log calls a PCI resource by its name and puts what happened behind it, `BAR 0
	 * [mem ...]: assigned` (late 6.1); without it `BAR 0: assigned [mem ...]` (5.10) */
	FEATURE_PCI_RESOURCE_NAMES = 1u << 22,
	/* a host bridge's window of 4 GiB or more that is not for reading ahead is remarked on */
	FEATURE_PCI_WINDOW_SIZE_WARNING = 1u << 23,
	/* x86: what e820 has that has no name of its own is called "reserved" (3.10); without it
	 * "Reserved", "Soft Reserved" and more (6.1) */
	FEATURE_E820_OTHERS_RESERVED = 1ull << 32,
	/* x86: 640 KiB to 768 KiB are claimed as Video RAM area (32-bit kernels) */
	FEATURE_VIDEO_RAM_AREA = 1ull << 33,
	/* x86: all of the first megabyte is reserved, whatever is in it (6.1) */
	FEATURE_FIRST_MEGABYTE_RESERVED = 1ull << 34,
	/* whoever reads /proc/iomem sees addresses, not only root (before 4.6) */
	FEATURE_ADDRESSES_FOR_ALL = 1ull << 35,
	/* memblock's files show each region's node and first flag (6.12) */
	FEATURE_MEMBLOCK_FLAGS_SHOWN = 1ull << 36,
	/* an empty list of memblock's has no region (6.12); without it one of size 0 */
	FEATURE_MEMBLOCK_NO_DUMMY = 1ull << 37,
	/* an array of memblock's that is full before it may grow ends the boot (6.12); without it
	 * the range is left out */
	FEATURE_MEMBLOCK_FULL_PANICS = 1ull << 38,
	/* reserved regions get the node of their memory when memblock hands over (6.12) */
	FEATURE_RESERVED_NODES = 1ull << 39,
	/* reserve_mem=SIZE:ALIGN:NAME takes memory that drivers find by its name (6.12) */
	FEATURE_RESERVE_MEM = 1ull << 40,
	/* nodes are collected first, sorted out, and then given to memory and to reservations
	 * (6.12, mm/numa_memblks.c); without it each range is given to its node at once */
	FEATURE_NUMA_MEMBLKS = 1ull << 41,
	/* CONFIG_CPUMASK_OFFSTACK: sets of CPUs are allocated, one for each node */
	FEATURE_CPUMASK_OFFSTACK = 1ull << 42,
	/* /reserved-memory in stages (6.12): nodes without an address are placed behind the others
	 * and at once become pools; the others do when the tree is unpacked, in an array of the
	 * right size.  The ELF core header comes first and the reservation block last */
	FEATURE_RESERVED_MEM_STAGES = 1ull << 43,
	/* crashkernel= as kernel/crash_reserve.c does it (6.12): SIZE,high really lies high and
	 * takes low memory too, what does not fit low is tried high, resources come later */
	FEATURE_CRASH_RESERVE = 1ull << 44,
	/* arm64: the page tables of the image are part of it (6.12) */
	FEATURE_IMAGE_TABLES_INSIDE = 1ull << 45,
	/* what only the start needed leaves memblock's list too when it is freed (6.12) */
	FEATURE_INITMEM_LEAVES_MEMBLOCK = 1ull << 46,
	/* DMA's limit is the last address that all buses reach (6.12); without it that, rounded up
	 * to a power of two */
	FEATURE_DMA_LIMIT_EXACT = 1ull << 47,
	/* a small bounce buffer, even where every device reaches all memory: for objects of
	 * kmalloc() that share a cache line (6.12) */
	FEATURE_BOUNCE_KMALLOC = 1ull << 48,
	/* arm64: KFENCE's pool is taken before memory is mapped, if kfence.sample_interval= says so;
	 * if not, all memory is mapped page by page whatever rodata= says (6.12) */
	FEATURE_KFENCE_EARLY = 1ull << 54,
	/* an address that does not fit, or a range that passes the last one, is no resource
	 * (6.12); without it such bits are cut off */
	FEATURE_OF_RESOURCE_BOUNDS = 1ull << 55,
	/* devm_ioremap_resource() and some drivers name the error, `error -EBUSY: `, and say
	 * nothing of -ENOMEM (6.12) */
	FEATURE_ERROR_NAMES = 1ull << 56,
	/* ways to switch the machine off stand in a list (6.12); without it only one is kept */
	FEATURE_POWER_OFF_HANDLERS = 1ull << 52,
	/* big hash tables are sized by the pages that are free (6.12); without it by all pages of
	 * memory, less what their records take */
	FEATURE_HASH_BY_FREE = 1ull << 51,
	/* what is kept of the areas of a bounce buffer that came out smaller is smaller too (6.12) */
	FEATURE_BOUNCE_AREAS_LIMITED = 1ull << 50,
	/* when there is no room for a gigantic page, each node has its turn before it is given up
	 * (5.10) */
	FEATURE_HUGETLB_EACH_NODE = 1ull << 60,
	/* of a gigantic page's reservation all but the first page is marked, since nobody fills in
	 * its records (6.12) */
	FEATURE_HUGETLB_NOINIT = 1ull << 53,
	/* an area of CMA is looked for upwards from 4 GiB before high memory (6.12) */
	FEATURE_CMA_UPWARDS_FIRST = 1ull << 49,
};

/* Devices that the kernel makes itself; a list of words in the profile. */
enum profile_device {
	MAKES_REG_DUMMY = 1u << 0,
	MAKES_CPUFREQ_DT = 1u << 1,
	MAKES_SERIAL8250 = 1u << 2,
	MAKES_PSCI_CPUIDLE = 1u << 3,
	MAKES_PLATFORM_FRAMEBUFFER = 1u << 4,
	MAKES_ALARMTIMER = 1u << 5,
	MAKES_RISCV_PMU_SBI = 1u << 6,
	MAKES_SBI_CPUIDLE = 1u << 7,
};

/* What a release's log calls otherwise or says in addition; a list of words in the profile. */
enum profile_log {
	/* functions of physical addresses have memblock_phys_ names, and tell of allocations */
	LOG_PHYS_NAMES = 1u << 0,
	/* the NUMA distance table is allocated; without it found and reserved (5.10) */
	LOG_DISTANCE_ALLOCATED = 1u << 1,
	/* words of the command line that nobody knows are listed, in memory of memblock's */
	LOG_UNKNOWN_OPTIONS = 1u << 2,
	/* x86: every line about the e820 map begins with "e820: " (3.10) */
	LOG_E820_PREFIX = 1u << 3,
	/* lines about areas of CMA end in their node (6.12) */
	LOG_CMA_NODE = 1u << 4,
	/* `DRIVER DEVICE: probe with driver DRIVER failed` (6.12), not `DRIVER: probe of DEVICE` */
	LOG_PROBE_WITH_DRIVER = 1u << 6,
	/* `NODE_DATA(0) allocated [mem ...]` (6.12); without it `NUMA: NODE_DATA [mem ...]` */
	LOG_NODE_DATA_ALLOCATED = 1u << 5,
	/* memblock_free() stands between memblock_phys_free() and who gives memory back (riscv) */
	LOG_MEMBLOCK_FREE = 1u << 8,
};

/* All offsets are bytes from the image's first byte (_text); ends are exclusive. */
struct profile_image {
	uint64_t text_offset;   /* where a bootloader puts _text above the first RAM bank */
	uint64_t stext;         /* start of `Kernel code` */
	uint64_t reserved_from; /* arm: what is reserved for the image begins here */
	uint64_t etext;         /* arm64: end of the code that stays; read-only data follows */
	uint64_t init_begin;    /* end of `Kernel code` */
	uint64_t inittext_end;  /* arm64: end of the code that is thrown away after start-up */
	uint64_t sdata;         /* start of `Kernel data` */
	uint64_t init_pg_dir;   /* the initial page directory, given back by paging_init() */
	uint64_t init_pg_end;
	uint64_t idmap_text; /* arm64: code that is mapped at its own address too; 0: none here */
	uint64_t idmap_text_end;
	uint64_t idmap_flag; /* arm64: a word of data beside it; 0: none */
	uint64_t end;        /* end of `Kernel data` and of the image; x86: of the image only */
	/* x86, riscv: read-only data, both 0 where it has no entry; end of `Kernel data`; what begins as
	 * zeros; and room behind it that the first instructions give out */
	uint64_t rodata, rodata_end, data_end, bss, bss_end, brk, brk_end;
	/* x86: what only the start needs, and behind it what is for several CPUs; ends are
	 * exclusive.  From `decrypted` to the end of bss nothing stays; 0: all does */
	uint64_t init_start, init_end, alternatives_end, decrypted;
	/* riscv: what only the start needs and is no code begins; what is mapped as code ends */
	uint64_t init_data;
};

/* Sizes in bytes of what the kernel allocates while it boots. */
struct profile_sizes {
	uint64_t resource;          /* struct resource */
	uint64_t memblock_region;   /* struct memblock_region */
	uint64_t device_node;       /* struct device_node */
	uint64_t property;          /* struct property */
	uint64_t alias;             /* struct alias_prop, without its name */
	uint64_t reserved_mem;      /* struct reserved_mem; 0: its array is not allocated */
	uint64_t kfence_pool;       /* KFENCE_POOL_SIZE; 0: there is none */
	uint64_t kfence_metadata;   /* and what is noted of the objects in it */
	uint64_t pglist_data;       /* rounded up to a cache line */
	uint64_t node_data;         /* x86: the same, rounded up to pages */
	uint64_t page;              /* struct page */
	uint64_t section;           /* memory covered by one section */
	uint64_t section_usage;     /* usage record of one section */
	uint64_t mem_section_root;  /* one root of section tables */
	uint64_t mem_section_roots; /* the table of roots */
	uint64_t percpu_static;
	uint64_t percpu_reserved;
	uint64_t percpu_dynamic; /* smallest dynamic part */
	uint64_t percpu_chunk;   /* struct pcpu_chunk without its bitmap of pages */
	uint64_t percpu_block;   /* what is kept of each page of a chunk */
	uint64_t percpu_slots;   /* lists of chunks beyond those for sizes; no bytes */
	uint64_t percpu_lists;   /* sets of such lists; no bytes */
	uint64_t cma;            /* default CMA area; 0 for none */
	uint64_t cma_alignment;  /* CMA_MIN_ALIGNMENT_BYTES */
	uint64_t log_buf;        /* default log buffer */
	uint64_t log_buf_per_cpu;
	uint64_t log_desc;    /* a bigger log's descriptor of one record */
	uint64_t log_info;    /* and what it keeps of one */
	uint64_t bounce_slot; /* what is kept of 2 KiB of bounce buffer */
	uint64_t bounce_list; /* the same, in an array before that; 0: there is none */
	uint64_t bounce_area; /* of each area of the bounce buffer; 0: it has none */
};

/* How ioremap() decides, by what it looks at. */
enum ioremap_way {
	WAY_FIRST_FRAME,      /* the first page frame must not be memory; sizes first (arm64) */
	WAY_ROUNDED_FRAME,    /* the same, but the range is rounded to pages first (older arm64) */
	WAY_LOW_ALIASED_LOOP, /* each page frame, and the ISA range is not mapped anew (3.10 x86) */
	WAY_RAM_WALK,         /* whole pages of RAM that are not reserved (x86) */
	WAY_FRAME_AND_DOMAIN, /* the first page frame, addresses of 32 bits (arm) */
	WAY_ANYTHING,         /* nothing but its size; memory too is mapped (riscv) */
	WAY_CAST,             /* there is no MMU: the address is the address */
};

/* The kinds of mapping, in the order of enum ioremap_kind. */
#define PROFILE_MAPPINGS 8

/* How the kernel maps; of the addresses, ends are exclusive. */
struct profile_mapping {
	uint64_t linear;             /* virtual address of the first byte of the linear map */
	uint64_t linear_4, linear_3; /* riscv: the same where a CPU has so few levels only */
	uint64_t vmalloc_start;      /* the area for mappings */
	uint64_t vmalloc_end;
	uint64_t
		ports; /* where the CPU reaches ports (PCI_IOBASE); 0: it has instructions for that */
	unsigned way;       /* enum ioremap_way */
	unsigned levels;    /* of page tables */
	unsigned va_bits;   /* that these levels translate */
	unsigned frame_bit; /* of an entry, where the page frame number begins; 0: at page_shift */
	unsigned block_shift; /* largest block that ioremap() uses, a power of two of bytes */
	unsigned align_shift; /* largest alignment of an area: IOREMAP_MAX_ORDER */
	uint64_t block_clear; /* bits of an entry that are 0 in one that maps a block */
	uint64_t block_set;   /* and those that are 1 there */
	uint64_t entry[PROFILE_MAPPINGS]; /* bits of an entry but its address; 0: no such mapping */
	uint8_t kinds;                    /* functions that the kernel has at all, a bit each */
};

struct profile {
	char name[PROFILE_NAME_MAX];
	char summary[128];
	char arch[16];       /* "arm64" */
	char release[64];    /* "6.1.0-56-arm64" */
	char banner[512];    /* the line `Linux version ...` whole */
	uint64_t features;   /* enum profile_feature, or-ed */
	uint32_t devices;    /* enum profile_device, or-ed */
	uint32_t log;        /* enum profile_log, or-ed */
	unsigned page_shift; /* 12 for 4 KiB pages */
	unsigned va_bits;
	unsigned va_bits_built;      /* VA_BITS of a build that can do with fewer; 0: the same */
	unsigned pa_bits;            /* PHYS_MASK_SHIFT */
	unsigned phys_addr_bits;     /* of a phys_addr_t: 32 or 64 */
	unsigned nodes;              /* MAX_NUMNODES */
	unsigned cpus;               /* NR_CPUS */
	unsigned cache_line;         /* SMP_CACHE_BYTES */
	unsigned memory_regions;     /* INIT_MEMBLOCK_MEMORY_REGIONS */
	unsigned reserved_regions;   /* INIT_MEMBLOCK_RESERVED_REGIONS */
	unsigned reserved_mem_nodes; /* MAX_RESERVED_REGIONS of /reserved-memory */
	unsigned command_line;       /* COMMAND_LINE_SIZE, bytes */
	unsigned kmalloc_min;        /* KMALLOC_MIN_SIZE: objects of the smallest cache, bytes */
	uint64_t io_space_limit;     /* last port of ioport_resource */
	uint64_t memstart_align;     /* ARM64_MEMSTART_ALIGN, bytes */
	uint64_t crash_align;        /* CRASH_ALIGN, bytes */
	uint64_t crash_low_max;      /* x86: CRASH_ADDR_LOW_MAX, exclusive */
	struct profile_image image;
	struct profile_sizes sizes;
	struct profile_mapping mapping;
	/* static functions that the compiler melted into their caller: a log line
	 * with `%pS` of a return address names that caller instead */
	char inlined[PROFILE_INLINED_MAX][PROFILE_NAME_MAX];
	unsigned inlined_count;
	/* pairs, file and function: what memblock's log names as the caller when a function of
	 * that file allocates, since the compiler kept a copy of the wrapper there */
	char wrappers[512];
	/* pairs: a function as this program calls it, and as this build's log does */
	char renamed[512];
	/* kinds of CPUs for which this profile is taken when nobody names one */
	char default_for[64];
	/* words of the command line that somebody knows, with neither dot nor early part */
	char parameters[8192];
	/* compatibles of the interrupt controllers and clocks that the kernel sets up before
	 * there are devices: strings one behind the other, an empty one at the end */
	char irqchips[2048], clocks[8192];
	/* configs (without CONFIG_) of drivers that are built in, and of those that are
	 * modules: lists of strings in the blob that the profile was read from, good as
	 * long as that is; NULL when the profile does not say */
	const char *builtin, *modules;
	size_t builtin_len, modules_len; /* bytes */
};

/*
 * What there is when no board is loaded: 64-bit addresses, 4 KiB pages, 16
 * NUMA nodes, 128 regions in each memblock array, 64 KiB of ports (the
 * generic IO_SPACE_LIMIT, 0xffff), STRICT_DEVMEM, MEMORY_HOTREMOVE.
 */
extern const struct profile profile_bare;

/*
 * Read the profile in FDT (a whole compiled blob) into PROFILE.  NAME is used
 * in errors.  A property that is missing, too short or too long is an error
 * that names it.
 */
bool profile_from_fdt(struct profile *profile, const void *fdt, const char *name,
                      struct error *err);

/*
 * Is WORD the path of a profile in a file, and not the name of one that ships?  It is when it has
 * a slash in it, or ends in .dts or .dtb.
 */
bool profile_is_file(const char *word);
/*
 * Read the profile in the file PATH, a .dts (through `dtc`) or a .dtb.  PROFILE points into *BLOB,
 * which the caller frees after it.  Errors: those of source_load(), and of profile_from_fdt().
 */
bool profile_load(struct profile *profile, const char *path, unsigned char **blob,
                  struct error *err);

/* The feature, device or habit of the log that a profile calls WORD; false when there is none. */
bool profile_feature_find(const char *word, enum profile_feature *feature);
bool profile_device_find(const char *word, enum profile_device *device);
bool profile_log_find(const char *word, enum profile_log *log);

/*
 * Is what this build takes for itself while it boots known?  Where its sizes were never
 * measured (other architectures, the bare profile) none of that is retold.
 */
static inline bool profile_allocates(const struct profile *p)
{
	return p->sizes.percpu_chunk != 0;
}

/* Huge pages of user space: not with the short page tables of 32 bits. */
static inline bool profile_has_huge_pages(const struct profile *p)
{
	return profile_allocates(p) && p->va_bits > 32;
}

static inline bool profile_has(const struct profile *p, enum profile_feature f)
{
	return (p->features & f) != 0;
}

static inline bool profile_logs(const struct profile *p, enum profile_log l)
{
	return (p->log & l) != 0;
}

static inline bool profile_makes(const struct profile *p, enum profile_device d)
{
	return (p->devices & d) != 0;
}

#endif
