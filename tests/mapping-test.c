/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * ioremap() and memremap() on made-up memory: what is refused, which page table entries
 * come of it, and what accessors do with them.  What recorded kernels answered is in
 * tests/mapping.sh.
 */
#include "mapping-bench.h"

#include <libfdt.h>

#include "machine/registers.h"

static void memory_of_1g(struct bench *b)
{
	memblock_add(b->k, 0x40000000, 0x10000000);
	memblock_add(b->k, 0x58000000, 0x8000000);
	put(b, 0x40000000, 0x4fffffff, "System RAM", IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY);
	put(b, 0x58000000, 0x5fffffff, "System RAM", IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY);
}

/* The table "Page tables" of what was recorded on arm64: levels, area, entries. */
static void test_page_tables(void **state)
{
	static const struct {
		uint64_t phys, size;
		uint64_t pages, two_mib, one_gib;
		uint64_t area; /* 0: not recorded */
		uint64_t first_entry;
	} rows[] = {
		{ 0x50000000, 0x1000, 1, 0, 0, 0x2000, 0x0068000050000713 },
		{ 0x100000000, 0x10000, 16, 0, 0, 0, 0 },
		{ 0x100000000, 0x1ff000, 511, 0, 0, 0, 0 },
		{ 0x100000000, 0x200000, 0, 1, 0, 0x201000, 0x0068000100000711 },
		{ 0x100000000, 0x201000, 1, 1, 0, 0, 0 },
		{ 0x100000000, 0x400000, 0, 2, 0, 0, 0 },
		{ 0x100100000, 0x300000, 768, 0, 0, 0, 0 },
		{ 0x100200000, 0x3ffff000, 511, 511, 0, 0x40000000, 0 },
		{ 0x140000000, 0x40000000, 0, 0, 1, 0, 0x0068000140000711 },
		{ 0x140000000, 0x40200000, 0, 1, 1, 0, 0 },
		{ 0x13fe00000, 0x40200000, 0, 513, 0, 0, 0 },
		{ 0x100000000, 0x80201000, 1, 1, 2, 0, 0 },
	};
	struct bench *b = *state;

	memory_of_1g(b);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t addr = ioremap(b->k, rows[i].phys, rows[i].size), count[PT_LEVELS];
		struct vm_struct *area = find_vm_area(b->k, addr);
		struct pt_walk walk;

		assert_non_null(area);
		pt_count(b->k, area, count);
		assert_int_equal(count[LEVEL_PTE], rows[i].pages);
		assert_int_equal(count[LEVEL_PMD], rows[i].two_mib);
		assert_int_equal(count[LEVEL_PUD], rows[i].one_gib);
		assert_true(!rows[i].area || area->size == rows[i].area);
		assert_true(pt_walk(b->k, addr, &walk));
		assert_int_equal(walk.phys, rows[i].phys);
		if (rows[i].first_entry)
			assert_int_equal(walk.step[walk.levels - 1].entry, rows[i].first_entry);
		/* the last byte is mapped, the guard page is not */
		assert_true(pt_walk(b->k, addr + rows[i].size - 1, &walk));
		assert_int_equal(walk.phys, rows[i].phys + rows[i].size - 1);
		assert_false(pt_walk(b->k, addr + rows[i].size, &walk));
		if (i % 2)
			iounmap(b->k, addr);
	}
}

/* Attribute indexes of an entry: bits 2 to 4. */
static unsigned attribute(struct bench *b, uint64_t addr)
{
	struct pt_walk walk;

	assert_true(pt_walk(b->k, addr, &walk));
	return walk.prot >> 2 & 7;
}

