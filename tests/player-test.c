/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving through a boot of qemu-virt, breakpoints, and calls made in the past. */
#include "linux/fs/seq_file.h"
#include "player-bench.h"
#include "sim/moment.h"

static struct machine *machine;

static struct player *make_player(void)
{
	return new_player(machine);
}

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

/* Forwards by any move and back by the same move meets the same places. */
static void test_there_and_back(void **state)
{
	static bool (*const moves[])(struct player *, unsigned, bool) = { player_step, player_stop,
		                                                          player_stage };
	struct player *p = make_player();
	uint32_t places[4096];

	(void)state;
	for (size_t m = 0; m < sizeof(moves) / sizeof(moves[0]); m++) {
		size_t n = 0;

		player_first(p);
		do
			places[n++] = p->at;
		while (n < 4096 && moves[m](p, 1, false));
		assert_true(n > 5);
		while (--n > 0) {
			assert_int_equal(p->at, places[n]);
			assert_true(moves[m](p, 1, true));
		}
		assert_int_equal(p->at, places[0]);
	}
	player_free(p);
}

static void test_stops_and_stages(void **state)
{
	struct player *p = make_player();
	size_t of;

	(void)state;
	player_first(p);
	assert_int_equal(player_stop_number(p, &of), 1);
	/* what a board promises a reader */
	assert_true(of >= 60 && of <= 150);
	assert_true(p->stage_count >= 8 && p->stage_count <= 12);
	assert_int_equal(player_stage_number(p), 0);
	player_last(p);
	assert_int_equal(player_stop_number(p, &of), of);
	assert_int_equal(player_stage_number(p), p->stage_count - 1);
	player_free(p);
}

static void test_next_and_finish(void **state)
{
	struct player *p = make_player();
	struct error err;
	uint32_t call;

	(void)state;
	assert_true(player_goto(p, "arm64_memblock_init", &err));
	call = p->at;
	assert_true(player_next(p, 1, false));
	assert_int_equal(p->at, moment_return_of(p->run->sim, call) + 1);
	assert_true(player_next(p, 1, true));
	assert_int_equal(p->at, call);
	assert_true(player_step(p, 1, false));
	assert_int_equal(p->at, call + 1);
	assert_true(player_finish(p, 1, false));
	assert_int_equal(p->at, moment_return_of(p->run->sim, call));
	assert_true(player_finish(p, 1, true));
	assert_int_equal(p->at, call);
	player_free(p);
}

static void test_ends(void **state)
{
	struct player *p = make_player();

	(void)state;
	player_last(p);
	assert_false(player_step(p, 1, false));
	assert_false(player_stop(p, 1, false));
	assert_false(player_continue(p, 1, false));
	player_go(p, 0);
	assert_false(player_step(p, 1, true));
	assert_false(player_next(p, 1, true));
	assert_false(player_stop(p, 1, true));
	assert_true(player_step(p, UINT32_MAX, false));
	assert_int_equal(p->at, p->run->sim->step_count - 1);
	player_free(p);
}

static void test_breakpoints(void **state)
{
	struct player *p = make_player();
	unsigned f, w;

	(void)state;
	f = player_break(p, BREAK_FUNCTION, "request_standard_resources", 0, 0);
	player_go(p, 0);
	assert_true(player_continue(p, 1, false));
	assert_string_equal(player_step_now(p)->function->function, "request_standard_resources");
	/* the one that we stand on does not fire again */
	assert_true(player_continue(p, 1, false));
	assert_int_equal(p->at, p->run->sim->step_count - 1);
	assert_true(player_continue(p, 1, true));
	assert_string_equal(player_step_now(p)->function->function, "request_standard_resources");
	assert_true(player_delete(p, f));
	assert_false(player_delete(p, f));
	w = player_break(p, BREAK_WATCH, "", 0x40000000, 0x40000000);
	player_go(p, 0);
	assert_true(player_continue(p, 1, false));
	assert_true(player_break_hits(p, &p->breaks[0], p->at));
	assert_true(player_delete(p, w));
	player_free(p);
}

/* Does the function where the reader stands, or one around it, bear that name? */
static bool inside(const struct player *p, const char *function)
{
	struct text moment = { 0 };
	bool found;

	moment_of(&moment, p->run->sim, p->at);
	found = strstr(text_str(&moment), function) != NULL;
	text_free(&moment);
	return found;
}

