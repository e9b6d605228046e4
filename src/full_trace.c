/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subcommand `trace`, and the option --level that others share. */
#include <stdio.h>
#include <string.h>

#include "full.h"
#include "machine/machine.h"
#include "report/report.h"
#include "sim/intl.h"

bool full_level(struct job *job, enum level *level)
{
	for (unsigned i = 0; job->line->level; i++) {
		if (!report_level_name(i))
			return error_set(job->err, "--level", NULL,
			                 _("'%s' is not one of: stage, stop, call, step"),
			                 job->line->level);
		if (strcmp(report_level_name(i), job->line->level) != 0)
			continue;
		*level = (enum level)i;
		break;
	}
	return true;
}

static int print_trace(struct job *job)
{
	enum level level = LEVEL_STEP;
	bool json = job->line->format && !strcmp(job->line->format, "json");

	if (job->line->format && !json && strcmp(job->line->format, "text")) {
		error_set(job->err, "--format", NULL, _("'%s' is not one of: text, json"),
		          job->line->format);
		return EXIT_BAD;
	}
	if (!full_level(job, &level))
		return EXIT_BAD;
	return job_printed(report_trace(job->player, level, json, stdout), job->err);
}

int full_trace(struct job *job)
{
	struct machine *machine = NULL;
	int status = EXIT_BAD;

	if (job_boot(job, job->line->words[0], NULL, &machine) && job_go_to_moment(job))
		status = print_trace(job);
	player_free(job->player);
	job->player = NULL;
	machine_free(machine);
	return status;
}
