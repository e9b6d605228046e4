/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The node /bootwalk: what a board says that no device tree says.  Its
 * properties bear the names of the options; the command line wins over them.
 * The kernel never sees the node.
 */
#ifndef BOOTWALK_MACHINE_DEFAULTS_H
#define BOOTWALK_MACHINE_DEFAULTS_H

#include "machine/machine.h"

#define DEFAULTS_NODE "/bootwalk"
#define DEFAULTS_MAX  16

/* The texts that stand in for options; owned here. */
struct defaults {
	bool present; /* the blob has the node */
	char *texts[DEFAULTS_MAX];
	unsigned count;
};

/*
 * Fill in the members of OPTS that are NULL from the /bootwalk of the indexed tree.  The texts
 * live until defaults_free().  Errors: a property of the wrong form.
 */
bool defaults_read(struct defaults *d, const struct nodes *nodes, const char *name,
                   struct machine_options *opts, struct error *err);
void defaults_free(struct defaults *d);

#endif