/* A device by each of its names: from where it is made to its probe, and nothing else. */
static void test_break_at_a_device(void **state)
{
	static const char *const lines[] = {
		"break device 9030000.pl061",
		"break device &/pl061@9030000",
	};
	struct player *p = make_player();
	struct text out = { 0 };
	bool failed, made, probed;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		player_first(p);
		assert_true(do_line(p, lines[i], &out, &failed));
		/* where one stands does not change, though the device is not there yet */
		assert_int_equal(p->at, p->stops[0]);
		assert_null(p->run->kernel->iomem_resource.child);
		made = probed = false;
		while (player_continue(p, 1, false) && p->at + 1 < p->run->sim->step_count) {
			assert_string_equal(p->breaks[0].text, "9030000.pl061");
			made |= inside(p, "amba_device_add");
			probed |= inside(p, "/probe");
			assert_int_equal(player_step_now(p)->says->kind, STEP_CALL);
			assert_true(player_step(p, 1, false) && player_step(p, 1, true));
		}
		assert_true(made && probed);
		assert_true(player_delete(p, p->breaks[0].number));
	}
	player_first(p);
	assert_false(do_line(p, "info device 9030000.pl061", &out, &failed));
	assert_false(do_line(p, "break device nobody", &out, &failed));
	assert_false(do_line(p, "break device &/memory@40000000", &out, &failed));
	assert_int_equal(p->break_count, 0);
	text_free(&out);
	player_free(p);
}

/* Each kind of step that probes bring, and ranges as ioremap() has them: address and size. */
static void test_break_in_probes(void **state)
{
	static const struct {
		const char *line, *where;
	} stops[] = {
		{ "break kind map", "vmap_pte_range" },
		{ "break kind refusal", "really_probe" },
		{ "break kind conflict", "__request_region" },
		{ "break kind unmap", "vunmap" },
		/* in the middle of what is claimed, mapped: no step begins or ends there */
		{ "break range 0x9030800-0x9030803", "ioremap" },
		{ "watch 0x9030800-0x9030803", "vmap_pte_range" },
	};
	struct player *p = make_player();
	struct text out = { 0 };
	bool failed, seen;

	(void)state;
	assert_true(do_line(p, "request_mem_region 0x9030000 0x1000 late", &out, &failed));
	assert_true(do_line(p, "unbind 9030000.pl061", &out, &failed));
	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++) {
		player_first(p);
		assert_true(do_line(p, stops[i].line, &out, &failed));
		seen = false;
		while (!seen && player_continue(p, 1, false) && p->at + 1 < p->run->sim->step_count)
			seen = inside(p, stops[i].where);
		if (!seen)
			fail_msg("%s", stops[i].line);
		assert_true(player_break_hits(p, &p->breaks[0], p->at));
		assert_true(player_delete(p, p->breaks[0].number));
	}
	text_free(&out);
	player_free(p);
}

/* A file at an earlier moment is what it was then: nothing of it is recorded. */
static void test_state_at_a_moment(void **state)
{
	struct player *p = make_player();
	struct text then = { 0 }, end = { 0 };
	struct error err;

	(void)state;
	proc_show_all(p->run->kernel, "/proc/iomem", true, &end);
	assert_true(player_goto(p, "request_standard_resources", &err));
	proc_show_all(p->run->kernel, "/proc/iomem", true, &then);
	assert_null(strstr(text_str(&then), "System RAM"));
	assert_non_null(strstr(text_str(&end), "System RAM"));
	player_last(p);
	text_clear(&then);
	proc_show_all(p->run->kernel, "/proc/iomem", true, &then);
	assert_string_equal(text_str(&then), text_str(&end));
	text_free(&then);
	text_free(&end);
	player_free(p);
}

/* A thief in the middle of the boot: the run is another one from there on. */
static void test_call_in_the_past(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	struct error err;
	bool failed;

	(void)state;
	assert_true(player_goto(p, "bootmem_init", &err));
	assert_true(do_line(p, "memblock_reserve 0x50000000 0x1000", &out, &failed));
	assert_string_equal(text_str(&out), "-> 0\n");
	assert_int_equal(p->run->injection_count, 1);
	assert_true(p->at + 1 < p->run->sim->step_count);
	player_last(p);
	assert_true(do_line(p, "expect resource 0x50000000-0x50000fff reserved", &out, &failed));
	assert_false(failed);
	/* a second one keeps the first */
	assert_true(do_line(p, "at request_standard_resources memblock_reserve 0x51000000 4096",
	                    &out, &failed));
	player_last(p);
	assert_true(do_line(p, "expect resource 0x50000000-0x50000fff reserved", &out, &failed));
	assert_false(failed);
	assert_true(do_line(p, "expect resource 0x51000000-0x51000fff reserved", &out, &failed));
	assert_false(failed);
	text_free(&out);
	player_free(p);
}

