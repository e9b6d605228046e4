/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A boot from small trees made here: what becomes memory, what is kept, what is refused. */
#include "boot-bench.h"

static void test_plain(void **state)
{
	struct board *b = *state;
	unsigned stages = 0, stops = 0;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	args(b, "cma=0 memblock=debug");
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x0000000040000000..0x000000004fffffff\n");
	iomem_is(b, "40000000-4fffffff : System RAM\n"
	            "  40210000-409fffff : Kernel code\n"
	            "  40a00000-40bfffff : reserved\n"
	            "  40c00000-411fffff : Kernel data\n"
	            "  48000000-48000fff : reserved\n"
	            "  4ffff000-4fffffff : reserved\n");
	assert_true(logged(b, "Machine model: test board"));
	assert_true(logged(b, "memblock_reserve: [0x0000000040210000-0x00000000411fffff] "
	                      "arm64_memblock_init"));
	assert_int_equal(b->k->has & HAS_USER, HAS_USER);
	for (size_t i = 0; i < b->sim->step_count; i++) {
		stages += b->sim->steps[i].says->level == LEVEL_STAGE;
		stops += b->sim->steps[i].says->level <= LEVEL_STOP;
	}
	assert_int_equal(stages, 11);
	/* a build that takes nothing for itself has less to tell */
	assert_in_range(stops, 40, 150);
}

static void test_banks(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM + 0x800, 64 * MIB);
	entry(b, "/memory@40000000", "reg", 0x50000000, 0);
	entry(b, "/memory@40000000", "reg", 0x50000000, 0xfff);
	memory(b, "/anything", 0x60000000, 0x2fff);
	memory(b, "/off", 0x70000000, MIB);
	words(b, "/off", "status", "disabled");
	memory(b, "/deep/memory", 0x71000000, MIB);
	entry(b, "/memory@nothing", "reg", 0x72000000, MIB);
	memory(b, "/usable", 0x80000000, MIB);
	entry(b, "/usable", "linux,usable-memory", 0x80000000, 0x4000);
	memory(b, "/wraps", UINT64_MAX - 0xffff, 0x20000);
	memory(b, "/toohigh", 1ull << 48, GIB);
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x0000000040001000..0x0000000043ffffff\n"
	             "   1: 0x0000000060000000..0x0000000060001fff\n"
	             "   2: 0x0000000080000000..0x0000000080003fff\n");
	assert_true(logged(b, "OF: fdt: Ignoring memory block 0x50000000 - 0x50000fff"));
}

static void test_hotplug(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	memory(b, "/memory@50000000", 0x50000000, 16 * MIB);
	flag(b, "/memory@50000000", "hotpluggable");
	boot(b, SIM_DONE);
	/* the mark kept them apart when resources were made, and is gone later */
	memory_is(b, "   0: 0x0000000040000000..0x0000000050ffffff\n");
	assert_int_equal(b->k->setup->num_standard_resources, 2);
}

static void test_cells(void **state)
{
	struct board *b = *state;
	fdt32_t reg[2] = { cpu_to_fdt32(0x40000000), cpu_to_fdt32(0x10000000) };
	int root = node_at(b, "/");

	assert_int_equal(fdt_delprop(b->blob, root, "#address-cells"), 0);
	assert_int_equal(fdt_delprop(b->blob, root, "#size-cells"), 0);
	words(b, "/memory", "device_type", "memory");
	assert_int_equal(fdt_setprop(b->blob, node_at(b, "/memory"), "reg", reg, sizeof(reg)), 0);
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x0000000040000000..0x000000004fffffff\n");
}

static void test_endless_cells(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	cell(b, "/", "#address-cells", 0);
	cell(b, "/", "#size-cells", 0);
	boot(b, SIM_PANIC);
}

static void test_unusable_blob(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	b->machine.fdt_base = BLOB + 4;
	boot(b, SIM_PANIC);
	assert_true(logged(b, "The dtb must be 8-byte aligned and must not exceed 2 MB in size"));
}