static void test_attributes(void **state)
{
	struct bench *b = *state;
	struct pt_walk walk;
	uint64_t addr;

	memory_of_1g(b);
	assert_int_equal(attribute(b, ioremap(b->k, 0x50000000, 0x1000)), 4);
	assert_int_equal(attribute(b, ioremap_as(b->k, IOREMAP_WT, 0x50000000, 4)), 4);
	assert_int_equal(attribute(b, ioremap_wc(b->k, 0x50000000, 4)), 2);
	assert_int_equal(attribute(b, ioremap_as(b->k, IOREMAP_CACHE, 0x50000000, 4)), 0);
	assert_int_equal(attribute(b, ioremap_np(b->k, 0x50000000, 4)), 3);
	assert_int_equal(attribute(b, memremap(b->k, 0x50000000, 4, MEMREMAP_WT)), 4);
	assert_int_equal(attribute(b, memremap(b->k, 0x50000000, 4, MEMREMAP_WC)), 2);
	assert_int_equal(attribute(b, memremap(b->k, 0x50000000, 4, MEMREMAP_WB)), 0);
	addr = memremap(b->k, 0x140000000, 2 * GIB, MEMREMAP_WC);
	assert_true(pt_walk(b->k, addr, &walk));
	assert_int_equal(walk.shift, 30);
	/* what stands in for it maps nothing; there is no such function at all */
	assert_int_equal(ioremap_as(b->k, IOREMAP_UC, 0x50000000, 4), 0);
	assert_false(ioremap_has(b->k, IOREMAP_NOCACHE));
}

/* A gigabyte by pages is a run for each table, and not an entry for each step. */
static void test_long_runs(void **state)
{
	struct bench *b = *state;
	size_t before = b->sim->step_count;
	uint64_t addr = ioremap(b->k, 0x100001000, GIB), count[PT_LEVELS];

	assert_true(b->sim->step_count - before < 2600);
	pt_count(b->k, find_vm_area(b->k, addr), count);
	assert_int_equal(count[LEVEL_PTE], 262144);
	iounmap(b->k, addr);
	assert_null(find_vm_area(b->k, addr));
	/* more tables than there is memory */
	assert_int_equal(ioremap(b->k, 0x100001000, 0x400000000000), 0);
	assert_int_equal(ioremap(b->k, 0, 1ull << 48), 0);
	assert_true(logged(b, "vmap allocation for size 281474976714752 failed: use vmalloc=<size> "
	                      "to increase size"));
}

static void test_refusals(void **state)
{
	struct bench *b = *state;

	memory_of_1g(b);
	assert_int_equal(ioremap(b->k, 0x50000000, 0), 0);
	assert_int_equal(ioremap(b->k, UINT64_MAX, 2), 0);
	assert_int_equal(ioremap(b->k, 0x50000000, UINT64_MAX), 0);
	assert_int_equal(ioremap(b->k, 1ull << 48, 0x1000), 0);
	assert_int_equal(ioremap(b->k, (1ull << 48) - 1, 2), 0);
	assert_int_not_equal(ioremap(b->k, (1ull << 48) - 1, 1), 0);
	assert_false(logged(b, "WARNING"));
	/* the first frame decides: RAM then hole is refused, hole then RAM is mapped */
	assert_int_equal(ioremap(b->k, 0x4ffff000, 0x2000), 0);
	assert_true(logged(b, "WARNING: CPU: 0 PID: 1 at arch/arm64/mm/ioremap.c:15 "
	                      "ioremap_allowed"));
	assert_int_equal(ioremap(b->k, 0x57fffffe, 4) & 0xfff, 0xffe);
	/* the linear map has cached memory already */
	assert_int_equal(ioremap_as(b->k, IOREMAP_CACHE, 0x44000000, 4), 0xffff000004000000);
	iounmap(b->k, 0xffff000004000000);
	iounmap(b->k, 0);
}

