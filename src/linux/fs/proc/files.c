/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that user space can read here, whoever makes them: a row each. */
#include "linux/fs/proc/meminfo.h"
#include "linux/include/interrupt.h"
#include "linux/include/mm.h"
#include "linux/include/slab.h"
#include "linux/kernel/resource_proc.h"
#include "linux/mm/vmalloc.h"

static const void *iomem_data(const struct kernel *k)
{
	return &k->iomem_resource;
}

static const void *ioports_data(const struct kernel *k)
{
	return &k->ioport_resource;
}

static const void *memory_data(const struct kernel *k)
{
	return &k->mm_memblock.memblock.memory;
}

static const void *reserved_data(const struct kernel *k)
{
	return &k->mm_memblock.memblock.reserved;
}

/* A file that is made of all of the kernel's state. */
static const void *kernel_data(const struct kernel *k)
{
	return k;
}

#define TEXT_FILE(show)                                                                            \
	static void all_##show(const struct kernel *k, const void *data, bool as_root,             \
	                       struct text *out)                                                   \
	{                                                                                          \
		(void)data;                                                                        \
		(void)as_root;                                                                     \
		show(k, out);                                                                      \
	}
TEXT_FILE(interrupts_show)
TEXT_FILE(meminfo_show)
TEXT_FILE(slabinfo_show)
TEXT_FILE(vmallocinfo_show)
TEXT_FILE(maps_show)
TEXT_FILE(smaps_show)

const struct seq_source seq_sources[] = {
	{ PROC_IOPORTS, false, &resource_seq_op, ioports_data, all_resources },
	{ PROC_IOMEM, false, &resource_seq_op, iomem_data, all_resources },
	{ DEBUG_MEMORY, true, &memblock_seq_op, memory_data, all_regions },
	{ DEBUG_RESERVED, true, &memblock_seq_op, reserved_data, all_regions },
	{ "/proc/interrupts", false, &seq_text_op, kernel_data, all_interrupts_show },
	{ "/proc/meminfo", false, &seq_text_op, kernel_data, all_meminfo_show },
	{ "/proc/slabinfo", true, &seq_text_op, kernel_data, all_slabinfo_show },
	{ "/proc/vmallocinfo", true, &seq_text_op, kernel_data, all_vmallocinfo_show },
	{ PROC_MAPS, false, &seq_text_op, kernel_data, all_maps_show },
	{ PROC_SMAPS, false, &seq_text_op, kernel_data, all_smaps_show },
};
const unsigned seq_source_count = sizeof(seq_sources) / sizeof(seq_sources[0]);
