/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The accessors of include/asm-generic/io.h and lib/iomap.c: readl(), iowrite32be() and
 * the others, a row each.
 */
#include <stdio.h>
#include <string.h>

#include "linux/arch/accesses.h"
#include "linux/arch/arch.h"
#include "linux/include/io.h"
#include "linux/mm/vmalloc.h"

#define IO_FILE "include/asm-generic/io.h"

enum {
	MAPPED,
	LINEAR,
	NOWHERE,
	UNALIGNED,
	READ,
	READ_BIG,
	WRITE,
	WRITE_BIG,
	BARRIER_BEFORE,
	BARRIER_BEHIND,
};

static const struct sentence says[] = {
	[MAPPED] = { STEP_DECIDE, LEVEL_STEP, 1, "aas",
	             N_("The page tables lead {0} to {1}, by an entry for {2}.") },
	[LINEAR] = { STEP_DECIDE, LEVEL_STEP, 1, "aa",
	             N_("{0} is in the linear map, and leads to {1}.") },
	[NOWHERE] = { STEP_REFUSE, LEVEL_STOP, 1, "a",
	              N_("Nothing is mapped at {0}: the processor cannot make the access, and the "
	                 "kernel stops here.") },
	[UNALIGNED] = { STEP_REFUSE, LEVEL_STOP, 1, "as",
	                N_("{0} is no multiple of the {1} that are accessed at once, and device "
	                   "memory allows nothing else: the kernel stops here.") },
	[READ] = { STEP_READ, LEVEL_CALL, 3, "anx",
	           N_("At {0} are, from the lowest address up, the bytes {1}: that is {2}.") },
	[READ_BIG] = { STEP_READ, LEVEL_CALL, 3, "anx",
	               N_("At {0} are, from the lowest address up, the bytes {1}; with the highest "
	                  "first, as the device means them, that is {2}.") },
	[WRITE] = { STEP_SET, LEVEL_CALL, 3, "anx",
	            N_("{2} is written to {0}, from the lowest address up as the bytes {1}.") },
	[WRITE_BIG] = { STEP_SET, LEVEL_CALL, 3, "anx",
	                N_("{2} is written to {0} with the highest byte first, as the device wants "
	                   "it: as the bytes {1}.") },
	[BARRIER_BEFORE] = { STEP_DECIDE, LEVEL_STEP, 2, "n",
	                     N_("The barrier `{0}` comes first: what was written to memory before "
	                        "is there when the device looks.") },
	[BARRIER_BEHIND] = { STEP_DECIDE, LEVEL_STEP, 4, "n",
	                     N_("The barrier `{0}` follows: memory is read after this register, "
	                        "not before.") },
};

struct row {
	struct accessor how;
	struct outline outline;
};

#define LINES(verb)                                                                                \
	{                                                                                          \
		N_("follow the page tables to a physical address; nothing there: the kernel "      \
		   "stops"),                                                                       \
			N_("before a write that is not relaxed: a barrier, where one is needed"),  \
			verb,                                                                      \
			N_("behind a read that is not relaxed: a barrier, where one is needed")    \
	}
