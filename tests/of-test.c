/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the numbers in a tree to addresses of the CPU. */
#include "of-bench.h"

#include "linux/include/logic_pio.h"

/* Entry INDEX of the node leads to START..END, under that name. */
static void leads_to(struct board *b, const char *path, int index, uint64_t start, uint64_t end,
                     const char *name)
{
	struct resource res;

	assert_int_equal(of_address_to_resource(b->k, at(b, path), index, &res), 0);
	assert_int_equal(res.start, start);
	assert_int_equal(res.end, end);
	assert_string_equal(res.name, name);
}

static void leads_nowhere(struct board *b, const char *path, int index)
{
	struct resource res;

	assert_int_equal(of_address_to_resource(b->k, at(b, path), index, &res), -EINVAL);
}

static void test_two_levels(void **state)
{
	struct board *b = *state;

	bus(b, "/soc", 1, 1);
	CELLS(b, "/soc", "ranges", 0x0, 0x0, 0x60000000, 0x100000, 0x7e000000, 0x0, 0x3f000000,
	      0x1000000);
	bus(b, "/soc/apb@20000", 1, 1);
	CELLS(b, "/soc/apb@20000", "ranges", 0x100, 0x20000, 0x1000);
	device(b, "/soc/apb@20000/uart@180");
	CELLS(b, "/soc/apb@20000/uart@180", "reg", 0x180, 0x40, 0x10ff, 0x1000, 0x1100, 0x10);
	device(b, "/soc/dma@7e007000");
	CELLS(b, "/soc/dma@7e007000", "reg", 0x7e007000, 0xf00);
	words(b, "/soc/dma@7e007000", "reg-names", "channels");
	start(b);
	leads_to(b, "/soc/apb@20000/uart@180", 0, 0x60020080, 0x600200bf, "uart@180");
	/* only the first byte must be in the window */
	leads_to(b, "/soc/apb@20000/uart@180", 1, 0x60020fff, 0x60021ffe, "uart@180");
	leads_nowhere(b, "/soc/apb@20000/uart@180", 2);
	leads_nowhere(b, "/soc/apb@20000/uart@180", 3);
	assert_int_equal(of_address_count(b->k, at(b, "/soc/apb@20000/uart@180")), 2);
	leads_to(b, "/soc/dma@7e007000", 0, 0x3f007000, 0x3f007eff, "channels");
}

static void test_empty_and_missing(void **state)
{
	struct board *b = *state;

	bus(b, "/thin", 1, 1);
	flag(b, "/thin", "ranges");
	device(b, "/thin/a@1000");
	CELLS(b, "/thin/a@1000", "reg", 0x1000, 0x10);
	/* a bus with more cells than the one above it loses the upper ones */
	bus(b, "/thin/wide", 2, 1);
	flag(b, "/thin/wide", "ranges");
	device(b, "/thin/wide/b@1");
	CELLS(b, "/thin/wide/b@1", "reg", 0x1, 0x2000, 0x10);
	bus(b, "/closed", 1, 1);
	device(b, "/closed/c@1000");
	CELLS(b, "/closed/c@1000", "reg", 0x1000, 0x10);
	/* the children of this one have addresses that are no addresses of memory */
	device(b, "/i2c");
	cell(b, "/i2c", "#address-cells", 1);
	cell(b, "/i2c", "#size-cells", 0);
	CELLS(b, "/i2c/chip@50", "reg", 0x50);
	start(b);
	leads_to(b, "/thin/a@1000", 0, 0x1000, 0x100f, "a@1000");
	leads_to(b, "/thin/wide/b@1", 0, 0x2000, 0x200f, "b@1");
	leads_nowhere(b, "/closed/c@1000", 0);
	leads_nowhere(b, "/i2c/chip@50", 0);
}

static void test_edges_of_a_window(void **state)
{
	struct board *b = *state;

	bus(b, "/soc", 2, 2);
	CELLS(b, "/soc", "ranges", 0, 0x1000, 0, 0x60001000, 0, 0x1000, 0xffffffff, 0xfffff000, 0,
	      0x70000000, 0, 0x1000);
	CELLS(b, "/soc/first", "reg", 0, 0x1000, 0, 0);
	CELLS(b, "/soc/last", "reg", 0, 0x1fff, 0, 1);
	CELLS(b, "/soc/before", "reg", 0, 0xfff, 0, 1);
	CELLS(b, "/soc/behind", "reg", 0, 0x2000, 0, 1);
	/* begin + size is 0 in 64 bits, so nothing is below it */
	CELLS(b, "/soc/top", "reg", 0xffffffff, 0xfffff000, 0, 1);
	CELLS(b, "/wraps", "reg", 0xffffffff, 0xfffff000, 0, 0x2000);
	start(b);
	/* a size of 0 ends before it begins, as in the kernel */
	leads_to(b, "/soc/first", 0, 0x60001000, 0x60000fff, "first");
	leads_to(b, "/soc/last", 0, 0x60001fff, 0x60001fff, "last");
	leads_nowhere(b, "/soc/before", 0);
	leads_nowhere(b, "/soc/behind", 0);
	leads_nowhere(b, "/soc/top", 0);
	leads_to(b, "/wraps", 0, 0xfffffffffffff000, 0xfff, "wraps");
}

