/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/iomem.c: memremap(), for memory that is not in the linear map. */
#include <inttypes.h>
#include <stdio.h>

#include "linux/include/io.h"
#include "linux/linux.h"
#include "linux/mm/vmalloc.h"

#define IOMEM_FILE "kernel/iomem.c"

/* Its WARN_ONCE()s. */
enum { WARNED_MIXED = 1u << 0, WARNED_RAM = 1u << 1 };

enum {
	NO_FLAGS,
	MIXED,
	ONCE,
	TRY_LINEAR,
	NO_PAGE,
	NO_LINEAR,
	TRY_CACHE,
	RAM_REFUSED,
	TRY_WT,
	TRY_WC,
	NOTHING_ASKED,
	RESULT,
	NOT_OURS
};

static const struct sentence says[] = {
	[NO_FLAGS] = { STEP_REFUSE, LEVEL_STEP, 1, "",
	               N_("No kind of mapping is asked for: NULL.") },
	[MIXED] = { STEP_REFUSE, LEVEL_STOP, 2, "r",
	            N_("{0} is System RAM and something else: no kind of mapping suits both, so it is "
	               "refused.") },
	[ONCE] = { STEP_DECIDE, LEVEL_STEP, 2, "",
	           N_("The log was told once since the boot, and is not told again.") },
	[TRY_LINEAR] = { STEP_DECIDE, LEVEL_CALL, 3, "aa",
	                 N_("{0} is RAM, and cached is how the linear map has it: {1} is the "
	                    "answer, and nothing is mapped.") },
	[NO_PAGE] = { STEP_DECIDE, LEVEL_STEP, 3, "a",
	              N_("{0}, the first byte, has no place in the linear map, so that cannot "
	                 "serve.") },
	[NO_LINEAR] = { STEP_DECIDE, LEVEL_STEP, 3, "r",
	                N_("{0} is no System RAM in /proc/iomem, so the linear map is not tried.") },
	[TRY_CACHE] = { STEP_DECIDE, LEVEL_STEP, 4, "b",
	                N_("MEMREMAP_WB: a cached mapping is tried. It is made: {0}.") },
	[RAM_REFUSED] = { STEP_REFUSE, LEVEL_STOP, 5, "r",
	                  N_("{0} has System RAM, and a new mapping would give it a second set of "
	                     "rules: refused.") },
	[TRY_WT] = { STEP_DECIDE, LEVEL_STEP, 6, "b",
	             N_("MEMREMAP_WT: a write-through mapping is tried. It is made: {0}.") },
	[TRY_WC] = { STEP_DECIDE, LEVEL_STEP, 7, "b",
	             N_("MEMREMAP_WC: a write-combining mapping is tried. It is made: {0}.") },
	[NOTHING_ASKED] = { STEP_DECIDE, LEVEL_STEP, 7, "x",
	                    N_("The flags {0} name no kind of mapping that could be made.") },
	[RESULT] = { STEP_DECIDE, LEVEL_STEP, 8, "a", N_("The result is {0}.") },
	[NOT_OURS] = { STEP_DECIDE, LEVEL_STEP, 1, "a",
	               N_("{0} is not in the area for mappings: it was the linear map's address, and "
	                  "there is nothing to undo.") },
};

static const struct outline outline_memremap = {
	"memremap",
	IOMEM_FILE,
	"asx",
	'a',
	N_("Maps memory, as opposed to device registers: it may be cached and read ahead."),
	N_("For RAM it maps nothing, it gives the address that the linear map has."),
	{ N_("without flags: NULL"), N_("ask the resource tree: RAM and something else is refused"),
	  N_("WB of RAM: the linear map's address, if the first page has one"),
	  N_("WB otherwise: a cached mapping"),
	  N_("RAM that is not mapped by now is refused, unless WB alone was asked for"),
	  N_("WT: a write-through mapping, if there is none yet"),
	  N_("WC: a write-combining mapping, if there is none yet"), N_("what was made, or NULL") }
};

