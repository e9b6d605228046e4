/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leads a reader about in a run: marks, breakpoints of each kind, both ways. */
#include "player-bench.h"
#include "sim/sentence.h"

static struct machine *machine;

static struct player *make_player(void)
{
	struct player *p = new_player(machine);

	player_first(p);
	return p;
}

static int set_up(void **state)
{
	if (learn_words(state))
		return -1;
	machine = load_board("conflict-lab");
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	machine_free(machine);
	return 0;
}

/* Could the line be done, and did it do what it says? */
static bool do_well(struct player *p, const char *line, struct text *out)
{
	bool failed;

	return do_line(p, line, out, &failed) && !failed;
}

/* Each mark is on steps of its kind, on all of them, and they come in order. */
static void marks_of_a_run(void **state)
{
	struct player *p = make_player();
	const struct sim *sim = player_sim(p);
	size_t seen[RUN_MARK_COUNT] = { 0 };

	(void)state;
	for (uint32_t i = 0; i < sim->step_count; i++) {
		const struct sentence *says = sim->steps[i].says;
		const bool is[RUN_MARK_COUNT] = {
			[RUN_STOP] = says->level <= LEVEL_STOP,
			[RUN_STAGE] = says->level == LEVEL_STAGE,
			[RUN_CONFLICT] = says->level <= LEVEL_STOP && says->kind == STEP_CONFLICT,
			[RUN_REFUSAL] = says->level <= LEVEL_STOP && says->kind == STEP_REFUSE,
		};

		for (unsigned m = 0; m < RUN_MARK_COUNT; m++) {
			const uint32_t *steps;
			size_t count = player_marks(p, m, &steps);

			if (is[m])
				assert_true(seen[m] < count && steps[seen[m]++] == i);
		}
	}
	for (unsigned m = 0; m < RUN_MARK_COUNT; m++) {
		const uint32_t *steps;

		assert_true(seen[m] > 3);
		assert_int_equal(player_marks(p, m, &steps), seen[m]);
	}
	player_free(p);
}

/* Of each kind, there and back: every hit once, none skipped, and none that was stood on. */
static void breakpoints_both_ways(void **state)
{
	static const char *const lines[] = {
		"break function insert_resource",  "break device a000000.other-twin",
		"break range 0xa000000-0xa000fff", "break kind refusal",
		"watch 0xa000000-0xa000fff",
	};
	struct player *p = make_player();
	struct text out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		const struct breakpoint *b;
		size_t n;

		assert_true(do_well(p, lines[i], &out));
		b = &p->breaks[0];
		n = 0;
		assert_true(b->hits.count > 1);
		for (uint32_t step = 0; step < player_sim(p)->step_count; step++)
			if (player_break_hits(p, b, step))
				assert_true(n < b->hits.count && b->hits.steps[n++] == step);
		assert_int_equal(n, b->hits.count);
		player_go(p, 0);
		for (n = 0; n < b->hits.count; n++) {
			assert_true(player_continue(p, 1, false));
			assert_int_equal(p->at, b->hits.steps[n]);
		}
		player_continue(p, 1, false);
		assert_int_equal(p->at, player_sim(p)->step_count - 1);
		for (n = b->hits.count; n--;) {
			assert_true(player_continue(p, 1, true));
			assert_int_equal(p->at, b->hits.steps[n]);
		}
		player_continue(p, 1, true);
		assert_int_equal(p->at, 0);
		assert_true(player_delete(p, b->number));
	}
	text_free(&out);
	player_free(p);
}

static void a_breakpoint_that_is_off(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };

	(void)state;
	assert_true(do_well(p, "break kind stage", &out));
	assert_true(do_well(p, "break function setup_arch", &out));
	assert_true(do_well(p, "disable 1", &out));
	player_first(p);
	assert_true(do_well(p, "info breakpoints", &out));
	assert_non_null(strstr(text_str(&out), "kind stage  stops"));
	assert_non_null(strstr(text_str(&out), "is off"));
	assert_true(do_well(p, "continue", &out));
	assert_int_equal(p->at + 1, player_sim(p)->step_count);
	assert_true(do_well(p, "enable 1", &out));
	assert_true(do_well(p, "-continue", &out));
	assert_int_equal(p->at, p->stages[p->stage_count - 1]);
	assert_false(do_well(p, "enable 3", &out));
	assert_false(do_well(p, "disable 18446744073709551615", &out));
	assert_false(do_well(p, "delete 0", &out));
	assert_int_equal(p->break_count, 2);
	text_free(&out);
	player_free(p);
}

