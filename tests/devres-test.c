/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drivers take with devm_ functions: the order of giving back, groups, the log. */
#include "resource-bench.h"

#include "linux/drivers/base/base.h"
#include "linux/include/amba.h"
#include "linux/include/interrupt.h"
#include "linux/include/slab.h"
#include "machine/drivers.h"

static struct device *make_device(struct bench *b, const char *name)
{
	struct device *dev = device_new(b->k, BUS_PLATFORM, sim_name(b->sim, name), NULL, -1);

	device_add(b->k, dev);
	return dev;
}

static struct resource *claim(struct bench *b, struct device *dev, uint64_t start, const char *name)
{
	return __devm_request_region(b->k, dev, &b->k->iomem_resource, start, 0x1000,
	                             sim_name(b->sim, name));
}

static void log_from_here(struct bench *b)
{
	struct kernel *k = b->k;

	sim_clear_log(b->sim);
	SET(k, k->base->log_devres, true);
}

static void log_is(struct bench *b, const char *wanted)
{
	text_clear(&b->out);
	for (const struct log_line *l = b->sim->log->first; l; l = l->next)
		text_addf(&b->out, "%s\n", l->text);
	assert_string_equal(text_str(&b->out), wanted);
}

static void iomem_is(struct bench *b, const char *wanted)
{
	text_clear(&b->out);
	assert_int_equal(seq_cat(b->k, IOMEM, true, &b->out), 0);
	assert_string_equal(text_str(&b->out), wanted);
}

/* The latest is given back first, whatever it is. */
static void test_reverse_order(void **state)
{
	struct bench *b = *state;
	struct device *dev = make_device(b, "1000.one");
	const char *name;

	log_from_here(b);
	assert_non_null(claim(b, dev, 0x1000, "first"));
	assert_int_equal(devm_add_action(b->k, dev, sim_name(b->sim, "stop")), 0);
	name = devm_kasprintf(b->k, dev, "%s %s", dev->name, "regs");
	assert_string_equal(name, "1000.one regs");
	assert_non_null(claim(b, dev, 0x3000, name));
	assert_null(claim(b, dev, 0x3000, "again"));
	iomem_is(b, "00001000-00001fff : first\n00003000-00003fff : 1000.one regs\n");
	assert_int_equal(devres_release_all(b->k, dev), 4);
	iomem_is(b, "");
	assert_null(dev->devres);
	assert_int_equal(devres_release_all(b->k, dev), 0);
	log_is(b, "platform 1000.one: DEVRES ADD devm_region_release (24 bytes)\n"
	          "platform 1000.one: DEVRES ADD devm_action_release (16 bytes)\n"
	          "platform 1000.one: DEVRES ADD devm_kzalloc_release (14 bytes)\n"
	          "platform 1000.one: DEVRES ADD devm_region_release (24 bytes)\n"
	          "platform 1000.one: DEVRES REL devm_region_release (24 bytes)\n"
	          "platform 1000.one: DEVRES REL devm_kzalloc_release (14 bytes)\n"
	          "platform 1000.one: DEVRES REL devm_action_release (16 bytes)\n"
	          "platform 1000.one: DEVRES REL devm_region_release (24 bytes)\n");
}

static void test_by_hand(void **state)
{
	static const char warning[] = "1000.one: DEVRES ADD devm_region_release (24 bytes)\n"
				      "1000.one: DEVRES REM devm_region_release (24 bytes)\n"
				      "resource: Trying to free nonexistent resource "
				      "<0x0000000000001000-0x0000000000001fff>\n"
				      "------------[ cut here ]------------\n";
	static const struct driver driver = { .name = "calls" };
	struct bench *b = *state;
	struct kernel *k = b->k;
	struct device *dev = make_device(b, "1000.one");
	const char *log;

	SET(k, dev->driver, &driver);
	log_from_here(b);
	assert_non_null(claim(b, dev, 0x1000, "mine"));
	__devm_release_region(k, dev, &k->iomem_resource, 0x1000, 0x1000);
	iomem_is(b, "");
	assert_null(dev->devres);
	/* a second time there is neither a claim nor a note */
	__devm_release_region(k, dev, &k->iomem_resource, 0x1000, 0x1000);
	text_clear(&b->out);
	for (const struct log_line *l = b->sim->log->first; l; l = l->next) {
		log = l->text;
		text_addf(&b->out, "%s\n", strncmp(log, "calls ", 6) ? log : log + 6);
	}
	assert_memory_equal(text_str(&b->out), warning, sizeof(warning) - 1);
	assert_non_null(strstr(text_str(&b->out), " at kernel/resource.c:1636 "
	                                          "__devm_release_region\n"));
}

