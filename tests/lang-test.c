/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command language: words, numbers, ranges, lines and what is wrong with them. */
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "lang/flags.h"
#include "player/player.h"

static struct vocabulary vocabulary;

static void test_words(void **state)
{
	static const struct {
		const char *line;
		unsigned count;
		const char *last;
	} lines[] = {
		{ "", 0, NULL },
		{ "   # only a comment", 0, NULL },
		{ "a b c", 3, "c" },
		{ "a \"b c\" # d", 2, "b c" },
		{ "a 'b \"c'", 2, "b \"c" },
		{ "a b\\ c", 2, "b c" },
		{ "a \"b\\\"c\"", 2, "b\"c" },
		{ "a b#c", 2, "b#c" },
		{ "\"\"", 1, "" },
		{ "goto 'a", 2, "'a" },
		{ "goto ''", 2, "" },
		{ "goto 'a'", 2, "a" },
		{ "pl\"011@9\"000000", 1, "pl011@9000000" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct words words;
		struct error err;

		assert_true(words_split(&words, lines[i].line, strlen(lines[i].line), &err));
		assert_int_equal(words.count, lines[i].count);
		if (lines[i].last)
			assert_string_equal(words.word[words.count - 1], lines[i].last);
	}
}

static void test_bad_words(void **state)
{
	struct words words;
	struct error err;
	char many[200], longer[20000];

	(void)state;
	assert_false(words_split(&words, "a \"b", 4, &err));
	assert_false(words_split(&words, "a 'bc", 5, &err));
	assert_false(words_split(&words, "a b'c", 5, &err));
	for (unsigned i = 0; i < sizeof(many); i++)
		many[i] = i % 2 ? ' ' : 'x';
	assert_false(words_split(&words, many, sizeof(many), &err));
	memset(longer, 'x', sizeof(longer));
	assert_false(words_split(&words, longer, sizeof(longer), &err));
}

static void test_numbers(void **state)
{
	static const struct {
		const char *word;
		bool ok;
		uint64_t value;
	} words[] = {
		{ "0", true, 0 },
		{ "4096", true, 4096 },
		{ "0x9000000", true, 0x9000000 },
		{ "0XfF", true, 255 },
		{ "64K", true, 65536 },
		{ "0x10M", true, 16u << 20 },
		{ "1G", true, 1u << 30 },
		{ "18446744073709551615", true, UINT64_MAX },
		{ "0xffffffffffffffff", true, UINT64_MAX },
		{ "18446744073709551616", false, 0 },
		{ "0x10000000000000000", false, 0 },
		{ "18014398509481984K", false, 0 },
		{ "", false, 0 },
		{ "0x", false, 0 },
		{ "-1", false, 0 },
		{ "1k", false, 0 },
		{ "1KK", false, 0 },
		{ "12a", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		uint64_t value = 0;

		assert_int_equal(word_number(words[i].word, &value), words[i].ok);
		if (words[i].ok)
			assert_true(value == words[i].value);
	}
}

static void test_ranges_and_flags(void **state)
{
	uint64_t a, b;

	(void)state;
	assert_true(word_range("0x1000-0x1fff", &a, &b));
	assert_true(a == 0x1000 && b == 0x1fff);
	assert_true(word_range("2-1", &a, &b));
	assert_false(word_range("1-", &a, &b));
	assert_false(word_range("1-2-3", &a, &b));
	assert_true(word_flags("mem,busy", &a));
	assert_true(a == (IORESOURCE_MEM | IORESOURCE_BUSY));
	assert_true(word_flags("system_ram", &a));
	assert_true(a == IORESOURCE_SYSTEM_RAM);
	assert_true(word_flags("none", &a) && a == 0);
	assert_false(word_flags("mem,,busy", &a));
	assert_false(word_flags("mem,bus,y", &a));
	assert_true(word_desc("crash_kernel", &a) && a == IORES_DESC_CRASH_KERNEL);
	assert_false(word_desc("mem", &a));
	assert_true(word_memblock_flags("nomap,hotplug", &a) &&
	            a == (MEMBLOCK_NOMAP | MEMBLOCK_HOTPLUG));
}

/* Every flag that include/linux/ioport.h of 6.1 has: its word, its value, and back again. */
static void test_flags(void **state)
{
	static const struct {
		const char *words;
		uint64_t value;
		const char *told; /* the names, or a part of what the buses say */
	} flags[] = {
		{ "io", 0x100, "IORESOURCE_IO" },
		{ "mem", 0x200, "IORESOURCE_MEM" },
		{ "reg", 0x300, "IORESOURCE_REG" },
		{ "irq", 0x400, "IORESOURCE_IRQ" },
		{ "dma", 0x800, "IORESOURCE_DMA_8BIT | IORESOURCE_DMA_COMPATIBLE" },
		{ "bus", 0x1000, "IORESOURCE_BUS" },
		{ "mem,prefetch", 0x2200, "IORESOURCE_MEM | IORESOURCE_PREFETCH\n" },
		{ "readonly", 0x4000, "IORESOURCE_READONLY" },
		{ "cacheable", 0x8000, "IORESOURCE_CACHEABLE" },
		{ "rangelength", 0x10000, "IORESOURCE_RANGELENGTH" },
		{ "shadowable", 0x20000, "IORESOURCE_SHADOWABLE" },
		{ "sizealign", 0x40000, "IORESOURCE_SIZEALIGN" },
		{ "startalign", 0x80000, "IORESOURCE_STARTALIGN" },
		{ "mem_64", 0x100000, "IORESOURCE_MEM_64" },
		{ "window", 0x200000, "IORESOURCE_WINDOW" },
		{ "muxed", 0x400000, "IORESOURCE_MUXED" },
		{ "sysram", 0x1000000, "IORESOURCE_SYSRAM\n" },
		{ "system_ram", 0x1000200, "IORESOURCE_MEM | IORESOURCE_SYSRAM\n" },
		{ "sysram_driver_managed", 0x2000000, "IORESOURCE_SYSRAM_DRIVER_MANAGED" },
		{ "sysram_mergeable", 0x4000000, "IORESOURCE_SYSRAM_MERGEABLE" },
		{ "exclusive", 0x8000000, "IORESOURCE_EXCLUSIVE" },
		{ "disabled", 0x10000000, "IORESOURCE_DISABLED" },
		{ "unset", 0x20000000, "IORESOURCE_UNSET" },
		{ "auto", 0x40000000, "IORESOURCE_AUTO" },
		{ "busy", 0x80000000, "IORESOURCE_BUSY" },
		{ "irq,irq_highedge", 0x401, "IORESOURCE_IRQ_HIGHEDGE\n" },
		{ "irq,irq_lowedge", 0x402, "IORESOURCE_IRQ_LOWEDGE\n" },
		{ "irq,irq_highlevel", 0x404, "IORESOURCE_IRQ_HIGHLEVEL\n" },
		{ "irq,irq_lowlevel", 0x408, "IORESOURCE_IRQ_LOWLEVEL\n" },
		{ "irq,irq_shareable", 0x410, "IORESOURCE_IRQ_SHAREABLE\n" },
		{ "irq,irq_optional", 0x420, "IORESOURCE_IRQ_OPTIONAL\n" },
		{ "irq,irq_wakecapable", 0x440, "IORESOURCE_IRQ_WAKECAPABLE\n" },
		{ "dma,dma_8bit", 0x800, "IORESOURCE_DMA_8BIT" },
		{ "dma,dma_8and16bit", 0x801, "IORESOURCE_DMA_8AND16BIT |" },
		{ "dma,dma_16bit", 0x802, "IORESOURCE_DMA_16BIT |" },
		{ "dma,dma_master", 0x804, "IORESOURCE_DMA_MASTER" },
		{ "dma,dma_byte", 0x808, "IORESOURCE_DMA_BYTE" },
		{ "dma,dma_word", 0x810, "IORESOURCE_DMA_WORD" },
		{ "dma,dma_compatible", 0x800, "IORESOURCE_DMA_COMPATIBLE" },
		{ "dma,dma_typea", 0x840, "IORESOURCE_DMA_TYPEA\n" },
		{ "dma,dma_typeb", 0x880, "IORESOURCE_DMA_TYPEB\n" },
		{ "dma,dma_typef", 0x8c0, "IORESOURCE_DMA_TYPEF\n" },
		{ "mem,mem_writeable", 0x201, "IORESOURCE_MEM_WRITEABLE\n" },
		{ "mem,mem_cacheable", 0x202, "IORESOURCE_MEM_CACHEABLE\n" },
		{ "mem,mem_rangelength", 0x204, "IORESOURCE_MEM_RANGELENGTH\n" },
		{ "mem,mem_8bit", 0x200, "IORESOURCE_MEM\n" },
		{ "mem,mem_16bit", 0x208, "IORESOURCE_MEM_16BIT\n" },
		{ "mem,mem_8and16bit", 0x210, "IORESOURCE_MEM_8AND16BIT\n" },
		{ "mem,mem_32bit", 0x218, "IORESOURCE_MEM_32BIT\n" },
		{ "mem,mem_shadowable", 0x220, "IORESOURCE_MEM_SHADOWABLE\n" },
		{ "mem,mem_expansionrom", 0x240, "IORESOURCE_MEM_EXPANSIONROM\n" },
		{ "mem,mem_nonposted", 0x280, "IORESOURCE_MEM_NONPOSTED\n" },
		{ "io,io_16bit_addr", 0x101, "IORESOURCE_IO_16BIT_ADDR\n" },
		{ "io,io_fixed", 0x102, "IORESOURCE_IO_FIXED\n" },
		{ "io,io_sparse", 0x104, "IORESOURCE_IO_SPARSE\n" },
		{ "mem,rom_enable", 0x201, "PCI: IORESOURCE_ROM_ENABLE\n" },
		{ "mem,rom_shadow", 0x202, "PCI: IORESOURCE_ROM_SHADOW\n" },
		{ "mem,pci_fixed", 0x210, "PCI: IORESOURCE_PCI_FIXED\n" },
		{ "io,pci_ea_bei", 0x120, "PCI: IORESOURCE_PCI_EA_BEI\n" },
		{ "0x600", 0x600, "IORESOURCE_MEM | IORESOURCE_IRQ\n" },
		{ "mem,0x80", 0, NULL },
		{ "mem_", 0, NULL },
		{ "MEM", 0, NULL },
		{ "", 0, NULL },
	};
	struct text told = { 0 };
	uint64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		if (word_flags(flags[i].words, &value) != (flags[i].told != NULL))
			fail_msg("'%s'", flags[i].words);
		if (!flags[i].told)
			continue;
		text_clear(&told);
		flags_names(&told, value);
		text_add_char(&told, '\n');
		flags_of_buses(&told, value);
		if (value != flags[i].value || !strstr(text_str(&told), flags[i].told))
			fail_msg("%s: 0x%" PRIx64 " %s", flags[i].words, value, text_str(&told));
	}
	text_free(&told);
}

static void test_descs(void **state)
{
	static const char *const words[] = {
		"none",
		"crash_kernel",
		"acpi_tables",
		"acpi_nv_storage",
		"persistent_memory",
		"persistent_memory_legacy",
		"device_private_memory",
		"reserved",
		"soft_reserved",
		"cxl",
	};
	uint64_t value;

	(void)state;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		assert_true(word_desc(words[i], &value) && value == i);
		assert_int_equal(strlen(desc_name(i)), strlen(words[i]));
	}
	assert_null(desc_name(10));
	assert_false(word_desc("cx", &value));
	assert_false(word_desc("cxl_", &value));
}

