/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linux/include/asm-generic/barrier.h"

#define BARRIER_FILE "include/asm-generic/barrier.h"

enum {
	INSTRUCTION,
	NO_INSTRUCTION,
	WAITS_ALL,
	ALL_ALL,
	ALL_ALL_CPUS,
	READS_ALL,
	READS_ALL_CPUS,
	READS_READS,
	WAITS_WRITES,
	WRITES_WRITES,
	WRITES_WRITES_CPUS,
	RAM_ALL,
	RAM_READS,
	RAM_WRITES,
};

#define EFFECT STEP_DECIDE, LEVEL_STEP, 2, "n"

static const struct sentence says[] = {
	[INSTRUCTION] = { STEP_DECIDE, LEVEL_CALL, 1, "nnn",
	                  N_("On {0}, {1} is the instruction `{2}`.") },
	[NO_INSTRUCTION] = { STEP_DECIDE, LEVEL_CALL, 1, "nn",
	                     N_("On {0}, in this kernel, {1} is no instruction: it only keeps the compiler from "
	                        "moving accesses over it.") },
	[WAITS_ALL] = { EFFECT, N_("`{0}` waits until all accesses before it are done and all "
	                           "writes acknowledged; only then does anything behind it "
	                           "begin.") },
	[ALL_ALL] = { EFFECT, N_("`{0}` keeps all accesses before it in front of all behind it, "
	                         "to memory and to devices.") },
	[ALL_ALL_CPUS] = { EFFECT, N_("`{0}` keeps all accesses before it in front of all behind "
	                              "it as other CPUs see them; devices are none of its "
	                              "business.") },
	[READS_ALL] = { EFFECT, N_("`{0}` lets nothing behind it begin before the reads in front "
	                           "of it have their values.") },
	[READS_ALL_CPUS] = { EFFECT, N_("`{0}` keeps reads before it in front of all behind it as "
	                                "other CPUs see them; devices are none of its "
	                                "business.") },
	[READS_READS] = { EFFECT, N_("`{0}` keeps reads before it in front of reads behind it, of "
	                             "memory and of devices.") },
	[WAITS_WRITES] = { EFFECT, N_("`{0}` waits until the writes before it are acknowledged; "
	                              "only then does anything behind it begin.") },
	[WRITES_WRITES] = { EFFECT, N_("`{0}` keeps writes before it in front of writes behind "
	                               "it, to memory and to devices.") },
	[WRITES_WRITES_CPUS] = { EFFECT, N_("`{0}` keeps writes before it in front of writes "
	                                    "behind it as other CPUs see them; devices are none "
	                                    "of its business.") },
	[RAM_ALL] = { EFFECT, N_("`{0}` keeps accesses of memory before it in front of those "
	                         "behind it; devices are none of its business.") },
	[RAM_READS] = { EFFECT, N_("`{0}` keeps reads of memory before it in front of those "
	                           "behind it; devices are none of its business.") },
	[RAM_WRITES] = { EFFECT, N_("`{0}` keeps writes to memory before it in front of those "
	                            "behind it; devices are none of its business.") },
};

/* The sentence about what a barrier orders; the first row that fits. */
static const struct {
	uint8_t before, after; /* exactly these */
	bool any_after;        /* `after` is not asked */
	int cpus_only, waits;  /* -1: not asked */
	unsigned row;
} effects[] = {
	{ ORDERS_ALL, ORDERS_ALL, false, false, true, WAITS_ALL },
	{ ORDERS_ALL, ORDERS_ALL, false, false, false, ALL_ALL },
	{ ORDERS_ALL, ORDERS_ALL, false, true, -1, ALL_ALL_CPUS },
	{ ORDERS_R | ORDERS_I, ORDERS_ALL, false, false, -1, READS_ALL },
	{ ORDERS_R | ORDERS_I, ORDERS_ALL, false, true, -1, READS_ALL_CPUS },
	{ ORDERS_R | ORDERS_I, ORDERS_R | ORDERS_I, false, -1, -1, READS_READS },
	{ ORDERS_W | ORDERS_O, 0, true, false, true, WAITS_WRITES },
	{ ORDERS_W | ORDERS_O, 0, true, false, false, WRITES_WRITES },
	{ ORDERS_W | ORDERS_O, 0, true, true, -1, WRITES_WRITES_CPUS },
	{ ORDERS_R | ORDERS_W, 0, true, -1, -1, RAM_ALL },
	{ ORDERS_R, 0, true, -1, -1, RAM_READS },
	{ ORDERS_W, 0, true, -1, -1, RAM_WRITES },
};

