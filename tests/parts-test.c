/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What recipes lean on: the 8250 core, system controllers, suppliers, what is called for
 * the nodes below an interrupt controller, and initcalls that are kept out.
 */
#include "probe-bench.h"

#define SERIAL                                                                                     \
	"driver of_serial\n compatible t,uart\n  probe\n"                                          \
	"    shift: of_property_read_u32 . reg-shift 0\n"                                          \
	"    line: serial8250_register_8250_port . &.res.start &.res.size &shift "                 \
	"ioremap,fixed_type\n"                                                                     \
	"  remove\n    serial8250_unregister_port &line\n"
#define LOOKING                                                                                    \
	"driver looks\n compatible t,looks\n  probe\n"                                             \
	"    base: devm_ioremap . &.res.start &.res.size\n"                                        \
	"    serial8250_register_8250_port . &.res.start 0 2 mapped\n"

static const struct resource *at(const struct scene *s, uint64_t start)
{
	const struct resource *r = s->run->kernel->iomem_resource.child;

	while (r && r->start != start)
		r = r->sibling;
	return r;
}

/* The name, and the size that `reg` has; unregistering gives both back. */
static void test_port(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,uart");
	boots(s, SERIAL);
	assert_non_null(at(s, 0x9000000));
	assert_string_equal(at(s, 0x9000000)->name, "serial");
	assert_int_equal(resource_size(at(s, 0x9000000)), 0x1000);
	says_at_prompt(s, "unbind 9000000.a", "-> 0\n");
	assert_null(at(s, 0x9000000));
}

/* A port that is looked for claims what eight registers take, and nothing when it is not there. */
static void test_port_looked_for(void **state)
{
	struct scene *s = *state;
	int absent;

	device(s, "/a@9000000", 0x9000000, "t,looks");
	device(s, "/b@9001000", 0x9001000, "t,looks");
	absent = fdt_path_offset(s->board->blob, "/b@9001000");
	s->board->machine.absent = &absent;
	s->board->machine.absent_count = 1;
	boots(s, LOOKING);
	assert_int_equal(resource_size(at(s, 0x9000000)), 0x20);
	assert_null(at(s, 0x9001000));
	assert_int_equal(dev(s, "9001000.b")->state, DEVICE_BOUND);
	s->board->machine.absent_count = 0;
}

/* The driver goes on with a port that has no registers, and the kernel ends. */
static void test_port_in_ram(void **state)
{
	struct scene *s = *state;
	struct error err;

	device(s, "/a@50000000", 0x50000000, "t,uart");
	cell(s->board, "/a@50000000", "reg-shift", 2);
	load_drivers(s, SERIAL);
	start(s);
	assert_true(run_boot(s->run, &err));
	assert_int_equal(s->run->ended, SIM_PANIC);
	assert_true(log_has(s, "Unable to handle kernel NULL pointer dereference at virtual "
	                       "address 0000000000000010"));
}

static void test_too_many_ports(void **state)
{
	struct scene *s = *state;
	char path[] = "/a@9000000";

	for (unsigned i = 0; i < 5; i++) {
		path[1] = (char)('a' + i);
		path[6] = (char)('0' + i);
		device(s, path, 0x9000000 + i * 0x1000, "t,uart");
	}
	boots(s, SERIAL);
	assert_int_equal(s->run->kernel->iomem_resource.child->start, 0x9001000);
	assert_null(at(s, 0x9000000));
	assert_true(log_has(s, "of_serial: probe of 9000000.a failed with error -28"));
}

