/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the subcommands share: printing, errors, booting, and the calls of scripts. */
#include <stdio.h>
#include <stdlib.h>

#include "job.h"
#include "player/script_file.h"
#include "run/probe.h"
#include "sim/intl.h"
#include "sim/memory.h"

int job_failed(const struct error *err)
{
	fflush(stdout);
	fprintf(stderr, "bootwalk: ");
	if (err->what[0])
		fprintf(stderr, err->where[0] ? "%s:%s: " : "%s: ", err->what, err->where);
	fprintf(stderr, "%s\n", err->reason);
	return EXIT_BAD;
}

/* A full disk is an error like any other. */
int job_printed(bool ok, struct error *err)
{
	if (!fflush(stdout) && !ferror(stdout) && ok)
		return EXIT_DONE;
	error_set(err, NULL, NULL, _("writing to standard output failed"));
	return EXIT_BAD;
}

int job_print(struct text *out, struct error *err)
{
	fwrite(text_str(out), 1, out->len, stdout);
	text_free(out);
	return job_printed(true, err);
}

bool job_read_script(const char *path, const struct vocabulary *v, struct script *script,
                     struct error *err)
{
	struct text text = { 0 };
	bool ok = script_file_read(path, &text, err) &&
	          script_parse(script, v, path, text_str(&text), text.len, err);

	text_free(&text);
	return ok;
}

/* An error that names the line of CALL. */
static bool bad_line(const struct call *call, struct error *err, const char *reason)
{
	char where[16];

	snprintf(where, sizeof(where), "%u", call->line);
	return error_set(err, call->file, where, "%s", reason);
}

int job_run_script(struct job *job, const struct script *script)
{
	struct text out = { 0 };
	int status = EXIT_DONE;

	for (size_t i = 0; i < script->count && status == EXIT_DONE; i++) {
		struct error err;
		bool no = false;

		if (player_call(job->player, &script->calls[i], &out, &no, &err) && !no)
			continue;
		bad_line(&script->calls[i], job->err, err.reason);
		status = no ? EXIT_NO : EXIT_BAD;
	}
	if (job_print(&out, job->err) != EXIT_DONE)
		return EXIT_BAD;
	if (status == EXIT_NO)
		job_failed(job->err);
	return status;
}

/* The calls of --inject, each with its moment: nothing else could be done with a line. */
static bool read_injections(struct job *job, struct script *inject)
{
	const char *path = job->line->machine.inject;

	if (!path)
		return true;
	if (!job_read_script(path, job->vocabulary, inject, job->err))
		return false;
	for (size_t i = 0; i < inject->count; i++)
		if (!inject->calls[i].inner)
			return bad_line(&inject->calls[i], job->err,
			                _("a call that is injected needs its moment: at MOMENT "
			                  "CALL"));
	return true;
}

/* Did the boot come to all the moments?  For those of a script its own lines tell. */
static bool all_injected(const struct job *job, const struct script *inject)
{
	const struct run *run = job->player->run;

	for (size_t i = 0; i < inject->count; i++)
		if (!run->injections[i].done)
			return bad_line(&inject->calls[i], job->err,
			                _("the boot does not come to this moment"));
	return true;
}

/* A kernel that stops on its way leaves a state worth showing, but not the one asked for. */
static void tell_how_it_ended(const struct run *run)
{
	if (run->ended != SIM_DONE)
		fprintf(stderr, "bootwalk: %s: %s\n", _("the boot did not come to its end"),
		        run->sim->stopped.reason);
}

/* The lines of both; what they hold still belongs to the two. */
static struct script both_scripts(const struct script *a, const struct script *b)
{
	struct script both = { .count = a->count + b->count };

	both.calls = xmalloc(both.count * sizeof(*both.calls));
	for (size_t i = 0; i < both.count; i++)
		both.calls[i] = i < a->count ? a->calls[i] : b->calls[i - a->count];
	return both;
}

bool job_boot(struct job *job, const char *spec, const struct script *script,
              struct machine **machine)
{
	static const struct script none;
	struct sim_limits limits = sim_default_limits;
	struct script inject, both;
	bool ok;

	*machine = NULL;
	if (spec && (!machine_load(machine, spec, &job->line->machine, job->err) ||
	             !run_check_drivers((*machine)->drivers, job->vocabulary, job->err)))
		return false;
	if (!spec && job->line->machine.kernel &&
	    !machine_load_kernel(machine, job->line->machine.kernel, job->err))
		return false;
	script_init(&inject);
	ok = read_injections(job, &inject);
	if (ok) {
		both = both_scripts(&inject, script ? script : &none);
		limits.forget = job->state_only && !both.count && !job->line->machine.at;
		limits.mute = limits.forget && !job->wants_log;
		job->player = player_new(*machine, job->vocabulary, &limits, &both, job->err);
		ok = job->player && all_injected(job, &inject);
		if (ok)
			tell_how_it_ended(job->player->run);
		free(both.calls);
	}
	script_done(&inject);
	return ok;
}

bool job_go_to_moment(struct job *job)
{
	const char *moment = job->line->machine.at;
	struct error why;

	if (!moment)
		return true;
	if (!player_goto(job->player, moment, &why))
		return error_set(job->err, "--at", NULL, "%s", why.reason);
	if (job->player->told.len)
		fprintf(stderr, "bootwalk: --at: %s\n", text_str(&job->player->told));
	return true;
}

void job_name_unknown(const struct job *job)
{
	const struct run *run = job->player->run;
	struct text names = { 0 };

	if (run->machine && run->machine->kernel_guessed && *run->machine->cpus_unknown)
		fprintf(stderr,
		        _("bootwalk: of which kind its CPUs (%s) are is not known: the kernel is %s; "
		          "--kernel names another\n"),
		        run->machine->cpus_unknown, run->machine->profile->name);
	else if (run->machine && run->machine->kernel_guessed)
		fprintf(stderr,
		        _("bootwalk: nothing in the tree tells of which kind its CPUs are: the kernel "
		          "is %s; --kernel names another\n"),
		        run->machine->profile->name);
	if (run->machine && run->machine->cards_of)
		fprintf(stderr,
		        _("bootwalk: the cards are those of the board %s, which is the same machine; "
		          "--pci names others\n"),
		        run->machine->cards_of);
	if (run->machine && run->machine->bind == BIND_KNOWN && run_unknown_devices(run, 8, &names))
		fprintf(stderr, "bootwalk: %s: %s\n",
		        _("without a driver, because none is known here"), text_str(&names));
	text_free(&names);
}
