/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The profile that stands for a kernel when no board is loaded. */
#include "machine/profile.h"

const struct profile profile_bare = {
	.name = "bare",
	.summary = "no board: empty memory and empty trees",
	.arch = "generic",
	.release = "bare",
	.banner = "Linux version bare",
	.features = FEATURE_NUMA | FEATURE_STRICT_DEVMEM | FEATURE_MEMORY_HOTREMOVE,
	.page_shift = 12,
	.va_bits = 48,
	.pa_bits = 48,
	.phys_addr_bits = 64,
	.nodes = 16,
	.cpus = 64,
	.cache_line = 64,
	.memory_regions = 128,
	.reserved_regions = 128,
	.reserved_mem_nodes = 64,
	.command_line = 2048,
	.io_space_limit = 0xffff,
	.kmalloc_min = 8,
	.memstart_align = 1ull << 30,
	.crash_align = 2ull << 20,
	.mapping = {
		.va_bits = 48,
		.linear = 0xffff000000000000,
		.vmalloc_start = 0xffff800008000000,
		.vmalloc_end = 0xfffffbfff0000000,
		.way = WAY_FIRST_FRAME,
		.levels = 4,
		.block_shift = 30,
		.align_shift = 30,
		.block_clear = 2,
		/* in the order of enum ioremap_kind */
		.entry = { 0x0068000000000713, 0x006800000000070b, 0x0068000000000713, 0,
		           0x0068000000000703, 0x006800000000070f, 0 },
		.kinds = 0x3f,
	},
	.sizes = {
		.resource = 64,
		.memblock_region = 24,
		.page = 64,
		.section = 128ull << 20,
		.cma_alignment = 2ull << 20,
	},
};
