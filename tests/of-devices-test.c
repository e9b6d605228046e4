/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the nodes of a tree to devices: which, in what order, under what names, with what. */
#include "of-bench.h"

#include "linux/drivers/base/base.h"
#include "linux/drivers/of/property.h"
#include "linux/include/of_platform.h"
#include "linux/include/platform_device.h"

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

static void test_names_are_unique(void **state)
{
	struct board *b = *state;

	device(b, "/uart@2");
	entry(b, "/uart@2", "reg", 0x9000000, 0x1000);
	bus(b, "/soc", 2, 2);
	flag(b, "/soc", "ranges");
	device(b, "/soc/uart@1");
	entry(b, "/soc/uart@1", "reg", 0x9000000, 0x1000);
	device(b, "/uart@1");
	entry(b, "/uart@1", "reg", 0x9000000, 0x1000);
	start(b);
	/* libfdt puts a new node before its brothers */
	assert_string_equal(names(b, BUS_PLATFORM), "9000000.uart soc");
	assert_int_equal(device_find(b->k, "9000000.uart")->of_node, at(b, "/uart@1"));
	assert_true(logged(b, "sysfs: cannot create duplicate filename "
	                      "'/bus/platform/devices/9000000.uart'"));
	assert_true(logged(b, "sysfs: cannot create duplicate filename "
	                      "'/devices/platform/9000000.uart'"));
	assert_true(logged(b,
	                   "kobject_add_internal failed for 9000000.uart with -EEXIST, don't try "
	                   "to register things with the same name in the same directory."));
	assert_false(of_node_check_flag(b->k, at(b, "/uart@2"), OF_POPULATED));
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

/* Two nodes that each name the other as their interrupts' parent: the search for it ends. */
static void test_interrupts_in_a_circle(void **state)
{
	struct board *b = *state;

	device(b, "/dev@1");
	cell(b, "/dev@1", "interrupts", 5);
	cell(b, "/dev@1", "interrupt-parent", 1);
	cell(b, "/one", "phandle", 1);
	cell(b, "/one", "interrupt-parent", 2);
	cell(b, "/two", "phandle", 2);
	cell(b, "/two", "interrupt-parent", 1);
	start(b);
	assert_int_equal(of_irq_parent(b->k, at(b, "/dev@1")), -1);
	assert_string_equal(names(b, BUS_PLATFORM), "dev@1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BOOT_TEST(test_order),
		BOOT_TEST(test_which_nodes),
		BOOT_TEST(test_names),
		BOOT_TEST(test_amba),
		BOOT_TEST(test_amba_waits),
		BOOT_TEST(test_amba_asked_later),
		BOOT_TEST(test_interrupts),
		BOOT_TEST(test_interrupts_in_a_circle),
		BOOT_TEST(test_made_by_the_kernel),
		BOOT_TEST(test_cpus_with_a_table),
		BOOT_TEST(test_cpus_with_a_driver),
		BOOT_TEST(test_own_resources),
		BOOT_TEST(test_names_are_unique),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
