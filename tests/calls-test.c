/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Injected calls of a boot of qemu-virt: dropped, saved, loaded, and the run before. */
#include "linux/fs/seq_file.h"
#include "player-bench.h"
#include "sim/memory.h"
#include "sim/moment.h"

static struct machine *machine;

static int set_up(void **state)
{
	if (learn_words(state))
		return -1;
	machine = load_board("qemu-virt");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	machine_free(machine);
	return 0;
}

static struct player *make_player(const char *lines)
{
	struct player *p;
	struct script script;
	struct error err;

	parse(&script, lines);
	p = player_new(machine, &vocabulary, &sim_default_limits, &script, &err);
	assert_non_null(p);
	script_done(&script);
	return p;
}

/* Do lines that can be done; what they printed is all of OUT. */
static void ask(struct player *p, const char *lines, struct text *out)
{
	text_clear(out);
	say(p, lines, out);
}

static char *iomem(struct player *p)
{
	struct text out = { 0 };
	uint32_t at = p->at;

	player_last(p);
	proc_show_all(p->run->kernel, "/proc/iomem", true, &out);
	player_go(p, at);
	return out.s;
}

/* The same steps, from the first to the last. */
static void check_same_run(const struct player *a, const struct player *b)
{
	const struct sim *x = a->run->sim, *y = b->run->sim;

	assert_int_equal(x->step_count, y->step_count);
	for (size_t i = 0; i < x->step_count; i++)
		assert_ptr_equal(x->steps[i].says, y->steps[i].says);
	assert_memory_equal(x->args, y->args, x->arg_count * sizeof(*x->args));
}

/* What a call needs may come later than where it is typed: it is made there, and that is told. */
static void test_too_early(void **state)
{
	struct player *p = make_player("");
	struct text out = { 0 }, lists = { 0 };
	struct error err;
	uint32_t at;

	(void)state;
	assert_true(player_goto(p, "arm64_memblock_init", &err));
	at = p->at;
	ask(p, "info memblock", &lists);
	assert_int_equal(p->at, at);
	assert_int_equal(p->run->injection_count, 0);
	assert_int_equal(strncmp(lists.s, "memory\n   0: 0x0000000040000000..", 33), 0);
	/* only the blob is reserved by then */
	assert_non_null(strstr(lists.s, "reserved\n   0: 0x00000000482"));
	assert_null(strstr(strstr(lists.s, "reserved"), "   1: "));
	ask(p, "cat /sys/kernel/debug/memblock/reserved", &out);
	assert_null(strstr(lists.s, out.s));
	assert_true(p->at > at);
	assert_non_null(strstr(text_str(&p->told), "was not there yet"));
	/* nothing is told of one that could be made at once */
	assert_true(player_goto(p, "arm64_memblock_init", &err));
	ask(p, "memblock_is_reserved 0x48200000", &out);
	assert_string_equal(text_str(&p->told), "");
	/* at the end the files and the look agree */
	player_last(p);
	ask(p, "info memblock", &lists);
	ask(p, "cat /sys/kernel/debug/memblock/reserved", &out);
	assert_string_equal(strstr(lists.s, "reserved\n") + strlen("reserved\n"), out.s);
	text_free(&out);
	text_free(&lists);
	player_free(p);
}

/* A call made at any step and dropped again: the run and the place are as before. */
static void test_drop_is_undo(void **state)
{
	struct player *plain = make_player(""), *p = make_player("");
	struct text out = { 0 };
	struct error err;

	(void)state;
	for (size_t i = 0; i < plain->stop_count; i += 7) {
		player_go(p, p->stops[i]);
		ask(p, "insert_resource iomem 0x1000-0x1fff early", &out);
		assert_int_equal(p->run->injection_count, 1);
		assert_true(p->run->injections[0].done);
		assert_int_equal(p->at, p->run->injections[0].step);
		assert_true(player_drop(p, p->run->injections[0].id, &err));
		assert_int_equal(p->at, plain->stops[i]);
		assert_int_equal(p->run->injection_count, 0);
		check_same_run(p, plain);
	}
	/* at the end too, and then it is the end again */
	player_last(p);
	ask(p, "insert_resource iomem 0x1000-0x1fff early", &out);
	assert_true(player_drop(p, 0, &err));
	check_same_run(p, plain);
	assert_int_equal(p->at, p->run->sim->step_count - 1);
	assert_false(player_drop(p, 0, &err));
	text_free(&out);
	player_free(p);
	player_free(plain);
}

