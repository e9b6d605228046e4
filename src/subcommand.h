/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of subcommands: who runs them, prints their help and completes their words reads it. */
#ifndef BOOTWALK_SUBCOMMAND_H
#define BOOTWALK_SUBCOMMAND_H

#include "job.h"

/* What a subcommand needs before it runs. */
enum subcommand_needs {
	NEEDS_NOTHING,
	NEEDS_BOOT,    /* its first word is a MACHINE, which has booted */
	NEEDS_STATE,   /* the same, and only the state at its end counts */
	NEEDS_LOG,     /* the same with the log */
	NEEDS_DEVICES, /* the same; it lacks something where drivers are unknown */
	NEEDS_FULL,    /* a MACHINE, which it boots itself: it may be another program that does */
	NEEDS_SCRIPT,  /* its first word is a script, a MACHINE may follow */
	NEEDS_DRIVERS, /* of the options of a machine, --drivers */
	NEEDS_TWO,     /* a MACHINE, and another one behind `--`; it boots both itself */
};

struct subcommand {
	const char *name;
	const char *args;
	unsigned min_words, max_words;
	enum subcommand_needs needs;
	const char *own_options; /* of the table in cmdline.c, "user format" */
	int (*run)(struct job *job);
	const char *help;
};

/* In main.c. */
extern const struct subcommand subcommands[];
extern const size_t subcommand_count;

/* Which options of a machine it takes, as cmdline.h wants them. */
static inline const char *subcommand_machine_options(const struct subcommand *sub)
{
	return sub->needs == NEEDS_NOTHING ? NULL : sub->needs == NEEDS_DRIVERS ? "drivers" : "";
}

/* The subcommand `complete`, in complete.c. */
int complete_words(struct job *job);

#endif
