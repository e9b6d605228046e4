/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The glossary: its table is sound, words are found in it, and steps lead to their term. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "machine/input.h"
#include "player/glossary.h"
#include "sim/sentence.h"

static void the_table_is_sound(void **state)
{
	(void)state;
	assert_in_range(glossary_count, 40, 100);
	for (size_t i = 0; i < glossary_count; i++) {
		const struct term *t = &glossary[i];
		size_t len = strlen(t->meaning);
		unsigned sentences = 0;

		if (i && strcasecmp(glossary[i - 1].name, t->name) >= 0)
			fail_msg("%s does not come before %s", glossary[i - 1].name, t->name);
		for (size_t at = 0; at < len; at++)
			sentences += t->meaning[at] == '.' &&
			             (!t->meaning[at + 1] || t->meaning[at + 1] == ' ');
		if (t->meaning[len - 1] != '.' || !sentences || sentences > 3)
			fail_msg("%s has %u sentences", t->name, sentences);
		assert_int_equal(input_check(t->meaning, len, NULL), INPUT_GOOD);
		assert_int_equal(glossary_find(t->name), i);
	}
}

static void words_are_found(void **state)
{
	static const struct {
		const char *word, *term;
	} rows[] = {
		{ "sy", "System RAM" },           { "SYSTEM RAM", "System RAM" },
		{ "reserved", "reserved" },       { "__insert_resource", "insert" },
		{ "PTE", "page table" },          { "/proc/iomem", "iomem" },
		{ "resource_", "resource_lock" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(glossary[glossary_find(rows[i].word)].name, rows[i].term);
	assert_int_equal(glossary_find("zebra"), glossary_count);
	assert_int_equal(glossary_find("memory-"), glossary_count);
}

/* Each of these steps of a boot is about its term; and none is about one that is not there. */
static void steps_lead_to_terms(void **state)
{
	static const struct {
		const char *sentence, *term;
	} rows[] = {
		{ "so it is linked in their place and adopts them", "System RAM" },
		{ "seq_read_iter(/proc/iomem", "seq_file" },
		{ "r_stop(", "resource_lock" },
		{ "memblock_add(", "memblock" },
	};
	static struct vocabulary v;
	struct machine_options opts = { 0 };
	struct machine *machine;
	struct text said = { 0 };
	unsigned met = 0;
	struct player *p;
	struct error err;

	(void)state;
	run_add_commands(&v);
	player_add_commands(&v);
	assert_true(machine_load(&machine, "qemu-virt", &opts, &err));
	p = player_new(machine, &v, &sim_default_limits, NULL, &err);
	assert_non_null(p);
	for (uint32_t i = 0; i < player_sim(p)->step_count; i++) {
		size_t term;

		p->at = i;
		term = glossary_of(p);
		assert_in_range(term, 0, glossary_count - 1);
		text_clear(&said);
		sentence_of(&said, player_sim(p), player_step_now(p));
		for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
			if (strstr(said.s, rows[n].sentence)) {
				if (strcmp(glossary[term].name, rows[n].term) != 0)
					fail_msg("%s: %s", said.s, glossary[term].name);
				met |= 1u << n;
			}
	}
	assert_int_equal(met, (1u << sizeof(rows) / sizeof(rows[0])) - 1);
	text_free(&said);
	player_free(p);
	machine_free(machine);
}

static void the_command_prints_a_term(void **state)
{
	static const struct {
		const char *line, *out; /* NULL: the line is refused */
	} rows[] = {
		{ "glossary sibling", "sibling: The next resource" },
		{ "glossary system ram", "System RAM: The name" },
		{ "glossary", "BAR\nbus address\n" },
		{ "glossary zebra", NULL },
	};
	static struct vocabulary v;
	struct player *p;
	struct error err;

	(void)state;
	run_add_commands(&v);
	player_add_commands(&v);
	p = player_new(NULL, &v, &sim_default_limits, NULL, &err);
	assert_non_null(p);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct script script;
		struct text out = { 0 };
		bool failed = false;

		script_init(&script);
		assert_int_equal(
			script_parse(&script, &v, "t", rows[i].line, strlen(rows[i].line), &err),
			rows[i].out != NULL);
		if (rows[i].out) {
			assert_true(player_call(p, &script.calls[0], &out, &failed, &err));
			assert_int_equal(strncmp(text_str(&out), rows[i].out, strlen(rows[i].out)),
			                 0);
		} else {
			assert_string_equal(err.reason, "the glossary has no 'zebra'; 'glossary' "
			                                "lists its terms");
		}
		script_done(&script);
		text_free(&out);
	}
	player_free(p);
}

static const struct CMUnitTest tests[] = {
	cmocka_unit_test(the_table_is_sound),
	cmocka_unit_test(words_are_found),
	cmocka_unit_test(steps_lead_to_terms),
	cmocka_unit_test(the_command_prints_a_term),
};

int main(void)
{
	return cmocka_run_group_tests_name("the glossary", tests, NULL, NULL);
}