static void test_own_resource(void **state)
{
	struct bench *b = *state;
	struct kernel *k = b->k;
	struct device *dev = make_device(b, "1000.one");
	struct resource *res = bring(b, 0x1000, 0x1fff, "top", IORESOURCE_MEM);
	struct resource *again = bring(b, 0x1800, 0x27ff, "again", IORESOURCE_MEM);

	log_from_here(b);
	assert_int_equal(devm_request_resource(k, dev, &k->iomem_resource, res), 0);
	assert_int_equal(devm_request_resource(k, dev, &k->iomem_resource, again), -EBUSY);
	devm_release_resource(k, dev, res);
	iomem_is(b, "");
	assert_int_equal(devm_request_resource(k, dev, &k->iomem_resource, again), 0);
	assert_int_equal(devres_release_all(k, dev), 1);
	iomem_is(b, "");
	log_is(b, "platform 1000.one: DEVRES ADD devm_resource_release (8 bytes)\n"
	          "platform 1000.one: resource collision: [mem 0x00001800-0x000027ff] conflicts "
	          "with top [mem 0x00001000-0x00001fff]\n"
	          "platform 1000.one: DEVRES REM devm_resource_release (8 bytes)\n"
	          "platform 1000.one: DEVRES ADD devm_resource_release (8 bytes)\n"
	          "platform 1000.one: DEVRES REL devm_resource_release (8 bytes)\n");
}

/* Two groups, the second inside the first, and something before and behind. */
static void take_in_groups(struct bench *b, struct device *dev, bool close)
{
	const char *outer = sim_name(b->sim, "outer"), *inner = sim_name(b->sim, "inner");

	claim(b, dev, 0x1000, "before");
	devres_open_group(b->k, dev, outer);
	claim(b, dev, 0x2000, "in outer");
	devres_open_group(b->k, dev, inner);
	claim(b, dev, 0x3000, "in inner");
	devres_close_group(b->k, dev, inner);
	claim(b, dev, 0x4000, "in outer too");
	if (close)
		devres_close_group(b->k, dev, NULL);
	claim(b, dev, 0x5000, "behind");
}

static void test_groups(void **state)
{
	struct bench *b = *state;
	struct kernel *k = b->k;
	struct device *dev = make_device(b, "1000.one");
	const char *outer = sim_name(b->sim, "outer"), *inner = sim_name(b->sim, "inner");

	take_in_groups(b, dev, true);
	log_from_here(b);
	assert_int_equal(devres_release_group(k, dev, outer), 3);
	iomem_is(b, "00001000-00001fff : before\n00005000-00005fff : behind\n");
	log_is(b, "platform 1000.one: DEVRES REL grp< (0 bytes)\n"
	          "platform 1000.one: DEVRES REL grp< (0 bytes)\n"
	          "platform 1000.one: DEVRES REL devm_region_release (24 bytes)\n"
	          "platform 1000.one: DEVRES REL devm_region_release (24 bytes)\n"
	          "platform 1000.one: DEVRES REL devm_region_release (24 bytes)\n");
	assert_int_equal(devres_release_all(k, dev), 2);

	/* the inner one alone; the outer one stays whole */
	take_in_groups(b, dev, true);
	assert_int_equal(devres_release_group(k, dev, inner), 1);
	iomem_is(b, "00001000-00001fff : before\n00002000-00002fff : in outer\n"
	            "00004000-00004fff : in outer too\n00005000-00005fff : behind\n");
	devres_remove_group(k, dev, outer);
	assert_int_equal(devres_release_all(k, dev), 4);
	assert_null(dev->devres);

	/* an open group reaches to the end */
	take_in_groups(b, dev, false);
	assert_int_equal(devres_release_group(k, dev, NULL), 4);
	iomem_is(b, "00001000-00001fff : before\n");

	/* marks go with the rest; without a list nobody warns */
	devres_open_group(k, dev, inner);
	assert_int_equal(devres_release_all(k, dev), 1);
	assert_null(dev->devres);
	sim_clear_log(b->sim);
	assert_int_equal(devres_release_group(k, dev, inner), 0);
	log_is(b, "");
	claim(b, dev, 0x1000, "before");
	sim_clear_log(b->sim);
	assert_int_equal(devres_release_group(k, dev, inner), 0);
	assert_string_equal(b->sim->log->first->text, "------------[ cut here ]------------");
}

