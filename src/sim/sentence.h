/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of a step, made when it is shown, in the reader's language. */
#ifndef BOOTWALK_SIM_SENTENCE_H
#define BOOTWALK_SIM_SENTENCE_H

#include "sim/sim.h"

/* Add the whole sentence of STEP to OUT: for a call its name and arguments. */
void sentence_of(struct text *out, const struct sim *sim, const struct step *step);

/* Add one argument of the kind LETTER, its words at WORDS. */
void sentence_argument(struct text *out, const struct sim *sim, char letter, const uint64_t *words);

/* The errno's name with a minus, "-EBUSY" for -16; "0" for 0; decimal for what is no errno. */
void sentence_errno(struct text *out, int64_t value);
/* The other way round: -16 for "-EBUSY"; false for what is no name of an errno. */
bool sentence_errno_value(const char *word, int *value);

/* A size in bytes as people say it: "64 MiB", "4 KiB", "123 bytes". */
void sentence_size(struct text *out, uint64_t bytes);

/*
 * A table of sentences must be sound: each {N} names an argument that the row
 * has, and each argument but 'o' is used.  Returns NULL, or what is wrong.
 */
const char *sentence_fault(const struct sentence *says);

#endif
