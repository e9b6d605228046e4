/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reports: facts to standard output.  Each adds to OUT what is so where the
 * player stands; nothing is written to the simulated state.
 */
#ifndef BOOTWALK_REPORT_REPORT_H
#define BOOTWALK_REPORT_REPORT_H

#include <stdio.h>

#include "player/player.h"

/* Adds the row `compare`: what differs from the run before the last change (player_before()). */
void report_add_commands(struct vocabulary *v);

/* A file of the simulated kernel, whole; USER: as an unprivileged reader. */
bool report_file(const struct player *p, const char *path, bool user, struct text *out);

/* The areas that ioremap() made, a line each: as /proc/vmallocinfo has them, without addresses. */
void report_mappings(const struct player *p, struct text *out);

/* The kernel log without time stamps, up to where the player stands. */
void report_log(const struct player *p, struct text *out);

/* Each device: its bus, its name, and the driver that it is bound to or `-`; sorted by name. */
void report_devices(const struct player *p, struct text *out);

/*
 * The steps down to LEVEL, up to where the player stands, written to STREAM one
 * a line: as text, or as JSON objects {n, level, kind, moment, args, text}.
 * False when writing fails.
 */
bool report_trace(const struct player *p, enum level level, bool json, FILE *stream);

/*
 * Who owns WORD (an address, a range, the name of an entry or of a device), which
 * call put it there, why, and what touched it, up to where the player stands.
 * False, with ERR, when there is nothing of that name.
 */
bool report_explain(const struct player *p, const char *word, struct text *out, struct error *err);

/*
 * Where two runs differ, up to where each player stands: the lines of /proc/iomem as `diff -u`
 * has them under the names FIRST and SECOND, the first step that is another one, and the first
 * state that is.  False, with nothing added, when there is no difference.  The players walk,
 * and stand where they stood when it returns.
 */
bool report_diff(struct player *a, const char *first, struct player *b, const char *second,
                 struct text *out);

/* The words of --level, in order; NULL past the last. */
const char *report_level_name(unsigned level);

#endif
