/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The barriers of each architecture, as its asm/barrier.h and asm/io.h have them for
 * a kernel of several CPUs, and what the instructions order.
 *
 * The tables say what the instruction does, which may be more than what the kernel
 * promises of the macro: a `dsb st` keeps later reads back too.
 */
#include "linux/arch/arrival.h"

#include <stddef.h>
#include <string.h>

#define RW  (ORDERS_R | ORDERS_W)
#define RI  (ORDERS_R | ORDERS_I)
#define WO  (ORDERS_W | ORDERS_O)
#define ALL ORDERS_ALL
#define NOTHING                                                                                    \
	{                                                                                          \
		NULL, 0, 0, false, false                                                           \
	}

static const struct arrival_model models[] = {
	{
		.arch = "arm64",
		.folder = "arch/arm64",
		.bit = 1u << 0,
		.has_wc = true,
		.barriers = {
			[BARRIER_MB] = { "dsb sy", ALL, ALL, false, true },
			[BARRIER_RMB] = { "dsb ld", RI, ALL, false, false },
			[BARRIER_WMB] = { "dsb st", WO, ALL, false, true },
			[BARRIER_DMA_RMB] = { "dmb oshld", RI, ALL, false, false },
			[BARRIER_DMA_WMB] = { "dmb oshst", WO, WO, false, false },
			/* the inner shareable domain: the CPUs */
			[BARRIER_SMP_MB] = { "dmb ish", ALL, ALL, true, false },
			[BARRIER_SMP_RMB] = { "dmb ishld", RI, ALL, true, false },
			[BARRIER_SMP_WMB] = { "dmb ishst", WO, WO, true, false },
		},
		.in_write = { "dmb oshst", WO, WO, false, false },
		.in_read = { "dmb oshld", RI, ALL, false, false },
	},
	{
		.arch = "x86",
		.folder = "arch/x86",
		.bit = 1u << 1,
		.has_wc = true,
		.barriers = {
			[BARRIER_MB] = { "mfence", ALL, ALL, false, false },
			[BARRIER_RMB] = { "lfence", RI, ALL, false, false },
			[BARRIER_WMB] = { "sfence", WO, WO, false, false },
			[BARRIER_DMA_RMB] = NOTHING,
			[BARRIER_DMA_WMB] = NOTHING,
			[BARRIER_SMP_MB] = { "lock addl", ALL, ALL, false, false },
			[BARRIER_SMP_RMB] = NOTHING,
			[BARRIER_SMP_WMB] = NOTHING,
		},
		.in_write = NOTHING,
		.in_read = NOTHING,
	},
	{
		.arch = "arm",
		.folder = "arch/arm",
		.bit = 1u << 2,
		.has_wc = true,
		.barriers = {
			[BARRIER_MB] = { "dsb sy", ALL, ALL, false, true },
			[BARRIER_RMB] = { "dsb sy", ALL, ALL, false, true },
			[BARRIER_WMB] = { "dsb st", WO, ALL, false, true },
			[BARRIER_DMA_RMB] = { "dmb osh", ALL, ALL, false, false },
			[BARRIER_DMA_WMB] = { "dmb oshst", WO, WO, false, false },
			[BARRIER_SMP_MB] = { "dmb ish", ALL, ALL, true, false },
			[BARRIER_SMP_RMB] = { "dmb ish", ALL, ALL, true, false },
			[BARRIER_SMP_WMB] = { "dmb ishst", WO, WO, true, false },
		},
		.in_write = { "dsb st", WO, ALL, false, true },
		.in_read = { "dsb sy", ALL, ALL, false, true },
	},
	{
		.arch = "riscv",
		.folder = "arch/riscv",
		.bit = 1u << 3,
		.has_wc = false,
		.barriers = {
			[BARRIER_MB] = { "fence iorw,iorw", ALL, ALL, false, false },
			[BARRIER_RMB] = { "fence ir,ir", RI, RI, false, false },
			[BARRIER_WMB] = { "fence ow,ow", WO, WO, false, false },
			/* the generic header's: the mandatory ones */
			[BARRIER_DMA_RMB] = { "fence ir,ir", RI, RI, false, false },
			[BARRIER_DMA_WMB] = { "fence ow,ow", WO, WO, false, false },
			/* memory, and no devices */
			[BARRIER_SMP_MB] = { "fence rw,rw", RW, RW, false, false },
			[BARRIER_SMP_RMB] = { "fence r,r", ORDERS_R, ORDERS_R, false, false },
			[BARRIER_SMP_WMB] = { "fence w,w", ORDERS_W, ORDERS_W, false, false },
		},
		.in_write = { "fence w,o", ORDERS_W, ORDERS_O, false, false },
		.in_read = { "fence i,ir", ORDERS_I, RI, false, false },
	},
};

const struct arrival_barrier *arrival_barrier(const struct arrival_model *model, bool one_cpu,
                                              enum barrier which)
{
	static const struct arrival_barrier nothing = NOTHING;

	return one_cpu && which >= BARRIER_SMP_MB ? &nothing : &model->barriers[which];
}

const struct arrival_model *arrival_model_at(unsigned n)
{
	return n < sizeof(models) / sizeof(models[0]) ? &models[n] : NULL;
}

const struct arrival_model *arrival_model(const char *arch)
{
	const struct arrival_model *model;

	if (!strcmp(arch, "generic"))
		return &models[0];
	for (unsigned n = 0; (model = arrival_model_at(n)); n++)
		if (!strcmp(model->arch, arch))
			return model;
	return NULL;
}
