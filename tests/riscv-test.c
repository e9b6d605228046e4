/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A boot of RISC-V: how many levels of page tables, and what the first entries are. */
#include "boot-bench.h"

#include "linux/include/io.h"
#include "linux/mm/vmalloc.h"

#define PAGE_BITS 0xe7ull

static int riscv_setup(void **state)
{
	int failed = board_setup(state);
	struct board *b = *state;
	struct profile *p = &b->machine.profile_storage;

	strcpy(p->arch, "riscv");
	p->va_bits = 57;
	p->pa_bits = 56;
	p->features &= ~(uint64_t)(FEATURE_KERNEL_IMAGE_ADOPTED | FEATURE_CMA);
	p->features |= FEATURE_CRASH_RESERVE;
	p->image.text_offset = 2 * MIB;
	p->image.stext = 0x2000;
	p->image.init_begin = 0x7ff123;
	p->image.init_data = 0xa00000;
	p->image.rodata = 0xc00000;
	p->image.rodata_end = 0xe00000;
	p->image.sdata = 0x1000000;
	p->image.data_end = 0x1100000;
	p->image.bss = 0x1101000;
	p->image.bss_end = 0x1122338;
	p->image.end = 0x1123000;
	p->io_space_limit = 0xffffff;
	p->mapping = (struct profile_mapping){
		.linear = 0xff60000000000000,
		.linear_4 = 0xffffaf8000000000,
		.linear_3 = 0xffffffd600000000,
		.vmalloc_start = 0xff20000000000000,
		.vmalloc_end = 0xff60000000000000,
		.ports = 0xff1bffffff000000,
		.way = WAY_ANYTHING,
		.levels = 5,
		.va_bits = 57,
		.frame_bit = 10,
		.block_shift = 30,
		.align_shift = 30,
		.entry = { PAGE_BITS, PAGE_BITS, PAGE_BITS },
		.kinds = 0x7,
	};
	words(b, "/cpus/cpu@0", "device_type", "cpu");
	words(b, "/cpus/cpu@0", "compatible", "riscv");
	words(b, "/cpus/cpu@0", "riscv,isa", "rv64imafdc");
	memory(b, "/memory@40000000", RAM, 256 * MIB);
	return failed;
}

/* A boot with one hart of that kind; the levels that its page tables have. */
static void levels_are(const char *type, bool new, const char *arguments, unsigned levels,
                       uint64_t linear, uint64_t vmalloc_start, uint64_t ports)
{
	void *state;
	struct board *b;

	assert_int_equal(riscv_setup(&state), 0);
	b = state;
	if (type)
		words(b, "/cpus/cpu@0", "mmu-type", type);
	if (new)
		words(b, "/cpus/cpu@0", "riscv,isa-base", "rv64i");
	args(b, arguments);
	boot(b, SIM_DONE);
	assert_int_equal(b->k->mapping->levels, levels);
	assert_int_equal(b->k->mapping->linear, linear);
	assert_int_equal(b->k->mapping->vmalloc_start, vmalloc_start);
	assert_int_equal(b->k->mapping->vmalloc_end, linear);
	assert_int_equal(b->k->mapping->ports, ports);
	assert_int_equal(b->k->mapping->block_shift, levels > 3 ? 30 : 21);
	board_teardown(&state);
}

#define FIVE  5, 0xff60000000000000, 0xff20000000000000, 0xff1bffffff000000
#define FOUR  4, 0xffffaf8000000000, 0xffff8f8000000000, 0xffff8d7fff000000
#define THREE 3, 0xffffffd600000000, 0xffffffc600000000, 0xffffffc4ff000000

static void test_levels(void **state)
{
	(void)state;
	levels_are(NULL, false, "", FIVE);
	levels_are("riscv,sv57", true, "", FIVE);
	levels_are("riscv,sv48", true, "", FOUR);
	/* what QEMU before 8.0 says of every processor */
	levels_are("riscv,sv48", false, "", FIVE);
	levels_are("riscv,sv39", false, "", THREE);
	levels_are("riscv,sv57", true, "quiet no5lvl", FOUR);
	levels_are("riscv,sv39", true, "no5lvl", THREE);
	levels_are("riscv,sv57", true, "no4lvl", THREE);
	/* a part of a word is enough, and the smaller one counts */
	levels_are("riscv,sv57", true, "no5lvl xno4lvlx", THREE);
}

static void test_image_between_blocks(void **state)
{
	struct board *b = *state;

	b->machine.kernel_base = IMAGE + MIB;
	boot(b, SIM_PANIC);
}

