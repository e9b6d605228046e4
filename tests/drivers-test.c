/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recipes: what is refused and where, the order of drivers, what they match, and packing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lang/recipe.h"
#include "machine/drivers.h"
#include "run/probe.h"
#include "run/run.h"

#define HEAD  "driver one\n  compatible \"a,b\"\n"
#define PROBE "  probe\n    return 0\n"

static bool add(struct driver_set *set, const char *text, struct error *err)
{
	return drivers_add_text(set, "x.drv", text, strlen(text), false, err);
}

static struct driver_set *set_of(const char *text)
{
	struct driver_set *set = drivers_new();
	struct error err;

	if (!add(set, text, &err) || !drivers_finish(set, &err))
		fail_msg("%s:%s: %s", err.what, err.where, err.reason);
	return set;
}

/* TEXT is refused at LINE with a reason that contains REASON. */
static void refused(const char *text, const char *line, const char *reason)
{
	struct driver_set *set = drivers_new();
	struct error err = { 0 };

	if (add(set, text, &err) && drivers_finish(set, &err))
		fail_msg("accepted: %s", text);
	assert_string_equal(err.what, "x.drv");
	if (strcmp(err.where, line) != 0 || !strstr(err.reason, reason))
		fail_msg("%s: %s, not %s: %s", err.where, err.reason, line, reason);
	drivers_free(set);
}

