/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The architecture's part of a boot: arch/arm64/kernel/setup.c, arch/arm64/mm/init.c
 * and mmu.c, drivers/base/arch_numa.c, and what their static variables hold.
 */
#ifndef BOOTWALK_LINUX_ARCH_ARM64_KERNEL_SETUP_H
#define BOOTWALK_LINUX_ARCH_ARM64_KERNEL_SETUP_H

#include "linux/linux.h"

#define NUMA_NODES_MAX 1024 /* no profile has more */
#define NUMA_WORDS     (NUMA_NODES_MAX / 64)

enum { KERNEL_CODE, KERNEL_DATA, MEM_RES_COUNT };

struct setup_state {
	/* init/main.c: the command line, and what was on it for later */
	const char *boot_command_line; /* a name of the simulation */
	uint64_t new_log_buf_len;      /* log_buf_len=, bytes; 0 for the built-in size */
	uint64_t nr_cpu_ids;           /* nr_cpus=; 0 for no limit */
	bool keep_initrd;              /* retain_initrd */
	struct blacklist_entry *blacklisted_initcalls; /* initcall_blacklist= */
	/* arch/arm64/mm/init.c */
	phys_addr_t memory_limit;                   /* mem=, bytes; PHYS_ADDR_MAX for none */
	phys_addr_t memstart_addr;                  /* where the linear map begins */
	phys_addr_t high_memory;                    /* end of memory, exclusive */
	phys_addr_t arm64_dma_phys_limit;           /* exclusive */
	/* arch/arm: mem= was there, vmalloc= in bytes, the end of low memory (exclusive) */
	bool usermem;
	uint64_t vmalloc_size;
	phys_addr_t arm_lowmem_limit;
	uint64_t min_low_pfn, max_pfn;              /* max_pfn is exclusive */
	struct resource crashk_res, crashk_low_res; /* end 0: there is none */
	/* arch/arm64/kernel/setup.c */
	struct resource mem_res[MEM_RES_COUNT];
	struct resource *standard_resources;
	uint64_t num_standard_resources;
	/* kernel/dma/contiguous.c and mm/cma.c */
	bool cma_on_cmdline;
	phys_addr_t cma_size, cma_base, cma_limit; /* cma=; the limit is exclusive, 0 for none */
	bool cma_default;                          /* there is a default area */
	unsigned cma_area_count;
	/* drivers/base/arch_numa.c */
	bool numa_off;
	bool numa_warned_node, numa_warned_distance; /* these warnings come once only */
	uint64_t numa_nodes_parsed[NUMA_WORDS];      /* bit by bit */
};

/* Before the first instruction; sets k->setup. */
void setup_state_init(struct kernel *k);

/* Physical address of the image's byte OFFSET (from the profile); __pa_symbol(). */
static inline phys_addr_t pa_symbol(const struct kernel *k, uint64_t offset)
{
	return k->machine->kernel_base + offset;
}

/* arch/arm64/kernel/setup.c */
/* drivers/firmware/efi/efi-init.c */
void efi_init(struct kernel *k);

/* arch/arm64/mm/init.c; an early parameter gives 0 or an errno */
int early_mem(struct kernel *k, const char *value);
void arm64_memblock_init(struct kernel *k);
void bootmem_init(struct kernel *k);
void mem_init(struct kernel *k);
/* its second part, init_crash.c */
void reserve_crashkernel(struct kernel *k);
void fdt_enforce_memory_region(struct kernel *k);
void reserve_elfcorehdr(struct kernel *k);

/* arch/arm64/mm/mmu.c */
void paging_init(struct kernel *k);

/* drivers/base/arch_numa.c */
int numa_parse_early_param(struct kernel *k, const char *value);
void arch_numa_init(struct kernel *k);
/* START to END (exclusive) belongs to node NID; 0 or an errno. */
int numa_add_memblk(struct kernel *k, int nid, uint64_t start, uint64_t end);
void numa_set_distance(struct kernel *k, uint32_t from, uint32_t to, uint32_t distance);
void node_set_parsed(struct kernel *k, uint32_t nid);

/* kernel/crash_core.c: 0, -ENOENT when there is no such word, -EINVAL for a bad one */
int parse_crashkernel(struct kernel *k, uint64_t system_ram, uint64_t *size, uint64_t *base);
int parse_crashkernel_high(struct kernel *k, uint64_t *size);
int parse_crashkernel_low(struct kernel *k, uint64_t *size);

#endif