#define LINES                                                                                      \
	{                                                                                          \
		N_("the architecture says which instruction it is, or that it needs none"),        \
			N_("what stands before it is kept in front of what stands behind it")      \
	}

static const struct outline outlines[BARRIER_COUNT] = {
	[BARRIER_MB] = { "mb", BARRIER_FILE, "", 'v',
	                 N_("Keeps all accesses before it in front of all accesses behind it, for "
	                    "devices too."),
	                 N_("It does not push a posted write to its device: only a read from that "
	                    "device tells that the write arrived."),
	                 LINES },
	[BARRIER_RMB] = { "rmb", BARRIER_FILE, "", 'v',
	                  N_("Keeps reads before it in front of reads behind it, for devices too."),
	                  N_("readl() has such a barrier behind the read; after readl() none is "
	                     "needed."),
	                  LINES },
	[BARRIER_WMB] = { "wmb", BARRIER_FILE, "", 'v',
	                  N_("Keeps writes before it in front of writes behind it, for devices "
	                     "too."),
	                  N_("writel() has such a barrier in front of the write; before writel() "
	                     "none is needed.  It does not make a write arrive."),
	                  LINES },
	[BARRIER_DMA_RMB] = { "dma_rmb", BARRIER_FILE, "", 'v',
	                      N_("Keeps reads of memory that a device writes in order: first the "
	                         "flag, then the data."),
	                      N_("It stands between two reads of memory; it is no substitute for a "
	                         "read from the device."),
	                      LINES },
	[BARRIER_DMA_WMB] = { "dma_wmb", BARRIER_FILE, "", 'v',
	                      N_("Keeps writes to memory that a device reads in order: first the "
	                         "descriptor, then its flag."),
	                      N_("The kernel promises it for memory that is shared with devices; "
	                         "for a doorbell behind it, writel() or wmb() is the promise."),
	                      LINES },
	[BARRIER_SMP_MB] = { "smp_mb", BARRIER_FILE, "", 'v',
	                     N_("Keeps all accesses before it in front of all behind it, as other "
	                        "CPUs see them."),
	                     N_("It is for CPUs that share memory.  In a kernel for one CPU it is "
	                        "only a barrier for the compiler."),
	                     LINES },
	[BARRIER_SMP_RMB] = { "smp_rmb", BARRIER_FILE, "", 'v',
	                      N_("Keeps reads before it in front of reads behind it, as other CPUs "
	                         "write what is read."),
	                      N_("What a device wrote is not meant: dma_rmb() is for that.  In a "
	                         "kernel for one CPU it is only a barrier for the compiler."),
	                      LINES },
	[BARRIER_SMP_WMB] = { "smp_wmb", BARRIER_FILE, "", 'v',
	                      N_("Keeps writes before it in front of writes behind it, as other "
	                         "CPUs see them."),
	                      N_("It is often offered for ordering accesses to a device.  It does "
	                         "not do that: where it is an instruction, it speaks to CPUs "
	                         "only, and in a kernel for one CPU it is none."),
	                      LINES },
};

static void tell_effect(struct kernel *k, const struct arrival_barrier *b)
{
	for (unsigned i = 0; i < sizeof(effects) / sizeof(effects[0]); i++) {
		if (effects[i].before != b->before ||
		    (!effects[i].any_after && effects[i].after != b->after) ||
		    (effects[i].cpus_only >= 0 && effects[i].cpus_only != b->cpus_only) ||
		    (effects[i].waits >= 0 && effects[i].waits != b->waits))
			continue;
		TELL(k, &says[effects[i].row], name_id(sim_name(k->sim, b->instruction)));
		return;
	}
}

void memory_barrier(struct kernel *k, enum barrier which)
{
	const struct arrival_model *model = accesses_model(k);
	const struct arrival_barrier *b = arrival_barrier(model, k->profile->cpus == 1, which);
	uint64_t arch = name_id(sim_name(k->sim, model->arch));
	uint64_t name = name_id(sim_name(k->sim, outlines[which].function));

	sim_call(k->sim, &outlines[which], NULL, 0);
	accesses_note_barrier(k, outlines[which].function, which);
	if (b->instruction) {
		TELL(k, &says[INSTRUCTION], arch, name, name_id(sim_name(k->sim, b->instruction)));
		tell_effect(k, b);
	} else {
		TELL(k, &says[NO_INSTRUCTION], arch, name);
	}
	leave(k);
}