/* Far behind the call, and before it: the moment is the same one. */
static void test_drop_keeps_the_place(void **state)
{
	static const char *const moments[] = { "setup_machine_fdt", "probe(9030000.pl061)",
		                               "arm64_memblock_init@return" };
	struct text out = { 0 }, before = { 0 }, after = { 0 };
	struct error err;

	(void)state;
	for (size_t i = 0; i < sizeof(moments) / sizeof(moments[0]); i++) {
		struct player *p =
			make_player("at bootmem_init memblock_reserve 0x50000000 4096\n");

		assert_true(player_goto(p, moments[i], &err));
		assert_true(player_step(p, 1, false));
		text_clear(&before);
		text_clear(&after);
		moment_of(&before, p->run->sim, p->at);
		ask(p, "drop 1", &out);
		assert_non_null(strstr(text_str(&out), "1 call dropped"));
		assert_int_equal(p->told.len, 0);
		moment_of(&after, p->run->sim, p->at);
		assert_string_equal(text_str(&before), text_str(&after));
		player_free(p);
	}
	text_free(&out);
	text_free(&before);
	text_free(&after);
}

/* Bookmarks stay at what they mark, whatever is dropped or loaded. */
static void test_bookmarks_stay(void **state)
{
	struct player *p = make_player("at bootmem_init memblock_reserve 0x50000000 4096\n");
	struct text out = { 0 }, before = { 0 }, after = { 0 };
	struct error err;

	(void)state;
	assert_true(player_goto(p, "probe(9030000.pl061)", &err));
	assert_true(player_step(p, 3, false));
	moment_of(&before, p->run->sim, p->at);
	assert_true(player_set_bookmark(p, 'a'));
	player_first(p);
	ask(p, "drop 1", &out);
	assert_true(player_go_bookmark(p, 'a', &err));
	moment_of(&after, p->run->sim, p->at);
	assert_string_equal(text_str(&before), text_str(&after));
	text_free(&out);
	text_free(&before);
	text_free(&after);
	player_free(p);
}

/* Inside a call that is there only because of another one: the nearest caller that is left. */
static void test_drop_falls_back(void **state)
{
	struct player *p = make_player("at probe(9030000.pl061) unbind 9000000.pl011\n");
	struct text out = { 0 };

	(void)state;
	assert_true(p->run->injections[0].done);
	player_go(p, p->run->injections[0].first + 1);
	ask(p, "drop all", &out);
	assert_int_equal(p->told.len, 0);
	player_free(p);

	p = make_player("at probe(9000000.pl011) request_mem_region 0x9000000 16 thief\n");
	ask(p, "goto probe(9000000.pl011)", &out);
	ask(p, "break kind refusal", &out);
	assert_true(player_continue(p, 1, false));
	ask(p, "drop 1", &out);
	if (!p->told.len)
		fail_msg("nothing is told, though the refusal is gone");
	assert_non_null(strstr(text_str(&out), text_str(&p->told)));
	text_free(&out);
	player_free(p);
}