/* A group closed behind the beginning of an open one takes that beginning with it. */
static void test_crossing_groups(void **state)
{
	struct bench *b = *state;
	struct kernel *k = b->k;
	struct device *dev = make_device(b, "1000.one");
	const char *one = sim_name(b->sim, "one"), *two = sim_name(b->sim, "two");

	devres_open_group(k, dev, one);
	claim(b, dev, 0x1000, "in one");
	devres_open_group(k, dev, two);
	claim(b, dev, 0x2000, "in both");
	devres_close_group(k, dev, one);
	claim(b, dev, 0x3000, "in two");
	assert_int_equal(devres_release_group(k, dev, one), 2);
	iomem_is(b, "00003000-00003fff : in two\n");
	sim_clear_log(b->sim);
	assert_int_equal(devres_release_group(k, dev, two), 0);
	assert_non_null(strstr(b->sim->log->first->next->text, " devres_release_group"));
	assert_int_equal(devres_release_all(k, dev), 1);
	iomem_is(b, "");
}

static void test_amba(void **state)
{
	struct bench *b = *state;
	struct kernel *k = b->k;
	struct device *dev = make_device(b, "9000000.pl011");
	struct resource *res = put(b, 0x9000000, 0x9000fff, "pl011@9000000", IORESOURCE_MEM);

	SET(k, dev->resource, res);
	SET(k, dev->num_resources, 1);
	assert_int_equal(amba_request_regions(k, dev, sim_name(b->sim, "uart-pl011")), 0);
	iomem_is(b, "09000000-09000fff : pl011@9000000\n  09000000-09000fff : uart-pl011\n");
	assert_int_equal(amba_request_regions(k, dev, sim_name(b->sim, "thief")), -EBUSY);
	amba_release_regions(k, dev);
	iomem_is(b, "09000000-09000fff : pl011@9000000\n");
}

/* The sentence of the last step of that kind. */
static void last_says(struct bench *b, enum step_kind kind, const char *wanted)
{
	size_t i = b->sim->step_count;

	while (i && b->sim->steps[i - 1].says->kind != kind)
		i--;
	assert_true(i > 0);
	text_clear(&b->out);
	sentence_of(&b->out, b->sim, &b->sim->steps[i - 1]);
	assert_string_equal(text_str(&b->out), wanted);
}

/* Who is refused is told who has it, and by which call. */
static void test_conflict_told(void **state)
{
	struct bench *b = *state;
	struct kernel *k = b->k;
	struct device *one = make_device(b, "1000.one"), *two = make_device(b, "2000.two");

	assert_non_null(claim(b, two, 0x8000, "two"));
	assert_non_null(claim(b, one, 0x1000, "one"));
	assert_null(claim(b, two, 0x1000, "two again"));
	last_says(b, STEP_CONFLICT,
	          "00001000-00001fff two again is refused: 00001000-00001fff one "
	          "is busy, claimed by __devm_request_region(1000.one).");
	put(b, 0x4000, 0x4fff, "four", 0);
	assert_int_equal(request_resource(k, &k->iomem_resource,
	                                  bring(b, 0x4800, 0x57ff, "five", IORESOURCE_MEM)),
	                 -EBUSY);
	last_says(b, STEP_CONFLICT,
	          "00004800-000057ff five is refused: 00004000-00004fff four is "
	          "in the way, put there by request_resource#1.");
}

