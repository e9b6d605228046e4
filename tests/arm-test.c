/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A boot of 32-bit Arm: what is to the byte there, what is a gap, what is highmem. */
#include "boot-bench.h"

static int arm_setup(void **state)
{
	int failed = board_setup(state);
	struct board *b = *state;
	struct profile *p = &b->machine.profile_storage;

	strcpy(p->arch, "arm");
	p->phys_addr_bits = p->pa_bits = p->va_bits = p->mapping.va_bits = 32;
	p->features &= ~(uint32_t)(FEATURE_NUMA | FEATURE_KERNEL_IMAGE_ADOPTED);
	p->image.text_offset = 0x8000;
	p->image.stext = 0;
	p->image.reserved_from = 0x100000;
	p->image.end = 0x1000000 - 0x123;
	p->sizes.resource = 32;
	p->crash_align = 128 * MIB;
	b->machine.kernel_base = RAM + 0x8000;
	return failed;
}

static void test_bytes(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	args(b, "cma=0 memblock=debug");
	reserved(b, "/reserved-memory/a@48800400", 0x48800400, 0x800);
	flag(b, "/reserved-memory/a@48800400", "no-map");
	boot(b, SIM_DONE);
	iomem_is(b, "40000000-488003ff : System RAM\n"
	            "  40008000-40807fff : Kernel code\n"
	            "  40a08000-41007edc : Kernel data\n"
	            "48800c00-4fffffff : System RAM\n");
	assert_true(logged(b, "memblock_reserve: [0x40108000-0x41007edc] arm_memblock_init"));
}

/* A bank that ends with the last address loses its last byte: no size can say it. */
static void test_last_byte(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	memory(b, "/memory@f0000000", 0xf0000000, 256 * MIB);
	memory(b, "/memory@high", 4 * GIB, GIB);
	memory(b, "/memory@low", 0, MIB);
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x40000000..0x4fffffff\n"
	             "   1: 0xf0000000..0xfffffffe\n");
	assert_true(logged(b, "OF: fdt: Ignoring memory block 0x100000000 - 0x140000000"));
	assert_true(logged(b, "OF: fdt: Ignoring memory block 0x0 - 0x100000"));
}

static void test_highmem(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, GIB);
	args(b, "vmalloc=512M crashkernel=16M cma=0");
	boot(b, SIM_DONE);
	/* 0xff800000 - 512 MiB - 8 MiB - 0xc0000000, above the start of RAM */
	assert_int_equal(b->k->setup->arm_lowmem_limit, 0x5f000000);
	assert_int_equal(b->k->setup->crashk_res.start, 0x58000000);
	iomem_is(b, "40000000-7fffffff : System RAM\n"
	            "  40008000-40807fff : Kernel code\n"
	            "  40a08000-41007edc : Kernel data\n"
	            "  58000000-58ffffff : Crash kernel\n");
}

/* mem= replaces what the tree says, and RAM that begins inside 2 MiB loses its start. */
static void test_mem(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, GIB);
	args(b, "memblock=debug mem=128M mem=64M@0x50100000 cma=0");
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x40000000..0x47ffffff\n"
	             "   1: 0x50100000..0x540fffff\n");
	assert_true(logged(b, "memblock_add: [0x40000000-0x47ffffff] arm_add_memory"));
}

/* What mem= names below the start of RAM, behind 32 bits or short of a page is no memory. */
static void test_mem_left_out(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, GIB);
	args(b, "mem=128M@0x3c000000 mem=64M@0x10000000 mem=64M@0x100000000 mem=100@0x50000800 "
	        "mem=300M@0xfff00000 cma=0");
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x40000000..0x43ffffff\n"
	             "   1: 0xfff00000..0xffffefff\n");
	assert_true(logged(b, "Ignoring memory below PHYS_OFFSET: 0x3c000000-0x40000000"));
	assert_true(logged(b, "Ignoring memory below PHYS_OFFSET: 0x10000000-0x14000000"));
	assert_true(
		logged(b, "Ignoring memory at 0x100000000 outside 32-bit physical address space"));
	assert_true(logged(
		b, "Truncating memory at 0xfff00000 to fit in 32-bit physical address space"));
}

static void test_odd_start(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM + MIB, 64 * MIB);
	args(b, "cma=0");
	boot(b, SIM_DONE);
	/* the image begins in what was left out, so its code has no entry */
	iomem_is(b, "40200000-440fffff : System RAM\n"
	            "  40a08000-41007edc : Kernel data\n");
}

#define ARM_TEST(name) cmocka_unit_test_setup_teardown(name, arm_setup, board_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ARM_TEST(test_bytes), ARM_TEST(test_last_byte),    ARM_TEST(test_highmem),
		ARM_TEST(test_mem),   ARM_TEST(test_mem_left_out), ARM_TEST(test_odd_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