static void test_refused_heads(void **state)
{
	static const struct {
		const char *text, *line, *reason;
	} rows[] = {
		{ "", "1", "no line 'driver NAME'" },
		{ "# only this\n", "1", "no line 'driver NAME'" },
		{ "bus amba\n", "1", "before the first line" },
		{ "probe\n", "1", "before the first line" },
		{ "driver\n", "1", "too few words" },
		{ "driver a b\n", "1", "too many" },
		{ "driver a/b\n", "1", "no name for a driver" },
		{ "driver one\n" PROBE, "1", "does not say what it matches" },
		{ HEAD, "1", "has no probe" },
		{ "driver one\n  bus usb\n", "2", "'usb' is no bus" },
		{ "driver one\n  frobnicate\n", "2", "no word 'frobnicate'" },
		{ "driver one\n  config CONFIG_X\n", "2", "without CONFIG_" },
		{ "driver one\n  initcall sometime\n", "2", "'sometime' is no level" },
		{ "driver one\n  initcall device many\n", "2", "no number" },
		{ "driver one\n  compatible \"a,b\n", "2", "a quote is not closed" },
		{ "driver one\n  compatible \"\"\n", "2", "empty" },
		{ "driver one\n  bus amba\n  compatible \"a,b\"\n", "3", "platform bus" },
		{ "driver one\n  id 1 mask 1\n", "2", "amba bus" },
		{ "driver one\n  bus amba\n  id 1 2 3\n", "3", "id NUMBER mask NUMBER" },
		{ "driver one\n  bus amba\n  id 3 mask 1\n", "3", "it matches nothing" },
		{ "driver one\n  bus amba\n  id 0x100000000 mask 1\n", "3", "32 bits" },
		{ "driver one\n  bus pci\n  pci 8086\n", "3", "VENDOR:DEVICE" },
		{ "driver one\n  bus pci\n  pci class 06\n", "3", "VENDOR:DEVICE" },
		{ "driver one\n  bus pci\n  pci 8086:10zz\n", "3", "VENDOR:DEVICE" },
		{ HEAD "  bus amba\n", "3", "before what the driver matches" },
		{ HEAD PROBE "  probe\n", "5", "section 'probe' already" },
		{ HEAD PROBE "driver one\n  compatible \"c,d\"\n" PROBE, "5", "already" },
		{ HEAD PROBE "driver two\n  compatible \"a,b\"\n" PROBE, "5", "'a,b'" },
		{ "driver one\n  compatible a,b a,b\n" PROBE, "1", "'a,b'" },
		{ "driver one\n  name x\n" PROBE "driver two\n  name x\n" PROBE, "5", "'x'" },
		{ "driver one\n  bus amba\n  id 1 mask 1\n" PROBE
		  "driver two\n  bus amba\n  id 1 mask 1\n" PROBE,
		  "6", "already" },
		{ "driver one\n  compatible \"\x1b[1m\"\n", "2", "cannot be shown" },
		{ "driver one\n  compatible \"\xff\"\n", "2", "cannot be shown" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		refused(rows[i].text, rows[i].line, rows[i].reason);
}

static void test_refused_nul(void **state)
{
	static const char text[] = "driver one\n\0\n";
	struct driver_set *set = drivers_new();
	struct error err;

	(void)state;
	assert_false(drivers_add_text(set, "x.drv", text, sizeof(text) - 1, false, &err));
	assert_string_equal(err.where, "2");
	drivers_free(set);
}

/* What stands behind the three words is told with the line of the file. */
static void test_refused_lines(void **state)
{
	static const struct {
		const char *line, *reason;
	} rows[] = {
		{ "frobnicate 1", "no command 'frobnicate'" },
		{ "return", "return 0, or return -ERRNO" },
		{ "return 5", "return 0, or return -ERRNO" },
		{ "return -ENOTHING", "return 0, or return -ERRNO" },
		{ "kmalloc", "takes: SIZE" },
		{ "kmalloc 1 || EBUSY", "'||'" },
		{ "if kmalloc 1 kmalloc 2", "'then' is missing" },
		{ "if then kmalloc 2", "a call is missing" },
		{ "if kmalloc 1 == x then kmalloc 2", "must be a number" },
		{ "if kmalloc 1 & x then kmalloc 2", "must be a number" },
		{ "unless kmalloc 1 then", "a call is missing" },
		{ "try", "a call is missing" },
		{ "step", "no kernel call" },
		{ "kfree &nobody", "no" },
		{ "kmalloc \"1", "quote" },
	};
	static struct vocabulary v;

	(void)state;
	if (!v.set_count)
		run_add_commands(&v);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct driver_set *set;
		struct error err = { 0 };
		char text[256];

		/* the player's rows are not there: `step` is no command at all */
		if (!strcmp(rows[i].line, "step"))
			continue;
		snprintf(text, sizeof(text), HEAD "  probe\n    kmalloc 8\n\n    %s\n",
		         rows[i].line);
		set = set_of(text);
		if (run_check_drivers(set, &v, &err))
			fail_msg("accepted: %s", rows[i].line);
		assert_string_equal(err.what, "x.drv");
		assert_string_equal(err.where, "6");
		if (!strstr(err.reason, rows[i].reason))
			fail_msg("%s: %s", rows[i].line, err.reason);
		drivers_free(set);
	}
}

/* Level, then order, then name; whatever the order in the file. */
static void test_order(void **state)
{
	struct driver_set *set = set_of("driver z\n compatible z\n initcall subsys 7\n" PROBE
	                                "driver late\n compatible l\n initcall late\n" PROBE
	                                "driver b\n compatible b\n initcall device 2\n" PROBE
	                                "driver a\n compatible a\n initcall device 2\n" PROBE
	                                "driver first\n compatible f\n initcall device 1\n" PROBE
	                                "driver gic\n compatible g\n initcall irqchip\n" PROBE);
	static const char *const names[] = { "gic", "z", "first", "a", "b", "late" };

	(void)state;
	assert_int_equal(set->count, 6);
	for (unsigned i = 0; i < 6; i++) {
		assert_string_equal(set->drivers[i]->name, names[i]);
		assert_int_equal(set->drivers[i]->index, i);
	}
	drivers_free(set);
}

static void test_matching(void **state)
{
	struct driver_set *set =
		set_of("driver one\n compatible a,b c,d\n name reg-dummy\n" PROBE
	               "driver two\n compatible e,f\n example\n" PROBE
	               "driver three\n compatible e,f\n" PROBE
	               "driver am\n bus amba\n id 0x41061 mask 0xfffff\n" PROBE
	               "driver pc\n bus pci\n pci 1af4:10xx\n pci class 0604xx\n" PROBE);
	const struct driver_id *id;
	unsigned next = 0;
	const struct driver *drv = drivers_by_compatible(set, "c,d", &next, &id);

	(void)state;
	assert_string_equal(drv->name, "one");
	assert_string_equal(id->compatible, "c,d");
	assert_null(drivers_by_compatible(set, "c,d", &next, &id));
	next = 0;
	assert_string_equal(drivers_by_compatible(set, "C,d", &next, &id)->name, "one");
	next = 0;
	assert_null(drivers_by_compatible(set, "c,dd", &next, &id));
	/* an example may claim what a driver claims */
	next = 0;
	assert_string_equal(drivers_by_compatible(set, "e,f", &next, &id)->name, "three");
	assert_string_equal(drivers_by_compatible(set, "e,f", &next, &id)->name, "two");
	assert_null(drivers_by_compatible(set, "e,f", &next, &id));
	next = 0;
	assert_string_equal(drivers_by_name(set, "reg-dummy", &next, &id)->name, "one");
	for (size_t i = 0; i < set->count; i++) {
		drv = set->drivers[i];
		if (drv->bus == DRIVER_AMBA) {
			assert_non_null(driver_claims_amba(drv, 0x00341061));
			assert_null(driver_claims_amba(drv, 0x00041011));
		} else if (drv->bus == DRIVER_PCI) {
			assert_non_null(driver_claims_pci(drv, 0x1af41001, 0x020000));
			assert_non_null(driver_claims_pci(drv, 0x80861234, 0x060401));
			assert_null(driver_claims_pci(drv, 0x80861001, 0x020000));
		}
	}
	drivers_free(set);
}

static void test_sections(void **state)
{
	struct driver_set *set = set_of("driver one\r\n\tcompatible a,b # this\r\n"
	                                "  source drivers/x.c\n  config MY_X\n"
	                                "  probe x_probe\n    kmalloc 8\n\n    # no line\n"
	                                "  remove\n    kfree NULL\n");
	const struct driver *drv = set->drivers[0];
	static struct vocabulary v;
	struct recipe recipe;
	struct error err;

	(void)state;
	run_add_commands(&v);
	assert_string_equal(drv->config, "MY_X");
	assert_string_equal(drv->source, "drivers/x.c");
	assert_string_equal(drv->sections[SECTION_PROBE].function, "x_probe");
	assert_int_equal(drv->sections[SECTION_PROBE].line, 6);
	assert_int_equal(drv->sections[SECTION_REMOVE].line, 10);
	assert_null(drv->sections[SECTION_MMAP].text);
	assert_true(recipe_parse(&recipe, &v, drv, &err));
	assert_int_equal(recipe.count[SECTION_PROBE], 1);
	assert_int_equal(recipe.count[SECTION_REMOVE], 1);
	assert_int_equal(recipe.count[SECTION_MMAP], 0);
	assert_int_equal(recipe.lines[1].line, 10);
	recipe_done(&recipe);
	drivers_free(set);
}

static void test_presence(void **state)
{
	static const char builtin[] = "A\0B", modules[] = "C";
	struct driver_set *set = set_of("driver a\n compatible a\n config A\n" PROBE
	                                "driver b\n compatible b\n config C\n" PROBE
	                                "driver c\n compatible c\n config D\n" PROBE
	                                "driver d\n compatible d\n" PROBE);
	static const enum driver_presence wanted[] = { DRIVER_BUILTIN, DRIVER_MODULE, DRIVER_ABSENT,
		                                       DRIVER_BUILTIN };

	(void)state;
	drivers_set_presence(set, builtin, sizeof(builtin), modules, sizeof(modules));
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(set->drivers[i]->presence, wanted[i]);
	drivers_set_presence(set, NULL, 0, NULL, 0);
	for (unsigned i = 0; i < 4; i++)
		assert_int_equal(set->drivers[i]->presence, DRIVER_BUILTIN);
	drivers_free(set);
}

/* Another file's driver of that name takes the place of the first, when it may. */
static void test_replacing(void **state)
{
	static const char text[] = "driver one\n compatible new,one\n" PROBE;
	struct driver_set *set = drivers_new();
	struct error err;
	unsigned next = 0;

	(void)state;
	assert_true(add(set, HEAD PROBE, &err));
	assert_false(drivers_add_text(set, "y.drv", text, sizeof(text) - 1, false, &err));
	drivers_free(set);
	set = drivers_new();
	assert_true(add(set, HEAD PROBE, &err));
	assert_true(drivers_add_text(set, "y.drv", text, sizeof(text) - 1, true, &err));
	assert_true(drivers_finish(set, &err));
	assert_int_equal(set->count, 1);
	assert_string_equal(set->drivers[0]->file, "y.drv");
	assert_null(drivers_by_compatible(set, "a,b", &next, NULL));
	drivers_free(set);
}

static const char packed_text[] =
	"driver one\n compatible a,b c,d\n initcall subsys 9\n source s.c\n config X\n"
	" probe f\n  kmalloc 8\n remove\n  kfree NULL\n"
	"driver two\n bus pci\n pci class 0604xx\n example\n initcall module\n" PROBE;

static void test_packing(void **state)
{
	struct driver_set *set = set_of(packed_text), *back = drivers_new();
	unsigned char *data, *again;
	struct error err;
	size_t len, len_again;

	(void)state;
	drivers_pack(set, &data, &len);
	assert_true(drivers_add_packed(back, data, len, &err));
	assert_true(drivers_finish(back, &err));
	drivers_pack(back, &again, &len_again);
	assert_int_equal(len, len_again);
	assert_memory_equal(data, again, len);
	assert_int_equal(back->count, 2);
	for (unsigned i = 0; i < 2; i++) {
		const struct driver *a = set->drivers[i], *b = back->drivers[i];

		assert_string_equal(a->name, b->name);
		assert_int_equal(a->id_count, b->id_count);
		assert_int_equal(a->order, b->order);
		assert_int_equal(a->is_module, b->is_module);
		assert_int_equal(a->example, b->example);
		assert_int_equal(a->sections[0].len, b->sections[0].len);
		assert_memory_equal(a->sections[0].text, b->sections[0].text, a->sections[0].len);
	}
	free(again);
	free(data);
	drivers_free(back);
	drivers_free(set);
}

/* Whatever byte of it is another one, and wherever it ends: refused or read, never worse. */
static void test_damaged_pack(void **state)
{
	struct driver_set *set = set_of(packed_text);
	unsigned char *data;
	size_t len;

	(void)state;
	drivers_pack(set, &data, &len);
	for (size_t i = 0; i < len; i++) {
		unsigned char kept = data[i];
		struct error err;

		for (unsigned n = 0; n < 3; n++) {
			struct driver_set *back = drivers_new();

			data[i] = (unsigned char)(n == 0 ? 0 : n == 1 ? 0xff : kept + 1);
			if (drivers_add_packed(back, data, len, &err))
				(void)drivers_finish(back, &err);
			drivers_free(back);
		}
		data[i] = kept;
		{
			struct driver_set *back = drivers_new();

			assert_false(drivers_add_packed(back, data, i, &err));
			drivers_free(back);
		}
	}
	free(data);
	drivers_free(set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refused_heads), cmocka_unit_test(test_refused_nul),
		cmocka_unit_test(test_refused_lines), cmocka_unit_test(test_order),
		cmocka_unit_test(test_matching),      cmocka_unit_test(test_sections),
		cmocka_unit_test(test_presence),      cmocka_unit_test(test_replacing),
		cmocka_unit_test(test_packing),       cmocka_unit_test(test_damaged_pack),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