/* Interrupts go with the driver too, by their own function or with the rest. */
static void test_interrupts(void **state)
{
	struct bench *b = *state;
	struct kernel *k = b->k;
	struct device *dev = make_device(b, "1000.one");
	const char *name = sim_name(b->sim, "gpio");

	/* there is no memory without a board */
	assert_true(devm_kzalloc(k, dev, 100) == 0);
	assert_true(devm_kzalloc(k, dev, 0) == ZERO_SIZE_PTR);
	log_from_here(b);
	assert_int_equal(devm_request_irq(k, dev, 50, name, 0), 0);
	assert_int_equal(devm_request_irq(k, dev, 50, name, 0), -EBUSY);
	assert_int_equal(devm_request_irq(k, dev, 51, NULL, 0), 0);
	devm_free_irq(k, dev, 50, name);
	assert_int_equal(devres_release_all(k, dev), 1);
	assert_int_equal(request_irq(k, 51, name, 0), 0);
	text_clear(&b->out);
	for (const struct log_line *l = b->sim->log->first; l; l = l->next)
		if (strstr(l->text, "DEVRES"))
			text_addf(&b->out, "%s\n", l->text);
	assert_string_equal(text_str(&b->out),
	                    "platform 1000.one: DEVRES ADD devm_irq_release (16 bytes)\n"
	                    "platform 1000.one: DEVRES ADD devm_irq_release (16 bytes)\n"
	                    "platform 1000.one: DEVRES REM devm_irq_release (16 bytes)\n"
	                    "platform 1000.one: DEVRES REL devm_irq_release (16 bytes)\n");
}

static void test_get_resource(void **state)
{
	struct bench *b = *state;
	struct kernel *k = b->k;
	struct device *dev = make_device(b, "1000.one");
	struct resource *res = sim_alloc(b->sim, 3 * sizeof(*res));

	SET(k, res[0].name, sim_name(b->sim, "regs"));
	SET(k, res[0].flags, IORESOURCE_MEM);
	SET(k, res[1].name, sim_name(b->sim, "regs"));
	SET(k, res[1].flags, IORESOURCE_IRQ);
	SET(k, res[2].flags, IORESOURCE_MEM | IORESOURCE_MEM_NONPOSTED);
	SET(k, dev->resource, res);
	SET(k, dev->num_resources, 3);
	assert_ptr_equal(platform_get_resource(k, dev, IORESOURCE_MEM, 1), &res[2]);
	assert_null(platform_get_resource(k, dev, IORESOURCE_MEM, 2));
	assert_ptr_equal(platform_get_resource(k, dev, IORESOURCE_IRQ, 0), &res[1]);
	assert_ptr_equal(platform_get_resource_byname(k, dev, IORESOURCE_IRQ, "regs"), &res[1]);
	assert_null(platform_get_resource_byname(k, dev, IORESOURCE_IO, "regs"));
	assert_null(platform_get_resource_byname(k, dev, IORESOURCE_MEM, "nobody"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_reverse_order, setup, teardown),
		cmocka_unit_test_setup_teardown(test_by_hand, setup, teardown),
		cmocka_unit_test_setup_teardown(test_own_resource, setup, teardown),
		cmocka_unit_test_setup_teardown(test_groups, setup, teardown),
		cmocka_unit_test_setup_teardown(test_crossing_groups, setup, teardown),
		cmocka_unit_test_setup_teardown(test_amba, setup, teardown),
		cmocka_unit_test_setup_teardown(test_conflict_told, setup, teardown),
		cmocka_unit_test_setup_teardown(test_interrupts, setup, teardown),
		cmocka_unit_test_setup_teardown(test_get_resource, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
