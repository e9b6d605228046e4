/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal interface on a board, on a lesson, and its start screen. */
#include "full.h"

#include <libintl.h>

#include "lesson/lesson_run.h"
#include "machine/machine.h"
#include "offers.h"
#include "tui/tui.h"

/* Views take UTF-8 in, whatever the terminal shows. */
static void speak_utf8(void)
{
	bind_textdomain_codeset("bootwalk", "UTF-8");
}

static int take_board(struct job *job, const char *spec)
{
	struct machine *machine = NULL;
	int status = EXIT_BAD;

	if (job_boot(job, spec, NULL, &machine) && job_go_to_moment(job)) {
		speak_utf8();
		if (!job->line->machine.at)
			player_first(job->player);
		status = tui_run(job->player, job->err);
	}
	player_free(job->player);
	job->player = NULL;
	machine_free(machine);
	return status;
}

int full_take_lesson(struct job *job, const char *path)
{
	struct lesson *lesson;
	struct lesson_run *run;
	struct progress *progress;
	int status = EXIT_BAD;

	if (!lesson_load(&lesson, path, job->err))
		return EXIT_BAD;
	progress = progress_open();
	run = lesson_run_new(lesson, job->vocabulary, progress, job->err);
	if (run) {
		speak_utf8();
		status = tui_lesson(run, job->err);
	}
	lesson_run_free(run);
	progress_close(progress);
	lesson_free(lesson);
	return status;
}

/* The start screen; what was chosen there leads back to it. */
static int start(struct job *job)
{
	int status = EXIT_DONE;
	size_t chosen = 0;

	speak_utf8();
	while (status == EXIT_DONE && chosen != SIZE_MAX) {
		struct offers offers;

		if (!offers_make(&offers, job->err))
			return EXIT_BAD;
		status = tui_start(offers.entries, offers.count, &chosen, job->err);
		if (status == EXIT_DONE && chosen != SIZE_MAX)
			status = chosen < offers.lessons
			                 ? full_take_lesson(job, offers.targets[chosen])
			                 : take_board(job, offers.targets[chosen]);
		offers_free(&offers);
	}
	return status;
}

int full_terminal(struct job *job)
{
	return job->line->word_count ? take_board(job, job->line->words[0]) : start(job);
}
