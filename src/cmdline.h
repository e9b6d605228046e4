/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The command line: options by their tables, and the words that are left.
 * Belongs to main.c.
 */
#ifndef BOOTWALK_CMDLINE_H
#define BOOTWALK_CMDLINE_H

#include "machine/machine.h"
#include "sim/text.h"

#define CMDLINE_WORDS 64

struct cmdline {
	struct machine_options machine;
	bool help, version, user, check, plain, force;
	const char *format, *level, *color, *kernel_source, *export, *import;
	const char *words[CMDLINE_WORDS + 1];
	unsigned word_count;
	char **behind; /* from `--` on, which itself stands at [0]; NULL when there is none */
	int behind_count;
};

/* Parse ARGV up to a `--`, which ends the options. */
bool cmdline_parse(struct cmdline *line, int argc, char **argv, struct error *err);

/* What stands behind `--` are words like those before it. */
bool cmdline_take_behind(struct cmdline *line, struct error *err);
/* What stands behind `--` is a second machine with its options, OTHER. */
bool cmdline_parse_behind(const struct cmdline *line, struct cmdline *other, struct error *err);

/* Drop the first word, a subcommand's name. */
void cmdline_drop_word(struct cmdline *line);

/* Options that only some subcommands have must be among OWN ("user format"), else ERR. */
bool cmdline_check_own(const struct cmdline *line, const char *name, const char *own,
                       struct error *err);

/*
 * Where there is no machine, an option that describes one is a mistake: ERR.  With KERNEL,
 * --kernel is none: a script's calls are made as that kernel makes them.
 */
bool cmdline_check_no_machine(const struct cmdline *line, bool kernel, struct error *err);

/* The same, but --drivers is none. */
bool cmdline_check_only_drivers(const struct cmdline *line, struct error *err);

/* An option as help and completion show it. */
struct option_row {
	const char *name;     /* without the dashes */
	char letter;          /* its short form, or 0 */
	const char *argument; /* NULL: a switch */
	const char *help;     /* N_() */
	bool of_machine;
};

/*
 * The Nth of the options that there are with OWN ("user format"; NULL: all) and of those of a
 * machine with MACHINE ("" all, NULL none, else names); false past the last.
 */
bool cmdline_option_at(const char *own, const char *machine, size_t n, struct option_row *row);

/* The list of those options for --help. */
void cmdline_print_options(const char *own, const char *machine);

#endif