#define READS(func, bytes, ...)                                                                    \
	{                                                                                          \
		{ .name = #func, .width = bytes, ##__VA_ARGS__ },                                  \
		{                                                                                  \
#func, IO_FILE, "a", 'x', N_("Reads a register."),                         \
				N_("The address is no pointer to be followed: the accessor keeps " \
			           "width, order and number of accesses as they are written."),    \
				LINES(N_("read that many bytes at once"))                          \
		}                                                                                  \
	}
#define WRITES(func, bytes, ...)                                                                   \
	{                                                                                          \
		{ .name = #func, .width = bytes, .write = true, ##__VA_ARGS__ },                   \
		{                                                                                  \
#func, IO_FILE, "xa", 'v', N_("Writes a register."),                       \
				N_("The value comes first, the address after it."),                \
				LINES(N_("write that many bytes at once"))                         \
		}                                                                                  \
	}
#define PAIR(get, put, bytes, ...)                                                                 \
	READS(get, bytes, ##__VA_ARGS__), WRITES(put, bytes, ##__VA_ARGS__)

static const struct row rows[] = {
	PAIR(readb, writeb, 1),
	PAIR(readw, writew, 2),
	PAIR(readl, writel, 4),
	PAIR(readq, writeq, 8),
	PAIR(readb_relaxed, writeb_relaxed, 1, .relaxed = true),
	PAIR(readw_relaxed, writew_relaxed, 2, .relaxed = true),
	PAIR(readl_relaxed, writel_relaxed, 4, .relaxed = true),
	PAIR(readq_relaxed, writeq_relaxed, 8, .relaxed = true),
	PAIR(ioread8, iowrite8, 1),
	PAIR(ioread16, iowrite16, 2),
	PAIR(ioread32, iowrite32, 4),
	PAIR(ioread64, iowrite64, 8),
	PAIR(ioread16be, iowrite16be, 2, .big_endian = true),
	PAIR(ioread32be, iowrite32be, 4, .big_endian = true),
	PAIR(ioread64be, iowrite64be, 8, .big_endian = true),
	PAIR(readsb, writesb, 1, .repeated = true, .relaxed = true),
	PAIR(readsw, writesw, 2, .repeated = true, .relaxed = true),
	PAIR(readsl, writesl, 4, .repeated = true, .relaxed = true),
	PAIR(readsq, writesq, 8, .repeated = true, .relaxed = true),
	PAIR(ioread8_rep, iowrite8_rep, 1, .repeated = true, .relaxed = true),
	PAIR(ioread16_rep, iowrite16_rep, 2, .repeated = true, .relaxed = true),
	PAIR(ioread32_rep, iowrite32_rep, 4, .repeated = true, .relaxed = true),
	PAIR(ioread64_rep, iowrite64_rep, 8, .repeated = true, .relaxed = true),
};
enum { ROWS = sizeof(rows) / sizeof(rows[0]) };

const struct accessor *accessor_at(unsigned n)
{
	return n < ROWS ? &rows[n].how : NULL;
}

const struct accessor *accessor_find(const char *name)
{
	for (unsigned i = 0; i < ROWS; i++)
		if (!strcmp(rows[i].how.name, name))
			return &rows[i].how;
	return NULL;
}

/* Where an access goes. */
struct target {
	phys_addr_t phys;
	enum access_memory memory;
	phys_addr_t start, end; /* of what was mapped with it, inclusive */
};

static enum access_memory memory_of(const struct kernel *k, const struct vm_struct *area)
{
	const struct profile_mapping *m = k->mapping;

	if (area->prot == m->entry[IOREMAP_NP])
		return MEMORY_DEVICE_NP;
	if (area->prot == m->entry[IOREMAP_WC])
		return MEMORY_WC;
	if (area->prot == m->entry[IOREMAP_CACHE] || area->prot == m->entry[IOREMAP_MEMORY])
		return MEMORY_CPUS;
	return MEMORY_DEVICE;
}

static bool must_align(const struct kernel *k, const struct target *t)
{
	return arch_row(k)->device_memory_aligned &&
	       (t->memory == MEMORY_DEVICE || t->memory == MEMORY_DEVICE_NP);
}

static struct target find_target(struct kernel *k, uint64_t addr, unsigned width)
{
	struct target t = { .memory = MEMORY_CPUS };
	struct pt_walk walk, last;
	phys_addr_t end;

	if (pt_walk(k, addr, &walk) && pt_walk(k, addr + width - 1, &last)) {
		t.phys = walk.phys;
		if (walk.area) {
			t.memory = memory_of(k, walk.area);
			t.start = walk.area->phys_addr;
			t.end = t.start + walk.area->size - PAGE_SIZE(k) - 1;
		}
		TELL(k, &says[MAPPED], addr, t.phys, 1ull << walk.shift);
	} else if (virt_to_phys(k, addr, &t.phys) && virt_to_phys(k, addr + width - 1, &end)) {
		t.start = t.phys & PAGE_MASK(k);
		t.end = t.start + PAGE_SIZE(k) - 1;
		if (k->mapping->way == WAY_CAST)
			t.memory = MEMORY_DEVICE;
		TELL(k, &says[LINEAR], addr, t.phys);
	} else {
		TELL(k, &says[NOWHERE], addr);
		kernel_oops(k);
	}
	if (must_align(k, &t) && addr % width) {
		TELL(k, &says[UNALIGNED], addr, width);
		kernel_oops(k);
	}
	return t;
}

/* The bytes as they are shown: "78 56 34 12". */
static uint64_t bytes_id(struct kernel *k, const uint8_t *bytes, unsigned width)
{
	char shown[8 * 3 + 1] = "";

	for (unsigned i = 0; i < width; i++)
		snprintf(shown + strlen(shown), 4, "%s%02x", i ? " " : "", bytes[i]);
	return name_id(sim_name(k->sim, shown));
}

static const struct outline *outline_of(const struct accessor *how)
{
	/* every accessor is one of the rows */
	for (unsigned i = 0; i < ROWS; i++)
		if (&rows[i].how == how)
			return &rows[i].outline;
	return &rows[0].outline;
}

static void note(struct kernel *k, const struct accessor *how, const struct target *t,
                 uint64_t value)
{
	accesses_note_io(k, how->name, t->memory, how->write, how->relaxed, t->phys, how->width,
	                 value, t->start, t->end);
}

/* On some architectures the accessor needs no instruction for it. */
static void tell_barrier(struct kernel *k, unsigned row, const struct arrival_barrier *barrier)
{
	if (barrier->instruction)
		TELL(k, &says[row], name_id(sim_name(k->sim, barrier->instruction)));
}

uint64_t io_read(struct kernel *k, const struct accessor *how, uint64_t addr)
{
	uint64_t value = 0;
	struct target t;
	uint8_t bytes[8];

	ENTER(k, outline_of(how), addr);
	t = find_target(k, addr, how->width);
	phys_read(k, t.phys, bytes, how->width);
	for (unsigned i = 0; i < how->width; i++)
		value |= (uint64_t)bytes[i] << 8 * (how->big_endian ? how->width - 1 - i : i);
	note(k, how, &t, value);
	TELL(k, &says[how->big_endian ? READ_BIG : READ], t.phys, bytes_id(k, bytes, how->width),
	     value);
	if (!how->relaxed)
		tell_barrier(k, BARRIER_BEHIND, &accesses_model(k)->in_read);
	return leave_word(k, value);
}

void io_write(struct kernel *k, const struct accessor *how, uint64_t value, uint64_t addr)
{
	struct target t;
	uint8_t bytes[8];

	if (how->width < 8)
		value &= (1ull << 8 * how->width) - 1;
	ENTER(k, outline_of(how), value, addr);
	t = find_target(k, addr, how->width);
	if (!how->relaxed)
		tell_barrier(k, BARRIER_BEFORE, &accesses_model(k)->in_write);
	for (unsigned i = 0; i < how->width; i++)
		bytes[i] = (uint8_t)(value >> 8 * (how->big_endian ? how->width - 1 - i : i));
	phys_write(k, t.phys, bytes, how->width);
	note(k, how, &t, value);
	TELL(k, &says[how->big_endian ? WRITE_BIG : WRITE], t.phys, bytes_id(k, bytes, how->width),
	     value);
	leave(k);
}
