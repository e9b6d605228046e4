/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first process's address space, as include/linux/mm.h and mm_types.h have it: what
 * it mapped, and its page tables.
 *
 * Nothing else is in it: no program, no stack.  Ranges of a vm_area_struct have an
 * exclusive end, as the kernel's.
 */
#ifndef BOOTWALK_LINUX_MM_H
#define BOOTWALK_LINUX_MM_H

#include "linux/include/device.h"
#include "linux/linux.h"

#define PROT_READ  0x1u
#define PROT_WRITE 0x2u
#define PROT_EXEC  0x4u

#define MAP_SHARED  0x01u
#define MAP_PRIVATE 0x02u
#define MAP_TYPE    0x0fu

#define VM_READ       0x00000001ull
#define VM_WRITE      0x00000002ull
#define VM_EXEC       0x00000004ull
#define VM_SHARED     0x00000008ull
#define VM_MAYREAD    0x00000010ull
#define VM_MAYWRITE   0x00000020ull
#define VM_MAYEXEC    0x00000040ull
#define VM_MAYSHARE   0x00000080ull
#define VM_PFNMAP     0x00000400ull
#define VM_IO         0x00004000ull
#define VM_DONTEXPAND 0x00040000ull
#define VM_ACCOUNT    0x00100000ull
#define VM_ARCH_1     0x01000000ull
#define VM_DONTDUMP   0x04000000ull
#define VM_SOFTDIRTY  0x08000000ull

/* How a page is accessed: PROT_* and the kind of memory that the CPU takes it for. */
#define PGPROT_WRITECOMBINE 0x10u
#define PGPROT_NONCACHED    0x20u
#define PGPROT_DEVICE       0x30u
#define PGPROT_TYPE         0x30u /* 0: cached, as RAM is */

struct vm_area_struct;

/* An open file of a device that can be read, written or mapped. */
struct dev_file {
	struct dev_file *next; /* of all that were ever opened; a closed one is used again */
	const char *path;      /* a name of the simulation */
	struct device *dev;    /* whose driver maps it; NULL for /dev/mem */
	unsigned prot;         /* PROT_READ, PROT_WRITE: how it was opened */
	bool sync;             /* O_SYNC */
	bool open;
	bool kept; /* by `open`, until it is opened again */
	uint64_t pos;
};

struct vm_area_struct {
	struct vm_area_struct *next; /* by address */
	uint64_t vm_start, vm_end;
	uint64_t vm_pgoff;
	uint64_t vm_flags;
	unsigned vm_page_prot; /* PROT_* and PGPROT_* */
	const char *path;      /* of the file that is mapped */
	bool sync;             /* that was opened with O_SYNC */
};

/* Page frames that follow each other, mapped by entries of one process's tables. */
struct pte_run {
	struct pte_run *next; /* by address */
	uint64_t addr, pages, pfn;
	unsigned prot;
};

struct process_state {
	struct dev_file *files;
	struct vm_area_struct *mmap; /* the lowest */
	struct pte_run *ptes;        /* the lowest */
	bool remap_warned;           /* mm/memory.c: a WARN_ON_ONCE() */
};

struct process_state *process_of(struct kernel *k);

/* mm/mmap.c.  OFFSET in bytes; the address, or -errno. */
uint64_t sys_mmap(struct kernel *k, struct dev_file *file, uint64_t len, unsigned prot,
                  unsigned flags, uint64_t offset);
int sys_munmap(struct kernel *k, uint64_t addr, uint64_t len);
/* The area that ADDR lies in; NULL for none. */
struct vm_area_struct *find_vma(const struct kernel *k, uint64_t addr);
/* Was that an error? */
static inline bool is_error_address(uint64_t addr)
{
	return addr >= (uint64_t)-4095;
}

/* mm/memory.c.  0, -EINVAL; an oops where the kernel has a BUG_ON(). */
int remap_pfn_range(struct kernel *k, struct vm_area_struct *vma, uint64_t addr, uint64_t pfn,
                    uint64_t size, unsigned prot);
/* Clear the entries for START to END (exclusive). */
void unmap_page_range(struct kernel *k, uint64_t start, uint64_t end);

#define PROC_MAPS  "/proc/self/maps"
#define PROC_SMAPS "/proc/self/smaps"

/* fs/proc/task_mmu.c: /proc/self/maps, and /proc/self/smaps as far as it is simulated. */
void maps_show(const struct kernel *k, struct text *out);
void smaps_show(const struct kernel *k, struct text *out);
/* "rd wr sh ...": the flags as smaps has them. */
void vma_flags_show(const struct kernel *k, const struct vm_area_struct *vma, struct text *out);
/* "VM_READ|VM_WRITE ...": the same as the kernel's source has them. */
void vma_flag_words(const struct vm_area_struct *vma, struct text *out);
/* A line for each run of its pages: "0x... -> 0x..., 16 pages, rw-, not cached". */
void vma_pages_show(const struct kernel *k, const struct vm_area_struct *vma, struct text *out);
/* "rw-, not cached": what vm_page_prot says. */
void pgprot_words(unsigned prot, struct text *out);

#endif