static void test_limit(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	entry(b, "/chosen", "linux,usable-memory-range", RAM, 192 * MIB);
	b->machine.kernel_base = RAM + 128 * MIB;
	args(b, "mem=64M");
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x0000000040000000..0x0000000043ffffff\n"
	             "   1: 0x0000000048000000..0x0000000048ffffff\n");
	assert_true(logged(b, "Memory limited to 64MB"));
	assert_false(is_reserved(b, RAM + 192 * MIB));
}

static void initrd(struct board *b, uint64_t start, uint64_t end)
{
	assert_int_equal(
		fdt_setprop_u64(b->blob, node_at(b, "/chosen"), "linux,initrd-start", start), 0);
	assert_int_equal(fdt_setprop_u64(b->blob, node_at(b, "/chosen"), "linux,initrd-end", end),
	                 0);
}

static void test_initrd(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	initrd(b, 0x60000800, 0x60002900);
	boot(b, SIM_DONE);
	/* outside of RAM it becomes memory; the log counts whole pages only */
	memory_is(b, "   0: 0x0000000040000000..0x000000004fffffff\n"
	             "   1: 0x0000000060000000..0x0000000060002fff\n");
	assert_true(logged(b, "Freeing initrd memory: 4K"));
	assert_false(is_reserved(b, 0x60000000));
	text_clear(&b->out);
	assert_true(proc_show_all(b->k, IOMEM, true, &b->out));
	assert_non_null(strstr(text_str(&b->out), "  60000000-60002fff : reserved\n"));
}

static void test_initrd_unreachable(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	initrd(b, 0x60000000, 0x60002000);
	args(b, "initrdmem=0x1000,8K retain_initrd");
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x0000000040000000..0x000000004fffffff\n");
	assert_int_equal(b->k->fdt->phys_initrd_size, 0);
	assert_true(logged(b, "initrd not fully accessible via the linear mapping -- please check "
	                      "your bootloader ..."));
}

static void test_reserved_memory(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	assert_int_equal(fdt_add_mem_rsv(b->blob, 0x49000010, 0x20), 0);
	reserved(b, "/reserved-memory/plain@4a000000", 0x4a000000, 0x800);
	reserved(b, "/reserved-memory/hidden@4b000800", 0x4b000800, 0x1000);
	flag(b, "/reserved-memory/hidden@4b000800", "no-map");
	reserved(b, "/reserved-memory/refused", IMAGE + MIB, 0x1000);
	flag(b, "/reserved-memory/refused", "no-map");
	args(b, "cma=0");
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x0000000040000000..0x000000004b0007ff\n"
	             "   1: 0x000000004b000800..0x000000004b0017ff\n"
	             "   2: 0x000000004b001800..0x000000004fffffff\n");
	assert_true(is_reserved(b, 0x49000010));
	assert_false(is_reserved(b, 0x49000030));
	/* no-map grows to whole pages, RAM around it shrinks */
	iomem_is(b, "40000000-4affffff : System RAM\n"
	            "  40210000-409fffff : Kernel code\n"
	            "  40a00000-40bfffff : reserved\n"
	            "  40c00000-411fffff : Kernel data\n"
	            "  48000000-48000fff : reserved\n"
	            "  49000000-49000fff : reserved\n"
	            "  4a000000-4a000fff : reserved\n"
	            "4b000000-4b001fff : reserved\n"
	            "4b002000-4fffffff : System RAM\n"
	            "  4ffff000-4fffffff : reserved\n");
	assert_true(logged(b, "OF: fdt: Reserved memory: failed to reserve memory for node "
	                      "'refused': base 0x0000000040300000, size 0 MiB"));
}

