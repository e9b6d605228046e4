/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fs/proc/task_mmu.c: what the first process has mapped, as it sees it itself. */
#include <inttypes.h>

#include "linux/arch/arch.h"
#include "linux/include/mm.h"

static const struct {
	uint64_t bit;
	const char *mnemonic, *word;
} flag_names[] = {
	{ VM_READ, "rd", "VM_READ" },
	{ VM_WRITE, "wr", "VM_WRITE" },
	{ VM_EXEC, "ex", "VM_EXEC" },
	{ VM_SHARED, "sh", "VM_SHARED" },
	{ VM_MAYREAD, "mr", "VM_MAYREAD" },
	{ VM_MAYWRITE, "mw", "VM_MAYWRITE" },
	{ VM_MAYEXEC, "me", "VM_MAYEXEC" },
	{ VM_MAYSHARE, "ms", "VM_MAYSHARE" },
	{ VM_PFNMAP, "pf", "VM_PFNMAP" },
	{ VM_IO, "io", "VM_IO" },
	{ VM_DONTEXPAND, "de", "VM_DONTEXPAND" },
	{ VM_ACCOUNT, "ac", "VM_ACCOUNT" },
	{ VM_ARCH_1, "ar", "VM_ARCH_1" },
	{ VM_DONTDUMP, "dd", "VM_DONTDUMP" },
	{ VM_SOFTDIRTY, "sd", "VM_SOFTDIRTY" },
};

enum { FLAG_COUNT = sizeof(flag_names) / sizeof(flag_names[0]) };

static uint64_t flags_shown(const struct kernel *k, const struct vm_area_struct *vma)
{
	const struct arch *arch = arch_row(k);

	return vma->vm_flags | (arch->vm_flags_more ? arch->vm_flags_more(vma->vm_flags) : 0);
}

void vma_flags_show(const struct kernel *k, const struct vm_area_struct *vma, struct text *out)
{
	uint64_t flags = flags_shown(k, vma);

	for (unsigned i = 0; i < FLAG_COUNT; i++)
		if (flags & flag_names[i].bit)
			text_addf(out, "%s ", flag_names[i].mnemonic);
}

void vma_flag_words(const struct vm_area_struct *vma, struct text *out)
{
	const char *between = "";

	for (unsigned i = 0; i < FLAG_COUNT; i++) {
		if (!(vma->vm_flags & flag_names[i].bit))
			continue;
		text_addf(out, "%s%s", between, flag_names[i].word);
		between = " | ";
	}
}

void pgprot_words(unsigned prot, struct text *out)
{
	static const char *const types[] = { "cached", "write-combining", "not cached", "device" };

	text_addf(out, "%c%c%c, %s", prot & PROT_READ ? 'r' : '-', prot & PROT_WRITE ? 'w' : '-',
	          prot & PROT_EXEC ? 'x' : '-', types[(prot & PGPROT_TYPE) >> 4]);
}

void vma_pages_show(const struct kernel *k, const struct vm_area_struct *vma, struct text *out)
{
	const struct pte_run *run = k->process->ptes;

	for (; run; run = run->next) {
		uint64_t bytes = run->pages << PAGE_SHIFT(k);

		if (run->addr >= vma->vm_end || run->addr + bytes <= vma->vm_start)
			continue;
		text_addf(out, "0x%016" PRIx64 " leads to 0x%" PRIx64 ", pages: %" PRIu64 ", ",
		          run->addr, PFN_PHYS(k, run->pfn), run->pages);
		pgprot_words(run->prot, out);
		text_add_char(out, '\n');
	}
}

/* A line of maps; device and inode of the file are not simulated. */
static void map_line(const struct kernel *k, const struct vm_area_struct *vma, struct text *out)
{
	size_t mark = out->len;

	text_add_range(out, vma->vm_start, vma->vm_end);
	text_addf(out, " %c%c%c%c ", vma->vm_flags & VM_READ ? 'r' : '-',
	          vma->vm_flags & VM_WRITE ? 'w' : '-', vma->vm_flags & VM_EXEC ? 'x' : '-',
	          vma->vm_flags & VM_MAYSHARE ? 's' : 'p');
	text_add_hex(out, vma->vm_pgoff << PAGE_SHIFT(k), 8);
	text_add(out, " 00:00 0 ");
	while (out->len - mark < 73)
		text_add_char(out, ' ');
	text_addf(out, "%s\n", vma->path);
}

void maps_show(const struct kernel *k, struct text *out)
{
	const struct vm_area_struct *vma = k->process ? k->process->mmap : NULL;

	for (; vma; vma = vma->next)
		map_line(k, vma, out);
}

void smaps_show(const struct kernel *k, struct text *out)
{
	const struct vm_area_struct *vma = k->process ? k->process->mmap : NULL;

	for (; vma; vma = vma->next) {
		map_line(k, vma, out);
		text_addf(out, "Size:           %8" PRIu64 " kB\n",
		          (vma->vm_end - vma->vm_start) >> 10);
		text_addf(out, "KernelPageSize: %8" PRIu64 " kB\n", PAGE_SIZE(k) >> 10);
		text_addf(out, "MMUPageSize:    %8" PRIu64 " kB\n", PAGE_SIZE(k) >> 10);
		/* Frames without a struct page that counts are nobody's memory. */
		text_add(out, "Rss:                   0 kB\nVmFlags: ");
		vma_flags_show(k, vma, out);
		text_add_char(out, '\n');
	}
}
