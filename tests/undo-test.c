/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The one property that guards going back: run to the end, undo to the start,
 * redo to the end, and the arena is the same.
 *
 * Over every conformance script, every board and every recorded boot; these with their
 * cards and with all devices bound, whether a driver is known or not, and then unbound.  The
 * arena is read-only but for the journal, so a write around it stops the test where it
 * happens.  The whole arena is compared at every 64th step and at both ends.  On the
 * way each step's sentence is looked over.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "machine/store.h"
#include "player/player.h"
#include "sim/memory.h"
#include "sim/sentence.h"
#include "support.h"

enum { EVERY = 64 };

/* What the arena was at one step while it was recorded. */
struct mark {
	uint32_t step;
	size_t top;
	uint64_t sum;
};

struct marks {
	struct mark *all;
	size_t count, cap;
};

static uint64_t sum_of(const struct sim *sim, size_t top)
{
	const uint64_t *words = (const uint64_t *)(const void *)sim->journal.base;
	uint64_t sum = 0x9e3779b97f4a7c15u;

	for (size_t i = 0; i < (top + 7) / 8; i++)
		sum = (sum ^ words[i]) * 0xff51afd7ed558ccdu + (sum >> 29);
	return sum;
}

static void on_step(struct sim *sim, void *arg)
{
	struct marks *marks = arg;

	if (sim->step_count % EVERY)
		return;
	if (marks->count && marks->all[marks->count - 1].step == sim->step_count - 1)
		marks->count--; /* the step has grown */
	marks->all = xgrow(marks->all, &marks->cap, marks->count + 1, sizeof(*marks->all));
	marks->all[marks->count++] = (struct mark){ (uint32_t)sim->step_count - 1, sim->journal.top,
		                                    sum_of(sim, sim->journal.top) };
}

static void check_mark(struct sim *sim, const struct mark *mark)
{
	sim_seek(sim, mark->step);
	if (sum_of(sim, mark->top) != mark->sum)
		fail_msg("the arena differs at step %u", mark->step);
}

/* Every table of sentences that this run used is sound, and gives a text. */
static void check_sentences(const struct sim *sim)
{
	struct text t = { 0 };

	for (size_t i = 0; i < sim->step_count; i++) {
		const struct step *step = &sim->steps[i];
		const char *fault = sentence_fault(step->says);

		if (fault)
			fail_msg("'%s': %s", step->says->text, fault);
		if (step->says->line && step->function &&
		    !step->function->lines[step->says->line - 1])
			fail_msg("'%s' stands on line %d, which %s has not", step->says->text,
			         step->says->line, step->function->function);
		text_clear(&t);
		sentence_of(&t, sim, step);
		assert_true(t.len > 0);
		assert_null(memchr(t.s, '{', t.len));
	}
	text_free(&t);
}

static void check_undo(struct sim *sim, struct marks *marks)
{
	size_t top = sim->journal.top;
	unsigned char *end = xmalloc(top);

	memcpy(end, sim->journal.base, top);
	for (size_t i = marks->count; i-- > 0;)
		check_mark(sim, &marks->all[i]);
	sim_seek(sim, NO_STEP);
	for (size_t i = 0; i < top; i++)
		if (sim->journal.base[i])
			fail_msg("byte %zu of the arena is not as at the start", i);
	for (size_t i = 0; i < marks->count; i++)
		check_mark(sim, &marks->all[i]);
	sim_seek_end(sim);
	assert_memory_equal(end, sim->journal.base, top);
	free(end);
	check_sentences(sim);
	free(marks->all);
	*marks = (struct marks){ 0 };
}

static void check_script(const char *path, void *arg)
{
	const struct vocabulary *v = arg;
	struct text text = { 0 }, out = { 0 };
	struct marks marks = { 0 };
	struct script script;
	struct error err;
	struct run *run = run_new(NULL, v, &sim_default_limits, true, &err);
	bool failed = false;

	assert_non_null(run);
	run->sim->watch = on_step;
	run->sim->watch_arg = &marks;
	script_init(&script);
	assert_true(test_read(path, &text));
	assert_true(script_parse(&script, v, path, text_str(&text), text.len, &err));
	for (size_t i = 0; i < script.count; i++)
		assert_true(run_call(run, &script.calls[i], &out, NULL, &failed, &err));
	assert_false(failed);
	check_undo(run->sim, &marks);
	script_done(&script);
	text_free(&text);
	text_free(&out);
	run_free(run);
}

