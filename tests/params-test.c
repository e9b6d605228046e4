/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: how it is cut into words, and what the early words do to a boot. */
#include "boot-bench.h"

#include "linux/lib/cmdline.h"

static void test_memparse(void **state)
{
	static const struct {
		const char *text;
		uint64_t value;
		const char *rest;
	} rows[] = {
		{ "64M", 64 * MIB, "" },
		{ "0x10k@3", 0x4000, "@3" },
		{ "010", 8, "" },
		{ "1G-2G", GIB, "-2G" },
		{ "M", 0, "" },
		{ "", 0, "" },
		{ "0x", 0, "x" },
		{ "2e", 2ull << 60, "" },
		{ "99999999999999999999", 7766279631452241919ull, "" },
	};
	const char *rest;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(memparse(rows[i].text, &rest), rows[i].value);
		assert_string_equal(rest, rows[i].rest);
	}
}

static void test_next_arg(void **state)
{
	static const struct {
		const char *param, *value;
	} rows[] = {
		{ "a", NULL }, { "b", "1=2" }, { "c d", NULL }, { "e", "f g" }, { "h", "" },
	};
	char line[] = "  a b=1=2\t\"c d\" e=\"f g\" h= -- no=more";
	char *rest = line, *param, *value;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(next_arg(&rest, &param, &value));
		assert_string_equal(param, rows[i].param);
		if (rows[i].value)
			assert_string_equal(value, rows[i].value);
		else
			assert_null(value);
	}
	assert_false(next_arg(&rest, &param, &value));
	assert_true(parameq("log-buf_len", "log_buf-len"));
	assert_false(parameq("mem", "memblock"));
}

static void test_elfcorehdr_param(void **state)
{
	static const struct {
		const char *args;
		uint64_t start, size;
		bool malformed;
	} rows[] = {
		{ "elfcorehdr=16K@0x46000000", 0x46000000, 0x4000, false },
		{ "elfcorehdr=0x46000000", 0x46000000, 0x1000, false },
		{ "elfcorehdr=x", 0, 0x1000, true },
		{ "elfcorehdr", 0x45000000, 0x1000, true },
	};
	struct board *b;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *fresh;

		board_setup(&fresh);
		b = fresh;
		memory(b, "/memory@40000000", RAM, 256 * MIB);
		entry(b, "/chosen", "linux,elfcorehdr", 0x45000000, 0x1000);
		args(b, rows[i].args);
		boot(b, SIM_DONE);
		assert_int_equal(b->k->fdt->elfcorehdr_addr, rows[i].start);
		assert_int_equal(b->k->fdt->elfcorehdr_size, rows[i].size);
		assert_true(is_reserved(b, rows[i].start));
		assert_int_equal(logged(b, "Malformed early option 'elfcorehdr'"),
		                 rows[i].malformed);
		board_teardown(&fresh);
	}
}

/* One boot for each command line: how it ends, and what it says or does not say. */
static void test_early_values(void **state)
{
	static const struct {
		const char *args;
		enum sim_end end;
		const char *said, *unsaid;
	} rows[] = {
		{ "initrdmem", SIM_PANIC,
		  "Kernel panic - not syncing: Attempted to kill the idle task!",
		  "efi: UEFI not found." },
		{ "initrd", SIM_PANIC, "Machine model: test board", "efi: UEFI not found." },
		{ "kernelcore", SIM_PANIC, "Machine model: test board", "efi: UEFI not found." },
		{ "swiotlb", SIM_PANIC, "Machine model: test board", "efi: UEFI not found." },
		{ "initrdmem= swiotlb= kernelcore=", SIM_DONE, "efi: UEFI not found.", NULL },
		{ "kpti", SIM_DONE, "Malformed early option 'kpti'", NULL },
		{ "kpti=x", SIM_DONE, "Malformed early option 'kpti'", NULL },
		{ "kpti=o", SIM_DONE, "Malformed early option 'kpti'", NULL },
		{ "kpti=of init_on_free=True", SIM_DONE, "efi: UEFI not found.",
		  "Malformed early option 'kpti'" },
		{ "loglevel=-", SIM_DONE, "Malformed early option 'loglevel'", NULL },
		{ "loglevel=-1", SIM_DONE, "efi: UEFI not found.",
		  "Malformed early option 'loglevel'" },
		{ "acpi=offx", SIM_DONE, "Malformed early option 'acpi'", NULL },
		{ "ssbd=kernelx", SIM_DONE, "efi: UEFI not found.",
		  "Malformed early option 'ssbd'" },
		{ "percpu_alloc", SIM_DONE, "Malformed early option 'percpu_alloc'", NULL },
		{ "log_buf_len=4G", SIM_DONE, "printk: log_buf over 2G is not supported.", NULL },
	};
	struct board *b;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		void *fresh;

		board_setup(&fresh);
		b = fresh;
		memory(b, "/memory@40000000", RAM, 256 * MIB);
		args(b, rows[i].args);
		boot(b, rows[i].end);
		assert_true(logged(b, rows[i].said));
		assert_false(rows[i].unsaid && logged(b, rows[i].unsaid));
		board_teardown(&fresh);
	}
}

static void test_log_buf_limit(void **state)
{
	struct board *b = *state;

	memory(b, "/memory@40000000", RAM, 256 * MIB);
	args(b, "log_buf_len=4G kernelcore=1G,mirror");
	boot(b, SIM_DONE);
	assert_int_equal(b->k->setup->new_log_buf_len, 2 * GIB);
	assert_true(b->k->mm_memblock.mirrored_kernelcore);
}

static void test_keepinitrd(void **state)
{
	struct board *b = *state;
	int chosen = node_at(b, "/chosen");

	assert_int_equal(fdt_setprop_u64(b->blob, chosen, "linux,initrd-start", 0x48100000), 0);
	assert_int_equal(fdt_setprop_u64(b->blob, chosen, "linux,initrd-end", 0x48200000), 0);
	memory(b, "/memory@40000000", RAM, 256 * MIB);
	args(b, "keepinitrd=0");
	boot(b, SIM_DONE);
	assert_true(is_reserved(b, 0x48100000));
	assert_false(logged(b, "Freeing initrd memory: 1024K"));
}

#define BOOT_TEST(name) cmocka_unit_test_setup_teardown(name, board_setup, board_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_memparse),         cmocka_unit_test(test_next_arg),
		cmocka_unit_test(test_elfcorehdr_param), cmocka_unit_test(test_early_values),
		BOOT_TEST(test_log_buf_limit),           BOOT_TEST(test_keepinitrd),
	};

	return cmocka_run_group_tests_name("params", tests, NULL, NULL);
}