static void test_reserved_table(void **state)
{
	struct board *b = *state;
	char path[64];

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	/* libfdt puts a new child first, so the last one made is read first */
	for (unsigned i = 0; i < 6; i++) {
		snprintf(path, sizeof(path), "/reserved-memory/n%u", i);
		reserved(b, path, 0x4a000000 + i * 0x1800, 0x2000);
	}
	boot(b, SIM_DONE);
	assert_int_equal(b->k->fdt->reserved_mem_count, 4);
	assert_true(logged(b, "OF: reserved mem: not enough space for all defined regions."));
	assert_true(logged(b, "OF: reserved mem: OVERLAP DETECTED!"));
	assert_true(logged(b, "n2 (0x000000004a003000--0x000000004a005000) overlaps with n3 "
	                      "(0x000000004a004800--0x000000004a006800)"));
	for (unsigned i = 1; i < 4; i++)
		assert_true(b->k->fdt->reserved_mem[i - 1].base < b->k->fdt->reserved_mem[i].base);
	assert_true(is_reserved(b, 0x4a000000)); /* without a row, but reserved */
}

static void dynamic(struct board *b, const char *path, uint64_t size)
{
	reserved(b, path, 0, 0);
	assert_int_equal(fdt_setprop_u64(b->blob, node_at(b, path), "size", size), 0);
}

static void test_dynamic(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	dynamic(b, "/reserved-memory/high", 0x10000);
	dynamic(b, "/reserved-memory/huge", GIB);
	dynamic(b, "/reserved-memory/low", 0x1000);
	entry(b, "/reserved-memory/low", "alloc-ranges", 0x90000000, 0x1000);
	entry(b, "/reserved-memory/low", "alloc-ranges", 0x44000000, 0x10000);
	flag(b, "/reserved-memory/low", "no-map");
	args(b, "cma=0");
	boot(b, SIM_DONE);
	memory_is(b, "   0: 0x0000000040000000..0x000000004400efff\n"
	             "   1: 0x000000004400f000..0x000000004400ffff\n"
	             "   2: 0x0000000044010000..0x000000004fffffff\n");
	assert_true(is_reserved(b, 0x4400f000));
	assert_true(is_reserved(b, 0x4fff0000));
	assert_true(logged(b, "OF: reserved mem: failed to allocate memory for node 'huge': size "
	                      "1024 MiB"));
}

static void pool(struct board *b, const char *path, uint64_t base, uint64_t size)
{
	reserved(b, path, base, size);
	words(b, path, "compatible", "shared-dma-pool");
}

static void test_pools(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	pool(b, "/reserved-memory/cma", 0x4a000000, 4 * MIB);
	flag(b, "/reserved-memory/cma", "reusable");
	flag(b, "/reserved-memory/cma", "linux,cma-default");
	pool(b, "/reserved-memory/odd", 0x4b001000, MIB);
	flag(b, "/reserved-memory/odd", "reusable");
	pool(b, "/reserved-memory/own", 0x4c000000, MIB);
	flag(b, "/reserved-memory/own", "no-map");
	b->machine.profile_storage.sizes.cma = 16 * MIB;
	boot(b, SIM_DONE);
	assert_true(logged(b, "Reserved memory: created CMA memory pool at 0x000000004a000000, "
	                      "size 4 MiB"));
	assert_true(logged(b, "OF: reserved mem: initialized node own, compatible id "
	                      "shared-dma-pool"));
	assert_true(logged(b, "OF: reserved mem: node odd compatible matching fail"));
	assert_true(is_reserved(b, 0x4a000000));
	assert_false(is_reserved(b, 0x4b001000)); /* refused, so given back */
	assert_int_equal(b->k->setup->cma_area_count, 1);
}

static void test_pool_bypassed(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	pool(b, "/reserved-memory/cma", 0x4a000000, 4 * MIB);
	flag(b, "/reserved-memory/cma", "reusable");
	flag(b, "/reserved-memory/cma", "linux,cma-default");
	args(b, "cma=4M@0x44000000");
	boot(b, SIM_DONE);
	assert_false(is_reserved(b, 0x4a000000));
	assert_true(logged(b, "cma: Reserved 4 MiB at 0x0000000044000000"));
}