/* A run that is made anew has other steps, and the breakpoints stop at the right ones. */
static void breakpoints_outlive_a_run(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	struct error err;
	size_t before;

	(void)state;
	assert_true(do_well(p, "break function memblock_reserve", &out));
	before = p->breaks[0].hits.count;
	assert_true(player_goto(p, "bootmem_init", &err));
	assert_true(do_well(p, "memblock_reserve 0x50000000 0x1000", &out));
	assert_int_equal(p->breaks[0].hits.count, before + 1);
	for (size_t i = 0; i <= before; i++)
		assert_true(player_break_hits(p, &p->breaks[0], p->breaks[0].hits.steps[i]));
	/* one that is added at the end counts too */
	player_last(p);
	assert_true(do_well(p, "request_mem_region 0x1000 0x1000 mine", &out));
	assert_true(do_well(p, "watch 0x1000-0x1000", &out));
	assert_true(p->breaks[1].hits.count > 0);
	before = p->breaks[1].hits.count;
	assert_true(do_well(p, "release_mem_region 0x1000 0x1000", &out));
	assert_true(p->breaks[1].hits.count > before);
	text_free(&out);
	player_free(p);
}

/* A sequence that is the same each time. */
static unsigned draw(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 16) % below;
}

/* One motion, of any kind. */
static void wander(struct player *p, unsigned *seed)
{
	static bool (*const moves[])(struct player *, unsigned, bool) = {
		player_step, player_next, player_finish, player_stop, player_stage, player_continue,
	};
	static const char *const moments[] = { "bootmem_init", "memblock_reserve#3@return",
		                               "arm64_memblock_init", "setup_arch" };
	unsigned n = draw(seed, 14);
	struct error err;
	uint32_t found;

	if (n < 6) {
		moves[n](p, 1 + draw(seed, 3), draw(seed, 2));
	} else if (n < 8) {
		player_jump(p, draw(seed, (unsigned)player_sim(p)->step_count));
	} else if (n == 8) {
		player_goto(p, moments[draw(seed, 4)], &err);
	} else if (n == 9) {
		search_set(p, draw(seed, 2) ? "System RAM" : "0xa000000");
		search_begin(p, p->at, draw(seed, 2));
		if (search_on(p, SIZE_MAX, &found) == SEARCH_FOUND)
			player_jump(p, found);
	} else if (n == 10) {
		player_jump_back(p);
	} else if (n == 11) {
		player_set_bookmark(p, 'q');
	} else if (n == 12) {
		player_go_bookmark(p, 'q', &err);
	} else {
		player_first(p);
	}
}

/* After any moves, undoing all of them leads back through exactly the same places, redo forth. */
static void undo_leads_back_the_same_way(void **state)
{
	struct player *p = make_player();

	(void)state;
	player_break(p, BREAK_KIND, "conflict", 0, 0);
	for (unsigned round = 0; round < 20; round++) {
		struct spot been[200];
		unsigned seed = round * 7919 + 1, count = 0;

		player_first(p);
		player_forget_places(p);
		player_settle(p);
		been[count++] = (struct spot){ p->at, p->sub };
		for (unsigned i = 0; i < 150; i++) {
			wander(p, &seed);
			player_settle(p);
			if (p->at != been[count - 1].at || p->sub != been[count - 1].sub)
				been[count++] = (struct spot){ p->at, p->sub };
		}
		assert_true(count > 50);
		for (unsigned i = count - 1; i--;) {
			assert_true(player_undo(p, 1, false));
			player_settle(p);
			assert_int_equal(p->at, been[i].at);
			assert_int_equal(p->sub, been[i].sub);
		}
		assert_false(player_undo(p, 1, false));
		for (unsigned i = 1; i < count; i++) {
			assert_true(player_redo(p, 1, false));
			player_settle(p);
			assert_int_equal(p->at, been[i].at);
			assert_int_equal(p->sub, been[i].sub);
		}
		assert_false(player_redo(p, 1, false));
		/* a motion in the middle ends what could be redone */
		assert_true(player_undo(p, 3, false));
		player_jump(p, p->at ? 0 : 7);
		player_settle(p);
		assert_false(player_redo(p, 1, false));
		assert_true(player_undo(p, UINT32_MAX, false));
		assert_int_equal(p->at, been[0].at);
	}
	player_free(p);
}

