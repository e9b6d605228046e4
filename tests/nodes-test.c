/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The index of a blob against libfdt, over every recorded blob; and what CPU nodes tell. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "machine/blob.h"
#include "support.h"

static void same_properties(const struct nodes *nodes, const void *fdt, int node)
{
	const struct node_entry *entry = nodes_find(nodes, node);
	uint32_t count = 0;
	int at;

	fdt_for_each_property_offset(at, fdt, node)
	{
		int len, found;
		const char *name;
		const void *value = fdt_getprop_by_offset(fdt, at, &name, &len);

		assert_ptr_equal(nodes_property(nodes, node, name, &found), value);
		assert_int_equal(found, len);
		count++;
	}
	assert_int_equal(entry->count, count);
	assert_null(nodes_property(nodes, node, "no-such-property", NULL));
}

static void same_subnodes(const struct nodes *nodes, const void *fdt, int node)
{
	int expected = fdt_first_subnode(fdt, node), child;

	nodes_for_each_subnode(child, nodes, node)
	{
		const char *name = nodes_find(nodes, child)->name;

		assert_int_equal(child, expected);
		assert_int_equal(nodes_subnode(nodes, node, name),
		                 fdt_subnode_offset(fdt, node, name));
		expected = fdt_next_subnode(fdt, expected);
	}
	assert_true(expected < 0);
	assert_true(nodes_subnode(nodes, node, "no-such-node") < 0);
}

static void check_blob(const char *path, void *arg)
{
	struct text text = { 0 }, file = { 0 };
	struct nodes *nodes;
	unsigned char *fdt;
	int node = -1, depth = -1;
	size_t count = 0;

	(void)arg;
	text_addf(&file, "%s/fdt.dtb", path);
	if (!test_read(text_str(&file), &text)) {
		text_free(&file);
		return;
	}
	fdt = aligned_alloc(8, (text.len + 7) & ~(size_t)7);
	assert_non_null(fdt);
	memcpy(fdt, text.s, text.len);
	nodes = nodes_new(fdt);
	while ((node = fdt_next_node(fdt, node, &depth)) >= 0 && depth >= 0) {
		const struct node_entry *entry = nodes_next(nodes, node - 1);

		assert_int_equal(entry->offset, node);
		assert_int_equal(entry->depth, depth);
		assert_string_equal(entry->name, fdt_get_name(fdt, node, NULL));
		assert_null(nodes_find(nodes, node + 1));
		same_properties(nodes, fdt, node);
		same_subnodes(nodes, fdt, node);
		count++;
	}
	assert_int_equal(nodes->count, count);
	nodes_free(nodes);
	free(fdt);
	text_free(&text);
	text_free(&file);
}

static void test_against_libfdt(void **state)
{
	(void)state;
	assert_true(test_each("oracle", "", check_blob, NULL) > 100);
}

static void test_kinds_of_cpus(void **state)
{
	static const struct {
		const char *compatible;
		const char *kind;
	} rows[] = {
		{ "arm,cortex-a7", "arm" },     { "arm,cortex-a72", "arm64" },
		{ "arm,cortex-a5", "arm" },     { "arm,cortex-a53", "arm64" },
		{ "arm,armv8", "arm64" },       { "arm,arm1176jzf-s", "arm" },
		{ "arm,neoverse-n1", "arm64" }, { "sifive,u54", NULL },
		{ "riscv", "riscv64" },         { "arm,armv7", "arm" },
		{ "arm,cortex-m7", "arm-m" },   { "arm,armv7m", "arm-m" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		unsigned char fdt[4096] __attribute__((aligned(8)));
		struct nodes *nodes;
		const char *kind;
		char seen[64];
		int cpu;

		assert_int_equal(fdt_create_empty_tree(fdt, sizeof(fdt)), 0);
		cpu = fdt_add_subnode(fdt, fdt_add_subnode(fdt, 0, "cpus"), "cpu@0");
		assert_int_equal(fdt_setprop(fdt, cpu, "compatible", rows[i].compatible,
		                             (int)strlen(rows[i].compatible) + 1),
		                 0);
		nodes = nodes_new(fdt);
		kind = blob_cpu_kind(nodes, seen, sizeof(seen));
		assert_string_equal(seen, rows[i].compatible);
		assert_string_equal(kind ? kind : "", rows[i].kind ? rows[i].kind : "");
		assert_int_equal(blob_cpus(nodes), 1);
		nodes_free(nodes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_against_libfdt),
		cmocka_unit_test(test_kinds_of_cpus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
