/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arena and its journal, names, sentences, moments, limits. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sim/moment.h"
#include "sim/sentence.h"

static const struct outline outline_outer = { "outer", "x/y.c", "rn", 'e', "m", NULL, { "a" } };
static const struct outline outline_inner = { "inner", "x/y.c", "d", 'v', "m", NULL, { "a" } };
static const struct sentence says_told = { STEP_SET, LEVEL_STOP, 1, "dn", "{1} is now {0}." };
static const struct sentence says_stage = { STEP_STAGE, LEVEL_STAGE, 1, "n", "Stage {0}." };

static struct sim *make(bool guarded)
{
	struct error err;
	struct sim *sim = sim_new(&sim_default_limits, guarded, &err);

	assert_non_null(sim);
	return sim;
}

static void test_write_undo_redo(void **state)
{
	struct sim *sim = make(true);
	uint32_t *p = sim_alloc(sim, 4 * sizeof(*p));

	(void)state;
	sim_set(sim, p[0], 7);
	sim_tell(sim, &says_told, SIM_WORDS(7, 0));
	sim_set(sim, p[0], 8);
	sim_set(sim, p[1], 9);
	sim_tell(sim, &says_told, SIM_WORDS(8, 0));
	sim_seek(sim, 0);
	assert_int_equal(p[0], 7);
	assert_int_equal(p[1], 0);
	sim_seek(sim, NO_STEP);
	assert_int_equal(p[0], 0);
	sim_seek_end(sim);
	assert_int_equal(p[0], 8);
	assert_int_equal(p[1], 9);
	sim_free(sim);
}

static void test_same_bytes_are_not_noted(void **state)
{
	struct sim *sim = make(true);
	uint64_t *p = sim_alloc(sim, sizeof(*p));

	(void)state;
	sim_set(sim, *p, 0);
	assert_int_equal(sim->journal.count, 0);
	sim_free(sim);
}

/* Every way to move a block: up, down, by less and by more than its length. */
static void test_moves(void **state)
{
	static const struct {
		size_t at, len;
		ptrdiff_t shift;
	} moves[] = { { 8, 24, 8 },  { 8, 24, -8 },   { 16, 8, 24 }, { 40, 8, -32 },
		      { 0, 64, 24 }, { 30, 50, -13 }, { 4, 1, 1 } };
	struct sim *sim = make(true);
	unsigned char *p = sim_alloc(sim, 128), before[8][128];
	size_t count = sizeof(moves) / sizeof(moves[0]);

	(void)state;
	for (unsigned i = 0; i < 128; i++)
		sim_set(sim, p[i], (unsigned char)(i * 7 + 1));
	for (size_t i = 0; i < count; i++) {
		unsigned char expected[128];

		memcpy(before[i], p, 128);
		memcpy(expected, p, 128);
		memmove(expected + moves[i].at + moves[i].shift, expected + moves[i].at,
		        moves[i].len);
		journal_move(&sim->journal, p + moves[i].at, moves[i].len, moves[i].shift);
		assert_memory_equal(p, expected, 128);
	}
	memcpy(before[count], p, 128);
	for (size_t i = count; i-- > 0;) {
		journal_seek(&sim->journal, sim->journal.at - 1);
		assert_memory_equal(p, before[i], 128);
	}
	journal_seek(&sim->journal, sim->journal.count);
	assert_memory_equal(p, before[count], 128);
	sim_free(sim);
}

/* What was so earlier can be read without going there, whole or in parts. */
static void test_past(void **state)
{
	static const struct {
		size_t at, len;
		ptrdiff_t shift; /* 0: written */
	} changes[] = { { 8, 24, 8 }, { 3, 5, 0 },     { 40, 8, -32 }, { 0, 64, 24 },
		        { 0, 1, 0 },  { 30, 50, -13 }, { 90, 38, 0 },  { 100, 20, 8 } };
	struct sim *sim = make(true);
	unsigned char *p = sim_alloc(sim, 128), before[9][128], part[128], fill[128];
	size_t count = sizeof(changes) / sizeof(changes[0]), notes;

	(void)state;
	for (unsigned i = 0; i < 128; i++)
		sim_set(sim, p[i], (unsigned char)(i * 7 + 1));
	notes = sim->journal.count;
	for (size_t i = 0; i < count; i++) {
		memcpy(before[i], p, 128);
		memset(fill, (int)i + 1, sizeof(fill));
		if (changes[i].shift)
			journal_move(&sim->journal, p + changes[i].at, changes[i].len,
			             changes[i].shift);
		else
			journal_write(&sim->journal, p + changes[i].at, fill, changes[i].len);
	}
	memcpy(before[count], p, 128);
	assert_int_equal(sim->journal.count, notes + count);
	for (size_t now = 0; now <= count; now++) {
		journal_seek(&sim->journal, notes + now);
		for (size_t then = 0; then <= now; then++)
			for (size_t at = 0; at < 128; at += 5)
				for (size_t len = 0; at + len <= 128; len += 9) {
					journal_past(&sim->journal, notes + then, p + at, len,
					             part);
					assert_memory_equal(part, before[then] + at, len);
				}
		assert_memory_equal(p, before[now], 128);
	}
	sim_free(sim);
}