/* Places that the new run has too are kept: before the call that was injected, and at the end. */
static void undo_across_a_new_run(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	struct error err;
	uint32_t early, injected;

	(void)state;
	player_settle(p);
	assert_true(player_goto(p, "setup_machine_fdt", &err));
	player_settle(p);
	early = p->at;
	player_last(p);
	player_settle(p);
	assert_true(player_goto(p, "bootmem_init", &err));
	assert_true(do_well(p, "memblock_reserve 0x50000000 0x1000", &out));
	injected = p->at;
	assert_true(player_undo(p, 1, false));
	assert_string_equal(player_step_now(p)->function->function, "bootmem_init");
	assert_true(player_undo(p, 1, false));
	assert_int_equal(p->at, player_sim(p)->step_count - 1);
	assert_true(player_undo(p, 1, false));
	assert_int_equal(p->at, early);
	assert_true(player_redo(p, UINT32_MAX, false));
	assert_int_equal(p->at, injected);
	text_free(&out);
	player_free(p);
}

/* A lesson tries its checks at the end, and comes back: the reader has not moved. */
static void a_check_is_no_motion(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	uint32_t here = p->at;

	(void)state;
	player_settle(p);
	player_last(p);
	assert_true(do_well(p, "expect resource 0x40000000-0x47ffffff \"System RAM\"", &out));
	assert_true(do_well(p, "info labels", &out));
	player_go(p, here);
	player_settle(p);
	assert_false(player_undo(p, 1, false));
	assert_false(player_redo(p, 1, false));
	assert_int_equal(p->at, here);
	assert_false(player_jump_back(p));
	text_free(&out);
	player_free(p);
}

static void jumps_lead_back(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	uint32_t from;

	(void)state;
	assert_false(do_well(p, "goto ''", &out));
	assert_true(do_well(p, "step 5", &out));
	from = p->at;
	assert_true(do_well(p, "goto bootmem_init", &out));
	assert_true(do_well(p, "step 2", &out));
	assert_true(do_well(p, "goto ''", &out));
	assert_int_equal(p->at, from);
	assert_true(do_well(p, "goto ''", &out));
	assert_string_equal(player_step_now(p)->function->function, "bootmem_init");
	assert_true(do_well(p, "-undo 1", &out));
	assert_non_null(strstr(text_str(&out), "no motion to make again"));
	assert_true(do_well(p, "undo 2", &out));
	assert_true(do_well(p, "redo", &out));
	assert_int_equal(p->at, from);
	text_free(&out);
	player_free(p);
}

static void bookmarks_outlive_a_run(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 }, was = { 0 };
	uint32_t early, late;

	(void)state;
	assert_false(do_well(p, "goto 'a", &out));
	assert_true(do_well(p, "goto setup_machine_fdt", &out));
	early = p->at;
	assert_true(do_well(p, "mark z", &out));
	assert_true(do_well(p, "last", &out));
	assert_true(do_well(p, "request_mem_region 0x1000 0x1000 mine", &out));
	assert_true(do_well(p, "-step 3", &out));
	sentence_of(&was, player_sim(p), player_step_now(p));
	assert_true(do_well(p, "mark a", &out));
	late = p->at;
	assert_true(do_well(p, "at bootmem_init memblock_reserve 0x50000000 0x1000", &out));
	assert_true(do_well(p, "goto 'z", &out));
	assert_int_equal(p->at, early);
	assert_true(do_well(p, "goto 'a", &out));
	assert_true(p->at > late);
	text_clear(&out);
	sentence_of(&out, player_sim(p), player_step_now(p));
	assert_string_equal(text_str(&out), text_str(&was));
	assert_true(do_well(p, "info bookmarks", &out));
	assert_true(strstr(text_str(&out), "'a") < strstr(text_str(&out), "'z"));
	assert_true(player_delete_bookmark(p, 'a'));
	assert_false(do_well(p, "goto 'a", &out));
	text_free(&was);
	text_free(&out);
	player_free(p);
}

/* What it stood in is not called any more: the nearest caller that is, and the reader is told. */
static void a_bookmark_falls_back(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };

	(void)state;
	assert_true(do_well(p, "goto probe(a010000.pins)", &out));
	assert_true(do_well(p, "search ioremap_prot(", &out));
	assert_true(do_well(p, "mark b", &out));
	/* somebody is there first: the driver gives up before it comes so far */
	assert_true(
		do_well(p, "at setup_machine_fdt request_mem_region 0xa010000 0x1000 thief", &out));
	assert_true(do_well(p, "goto 'b", &out));
	assert_non_null(strstr(text_str(&out), "not in this run"));
	assert_non_null(strstr(text_str(&out), "devm_ioremap_resource("));
	text_free(&out);
	player_free(p);
}