/* What lies in the blob right behind a property, the kernel reads as a part of it. */
static void test_short_cells(void **state)
{
	struct board *b = *state;
	const fdt32_t cells[] = { cpu_to_fdt32(0), cpu_to_fdt32(0x49000000) };
	const fdt32_t *behind;
	phys_addr_t size;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	assert_int_equal(fdt_setprop(b->blob, node_at(b, "/chosen"), "linux,elfcorehdr", cells,
	                             sizeof(cells)),
	                 0);
	behind = fdt_getprop(b->blob, node_at(b, "/chosen"), "linux,elfcorehdr", NULL);
	size = (phys_addr_t)fdt32_ld(behind + 2) << 32 | fdt32_ld(behind + 3);
	assert_true(size > GIB);
	boot(b, SIM_DONE);
	assert_int_equal(b->k->fdt->elfcorehdr_addr, 0x49000000);
	assert_int_equal(b->k->fdt->elfcorehdr_size, size);
	assert_true(is_reserved(b, 0x49000000));
	assert_true(is_reserved(b, RAM + GIB));
}

/* The length is held against cells though it counts bytes: seven are enough for six cells. */
static void test_few_bytes(void **state)
{
	static const struct {
		int len;
		bool read;
	} rows[] = { { 5, false }, { 7, true } };
	static const unsigned char bytes[7];
	const fdt32_t reg[6] = { 0, 0, cpu_to_fdt32(RAM), 0, 0, cpu_to_fdt32(0x10000000) };
	struct board *b;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *fresh;
		const fdt32_t *behind;
		phys_addr_t addr;

		board_setup(&fresh);
		b = fresh;
		cell(b, "/", "#address-cells", 3);
		cell(b, "/", "#size-cells", 3);
		words(b, "/memory", "device_type", "memory");
		assert_int_equal(
			fdt_setprop(b->blob, node_at(b, "/memory"), "reg", reg, sizeof(reg)), 0);
		cell(b, "/chosen", "x", 0);
		assert_int_equal(fdt_setprop(b->blob, node_at(b, "/chosen"), "linux,elfcorehdr",
		                             bytes, rows[i].len),
		                 0);
		behind = fdt_getprop(b->blob, node_at(b, "/chosen"), "linux,elfcorehdr", NULL);
		addr = (phys_addr_t)fdt32_ld(behind + 1) << 32 | fdt32_ld(behind + 2);
		assert_true(addr != 0);
		boot(b, SIM_DONE);
		assert_int_equal(b->k->fdt->elfcorehdr_addr, rows[i].read ? addr : 0);
		board_teardown(&fresh);
	}
}

static void test_short_usable_range(void **state)
{
	struct board *b = *state;
	const fdt32_t cells[] = { cpu_to_fdt32(0), cpu_to_fdt32(RAM),
		                  cpu_to_fdt32(0), cpu_to_fdt32(0x10000000),
		                  cpu_to_fdt32(0), cpu_to_fdt32(0x60000000),
		                  cpu_to_fdt32(0) };
	const fdt32_t *behind;

	memory(b, "/memory@40000000", RAM, 128 * MIB);
	assert_int_equal(fdt_setprop(b->blob, node_at(b, "/chosen"), "linux,usable-memory-range",
	                             cells, sizeof(cells)),
	                 0);
	behind = fdt_getprop(b->blob, node_at(b, "/chosen"), "linux,usable-memory-range", NULL);
	assert_int_equal(fdt32_ld(behind + 7), FDT_END_NODE);
	boot(b, SIM_DONE);
	/* the last cell of the second range is the token behind the property */
	memory_is(b, "   0: 0x0000000040000000..0x0000000047ffffff\n"
	             "   1: 0x0000000060000000..0x0000000060000001\n");
}