/* The guarded arena stops a write around the journal where it happens. */
static void test_guard(void **state)
{
	pid_t child;
	int status;

	(void)state;
	fflush(NULL);
	child = fork();
	if (!child) {
		struct error err;
		struct sim *sim = sim_new(&sim_default_limits, true, &err);
		volatile uint32_t *p = sim_alloc(sim, sizeof(*p));

		/* the fault must end this process, not come back as a failed test */
		signal(SIGSEGV, SIG_DFL);
		close(2);
		*p = 1;
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_false(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

static void test_touched(void **state)
{
	struct sim *sim = make(true);
	uint64_t *p = sim_alloc(sim, 8 * sizeof(*p));

	(void)state;
	sim_set(sim, p[2], 5);
	sim_tell(sim, &says_told, SIM_WORDS(0, 0));
	sim_set(sim, p[4], 6);
	journal_move(&sim->journal, &p[4], 8, 8);
	sim_tell(sim, &says_told, SIM_WORDS(0, 0));
	for (unsigned step = 0; step < 2; step++) {
		size_t from, to = sim_step_notes(sim, step, &from);

		assert_int_equal(journal_touched(&sim->journal, from, to, &p[2], 8), step == 0);
		assert_int_equal(journal_touched(&sim->journal, from, to, &p[5], 8), step == 1);
		assert_false(journal_touched(&sim->journal, from, to, &p[7], 8));
	}
	sim_free(sim);
}

static void test_names(void **state)
{
	struct names names;
	char text[16];

	(void)state;
	names_init(&names);
	assert_ptr_equal(names_intern(&names, "a"), names_intern_n(&names, "abc", 1));
	assert_ptr_not_equal(names_intern(&names, "a"), names_intern(&names, "b"));
	for (unsigned i = 0; i < 5000; i++) {
		snprintf(text, sizeof(text), "name %u", i);
		assert_string_equal(names_get(&names, name_id(names_intern(&names, text))), text);
	}
	assert_string_equal(names_intern(&names, ""), "");
	assert_null(names_get(&names, 0));
	assert_null(names_get(&names, 1000000));
	names_done(&names);
}

static void check_text(const struct sim *sim, uint32_t step, const char *expected)
{
	struct text t = { 0 };

	sentence_of(&t, sim, &sim->steps[step]);
	assert_string_equal(text_str(&t), expected);
	text_free(&t);
}

static void test_sentences(void **state)
{
	struct sim *sim = make(true);
	uint64_t name = name_id(sim_name(sim, "thing"));
	uint64_t error = (uint64_t)-16;

	(void)state;
	sim_call(sim, &outline_outer, SIM_WORDS(0x1000, 0x1fff, name));
	sim_tell(sim, &says_told, SIM_WORDS(3, name));
	sim_return(sim, &error, 1);
	check_text(sim, 0, "outer(00001000-00001fff, thing)");
	check_text(sim, 1, "thing is now 3.");
	check_text(sim, 2, "outer returns -EBUSY.");
	sim_free(sim);
}

static void test_sentence_faults(void **state)
{
	static const struct sentence bad[] = {
		{ STEP_SET, LEVEL_STOP, 1, "d", "No number." },
		{ STEP_SET, LEVEL_STOP, 1, "d", "{0} and {1}." },
		{ STEP_SET, LEVEL_STOP, 1, "?", "{0}" },
		{ STEP_SET, LEVEL_STOP, OUTLINE_LINES + 1, "", "x" },
	};

	(void)state;
	assert_null(sentence_fault(&says_told));
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_non_null(sentence_fault(&bad[i]));
}

static void test_sizes(void **state)
{
	static const struct {
		uint64_t bytes;
		const char *text;
	} sizes[] = { { 0, "0 bytes" },        { 1, "1 byte" },        { 4095, "4095 bytes" },
		      { 4096, "4 KiB" },       { 6144, "6 KiB" },      { 64u << 20, "64 MiB" },
		      { 3ull << 30, "3 GiB" }, { 1ull << 40, "1 TiB" } };

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct text t = { 0 };

		sentence_size(&t, sizes[i].bytes);
		assert_string_equal(text_str(&t), sizes[i].text);
		text_free(&t);
	}
}

/* outer { inner inner } outer { inner } with a stage between them */
static struct sim *two_calls(void)
{
	struct sim *sim = make(true);

	for (uint64_t i = 0; i < 2; i++) {
		sim_call(sim, &outline_outer,
		         SIM_WORDS(0, 1, name_id(sim_name(sim, i ? "late" : "early"))));
		for (uint64_t n = 0; n < 2 - i; n++) {
			sim_call(sim, &outline_inner, SIM_WORDS(n));
			sim_tell(sim, &says_told, SIM_WORDS(n, 0));
			sim_return(sim, NULL, 0);
		}
		sim_return(sim, NULL, 0);
		if (!i)
			sim_tell(sim, &says_stage, SIM_WORDS(name_id(sim_name(sim, "middle"))));
	}
	return sim;
}

static void test_moments(void **state)
{
	static const struct {
		const char *moment;
		enum moment_result result;
		uint32_t step;
	} cases[] = {
		{ "outer#1", MOMENT_FOUND, 0 },
		{ "outer#2", MOMENT_FOUND, 9 },
		{ "outer", MOMENT_NONE, 0 },
		{ "outer#3", MOMENT_NONE, 0 },
		{ "outer#1/inner", MOMENT_FOUND, 1 },
		{ "outer#1/inner#2", MOMENT_FOUND, 4 },
		{ "inner#3", MOMENT_FOUND, 10 },
		{ "outer(late)/inner", MOMENT_FOUND, 10 },
		{ "outer#2/inner#2", MOMENT_FELL_BACK, 9 },
		{ "middle", MOMENT_FOUND, 8 },
		{ "outer#1@return", MOMENT_FOUND, 7 },
		{ "nobody", MOMENT_NONE, 0 },
		{ "outer#0", MOMENT_NONE, 0 },
		{ "", MOMENT_NONE, 0 },
		{ "outer@end", MOMENT_NONE, 0 },
		{ "outer(", MOMENT_NONE, 0 },
	};
	struct sim *sim = two_calls();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct error err = { .reason = "" };
		uint32_t step = 0;

		assert_int_equal(moment_find(sim, cases[i].moment, &step, &err), cases[i].result);
		if (cases[i].result != MOMENT_NONE)
			assert_int_equal(step, cases[i].step);
		if (cases[i].result != MOMENT_FOUND)
			assert_true(err.reason[0]);
	}
	{
		struct error err;
		uint32_t step;

		moment_find(sim, "middle#2", &step, &err);
		assert_string_equal(err.reason, "'middle' is called only 1 time");
	}
	sim_free(sim);
}

/* While a run is recorded, the return of a call that is open has not come. */
static void test_moment_to_come(void **state)
{
	struct sim *sim = make(true);
	struct error err;
	uint32_t step;

	(void)state;
	sim_call(sim, &outline_outer, SIM_WORDS(0, 1, 0));
	sim_call(sim, &outline_inner, SIM_WORDS(7));
	sim_return(sim, NULL, 0);
	assert_int_equal(moment_find(sim, "outer", &step, &err), MOMENT_FOUND);
	assert_int_equal(moment_find(sim, "outer/inner@return", &step, &err), MOMENT_FOUND);
	assert_int_equal(moment_find(sim, "outer@return", &step, &err), MOMENT_NONE);
	sim_return(sim, NULL, 0);
	assert_int_equal(moment_find(sim, "outer@return", &step, &err), MOMENT_FOUND);
	assert_int_equal(step, 3);
	sim_free(sim);
}

/* A call by a short name that is its own, with the call in it that did the thing. */
static void test_moment_of_doer(void **state)
{
	static const struct outline outside = {
		.function = "outside", .file = "else", .args = "n", .returns = 'v', .meaning = "it"
	};
	static const char *const wanted[] = { "outside(a)/outer", "outside(b)#1/outer",
		                              "outside(b)#2/outer" };
	static const char *const names[] = { "a", "b", "b" };
	struct sim *sim = make(true);
	struct text doer = { 0 };

	(void)state;
	for (unsigned i = 0; i < 3; i++) {
		sim_call(sim, &outside, SIM_WORDS(name_id(sim_name(sim, names[i]))));
		sim_call(sim, &outline_outer, SIM_WORDS(0, 1, 0));
		sim_call(sim, &outline_inner, SIM_WORDS(7));
		sim_tell(sim, &says_told, SIM_WORDS(1, 0));
		sim_return(sim, NULL, 0);
		sim_return(sim, NULL, 0);
		sim_return(sim, NULL, 0);
	}
	for (unsigned i = 0; i < 3; i++) {
		struct error err;
		uint32_t step;

		text_clear(&doer);
		moment_of_doer(&doer, sim, 7 * i + 3);
		assert_string_equal(text_str(&doer), wanted[i]);
		assert_int_equal(moment_find(sim, wanted[i], &step, &err), MOMENT_FOUND);
		assert_int_equal(step, 7 * i + 1);
	}
	text_free(&doer);
	sim_free(sim);
}

/* The moment of each step leads back to its call, and both ways to name it agree. */
static void test_moments_of_steps(void **state)
{
	struct sim *sim = two_calls();
	struct moment_walk *walk = moment_walk_new(sim);

	(void)state;
	for (uint32_t i = 0; i < sim->step_count; i++) {
		struct text moment = { 0 };

		moment_of(&moment, sim, i);
		assert_string_equal(text_str(&moment), moment_walk_to(walk, i));
		text_free(&moment);
	}
	moment_walk_free(walk);
	sim_free(sim);
}

static void recurse(void *arg)
{
	const struct sim *sim = arg;

	sim_call(arg, &outline_inner, SIM_WORDS(0));
	if (sim->depth < 200)
		recurse(arg);
}

static void step_on(void *arg)
{
	for (;;)
		sim_tell(arg, &says_told, SIM_WORDS(0, 0));
}

static void eat(void *arg)
{
	for (;;)
		sim_alloc(arg, 4096);
}

static void test_limits(void **state)
{
	static const struct {
		void (*body)(void *);
		const char *reason;
	} cases[] = { { recurse, "calls" }, { step_on, "steps" }, { eat, "MiB" } };
	struct sim_limits limits = { .arena = 1 << 20, .steps = 1000, .depth = 20 };
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct sim *sim = sim_new(&limits, true, &err);

		assert_int_equal(sim_try(sim, cases[i].body, sim), SIM_LIMIT);
		assert_non_null(strstr(sim->stopped.reason, cases[i].reason));
		assert_int_equal(sim->depth, 0);
		sim_free(sim);
	}
}

