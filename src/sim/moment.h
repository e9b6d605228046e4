/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Moments: names for places in a run that hold when the run is made anew.
 *
 *   setup_arch/request_standard_resources/insert_resource#3
 *   probe(9030000.pl061)
 *   memblock_reserve#4@return
 *
 * A path of calls, each directly inside the one before it.  #N is the Nth call
 * of that name inside its caller, or in the whole run for the first of the
 * path; without it the first of the path must be unique, and a later one is
 * the first.  (TEXT) picks the call that has TEXT among its arguments.
 * @return is the place behind the call.  The name of a stage is a moment too.
 */
#ifndef BOOTWALK_SIM_MOMENT_H
#define BOOTWALK_SIM_MOMENT_H

#include "sim/sim.h"

enum moment_result {
	MOMENT_FOUND,
	MOMENT_FELL_BACK, /* *STEP is the nearest caller that is left; ERR tells so */
	MOMENT_NONE,      /* ERR says why: unknown, or not unique */
};

enum moment_result moment_find(const struct sim *sim, const char *moment, uint32_t *step,
                               struct error *err);

/* Is MOMENT written as a moment is?  ERR says what is wrong. */
bool moment_parse(const char *moment, struct error *err);

/* Add the moment of the call that STEP stands in (or is), from the outermost call on. */
void moment_of(struct text *out, const struct sim *sim, uint32_t step);

/*
 * Add who made STEP, as a short moment: the probe it happened in, or the nearest call of
 * another file than STEP's that its name (and its first name among the arguments) tells
 * from all others; and behind it the call made there.
 */
void moment_of_doer(struct text *out, const struct sim *sim, uint32_t step);

/* The return step of the call at CALL, or the last step when it never returned. */
uint32_t moment_return_of(const struct sim *sim, uint32_t call);

/* The same for all steps in turn: moment_walk_to() must be called for each step from 0 on. */
struct moment_walk;
struct moment_walk *moment_walk_new(const struct sim *sim);
void moment_walk_free(struct moment_walk *walk);
/* The moment of STEP; valid until the next call. */
const char *moment_walk_to(struct moment_walk *walk, uint32_t step);

#endif