static void test_cell_counts(void **state)
{
	struct board *b = *state;

	bus(b, "/five", 5, 1);
	flag(b, "/five", "ranges");
	CELLS(b, "/five/a", "reg", 0, 0, 0, 0, 0x1000, 0x10);
	bus(b, "/five/two", 2, 1);
	flag(b, "/five/two", "ranges");
	CELLS(b, "/five/two/b", "reg", 0, 0x1000, 0x10);
	bus(b, "/huge", 1, 0x7fffffff);
	flag(b, "/huge", "ranges");
	CELLS(b, "/huge/c", "reg", 0x1000, 0x10);
	bus(b, "/minus", 1, 0xffffffff);
	flag(b, "/minus", "ranges");
	CELLS(b, "/minus/d", "reg", 0x1000, 0x10);
	bus(b, "/zero", 0, 1);
	flag(b, "/zero", "ranges");
	CELLS(b, "/zero/e", "reg", 0x1000);
	start(b);
	leads_nowhere(b, "/five/a", 0);
	leads_nowhere(b, "/five/two/b", 0);
	assert_true(logged(b, "OF: Bad cell count for /five/two"));
	leads_nowhere(b, "/huge/c", 0);
	leads_nowhere(b, "/minus/d", 0);
	leads_nowhere(b, "/zero/e", 0);
}

static void pci_host(struct board *b)
{
	words(b, "/pcie@10000000", "compatible", "pci-host-ecam-generic");
	words(b, "/pcie@10000000", "device_type", "pci");
	cell(b, "/pcie@10000000", "#address-cells", 3);
	cell(b, "/pcie@10000000", "#size-cells", 2);
	CELLS(b, "/pcie@10000000", "ranges", 0x1000000, 0, 0, 0, 0x3eff0000, 0, 0x10000, 0x2000000,
	      0, 0x10000000, 0, 0x20000000, 0, 0x1000000, 0x2000000, 0, 0x11000000, 0, 0x21000000,
	      0, 0x1000000, 0x43000000, 0x80, 0, 0x80, 0, 0x80, 0);
	/* entries of a PCI device are told by their registers and not by their order */
	CELLS(b, "/pcie@10000000/card@0", "assigned-addresses", 0x82000810, 0, 0x10002000, 0, 0x100,
	      0xc3000818, 0x80, 0x4000, 0, 0x4000, 0x81000814, 0, 0x40, 0, 0x20);
}

static void test_pci(void **state)
{
	struct board *b = *state;
	struct of_pci_range_parser parser;
	struct of_pci_range range;
	struct resource res;
	int host, card;

	pci_host(b);
	start(b);
	host = at(b, "/pcie@10000000");
	card = at(b, "/pcie@10000000/card@0");
	assert_int_equal(of_pci_address_to_resource(b->k, card, 0, &res), 0);
	assert_int_equal(res.start, 0x20002000);
	assert_int_equal(res.end, 0x200020ff);
	assert_int_equal(res.flags, IORESOURCE_MEM);
	assert_int_equal(of_pci_address_to_resource(b->k, card, 2, &res), 0);
	assert_int_equal(res.start, 0x8000004000);
	assert_int_equal(res.flags, IORESOURCE_MEM | IORESOURCE_MEM_64 | IORESOURCE_PREFETCH);
	assert_int_equal(of_pci_address_to_resource(b->k, card, 3, &res), -EINVAL);

	assert_int_equal(of_pci_range_parser_init(b->k, &parser, host), 0);
	assert_true(of_pci_range_parser_one(b->k, &parser, &range));
	assert_int_equal(range.flags, IORESOURCE_IO);
	assert_int_equal(range.cpu_addr, 0x3eff0000);
	assert_int_equal(range.size, 0x10000);
	/* two entries that go on where the other ended are one window */
	assert_true(of_pci_range_parser_one(b->k, &parser, &range));
	assert_int_equal(range.bus_addr, 0x10000000);
	assert_int_equal(range.cpu_addr, 0x20000000);
	assert_int_equal(range.size, 0x2000000);
	assert_true(of_pci_range_parser_one(b->k, &parser, &range));
	assert_int_equal(range.cpu_addr, 0x8000000000);
	assert_int_equal(range.flags, IORESOURCE_MEM | IORESOURCE_MEM_64 | IORESOURCE_PREFETCH);
	assert_false(of_pci_range_parser_one(b->k, &parser, &range));
	assert_int_equal(of_pci_range_parser_init(b->k, &parser, at(b, "/memory@40000000")),
	                 -ENOENT);
}