/* What was called at the end is made again when the past is changed. */
static void test_call_at_the_end_is_kept(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	struct error err;
	bool failed;

	(void)state;
	assert_true(do_line(p, "x: request_mem_region 0x1000 0x1000 mine", &out, &failed));
	assert_true(player_goto(p, "bootmem_init", &err));
	assert_true(do_line(p, "memblock_reserve 0x50000000 0x1000", &out, &failed));
	player_last(p);
	assert_true(do_line(p, "expect resource 0x1000-0x1fff mine", &out, &failed));
	assert_false(failed);
	assert_true(do_line(p, "release_resource &x", &out, &failed));
	assert_string_equal(text_str(&out), "-> 0\n");
	text_free(&out);
	player_free(p);
}

/* `last` is the value of the last call: below what a walk prints, and that of an `at` line. */
static void test_last_value(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	bool failed;

	(void)state;
	assert_true(do_line(p, "request_mem_region 0 0x1000 \"-> 5\"", &out, &failed));
	assert_true(do_line(p, "cat /proc/iomem", &out, &failed));
	assert_true(do_line(p, "expect last 00000000-00000fff : -> 5", &out, &failed));
	assert_false(failed);
	assert_true(do_line(p, "read /proc/iomem 1000", &out, &failed));
	assert_true(do_line(p, "expect not last 5", &out, &failed));
	assert_false(failed);
	assert_true(do_line(p, "at bootmem_init memblock_is_reserved 0", &out, &failed));
	assert_true(do_line(p, "expect last false", &out, &failed));
	assert_false(failed);
	text_free(&out);
	player_free(p);
}

static void test_no_steps_is_no_end(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	bool failed;

	(void)state;
	player_first(p);
	assert_true(do_line(p, "step 0", &out, &failed));
	assert_null(strstr(text_str(&out), "This is the end"));
	assert_true(do_line(p, "-stop 1", &out, &failed));
	assert_non_null(strstr(text_str(&out), "This is the beginning"));
	text_free(&out);
	player_free(p);
}

/* Where the reader stands after such a call, its label is known. */
static void test_label_in_the_past(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	struct error err;
	bool failed;

	(void)state;
	assert_true(player_goto(p, "bootmem_init", &err));
	assert_true(
		do_line(p, "a: request_resource iomem 0x9000000-0x9000fff thief", &out, &failed));
	assert_true(do_line(p, "info resource &a", &out, &failed));
	assert_non_null(strstr(text_str(&out), "thief"));
	text_free(&out);
	player_free(p);
}

/* A call that needs what does not exist yet waits until it does. */
static void test_call_waits_for_what_it_needs(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	struct error err;
	bool failed;

	(void)state;
	assert_true(player_goto(p, "setup_machine_fdt", &err));
	assert_true(do_line(p, "request_mem_region 0x9000000 0x1000 thief", &out, &failed));
	assert_string_equal(text_str(&out), "-> 09000000-09000fff : thief\n");
	assert_true(p->run->kernel->has & HAS_SLAB);
	text_free(&out);
	player_free(p);
}

/* At the end, what was written behind the last step is there too, and more can be recorded. */
static void test_back_to_the_end(void **state)
{
	struct player *p = make_player();
	struct text out = { 0 };
	bool failed;

	(void)state;
	assert_true(do_line(p, "a: request_mem_region 0xb000000 0x1000 uart", &out, &failed));
	player_first(p);
	player_last(p);
	assert_true(do_line(p, "info resource &a", &out, &failed));
	assert_true(do_line(p, "cat /proc/iomem", &out, &failed));
	assert_non_null(strstr(text_str(&out), "uart"));
	player_first(p);
	assert_false(do_line(p, "dmesg -C", &out, &failed));
	assert_true(do_line(p, "dmesg -t", &out, &failed));
	assert_null(strstr(text_str(&out), "memblock_reserve"));
	text_free(&out);
	player_free(p);
}

static void test_same_run_twice(void **state)
{
	struct player *a = make_player(), *b = make_player();
	const struct sim *x = a->run->sim, *y = b->run->sim;

	(void)state;
	assert_int_equal(x->step_count, y->step_count);
	assert_int_equal(x->arg_count, y->arg_count);
	for (size_t i = 0; i < x->step_count; i++) {
		assert_ptr_equal(x->steps[i].says, y->steps[i].says);
		assert_int_equal(x->steps[i].notes, y->steps[i].notes);
	}
	assert_memory_equal(x->args, y->args, x->arg_count * sizeof(*x->args));
	player_free(a);
	player_free(b);
}