/* Take all drivers from their devices again: how many there were. */
static unsigned unbind_all(struct run *run, const struct vocabulary *v)
{
	struct text lines = { 0 }, out = { 0 };
	struct script script;
	struct error err;
	unsigned count = 0;
	bool failed = false;

	for (enum device_bus bus = 0; bus < BUS_COUNT; bus++) {
		const struct device *dev = bus_first_device(run->kernel, bus);

		for (; dev; dev = dev->next) {
			if (dev->state != DEVICE_BOUND)
				continue;
			text_addf(&lines, "unbind \"%s\"\n", dev->name);
			count++;
		}
	}
	script_init(&script);
	assert_true(script_parse(&script, v, "unbind", text_str(&lines), lines.len, &err));
	/* a card may be gone with its bridge by then */
	for (size_t i = 0; i < script.count; i++)
		run_call(run, &script.calls[i], &out, NULL, &failed, &err);
	script_done(&script);
	text_free(&lines);
	text_free(&out);
	return count;
}

static void check_boot(struct machine *machine, enum sim_end end, const struct vocabulary *v)
{
	struct marks marks = { 0 };
	struct error err;
	struct run *run = run_new(machine, v, &sim_default_limits, true, &err);

	assert_non_null(run);
	run->sim->watch = on_step;
	run->sim->watch_arg = &marks;
	assert_true(run_boot(run, &err));
	assert_int_equal(run->ended, end);
	assert_true(run->sim->step_count > 100);
	if (end == SIM_DONE)
		assert_true(unbind_all(run, v) > 0);
	check_undo(run->sim, &marks);
	run_free(run);
	machine_free(machine);
}

/* Did the real kernel panic? */
static bool was_stopped(const char *path)
{
	struct text file = { 0 }, text = { 0 };
	bool stopped;

	text_addf(&file, "%s/case.txt", path);
	assert_true(test_read(text_str(&file), &text));
	stopped = strstr(text_str(&text), "result = stopped") != NULL;
	text_free(&file);
	text_free(&text);
	return stopped;
}

/* The kernel that made the recording, where the blob does not decide it. */
static const char *kernel_of(const char *path)
{
	static const char *const kernels[][2] = { { "/oracle-5.10/", "linux-5.10-arm64" },
		                                  { "/oracle-6.12/", "linux-6.12-arm64" },
		                                  { "/oracle-rt/", "linux-6.1-rt-arm64" } };

	for (size_t i = 0; i < sizeof(kernels) / sizeof(kernels[0]); i++)
		if (strstr(path, kernels[i][0]))
			return kernels[i][1];
	return NULL;
}

static void check_case(const char *path, void *arg)
{
	struct machine *machine;

	if (strstr(path, "README"))
		return;
	machine = test_case_machine(path, kernel_of(path), "all");
	assert_non_null(machine);
	check_boot(machine, was_stopped(path) ? SIM_PANIC : SIM_DONE, arg);
}

static struct vocabulary *vocabulary(void)
{
	static struct vocabulary v;

	if (!v.set_count) {
		run_add_commands(&v);
		player_add_commands(&v);
	}
	return &v;
}

static void test_scripts(void **state)
{
	(void)state;
	assert_true(test_each("conformance/resource", ".bw", check_script, vocabulary()) > 0);
	assert_true(test_each("conformance/memblock", ".bw", check_script, vocabulary()) > 0);
}

static void test_boards(void **state)
{
	struct store_entry entry;
	struct store *store;
	struct error err;
	unsigned n;

	(void)state;
	assert_true(store_open(&store, &err));
	for (n = 0; store_at(store, "boards", n, &entry); n += test_stride()) {
		struct machine_options opts = { 0 };
		struct machine *machine;

		assert_true(machine_load(&machine, entry.name, &opts, &err));
		check_boot(machine, SIM_DONE, vocabulary());
	}
	assert_true(n > 0);
	store_close(store);
}

static void test_recorded_boots(void **state)
{
	static const char *const folders[] = { "oracle",        "oracle-5.10",  "oracle-6.12",
		                               "oracle-rt",     "oracle-arm32", "oracle-riscv",
		                               "oracle-devices" };

	(void)state;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		assert_true(test_each(folders[i], "", check_case, vocabulary()) > 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_boards),
		cmocka_unit_test(test_recorded_boots),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
