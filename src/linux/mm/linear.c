/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The linear map, until mm/ioremap has it. */
#include "linux/arch/arm64/kernel/setup.h"
#include "linux/include/io.h"

static uint64_t first(const struct kernel *k)
{
	return k->setup ? k->setup->memstart_addr : 0;
}

__attribute__((weak)) uint64_t phys_to_virt(const struct kernel *k, phys_addr_t phys)
{
	return (UINT64_MAX << k->profile->va_bits) + phys - first(k);
}

__attribute__((weak)) bool virt_to_phys(const struct kernel *k, uint64_t addr, phys_addr_t *phys)
{
	uint64_t base = UINT64_MAX << k->profile->va_bits;

	*phys = addr - base + first(k);
	return addr >= base && addr - base < 1ull << (k->profile->va_bits - 1);
}

__attribute__((weak)) bool pfn_is_map_memory(struct kernel *k, uint64_t pfn)
{
	return memblock_is_map_memory(k, PFN_PHYS(k, pfn));
}
