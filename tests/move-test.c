/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leads a reader about in a run: marks, breakpoints of each kind, both ways. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "player/player.h"
#include "sim/moment.h"

static struct vocabulary vocabulary;
static struct machine *machine;

static struct player *make_player(void)
{
	struct error err;
	struct player *p = player_new(machine, &vocabulary, &sim_default_limits, NULL, &err);

	assert_non_null(p);
	player_first(p);
	return p;
}

static int set_up(void **state)
{
	struct machine_options opts = { 0 };
	struct error err;

	(void)state;
	run_add_commands(&vocabulary);
	player_add_commands(&vocabulary);
	return machine_load(&machine, "conflict-lab", &opts, &err) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	machine_free(machine);
	return 0;
}

/* Do one line; what it printed is in OUT, why it could not be done too. */
static bool do_line(struct player *p, const char *line, struct text *out)
{
	struct script script;
	struct error err;
	bool ok, failed = false;

	script_init(&script);
	script.any_label = true;
	text_clear(out);
	if (!script_parse(&script, &vocabulary, "t", line, strlen(line), &err))
		fail_msg("%s: %s", line, err.reason);
	ok = player_call(p, &script.calls[0], out, &failed, &err);
	if (!ok)
		text_add(out, err.reason);
	script_done(&script);
	return ok && !failed;
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

		assert_true(do_line(p, lines[i], &out));
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
	assert_true(do_line(p, "break kind stage", &out));
	assert_true(do_line(p, "break function setup_arch", &out));
	assert_true(do_line(p, "disable 1", &out));
	player_first(p);
	assert_true(do_line(p, "info breakpoints", &out));
	assert_non_null(strstr(text_str(&out), "kind stage  stops"));
	assert_non_null(strstr(text_str(&out), "is off"));
	assert_true(do_line(p, "continue", &out));
	assert_int_equal(p->at + 1, player_sim(p)->step_count);
	assert_true(do_line(p, "enable 1", &out));
	assert_true(do_line(p, "-continue", &out));
	assert_int_equal(p->at, p->stages[p->stage_count - 1]);
	assert_false(do_line(p, "enable 3", &out));
	assert_false(do_line(p, "disable 18446744073709551615", &out));
	assert_false(do_line(p, "delete 0", &out));
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
	assert_true(do_line(p, "break function memblock_reserve", &out));
	before = p->breaks[0].hits.count;
	assert_true(player_goto(p, "bootmem_init", &err));
	assert_true(do_line(p, "memblock_reserve 0x50000000 0x1000", &out));
	assert_int_equal(p->breaks[0].hits.count, before + 1);
	for (size_t i = 0; i <= before; i++)
		assert_true(player_break_hits(p, &p->breaks[0], p->breaks[0].hits.steps[i]));
	/* one that is added at the end counts too */
	player_last(p);
	assert_true(do_line(p, "request_mem_region 0x1000 0x1000 mine", &out));
	assert_true(do_line(p, "watch 0x1000-0x1000", &out));
	assert_true(p->breaks[1].hits.count > 0);
	before = p->breaks[1].hits.count;
	assert_true(do_line(p, "release_mem_region 0x1000 0x1000", &out));
	assert_true(p->breaks[1].hits.count > before);
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
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
