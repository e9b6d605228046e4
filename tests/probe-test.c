/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drivers that bind: the order of probes, who waits for whom and who is tried again, what
 * a failed probe leaves, and whole boots with devices undone and redone.
 */
#include "probe-bench.h"

#include "linux/drivers/base/base.h"

/* By level, then by order, and for one driver in the order of the devices. */
static void test_order(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,late");
	device(s, "/b@9001000", 0x9001000, "t,two");
	device(s, "/c@9002000", 0x9002000, "t,one");
	device(s, "/d@9003000", 0x9003000, "t,two");
	boots(s, "driver late\n compatible t,late\n initcall late\n" CLAIM
	         "driver two\n compatible t,two\n initcall device 2\n" CLAIM
	         "driver one\n compatible t,one\n initcall device 1\n" CLAIM
	         "driver none\n compatible t,none\n" CLAIM);
	/* libfdt puts a new node before the others */
	assert_string_equal(text_str(&s->probes), "9002000.c by one = 0\n"
	                                          "9003000.d by two = 0\n"
	                                          "9001000.b by two = 0\n"
	                                          "9000000.a by late = 0\n");
	assert_int_equal(dev(s, "9000000.a")->state, DEVICE_BOUND);
}

/* Early drivers find no device yet; one of arch level is there before the devices are. */
static void test_device_finds_driver(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	boots(s, "driver one\n compatible t,one\n initcall core\n" CLAIM);
	assert_string_equal(text_str(&s->probes), "9000000.a by one = 0\n");
}

/* What the probe took is given back; the kernel's line; the next driver is tried. */
static void test_failure(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,two");
	device(s, "/c@9002000", 0x9002000, "t,three");
	boots(s, "driver one\n compatible t,one\n" CLAIM "    return -EINVAL\n"
	         "driver two\n compatible t,two\n" CLAIM "    return -ENODEV\n"
	         "driver three\n compatible t,three\n" CLAIM
	         "    devm_request_mem_region . &.res.start &.res.size again\n");
	assert_int_equal(dev(s, "9000000.a")->state, DEVICE_FAILED);
	assert_int_equal(dev(s, "9000000.a")->error, -EINVAL);
	assert_int_equal(dev(s, "9002000.c")->error, -EBUSY);
	assert_null(dev(s, "9000000.a")->driver);
	assert_true(log_has(s, "one: probe of 9000000.a failed with error -22"));
	assert_true(log_has(s, "three: probe of 9002000.c failed with error -16"));
	assert_false(log_has(s, "two: probe of 9001000.b failed with error -19"));
	for (const struct resource *r = s->run->kernel->iomem_resource.child; r; r = r->sibling)
		assert_string_equal(r->name, "System RAM");
}

static void test_lines(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	flag(s->board, "/a@9000000", "t,flag");
	boots(s, "driver one\n compatible t,one\n  probe\n"
	         "    unless of_property_read_bool . t,flag then return -EIO\n"
	         "    if of_property_read_bool . t,none then return -EIO\n"
	         "    try request_mem_region &.res.start 0 odd\n"
	         "    r: request_mem_region &.res.start 0x100 mine || -EIO\n"
	         "    if release_mem_region 0 0 then kmalloc 8\n"
	         "    request_mem_region &r.start &r.size other || -EAGAIN\n"
	         "  remove\n    release_mem_region &r.start &r.size\n");
	assert_int_equal(dev(s, "9000000.a")->error, -EAGAIN);
}

/* -EPROBE_DEFER by the driver: tried again once something else was bound, late in the boot. */
static void test_deferral(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,two");
	boots(s, "driver one\n compatible t,one\n initcall subsys\n  probe\n"
	         "    request_mem_region &.res.start 8 x || -EIO\n"
	         "    release_mem_region &.res.start 8\n"
	         "    if request_mem_region 0x9001000 0x1000 y then return -EPROBE_DEFER\n"
	         "driver two\n compatible t,two\n initcall late 1\n" CLAIM);
	/* the first try took the second one's registers for good */
	assert_string_equal(text_str(&s->probes), "9000000.a by one = -517\n"
	                                          "9000000.a by one = 0\n"
	                                          "9001000.b by two = -16\n");
}

