/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/mm/pat/memtype.c: a page has one memory type, whoever maps it.
 *
 * What the firmware's MTRRs say is not known here: all of it counts as write-back.
 */
#ifndef BOOTWALK_LINUX_X86_MEMTYPE_H
#define BOOTWALK_LINUX_X86_MEMTYPE_H

#include "linux/linux.h"

/* The kernel's numbers of them. */
enum page_cache_mode { PCM_WB, PCM_WC, PCM_UC_MINUS, PCM_UC, PCM_WT };

struct memtype {
	struct memtype *next; /* in the order of being reserved */
	uint64_t start, end;  /* exclusive */
	enum page_cache_mode type;
	bool ram; /* kept in the pages, and not in the list of ranges */
};

/*
 * Reserve WANTED for START to END (exclusive); what is in force there already comes back
 * in GOT.  0 or an errno.
 */
int memtype_reserve(struct kernel *k, uint64_t start, uint64_t end, enum page_cache_mode wanted,
                    enum page_cache_mode *got);
/* May a mapping that asked for WANTED have GOT? */
bool is_new_memtype_allowed(struct kernel *k, uint64_t start, uint64_t end,
                            enum page_cache_mode wanted, enum page_cache_mode got);
void memtype_free(struct kernel *k, uint64_t start, uint64_t end);

/* Between 640 KiB and 1 MiB, whole: START and LAST inclusive. */
static inline bool is_isa_range(uint64_t start, uint64_t last)
{
	return start >= 0xa0000 && last < 0x100000;
}

/* init_free.c: was the page given to the page allocator after memblock was gone? */
bool x86_page_freed(const struct kernel *k, uint64_t pfn);

/* Has the page frame a struct page that is marked reserved?  What memblock kept from the allocator. */
bool page_reserved(const struct kernel *k, uint64_t pfn);

#endif
