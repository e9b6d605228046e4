/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text from outside: numbers, ranges, and names that must not reach a terminal raw. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "machine/input.h"

static void test_numbers(void **state)
{
	static const struct {
		const char *word;
		bool good;
		uint64_t value;
	} rows[] = {
		{ "0", true, 0 },
		{ "010", true, 10 },
		{ "0x10", true, 16 },
		{ "4K", true, 4096 },
		{ "0x2m", true, 2 << 20 },
		{ "1G", true, 1 << 30 },
		{ "0xffffffffffffffff", true, UINT64_MAX },
		{ "18446744073709551615", true, UINT64_MAX },
		{ "18446744073709551616", false, 0 },
		{ "0x10000000000000000", false, 0 },
		{ "17179869184G", false, 0 },
		{ "", false, 0 },
		{ "0x", false, 0 },
		{ "-1", false, 0 },
		{ " 1", false, 0 },
		{ "1 ", false, 0 },
		{ "1KK", false, 0 },
		{ "K", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t v = 0;

		assert_int_equal(input_number(rows[i].word, &v), rows[i].good);
		if (rows[i].good)
			assert_true(v == rows[i].value);
	}
}

static void test_text(void **state)
{
	static const struct {
		const char *text;
		enum input_fault fault;
		size_t at;
	} rows[] = {
		{ "pl011@9000000", INPUT_GOOD, 13 },
		{ "caf\xc3\xa9", INPUT_GOOD, 5 },
		{ "a\x1b[31m", INPUT_CONTROL, 1 },
		{ "ab\xc2\x9b", INPUT_CONTROL, 2 },
		{ "a\x7f", INPUT_CONTROL, 1 },
		{ "\xc0\x80", INPUT_NOT_UTF8, 0 },
		{ "a\xed\xa0\x80", INPUT_NOT_UTF8, 1 },
		{ "a\xe2\x82", INPUT_NOT_UTF8, 1 },
		{ "\xf4\x90\x80\x80", INPUT_NOT_UTF8, 0 },
	};
	char shown[4];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		size_t at;

		assert_int_equal(input_check(rows[i].text, strlen(rows[i].text), &at),
		                 rows[i].fault);
		assert_int_equal(at, rows[i].at);
	}
	assert_string_equal(input_printable(shown, sizeof(shown),
	                                    "a\x1b\xff"
	                                    "b"),
	                    "a??");
	assert_string_equal(input_printable(shown, sizeof(shown), "abc\xc3\xa9"), "abc");
	assert_string_equal(input_printable(shown, sizeof(shown), "ab\xc3\xa9"), "ab");
}

static void test_ranges(void **state)
{
	static const struct {
		const char *word;
		bool good;
		uint64_t start, end;
		const char *rest;
	} rows[] = {
		{ "0x1000-0x1fff", true, 0x1000, 0x1fff, "" },
		{ "1M-2M,3M-4M", true, 1 << 20, 2 << 20, ",3M-4M" },
		{ "5-5", true, 5, 5, "" },
		{ "0-0xffffffffffffffff", true, 0, UINT64_MAX, "" },
		{ "6-5", false, 0, 0, NULL },
		{ "5", false, 0, 0, NULL },
		{ "5-", false, 0, 0, NULL },
		{ "-5", false, 0, 0, NULL },
		{ "1-2-3", false, 0, 0, NULL },
		{ "1-2 ", false, 0, 0, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint64_t start, end;
		const char *rest;

		assert_int_equal(input_range(rows[i].word, &start, &end, &rest), rows[i].good);
		if (!rows[i].good)
			continue;
		assert_true(start == rows[i].start && end == rows[i].end);
		assert_string_equal(rest, rows[i].rest);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_ranges),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests_name("input", tests, NULL, NULL);
}