/* Whom the node names must be bound first, whatever the order of the drivers. */
static void test_waits_for_supplier(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,two");
	names(s, "/a@9000000", "vdd-supply", "/b@9001000", 7);
	boots(s, "driver one\n compatible t,one\n initcall subsys\n" CLAIM
	         "driver two\n compatible t,two\n initcall device\n" CLAIM);
	assert_string_equal(text_str(&s->probes), "9001000.b by two = 0\n"
	                                          "9000000.a by one = 0\n");
	assert_int_equal(dev(s, "9000000.a")->state, DEVICE_BOUND);
}

static void never_comes(struct scene *s, enum bind_mode bind)
{
	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,two");
	names(s, "/a@9000000", "vdd-supply", "/b@9001000", 7);
	s->board->machine.bind = bind;
	boots(s, "driver one\n compatible t,one\n" CLAIM);
}

/* A supplier that nobody drives is waited for in the kernel's own way ... */
static void test_supplier_never_comes(void **state)
{
	struct scene *s = *state;

	never_comes(s, BIND_BUILTIN);
	assert_string_equal(text_str(&s->probes), "");
	assert_int_equal(dev(s, "9000000.a")->state, DEVICE_DEFERRED);
	assert_int_equal(dev(s, "9000000.a")->error, -EPROBE_DEFER);
	assert_string_equal(dev(s, "9000000.a")->reason, "supplier 9001000.b not ready");
	assert_string_equal(dev(s, "9000000.a")->waits_property, "vdd-supply");
}

/* ... and is taken to be there where bootwalk only does not know its driver. */
static void test_unknown_supplier(void **state)
{
	struct scene *s = *state;

	never_comes(s, BIND_KNOWN);
	assert_string_equal(text_str(&s->probes), "9000000.a by one = 0\n");
}

/* fw_devlink is a feature of the kernel. */
static void test_without_fw_devlink(void **state)
{
	struct scene *s = *state;

	s->board->machine.profile_storage.features &= ~(uint32_t)FEATURE_FW_DEVLINK;
	never_comes(s, BIND_BUILTIN);
	assert_string_equal(text_str(&s->probes), "9000000.a by one = 0\n");
}

/* The command line can switch it off. */
static void test_fw_devlink_off(void **state)
{
	struct scene *s = *state;

	args(s->board, "fw_devlink=off");
	never_comes(s, BIND_BUILTIN);
	assert_string_equal(text_str(&s->probes), "9000000.a by one = 0\n");
}

static void test_disabled_supplier(void **state)
{
	struct scene *s = *state;

	words(s->board, "/b@9001000", "status", "disabled");
	never_comes(s, BIND_BUILTIN);
	assert_string_equal(text_str(&s->probes), "9000000.a by one = 0\n");
}

/* Who need each other do not wait; the kernel says so. */
static void test_cycle(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,one");
	names(s, "/a@9000000", "vdd-supply", "/b@9001000", 7);
	names(s, "/b@9001000", "vcc-supply", "/a@9000000", 8);
	s->board->machine.bind = BIND_BUILTIN;
	boots(s, "driver one\n compatible t,one\n" CLAIM);
	assert_int_equal(dev(s, "9000000.a")->state, DEVICE_BOUND);
	assert_int_equal(dev(s, "9001000.b")->state, DEVICE_BOUND);
	assert_true(log_has(s, "/a@9000000: Fixed dependency cycle(s) with /b@9001000") ||
	            log_has(s, "/b@9001000: Fixed dependency cycle(s) with /a@9000000"));
}

/* A node below a device that is no device itself is that device's business. */
static void test_child_node_of_supplier(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,two");
	names(s, "/a@9000000", "vdd-supply", "/b@9001000/ldo", 7);
	s->board->machine.bind = BIND_BUILTIN;
	boots(s, "driver one\n compatible t,one\n initcall subsys\n" CLAIM
	         "driver two\n compatible t,two\n" CLAIM);
	assert_string_equal(text_str(&s->probes), "9001000.b by two = 0\n"
	                                          "9000000.a by one = 0\n");
}

