/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A board whose tree and drivers are made here, booted: who was probed, how it ended, and
 * what is so behind the boot.  Its end undoes and redoes all.
 */
#ifndef BOOTWALK_TESTS_PROBE_BENCH_H
#define BOOTWALK_TESTS_PROBE_BENCH_H

#include "boot-bench.h"

#include "machine/drivers.h"
#include "run/probe.h"
#include "run/run.h"

struct scene {
	struct board *board;
	struct run *run;
	struct vocabulary vocabulary;
	struct text probes; /* `probe(DEVICE) by DRIVER = RESULT`, in order */
};

static inline int scene_setup(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));

	assert_non_null(s);
	board_setup((void **)&s->board);
	s->board->machine.profile_storage.features |= FEATURE_FW_DEVLINK;
	memory(s->board, "/memory@40000000", RAM, 512 * MIB);
	run_add_commands(&s->vocabulary);
	*state = s;
	return 0;
}

/* A device of the tree with one page of registers at ADDRESS. */
static inline void device(struct scene *s, const char *path, uint64_t address,
                          const char *compatible)
{
	entry(s->board, path, "reg", address, 0x1000);
	words(s->board, path, "compatible", compatible);
}

/* PATH names the node at SUPPLIER in PROPERTY, as a phandle without cells. */
static inline void names(struct scene *s, const char *path, const char *property,
                         const char *supplier, uint32_t phandle)
{
	cell(s->board, supplier, "phandle", phandle);
	cell(s->board, path, property, phandle);
}

static inline void load_drivers(struct scene *s, const char *drivers)
{
	struct machine *m = &s->board->machine;
	struct error err;

	m->drivers = drivers_new();
	if (!drivers_add_text(m->drivers, "test.drv", drivers, strlen(drivers), false, &err) ||
	    !drivers_finish(m->drivers, &err) ||
	    !run_check_drivers(m->drivers, &s->vocabulary, &err))
		fail_msg("%s: %s", err.where, err.reason);
}

static inline void start(struct scene *s)
{
	struct machine *m = &s->board->machine;
	struct sim_limits limits = sim_default_limits;
	struct error err;

	limits.arena = 64 << 20;
	m->fdt = s->board->blob;
	m->fdt_len = fdt_totalsize(m->fdt);
	m->nodes = nodes_new(m->fdt);
	s->run = run_new(m, &s->vocabulary, &limits, true, &err);
	assert_non_null(s->run);
}

static inline const char *name_of(const struct scene *s, uint64_t word)
{
	return names_get(&s->run->sim->names, word);
}

/* Which probes ran, and how each ended. */
static inline void collect_probes(struct scene *s)
{
	const struct sim *sim = s->run->sim;

	for (size_t i = 0; i < sim->step_count; i++) {
		const struct step *step = &sim->steps[i];
		const uint64_t *args = sim_args(sim, step);
		size_t end = i;

		if (step->says->kind != STEP_CALL || strcmp(step->function->function, "probe"))
			continue;
		while (sim->steps[end].says->kind != STEP_RETURN || sim->steps[end].call != i)
			end++;
		text_addf(&s->probes, "%s by %s = %d\n", name_of(s, args[0]), name_of(s, args[1]),
		          (int)(int64_t)*sim_args(sim, &sim->steps[end]));
	}
}

static inline void boots(struct scene *s, const char *drivers)
{
	struct error err;

	load_drivers(s, drivers);
	start(s);
	assert_true(run_boot(s->run, &err));
	assert_int_equal(s->run->ended, SIM_DONE);
	collect_probes(s);
}

static inline int scene_teardown(void **state)
{
	struct scene *s = *state;

	if (s->run) {
		check_run(s->run->sim);
		run_free(s->run);
	}
	drivers_free(s->board->machine.drivers);
	text_free(&s->probes);
	board_teardown((void **)&s->board);
	free(s);
	return 0;
}

static inline const struct device *dev(const struct scene *s, const char *name)
{
	const struct device *found = device_find(s->run->kernel, name);

	if (!found)
		fail_msg("there is no device %s", name);
	return found;
}

static inline bool log_has(const struct scene *s, const char *line)
{
	for (const struct log_line *l = s->run->sim->log->first; l; l = l->next)
		if (!strcmp(l->text, line))
			return true;
	return false;
}

/* A call at the prompt behind the boot prints WANTED. */
static inline void says_at_prompt(struct scene *s, const char *line, const char *wanted)
{
	struct script script;
	struct text out = { 0 };
	struct error err;
	bool failed = false;

	script_init(&script);
	script.any_label = true;
	if (!script_parse(&script, &s->vocabulary, NULL, line, strlen(line), &err) ||
	    !run_call(s->run, &script.calls[0], &out, NULL, &failed, &err))
		fail_msg("%s: %s", line, err.reason);
	assert_string_equal(text_str(&out), wanted);
	text_free(&out);
	script_done(&script);
}

#define CLAIM "  probe\n    devm_request_mem_region . &.res.start &.res.size &.res.name\n"

#endif