/* An older arm64 rounds first: no bytes in the middle of a page are one page. */
static void test_rounded_first(void **state)
{
	struct bench *b = *state;
	struct profile p;

	use_kernel(b, &p, "linux-5.10-arm64");
	memory_of_1g(b);
	assert_int_equal(ioremap(b->k, 0x50000000, 0), 0);
	assert_int_equal(ioremap(b->k, 0x50000010, 0) & 0xfff, 0x10);
	assert_int_equal(attribute(b, ioremap(b->k, 0x50000000, 4)), 5);
	assert_int_equal(ioremap(b->k, 0x44000000, 4), 0);
	assert_true(logged(b, "arch/arm64/mm/ioremap.c:47 __ioremap_caller"));
	assert_false(ioremap_has(b->k, IOREMAP_NP));
	/* pfn_valid() is about the page there, and about its section in newer ones */
	assert_true(pfn_valid(b->k, 0x44000));
	assert_false(pfn_valid(b->k, 0x50000));
}

static void test_memremap(void **state)
{
	struct bench *b = *state;
	unsigned warnings = 0;

	memory_of_1g(b);
	put(b, 0x50100000, 0x501fffff, "reserved", IORESOURCE_MEM);
	put(b, 0x57f00000, 0x57ffffff, "reserved", IORESOURCE_MEM);
	assert_int_equal(memremap(b->k, 0x44000123, 4, MEMREMAP_WB), 0xffff000004000123);
	assert_int_equal(memremap(b->k, 0x44000000, 4, MEMREMAP_WT), 0);
	assert_int_equal(memremap(b->k, 0x59000000, 4, MEMREMAP_WC), 0);
	assert_int_equal(memremap(b->k, 0x44000000, 4, 0), 0);
	assert_int_equal(memremap(b->k, 0x50000000, 4, MEMREMAP_ENC), 0);
	/* RAM and a hole is RAM; RAM and another resource is mixed */
	assert_int_equal(memremap(b->k, 0x4ffff000, 0x2000, MEMREMAP_WB), 0xffff00000ffff000);
	assert_int_equal(memremap(b->k, 0x57fff000, 0x2000, MEMREMAP_WB), 0);
	assert_int_equal(memremap(b->k, 0x57ffe000, 0x3000, MEMREMAP_WB), 0);
	assert_true(logged(b, "memremap attempted on ram 0x0000000044000000 size: 0x4"));
	assert_true(logged(b, "memremap attempted on mixed range 0x0000000057fff000 size: 0x2000"));
	for (const struct log_line *l = b->sim->log->first; l; l = l->next)
		warnings += !!strstr(l->text, "WARNING");
	assert_int_equal(warnings, 2);
	memunmap(b->k, 0xffff000004000123);
	memunmap(b->k, memremap(b->k, 0x50000000, 4, MEMREMAP_WB));
}

/* The loop of 3.10, and System RAM by its name (rows 18 and 19 of what must happen). */
static void test_frame_loop(void **state)
{
	struct bench *b = *state;
	struct resource *ram;
	struct profile p;
	unsigned asked;

	use_kernel(b, &p, "linux-3.10-x86");
	memblock_add(b->k, 0x100000, 0x1ff00000);
	memblock_reserve(b->k, 0x1000000, 0x800000);
	ram = put(b, 0x100000, 0x1fffffff, "System RAM", IORESOURCE_MEM | IORESOURCE_BUSY);
	assert_true(page_is_ram(b->k, 0x200));
	assert_true(called(b, "find_next_system_ram") && !called(b, "find_next_iomem_res"));
	/* always mapped, never looked at */
	assert_int_equal(ioremap(b->k, 0xa0000, 0x1000), 0xffff8800000a0000);
	assert_int_equal(called(b, "page_is_ram"), 1);
	/* a hole, then RAM: the loop gets there */
	assert_int_equal(ioremap(b->k, 0xfe000, 0x3000), 0);
	asked = called(b, "page_is_ram");
	assert_true(asked >= 3);
	/* RAM that is reserved passes, and warns once */
	assert_int_not_equal(ioremap(b->k, 0x1000000, 0x2000), 0);
	assert_int_not_equal(ioremap(b->k, 0x1700000, 0x1000), 0);
	assert_true(logged(b, "arch/x86/mm/ioremap.c"));
	/* ... but not when what follows is in use */
	assert_int_equal(ioremap(b->k, 0x17ff000, 0x2000), 0);
	assert_int_equal(ioremap(b->k, 1ull << 40, 0x1000), 0);
	assert_true(logged(b, "ioremap: invalid physical address 10000000000"));
	/* another name, another flag: no RAM to 3.10 */
	SET(b->k, ram->flags, ram->flags | IORESOURCE_SYSRAM);
	assert_false(page_is_ram(b->k, 0x200));
	SET(b->k, ram->flags, IORESOURCE_MEM | IORESOURCE_BUSY);
	SET(b->k, ram->name, sim_name(b->sim, "RAM"));
	assert_false(page_is_ram(b->k, 0x200));
	assert_int_not_equal(ioremap_as(b->k, IOREMAP_NOCACHE, 0xfebc0000, 4), 0);
}

