/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * arch/x86/mm/init.c, third part: pages that were reserved for the start only are given to the
 * page allocator.  memblock is gone by then and does not hear of it; whoever asks whether a
 * page is reserved, as ioremap() does, looks at the page itself.
 */
#include <inttypes.h>

#include "linux/arch/arch.h"
#include "linux/arch/x86/kernel/setup.h"
#include "linux/arch/x86/mm/memtype.h"

enum { GIVEN };

static const struct sentence says[] = {
	[GIVEN] = { STEP_SET, LEVEL_CALL, 1, "rs",
	            N_("The pages of {0}, {1}, are free from now on: nobody may map them any "
	               "more. /proc/iomem does not change.") },
};

static const struct outline outline = {
	"free_init_pages",
	"arch/x86/mm/init.c",
	"rn",
	'v',
	N_("Gives pages to the page allocator that only the start needed."),
	NULL,
	{ N_("the pages are no longer reserved") }
};

static void free_init_pages(struct kernel *k, const char *what, uint64_t start, uint64_t end)
{
	struct x86_state *x86 = k->x86;

	if (start >= end || x86->freed_count == X86_FREED_MAX)
		return;
	ENTER(k, &outline, start, end - 1, NAME(k, what));
	SET(k, x86->freed[x86->freed_count].start, start);
	SET(k, x86->freed[x86->freed_count].end, end);
	SET(k, x86->freed_count, x86->freed_count + 1);
	printk(k, "Freeing %s memory: %" PRIu64 "K", what, (end - start) >> 10);
	TELL(k, &says[GIVEN], start, end - 1, end - start);
	leave(k);
}

bool x86_page_freed(const struct kernel *k, uint64_t pfn)
{
	const struct x86_state *x86 = k->x86;
	uint64_t at = PFN_PHYS(k, pfn);

	for (unsigned i = 0; x86 && i < x86->freed_count; i++)
		if (at >= x86->freed[i].start && at < x86->freed[i].end)
			return true;
	return false;
}

void x86_free_initrd(struct kernel *k, phys_addr_t start, phys_addr_t end)
{
	free_init_pages(k, "initrd", start, PAGE_ALIGN(k, end));
}

void x86_free_alternatives(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;

	/* with one CPU there is no need to know how locks look for several */
	if (k->machine->cpus == 1)
		free_init_pages(k, "SMP alternatives", pa_symbol(k, image->init_end),
		                pa_symbol(k, image->alternatives_end));
}

static const struct outline outline_initmem = {
	"free_initmem",
	"arch/x86/mm/init.c",
	"",
	'v',
	N_("Gives away the parts of the image that only the start needed, and the gaps between the "
	   "others."),
	N_("Kernel code and the others keep their lines, which end where the parts end that stay."),
	{ N_("data that was shared without encryption, and code of the start"),
	  N_("gaps: each part begins at a multiple of 2 MiB") }
};

void x86_free_initmem(struct kernel *k)
{
	const struct profile_image *image = &k->profile->image;

	ENTER(k, &outline_initmem);
	if (image->decrypted)
		free_init_pages(k, "unused decrypted", pa_symbol(k, image->decrypted),
		                pa_symbol(k, image->bss_end));
	free_init_pages(k, "unused kernel image (initmem)", pa_symbol(k, image->init_start),
	                pa_symbol(k, image->init_end));
	if (image->rodata_end) {
		free_init_pages(k, "unused kernel image (text/rodata gap)",
		                PAGE_ALIGN(k, pa_symbol(k, image->init_begin)),
		                pa_symbol(k, image->rodata));
		free_init_pages(k, "unused kernel image (rodata/data gap)",
		                PAGE_ALIGN(k, pa_symbol(k, image->rodata_end)),
		                pa_symbol(k, image->sdata));
	}
	leave(k);
}
