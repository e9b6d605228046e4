/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the numbers in a tree to addresses, and from its nodes to devices. */
#include "boot-bench.h"

#include "linux/drivers/base/base.h"
#include "linux/include/logic_pio.h"
#include "linux/include/of_platform.h"
#include "linux/include/platform_device.h"

#define CELLS(b, path, name, ...)                                                                  \
	cells_of(b, path, name, (const uint32_t[]){ __VA_ARGS__ },                                 \
	         sizeof((const uint32_t[]){ __VA_ARGS__ }) / sizeof(uint32_t))

static void cells_of(struct board *b, const char *path, const char *name, const uint32_t *values,
                     size_t count)
{
	node_at(b, path);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(fdt_appendprop_u32(b->blob, node_at(b, path), name, values[i]), 0);
}

/* A bus with counts of cells, and its ranges if COUNT is not 0. */
static void bus(struct board *b, const char *path, uint32_t na, uint32_t ns)
{
	words(b, path, "compatible", "simple-bus");
	cell(b, path, "#address-cells", na);
	cell(b, path, "#size-cells", ns);
}

static void device(struct board *b, const char *path)
{
	words(b, path, "compatible", "some,thing");
}

static void start(struct board *b)
{
	memory(b, "/memory@40000000", RAM, GIB);
	boot(b, SIM_DONE);
}

static int at(struct board *b, const char *path)
{
	int node = fdt_path_offset(b->blob, path);

	assert_true(node >= 0);
	return node;
}

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

/* The names of the devices on BUS in the order in which they were added. */
static const char *names(struct board *b, enum device_bus bus)
{
	text_clear(&b->out);
	for (const struct device *dev = bus_first_device(b->k, bus); dev; dev = dev->next)
		text_addf(&b->out, "%s%s", dev->name, dev->next ? " " : "");
	return text_str(&b->out);
}

static void test_order(void **state)
{
	struct board *b = *state;

	device(b, "/late");
	flag(b, "/chosen", "ranges");
	words(b, "/chosen/second", "compatible", "simple-framebuffer");
	words(b, "/chosen/framebuffer@5c000000", "compatible", "simple-framebuffer");
	entry(b, "/chosen/framebuffer@5c000000", "reg", 0x5c000000, 0x1000);
	device(b, "/firmware/box");
	reserved(b, "/reserved-memory/log@60000000", 0x60000000, 0x1000);
	words(b, "/reserved-memory/log@60000000", "compatible", "ramoops");
	reserved(b, "/reserved-memory/other@60001000", 0x60001000, 0x1000);
	device(b, "/reserved-memory/other@60001000");
	start(b);
	/* libfdt puts a new node before its brothers; other has no driver that wants it */
	assert_string_equal(names(b, BUS_PLATFORM),
	                    "60000000.log firmware:box 5c000000.framebuffer late");
}

static void test_which_nodes(void **state)
{
	struct board *b = *state;

	cell(b, "/opp", "x", 0);
	words(b, "/opp", "compatible", "operating-points-v2");
	cell(b, "/nameless", "x", 0);
	device(b, "/off");
	words(b, "/off", "status", "disabled");
	bus(b, "/off-bus", 2, 2);
	words(b, "/off-bus", "status", "fail");
	device(b, "/off-bus/below");
	device(b, "/fine");
	words(b, "/fine", "status", "ok");
	device(b, "/fine/below");
	start(b);
	assert_string_equal(names(b, BUS_PLATFORM), "fine");
}

static void test_names(void **state)
{
	struct board *b = *state;

	bus(b, "/led@1c010008", 1, 1);
	CELLS(b, "/led@1c010008", "reg", 0, 0x1c010008, 0, 4);
	flag(b, "/led@1c010008", "ranges");
	device(b, "/led@1c010008/led@8,3");
	CELLS(b, "/led@1c010008/led@8,3", "reg", 0x1c010008, 4);
	cell(b, "/led@1c010008/led@8,3", "mask", 8);
	bus(b, "/soc@0", 1, 1);
	bus(b, "/soc@0/apb", 1, 1);
	device(b, "/soc@0/apb/timer");
	device(b, "/soc@0/apb/uart@180");
	CELLS(b, "/soc@0/apb/uart@180", "reg", 0x180, 0x40);
	device(b, "/wrong@1");
	entry(b, "/wrong@1", "reg", 0x123456789000, 1);
	CELLS(b, "/wrong@1", "interrupts", 0, 100, 4);
	start(b);
	/* a driver asks for its interrupts when it is probed */
	assert_int_equal(device_find(b->k, "123456789000.wrong")->num_resources, 1);
	assert_string_equal(names(b, BUS_PLATFORM),
	                    "123456789000.wrong soc@0 soc@0:apb soc@0:apb:uart@180 "
	                    "soc@0:apb:timer 1c010008.led 1c010008.3.led");
}