static void searches(void **state)
{
	static const struct {
		const char *line, *says; /* in the sentence where it leads; NULL: nowhere */
	} lines[] = {
		{ "search Kernel code", "Kernel code" },
		{ "search kernel CODE", NULL }, /* a capital: as it is written */
		{ "search kernel code", "Kernel code" },
		{ "search 0xa000800", "a000000" },
		{ "search 0xfebc0800", "febc" },
		{ "search 0a000000-0a000fff", "a000000" },
		{ "search febc0800", "febc" },
		{ "search 0x123456789abcdef", NULL },
		{ "search probe(a010000.pins)", "probe" },
		{ "search no such thing at all", NULL },
	};
	struct player *p = make_player();
	struct text out = { 0 }, said = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		uint32_t was, found;
		size_t of;

		player_first(p);
		was = p->at;
		if (!lines[i].says) {
			assert_false(do_well(p, lines[i].line, &out));
			assert_int_equal(p->at, was);
			continue;
		}
		if (!do_well(p, lines[i].line, &out))
			fail_msg("%s", lines[i].line);
		text_clear(&said);
		sentence_of(&said, player_sim(p), player_step_now(p));
		if (!strstr(text_str(&said), lines[i].says))
			fail_msg("%s leads to %s", lines[i].line, text_str(&said));
		found = p->at;
		/* in slices, backwards, and when all are counted, it is the same */
		search_begin(p, found + 1, true);
		while (search_on(p, 3, &found) == SEARCH_BUSY)
			continue;
		assert_int_equal(found, p->at);
		while (search_count(p, 100))
			assert_int_equal(search_rank(p, found, &of), 0);
		assert_true(search_rank(p, found, &of) == 1 && of >= 1);
		search_begin(p, was, false);
		assert_int_equal(search_on(p, 1, &found), SEARCH_FOUND);
		assert_int_equal(found, p->at);
	}
	player_last(p);
	assert_true(do_well(p, "search bootmem_init()", &out));
	assert_non_null(strstr(text_str(&out), "from the beginning on"));
	text_free(&said);
	text_free(&out);
	player_free(p);
}

/* There and back over all hits, known beforehand or not. */
static void search_both_ways(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	uint32_t hits[4096];
	size_t count = 0, of;

	(void)state;
	player_last(p);
	while (do_well(p, count ? "search" : "search System RAM", &out) &&
	       (!count || p->at != hits[0])) {
		assert_true(count < 4096);
		hits[count++] = p->at;
	}
	assert_true(count > 10);
	while (search_count(p, SIZE_MAX))
		continue;
	for (size_t i = count; i--;) {
		assert_true(do_well(p, "-search", &out));
		assert_int_equal(p->at, hits[i]);
		assert_int_equal(search_rank(p, p->at, &of), i + 1);
		assert_int_equal(of, count);
	}
	text_free(&out);
	player_free(p);
}

static void who_put_it_there(void **state)
{
	static const struct {
		const char *line, *function;
	} lines[] = {
		{ "who \"Kernel code\"", "__request_resource" },
		{ "who 0x40210000", "__request_resource" },
		{ "who 0xa010000-0xa010fff", "__request_resource" },
	};
	struct player *p = make_player();
	struct text out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		player_last(p);
		if (!do_well(p, lines[i].line, &out))
			fail_msg("%s: %s", lines[i].line, text_str(&out));
		assert_int_equal(player_step_now(p)->says->kind, STEP_LINK);
		assert_string_equal(player_step_now(p)->function->function, lines[i].function);
	}
	player_last(p);
	assert_false(do_well(p, "who nobody", &out));
	assert_false(do_well(p, "who 0xfffffffffffffff0", &out));
	assert_true(do_well(p, "mine: request_mem_region 0x1000 0x1000 mine", &out));
	assert_true(do_well(p, "who &mine", &out));
	assert_int_equal(player_step_now(p)->says->kind, STEP_LINK);
	player_first(p);
	assert_false(do_well(p, "who \"Kernel code\"", &out));
	text_free(&out);
	player_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_of_a_run),
		cmocka_unit_test(breakpoints_both_ways),
		cmocka_unit_test(a_breakpoint_that_is_off),
		cmocka_unit_test(breakpoints_outlive_a_run),
		cmocka_unit_test(undo_leads_back_the_same_way),
		cmocka_unit_test(undo_across_a_new_run),
		cmocka_unit_test(a_check_is_no_motion),
		cmocka_unit_test(jumps_lead_back),
		cmocka_unit_test(bookmarks_outlive_a_run),
		cmocka_unit_test(a_bookmark_falls_back),
		cmocka_unit_test(searches),
		cmocka_unit_test(search_both_ways),
		cmocka_unit_test(who_put_it_there),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
