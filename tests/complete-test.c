/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be completed where in a line of the command language, and the hint that goes with it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lang/argument.h"
#include "player/complete.h"

static struct vocabulary vocabulary;
static struct machine *machine;
static struct player *player;

static bool do_line(const char *line)
{
	struct script script;
	struct text out = { 0 };
	struct error err;
	bool failed = false, ok;

	script_init(&script);
	script.any_label = true;
	ok = script_parse(&script, &vocabulary, NULL, line, strlen(line), &err) &&
	     player_call(player, &script.calls[0], &out, &failed, &err);
	script_done(&script);
	text_free(&out);
	return ok;
}

static int set_up(void **state)
{
	struct machine_options opts = { 0 };
	struct error err;

	(void)state;
	run_add_commands(&vocabulary);
	player_add_commands(&vocabulary);
	if (!machine_load(&machine, "qemu-virt", &opts, &err))
		return -1;
	player = player_new(machine, &vocabulary, &sim_default_limits, NULL, &err);
	return player && do_line("mouse: request_mem_region 0x1000 0x2000 \"a mouse\"") &&
	                       do_line("map: ioremap 0x9030000 0x1000") &&
	                       do_line("break kind conflict")
	               ? 0
	               : -1;
}

static int tear_down(void **state)
{
	(void)state;
	player_free(player);
	machine_free(machine);
	return 0;
}

/* Complete LINE, whose last word begins at the last blank, as readline cuts it. */
static void complete(const char *line, struct completions *out)
{
	char before[256];
	const char *blank = strrchr(line, ' '), *word = blank ? blank + 1 : line;

	snprintf(before, sizeof(before), "%.*s", (int)(word - line), line);
	player_complete(player, before, word, out);
}

static bool offers(const char *line, const char *word)
{
	struct completions found;
	bool any = false;

	complete(line, &found);
	for (size_t i = 0; i < found.count; i++)
		any |= !strcmp(found.all[i].word, word);
	completions_done(&found);
	return any;
}