/* x86 of 6.1: whole pages that are not reserved count, and memory types agree. */
static void test_ram_walk(void **state)
{
	struct bench *b = *state;
	struct pt_walk walk;
	struct profile p;
	uint64_t addr;

	use_kernel(b, &p, "linux-6.1-amd64");
	memblock_add(b->k, 0x100000, 0x1ff00000);
	memblock_reserve(b->k, 0x1000000, 0x800000);
	put(b, 0x100000, 0x1fffffff, "System RAM", IORESOURCE_SYSTEM_RAM | IORESOURCE_BUSY);
	/* four bytes are no whole page of RAM */
	assert_int_not_equal(ioremap(b->k, 0x8000004, 4), 0);
	assert_int_equal(ioremap(b->k, 0x8000000, 0x1000), 0);
	assert_true(logged(b, "ioremap on RAM at 0x0000000008000000 - 0x0000000008000fff"));
	assert_int_not_equal(ioremap(b->k, 0x1000000, 0x1000), 0);
	/* half a page of RAM passes the walk; behind something else it fails at the types */
	assert_int_not_equal(ioremap(b->k, 0x1ffff800, 0x1000), 0);
	assert_int_equal(ioremap(b->k, 0xffffe, 4), 0);
	assert_true(logged(b, "ioremap memtype_reserve failed -22"));
	/* the second mapping takes over the type of the first, unless that is cached */
	addr = ioremap_wc(b->k, 0xfd000000, 0x1000);
	assert_true(pt_walk(b->k, addr, &walk));
	assert_int_equal(walk.prot & 0xfff, 0x16b);
	addr = ioremap(b->k, 0xfd000000, 0x1000);
	assert_true(pt_walk(b->k, addr, &walk));
	assert_int_equal(walk.prot & 0xfff, 0x16b);
	assert_int_not_equal(ioremap_as(b->k, IOREMAP_CACHE, 0x30000000, 0x1000), 0);
	assert_int_equal(ioremap(b->k, 0x30000000, 0x1000), 0);
	assert_true(logged(b, "ioremap error for 0x30000000-0x30001000, requested 0x2, got 0x0"));
	addr = ioremap(b->k, 0x180000000, 0x200000);
	assert_true(pt_walk(b->k, addr, &walk));
	assert_int_equal(walk.shift, 21);
	assert_int_equal(ioremap_np(b->k, 0xfd000000, 4), 0);
}

