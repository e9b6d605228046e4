/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm/mmap.c: mmap(2) and munmap(2), of files that are devices. */
#include "linux/include/mm.h"

#include "linux/arch/arch.h"
#include "linux/drivers/char/mem.h"

#define MMAP_FILE "mm/mmap.c"

/* The least distance of mappings from the end of the address space: room for a stack. */
#define MIN_GAP (128ull << 20)

enum {
	BAD_OFFSET,
	NO_LENGTH,
	TOO_LONG,
	OFFSET_OVERFLOW,
	NO_SPACE,
	NOT_WRITABLE,
	NOT_READABLE,
	NO_TYPE,
	PLACE,
	FLAGS,
	NOT_SHARED,
	ACCOUNTED,
	ASKS_DRIVER,
	DRIVER_REFUSES,
	MAPPED,
	BAD_ADDRESS,
	NOTHING_THERE,
	UNMAPPED,
	CUT,
};

static const struct sentence says[] = {
	[BAD_OFFSET] = { STEP_REFUSE, LEVEL_STOP, 1, "x",
	                 N_("{0} is no multiple of a page, and only whole pages can be mapped: "
	                    "-EINVAL.") },
	[NO_LENGTH] = { STEP_REFUSE, LEVEL_STOP, 2, "", N_("Nothing can be mapped: -EINVAL.") },
	[TOO_LONG] = { STEP_REFUSE, LEVEL_STOP, 2, "x",
	               N_("{0} bytes, rounded up to pages, are more than there are numbers for: "
	                  "-ENOMEM.") },
	[OFFSET_OVERFLOW] = { STEP_REFUSE, LEVEL_STOP, 2, "xx",
	                      N_("{1} bytes behind {0} do not end within the file's numbers: "
	                         "-EOVERFLOW.") },
	[NO_SPACE] = { STEP_REFUSE, LEVEL_STOP, 3, "s",
	               N_("The process has no {0} of addresses free: -ENOMEM.") },
	[NOT_WRITABLE] = { STEP_REFUSE, LEVEL_STOP, 4, "n",
	                   N_("{0} was opened for reading only, so a shared mapping that can be "
	                      "written is refused: -EACCES.") },
	[NOT_READABLE] = { STEP_REFUSE, LEVEL_STOP, 4, "n",
	                   N_("{0} was opened for writing only, and a mapping needs to read: "
	                      "-EACCES.") },
	[NO_TYPE] = { STEP_REFUSE, LEVEL_STOP, 4, "x",
	              N_("The flags {0} say neither shared nor private: -EINVAL.") },
	[PLACE] = { STEP_DECIDE, LEVEL_STEP, 3, "r",
	            N_("The highest free addresses of the process are {0}.") },
	[NOT_SHARED] = { STEP_DECIDE, LEVEL_STEP, 4, "n",
	                 N_("{0} was opened for reading only, so the mapping is not marked as "
	                    "shared, and can never become writable.") },
	[FLAGS] = { STEP_SET, LEVEL_STEP, 4, "x", N_("The new area has the flags {0}.") },
	[ACCOUNTED] = { STEP_DECIDE, LEVEL_STEP, 4, "s",
	                N_("Private and writable: {0} of memory are counted as the process's own, "
	                   "for the copies it may make.") },
	[ASKS_DRIVER] = { STEP_DECIDE, LEVEL_STEP, 5, "n",
	                  N_("The driver of {0} says what the area leads to.") },
	[DRIVER_REFUSES] = { STEP_REFUSE, LEVEL_STEP, 6, "en",
	                     N_("The driver of {1} returned {0}: the area is given up.") },
	[MAPPED] = { STEP_MAP, LEVEL_STOP, 7, "rn",
	             N_("{1} is mapped at {0}; the process can read and write it without asking the "
	                "kernel again.") },
	[BAD_ADDRESS] = { STEP_REFUSE, LEVEL_STOP, 1, "ax",
	                  N_("{1} bytes at {0} are no whole pages of the process: -EINVAL.") },
	[NOTHING_THERE] = { STEP_DECIDE, LEVEL_STEP, 2, "r",
	                    N_("Nothing is mapped in {0}, and that is no error.") },
	[UNMAPPED] = { STEP_UNMAP, LEVEL_STOP, 4, "rn",
	               N_("{0}, where {1} was mapped, is no address of the process any more.") },
	[CUT] = { STEP_RESIZE, LEVEL_STEP, 3, "rr",
	          N_("Only {1} of the area {0} is unmapped, so the rest stays.") },
};

struct process_state *process_of(struct kernel *k)
{
	if (!k->process)
		SET(k, k->process, sim_alloc(k->sim, sizeof(*k->process)));
	return k->process;
}

