/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damaged and unusable blobs: each is refused in one sentence, or loaded, never worse. */
#include "machine-bench.h"

/* Find BYTES in the blob; a test that changes what is not there would prove nothing. */
static unsigned char *find(unsigned char *fdt, const char *bytes)
{
	unsigned char *p = memmem(fdt, fdt_totalsize(fdt), bytes, strlen(bytes));

	assert_non_null(p);
	return p;
}

static void test_bad_headers(void **state)
{
	unsigned char *fdt = new_tree();
	size_t len = fdt_totalsize(fdt);
	struct error err;

	(void)state;
	assert_null(load_bytes(fdt, 0, NULL, &err));
	assert_non_null(strstr(err.reason, "it has 0 bytes"));
	assert_null(load_bytes(fdt, 20, NULL, &err));
	assert_non_null(strstr(err.reason, "it has 20 bytes"));
	assert_null(load_bytes(fdt, len - 1, NULL, &err));
	assert_non_null(strstr(err.reason, "it is cut off"));
	assert_null(load_bytes("hello, world, this is not a device tree blob", 44, NULL, &err));
	assert_non_null(strstr(err.reason, "68656c6c"));
	fdt_set_version(fdt, 3);
	fdt_set_last_comp_version(fdt, 3);
	refused(fdt, NULL, "version 3");
	fdt = new_tree();
	fdt_set_last_comp_version(fdt, 99);
	refused(fdt, NULL, "its version is none that can be read");
}

/* Every word of the header and every byte of a small tree: refused or loaded, never worse. */
static void test_mangled(void **state)
{
	static const uint32_t values[] = { 0, 1, 7, 0x7fffffff, 0x80000000, 0xffffffff };
	unsigned char *fdt = new_tree();
	unsigned char *copy;
	struct error err;
	unsigned bad = 0;
	size_t len;

	(void)state;
	fdt_pack(fdt);
	len = fdt_totalsize(fdt);
	copy = malloc(len);
	assert_non_null(copy);
	for (size_t i = 0; i < len; i++) {
		for (size_t v = 0; v < sizeof(values) / sizeof(values[0]); v++) {
			memcpy(copy, fdt, len);
			if (i % 4 == 0 && i < sizeof(struct fdt_header))
				fdt32_st(copy + i, values[v]);
			else
				copy[i] = (unsigned char)(copy[i] ^ (1u << v));
			if (!blob_check(copy, len, "mangled", &err)) {
				assert_true(err.reason[0] != '\0');
				bad++;
			} else {
				char seen[32];

				struct nodes *nodes = nodes_new(copy);

				blob_cpus(nodes);
				blob_cpu_kind(nodes, seen, sizeof(seen));
				nodes_free(nodes);
			}
		}
	}
	assert_true(bad > 100);
	free(copy);
	free(fdt);
}

static void test_bad_names(void **state)
{
	unsigned char *fdt = new_tree();
	char where[32];

	(void)state;
	find(fdt, "cpu@0")[1] = 0x1b;
	snprintf(where, sizeof(where), "offset 0x%x", (unsigned)(find(fdt, "\x1bu@0") - fdt));
	refused(fdt, NULL, where);
	fdt = new_tree();
	find(fdt, "cpu@0")[0] = 0x80;
	refused(fdt, NULL, "the name of a node is not UTF-8");
	fdt = new_tree();
	find(fdt, "compatible")[3] = '\n';
	refused(fdt, NULL, "the name of a property holds a control character");
}

static void test_bad_cells(void **state)
{
	unsigned char *fdt = new_tree();

	(void)state;
	fdt_setprop_u32(fdt, 0, "#size-cells", 5);
	refused(fdt, NULL, "/:#size-cells is 5, the largest is 4");
	fdt = new_tree();
	fdt_setprop(fdt, fdt_path_offset(fdt, "/cpus"), "#address-cells", "ab", 2);
	refused(fdt, NULL, "/cpus:#address-cells has 2 bytes, a cell takes 4");
}

static void test_depth(void **state)
{
	struct error err;

	(void)state;
	for (int levels = BLOB_DEPTH_MAX; levels <= BLOB_DEPTH_MAX + 1; levels++) {
		unsigned char *fdt = new_tree();
		struct machine *m;
		int node = 0;

		for (int i = 1; i < levels; i++)
			node = fdt_add_subnode(fdt, node, "n");
		assert_true(node > 0);
		m = load_tree(fdt, NULL, &err);
		assert_int_equal(m != NULL, levels == BLOB_DEPTH_MAX);
		machine_free(m);
	}
	assert_non_null(strstr(err.reason, "deeper than 64 levels"));
}

static void test_one_root(void **state)
{
	unsigned char *fdt = calloc(1, TREE_ROOM);

	(void)state;
	fdt_create(fdt, TREE_ROOM);
	fdt_finish_reservemap(fdt);
	for (int i = 0; i < 2; i++) {
		fdt_begin_node(fdt, "");
		fdt_end_node(fdt);
	}
	fdt_finish(fdt);
	refused(fdt, NULL, "the blob is damaged");
}

static void test_no_memory(void **state)
{
	unsigned char *fdt = new_tree();

	(void)state;
	fdt_del_node(fdt, memory_node(fdt));
	refused(fdt, NULL, "no memory node; give one with --memory");
	fdt = new_tree();
	fdt_setprop_u32(fdt, memory_node(fdt), "reg", 0x40000000);
	refused(fdt, NULL, "/memory@40000000:no memory: reg has 1 cells, an entry takes 4");
	fdt = new_tree();
	fdt_setprop(fdt, memory_node(fdt), "linux,usable-memory", "", 0);
	refused(fdt, NULL, "linux,usable-memory has 0 cells");
	fdt = new_tree();
	fdt_delprop(fdt, memory_node(fdt), "reg");
	refused(fdt, NULL, "/memory@40000000:no memory: the node has no reg");
	fdt = new_tree();
	set_string(fdt, memory_node(fdt), "status", "disabled");
	refused(fdt, NULL, "has status okay");
	fdt = new_tree();
	fdt_delprop(fdt, memory_node(fdt), "device_type");
	refused(fdt, NULL, "has no device_type");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bad_headers), cmocka_unit_test(test_mangled),
		cmocka_unit_test(test_bad_names),   cmocka_unit_test(test_bad_cells),
		cmocka_unit_test(test_depth),       cmocka_unit_test(test_one_root),
		cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests_name("blob", tests, make_folder, remove_folder);
}
