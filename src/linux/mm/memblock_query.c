/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/memblock.c, fourth part: questions, and the lists as text. */
#include <inttypes.h>
#include <stdio.h>

#include "linux/mm/memblock_internal.h"

enum { FOUND, NOT_FOUND };

phys_addr_t memblock_cap_size(const struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	return min64(size, phys_addr_max(k) - base);
}

static const struct sentence says[] = {
	[FOUND] = { STEP_COMPARE, LEVEL_STEP, 2, "anr",
	            N_("{0} lies in the region {2} of the list {1}.") },
	[NOT_FOUND] = { STEP_COMPARE, LEVEL_STEP, 3, "an",
	                N_("{0} lies in no region of the list {1}.") },
};

/* memblock_search(): by halves, as the kernel does, so that odd lists give its odd answers. */
static const struct memblock_region *search(struct kernel *k, const struct memblock_type *type,
                                            phys_addr_t addr)
{
	uint64_t left = 0, right = type->cnt;

	do {
		uint64_t mid = (right + left) / 2;
		const struct memblock_region *r = &type->regions[mid];

		if (addr < r->base) {
			right = mid;
		} else if (addr >= region_end(r)) {
			left = mid + 1;
		} else {
			TELL(k, &says[FOUND], addr, name_id(type->name), REGION(r));
			return r;
		}
	} while (left < right);
	TELL(k, &says[NOT_FOUND], addr, name_id(type->name));
	return NULL;
}

#define QUESTION(name, args, meaning_, misread_)                                                   \
	static const struct outline outline_##name = { #name,                                      \
		                                       MEMBLOCK_FILE,                              \
		                                       args,                                       \
		                                       'b',                                        \
		                                       N_(meaning_),                               \
		                                       misread_,                                   \
		                                       { N_("search the list by halves"),          \
		                                         N_("a region holds the address: yes"),    \
		                                         N_("none does: no") } }

QUESTION(memblock_is_reserved, "a", "Tells whether an address is taken.", NULL);
QUESTION(memblock_is_memory, "a", "Tells whether an address is memory.",
         N_("No-map memory is memory too."));
QUESTION(memblock_is_map_memory, "a", "Tells whether an address is memory that the kernel maps.",
         NULL);
QUESTION(memblock_is_region_memory, "r", "Tells whether a range lies in one region of memory.",
         N_("A range over two regions that touch is not in one."));
QUESTION(memblock_is_region_reserved, "r", "Tells whether any of a range is taken.", NULL);

bool memblock_is_reserved(struct kernel *k, phys_addr_t addr)
{
	ENTER(k, &outline_memblock_is_reserved, addr);
	return leave_bool(k, search(k, &k->mm_memblock.memblock.reserved, addr) != NULL);
}

bool memblock_is_memory(struct kernel *k, phys_addr_t addr)
{
	ENTER(k, &outline_memblock_is_memory, addr);
	return leave_bool(k, search(k, &k->mm_memblock.memblock.memory, addr) != NULL);
}

bool memblock_is_map_memory(struct kernel *k, phys_addr_t addr)
{
	const struct memblock_region *r;

	ENTER(k, &outline_memblock_is_map_memory, addr);
	r = search(k, &k->mm_memblock.memblock.memory, addr);
	return leave_bool(k, r && !(r->flags & MEMBLOCK_NOMAP));
}

int memblock_search_nid(const struct kernel *k, phys_addr_t addr)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	for (uint64_t i = 0; i < memory->cnt; i++) {
		const struct memblock_region *r = &memory->regions[i];

		if (addr >= r->base && addr - r->base < r->size)
			return r->nid;
	}
	return NUMA_NO_NODE;
}

bool memblock_is_region_memory(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	const struct memblock_region *r;

	ENTER(k, &outline_memblock_is_region_memory, SPAN(base, size));
	r = search(k, &k->mm_memblock.memblock.memory, base);
	return leave_bool(k, r && region_end(r) >= base + memblock_cap_size(k, base, size));
}

bool memblock_overlaps_region(struct kernel *k, const struct memblock_type *type, phys_addr_t base,
                              phys_addr_t size)
{
	phys_addr_t end = base + memblock_cap_size(k, base, size);

	for (uint64_t i = 0; i < type->cnt; i++) {
		const struct memblock_region *r = &type->regions[i];

		if (base < region_end(r) && r->base < end) {
			TELL(k, &says[FOUND], max64(base, r->base), name_id(type->name), REGION(r));
			return true;
		}
	}
	return false;
}

