/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * x86's own part of a boot: what the files below arch/x86 and drivers/acpi share.
 *
 * Its memory comes from a table of the BIOS, e820, not from a tree; the table stays, since
 * what is in it is looked at again and again.  Ranges are inclusive in what is told,
 * addresses and sizes in the table.
 */
#ifndef BOOTWALK_LINUX_ARCH_X86_KERNEL_SETUP_H
#define BOOTWALK_LINUX_ARCH_X86_KERNEL_SETUP_H

#include "linux/include/setup.h"
#include "machine/firmware.h"

#define ISA_END_ADDRESS ((uint64_t)0x100000)
#define BIOS_BEGIN      ((uint64_t)0xa0000)
#define BIOS_END        ((uint64_t)0x100000)
#define FOUR_GIB        ((uint64_t)1 << 32)

struct e820_table {
	uint64_t nr_entries, max;
	struct e820_entry *entries; /* room for MAX of them */
};

enum { X86_CODE, X86_RODATA, X86_DATA, X86_BSS, X86_IMAGE_COUNT };

enum { X86_FREED_MAX = 8 };

/* The static variables of arch/x86. */
struct x86_state {
	struct e820_table e820_table;    /* as the kernel goes by it */
	struct e820_table e820_firmware; /* as the BIOS gave it, sanitised */
	bool userdef;                    /* mem= or memmap= changed the first */
	struct resource *e820_res;       /* one for each entry of the first */
	struct resource image[X86_IMAGE_COUNT];
	uint64_t max_pfn, max_low_pfn; /* exclusive */
	uint64_t pci_mem_start;        /* the largest gap below 4 GiB */
	struct resource *io_apics;     /* as many as the firmware has */
	uint64_t io_apic_count;
	struct resource *mmconfigs; /* the same */
	struct x86_freed {
		uint64_t start, end; /* whole pages; the end is exclusive */
	} freed[X86_FREED_MAX];      /* reserved while the kernel started, free since */
	unsigned freed_count;
};

/* e820.c: the table.  Sizes are bytes. */
void e820__memory_setup(struct kernel *k);
void e820__range_add(struct kernel *k, uint64_t start, uint64_t size, uint32_t type);
/* What of the range is OLD becomes NEW; returns how many bytes. */
uint64_t e820__range_update(struct kernel *k, uint64_t start, uint64_t size, uint32_t old,
                            uint32_t new);
/* The range goes; with CHECK only what of it is OLD. */
uint64_t e820__range_remove(struct kernel *k, uint64_t start, uint64_t size, uint32_t old,
                            bool check);
/* Sort it, no overlaps: 0, or -1 when that cannot be done or there is nothing to do. */
int e820__update_table(struct kernel *k);
bool e820__mapped_all(const struct kernel *k, uint64_t start, uint64_t end, uint32_t type);
/* The frame behind the last RAM below frame LIMIT. */
uint64_t e820_end_pfn(struct kernel *k, uint64_t limit);
void e820__print_table(struct kernel *k, const char *who);
/* e820_params.c: early parameters, 0 or an errno; and what they changed */
int parse_memopt(struct kernel *k, const char *value);
int parse_memmap_opt(struct kernel *k, const char *value);
void e820__finish_early_params(struct kernel *k);
/* e820_resources.c */
void e820__memblock_setup(struct kernel *k);
void e820__reserve_resources(struct kernel *k);
void e820__reserve_resources_late(struct kernel *k);
void e820__setup_pci_gap(struct kernel *k);
/* What a type is called in the log, and in /proc/iomem. */
const char *e820_type_word(uint32_t type);
const char *e820_type_to_string(const struct kernel *k, uint32_t type);

/* probe_roms.c, setup_crash.c, apic/, hpet.c, ../mm/init_mapping.c */
void probe_roms(struct kernel *k);
void x86_reserve_crashkernel(struct kernel *k);
void x86_reserve_initrd(struct kernel *k);
void x86_init_mem_mapping(struct kernel *k);
void x86_initmem_init(struct kernel *k);
void acpi_reserve_initial_tables(struct kernel *k);
void io_apic_init_mappings(struct kernel *k);
void ioapic_insert_resources(struct kernel *k);
void lapic_insert_resource(struct kernel *k); /* a late initcall */
void hpet_insert_resource(struct kernel *k);  /* a late initcall */

/* resource.c: what of AVAIL must not be given to anybody is cut off it */
void x86_remove_reservations(struct kernel *k, struct resource *avail);

/* initcalls of ../pci, in the order of their levels */
void pci_arch_init(struct kernel *k);
void pci_subsys_init(struct kernel *k);
void pcibios_assign_resources(struct kernel *k);
void pci_mmcfg_late_insert_resources(struct kernel *k);

/* initcalls of drivers/acpi, drivers/pnp and what sits on them */
void acpi_init(struct kernel *k);
void pnpacpi_init(struct kernel *k);
void pnp_system_init(struct kernel *k);
void acpi_reserve_resources(struct kernel *k);
void serial8250_pnp_init(struct kernel *k);
void cmos_init(struct kernel *k);

/* ../mm/init_free.c: what only the start needed is free; CPUs are known, drivers have started */
void x86_free_initrd(struct kernel *k, phys_addr_t start, phys_addr_t end);
void x86_free_alternatives(struct kernel *k);
void x86_free_initmem(struct kernel *k);

/* drivers/iommu/dmar.c: before there are initcalls */
void dmar_table_init(struct kernel *k);

/* hpet.c: before there are initcalls, and a device initcall */
void hpet_enable(struct kernel *k);
void hpet_init(struct kernel *k);

/* drivers/video/console/vgacon.c: before there are initcalls */
void vgacon_startup(struct kernel *k);

/* A range that firmware speaks of, as a resource of that NAME. */
struct resource *firmware_resource(struct kernel *k, const struct firmware_range *range,
                                   const char *name, uint64_t flags);

/* arch/x86/pci/i386.c: where a card's resource may begin in a room */
resource_size_t x86_pcibios_align_resource(const struct resource *room, resource_size_t align);

#endif