static void test_numbers_stay(void **state)
{
	struct player *p = make_player("");
	struct text out = { 0 };
	struct error err;

	(void)state;
	ask(p, "request_mem_region 0x1000 0x1000 one", &out);
	ask(p, "request_mem_region 0x2000 0x1000 two", &out);
	ask(p, "drop 1", &out);
	ask(p, "request_mem_region 0x3000 0x1000 three", &out);
	ask(p, "calls", &out);
	assert_string_equal(text_str(&out),
	                    "  2  at start_kernel@return request_mem_region 0x2000 0x1000 two\n"
	                    "     -> 00002000-00002fff : two\n"
	                    "  3  at start_kernel@return request_mem_region 0x3000 0x1000 three\n"
	                    "     -> 00003000-00003fff : three\n");
	assert_false(player_drop(p, 1, &err));
	assert_non_null(strstr(err.reason, "there is no call 1"));
	text_free(&out);
	player_free(p);
}

/* A lesson's calls stay. */
static void test_locked(void **state)
{
	struct player *p = make_player("at bootmem_init memblock_reserve 0x50000000 4096\n");
	struct text out = { 0 };
	struct error err;

	(void)state;
	p->locked = 1;
	assert_false(player_drop(p, 1, &err));
	assert_false(player_drop(p, 0, &err));
	ask(p, "request_mem_region 0x1000 0x1000 mine", &out);
	ask(p, "drop all", &out);
	assert_int_equal(p->run->injection_count, 1);
	assert_string_equal(p->run->injections[0].moment, "bootmem_init");
	text_free(&out);
	player_free(p);
}

/* After each change the run before is the one that was there. */
static void test_the_run_before(void **state)
{
	struct player *p = make_player(""), *before;
	struct text out = { 0 };
	struct error err;
	char *one, *two, *seen;

	(void)state;
	assert_null(player_before(p, false, &err));
	one = iomem(p);
	assert_true(player_goto(p, "request_standard_resources", &err));
	ask(p, "insert_resource iomem 0x1000-0x1fff early", &out);
	two = iomem(p);
	for (int i = 0; i < 3; i++) {
		/* made; another made and its drop; dropped */
		if (i == 1) {
			ask(p, "insert_resource iomem 0x3000-0x3fff other", &out);
			ask(p, "drop 2", &out);
		}
		if (i == 2)
			ask(p, "drop 1", &out);
		before = player_before(p, false, &err);
		assert_non_null(before);
		seen = iomem(before);
		if (i == 1)
			assert_non_null(strstr(seen, "other"));
		else
			assert_string_equal(seen, i ? two : one);
		free(seen);
		player_free(before);
	}
	ask(p, "request_mem_region 0x5000 0x1000 late", &out);
	before = player_before(p, true, &err);
	seen = iomem(before);
	assert_string_equal(seen, one);
	free(seen);
	player_free(before);
	free(one);
	free(two);
	text_free(&out);
	player_free(p);
}

static uint32_t random_state = 1;

static uint32_t random_below(uint32_t n)
{
	random_state = random_state * 1103515245 + 12345;
	return (random_state >> 8) % n;
}

/* A name of letters that a script has other uses for, so that it stands in quotes. */
static void add_name(struct text *out)
{
	static const char *const parts[] = { " ", "a", "\\\\", "'",  "\\\"", "#",  "&x",
		                             ":", "/", "é",    "呼", "@",    "-> " };

	text_add_char(out, '"');
	for (uint32_t n = random_below(6); n; n--)
		text_add(out, parts[random_below(sizeof(parts) / sizeof(parts[0]))]);
	text_add_char(out, '"');
}

static void add_call(struct text *out, unsigned n)
{
	static const char *const moments[] = {
		"bootmem_init",
		"setup_machine_fdt@return",
		"\"probe(9030000.pl061)\"",
		"'request_standard_resources/insert_resource#2'",
		"start_kernel@return",
		"probe(9000000.pl011)",
	};

	text_addf(out, "at %s  ", moments[random_below(sizeof(moments) / sizeof(moments[0]))]);
	if (random_below(2))
		text_addf(out, "l%u: ", n);
	switch (random_below(3)) {
	case 0:
		text_addf(out, "memblock_reserve 0x%x000 4K", 0x50000 + n);
		break;
	case 1:
		text_addf(out, "request_mem_region 0x%x000 0x1000 ", n + 1);
		add_name(out);
		break;
	default:
		text_addf(out, "insert_resource iomem 0x%x000-0x%xfff  ", n + 1, n + 1);
		add_name(out);
		break;
	}
	text_add(out, random_below(3) ? "\n" : "  # why 'not\n");
}