/* Each of these must be refused at its second line, with this in the reason. */
static void test_bad_lines(void **state)
{
	static const struct {
		const char *line, *reason;
	} lines[] = {
		{ "memblok_add 0 1", "memblock_add" },
		{ "memblock_add 0", "BASE SIZE" },
		{ "memblock_add 0 1 2", "too many" },
		{ "memblock_add x 1", "BASE" },
		{ "request_resource iomem 0x1000 name", "RANGE" },
		{ "request_resource somewhere 0-1 name", "PARENT" },
		{ "request_resource &nobody 0-1 name", "nobody" },
		{ "request_resource iomem 0-1 name hot", "FLAGS" },
		{ "release_resource name", "&RES" },
		{ "memblock_set_bottom_up perhaps", "on or off" },
		{ "memblock_set_node 0 1 nothing 0", "memory or reserved" },
		{ "cat /etc/passwd", "/etc/passwd" },
		{ "cat", "FILE" },
		{ "dmesg -x", "dmesg" },
		{ "expect something 1", "something" },
		{ "expect function", "function NAME" },
		{ "info everything", "info" },
		{ "goto a//b", "moment" },
		{ "at setup_arch goto setup_arch", "injected" },
		{ "at setup_arch", "MOMENT CALL" },
		{ "break range here", "range" },
		{ "break kind nonsense", "nonsense" },
		{ "-memblock_add 0 1", "-memblock_add" },
		{ "request_mem_region 0 1 \"a", "quote" },
		{ "request_mem_region 0 1 \"a\x1b[2J\"", "control character" },
		{ "request_mem_region 0 1 \xc2\x9b", "control character" },
		{ "request_mem_region 0 1 \xe4", "UTF-8" },
		{ "at setup_arch at setup_arch memblock_add 0 1", "injected" },
		{ "-goto setup_arch", "-goto" },
		{ "-break kind link", "-break" },
		{ "break function", "function NAME" },
		{ "break function a b", "function NAME" },
		{ "x: at setup_arch memblock_add 0 1", "label" },
		{ "x: cat /proc/iomem", "label" },
		{ "expect memory all", "memory RANGE" },
		{ "expect memory 9-5", "memory RANGE" },
		{ "expect resource 0-1 n under", "under RANGE" },
		{ "expect resource 0-1 n over 0-1", "under RANGE" },
		{ "expect resource 0-1 n under 0-1 flags", "under RANGE" },
		{ "expect resource 0-1 n flags warm", "under RANGE" },
		{ "expect resource 0-1 n flags busy flags mem", "under RANGE" },
		{ "expect mapped 0-1 as butter", "as device" },
		{ "expect mapped 0-1 by foot", "by pte" },
		{ "expect mapped 0-1 by pte as", "by pte" },
		{ "expect moment a b", "moment MOMENT" },
		{ "expect moment a |", "moment MOMENT" },
		{ "expect moment a | b//c", "moment MOMENT" },
		{ "expect function a or b", "function NAME" },
		{ "expect device x unbound y", "unbound" },
		{ "expect device x asleep", "unbound" },
		{ "expect no memory 0-1", "no resource" },
		{ "expect moment a//b", "moment MOMENT" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct script script;
		struct error err;
		struct text text = { 0 };

		script_init(&script);
		text_addf(&text, "memblock_add 0 1\n%s\n", lines[i].line);
		if (script_parse(&script, &vocabulary, "s.bw", text_str(&text), text.len, &err))
			fail_msg("'%s' was accepted", lines[i].line);
		assert_string_equal(err.what, "s.bw");
		assert_string_equal(err.where, "2");
		if (!strstr(err.reason, lines[i].reason))
			fail_msg("'%s' gave '%s'", lines[i].line, err.reason);
		script_done(&script);
		text_free(&text);
	}
}

static void test_good_lines(void **state)
{
	static const char text[] = "# a comment\n"
				   "\n"
				   "a: request_resource iomem 0-0xff \"x y\" mem,busy reserved\r\n"
				   "insert_resource &a 0-1 NULL\n"
				   "  -next 3\n"
				   "at setup_arch/f#2 b: request_resource ioport 0-1 n\n"
				   "expect not resource 0-1 n under 0-2";
	struct script script;
	struct error err;

	(void)state;
	script_init(&script);
	assert_true(script_parse(&script, &vocabulary, "s", text, sizeof(text) - 1, &err));
	assert_int_equal(script.count, 5);
	assert_string_equal(script.calls[0].label, "a");
	assert_int_equal(script.calls[0].line, 3);
	assert_int_equal(script.calls[0].arg_count, 5);
	assert_true(script.calls[1].args[0].is_label);
	assert_true(script.calls[1].args[2].is_null);
	assert_true(script.calls[2].backwards);
	assert_int_equal(script.calls[2].args[0].a, 3);
	assert_string_equal(script.calls[3].inner->label, "b");
	assert_string_equal(script.calls[3].inner->command->name, "request_resource");
	script_done(&script);
}

/* What editors elsewhere do to a text: CR before each newline, and a mark at its beginning. */
static void test_foreign_text(void **state)
{
	static const char text[] = "\xef\xbb\xbfmemblock_add 0 1\r\n\r\nexpect last 1\r\n";
	struct script script;
	struct error err;

	(void)state;
	script_init(&script);
	assert_true(script_parse(&script, &vocabulary, "s", text, sizeof(text) - 1, &err));
	assert_int_equal(script.count, 2);
	assert_int_equal(script.calls[1].line, 3);
	assert_string_equal(script.calls[1].source, "expect last 1");
	assert_string_equal(script.calls[1].file, "s");
	script_done(&script);
}

/* Every row says something, and its words are words that the parser knows. */
static void test_rows(void **state)
{
	const struct command *row;

	(void)state;
	for (size_t i = 0; (row = vocabulary_at(&vocabulary, i)); i++) {
		assert_ptr_equal(vocabulary_find(&vocabulary, row->name), row);
		assert_non_null(row->run);
		assert_true(row->help && row->help[strlen(row->help) - 1] != ' ');
	}
	assert_null(vocabulary_find(&vocabulary, "no_such_thing"));
}

/* A script that holds any bytes at all is refused or accepted, never worse. */
static void test_mangled_lines(void **state)
{
	static const char good[] = "a: request_resource iomem 0x10-0xff \"x y\" mem,busy reserved";
	uint64_t seed = 1;

	(void)state;
	for (unsigned round = 0; round < 20000; round++) {
		char line[sizeof(good)];
		struct script script;
		struct error err;

		memcpy(line, good, sizeof(good));
		for (unsigned i = 0; i < 3; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			line[(seed >> 33) % (sizeof(good) - 1)] = (char)(seed >> 25);
		}
		script_init(&script);
		script_parse(&script, &vocabulary, "s", line, sizeof(good) - 1, &err);
		script_done(&script);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),        cmocka_unit_test(test_bad_words),
		cmocka_unit_test(test_numbers),      cmocka_unit_test(test_ranges_and_flags),
		cmocka_unit_test(test_flags),        cmocka_unit_test(test_descs),
		cmocka_unit_test(test_bad_lines),    cmocka_unit_test(test_good_lines),
		cmocka_unit_test(test_rows),         cmocka_unit_test(test_mangled_lines),
		cmocka_unit_test(test_foreign_text),
	};

	run_add_commands(&vocabulary);
	player_add_commands(&vocabulary);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