static void test_cells_behind_blob(void **state)
{
	static const fdt32_t two[2] = { 0 };
	struct dt_cells cells = { .at = two, .left = 1, .beyond = 1 };

	(void)state;
	assert_int_equal(of_read_number(&cells, 1 << 30), 0);
	assert_int_equal(dt_mem_next_cell(1 << 30, &cells), 0);
	assert_ptr_equal(cells.at, two + 2);
	assert_int_equal(cells.left, -1);
	assert_int_equal(dt_mem_next_cell(2, &cells), 0);
}

static void test_efi_partly(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	entry(b, "/chosen", "linux,uefi-system-table", 0, 0);
	entry(b, "/chosen", "linux,uefi-mmap-start", 0, 0);
	boot(b, SIM_DONE);
	assert_true(logged(b, "efi: Can't find property 'linux,uefi-mmap-size' in DT!"));
	assert_false(logged(b, "efi: UEFI not found."));
}

static void test_cma_slots(void **state)
{
	struct board *b = *state;
	char path[64];

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	b->machine.profile_storage.reserved_mem_nodes = 32;
	b->machine.profile_storage.sizes.cma = 16 * MIB;
	for (unsigned i = 0; i < 20; i++) {
		snprintf(path, sizeof(path), "/reserved-memory/n%u", i);
		pool(b, path, 0x44000000 + i * 2 * MIB, 2 * MIB);
		flag(b, path, "reusable");
	}
	boot(b, SIM_DONE);
	assert_int_equal(b->k->setup->cma_area_count, 20);
	assert_true(logged(b, "cma: Not enough slots for CMA reserved regions!"));
	/* the default area is not even searched for */
	assert_false(logged(b, "cma: Failed to reserve 16 MiB"));
}

static void test_cma_not_given(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	b->machine.profile_storage.sizes.cma = 16 * MIB;
	args(b, "cma=18446744073709551615");
	boot(b, SIM_DONE);
	assert_true(logged(b, "cma: Reserved 16 MiB at 0x000000004f000000"));
}

static void test_cma_wraps(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	reserved(b, "/reserved-memory/x", 0x4f000000, 0x1000);
	args(b, "cma=0xffffffffffe00000@0x4c000000");
	boot(b, SIM_DONE);
	/* no complaint about the end of memory; only what is reserved stops it */
	assert_false(logged(b, "cma: Region at 0x000000004c000000 defined on low/high memory "
	                       "boundary (0x0000000050000000)"));
	assert_true(logged(b, "cma: Failed to reserve 17592186044414 MiB"));
	assert_int_equal(b->k->setup->cma_area_count, 0);
}

static void test_cma_over_the_end(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	args(b, "cma=8M@0x4fc00000");
	boot(b, SIM_DONE);
	assert_true(logged(b, "cma: Region at 0x000000004fc00000 defined on low/high memory "
	                      "boundary (0x0000000050000000)"));
	assert_true(logged(b, "cma: Failed to reserve 8 MiB"));
	assert_int_equal(b->k->setup->cma_area_count, 0);
}

static void test_crashkernel(void **state)
{
	static const struct {
		const char *args;
		uint64_t start, size; /* size 0: none */
		const char *logged;
	} rows[] = {
		{ "crashkernel=16M@0x44000000", 0x44000000, 16 * MIB, NULL },
		{ "crashkernel=8M crashkernel=15M@0x45000000", 0x45000000, 15 * MIB, NULL },
		{ "crashkernel=16M@0x48000000", 0, 0,
		  "cannot allocate crashkernel (size:0x1000000)" },
		{ "crashkernel=0-128M:8M,128M-:32M@0x44000000", 0x44000000, 32 * MIB, NULL },
		{ "crashkernel=512M-:32M", 0, 0, "crashkernel size resulted in zero bytes" },
		{ "crashkernel=-64M:8M", 0, 0, "crashkernel: Memory value expected" },
		{ "crashkernel=8Mx", 0, 0, "crashkernel: unrecognized char: x" },
		{ "crashkernel=12M,high", 0x4f400000, 12 * MIB, NULL },
		{ "crashkernel=0", 0, 0, NULL },
		{ "quiet", 0, 0, NULL },
	};
	struct board *b = *state;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *fresh;

		board_setup(&fresh);
		b = fresh;
		memory(b, "/memory@40000000", RAM, 256 * MIB);
		args(b, rows[i].args);
		boot(b, SIM_DONE);
		assert_int_equal(b->k->setup->crashk_res.start, rows[i].start);
		assert_int_equal(b->k->setup->crashk_res.end,
		                 rows[i].size ? rows[i].start + rows[i].size - 1 : 0);
		if (rows[i].logged)
			assert_true(logged(b, rows[i].logged));
		board_teardown(&fresh);
	}
}

