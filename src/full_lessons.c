/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The subcommands `lesson` and `lessons`. */
#include <stdlib.h>

#include "full.h"
#include "lesson/lesson_run.h"
#include "sim/intl.h"

/* One lesson, all of it; what is wrong goes to standard error at once. */
static int check_lesson(struct job *job, const char *path)
{
	struct lesson *lesson;
	struct text out = { 0 };
	struct error err;
	bool ok;

	if (!lesson_load(&lesson, path, &err))
		return job_failed(&err);
	ok = lesson_check(lesson, job->vocabulary, &out, &err);
	lesson_free(lesson);
	if (job_print(&out, job->err) != EXIT_DONE)
		return job_failed(job->err);
	if (ok)
		return EXIT_DONE;
	job_failed(&err);
	return EXIT_NO;
}

static int check_lessons(struct job *job)
{
	int worst = EXIT_DONE;

	if (!job->line->word_count) {
		error_set(job->err, "--check", NULL,
		          _("no lesson's FILE is given; try 'bootwalk lesson --help'"));
		return EXIT_BAD;
	}
	job->told = true;
	for (unsigned i = 0; i < job->line->word_count; i++) {
		int status = check_lesson(job, job->line->words[i]);

		worst = status > worst ? status : worst;
	}
	return worst;
}

/* What is done goes to a file, or comes from one. */
static int carry_progress(struct job *job)
{
	const struct cmdline *line = job->line;
	struct progress *progress;
	bool ok;

	if (line->word_count || line->check || (line->export && line->import)) {
		error_set(job->err, line->export ? "--export" : "--import", NULL,
		          _("it goes with no lesson and no other task; try 'bootwalk lesson "
		            "--help'"));
		return EXIT_BAD;
	}
	progress = progress_open();
	ok = line->export ? progress_export(progress, line->export, line->force, job->err)
	                  : progress_import(progress, line->import, job->err);
	progress_close(progress);
	return ok ? EXIT_DONE : EXIT_BAD;
}

static char *first_lesson(struct error *err)
{
	char *path = lesson_path(0);

	/* says why there is none */
	return path ? path : lesson_find("01", err);
}

int full_lesson(struct job *job)
{
	const struct cmdline *line = job->line;
	char *path;
	int status;

	if (line->export || line->import)
		return carry_progress(job);
	if (line->force) {
		error_set(job->err, "--force", NULL, _("it goes with --export"));
		return EXIT_BAD;
	}
	if (line->check)
		return check_lessons(job);
	if (line->word_count > 1) {
		error_set(job->err, line->words[1], NULL,
		          _("only with --check there may be several lessons"));
		return EXIT_BAD;
	}
	path = line->word_count ? lesson_find(line->words[0], job->err) : first_lesson(job->err);
	status = path ? full_take_lesson(job, path) : EXIT_BAD;
	free(path);
	return status;
}

/* NAME, how much of it is done, and the title, for each lesson that ships. */
int full_lessons(struct job *job)
{
	struct progress *progress = progress_open();
	struct text out = { 0 };
	unsigned lessons = 0;
	bool ok = true;
	char *path;

	for (unsigned n = 0; ok; n++) {
		struct lesson *lesson;

		path = lessons == n ? lesson_path(n) : NULL;
		lessons += path != NULL;
		/* behind the lessons the paths for a class */
		if (!path && !(path = lesson_class_path(n - lessons)))
			break;

		ok = lesson_load(&lesson, path, job->err);
		free(path);
		if (!ok)
			break;
		text_addf(&out, "%s %zu/%zu %s\n", lesson->name,
		          progress_count(progress, lesson->name), lesson_question_count(lesson),
		          lesson->title);
		lesson_free(lesson);
	}
	progress_close(progress);
	if (ok)
		return job_print(&out, job->err);
	text_free(&out);
	return EXIT_BAD;
}