/* Scripts made up at random: saved and loaded, and saved again, they are the same run. */
static void test_saved_is_loaded(void **state)
{
	(void)state;
	for (unsigned round = 0; round < 40; round++) {
		struct text made = { 0 }, saved = { 0 }, again = { 0 };
		struct player *p, *q, *r;
		struct script script;
		struct error err;
		unsigned waiting;

		for (unsigned n = 1 + random_below(6); n; n--)
			add_call(&made, n);
		p = make_player(text_str(&made));
		player_save(p, &saved);
		q = make_player(text_str(&saved));
		check_same_run(p, q);
		player_save(q, &again);
		assert_string_equal(text_str(&saved), text_str(&again));

		r = make_player("");
		script_init(&script);
		script.any_label = true;
		assert_true(script_parse(&script, &vocabulary, "s", saved.s, saved.len, &err));
		assert_true(player_load(r, &script, &waiting, &err));
		script_done(&script);
		check_same_run(p, r);
		for (size_t i = 0; i < p->run->injection_count; i++) {
			const struct injection *a = &p->run->injections[i],
					       *b = &r->run->injections[i];

			assert_string_equal(a->line, b->line);
			assert_string_equal(injection_moment(a), injection_moment(b));
			assert_string_equal(text_str(&a->printed), text_str(&b->printed));
		}
		text_free(&made);
		text_free(&saved);
		text_free(&again);
		player_free(p);
		player_free(q);
		player_free(r);
	}
}

/* What stands behind an at-line's moment is the call, however the moment is written. */
static void test_moments_in_quotes(void **state)
{
	static const char *const lines[] = {
		"at bootmem_init memblock_reserve 1 2",
		"at  \"bootmem_init\"   memblock_reserve 1 2",
		"at boot'mem'\"_init\" memblock_reserve 1 2",
		"at boot\\mem_init memblock_reserve 1 2",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct player *p = make_player(lines[i]);

		assert_string_equal(p->run->injections[0].moment, "bootmem_init");
		assert_string_equal(p->run->injections[0].line, "memblock_reserve 1 2");
		player_free(p);
	}
}

/* Behind the boot: a call that stands inside of what a call there did. */
static void test_a_call_inside_of_one_at_the_end(void **state)
{
	struct player *p = make_player("");
	struct text out = { 0 }, saved = { 0 };
	struct player *again;

	(void)state;
	ask(p, "unbind 9000000.pl011", &out);
	ask(p, "request_mem_region 0x1000 0x1000 behind", &out);
	player_go(p, p->run->injections[0].first + 3);
	ask(p, "request_mem_region 0x2000 0x1000 inside", &out);
	assert_int_equal(p->run->injection_count, 3);
	assert_true(p->run->injections[2].first < p->run->injections[1].first);
	player_save(p, &saved);
	again = make_player(text_str(&saved));
	check_same_run(p, again);
	player_free(again);
	text_free(&saved);
	text_free(&out);
	player_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_too_early),
		cmocka_unit_test(test_drop_is_undo),
		cmocka_unit_test(test_drop_keeps_the_place),
		cmocka_unit_test(test_drop_falls_back),
		cmocka_unit_test(test_bookmarks_stay),
		cmocka_unit_test(test_numbers_stay),
		cmocka_unit_test(test_locked),
		cmocka_unit_test(test_the_run_before),
		cmocka_unit_test(test_saved_is_loaded),
		cmocka_unit_test(test_moments_in_quotes),
		cmocka_unit_test(test_a_call_inside_of_one_at_the_end),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