/* Two that ask for it share one mapping; nobody claims it. */
static void test_syscon(void **state)
{
	struct scene *s = *state;

	device(s, "/s@9000000", 0x9000000, "syscon");
	device(s, "/odd@9001000", 0x9001000, "t,odd");
	device(s, "/a@9002000", 0x9002000, "t,one");
	device(s, "/b@9003000", 0x9003000, "t,one");
	device(s, "/c@9004000", 0x9004000, "t,one");
	device(s, "/d@9005000", 0x9005000, "t,one");
	names(s, "/a@9002000", "regs", "/s@9000000", 1);
	names(s, "/b@9003000", "regs", "/s@9000000", 1);
	names(s, "/c@9004000", "regs", "/odd@9001000", 2);
	boots(s, "driver one\n compatible t,one\n  probe\n"
	         "    base: syscon_regmap_lookup_by_phandle . regs\n"
	         "    writel 0x12345678 &base+0x10\n");
	assert_int_equal(dev(s, "9002000.a")->state, DEVICE_BOUND);
	assert_int_equal(dev(s, "9003000.b")->state, DEVICE_BOUND);
	assert_int_equal(dev(s, "9004000.c")->error, -EINVAL);
	assert_int_equal(dev(s, "9005000.d")->error, -ENODEV);
	assert_null(at(s, 0x9000000));
	says_at_prompt(s, "x: syscon_node_to_regmap &/s@9000000", "-> 0xffff800008000000\n");
	says_at_prompt(s, "readl &x+0x10", "-> 0x12345678\n");
}

static void test_suppliers(void **state)
{
	struct scene *s = *state;

	device(s, "/clk@9000000", 0x9000000, "t,clk");
	cell(s->board, "/clk@9000000", "#clock-cells", 0);
	cell(s->board, "/clk@9000000", "#gpio-cells", 0);
	device(s, "/a@9001000", 0x9001000, "t,one");
	names(s, "/a@9001000", "clocks", "/clk@9000000", 1);
	words(s->board, "/a@9001000", "clock-names", "main");
	s->board->machine.bind = BIND_BUILTIN;
	s->board->machine.profile_storage.features &= ~(uint32_t)FEATURE_FW_DEVLINK;
	boots(s, "driver one\n compatible t,one\n initcall device 1\n  probe\n"
	         "    devm_clk_get_optional . none\n    devm_phy_optional_get .\n"
	         "    devm_clk_get . main\n"
	         "driver clk\n compatible t,clk\n initcall late\n  probe\n");
	/* late in the initcalls it is tried again and again, until the other is bound */
	assert_non_null(strstr(text_str(&s->probes), "9001000.a by one = -517\n"
	                                             "9000000.clk by clk = 0\n"
	                                             "9001000.a by one = 0\n"));
	says_at_prompt(s, "devm_clk_get &/a@9001000 none", "-> -ENOENT\n");
	says_at_prompt(s, "devm_phy_get &/a@9001000", "-> -ENODEV\n");
	says_at_prompt(s, "devm_regulator_get &/a@9001000 vdd", "-> 0\n");
}

static void test_silent_gpio(void **state)
{
	struct scene *s = *state;
	int absent;

	device(s, "/gpio@9000000", 0x9000000, "t,gpio");
	cell(s->board, "/gpio@9000000", "#gpio-cells", 0);
	device(s, "/a@9001000", 0x9001000, "t,one");
	names(s, "/a@9001000", "reset-gpios", "/gpio@9000000", 1);
	absent = fdt_path_offset(s->board->blob, "/gpio@9000000");
	s->board->machine.absent = &absent;
	s->board->machine.absent_count = 1;
	boots(s, "driver gpio\n compatible t,gpio\n initcall core\n  probe\n"
	         "driver one\n compatible t,one\n  probe\n    devm_gpiod_get . reset\n");
	assert_int_equal(dev(s, "9001000.a")->error, -EIO);
	s->board->machine.absent_count = 0;
}

