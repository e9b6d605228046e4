/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NUMA from small trees made here: node ids, distances, and what is wrong with them. */
#include "boot-bench.h"

static void test_numa(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 128 * MIB);
	cell(b, "/memory@40000000", "numa-node-id", 0);
	memory(b, "/memory@48000000", RAM + 128 * MIB, 128 * MIB);
	cell(b, "/memory@48000000", "numa-node-id", 1);
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x0000000040000000..0x0000000047ffffff\n"
	             "   1: 0x0000000048000000..0x000000004fffffff\n");
	assert_int_equal(b->k->mm_memblock.memblock.memory.regions[1].nid, 1);
	assert_false(logged(b, "NUMA: No NUMA configuration found"));
}

static void test_numa_partly(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 128 * MIB);
	memory(b, "/memory@48000000", RAM + 128 * MIB, 128 * MIB);
	cell(b, "/memory@48000000", "numa-node-id", 1);
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x0000000040000000..0x000000004fffffff\n");
	assert_int_equal(b->k->mm_memblock.memblock.memory.regions[0].nid, 0);
	assert_true(logged(b, "NUMA: Warning: invalid memblk node 16 [mem "
	                      "0x0000000040000000-0x0000000047ffffff]"));
}

static void distances(struct board *b, const uint32_t *cells, unsigned count)
{
	words(b, "/distance-map", "compatible", "numa-distance-map-v1");
	for (unsigned i = 0; i < count; i++)
		assert_int_equal(fdt_appendprop_u32(b->blob, node_at(b, "/distance-map"),
		                                    "distance-matrix", cells[i]),
		                 0);
}

static void test_numa_warnings(void **state)
{
	static const uint32_t matrix[] = { 0, 99, 20, 0, 1, 256, 0, 98, 30 };
	struct board *b = *state;
	unsigned warnings = 0;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	cell(b, "/memory@40000000", "numa-node-id", 0);
	distances(b, matrix, sizeof(matrix) / sizeof(matrix[0]));
	boot(b, SIM_DONE);
	for (const struct log_line *l = b->sim->log->first; l; l = l->next)
		warnings += !strncmp(l->text, "NUMA: Warning: ", 15);
	/* two kinds of them, each the first time only */
	assert_int_equal(warnings, 2);
	assert_true(logged(b, "NUMA: Warning: node ids are out of bound, from=0 to=99 "
	                      "distance=20"));
	assert_true(logged(b, "NUMA: Warning: invalid distance parameter, from=0 to=1 "
	                      "distance=256"));
}

static void test_numa_short_id(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	flag(b, "/memory@40000000", "numa-node-id");
	boot(b, SIM_DONE);
	assert_true(logged(b, "OF: NUMA: bad property in memory node"));
	assert_int_equal(b->k->mm_memblock.memblock.memory.regions[0].nid, 0);
}

static void test_numa_failed_cpu(void **state)
{
	static const struct {
		const char *status;
		bool counts;
	} rows[] = {
		{ "fail", false }, { "fail-sss", false }, { "failed", true }, { "okay", true }
	};
	struct board *b;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *fresh;

		board_setup(&fresh);
		b = fresh;
		memory(b, "/memory@40000000", RAM, 256 * MIB);
		words(b, "/cpus/cpu@0", "status", rows[i].status);
		cell(b, "/cpus/cpu@0", "numa-node-id", 99);
		boot(b, SIM_DONE);
		assert_int_equal(logged(b, "OF: NUMA: Node id 99 exceeds maximum value"),
		                 rows[i].counts);
		board_teardown(&fresh);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOT_TEST(test_numa),
		BOOT_TEST(test_numa_partly),
		BOOT_TEST(test_numa_warnings),
		BOOT_TEST(test_numa_short_id),
		BOOT_TEST(test_numa_failed_cpu),
	};

	return cmocka_run_group_tests_name("numa", tests, NULL, NULL);
}
