/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the boot finds out and keeps, on all architectures: the static variables of
 * init/main.c, of arch/ and of what is set up beside them, in one place.
 */
#ifndef BOOTWALK_LINUX_INCLUDE_SETUP_H
#define BOOTWALK_LINUX_INCLUDE_SETUP_H

#include "linux/linux.h"

#define MAX_CMA_AREAS  20   /* one default and those that the configuration allows */
#define NUMA_NODES_MAX 1024 /* no profile has more */
#define NUMA_WORDS     (NUMA_NODES_MAX / 64)

enum { KERNEL_CODE, KERNEL_DATA, MEM_RES_COUNT };

/* A CPU that the tree may have. */
struct cpu_slot {
	int nid; /* the node that the CPU belongs to */
	bool possible;
};

struct setup_state {
	/* init/main.c: the command line, and what was on it for later */
	const char *boot_command_line; /* a name of the simulation */
	const char *unknown_words;     /* those that nobody knew, a blank before each */
	uint64_t new_log_buf_len;      /* log_buf_len=, bytes; 0 for the built-in size */
	uint64_t nr_cpu_ids;           /* nr_cpus=; 0 for no limit */
	bool keep_initrd;              /* retain_initrd */
	struct blacklist_entry *blacklisted_initcalls; /* initcall_blacklist= */
	/* arch/arm64/mm/init.c */
	phys_addr_t memory_limit;         /* mem=, bytes; PHYS_ADDR_MAX for none */
	phys_addr_t memstart_addr;        /* where the linear map begins */
	phys_addr_t high_memory;          /* end of memory, exclusive */
	phys_addr_t arm64_dma_phys_limit; /* exclusive */
	/* arch/arm: mem= was there, vmalloc= in bytes, the end of low memory (exclusive) */
	bool usermem;
	uint64_t vmalloc_size;
	phys_addr_t arm_lowmem_limit;
	unsigned mpu_regions;                       /* of its MPU, those that cover memory */
	uint64_t min_low_pfn, max_pfn;              /* max_pfn is exclusive */
	struct resource crashk_res, crashk_low_res; /* end 0: there is none */
	unsigned reserved; /* kernel/resource.c: ranges that reserve= put into the trees */
	/* arch/arm64/mm/mmu.c: crashkernel= was there; rodata=on or =off, NULL for full */
	bool crash_mem_map;
	const char *rodata_blocks;
	bool kfence_early;       /* kfence.sample_interval= is not 0: its pool is taken at once */
	phys_addr_t kfence_pool; /* that pool; 0 for none */
	/* arch/arm64/kernel/setup.c */
	struct resource mem_res[MEM_RES_COUNT];
	struct resource *standard_resources;
	uint64_t num_standard_resources;
	/* kernel/dma/contiguous.c and mm/cma.c */
	bool cma_on_cmdline;
	phys_addr_t cma_size, cma_base, cma_limit; /* cma=; the limit is exclusive, 0 for none */
	bool cma_default;                          /* there is a default area */
	unsigned cma_area_count;
	struct cma_area {
		phys_addr_t base, size;
	} cma_areas[MAX_CMA_AREAS];
	/* drivers/base/arch_numa.c */
	bool numa_off;
	bool numa_warned_node, numa_warned_distance; /* these warnings come once only */
	uint64_t numa_nodes_parsed[NUMA_WORDS];      /* bit by bit */
	phys_addr_t numa_distance;                   /* the table; 0 for none */
	/* mm/numa_memblks.c: which range belongs to which node; nodes in numa_distance */
	struct numa_memblk *numa_meminfo;
	unsigned numa_blks, numa_distance_cnt;
	phys_addr_t *node_data; /* profile->nodes of them; 0 for none */
	/* arch/arm64/kernel/smp.c: profile->cpus of them, and the last that is possible */
	struct cpu_slot *cpus;
	unsigned last_cpu;
	/* mm/page_alloc.c: nodes with memory, and pages that the big hash tables are sized by */
	unsigned nodes_with_memory;
	uint64_t nr_kernel_pages, nr_all_pages; /* the latter with high memory */
	phys_addr_t mem_map; /* where the record of page 0 would be; only a flat memmap has it */
	uint64_t dhash_entries, ihash_entries; /* of the command line; 0: not given */
	bool hashdist_given, hashdist;
	/* mm/memblock_reserve_mem.c: the names that reserve_mem= gave */
	const char *reserve_mem_names[8];
	unsigned reserve_mem_count;
	/* kernel/dma/swiotlb.c */
	struct swiotlb_state {
		uint64_t slots; /* default_nslabs; 0 until somebody asks */
		uint64_t areas; /* 0: one for each CPU */
		bool force, off;
		bool for_kmalloc; /* only objects of kmalloc() need it */
	} swiotlb;
	/* mm/hugetlb.c */
	struct hugetlb_state {
		struct hstate *sizes;   /* those that were named, the newest first */
		struct hstate *parsed;  /* the one that hugepages= speaks of */
		struct hstate *counted; /* the one that hugepages= spoke of last */
		uint64_t default_pages; /* hugepages= before any size */
		bool default_counted;
		bool bad_size;      /* the last hugepagesz= could not be used */
		bool default_named; /* default_hugepagesz= was there */
	} hugetlb;
};

/* Before the first instruction; sets k->setup. */
void setup_state_init(struct kernel *k);

/* Physical address of the image's byte OFFSET (from the profile); __pa_symbol(). */
static inline phys_addr_t pa_symbol(const struct kernel *k, uint64_t offset)
{
	return k->machine->kernel_base + offset;
}

/*
 * __pa(PAGE_OFFSET): what early allocations name as their lowest address.  A build for more
 * address bits than the CPU has counts from where its own linear map would begin.
 */
static inline phys_addr_t pa_page_offset(const struct kernel *k)
{
	const struct profile *p = k->profile;

	if (!p->va_bits_built)
		return k->setup->memstart_addr;
	return k->setup->memstart_addr -
	       (((uint64_t)1 << p->va_bits_built) - ((uint64_t)1 << p->va_bits));
}

/* CPUs that may ever run; known once setup_arch() is done. */
unsigned num_possible_cpus(const struct kernel *k);

/* drivers/firmware/efi/efi-init.c */
void efi_init(struct kernel *k);
/* memblock hands its free pages to the page allocator. */
void mem_init(struct kernel *k);

#endif