struct vm_area_struct *find_vma(const struct kernel *k, uint64_t addr)
{
	struct vm_area_struct *vma = k->process ? k->process->mmap : NULL;

	while (vma && !(addr >= vma->vm_start && addr < vma->vm_end))
		vma = vma->next;
	return vma;
}

static uint64_t task_size(const struct kernel *k)
{
	unsigned bits = k->mapping->va_bits, most = 48;

	if (arch_row(k)->user_has_half) {
		bits--;
		most--;
	}
	return 1ull << (bits < most ? bits : most);
}

/* arch_get_unmapped_area_topdown(): the highest gap of LEN bytes; 0 for none. */
static uint64_t unmapped_area(const struct kernel *k, uint64_t len)
{
	uint64_t end = task_size(k) - MIN_GAP;

	for (;;) {
		const struct vm_area_struct *in_the_way = NULL, *vma = k->process->mmap;

		if (end <= len)
			return 0;
		for (; vma && vma->vm_start < end; vma = vma->next)
			if (vma->vm_end > end - len)
				in_the_way = vma;
		if (!in_the_way)
			return end - len;
		end = in_the_way->vm_start;
	}
}

static void link_vma(struct kernel *k, struct vm_area_struct *vma)
{
	struct vm_area_struct **slot = &k->process->mmap;

	while (*slot && (*slot)->vm_start < vma->vm_start)
		slot = &(*slot)->next;
	SET(k, vma->next, *slot);
	SET(k, *slot, vma);
}

static void unlink_vma(struct kernel *k, struct vm_area_struct *vma)
{
	struct vm_area_struct **slot = &k->process->mmap;

	while (*slot != vma)
		slot = &(*slot)->next;
	SET(k, *slot, vma->next);
}

static const struct outline outline_mmap = {
	"do_mmap",
	MMAP_FILE,
	"nsxxx",
	'x',
	N_("Puts a file into a process's address space: mmap(2) is this."),
	N_("The kernel only makes room; what lies behind the addresses is the file's own "
	   "business, and most drivers have no mmap at all."),
	{ N_("the offset must be a multiple of a page"),
	  N_("the length is rounded up to pages; none is an error"), N_("find free addresses"),
	  N_("work out the area's flags from what is asked and how the file was opened"),
	  N_("let the file's own mmap fill it"), N_("it refuses: give the area up"),
	  N_("return the address") }
};

/* What mmap(2) looks at before there is an area: 0 or an errno. */
static int64_t check_request(struct kernel *k, const struct dev_file *file, uint64_t len,
                             unsigned prot, unsigned flags, uint64_t offset)
{
	unsigned type = flags & MAP_TYPE;

	if (offset & ~PAGE_MASK(k)) {
		TELL(k, &says[BAD_OFFSET], offset);
		return -EINVAL;
	}
	if (!len) {
		TELL(k, &says[NO_LENGTH]);
		return -EINVAL;
	}
	if (!PAGE_ALIGN(k, len)) {
		TELL(k, &says[TOO_LONG], len);
		return -ENOMEM;
	}
	/* Positions of /dev/mem go up to the last number, and no further. */
	if (offset > UINT64_MAX - PAGE_ALIGN(k, len) + 1) {
		TELL(k, &says[OFFSET_OVERFLOW], offset, len);
		return -EOVERFLOW;
	}
	if (!unmapped_area(k, PAGE_ALIGN(k, len))) {
		TELL(k, &says[NO_SPACE], PAGE_ALIGN(k, len));
		return -ENOMEM;
	}
	if (type != MAP_SHARED && type != MAP_PRIVATE) {
		TELL(k, &says[NO_TYPE], flags);
		return -EINVAL;
	}
	if (type == MAP_SHARED && (prot & PROT_WRITE) && !(file->prot & PROT_WRITE)) {
		TELL(k, &says[NOT_WRITABLE], name_id(file->path));
		return -EACCES;
	}
	if (!(file->prot & PROT_READ)) {
		TELL(k, &says[NOT_READABLE], name_id(file->path));
		return -EACCES;
	}
	return 0;
}

static uint64_t work_out_flags(struct kernel *k, const struct dev_file *file, unsigned prot,
                               unsigned flags, uint64_t len)
{
	uint64_t vm_flags = prot | VM_MAYREAD | VM_MAYWRITE | VM_MAYEXEC;

	if ((flags & MAP_TYPE) == MAP_SHARED) {
		vm_flags |= VM_SHARED | VM_MAYSHARE;
		if (!(file->prot & PROT_WRITE)) {
			vm_flags &= ~(VM_MAYWRITE | VM_SHARED);
			TELL(k, &says[NOT_SHARED], name_id(file->path));
		}
	} else if (prot & PROT_WRITE) {
		vm_flags |= VM_ACCOUNT;
		TELL(k, &says[ACCOUNTED], len);
	}
	TELL(k, &says[FLAGS], vm_flags);
	return vm_flags;
}

