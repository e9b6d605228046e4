/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each architecture brings: a row a folder of arch/.  The rest of the retold
 * kernel asks this row and never for an architecture's name.
 */
#ifndef BOOTWALK_LINUX_ARCH_ARCH_H
#define BOOTWALK_LINUX_ARCH_ARCH_H

#include "linux/include/io.h"
#include "linux/linux.h"

struct arch {
	const char *name; /* as the profile has it: the folder under arch/ */
	/* with the MMU off, before the first line of the log; or NULL */
	void (*before_start)(struct kernel *k);
	void (*setup_arch)(struct kernel *k); /* NULL: only calls are retold, no boot */
	/* before there are initcalls; NULL: the console claims nothing */
	void (*console_init)(struct kernel *k);
	/* the initrd's pages were given back, where memblock does not hear of it; or NULL */
	void (*free_initrd)(struct kernel *k, phys_addr_t start, phys_addr_t end);
	/* what only the start needed is given back, before the first process; or NULL */
	void (*free_initmem)(struct kernel *k);
	/* arch_remove_reservations(): what of AVAIL nobody may get is cut off; NULL: nothing is */
	void (*remove_reservations)(struct kernel *k, struct resource *avail);
	/* the firmware has set up PCI cards, and what it did is kept: there is no device tree */
	bool firmware_assigns;
	/* the lowest address that memory may have; __pa(PAGE_OFFSET) on most */
	phys_addr_t (*min_memblock_addr)(const struct kernel *k);
	/* __pa(MAX_DMA_ADDRESS): per-CPU variables go above it; NULL: where RAM begins */
	phys_addr_t (*max_dma_address)(const struct kernel *k);
	/* whether memblock hears of it when the initrd is given back */
	bool initrd_leaves_memblock;

	/*
	 * /dev/mem.  NULL for what all others do: lib/devmem_is_allowed.c, and in
	 * drivers/char/mem.c up to the end of the linear map, and no limit for mmap().
	 */
	int (*devmem_is_allowed)(struct kernel *k, uint64_t pfn);
	bool (*valid_phys_addr_range)(struct kernel *k, phys_addr_t addr, uint64_t size);
	bool (*valid_mmap_phys_addr_range)(const struct kernel *k, phys_addr_t base, uint64_t size);
	bool maps_for_devmem; /* what is no RAM is mapped for the moment of the copy */

	/* memory that comes and goes: the range for it, inclusive; NULL for all there can be */
	void (*mappable_range)(const struct kernel *k, uint64_t *first, uint64_t *last);
	bool boot_memory_stays; /* a notifier keeps blocks of boot online */

	/* flags that smaps shows of an area beside VM_FLAGS; NULL for none */
	uint64_t (*vm_flags_more)(uint64_t vm_flags);
	/* the last address that everybody reaches, inclusive; NULL: 4 GiB */
	phys_addr_t (*low_address_limit)(const struct kernel *k);
	/* every device sees what the caches hold; NULL: there may be some that do not */
	bool (*is_coherent)(const struct kernel *k);
	/* the lowest port and the lowest address that a card may get: asm/pci.h */
	resource_size_t pcibios_min_io, pcibios_min_mem;
	/* where a card's resource may begin in a room; NULL: at its start */
	resource_alignf pcibios_align_resource;
	bool user_has_half; /* of the addresses that the tables describe, and at most 47 bits */
	const char *memory_types[IOREMAP_KINDS]; /* what each kind makes of memory; NULL: none */
	bool device_memory_aligned; /* an access to device memory is aligned, or a fault */
	bool warning_in_front;      /* WARN(): the line `WARNING:` before the message */
};

extern const struct arch arch_arm64;
extern const struct arch arch_arm;
extern const struct arch arch_x86;
extern const struct arch arch_riscv;

/* The Nth row; NULL past the last. */
const struct arch *arch_at(size_t n);
/* The row of K's profile; of an architecture that has none, one that is empty. */
const struct arch *arch_row(const struct kernel *k);
/* The same for a boot: ends the run when that of the architecture is not retold. */
const struct arch *arch_of(struct kernel *k);

#endif