static void test_other_architectures(void **state)
{
	struct bench *b = *state;
	struct pt_walk walk;
	struct profile p;
	uint64_t addr;

	use_kernel(b, &p, "linux-6.1-nommu");
	assert_int_equal(ioremap(b->k, 0x40004000, 0), 0x40004000);
	assert_int_equal(ioremap_as(b->k, IOREMAP_WC, 0, 4), 0);
	io_write(b->k, accessor_find("writel"), 7, 0x40004000);
	assert_int_equal(io_read(b->k, accessor_find("readl"), 0x40004000), 7);
	iounmap(b->k, 0x40004000);

	use_kernel(b, &p, "linux-6.1-armmp");
	memblock_add(b->k, 0x40000000, 0x10000000);
	assert_int_equal(ioremap(b->k, 0x44000000, 4), 0);
	assert_true(logged(b, "arch/arm/mm/ioremap.c:318 __arm_ioremap_pfn_caller"));
	/* addresses have 32 bits, and mappings are pages always */
	addr = ioremap(b->k, 0x100000000, 16 * MIB);
	assert_true(pt_walk(b->k, addr, &walk));
	assert_true(walk.phys == 0 && walk.shift == 12);
	assert_int_equal(walk.prot, 0x453);
	assert_int_equal(ioremap_np(b->k, 0x60000000, 4), 0);
}

struct access {
	struct kernel *k;
	const char *name;
	uint64_t addr;
};

static void make_access(void *arg)
{
	struct access *a = arg;

	io_read(a->k, accessor_find(a->name), a->addr);
}

static enum sim_end try_read(struct bench *b, const char *name, uint64_t addr)
{
	struct access a = { b->k, name, addr };

	return sim_try(b->sim, make_access, &a);
}

static uint64_t get(struct bench *b, const char *name, uint64_t addr)
{
	return io_read(b->k, accessor_find(name), addr);
}

static void test_accessors(void **state)
{
	struct bench *b = *state;
	uint8_t bytes[4];
	struct profile p;
	uint64_t regs, other;

	use_kernel(b, &p, "linux-6.1-arm64");
	memory_of_1g(b);
	regs = ioremap(b->k, 0x50000000, 0x1000);
	other = ioremap(b->k, 0x50000800, 0x800);
	assert_int_equal(get(b, "readl", regs), 0);
	io_write(b->k, accessor_find("writel"), 0x1234567812345678, regs + 0x804);
	phys_read(b->k, 0x50000804, bytes, 4);
	assert_memory_equal(bytes, "\x78\x56\x34\x12", 4);
	assert_int_equal(get(b, "readl", other + 4), 0x12345678);
	assert_int_equal(get(b, "ioread32be", other + 4), 0x78563412);
	assert_int_equal(get(b, "ioread16be", other + 4), 0x7856);
	assert_int_equal(get(b, "readb", other + 4), 0x78);
	assert_int_equal(get(b, "readq", other), 0x1234567800000000);
	io_write(b->k, accessor_find("iowrite16be"), 0xabcd, regs + 8);
	assert_int_equal(get(b, "readw", regs + 8), 0xcdab);
	phys_write(b->k, 0x5000003e, (const uint8_t *)"\1\2\3\4", 4);
	assert_int_equal(get(b, "readw", regs + 0x40), 0x0403);
	/* nothing is mapped there; device memory must be aligned; memory need not be */
	assert_int_equal(try_read(b, "readl", 0), SIM_OOPS);
	assert_int_equal(try_read(b, "readl", regs + 0x1000), SIM_OOPS);
	assert_int_equal(try_read(b, "readl", regs + 2), SIM_OOPS);
	assert_int_equal(try_read(b, "readl", regs + 4), SIM_DONE);
	assert_int_equal(try_read(b, "readl", 0xffff000004000002), SIM_DONE);
	assert_int_equal(try_read(b, "readl", 0xffff000014000000), SIM_OOPS);
	iounmap(b->k, regs);
	assert_int_equal(try_read(b, "readl", regs), SIM_OOPS);
	for (unsigned i = 0; accessor_at(i); i++)
		assert_ptr_equal(accessor_find(accessor_at(i)->name), accessor_at(i));
}