/* A module comes when user space starts, and not at all in a boot without modules. */
static const char with_module[] = "driver one\n compatible t,one\n initcall module\n" CLAIM
				  "driver two\n compatible t,two\n initcall late\n" CLAIM;

static void test_module(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,two");
	boots(s, with_module);
	assert_string_equal(text_str(&s->probes), "9001000.b by two = 0\n"
	                                          "9000000.a by one = 0\n");
}

static void test_no_module(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	device(s, "/b@9001000", 0x9001000, "t,two");
	s->board->machine.bind = BIND_BUILTIN;
	boots(s, with_module);
	assert_string_equal(text_str(&s->probes), "9001000.b by two = 0\n");
}

static void test_bind_none(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	s->board->machine.bind = BIND_NONE;
	boots(s, "driver one\n compatible t,one\n" CLAIM);
	assert_string_equal(text_str(&s->probes), "");
	assert_int_equal(dev(s, "9000000.a")->state, DEVICE_WAITING);
}

/* An interrupt controller is set up early, becomes no device, and nobody waits for it. */
static void test_early(void **state)
{
	struct scene *s = *state;

	device(s, "/gic@8000000", 0x8000000, "t,gic");
	flag(s->board, "/gic@8000000", "interrupt-controller");
	cell(s->board, "/gic@8000000", "#interrupt-cells", 1);
	device(s, "/a@9000000", 0x9000000, "t,one");
	names(s, "/a@9000000", "interrupt-parent", "/gic@8000000", 7);
	cell(s->board, "/a@9000000", "interrupts", 5);
	s->board->machine.bind = BIND_BUILTIN;
	boots(s, "driver gic\n compatible t,gic\n initcall irqchip\n  probe\n    kmalloc 8\n"
	         "driver one\n compatible t,one\n" CLAIM);
	assert_string_equal(text_str(&s->probes), "gic@8000000 by gic = 0\n"
	                                          "9000000.a by one = 0\n");
	assert_null(device_find(s->run->kernel, "8000000.gic"));
}

static void test_bind_and_unbind(void **state)
{
	struct scene *s = *state;

	device(s, "/a@9000000", 0x9000000, "t,one");
	boots(s, "driver one\n compatible t,one\n" CLAIM
	         "  remove\n    kmalloc 8\n"
	         "driver other\n compatible t,other\n" CLAIM);
	says_at_prompt(s, "unbind 9000000.a", "-> 0\n");
	assert_int_equal(dev(s, "9000000.a")->state, DEVICE_WAITING);
	says_at_prompt(s, "bind 9000000.a one", "-> 0\n");
	assert_string_equal(dev(s, "9000000.a")->driver->name, "one");
	says_at_prompt(s, "bind 9000000.a one", "-> -EBUSY\n");
}

/* A call at a probe runs before its first line, and decides what the driver finds. */
static void test_injected_call(void **state)
{
	struct scene *s = *state;
	struct error err;

	device(s, "/a@9000000", 0x9000000, "t,one");
	load_drivers(s, "driver one\n compatible t,one\n" CLAIM);
	start(s);
	assert_true(run_inject(s->run, "probe(9000000.a)", "request_mem_region 0x9000000 16 thief",
	                       NULL, 0, &err));
	assert_true(run_boot(s->run, &err));
	assert_true(s->run->injections[0].done);
	assert_int_equal(dev(s, "9000000.a")->state, DEVICE_FAILED);
	assert_int_equal(dev(s, "9000000.a")->error, -EBUSY);
}

#define SCENE(name) cmocka_unit_test_setup_teardown(name, scene_setup, scene_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SCENE(test_order),
		SCENE(test_device_finds_driver),
		SCENE(test_failure),
		SCENE(test_lines),
		SCENE(test_deferral),
		SCENE(test_waits_for_supplier),
		SCENE(test_supplier_never_comes),
		SCENE(test_unknown_supplier),
		SCENE(test_without_fw_devlink),
		SCENE(test_fw_devlink_off),
		SCENE(test_disabled_supplier),
		SCENE(test_cycle),
		SCENE(test_child_node_of_supplier),
		SCENE(test_module),
		SCENE(test_no_module),
		SCENE(test_bind_none),
		SCENE(test_early),
		SCENE(test_bind_and_unbind),
		SCENE(test_injected_call),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