/* The file's own mmap: that of /dev/mem, or the section of a driver's recipe. */
static int call_mmap(struct kernel *k, struct dev_file *file, struct vm_area_struct *vma)
{
	if (!file->dev)
		return mmap_mem(k, file, vma);
	TELL(k, &says[ASKS_DRIVER], name_id(file->path));
	if (!file->dev->driver || !k->hooks || !k->hooks->mmap)
		return -ENODEV;
	return k->hooks->mmap(k, file->dev, file->dev->driver, vma, k->hooks->arg);
}

uint64_t sys_mmap(struct kernel *k, struct dev_file *file, uint64_t len, unsigned prot,
                  unsigned flags, uint64_t offset)
{
	struct vm_area_struct *vma;
	uint64_t start;
	int64_t err;

	process_of(k);
	ENTER(k, &outline_mmap, name_id(file->path), len, prot, flags, offset);
	err = check_request(k, file, len, prot, flags, offset);
	if (err)
		return leave_word(k, (uint64_t)err);
	len = PAGE_ALIGN(k, len);
	start = unmapped_area(k, len);
	TELL(k, &says[PLACE], SPAN(start, len));
	vma = sim_alloc(k->sim, sizeof(*vma));
	SET(k, vma->vm_start, start);
	SET(k, vma->vm_end, start + len);
	SET(k, vma->vm_pgoff, offset >> PAGE_SHIFT(k));
	SET(k, vma->vm_flags, work_out_flags(k, file, prot, flags, len));
	SET(k, vma->vm_page_prot, prot);
	SET(k, vma->path, file->path);
	SET(k, vma->sync, file->sync);
	link_vma(k, vma);
	err = call_mmap(k, file, vma);
	if (err) {
		TELL(k, &says[DRIVER_REFUSES], (uint64_t)err, name_id(file->path));
		unmap_page_range(k, vma->vm_start, vma->vm_end);
		unlink_vma(k, vma);
		return leave_word(k, (uint64_t)err);
	}
	TELL(k, &says[MAPPED], SPAN(start, len), name_id(file->path));
	return leave_word(k, start);
}

static const struct outline outline_munmap = {
	"do_munmap",
	MMAP_FILE,
	"as",
	'e',
	N_("Takes a range out of a process's address space: munmap(2) is this."),
	N_("It need not be what one mmap() gave: areas are cut where they stand out."),
	{ N_("the range must be whole pages of the process"), N_("nothing there: done"),
	  N_("cut the areas that stand out of it"), N_("clear the page tables, drop the areas") }
};

/* What of VMA lies behind END becomes an area of its own. */
static void split_behind(struct kernel *k, struct vm_area_struct *vma, uint64_t end)
{
	struct vm_area_struct *rest = sim_alloc(k->sim, sizeof(*rest)), copy = *vma;

	copy.vm_pgoff += (end - vma->vm_start) >> PAGE_SHIFT(k);
	copy.vm_start = end;
	SET(k, *rest, copy);
	SET(k, vma->vm_end, end);
	link_vma(k, rest);
}

/* START to END (exclusive) of VMA, which holds them, are unmapped. */
static void cut(struct kernel *k, struct vm_area_struct *vma, uint64_t start, uint64_t end)
{
	if (start > vma->vm_start || end < vma->vm_end)
		TELL(k, &says[CUT], vma->vm_start, vma->vm_end - 1, start, end - 1);
	if (end < vma->vm_end)
		split_behind(k, vma, end);
	unmap_page_range(k, start, end);
	if (start > vma->vm_start)
		SET(k, vma->vm_end, start);
	else
		unlink_vma(k, vma);
	TELL(k, &says[UNMAPPED], start, end - 1, name_id(vma->path));
}

int sys_munmap(struct kernel *k, uint64_t addr, uint64_t len)
{
	uint64_t end = addr + PAGE_ALIGN(k, len);
	struct vm_area_struct *vma, *next;
	bool any = false;

	ENTER(k, &outline_munmap, addr, len);
	if ((addr & ~PAGE_MASK(k)) || end <= addr || end > task_size(k)) {
		TELL(k, &says[BAD_ADDRESS], addr, len);
		return leave_int(k, -EINVAL);
	}
	for (vma = process_of(k)->mmap; vma && vma->vm_start < end; vma = next) {
		next = vma->next;
		if (vma->vm_end <= addr)
			continue;
		cut(k, vma, max64(addr, vma->vm_start), min64(end, vma->vm_end));
		any = true;
	}
	if (!any)
		TELL(k, &says[NOTHING_THERE], addr, end - 1);
	return leave_int(k, 0);
}
