/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Parameters of the command line, for those files of init/main.c that go through them. */
#ifndef BOOTWALK_LINUX_INIT_PARAMS_H
#define BOOTWALK_LINUX_INIT_PARAMS_H

#include "linux/linux.h"

/*
 * Call FUNC with each word of the command line in turn, up to a word "--": NAME and VALUE
 * are names of the simulation, VALUE is NULL for a word without '='.  Returns how many.
 */
uint64_t parse_args(struct kernel *k,
                    void (*func)(struct kernel *k, const char *name, const char *value));

/* Is NAME one of those that something here looks at? */
bool param_is_known(const struct kernel *k, const char *name);

/* main.c, second part: copies of the command line, and words that nobody knows. */
void setup_command_line(struct kernel *k);
void print_unknown_bootoptions(struct kernel *k);

#endif