static void test_ports(void **state)
{
	struct board *b = *state;
	struct of_pci_range range = { 0, 0x3eff0000, 0x10000, IORESOURCE_IO };
	struct resource res;
	int card, host;

	b->machine.profile_storage.io_space_limit = 0xffffff;
	pci_host(b);
	bus(b, "/isa@40", 2, 1);
	CELLS(b, "/isa@40", "ranges", 1, 0, 0, 0x50000000, 0x10000, 0, 0x1000, 0, 0x51000000,
	      0x1000);
	CELLS(b, "/isa@40/serial@3f8", "reg", 1, 0x3f8, 8);
	CELLS(b, "/isa@40/rom@1000", "reg", 0, 0x1000, 0x100);
	start(b);
	card = at(b, "/pcie@10000000/card@0");
	host = at(b, "/pcie@10000000");
	/* no host has said yet where its ports are */
	assert_int_equal(of_pci_address_to_resource(b->k, card, 1, &res), -EINVAL);
	assert_true(
		logged(b, "LOGIC PIO: addr 0x000000003eff0040 not registered in io_range_list"));
	assert_int_equal(of_pci_range_to_resource(b->k, &range, host, &res), 0);
	assert_int_equal(res.start, 0);
	assert_int_equal(res.end, 0xffff);
	assert_int_equal(of_pci_address_to_resource(b->k, card, 1, &res), 0);
	assert_int_equal(res.start, 0x40);
	assert_int_equal(res.end, 0x5f);
	assert_int_equal(res.flags, IORESOURCE_IO);
	/* the window of a second bus stands behind that of the first */
	assert_int_equal(pci_register_io_range(b->k, at(b, "/isa@40"), 0x50000000, 0x1000), 0);
	assert_int_equal(pci_register_io_range(b->k, at(b, "/isa@40"), 0x50000000, 0x1000), 0);
	assert_int_equal(of_address_to_resource(b->k, at(b, "/isa@40/serial@3f8"), 0, &res), 0);
	assert_int_equal(res.start, 0x103f8);
	leads_to(b, "/isa@40/rom@1000", 0, 0x51000000, 0x510000ff, "rom@1000");
	/* what meets a window that is there cannot be one */
	assert_int_equal(pci_register_io_range(b->k, at(b, "/"), 0x3eff8000, 0x10000), -EFAULT);
	assert_int_equal(pci_register_io_range(b->k, at(b, "/"), 0, 0), -EINVAL);
	assert_int_equal(pci_register_io_range(b->k, at(b, "/"), UINT64_MAX, 2), -EINVAL);
}

static void test_flags_in_the_first_cell(void **state)
{
	struct board *b = *state;

	b->machine.profile_storage.features |= FEATURE_OF_BUS_FLAGS;
	bus(b, "/rp1", 3, 2);
	CELLS(b, "/rp1", "ranges", 0x200, 0, 0x40000000, 0x1f, 0, 0, 0x400000, 0x300, 0, 0x40000000,
	      0x1e, 0, 0, 0x400000);
	CELLS(b, "/rp1/uart", "reg", 0x200, 0, 0x40030000, 0, 0x100);
	CELLS(b, "/rp1/none", "reg", 0, 0, 0x40030000, 0, 0x100);
	start(b);
	leads_to(b, "/rp1/uart", 0, 0x1f00030000, 0x1f000300ff, "uart");
	leads_nowhere(b, "/rp1/none", 0);
}

static void test_pcie_without_type(void **state)
{
	struct board *b = *state;

	words(b, "/pcie@1", "compatible", "some,pcie");
	cell(b, "/pcie@1", "#address-cells", 3);
	cell(b, "/pcie@1", "#size-cells", 2);
	CELLS(b, "/pcie@1", "ranges", 0x2000000, 0, 0, 0, 0x60000000, 0, 0x1000);
	start(b);
	assert_string_equal(of_match_bus(b->k, at(b, "/pcie@1")).name, "pci");
	assert_true(logged(b, "OF: /pcie@1: Missing device_type"));
}

static void test_dma(void **state)
{
	struct board *b = *state;
	const fdt32_t cells[] = { cpu_to_fdt32(0xc0001000) };
	struct dt_cells addr = { cells, 1, 0 };

	bus(b, "/soc", 1, 1);
	CELLS(b, "/soc", "ranges", 0x7e000000, 0, 0x3f000000, 0x1000000);
	CELLS(b, "/soc", "dma-ranges", 0xc0000000, 0, 0x0, 0x40000000);
	CELLS(b, "/soc/dma", "reg", 0x7e007000, 0x100);
	start(b);
	assert_int_equal(of_translate_dma_address(b->k, at(b, "/soc/dma"), &addr), 0x1000);
	assert_int_equal(of_translate_address(b->k, at(b, "/soc/dma"), &addr), OF_BAD_ADDR);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOT_TEST(test_two_levels),
		BOOT_TEST(test_empty_and_missing),
		BOOT_TEST(test_edges_of_a_window),
		BOOT_TEST(test_cell_counts),
		BOOT_TEST(test_pci),
		BOOT_TEST(test_ports),
		BOOT_TEST(test_flags_in_the_first_cell),
		BOOT_TEST(test_pcie_without_type),
		BOOT_TEST(test_dma),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