static void test_resources(void **state)
{
	struct board *b = *state;

	/* the firmware's, one that is no-map, one that RAM does not hold */
	reserved(b, "/reserved-memory/fw@40000000", RAM, 0x80000);
	reserved(b, "/reserved-memory/n@48800400", 0x48800400, 0x2800);
	flag(b, "/reserved-memory/n@48800400", "no-map");
	reserved(b, "/reserved-memory/o@30000100", 0x30000100, 0x200);
	args(b, "crashkernel=16M");
	boot(b, SIM_DONE);
	iomem_is(b, "30000000-30000fff : Reserved\n"
	            "40000000-487fffff : System RAM\n"
	            "  40000000-4007ffff : Reserved\n"
	            "  40200000-40201fff : Reserved\n"
	            "  40202000-41322337 : Kernel image\n"
	            "    40202000-409ff122 : Kernel code\n"
	            "    40e00000-40ffffff : Kernel rodata\n"
	            "    41200000-412fffff : Kernel data\n"
	            "    41301000-41322337 : Kernel bss\n"
	            "  41322338-413fffff : Reserved\n"
	            "  48000000-48000fff : Reserved\n"
	            "48801000-48801fff : Reserved\n"
	            "48803000-4fffffff : System RAM\n"
	            "  4efff000-4effffff : Reserved\n"
	            "  4f000000-4fffffff : Crash kernel\n");
}

/* So does memory that is no-map and holds no whole page. */
static void test_less_than_a_page(void **state)
{
	struct board *b = *state;

	reserved(b, "/reserved-memory/n@48800400", 0x48800400, 0x1000);
	flag(b, "/reserved-memory/n@48800400", "no-map");
	boot(b, SIM_DONE);
	iomem_is(b, "");
	assert_true(logged(b, "Failed to add a Reserved resource at 48801000"));
}

/* What begins outside of RAM and reaches into it cannot be inserted: then nothing is there. */
static void test_all_out(void **state)
{
	struct board *b = *state;

	reserved(b, "/reserved-memory/o@3ff00000", 0x3ff00000, 0x180000);
	boot(b, SIM_DONE);
	iomem_is(b, "");
	assert_true(logged(b, "Failed to add a System RAM resource at 40000000"));
	assert_true(logged(b, "release child resource [mem 0x3ff00000-0x4007ffff]"));
	assert_int_equal(b->k->setup->num_standard_resources, 0);
}

/* A crash kernel that does not fit low goes high, and 128 MiB of low memory with it. */
static void test_crash_kernel_high(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@50000000", RAM + 256 * MIB, 128 * MIB);
	memory(b, "/memory@100000000", 4 * GIB, 2 * GIB);
	args(b, "crashkernel=512M");
	boot(b, SIM_DONE);
	assert_int_equal(b->k->setup->crashk_res.start, 6 * GIB - 512 * MIB);
	assert_int_equal(resource_size(&b->k->setup->crashk_res), 512 * MIB);
	assert_int_equal(resource_size(&b->k->setup->crashk_low_res), 128 * MIB);
	assert_true(b->k->setup->crashk_low_res.end < 4 * GIB);
}

/* Low memory that cannot be had takes the high memory with it. */
static void test_crash_kernel_given_back(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@100000000", 4 * GIB, 2 * GIB);
	args(b, "crashkernel=512M,high crashkernel=300M,low");
	boot(b, SIM_DONE);
	assert_int_equal(b->k->setup->crashk_res.end, 0);
	assert_false(is_reserved(b, 6 * GIB - 512 * MIB));
}

/* Memory is mapped like registers: nobody asks.  The page frame begins at bit 10 of an entry. */
static void test_ioremap(void **state)
{
	struct board *b = *state;
	struct pt_walk walk;
	uint64_t addr;

	boot(b, SIM_DONE);
	addr = ioremap(b->k, RAM + 64 * MIB, 0x1000);
	assert_true(addr >= 0xff20000000000000 && addr < 0xff60000000000000);
	assert_true(pt_walk(b->k, addr, &walk));
	assert_int_equal(walk.levels, 5);
	assert_int_equal(walk.phys, RAM + 64 * MIB);
	assert_int_equal(walk.prot, PAGE_BITS);
	assert_int_equal(walk.step[4].entry, (RAM + 64 * MIB) >> 12 << 10 | PAGE_BITS);
	/* 2 MiB are one entry of the PMD, which looks like one of a page */
	addr = ioremap(b->k, 0x10000000, 2 * MIB);
	assert_true(pt_walk(b->k, addr + 0x12345, &walk));
	assert_int_equal(walk.levels, 4);
	assert_int_equal(walk.phys, 0x10012345);
	assert_int_equal(walk.step[3].entry, 0x10000000ull >> 12 << 10 | PAGE_BITS);
}

#define RISCV(test) cmocka_unit_test_setup_teardown(test, riscv_setup, board_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_levels),
		RISCV(test_image_between_blocks),
		RISCV(test_resources),
		RISCV(test_all_out),
		RISCV(test_less_than_a_page),
		RISCV(test_crash_kernel_high),
		RISCV(test_crash_kernel_given_back),
		RISCV(test_ioremap),
	};

	return cmocka_run_group_tests_name("riscv", tests, NULL, NULL);
}