static void test_amba(void **state)
{
	struct board *b = *state;
	struct device *dev;

	words(b, "/lost@0", "compatible", "arm,primecell");
	words(b, "/again@9000000", "compatible", "arm,primecell");
	entry(b, "/again@9000000", "reg", 0x9000000, 0x800);
	words(b, "/ram@50000000", "compatible", "arm,primecell");
	entry(b, "/ram@50000000", "reg", 0x50000000, 0x1000);
	words(b, "/uart@9000000", "compatible", "arm,primecell");
	entry(b, "/uart@9000000", "reg", 0x9000000, 0x1000);
	cell(b, "/uart@9000000", "arm,primecell-periphid", 0x00241011);
	start(b);
	assert_string_equal(names(b, BUS_AMBA), "9000000.uart");
	dev = device_find(b->k, "9000000.uart");
	assert_int_equal(dev->periphid, 0x00241011);
	assert_ptr_equal(dev->resource->parent, &b->k->iomem_resource);
	assert_true(logged(b, "OF: amba: of_address_to_resource() failed (-22) for /lost@0"));
	assert_true(logged(b, "OF: amba_device_add() failed (-16) for /again@9000000"));
	assert_true(logged(b, "OF: amba_device_add() failed (-16) for /ram@50000000"));
	assert_false(of_node_check_flag(b->k, at(b, "/lost@0"), OF_POPULATED));
}

/* An AMBA device whose clock comes from a driver that never does, and one without a clock. */
static void clocked(struct board *b)
{
	b->machine.bind = BIND_BUILTIN;
	device(b, "/clock");
	cell(b, "/clock", "#clock-cells", 0);
	cell(b, "/clock", "phandle", 7);
	assert_int_equal(fdt_setprop(b->blob, node_at(b, "/gpio@9000000"), "compatible",
	                             "arm,pl061\0arm,primecell", 24),
	                 0);
	entry(b, "/gpio@9000000", "reg", 0x9000000, 0x1000);
	cell(b, "/gpio@9000000", "clocks", 7);
	words(b, "/gpio@9000000", "clock-names", "apb_pclk");
	assert_int_equal(fdt_setprop(b->blob, node_at(b, "/rtc@9010000"), "compatible",
	                             "arm,pl031\0arm,primecell", 24),
	                 0);
	entry(b, "/rtc@9010000", "reg", 0x9010000, 0x1000);
	start(b);
}

static void test_amba_waits(void **state)
{
	struct board *b = *state;

	clocked(b);
	assert_string_equal(names(b, BUS_AMBA), "");
	assert_ptr_equal(b->k->iomem_resource.child->name, sim_name(b->sim, "System RAM"));
	assert_string_equal(b->k->base->amba_waiting->name, "9000000.gpio");
	assert_true(logged(b, "OF: amba_device_add() failed (-2) for /rtc@9010000"));
}

static void test_amba_asked_later(void **state)
{
	struct board *b = *state;

	b->machine.profile_storage.features |= FEATURE_AMBA_PERIPHID_LATER;
	clocked(b);
	/* libfdt puts a new node before its brothers */
	assert_string_equal(names(b, BUS_AMBA), "9010000.rtc 9000000.gpio");
	assert_int_equal(device_find(b->k, "9000000.gpio")->periphid, 0x00041061);
	assert_int_equal(device_find(b->k, "9010000.rtc")->periphid, 0);
	assert_string_equal(b->k->iomem_resource.child->name, "gpio@9000000");
}

static void test_interrupts(void **state)
{
	struct board *b = *state;
	struct device *dev;

	b->machine.bind = BIND_BUILTIN;
	b->machine.profile_storage.features |= FEATURE_OF_IRQ_RESOURCES;
	memcpy(b->machine.profile_storage.irqchips, "arm,gic-400", 12);
	cell(b, "/", "interrupt-parent", 1);
	words(b, "/gic", "compatible", "arm,gic-400");
	flag(b, "/gic", "interrupt-controller");
	cell(b, "/gic", "#interrupt-cells", 3);
	cell(b, "/gic", "phandle", 1);
	device(b, "/gpio");
	flag(b, "/gpio", "interrupt-controller");
	cell(b, "/gpio", "#interrupt-cells", 2);
	cell(b, "/gpio", "phandle", 2);
	device(b, "/other");
	CELLS(b, "/other", "interrupts", 0, 100, 4);
	device(b, "/key");
	CELLS(b, "/key", "interrupts-extended", 1, 0, 101, 1, 2, 5, 8);
	device(b, "/uart");
	entry(b, "/uart", "reg", 0x9000000, 0x1000);
	CELLS(b, "/uart", "interrupts", 0, 100, 4, 0, 102, 4);
	words(b, "/uart", "interrupt-names", "rx");
	start(b);
	dev = device_find(b->k, "9000000.uart");
	assert_int_equal(dev->num_resources, 3);
	assert_string_equal(platform_get_resource(b->k, dev, IORESOURCE_IRQ, 0)->name, "rx");
	assert_int_equal(platform_get_resource(b->k, dev, IORESOURCE_IRQ, 0)->start, 1);
	assert_int_equal(platform_get_resource(b->k, dev, IORESOURCE_IRQ, 0)->flags,
	                 IORESOURCE_IRQ | 4);
	assert_string_equal(platform_get_resource(b->k, dev, IORESOURCE_IRQ, 1)->name, "uart");
	assert_int_equal(platform_get_resource(b->k, dev, IORESOURCE_IRQ, 1)->start, 2);
	/* the second one's controller has no driver yet, so it has no number */
	dev = device_find(b->k, "key");
	assert_int_equal(dev->num_resources, 2);
	assert_int_equal(platform_get_resource(b->k, dev, IORESOURCE_IRQ, 0)->start, 3);
	assert_null(platform_get_resource(b->k, dev, IORESOURCE_IRQ, 1));
	/* the same line of the same controller is the same interrupt */
	dev = device_find(b->k, "other");
	assert_int_equal(platform_get_resource(b->k, dev, IORESOURCE_IRQ, 0)->start, 1);
}

