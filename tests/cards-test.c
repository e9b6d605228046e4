/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `pci` files: what is read, and what is refused with its line. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "machine/cards.h"

static const char sound[] =
	"# the bridge, and what is behind it\n"
	"0000:00:01.0 1b36:000c type 01 class 060400 bar0=mem,64bit,0x100@0x0 bus=01-02\n"
	"\n"
	"0000:01:02.3\t8086:100e type 00 class 020000 bar0=mem,0x20000@0xfe000000 bar1=io,0x40@0x0 "
	"rom=mem,pref,0x40000@0x0 msix=0,4@0x2000\r\n"
	"0000:02:00.0 1234:11e8 type 01 class 060401 port=upstream hotplug "
	"memwin=0x10000000-0x100fffff bus=03-03";

static void test_sound(void **state)
{
	struct error err;
	struct cards *cards = cards_parse("pci", sound, strlen(sound), &err);
	const struct card *card;

	(void)state;
	assert_non_null(cards);
	assert_int_equal(cards->count, 3);
	card = cards_at(cards, 0, 0, 1, 0);
	assert_non_null(card);
	assert_int_equal(card->type, 1);
	assert_int_equal(card->first_bus, 1);
	assert_int_equal(card->last_bus, 2);
	assert_true(card->bars[0].wide);
	assert_true(card->hotplug);
	assert_int_equal(card->port, CARD_PORT_ROOT);
	assert_true(card->msix);
	card = cards_at(cards, 0, 1, 2, 3);
	assert_non_null(card);
	assert_int_equal(card->vendor, 0x8086);
	assert_int_equal(card->product, 0x100e);
	assert_int_equal(card->class, 0x020000);
	assert_int_equal(card->bars[0].size, 0x20000);
	assert_int_equal(card->bars[0].firmware, 0xfe000000);
	assert_int_equal(card->bars[1].kind, CARD_BAR_IO);
	assert_true(card->rom.prefetchable);
	assert_int_equal(card->msix_offset, 0x2000);
	assert_int_equal(card->line, 4);
	card = cards_at(cards, 0, 2, 0, 0);
	assert_non_null(card);
	assert_int_equal(card->windows[1].end, 0x100fffff);
	assert_null(cards_at(cards, 0, 0, 2, 0));
	assert_null(cards_at(NULL, 0, 0, 1, 0));
	assert_true(cards_configured(cards, 0));
	assert_false(cards_configured(cards, 1));
	cards_free(cards);
}

#define HEAD "0000:00:01.0 8086:100e type 00 class 020000 "

static void test_refused(void **state)
{
	static const struct {
		const char *text, *line, *reason;
	} rows[] = {
		{ "0000:00:01", "1", "no place" },
		{ "\n0000:00:20.0 8086:100e type 00 class 020000", "2", "32 devices" },
		{ "0000:00:01.0", "1", "too early" },
		{ "0000:00:01.0 ffff:ffff type 00 class 020000", "1", "empty slot" },
		{ "0000:00:01.0 8086:100e kind 00 class 020000", "1", "no 'type'" },
		{ "0000:00:01.0 8086:100e type 02 class 020000", "1", "header type" },
		{ "0000:00:01.0 8086:100e type 00 class 0200", "1", "six digits" },
		{ HEAD "bar0=mem", "1", "SIZE@ADDRESS" },
		{ HEAD "bar0=dma,0x100@0", "1", "mem or io" },
		{ HEAD "bar0=mem,0x300@0", "1", "power of two" },
		{ HEAD "bar0=mem,0x1000@0x800", "1", "multiple" },
		{ HEAD "bar0=mem,0x8@0", "1", "16 bytes" },
		{ HEAD "bar0=mem,0x100000000@0", "1", "64bit" },
		{ HEAD "bar0=mem,0x100@0,pref,0x10@0", "1", "behind the size" },
		{ HEAD "bar0=io,0x10@0 bar0=io,0x10@0", "1", "twice" },
		{ HEAD "bar5=mem,64bit,0x100@0", "1", "upper half" },
		{ HEAD "bar0=mem,64bit,0x100@0 bar1=io,0x10@0", "1", "upper half" },
		{ HEAD "bar6=io,0x10@0", "1", "no word" },
		{ HEAD "rom=io,0x1000@0", "1", "mem or io" },
		{ HEAD "quick", "1", "no word" },
		{ HEAD "bus=01-01", "1", "only a bridge" },
		{ HEAD "hotplug", "1", "only a bridge" },
		{ HEAD "msix=0,0@0", "1", "count" },
		{ HEAD "msix=0", "1", "COUNT@OFFSET" },
		{ HEAD "\n" HEAD, "2", "line 1" },
		{ "0000:01:00.0 1b36:000c type 01 class 060400 bus=01-01", "1", "on bus 01" },
		{ "0000:00:00.0 1b36:000c type 01 class 060400 bus=02-01", "1", "on bus 00" },
		{ "0000:00:00.0 1b36:000c type 01 class 060400 bar2=io,0x10@0", "1", "bar0 and" },
		{ "0000:00:00.0 1b36:000c type 01 class 060400 port=side", "1", "none of root" },
		{ "0000:00:00.0 1b36:000c type 01 class 060400 iowin=5", "1", "no range" },
		{ "0000:00:00.0 1b36:000c type 01 class 060400 bus=01-01\n"
		  "0000:00:01.0 1b36:000c type 01 class 060400 bus=01-02",
		  "2", "line 1" },
		{ "\x1b[2J", "1", "plain text" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct error err = { .what = "" };

		if (cards_parse("pci", rows[i].text, strlen(rows[i].text), &err) ||
		    !strstr(err.reason, rows[i].reason))
			print_error("%s: %s\n", rows[i].text, err.reason);
		assert_non_null(strstr(err.reason, rows[i].reason));
		assert_string_equal(err.what, "pci");
		assert_string_equal(err.where, rows[i].line);
	}
}

/* Every byte of a sound file replaced, and every beginning of it: never a crash. */
static void test_damaged(void **state)
{
	static const char bytes[] = "\0\n =,:@-.x0f9\xff";
	char text[sizeof(sound)];
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof(sound); i++) {
		cards_free(cards_parse("pci", sound, i, &err));
		for (size_t b = 0; b < sizeof(bytes); b++) {
			memcpy(text, sound, sizeof(text));
			text[i] = bytes[b];
			cards_free(cards_parse("pci", text, strlen(sound), &err));
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_damaged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