/* Addresses that were given back wait; then they are free again, and joined. */
static void test_areas(void **state)
{
	struct bench *b = *state;
	uint64_t a = ioremap(b->k, 0x9000000, 0x1000), c = ioremap(b->k, 0x9001000, 0x1000);
	size_t steps;

	assert_int_equal(a, 0xffff800008000000);
	assert_int_equal(c, a + 0x2000);
	iounmap(b->k, a);
	assert_int_equal(ioremap(b->k, 0x9000000, 0x1000), c + 0x2000);
	vmallocinfo_show(b->k, &b->out);
	assert_non_null(strstr(text_str(&b->out),
	                       "0xffff800008002000-0xffff800008004000    8192 bootwalk "
	                       "phys=0x0000000009001000 ioremap\n"));
	assert_non_null(strstr(text_str(&b->out),
	                       "0xffff800008000000-0xffff800008002000    8192 unpurged vm_area\n"));
	/* 32 MiB of them are enough */
	iounmap(b->k, ioremap(b->k, 0x100000000, 32 * MIB));
	assert_null(b->k->vmalloc->lazy);
	assert_int_equal(ioremap(b->k, 0x9000000, 0x1000), a);
	/* a wrong address is told, and nothing else happens */
	iounmap(b->k, c + 0x1000);
	assert_true(logged(b, "Trying to vfree() nonexistent vm area"));
	assert_non_null(find_vm_area(b->k, c));
	/* many mappings take little each */
	steps = b->sim->step_count;
	for (unsigned i = 0; i < 10000; i++)
		assert_int_not_equal(ioremap(b->k, 0x200000000 + i * 0x1000ull, 0x1000), 0);
	assert_true((b->sim->step_count - steps) / 10000 < 60);
}

/* registers_read() on the tree as it is now. */
static bool read_registers(struct registers **r, const void *fdt, struct error *err)
{
	struct nodes *nodes = nodes_new(fdt);
	bool ok = registers_read(r, nodes, "test", err);

	nodes_free(nodes);
	return ok;
}

static void test_registers(void **state)
{
	unsigned char fdt[1024], got[8] = { 0 };
	static const uint8_t words[] = { 0, 0, 0, 0x61, 0x12, 0x34, 0x56, 0x78 };
	struct registers *r = NULL;
	struct error err;
	int node;

	(void)state;
	assert_int_equal(fdt_create_empty_tree(fdt, sizeof(fdt)), 0);
	assert_true(read_registers(&r, fdt, &err));
	assert_null(r);
	node = fdt_add_subnode(fdt, fdt_add_subnode(fdt, 0, "bootwalk"), "registers");
	node = fdt_add_subnode(fdt, node, "id");
	fdt_setprop_u64(fdt, node, "at", 0x9030fe0);
	assert_false(read_registers(&r, fdt, &err));
	assert_string_equal(err.where, "/bootwalk/registers/id");
	registers_free(r);
	fdt_setprop(fdt, node, "words", words, sizeof(words));
	assert_true(read_registers(&r, fdt, &err));
	registers_get(r, 0x9030fde, got, sizeof(got));
	assert_memory_equal(got, "\0\0\x61\0\0\0\x78\x56", 8);
	registers_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_page_tables, setup, teardown),
		cmocka_unit_test_setup_teardown(test_attributes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_long_runs, setup, teardown),
		cmocka_unit_test_setup_teardown(test_refusals, setup, teardown),
		cmocka_unit_test_setup_teardown(test_rounded_first, setup, teardown),
		cmocka_unit_test_setup_teardown(test_memremap, setup, teardown),
		cmocka_unit_test_setup_teardown(test_frame_loop, setup, teardown),
		cmocka_unit_test_setup_teardown(test_ram_walk, setup, teardown),
		cmocka_unit_test_setup_teardown(test_other_architectures, setup, teardown),
		cmocka_unit_test_setup_teardown(test_accessors, setup, teardown),
		cmocka_unit_test_setup_teardown(test_areas, setup, teardown),
		cmocka_unit_test(test_registers),
	};

	return cmocka_run_group_tests_name("mapping", tests, NULL, NULL);
}
