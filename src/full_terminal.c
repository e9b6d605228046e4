/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The terminal interface on a machine, on a lesson, and its start screen. */
#include "full.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lesson/lesson_run.h"
#include "machine/machine.h"
#include "machine/recent.h"
#include "offers.h"
#include "plain.h"
#include "sim/intl.h"
#include "sim/memory.h"
#include "tui/config.h"
#include "tui/tui.h"

/* What is open: a machine that has booted, or a lesson. */
struct opened {
	struct job job; /* on LINE, which has the options of the machine */
	struct cmdline line;
	char *spec; /* of the machine, as the reader named it */
	struct machine *machine;
	struct lesson *lesson;
	struct progress *progress;
	struct lesson_run *run;
};

/* Views take UTF-8 in, whatever the terminal shows. */
static void speak_utf8(void)
{
	bind_textdomain_codeset("bootwalk", "UTF-8");
}

/* What the reader has chosen, in S: in the file, then the environment, then the command line. */
static bool take_settings(struct job *job, struct settings *s)
{
	const char *animation = getenv("BOOTWALK_ANIMATION");
	struct error ignored;

	settings_init(s);
	job->settings = s;
	config_read(s);
	for (const char *line = text_str(&s->complaints); *line; line = strchr(line, '\n') + 1)
		fprintf(stderr, "bootwalk: %.*s\n", (int)strcspn(line, "\n"), line);
	if (animation && *animation)
		settings_animation(s, animation, &ignored);
	return (!job->line->color || settings_colour(s, job->line->color, job->err)) &&
	       (!job->line->kernel_source ||
	        settings_kernel_source(s, job->line->kernel_source, job->err));
}

static void close_opened(struct opened *o)
{
	lesson_run_free(o->run);
	progress_close(o->progress);
	if (o->lesson)
		lesson_free(o->lesson);
	player_free(o->job.player);
	machine_free(o->machine);
	free(o->spec);
	*o = (struct opened){ 0 };
}

/* The list of recent files is worth no message: whoever has no home gets none. */
static void remember(const char *spec, const struct machine_options *options)
{
	struct recent *recent = recent_open();
	struct error err;

	if (recent_add(recent, spec, options))
		recent_save(recent, &err);
	recent_close(recent);
}

/* In the terminal interface; where there is no terminal for it, as plain lines. */
static int walk(struct job *job, const char *spec, struct progress *progress)
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
	remember(spec, &job->line->machine);
	speak_utf8();
	return tui_run(job->player, progress, job->settings, job->err);
}

/* Boot SPEC with OPTIONS; what is open is to be closed, also after false with ERR. */
static bool open_machine(struct opened *o, const struct job *job, const char *spec,
                         const struct machine_options *options, struct error *err)
{
	*o = (struct opened){ .job = *job, .line = *job->line };
	o->line.machine = *options;
	o->job.line = &o->line;
	o->job.err = err;
	o->spec = xstrdup(spec);
	if (!job_boot(&o->job, spec, NULL, &o->machine) || !job_go_to_moment(&o->job))
		return false;
	o->progress = progress_open();
	if (!options->at)
		player_first(o->job.player);
	return true;
}

/* The same for the lesson in the file PATH. */
static bool open_lesson(struct opened *o, const struct job *job, const char *path,
                        struct error *err)
{
	*o = (struct opened){ 0 };
	if (!lesson_load(&o->lesson, path, err))
		return false;
	o->progress = progress_open();
	o->run = lesson_run_new(o->lesson, job->vocabulary, o->progress, err);
	return o->run != NULL;
}

static int run_opened(struct opened *o, struct job *job)
{
	if (!o->run) {
		o->job.err = job->err;
		return walk(&o->job, o->spec, o->progress);
	}
	speak_utf8();
	return tui_lesson(o->run, job->settings, job->err);
}

static int take_machine(struct job *job, const char *spec)
{
	struct opened opened;
	int status = EXIT_BAD;

	if (open_machine(&opened, job, spec, &job->line->machine, job->err))
		status = run_opened(&opened, job);
	close_opened(&opened);
	return status;
}

static int take_lesson(struct job *job, const char *path)
{
	struct opened opened;
	int status = EXIT_BAD;

	if (open_lesson(&opened, job, path, job->err))
		status = run_opened(&opened, job);
	close_opened(&opened);
	return status;
}

/* ---- the start screen ---- */

struct choosing {
	struct job *job;
	struct offers offers;
	struct opened opened;
	/* what was taken: the reader comes back to it */
	enum start_kind kind;
	char *target;
};

static bool take(void *arg, size_t entry, const char *path, struct error *err)
{
	struct choosing *c = arg;
	const struct offer *offer = &c->offers.offers[entry];
	const struct machine_options *options =
		offer->options ? offer->options : &c->job->line->machine;
	const char *target = path ? path : offer->target;
	bool ok;

	c->kind = c->offers.entries[entry].kind;
	ok = c->kind == START_LESSON ? open_lesson(&c->opened, c->job, target, err)
	                             : open_machine(&c->opened, c->job, target, options, err);
	if (!ok) {
		close_opened(&c->opened);
		return false;
	}
	free(c->target);
	c->target = xstrdup(target);
	/* a file that was opened stands at the top of those opened last */
	if (c->kind == START_FILE)
		c->kind = START_RECENT;
	if (c->kind == START_RECENT) {
		free(c->target);
		c->target = NULL;
	}
	return true;
}

/* Where the reader stands: on what he had taken, or on what comes next in the course. */
static size_t place(const struct choosing *c)
{
	size_t at = c->kind == START_FILE ? c->offers.count
	                                  : offers_find(&c->offers, c->kind, c->target);

	if (at == c->offers.count || c->offers.entries[at].finished)
		at = c->offers.course;
	if (at == c->offers.count)
		at = offers_find(&c->offers, START_BOARD, NULL);
	return at < c->offers.count ? at : c->offers.count - 1;
}

/* Options that came without a machine are those of whatever is booted from here. */
static void tell_options(const struct choosing *c, struct text *note)
{
	struct text options = { 0 };

	recent_add_options(&c->job->line->machine, &options);
	if (options.len)
		text_addf(note, _("Boards and files that are opened here get: %s"), options.s);
	text_free(&options);
}

/* Once; what was chosen there leads back to it. */
static int start(struct choosing *c, bool *taken)
{
	struct error *err = c->job->err;
	struct start_screen screen = { .take = take, .arg = c, .settings = c->job->settings };
	struct text note = { 0 };
	int status;

	*taken = false;
	if (!offers_make(&c->offers, err))
		return EXIT_BAD;
	screen.entries = c->offers.entries;
	screen.count = c->offers.count;
	screen.course = c->offers.course;
	screen.first = place(c);
	tell_options(c, &note);
	screen.note = note.s;
	status = tui_start(&screen, taken, err);
	text_free(&note);
	if (status == EXIT_DONE && *taken)
		status = run_opened(&c->opened, c->job);
	close_opened(&c->opened);
	offers_free(&c->offers);
	return status;
}

static int choose(struct job *job)
{
	struct choosing c = { .job = job, .kind = START_FILE };
	bool taken = true;
	int status = EXIT_DONE;

	speak_utf8();
	while (status == EXIT_DONE && taken)
		status = start(&c, &taken);
	free(c.target);
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
		status = job->line->word_count ? take_machine(job, job->line->words[0])
		                               : choose(job);
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