static void test_expectations(void **state)
{
	static const struct {
		const char *line;
		bool holds;
	} lines[] = {
		{ "expect memory 0x40000000-0x5fffffff", true },
		{ "expect memory 0x40000000-0x60000000", false },
		{ "expect not memory 0x60000000-0x60000000", true },
		{ "expect resource 0x40000000-0x5fffffff \"System RAM\"", true },
		{ "expect no resource \"Kernel bss\"", true },
		{ "expect no resource \"System RAM\"", false },
		{ "expect log \"Machine model\"", true },
		{ "expect log \"Machine gone\"", false },
		/* flags: all of those, and `none` is none at all */
		{ "expect resource 0x40000000-0x5fffffff \"System RAM\" flags busy", true },
		{ "expect resource 0x40000000-0x5fffffff \"System RAM\" flags system_ram,busy",
		  true },
		{ "expect resource 0x40000000-0x5fffffff \"System RAM\" flags busy,exclusive",
		  false },
		{ "expect resource 0x40000000-0x5fffffff \"System RAM\" flags none", false },
		{ "expect not resource 0x40000000-0x5fffffff \"System RAM\" flags muxed", true },
		{ "expect resource 0x40210000-0x4185ffff \"Kernel code\" "
		  "under 0x40000000-0x5fffffff flags system_ram",
		  true },
		{ "expect resource 0x40210000-0x4185ffff \"Kernel code\" flags system_ram "
		  "under 0x40000000-0x5fffffff",
		  true },
		{ "expect not resource 0x40210000-0x4185ffff \"Kernel code\" "
		  "under 0x40000000-0x5fffffff flags busy",
		  true },
		{ "ioremap_wc 0x80000000 0x201000", true },
		{ "expect mapped 0x80000000-0x80200fff", true },
		{ "expect mapped 0x80000000-0x80200fff as wc", true },
		{ "expect mapped 0x80000000-0x801fffff as Normal-NC by pmd", true },
		{ "expect mapped 0x80200fff-0x80200fff by pte", true },
		{ "expect mapped 0x80000000-0x80200fff by pmd", false },
		{ "expect mapped 0x80000000-0x80200fff by pte", false },
		{ "expect mapped 0x80000000-0x80200fff as device", false },
		{ "expect mapped 0x80000000-0x80201fff as wc", false },
		/* arm64 has no write-through for devices: what ioremap_wt() maps is Device */
		{ "ioremap_wt 0x90000000 0x1000", true },
		{ "expect mapped 0x90000000-0x90000fff by PTE as device", true },
		{ "expect mapped 0x90000000-0x90000fff as Device-nGnRE", true },
		{ "expect mapped 0x90000000-0x90000fff as wt", false },
		{ "ioremap_cache 0xa0000000 0x1000", true },
		{ "expect mapped 0xa0000000-0xa0000fff as wb", true },
		{ "ioremap_np 0xb0000000 0x1000", true },
		{ "expect mapped 0xb0000000-0xb0000fff as device", true },
		{ "expect mapped 0xb0000000-0xb0000fff as device-ngnrne", true },
		{ "expect mapped 0xb0000000-0xb0000fff as UC-", false },
		{ "expect device 9000000.pl011 unbound", false },
		{ "expect device 9000000.pl011 waiting", false },
		{ "expect device a000000.virtio_mmio unbound", true },
		{ "expect device a000000.virtio_mmio waiting", false },
		{ "expect device nobody unbound", false },
		{ "goto bootmem_init", true },
		{ "expect moment setup_arch | bootmem_init", true },
		{ "expect moment bootmem_init | nowhere", true },
		{ "expect moment setup_arch | paging_init | nowhere", false },
		{ "expect not moment setup_arch | paging_init | bootmem_init", false },
		{ "expect function paging_init | bootmem_init", true },
		{ "expect function paging_init | setup_arch", false },
	};
	struct player *p = make_player();
	struct text out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		bool failed;

		assert_true(do_line(p, lines[i].line, &out, &failed));
		if (failed == lines[i].holds)
			fail_msg("%s", lines[i].line);
	}
	text_free(&out);
	player_free(p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_and_back),
		cmocka_unit_test(test_stops_and_stages),
		cmocka_unit_test(test_next_and_finish),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_breakpoints),
		cmocka_unit_test(test_break_at_a_device),
		cmocka_unit_test(test_break_in_probes),
		cmocka_unit_test(test_state_at_a_moment),
		cmocka_unit_test(test_call_in_the_past),
		cmocka_unit_test(test_call_at_the_end_is_kept),
		cmocka_unit_test(test_last_value),
		cmocka_unit_test(test_no_steps_is_no_end),
		cmocka_unit_test(test_label_in_the_past),
		cmocka_unit_test(test_call_waits_for_what_it_needs),
		cmocka_unit_test(test_back_to_the_end),
		cmocka_unit_test(test_same_run_twice),
		cmocka_unit_test(test_expectations),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
