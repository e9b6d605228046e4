/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel/dma/mapping.c and direct.c: memory that the CPU and a device use at the same time. */
#include <string.h>

#include "linux/include/asm-generic/barrier.h"
#include "linux/include/io.h"
#include "linux/include/slab.h"

#define MAPPING_FILE "kernel/dma/mapping.c"

/* What one call got; in the arena. */
struct dma_pages {
	struct dma_pages *next;
	phys_addr_t base;
	uint64_t size; /* whole pages; 0 once it was given back */
};

enum { NO_BYTES, TAKEN, NONE_LEFT, GIVEN_BACK, NOT_GIVEN };

static const struct sentence says[] = {
	[NO_BYTES] = { STEP_REFUSE, LEVEL_STEP, 1, "x",
	               N_("{0} bytes are no number of pages: the caller gets NULL.") },
	[TAKEN] = { STEP_ALLOCATE, LEVEL_STOP, 2, "ra",
	            N_("The pages {0} are the CPU's and the device's together: the CPU has them "
	               "at {1}.") },
	[NONE_LEFT] = { STEP_REFUSE, LEVEL_STOP, 2, "s",
	                N_("There are no free pages for {0}: the caller gets NULL.") },
	[GIVEN_BACK] = { STEP_SET, LEVEL_STOP, 2, "r", N_("The pages {0} are free again.") },
	[NOT_GIVEN] = { STEP_REFUSE, LEVEL_STOP, 1, "a",
	                N_("{0} does not come from dma_alloc_coherent() with that size: the "
	                   "kernel stops here.") },
};

/* Whoever had the pages before may have left something there. */
static void clear_pages(struct kernel *k, phys_addr_t base, uint64_t size)
{
	static const uint8_t zeros[64];
	uint8_t bytes[sizeof(zeros)];

	for (uint64_t at = 0; at < size; at += sizeof(zeros)) {
		phys_read(k, base + at, bytes, sizeof(bytes));
		if (memcmp(bytes, zeros, sizeof(zeros)))
			phys_write(k, base + at, zeros, sizeof(zeros));
	}
}

static const struct outline outline_alloc = {
	"dma_alloc_coherent",
	MAPPING_FILE,
	"s",
	'a',
	N_("Takes whole pages that the CPU and a device may use at the same time."),
	N_("Coherent means that neither sees stale caches.  It does not mean ordered: barriers "
	   "are still needed."),
	{ N_("round the size up to whole pages"), N_("take them, and clear them") }
};

uint64_t dma_alloc_coherent(struct kernel *k, uint64_t size)
{
	uint64_t pages = PAGE_ALIGN(k, size), addr;
	struct dma_pages *got;
	phys_addr_t base;

	ENTER(k, &outline_alloc, size);
	if (!pages) {
		TELL(k, &says[NO_BYTES], size);
		return leave_word(k, 0);
	}
	addr = kmalloc(k, pages);
	if (!addr || !virt_to_phys(k, addr, &base)) {
		TELL(k, &says[NONE_LEFT], pages);
		return leave_word(k, 0);
	}
	clear_pages(k, base, pages);
	got = sim_alloc(k->sim, sizeof(*got));
	SET(k, got->base, base);
	SET(k, got->size, pages);
	SET(k, got->next, k->dma_pages);
	SET(k, k->dma_pages, got);
	TELL(k, &says[TAKEN], SPAN(base, pages), addr);
	return leave_word(k, addr);
}

static const struct outline outline_free = {
	"dma_free_coherent",
	MAPPING_FILE,
	"sa",
	'v',
	N_("Gives such pages back."),
	N_("A device that was not stopped first goes on writing into them."),
	{ N_("they must be what was taken"), N_("give them back to the page allocator") }
};

void dma_free_coherent(struct kernel *k, uint64_t size, uint64_t addr)
{
	struct dma_pages *p = k->dma_pages;
	phys_addr_t phys = 0;
	bool known = virt_to_phys(k, addr, &phys);

	ENTER(k, &outline_free, size, addr);
	while (p && (!known || p->base != phys || !p->size || p->size != PAGE_ALIGN(k, size)))
		p = p->next;
	if (!p) {
		TELL(k, &says[NOT_GIVEN], addr);
		kernel_oops(k);
	}
	kfree(k, addr);
	TELL(k, &says[GIVEN_BACK], SPAN(p->base, p->size));
	SET(k, p->size, 0);
	leave(k);
}

bool dma_is_coherent(const struct kernel *k, phys_addr_t phys)
{
	for (const struct dma_pages *p = k->dma_pages; p; p = p->next)
		if (phys >= p->base && phys - p->base < p->size)
			return true;
	return false;
}