/* Adopted or requested, the tree comes out the same. */
static void test_roads(void **state)
{
	static const uint32_t features[] = { FEATURE_KERNEL_IMAGE_ADOPTED, 0 };
	struct board *b = *state;
	struct text first = { 0 };

	for (unsigned i = 0; i < 2; i++) {
		void *fresh;

		board_setup(&fresh);
		b = fresh;
		b->machine.profile_storage.features &= ~(uint32_t)FEATURE_KERNEL_IMAGE_ADOPTED;
		b->machine.profile_storage.features |= features[i];
		memory(b, "/memory@40000000", RAM, 256 * MIB);
		args(b, "crashkernel=16M@0x44000000");
		boot(b, SIM_DONE);
		proc_show_all(b->k, IOMEM, true, &b->out);
		if (!i)
			text_add(&first, text_str(&b->out));
		assert_string_equal(text_str(&first), text_str(&b->out));
		assert_non_null(strstr(text_str(&b->out), "  44000000-44ffffff : Crash kernel\n"));
		board_teardown(&fresh);
	}
	text_free(&first);
}

static void test_dma_limit(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 3 * GIB);
	cell(b, "/soc", "#address-cells", 2);
	cell(b, "/soc", "#size-cells", 2);
	assert_int_equal(fdt_appendprop_u64(b->blob, node_at(b, "/soc"), "dma-ranges", 0), 0);
	entry(b, "/soc", "dma-ranges", 0, 0x70000000);
	entry(b, "/soc/off", "dma-ranges", 0, 0x1000);
	words(b, "/soc/off", "status", "disabled");
	boot(b, SIM_DONE);
	assert_int_equal(b->k->setup->arm64_dma_phys_limit, 0x80000000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOT_TEST(test_plain),
		BOOT_TEST(test_banks),
		BOOT_TEST(test_hotplug),
		BOOT_TEST(test_cells),
		BOOT_TEST(test_endless_cells),
		BOOT_TEST(test_unusable_blob),
		BOOT_TEST(test_limit),
		BOOT_TEST(test_initrd),
		BOOT_TEST(test_initrd_unreachable),
		BOOT_TEST(test_reserved_memory),
		BOOT_TEST(test_reserved_table),
		BOOT_TEST(test_dynamic),
		BOOT_TEST(test_pools),
		BOOT_TEST(test_pool_bypassed),
		BOOT_TEST(test_short_cells),
		cmocka_unit_test(test_few_bytes),
		BOOT_TEST(test_short_usable_range),
		cmocka_unit_test(test_cells_behind_blob),
		BOOT_TEST(test_efi_partly),
		BOOT_TEST(test_cma_slots),
		BOOT_TEST(test_cma_not_given),
		BOOT_TEST(test_cma_wraps),
		BOOT_TEST(test_cma_over_the_end),
		BOOT_TEST(test_crashkernel),
		BOOT_TEST(test_roads),
		BOOT_TEST(test_dma_limit),
	};

	return cmocka_run_group_tests_name("boot", tests, NULL, NULL);
}
