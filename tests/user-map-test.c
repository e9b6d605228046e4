/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a process maps: areas and their flags, page tables, and what a driver must not do. */
#include "resource-bench.h"

#include "linux/drivers/char/mem.h"
#include "linux/include/mm.h"

enum { PAGE = 0x1000 };

static struct dev_file *opened(struct bench *b, unsigned prot)
{
	struct dev_file *f;

	assert_int_equal(dev_open(b->k, DEV_MEM, NULL, prot, false, AS_ROOT, &f), 0);
	return f;
}

/* Map LEN bytes of /dev/mem at OFFSET; it must succeed. */
static struct vm_area_struct *mapped(struct bench *b, uint64_t len, unsigned flags, uint64_t offset)
{
	struct dev_file *f = opened(b, PROT_READ | PROT_WRITE);
	uint64_t addr = sys_mmap(b->k, f, len, PROT_READ | PROT_WRITE, flags, offset);

	assert_false(is_error_address(addr));
	dev_close(b->k, f);
	return find_vma(b->k, addr);
}

/* The run of pages that ADDR lies in. */
static const struct pte_run *run_at(struct bench *b, uint64_t addr)
{
	const struct pte_run *run = b->k->process->ptes;

	while (run && !(addr >= run->addr && addr < run->addr + run->pages * PAGE))
		run = run->next;
	return run;
}

static void test_who_may_open(void **state)
{
	struct bench *b = *state;
	struct dev_file *f;

	assert_int_equal(dev_open(b->k, DEV_MEM, NULL, PROT_READ, false, AS_USER, &f), -EACCES);
	assert_int_equal(dev_open(b->k, DEV_MEM, NULL, PROT_READ, false, WITHOUT_RAWIO, &f),
	                 -EPERM);
	assert_int_equal(dev_open(b->k, "/dev/nothing", NULL, PROT_READ, false, AS_ROOT, &f),
	                 -ENOENT);
	assert_null(f);
	assert_int_equal(dev_open(b->k, DEV_ZERO, NULL, PROT_READ, false, AS_USER, &f), 0);
	f = opened(b, PROT_READ);
	assert_int_equal(memory_lseek(b->k, f, 0xfffffffffffff000), 0);
	assert_int_equal(memory_lseek(b->k, f, 0xfffffffffffff001), -EOVERFLOW);
}

static void test_reading_and_writing(void **state)
{
	struct bench *b = *state;
	struct dev_file *f = opened(b, PROT_READ | PROT_WRITE);

	assert_int_equal(read_mem(b->k, f, 4), -EFAULT);
	assert_int_equal(memblock_add(b->k, 0, 0x10000), 0);
	put(b, 0x4000, 0x7fff, "System RAM", IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY);
	assert_int_equal(read_mem(b->k, f, 0x4000), 0x4000);
	assert_int_equal(f->pos, 0x4000);
	assert_int_equal(read_mem(b->k, f, 1), -EPERM);
	assert_int_equal(f->pos, 0x4000);
	memory_lseek(b->k, f, 0x3000);
	/* The first page is written before the second is refused; the answer tells of neither. */
	assert_int_equal(write_mem(b->k, f, 0x1001), -EPERM);
	assert_int_equal(f->pos, 0x3000);
	assert_int_equal(write_mem(b->k, f, 0x1000), 0x1000);
	memory_lseek(b->k, f, 0x8000);
	assert_int_equal(read_mem(b->k, f, 0x8001), -EFAULT);
	assert_int_equal(read_mem(b->k, f, 0x8000), 0x8000);
}

static void test_areas(void **state)
{
	struct bench *b = *state;
	struct vm_area_struct *high = mapped(b, 1, MAP_SHARED, 0x9000000), *low, *next;

	assert_int_equal(high->vm_end, 0x1000000000000 - (128 << 20));
	assert_int_equal(high->vm_end - high->vm_start, PAGE);
	low = mapped(b, 4 * PAGE, MAP_SHARED, 0x10000000);
	assert_int_equal(low->vm_end, high->vm_start);
	assert_int_equal(low->vm_flags, VM_READ | VM_WRITE | VM_SHARED | VM_MAYREAD | VM_MAYWRITE |
	                                        VM_MAYEXEC | VM_MAYSHARE | VM_IO | VM_PFNMAP |
	                                        VM_DONTEXPAND | VM_DONTDUMP);
	assert_int_equal(low->vm_page_prot, PROT_READ | PROT_WRITE | PGPROT_NONCACHED);

	/* A hole in the middle: two areas are left, and the second knows its offset. */
	assert_int_equal(sys_munmap(b->k, low->vm_start + PAGE, PAGE), 0);
	assert_int_equal(low->vm_end - low->vm_start, PAGE);
	next = low->next;
	assert_int_equal(next->vm_start, low->vm_end + PAGE);
	assert_int_equal(next->vm_pgoff, 0x10002);
	assert_null(run_at(b, low->vm_end));
	assert_int_equal(run_at(b, next->vm_start)->pfn, 0x10002);

	assert_int_equal(sys_munmap(b->k, low->vm_start + 1, PAGE), -EINVAL);
	assert_int_equal(sys_munmap(b->k, low->vm_start, 0), -EINVAL);
	assert_int_equal(sys_munmap(b->k, low->vm_start, UINT64_MAX), -EINVAL);
	assert_int_equal(sys_munmap(b->k, 0x1000, PAGE), 0);
	assert_int_equal(sys_munmap(b->k, 0, 0x1000000000000), 0);
	assert_null(b->k->process->mmap);
	assert_null(b->k->process->ptes);
}

