/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the subcommands of main.c share: results and errors printed in one
 * place, a machine booted as the command line says, the calls of a script.
 */
#ifndef BOOTWALK_JOB_H
#define BOOTWALK_JOB_H

#include "cmdline.h"
#include "player/player.h"

/* The exit statuses: done; a call or an expectation failed; bad input. */
enum { EXIT_DONE = 0, EXIT_NO = 1, EXIT_BAD = 2 };

struct settings;

/* What a subcommand is given, all loaded and booted as far as its row asks. */
struct job {
	const struct cmdline *line;
	const struct cmdline *other; /* behind `--`: the second machine, for `diff` only */
	const struct vocabulary *vocabulary;
	struct player *player;     /* whoever boots frees it */
	struct settings *settings; /* of the terminal interface, once that is asked for */
	char **argv;               /* as the program was called */
	struct error *err;
	bool state_only; /* the boot's end is all that is asked for, not how it came to be */
	bool wants_log;  /* the log is a part of that */
	bool told;       /* what went wrong has been printed already */
};

/* Print ERR on standard error, behind what standard output holds; EXIT_BAD. */
int job_failed(const struct error *err);

/* Flush standard output: EXIT_DONE when OK and all is written, else EXIT_BAD with ERR. */
int job_printed(bool ok, struct error *err);

/* Write OUT to standard output and free it; the result is job_printed()'s. */
int job_print(struct text *out, struct error *err);

/* Read and parse the file PATH, or standard input for `-`; the caller frees SCRIPT either way. */
bool job_read_script(const char *path, const struct vocabulary *v, struct script *script,
                     struct error *err);

/* The calls of SCRIPT one after another, what they say printed; the first that fails ends it. */
int job_run_script(struct job *job, const struct script *script);

/*
 * Load SPEC (NULL for no machine) and boot it, with the `at` lines of SCRIPT
 * (may be NULL) and of --inject on the way.  The caller frees job->player and
 * MACHINE, also after false, where job->err says what is wrong.
 */
bool job_boot(struct job *job, const char *spec, const struct script *script,
              struct machine **machine);

/*
 * What was assumed, on standard error: the cards, when a blob's come from a board; with
 * --bind=known the devices of which no driver is known, in one line.
 */
void job_name_unknown(const struct job *job);

/* The subcommand `drivers`: those that ship, and those of --drivers. */
int job_list_drivers(struct job *job);

/* To the moment of --at; one that is gone falls back to its caller, and the reader is told. */
bool job_go_to_moment(struct job *job);

#endif
