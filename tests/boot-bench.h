/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A board whose tree is made here, property by property, and its boot on a
 * guarded arena.  Its end checks that every step is sound and that the boot can be
 * undone and redone.
 */
#ifndef BOOTWALK_TESTS_BOOT_BENCH_H
#define BOOTWALK_TESTS_BOOT_BENCH_H

#include "resource-bench.h"

#include <libfdt.h>
#include <stdio.h>

#include "linux/drivers/of/fdt.h"
#include "linux/include/setup.h"
#include "linux/init/main.h"

#define MIB   (1ull << 20)
#define GIB   (1ull << 30)
#define RAM   0x40000000ull
#define IMAGE (RAM + 2 * MIB)
#define BLOB  (RAM + 128 * MIB)

struct board {
	struct machine machine;
	struct sim *sim;
	struct kernel *k;
	struct text out;
	unsigned char blob[65536] __attribute__((aligned(8)));
};

/* The node at PATH, made with all above it if need be. */
static inline int node_at(struct board *b, const char *path)
{
	const char *slash = strrchr(path, '/');
	int node = fdt_path_offset(b->blob, path), parent;
	char above[256];

	if (node >= 0)
		return node;
	snprintf(above, sizeof(above), "%s", path);
	above[slash - path] = '\0';
	parent = slash == path ? 0 : node_at(b, above);
	node = fdt_add_subnode(b->blob, parent, slash + 1);
	assert_true(node >= 0);
	return node;
}

static inline void flag(struct board *b, const char *path, const char *name)
{
	assert_int_equal(fdt_setprop(b->blob, node_at(b, path), name, NULL, 0), 0);
}

static inline void words(struct board *b, const char *path, const char *name, const char *value)
{
	int len = (int)strlen(value) + 1;

	assert_int_equal(fdt_setprop(b->blob, node_at(b, path), name, value, len), 0);
}

static inline void cell(struct board *b, const char *path, const char *name, uint32_t value)
{
	assert_int_equal(fdt_setprop_u32(b->blob, node_at(b, path), name, value), 0);
}

/* Add one entry, an address and a size of two cells each. */
static inline void entry(struct board *b, const char *path, const char *name, uint64_t base,
                         uint64_t size)
{
	int node = node_at(b, path);

	assert_int_equal(fdt_appendprop_u64(b->blob, node, name, base), 0);
	node = node_at(b, path);
	assert_int_equal(fdt_appendprop_u64(b->blob, node, name, size), 0);
}

static inline void memory(struct board *b, const char *path, uint64_t base, uint64_t size)
{
	words(b, path, "device_type", "memory");
	entry(b, path, "reg", base, size);
}

static inline void args(struct board *b, const char *bootargs)
{
	words(b, "/chosen", "bootargs", bootargs);
}

/* A child of /reserved-memory, which is made as the kernel wants it. */
static inline void reserved(struct board *b, const char *path, uint64_t base, uint64_t size)
{
	cell(b, "/reserved-memory", "#address-cells", 2);
	cell(b, "/reserved-memory", "#size-cells", 2);
	flag(b, "/reserved-memory", "ranges");
	node_at(b, path);
	if (size)
		entry(b, path, "reg", base, size);
}

static inline int board_setup(void **state)
{
	struct board *b = calloc(1, sizeof(*b));
	struct profile *p;

	assert_non_null(b);
	p = &b->machine.profile_storage;
	*p = profile_bare;
	strcpy(p->arch, "arm64");
	p->features |= FEATURE_KERNEL_IMAGE_ADOPTED | FEATURE_CRASHKERNEL_IN_BOOTMEM |
	               FEATURE_FDT_CRASH_DUMP | FEATURE_DYNAMIC_NOMAP_MARKED |
	               FEATURE_INITRD_NOMAP_CLEARED | FEATURE_KEXEC_CORE | FEATURE_CMA;
	p->image.stext = 0x10000;
	p->image.init_begin = 0x800000;
	p->image.sdata = 0xa00000;
	p->image.init_pg_dir = 0xffb000;
	p->image.init_pg_end = 0x1000000;
	p->image.end = 0x1000000;
	p->sizes.log_buf = 128 << 10;
	p->reserved_mem_nodes = 4;
	b->machine.profile = p;
	b->machine.kernel_base = IMAGE;
	b->machine.fdt_base = BLOB;
	b->machine.fdt_size = 0x1000;
	assert_int_equal(fdt_create_empty_tree(b->blob, sizeof(b->blob)), 0);
	cell(b, "/", "#address-cells", 2);
	cell(b, "/", "#size-cells", 2);
	words(b, "/", "model", "test board");
	*state = b;
	return 0;
}

static inline void run_body(void *k)
{
	start_kernel(k);
}

static inline void boot(struct board *b, enum sim_end expected)
{
	struct sim_limits limits = sim_default_limits;
	struct error err;

	limits.arena = 64 << 20;
	b->machine.fdt = b->blob;
	b->machine.fdt_len = fdt_totalsize(b->blob);
	b->machine.nodes = nodes_new(b->blob);
	b->sim = sim_new(&limits, true, &err);
	assert_non_null(b->sim);
	b->k = kernel_new(b->sim, b->machine.profile, &b->machine);
	assert_int_equal(sim_try(b->sim, run_body, b->k), expected);
}

static inline int board_teardown(void **state)
{
	struct board *b = *state;

	if (b->sim) {
		check_run(b->sim);
		sim_free(b->sim);
	}
	nodes_free(b->machine.nodes);
	text_free(&b->out);
	free(b);
	return 0;
}

static inline void memory_is(struct board *b, const char *expected)
{
	text_clear(&b->out);
	memblock_debug_show(b->k, &b->out, &b->k->mm_memblock.memblock.memory);
	assert_string_equal(text_str(&b->out), expected);
}

static inline void iomem_is(struct board *b, const char *expected)
{
	text_clear(&b->out);
	assert_true(proc_show_all(b->k, IOMEM, true, &b->out));
	assert_string_equal(text_str(&b->out), expected);
}

static inline bool logged(const struct board *b, const char *line)
{
	for (const struct log_line *l = b->sim->log->first; l; l = l->next)
		if (!strcmp(l->text, line))
			return true;
	return false;
}

static inline bool is_reserved(struct board *b, phys_addr_t addr)
{
	const struct memblock_type *r = &b->k->mm_memblock.memblock.reserved;

	for (uint64_t i = 0; i < r->cnt; i++)
		if (addr - r->regions[i].base < r->regions[i].size)
			return true;
	return false;
}

/* A test that is given a fresh board. */
#define BOOT_TEST(name) cmocka_unit_test_setup_teardown(name, board_setup, board_teardown)

#endif