/* Each kind of argument, and something that is no such thing. */
static void test_kinds(void **state)
{
	static const struct {
		const char *line, *yes, *no;
	} lines[] = {
		{ "", "request_mem_region", "mouse" },
		{ "memblock_ad", "memblock_add", "memblock_reserve" },
		{ "x: memblock_ad", "memblock_add", NULL },
		{ "-ne", "-next", "next" },
		{ "-go", NULL, "-goto" },
		{ "at bootmem_init memblock_ad", "memblock_add", NULL },
		{ "at bootmem_init go", NULL, "goto" },
		{ "at bootmem_init x: memblock_ad", "memblock_add", NULL },
		{ "at bootm", "bootmem_init", "memblock_add" },
		{ "at bootmem_init request_mem_region ", "0x9000000", "bootmem_init" },
		{ "goto request_st", "request_standard_resources", "request_mem_region" },
		{ "goto insert_resource", "insert_resource#2", NULL },
		{ "goto bootmem_init", "bootmem_init@return", NULL },
		{ "goto request_standard_resources/", "request_standard_resources/insert_resource",
		  "insert_resource" },
		{ "goto request_standard_resources/insert_resource",
		  "request_standard_resources/insert_resource#2", NULL },
		{ "goto request_standard_resources/insert_resource#2",
		  "request_standard_resources/insert_resource#2@return", NULL },
		{ "goto probe(9030", "probe(9030000.pl061)", NULL },
		{ "goto dev", "devices", NULL },
		{ "request_resource ", "iomem", "0x9000000" },
		{ "request_resource &m", "&mouse", "iomem" },
		{ "release_resource ", "&mouse", NULL },
		{ "request_resource iomem 0x9", "0x9000000-0x9000fff", "0x9000000" },
		{ "request_resource iomem 1-2 x me", "mem", "iomem" },
		{ "request_resource iomem 1-2 x mem,bu", "mem,busy", "busy" },
		{ "request_resource iomem 1-2 x sys", "system_ram", NULL },
		{ "request_resource iomem 1-2 x mem cra", "crash_kernel", "mem" },
		{ "request_mem_region 0x1", "0x1000", NULL },
		{ "request_mem_region 0x1000 ", "0x2000", "0x1000" },
		{ "memblock_reserve 0x4", "0x40000000", "0x9000000" },
		{ "memblock_add_node 1 2 0 n", "nomap", "hotplug" },
		{ "memblock_set_node 1 2 ", "reserved", "memory|reserved" },
		{ "memblock_set_bottom_up ", "off", NULL },
		{ "memremap 1 2 wb,w", "wb,wt", "wb" },
		{ "platform_get_resource 9000000.pl011 ", "irq", "9000000.pl011" },
		{ "devm_ioremap_resource 9000000.pl011 ", "NULL", "iomem" },
		{ "bind 90300", "9030000.pl061", "9000000.pl011" },
		{ "bind &/pl0", "&/pl061@9030000", "9030000.pl061" },
		{ "bind 9030000.pl061 pl0", "pl061_gpio", "9030000.pl061" },
		{ "of_iomap &/mem", "&/memory@40000000", NULL },
		{ "iounmap &ma", "&map", NULL },
		{ "readl 0xffff", NULL, "0x9000000" },
		{ "cat /proc/io", "/proc/iomem", "/dev/mem" },
		{ "cat --us", "--user", "/proc/iomem" },
		{ "cat --user /proc/io", "/proc/ioports", NULL },
		{ "read /dev", "/dev/mem", "/proc/iomem" },
		{ "dd if=/dev/mem co", "count=", "if=/dev/mem" },
		{ "open /dev/mem --sy", "--sync", NULL },
		{ "dmesg ", "-t", NULL },
		{ "break ", "kind", "conflict" },
		{ "break kind con", "conflict", "kind" },
		{ "break function bootm", "bootmem_init", NULL },
		{ "break device 903", "9030000.pl061", NULL },
		{ "break range 0x403", NULL, "0x40210000-0x4185ffff" },
		{ "break range 0x402", "0x40210000-0x4185ffff", NULL },
		{ "watch 0x402", "0x40210000-0x4185ffff", NULL },
		{ "delete ", "1", "all" },
		{ "info ", "calls", "0x9000000" },
		{ "info labels ", NULL, "labels" },
		{ "info resource ", "&mouse", NULL },
		{ "info function bootm", "bootmem_init", NULL },
		{ "info flags mem,ex", "mem,exclusive", NULL },
		{ "expect ", "not", "kind conflict" },
		{ "expect not ", "resource", "not" },
		{ "expect not device 9030000.pl061 ", "bound", "pl061_gpio" },
		{ "expect device 9030000.pl061 bound pl0", "pl061_gpio", NULL },
		{ "expect resource 1-2 Sys", "\"System RAM\"", NULL },
		{ "expect resource 1-2 x ", "under", NULL },
		{ "expect resource 1-2 x under 1-2 ", "flags", NULL },
		{ "expect resource 1-2 x flags bu", "busy", NULL },
		{ "expect mapped 1-2 as ", "wc", "pte" },
		{ "expect mapped 1-2 as wc by p", "pmd", "wc" },
		{ "expect device 9030000.pl061 un", "unbound", NULL },
		{ "expect kind re", "refusal", NULL },
		{ "drop ", "1", "5" },
		{ "drop a", "all", "1" },
		{ "save ", "-f", NULL },
		{ "step ", NULL, "step" },
		{ "first ", NULL, "first" },
		{ "no_such_word ", NULL, "first" },
		{ "orders a", "arm64", "x86" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		if (lines[i].yes && !offers(lines[i].line, lines[i].yes))
			fail_msg("'%s' is not completed by '%s'", lines[i].line, lines[i].yes);
		if (lines[i].no && offers(lines[i].line, lines[i].no))
			fail_msg("'%s' is completed by '%s'", lines[i].line, lines[i].no);
	}
}

/* The words tell what they are, and none comes twice. */
static void test_notes(void **state)
{
	struct completions found;

	(void)state;
	complete("request_mem_region ", &found);
	assert_string_equal(completions_note(&found, "0x1000"), "a mouse");
	for (size_t i = 0; i < found.count; i++)
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(found.all[i].word, found.all[j].word);
	completions_done(&found);
	complete("drop ", &found);
	assert_string_equal(completions_note(&found, "1"),
	                    "mouse: request_mem_region 0x1000 0x2000 \"a mouse\"");
	completions_done(&found);
	complete("goto request_standard_resources/insert_resource#2", &found);
	assert_non_null(
		strstr(completions_note(&found, "request_standard_resources/insert_resource#2"),
	               "insert_resource("));
	assert_true(found.goes_on);
	completions_done(&found);
	complete("load ", &found);
	assert_true(found.files);
	completions_done(&found);
}

/* Behind a quote the word is what stands in it. */
static void test_quotes(void **state)
{
	struct completions found;

	(void)state;
	player_complete(player, "expect resource 1-2 \"", "System", &found);
	assert_int_equal(found.count, 1);
	assert_string_equal(found.all[0].word, "System RAM");
	completions_done(&found);
	player_complete(player, "request_mem_region 1 2 \"a b\" '", "", &found);
	assert_int_equal(found.count, 0);
	completions_done(&found);
}

/* As the state is where the reader stands. */
static void test_place(void **state)
{
	struct error err;

	(void)state;
	assert_true(player_goto(player, "setup_machine_fdt", &err));
	assert_false(offers("request_mem_region 0x9", "0x9000000"));
	assert_false(offers("bind 90300", "9030000.pl061"));
	/* a label comes from anywhere: the line may be meant for another moment */
	assert_true(offers("release_resource &mo", "&mouse"));
	player_last(player);
}

/* No row takes a word that nothing is known of, but these; a new kind needs its own line here. */
static void test_every_row(void **state)
{
	static const char *const free_words[] = {
		"WORD",  "N",   "COUNT", "OFFSET", "IRQ",  "NID",  "LIMIT",    "MASK",
		"ALIGN", "PFN", "VALUE", "TEXT",   "WHAT", "NAME", "NR_PAGES", "START_PFN",
	};
	const struct command *command;

	(void)state;
	for (size_t n = 0; (command = vocabulary_at(&vocabulary, n)); n++) {
		const char *s = command->args;

		while (*s) {
			size_t len;
			bool known = false;
			char line[256];
			struct completions found;

			s += strspn(s, " []");
			len = strcspn(s, " []");
			if (!len)
				break;
			for (size_t i = 0; i < sizeof(free_words) / sizeof(free_words[0]); i++)
				known |= !strncmp(free_words[i], s, strlen(free_words[i]));
			/* the first argument, which needs no others before it */
			if (s == command->args && !known) {
				snprintf(line, sizeof(line), "%s ", command->name);
				complete(line, &found);
				if (!found.count && !found.files && strncmp(s, "VMA", 3) != 0 &&
				    strncmp(s, "SIZE", 4) != 0)
					fail_msg("nothing completes '%s' of %s", s, command->name);
				completions_done(&found);
			}
			s += len;
		}
	}
}

static void check_hint(const char *line, const char *forms, const char *marked)
{
	struct hint hint;

	if (!player_hint(&vocabulary, line, strlen(line), &hint)) {
		if (forms)
			fail_msg("'%s' has no hint", line);
		return;
	}
	if (!forms)
		fail_msg("'%s' has a hint", line);
	assert_string_equal(text_str(&hint.forms), forms);
	assert_int_equal(hint.to - hint.from, strlen(marked));
	assert_memory_equal(text_str(&hint.forms) + hint.from, marked, strlen(marked));
	text_free(&hint.forms);
}

static void test_hints(void **state)
{
	(void)state;
	check_hint("", NULL, "");
	check_hint("request_mem_reg", NULL, "");
	check_hint("request_mem_region", "START SIZE NAME", "");
	check_hint("request_mem_region ", "START SIZE NAME", "START");
	check_hint("request_mem_region 0x1", "START SIZE NAME", "START");
	check_hint("request_mem_region 0x1 ", "START SIZE NAME", "SIZE");
	check_hint("x: request_mem_region 0x1 2 \"a b", "START SIZE NAME", "NAME");
	check_hint("request_mem_region 0x1 2 a ", "START SIZE NAME", "");
	check_hint("insert_resource iomem 1-2 x ", "PARENT RANGE NAME [FLAGS [DESC]]", "FLAGS");
	check_hint("at bootmem_init memblock_reserve 1 ", "BASE SIZE", "SIZE");
	check_hint("at boot", "MOMENT CALL", "MOMENT");
	check_hint("break device ", "device DEV", "DEV");
	check_hint("expect not resource 1-2 ",
	           "[not] resource RANGE NAME [under RANGE] [flags FLAGS] | "
	           "[not] resource RANGE NAME flags FLAGS",
	           "NAME");
	check_hint("save ", "[-f] PATH", "PATH");
	check_hint("first", "", "");
	check_hint("no_such_word ", NULL, "");
}

/* Lines cut anywhere, with anything behind: never a crash, and only what begins as was typed. */
static void test_any_line(void **state)
{
	static const char *const lines[] = {
		"at 'probe(9000000.pl011)' x: request_mem_region 0x9000000 16 \"a # 'thief'\" mem",
		"expect not resource 0x1-0x2 \"a b\" under 0x1-0x2 x y z",
		"dd if=/dev/mem bs=1 count=2 skip=0 x \\",
		"at at at at a: b: c: -next -next ' \" ' \"",
		"goto setup_arch/request_standard_resources/insert_resource#2@return@return//#(",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		for (size_t len = 0; len <= strlen(lines[i]); len++) {
			char line[256];
			const char *word;
			struct completions found;
			struct hint hint;

			snprintf(line, sizeof(line), "%.*s", (int)len, lines[i]);
			word = strrchr(line, ' ') ? strrchr(line, ' ') + 1 : line;
			complete(line, &found);
			for (size_t n = 0; n < found.count; n++)
				if (strncmp(found.all[n].word, word, strlen(word)) != 0)
					assert_int_equal(found.all[n].word[0], '"');
			completions_done(&found);
			player_hint(&vocabulary, line, strlen(line), &hint);
			text_free(&hint.forms);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),     cmocka_unit_test(test_notes),
		cmocka_unit_test(test_quotes),    cmocka_unit_test(test_place),
		cmocka_unit_test(test_every_row), cmocka_unit_test(test_hints),
		cmocka_unit_test(test_any_line),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
