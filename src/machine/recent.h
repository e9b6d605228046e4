/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The machines opened last that are files, with the options they were opened with, in
 * $XDG_STATE_HOME/bootwalk/recent.
 *
 * Lines of text: `file PATH`, below each `with OPTION VALUE`.  A damaged or newer file is
 * kept aside and never an error.
 */
#ifndef BOOTWALK_MACHINE_RECENT_H
#define BOOTWALK_MACHINE_RECENT_H

#include "machine/machine.h"
#include "sim/text.h"

#define RECENT_MAX 10

struct recent_entry {
	const char *path; /* absolute */
	struct machine_options options;
};

struct recent;

/* Read it; never fails: what cannot be read is as if nothing had been opened. */
struct recent *recent_open(void);
void recent_close(struct recent *r);

/* The Nth, the one opened last first; NULL past the end.  It lives until the list changes. */
const struct recent_entry *recent_at(const struct recent *r, size_t n);

/*
 * SPEC, as a reader names a machine, was opened with OPTIONS: to the top of the list, and the
 * oldest out of it when there are too many.  False when SPEC is no file: a board, or `-`.
 */
bool recent_add(struct recent *r, const char *spec, const struct machine_options *options);

/* Write it.  False with ERR when it cannot be written; the old one is then untouched. */
bool recent_save(struct recent *r, struct error *err);

/* OPTIONS as a command line has them: `--append 'mem=1G quiet' --cpus 2`. */
void recent_add_options(const struct machine_options *options, struct text *out);

#endif