/* Messages, results, offsets below a number, and what the node says. */
static void test_lines(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	words(s->board, "/a@9000000", "reg-names", "regs");
	boots(s, "driver one\n compatible t,one\n  probe\n"
	         "    i: of_property_match_string . reg-names regs || -EIO\n"
	         "    r: of_address_to_resource . &i || -EIO\n"
	         "    devm_request_mem_region . &r.start &r.size-0xff0 .\n"
	         "    try devm_ioremap_resource . &r || \"%pR is not free\"\n"
	         "    dev_info . \"%u bytes\" &r.size\n"
	         "    up: of_get_parent .\n"
	         "    if of_property_read_bool &up compatible then return -EIO\n"
	         "    devm_request_mem_region . &r.start 1 x || 0 \"enough\"\n"
	         "    return -EIO\n");
	assert_int_equal(dev(s, "9000000.a")->state, DEVICE_BOUND);
	assert_int_equal(resource_size(at(s, 0x9000000)), 0x10);
	assert_string_equal(at(s, 0x9000000)->name, "9000000.a");
	assert_true(log_has(s, "one 9000000.a: [mem 0x09000000-0x09000fff] is not free"));
	assert_true(log_has(s, "one 9000000.a: 4096 bytes"));
	assert_true(log_has(s, "one 9000000.a: enough"));
}

/* What a driver keeps in a static variable is the same for all of its devices. */
static void test_first_time(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,one");
	boots(s, "driver one\n compatible t,one\n  probe\n"
	         "    is_first_time one || -EEXIST\n    is_first_time one || 0\n    return -EIO\n");
	assert_int_equal(dev(s, "9001000.b")->state, DEVICE_BOUND);
	assert_int_equal(dev(s, "9000000.a")->error, -EEXIST);
}

static void test_blacklist(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,two");
	args(s->board, "initcall_blacklist=nobody,one_init");
	boots(s, "driver one\n compatible t,one\n initcall device 1 one_init\n" CLAIM
	         "driver two\n compatible t,two\n initcall device 1 two_init\n" CLAIM);
	assert_string_equal(text_str(&s->probes), "9001000.b by two = 0\n");
	assert_true(log_has(s, "blacklisting initcall nobody"));
	assert_true(log_has(s, "initcall one_init blacklisted"));
}

/* The frames below a controller are set up from recipes of their own, in the tree's order. */
static void test_below_a_controller(void **state)
{
	struct scene *s = *state;

	device(s, "/gic@9000000", 0x9000000, "t,gic");
	flag(s->board, "/gic@9000000", "interrupt-controller");
	cell(s->board, "/gic@9000000", "#interrupt-cells", 1);
	words(s->board, "/gic@9000000/frame@1", "compatible", "t,frame");
	words(s->board, "/gic@9000000/frame@2", "compatible", "t,frame");
	words(s->board, "/gic@9000000/frame@2", "status", "disabled");
	words(s->board, "/gic@9000000/other@3", "compatible", "t,other");
	boots(s, "driver gic\n compatible t,gic\n initcall irqchip\n  probe\n"
	         "    irqchip_init_children . t,frame\n"
	         "driver frame\n compatible t,frame\n initcall irqchip\n  probe\n"
	         "driver other\n compatible t,other\n initcall irqchip\n  probe\n");
	assert_string_equal(text_str(&s->probes), "gic@9000000 by gic = 0\n"
	                                          "frame@1 by frame = 0\n");
}

/* 5.10 probes once more when all devices are there. */
static void test_probed_twice(void **state)
{
	struct scene *s = *state;

	s->board->machine.profile_storage.features |= FEATURE_FW_DEVLINK_RESUME;
	device(s, "/a@9000000", 0x9000000, "t,one");
	boots(s, "driver one\n compatible t,one\n initcall core\n  probe\n    return -EINVAL\n");
	assert_string_equal(text_str(&s->probes), "9000000.a by one = -22\n"
	                                          "9000000.a by one = -22\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_port),
		TEST(test_port_looked_for),
		TEST(test_port_in_ram),
		TEST(test_too_many_ports),
		TEST(test_syscon),
		TEST(test_suppliers),
		TEST(test_silent_gpio),
		TEST(test_lines),
		TEST(test_blacklist),
		TEST(test_first_time),
		TEST(test_below_a_controller),
		TEST(test_probed_twice),
	};

	return cmocka_run_group_tests_name("parts", tests, NULL, NULL);
}
