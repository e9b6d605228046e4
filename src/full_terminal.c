/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal interface on a board, on a lesson, and its start screen. */
#include "full.h"

#include "lesson/lesson_run.h"
#include "machine/machine.h"
#include "offers.h"
#include "plain.h"
#include "sim/intl.h"
#include "tui/tui.h"

/* Views take UTF-8 in, whatever the terminal shows. */
static void speak_utf8(void)
{
	bind_textdomain_codeset("bootwalk", "UTF-8");
}

/* What the reader has chosen, in S, and of that first what the command line says. */
static bool take_settings(struct job *job, struct settings *s)
{
	settings_init(s);
	job->settings = s;
	return (!job->line->color || settings_colour(s, job->line->color, job->err)) &&
	       (!job->line->kernel_source ||
	        settings_kernel_source(s, job->line->kernel_source, job->err));
}

/* In the terminal interface; where there is no terminal for it, as plain lines. */
static int walk(struct job *job)
{
	enum level level = LEVEL_STOP;
	struct error why;

	if (!full_level(job, &level))
		return EXIT_BAD;
	/* where a board opens is a stop: a finer walk begins before that */
	if (level > LEVEL_STOP && !job->line->machine.at)
		player_go(job->player, 0);
	if (job->line->plain)
		return plain_walk(job, level);
	if (!tui_possible(&why)) {
		error_set(job->err, why.what, NULL, _("%s; the walk comes as lines of text"),
		          why.reason);
		job_failed(job->err);
		return plain_walk(job, level);
	}
	if (job->line->level) {
		error_set(job->err, "--level", NULL,
		          _("the terminal interface shows all levels; --plain shows one"));
		return EXIT_BAD;
	}
	speak_utf8();
	return tui_run(job->player, job->settings, job->err);
}

static int take_board(struct job *job, const char *spec)
{
	struct machine *machine = NULL;
	int status = EXIT_BAD;

	if (job_boot(job, spec, NULL, &machine) && job_go_to_moment(job)) {
		if (!job->line->machine.at)
			player_first(job->player);
		status = walk(job);
	}
	player_free(job->player);
	job->player = NULL;
	machine_free(machine);
	return status;
}

static int take_lesson(struct job *job, const char *path)
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
		status = tui_lesson(run, job->settings, job->err);
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
		status = tui_start(offers.entries, offers.count, job->settings, &chosen, job->err);
		if (status == EXIT_DONE && chosen != SIZE_MAX)
			status = chosen < offers.lessons ? take_lesson(job, offers.targets[chosen])
			                                 : take_board(job, offers.targets[chosen]);
		offers_free(&offers);
	}
	return status;
}

int full_play(struct job *job)
{
	return full_terminal(job);
}

int full_terminal(struct job *job)
{
	struct settings settings;
	int status = EXIT_BAD;

	if (take_settings(job, &settings))
		status = job->line->word_count ? take_board(job, job->line->words[0]) : start(job);
	settings_done(&settings);
	return status;
}

int full_take_lesson(struct job *job, const char *path)
{
	struct settings settings;
	int status = EXIT_BAD;

	if (take_settings(job, &settings))
		status = take_lesson(job, path);
	settings_done(&settings);
	return status;
}