static void test_made_by_the_kernel(void **state)
{
	struct board *b = *state;

	b->machine.profile_storage.devices = MAKES_REG_DUMMY | MAKES_CPUFREQ_DT | MAKES_SERIAL8250 |
	                                     MAKES_PSCI_CPUIDLE | MAKES_PLATFORM_FRAMEBUFFER |
	                                     MAKES_ALARMTIMER;
	words(b, "/", "compatible", "xlnx,zynqmp");
	device(b, "/some");
	start(b);
	assert_string_equal(names(b, BUS_PLATFORM), "cpufreq-dt reg-dummy some serial8250 "
	                                            "psci-cpuidle platform-framebuffer.0");
	assert_int_equal(alarmtimer_rtc_add_device(b->k, device_find(b->k, "some"), false), -1);
	assert_int_equal(alarmtimer_rtc_add_device(b->k, device_find(b->k, "some"), true), 0);
	assert_int_equal(alarmtimer_rtc_add_device(b->k, device_find(b->k, "some"), true), -EBUSY);
	assert_non_null(device_find(b->k, "alarmtimer.0.auto"));
}

static void board_with_a_table(struct board *b, const char *name)
{
	b->machine.profile_storage.devices = MAKES_CPUFREQ_DT;
	words(b, "/", "compatible", name);
	words(b, "/cpus/cpu@0", "device_type", "cpu");
	cell(b, "/cpus/cpu@0", "operating-points-v2", 1);
	start(b);
}

static void test_cpus_with_a_table(void **state)
{
	board_with_a_table(*state, "some,board");
	assert_string_equal(names(*state, BUS_PLATFORM), "cpufreq-dt");
}

static void test_cpus_with_a_driver(void **state)
{
	board_with_a_table(*state, "nvidia,tegra210");
	assert_string_equal(names(*state, BUS_PLATFORM), "");
}

static void test_own_resources(void **state)
{
	struct board *b = *state;
	const struct resource one = { .start = 0x9000000,
		                      .end = 0x9000fff,
		                      .flags = IORESOURCE_MEM };
	const struct resource two[] = {
		{ .start = 0xa000000, .end = 0xa000fff, .flags = IORESOURCE_MEM },
		{ .start = 0x9000800, .end = 0x90017ff, .flags = IORESOURCE_MEM },
	};
	struct device *dev;
	int err;

	device(b, "/some");
	start(b);
	dev = platform_device_register_resndata(b->k, NULL, "cell", 3, &one, 1, &err);
	assert_non_null(dev);
	assert_string_equal(dev->name, "cell.3");
	assert_string_equal(dev->resource->name, "cell.3");
	assert_ptr_equal(dev->resource->parent, &b->k->iomem_resource);
	assert_null(platform_device_register_resndata(b->k, NULL, "cell", PLATFORM_DEVID_AUTO, two,
	                                              2, &err));
	assert_int_equal(err, -EBUSY);
	assert_true(logged(b, "platform cell.0.auto: failed to claim resource 1: [mem "
	                      "0x09000800-0x090017ff]"));
	/* what came before the one that failed is out again */
	iomem_is(b, "09000000-09000fff : cell.3\n"
	            "40000000-7fffffff : System RAM\n"
	            "  40210000-409fffff : Kernel code\n"
	            "  40a00000-40bfffff : reserved\n"
	            "  40c00000-411fffff : Kernel data\n"
	            "  48000000-48000fff : reserved\n"
	            "  7ffff000-7fffffff : reserved\n");
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
		BOOT_TEST(test_order),
		BOOT_TEST(test_which_nodes),
		BOOT_TEST(test_names),
		BOOT_TEST(test_amba),
		BOOT_TEST(test_amba_waits),
		BOOT_TEST(test_amba_asked_later),
		BOOT_TEST(test_interrupts),
		BOOT_TEST(test_made_by_the_kernel),
		BOOT_TEST(test_cpus_with_a_table),
		BOOT_TEST(test_cpus_with_a_driver),
		BOOT_TEST(test_own_resources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
