/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cards in a machine's PCI slots, which no device tree knows: a `pci` file.
 *
 * A line is one function of a card:
 *
 *   0000:00:01.0 1b36:0001 type 01 class 060400 bar0=mem,64bit,0x100@0x0 bus=01-01
 *   0000:01:02.0 8086:100e type 00 class 020000 bar0=mem,0x20000@0x0 bar1=io,0x40@0x0
 *
 * Domain, bus, device and function; vendor and device; header type (01 for a bridge)
 * and class; what its base address registers decode, with what the firmware had put
 * into them behind the @; for a bridge the buses behind it.  A bridge reads as not
 * numbered yet unless the firmware had put an address into some register of its domain.
 *
 * Some things that decide a boot are not on such a line: is a bridge a PCI Express
 * port, can cards be plugged in behind it, where is the table of its interrupts.  They
 * are known of some cards by vendor and device, and may be said: `port=root`,
 * `port=upstream`, `port=downstream`, `port=none`, `hotplug`, `shpc`, `msix=BAR,COUNT@OFFSET`,
 * `iowin=`, `memwin=` and `prefwin=START-END` for what the firmware had opened.
 *
 * A set never changes once it is made.
 */
#ifndef BOOTWALK_MACHINE_CARDS_H
#define BOOTWALK_MACHINE_CARDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "sim/error.h"

#define CARD_BARS    6
#define CARDS_MAX    4096
#define CARD_WINDOWS 3

enum card_bar_kind { CARD_BAR_NONE, CARD_BAR_IO, CARD_BAR_MEM };

struct card_bar {
	enum card_bar_kind kind;
	bool wide;         /* mem: 64 bits, and the next register is its upper half */
	bool prefetchable; /* mem */
	uint64_t size;     /* bytes, a power of two */
	uint64_t firmware; /* bus address that the firmware had left in it */
};

/* What a bridge is on PCI Express. */
enum card_port { CARD_PORT_NONE, CARD_PORT_ROOT, CARD_PORT_UPSTREAM, CARD_PORT_DOWNSTREAM };

struct card_range {
	bool given;
	uint64_t start, end; /* bus addresses, inclusive */
};

/* One function of a card. */
struct card {
	uint16_t domain;
	uint8_t bus, device, function;
	uint16_t vendor, product;
	uint8_t type; /* header type without the bit for several functions: 0, or 1 for a bridge */
	uint32_t class; /* 24 bits: base class, sub-class, interface */
	struct card_bar bars[CARD_BARS];
	struct card_bar rom;         /* size 0 for none */
	uint8_t first_bus, last_bus; /* a bridge: the buses behind it; 0 for none */
	enum card_port port;         /* a bridge */
	bool hotplug;                /* a bridge: cards may come and go behind it */
	bool shpc; /* a bridge: it has a Standard Hot-Plug Controller, behind BAR 0 */
	struct card_range windows[CARD_WINDOWS]; /* a bridge: io, mem, pref, from the firmware */
	bool msix;                               /* it has a table of interrupts, */
	uint8_t msix_bar;                        /* behind that register, */
	uint16_t msix_count;                     /* of so many, */
	uint32_t msix_offset;                    /* so many bytes in */
	unsigned line;                           /* in the file, from 1 */
};

struct cards {
	struct card *cards; /* in the order of the file */
	size_t count;
};

/*
 * Parse LEN bytes of TEXT; FILE is for errors.  Errors: a word that is none of the above, a
 * function named twice, a size that is no power of two, a register that is taken, a
 * bus behind two bridges.  NULL with ERR filled in.
 */
struct cards *cards_parse(const char *file, const char *text, size_t len, struct error *err);
/* The same from a file. */
struct cards *cards_load(const char *path, struct error *err);
void cards_free(struct cards *cards);

/* The function at that place; NULL when the slot is empty.  CARDS may be NULL. */
const struct card *cards_at(const struct cards *cards, unsigned domain, unsigned bus,
                            unsigned device, unsigned function);
/* Had the firmware set up the cards of DOMAIN? */
bool cards_configured(const struct cards *cards, unsigned domain);

#endif
