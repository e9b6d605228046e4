/* SPDX-License-Identifier: GPL-3.0-or-later */
/* System RAM that comes and goes: what the tree, memblock and the allocator know of it. */
#include "resource-bench.h"

#include "linux/include/io.h"
#include "linux/include/memory_hotplug.h"
#include "linux/include/slab.h"

#define BLOCK (128ull << 20)

static const char *last_line(struct bench *b)
{
	return b->sim->log->last->text;
}

static void test_add(void **state)
{
	struct bench *b = *state;
	struct resource *ram;

	assert_int_equal(add_memory(b->k, 0, 2 * BLOCK, 2 * BLOCK), 0);
	ram = lookup_resource(b->k, &b->k->iomem_resource, 2 * BLOCK);
	assert_string_equal(ram->name, "System RAM");
	assert_int_equal(ram->flags, IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY);
	assert_true(memblock_is_map_memory(b->k, 2 * BLOCK));
	assert_true(pfn_valid(b->k, PFN_DOWN(b->k, 4 * BLOCK - 1)));
	assert_false(pfn_valid(b->k, PFN_DOWN(b->k, 4 * BLOCK)));
	assert_true(page_is_ram(b->k, PFN_DOWN(b->k, 2 * BLOCK)));

	assert_int_equal(add_memory_driver_managed(b->k, 0, 8 * BLOCK, BLOCK,
	                                           sim_name(b->sim, "System RAM (kmem)")),
	                 0);
	ram = lookup_resource(b->k, &b->k->iomem_resource, 8 * BLOCK);
	assert_int_equal(ram->flags, IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY |
	                                     IORESOURCE_SYSRAM_DRIVER_MANAGED);
	assert_int_equal(add_memory_driver_managed(b->k, 0, 9 * BLOCK, BLOCK, "kmem"), -EINVAL);
}

static void test_add_refused(void **state)
{
	struct bench *b = *state;

	put(b, 5 * BLOCK, 5 * BLOCK + 0xfff, "uart", IORESOURCE_MEM | IORESOURCE_BUSY);
	assert_int_equal(add_memory(b->k, 0, 4 * BLOCK, 2 * BLOCK), -EEXIST);
	assert_int_equal(add_memory(b->k, 0, BLOCK, 0x1000), -EINVAL);
	assert_string_equal(last_line(b), "Block size [0x8000000] unaligned hotplug range: start "
	                                  "0x8000000, size 0x1000");
	assert_int_equal(add_memory(b->k, 0, BLOCK, 0), -E2BIG);
	assert_int_equal(add_memory(b->k, 0, 1ull << 48, BLOCK), -E2BIG);
	assert_string_equal(last_line(b),
	                    "Hotplug memory [0x1000000000000-0x1000008000000] exceeds maximum "
	                    "addressable range [0x0-0xffffffffffff]");
	assert_int_equal(add_memory(b->k, 0, -BLOCK, BLOCK), -E2BIG);
	assert_int_equal(add_memory(b->k, 7, BLOCK, BLOCK), -EINVAL);
	/* What was claimed for them is gone again. */
	assert_null(lookup_resource(b->k, &b->k->iomem_resource, BLOCK));
	assert_false(memblock_is_memory(b->k, BLOCK));
	/* A claim that is not busy is no obstacle: the memory becomes its child. */
	put(b, 10 * BLOCK, 12 * BLOCK - 1, "window", IORESOURCE_MEM);
	assert_int_equal(add_memory(b->k, 0, 10 * BLOCK, BLOCK), 0);
}

static void test_remove(void **state)
{
	struct bench *b = *state;
	struct resource *ram;

	assert_int_equal(add_memory(b->k, 0, 2 * BLOCK, 3 * BLOCK), 0);
	assert_int_equal(memory_block_online(b->k, 3), 0);
	assert_int_equal(memory_block_online(b->k, 3), -EINVAL);
	assert_int_equal(remove_memory(b->k, 2 * BLOCK, 3 * BLOCK), -EBUSY);
	assert_string_equal(last_line(b), "removing memory fails, because memory "
	                                  "[0x0000000018000000-0x000000001fffffff] is onlined");
	assert_int_equal(memory_block_offline(b->k, 3), 0);
	assert_int_equal(remove_memory(b->k, 3 * BLOCK, BLOCK), 0);
	ram = lookup_resource(b->k, &b->k->iomem_resource, 2 * BLOCK);
	assert_int_equal(ram->end, 3 * BLOCK - 1);
	assert_int_equal(ram->sibling->start, 4 * BLOCK);
	assert_false(memblock_is_memory(b->k, 3 * BLOCK));
	assert_int_equal(memory_block_online(b->k, 3), -ENODEV);
	assert_int_equal(memory_block_online(b->k, UINT64_MAX), -ENODEV);
	/* Where there is no block, the kernel warns, once, and goes on. */
	assert_int_equal(remove_memory(b->k, 3 * BLOCK, BLOCK), 0);
	assert_string_equal(last_line(b), "---[ end trace 0000000000000000 ]---");
}

/* kmalloc() takes nothing from a block that is offline, and keeps online what it took from. */
static void test_offline_is_not_free(void **state)
{
	struct bench *b = *state;
	uint64_t addr;

	assert_int_equal(add_memory(b->k, 0, 2 * BLOCK, BLOCK), 0);
	assert_int_equal(free_pages_at_hand_over(b->k), 0);
	assert_int_equal(kmalloc(b->k, 64), 0);
	assert_int_equal(memory_block_online(b->k, 2), 0);
	assert_int_equal(free_pages_at_hand_over(b->k), BLOCK / 4096);
	addr = kmalloc(b->k, 0x8000);
	assert_int_equal(addr, phys_to_virt(b->k, 3 * BLOCK - 0x8000));
	assert_int_equal(memory_block_offline(b->k, 2), -EBUSY);
	kfree(b->k, addr);
	assert_int_equal(memory_block_offline(b->k, 2), 0);
}

static void remove_part(void *k)
{
	remove_memory(k, 0x1000, BLOCK);
}

static void remove_beyond(void *k)
{
	remove_memory(k, -BLOCK, BLOCK);
}

static void test_bugs(void **state)
{
	struct bench *b = *state;

	assert_int_equal(sim_try(b->sim, remove_part, b->k), SIM_OOPS);
	assert_int_equal(sim_try(b->sim, remove_beyond, b->k), SIM_OOPS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_add, setup, teardown),
		cmocka_unit_test_setup_teardown(test_add_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_remove, setup, teardown),
		cmocka_unit_test_setup_teardown(test_offline_is_not_free, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bugs, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
