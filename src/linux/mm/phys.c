/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is in physical memory and in registers, whoever looks at it: drivers through
 * their mappings, the linear map, /dev/mem.  Kept in pieces of 64 bytes, made when they
 * are first written; anything else reads as the board says, or as 0.
 */
#include <string.h>

#include "linux/include/io.h"
#include "linux/mm/vmalloc.h"
#include "machine/registers.h"

enum { PIECE = 64, SLOTS = 4096 };

struct phys_piece {
	struct phys_piece *next; /* in its slot */
	phys_addr_t base;
	uint8_t bytes[PIECE];
};

struct phys_store {
	struct phys_piece *slots[SLOTS];
};

static struct phys_piece **slot_of(const struct kernel *k, phys_addr_t base)
{
	uint64_t n = base / PIECE;

	return &k->vmalloc->phys->slots[(n ^ (n >> 12) ^ (n >> 24)) % SLOTS];
}

static struct phys_piece *find_piece(const struct kernel *k, phys_addr_t base)
{
	struct phys_piece *p = k->vmalloc->phys ? *slot_of(k, base) : NULL;

	while (p && p->base != base)
		p = p->next;
	return p;
}

/* What lies from BASE on before anybody writes there. */
static void read_untouched(const struct kernel *k, phys_addr_t base, uint8_t bytes[PIECE])
{
	memset(bytes, 0, PIECE);
	if (k->machine && k->machine->registers)
		registers_get(k->machine->registers, base, bytes, PIECE);
}

void phys_read(const struct kernel *k, phys_addr_t phys, uint8_t *to, uint64_t len)
{
	while (len) {
		phys_addr_t base = phys & ~(phys_addr_t)(PIECE - 1);
		uint64_t part = min64(len, base + PIECE - phys);
		const struct phys_piece *p = find_piece(k, base);
		uint8_t untouched[PIECE];

		if (!p)
			read_untouched(k, base, untouched);
		memcpy(to, (p ? p->bytes : untouched) + (phys - base), part);
		phys += part;
		to += part;
		len -= part;
	}
}

static struct phys_piece *make_piece(struct kernel *k, phys_addr_t base)
{
	struct phys_piece *p;
	uint8_t bytes[PIECE];

	if (!k->vmalloc->phys)
		SET(k, k->vmalloc->phys, sim_alloc(k->sim, sizeof(*k->vmalloc->phys)));
	p = sim_alloc(k->sim, sizeof(*p));
	read_untouched(k, base, bytes);
	SET(k, p->base, base);
	journal_write(&k->sim->journal, p->bytes, bytes, PIECE);
	SET(k, p->next, *slot_of(k, base));
	SET(k, *slot_of(k, base), p);
	return p;
}

void phys_write(struct kernel *k, phys_addr_t phys, const uint8_t *from, uint64_t len)
{
	while (len) {
		phys_addr_t base = phys & ~(phys_addr_t)(PIECE - 1);
		uint64_t part = min64(len, base + PIECE - phys);
		struct phys_piece *p = find_piece(k, base);

		if (!p)
			p = make_piece(k, base);
		journal_write(&k->sim->journal, p->bytes + (phys - base), from, part);
		phys += part;
		from += part;
		len -= part;
	}
}
