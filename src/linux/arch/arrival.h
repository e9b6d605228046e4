/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which orders may accesses arrive?
 *
 * A CPU's accesses arrive where they are aimed at: a write when those who look
 * there can see it, a read when its value is taken.  This need not be the order of
 * the program.  What holds two of them together is told by tables: a row for each
 * barrier of an architecture (arrival_models.c) and for each rule (arrival.c), as
 * Documentation/memory-barriers.txt, arch/<arch>/include/asm/barrier.h and io.h and
 * the manuals of the CPUs have them.  From the pairs follow all the orders.
 *
 * Pure functions: nothing here knows a kernel or a simulation.  One CPU's accesses;
 * that a value or an address depends on a read before it is not known here.
 */
#ifndef BOOTWALK_LINUX_ARCH_ARRIVAL_H
#define BOOTWALK_LINUX_ARCH_ARRIVAL_H

#include <stdbool.h>
#include <stdint.h>

#define ARRIVAL_ACCESSES 8  /* 8 that nothing orders have 40320 orders */
#define ARRIVAL_EVENTS   64 /* accesses and barriers */

/* What an access is aimed at, and how it is mapped. */
enum access_memory {
	MEMORY_CPUS,      /* RAM that other CPUs look at: kmalloc() */
	MEMORY_DMA,       /* RAM that devices look at too: dma_alloc_coherent() */
	MEMORY_DEVICE,    /* registers behind ioremap() */
	MEMORY_DEVICE_NP, /* behind ioremap_np(): the device itself says that a write arrived */
	MEMORY_WC,        /* behind ioremap_wc() */
	MEMORY_COUNT
};

enum barrier {
	BARRIER_MB,
	BARRIER_RMB,
	BARRIER_WMB,
	BARRIER_DMA_RMB,
	BARRIER_DMA_WMB,
	BARRIER_SMP_MB,
	BARRIER_SMP_RMB,
	BARRIER_SMP_WMB,
	BARRIER_COUNT,
	BARRIER_NONE = BARRIER_COUNT /* the event is an access */
};

struct arrival_event {
	const char *function; /* "writel_relaxed", "wmb" */
	enum barrier barrier; /* BARRIER_NONE for an access; the rest is for those */
	enum access_memory memory;
	bool write;
	bool relaxed;       /* no barrier inside: writel_relaxed(), WRITE_ONCE() */
	uint64_t address;   /* physical */
	unsigned bytes;     /* from there on; at least 1 */
	uint64_t value;     /* what it wrote or read */
	const char *target; /* the device, one pointer for each; NULL for RAM */
};

/* What a barrier orders: accesses of these kinds before it with those after it. */
enum {
	ORDERS_R = 1u << 0, /* reads of RAM */
	ORDERS_W = 1u << 1,
	ORDERS_I = 1u << 2, /* reads of devices */
	ORDERS_O = 1u << 3,
	ORDERS_ALL = 0xf,
};

struct arrival_barrier {
	const char *instruction; /* NULL: none, only the compiler is kept from moving accesses */
	uint8_t before, after;   /* ORDERS_*, or-ed */
	bool cpus_only;          /* only for those who are CPUs themselves */
	bool waits;              /* until writes are acknowledged, and not only ordered */
};

/* An architecture. */
struct arrival_model {
	const char *arch;   /* as the profile calls it: the folder under arch/ */
	const char *folder; /* whose asm/barrier.h it is */
	unsigned bit;       /* for the rules */
	bool has_wc;        /* ioremap_wc() differs from ioremap() */
	struct arrival_barrier barriers[BARRIER_COUNT];
	/* inside writel(), in front of the write, and inside readl(), behind the read */
	struct arrival_barrier in_write, in_read;
};

/* The model of that architecture; NULL when there is none.  "generic" is arm64. */
const struct arrival_model *arrival_model(const char *arch);
const struct arrival_model *arrival_model_at(unsigned n); /* NULL past the last */

/* What WHICH is; in a kernel for ONE_CPU the smp_ ones are no instruction. */
const struct arrival_barrier *arrival_barrier(const struct arrival_model *model, bool one_cpu,
                                              enum barrier which);

/* Some accesses of one CPU, in the order of the program, with the barriers among them. */
struct arrival_sequence {
	const struct arrival_model *model;
	bool one_cpu; /* the kernel is built for one */
	struct arrival_event events[ARRIVAL_EVENTS];
	unsigned count;
	uint8_t access[ARRIVAL_ACCESSES]; /* which events are the accesses */
	unsigned access_count;
};

/* Add an event; false, and nothing added, when there is no room. */
bool arrival_add(struct arrival_sequence *s, const struct arrival_event *event);

/* Why one access stays, or need not stay, before another. */
struct arrival_verdict {
	bool ordered;
	bool harmless;           /* not ordered, and nobody can tell */
	const char *why;         /* N_(), a whole sentence; {0}: function, {1}: instruction */
	const char *function;    /* the barrier, or the accessor that holds one; may be NULL */
	const char *instruction; /* of the barrier; may be NULL */
};

/* What orders access number FIRST and a later one, both counted from 0, by themselves. */
struct arrival_verdict arrival_pair(const struct arrival_sequence *s, unsigned first,
                                    unsigned second);

/* For each access the set (bits) of earlier ones that must arrive before it, also through others. */
void arrival_before(const struct arrival_sequence *s, uint8_t before[ARRIVAL_ACCESSES]);

/*
 * Call VISIT (may be NULL) with each allowed order, that of the program first,
 * until it returns false.  Returns how many there were.
 */
typedef bool (*arrival_visit)(const uint8_t order[], unsigned n, void *arg);
unsigned arrival_orders(const struct arrival_sequence *s, arrival_visit visit, void *arg);

/* The order number N, from 1, into ORDER; false when there are fewer. */
bool arrival_nth(const struct arrival_sequence *s, unsigned n, uint8_t order[ARRIVAL_ACCESSES]);

/*
 * The access that ORDER lets arrive at place AT although an earlier one is still
 * under way and that can be told: that earlier one, or -1 when none.
 */
int arrival_overtaken(const struct arrival_sequence *s, const uint8_t order[], unsigned at);

/* What comes of it when ACCESS arrives before EARLIER. */
enum arrival_harm {
	HARM_STALE_DMA,    /* a device is told before memory holds what it is to find */
	HARM_STALE_BUFFER, /* memory was read before the device had said that it is ready */
	HARM_HALF_WRITTEN, /* the later write is seen without the earlier one */
	HARM_STALE_READ,   /* a read took its value before another read in front of it */
	HARM_EARLY_READ,   /* a read was answered while a write was still under way */
	HARM_LATE_DEVICE,  /* a device acts on a write after something that should follow */
	HARM_MIXED,        /* one device gets its writes in another order */
	HARM_OTHER,
	HARM_COUNT
};
enum arrival_harm arrival_harm(const struct arrival_event *earlier,
                               const struct arrival_event *access);

#endif
