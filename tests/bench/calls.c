/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How fast the retold kernel answers, and how fast one moves in a long run.
 *
 * calls SCRIPT...: runs each script with a fresh run, every step recorded, and
 * prints calls per second; then makes one run of a million steps of the same
 * operations, and prints its memory and the time from end to start and back.
 * The limits are those that the project promises; exit status 1 when one is missed.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "run/run.h"

enum { MANY_STEPS = 1000000 };

static const double promised_calls = 300000, promised_mib = 200, promised_ms = 50;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void die(const char *what, const struct error *err)
{
	fprintf(stderr, "calls: %s: %s:%s: %s\n", what, err->what, err->where, err->reason);
	exit(2);
}

static void read_file(const char *path, struct text *out)
{
	FILE *f = fopen(path, "r");
	char part[65536];
	size_t n;

	if (!f) {
		perror(path);
		exit(2);
	}
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		text_add_n(out, part, n);
	fclose(f);
}

static struct run *new_run(const struct vocabulary *v)
{
	struct error err;
	struct run *run = run_new(NULL, v, &sim_default_limits, false, &err);

	if (!run)
		die("run", &err);
	return run;
}

/* All calls of a script, until STEPS are reached; how many were made. */
static size_t play(struct run *run, const struct script *script, size_t steps, struct text *out)
{
	struct error err;
	bool failed = false;
	size_t i;

	for (i = 0; i < script->count && run->sim->step_count < steps; i++)
		if (!run_call(run, &script->calls[i], out, NULL, &failed, &err))
			die(script->calls[i].source, &err);
	return i;
}

static size_t run_script(const struct vocabulary *v, const struct text *source, size_t *steps)
{
	struct text out = { 0 };
	struct script script;
	struct error err;
	struct run *run = new_run(v);
	size_t calls;

	script_init(&script);
	if (!script_parse(&script, v, "script", text_str(source), source->len, &err))
		die("parse", &err);
	calls = play(run, &script, SIZE_MAX, &out);
	*steps += run->sim->step_count;
	script_done(&script);
	run_free(run);
	text_free(&out);
	return calls;
}

static double resident_mib(void)
{
	FILE *f = fopen("/proc/self/statm", "r");
	unsigned long pages = 0;

	if (!f || fscanf(f, "%*u %lu", &pages) != 1)
		pages = 0;
	if (f)
		fclose(f);
	return (double)pages * 4096 / (1 << 20);
}

/* Milliseconds to go to NOTES, the best of three. */
static double seek_ms(struct sim *sim, bool to_start)
{
	double best = 1e9;

	for (int i = 0; i < 3; i++) {
		double start, took;

		journal_seek(&sim->journal, to_start ? sim->journal.count : 0);
		start = now();
		journal_seek(&sim->journal, to_start ? 0 : sim->journal.count);
		took = (now() - start) * 1000;
		best = took < best ? took : best;
	}
	return best;
}

static bool long_run(const struct vocabulary *v, struct text *sources, int count)
{
	double before = resident_mib(), mib, back, forth;
	struct run *run = new_run(v);
	struct text out = { 0 };

	for (int i = 0; run->sim->step_count < MANY_STEPS; i = (i + 1) % count) {
		struct script script;
		struct error err;

		script_init(&script);
		if (!script_parse(&script, v, "script", text_str(&sources[i]), sources[i].len,
		                  &err))
			die("parse", &err);
		play(run, &script, MANY_STEPS, &out);
		text_clear(&out);
		script_done(&script);
	}
	mib = resident_mib() - before;
	back = seek_ms(run->sim, true);
	forth = seek_ms(run->sim, false);
	printf("run of %zu steps: %.0f MiB (promised %.0f), end to start %.1f ms, start to end "
	       "%.1f ms (promised %.0f)\n",
	       run->sim->step_count, mib, promised_mib, back, forth, promised_ms);
	text_free(&out);
	run_free(run);
	return mib <= promised_mib && back <= promised_ms && forth <= promised_ms;
}

int main(int argc, char **argv)
{
	struct vocabulary v = { 0 };
	struct text *sources = calloc((size_t)argc, sizeof(*sources));
	size_t calls = 0, steps = 0;
	double start, took;
	bool ok;

	if (argc < 2 || !sources) {
		fprintf(stderr, "usage: calls SCRIPT...\n");
		return 2;
	}
	run_add_commands(&v);
	for (int i = 1; i < argc; i++)
		read_file(argv[i], &sources[i - 1]);
	start = now();
	for (int i = 0; i < argc - 1; i++)
		calls += run_script(&v, &sources[i], &steps);
	took = now() - start;
	printf("%zu calls, %zu steps in %.3f s: %.0f calls a second (promised %.0f)\n", calls,
	       steps, took, (double)calls / took, promised_calls);
	ok = (double)calls / took >= promised_calls;
	ok = long_run(&v, sources, argc - 1) && ok;
	for (int i = 0; i < argc - 1; i++)
		text_free(&sources[i]);
	free(sources);
	return ok ? 0 : 1;
}