static void oops(void *arg)
{
	sim_call(arg, &outline_outer, SIM_WORDS(0, 0, 0));
	sim_stop(arg, SIM_OOPS, "%s", "x");
}

static void test_try_closes_calls(void **state)
{
	struct sim *sim = make(true);

	(void)state;
	assert_int_equal(sim_try(sim, oops, sim), SIM_OOPS);
	assert_int_equal(sim->depth, 0);
	assert_int_equal(sim->steps[sim->step_count - 1].says->kind, STEP_RETURN);
	sim_free(sim);
}

static void test_log(void **state)
{
	struct sim *sim = make(true);

	(void)state;
	sim_printk(sim, "one %d\ntwo", 1);
	sim_printk(sim, "%s", "a\x1b[31mb");
	assert_string_equal(sim->log->first->text, "one 1");
	assert_string_equal(sim->log->first->next->text, "two");
	/* what /dev/kmsg would show: an escape never reaches a terminal */
	assert_string_equal(sim->log->last->text, "a\\x1b[31mb");
	sim_printk(sim, "%s", "\xc3\xa9\t\xc2\x9b\xff\xe2\x80\xae");
	assert_string_equal(sim->log->last->text, "\xc3\xa9\t\\xc2\\x9b\\xff\\xe2\\x80\\xae");
	sim_clear_log(sim);
	assert_null(sim->log->first);
	sim_seek(sim, 0);
	assert_string_equal(sim->log->last->text, "one 1");
	sim_free(sim);
}

/* An error can be shown wherever its parts come from, its own old text too. */
static void test_errors(void **state)
{
	struct error err;

	(void)state;
	assert_false(error_set(&err, "a\x1b\x9b\xc2\x9b\xc3\xa4\xff", "\n", "%s", "\xe2\x80\xae"));
	assert_string_equal(err.what, "a???\xc3\xa4?");
	assert_string_equal(err.where, "?");
	assert_string_equal(err.reason, "?");
	error_set(&err, "f", NULL, "why");
	error_set(&err, err.what, "1", "%s: %s", err.reason, err.reason);
	assert_string_equal(err.what, "f");
	assert_string_equal(err.reason, "why: why");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_write_undo_redo),
		cmocka_unit_test(test_same_bytes_are_not_noted),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_past),
		cmocka_unit_test(test_guard),
		cmocka_unit_test(test_touched),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_sentence_faults),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_moments),
		cmocka_unit_test(test_moment_to_come),
		cmocka_unit_test(test_moment_of_doer),
		cmocka_unit_test(test_moments_of_steps),
		cmocka_unit_test(test_limits),
		cmocka_unit_test(test_try_closes_calls),
		cmocka_unit_test(test_log),
		cmocka_unit_test(test_errors),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