/* WARN_ONCE() about a range that is WHAT. */
static void warn_once(struct kernel *k, unsigned bit, const char *what, const char *place,
                      phys_addr_t phys, uint64_t size)
{
	char message[120];

	if (k->vmalloc->memremap_warned & bit) {
		TELL(k, &says[ONCE]);
		return;
	}
	SET(k, k->vmalloc->memremap_warned, k->vmalloc->memremap_warned | bit);
	snprintf(message, sizeof(message),
	         "memremap attempted on %s 0x%0*" PRIx64 " size: 0x%" PRIx64, what,
	         k->profile->pa_bits > 32 ? 16 : 8, phys, size);
	kernel_warn(k, place, "memremap", message);
}

/* The address in the linear map, if the first page is there. */
static uint64_t try_ram_remap(struct kernel *k, phys_addr_t phys)
{
	uint64_t pfn = PFN_DOWN(k, phys), addr;
	unsigned way = k->mapping->way;
	bool asks_page = way == WAY_FIRST_FRAME || way == WAY_FRAME_AND_DOMAIN;

	if (!pfn_valid(k, pfn) || (asks_page && !pfn_is_map_memory(k, pfn))) {
		TELL(k, &says[NO_PAGE], phys);
		return 0;
	}
	addr = phys_to_virt(k, phys);
	TELL(k, &says[TRY_LINEAR], phys, addr);
	return addr;
}

static uint64_t try_wb(struct kernel *k, phys_addr_t phys, uint64_t size, int is_ram)
{
	enum ioremap_kind kind = ioremap_has(k, IOREMAP_MEMORY) ? IOREMAP_MEMORY : IOREMAP_CACHE;
	uint64_t addr = 0;

	if (is_ram == REGION_INTERSECTS)
		addr = try_ram_remap(k, phys);
	else
		TELL(k, &says[NO_LINEAR], phys, phys + size - 1);
	if (addr)
		return addr;
	addr = ioremap_as(k, kind, phys, size);
	TELL(k, &says[TRY_CACHE], addr != 0);
	return addr;
}

uint64_t memremap(struct kernel *k, phys_addr_t phys, uint64_t size, uint64_t flags)
{
	uint64_t last = phys + size - 1, addr = 0;
	int is_ram;

	ENTER(k, &outline_memremap, phys, size, flags);
	is_ram = region_intersects(k, phys, size, IORESOURCE_SYSTEM_RAM, IORES_DESC_NONE);
	if (!flags) {
		TELL(k, &says[NO_FLAGS]);
		return leave_word(k, 0);
	}
	if (is_ram == REGION_MIXED) {
		TELL(k, &says[MIXED], phys, last);
		warn_once(k, WARNED_MIXED, "mixed range", IOMEM_FILE ":81", phys, size);
		return leave_word(k, 0);
	}
	if (flags & MEMREMAP_WB)
		addr = try_wb(k, phys, size, is_ram);
	if (!addr && is_ram == REGION_INTERSECTS && flags != MEMREMAP_WB) {
		TELL(k, &says[RAM_REFUSED], phys, last);
		warn_once(k, WARNED_RAM, "ram", IOMEM_FILE ":107", phys, size);
		return leave_word(k, 0);
	}
	if (!addr && (flags & MEMREMAP_WT)) {
		addr = ioremap_as(k, IOREMAP_WT, phys, size);
		TELL(k, &says[TRY_WT], addr != 0);
	}
	if (!addr && (flags & MEMREMAP_WC)) {
		addr = ioremap_as(k, IOREMAP_WC, phys, size);
		TELL(k, &says[TRY_WC], addr != 0);
	}
	if (addr)
		TELL(k, &says[RESULT], addr);
	else
		TELL(k, &says[NOTHING_ASKED], flags);
	return leave_word(k, addr);
}

static const struct outline outline_memunmap = {
	"memunmap",
	IOMEM_FILE,
	"a",
	'v',
	N_("Gives back what memremap() gave."),
	NULL,
	{ N_("an address of the linear map: nothing was mapped, nothing to undo"),
	  N_("otherwise as iounmap() does") }
};

void memunmap(struct kernel *k, uint64_t addr)
{
	ENTER(k, &outline_memunmap, addr);
	if (is_vmalloc_addr(k, addr))
		iounmap(k, addr);
	else
		TELL(k, &says[NOT_OURS], addr);
	leave(k);
}