bool memblock_is_region_reserved(struct kernel *k, phys_addr_t base, phys_addr_t size)
{
	ENTER(k, &outline_memblock_is_region_reserved, SPAN(base, size));
	return leave_bool(
		k, memblock_overlaps_region(k, &k->mm_memblock.memblock.reserved, base, size));
}

phys_addr_t memblock_phys_mem_size(struct kernel *k)
{
	return k->mm_memblock.memblock.memory.total_size;
}

phys_addr_t memblock_reserved_size(struct kernel *k)
{
	return k->mm_memblock.memblock.reserved.total_size;
}

phys_addr_t memblock_start_of_DRAM(struct kernel *k)
{
	return k->mm_memblock.memblock.memory.regions[0].base;
}

phys_addr_t memblock_end_of_DRAM(struct kernel *k)
{
	const struct memblock_type *memory = &k->mm_memblock.memblock.memory;

	return region_end(&memory->regions[memory->cnt - 1]);
}

static void dump_type(const struct kernel *k, const struct memblock_type *type,
                      void (*print)(const char *line, void *arg), void *arg)
{
	char line[160], node[32];

	snprintf(line, sizeof(line), " %s.cnt  = 0x%" PRIx64, type->name, shown_count(k, type));
	print(line, arg);
	for (uint64_t i = 0; i < shown_count(k, type); i++) {
		const struct memblock_region *r = &type->regions[i];

		node[0] = '\0';
		if (profile_has(k->profile, FEATURE_NUMA) && valid_node(k, r->nid))
			snprintf(node, sizeof(node), " on node %d", r->nid);
		snprintf(line, sizeof(line),
		         " %s[0x%" PRIx64 "]\t[" PRIpa "-" PRIpa "], " PRIpa " bytes%s flags: 0x%x",
		         type->name, i, PA(k, r->base), PA(k, region_end(r) - 1), PA(k, r->size),
		         node, r->flags);
		print(line, arg);
	}
}

void memblock_dump(const struct kernel *k, void (*print)(const char *line, void *arg), void *arg)
{
	const struct memblock *m = &k->mm_memblock.memblock;
	char line[128];

	print("MEMBLOCK configuration:", arg);
	snprintf(line, sizeof(line), " memory size = " PRIpa " reserved size = " PRIpa,
	         PA(k, m->memory.total_size), PA(k, m->reserved.total_size));
	print(line, arg);
	dump_type(k, &m->memory, print, arg);
	dump_type(k, &m->reserved, print, arg);
}

static void print_to_log(const char *line, void *arg)
{
	printk((struct kernel *)arg, "%s", line);
}

static const struct outline outline_dump_all = {
	"memblock_dump_all",
	MEMBLOCK_FILE,
	"",
	'v',
	N_("Writes both lists into the log."),
	NULL,
	{ N_("only with memblock=debug"), N_("the two total sizes"),
	  N_("each region with its size, node and flags") }
};

void memblock_dump_all(struct kernel *k)
{
	ENTER(k, &outline_dump_all);
	if (k->mm_memblock.debug)
		memblock_dump(k, print_to_log, k);
	leave(k);
}

/* The columns of node and flag: of several flags the first counts. */
static void show_flags(const struct kernel *k, struct text *out, const struct memblock_region *r)
{
	static const char *const names[] = { "HOTPLUG", "MIRROR", "NOMAP", "DRV_MNG", "RSV_NIT" };
	unsigned count = sizeof(names) / sizeof(names[0]), bit = 0;
	/* without NUMA memblock_get_region_node() is 0 */
	int nid = profile_has(k->profile, FEATURE_NUMA) ? r->nid : 0;

	if (valid_node(k, nid))
		text_addf(out, " %4d ", nid);
	else
		text_add(out, "    x ");
	while (bit < count && !(r->flags >> bit & 1))
		bit++;
	text_add(out, !r->flags ? "NONE" : bit < count ? names[bit] : "UNKNOWN");
}

void memblock_debug_show(const struct kernel *k, struct text *out, const struct memblock_type *type)
{
	unsigned hex = k->profile->phys_addr_bits / 4;

	for (uint64_t i = 0; i < shown_count(k, type); i++) {
		const struct memblock_region *r = &type->regions[i];
		uint64_t digits = i;
		unsigned width = 1;

		for (; digits >= 10; digits /= 10)
			width++;
		text_add_n(out, "    ", width < 4 ? 4 - width : 0);
		text_addf(out, "%" PRIu64 ": 0x", i);
		text_add_hex(out, r->base, hex);
		text_add(out, "..0x");
		text_add_hex(out, region_end(r) - 1, hex);
		if (profile_has(k->profile, FEATURE_MEMBLOCK_FLAGS_SHOWN))
			show_flags(k, out, r);
		text_add_char(out, '\n');
	}
}
