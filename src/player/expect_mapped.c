/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `expect mapped`: is a range mapped, as what type of memory, and by entries of which level? */
#include <string.h>
#include <strings.h>

#include "linux/arch/arch.h"
#include "linux/mm/vmalloc.h"
#include "player/internal.h"

/* Words for the kinds that all architectures have, whatever each calls them. */
static const struct {
	const char *word;
	unsigned kinds; /* bits, by enum ioremap_kind */
} types[] = {
	{ "device", 1u << IOREMAP | 1u << IOREMAP_UC | 1u << IOREMAP_NP | 1u << IOREMAP_NOCACHE },
	{ "wc", 1u << IOREMAP_WC },
	{ "wt", 1u << IOREMAP_WT },
	{ "wb", 1u << IOREMAP_CACHE | 1u << IOREMAP_MEMORY },
};

bool mapped_knows_type(const char *word)
{
	const struct arch *arch;

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (!strcasecmp(types[i].word, word))
			return true;
	for (size_t n = 0; (arch = arch_at(n)); n++)
		for (unsigned kind = 0; kind < IOREMAP_KINDS; kind++)
			if (arch->memory_types[kind] && !strcasecmp(arch->memory_types[kind], word))
				return true;
	return false;
}

bool mapped_knows_level(const char *word)
{
	static const char *const levels[] = { "pte", "pmd", "pud", "pgd" };

	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++)
		if (!strcasecmp(levels[i], word))
			return true;
	return false;
}

static bool is_type(const struct kernel *k, const struct vm_struct *area, const char *word)
{
	const char *type = ioremap_memory_type(k, area->prot);
	unsigned kind = ioremap_kind_of(k, area->prot);

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (!strcasecmp(types[i].word, word))
			return types[i].kinds >> kind & 1;
	return type && !strcasecmp(type, word);
}

/* Does each entry for LEN bytes at ADDR stand in a table of the level that WORD names? */
static bool is_level(const struct kernel *k, uint64_t addr, uint64_t len, const char *word)
{
	struct pt_walk walk;
	uint64_t done = 0;

	while (done < len) {
		uint64_t bytes;

		if (!pt_walk(k, addr + done, &walk) ||
		    strcasecmp(pt_level_name(k, walk.step[walk.levels - 1].level), word) != 0)
			return false;
		bytes = 1ull << walk.shift;
		done += bytes - ((addr + done) & (bytes - 1));
	}
	return true;
}

bool mapped_as(const struct kernel *k, uint64_t start, uint64_t end, const char *type,
               const char *level)
{
	for (const struct vm_struct *a = k->vmalloc ? k->vmalloc->first : NULL; a; a = a->next) {
		if (!a->caller || !(a->flags & VM_IOREMAP) || start < a->phys_addr ||
		    end - a->phys_addr >= get_vm_area_size(k, a))
			continue;
		if ((!type || is_type(k, a, type)) &&
		    (!level ||
		     is_level(k, a->addr + (start - a->phys_addr), end - start + 1, level)))
			return true;
	}
	return false;
}