static void test_refused(void **state)
{
	static const struct {
		uint64_t len;
		unsigned opened, prot, flags;
		uint64_t offset;
		int err;
	} rows[] = {
		{ PAGE, PROT_READ, PROT_READ, MAP_SHARED, 1, -EINVAL },
		{ 0, PROT_READ, PROT_READ, MAP_SHARED, 0, -EINVAL },
		{ UINT64_MAX, PROT_READ, PROT_READ, MAP_SHARED, 0, -ENOMEM },
		{ 1ull << 48, PROT_READ, PROT_READ, MAP_SHARED, 0, -ENOMEM },
		{ 2 * PAGE, PROT_READ, PROT_READ, MAP_SHARED, 0xfffffffffffff000, -EOVERFLOW },
		{ PAGE, PROT_READ, PROT_READ, 0, 0, -EINVAL },
		{ PAGE, PROT_READ, PROT_WRITE, MAP_SHARED, 0, -EACCES },
		{ PAGE, PROT_WRITE, PROT_WRITE, MAP_SHARED, 0, -EACCES },
		{ PAGE, PROT_READ, PROT_READ | PROT_WRITE, MAP_PRIVATE, 0, 0 },
	};
	struct bench *b = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct dev_file *f = opened(b, rows[i].opened);
		uint64_t ret =
			sys_mmap(b->k, f, rows[i].len, rows[i].prot, rows[i].flags, rows[i].offset);

		if (rows[i].err)
			assert_int_equal((int64_t)ret, rows[i].err);
		else
			assert_false(is_error_address(ret));
		dev_close(b->k, f);
	}
	/* What was refused left no area behind. */
	assert_non_null(b->k->process->mmap);
	assert_null(b->k->process->mmap->next);
}

/* An area without entries, as a driver's mmap is given it. */
static struct vm_area_struct *empty_area(struct bench *b, unsigned flags)
{
	struct vm_area_struct *vma = mapped(b, 4 * PAGE, flags, 0x9000000);

	unmap_page_range(b->k, vma->vm_start, vma->vm_end);
	return vma;
}

static void test_remap(void **state)
{
	struct bench *b = *state;
	struct vm_area_struct *vma = empty_area(b, MAP_SHARED);

	/* A shared area may be filled in parts. */
	assert_int_equal(remap_pfn_range(b->k, vma, vma->vm_start, 0x100, PAGE, PROT_READ), 0);
	assert_int_equal(remap_pfn_range(b->k, vma, vma->vm_start + PAGE, 0x200, 1, PROT_READ), 0);
	assert_int_equal(run_at(b, vma->vm_start + PAGE)->pfn, 0x200);
	assert_int_equal(remap_pfn_range(b->k, vma, vma->vm_start + 2 * PAGE + 1, 0x300, PAGE, 0),
	                 -EINVAL);
	assert_string_equal(b->sim->log->last->text, "---[ end trace 0000000000000000 ]---");

	/* A private one that may be written must be filled whole, and remembers the frame. */
	vma = empty_area(b, MAP_PRIVATE);
	assert_int_equal(remap_pfn_range(b->k, vma, vma->vm_start, 0x100, PAGE, 0), -EINVAL);
	assert_int_equal(remap_pfn_range(b->k, vma, vma->vm_start + PAGE, 0x100, 3 * PAGE, 0),
	                 -EINVAL);
	assert_int_equal(remap_pfn_range(b->k, vma, vma->vm_start, 0x700, 4 * PAGE, 0), 0);
	assert_int_equal(vma->vm_pgoff, 0x700);
}

struct remapping {
	struct bench *b;
	struct vm_area_struct *vma;
	uint64_t size;
};

static void remap_it(void *arg)
{
	struct remapping *r = arg;

	remap_pfn_range(r->b->k, r->vma, r->vma->vm_start, 1, r->size, 0);
}

static void test_bugs(void **state)
{
	struct bench *b = *state;
	struct remapping r = { b, empty_area(b, MAP_SHARED), 0 };

	assert_int_equal(sim_try(b->sim, remap_it, &r), SIM_OOPS);
	r.size = UINT64_MAX;
	assert_int_equal(sim_try(b->sim, remap_it, &r), SIM_OOPS);
	r.size = PAGE;
	assert_int_equal(sim_try(b->sim, remap_it, &r), SIM_DONE);
	assert_int_equal(sim_try(b->sim, remap_it, &r), SIM_OOPS);
}

/* Of all the tables of a long range only some are told one by one. */
static void test_long_ranges(void **state)
{
	struct bench *b = *state;
	struct vm_area_struct *vma;
	size_t before = b->sim->step_count;

	vma = mapped(b, (64ull << 30) + 3 * PAGE, MAP_SHARED, 0x5000000000);
	assert_true(b->sim->step_count - before < 200);
	assert_int_equal(run_at(b, vma->vm_end - 1)->pages, (16ull << 20) + 3);
	before = b->sim->step_count;
	mapped(b, 64ull << 40, MAP_SHARED, 0x5000000000);
	assert_true(b->sim->step_count - before < 200);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_who_may_open, setup, teardown),
		cmocka_unit_test_setup_teardown(test_reading_and_writing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_areas, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_remap, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bugs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_ranges, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
