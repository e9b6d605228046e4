/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the firmware of a PC tells the kernel: a PC has no device tree.
 *
 * The node /bootwalk of a board's tree says it, in the words of boards/README.md: the memory
 * map as the BIOS call e820 gives it, ROMs that lie in the first megabyte, and what stands in
 * ACPI tables.  The kernel never sees that node; it asks for what is in here, as it
 * would ask the BIOS.  Read once, never changed.  Ranges are inclusive.
 */
#ifndef BOOTWALK_MACHINE_FIRMWARE_H
#define BOOTWALK_MACHINE_FIRMWARE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "machine/cards.h"
#include "machine/nodes.h"
#include "sim/error.h"

/* What e820 calls a range; other numbers are possible. */
enum e820_type {
	E820_TYPE_RAM = 1,
	E820_TYPE_RESERVED = 2,
	E820_TYPE_ACPI = 3,
	E820_TYPE_NVS = 4,
	E820_TYPE_UNUSABLE = 5,
	E820_TYPE_PMEM = 7,
	E820_TYPE_PRAM = 12,
	E820_TYPE_RESERVED_KERN = 128,
	E820_TYPE_SOFT_RESERVED = 0xefffffff,
};

struct e820_entry {
	uint64_t addr, size; /* bytes; nothing keeps them from wrapping */
	uint32_t type;       /* enum e820_type */
	uint32_t unused;     /* 0: the journal compares whole entries */
};

/* A ROM's place may be left to the firmware, which packs them: firmware_place_roms(). */
enum firmware_place {
	PLACE_GIVEN,
	PLACE_NEXT, /* at the next 2 KiB behind the ROM before it */
	PLACE_VGA,  /* the same, from 768 KiB on, when there is a screen's card */
	PLACE_CARDS /* the same, once for each other card that has a ROM */
};

struct firmware_range {
	uint64_t start, end;
	bool io;  /* ports */
	bool bus; /* numbers of buses */
	enum firmware_place place;
};

/* A thing with ranges; what the names are depends on the list it stands in. */
struct firmware_item {
	char name[32], id[32];
	struct firmware_range *ranges;
	size_t count, cap;
};

struct firmware_list {
	struct firmware_item *items;
	size_t count, cap;
};

struct firmware {
	struct e820_entry *e820; /* as the BIOS gives it: in any order, with overlaps */
	size_t e820_count, e820_cap;
	uint64_t ebda;   /* where the BIOS keeps its own data below 1 MiB; 0: not said */
	char screen[16]; /* what the screen is, in text mode: "vga+", "cga", ...; or "" */
	bool acpi;       /* there are ACPI tables */
	uint64_t lapic;  /* where each CPU's interrupt controller answers; 0: there is none */
	/* one range each, but for devices, pnp and bridges */
	struct firmware_list roms;       /* that answer, with a good check sum */
	struct firmware_list uncached;   /* memory, as the MTRRs have it */
	struct firmware_list mp_tables;  /* of older PCs with several CPUs */
	struct firmware_list tables;     /* ACPI's; name: FACP */
	struct firmware_list io_apics;   /* in the order of their numbers */
	struct firmware_list hpets;      /* timers */
	struct firmware_list dmars;      /* units that translate addresses of cards */
	struct firmware_list mmconfigs;  /* name: segment; id: buses, 00-ff */
	struct firmware_list blocks;     /* ports of power management; name: PM1a_EVT_BLK */
	struct firmware_list bridges;    /* to PCI; name: PNP0A03:00; id: segment */
	struct firmware_list devices;    /* that become platform devices; name: PNP0103:00 */
	struct firmware_list pnp;        /* older devices; name: 00:05; id: PNP0C02 */
	struct firmware_list pci_config; /* registers: name: 0000:00:01.3; where, then what */
};

/*
 * Read what the tree's /bootwalk says of firmware; NAME is for errors.  MEMORY, unless NULL, is
 * the text of --memory: all the RAM there is.  *FIRMWARE is NULL when the tree says nothing of
 * e820.  False with ERR when a property has the wrong form.
 */
bool firmware_read(struct firmware **firmware, const struct nodes *nodes, const char *memory,
                   const char *name, struct error *err);
void firmware_free(struct firmware *firmware);

/* ROMs whose place is left to the firmware get it; CARDS (may be NULL) are in the slots. */
void firmware_place_roms(struct firmware *firmware, const struct cards *cards);

/* The first address behind RAM below 4 GiB and what the BIOS keeps directly behind it. */
uint64_t firmware_low_end(const struct firmware *firmware);
/* The first address behind RAM above 4 GiB, or 4 GiB. */
uint64_t firmware_high_end(const struct firmware *firmware);

#endif
